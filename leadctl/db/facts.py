"""The passages that reports count: read-only, and the only where-builder.

Every statement reads E of 06-facts: passages in the period that are not undone, not an open broadcast, and not handed
on by design before the period's end. Sums come from a covering index, one range per (record type, mode, strategy,
user); the passages of leads that were distributed again come one by one, so that distinct leads can be counted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import Expression
from leadctl.db.facts_keys import HOPS_SQL, IN_RANGE_SQL, Keys, Query, Range, parameters_of, split_keys

# What is true of a passage before outcomes no longer count (:until, the period's end) or as of the report (:cut).
BITS: Final[dict[str, str]] = {
    "worked": "d.first_worked_at < :until",
    # of the six words only new and waiting sort from `new` on: one comparison instead of up to six
    "base": "d.system_then >= 'new'",
    "already": "d.system_then < 'new'",
    "contacted": "d.contacted_at < :until",
    "reached": "d.reached_at < :until",
    "status_changed": "d.first_status_change_at < :until",
    "closed": "d.closed_at < :until",
    # of a first action and of the time for it, :follow_up seconds; :seen = the first second not yet seen
    "in_time": "d.first_worked_at < :until and d.first_action_at < :until"
    " and d.first_action_at <= d.distributed_at + :follow_up",
    "due": "d.distributed_at + :follow_up < :seen or (d.first_worked_at < :until and d.first_action_at < :until"
    " and d.first_action_at <= d.distributed_at + :follow_up)",
    "old": "d.distributed_at + :follow_up < :seen",
    "overdue": "(d.first_worked_at < :until) is not 1 and (d.ended_at < :until) is not 1"
    " and d.distributed_at + :follow_up < :seen",
    "untouched": "(d.first_worked_at < :until) is not 1 and (d.ended_at < :until) is not 1",
    "unlogged": "d.first_status_change_at < :until and (d.first_action_at <= d.first_status_change_at) is not 1",
    # an answer counts for an offer alone; a rejection ends it, whatever stands in accepted_at
    "accepted": "d.offered = 1 and d.accepted_at < :cut and (d.rejected_at < :cut) is not 1"
    " and (d.expired_at < :cut) is not 1",
    "rejected": "d.rejected_at < :cut",
    "expired": "d.expired_at < :cut",
    "pending": "d.offered = 1 and (d.accepted_at < :cut) is not 1 and (d.rejected_at < :cut) is not 1"
    " and (d.expired_at < :cut) is not 1 and (d.ended_at < :cut) is not 1",
    "followed_up": "d.first_worked_at < :cut",
}
ANSWER_BITS: Final = frozenset({"accepted", "rejected", "expired", "pending"})
ANSWERED_SQL: Final = "d.offered = 1 or d.rejected_at is not null or d.expired_at is not null"
NUMBERS: Final = ("actions", "appointments")

# A loose scan: for each record type, mode and strategy one seek per user that ever got a passage there.
RANGES_SQL: Final = """
with recursive prefix(record_type_id, mode, strategy_id) as (
  select r.id, m.mode, s.id from record_type r,
    (select 'push' as mode union all select 'pull' union all select 'none') m,
    (select id from strategy union all select null) s
), loose(record_type_id, mode, strategy_id, user_id) as (
  select p.record_type_id, p.mode, p.strategy_id, (select min(d.user_id) from distribution d
    where d.record_type_id = p.record_type_id and d.mode = p.mode and d.strategy_id is p.strategy_id
      and d.undone_at is null and d.shared = 0) from prefix p
  union all
  select l.record_type_id, l.mode, l.strategy_id, (select min(d.user_id) from distribution d
    where d.record_type_id = l.record_type_id and d.mode = l.mode and d.strategy_id is l.strategy_id
      and d.user_id > l.user_id and d.undone_at is null and d.shared = 0)
  from loose l where l.user_id is not null
)
select record_type_id, mode, strategy_id, user_id from loose
"""


def ranges(con: sqlite3.Connection) -> list[Range]:
    """Return every stretch of the covering index that may hold passages."""
    return [Range(*row) for row in con.execute(RANGES_SQL)]


class Sum(NamedTuple):
    """`passages` passages with the same keys; `bits[i]` of them have bit i, `numbers` are added up."""

    keys: tuple[Any, ...]
    passages: int
    bits: tuple[int, ...]
    numbers: tuple[int, ...]


def _bit(query: Query, name: str) -> str:
    return query.crm_sql if name == "crm" else BITS[name]


def _flags(query: Query, bits: Sequence[str]) -> str:
    """Return one integer of all bits. Answers are looked at only where there is one to look at: few passages."""
    parts: list[str] = []
    answers: list[str] = []
    for i, name in enumerate(bits):
        part = f"{1 << i} * (({_bit(query, name)}) is 1)"
        (answers if name in ANSWER_BITS else parts).append(part)
    if answers:
        parts.append(f"case when {ANSWERED_SQL} then {' + '.join(answers)} else 0 end")
    return " + ".join(parts) or "0"


def sums(
    con: sqlite3.Connection,
    query: Query,
    stretches: Sequence[Range],
    dimensions: Sequence[tuple[str, Expression]],
    bits: Sequence[str],
    numbers: Sequence[str] = (),
) -> Iterator[Sum]:
    """Yield sums over all passages of the query; the same keys may come several times.

    Where every key is fixed by the stretch SQLite adds up; else rows are counted in Python, which is faster than
    SQLite's sorting (1.8 against 2.5 µs a row).
    """
    counted: dict[tuple[tuple[bool, Any], ...], tuple[Keys, Counter[tuple[Any, ...]]]] = {}
    for stretch in stretches:
        keys = split_keys(dimensions, stretch)
        parameters = parameters_of(query, stretch, dimensions)
        source = f" from distribution d where {IN_RANGE_SQL}{query.where()}"
        if not keys.columns:
            added = [f"coalesce(sum({_bit(query, b)}), 0)" for b in bits]
            added += [f"coalesce(sum(d.{n}), 0)" for n in numbers]
            row = con.execute(f"select {', '.join(['count(*)', *added])}{source}", parameters).fetchone()
            if row[0]:
                yield Sum(keys.whole(()), row[0], row[1 : 1 + len(bits)], row[1 + len(bits) :])
            continue
        columns = ", ".join([*keys.columns, _flags(query, bits), *(f"d.{n}" for n in numbers)])
        counter = counted.setdefault(tuple(keys.fixed), (keys, Counter()))[1]
        counter.update(con.execute(f"select {columns}{source}", parameters))
    for keys, counter in counted.values():
        yield from _summed(keys, counter, len(bits))


def _summed(keys: Keys, counter: Counter[tuple[Any, ...]], bits: int) -> Iterator[Sum]:
    width = len(keys.columns)
    for row, count in counter.items():
        flags = row[width]
        yield Sum(
            keys.whole(row[:width]),
            count,
            tuple([count if flags >> i & 1 else 0 for i in range(bits)]),
            tuple([count * n for n in row[width + 1 :]]),
        )


NOTE_AGAIN_SQL: Final = """insert or ignore into temp.again_lead (lead_id)
select lead_id from distribution d where d.again = 1 and d.distributed_at >= :start and d.distributed_at < :end"""


def note_again(con: sqlite3.Connection, query: Query) -> None:
    """Fill the temporary table again_lead: the only leads that can have two passages in the period."""
    con.execute("create temp table if not exists again_lead (lead_id integer primary key)")
    con.execute("delete from temp.again_lead")
    con.execute(NOTE_AGAIN_SQL, {"start": query.start, "end": query.end})


def repeats(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], bits: Sequence[str]
) -> sqlite3.Cursor:
    """Return (lead id, flags, keys …) of passages whose lead may have several, lead by lead; call note_again before.

    Found through their leads: 1.4 s for 400,000 of 1,200,000 passages, where a look at every passage takes 2.3 s.
    """
    columns = ", ".join(["d.lead_id", _flags(query, bits), *(e.sql for _, e in dimensions)])
    sql = f"select {columns} {AGAIN_PASSAGES_SQL} where {query.where()} order by g.lead_id"
    return con.execute(sql, query.bound(**{name: value for _, e in dimensions for name, value in e.parameters}))


AGAIN_PASSAGES_SQL: Final = """from temp.again_lead g
cross join distribution d indexed by distribution_by_lead on d.lead_id = g.lead_id"""
ANY_LATER_SQL: Final = "select 1 from activity indexed by activity_by_time where happened_at >= :until limit 1"
LATER_WORK_SQL: Final = """select {columns}, sum(a.kind = 'action'), sum(a.kind = 'appointment') from distribution d
cross join activity a on a.distribution_id = d.id and a.happened_at >= :until and a.voided_at is null
where {range}{where} and d.last_activity_at >= :until{group}"""


def later_work(
    con: sqlite3.Connection, query: Query, stretches: Sequence[Range], dimensions: Sequence[tuple[str, Expression]]
) -> Iterator[tuple[tuple[Any, ...], tuple[int, int]]]:
    """Yield (keys, (actions, appointments)) from `until` on, on the period's passages: to take off the kept counts.

    The same keys may come several times. Passages whose last activity lies before it are not looked at.
    """
    if con.execute(ANY_LATER_SQL, {"until": query.until}).fetchone() is None:
        return
    for stretch in stretches:
        keys = split_keys(dimensions, stretch)
        group = ", ".join(str(i + 2) for i in range(len(keys.columns)))
        sql = LATER_WORK_SQL.format(
            columns=", ".join(["1", *keys.columns]),
            range=IN_RANGE_SQL,
            where=query.where(),
            group=group and f" group by {group}",
        )
        for row in con.execute(sql, parameters_of(query, stretch, dimensions)):
            if row[-1] is not None:
                yield keys.whole(row[1:-2]), row[-2:]


def hops(
    con: sqlite3.Connection, query: Query, stretches: Sequence[Range], dimensions: Sequence[tuple[str, Expression]]
) -> Counter[tuple[Any, ...]]:
    """Return keys -> account- and team-level passages of the period that were handed on before its end."""
    found: Counter[tuple[Any, ...]] = Counter()
    for stretch in stretches:
        if stretch.user_id is not None:
            continue
        keys = split_keys(dimensions, stretch)
        columns = ", ".join(["1", *keys.columns])
        sql = f"select {columns} from distribution d where {IN_RANGE_SQL}{query.where(HOPS_SQL)} and d.level <> 'user'"
        for row in con.execute(sql, parameters_of(query, stretch, dimensions)):
            found[keys.whole(row[1:])] += 1
    return found


def has_any(con: sqlite3.Connection, query: Query, *, without: str = "") -> bool:
    """Return True when a passage counts, `without` one kind of condition."""
    sql = f"select 1 from distribution d where {query.where(without=without)} limit 1"
    return con.execute(sql, query.bound()).fetchone() is not None
