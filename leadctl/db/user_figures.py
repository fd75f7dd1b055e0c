"""What users did, for the rules that grant tags: leads given, worked, closed, actions; and the tags rules granted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class Figures(NamedTuple):
    """Counts of one user: leads given to him, of these worked and closed, and the actions he recorded on them."""

    given: int = 0
    worked: int = 0
    closed: int = 0
    actions: int = 0


# What counts as given is what the reports count: had alone, not undone, not handed on by design.
_COUNTED: Final = """
d.user_id is not null and d.level = 'user' and d.undone_at is null and d.shared = 0 and d.distributed_at >= :since
  and d.distributed_at <= :now and (d.passed_on_at is null or d.passed_on_at > :now)
  and (:type is null or d.record_type_id = :type)"""
FIGURES_SQL: Final = f"""
select d.user_id, count(*), coalesce(sum(d.first_worked_at <= :now), 0), coalesce(sum(d.closed_at <= :now), 0),
  sum(d.actions)
from distribution d {{index}} where {_COUNTED} group by d.user_id"""
# Of all times the covering index is read from end to end; of a stretch the passages are found by time.
COVERING: Final = "indexed by distribution_for_reports"
# A lead that one user had several times is one lead: what the sums above count too often.
REPEATED_SQL: Final = f"""
select user_id, sum(n - 1), sum(max(worked - 1, 0)), sum(max(closed - 1, 0)) from (
  select d.user_id, count(*) as n, coalesce(sum(d.first_worked_at <= :now), 0) as worked,
    coalesce(sum(d.closed_at <= :now), 0) as closed
  from (select distinct lead_id from distribution indexed by distribution_again where again = 1) g
  cross join distribution d on d.lead_id = g.lead_id
  where {_COUNTED} group by d.user_id, d.lead_id having count(*) > 1
) group by user_id"""


def user_figures(
    con: sqlite3.Connection, now: int, *, since: int = 0, type_id: int | None = None
) -> dict[int, Figures]:
    """Return user id -> his figures over the leads given in [since, now] (seconds UTC), of one record type or all.

    Users without such a lead are left out.
    """
    parameters = {"now": now, "since": since, "type": type_id}
    sql = FIGURES_SQL.format(index="" if since else COVERING)
    found = {row[0]: Figures(*row[1:]) for row in con.execute(sql, parameters)}
    for user_id, given, worked, closed in con.execute(REPEATED_SQL, parameters):
        one = found[user_id]
        found[user_id] = Figures(one.given - given, one.worked - worked, one.closed - closed, one.actions)
    return found


class Earned(NamedTuple):
    """A tag in force now: `rule` is the [[tag]] rule that granted it, None = by hand or file."""

    user_id: int
    tag: str
    rule: str | None
    valid_from: int


EARNED_SQL: Final = (
    "select user_id, tag, rule, valid_from from user_tag where valid_to is null order by user_id, tag, id"
)
GRANT_SQL: Final = "insert into user_tag (user_id, tag, rule, valid_from) values (:user, :tag, :tag, :now)"
# Granted and taken back at one moment: as if it had never been.
DROP_SQL: Final = """
delete from user_tag where user_id = :user and rule = :rule and valid_to is null and valid_from >= :now"""
TAKE_SQL: Final = "update user_tag set valid_to = :now where user_id = :user and rule = :rule and valid_to is null"


def tags_in_force(con: sqlite3.Connection) -> list[Earned]:
    """Return every tag that a user has now, with the rule that granted it."""
    return [Earned(*row) for row in con.execute(EARNED_SQL)]


def grant_tags(con: sqlite3.Connection, rows: Iterable[tuple[int, str]], now: int) -> None:
    """Give tags by their rule: rows of user, rule (which is the tag's name)."""
    con.executemany(GRANT_SQL, [{"user": user, "tag": tag, "now": now} for user, tag in rows])


def take_tags(con: sqlite3.Connection, rows: Iterable[tuple[int, str]], now: int) -> None:
    """Take tags back that a rule granted: rows of user, rule. Tags by hand stay."""
    values = [{"user": user, "rule": rule, "now": now} for user, rule in rows]
    con.executemany(DROP_SQL, values)
    con.executemany(TAKE_SQL, values)
