"""What leads did, counted from touches as of a moment: how many, how many of a name, the latest; the latest work."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from leadctl.models import TOUCHES_OF, slug

FOREVER: Final = 1 << 62  # later than any moment

_COUNTED: Final = "t.voided_at is null and t.happened_at <= :now"
# With and without names: the names are read only when a rule asks for one of them.
TOUCHES_SQL: Final = f"""
select t.lead_id, '', count(*), max(t.happened_at)
from json_each(:ids) c cross join touch t on t.lead_id = c.value
where {_COUNTED} group by t.lead_id"""
NAMED_SQL: Final = f"""
select t.lead_id, t.name, count(*), max(t.happened_at)
from json_each(:ids) c cross join touch t on t.lead_id = c.value
where {_COUNTED} group by t.lead_id, t.name"""
SEEN_SQL: Final = """
select distinct name from (select name from touch where voided_at is null order by id desc limit :newest)
order by name"""


def is_behaviour(field: str) -> bool:
    """Return whether a field of the rules is counted from touches."""
    return field in ("touches", "last_touch") or field.startswith(TOUCHES_OF)


class Behaviour:
    """The touch fields of some leads as of `now` (seconds UTC); without touches a count is 0, a time None."""

    def __init__(self, con: sqlite3.Connection, lead_ids: Sequence[int], fields: Sequence[str], now: int) -> None:
        self._fields = fields
        self._empty = tuple(None if field == "last_touch" else 0 for field in fields)
        self._found: dict[int, dict[str, Any]] = {}
        keys: dict[str, str] = {}
        sql = NAMED_SQL if any(field.startswith(TOUCHES_OF) for field in fields) else TOUCHES_SQL
        for lead_id, name, count, last in con.execute(sql, {"ids": json.dumps(list(lead_ids)), "now": now}):
            cells = self._found.setdefault(lead_id, {"touches": 0, "last_touch": last})
            cells["touches"] += count
            cells["last_touch"] = max(cells["last_touch"], last)
            if name:
                key = keys.get(name) or keys.setdefault(name, TOUCHES_OF + slug(name))
                cells[key] = cells.get(key, 0) + count

    def of(self, lead_id: int) -> tuple[Any, ...]:
        """Return the values of the fields of one lead, in their order."""
        cells = self._found.get(lead_id)
        if cells is None:
            return self._empty
        return tuple([cells.get(field, 0) for field in self._fields])


def seen_touches(con: sqlite3.Connection, newest: int = 5_000) -> list[str]:
    """Return the names of the newest touches, for suggestions."""
    return [row[0] for row in con.execute(SEEN_SQL, {"newest": newest})]
