"""What stands with teams and accounts and is not handed out yet, and whose it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from leadctl.db import handouts, people, state
from leadctl.db.handouts import Waiting
from leadctl.engine.decisions import Node, Places
from leadctl.engine.places import load_places


class Entry(NamedTuple):
    """One lead of an inbox: where it stands, for how many seconds, and the accountable user's login."""

    lead: Waiting
    place: str
    waited: int
    accountable: str | None


def team_inbox(con: sqlite3.Connection, now: int, *, team: str | None = None, mine: str | None = None) -> list[Entry]:
    """Return what stands with one team, with those that `mine` is accountable for, or with all; the oldest first.

    Raises NotFoundError.
    """
    names, places = people.team_names(con), load_places(con)
    chosen: set[int] = set(names) if team is None else {people.find_team(con, team).id}
    if mine is not None:
        chosen &= {-node for node in _owned(con, places, mine) if node < 0}
    return _entries(con, handouts.team_inbox(con, chosen, now), places, now, lambda w: -(w.team_id or 0))


def account_inbox(
    con: sqlite3.Connection, now: int, *, account: str | None = None, mine: str | None = None
) -> list[Entry]:
    """Return what stands with an account or one below it, with those of `mine`, or with all; the oldest first.

    Raises NotFoundError.
    """
    names, places = people.account_names(con), load_places(con)
    chosen = set(names) if account is None else set(people.subtree_ids(con, people.find_account(con, account).id))
    if mine is not None:
        chosen &= {node for node in _owned(con, places, mine) if node > 0}
    return _entries(con, handouts.account_inbox(con, chosen, now), places, now, lambda w: w.account_id)


def _owned(con: sqlite3.Connection, places: Places, login: str) -> Iterable[Node]:
    user_id = people.find_user(con, login).id
    return [node for node, owner in places.owners.items() if owner == user_id]


def _entries(
    con: sqlite3.Connection, rows: list[Waiting], places: Places, now: int, node_of: Callable[[Waiting], Node]
) -> list[Entry]:
    teams, accounts, logins = people.team_names(con), people.account_names(con), people.user_names(con)
    found = []
    for row in rows:
        node = node_of(row)
        owner = row.owner_id if row.owner_id is not None else places.owners.get(node)
        name = teams[-node] if node < 0 else accounts[node]
        found.append(Entry(row, name, max(now - row.since, 0), logins.get(owner or 0)))
    return found


def owners_follow(con: sqlite3.Connection, now: int) -> int:
    """Give the leads that stand with a team or account to whom it belongs now; return how many changed owner.

    A lead held by a team is its owner's: so when owners change, leads follow. Those of a place without any owner wait
    for the next assign. The caller holds the transaction.
    """
    moved = handouts.follow_owners(con, load_places(con).owners)
    if moved:
        state.rewait(con, moved, now)
    return len(moved)
