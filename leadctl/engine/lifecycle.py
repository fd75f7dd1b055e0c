"""The life of a lead: what people do on it, recorded as append-only facts with everything that follows from them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.clock import show
from leadctl.db import activities, offers, opportunities, people, seen, settings, state, touches
from leadctl.db.activities import NewActivity
from leadctl.db.attribution import reattribute
from leadctl.db.connection import immediate
from leadctl.db.opportunities import NewOpportunity
from leadctl.db.touches import NewTouch
from leadctl.engine import passages
from leadctl.engine.offers import recall_finished
from leadctl.errors import ConflictError, NotFoundError, UsageError, did_you_mean
from leadctl.models import FINISHED


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a command of work recorded. `asked` differs from `lead_id` when a duplicate's original got the work."""

    lead_id: int
    asked: int
    user_id: int
    at: int
    activity_ids: tuple[int, ...]
    distribution_id: int | None = None  # passage of the first activity; None = (no strategy)
    accepted: int | None = None  # the offer that this work accepted
    from_status: str | None = None
    to_status: str | None = None


@dataclass(frozen=True, slots=True)
class Voided:
    """What a void took back. `status` is the lead's status afterwards."""

    activity_id: int
    lead_id: int
    kind: str
    name: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Given:
    """A lead that changed hands: the new passage, and the former owner's id if there was one."""

    lead_id: int
    user_id: int
    distribution_id: int
    former_owner_id: int | None


def add_action(
    con: sqlite3.Connection,
    lead_id: int,
    user_id: int,
    at: int,
    now: int,
    actor: str,
    *,
    name: str,
    note: str | None = None,
    status: str | None = None,
) -> Recorded:
    """Record an action (call, email, meeting, note …) and, with `status`, a status change at the same time.

    Raises NotFoundError (lead, user, status), ConflictError (disabled user, undone lead, same status again),
    UsageError (a time in the future).
    """
    if not name.strip():
        raise UsageError("an action needs a name", hint="call, email, meeting, note …")
    row = _blank(user_id, "action", at, now, actor)._replace(name=name.strip(), note=note)
    return _record(con, lead_id, [row], now, status)


def change_status(
    con: sqlite3.Connection, lead_id: int, user_id: int, at: int, now: int, actor: str, *, status: str
) -> Recorded:
    """Record that a user moved the lead to a status. Raises as add_action does."""
    return _record(con, lead_id, [], now, status, _blank(user_id, "status", at, now, actor))


def add_appointment(
    con: sqlite3.Connection,
    lead_id: int,
    user_id: int,
    at: int,
    now: int,
    actor: str,
    *,
    starts_at: int,
    for_user_id: int | None = None,
    note: str | None = None,
) -> Recorded:
    """Record an appointment made by a user, for himself or for another. Raises as add_action does."""
    row = _blank(user_id, "appointment", at, now, actor)
    whose = user_id if for_user_id is None else for_user_id
    return _record(con, lead_id, [row._replace(starts_at=starts_at, for_user_id=whose, note=note)], now, None)


def add_note(
    con: sqlite3.Connection, lead_id: int, user_id: int, at: int, now: int, actor: str, *, text: str
) -> Recorded:
    """Record an action named `note`. Raises as add_action does, and UsageError without a text."""
    if not text.strip():
        raise UsageError("a note needs a text", hint='leadctl lead note 42 "call back in May" --user ana')
    return add_action(con, lead_id, user_id, at, now, actor, name="note", note=text)


def set_value(
    con: sqlite3.Connection, lead_id: int, user_id: int, at: int, now: int, *, amount: int, key: str = ""
) -> Recorded:
    """Record what the lead's opportunity `key` may be worth, in minor units. No activity: it is not work.

    Raises NotFoundError, ConflictError, UsageError as add_action does.
    """
    with immediate(con):
        target = _target(con, lead_id, now)
        _may_record(con, user_id, at, now)
        row = NewOpportunity(target.lead_id, key.strip(), user_id, amount, None, None, at, now)
        opportunities.insert(con, [row])
        seen.mark(con, user_id, at)
        return Recorded(target.lead_id, lead_id, user_id, at, ())


def add_touch(con: sqlite3.Connection, lead_id: int, at: int, now: int, *, name: str) -> None:
    """Record an automated marketing event on the lead: nobody's work. Raises NotFoundError, UsageError."""
    with immediate(con):
        _lead(con, lead_id, now)
        _not_future(con, at, now)
        if not name.strip():
            raise UsageError("a touch needs a name", hint="email_opened, web_visit …")
        touches.insert(con, [NewTouch(lead_id, "marketing", name.strip(), None, None, at, now)])


def give(con: sqlite3.Connection, lead_id: int, to_user_id: int, now: int, actor: str) -> Given:
    """Distribute a lead by hand. Raises NotFoundError, ConflictError (disabled user, already his)."""
    with immediate(con):
        former = _lead(con, lead_id, now).owner_id
        made = passages.give(con, lead_id, to_user_id, now, actor)
        reattribute(con, [lead_id])  # what was done in this very second belongs to the new passage
        return Given(lead_id, to_user_id, made, former)


def transfer(
    con: sqlite3.Connection, lead_id: int, to_user_id: int, now: int, actor: str, *, reason: str | None = None
) -> Given:
    """Move a lead from its owner to another user. Raises ConflictError when nobody owns it, else as `give`."""
    with immediate(con):
        lead = _lead(con, lead_id, now)
        if lead.owner_id is None:
            raise ConflictError(
                f"lead {lead_id} has no owner to take it from", slug="no-owner", hint="leadctl lead give LEAD --to USER"
            )
        made = passages.give(con, lead_id, to_user_id, now, actor, reason=reason)
        reattribute(con, [lead_id])
        return Given(lead_id, to_user_id, made, lead.owner_id)


def void(con: sqlite3.Connection, activity_id: int, now: int, actor: str, *, reason: str) -> Voided:
    """Mark a wrong entry: kept, counted nowhere; the lead's status and milestones are as if it had not been.

    Raises NotFoundError, ConflictError when it was voided before, UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError("a void needs a reason", hint='--reason "typed on the wrong lead"')
    with immediate(con):
        wrong = activities.get(con, activity_id)
        if wrong is None:
            raise NotFoundError(f"no activity {activity_id}", slug="no-activity", hint="leadctl history LEAD")
        if wrong.voided_at is not None:
            raise ConflictError(
                f"activity {activity_id} was voided at {_when(con, wrong.voided_at)}: {wrong.void_reason}",
                slug="voided",
            )
        activities.void(con, wrong, now, actor, reason.strip())
        activities.settle(con, [wrong.lead_id], now)
        names = settings.names(con, "status")
        status = names[_lead(con, wrong.lead_id, now).status_id]
        name = wrong.name if wrong.to_status_id is None else names[wrong.to_status_id]
        return Voided(activity_id, wrong.lead_id, wrong.kind, name, status)


# ---------------------------------------------------------------- parts


def _blank(user_id: int, kind: str, at: int, now: int, actor: str) -> NewActivity:
    return NewActivity(0, user_id, kind, None, at, now, actor)


def _record(
    con: sqlite3.Connection,
    lead_id: int,
    rows: list[NewActivity],
    now: int,
    status: str | None,
    change: NewActivity | None = None,
) -> Recorded:
    """Write the rows, then the status change (a copy of the first row unless given), and all that follows."""
    with immediate(con):
        lead = _target(con, lead_id, now)
        first = change or rows[0]
        assert first.user_id is not None
        _may_record(con, first.user_id, first.happened_at, now)
        names = settings.names(con, "status")
        if status is not None:
            plain = NewActivity(0, first.user_id, "status", None, first.happened_at, now, first.recorded_by)
            rows = [*rows, _status_row(con, lead.lead_id, plain, names, status)]
        accepted = offers.accept_pending(con, lead.lead_id, first.user_id, first.happened_at, now)
        ids = tuple(activities.insert(con, row._replace(lead_id=lead.lead_id)) for row in rows)
        activities.settle(con, [lead.lead_id], now)
        seen.mark(con, first.user_id, first.happened_at)
        recall_finished(con, now, [lead.lead_id])
        made = activities.get(con, ids[-1])
        assert made is not None
        return Recorded(
            lead.lead_id,
            lead_id,
            first.user_id,
            first.happened_at,
            ids,
            made.distribution_id,
            accepted,
            names.get(made.from_status_id or 0),
            names.get(made.to_status_id or 0),
        )


def _status_row(
    con: sqlite3.Connection, lead_id: int, row: NewActivity, names: dict[int, str], status: str
) -> NewActivity:
    """Return `row` as a change to `status`. Raises NotFoundError, or ConflictError when the lead stood there."""
    at = row.happened_at
    wanted = next((i for i, name in names.items() if name.casefold() == status.strip().casefold()), None)
    to_system = None if wanted is None else activities.system_at(con, wanted, at)
    if wanted is None or to_system is None:
        near = did_you_mean(status, names.values()) if wanted is None else " in the rules of that time"
        raise NotFoundError(f'no status "{status}"{near}', slug="no-status", hint="leadctl config show lists them")
    before = activities.status_at(con, lead_id, at)
    if before == wanted:
        raise ConflictError(f'lead {lead_id} is in status "{names[wanted]}" already', slug="same-status")
    return row._replace(
        from_status_id=before,
        from_system=activities.system_at(con, before, at),
        to_status_id=wanted,
        to_system=to_system,
    )


def _lead(con: sqlite3.Connection, lead_id: int, now: int) -> state.Moment:
    lead = state.moment(con, lead_id, now)
    if lead is None:
        raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead list")
    if lead.undone_at is not None:
        raise ConflictError(f"lead {lead_id} was taken back with its import", slug="lead-undone")
    return lead


def _target(con: sqlite3.Connection, lead_id: int, now: int) -> state.Moment:
    """Return the lead that gets the work: the original, while it is open, of a linked duplicate."""
    lead = _lead(con, lead_id, now)
    if lead.duplicate_of is None or lead.owner_id is not None:
        return lead
    original = state.moment(con, lead.duplicate_of, now)
    open_ = original is not None and original.undone_at is None and original.system not in FINISHED
    return original if original is not None and open_ else lead


def _when(con: sqlite3.Connection, moment: int) -> str:
    """Return a moment in the zone of the rules, for messages."""
    return show(moment, settings.glance(con).timezone)


def _not_future(con: sqlite3.Connection, at: int, now: int) -> None:
    if at > now:
        raise UsageError(
            f"{_when(con, at)} lies in the future (now is {_when(con, now)})",
            slug="future-time",
            hint="record work after it happened; an appointment's time goes into --starts",
        )


def _may_record(con: sqlite3.Connection, user_id: int, at: int, now: int) -> None:
    _not_future(con, at, now)
    login = people.user_names(con).get(user_id)
    if login is None:
        raise NotFoundError(f"no user {user_id}", slug="no-user", hint="leadctl user list")
    if activities.disabled_then(con, user_id, at):
        raise ConflictError(
            f'user "{login}" was disabled at {_when(con, at)} and records no work then',
            slug="user-disabled",
            hint=f"give the time at which it was done with --at, or leadctl user enable {login}",
        )
