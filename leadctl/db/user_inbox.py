"""What waits for one user: leads that he has and has not touched, appointments of a day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class Untouched(NamedTuple):
    """An open lead of the user on which nobody has worked since he got it. Times in seconds UTC."""

    lead_id: int
    label: str
    company: str | None
    since: int  # when he got it
    status: str
    strategy: str | None
    score: int


class Appointment(NamedTuple):
    """An appointment of the user. Times in seconds UTC."""

    activity_id: int
    lead_id: int
    label: str
    company: str | None
    starts_at: int
    note: str | None
    made_by: str | None


_NAME: Final = """coalesce(nullif(l.full_name, ''),
  nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''), l.company, l.email, l.phone,
  l.external_id, '')"""
# What stands with a team or account of his is to be handed out, not to be worked by him.
UNTOUCHED_SQL: Final = f"""
select s.lead_id, {_NAME}, l.company, coalesce(d.accepted_at, d.distributed_at, s.status_since) as since, t.name,
  g.name, l.score
from lead_state s cross join lead l on l.id = s.lead_id cross join status t on t.id = s.status_id
left join distribution d on d.id = s.open_distribution_id left join strategy g on g.id = d.strategy_id
where s.owner_id = :user and l.undone_at is null and s.status_id not in (select value from json_each(:finished))
  and (d.id is null or d.level = 'user') and (s.last_work_at is null or s.last_work_at < since)
order by since, s.lead_id"""
APPOINTMENTS_SQL: Final = f"""
select a.id, a.lead_id, {_NAME}, l.company, a.starts_at, a.note, u.login
from activity a cross join lead l on l.id = a.lead_id left join user u on u.id = a.user_id
where a.kind = 'appointment' and a.for_user_id = :user and a.starts_at >= :start and a.starts_at < :end
  and a.voided_at is null and l.undone_at is null
order by a.starts_at, a.id"""


def untouched(con: sqlite3.Connection, user_id: int, finished: Iterable[int]) -> list[Untouched]:
    """Return the open leads of a user that lie untouched, the oldest first; `finished`: statuses closed and dead."""
    rows = con.execute(UNTOUCHED_SQL, {"user": user_id, "finished": json.dumps(list(finished))})
    return [Untouched(*row) for row in rows]


def appointments(con: sqlite3.Connection, user_id: int, start: int, end: int) -> list[Appointment]:
    """Return the appointments of a user that start in [start, end), in their order."""
    rows = con.execute(APPOINTMENTS_SQL, {"user": user_id, "start": start, "end": end})
    return [Appointment(*row) for row in rows]
