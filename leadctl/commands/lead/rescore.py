"""leadctl lead rescore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context, _progress
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table
from leadctl.commands._runs import plural
from leadctl.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadctl.engine.rescoring import Rescored


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl lead`."""
    app.command("rescore")(rescore)


def rescore(
    leads: Annotated[
        list[str] | None, typer.Argument(metavar="[LEAD]...", help="Id, external id, e-mail or phone; several at once.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every lead, owned and finished ones too.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="The leads that wait; the default.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score leads again by the rules in force, as of now: points decay, touches come in. Past reports stay as they are.

    Example:  leadctl lead rescore --waiting --dry-run
    """
    from leadctl.engine import rescoring

    if bool(leads) + everything + waiting > 1:
        raise UsageError("name leads, or --all, or --waiting: one of the three", hint="leadctl lead rescore --help")
    with database() as con:
        config = applied_config(con)
        ids = _chosen(con, leads or [], everything, config.region)
        with _progress.bar("scoring"):
            found = rescoring.rescore(con, config, clock(config.timezone).now(), ids, dry=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, **found.as_json()})
        return
    if dry_run or not _context.flags.quiet:
        _show(found, dry_run)
    if found.erased:
        note(f"{plural(found.erased, 'lead')} of erased persons left alone")


def _chosen(con: sqlite3.Connection, named: list[str], everything: bool, region: str) -> list[int]:
    """Return the leads that were asked for; those that wait when none was."""
    from leadctl.db import leads, queue

    if named:
        return list(dict.fromkeys(leads.resolve_lead(con, text, region) for text in named))
    return leads.all_ids(con) if everything else queue.waiting_ids(con)


def _show(found: Rescored, dry_run: bool) -> None:
    would = "would change" if dry_run else "changed"
    if not found.changed:
        out(f"{plural(found.looked, 'lead')} looked at; no score {'would change' if dry_run else 'changed'}")
        return
    out(
        f"{plural(found.looked, 'lead')} looked at; {plural(found.changed, 'score')} {would}:"
        f" {found.up:,} up, {found.down:,} down"
    )
    for (old, new), count in found.bands.most_common():
        out(f"  {old or '(none)'} → {new or '(none)'}: {plural(count, 'lead')}")
    out()
    rows = [(m.lead_id, found.labels.get(m.lead_id), m.was, m.score, f"{m.score - m.was:+d}") for m in found.biggest]
    print_table(("id", "name", "was", "is", "change"), rows, right=(0, 2, 3, 4))
    if found.changed > len(rows):
        out(f"… and {found.changed - len(rows):,} smaller ones")
