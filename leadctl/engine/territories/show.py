"""What `leadctl territory` prints: tables, rows, what is wrong, the rows that fit a lead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from leadctl.config import Config
from leadctl.db import leads, queue, territories
from leadctl.db.leads import resolve_lead
from leadctl.db.territories import Territory
from leadctl.engine.finders.territory import Reader
from leadctl.engine.finders.territory_rows import RANKS, Table, rank, words
from leadctl.engine.snapshot import compile_rules
from leadctl.engine.territories.check import Checked, Namer, need_table, with_fields

SHOWN: Final = 20  # findings of one kind that are printed; --json has them all


def tables(con: sqlite3.Connection, now: int) -> list[tuple[str, int, int]]:
    """Return (table, rows, newest change)."""
    return territories.tables(con, now)


def rows_of(con: sqlite3.Connection, table: str, now: int) -> tuple[list[Territory], Namer]:
    """Return the rows of a table, and who names them. Raises NotFoundError."""
    return need_table(con, table, now), Namer(con)


def row_json(row: Territory, namer: Namer) -> dict[str, Any]:
    """Return one row as JSON."""
    area = {name: value for name, value in row.area._asdict().items() if name != "record_type_id"}
    return {
        "line": row.line,
        "by": RANKS[rank(row.area)],
        **area,
        "record_type": namer.record_type(row.area),
        "recipient": namer.recipient(row),
    }


def checked_json(found: Checked, namer: Namer) -> dict[str, Any]:
    """Return what `check` found as JSON."""
    return {
        "table": found.table,
        "rows": found.rows,
        "overlaps": [[row_json(pair.first, namer), row_json(pair.second, namer)] for pair in found.overlaps],
        "disabled_recipients": [row_json(row, namer) for row in found.gone],
        "gaps": [gap._asdict() for gap in found.gaps],
        "waiting_leads": found.waiting,
    }


def checked_lines(found: Checked, namer: Namer) -> Iterator[str]:
    """Yield what `check` found as lines."""
    yield f"table {found.table}: {_many(found.rows, 'row')}, {_many(found.waiting, 'waiting lead')} looked at"
    for pair in found.overlaps[:SHOWN]:
        first, second = pair
        yield (
            f"overlap: lines {first.line} and {second.line} both cover {namer.area(first.area)}"
            + ("" if first.area == second.area else f" and {namer.area(second.area)}")
            + f": {namer.recipient(first)} gets the leads, not {namer.recipient(second)}"
        )
    yield from _more(len(found.overlaps), "overlaps")
    for row in found.gone[:SHOWN]:
        yield f"disabled: line {row.line} gives {namer.area(row.area)} to {namer.recipient(row)}, who is disabled"
    yield from _more(len(found.gone), "rows with disabled recipients")
    for gap in found.gaps[:SHOWN]:
        where = ", ".join(part for part in (gap.country, gap.state) if part) or "no country"
        yield f"gap: {_many(gap.leads, 'waiting lead')} in {where}, no row fits"
    yield from _more(len(found.gaps), "gaps")
    if not found.findings:
        yield "nothing is wrong with it"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _more(count: int, what: str) -> Iterator[str]:
    if count > SHOWN:
        yield f"… and {count - SHOWN:,} more {what}; --json lists them all"


@dataclass(frozen=True)
class Fitting:
    """The rows that fit a lead: table, `wins` or nothing, line, by, covers, recipient; the winner of a table first."""

    lead_id: int
    where: str
    rows: list[list[Any]]

    def as_json(self) -> dict[str, Any]:
        """Return JSON values."""
        names = ("table", "wins", "line", "by", "covers", "recipient")
        rows = [dict(zip(names, row, strict=True)) | {"wins": bool(row[1])} for row in self.rows]
        return {"lead_id": self.lead_id, "where": self.where, "rows": rows}


def fitting(con: sqlite3.Connection, lead: str, table: str | None, config: Config, now: int) -> Fitting:
    """Return the rows of a table, or of all, that fit a lead. Raises NotFoundError."""
    lead_id = resolve_lead(con, lead, config.region)
    names = [table] if table is not None else [name for name, _, _ in territories.tables(con, now)]
    book = compile_rules(con, with_fields(config), now)
    values = next(values for _, values in leads.load_rows(con, [lead_id], book.fields, now))
    where = Reader(book).where(queue.any_row(con, lead_id) + values)
    namer, rows = Namer(con), []
    for name in names:
        found = Table(need_table(con, name, now)).fitting(where)
        rows += [[name, "" if at else "wins", *namer.cells(row)] for at, row in enumerate(found)]
    return Fitting(lead_id, words(where), rows)
