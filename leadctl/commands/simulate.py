"""leadctl simulate: the leads of a past period through other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context, _periods, _progress
from leadctl.commands._context import applied_config, clock, database, print_json
from leadctl.commands._rules_file import read_rules
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.engine.simulation.simulate import Rules

app = typer.Typer(rich_markup_mode=None)


@app.command()
def simulate(
    today: _periods.Today = False,
    yesterday: _periods.Yesterday = False,
    this_week: _periods.ThisWeek = False,
    last_week: _periods.LastWeek = False,
    this_month: _periods.ThisMonth = False,
    last_month: _periods.LastMonth = False,
    last_30_days: _periods.Last30Days = False,
    last_60_days: _periods.Last60Days = False,
    last_1_year: _periods.Last1Year = False,
    from_: _periods.From = None,
    to: _periods.To = None,
    every: Annotated[
        str | None, typer.Option(help="Run so often (1h, 15m) instead of when runs really took place.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Replay a past period's leads through the rules of --config FILE and compare with what really happened.

    Without --config: through the rules in force. Everybody is available as he was then; nothing is written.

    Example:  leadctl simulate --config new.toml --last-30-days
    """
    given = dict(locals())
    from leadctl.commands import _simulation
    from leadctl.engine.simulation.simulate import simulate as run

    rules = _rules()
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        period = _periods.resolve(given, config.timezone, now, config.week_starts)
        with _progress.bar("replaying") as progress:
            found = run(con, rules, period, now, every=_every(every), progress=progress)
    if as_json:
        print_json(found.as_json(config.timezone))
    else:
        _simulation.show(found, config.timezone, config.currency)


def _rules() -> Rules | None:
    """Return the rules of --config, or None for those in force."""
    from leadctl.engine.simulation.simulate import Rules

    return Rules(*read_rules(_context.flags.config)) if _context.flags.config else None


def _every(text: str | None) -> int | None:
    from leadctl.clock import parse_duration

    if text is None:
        return None
    try:
        seconds = parse_duration(text)
    except ValueError as error:
        raise UsageError(f"--every: {error}", slug="bad-time", hint="--every 1h") from None
    if seconds < 60:
        raise UsageError("--every is at least 1m", slug="bad-time", hint="--every 15m")
    return seconds
