"""Leads that stand with a team or account: which passage holds them, who has none yet, whose they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple


class Standing(NamedTuple):
    """The open passage by which a team or account holds a lead. `pending` 1 = an offer not answered yet."""

    distribution_id: int
    level: str
    mode: str
    strategy_id: int | None
    team_id: int | None
    account_id: int
    distributed_at: int
    pending: int


class Waiting(NamedTuple):
    """One lead in an inbox. `owner_id` None = nobody: it waits for people. Times in seconds UTC."""

    lead_id: int
    name: str
    company: str | None
    status: str
    priority: int | None
    score: int
    account_id: int
    team_id: int | None
    owner_id: int | None
    strategy: str | None
    since: int
    pending_until: int | None  # of an offer not answered yet
    pending: int
    hold_code: str | None


STANDING_SQL: Final = """
select d.id, d.level, d.mode, d.strategy_id, d.team_id, d.account_id, d.distributed_at,
  d.offered = 1 and d.accepted_at is null and d.auto_accepted = 0
from distribution d
where d.lead_id = :lead and d.level <> 'user' and d.ended_at is null and d.undone_at is null and d.shared = 0
order by d.id desc limit 1
"""

_INBOX: Final = """
select s.lead_id,
  coalesce(nullif(l.full_name, ''), nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
    l.company, l.email, l.external_id, '(no name)'),
  l.company, st.name, l.priority, l.score, s.holder_account_id, s.holder_team_id, s.owner_id, sy.name,
  coalesce(d.distributed_at, s.status_since), d.expires_at,
  coalesce(d.offered = 1 and d.accepted_at is null and d.auto_accepted = 0, 0), s.hold_code
from lead_state s
join lead l on l.id = s.lead_id and l.undone_at is null
join status st on st.id = s.status_id
join status_version v on v.status_id = s.status_id and v.valid_from <= :now
  and (v.valid_to is null or v.valid_to > :now)
left join distribution d on d.id = s.open_distribution_id and d.ended_at is null and d.undone_at is null
left join strategy sy on sy.id = d.strategy_id
where v.system not in ('closed', 'dead') and {place}
order by coalesce(d.distributed_at, s.status_since), s.lead_id
"""
TEAM_INBOX_SQL: Final = _INBOX.format(
    place="s.holder_team_id in (select value from json_each(:ids)) and coalesce(d.level, 'team') = 'team'"
)
# A lead that lies at the root without a passage waits for the next assign, not for a hand.
ACCOUNT_INBOX_SQL: Final = _INBOX.format(
    place="s.holder_account_id in (select value from json_each(:ids)) and s.holder_team_id is null"
    " and (d.level = 'account' or (d.id is null and s.owner_id is null and s.holder_account_id <> 1))"
)

# Leads that a team or account holds for its owner, with the owner kept: compared with who owns the place now.
HELD_FOR_SQL: Final = """
select s.lead_id, d.level, d.team_id, d.account_id, s.owner_id from lead_state s
join distribution d on d.id = s.open_distribution_id
join lead l on l.id = s.lead_id and l.undone_at is null
where s.owner_id is not null and d.level <> 'user' and d.ended_at is null and d.undone_at is null
"""
NEW_OWNER_SQL: Final = "update lead_state set owner_id = :owner where lead_id = :lead"


def standing(con: sqlite3.Connection, lead_id: int) -> Standing | None:
    """Return the passage by which a team or account holds the lead, or None."""
    row = con.execute(STANDING_SQL, {"lead": lead_id}).fetchone()
    return None if row is None else Standing(*row)


def team_inbox(con: sqlite3.Connection, team_ids: Iterable[int], now: int) -> list[Waiting]:
    """Return the open leads that stand with these teams, the longest there first."""
    rows = con.execute(TEAM_INBOX_SQL, {"ids": json.dumps(list(team_ids)), "now": now})
    return [Waiting(*row) for row in rows]


def account_inbox(con: sqlite3.Connection, account_ids: Iterable[int], now: int) -> list[Waiting]:
    """Return the open leads that stand with these accounts themselves, the longest there first."""
    rows = con.execute(ACCOUNT_INBOX_SQL, {"ids": json.dumps(list(account_ids)), "now": now})
    return [Waiting(*row) for row in rows]


def set_owners(con: sqlite3.Connection, owners: Mapping[int, int | None]) -> None:
    """Write lead -> owner of leads that a team or account holds; the caller recomputes `waiting`."""
    con.executemany(NEW_OWNER_SQL, [{"lead": lead, "owner": owner} for lead, owner in owners.items()])


def follow_owners(con: sqlite3.Connection, owners: Mapping[int, int | None]) -> list[int]:
    """Give the leads that stand with a team or account to whom it belongs now; return the leads that moved.

    `owners`: account id, or team id negated -> accountable user. The caller holds the transaction, and recomputes
    `waiting` of the leads returned: some may have no owner any more.
    """
    moved = {}
    for lead_id, level, team_id, account_id, owner in con.execute(HELD_FOR_SQL).fetchall():
        right = owners.get(-team_id if level == "team" else account_id)
        if right != owner:
            moved[lead_id] = right
    set_owners(con, moved)
    return list(moved)
