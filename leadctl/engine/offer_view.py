"""Offers as they are listed: names instead of ids, the time that is left, what became of each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.config import Config
from leadctl.db import offer_list, people, queue, settings
from leadctl.db.offers import Offer
from leadctl.engine.snapshot import load_users
from leadctl.hours import Hours


@dataclass(frozen=True, slots=True)
class OfferView:
    """One offer in words. Times in seconds UTC, what is left in seconds.

    `state`: pending, accepted, auto-accepted, rejected, expired, lost, superseded, recalled, undone.
    """

    id: int
    lead_id: int
    label: str
    recipient: str
    level: str
    strategy: str | None
    shared: bool
    round: int | None
    at: int
    expires_at: int | None
    state: str
    answered_at: int | None = None
    answered_by: str | None = None
    reason: str | None = None
    seconds_left: int | None = None
    working_left: int | None = None  # of that at work, where the strategy counts working time


def listed(
    con: sqlite3.Connection,
    config: Config,
    now: int,
    *,
    user_id: int | None = None,
    lead_id: int | None = None,
    closed_too: bool = False,
    limit: int = 200,
) -> list[OfferView]:
    """Return offers, pending ones first, the next to end on top; with `closed_too` then the others, newest first."""
    found = offer_list.listed(con, now, user_id=user_id, lead_id=lead_id, closed_too=closed_too, limit=limit)
    if not found:
        return []
    labels = queue.labels(con, list({o.lead_id for o in found}))
    logins, teams, accounts = people.user_names(con), people.team_names(con), people.account_names(con)
    strategies = settings.names(con, "strategy")
    working = {s.name.casefold() for s in config.strategies if s.offer is not None and s.offer.working}
    counted = [o for o in found if strategies.get(o.strategy_id or 0, "").casefold() in working and o.pending]
    hours = {u.id: u.hours for u in load_users(con, config, now).values()} if counted else {}
    views = []
    for o in found:
        if o.user_id is not None:
            who = logins[o.user_id]
        else:
            who = f"[{teams[o.team_id] if o.level == 'team' and o.team_id is not None else accounts[o.account_id]}]"
        word, answered_at = _state(o)
        left = None if o.expires_at is None or not o.pending else o.expires_at - now
        views.append(
            OfferView(
                o.id, o.lead_id, labels.get(o.lead_id, ""), who, o.level, strategies.get(o.strategy_id or 0),
                bool(o.shared), o.round, o.distributed_at, o.expires_at, word, answered_at,
                None if o.answered_by is None else logins[o.answered_by], o.reject_reason, left,
                _working_left(o, now, hours) if o in counted else None,
            )
        )  # fmt: skip
    return views


def _state(o: Offer) -> tuple[str, int | None]:
    """Return what became of an offer, and when."""
    if o.undone_at is not None:
        return "undone", o.undone_at
    if o.accepted_at is not None:
        return ("auto-accepted" if o.auto_accepted else "accepted"), o.accepted_at
    if o.ended_at is not None:
        return o.end_kind or "ended", o.ended_at
    return "pending", None


def _working_left(o: Offer, now: int, hours: dict[int, Hours]) -> int | None:
    """Return the working seconds left of an offer to a user; None for accounts and teams, and once it is over."""
    if o.user_id is None or o.expires_at is None or o.expires_at <= now:
        return None
    return hours[o.user_id].seconds(now, o.expires_at)
