"""What `report fairness` counts: how leads came to people and left them, who stood for them, where people sat then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.credits import sets as candidate_sets
from leadctl.db.facts_dimensions import Expression, between
from leadctl.db.facts_keys import Query

# Decided by a ledger: it charged a turn, and had not given it back as of the report.
CHARGED_SQL: Final = """d.ledger_cost > 0 and d.candidate_set_id is not null
 and (d.ledger_reversed_at is null or d.ledger_reversed_at >= :cut)"""
_TRANSFER_SQL = """(select t.{what} from transfer t where t.lead_id = d.lead_id and t.to_user_id = d.user_id
 and t.happened_at = d.distributed_at order by t.id desc limit 1)"""
_PULLED_SQL = """exists (select 1 from distribution p where p.lead_id = d.lead_id and p.mode = 'pull'
 and p.undone_at is null and p.id > d.id and p.distributed_at = d.ended_at)"""
ARRIVAL_SQL: Final = f"""case when {CHARGED_SQL} then 'turn' when d.ledger_cost > 0 then 'turn_kept'
 when d.origin = 'manual' then case when {_TRANSFER_SQL.format(what="id")} is null then 'given'
  else 'transferred_in' end
 when d.origin <> 'engine' then d.origin when d.mode = 'pull' then 'pulled'
 when d.offer_round = 2 then 'quickest' else 'direct' end"""
ARRIVAL_BY_SQL: Final = f"""case when d.origin in ('manual', 'handout')
 then coalesce({_TRANSFER_SQL.format(what="actor")}, d.recorded_by) end"""
DEPARTURE_SQL: Final = f"""case when d.rejected_at < :cut then 'rejected' when d.expired_at < :cut then 'expired'
 when d.ended_at < :cut then case when d.end_kind = 'transferred' and {_PULLED_SQL} then 'pulled_away'
 else d.end_kind end end"""
DEPARTURE_BY_SQL: Final = """case when d.ended_at < :cut then case d.end_kind
 when 'transferred' then (select t.actor from transfer t
  where t.lead_id = d.lead_id and t.distribution_id = d.id order by t.id limit 1)
 when 'released' then (select r.actor from released r where r.distribution_id = d.id) end end"""
PASSAGES_SQL: Final = f"""select {{keys}}, d.user_id, case when {CHARGED_SQL} then d.candidate_set_id end, {{lane}},
 {ARRIVAL_SQL}, {ARRIVAL_BY_SQL}, {DEPARTURE_SQL}, {DEPARTURE_BY_SQL}, coalesce(d.value, 0)
from distribution d indexed by distribution_by_time where {{where}} and d.level = 'user' and d.user_id is not null"""
# The run and lane of decisions by performance: there the set holds the shares of those who could take the lead alone.
LANE_SQL: Final = """case when exists (select 1 from performance_figure f where f.run_id = d.run_id
 and f.strategy_id = d.strategy_id) then d.run_id end, coalesce(d.ledger_band, '')"""
ANY_FIGURE_SQL: Final = "select 1 from performance_figure limit 1"
FIGURES_SQL: Final = "select user_id, weight from performance_figure where run_id = :run and strategy_id = :strategy"
RULES_OF_RUN_SQL: Final = """select c.id, c.text from run r join config_version c on c.id = r.config_version_id
where r.id = :run"""
BY_HAND_SQL: Final = f"""select {{keys}}, coalesce(t.actor, d.recorded_by), t.from_user_id, d.user_id, count(*),
 coalesce(sum(d.value), 0)
from distribution d indexed by distribution_by_time
left join transfer t on t.id = {_TRANSFER_SQL.format(what="id")}
where {{where}} and d.level = 'user' and d.origin = 'manual' group by 1, 2, 3, 4"""
# (user, what he was in, from, to) of everything that reaches into the period
SEATS_SQL: Final = """select user_id, account_id, valid_from, valid_to from user_account
where valid_from < :end and (valid_to is null or valid_to > :start) order by valid_from"""
TEAMS_SQL: Final = """select user_id, team_id, valid_from, valid_to from team_member
where valid_from < :end and (valid_to is null or valid_to > :start) order by user_id, team_id"""
ROSTERS_SQL: Final = """select strategy_id, user_id, team_id, valid_from, valid_to from strategy_member
where team_id is not null and valid_from < :end and (valid_to is null or valid_to > :start) order by valid_from"""


class Given(NamedTuple):
    """`leads` passages to a user that are alike, worth `value` minor units together.

    `keys` are the raw keys of the dimensions asked for; `epoch` numbers the stretch of time in which nobody moved;
    `set_id` is there when a ledger decided, `run_id` when it went by performance. `departure` None: still his.
    """

    keys: tuple[Any, ...]
    epoch: int
    user_id: int
    set_id: int | None
    run_id: int | None
    lane: str
    arrival: str
    arrival_by: str | None
    departure: str | None
    departure_by: str | None
    leads: int
    value: int


def passages(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], epochs: Sequence[int]
) -> list[Given]:
    """Return the passages to people that count in the period, those alike together.

    `epochs` are moments (seconds UTC, ascending) inside the period.
    """
    width = len(dimensions)
    keys = ", ".join([*(e.sql for _, e in dimensions), between(epochs).sql])
    lane = "null, ''" if con.execute(ANY_FIGURE_SQL).fetchone() is None else LANE_SQL
    sql = PASSAGES_SQL.format(keys=keys, lane=lane, where=query.where())
    found: dict[tuple[Any, ...], list[int]] = {}
    for row in con.execute(sql, _bound(query, dimensions)):
        sums = found.get(row[:-1])
        if sums is None:
            found[row[:-1]] = [1, row[-1]]
        else:
            sums[0] += 1
            sums[1] += row[-1]
    return [Given(row[:width], *row[width:], *sums) for row, sums in found.items()]


def _bound(query: Query, dimensions: Sequence[tuple[str, Expression]]) -> dict[str, Any]:
    return query.bound(**{name: value for _, e in dimensions for name, value in e.parameters})


class ByHand(NamedTuple):
    """Leads that `actor` gave to a user by hand, from another or from nobody; `value` in minor units."""

    epoch: int
    actor: str | None
    from_id: int | None
    to_id: int
    leads: int
    value: int


def by_hand(con: sqlite3.Connection, query: Query, epochs: Sequence[int]) -> list[ByHand]:
    """Return who gave leads by hand in the period, from whom and to whom."""
    sql = BY_HAND_SQL.format(keys=between(epochs).sql, where=query.where())
    return [ByHand(*row) for row in con.execute(sql, query.bound())]


def members(con: sqlite3.Connection, set_ids: Iterable[int]) -> dict[int, list[tuple[int, int, str | None]]]:
    """Return candidate set -> (user, weight, reason code or None) of everybody who stood for the lead."""
    found = candidate_sets(con, set_ids)
    return {set_id: [(user, weight, code) for user, weight, code in json.loads(t)] for set_id, t in found.items()}


def usual_shares(con: sqlite3.Connection, run_id: int, strategy_id: int) -> dict[int, int]:
    """Return user -> share (millionths) of a strategy by performance in a run, had all been able to take leads."""
    return dict(con.execute(FIGURES_SQL, {"run": run_id, "strategy": strategy_id}).fetchall())


def rules_of_run(con: sqlite3.Connection, run_id: int) -> tuple[int, str] | None:
    """Return (version, text) of the rules that a run used; None when none were applied."""
    found: tuple[int, str] | None = con.execute(RULES_OF_RUN_SQL, {"run": run_id}).fetchone()
    return found


class Span(NamedTuple):
    """Something dated: `what` held in [valid_from, valid_to), None = still."""

    what: int
    valid_from: int
    valid_to: int | None

    def holds(self, moment: int) -> bool:
        """Return whether it held at a moment."""
        return self.valid_from <= moment and (self.valid_to is None or moment < self.valid_to)


PRESENT_SQL: Final = "select id, account_id from user"


def present_accounts(con: sqlite3.Connection) -> dict[int, int]:
    """Return user -> the account he sits in now: for moments of which nothing is known."""
    return dict(con.execute(PRESENT_SQL).fetchall())


class Where(NamedTuple):
    """Where people were in the period: user -> accounts and teams, (strategy, user) -> team of the roster."""

    seats: dict[int, list[Span]]
    teams: dict[int, list[Span]]
    rosters: dict[tuple[int, int], list[Span]]


def where_people_were(con: sqlite3.Connection, start: int, end: int) -> Where:
    """Return the accounts, teams and rosters that reach into [start, end), seconds UTC."""
    span = {"start": start, "end": end}
    found = Where({}, {}, {})
    for user_id, *rest in con.execute(SEATS_SQL, span):
        found.seats.setdefault(user_id, []).append(Span(*rest))
    for user_id, *rest in con.execute(TEAMS_SQL, span):
        found.teams.setdefault(user_id, []).append(Span(*rest))
    for strategy_id, user_id, *rest in con.execute(ROSTERS_SQL, span):
        found.rosters.setdefault((strategy_id, user_id), []).append(Span(*rest))
    return found
