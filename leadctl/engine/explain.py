"""Why a lead went where it went, or why it waits: the stored trace, told again with the numbers of that moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from leadctl.config import load_text
from leadctl.config.model import Config, Strategy
from leadctl.db import approvals, distributions, holds, leads, people, queue, runs, settings, state, trace
from leadctl.db.trace import TracedPassage
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.criteria import failed_clauses
from leadctl.engine.decisions import (
    BROADCAST,
    FORMER_OWNER,
    FROM,
    LEAD,
    NAMED_CODE,
    NOT_FOUND,
    NOTES,
    SHARE,
    WHEN,
    Lane,
    Passage,
    Row,
)
from leadctl.engine.draw import draw
from leadctl.engine.explain_candidates import CandidateTeller, draw_text, reasons, tie_break
from leadctl.engine.explanation import Explanation, HoldStory, LastWord, Step, Story
from leadctl.engine.finders.telling import Lookups
from leadctl.engine.plan import Planner
from leadctl.engine.run_rows import read_originals, read_past, read_rows
from leadctl.engine.snapshot import RuleBook, Snapshot, compile_rules, load
from leadctl.engine.strategies.least_loaded import LeastLoaded
from leadctl.engine.strategies.performance import Shares
from leadctl.engine.what_if import Decision, lawful
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
    found.overrides = [LastWord(*override) for override in approvals.of_lead(con, lead_id)]
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
        self._tell = CandidateTeller(con, now, self._people)
        self._lookups = Lookups(con)

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
            mode=p.mode,
            origin=p.origin,
            ended=p.end_kind,
            undone=p.undone_at is not None,
            offer=None if not p.offered else "broadcast" if p.offer_round == BROADCAST else "exclusive",
            offer_ends=p.expires_at if p.offered else None,
            accepted=p.accepted_at if p.offered else None,
        )
        steps = json.loads(p.path) if p.path else []
        story.former_owner = any(step[1] == FORMER_OWNER for step in steps)
        asked = [step for step in steps if step[0] != FROM and step[1] not in NOTES]
        sets = self._tell.sets([step[2] for step in asked if len(step) > 2])
        story.steps = [self._step(step, sets, book, row, p) for step in asked]
        rule = self._rule(book, p.strategy_id)
        if p.candidate_set_id is not None:
            chosen = self._tell.sets([p.candidate_set_id])[p.candidate_set_id]
            decision = self._tell.replayed(p, chosen, story.seed, rule)
            story.candidates = self._tell.tell(chosen, decision, book, rule, row, p)
            story.tie_break = None if story.former_owner else tie_break(story.candidates)
        story.why = self._lookups.matched(steps, book)
        self._why(story, rule, p.lead_id, p.ledger_band or "")
        return story

    def _why(self, story: Story, rule: Strategy | None, lead_id: int, lane: str) -> None:
        """Say why the winner won, besides his credit."""
        story.band = lane or None
        if rule is None or story.origin != "engine":
            return
        if rule.share is not None:
            story.why.append(draw_text(draw(story.seed, rule.name, lead_id), rule.share, inside=True))
        if story.former_owner:
            for candidate in story.candidates:
                candidate.what_if = candidate.what_if if candidate.code else None  # no credit would have helped
        else:
            story.why += reasons(story.candidates, rule, lane)

    def _place(self, p: TracedPassage) -> str:
        return f"[{self._teams[p.team_id] if p.level == 'team' and p.team_id else self._accounts[p.account_id]}]"

    def _strategy_name(self, strategy_id: int) -> str:
        return self._strategies.get(strategy_id, NAMED_IN_FILE)

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
            told.detail = draw_text(draw(book.config.seed, rule.name, row[LEAD]), rule.share, inside=False)
        elif code == NOT_FOUND:
            told.detail = self._lookups.missing(book, strategy_id, row)
        elif code == Code.LEAD_QUIET_HOURS:
            at = p.distributed_at if p is not None else self._now
            told.detail = lawful(self._tell.asked(book, rule, row, at)) or ""
        if chosen is not None:
            lead_id = row[0]
            seed = book.config.seed
            decision = Decision(chosen.members, {}, seed, lead_id, 0, None)
            told.candidates = self._tell.tell(chosen, decision, book, rule, row, p)
        elif code == NAMED_CODE:
            told.detail = "the recipient named in the file may not take it"
        return told

    def _people(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = load(self._con, self._book(None))
        return self._snapshot

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
        before = {(s.id, band): _standing(lane) for s in snapshot.stages for band, lane in s.lanes.items()}
        decisions = planner.decide(rows, read_past(self._con, rows), read_originals(self._con, book, rows))
        row = self._row(book, lead_id)
        story = Story(None, self._now, None, None, "", None, runs.config_version(self._con), book.config.seed)
        path: list[Any] = []
        if decisions.passages:
            last = decisions.passages[-1]
            path = [part for q in decisions.passages for part in q.path]
            self._recipient(story, decisions.passages)
            rule = self._rule(book, last.strategy_id)
            if last.candidates is not None:
                entries, opens, shares = before.get((last.strategy_id or 0, last.band), NOTHING)
                decision = Decision(
                    last.candidates.members, entries if last.cost else {}, story.seed, lead_id, last.id,
                    last.user_id if last.cost else None, opens, shares,
                )  # fmt: skip
                story.candidates = self._tell.tell(last.candidates, decision, book, rule, row, None)
            story.why = self._lookups.matched(path, book)
            self._why(story, rule, lead_id, last.band)
        for held in decisions.held:
            story.hold = str(held.code)
            path += held.path
        story.steps = [self._step(s, {}, book, row, None) for s in path if s[0] != FROM and s[1] not in NOTES]
        story.gate = self._gate(story.hold, book, row)
        return story

    def _recipient(self, story: Story, passages: Sequence[Passage]) -> None:
        """Put down who would get the lead, by which strategy, and until when an offer would stand."""
        last = passages[-1]
        story.strategy = self._strategy_name(last.strategy_id or 0)
        story.level = last.level
        story.recipient = self.login(last.user_id) or (
            f"[{self._teams[last.team_id] if last.team_id else self._accounts[last.account_id]}]"
        )
        if last.terms is not None:
            story.offer = "broadcast" if last.terms.round == BROADCAST else "exclusive"
            story.offer_ends = last.terms.expires_at
            if last.user_id is not None:
                story.recipient = ", ".join(self.login(q.user_id) or "" for q in passages if q.terms is not None)

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


NOTHING: tuple[Mapping[int, tuple[int, int]], Mapping[int, int] | None, Shares | None] = ({}, None, None)


def _standing(lane: Lane) -> tuple[Mapping[int, tuple[int, int]], Mapping[int, int] | None, Shares | None]:
    """Return a lane's numbers before it decides: credits, open leads where load decides, what shares come from."""
    opens = lane.method.opens() if isinstance(lane.method, LeastLoaded) else None
    return lane.ledger.entries(), opens, lane.shares
