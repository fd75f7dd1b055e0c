"""What alerts tell of leads that are erased: withdrawn, emptied, or without the words of those leads."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from leadctl.db.erase import ERASED
from leadctl.db.personal import PERSONAL, Kind

# Alerts may tell of several leads: these stand in their JSON.
ABOUT_SQL: Final = """
with gone(id) as (select value from json_each(:ids))
select o.id, o.payload, coalesce(o.lead_id in (select id from gone), 0), o.sent_at is null from outbox o
where o.lead_id in (select id from gone)
  or exists (select 1 from outbox_passage p cross join distribution d on d.id = p.distribution_id
             where p.outbox_id = o.id and d.lead_id in (select id from gone))
  or exists (select 1 from json_tree(o.payload) t
             where (t.key in ('id', 'lead', 'lead_id', 'original') or t.path in ('$.leads', '$.originals'))
               and t.atom in (select id from gone))
"""
EMPTY_SQL: Final = "update outbox set payload = :payload, error = null where id = :id"
UNCOVER_SQL: Final = "delete from outbox_passage where outbox_id in (select value from json_each(:ids))"
WITHDRAW_SQL: Final = "delete from outbox where id in (select value from json_each(:ids))"
# What a lead says of its person, as templates of the rules may have put it into sentences.
_SAYING: Final = {Kind.ID, Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.COMPANY, Kind.PLACE, Kind.FREE}
SAID: Final = tuple(c for c, kind in PERSONAL["lead"].items() if kind in _SAYING and c != "search_text")
SAID_SQL: Final = f"""
with gone(id) as (select value from json_each(:ids)), l as (select * from lead where id in (select id from gone))
{" union all ".join(f"select {column} from l" for column in SAID)}
union all select t.atom from l join json_tree(l.attributes) t where t.type = 'text'
"""
SHORTEST: Final = 3  # letters of a word that is taken out of a sentence


def leads(con: sqlite3.Connection, ids: Iterable[int]) -> int:
    """Withdraw the alerts about one of these leads that were not sent, empty those that were, and take what they say
    of the leads out of alerts about several. Returns how many alerts changed.
    """
    gone = set(ids)
    rows = con.execute(ABOUT_SQL, {"ids": json.dumps(sorted(gone))}).fetchall()
    withdrawn = [row_id for row_id, _, own, unsent in rows if own and unsent]
    bound = {"ids": json.dumps(withdrawn)}
    said = _lines(str(text) for (text,) in con.execute(SAID_SQL, {"ids": json.dumps(sorted(gone))}) if text)
    con.execute(UNCOVER_SQL, bound)
    con.execute(WITHDRAW_SQL, bound)
    for row_id, text, own, unsent in rows:
        if own and unsent:
            continue
        payload = json.loads(text)
        left = {"to": payload.get("to")} if own else _without(payload, gone, said)
        con.execute(EMPTY_SQL, {"id": row_id, "payload": json.dumps(left, ensure_ascii=False)})
    return len(rows)


def _lines(texts: Iterable[str]) -> set[str]:
    """Return the texts as templates write them: as they are, in one line, and line by line."""
    return {form for text in texts for form in (text, " ".join(text.split()), *text.splitlines())}


def _without(payload: dict[str, Any], gone: set[int], known: set[str]) -> Any:
    """Return a message about several leads without the words of those that are gone, in data or in sentences.

    `known` is what those leads say of themselves.
    """
    said = set(known)
    data = _blanked(payload.get("data"), gone, said)
    words = sorted((w for w in said if len(w) >= SHORTEST), key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None
    rest = {key: _unsaid(value, found, gone) for key, value in payload.items() if key != "data"}
    return rest if data is None else {**rest, "data": data}


def _blanked(value: Any, gone: set[int], said: set[str]) -> Any:
    """Return JSON with nothing but the id in every object about a lead that is gone; `said` takes up its words."""
    if isinstance(value, list):
        return [_blanked(item, gone, said) for item in value]
    if not isinstance(value, dict):
        return value
    own = next((value[k] for k in ("lead_id", "id") if isinstance(value.get(k), int) and value[k] in gone), None)
    if own is None:
        return {key: _blanked(item, gone, said) for key, item in value.items()}
    _collect(value, said)
    return {"id": own, ERASED: True}


def _collect(value: Any, said: set[str]) -> None:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _collect(item, said)
    elif isinstance(value, str):
        said |= _lines([value])


def _unsaid(value: Any, words: re.Pattern[str] | None, gone: set[int]) -> Any:
    """Return a text without lines that begin with a lead's id, and without these words."""
    if not isinstance(value, str):
        return value
    lines = []
    for line in value.split("\n"):
        first = line.split(" ", 1)[0]
        lines.append(f"{first}  {ERASED}" if first.isdecimal() and int(first) in gone else line)
    text = "\n".join(lines)
    return words.sub(ERASED, text) if words else text
