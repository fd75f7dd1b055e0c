"""leadctl territory list | check | test: what is in a territory table, what is wrong with it, where a lead falls."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context
from leadctl.commands.import_.people import Json

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def territory() -> None:
    """Look at territory tables; leadctl import territories brings them in."""


@app.command("list")
def list_(
    table: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="Its rows; without it, the tables.")] = None,
    as_json: Json = False,
) -> None:
    """List the tables, or the rows of one in the order of its file.

    Example:  leadctl territory list West
    """
    from leadctl.engine.territories.show import row_json, rows_of, tables

    with _context.database() as con:
        zone = _context.zone_of(con)
        now = _context.clock(zone).now()
        found = tables(con, now) if table is None else []
        rows, namer = rows_of(con, table, now) if table is not None else ([], None)
    if namer is not None:
        if as_json:
            _context.print_json([row_json(row, namer) for row in rows])
        else:
            headers = ["line", "by", "covers", "goes to"]
            _context.print_table(headers, [namer.cells(row) for row in rows], right=(0,))
    elif as_json:
        _context.print_json([{"table": name, "rows": count} for name, count, _ in found])
    else:
        from leadctl.clock import show

        listed = [[name, f"{count:,}", show(since, zone)] for name, count, since in found]
        empty = "no territory table: leadctl import territories FILE --table NAME"
        _context.print_table(["table", "rows", "last changed"], listed, right=(1,), empty=empty)


@app.command("check")
def check(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="The table's name.")], as_json: Json = False
) -> None:
    """Say which rows overlap, whose recipients are disabled, and which waiting leads no row fits.

    Exit code 1 when there is anything to say.

    Example:  leadctl territory check West
    """
    from leadctl.engine.territories.check import Namer, check_table
    from leadctl.engine.territories.show import checked_json, checked_lines
    from leadctl.errors import EXIT_FINDINGS, EXIT_OK

    with _context.database() as con:
        config = _context.applied_config(con)
        found = check_table(con, table, config, _context.clock(config.timezone).now())
        namer = Namer(con)
    if as_json:
        _context.print_json(checked_json(found, namer))
    else:
        for line in checked_lines(found, namer):
            _context.out(line)
    raise typer.Exit(EXIT_FINDINGS if found.findings else EXIT_OK)


@app.command("test")
def locate(
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="Id, external id or e-mail of a lead.")],
    table: Annotated[str | None, typer.Option("--table", help="Only this table; else all.")] = None,
    as_json: Json = False,
) -> None:
    """Say into which row of a table a lead falls, and which other rows would have taken it.

    Example:  leadctl territory test 42
    """
    from leadctl.engine.territories.show import fitting

    with _context.database() as con:
        config = _context.applied_config(con)
        found = fitting(con, lead, table, config, _context.clock(config.timezone).now())
    if as_json:
        _context.print_json(found.as_json())
        return
    if found.rows:
        _context.note(f"lead {found.lead_id}: {found.where}")
    headers = ["table", "", "line", "by", "covers", "goes to"]
    _context.print_table(headers, found.rows, right=(2,), empty=f"no row fits lead {found.lead_id}: {found.where}")
