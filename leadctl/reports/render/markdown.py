"""Markdown: title, criteria, key figures, pipe tables (subtotals and total in bold), notes."""

from __future__ import annotations

from typing import TextIO

from leadctl.reports.render.cells import figures, grid, one_line, visible
from leadctl.reports.table import Table

_SPECIAL = {"\\": "\\\\", "|": "\\|", "<": "&lt;", "&": "&amp;", "*": "\\*", "_": "\\_", "`": "\\`", "[": "\\["}


def escape(text: str) -> str:
    """Return the text so that Markdown shows it to the letter, on one line."""
    return "".join(_SPECIAL.get(c, c) for c in one_line(text))


def write(table: Table, stream: TextIO) -> list[str]:
    """Write all tables of the report, criteria first; return nothing for stderr."""
    stream.write(f"# {table.title}\n\n")
    for c in table.criteria:
        stream.write(f"- {c.label}: {escape(visible(c.text))}\n")
    if table.warnings:
        stream.write("\n" + "".join(f"> {escape(visible(w))}\n" for w in table.warnings))
    for one in table.tables:
        if one is not table:
            stream.write(f"\n## {one.title}\n")
        _write_one(one, stream)
    return []


def _write_one(table: Table, stream: TextIO) -> None:
    from tabulate import tabulate

    found, _ = grid(table, mark=False)
    closing = table.closing()
    told = figures(table, closing)
    if told:
        lines = (f"- {escape(label)}: **{escape(value)}** {escape(note)}".rstrip() for label, value, note in told)
        stream.write("\n" + "".join(f"{line}\n" for line in lines))
    body = []
    for kind, texts in found:
        cells = [escape(t) for t in texts]
        body.append(cells if kind == "row" else [f"**{c}**" if c else "" for c in cells])
    align = ["left" if c.kind in {"text", "time", "answer", "series"} else "right" for c in table.columns]
    headers = [escape(visible(c.heading)) for c in table.columns]
    stream.write(
        "\n" + tabulate(body, headers, tablefmt="pipe", disable_numparse=True, colalign=align, missingval="") + "\n"
    )
    notes = closing.notes
    if notes:
        stream.write("\n" + "".join(f"- {escape(visible(n))}\n" for n in notes))
