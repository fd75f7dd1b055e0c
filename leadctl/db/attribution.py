"""Whose activity it is: the cache activity.distribution_id, recomputed set-based for the leads that were touched.

An activity belongs to the latest (distributed_at, id) passage of the lead, not undone, at or before it, whose recipient
is its user; else a team he owns or belonged to at that time; else exactly the account he then sat in (ancestors do not
count). A rejected, expired or lost offer attracts nothing after its end. Transfer, release and redistribution do not
stop the former holder's later work from counting. Voided activity, and what has no user, belongs nowhere.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from leadctl.db import milestones

SLICE = 50_000  # leads compared at once by `differences`: keeps the temporary tables small
Tie = tuple[str, int, int, int, int | None]  # kind, user, team or account, from, to: a row of TIES_SQL

_PASSAGE = """
  select d.id from distribution d
  where d.lead_id = a.lead_id and d.level = '{level}' and {recipient}
    and d.undone_at is null and d.distributed_at <= a.happened_at
    and not (d.ended_at is not null and d.ended_at < a.happened_at and d.end_kind in ('rejected', 'expired', 'lost'))
  order by d.distributed_at desc, d.id desc limit 1"""

_THEN = "m.valid_from <= a.happened_at and (m.valid_to is null or m.valid_to > a.happened_at)"
_OWN_TEAM = "exists (select 1 from team g where g.id = d.team_id and g.owner_id = a.user_id)"
_IN_TEAM = f"exists (select 1 from team_member m where m.team_id = d.team_id and m.user_id = a.user_id and {_THEN})"
_IN_ACCOUNT = (
    f"exists (select 1 from user_account m where m.user_id = a.user_id and m.account_id = d.account_id and {_THEN})"
)

# The + keeps the planner on the few passages of the lead; else it walks all passages of the user in order of time.
# The rule as one expression over a row `a` that has lead_id, user_id, happened_at and voided_at.
BELONGS_SQL: Final = f"""case when a.user_id is null or a.voided_at is not null then null else coalesce(
 ({_PASSAGE.format(level="user", recipient="+d.user_id = a.user_id")}),
 ({_PASSAGE.format(level="team", recipient=f"({_OWN_TEAM} or {_IN_TEAM})")}),
 ({_PASSAGE.format(level="account", recipient=_IN_ACCOUNT)})) end"""

MOVED_SQL: Final = (
    "create temp table if not exists moved_activity (id integer primary key, kept integer, found integer)"
)

FIND_SQL: Final = f"""
insert into temp.moved_activity (id, kept, found)
with found as materialized (
  select a.id, a.distribution_id as kept, {BELONGS_SQL} as found
  from temp.touched_lead t cross join activity a on a.lead_id = t.lead_id)
select id, kept, found from found where kept is not found
"""

MOVE_SQL: Final = """
update activity set distribution_id = (select m.found from temp.moved_activity m where m.id = activity.id)
where id in (select m.id from temp.moved_activity m)
"""

WORKED_SINCE_SQL: Final = """
select s.lead_id from json_each(:leads) k cross join lead_state s on s.lead_id = k.value
where s.last_work_at >= :at
"""

LATER_SQL: Final = """
select distinct d.lead_id from json_each(:leads) k cross join distribution d on d.lead_id = k.value
where d.distributed_at > :at and d.undone_at is null
"""

# what decides whose work an activity is, beside the passages: people in teams and accounts, owners of teams
TIES_SQL: Final = """
select 'team', user_id, team_id, valid_from, valid_to from team_member
union all select 'account', user_id, account_id, valid_from, valid_to from user_account
union all select 'owner', ifnull(owner_id, 0), id, 0, null from team
"""
RETIED_SQL: Final = """
select distinct a.lead_id from activity a
where a.happened_at >= :since and a.user_id in (select value from json_each(:users))
  and exists (select 1 from distribution d where d.lead_id = a.lead_id and d.level <> 'user')
"""

DIFFER_SQL: Final = "select id, kept, found from temp.moved_activity order by id"

NEXT_LEADS_SQL: Final = """
insert into temp.touched_lead (lead_id) select id from lead where id > :after order by id limit :slice
"""


def reattribute(con: sqlite3.Connection, lead_ids: Iterable[int]) -> int:
    """Recompute to which passage each activity of these leads belongs, then the passages' kept counters and `again`.

    Returns how many activities moved. The caller holds the transaction.
    """
    milestones.touch_leads(con, lead_ids)
    _find(con)
    moved = con.execute(MOVE_SQL).rowcount
    milestones.recompute_touched_leads(con)
    return moved


def reattribute_worked_since(con: sqlite3.Connection, lead_ids: Iterable[int], at: int) -> int:
    """As reattribute(), for those of these leads that were worked at `at` (seconds UTC) or later.

    After new passages: what was done in their very second belongs to them.
    """
    worked = con.execute(WORKED_SINCE_SQL, {"leads": json.dumps(list(lead_ids)), "at": at}).fetchall()
    return reattribute(con, [row[0] for row in worked]) if worked else 0


def mark_repeats(con: sqlite3.Connection, lead_ids: Iterable[int], at: int) -> None:
    """Say anew which passages of these leads, given at `at`, repeat earlier ones, where some are dated later.

    There are such only when the clock was set back.
    """
    later = [row[0] for row in con.execute(LATER_SQL, {"leads": json.dumps(list(lead_ids)), "at": at})]
    if later:
        milestones.recompute(con, later)


@contextmanager
def work_follows(con: sqlite3.Connection) -> Iterator[None]:
    """Re-attribute the work of people whose team, account or ownership of a team the body changes.

    Exactly the leads that the change can touch: with work of theirs since then, and a passage of a team or account.
    The caller holds the transaction.
    """
    before = set(con.execute(TIES_SQL))
    yield
    users, since = _retied(before, set(con.execute(TIES_SQL)))
    if users:
        found = con.execute(RETIED_SQL, {"users": json.dumps(sorted(users)), "since": since}).fetchall()
        if found:
            reattribute(con, [row[0] for row in found])


def _retied(before: set[Tie], after: set[Tie]) -> tuple[set[int], int]:
    """Return the users whose ties changed, and since when. New users and new teams have no past to look at."""
    people = {tie[1] for tie in before}
    teams = {tie[2] for tie in before if tie[0] == "owner"}
    found: dict[tuple[str, int, int, int], list[int | None]] = {}
    for kind, user, place, start, end in before ^ after:
        if user in people and (kind == "account" or place in teams):
            found.setdefault((kind, user, place, start), []).append(end)
    # a row closed or opened again differs from its earlier end on; one that came or went from its start on
    moments = [min(end for end in ends if end is not None) if len(ends) > 1 else row[3] for row, ends in found.items()]
    return {row[1] for row in found}, min(moments, default=0)


def differences(con: sqlite3.Connection) -> list[str]:
    """Return one line per activity or kept counter that differs from its recomputation; empty when all is right."""
    lines: list[str] = []
    after = 0
    while True:
        milestones.touch_leads(con, ())
        con.execute(NEXT_LEADS_SQL, {"after": after, "slice": SLICE})
        last = con.execute("select max(lead_id) from temp.touched_lead").fetchone()[0]
        if last is None:
            return lines
        lines += _differing_activities(con)
        lines += milestones.differing_touched_leads(con)
        after = last


def _find(con: sqlite3.Connection) -> None:
    con.execute(MOVED_SQL)
    con.execute("delete from temp.moved_activity")
    con.execute(FIND_SQL)


def _differing_activities(con: sqlite3.Connection) -> Iterator[str]:
    _find(con)
    for activity, kept, found in con.execute(DIFFER_SQL).fetchall():
        yield f"activity {activity}: kept under passage {kept or 'none'}, belongs to passage {found or 'none'}"
