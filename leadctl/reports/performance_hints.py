"""`report performance --hints`: what a manager should look into, each with the command to look further."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from leadctl.clock import local_date
from leadctl.config.criteria_model import Clause, Criteria
from leadctl.db import facts, facts_hints, facts_names
from leadctl.db.settings import name_ids, whole
from leadctl.reports.counting import FIRST_BIT
from leadctl.reports.measures import hints as measures
from leadctl.reports.passages import count_passages
from leadctl.reports.performance_count import Work
from leadctl.reports.performance_roster import members
from leadctl.reports.question import Question, sql_of
from leadctl.reports.table import Closing, Column, Table

MOST = 10  # of one finding; the rest are counted
BITS = ("overdue", "old", "status_changed", "unlogged")
COLUMNS = (
    Column("hint", "Hint", "text", rank=5),
    Column("about", "About", "text", rank=0),
    Column("finding", "Finding", "text", rank=0),
    Column("command", "To look further", "text", rank=1),
)


class Hint(NamedTuple):
    """One line: which finding, about whom or what, what was found, what to type next; the gravest has most weight."""

    kind: str
    about: str
    finding: str
    command: str
    weight: float


def hints(work: Work) -> Table:
    """Return the table `hints`; with a note where nothing was found."""
    question = work.question
    found = [*_clauses(question), *_people(question), *_idle(question), *_shares(question)]
    by_kind: dict[str, list[Hint]] = defaultdict(list)
    for hint in found:
        by_kind[hint.kind].append(hint)
    rows, notes = [], []
    for described in measures.HINTS:
        lines = sorted(by_kind[described.keys], key=lambda h: (-h.weight, h.about.casefold(), h.finding))
        rows += [(h.kind, h.about, h.finding, h.command) for h in lines[:MOST]]
        if len(lines) > MOST:
            notes.append(f"{described.keys}: {len(lines) - MOST} more of the same")
    if not rows:
        notes.append("nothing stands out")
    closing = Closing(notes=tuple(notes))
    return Table("performance", "Hints", COLUMNS, rows, lambda: closing, zone=question.spec.period.zone, key="hints")


def _command(question: Question, words: str, **options: str) -> str:
    """Return a command line about the same period."""
    period = question.spec.period
    last = local_date(period.end - 1, period.zone)
    span = f"--from {local_date(period.start, period.zone)} --to {last}"
    named = [f"--{option.replace('_', '-')} {shlex.quote(value)}" for option, value in options.items()]
    zone = f" --tz {period.zone}" if words.startswith("report") and period.zone != question.config.timezone else ""
    return " ".join(["leadctl", words, *named, span]) + zone


def _clauses(question: Question) -> Iterator[Hint]:
    """Yield clauses that let almost nothing through, of the strategies and record types asked about."""
    con, spec = question.con, question.spec
    types = name_ids(con, "record_type")
    wanted = question.keys("strategy")
    ids = name_ids(con, "strategy")
    for strategy in whole(question.config).strategies:
        record_type = strategy.record_type or spec.record_type
        if not strategy.enabled or (wanted is not None and ids.get(strategy.name.casefold()) not in wanted):
            continue
        if record_type and spec.record_type and record_type.casefold() != spec.record_type.casefold():
            continue
        type_id = types.get(record_type.casefold()) if record_type else None
        if record_type and type_id is None:
            continue  # no lead ever had it
        leads = facts_hints.received(con, question.query, type_id)
        for clause in _all_clauses(strategy.when):
            passing = facts_hints.received_meeting(con, question.query, type_id, clause)
            finding = None if passing is None else measures.narrow_clause(clause.text, passing, leads)
            if finding is not None:
                command = _command(question, "why-not", strategy=strategy.name)
                yield Hint("narrow_clause", strategy.name, finding, command, leads)


def _all_clauses(criteria: Criteria) -> list[Clause]:
    """Return the clauses that must all hold."""
    return [*criteria.clauses, *(clause for child in criteria.all for clause in _all_clauses(child))]


def _people(question: Question) -> Iterator[Hint]:
    """Yield what stands out of single recipients: over the cap, much untouched, statuses moved without an action."""
    user = question.dimensions.get("user")
    counted = count_passages(question, [user], BITS, (), distinct=BITS).levels[1]
    caps = facts_hints.open_caps(question.con, question.spec.now)
    for (login,), vector in counted.items():
        held, cap = caps.get(login, (0, None))
        untouched, old, changed, unlogged = vector[FIRST_BIT:]
        look = _command(question, "report summary", user=login)
        for kind, finding, command, weight in (
            ("over_cap", measures.over_cap(held, cap), f"leadctl lead list --owner {shlex.quote(login)}", held),
            ("most_untouched", measures.most_untouched(untouched, old), look, untouched),
            ("unlogged", measures.unlogged(unlogged, changed), look, unlogged),
        ):
            if finding is not None:
                yield Hint(kind, login, finding, command, weight)


def _members(question: Question, mode: str) -> list[tuple[int, int]]:
    """Return (strategy, user) of the members asked about, of strategies of this mode."""
    gone = facts_names.disabled_users(question.con, question.spec.cut)
    accounts = question.account_ids()
    return [
        (m["strategy"], m["user"])
        for m in members(question)
        if m["mode"] == mode
        and m["user"] is not None
        and m["user"] not in gone
        and (accounts is None or m["account"] in accounts)
    ]


def _idle(question: Question) -> Iterator[Hint]:
    """Yield the members of pull strategies who pulled nothing."""
    names = question.names
    dims = sql_of([question.dimensions.get("strategy"), question.dimensions.get("user")])
    pulled = {part.keys for part in facts.sums(question.con, question.query, question.stretches, dims, ())}
    for strategy_id, user_id in dict.fromkeys(_members(question, "pull")):
        finding = measures.idle_puller((strategy_id, user_id) in pulled)
        if finding is not None:
            login, strategy = names.user[user_id], names.strategy[strategy_id]
            command = f"leadctl queue --user {shlex.quote(login)} --strategy {shlex.quote(strategy)}"
            yield Hint("idle_puller", f"{login} ({strategy})", finding, command, 0)


def _shares(question: Question) -> Iterator[Hint]:
    """Yield the members of push strategies whose leads are off their share."""
    names = question.names
    entitled: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    received: dict[tuple[int, int], int] = defaultdict(int)
    for turn in facts_hints.turns(question.con, question.query):
        received[turn.strategy_id, turn.user_id] += turn.leads
        weight = sum(turn.weights.values())
        for user_id, own in turn.weights.items():
            entitled[turn.strategy_id, user_id] += Fraction(own * turn.leads, weight)
    for strategy_id, user_id in dict.fromkeys(_members(question, "push")):
        share = entitled[strategy_id, user_id]
        finding = measures.off_share(received[strategy_id, user_id], share)
        if finding is not None:
            login, strategy = names.user[user_id], names.strategy[strategy_id]
            command = _command(question, "report fairness", strategy=strategy)
            gap = abs(received[strategy_id, user_id] - share)
            yield Hint("off_share", f"{login} ({strategy})", finding, command, float(gap))
