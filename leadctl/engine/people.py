"""Disabling and enabling people, and what becomes of their leads; time off."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from leadctl.clock import parse_moment
from leadctl.config import Config
from leadctl.db import dated, distributions, owned, people, state
from leadctl.db.connection import immediate
from leadctl.db.owned import OwnedLead
from leadctl.engine import offers
from leadctl.engine.passages import give
from leadctl.engine.rosters import refresh_rosters
from leadctl.errors import ConflictError, NotFoundError, UsageError
from leadctl.models import ROOT_ACCOUNT_ID, EndKind

REQUEUE, KEEP = "requeue", "keep"
LISTED = 10  # open leads named in the refusal


class OpenLeadsError(ConflictError):
    """A user with open leads is to be disabled and nobody said where they go; `faults` lists them."""

    slug = "open-leads"

    def __init__(self, user: people.User, leads: list[OwnedLead], command: str) -> None:
        plural = "lead" if len(leads) == 1 else "leads"
        super().__init__(
            f"{user.login} owns {len(leads)} open {plural}; nothing was changed",
            hint=f"{command} --leads-to USER, --leads-to requeue (they wait again) or --leads-to keep",
        )
        self.faults = [f"lead {lead.lead_id}: {lead.name}, {lead.status}" for lead in leads[:LISTED]]
        if len(leads) > LISTED:
            self.faults.append(f"… and {len(leads) - LISTED} more: leadctl lead list --owner {user.login}")


@dataclass
class Disabled:
    """What disabling did: users disabled and their leads by what became of them."""

    users: list[str] = field(default_factory=list)
    leads: int = 0
    leads_to: str = KEEP


def disable_user(
    con: sqlite3.Connection,
    config: Config,
    login: str,
    now: int,
    actor: str,
    *,
    reason: str | None = None,
    leads_to: str | None = None,
) -> Disabled:
    """Disable a user from `now` on and return what became of his open leads; what he was offered is recalled.

    `leads_to` is a user, `requeue` or `keep`; without it a user with open leads is refused (OpenLeadsError).
    Raises NotFoundError, ConflictError when he is disabled already or the new owner is.
    """
    with immediate(con):
        user = people.find_user(con, login)
        if user.disabled_at is not None:
            raise ConflictError(
                f"{user.login} is disabled already", slug="disabled-already", hint=f"leadctl user show {user.login}"
            )
        return _disable_users(con, config, [user], now, actor, reason, leads_to, f"leadctl user disable {user.login}")


def _disable_users(
    con: sqlite3.Connection,
    config: Config,
    users: list[people.User],
    now: int,
    actor: str,
    reason: str | None,
    leads_to: str | None,
    command: str,
) -> Disabled:
    target = None if leads_to in {None, REQUEUE, KEEP} else people.find_user(con, leads_to or "")
    if target is not None and target.id in {u.id for u in users}:
        raise ConflictError(
            f"{target.login} is to be disabled and cannot take the leads",
            slug="leads-to-self",
            hint="--leads-to another user, requeue or keep",
        )
    done = Disabled(leads_to=leads_to or KEEP)
    for user in users:
        leads = owned.open_leads(con, user.id, now)
        if leads and leads_to is None:
            raise OpenLeadsError(user, leads, command)
        dated.disable(con, "user", user.id, now, reason)
        offers.recall_to(con, now, "user", user.id)
        done.users.append(user.login)
        done.leads += len(leads)
        for lead in leads:
            if target is not None:
                give(con, lead.lead_id, target.id, now, actor, reason=reason or f"{user.login} was disabled")
            elif leads_to == REQUEUE:
                requeue(con, lead.lead_id, now)
    if target is not None:
        done.leads_to = target.login
    refresh_rosters(con, config, now)
    return done


def requeue(con: sqlite3.Connection, lead_id: int, now: int) -> None:
    """Take a lead from its owner: the passage ends as released and the lead waits again at Corporate."""
    with immediate(con):
        for distribution_id, _ in state.open_passages(con, lead_id):
            distributions.end(con, distribution_id, EndKind.RELEASED, now)
        state.free(con, [{"lead": lead_id, "account": ROOT_ACCOUNT_ID, "team": None, "distribution": None}])
        state.rewait(con, [lead_id, *owned.linked(con, lead_id)], now)  # duplicates withheld for it wait with it


def enable_user(con: sqlite3.Connection, config: Config, login: str, now: int) -> people.User:
    """Enable a disabled user from `now` on and return him. Raises NotFoundError, ConflictError."""
    with immediate(con):
        user = people.find_user(con, login)
        if user.disabled_at is None:
            raise ConflictError(
                f"{user.login} is enabled already", slug="enabled-already", hint=f"leadctl user show {user.login}"
            )
        dated.enable(con, "user", user.id, now)
        refresh_rosters(con, config, now)
        return user


@dataclass(frozen=True)
class Inside:
    """What is in an account and below it: enabled users, accounts below, open leads that lie there unowned."""

    users: list[str]
    accounts: list[str]
    leads: int


def inside(con: sqlite3.Connection, account: people.Account, now: int) -> Inside:
    """Return what the account's subtree contains."""
    ids = people.subtree_ids(con, account.id)
    held = owned.held_counts(con, now)
    return Inside(
        users=[u.login for u in people.all_users(con) if u.account_id in ids and u.disabled_at is None],
        accounts=[a.name for a in people.all_accounts(con) if a.id in ids and a.id != account.id],
        leads=sum(n for account_id, n in held.items() if account_id in ids),
    )


def disable_account(
    con: sqlite3.Connection,
    config: Config,
    name: str,
    now: int,
    actor: str,
    *,
    reason: str | None = None,
    with_users: bool = False,
    leads_to: str | None = None,
) -> tuple[people.Account, Disabled]:
    """Disable an account; its users and the accounts below go on, unless `with_users` disables the users too.

    Raises NotFoundError, ConflictError (root, disabled already), OpenLeadsError as disable_user.
    """
    with immediate(con):
        account = people.find_account(con, name)
        if account.id == ROOT_ACCOUNT_ID:
            said = f"{account.name} is the root of all accounts and stays enabled"
            raise ConflictError(said, slug="root-account", hint="disable the accounts below it: leadctl account list")
        if account.disabled_at is not None:
            hint = f'leadctl account show "{account.name}"'
            raise ConflictError(f"{account.name} is disabled already", slug="disabled-already", hint=hint)
        dated.disable(con, "account", account.id, now, reason)
        offers.recall_to(con, now, "account", account.id)
        ids = people.subtree_ids(con, account.id)
        users = [u for u in people.all_users(con) if u.account_id in ids and u.disabled_at is None]
        command = f'leadctl account disable "{account.name}" --with-users'
        chosen = users if with_users else []
        return account, _disable_users(con, config, chosen, now, actor, reason, leads_to, command)


def enable_account(con: sqlite3.Connection, config: Config, name: str, now: int) -> people.Account:
    """Enable a disabled account and return it; users disabled with it stay so. Raises NotFoundError, ConflictError."""
    with immediate(con):
        account = people.find_account(con, name)
        if account.disabled_at is None:
            hint = f'leadctl account show "{account.name}"'
            raise ConflictError(f"{account.name} is enabled already", slug="enabled-already", hint=hint)
        dated.enable(con, "account", account.id, now)
        refresh_rosters(con, config, now)
        return account


def disable_team(con: sqlite3.Connection, config: Config, name: str, now: int, reason: str | None) -> people.Team:
    """Disable a team: strategies no longer reach people through it. Raises NotFoundError, ConflictError."""
    with immediate(con):
        team = people.find_team(con, name)
        if team.disabled_at is not None:
            hint = f'leadctl team show "{team.name}"'
            raise ConflictError(f"team {team.name} is disabled already", slug="disabled-already", hint=hint)
        dated.disable(con, "team", team.id, now, reason)
        offers.recall_to(con, now, "team", team.id)
        refresh_rosters(con, config, now)
        return team


def enable_team(con: sqlite3.Connection, config: Config, name: str, now: int) -> people.Team:
    """Enable a disabled team and return it. Raises NotFoundError, ConflictError."""
    with immediate(con):
        team = people.find_team(con, name)
        if team.disabled_at is None:
            hint = f'leadctl team show "{team.name}"'
            raise ConflictError(f"team {team.name} is enabled already", slug="enabled-already", hint=hint)
        dated.enable(con, "team", team.id, now)
        refresh_rosters(con, config, now)
        return team


# ---------------------------------------------------------------- time off


def add_absence(
    con: sqlite3.Connection, config: Config, login: str, first: str, last: str, now: int, reason: str | None
) -> tuple[people.User, dated.Absence]:
    """Record time off and return it. Times are local to the user's zone; a date as the end includes that day.

    Raises NotFoundError, UsageError (unreadable or empty span), ConflictError (the same absence is there).
    """
    with immediate(con):
        user = people.find_user(con, login)
        zone = user.timezone or config.timezone
        starts, ends = parse_moment(first, zone, now), end_moment(last, zone, now)
        if ends <= starts:
            raise UsageError(f'the absence ends ("{last}") before it starts ("{first}")', slug="bad-absence")
        for absence in dated.absences(con, user_id=user.id):
            if (absence.starts_at, absence.ends_at) == (starts, ends):
                raise ConflictError(
                    f"{user.login} is absent then already (absence {absence.id})",
                    slug="absent-already",
                    hint=f"leadctl user absence remove {absence.id} takes it back",
                )
        absence_id = dated.add_absence(con, user.id, starts, ends, reason, now)
        return user, dated.Absence(absence_id, user.id, starts, ends, reason, now, None)


def end_moment(text: str, zone: str, now: int) -> int:
    """Return the exclusive end in seconds UTC of a span whose last day or time is typed by a user."""
    last = parse_moment(text, zone, now, date_is_end=True)
    return last if last == parse_moment(text, zone, now) else last + 1


def remove_absence(con: sqlite3.Connection, absence_id: int, now: int) -> dated.Absence:
    """Take an absence back and return it. Raises NotFoundError, ConflictError when it was taken back before."""
    with immediate(con):
        absence = dated.get_absence(con, absence_id)
        if absence is None:
            raise NotFoundError(f"no absence {absence_id}", slug="no-absence", hint="leadctl user absence list")
        if not dated.remove_absence(con, absence_id, now):
            raise ConflictError(
                f"absence {absence_id} was taken back already", slug="removed-already", hint="leadctl user absence list"
            )
        return absence
