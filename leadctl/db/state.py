"""lead_state: where a lead lies now, and what a passage of it has to remember."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from leadctl.db.distributions import NewDistribution

# The system status of a status row `s` at :now.
_SYSTEM_NOW: Final = (
    "(select v.system from status_version v where v.status_id = s.status_id and v.valid_from <= :now"
    " and (v.valid_to is null or v.valid_to > :now) order by v.valid_from desc limit 1)"
)


class Moment(NamedTuple):
    """What a passage remembers of its lead, and where the lead lies. Times in seconds UTC, value in minor units."""

    lead_id: int
    record_type_id: int
    source_id: int | None
    campaign_id: int | None
    product_id: int | None
    priority: int | None
    value: int | None
    score: int
    undone_at: int | None
    status_id: int
    system: str
    owner_id: int | None
    holder_account_id: int
    holder_team_id: int | None
    open_distribution_id: int | None
    duplicate_of: int | None
    hold_code: str | None
    waiting: int
    again: int  # 1 = it was distributed before


MOMENT_SQL = f"""
select l.id, l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score, l.undone_at,
  s.status_id, {_SYSTEM_NOW}, s.owner_id, s.holder_account_id, s.holder_team_id, s.open_distribution_id,
  s.duplicate_of, s.hold_code, s.waiting,
  exists (select 1 from distribution d where d.lead_id = l.id and d.undone_at is null)
from lead l join lead_state s on s.lead_id = l.id where l.id = :lead
"""

OPEN_PASSAGES_SQL = """
select id, level from distribution where lead_id = :lead and ended_at is null and undone_at is null order by id
"""

# Everything that changes when a lead gets a holder; hold_code is cleared, so the hold row must go too.
PLACE_SQL: Final = """
update lead_state set owner_id = ?, holder_account_id = ?, holder_team_id = ?, open_distribution_id = ?,
  hold_code = null, waiting = ? where lead_id = ?
"""

HOLD_SQL: Final = "update lead_state set hold_code = ?, waiting = ? where lead_id = ?"

TRANSFER_SQL = """
insert into transfer (lead_id, from_user_id, to_user_id, distribution_id, actor, reason, happened_at, recorded_at)
values (:lead, :from_user, :to_user, :distribution, :actor, :reason, :now, :now)
"""

# Recomputed from the facts: without owner, open, not undone or erased, no offer pending, exclusive or shared.
UNOWNED_EXPRESSION: Final = f"""
(s.owner_id is null and l.undone_at is null and not exists (select 1 from erasure e where e.lead_id = s.lead_id)
 and coalesce({_SYSTEM_NOW}, 'new') not in ('closed', 'dead')
 and not exists (select 1 from distribution o where o.id = s.open_distribution_id and o.ended_at is null
                 and o.undone_at is null and (o.level = 'user' or (o.offered = 1 and o.accepted_at is null)))
 and not exists (select 1 from distribution b where b.lead_id = s.lead_id and b.shared = 1 and b.ended_at is null
                 and b.undone_at is null))
"""

# The same, and not withheld as a duplicate of an open lead that somebody owns.
WAITING_EXPRESSION: Final = f"""
({UNOWNED_EXPRESSION}
 and not (s.duplicate_of is not null and coalesce(s.hold_code, '') = 'duplicate' and exists (
   select 1 from lead_state o join status_version v on v.status_id = o.status_id
   where o.lead_id = s.duplicate_of and v.valid_from <= :now and (v.valid_to is null or v.valid_to > :now)
     and o.owner_id is not null and v.system not in ('closed', 'dead'))))
"""

FREE_SQL = """
update lead_state as s set owner_id = null, holder_account_id = :account, holder_team_id = :team,
  open_distribution_id = :distribution, hold_code = null
where s.lead_id = :lead
"""

REWAIT_SQL = f"""
update lead_state as s set waiting = coalesce((select {WAITING_EXPRESSION} from lead l where l.id = s.lead_id), 0)
where s.lead_id in (select value from json_each(:leads))
"""


def moment(con: sqlite3.Connection, lead_id: int, now: int) -> Moment | None:
    """Return one lead's state with what a passage remembers, or None when there is no such lead."""
    row = con.execute(MOMENT_SQL, {"lead": lead_id, "now": now}).fetchone()
    return None if row is None else Moment(*row)


def passage_to(
    lead: Moment,
    user_id: int,
    account_id: int,
    teams: Sequence[int],
    *,
    passage_id: int,
    origin: str,
    at: int,
    recorded_at: int,
    mode: str = "none",
    actor: str | None = None,
    import_id: int | None = None,
) -> NewDistribution:
    """Return a passage that no strategy made: a lead, as it stands, to a user who sits in `account_id` and `teams`."""
    return NewDistribution(
        id=passage_id,
        lead_id=lead.lead_id,
        level="user",
        mode=mode,
        origin=origin,
        strategy_id=None,
        run_id=None,
        import_id=import_id,
        user_id=user_id,
        team_id=teams[0] if teams else None,
        account_id=account_id,
        distributed_at=at,
        recorded_at=recorded_at,
        recorded_by=actor,
        system_then=lead.system,
        record_type_id=lead.record_type_id,
        source_id=lead.source_id,
        campaign_id=lead.campaign_id,
        product_id=lead.product_id,
        priority=lead.priority,
        value=lead.value,
        score=lead.score,
        candidate_set_id=None,
        ledger_cost=0,
        path=None,
        again=lead.again,
    )


def open_passages(con: sqlite3.Connection, lead_id: int) -> list[tuple[int, str]]:
    """Return (distribution id, level) of the passages of a lead that stand open, oldest first."""
    return con.execute(OPEN_PASSAGES_SQL, {"lead": lead_id}).fetchall()


def place(con: sqlite3.Connection, rows: Iterable[Sequence[int | None]]) -> None:
    """Write new holders: rows of owner, account, team, open distribution, waiting (0 or 1), lead."""
    con.executemany(PLACE_SQL, rows)


def set_holds(con: sqlite3.Connection, rows: Iterable[tuple[str | None, int, int]]) -> None:
    """Write why leads wait: rows of hold code or None, waiting (0 or 1), lead."""
    con.executemany(HOLD_SQL, rows)


def free(con: sqlite3.Connection, rows: Iterable[dict[str, int | None]]) -> None:
    """Take leads from their owner: rows of lead, account and team that hold it now, distribution still open."""
    con.executemany(FREE_SQL, rows)


def rewait(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    """Recompute `waiting` of the given leads from the facts."""
    con.execute(REWAIT_SQL, {"leads": json.dumps(list(lead_ids)), "now": now})


def add_transfer(
    con: sqlite3.Connection,
    lead_id: int,
    from_user: int | None,
    to_user: int | None,
    distribution_id: int | None,
    actor: str,
    reason: str | None,
    now: int,
) -> None:
    """Append the fact that a lead changed hands; `distribution_id` is the passage it ended."""
    con.execute(
        TRANSFER_SQL,
        {
            "lead": lead_id,
            "from_user": from_user,
            "to_user": to_user,
            "distribution": distribution_id,
            "actor": actor,
            "reason": reason,
            "now": now,
        },
    )
