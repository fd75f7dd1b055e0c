"""Resolves the target of every strategy into people, and has the dated roster written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from leadctl.config import Config
from leadctl.config.model import Strategy, Target
from leadctl.db import dated, people
from leadctl.db import rosters as store
from leadctl.db.connection import immediate
from leadctl.db.settings import name_ids
from leadctl.models import MICRO

Roster = dict[int, tuple[int, int | None]]  # user id -> (weight in millionths, team id)


@dataclass(frozen=True)
class Directory:
    """Everyone who may take leads now, and where they sit: what targets are resolved against."""

    users: Mapping[int, people.User]  # enabled ones only
    by_name: Mapping[str, int]  # casefolded login, e-mail or full name -> user id
    teams: Mapping[str, int]  # casefolded name -> id, enabled ones only
    members: Mapping[int, frozenset[int]]  # team id -> user ids
    tags: Mapping[int, frozenset[str]]  # user id -> casefolded tags
    accounts: Mapping[str, int]  # casefolded name -> id
    children: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def below(self, account_id: int) -> frozenset[int]:
        """Return the ids of the account and everything under it."""
        found: set[int] = set()
        waiting = [account_id]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.children.get(node, ())
        return frozenset(found)


def load_directory(con: sqlite3.Connection) -> Directory:
    """Return the people as they stand in the database now."""
    members: dict[int, set[int]] = {}
    for user_id, team_ids in dated.current_teams(con).items():
        for team_id in team_ids:
            members.setdefault(team_id, set()).add(user_id)
    accounts = people.all_accounts(con)
    children: dict[int, tuple[int, ...]] = {}
    for account in accounts:
        if account.parent_id is not None:
            children[account.parent_id] = (*children.get(account.parent_id, ()), account.id)
    return Directory(
        users={u.id: u for u in people.all_users(con) if u.disabled_at is None},
        by_name=people.user_lookup(con),
        teams={t.name.casefold(): t.id for t in people.all_teams(con) if t.disabled_at is None},
        members={team_id: frozenset(ids) for team_id, ids in members.items()},
        tags={user_id: frozenset(t.casefold() for t in tags) for user_id, tags in dated.current_tags(con).items()},
        accounts={a.name.casefold(): a.id for a in accounts},
        children=children,
    )


def resolve(strategy: Strategy, known: Directory) -> Roster:
    """Return the members of one strategy: the union of its users, teams, account subtrees and tags.

    Disabled users are left out, unknown names too (`config check` names them). Weights come from the strategy, else
    from the user; by turn or by performance everyone is alike, save those at weight 0. By score band it is the most
    that a member gets in any band.
    """
    target = strategy.to
    given = {known.by_name.get(login.casefold()): weight for login, weight in target.weights}
    if strategy.by_band:
        given = _most_of_bands(target, known)
    roster: Roster = {}
    for user_id, team_id in _chosen(target, known).items():
        user = known.users.get(user_id)
        if user is None:
            continue
        weight = given.get(user_id, 0 if _listed_only(target) else user.weight)
        if strategy.method in {"round_robin", "performance"}:
            weight = MICRO if weight else 0
        roster[user_id] = (weight, team_id)
    return roster


def _most_of_bands(target: Target, known: Directory) -> dict[int | None, int]:
    """Return user -> his largest weight in the bands that list weights."""
    most: dict[int | None, int] = {}
    for _, weights in target.bands:
        if weights != "performance":
            for login, weight in weights:
                user_id = known.by_name.get(login.casefold())
                most[user_id] = max(most.get(user_id, 0), weight)
    return most


def _listed_only(target: Target) -> bool:
    """Return whether nobody gets a lead whom no band lists: no band goes by performance."""
    return bool(target.bands) and all(weights != "performance" for _, weights in target.bands)


def _chosen(target: Target, known: Directory) -> dict[int, int | None]:
    """Return user id -> the first team of the target he is in; None for those named in another way."""
    chosen: dict[int, int | None] = {}
    for name in target.teams:
        team_id = known.teams.get(name.casefold())
        if team_id is not None:
            for user_id in known.members.get(team_id, ()):
                chosen.setdefault(user_id, team_id)
    others: set[int] = {known.by_name[n.casefold()] for n in target.users if n.casefold() in known.by_name}
    for name in target.accounts:
        account_id = known.accounts.get(name.casefold())
        if account_id is not None:
            inside = known.below(account_id)
            others |= {u.id for u in known.users.values() if u.account_id in inside}
    wanted_tags = {tag.casefold() for tag in target.tags}
    others |= {user_id for user_id, tags in known.tags.items() if tags & wanted_tags}
    for user_id in others:
        chosen.setdefault(user_id, None)
    return chosen


def resolve_all(strategies: Iterable[Strategy], known: Directory) -> dict[str, Roster]:
    """Return strategy name (casefolded) -> members, of the enabled strategies."""
    return {s.name.casefold(): resolve(s, known) for s in strategies if s.enabled}


def refresh_rosters(con: sqlite3.Connection, config: Config, now: int) -> int:
    """Write the rosters that the applied rules and the people of this moment give; return how many changed.

    To be called in the same transaction as any change of config, account, team, tag, weight or disablement.
    """
    ids = name_ids(con, "strategy")
    resolved = resolve_all(config.strategies, load_directory(con))
    members = {ids[name]: roster for name, roster in resolved.items() if name in ids}
    with immediate(con):
        return store.refresh(con, members, now)
