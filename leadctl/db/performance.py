"""How people did with the leads they were given, and the figures by which a run went."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

# Given = pushed or pulled to him alone (an offer: accepted), by any strategy; one lead counts once. Matured = closed,
# dead, or given long enough ago. Read through the index for reports: half the time of the one by user.
GIVEN_SQL = """
select d.user_id, count(*) from distribution d indexed by distribution_for_reports
where d.undone_at is null and d.shared = 0 and d.mode in ('push', 'pull') and d.level = 'user'
  and d.user_id in (select value from json_each(:users)) and d.distributed_at <= :now
  and (d.offered = 0 or d.accepted_at is not null) and (:type is null or d.record_type_id = :type)
  and (d.distributed_at <= :matured or exists (select 1 from lead_state s
    where s.lead_id = d.lead_id and s.status_id in (select value from json_each(:finished))))
  and (d.again = 0 or not exists (select 1 from distribution e
    where e.lead_id = d.lead_id and e.user_id = d.user_id and e.undone_at is null and e.shared = 0
      and (e.distributed_at, e.id) < (d.distributed_at, d.id)
      and e.mode in ('push', 'pull') and e.level = 'user' and (e.offered = 0 or e.accepted_at is not null)))
group by d.user_id
"""
WON_SQL = """
select d.user_id, count(distinct d.lead_id) from distribution d indexed by distribution_for_reports
where d.undone_at is null and d.shared = 0 and d.mode in ('push', 'pull') and d.level = 'user'
  and d.user_id in (select value from json_each(:users)) and d.distributed_at <= :now
  and (d.offered = 0 or d.accepted_at is not null) and (:type is null or d.record_type_id = :type)
  and d.closed_at <= :now
group by d.user_id
"""
ADD_SQL = """
insert into performance_figure (run_id, strategy_id, user_id, given, wins, rate, weight) values (?, ?, ?, ?, ?, ?, ?)
on conflict do nothing
"""
OF_RUN_SQL = """
select user_id, given, wins from performance_figure where run_id = :run and strategy_id = :strategy order by user_id
"""


def records(
    con: sqlite3.Connection,
    user_ids: Iterable[int],
    now: int,
    matures_after: int,
    finished: Iterable[int],
    record_type_id: int | None = None,
) -> dict[int, tuple[int, int]]:
    """Return user -> (matured leads given to him, how many of them he closed), for each of `user_ids`.

    `finished`: the statuses closed and dead. `matures_after` in seconds. Seconds UTC.
    """
    users = list(user_ids)
    parameters = {
        "users": json.dumps(users),
        "now": now,
        "matured": now - matures_after,
        "finished": json.dumps(list(finished)),
        "type": record_type_id,
    }
    given = dict(con.execute(GIVEN_SQL, parameters).fetchall())
    won = dict(con.execute(WON_SQL, parameters).fetchall())
    return {user: (given.get(user, 0), min(won.get(user, 0), given.get(user, 0))) for user in users}


def add_figures(
    con: sqlite3.Connection, run_id: int, strategy_id: int, rows: Iterable[tuple[int, int, int, int, int]]
) -> None:
    """Keep (user, given, wins, rate, weight) that a strategy went by in a run; the first time counts."""
    con.executemany(ADD_SQL, [(run_id, strategy_id, *row) for row in rows])


def of_run(con: sqlite3.Connection, run_id: int, strategy_id: int) -> dict[int, tuple[int, int]]:
    """Return user -> (given, wins) that a strategy went by in a run; empty when it went by none."""
    found = con.execute(OF_RUN_SQL, {"run": run_id, "strategy": strategy_id})
    return {user: (given, wins) for user, given, wins in found}
