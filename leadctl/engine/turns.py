"""Takes turns back: subtracts from the credits exactly what decisions booked. Undo, recall and `turn_kept` use it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from leadctl.db import credits as credit_rows
from leadctl.db import undo as rows
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import deltas


class Charged(Protocol):
    """A passage that the ledger charged: what is needed to know every increment it booked."""

    @property
    def id(self) -> int: ...
    @property
    def strategy_id(self) -> int | None: ...
    @property
    def ledger_band(self) -> str: ...
    @property
    def candidate_set_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...


def give_back(con: sqlite3.Connection, charged: Sequence[Charged]) -> None:
    """Subtract from the credits what these decisions booked; the caller has marked their charges as reversed.

    "Longest since his last" is found again only for those whose last lead is among them.
    """
    if not charged:
        return
    texts = credit_rows.sets(con, {p.candidate_set_id for p in charged if p.candidate_set_id is not None})
    sets = {set_id: CandidateSet.from_text(text) for set_id, text in texts.items()}
    booked = Counter(((p.strategy_id, p.ledger_band), p.candidate_set_id, p.user_id) for p in charged)
    gone = {p.id for p in charged}
    vectors = credit_rows.load(con)
    touched: set[tuple[int, str]] = set()
    for (strategy_id, band), set_id, winner in booked:
        if strategy_id is not None and set_id is not None and winner is not None:  # the ledger decides with all three
            key = (strategy_id, band)
            touched.add(key)
            vector = vectors.setdefault(key, {})
            for user, change in deltas(sets[set_id], winner):
                micro, last = vector.get(user, (0, 0))
                vector[user] = (micro - change * booked[key, set_id, winner], last)
    loose = {user for key in touched for user, (_, last) in vectors[key].items() if last in gone}
    latest = rows.last_distributions(con, loose)
    for key in touched:
        new = {
            user: (micro, latest.get((*key, user), 0) if last in gone else last)
            for user, (micro, last) in vectors[key].items()
        }
        credit_rows.save(con, key, new)
    credit_rows.forget_empty(con)
