"""The outbox as those see it who write it: alerts put in, and taken back before they are sent."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from leadctl.db.connection import one

UNSENT: Final = "o.sent_at is null and o.failed_at is null"


class Alert(NamedTuple):
    """One message to one person, address or machine. Times in seconds UTC; `payload` is JSON.

    `message` is its stable id: the same event, channel and person give the same, so that written twice is once.
    """

    message: str
    kind: str
    channel: str
    lead_id: int | None
    user_id: int | None
    distribution_id: int | None
    run_id: int | None
    payload: str
    event_at: int
    recorded_at: int
    not_before: int = 0


class Written(NamedTuple):
    """An alert that waits and tells of several passages."""

    id: int
    kind: str
    channel: str
    user_id: int | None
    run_id: int | None
    payload: dict[str, Any]


ADD_SQL: Final = f"""
insert into outbox ({", ".join(Alert._fields)}) values ({", ".join(f":{f}" for f in Alert._fields)})
on conflict (message) do nothing returning id
"""
COVER_SQL: Final = "insert or ignore into outbox_passage (distribution_id, outbox_id) values (?, ?)"
COVERED_SQL: Final = "select distribution_id from outbox_passage where outbox_id = :id order by 1"
OF_RUN_SQL: Final = f"""
select o.id from outbox o where o.run_id = :run and o.user_id = :user and o.channel = :channel and o.kind = :kind
  and o.tries = 0 and {UNSENT} and exists (select 1 from outbox_passage p where p.outbox_id = o.id)
order by o.id desc limit 1
"""
DELETE_SQL: Final = "delete from outbox where id in (select value from json_each(:ids))"
WAITS_SQL: Final = f"select exists (select 1 from outbox o where {UNSENT})"
CREATED_SQL: Final = "select value from meta where key = 'created_at'"

# What it would tell is no longer so: taken back, answered, passed to others, done. Machines are told of what stood.
STALE_SQL: Final = f"""
select o.id from outbox o
left join distribution d on d.id = o.distribution_id
left join lead l on l.id = o.lead_id
where {UNSENT} and (
  d.undone_at is not null or (l.undone_at is not null and o.kind <> 'cancelled')
  or (o.user_id is not null and (d.ended_at is not null
    or (o.kind = 'offer_ends' or d.offered = 1) and d.auto_accepted = 0 and d.accepted_at is not null))
  or (o.kind = 'follow_up' and not exists (
    select 1 from follow_up f where f.lead_id = o.lead_id and f.due_at = o.event_at and f.removed_at is null))
  or (o.kind = 'appointment' and exists (
    select 1 from activity a where a.id = json_extract(o.payload, '$.appointment') and a.voided_at is not null)))
"""
# What an undo changes: its run is the newest, or an import is taken back.
UNDOING_SQL: Final = """
select (select case kind when 'undo' then id end from run order by id desc limit 1),
  (select count(*) from import where undone_at is not null)
"""
# A passage of which an alert tells stands no longer: taken back, its person erased, or others have the lead by now.
_FALLEN: Final = """(d.undone_at is not null or d.lead_id in (select lead_id from erasure)
  or (o.user_id is not null and d.ended_at is not null))"""
# Of those that tell of several passages: the ones of which some stand no longer; of all that wait, or one.
SHRUNK_SQL: Final = f"""
select distinct o.id, o.kind, o.channel, o.user_id, o.run_id, o.payload
from outbox o {{index}} cross join outbox_passage p on p.outbox_id = o.id
cross join distribution d on d.id = p.distribution_id
where {UNSENT} and {{which}} and {_FALLEN} order by o.id
"""
DROP_FALLEN_SQL: Final = f"""
delete from outbox_passage where outbox_id = :id and distribution_id in (
  select d.id from outbox o join outbox_passage p on p.outbox_id = o.id
  join distribution d on d.id = p.distribution_id
  where o.id = :id and {_FALLEN})
"""
REWRITE_SQL: Final = "update outbox set payload = :payload where id = :id"


def add(con: sqlite3.Connection, alert: Alert, passages: Iterable[int] = ()) -> int | None:
    """Write one alert and the passages it tells of, if several; return its id, None when it was written before."""
    row = con.execute(ADD_SQL, alert._asdict()).fetchone()
    if row is None:
        return None
    con.executemany(COVER_SQL, [(passage, row[0]) for passage in passages])
    return int(row[0])


def of_run(con: sqlite3.Connection, run_id: int, user_id: int, channel: str, kind: str) -> tuple[int, list[int]] | None:
    """Return (id, passages) of the untried alert that tells this user what he got in a run, or None."""
    asked = {"run": run_id, "user": user_id, "channel": channel, "kind": kind}
    found = one(con, OF_RUN_SQL, asked)
    return None if found is None else (int(found), covered(con, int(found)))


def covered(con: sqlite3.Connection, alert_id: int) -> list[int]:
    """Return the passages that an alert tells of."""
    return [row[0] for row in con.execute(COVERED_SQL, {"id": alert_id})]


def withdraw(con: sqlite3.Connection, alert_ids: Iterable[int]) -> None:
    """Remove alerts that were not sent."""
    con.execute(DELETE_SQL, {"ids": json.dumps(list(alert_ids))})


def waits(con: sqlite3.Connection) -> bool:
    """Return whether any alert waits to be sent."""
    return bool(one(con, WAITS_SQL))


def undoing(con: sqlite3.Connection) -> tuple[int | None, int]:
    """Return what differs once something was undone."""
    undo_run, imports = con.execute(UNDOING_SQL).fetchone()
    return undo_run, imports


def stale(con: sqlite3.Connection) -> list[int]:
    """Return the alerts that wait and whose words are no longer so."""
    return [row[0] for row in con.execute(STALE_SQL)]


def shrunk(con: sqlite3.Connection, alert_id: int | None = None) -> list[Written]:
    """Return the alerts that wait, or this one if it does, and tell of passages some of which stand no longer."""
    if alert_id is None:
        sql = SHRUNK_SQL.format(index="indexed by outbox_waiting", which="1")
    else:
        sql = SHRUNK_SQL.format(index="", which="o.id = :id")
    rows = con.execute(sql, {} if alert_id is None else {"id": alert_id})
    return [Written(*row)._replace(payload=json.loads(row[-1])) for row in rows]


def drop_fallen(con: sqlite3.Connection, alert_id: int) -> list[int]:
    """Let an alert no longer tell of passages that stand no longer; return those that are left."""
    con.execute(DROP_FALLEN_SQL, {"id": alert_id})
    return covered(con, alert_id)


def rewrite(con: sqlite3.Connection, alert_id: int, payload: Mapping[str, Any]) -> None:
    """Put another payload into an alert."""
    con.execute(REWRITE_SQL, {"id": alert_id, "payload": json.dumps(payload, ensure_ascii=False)})


def origin(con: sqlite3.Connection) -> str:
    """Return what tells this database from others: part of every message's id."""
    return str(one(con, CREATED_SQL))
