"""What people are to be told of: offers that end soon, follow-ups that are due, leads that lie untouched.

Each falls due at a moment of its own and is noticed once, by the first tick at or after it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.clock import show
from leadctl.config import Config
from leadctl.db import notices, people, settings, state
from leadctl.db.connection import immediate
from leadctl.db.notices import FollowUp, Notice
from leadctl.errors import ConflictError, NotFoundError, UsageError
from leadctl.models import FINISHED


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice in words; `who` is a login, or an account or team in brackets. Seconds UTC."""

    id: int
    kind: str
    lead_id: int
    who: str
    due_at: int
    expires_at: int | None
    note: str | None
    live: bool


# ---------------------------------------------------------------- follow-ups


def follow_up(
    con: sqlite3.Connection,
    zone: str,
    lead_id: int,
    user_id: int | None,
    due_at: int,
    now: int,
    actor: str,
    note: str | None = None,
) -> FollowUp:
    """Set a reminder for a user, without one for the lead's owner, and return it.

    Raises NotFoundError, ConflictError (nobody owns the lead; taken back), UsageError (a time that has passed).
    """
    with immediate(con):
        lead = state.moment(con, lead_id, now)
        if lead is None:
            raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead list")
        if lead.undone_at is not None:
            raise ConflictError(
                f"lead {lead_id} was taken back with its import",
                slug="lead-undone",
                hint="leadctl imports list; the file can be imported again",
            )
        whose = lead.owner_id if user_id is None else user_id
        if whose is None:
            raise ConflictError(
                f"lead {lead_id} has no owner to remind", slug="no-owner", hint="name somebody with --user"
            )
        if due_at <= now:
            raise UsageError(
                f"{show(due_at, zone)} has passed (now is {show(now, zone)})",
                slug="past-time",
                hint='--at "tomorrow", --at "in 2h"',
            )
        number = notices.add_follow_up(con, lead_id, whose, due_at, note, now, actor)
        return FollowUp(number, lead_id, whose, due_at, note, now, actor, None)


def finish(con: sqlite3.Connection, lead_id: int, user_id: int | None, now: int) -> int:
    """Mark the follow-ups of a lead as done and return how many. Raises ConflictError when there is none."""
    with immediate(con):
        count = notices.finish_follow_ups(con, lead_id, user_id, now)
        if not count:
            raise ConflictError(
                f"lead {lead_id} has no open follow-up", slug="no-follow-up", hint="leadctl lead follow-ups"
            )
        return count


# ---------------------------------------------------------------- what a tick notices


def notice_offers(con: sqlite3.Connection, config: Config, now: int, run_id: int | None) -> list[Notice]:
    """Note the pending offers that end within their strategy's `remind_before`, and return what is new.

    An offer that is over when a late tick comes needs no reminder.
    """
    ids = settings.name_ids(con, "strategy")
    before = {
        ids[s.name.casefold()]: s.offer.remind_before
        for s in config.strategies
        if s.offer is not None and s.offer.remind_before is not None and s.name.casefold() in ids
    }
    rows = [
        Notice("offer_ends", lead, user, offer, None, ends - before[strategy], now, run_id)
        for offer, lead, user, strategy, ends in (notices.ending(con, now, before) if before else ())
        if ends - before[strategy] <= now
    ]
    return notices.add_new(con, rows)


def notice_follow_ups(con: sqlite3.Connection, now: int, run_id: int | None) -> list[Notice]:
    """Note the follow-ups that are due, and return what is new."""
    due = notices.due_follow_ups(con, now)
    return notices.add_new(
        con, [Notice("follow_up", lead, user, None, number, at, now, run_id) for number, lead, user, at in due]
    )


def notice_feedback(con: sqlite3.Connection, config: Config, now: int, run_id: int | None) -> list[Notice]:
    """Ask the owners of leads that lie untouched longer than `feedback_after`, once per silence; return what is new.

    The strategy that gave the lead may have a `feedback_after` of its own.
    """
    ids = settings.name_ids(con, "strategy")
    own = {
        ids[s.name.casefold()]: s.feedback_after
        for s in config.strategies
        if s.feedback_after is not None and s.name.casefold() in ids
    }
    spans = [*own.values(), *([config.feedback_after] if config.feedback_after is not None else [])]
    if not spans:
        return []
    finished = [i for i, system in settings.status_systems(con, now).items() if system in FINISHED]
    rows = []
    for lead in notices.untouched(con, now - min(spans), finished):
        after = own.get(lead.strategy_id or 0, config.feedback_after)
        if after is not None and lead.since + after <= now:
            due = lead.since + after
            rows.append(Notice("feedback", lead.lead_id, lead.user_id, lead.distribution_id, None, due, now, run_id))
    return notices.add_new(con, rows)


# ---------------------------------------------------------------- lists


def noticed(
    con: sqlite3.Connection, now: int, *, user_id: int | None = None, old_too: bool = False, limit: int = 200
) -> list[NoticeView]:
    """Return notices, newest first; `user_id`: only his, and those any user of his account or team may act on."""
    finished = [i for i, system in settings.status_systems(con, now).items() if system in FINISHED]
    logins, teams, accounts = people.user_names(con), people.team_names(con), people.account_names(con)
    found = []
    for row in notices.noticed(con, now, finished, user_id=user_id, old_too=old_too, limit=limit):
        if row.user_id is not None:
            who = logins[row.user_id]
        elif row.level == "team" and row.team_id is not None:
            who = f"[{teams[row.team_id]}]"
        else:
            who = f"[{accounts.get(row.account_id or 0, '')}]"
        found.append(
            NoticeView(row.id, row.kind, row.lead_id, who, row.due_at, row.expires_at, row.note, bool(row.live))
        )
    return found
