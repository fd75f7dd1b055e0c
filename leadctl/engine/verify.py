"""Recomputes everything that is kept from the append-only rows, and compares."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from leadctl.db import activities, attribution, checks, connection, offer_checks, people, settings
from leadctl.db import credits as credit_rows
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import deltas


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was compared, and one line per difference (none = all is right)."""

    leads: int
    passages: int
    activities: int
    credits: int
    differences: tuple[str, ...]


def verify(con: sqlite3.Connection, now: int, progress: Callable[[int, int], None] | None = None) -> Verdict:
    """Compare owners, holders, waiting, statuses, holds, offers, credits, counters with a recomputation.

    `progress` is told after each check how many of them are done.
    """
    others: tuple[Callable[[sqlite3.Connection], Iterable[str]], ...]
    others = (_ledger, activities.differences, offer_checks.differences, attribution.differences)
    total = checks.LEAD_CHECKS + len(others)
    found: list[str] = []
    with connection.snapshot(con):
        parts = chain(checks.lead_differences(con, now), (part(con) for part in others))  # each when its turn comes
        for number, lines in enumerate(parts, 1):
            found += lines
            if progress:
                progress(number, total)
        return Verdict(*checks.counts(con), tuple(found))


def _ledger(con: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with candidate sets and credits."""
    sets: dict[int, CandidateSet] = {}
    for set_id, digest, text in credit_rows.all_sets(con):
        if blake2b(text.encode(), digest_size=16).digest() != digest:
            yield f"candidate set {set_id}: its content does not match its digest"
        sets[set_id] = CandidateSet.from_text(text)
    micro: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    last: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    logins, strategies = people.user_names(con), settings.names(con, "strategy")
    for strategy_id, band, set_id, winner, times, newest in credit_rows.charged(con):
        candidates = sets.get(set_id)
        if candidates is None or winner not in candidates.users:
            yield f"passage {newest}: {logins.get(winner, winner)} was not eligible in candidate set {set_id}"
            continue
        for user, change in deltas(candidates, winner):
            micro[strategy_id, band, user] += change * times
        key = (strategy_id, band, winner)
        last[key] = max(last[key], newest)
    kept = {(*ledger, u): entry for ledger, vector in credit_rows.load(con).items() for u, entry in vector.items()}
    for key in sorted(kept.keys() | micro.keys()):
        right = (micro[key], last[key])
        if kept.get(key, (0, 0)) != right:
            name = f"{_ledger_name(strategies, key[:2])}, {logins.get(key[2], key[2])}"
            yield f"credit of {name}: kept as {kept.get(key)}, recomputed {right}"
    for ledger in sorted({key[:2] for key in kept}):
        total = sum(entry[0] for key, entry in kept.items() if key[:2] == ledger)
        if total:
            yield f"credits of {_ledger_name(strategies, ledger)}: they sum to {total}, not to 0"


def _ledger_name(strategies: Mapping[int, str], ledger: credit_rows.Key) -> str:
    """Return a ledger's name: the strategy's, and the band's where it keeps one for each."""
    strategy_id, band = ledger
    name = strategies.get(strategy_id, str(strategy_id))
    return f"{name} [{band}]" if band else name
