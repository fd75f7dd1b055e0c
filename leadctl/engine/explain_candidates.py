"""Tells the candidates of one decision: reason codes, credits, loads and rates, and what would have changed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leadctl.config.model import Strategy
from leadctl.db import credits as credit_rows
from leadctl.db import people, performance, trace
from leadctl.db.trace import TracedPassage
from leadctl.engine import calling
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.criteria import position
from leadctl.engine.decisions import Row
from leadctl.engine.eligibility import NO_LOAD
from leadctl.engine.explanation import Candidate
from leadctl.engine.lanes import split
from leadctl.engine.ledger import Ledger, replay
from leadctl.engine.places import load_places
from leadctl.engine.snapshot import RuleBook, Snapshot, user_limits
from leadctl.engine.strategies.performance import Record, Shares, figures
from leadctl.engine.what_if import Asked, Decision, behind, condition, would_win
from leadctl.hours import calendar
from leadctl.models import MICRO, Code


class CandidateTeller:
    """Turns candidate sets into stories. `people_now` reads everybody as they stand, once."""

    def __init__(self, con: sqlite3.Connection, now: int, people_now: Callable[[], Snapshot]) -> None:
        self._con, self._now, self._people = con, now, people_now
        self._users = {u.id: u for u in people.all_users(con)}

    def sets(self, ids: Sequence[int] | set[int]) -> dict[int, CandidateSet]:
        """Return the stored candidate sets of these ids."""
        return {set_id: CandidateSet.from_text(text) for set_id, text in credit_rows.sets(self._con, ids).items()}

    # ------------------------------------------------------------ the numbers of the moment

    def replayed(self, p: TracedPassage, chosen: CandidateSet, seed: str, rule: Strategy | None) -> Decision | None:
        """Return the decision with the numbers of its moment: the chunk's checkpoint, replayed up to it."""
        if not p.ledger_cost or p.run_id is None or p.strategy_id is None:
            return None
        key = (p.strategy_id, p.ledger_band or "")
        start = credit_rows.checkpoint(self._con, p.run_id, key, p.id) or credit_rows.Checkpoint(p.id, {})
        booked = credit_rows.charged_between(self._con, p.run_id, key, start.before, p.id)
        sets = self.sets({set_id for _, _, set_id in booked})
        ledger = replay(
            Ledger(seed, start.vector), [(sets[set_id], winner, number) for number, winner, set_id in booked]
        )
        opens = None if start.opens is None else self._opens(start.opens, p.run_id, start.before, p.id)
        return Decision(
            chosen.members, ledger.entries(), seed, p.lead_id, p.id, p.user_id, opens, self._shares(p, key[1], rule)
        )

    def _opens(self, before: Mapping[int, int], run_id: int, first: int, until: int) -> dict[int, int]:
        """Return user -> open leads before passage `until`: the checkpoint's, and what came in the run since.

        A lead that came to stand with an account or team counts for whoever owns that now.
        """
        opens = dict(before)
        owners = load_places(self._con).owners
        for user_id, account_id, team_id, leads in credit_rows.came_between(self._con, run_id, first, until):
            owner = user_id if user_id is not None else owners.get(account_id if team_id is None else -team_id)
            if owner in opens:
                opens[owner] += leads
        return opens

    def _shares(self, p: TracedPassage, lane: str, rule: Strategy | None) -> Shares | None:
        """Return what the run went by, from the figures kept with it; None where rates did not decide."""
        if rule is None or p.run_id is None or p.strategy_id is None or split(lane)[1]:
            return None
        records = performance.of_run(self._con, p.run_id, p.strategy_id)
        if not records or (rule.by_band and dict(rule.to.bands).get(lane, dict(rule.to.bands).get("other")) != BY_RATE):
            return None
        return Shares(figures({user: Record(*record) for user, record in records.items()}), rule.performance)

    # ------------------------------------------------------------ candidates

    def tell(
        self, chosen: CandidateSet, decision: Decision | None, book: RuleBook, rule: Strategy | None, row: Row,
        p: TracedPassage | None,
    ) -> list[Candidate]:  # fmt: skip
        """Return every candidate with his reason code, or his numbers at that moment; the winner first."""
        share = dict(zip(chosen.users, chosen.earns, strict=True))
        winner = p.user_id if p is not None and decision is None else decision.winner if decision else None
        charged = decision is not None and decision.winner is not None
        found = []
        for user_id, weight, code in chosen.members:
            before = decision.entries.get(user_id, (0, 0)) if charged and decision else None
            one = Candidate(self._users[user_id].login, weight, code, wins=code is None and user_id == winner)
            if before is not None and code is None:
                one.credit, one.last = before
                one.share = share[user_id]
                one.with_lead = before[0] + share[user_id]
            if decision is not None:
                _numbers(one, user_id, weight, decision)
                if not one.wins:
                    one.what_if = self._what_if(user_id, code, decision, book, rule, row, p)
            found.append(one)
        return sorted(found, key=_order)

    def _what_if(
        self, user_id: int, code: str | None, decision: Decision, book: RuleBook, rule: Strategy | None, row: Row,
        p: TracedPassage | None,
    ) -> str | None:  # fmt: skip
        if code is None:
            return behind(decision, user_id)
        asked = self.asked(book, rule, row, p.distributed_at if p is not None else self._now)
        if not would_win(decision, user_id):
            return None
        user = self._people().desk.users[user_id]
        return condition(user, code, asked, self._reached(user_id, code, rule, book, p))

    def asked(self, book: RuleBook, rule: Strategy | None, row: Row, at: int) -> Asked:
        """Return what a strategy asked of its candidates for this lead at a moment."""
        needs = [(kind, row[position(book.index, name) or 0]) for kind, name in rule.needs] if rule else ()
        asked = Asked(needs, rule.needs_tags if rule else (), at, book.config.timezone)
        if rule is None or not rule.calling_hours:
            return asked
        found = calling.make(self._con, book.config, book.index, at)
        return asked._replace(place=found.words(row), lawful_from=found.next_lawful(row, at))

    def _reached(
        self, user_id: int, code: str, rule: Strategy | None, book: RuleBook, p: TracedPassage | None
    ) -> list[int]:
        """Return the caps behind a cap code: those that were reached, counted again where that can be done."""
        spans = {Code.CAP_HOUR: 0, Code.CAP_DAY: 1, Code.CAP_WEEK: 2, Code.CAP_OPEN: 3}
        if code not in spans:
            return []
        at = spans[Code(code)]
        strategy_id = book.ids.get(rule.name.casefold()) if rule else None
        own = tuple(_limits(user_limits(self._users[user_id])))[at]
        here = tuple(_limits(rule.limits))[at] if rule else None
        known = [(cap, scope) for cap, scope in ((own, None), (here, strategy_id)) if cap is not None]
        if len(known) < 2 or (p is not None and at == 3):  # how many were open then is not kept
            return [cap for cap, _ in known]
        if p is None:
            counted = [(cap, self._has(user_id, scope)[at]) for cap, scope in known]
        else:
            zone = self._people().desk.users[user_id].zone
            span = calendar(p.distributed_at, zone, book.config.week_starts)[at]
            counted = [(cap, trace.given_before(self._con, user_id, span, p, scope)) for cap, scope in known]
        return [cap for cap, given in counted if given >= cap] or [cap for cap, _ in known]

    def _has(self, user_id: int, strategy_id: int | None) -> tuple[int, int, int, int]:
        """Return how many leads he has now, of one strategy or of all (None): this hour, day, week, and open."""
        snapshot = self._people()
        load = snapshot.desk.own(user_id)
        if strategy_id is not None:
            pools = (lane.pool for stage in snapshot.stages if stage.id == strategy_id for lane in stage.lanes.values())
            load = next((pool.here[user_id] for pool in pools if user_id in pool.here), NO_LOAD)
        given = load.given
        return load.hour + given, load.day + given, load.week + given, load.open + given


BY_RATE = "performance"


def _numbers(one: Candidate, user_id: int, weight: int, decision: Decision) -> None:
    """Fill in what the method went by: how full he was, or how he did."""
    if decision.opens is not None and user_id in decision.opens:
        one.open, one.capacity = decision.opens[user_id], weight
    if decision.shares is not None:
        figure = decision.shares.figures.get(user_id)
        if figure is not None:
            one.given, one.wins_of_given = figure.given, figure.wins
            one.rate = figure.bound if decision.shares.best else figure.rate
            one.lower_bound = decision.shares.best


def _order(c: Candidate) -> tuple[Any, ...]:
    load = c.fullness if c.code is None and c.fullness is not None else 0.0
    return (not c.wins, c.code is not None, load, -(c.with_lead or 0), c.user)


def _limits(limits: Any) -> tuple[int | None, ...]:
    return (limits.per_hour, limits.per_day, limits.per_week, limits.open)


# ---------------------------------------------------------------- why the winner won


def tie_break(candidates: Sequence[Candidate]) -> str | None:
    """Return what decided between the winner and others of the same credit, or None when credit alone did."""
    winner = next((c for c in candidates if c.wins), None)
    if winner is None or winner.with_lead is None:
        return None
    tied = [c for c in _rivals(candidates, winner) if c.with_lead == winner.with_lead]
    if not tied:
        return None
    names = ", ".join(c.user for c in tied)
    if any(c.last == winner.last for c in tied):
        return f"same credit as {names}; nobody of them had a lead before, so the seed decided"
    return f"same credit as {names}; the longest wait since the last lead decided"


def _rivals(candidates: Sequence[Candidate], winner: Candidate) -> list[Candidate]:
    """Return those between whom and the winner the credit had to decide."""
    others = [c for c in candidates if not c.wins and c.code is None]
    if winner.fullness is not None:
        return [c for c in others if c.fullness == winner.fullness]
    return [c for c in others if c.share]


def reasons(candidates: Sequence[Candidate], rule: Strategy, lane: str) -> list[str]:
    """Return why the winner won, as far as credits do not say it: band, exploration, load, rate."""
    found = []
    band, explores = split(lane)
    if band:
        found.append(f'score band "{band}"')
    if explores:
        part = rule.performance.explore / 10_000
        found.append(f"exploration: one of the {part:g} % of leads that go in plain turn, whatever the rates")
    winner = next((c for c in candidates if c.wins), None)
    if winner is None:
        return found
    if winner.fullness is not None:
        found.append(_least_loaded(candidates, winner))
    if winner.rate is not None:
        most = f"{rule.performance.max_share / 10_000:g} %"
        by = "the ranking of the lower bounds" if winner.lower_bound else "the win rates"
        found.append(f"shares follow {by}; nobody has more than {most} while others may take the lead")
    return found


def _least_loaded(candidates: Sequence[Candidate], winner: Candidate) -> str:
    equal = _rivals(candidates, winner)
    if equal:
        return f"as little loaded as {', '.join(c.user for c in equal)}: the credit decided"
    return f"{winner.user} is the least loaded"


def draw_text(drawn: int, share: int, inside: bool) -> str:
    """Return a draw for a strategy's share in words; both in millionths."""
    return f"drew {drawn * 100 / MICRO:.1f} of 100, {'within' if inside else 'not in'} its {share / 10_000:g} %"
