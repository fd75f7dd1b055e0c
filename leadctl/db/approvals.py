"""What propose and approve read, and the overrides that approve keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

LABELS_SQL: Final = """
select l.id, coalesce(l.full_name, trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
  coalesce(l.company, ''), l.value
from json_each(:ids) c cross join lead l on l.id = c.value
"""
WHERE_SQL: Final = """
select l.id, l.undone_at, s.owner_id, s.status_id,
  (select o.user_id from distribution o where o.id = s.open_distribution_id and o.level = 'user'
   and o.ended_at is null and o.undone_at is null),
  (select case o.level when 'team' then t.name else a.name end from distribution o
   left join team t on t.id = o.team_id left join account a on a.id = o.account_id
   where o.id = s.open_distribution_id and o.level <> 'user' and o.ended_at is null and o.undone_at is null)
from json_each(:ids) c cross join lead l on l.id = c.value cross join lead_state s on s.lead_id = l.id
"""
ADD_SQL: Final = """
insert into override (lead_id, run_id, distribution_id, proposed_user_id, chosen_user_id, actor, reason, recorded_at)
values (:lead, :run, :distribution, :proposed, :chosen, :actor, :reason, :now)
"""
OF_LEAD_SQL: Final = """
select o.run_id, o.distribution_id, p.login, c.login, o.actor, o.reason, o.recorded_at
from override o left join user p on p.id = o.proposed_user_id left join user c on c.id = o.chosen_user_id
where o.lead_id = :lead order by o.id
"""


class Label(NamedTuple):
    """How a person knows a lead; value in minor units."""

    lead_id: int
    name: str
    company: str
    value: int | None


class Where(NamedTuple):
    """Where a lead is: taken back, owned by, in which status, offered to, at or offered to which team or account."""

    lead_id: int
    undone_at: int | None
    owner_id: int | None
    status_id: int
    offered_to: int | None
    place: str | None


class Override(NamedTuple):
    """A person's last word on one lead. No `chosen`: left out of the run by hand. Seconds UTC."""

    run_id: int
    distribution_id: int | None
    proposed: str | None
    chosen: str | None
    actor: str
    reason: str
    recorded_at: int


def labels(con: sqlite3.Connection, lead_ids: Sequence[int]) -> dict[int, Label]:
    """Return lead -> name, company and value."""
    return {row[0]: Label(*row) for row in con.execute(LABELS_SQL, {"ids": json.dumps(list(lead_ids))})}


def where(con: sqlite3.Connection, lead_ids: Iterable[int]) -> dict[int, Where]:
    """Return lead -> where it is now; unknown leads are left out."""
    return {row[0]: Where(*row) for row in con.execute(WHERE_SQL, {"ids": json.dumps(list(lead_ids))})}


def add(
    con: sqlite3.Connection, lead_id: int, run_id: int, distribution_id: int | None, proposed: int | None,
    chosen: int | None, actor: str, reason: str, now: int,
) -> None:  # fmt: skip
    """Keep a person's last word; `proposed` None = the engine would have held it, `chosen` None = he left it out."""
    values = {
        "lead": lead_id, "run": run_id, "distribution": distribution_id, "proposed": proposed, "chosen": chosen,
        "actor": actor, "reason": reason, "now": now,
    }  # fmt: skip
    con.execute(ADD_SQL, values)


def of_lead(con: sqlite3.Connection, lead_id: int) -> list[Override]:
    """Return the overrides of one lead, oldest first."""
    return [Override(*row) for row in con.execute(OF_LEAD_SQL, {"lead": lead_id})]


LEFT_SQL: Final = """
select exists (select 1 from override o join run r on r.id = o.run_id
  where o.lead_id = :lead and o.chosen_user_id is null and r.undone_at is null
    and json_extract(r.options, '$.sha256') = :sha256)
"""
BY_HAND_SQL: Final = """
update distribution set recorded_by = :actor where run_id = :run and origin = 'manual' returning id, lead_id
"""


def left_before(con: sqlite3.Connection, lead_id: int, sha256: str) -> bool:
    """Return whether the very same file left this lead out before."""
    return bool(con.execute(LEFT_SQL, {"lead": lead_id, "sha256": sha256}).fetchone()[0])


def by_hand(con: sqlite3.Connection, run_id: int, actor: str) -> dict[int, int]:
    """Say who made the passages of a run that no strategy made; return lead -> passage."""
    return {lead: passage for passage, lead in con.execute(BY_HAND_SQL, {"run": run_id, "actor": actor})}
