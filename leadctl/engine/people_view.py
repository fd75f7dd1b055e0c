"""What there is to say about users, accounts and teams, gathered for lists and detail pages."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leadctl.config import Config
from leadctl.days_off import DaysOff
from leadctl.db import dated, owned, people, rosters, unavailable
from leadctl.db.dated import Absence, Span
from leadctl.db.owned import OwnedLead
from leadctl.db.settings import names
from leadctl.db.unavailable import Spell
from leadctl.models import ShiftBlock

Disablement = tuple[int, int | None, str | None]  # from, to or None = still, reason


@dataclass(frozen=True)
class Person:
    """One user with the names of everything around him; the lists with dates are filled by `user` only."""

    user: people.User
    zone: str  # his own, else the config's
    account: str
    teams: tuple[str, ...]
    tags: tuple[str, ...]
    shifts: tuple[ShiftBlock, ...]
    open_leads: int
    away_until: int | None  # end of the absence that lasts now
    paused: Spell | None = None
    busy: Spell | None = None
    holiday: str | None = None  # the holiday that lasts now
    tag_rules: Mapping[str, str] = field(default_factory=dict)  # tag -> the [[tag]] rule that granted it
    tag_since: Mapping[str, int] = field(default_factory=dict)  # tag -> when its rule granted it
    to_hand_out: Mapping[str, int] = field(default_factory=dict)  # team or account -> leads that stand there, his
    seats: tuple[tuple[str, Span], ...] = ()
    memberships: tuple[tuple[str, Span], ...] = ()
    absences: tuple[Absence, ...] = ()
    disablements: tuple[Disablement, ...] = ()
    strategies: tuple[tuple[str, int], ...] = ()  # name, weight in millionths
    leads: tuple[OwnedLead, ...] = ()


@dataclass(frozen=True)
class Node:
    """One account; `depth` 0 = root."""

    account: people.Account
    depth: int
    path: tuple[str, ...]  # names from the root to its parent
    owner: str | None  # login
    inherited_owner: str | None  # the nearest ancestor's, when it has none of its own
    crm: bool | None  # its own, else the nearest ancestor's
    users: tuple[str, ...]  # enabled ones sitting in it, not below
    disabled_users: tuple[str, ...]
    teams: tuple[str, ...]
    held: int  # open leads that lie there without an owner, or stand there for its owner
    children: tuple[str, ...] = ()
    disablements: tuple[Disablement, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """One team."""

    team: people.Team
    owner: str | None
    account: str | None
    members: tuple[str, ...]
    held: int
    memberships: tuple[tuple[str, Span], ...] = ()
    disablements: tuple[Disablement, ...] = ()


# ---------------------------------------------------------------- users


def users(
    con: sqlite3.Connection, config: Config, now: int, *, account: str | None = None, team: str | None = None
) -> list[Person]:
    """Return every user, or those of an account's subtree or of a team, by login. Raises NotFoundError."""
    inside = None if account is None else people.subtree_ids(con, people.find_account(con, account).id)
    team_id = None if team is None else people.find_team(con, team).id
    teams = dated.current_teams(con)
    chosen = [
        u
        for u in people.all_users(con)
        if (inside is None or u.account_id in inside) and (team_id is None or team_id in teams.get(u.id, ()))
    ]
    return _persons(con, config, now, chosen)


def _persons(con: sqlite3.Connection, config: Config, now: int, chosen: list[people.User]) -> list[Person]:
    accounts, team_names = people.account_names(con), people.team_names(con)
    teams, tags, shifts = dated.current_teams(con), dated.current_tags(con), dated.current_shifts(con)
    counts, by_rule = owned.open_counts(con, now), dated.rule_tags(con)
    away: dict[int, int] = {}
    for absence in dated.absences(con, after=now):
        if absence.starts_at <= now:
            away[absence.user_id] = max(absence.ends_at, away.get(absence.user_id, 0))
    spells = {(s.user_id, s.kind): s for s in unavailable.current(con, now)}
    off = DaysOff(config, people.all_accounts(con), now)
    return [
        Person(
            user=u,
            zone=u.timezone or config.timezone,
            account=accounts[u.account_id],
            teams=tuple(sorted(team_names[t] for t in teams.get(u.id, ()))),
            tags=tags.get(u.id, ()),
            shifts=shifts.get(u.id, ()),
            open_leads=counts.get(u.id, 0),
            away_until=away.get(u.id),
            paused=spells.get((u.id, "paused")),
            busy=spells.get((u.id, "busy")),
            holiday=off.name_at(u.account_id, now, u.timezone or config.timezone),
            tag_rules=by_rule.get(u.id, {}),
        )
        for u in chosen
    ]


def user(con: sqlite3.Connection, config: Config, now: int, login: str) -> Person:
    """Return one user with all dates, strategies and open leads. Raises NotFoundError, ConflictError."""
    found = people.find_user(con, login)
    (person,) = _persons(con, config, now, [found])
    accounts, team_names, strategies = people.account_names(con), people.team_names(con), names(con, "strategy")
    rows = rosters.current(con)
    return Person(
        **{
            **{name: getattr(person, name) for name in Person.__dataclass_fields__},
            "to_hand_out": owned.to_hand_out(con, found.id, now),
            "tag_since": {t.tag: t.since for t in dated.tag_rows(con, found.id) if t.rule is not None},
            "seats": tuple((accounts[s.value], s) for s in dated.spans(con, "user_account", found.id)),
            "memberships": tuple((team_names[s.value], s) for s in dated.spans(con, "team_member", found.id)),
            "absences": tuple(dated.absences(con, after=now, user_id=found.id)),
            "disablements": tuple(dated.disabled_spans(con, "user", found.id)),
            "strategies": tuple((strategies[s], r[found.id][0]) for s, r in rows.items() if found.id in r),
            "leads": tuple(owned.open_leads(con, found.id, now)),
        }
    )


@dataclass(frozen=True)
class Away:
    """One absence with the user's login and zone."""

    absence: Absence
    login: str
    zone: str


def absences(con: sqlite3.Connection, config: Config, after: int, login: str | None) -> list[Away]:
    """Return the absences that end after `after` (seconds UTC), of one user or of all, by start."""
    by_id = {u.id: u for u in people.all_users(con)}
    user_id = None if login is None else people.find_user(con, login).id
    return [
        Away(a, by_id[a.user_id].login, by_id[a.user_id].timezone or config.timezone)
        for a in dated.absences(con, after=after, user_id=user_id)
    ]


# ---------------------------------------------------------------- accounts and teams


def accounts(con: sqlite3.Connection, now: int) -> list[Node]:
    """Return the tree in the order in which it is read: parents first, siblings by name."""
    by_id = {a.id: a for a in people.all_accounts(con)}
    children: dict[int | None, list[people.Account]] = {}
    for account in by_id.values():
        children.setdefault(account.parent_id, []).append(account)
    seated: dict[int, list[people.User]] = {}
    for person in people.all_users(con):
        seated.setdefault(person.account_id, []).append(person)
    teams: dict[int | None, list[str]] = {}
    for team in people.all_teams(con):
        teams.setdefault(team.account_id, []).append(team.name)
    logins, held = people.user_names(con), Counter(owned.held_counts(con, now))
    held.update(owned.standing_counts(con, now))
    nodes: list[Node] = []
    waiting = [(account, 0) for account in reversed(children.get(None, []))]
    while waiting:
        account, depth = waiting.pop()
        below = children.get(account.id, [])
        waiting += [(child, depth + 1) for child in reversed(below)]
        line = _ancestors(account, by_id)
        sitting = seated.get(account.id, [])
        nodes.append(
            Node(
                account=account,
                depth=depth,
                path=tuple(a.name for a in reversed(line)),
                owner=logins.get(account.owner_id or 0),
                inherited_owner=None if account.owner_id else _first_owner(line, logins),
                crm=next((bool(a.crm) for a in (account, *line) if a.crm is not None), None),
                users=tuple(u.login for u in sitting if u.disabled_at is None),
                disabled_users=tuple(u.login for u in sitting if u.disabled_at is not None),
                teams=tuple(teams.get(account.id, ())),
                held=held.get(account.id, 0),
                children=tuple(child.name for child in below),
                disablements=tuple(dated.disabled_spans(con, "account", account.id)),
                attributes=json.loads(account.attributes),
            )
        )
    return nodes


def _first_owner(line: list[people.Account], logins: dict[int, str]) -> str | None:
    return next((logins[a.owner_id] for a in line if a.owner_id), None)


def _ancestors(account: people.Account, by_id: dict[int, people.Account]) -> list[people.Account]:
    """Return the accounts above, the nearest first."""
    line: list[people.Account] = []
    while account.parent_id is not None:
        account = by_id[account.parent_id]
        line.append(account)
    return line


def account(con: sqlite3.Connection, now: int, name: str) -> Node:
    """Return one account. Raises NotFoundError with the nearest name."""
    found = people.find_account(con, name)
    return next(node for node in accounts(con, now) if node.account.id == found.id)


def teams(con: sqlite3.Connection, now: int) -> list[Group]:
    """Return every team by name."""
    logins, account_names = people.user_names(con), people.account_names(con)
    held = owned.team_counts(con, now)
    members: dict[int, list[str]] = {}
    for user_id, team_ids in dated.current_teams(con).items():
        for team_id in team_ids:
            members.setdefault(team_id, []).append(logins[user_id])
    return [
        Group(
            team=t,
            owner=logins.get(t.owner_id or 0),
            account=account_names.get(t.account_id or 0),
            members=tuple(sorted(members.get(t.id, []), key=str.casefold)),
            held=held.get(t.id, 0),
            memberships=tuple((logins[s.value], s) for s in dated.member_spans(con, t.id)),
            disablements=tuple(dated.disabled_spans(con, "team", t.id)),
        )
        for t in people.all_teams(con)
    ]


def team(con: sqlite3.Connection, now: int, name: str) -> Group:
    """Return one team. Raises NotFoundError with the nearest name."""
    found = people.find_team(con, name)
    return next(group for group in teams(con, now) if group.team.id == found.id)
