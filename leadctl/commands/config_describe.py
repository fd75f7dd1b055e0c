"""leadctl config describe: the rules as plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context
from leadctl.commands._context import applied_config, clock, database, out, print_json
from leadctl.commands._rules_file import read_rules
from leadctl.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from leadctl.config import Config

FORMATS = ("text", "markdown", "json")


def describe(
    file: Annotated[
        str | None, typer.Argument(help="A rules file; without it the rules in force are described.")
    ] = None,
    user: Annotated[str | None, typer.Option("--user", help="Only what concerns this user, with his share.")] = None,
    strategy: Annotated[str | None, typer.Option("--strategy", help="Only this strategy.")] = None,
    format: Annotated[str, typer.Option("--format", help="text | markdown | json.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="As --format json.")] = False,
) -> None:
    """Say the rules in plain sentences, to publish to the team: who gets what, in which order, on which terms.

    Example:  leadctl config describe --user ana
    """
    from leadctl.db.settings import current_config_text
    from leadctl.engine.describe import chapter as layout
    from leadctl.engine.describing import description

    shape = "json" if as_json else format
    if shape not in FORMATS:
        near = did_you_mean(shape, FORMATS)
        raise UsageError(f'--format: "{shape}" is none of {", ".join(FORMATS)}{near}', slug="bad-choice")
    if user is not None and strategy is not None:
        raise UsageError("--user and --strategy: give one of them")
    if file is None or _context.db_path().exists():
        with database() as con:
            config = applied_config(con) if file is None else _read(file)
            if file is None and current_config_text(con) is None:
                _context.warn("no rules were applied yet: write leadctl.toml, then leadctl config apply")
            found = description(con, config, clock(config.timezone).now(), user=user, strategy=strategy)
    else:
        config = _read(file)
        found = description(None, config, clock(config.timezone).now(), user=user, strategy=strategy)
    if shape == "json":
        print_json([{"title": c.title, "sentences": list(c.sentences)} for c in found])
        return
    width = _context.text_width(layout.WIDTH)
    for line in layout.markdown(found) if shape == "markdown" else layout.plain(found, width):
        out(line)


def _read(file: str) -> Config:
    from leadctl.config import load_text

    return load_text(*read_rules(file))
