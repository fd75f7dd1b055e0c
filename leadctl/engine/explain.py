"""Why a lead went where it went, or why it waits: the stored trace, told again with the numbers of that moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from leadctl.config import load_text
from leadctl.config.model import Config, Strategy
from leadctl.db import credits as credit_rows
from leadctl.db import distributions, holds, leads, people, queue, runs, settings, state, trace
from leadctl.db.trace import TracedPassage
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.criteria import failed_clauses, position
from leadctl.engine.decisions import FROM, NAMED_CODE, SHARE, WHEN, Row
from leadctl.engine.explanation import Candidate, Explanation, HoldStory, Step, Story
from leadctl.engine.hours import calendar
from leadctl.engine.ledger import Ledger, replay
from leadctl.engine.plan import Planner
from leadctl.engine.run_rows import read_originals, read_past, read_rows
from leadctl.engine.snapshot import RuleBook, Snapshot, compile_rules, load, user_limits
from leadctl.engine.what_if import Asked, Decision, behind, condition, would_win
from leadctl.errors import NotFoundError
from leadctl.models import FINISHED, Code

NAMED_IN_FILE = "(named in the file)"


def explain(con: sqlite3.Connection, lead_id: int, config: Config, now: int) -> Explanation:
    """Return the whole story of one lead. Raises NotFoundError.

    Passages are told from what was stored with them; a waiting lead is also decided once more, now, without writing.
    """
    moment = state.moment(con, lead_id, now)
    if moment is None:
        raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead find TEXT")
    teller = _Teller(con, config, now)
    found = Explanation(
        lead_id=lead_id,
        label=queue.labels(con, [lead_id]).get(lead_id, ""),
        system=moment.system,
        owner=teller.login(moment.owner_id),
        duplicate_of=moment.duplicate_of,
        undone=moment.undone_at is not None,
        passages=[teller.passage(p) for p in trace.passages(con, lead_id)],
    )
    hold = holds.get(con, lead_id)
    if hold is not None or moment.hold_code:
        code = hold.code if hold else str(moment.hold_code)
        found.hold = HoldStory(code, hold.since if hold else None, hold.run_id if hold else None)
    open_now = moment.system not in FINISHED and moment.undone_at is None
    if open_now and (moment.waiting or (moment.owner_id is None and moment.duplicate_of is not None)):
        found.live = teller.live(lead_id)
    return found


class _Teller:
    """Turns traces into stories; the rules of each version are read once."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int) -> None:
        self._con, self._now, self._config = con, now, config
        self._users = {u.id: u for u in people.all_users(con)}
        self._teams, self._accounts = people.team_names(con), people.account_names(con)
        self._strategies = settings.names(con, "strategy")
        self._versions: dict[int | None, RuleBook] = {}
        self._snapshot: Snapshot | None = None

    def login(self, user_id: int | None) -> str | None:
        return None if user_id is None else self._users[user_id].login

    # ------------------------------------------------------------ a passage as stored

    def passage(self, p: TracedPassage) -> Story:
        """Return the story of one passage."""
        run = None if p.run_id is None else runs.get(self._con, p.run_id)
        version = None if run is None else run.config_version_id
        book = self._book(version)
        row = self._row(book, p.lead_id)
        story = Story(
            passage=p.id,
            at=p.distributed_at,
            strategy=self._strategy_name(p.strategy_id) if p.strategy_id else f"({p.origin})",
            recipient=self.login(p.user_id) or self._place(p),
            level=p.level,
            run=p.run_id,
            config_version=version,
            seed=run.seed if run else "",
            actor=p.recorded_by,
            origin=p.origin,
            ended=p.end_kind,
            undone=p.undone_at is not None,
        )
        steps = json.loads(p.path) if p.path else []
        story.former_owner = bool(steps) and steps[-1][1] == "former_owner"
        sets = self._sets([step[2] for step in steps if len(step) > 2 and step[0] != FROM])
        story.steps = [self._step(s, sets, book, row, p) for s in steps if s[0] != FROM and s[1] != "former_owner"]
        if p.candidate_set_id is not None:
            chosen = self._sets([p.candidate_set_id])[p.candidate_set_id]
            decision = self._replayed(p, chosen, story.seed)
            story.candidates = self._candidates(chosen, decision, book, self._rule(book, p.strategy_id), row, p)
            story.tie_break = None if story.former_owner else _tie_break(story.candidates)
        return story

    def _place(self, p: TracedPassage) -> str:
        return f"[{self._teams[p.team_id] if p.level == 'team' and p.team_id else self._accounts[p.account_id]}]"

    def _strategy_name(self, strategy_id: int) -> str:
        return self._strategies.get(strategy_id, NAMED_IN_FILE)

    def _replayed(self, p: TracedPassage, chosen: CandidateSet, seed: str) -> Decision | None:
        """Return the decision with the credits of its moment: the chunk's checkpoint, replayed up to it."""
        if not p.ledger_cost or p.run_id is None or p.strategy_id is None:
            return None
        key = (p.strategy_id, p.ledger_band or "")
        start = credit_rows.checkpoint(self._con, p.run_id, key, p.id)
        first, vector = start if start is not None else (p.id, {})
        booked = credit_rows.charged_between(self._con, p.run_id, key, first, p.id)
        sets = self._sets({set_id for _, _, set_id in booked})
        ledger = replay(Ledger(seed, vector), [(sets[set_id], winner, number) for number, winner, set_id in booked])
        return Decision(chosen.members, ledger.entries(), seed, p.lead_id, p.id, p.user_id)

    def _sets(self, ids: Sequence[int] | set[int]) -> dict[int, CandidateSet]:
        return {set_id: CandidateSet.from_text(text) for set_id, text in credit_rows.sets(self._con, ids).items()}

    # ------------------------------------------------------------ rules and rows

    def _book(self, version: int | None) -> RuleBook:
        if version not in self._versions:
            text = None if version is None else runs.config_text(self._con, version)
            config = self._config if text is None else load_text(text, f"rules {version}")
            self._versions[version] = compile_rules(self._con, config, self._now)
        return self._versions[version]

    def _row(self, book: RuleBook, lead_id: int) -> Row:
        """Return the lead's row as it is today; clauses that failed are named from it."""
        core = queue.any_row(self._con, lead_id)
        return core + next(values for _, values in leads.load_rows(self._con, [lead_id], book.fields, book.now))

    def _rule(self, book: RuleBook, strategy_id: int | None) -> Strategy | None:
        name = self._strategies.get(strategy_id or 0, "").casefold()
        return next((s for s in book.config.strategies if s.name.casefold() == name), None)

    # ------------------------------------------------------------ steps and candidates

    def _step(
        self, step: Sequence[Any], sets: Mapping[int, CandidateSet], book: RuleBook, row: Row, p: TracedPassage | None
    ) -> Step:
        """Return one strategy that did not take the lead, and why."""
        strategy_id, code = step[0], step[1]
        third = step[2] if len(step) > 2 else None
        chosen = third if isinstance(third, CandidateSet) else sets.get(third or 0)
        rule = self._rule(book, strategy_id)
        told = Step(NAMED_IN_FILE if not strategy_id else self._strategy_name(strategy_id), code)
        if code == WHEN and rule is not None:
            told.detail = "; ".join(c.text for c in failed_clauses(rule.when, book.index, self._now, row))
        elif code == SHARE and rule is not None and rule.share is not None:
            told.detail = f"not in its {rule.share / 10_000:g} %"
        if chosen is not None:
            lead_id = row[0]
            seed = book.config.seed
            decision = Decision(chosen.members, {}, seed, lead_id, 0, None)
            told.candidates = self._candidates(chosen, decision, book, rule, row, p)
        elif code == NAMED_CODE:
            told.detail = "the recipient named in the file may not take it"
        return told

    def _candidates(
        self, chosen: CandidateSet, decision: Decision | None, book: RuleBook, rule: Strategy | None, row: Row,
        p: TracedPassage | None,
    ) -> list[Candidate]:  # fmt: skip
        """Return every candidate with his reason code, or his credit at that moment."""
        share = dict(zip(chosen.users, chosen.earns, strict=True))
        winner = p.user_id if p is not None and decision is None else decision.winner if decision else None
        charged = decision is not None and decision.winner is not None
        found = []
        for user_id, weight, code in chosen.members:
            before = decision.entries.get(user_id, (0, 0)) if charged and decision else None
            one = Candidate(self._users[user_id].login, weight, code, wins=code is None and user_id == winner)
            if before is not None and code is None:
                one.credit, one.last = before
                one.with_lead = before[0] + share[user_id]
            if not one.wins and decision is not None:
                one.what_if = self._what_if(user_id, code, decision, book, rule, row, p)
            found.append(one)
        return sorted(found, key=lambda c: (not c.wins, c.code is not None, -(c.with_lead or 0), c.user))

    def _what_if(
        self, user_id: int, code: str | None, decision: Decision, book: RuleBook, rule: Strategy | None, row: Row,
        p: TracedPassage | None,
    ) -> str | None:  # fmt: skip
        if code is None:
            return behind(decision, user_id)
        at = p.distributed_at if p is not None else self._now
        asked = Asked(
            [(kind, row[position(book.index, name) or 0]) for kind, name in rule.needs] if rule else (),
            rule.needs_tags if rule else (),
            at,
            book.config.timezone,
        )
        if not would_win(decision, user_id):
            return None
        user = self._people().desk.users[user_id]
        return condition(user, code, asked, self._reached(user_id, code, rule, book, p))

    def _people(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = load(self._con, self._book(None))
        return self._snapshot

    def _reached(
        self, user_id: int, code: str, rule: Strategy | None, book: RuleBook, p: TracedPassage | None
    ) -> list[int]:
        """Return the caps behind a cap code: those that were reached, counted again where that can be done."""
        spans = {Code.CAP_HOUR: 0, Code.CAP_DAY: 1, Code.CAP_WEEK: 2, Code.CAP_OPEN: 3}
        if code not in spans:
            return []
        at = spans[Code(code)]
        own = tuple(_limits(user_limits(self._users[user_id])))[at]
        here = tuple(_limits(rule.limits))[at] if rule else None
        known = [(cap, scope) for cap, scope in ((own, None), (here, "here")) if cap is not None]
        if at == 3 or len(known) < 2 or p is None:
            return [cap for cap, _ in known]
        zone = self._people().desk.users[user_id].zone
        span = calendar(p.distributed_at, zone, book.config.week_starts)[at]
        counted = [
            (cap, trace.given_before(self._con, user_id, span, p, p.strategy_id if scope else None))
            for cap, scope in known
        ]
        return [cap for cap, given in counted if given >= cap] or [cap for cap, _ in known]

    # ------------------------------------------------------------ what would happen now

    def live(self, lead_id: int) -> Story:
        """Return what assign would do with the lead now, decided by the planner itself."""
        book = self._book(None)
        snapshot = self._people()
        next_id = distributions.next_id(self._con)
        planner = Planner(
            snapshot.stages,
            snapshot.desk,
            snapshot.places,
            book.gates,
            seed=book.config.seed,
            next_id=next_id,
            queues=snapshot.queues,
        )
        rows = read_rows(self._con, book, [lead_id])
        before = {(s.id, band): lane.ledger.entries() for s in snapshot.stages for band, lane in s.lanes.items()}
        decisions = planner.decide(rows, read_past(self._con, rows), read_originals(self._con, book, rows))
        row = self._row(book, lead_id)
        story = Story(None, self._now, None, None, "", None, runs.config_version(self._con), book.config.seed)
        path: list[Any] = []
        if decisions.passages:
            last = decisions.passages[-1]
            path = [part for q in decisions.passages for part in q.path]
            story.strategy = self._strategy_name(last.strategy_id or 0)
            story.level = last.level
            story.recipient = self.login(last.user_id) or (
                f"[{self._teams[last.team_id] if last.team_id else self._accounts[last.account_id]}]"
            )
            if last.candidates is not None:
                entries = before.get((last.strategy_id or 0, last.band), {}) if last.cost else {}
                decision = Decision(
                    last.candidates.members, entries, story.seed, lead_id, last.id, last.user_id if last.cost else None
                )
                story.candidates = self._candidates(
                    last.candidates, decision, book, self._rule(book, last.strategy_id), row, None
                )
        for held in decisions.held:
            story.hold = str(held.code)
            path += held.path
        story.steps = [self._step(s, {}, book, row, None) for s in path if s[0] != FROM and s[1] != "former_owner"]
        story.gate = self._gate(story.hold, book, row)
        return story

    def _gate(self, hold: str | None, book: RuleBook, row: Row) -> str | None:
        """Return which clauses hold a lead at a gate, in words."""
        if hold is None or not hold.startswith("gate:"):
            return None
        gate = next((g for g in book.config.gates if g.name == hold[5:]), None)
        if gate is None:
            return None
        if gate.require is not None:
            return "required: " + "; ".join(c.text for c in failed_clauses(gate.require, book.index, self._now, row))
        return "holds when " + " and ".join(c.text for c in gate.hold_when.clauses) if gate.hold_when.clauses else None


def _limits(limits: Any) -> tuple[int | None, ...]:
    return (limits.per_hour, limits.per_day, limits.per_week, limits.open)


def _tie_break(candidates: Sequence[Candidate]) -> str | None:
    """Return what decided between the winner and others of the same credit, or None when credit alone did."""
    winner = next((c for c in candidates if c.wins), None)
    if winner is None or winner.with_lead is None:
        return None
    tied = [c for c in candidates if not c.wins and c.with_lead == winner.with_lead]
    if not tied:
        return None
    names = ", ".join(c.user for c in tied)
    if any(c.last == winner.last for c in tied):
        return f"same credit as {names}; nobody of them had a lead before, so the seed decided"
    return f"same credit as {names}; the longest wait since the last lead decided"
