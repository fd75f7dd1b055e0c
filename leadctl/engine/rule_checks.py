"""Compares the names in the rules with the people in the database: unknown ones are faults, dead targets warnings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from leadctl.config.lines import Path
from leadctl.config.model import Config, Strategy, TagRule
from leadctl.config.section import Faults
from leadctl.db import dated, people
from leadctl.engine.rosters import Directory, load_directory, resolve
from leadctl.errors import did_you_mean


@dataclass(frozen=True)
class Known:
    """Everyone in the database, disabled ones too, by casefolded name; and the spellings, for suggestions."""

    directory: Directory
    users: dict[str, people.User]
    teams: dict[str, people.Team]
    accounts: dict[str, people.Account]
    tags: dict[str, str]
    user_words: list[str]


def load_known(con: sqlite3.Connection) -> Known:
    """Return the people as they stand in the database."""
    users = people.all_users(con)
    by_id = {user.id: user for user in users}
    return Known(
        load_directory(con),
        {name: by_id[user_id] for name, user_id in people.user_lookup(con).items()},
        {team.name.casefold(): team for team in people.all_teams(con)},
        {account.name.casefold(): account for account in people.all_accounts(con)},
        {tag.casefold(): tag for tags in dated.current_tags(con).values() for tag in tags},
        people.user_words(users),
    )


def check_people(config: Config, faults: Faults, known: Known) -> None:
    """Add a fault for every unknown user, team, account or tag, and a warning for every target that is dead."""
    earned = {rule.name.casefold(): rule.name for rule in config.tags}  # a tag that nobody has earned yet is known
    known = replace(known, tags=earned | known.tags)
    for index, strategy in enumerate(config.strategies):
        _Check(strategy, index, faults, known).run()
    for index, rule in enumerate(config.tags):
        _check_earned(rule, index, faults, known)
    for index, day in enumerate(config.own_holidays):
        for name in day.accounts:
            if name.casefold() not in known.accounts:
                near = did_you_mean(name, [row.name for row in known.accounts.values()])
                near = near or f"; bring it in with {REMEDIES['accounts']}"
                words = f"holiday {index + 1}: accounts"
                faults.add(("holiday", index, "accounts"), words, f'no account "{name}"{near}')


def _check_earned(rule: TagRule, index: int, faults: Faults, known: Known) -> None:
    """Add a fault for every unknown account and team of a [[tag]] rule."""
    places = (
        ("accounts", "account", rule.accounts, {a.casefold(): row.name for a, row in known.accounts.items()}),
        ("teams", "team", rule.teams, {t.casefold(): row.name for t, row in known.teams.items()}),
    )
    for key, what, names, spelled in places:
        for name in names:
            if name.casefold() not in spelled:
                near = did_you_mean(name, spelled.values()) or f"; bring it in with {REMEDIES[key]}"
                faults.add(("tag", index, key), f'tag "{rule.name}": {key}', f'no {what} "{name}"{near}')


Row = TypeVar("Row")
REMEDIES = {  # by what is unknown: how it becomes known
    "users": "leadctl import users FILE, or leadctl user add",
    "teams": "leadctl import teams FILE, or leadctl team add",
    "accounts": "leadctl import accounts FILE, or leadctl account add",
}


def _all_zero(strategy: Strategy) -> bool:
    """The file itself says so, and was warned about."""
    return bool(strategy.to.weights) and not any(weight for _, weight in strategy.to.weights)


class _Check:
    def __init__(self, strategy: Strategy, index: int, faults: Faults, known: Known) -> None:
        self.strategy = strategy
        self.path = ("strategy", index)
        self.words = f'strategy "{strategy.name}"'
        self.faults = faults
        self.known = known
        self.complete = True  # every name was found

    def run(self) -> None:
        to, known = self.strategy.to, self.known
        self._names("to.users", "user", to.users, known.users, known.user_words, REMEDIES["users"])
        weighted = [login for login, _ in to.weights if login not in to.users]
        self._names("to.weights", "user", weighted, known.users, known.user_words, REMEDIES["users"])
        for band, weights in to.bands:
            named = [] if weights == "performance" else [login for login, _ in weights if login not in to.users]
            self._names(f"to.weights.{band}", "user", named, known.users, known.user_words, REMEDIES["users"])
        teams = [t.name for t in known.teams.values()]
        self._names("to.teams", "team", to.teams, known.teams, teams, REMEDIES["teams"])
        accounts = [a.name for a in known.accounts.values()]
        remedy = REMEDIES["accounts"]
        self._names("to.accounts", "account", to.accounts, known.accounts, accounts, remedy)
        places = {**known.teams, **known.accounts}
        self._names("from", "account or team", [self.strategy.from_account], places, [*accounts, *teams], remedy)
        remedy = "leadctl user tag add LOGIN TAG, or a column tags of leadctl import users"
        self._names("to.tags", "tag", to.tags, known.tags, known.tags.values(), remedy)
        self._dead("to.users", to.users, known.users, lambda user: user.disabled_at)
        self._dead("to.teams", to.teams, known.teams, lambda team: team.disabled_at)
        self._dead("to.accounts", to.accounts, known.accounts, lambda account: account.disabled_at)
        for tag in self.strategy.needs_tags:
            if tag.casefold() not in known.tags:
                near = did_you_mean(tag, known.tags.values())
                message = f'no user has the tag "{tag}", so nobody may take these leads{near}'
                self._warn("unmeetable-needs", "needs_tags", message, "leadctl user tag add LOGIN TAG")
        if self.complete and self.strategy.enabled:
            self._roster()

    def _names(
        self, key: str, what: str, names: Iterable[str], known: Iterable[str], spelled: Iterable[str], remedy: str
    ) -> None:
        for name in names:
            if name.casefold() not in known:
                near = did_you_mean(name, spelled) or f"; bring it in with {remedy}"
                self.faults.add((*self.path, *key.split(".")), f"{self.words}: {key}", f'no {what} "{name}"{near}')
                self.complete = False

    def _dead(
        self, key: str, names: Iterable[str], known: dict[str, Row], disabled_at: Callable[[Row], int | None]
    ) -> None:
        for name in names:
            row = known.get(name.casefold())
            if row is not None and disabled_at(row) is not None:
                self._warn("dead-target", key, f'"{name}" is disabled and gets no leads', "take it out, or enable it")

    def _roster(self) -> None:
        """Say when nobody is behind the target, or nobody with a weight."""
        to = self.strategy.to
        roster = resolve(self.strategy, self.known.directory)
        if not roster and not self._elsewhere():
            self._warn("dead-target", "to", "nobody is behind this target: no enabled user", "name somebody else")
        elif roster and not any(weight for weight, _ in roster.values()) and not _all_zero(self.strategy):
            message = "everyone has weight 0: nobody gets a lead from this strategy"
            self._warn("zero-weight", "to", message, "leadctl user edit LOGIN --weight 1")
        if self.strategy.method == "least_loaded":
            self._capacities(roster)
        for login, _ in to.weights:
            user = self.known.users.get(login.casefold())
            if user is not None and user.disabled_at is None and user.id not in roster:
                message = f'"{login}" has a weight but is not in the target'
                self._warn("zero-weight", "to.weights", message, "add him to users, or take the weight out")

    def _elsewhere(self) -> bool:
        """Return whether nobody need be behind the target: it is a place, a table or a list, or the lint says it."""
        strategy = self.strategy
        place = strategy.method == "direct" and bool(strategy.to.teams or strategy.to.accounts)
        found = strategy.territory is not None or strategy.method == "account_owner"
        return place or found or strategy.mode == "pull"

    def _capacities(self, roster: Mapping[int, tuple[int, int | None]]) -> None:
        """Say when least_loaded would compare caps of open leads with plain weights."""
        users = self.known.directory.users
        without = sorted(users[u].login for u, (weight, _) in roster.items() if weight and users[u].open_cap is None)
        if without and len(without) < sum(weight > 0 for weight, _ in roster.values()):
            some = ", ".join(without[:3]) + (" …" if len(without) > 3 else "")
            message = f"least_loaded measures by the cap of open leads, else by the weight: {some} without such a cap"
            message += " would be full with one lead"
            self._warn("mixed-capacities", "method", message, "leadctl user edit LOGIN --open N")

    def _warn(self, code: str, key: str, message: str, remedy: str) -> None:
        path: Path = (*self.path, *key.split("."))
        self.faults.warn(path, f"{self.words}: {key}", message, code=code, remedy=remedy)
