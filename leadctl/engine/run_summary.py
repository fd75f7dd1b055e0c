"""What a run did, or would do: counted while it goes, printed by commands, stored with the run. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadctl.engine.decisions import LEAD, LOOP, NOBODY, TOO_FAR, Decisions, Held, Passage
from leadctl.models import MICRO, NO_STRATEGY_NAMES, Hold

DUPLICATE = "duplicate"
DEAD_END = "dead_end"


class Move(NamedTuple):
    """One lead's outcome in a dry run: who gets it, or is asked, by which strategy, or why it waits."""

    lead_id: int
    label: str  # name, company, e-mail or phone
    strategy: str | None
    recipient: str | None
    hold: str | None
    offered: bool = False


class Given(NamedTuple):
    """How many leads one recipient got from one strategy, and was offered; level is user, team or account."""

    strategy: str
    recipient: str
    level: str
    leads: int
    offered: int = 0


class Shortage(NamedTuple):
    """Why a strategy had nobody: the reason codes of its candidates, most frequent first."""

    strategy: str
    codes: tuple[str, ...]
    leads: int


class Stopped(NamedTuple):
    """How many leads a strategy could not pass on: `loop` (they had been there), `too_many_hops`, `dead_end`."""

    strategy: str
    code: str
    leads: int


class Performer(NamedTuple):
    """What `performance` goes by for one member: matured leads given, won, rate and share (0 to 1).

    `win_rate` is shrunken towards the mean, with pick = "best" its lower 80 % bound; `share` is what he gets when all
    may take the lead.
    """

    strategy: str
    user: str
    given: int
    won: int
    win_rate: float
    share: float


@dataclass(frozen=True, slots=True)
class Names:
    """Ids to names, for summaries."""

    strategies: Mapping[int, str]
    users: Mapping[int, str]
    teams: Mapping[int, str]
    accounts: Mapping[int, str]

    def recipient(self, p: Passage) -> str:
        """Return a login, or the name of a team or account."""
        if p.user_id is not None:
            return self.users[p.user_id]
        return self.teams[p.team_id] if p.team_id is not None else self.accounts[p.account_id]

    def strategy(self, p: Passage) -> str:
        """Return the strategy's name, or `(named)` for a recipient that the file named."""
        return NO_STRATEGY_NAMES[p.origin] if p.strategy_id is None else self.strategies[p.strategy_id]


@dataclass(slots=True)
class RunSummary:
    """One run in numbers. `distributed` leads have somebody now, `offered` ones wait for an answer.

    A broadcast is one lead. `held` counts leads that still wait, `withheld` duplicates of owned leads.
    """

    run_id: int | None
    dry_run: bool
    now: int
    config_version: int | None
    seed: str
    considered: int = 0
    distributed: int = 0
    offered: int = 0
    hops: int = 0
    withheld: int = 0
    given: list[Given] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    examples: dict[str, int] = field(default_factory=dict)  # reason -> one lead held for it
    shortages: list[Shortage] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)  # those of the warnings that every run says until people act
    moves: list[Move] = field(default_factory=list)  # dry runs only
    performance: list[Performer] = field(default_factory=list)  # dry runs only; a run keeps its figures in a table

    @property
    def waiting(self) -> int:
        """Return how many leads still wait: without duplicates that go with their original, and what can be pulled."""
        return sum(self.held.values()) - self.queued

    @property
    def queued(self) -> int:
        """Return how many leads wait in pull queues: they are where they should be."""
        return self.held.get(Hold.QUEUED, 0)

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON values; the keys are stable."""
        found: dict[str, Any] = {
            "run": self.run_id,
            "dry_run": self.dry_run,
            "now": self.now,
            "config_version": self.config_version,
            "seed": self.seed,
            "considered": self.considered,
            "distributed": self.distributed,
            "offered": self.offered,
            "hops": self.hops,
            "held": self.waiting,
            "queued": self.queued,
            "withheld_duplicates": self.withheld,
            "given": [g._asdict() for g in self.given],
            "held_by_reason": self.held,
            "examples": self.examples,
            "shortages": [{"strategy": s.strategy, "codes": list(s.codes), "leads": s.leads} for s in self.shortages],
            "stopped": [s._asdict() for s in self.stopped],
            "warnings": self.warnings,
        }
        if self.dry_run:
            found["leads"] = [m._asdict() for m in self.moves]
            found["performance"] = [p._asdict() for p in self.performance]
        return found


class Tally:
    """Counts decisions as the chunks go by."""

    def __init__(self, summary: RunSummary, names: Names) -> None:
        self.summary = summary
        self._names = names
        self._given: Counter[tuple[int | None, str, str, str]] = Counter()
        self._offered: Counter[tuple[int | None, str, str, str]] = Counter()
        self._held: Counter[str] = Counter()
        self._short: Counter[tuple[int, tuple[str, ...]]] = Counter()
        self._stopped: Counter[tuple[int, str]] = Counter()

    def went_by(self, strategy_id: int, rows: Iterable[tuple[int, int, int, int, int]]) -> None:
        """Note (user, given, won, rate, share; in millionths) that a strategy goes by, the largest share first."""
        names = self._names
        for user_id, given, won, rate, share in sorted(rows, key=lambda row: (-row[4], names.users[row[0]])):
            self.summary.performance.append(
                Performer(names.strategies[strategy_id], names.users[user_id], given, won, rate / MICRO, share / MICRO)
            )

    def add(self, decisions: Decisions, considered: int, labels: Mapping[int, str]) -> None:
        """Count one chunk; `labels` name the leads in a dry run."""
        summary = self.summary
        summary.considered += considered
        self._stopped += decisions.stopped
        asked: int | None = None  # the lead offered last
        ends = _at_an_end(decisions)
        self._stopped.update((strategy_id, DEAD_END) for strategy_id in ends.values())
        for p in decisions.passages:
            if p.passed_on:
                summary.hops += 1
                continue
            offered = p.terms is not None and not p.terms.accepted
            key = (p.strategy_id, self._names.strategy(p), self._names.recipient(p), p.level)
            (self._offered if offered else self._given)[key] += 1
            if p.row[LEAD] == asked:  # one more of a broadcast
                if summary.dry_run:
                    last = summary.moves[-1]
                    summary.moves[-1] = last._replace(recipient=f"{last.recipient}, {key[2]}")
                continue
            asked = p.row[LEAD] if offered else None
            summary.offered += offered
            summary.distributed += not offered
            if summary.dry_run:
                summary.moves.append(Move(p.row[LEAD], labels.get(p.row[LEAD], ""), key[1], key[2], None, offered))
        for held in decisions.held:
            if held.lead_id not in ends:
                self._hold(held, labels)
        self._write()

    def _hold(self, held: Held, labels: Mapping[int, str]) -> None:
        summary = self.summary
        if held.waiting == 0:
            summary.withheld += 1
        else:
            self._held[str(held.code)] += 1
            summary.examples.setdefault(str(held.code), held.lead_id)
            self._shortage(held)
        if summary.dry_run:
            summary.moves.append(Move(held.lead_id, labels.get(held.lead_id, ""), None, None, str(held.code)))

    def _shortage(self, held: Held) -> None:
        for strategy_id, code, candidates in held.path:
            if code == NOBODY and candidates is not None:
                codes = Counter(reason for _, _, reason in candidates.members if reason)
                self._short[(strategy_id, tuple(str(c) for c, _ in codes.most_common()))] += 1

    def _write(self) -> None:
        names = self._names.strategies
        self.summary.stopped = [Stopped(names[s], code, count) for (s, code), count in self._stopped.most_common()]
        order = {strategy_id: at for at, strategy_id in enumerate(self._names.strategies)}
        given, offered = self._given, self._offered
        keys = sorted(
            given.keys() | offered.keys(),
            key=lambda k: (order.get(k[0] or 0, len(order)), -given[k], -offered[k], k[2]),
        )
        self.summary.given = [Given(*k[1:], given[k], offered[k]) for k in keys]
        self.summary.held = dict(self._held.most_common())
        self.summary.shortages = [
            Shortage(self._names.strategies[strategy_id], codes, count)
            for (strategy_id, codes), count in self._short.most_common(20)
        ]


def _at_an_end(decisions: Decisions) -> dict[int, int]:
    """Return lead -> the strategy that gave it to a place from which none takes it: given out, and counted once.

    Not those that a strategy could not pass on from there: they are on their way.
    """
    held = {
        h.lead_id
        for h in decisions.held
        if h.code == Hold.NO_STRATEGY and all(code not in {LOOP, TOO_FAR} for _, code, _ in h.path)
    }
    standing = ((p.row[LEAD], p.strategy_id) for p in decisions.passages if not p.passed_on)
    return {lead: strategy_id for lead, strategy_id in standing if lead in held and strategy_id is not None}
