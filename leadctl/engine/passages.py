"""A passage made by hand: one lead to one user, whatever the strategies say."""

from __future__ import annotations

import sqlite3

from leadctl.db import attribution, dated, distributions, holds, people, state
from leadctl.db.connection import immediate
from leadctl.engine import offers
from leadctl.errors import ConflictError, NotFoundError
from leadctl.models import EndKind


def give(
    con: sqlite3.Connection,
    lead_id: int,
    user_id: int,
    now: int,
    actor: str,
    *,
    origin: str = "manual",
    mode: str = "none",
    reason: str | None = None,
    recorded_at: int | None = None,
) -> int:
    """Give a lead to a user by hand and return the id of the new passage.

    The passage that stood open ends: as `transferred`, with a row in `transfer`, when the lead had an owner, else as
    `superseded`. Raises NotFoundError (lead or user), ConflictError (disabled user, undone lead, already his).
    """
    with immediate(con):
        lead = state.moment(con, lead_id, now)
        if lead is None:
            raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead list")
        user = next((u for u in people.all_users(con) if u.id == user_id), None)
        if user is None:
            raise NotFoundError(f"no user {user_id}", slug="no-user", hint="leadctl user list")
        _refuse(lead, user)
        _end_open(con, lead, user_id, now, actor, reason)
        passage_id = distributions.next_id(con)
        row = state.passage_to(
            lead,
            user_id,
            user.account_id,
            dated.current_teams(con).get(user_id, ()),
            passage_id=passage_id,
            origin=origin,
            mode=mode,
            at=now,
            recorded_at=now if recorded_at is None else recorded_at,
            actor=actor,
        )
        distributions.insert(con, [row])
        state.place(con, [(user_id, user.account_id, None, passage_id, 0, lead_id)])
        holds.clear(con, [lead_id])
        attribution.mark_repeats(con, [lead_id], now)
        return passage_id


def _refuse(lead: state.Moment, user: people.User) -> None:
    if lead.undone_at is not None:
        raise ConflictError(
            f"lead {lead.lead_id} was taken back with its import",
            slug="lead-undone",
            hint="leadctl imports list; the file can be imported again",
        )
    if user.disabled_at is not None:
        raise ConflictError(
            f'user "{user.login}" is disabled and takes no leads',
            slug="user-disabled",
            hint=f"leadctl user enable {user.login}, or name another user",
        )
    if lead.owner_id == user.id and lead.holder_team_id is None:
        raise ConflictError(
            f"lead {lead.lead_id} belongs to {user.login} already",
            slug="already-owner",
            hint=f"leadctl lead show {lead.lead_id}; name another user to move it",
        )


def _end_open(
    con: sqlite3.Connection, lead: state.Moment, user_id: int, now: int, actor: str, reason: str | None
) -> None:
    """End what stands open, offers first, and record the transfer when there was an owner."""
    offers.supersede(con, now, lead.lead_id)
    kind = EndKind.SUPERSEDED if lead.owner_id is None else EndKind.TRANSFERRED
    ended = None
    for distribution_id, _ in state.open_passages(con, lead.lead_id):
        distributions.end(con, distribution_id, kind, now)
        ended = distribution_id
    if lead.owner_id is not None:
        state.add_transfer(con, lead.lead_id, lead.owner_id, user_id, ended, actor, reason, now)
