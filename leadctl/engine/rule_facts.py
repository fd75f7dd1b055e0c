"""Gathers what the database knows of the names in the rules, for the lint."""

from __future__ import annotations

import sqlite3

from leadctl.config.model import Config, Limits
from leadctl.db import behaviour, dated, people, rule_facts
from leadctl.engine.lint.scene import Facts, Member
from leadctl.engine.rosters import Directory, resolve
from leadctl.engine.rule_checks import Known
from leadctl.hours import Block, Hours
from leadctl.models import ROOT_ACCOUNT


def load_facts(con: sqlite3.Connection, config: Config, known: Known) -> Facts:
    """Return the facts about the rules in `config`: rosters as they would be, and what of the names leads have."""
    members = _members(con, config, known.directory)
    everybody = known.directory.users
    inside = {name: known.directory.below(i) for name, i in known.directory.accounts.items()}
    seats = {user.account_id for user in everybody.values()}
    with_members = {t for t, ids in known.directory.members.items() if any(user_id in everybody for user_id in ids)}
    return Facts(
        rosters={
            s.name.casefold(): tuple(members[user_id] for user_id in resolve(s, known.directory))
            for s in config.strategies
            if s.enabled
        },
        tags=frozenset(tag for tags in known.directory.tags.values() for tag in tags),
        empty_teams=frozenset(name for name, i in known.directory.teams.items() if i not in with_members),
        empty_accounts=frozenset(name for name, below in inside.items() if not below & seats),
        held_by=frozenset(name.casefold() for name in rule_facts.holders(con, _places(config))),
        owned=_owned(known),
        territories={table: frozenset(names) for table, names in rule_facts.territory_nodes(con).items()},
        touches=tuple(behaviour.seen_touches(con)),
        names=rule_facts.names_met(con),
        unmeant=tuple(rule_facts.unmeant_statuses(con)),
    )


def _places(config: Config) -> set[str]:
    """Return the accounts and teams other than the root from which strategies take."""
    return {s.from_account for s in config.strategies if s.enabled} - {ROOT_ACCOUNT}


def _members(con: sqlite3.Connection, config: Config, directory: Directory) -> dict[int, Member]:
    """Return user id -> enabled user; working hours without time off, since rules are for every week."""
    shifts = dated.current_shifts(con)
    found = {}
    for user_id, user in directory.users.items():
        zone = user.timezone or config.timezone
        blocks = tuple(Block(b.weekday, b.starts, b.ends, b.timezone or zone) for b in shifts.get(user_id, ()))
        found[user_id] = Member(
            login=user.login,
            tags=directory.tags.get(user_id, frozenset()),
            limits=Limits(user.per_hour, user.per_day, user.per_week, user.open_cap),
            hours=Hours(blocks),
        )
    return found


def _owned(known: Known) -> frozenset[str]:
    """Return the accounts and teams with somebody accountable: their own owner or an ancestor's."""
    by_id = {account.id: account for account in known.accounts.values()}

    def owned(account: people.Account | None) -> bool:
        while account is not None:
            if account.owner_id is not None:
                return True
            account = by_id.get(account.parent_id or 0)
        return False

    root = next((a.id for a in by_id.values() if a.parent_id is None), 0)
    found = {name for name, account in known.accounts.items() if owned(account)}
    found |= {
        name
        for name, team in known.teams.items()
        if team.owner_id is not None or owned(by_id.get(team.account_id or root))
    }
    return frozenset(found)
