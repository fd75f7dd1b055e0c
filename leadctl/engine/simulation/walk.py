"""What a walk through a past period did. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Walk:
    """Counts of one replay."""

    moments: int = 0  # at which the rules ran
    real: int = 0  # of these, at which a run took place
    gifts: int = 0  # leads given by hand as they were
    skipped_gifts: int = 0  # the rules had given the lead to somebody before the person did
    pulls: int = 0  # attempts, when they really took place
    pulled: int = 0  # leads taken by them
    offered: int = 0  # leads offered, each time counted
    accepted: int = 0  # of these, accepted
    offers_known: bool = False  # people's answers are on record
