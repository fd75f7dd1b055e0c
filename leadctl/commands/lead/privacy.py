"""leadctl lead erase|erasures|export: a person's right to be forgotten, and to know what is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.clock import iso, show
from leadctl.commands import _context
from leadctl.commands._context import actor, note, out, print_json, print_table, warn
from leadctl.commands._runs import plural
from leadctl.commands.lead.work import LeadArgument, work
from leadctl.errors import EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from leadctl.commands.lead.work import Work
    from leadctl.engine.privacy.erase import Erased
    from leadctl.engine.privacy.person import Person

WithOption = Annotated[
    list[str] | None, typer.Option("--with", metavar="LEAD", help="Another lead of the same person; several at once.")
]
OnlyOption = Annotated[bool, typer.Option("--only", help="This lead alone, whatever others say of the person.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl lead`."""
    for function in (erase, erasures, export):
        app.command(function.__name__)(function)


def erase(
    lead: LeadArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the fact, without the person's words.")],
    also: WithOption = None,
    only: OnlyOption = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be erased and write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Erase a person for good: the lead and every other lead of the same e-mail or phone, in every table.

    Rows stay, and with them every figure of every report; what they said of the person is gone, from unused parts
    of the file too. It cannot be taken back. Backups and files written earlier are not touched.

    Example:  leadctl lead erase jane@example.com --reason "asked by letter" --dry-run
    """
    from leadctl.engine.privacy import erase as engine

    if not reason.strip():
        raise UsageError("--reason says why; it cannot be empty", hint='--reason "asked by letter"')
    with work() as w:
        first = _named(w, lead, only)
        person = engine.chosen(w.con, first, also=tuple(_named(w, text, only) for text in also or ()), only=only)
        if not as_json:
            _show_person(person)
        if not (dry_run or yes):
            _ask(person)
        done = engine.erase(w.con, person, reason.strip(), actor(), w.now, dry_run=dry_run)
    if as_json:
        print_json(_json(done))
    else:
        _show(done)
    if not dry_run:
        _remember(done)
    if done.left_in_log:
        warn("others are reading the file: its log still holds what was erased until leadctl db vacuum has run")
        raise typer.Exit(EXIT_FINDINGS)


def _show_person(person: Person) -> None:
    rows = [
        (c.lead_id, c.name, c.email or c.email_raw, c.phone or c.phone_raw or c.mobile, person.why[c.lead_id])
        for c in person.contacts
    ]
    print_table(("lead", "name", "e-mail", "phone", "because"), rows, right=(0,))
    for c in person.aside:
        note(
            f"not taken for the same person: lead {c.lead_id}, {c.name} ({person.aside_why[c.lead_id]}, another name);"
            f" if it is: --with '#{c.lead_id}'"
        )


def _ask(person: Person) -> None:
    """Return when somebody at the terminal says yes. Raises UsageError."""
    if not sys.stdin.isatty():
        raise UsageError(
            "erasing asks before it is done, and nobody is at the terminal",
            slug="not-confirmed",
            hint="--dry-run shows what would go; --yes does it without asking",
        )
    sys.stdout.flush()
    sys.stderr.write(f"Erase {plural(len(person.why), 'lead')} for good? It cannot be taken back. [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise UsageError("not erased: nobody said yes", slug="not-confirmed")


def _show(done: Erased) -> None:
    out()
    print_table(("table", "rows changed"), [(t, f"{n:,}") for t, n in sorted(done.changed.items())], right=(1,))
    out()
    count = plural(len(done.person.why), "lead")
    if done.dry_run:
        out(f"Dry run: {count} would be erased. Nothing was written.")
    else:
        out(f"{count} erased; every figure stays as it was.")
    if done.rules:
        versions = ", ".join(map(str, done.rules))
        verb = "name" if done.dry_run else "named"
        warn(f"the rules {verb} the person (version {versions}): change leadctl.toml, too")


def _remember(done: Erased) -> None:
    """Say where the person may still be."""
    path = _context.db_path()
    beside = sorted(p.name for p in path.parent.glob(f"{path.name}.*") if p.name != f"{path.name}.lock")
    copies = f", among them {', '.join(beside)}" if beside else ""
    note(f"backups, exports and rejects files written earlier are as they were{copies}: see to them yourself")


def _json(done: Erased) -> dict[str, object]:
    person = done.person
    return {
        "dry_run": done.dry_run,
        "leads": [{"lead_id": i, "because": person.why[i]} for i in person.lead_ids],
        "set_aside": [{"lead_id": i, "because": why} for i, why in sorted(person.aside_why.items())],
        "rows_changed": done.changed,
        "rules_versions": done.rules,
        "left_in_log": done.left_in_log,
    }


def erasures(as_json: Json = False) -> None:
    """List the leads that were erased, the latest first: to be erased again after an old backup was restored.

    Example:  leadctl lead erasures --json
    """
    from leadctl.engine.privacy.erase import listed

    with work() as w:
        found = listed(w.con)
    if as_json:
        print_json(
            [{"lead_id": e.lead_id, "at": iso(e.erased_at, w.zone), "by": e.actor, "reason": e.reason} for e in found]
        )
        return
    rows = [(e.lead_id, show(e.erased_at, w.zone), e.actor, e.reason) for e in found]
    print_table(("lead", "at", "by", "reason"), rows, right=(0,), empty="nobody was erased")


def export(
    lead: LeadArgument,
    also: WithOption = None,
    only: OnlyOption = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE (mode 0600), not to the screen."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over FILE.")] = False,
) -> None:
    """Write everything that is kept about a person as JSON: the lead, the others of the same e-mail or phone, all
    that was done with them, and where else the person is spoken of.

    Example:  leadctl lead export jane@example.com -o jane.json
    """
    from leadctl.commands._files import check_free, replacing
    from leadctl.engine.privacy.export import everything

    if output is not None:
        check_free(output, force=force)
    with work() as w:
        found = everything(w.con, _person(w, lead, also, only), w.now, w.zone)
    for c in found.person.aside:
        note(f"left out: lead {c.lead_id} ({found.person.aside_why[c.lead_id]}, another name); --with '#{c.lead_id}'")
    if found.mentions:
        texts = plural(found.mentions, "text")
        note(f"{texts} elsewhere speak of the person (mentioned_elsewhere), and perhaps of others")
    if output is None:
        print_json(found.data)
        return
    import json

    with replacing(output, force=force) as stream:
        stream.write(json.dumps(found.data, indent=2, ensure_ascii=False) + "\n")
    note(f"{output}: {plural(len(found.person.why), 'lead')}")


def _person(w: Work, lead: str, also: list[str] | None, only: bool) -> Person:
    from leadctl.engine.privacy.person import find

    first = _named(w, lead, only)
    return find(w.con, first, also=tuple(_named(w, text, only) for text in also or ()), only=only)


def _named(w: Work, text: str, only: bool) -> int:
    """Return the lead that `text` names: of a person's e-mail the first, unless it is to be one lead alone."""
    from leadctl.db.leads import resolve_person

    return w.lead(text) if only else resolve_person(w.con, text, w.region)
