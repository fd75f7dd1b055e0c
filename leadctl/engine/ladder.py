"""The ladder of offers: one after the other, then those asked all at once, then whatever on_empty says. Pure.

A strategy asks each candidate for a lead once in the first round (at most one offer pending at a time), the next best
first. When nobody is left to be asked, those who let their offer run out are asked once more, all at once, and the
first yes wins. Whoever said no is never asked again. The ladder begins anew once somebody has had the lead. Somebody
who was never asked (he came on shift late) is asked even after the broadcast, before the catch-all.

Source: the offer engines described by Lead Assign (exclusive offers to the next best, a second round for those who let
it run out but not for those who said no, then a catch-all).
"""

from __future__ import annotations

from collections.abc import Iterable

from leadctl.clock import DAY
from leadctl.engine.candidates import CandidateSet, Desk, Past, Pool
from leadctl.engine.decisions import BROADCAST, EXCLUSIVE, Found, Node, Offer, Row, Stage, Terms
from leadctl.hours import HORIZON_DAYS, Hours
from leadctl.models import Code

Groups = tuple[frozenset[int] | None, ...]  # user ids to try in order; None = all members
STEP = 8 * DAY


def groups(found: Found | None) -> Groups:
    """Return the groups of candidates that a finder names, in the order in which they are tried."""
    return (None,) if found is None else found.groups


def one_by_one(stage: Stage) -> bool:
    """Return whether the strategy gives the lead, or offers it, to one user at a time."""
    return stage.offer is None or not stage.offer.broadcast


def broadcast_set(
    stage: Stage, pool: Pool, row: Row, past: Past, quiet: bool, found: Found | None = None
) -> CandidateSet | None:
    """Return who is asked all at once, or None when the strategy has no such step for this lead (any more).

    With `broadcast = true` everybody eligible who was not asked yet, else those whose offer of this lead ran out.
    """
    offer = stage.offer
    if offer is None:
        return None
    if offer.broadcast:
        last = None
        for group in groups(found):
            last = pool.candidates(row, past, quiet=quiet, group=group)
            if last.users:
                return last
        return last
    asked = frozenset(user for strategy, user in past.asked if strategy == stage.id)
    if not asked or stage.id in past.broadcast:
        return None
    return pool.candidates(row, past._replace(asked=frozenset()), quiet=quiet, group=asked)


def node_round(stage: Stage, node: Node, past: Past) -> tuple[int, str]:
    """Return (round in which an account or team is asked, why it is not asked any more or an empty text)."""
    if node in past.nodes:
        return EXCLUSIVE, Code.REJECTED_BEFORE.value
    if stage.offer is None:
        return EXCLUSIVE, ""
    if (stage.id, node) not in past.asked_nodes:
        return BROADCAST if stage.offer.broadcast else EXCLUSIVE, ""
    return BROADCAST, Code.EXPIRED_BEFORE.value if stage.id in past.broadcast else ""


def terms(offer: Offer, desk: Desk, user_id: int, round_: int = EXCLUSIVE) -> Terms:
    """Return the deadline of an offer to a user, and whether he has said yes beforehand.

    In a broadcast nobody has: it would always be the same one who is quickest.
    """
    user = desk.users[user_id]
    ends = desk.moment + offer.window
    if offer.working:  # who is never at work again has the window by the clock on the wall
        ends = user.hours.after(desk.moment, offer.window) or ends
    return Terms(ends, round_, user.auto_accept and round_ != BROADCAST)


def node_terms(offer: Offer, desk: Desk, node: Node, round_: int, accepted: bool) -> Terms:
    """Return the deadline of an offer to an account or team: its working time is when any of its people works."""
    ends = desk.moment + offer.window
    if offer.working:
        people = [u for u in desk.users.values() if not u.disabled and node in {u.account_id, -(u.team_id or 0)}]
        ends = after_any([u.hours for u in people], desk.moment, offer.window) or ends
    return Terms(ends, round_, accepted)


def after_any(hours: Iterable[Hours], moment: int, seconds: int) -> int | None:
    """Return the first moment at which `seconds` have passed in which at least one of them worked, or None."""
    people = list(hours)
    until = moment + HORIZON_DAYS * DAY + seconds
    for start in range(moment, until, STEP):
        end = min(start + STEP, until)
        at = start
        for opens, closes in sorted(span for person in people for span in person.working(start, end)):
            opens = max(opens, at)
            if closes - opens >= seconds:
                return opens + seconds
            if closes > opens:
                seconds -= closes - opens
                at = closes
    return None
