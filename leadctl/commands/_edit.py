"""What `account|user|team add|edit` share: the flags as cells, and how a change is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.commands import _context, _pages
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table, warn
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.engine.people_edit.edit import Edited

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")]
Force = Annotated[bool, typer.Option("--force", help="Rename although the rules in force use the old name.")]
Json = Annotated[bool, typer.Option("--json", help="Print the change as JSON.")]
AutoAccept = Annotated[
    str | None, typer.Option("--auto-accept", metavar="yes|no", help="Offers count as accepted at once.")
]


def cells(**flags: str | None) -> dict[str, str]:
    """Return the flags that were given: field -> text, "" clears."""
    return {name: text for name, text in flags.items() if text is not None}


def pairs(given: list[str] | None) -> dict[str, str]:
    """Return name -> value of `--set NAME=VALUE`; an empty value clears. Raises UsageError."""
    found: dict[str, str] = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'--set "{text}" is not NAME=VALUE', slug="bad-attribute", hint="--set region=West")
        found[name.strip()] = value.strip()
    return found


def run(kind_name: str, name: str, asked: Mapping[str, Any], *, create: bool, as_json: bool) -> None:
    """Add or change one account, user or team and say what differs; `asked` are the fields of edit.Asked."""
    from leadctl.engine.people_edit import edit

    wanted = edit.Asked(**asked)
    if not create and not _something(wanted):
        raise UsageError("nothing to change was named", hint=f"leadctl {kind_name} edit --help lists the flags")
    kind = {"account": edit.ACCOUNT, "user": edit.USER, "team": edit.TEAM}[kind_name]
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        done = (edit.add if create else edit.edit)(con, kind, name, wanted, config, now)
    for remark in done.notes:
        note(f"note: {remark}")
    for remark in done.warnings:
        warn(remark)
    if as_json:
        print_json(_json(kind_name, done, wanted.dry_run))
    elif wanted.dry_run or not _context.flags.quiet:
        _say(kind_name, done, wanted.dry_run)


def _something(wanted: Any) -> bool:
    return bool(wanted.cells or wanted.attributes or wanted.rename is not None or wanted.add or wanted.remove)


def _say(kind_name: str, done: Edited, dry_run: bool) -> None:
    if not done.changes:
        out(f"{kind_name} {done.name}: nothing to change, it is so already")
        return
    verb = "added" if done.created else "changed"
    would = f"would be {verb}; dry run, nothing was written" if dry_run else f"is {verb}"
    out(f"{kind_name} {done.name} {would}")
    if done.created:
        _pages.lines((c.what, c.new) for c in done.changes)
    else:
        print_table(("what", "was", "is"), [(c.what, c.old or "-", c.new or "-") for c in done.changes])


def _json(kind_name: str, done: Edited, dry_run: bool) -> dict[str, Any]:
    return {
        kind_name: done.name,
        "created": done.created,
        "dry_run": dry_run,
        "changes": [{"what": c.what, "old": c.old or None, "new": c.new or None} for c in done.changes],
        "notes": list(done.notes),
        "warnings": list(done.warnings),
    }
