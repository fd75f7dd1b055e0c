"""why-not USER: which leads passed a user by, and why."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from leadctl.config import Config
from leadctl.db import people, queue, settings, why_not
from leadctl.db.why_not import Decision
from leadctl.engine.decisions import FORMER_OWNER, FROM
from leadctl.engine.explain import explain
from leadctl.engine.explanation import Explanation, Step, Story
from leadctl.engine.why_not.figures import FORMER, TURN, OneLead, Passed, Reason

GIVEN = ""
EXAMPLES = 5  # leads of each reason in which a counterfactual is looked for
OFFER_ENDS = {end: f"offer_{end}" for end in ("rejected", "expired", "lost", "recalled")}
Outcome = tuple[str, int]  # reason code ('' = given to him), strategy id


def passed_by(con: sqlite3.Connection, config: Config, user: people.User, start: int, end: int, now: int) -> Passed:
    """Return the leads of [start, end) in whose decision the user stood, by what became of them; see Passed."""
    found = Passed(user.login, start, end, why_not.strategies_of(con, user.id, start, end))
    reader = _Reader(con, user.id)
    counts: Counter[Outcome] = Counter()
    examples: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=EXAMPLES))
    waiting: Counter[str] = Counter()
    several = why_not.given_again(con, start, end)
    last: dict[int, Outcome] = {}  # of leads with several decisions the last one counts
    for decision in why_not.decisions(con, start, end):
        outcome = reader.outcome(decision)
        if outcome is None:
            continue
        if decision.lead_id in several:
            if last.get(decision.lead_id, ("x", 0))[0] != GIVEN:
                last[decision.lead_id] = outcome
            continue
        counts[outcome] += 1
        examples[outcome[0]].append(decision.lead_id)
    for lead_id, path, _ in why_not.holds(con, start, end):
        outcome = reader.held(path)
        if outcome is not None and last.get(lead_id, ("x", 0))[0] != GIVEN:
            last[lead_id] = outcome
            waiting[outcome[0]] += 1
    for lead_id, outcome in last.items():
        counts[outcome] += 1
        examples[outcome[0]].append(lead_id)
    found.matched = sum(counts.values())
    found.given = sum(count for (code, _), count in counts.items() if code == GIVEN)
    found.reasons = _reasons(counts, waiting, settings.names(con, "strategy"))
    for reason in found.reasons:
        for lead_id in reversed(examples[reason.code]):  # the newest that has a counterfactual, else the newest
            what_if = _what_if(explain(con, lead_id, config, now), user.login, reason.code)
            if what_if is not None or reason.example is None:
                reason.example, reason.what_if = lead_id, what_if
            if what_if is not None:
                break
    return found


def _reasons(counts: Counter[Outcome], waiting: Counter[str], names: dict[int, str]) -> list[Reason]:
    found: dict[str, Reason] = {}
    for (code, strategy_id), count in counts.most_common():
        if code != GIVEN:
            reason = found.setdefault(code, Reason(code, waiting=waiting[code]))
            reason.leads += count
            reason.strategies[names.get(strategy_id, "(named)")] = count
    return sorted(found.values(), key=lambda r: (-r.leads, r.code))


class _Reader:
    """Reads traces for one user: which code he has in which candidate set."""

    def __init__(self, con: sqlite3.Connection, user_id: int) -> None:
        self._user_id = user_id
        member = re.compile(rf'\[{user_id},\d+,(?:null|"(\w+)")\]')
        self._codes: dict[int, str | None] = {}
        for set_id, members in why_not.sets_with(con, user_id):
            hit = member.search(members)
            if hit is not None:
                self._codes[set_id] = hit[1]
        self._paths: dict[str, Outcome | None] = {}

    def outcome(self, d: Decision) -> Outcome | None:
        """Return why this lead passed the user by, or that he got it; None when he stood nowhere."""
        strategy = d.strategy_id or 0
        if d.user_id == self._user_id:
            return (OFFER_ENDS.get(d.end_kind or "", GIVEN), strategy)
        if d.candidate_set_id in self._codes:
            code = self._codes[d.candidate_set_id]
            if code is None:
                code = FORMER if d.path is not None and f',"{FORMER_OWNER}"' in d.path else TURN
            return (code, strategy)
        return None if d.path is None else self.held(d.path)

    def held(self, path: str | None) -> Outcome | None:
        """Return the last reason for which the user was left out on the way that a trace tells."""
        if path is None:
            return None
        if path not in self._paths:
            self._paths[path] = self._of(json.loads(path))
        return self._paths[path]

    def _of(self, steps: Sequence[Sequence[object]]) -> Outcome | None:
        for step in reversed(steps):
            third = step[2] if len(step) > 2 and step[0] != FROM else None
            if isinstance(third, int) and third in self._codes:
                return (self._codes[third] or TURN, int(str(step[0])))
        return None


# ---------------------------------------------------------------- what would have changed it


def _what_if(found: Explanation, login: str, code: str) -> str | None:
    """Return what would have given the user the lead: of the newest decision in which he had that code."""
    stories: list[Story] = [*([found.live] if found.live else []), *reversed(found.passages)]
    for story in stories:
        groups = [story.candidates, *(step.candidates for step in reversed(story.steps))]
        for one in (c for group in groups for c in group):
            if one.user == login and not one.wins and (one.code or TURN) == (TURN if code == FORMER else code):
                return one.what_if
    return None


def one_lead(con: sqlite3.Connection, config: Config, user: people.User, lead_id: int, now: int) -> OneLead:
    """Return why the user did not get this lead, decision by decision. Raises NotFoundError."""
    story = explain(con, lead_id, config, now)
    label = queue.labels(con, [lead_id]).get(lead_id, "")
    found = OneLead(user.login, lead_id, label, story.owner)
    mine = {name.casefold() for name in why_not.strategies_of(con, user.id, 0, now + 1)}
    told: list[Story] = [*story.passages, *([story.live] if story.live else [])]
    for passage in told:
        for step in passage.steps:
            _step(step, user.login, mine, found)
        for one in passage.candidates:
            if one.user == user.login:
                code = "given" if one.wins else (one.code or (FORMER if passage.former_owner else TURN))
                found.steps.append((str(passage.strategy), code, "", one.what_if))
    asked = {name.casefold() for name, _, _, _ in found.steps}
    names = settings.names(con, "strategy").values()
    found.never = [name for name in names if name.casefold() in mine and name.casefold() not in asked]
    return found


def _step(step: Step, login: str, mine: set[str], found: OneLead) -> None:
    """Add a strategy that did not take the lead: with the user's own code, else with what the strategy said."""
    own = next((one for one in step.candidates if one.user == login), None)
    if own is not None:
        found.steps.append((step.strategy, own.code or TURN, "", own.what_if))
    elif step.strategy.casefold() in mine:
        found.steps.append((step.strategy, step.code, step.detail, None))
