"""Plain text of full width, for pipes and files: title, criteria, key figures, tables, notes."""

from __future__ import annotations

from typing import TextIO

from leadctl.reports.render.cells import figures_told, grid, header, one_line, visible
from leadctl.reports.render.plain import simple
from leadctl.reports.table import Table

LEFT = "* disabled at the as-of moment"


def write(table: Table, stream: TextIO) -> list[str]:
    """Write all tables of the report, criteria first; return nothing for stderr."""
    stream.write("\n".join([table.title, *header(table), ""]) + "\n")
    for one in table.tables:
        if one is not table:
            stream.write(f"\n{one.title}\n\n")
        _write_one(one, stream)
    return []


def _write_one(table: Table, stream: TextIO) -> None:
    found, marked = grid(table, mark=True)
    closing = table.closing()
    if closing.figures:
        stream.write(" · ".join(figures_told(table, closing)) + "\n\n")
    right = [c.kind not in {"text", "time", "answer", "series"} for c in table.columns]
    headers = [visible(one_line(c.heading)) for c in table.columns]
    stream.write("".join(f"{line}\n" for line in simple(headers, [texts for _, texts in found], right)))
    notes = [*closing.notes, *([LEFT] if marked else [])]
    if notes:
        stream.write("\n" + "".join(f"{visible(one_line(n))}\n" for n in notes))
