"""Measures both sides of a replay with the same queries and the same sums."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from leadctl.db import people, replay_figures, settings
from leadctl.db.replay_figures import Decided, Outcome, World
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.simulation import fairness
from leadctl.engine.simulation.figures import CapHit, Line, Moved, Person, Side
from leadctl.models import MICRO, NO_STRATEGY_NAMES, Code

CAPS = frozenset({Code.CAP_HOUR.value, Code.CAP_DAY.value, Code.CAP_WEEK.value, Code.CAP_OPEN.value})


class Names:
    """Ids to names, both of the real world and of the replay."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self.strategies = settings.names(con, "strategy")
        self.users = people.user_names(con)
        self._teams, self._accounts = people.team_names(con), people.account_names(con)

    def recipient(self, o: Outcome) -> str:
        """Return a login, or a team or account in brackets."""
        if o.level == "user" and o.user_id is not None:
            return self.users[o.user_id]
        return f"[{self._teams[o.team_id] if o.level == 'team' and o.team_id else self._accounts[o.account_id]}]"

    def strategy(self, strategy_id: int | None, origin: str = "named") -> str:
        """Return the strategy's name, or `(manual)` and the like."""
        return NO_STRATEGY_NAMES[origin] if strategy_id is None else self.strategies[strategy_id]


class Measured(NamedTuple):
    """One side, and lead -> recipient for the comparison of leads."""

    side: Side
    recipients: dict[int, str]


def measure(
    con: sqlite3.Connection, world: World, start: int, end: int, names: Names, rates: Mapping[int, float]
) -> Measured:
    """Return what became of the leads of the replay in one world; `rates` are win rates by user id."""
    lines: Counter[tuple[str, str]] = Counter()
    worth: Counter[tuple[str, str]] = Counter()
    wins: Counter[str] = Counter()
    known: set[str] = set()
    waits, recipients = [], {}
    for o in replay_figures.outcomes(con, world, start, end):
        who = recipients[o.lead_id] = names.recipient(o)
        key = (names.strategy(o.strategy_id, o.origin), who)
        lines[key] += 1
        worth[key] += o.value or 0
        waits.append(max(0, o.given_at - o.received_at))
        if o.user_id is not None and o.user_id in rates and o.level == "user":
            known.add(who)
            wins[who] += rates[o.user_id]  # type: ignore[assignment]  # a Counter adds up fractions as well
    decided = list(replay_figures.decided(con, world, start, end))
    by_strategy, everything = _fairness(decided, names)
    side = Side(
        given=len(recipients),
        value=sum(worth.values()),
        wait_median=fairness.percentile(waits, 0.5),
        wait_90=fairness.percentile(waits, 0.9),
        fairness=everything,
        expected_wins=sum(wins.values()) if known else None,
        lines=_lines(lines, worth, names),
        people=_people(lines, worth, wins, known),
        held=_held(con, world, recipients),
        caps=_caps(con, world, decided, names),
        fairness_by_strategy=by_strategy,
    )
    return Measured(side, recipients)


def moved(actual: Mapping[int, str], simulated: Mapping[int, str], leads: int) -> Moved:
    """Return how many leads went elsewhere, were given out or held instead, of `leads` in all."""
    both = actual.keys() & simulated.keys()
    elsewhere = sum(actual[lead] != simulated[lead] for lead in both)
    newly_given, newly_held = len(simulated.keys() - actual.keys()), len(actual.keys() - simulated.keys())
    return Moved(leads - elsewhere - newly_given - newly_held, elsewhere, newly_given, newly_held)


def _lines(lines: Counter[tuple[str, str]], worth: Mapping[tuple[str, str], int], names: Names) -> tuple[Line, ...]:
    order = {name: at for at, name in enumerate(names.strategies.values())}
    keys = sorted(lines, key=lambda k: (order.get(k[0], len(order)), k[0], -lines[k], k[1]))
    return tuple(Line(*key, lines[key], worth[key]) for key in keys)


def _people(
    lines: Mapping[tuple[str, str], int], worth: Mapping[tuple[str, str], int], wins: Mapping[str, float],
    known: set[str],
) -> tuple[Person, ...]:  # fmt: skip
    leads: Counter[str] = Counter()
    value: Counter[str] = Counter()
    for (_, who), count in lines.items():
        leads[who] += count
    for (_, who), amount in worth.items():
        value[who] += amount
    found = [Person(who, leads[who], value[who], wins[who] if who in known else None) for who in leads]
    return tuple(sorted(found, key=lambda p: (-p.leads, p.recipient)))


@lru_cache(maxsize=50_000)
def _chosen(members: str) -> CandidateSet:
    return CandidateSet.from_text(members)


def _fairness(decided: Iterable[Decided], names: Names) -> tuple[dict[str, float], float | None]:
    """Return (strategy -> index, index of all): received against what the ledger credited, of charged decisions."""
    received: dict[int, Counter[int]] = {}
    entitled: dict[int, Counter[int]] = {}
    for d in decided:
        if not d.charged or d.strategy_id is None or d.user_id is None or d.members is None:
            continue
        chosen = _chosen(d.members)
        received.setdefault(d.strategy_id, Counter())[d.user_id] += d.leads * MICRO
        due = entitled.setdefault(d.strategy_id, Counter())
        for user, share in zip(chosen.users, chosen.earns, strict=True):
            due[user] += share * d.leads
    found = {}
    for strategy_id, due in sorted(entitled.items()):
        value = fairness.index(received[strategy_id], due)
        if value is not None:
            found[names.strategy(strategy_id)] = value
    total, credited = Counter[int](), Counter[int]()
    for strategy_id, due in entitled.items():
        credited.update(due)
        total.update(received[strategy_id])
    return found, fairness.index(total, credited)


def _held(con: sqlite3.Connection, world: World, given: Mapping[int, str]) -> dict[str, int]:
    """Return reason -> leads that nobody got: the hold, `offered` (waits for an answer), `later` (after the period)."""
    counts: Counter[str] = Counter()
    unowned = {lead: (code, pending) for lead, code, _, pending in replay_figures.holds(con, world)}
    for lead in replay_figures.lead_ids(con):
        if lead in given:
            continue
        code, pending = unowned.get(lead, (None, 0))
        if lead not in unowned:
            counts["later"] += 1
        else:
            counts[code or ("offered" if pending else "no_run")] += 1
    return dict(counts.most_common())


def _caps(con: sqlite3.Connection, world: World, decided: Iterable[Decided], names: Names) -> tuple[CapHit, ...]:
    """Return who stood out of how many decisions by a cap, of leads given out and of leads held."""
    sets: Counter[str] = Counter()
    paths: Counter[str] = Counter()
    for d in decided:
        if d.members is not None:
            sets[d.members] += d.leads
        if d.path is not None:
            paths[d.path] += d.leads
    for _, _, path, _ in replay_figures.holds(con, world):
        if path is not None:
            paths[path] += 1
    for path, count in paths.items():
        for step in json.loads(path):
            if len(step) > 2 and isinstance(step[2], int) and step[0] != "from":
                members = replay_figures.members(con, world, step[2])
                if members is not None:
                    sets[members] += count
    hits: Counter[tuple[int, str]] = Counter()
    for members, count in sets.items():
        for user, _, code in _chosen(members).members:
            if code in CAPS:
                hits[(user, str(code))] += count
    return tuple(CapHit(names.users[user], code, count) for (user, code), count in hits.most_common())
