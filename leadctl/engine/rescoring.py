"""Scores leads again: when the score rules change, when points have decayed, when somebody asks for it.

Only the lead's present score is written. Passages keep the score of their moment, so no past report changes.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadctl.config import Config
from leadctl.db import leads, persons, queue, settings
from leadctl.db.connection import immediate, snapshot
from leadctl.engine.importing.judge import Judge
from leadctl.engine.scoring import band_of, moves_with_time

CHUNK = 20_000  # leads per transaction
SHOWN = 10  # biggest changes that are kept


class Move(NamedTuple):
    """One lead whose score changed."""

    lead_id: int
    was: int
    score: int


@dataclass
class Rescored:
    """What scoring again did, or in a dry run would do. `bands` counts (from, to), None = below the lowest band.

    `erased`: leads whose person was erased; they are left alone.
    """

    looked: int = 0
    erased: int = 0
    up: int = 0
    down: int = 0
    biggest: list[Move] = field(default_factory=list)
    bands: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    labels: dict[int, str] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """Return how many leads have another score now."""
        return self.up + self.down

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as JSON values."""
        return {
            "looked": self.looked,
            "erased": self.erased,
            "changed": self.changed,
            "up": self.up,
            "down": self.down,
            "bands": [{"from": old, "to": new, "leads": count} for (old, new), count in self.bands.most_common()],
            "biggest": [{**m._asdict(), "name": self.labels.get(m.lead_id, "")} for m in self.biggest],
        }


def rescore_waiting(con: sqlite3.Connection, old: Config, new: Config, now: int) -> int:
    """Give every waiting lead its score under the new rules and return how many leads were looked at.

    Nothing is done when the score rules are the same. The caller holds the transaction.
    """
    return 0 if old.scores == new.scores else rescore(con, new, now, queue.waiting_ids(con)).looked


def rescore_decayed(con: sqlite3.Connection, config: Config, now: int, dry: bool = False) -> Rescored:
    """Score the waiting leads again whose rules go with time: decay, touches, last work, ages. Idempotent."""
    rules = [rule for rule in config.scores if moves_with_time(rule)]
    if not rules:
        return Rescored()
    types = settings.name_ids(con, "record_type")
    named = {rule.record_type.casefold() for rule in rules}
    wanted = [type_id for name, type_id in types.items() if "*" in named or name in named]
    return rescore(con, config, now, leads.waiting_of_types(con, wanted), dry=dry)


def rescore(
    con: sqlite3.Connection, config: Config, now: int, lead_ids: Iterable[int], *, dry: bool = False
) -> Rescored:
    """Score these leads by the rules as of `now` (seconds UTC), chunk by chunk, and return what changed."""
    asked = list(lead_ids)
    gone = persons.erased(con, asked)  # nothing is known any more that a score could go by
    ids = [lead_id for lead_id in asked if lead_id not in gone]
    judge = Judge(config, settings.names(con, "record_type"), now)
    found = Rescored(looked=len(ids), erased=len(gone))
    for start in range(0, len(ids), CHUNK):
        guard: AbstractContextManager[None] = snapshot(con) if dry else immediate(con)
        with guard:
            _chunk(con, config, judge, ids[start : start + CHUNK], found, dry)
    found.labels = queue.labels(con, [move.lead_id for move in found.biggest])
    return found


def _chunk(
    con: sqlite3.Connection, config: Config, judge: Judge, ids: Sequence[int], found: Rescored, dry: bool
) -> None:
    stored = leads.cells(con, ids, ("score", "score_parts"))
    rows = [row for row in judge.scores(con, ids) if stored[row[0]] != row[1:]]
    if not dry:
        leads.set_scores(con, rows)
    moves = [Move(lead_id, stored[lead_id][0], score) for lead_id, score, _ in rows if stored[lead_id][0] != score]
    found.up += sum(move.score > move.was for move in moves)
    found.down += sum(move.score < move.was for move in moves)
    for move in moves if config.score_bands else ():
        old, new = band_of(move.was, config.score_bands), band_of(move.score, config.score_bands)
        if old != new:
            found.bands[old, new] += 1
    found.biggest = heapq.nsmallest(SHOWN, [*found.biggest, *moves], key=lambda m: (-abs(m.score - m.was), m.lead_id))
