"""leadctl import mappings: the named ways to read a file."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context

Named = Annotated[
    str | None, typer.Option("--mapping", metavar="NAME", help="A [[mapping]] of the rules; --map goes before it.")
]


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl import`."""
    app.command("mappings")(mappings)


def mappings(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the named mappings of the rules in force: which column goes where.

    Example:  leadctl import mappings
    """
    with _context.database() as con:
        found = _context.applied_config(con).mappings
    if as_json:
        _context.print_json(
            [
                {"name": m.name, "columns": dict(m.columns), "delimiter": m.delimiter, "encoding": m.encoding}
                for m in found
            ]
        )
        return
    rows = []
    for rule in found:
        for number, (header, field) in enumerate(rule.columns):
            form = ", ".join(f"{k} {v}" for k, v in (("delimiter", rule.delimiter), ("encoding", rule.encoding)) if v)
            first = (rule.name, form) if number == 0 else ("", "")
            rows.append((first[0], header, field if field.strip() not in {"", "-"} else "(ignored)", first[1]))
    empty = "the rules have no mapping; [[mapping]] in leadctl.toml makes one"
    _context.print_table(("mapping", "column", "goes to", "file"), rows, empty=empty)
