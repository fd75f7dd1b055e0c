"""leadctl history LEAD: everything that happened to a lead."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def history(
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="Id, external id, e-mail or phone.")],
    zone: Annotated[str | None, typer.Option("--tz", help="Zone of the times shown; else the config's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the events as JSON.")] = False,
) -> None:
    """List everything that happened to a lead, oldest first: imports, passages, answers, work, transfers, voids.

    Example:  leadctl history 42
    """
    from leadctl.clock import iso, show
    from leadctl.commands._context import applied_config, database, print_json, print_table
    from leadctl.db.leads import resolve_lead
    from leadctl.engine.timeline import events

    with database() as con:
        config = applied_config(con)
        tz = zone or config.timezone
        lead_id = resolve_lead(con, lead, config.region)
        found = events(con, lead_id, lambda moment: show(moment, tz))
        if as_json:
            rows = [{**e._asdict(), "at": iso(e.at, tz), "recorded_at": iso(e.recorded_at, tz)} for e in found]
            print_json({"lead_id": lead_id, "events": [{**_id(row.pop("ref")), **row} for row in rows]})
        else:
            shown = [(show(e.at, tz), e.kind, e.text, e.actor, e.ref) for e in found]
            print_table(["when", "what", "event", "by", "see"], shown)


def _id(ref: str | None) -> dict[str, int]:
    """Return what an event refers to, `passage 7`, as the key and value of JSON: distribution_id 7."""
    if ref is None:
        return {}
    kind, _, number = ref.partition(" ")
    return {"distribution_id" if kind == "passage" else f"{kind}_id": int(number)}
