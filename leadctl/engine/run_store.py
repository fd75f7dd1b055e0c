"""Writes what the planner decided: passages, state, holds, credits, one chunk within the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from leadctl.db import attribution, distributions, holds, performance, state
from leadctl.db import credits as credit_rows
from leadctl.db.credits import Vector
from leadctl.db.holds import Hold
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.decisions import (
    BROADCAST,
    CAMPAIGN,
    FROM,
    HELD,
    LEAD,
    PRIORITY,
    PRODUCT,
    SCORE,
    SOURCE,
    STATUS,
    TYPE,
    VALUE,
    Decisions,
    Held,
    Part,
    Passage,
    Row,
    Stage,
)
from leadctl.engine.strategies.least_loaded import LeastLoaded
from leadctl.models import EndKind

# The columns that the engine fills; what is not named stays null.
COLUMNS = (
    "id", "lead_id", "level", "mode", "origin", "strategy_id", "run_id", "user_id", "team_id", "account_id",
    "distributed_at", "recorded_at", "system_then", "record_type_id", "source_id", "campaign_id", "product_id",
    "priority", "value", "score", "candidate_set_id", "ledger_cost", "path", "again",
)  # fmt: skip
SPECIAL = ("ledger_band", "offered", "auto_accepted", "expires_at", "accepted_at", "offer_round", "shared")
_WENT_ON = EndKind.PASSED_ON.value
PASSED_ON = ("passed_on_at", "ended_at", "end_kind")
REMEMBERED = 20_000  # traces kept as text; leads with a past of their own make many


class Store:
    """The writer of one run. Candidate sets and traces met before keep their id and text."""

    def __init__(self, con: sqlite3.Connection, run_id: int, now: int, systems: Mapping[int, str]) -> None:
        self._con, self._run_id, self._now, self._systems = con, run_id, now, systems
        self._sets: dict[bytes, int] = {}
        self._told: set[int] = set()  # strategies whose performance figures are stored
        self._paths: dict[tuple[Part, ...], str | None] = {(): None}

    def chunk(self, decisions: Decisions, rows: Sequence[Row]) -> None:
        """Write one chunk's decisions. Earlier passages go on before new ones stand: one open holder per lead."""
        distributions.pass_on(self._con, decisions.passed_on, self._now, self._now)
        kinds: dict[tuple[bool, bool], list[tuple[Any, ...]]] = {}
        for p in decisions.passages:
            special = p.terms is not None or p.band != ""
            row = self._passage(p) + (self._special(p) if special else ())
            kinds.setdefault((not p.passed_on, special), []).append(
                (*row, self._now, self._now, _WENT_ON) if p.passed_on else row
            )
        for standing, special in sorted(kinds):  # those that went on first
            columns = COLUMNS + (SPECIAL if special else ()) + (() if standing else PASSED_ON)
            distributions.insert(self._con, kinds[standing, special], columns)
        state.place(self._con, decisions.placed)
        self._holds(decisions, rows)
        given = [p[-1] for p in decisions.placed]
        attribution.mark_repeats(self._con, given, self._now)
        attribution.reattribute_worked_since(self._con, given, self._now)

    def checkpoint(self, before: int, stages: Sequence[Stage], vectors: Mapping[tuple[int, str], Vector]) -> None:
        """Write the credits that changed, and keep those that stood before distribution `before`.

        `vectors` are those, by strategy and band.
        """
        for stage in stages:
            for band, lane in stage.lanes.items():
                opens = lane.method.mark() if isinstance(lane.method, LeastLoaded) else None
                if lane.ledger.changed:
                    key = (stage.id, band)
                    credit_rows.add_checkpoint(self._con, self._run_id, key, before, vectors[key], opens)
                    credit_rows.save(self._con, key, lane.ledger.entries())
                    lane.ledger.changed = False
                    if lane.shares is not None and stage.id not in self._told:
                        performance.add_figures(self._con, self._run_id, stage.id, lane.shares.rows())
                        self._told.add(stage.id)

    # ------------------------------------------------------------ rows

    def _passage(self, p: Passage) -> tuple[Any, ...]:
        row, now = p.row, self._now
        return (
            p.id, row[LEAD], p.level, "push" if p.origin == "engine" else "none", p.origin, p.strategy_id,
            self._run_id, p.user_id, p.team_id, p.account_id, now, now, self._systems[row[STATUS]], row[TYPE],
            row[SOURCE], row[CAMPAIGN], row[PRODUCT], row[PRIORITY], row[VALUE], row[SCORE],
            None if p.candidates is None else self._set_id(p.candidates), p.cost, self.path(p.path), int(p.again),
        )  # fmt: skip

    def _special(self, p: Passage) -> tuple[Any, ...]:
        """Return what only offers and strategies by score band store."""
        terms = p.terms
        if terms is None:
            return (p.band or None, 0, 0, None, None, None, 0)
        accepted = self._now if terms.accepted else None
        shared = int(terms.round == BROADCAST and not terms.accepted)
        return (p.band or None, 1, int(terms.accepted), terms.expires_at, accepted, terms.round, shared)

    def _set_id(self, candidates: CandidateSet) -> int:
        found = self._sets.get(candidates.digest)
        if found is None:
            found = credit_rows.intern_set(self._con, candidates.digest, candidates.text)
            self._sets[candidates.digest] = found
        return found

    def path(self, parts: tuple[Part, ...]) -> str | None:
        """Return the trace as JSON: [[strategy, code], [strategy, code, candidate set], ["from", account, team]]."""
        if parts in self._paths:
            return self._paths[parts]
        steps: list[list[Any]] = []
        for first, code, third in parts:
            if isinstance(third, CandidateSet):
                steps.append([first, code, self._set_id(third)])
            else:
                steps.append([first, code, third] if first == FROM or third is not None else [first, code])
        if len(self._paths) >= REMEMBERED:
            self._paths = {(): None}
        text = self._paths[parts] = json.dumps(steps, separators=(",", ":"))
        return text

    # ------------------------------------------------------------ holds

    def _holds(self, decisions: Decisions, rows: Sequence[Row]) -> None:
        """Write the holds that changed, and remove those of leads that were placed."""
        before = {row[LEAD]: row[HELD] for row in rows if row[HELD] is not None}
        held = {h.lead_id for h in decisions.held}
        holds.clear(self._con, [p[-1] for p in decisions.placed if p[-1] in before and p[-1] not in held])
        known = holds.of_leads(self._con, before)
        placed = {p[-1] for p in decisions.placed}
        changed: list[Held] = []
        for h in decisions.held:
            old = known.get(h.lead_id)
            if h.lead_id in placed or old is None or (old.code, old.path) != (h.code, self.path(h.path)):
                changed.append(h)
        state.set_holds(
            self._con, [(h.code, h.waiting, h.lead_id) for h in decisions.held if self._moves(h, before, placed)]
        )
        holds.put(self._con, [Hold(h.lead_id, h.code, self.path(h.path), self._now, self._run_id) for h in changed])

    @staticmethod
    def _moves(h: Held, before: Mapping[int, str], placed: set[int]) -> bool:
        """Return whether lead_state must be written: a new code, a withheld lead, or one placed a moment ago."""
        return before.get(h.lead_id) != h.code or h.waiting == 0 or h.lead_id in placed or h.code == "duplicate"
