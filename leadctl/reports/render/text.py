"""Plain text of full width, for pipes and files: title, criteria, table, notes."""

from __future__ import annotations

from typing import TextIO

from leadctl.reports.render.cells import grid, header, one_line, visible
from leadctl.reports.table import Table

LEFT = "* disabled at the as-of moment"


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the whole table; return nothing for stderr."""
    from tabulate import tabulate

    found, marked = grid(table, mark=True)
    align = ["left" if c.kind in {"text", "time", "answer"} else "right" for c in table.columns]
    headers = [visible(one_line(c.label)) for c in table.columns]
    body = tabulate([texts for _, texts in found], headers, tablefmt="simple", disable_numparse=True, colalign=align)
    stream.write("\n".join([table.title, *header(table), "", body]) + "\n")
    notes = [*table.closing().notes, *([LEFT] if marked else [])]
    if notes:
        stream.write("\n" + "".join(f"{visible(one_line(n))}\n" for n in notes))
    return []
