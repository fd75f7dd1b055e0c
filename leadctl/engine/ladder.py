"""The ladder of offers: one after the other, then everybody asked at once, then whatever on_empty says. Pure.

Source: the offer engines described by Lead Assign (exclusive offers to the next best, a second round for those who let
it run out but not for those who said no, then a catch-all).
"""

from __future__ import annotations

from leadctl.engine.candidates import CandidateSet, Desk, Past, Pool
from leadctl.engine.decisions import BROADCAST, EXCLUSIVE, Offer, Row, Stage, Terms


def first_round(stage: Stage, past: Past) -> bool:
    """Return whether the strategy still offers the lead to one user at a time (always, when it makes no offers)."""
    return stage.offer is None or not (stage.offer.broadcast or stage.id in past.broadcast)


def broadcast_set(stage: Stage, pool: Pool, row: Row, past: Past, quiet: bool) -> CandidateSet | None:
    """Return who is asked all at once, or None when the strategy has no second round for this lead (any more).

    With `broadcast = true` everybody eligible, else those whose offer of this lead ran out.
    """
    offer = stage.offer
    if offer is None or stage.id in past.broadcast:
        return None
    if offer.broadcast:
        return pool.candidates(row, past, quiet=quiet)
    asked = frozenset(user for strategy, user in past.asked if strategy == stage.id)
    if not asked:
        return None
    return pool.candidates(row, past._replace(asked=frozenset()), quiet=quiet, group=asked)


def terms(offer: Offer, desk: Desk, user_id: int, round_: int = EXCLUSIVE) -> Terms:
    """Return the deadline of an offer to a user, and whether he has said yes beforehand."""
    user = desk.users[user_id]
    ends = desk.moment + offer.window
    if offer.working:  # who is never at work again has the window by the clock on the wall
        ends = user.hours.after(desk.moment, offer.window) or ends
    return Terms(ends, round_, user.auto_accept and round_ != BROADCAST)
