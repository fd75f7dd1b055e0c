"""meta, config_version and the small name tables (record_type, source, campaign, product, status)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:  # a glance does without
    from leadctl.config import Config

    Rules: TypeAlias = "Config | Glance"

NAME_TABLES: Final = ("record_type", "source", "campaign", "product", "status", "strategy")

CURRENT_CONFIG_SQL = "select text from config_version order by id desc limit 1"


def current_config_text(con: sqlite3.Connection) -> str | None:
    """Return the text of the last applied leadctl.toml, or None when none was applied."""
    row = con.execute(CURRENT_CONFIG_SQL).fetchone()
    return None if row is None else str(row[0])


class Glance:
    """What lists and reports need of the rules, under Config's names.

    What must be worked out (slabs, bands, declared attributes) is read from the whole rules, once it is asked for.
    """

    def __init__(self, text: str) -> None:
        data: dict[str, Any] = {}
        if text:
            import tomllib

            data = tomllib.loads(text)
        self._text = text
        self.timezone = str(data.get("timezone", "UTC"))
        self.region = str(data.get("region", "US"))
        self.currency = str(data.get("currency", "USD"))
        self.week_starts = str(data.get("week_starts") or "monday").strip().casefold()
        self._attributes = data.get("attribute", [])
        bands: dict[str, int] = data.get("score_bands", {})
        self.score_bands = tuple(sorted(bands.items(), key=lambda band: -band[1]))
        self._scores = data.get("score", [])

    @cached_property
    def whole(self) -> Config:
        """Return all of the rules."""
        from leadctl.config import load_text

        return load_text(self._text, "applied config")

    def attribute_kinds(self) -> dict[str, str]:
        """Return name -> kind of the declared attributes."""
        return {a["name"]: a.get("type", "text") for a in self._attributes}

    def decaying(self) -> dict[str, int]:
        """Return name -> full points of the score rules whose points decay."""
        return {s["name"]: s["points"] for s in self._scores if "decay" in s}


def glance(con: sqlite3.Connection) -> Glance:
    """Return a glance of the rules in force, without the time that building and checking all of them takes."""
    return Glance(current_config_text(con) or "")


def whole(rules: Rules) -> Config:
    """Return all of the rules that a glance was taken of."""
    return rules.whole if isinstance(rules, Glance) else rules


def name_ids(con: sqlite3.Connection, table: str) -> dict[str, int]:
    """Return casefolded name -> id of one of NAME_TABLES."""
    assert table in NAME_TABLES
    return {name.casefold(): row_id for row_id, name in con.execute(f"select id, name from {table}")}


def names(con: sqlite3.Connection, table: str) -> dict[int, str]:
    """Return id -> name of one of NAME_TABLES."""
    assert table in NAME_TABLES
    return dict(con.execute(f"select id, name from {table} order by id").fetchall())


def intern_names(con: sqlite3.Connection, table: str, wanted: Iterable[str]) -> dict[str, int]:
    """Insert the names of `wanted` that are missing and return casefolded name -> id of the whole table."""
    known = name_ids(con, table)
    missing = {n.casefold(): n for n in wanted if n.casefold() not in known}
    if missing:
        con.executemany(f"insert into {table} (name) values (?)", [(n,) for n in missing.values()])
        known = name_ids(con, table)
    return known


STATUS_SYSTEMS_SQL = """
select s.id, coalesce((select v.system from status_version v where v.status_id = s.id and v.valid_from <= :now
  and (v.valid_to is null or v.valid_to > :now) order by v.valid_from desc limit 1), 'new')
from status s"""


def status_systems(con: sqlite3.Connection, now: int) -> dict[int, str]:
    """Return status id -> the system status it stands for at `now` (seconds UTC)."""
    return dict(con.execute(STATUS_SYSTEMS_SQL, {"now": now}).fetchall())


def status_by_name(con: sqlite3.Connection) -> dict[str, int]:
    """Return casefolded status name -> id, statuses no longer in the rules included."""
    return name_ids(con, "status")
