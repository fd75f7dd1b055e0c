"""leadctl report explain: what a column of a report means."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands._context import out, print_json, print_table, say


def explain(
    kpi: Annotated[
        str | None, typer.Argument(metavar="[KPI]", help="Key or heading of a column; without it all are listed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how a column of a report is defined; without a name list them all. The same texts are docs/reports.md.

    Example:  leadctl report explain "contact rate"
    """
    from leadctl.reports.glossary import look_up, terms

    found = terms() if kpi is None else look_up(kpi)
    if as_json:
        print_json(
            [
                {"report": t.report, "key": t.key, "label": t.heading, "kind": t.kind, "definition": t.text}
                for t in found
            ]
        )
    elif kpi is None:
        print_table(["report", "column", "definition"], [(t.report, t.key, t.text) for t in found])
    else:
        for term in found:
            name = term.key if term.heading == term.key else f"{term.heading} ({term.key})"
            out(f"{name}: {term.place}")
            say(f"  {term.text}")
