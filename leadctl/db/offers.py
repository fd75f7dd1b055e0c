"""Offers: passages that wait for an answer. The answers, the ends, and who may answer.

An offer goes to a user, or to an account or team, for which each of its people may answer. A broadcast is several
offers of one lead at once (`shared` = 1): the first yes makes its passage exclusive and the others end as lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db import dated, distributions, holds, state


class Offer(NamedTuple):
    """One offer as it stands. Times in seconds UTC."""

    id: int
    lead_id: int
    level: str
    user_id: int | None
    team_id: int | None
    account_id: int
    strategy_id: int | None
    run_id: int | None
    shared: int
    round: int | None
    distributed_at: int
    expires_at: int | None
    accepted_at: int | None
    rejected_at: int | None
    expired_at: int | None
    ended_at: int | None
    end_kind: str | None
    undone_at: int | None
    auto_accepted: int
    reject_reason: str | None
    answered_by: int | None

    @property
    def pending(self) -> bool:
        """Return whether nobody has answered and nothing has ended it; its deadline may have passed all the same."""
        return self.accepted_at is None and self.ended_at is None and self.undone_at is None


class Turn(NamedTuple):
    """What the ledger charged for an offer that ended without a yes; `strategy_id` as in the rules."""

    id: int
    lead_id: int
    strategy_id: int | None
    ledger_band: str
    candidate_set_id: int | None
    user_id: int | None
    ledger_cost: int
    ended_at: int
    account_id: int


COLUMNS: Final = """d.id, d.lead_id, d.level, d.user_id, d.team_id, d.account_id, d.strategy_id, d.run_id, d.shared,
  d.offer_round, d.distributed_at, d.expires_at, d.accepted_at, d.rejected_at, d.expired_at, d.ended_at, d.end_kind,
  d.undone_at, d.auto_accepted, d.reject_reason, d.answered_by"""
PENDING: Final = "d.offered = 1 and d.accepted_at is null and d.ended_at is null and d.undone_at is null"
_TURN: Final = """id, lead_id, strategy_id, coalesce(ledger_band, ''), candidate_set_id, user_id,
  case when ledger_reversed_at is null then ledger_cost else 0 end, ended_at, account_id"""

_THEN: Final = "m.user_id = :user and m.valid_from <= :at and (m.valid_to is null or m.valid_to > :at)"
# Whose answer it is: the user himself, a member or the owner of the team, somebody who sits in the account.
MAY_ANSWER: Final = f"""case d.level when 'user' then d.user_id = :user
  when 'team' then exists (select 1 from team g where g.id = d.team_id and g.owner_id = :user)
    or exists (select 1 from team_member m where m.team_id = d.team_id and {_THEN})
  else exists (select 1 from user_account m where m.account_id = d.account_id and {_THEN}) end"""

# His own offer goes before one to his team or account.
PENDING_SQL: Final = f"""
select {COLUMNS} from distribution d
where d.lead_id = :lead and {PENDING} and d.distributed_at <= :at and (d.expires_at is null or d.expires_at > :at)
  and {MAY_ANSWER}
order by d.level <> 'user', d.level <> 'team', d.distributed_at desc, d.id desc limit 1
"""
GET_SQL: Final = f"select {COLUMNS} from distribution d where d.id = :id and d.offered = 1"
OF_LEAD_SQL: Final = f"""
select {COLUMNS}, {MAY_ANSWER} from distribution d where d.lead_id = :lead and d.offered = 1 order by d.id
"""
LOSE_OTHERS_SQL: Final = """
update distribution set ended_at = :at, end_kind = 'lost', end_recorded_at = nullif(:now, :at)
where lead_id = :lead and id <> :id and shared = 1 and ended_at is null and undone_at is null
"""
ACCEPT_SQL: Final = """
update distribution set accepted_at = :at, shared = 0, answered_by = :answered, answer_recorded_at = nullif(:now, :at)
where id = :id and accepted_at is null and ended_at is null and undone_at is null
"""
REJECT_SQL: Final = f"""
update distribution set rejected_at = :at, reject_reason = :reason, answered_by = :answered,
  ended_at = :at, end_kind = 'rejected'
where id = :id and accepted_at is null and ended_at is null and undone_at is null
returning {_TURN}
"""
EXPIRE_SQL: Final = f"""
update distribution set expired_at = expires_at, ended_at = expires_at, end_kind = 'expired',
  end_recorded_at = nullif(:now, expires_at)
where id in (
  select d.id from distribution d
  where {PENDING} and d.expires_at <= :now and (:leads is null or d.lead_id in (select value from json_each(:leads))))
returning {_TURN}
"""
# Nobody needs an answer any more: the lead was closed by somebody else, or taken back.
FINISHED_SQL: Final = f"""
select d.id from distribution d
join lead l on l.id = d.lead_id join lead_state s on s.lead_id = d.lead_id
join status_version v on v.status_id = s.status_id and v.valid_from <= :now
  and (v.valid_to is null or v.valid_to > :now)
where {PENDING} and (:leads is null or d.lead_id in (select value from json_each(:leads)))
  and (v.system in ('closed', 'dead') or l.undone_at is not null)
"""
TO_SQL: Final = {
    "user": f"select d.id from distribution d where {PENDING} and d.user_id = :id and d.level = 'user'",
    "team": f"select d.id from distribution d where {PENDING} and d.team_id = :id and d.level = 'team'",
    "account": f"select d.id from distribution d where {PENDING} and d.account_id = :id and d.level = 'account'",
    "lead": f"select d.id from distribution d where {PENDING} and d.lead_id = :id",
}
END_SQL: Final = f"""
update distribution set ended_at = max(:now, distributed_at), end_kind = :kind
where id in (select value from json_each(:ids)) and ended_at is null and undone_at is null
returning {_TURN}
"""
REVERSE_SQL: Final = """
update distribution set ledger_reversed_at = ended_at
where id in (select value from json_each(:ids)) and ledger_cost > 0 and ledger_reversed_at is null
"""
# A lead whose exclusive offer ended stands open no longer; a broadcast never did.
UNPLACE_SQL: Final = """
update lead_state set open_distribution_id = null
where lead_id in (select value from json_each(:leads)) and owner_id is null and open_distribution_id in (
  select d.id from distribution d where d.lead_id = lead_state.lead_id and d.ended_at is not null)
"""
LEADS_SQL: Final = "select distinct lead_id from distribution where id in (select value from json_each(:ids))"
HAD_SINCE_SQL: Final = """
select coalesce(d.accepted_at, d.distributed_at) from lead_state s join distribution d on d.id = s.open_distribution_id
where s.lead_id = :lead
"""
LINKED_SQL: Final = """
select s.lead_id from json_each(:leads) c cross join lead_state s on s.duplicate_of = c.value
"""


def get(con: sqlite3.Connection, distribution_id: int) -> Offer | None:
    """Return one offer, or None when there is none of that id."""
    row = con.execute(GET_SQL, {"id": distribution_id}).fetchone()
    return None if row is None else Offer(*row)


def of_lead(con: sqlite3.Connection, lead_id: int, user_id: int, at: int) -> list[tuple[Offer, bool]]:
    """Return every offer of a lead, oldest first, each with whether the user may answer it at `at`."""
    rows = con.execute(OF_LEAD_SQL, {"lead": lead_id, "user": user_id, "at": at})
    return [(Offer(*row[:-1]), bool(row[-1])) for row in rows]


def answerable(con: sqlite3.Connection, lead_id: int, user_id: int, at: int) -> Offer | None:
    """Return the offer of this lead that waits at `at` for this user's answer, or None."""
    row = con.execute(PENDING_SQL, {"lead": lead_id, "user": user_id, "at": at}).fetchone()
    return None if row is None else Offer(*row)


# ---------------------------------------------------------------- yes


def accept_pending(con: sqlite3.Connection, lead_id: int, user_id: int, at: int, now: int) -> int | None:
    """Accept the offer of this lead that waits for this user's answer at `at`; return its id, or None.

    `now`: when leadctl learns of it. The caller holds the transaction.
    """
    offer = answerable(con, lead_id, user_id, at)
    if offer is None:
        return None
    take(con, offer, user_id, at, now)
    return offer.id


def take(con: sqlite3.Connection, offer: Offer, user_id: int, at: int, now: int) -> int:
    """Write the yes of `user_id` to a pending offer and return the passage by which the lead is his now.

    Of a broadcast the other offers end as lost. An offer to an account or team is passed on to whoever said yes, by a
    passage of his own in the same run. `at` he said it, `now` leadctl learns of it. The caller holds the transaction
    and has seen that the offer is pending.
    """
    at = max(at, offer.distributed_at)  # the clock was set back: no answer is older than its offer
    if offer.shared:
        con.execute(LOSE_OTHERS_SQL, {"lead": offer.lead_id, "id": offer.id, "at": at, "now": now})
    own = offer.level == "user"
    answer = {"id": offer.id, "at": at, "now": now, "answered": None if own else user_id}
    assert con.execute(ACCEPT_SQL, answer).rowcount == 1, offer
    made, account_id = offer.id, offer.account_id
    if not own:
        distributions.pass_on(con, [offer.id], at, now)
        made, account_id = _pass_to(con, offer, user_id, at, now)
    state.place(con, [(user_id, account_id, None, made, 0, offer.lead_id)])
    holds.clear(con, [offer.lead_id])
    return made


_SEAT_SQL: Final = f"select m.account_id from user_account m where {_THEN} order by m.valid_from desc limit 1"


def _pass_to(con: sqlite3.Connection, offer: Offer, user_id: int, at: int, now: int) -> tuple[int, int]:
    """Insert the passage to the user who said yes for his account or team; return (its id, his account)."""
    lead = state.moment(con, offer.lead_id, at)
    assert lead is not None, offer
    seat = con.execute(_SEAT_SQL, {"user": user_id, "at": at}).fetchone()
    account_id = int(seat[0]) if seat else offer.account_id
    teams = [offer.team_id] if offer.team_id is not None else dated.current_teams(con).get(user_id, ())
    made = distributions.next_id(con)
    row = state.passage_to(
        lead, user_id, account_id, teams, passage_id=made, origin="engine", mode="push", at=at, recorded_at=now
    )
    offered: dict[str, Any] = {"offered": 1, "accepted_at": at, "expires_at": offer.expires_at}
    distributions.insert(con, [row._replace(strategy_id=offer.strategy_id, run_id=offer.run_id, again=1, **offered)])
    return made, account_id


# ---------------------------------------------------------------- no, too late, not any more


def reject(con: sqlite3.Connection, offer: Offer, user_id: int, at: int, reason: str | None) -> Turn:
    """Write the no of a user to a pending offer; return the turn that was charged. `settle` its lead afterwards."""
    answered = None if offer.level == "user" else user_id
    at = max(at, offer.distributed_at)  # as in take
    row = con.execute(REJECT_SQL, {"id": offer.id, "at": at, "reason": reason, "answered": answered}).fetchone()
    assert row is not None, offer
    return Turn(*row)


def expire(con: sqlite3.Connection, now: int, lead_ids: Iterable[int] | None = None) -> list[Turn]:
    """End the offers whose deadline has passed, each at its deadline; return their turns, in order of deadline.

    `lead_ids` limits it to some leads. `settle` those leads afterwards.
    """
    rows = con.execute(EXPIRE_SQL, {"now": now, "leads": _ids(lead_ids)}).fetchall()
    return sorted((Turn(*row) for row in rows), key=lambda t: (t.ended_at, t.id))


def finished(con: sqlite3.Connection, now: int, lead_ids: Iterable[int] | None = None) -> list[int]:
    """Return the pending offers of leads that are closed, dead or taken back."""
    return [row[0] for row in con.execute(FINISHED_SQL, {"now": now, "leads": _ids(lead_ids)})]


def pending_to(con: sqlite3.Connection, what: str, number: int) -> list[int]:
    """Return the pending offers to a `user`, `team` or `account` itself, or those of a `lead`."""
    return [row[0] for row in con.execute(TO_SQL[what], {"id": number})]


def leads_of(con: sqlite3.Connection, distribution_ids: Sequence[int]) -> list[int]:
    """Return the leads of these offers."""
    return [row[0] for row in con.execute(LEADS_SQL, {"ids": json.dumps(list(distribution_ids))})]


def had_since(con: sqlite3.Connection, lead_id: int) -> int | None:
    """Return since when the owner of a lead has had it, or None when no open passage says."""
    row = con.execute(HAD_SINCE_SQL, {"lead": lead_id}).fetchone()
    return None if row is None else int(row[0])


def end(con: sqlite3.Connection, distribution_ids: Sequence[int], kind: str, now: int) -> list[Turn]:
    """End pending offers without an answer (recalled, superseded); return their turns. `settle` their leads after."""
    parameters = {"ids": json.dumps(list(distribution_ids)), "kind": kind, "now": now}
    return [Turn(*row) for row in con.execute(END_SQL, parameters).fetchall()]


def reverse(con: sqlite3.Connection, distribution_ids: Iterable[int]) -> None:
    """Mark the charges of offers that ended as taken back; the credits are the caller's to change."""
    con.execute(REVERSE_SQL, {"ids": json.dumps(list(distribution_ids))})


def settle(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    """Bring lead_state up to date after offers ended: the leads wait again where they stood, and their duplicates."""
    ids = list(lead_ids)
    text = json.dumps(ids)
    con.execute(UNPLACE_SQL, {"leads": text})
    state.rewait(con, [*ids, *(row[0] for row in con.execute(LINKED_SQL, {"leads": text}))], now)


def _ids(lead_ids: Iterable[int] | None) -> str | None:
    return None if lead_ids is None else json.dumps(list(lead_ids))
