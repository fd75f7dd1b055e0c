"""Accounts and teams as the planner, hand-outs and inboxes see them: whose they are, which are out of use."""

from __future__ import annotations

import sqlite3

from leadctl.db import people
from leadctl.engine.decisions import Node, Places


def load_places(con: sqlite3.Connection) -> Places:
    """Return accounts and teams with the owner each has, his own or the nearest ancestor's."""
    accounts = {a.id: a for a in people.all_accounts(con)}
    owners: dict[Node, int | None] = {}
    disabled: set[Node] = set()
    says_yes: set[Node] = set()
    for account in accounts.values():
        node = account
        while node.owner_id is None and node.parent_id is not None:
            node = accounts[node.parent_id]
        owners[account.id] = node.owner_id
        if account.disabled_at is not None:
            disabled.add(account.id)
        if account.auto_accept:
            says_yes.add(account.id)
    team_accounts = {}
    for team in people.all_teams(con):
        account_id = team.account_id or next(i for i, a in accounts.items() if a.parent_id is None)
        team_accounts[team.id] = account_id
        owners[-team.id] = team.owner_id if team.owner_id is not None else owners[account_id]
        if team.disabled_at is not None:
            disabled.add(-team.id)
    return Places(owners, team_accounts, frozenset(disabled), frozenset(says_yes))
