"""Answers to offers, and offers that end without one: yes, no, too late, not wanted any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leadctl.clock import show
from leadctl.config import Config, load_text
from leadctl.config.model import OfferRule
from leadctl.db import attribution, leads, people, seen, settings, state
from leadctl.db import offers as rows
from leadctl.db.connection import immediate
from leadctl.db.offers import Offer, Turn
from leadctl.engine.turns import give_back
from leadctl.errors import ConflictError, LeadctlError, NotFoundError, UsageError
from leadctl.models import FINISHED, EndKind

BY_NUMBER = "offer:"  # `offer:12` is the offer 12, whatever lead 12 is


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer came to. `distribution_id` is the passage by which the lead is his now, None after a no."""

    offer_id: int
    lead_id: int
    user_id: int
    at: int
    accepted: bool
    distribution_id: int | None = None
    lost: int = 0  # other offers of the broadcast that ended with this yes
    reason: str | None = None
    others: int = 0  # other offers of the broadcast that still wait, after a no
    turn_kept: bool = False


# ---------------------------------------------------------------- answers


def accept(con: sqlite3.Connection, config: Config, text: str, user_id: int, now: int) -> Answer:
    """Accept the offer that `text` (a lead, or `offer:12`) names for the user; the lead is his.

    Raises NotFoundError (lead, offer), ConflictError: disabled user, not asked, or a closed offer, with who has the
    lead now.
    """
    with immediate(con):
        offer = _answerable(con, config, text, user_id, now)
        others = _beside(con, offer)
        made = rows.take(con, offer, user_id, now, now)
        attribution.reattribute_worked_since(con, [offer.lead_id], now)
        seen.mark(con, user_id, now)
        return Answer(offer.id, offer.lead_id, user_id, now, True, made, lost=others)


def reject(
    con: sqlite3.Connection, config: Config, text: str, user_id: int, now: int, reason: str | None = None
) -> Answer:
    """Reject the offer; the lead waits again at once, and the user gets no other offer of it.

    Raises as accept does, and UsageError when the strategy wants a reason and none is given.
    """
    with immediate(con):
        offer = _answerable(con, config, text, user_id, now)
        rule = _rules(con, config)(offer.strategy_id)
        said = (reason or "").strip() or None
        if said is None and rule is not None and rule.reject_reason:
            raise UsageError(
                f"lead {offer.lead_id} is rejected with a reason only: its strategy wants one",
                slug="reason-needed",
                hint='--reason "wrong region"',
            )
        turn = rows.reject(con, offer, user_id, now, said)
        seen.mark(con, user_id, now)
        _turns_back(con, config, [turn])
        rows.settle(con, [offer.lead_id], now)
        kept = turn.ledger_cost > 0 and rule is not None and rule.turn_kept
        others = _beside(con, offer)
        return Answer(offer.id, offer.lead_id, user_id, now, False, reason=said, others=others, turn_kept=kept)


def _beside(con: sqlite3.Connection, offer: Offer) -> int:
    """Return how many other offers of the same broadcast wait for an answer."""
    if not offer.shared:
        return 0
    return sum(o.pending and o.id != offer.id for o, _ in rows.of_lead(con, offer.lead_id, 0, offer.distributed_at))


def _answerable(con: sqlite3.Connection, config: Config, text: str, user_id: int, now: int) -> Offer:
    """Return the offer meant; see accept for what is refused."""
    user = next((u for u in people.all_users(con) if u.id == user_id), None)
    if user is None:
        raise NotFoundError(f"no user {user_id}", slug="no-user", hint="leadctl user list")
    if user.disabled_at is not None:
        raise ConflictError(
            f'user "{user.login}" is disabled and takes no leads',
            slug="user-disabled",
            hint=f"leadctl user enable {user.login}",
        )
    lead_id, number = _named(con, config, text)
    mine = [o for o, may in rows.of_lead(con, lead_id, user_id, now) if may and number in {None, o.id}]
    waits = [o for o in mine if o.pending and (o.expires_at is None or o.expires_at > now)]
    if waits:
        return next((o for o in waits if o.level == "user"), waits[-1])
    if mine:
        raise _closed(con, config, mine[-1], user.login, now)
    what = f"offer {number}" if number is not None else f"lead {lead_id}"
    raise ConflictError(
        f"{what} was not offered to {user.login}; {who_has(con, lead_id, now, config.timezone)}",
        slug="not-offered",
        hint=f"leadctl offer list --user {user.login}",
    )


def _named(con: sqlite3.Connection, config: Config, text: str) -> tuple[int, int | None]:
    """Return (lead, offer or None) that `text` names: a lead, `offer:12`, or the number of an offer and no lead."""
    word = text.strip().casefold()
    digits = word.removeprefix(BY_NUMBER).strip()
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None
    offer = None if number is None else rows.get(con, number)
    if word.startswith(BY_NUMBER):
        if offer is None:
            raise NotFoundError(f"no offer {digits}", slug="no-offer", hint="leadctl offer list --all")
        return offer.lead_id, offer.id
    try:
        return leads.resolve_lead(con, text, config.region), None
    except NotFoundError:
        if offer is None:
            raise
        return offer.lead_id, offer.id


def _closed(con: sqlite3.Connection, config: Config, offer: Offer, login: str, now: int) -> LeadctlError:
    """Return the error for an answer that comes too late: what became of the offer, and who has the lead."""
    zone = config.timezone
    if offer.pending:
        how, at = "ran out", offer.expires_at
    elif offer.undone_at is not None:
        how, at = "was taken back", offer.undone_at
    elif offer.accepted_at is not None:
        how, at = "was accepted", offer.accepted_at
    else:
        how, at = _ENDS.get(offer.end_kind or "", "ended"), offer.ended_at
    when = "" if at is None else f" at {show(at, zone)}"
    return ConflictError(
        f"the offer of lead {offer.lead_id} to {login} {how}{when}; {who_has(con, offer.lead_id, now, zone)}",
        slug="offer-closed",
        hint=f"leadctl offer list --user {login}",
    )


_ENDS: dict[str, str] = {
    EndKind.REJECTED: "was rejected",
    EndKind.EXPIRED: "ran out",
    EndKind.LOST: "went to somebody who was faster",
    EndKind.SUPERSEDED: "ended: the lead was given by hand",
    EndKind.RECALLED: "was recalled",
}


def who_has(con: sqlite3.Connection, lead_id: int, now: int, zone: str) -> str:
    """Return in words who has the lead now and since when, or for what it waits."""
    lead = state.moment(con, lead_id, now)
    if lead is None:
        return "there is no such lead"
    names = people.user_names(con)
    if lead.owner_id is not None:
        since = rows.had_since(con, lead_id)
        return f"{names[lead.owner_id]} has it" + ("" if since is None else f" since {show(since, zone)}")
    if lead.system in FINISHED:
        return f"nobody has it, it is {lead.system}"
    asked = [o for o, _ in rows.of_lead(con, lead_id, 0, now) if o.pending]
    live = [o for o in asked if o.expires_at is None or o.expires_at > now]
    if live:
        who = ", ".join(recipient(con, o) for o in live)
        ends = max((o.expires_at for o in live if o.expires_at is not None), default=None)
        return f"it is offered to {who}" + ("" if ends is None else f" until {show(ends, zone)}")
    return "nobody has it, it waits for the next run"


def recipient(con: sqlite3.Connection, offer: Offer) -> str:
    """Return who was asked: a login, or an account or team in brackets."""
    if offer.user_id is not None:
        return people.user_names(con)[offer.user_id]
    if offer.level == "team" and offer.team_id is not None:
        return f"[{people.team_names(con)[offer.team_id]}]"
    return f"[{people.account_names(con)[offer.account_id]}]"


# ---------------------------------------------------------------- ends without an answer


def expire(
    con: sqlite3.Connection, now: int, config: Config | None = None, lead_ids: Iterable[int] | None = None
) -> list[Turn]:
    """End the offers whose deadline has passed and return them; their leads wait again.

    Each ends at its deadline, however late this is called: who could answer until 10:05 had until 10:05, and work
    done later does not count for the offer. `lead_ids` limits it to some leads.
    """
    with immediate(con):
        ended = rows.expire(con, now, lead_ids)
        if ended:
            _turns_back(con, config, ended)
            _settle(con, ended, now)
        return ended


def recall(con: sqlite3.Connection, now: int, offer_ids: Sequence[int], kind: EndKind = EndKind.RECALLED) -> list[Turn]:
    """End pending offers that nobody is to answer any more and return them; their turns are given back.

    What had run out before ends as expired. `kind` superseded: the lead was given by hand.
    """
    if not offer_ids:
        return []
    with immediate(con):
        expire(con, now, None, rows.leads_of(con, offer_ids))
        ended = rows.end(con, offer_ids, kind, now)
        if ended:
            rows.reverse(con, [t.id for t in ended])
            give_back(con, [t for t in ended if t.ledger_cost])
            _settle(con, ended, now)
        return ended


def recall_to(con: sqlite3.Connection, now: int, what: str, number: int) -> list[Turn]:
    """Recall what was offered to a `user`, `team` or `account` that takes no leads any more; return it."""
    return recall(con, now, rows.pending_to(con, what, number))


def supersede(con: sqlite3.Connection, now: int, lead_id: int) -> list[Turn]:
    """End the pending offers of a lead that is given by hand; return them."""
    return recall(con, now, rows.pending_to(con, "lead", lead_id), EndKind.SUPERSEDED)


def recall_finished(con: sqlite3.Connection, now: int, lead_ids: Iterable[int] | None = None) -> list[Turn]:
    """Recall the pending offers of leads that were closed by others; return them."""
    return recall(con, now, rows.finished(con, now, lead_ids))


def _settle(con: sqlite3.Connection, ended: Sequence[Turn], now: int) -> None:
    lead_ids = {t.lead_id for t in ended}
    rows.settle(con, lead_ids, now)
    attribution.reattribute_worked_since(con, lead_ids, min(t.ended_at for t in ended))


def _turns_back(con: sqlite3.Connection, config: Config | None, ended: Iterable[Turn]) -> None:
    """Give the turns back that a strategy lets people keep (`turn_kept`), by the rules in force."""
    charged = [t for t in ended if t.ledger_cost]
    if not charged:
        return
    rule = _rules(con, config)
    kept = [t for t in charged if (terms := rule(t.strategy_id)) is not None and terms.turn_kept]
    rows.reverse(con, [t.id for t in kept])
    give_back(con, kept)


def _rules(con: sqlite3.Connection, config: Config | None) -> Callable[[int | None], OfferRule | None]:
    """Return strategy id -> the terms of its offers; None for what the rules in force do not know."""
    known = load_text(settings.current_config_text(con) or "", "applied rules") if config is None else config
    names = settings.names(con, "strategy")
    terms = {s.name.casefold(): s.offer for s in known.strategies}
    return lambda strategy_id: terms.get(names.get(strategy_id or 0, "").casefold())
