"""What happened in a transaction that somebody may be told of, and what there is to tell of leads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from leadctl.db.connection import one
from leadctl.db.lead_fields import FIELDS, FROM_LEAD, NAMES_SQL
from leadctl.models import LEAD_FIELDS, PRIORITIES

MEDIUM: Final = PRIORITIES["medium"]  # what a lead without a priority has
TELLING: Final = "('assign', 'tick')"  # runs at whose end operations hear of what is held


class Marks(NamedTuple):
    """The newest rows, and the runs under way: what is beyond or gone later is new."""

    passage: int
    notice: int
    activity: int
    lead: int
    run: int
    runs: frozenset[int] = frozenset()
    voided: frozenset[int] = frozenset()  # appointments made here that were taken back


NO_MARKS: Final = Marks(0, 0, 0, 0, 0)


class NewPassage(NamedTuple):
    """A passage that stands. `before` = how the one before it ended. Times in seconds UTC."""

    id: int
    lead_id: int
    level: str
    mode: str
    strategy: str | None
    run_id: int | None
    user_id: int | None
    team_id: int | None
    account_id: int
    distributed_at: int
    recorded_at: int
    offered: int
    auto_accepted: int
    expires_at: int | None
    accepted_at: int | None
    before: str | None

    @property
    def asks(self) -> bool:
        """Return whether an answer is wanted."""
        return bool(self.offered and not self.auto_accepted and self.accepted_at is None)

    @property
    def own_doing(self) -> bool:
        """Return whether the recipient took it himself: pulled it, or said yes for his account or team."""
        return self.mode == "pull" or bool(
            self.offered and not self.auto_accepted and self.accepted_at == self.distributed_at
        )


class NewNotice(NamedTuple):
    """What a tick found due; with the node that was asked where the passage has no user."""

    id: int
    kind: str
    lead_id: int
    user_id: int | None
    distribution_id: int | None
    due_at: int
    recorded_at: int
    run_id: int | None
    note: str | None
    level: str | None
    team_id: int | None
    account_id: int | None
    strategy: str | None
    expires_at: int | None


class NewAppointment(NamedTuple):
    """An appointment that somebody made here."""

    id: int
    lead_id: int
    user_id: int
    by: str | None
    starts_at: int
    note: str | None
    happened_at: int
    recorded_at: int


class Cancelled(NamedTuple):
    """An appointment that was taken back, and one alert of it that went out: by which channel, for whom, where to."""

    channel: str
    told_id: int | None
    to: str | None
    id: int
    lead_id: int
    user_id: int
    by: str | None
    starts_at: int
    note: str | None
    reason: str | None
    recorded_at: int
    voided_at: int


class Repeat(NamedTuple):
    """A lead that is withheld because its original, which has an owner, is open."""

    lead_id: int
    original_id: int
    owner_id: int
    since: int


TOLD_OF_SQL: Final = """
select coalesce((select instr(text, 'notify') from config_version order by id desc limit 1), 0) > 0
"""
SINCE_SQL: Final = "select min(applied_at) from config_version where instr(text, 'notify') > 0"
MARKS_SQL: Final = """
select (select coalesce(max(id), 0) from distribution), (select coalesce(max(id), 0) from notice),
  (select coalesce(max(id), 0) from activity), (select coalesce(max(id), 0) from lead),
  (select coalesce(max(id), 0) from run)
"""
OPEN_RUNS_SQL: Final = f"""
select id from (select id, kind, finished_at from run order by id desc limit 50)
where finished_at is null and kind in {TELLING}
"""
FINISHED_SQL: Final = f"select max(id) from run where id > :after and kind in {TELLING} and finished_at is not null"
RUN_SQL: Final = "select id from run where id = :id"
RUN_TIME_SQL: Final = "select coalesce(max(started_at), 0) from run where id <= :id"
_PASSAGE: Final = """
select d.id, d.lead_id, d.level, d.mode, sy.name, d.run_id, d.user_id, d.team_id, d.account_id, d.distributed_at,
  d.recorded_at, d.offered, d.auto_accepted, d.expires_at, d.accepted_at,
  case when d.again = 1 then (select p.end_kind from distribution p
    where p.lead_id = d.lead_id and p.id <= :mark and p.undone_at is null order by p.id desc limit 1) end
from distribution d left join strategy sy on sy.id = d.strategy_id
"""
NEW_PASSAGES_SQL: Final = f"""{_PASSAGE}
where d.id > :mark and d.origin <> 'imported' and d.ended_at is null and d.undone_at is null order by d.id
"""
PASSAGES_SQL: Final = f"""{_PASSAGE}
where d.id in (select value from json_each(:ids)) and d.undone_at is null order by d.id
"""
NOTICES_SQL: Final = """
select n.id, n.kind, n.lead_id, n.user_id, n.distribution_id, n.due_at, n.recorded_at, n.run_id, f.note,
  d.level, d.team_id, d.account_id, sy.name, d.expires_at
from notice n left join follow_up f on f.id = n.follow_up_id left join distribution d on d.id = n.distribution_id
left join strategy sy on sy.id = d.strategy_id
where n.id > :mark order by n.id
"""
APPOINTMENTS_SQL: Final = """
select a.id, a.lead_id, coalesce(a.for_user_id, a.user_id), u.name, a.starts_at, a.note, a.happened_at, a.recorded_at
from activity a left join user u on u.id = a.user_id
where a.id > :mark and a.kind = 'appointment' and a.import_id is null and a.voided_at is null
  and a.starts_at is not null and coalesce(a.for_user_id, a.user_id) is not null order by a.id
"""
VOIDED_SQL: Final = """
select id from activity where kind = 'appointment' and voided_at is not null and import_id is null
"""
# An alert that was begun and neither marked nor refused may have left: killed in between, or on its way right now.
CANCELLED_SQL: Final = """
select o.channel, o.user_id, json_extract(o.payload, '$.to'), a.id, a.lead_id, coalesce(a.for_user_id, a.user_id),
  u.name, a.starts_at, a.note, a.void_reason, a.recorded_at, a.voided_at
from outbox o join activity a on a.id = json_extract(o.payload, '$.appointment')
left join user u on u.id = a.user_id
where o.kind = 'appointment' and a.id in (select value from json_each(:ids))
  and (o.sent_at is not null or o.tries > 0 and o.error is null and o.failed_at is null)
order by o.id
"""
_REPEAT: Final = """
select s.lead_id, s.duplicate_of, o.owner_id, h.since
from hold h cross join lead_state s on s.lead_id = h.lead_id cross join lead_state o on o.lead_id = s.duplicate_of
where h.code = 'duplicate' and h.told_at is null and s.waiting = 0 and o.owner_id is not null
"""
NEW_REPEATS_SQL: Final = f"{_REPEAT} and h.lead_id > :mark order by s.lead_id"
REPEATS_SQL: Final = f"{_REPEAT} and h.since >= :since order by s.lead_id"
HELD_SQL: Final = """
select lead_id, code from hold where told_at is null and code not in ('queued', 'duplicate') order by lead_id
"""
TOLD_SQL: Final = "update hold set told_at = :now where lead_id in (select value from json_each(:leads))"
_SHOWN: Final = ("id", "name", *LEAD_FIELDS, "system_status", "score", "owner")
LEADS_SQL: Final = f"""select {", ".join(FIELDS[name].sql for name in _SHOWN)}, l.attributes
{FROM_LEAD}{NAMES_SQL} where l.id in (select value from json_each(:leads)) order by l.id"""


def told_of(con: sqlite3.Connection) -> bool:
    """Return whether the rules in force may say that anybody is told anything; cheap, and exact when it says no."""
    return bool(one(con, TOLD_OF_SQL))


def told_since(con: sqlite3.Connection) -> int:
    """Return since when rules say so."""
    return int(one(con, SINCE_SQL) or 0)


def marks(con: sqlite3.Connection) -> Marks:
    """Return how far the tables reach."""
    reach: tuple[int, int, int, int, int] = con.execute(MARKS_SQL).fetchone()
    open_runs, voided = (frozenset(row[0] for row in con.execute(sql)) for sql in (OPEN_RUNS_SQL, VOIDED_SQL))
    return Marks(*reach, open_runs, voided)


def ended_run(con: sqlite3.Connection, before: Marks, after: Marks) -> tuple[bool, int | None]:
    """Return (whether a run ended between the two, its id if it was kept)."""
    ended = before.runs - after.runs
    new = one(con, FINISHED_SQL, {"after": before.run})
    last = max([*ended, *([new] if new is not None else [])], default=None)
    return last is not None, None if last is None else one(con, RUN_SQL, {"id": last})


def run_time(con: sqlite3.Connection, run_id: int) -> int:
    """Return when a run took place, else the one before it."""
    return int(one(con, RUN_TIME_SQL, {"id": run_id}))


def new_passages(con: sqlite3.Connection, mark: int) -> list[NewPassage]:
    """Return the passages made since that stand."""
    return [NewPassage(*row) for row in con.execute(NEW_PASSAGES_SQL, {"mark": mark})]


def passages(con: sqlite3.Connection, ids: Collection[int]) -> list[NewPassage]:
    """Return these passages, without those taken back."""
    asked = {"ids": json.dumps(list(ids)), "mark": 0}
    return [NewPassage(*row) for row in con.execute(PASSAGES_SQL, asked)]


def new_notices(con: sqlite3.Connection, mark: int) -> list[NewNotice]:
    """Return what was noticed since."""
    return [NewNotice(*row) for row in con.execute(NOTICES_SQL, {"mark": mark})]


def new_appointments(con: sqlite3.Connection, mark: int) -> list[NewAppointment]:
    """Return the appointments made here since."""
    return [NewAppointment(*row) for row in con.execute(APPOINTMENTS_SQL, {"mark": mark})]


def cancelled(con: sqlite3.Connection, before: Marks, after: Marks) -> list[Cancelled]:
    """Return every alert that went out of an appointment taken back between the two."""
    new = after.voided - before.voided
    return [Cancelled(*row) for row in con.execute(CANCELLED_SQL, {"ids": json.dumps(sorted(new))})] if new else []


def new_repeats(con: sqlite3.Connection, mark: int) -> list[Repeat]:
    """Return the leads that came since and are withheld, their owners not told."""
    return [Repeat(*row) for row in con.execute(NEW_REPEATS_SQL, {"mark": mark})]


def repeats(con: sqlite3.Connection) -> list[Repeat]:
    """Return all leads that are withheld, their owners not told, as far back as anybody is told anything."""
    return [Repeat(*row) for row in con.execute(REPEATS_SQL, {"since": told_since(con)})]


def held(con: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (lead, code) of the holds that operations were not told of; queues and duplicates are no trouble."""
    return con.execute(HELD_SQL).fetchall()


def mark_told(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    """Say of the holds of these leads that whom they concern was told."""
    con.execute(TOLD_SQL, {"leads": json.dumps(list(lead_ids)), "now": now})


def leads(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> dict[int, dict[str, Any]]:
    """Return lead -> field -> value as stored (minor units, seconds UTC, rank) without empty ones, and `attributes`."""
    cursor = con.execute(LEADS_SQL, {"leads": json.dumps(list(lead_ids)), "now": now})
    found = {}
    for row in cursor:
        told = {name: value for name, value in zip(_SHOWN, row[:-1], strict=True) if value not in (None, "")}
        found[row[0]] = {"priority": MEDIUM} | told | {"attributes": json.loads(row[-1] or "{}")}
    return found
