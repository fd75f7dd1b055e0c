"""Tags that users earn: grants and takes back what the [[tag]] rules say, by the users' own figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from operator import ge, gt, le, lt
from typing import Any, Final, NamedTuple

from leadctl.clock import local_date
from leadctl.config import Config
from leadctl.config.model import Figure, TagRule
from leadctl.db import people, settings
from leadctl.db import user_figures as store
from leadctl.db.connection import immediate, snapshot
from leadctl.db.user_figures import Figures
from leadctl.engine.rosters import Directory, load_directory, refresh_rosters

_HOLDS: Final[dict[str, Callable[[float, float], bool]]] = {"min": ge, "max": le, "gt": gt, "lt": lt}
_SIGNS: Final = {"min": "≥", "max": "≤", "gt": ">", "lt": "<"}
GONE: Final = "the rule is no longer in force"


class Change(NamedTuple):
    """One tag granted, or taken back; `why` are the figures in words."""

    user_id: int
    login: str
    tag: str
    granted: bool
    why: str


@dataclass
class Granted:
    """What the rules came to: the changes, and how many rosters followed."""

    changes: list[Change] = field(default_factory=list)
    rosters: int = 0

    def as_json(self) -> list[dict[str, Any]]:
        """Return the changes as JSON values."""
        return [{k: v for k, v in change._asdict().items() if k != "user_id"} for change in self.changes]


def grant(con: sqlite3.Connection, config: Config, now: int, dry: bool = False) -> Granted:
    """Give and take back the tags that users earned, as of `now` (seconds UTC), and return what changed.

    A tag that a user has by hand is neither granted again nor ever taken away. A rule with keep = true never takes
    back; a rule that left the file does. Disabled users are left as they are. Rosters follow in the same transaction.
    """
    if not config.tags and not any(tag.rule for tag in store.tags_in_force(con)):
        return Granted()
    guard: AbstractContextManager[None] = snapshot(con) if dry else immediate(con)
    with guard:
        found = Granted(_changes(con, config, now))
        if found.changes and not dry:
            store.take_tags(con, [(c.user_id, c.tag) for c in found.changes if not c.granted], now)
            store.grant_tags(con, [(c.user_id, c.tag) for c in found.changes if c.granted], now)
            found.rosters = refresh_rosters(con, config, now)
        return found


def _changes(con: sqlite3.Connection, config: Config, now: int) -> list[Change]:
    by_rule: dict[tuple[int, str], str] = {}
    by_hand: set[tuple[int, str]] = set()
    for tag in store.tags_in_force(con):
        if tag.rule is None:
            by_hand.add((tag.user_id, tag.tag.casefold()))
        else:
            by_rule[tag.user_id, tag.tag.casefold()] = tag.rule
    users = {u.id: u for u in people.all_users(con)}
    changes = []
    for rule in config.tags:
        name = rule.name.casefold()
        earned = _earned(con, rule, config, now)
        for user_id, (holds, why) in earned.items():
            has = by_rule.get((user_id, name))
            if holds and has is None and (user_id, name) not in by_hand:
                changes.append(Change(user_id, users[user_id].login, rule.name, True, why))
            elif not holds and has is not None and not rule.keep:
                changes.append(Change(user_id, users[user_id].login, has, False, why))
    ruled = {rule.name.casefold() for rule in config.tags}
    for (user_id, name), rule_name in by_rule.items():
        if name not in ruled and users[user_id].disabled_at is None:
            changes.append(Change(user_id, users[user_id].login, rule_name, False, GONE))
    return sorted(changes, key=lambda c: (c.login.casefold(), c.tag.casefold()))


def _earned(con: sqlite3.Connection, rule: TagRule, config: Config, now: int) -> dict[int, tuple[bool, str]]:
    """Return enabled user -> (whether the rule holds for him, his figures in words)."""
    known = load_directory(con)
    type_id = (
        None if rule.record_type == "*" else settings.name_ids(con, "record_type").get(rule.record_type.casefold())
    )
    if rule.record_type != "*" and type_id is None:
        type_id = -1  # no lead of that type yet
    since = 0 if rule.within is None else now - rule.within
    figures = store.user_figures(con, now, since=since, type_id=type_id)
    inside = _inside(rule, known)
    found = {}
    for user_id, user in known.users.items():
        if inside is not None and user_id not in inside:
            found[user_id] = (False, "not in the rule's accounts and teams")
            continue
        numbers = numbers_of(figures.get(user_id, Figures()), months(user.created_at, now, config.timezone))
        found[user_id] = (meets(rule.when, numbers), ", ".join(_say(figure, numbers) for figure in rule.when))
    return found


def _inside(rule: TagRule, known: Directory) -> set[int] | None:
    """Return the users that a rule is for; None = everybody."""
    if not rule.accounts and not rule.teams:
        return None
    seats: set[int] = set()
    for name in rule.accounts:
        account_id = known.accounts.get(name.casefold())
        if account_id is not None:
            seats |= known.below(account_id)
    found = {user.id for user in known.users.values() if user.account_id in seats}
    for name in rule.teams:
        team_id = known.teams.get(name.casefold())
        if team_id is not None:
            found |= known.members.get(team_id, frozenset())
    return found


def numbers_of(figures: Figures, months_since: int) -> dict[str, float]:
    """Return the figures by the names that rules use; win_rate in per cent of the leads given, 0 of none."""
    rate = 100 * figures.closed / figures.given if figures.given else 0.0
    return {**figures._asdict(), "win_rate": rate, "months": months_since}


def meets(when: tuple[Figure, ...], numbers: Mapping[str, float]) -> bool:
    """Return whether every bound holds."""
    return all(_HOLDS[figure.operator](numbers[figure.name], figure.value) for figure in when)


def _say(figure: Figure, numbers: Mapping[str, float]) -> str:
    """Return one figure beside its bound: `closed 31 (≥ 30)`."""
    unit = " %" if figure.name == "win_rate" else ""
    shown = f"{numbers[figure.name]:.1f}" if unit else f"{numbers[figure.name]:g}"
    return f"{figure.name} {shown}{unit} ({_SIGNS[figure.operator]} {figure.value:g}{unit})"


def months(since: int, now: int, zone: str) -> int:
    """Return the whole calendar months between two moments, by the local dates of `zone`; never below 0.

    Who came on the 31st completes a month on the last day of a shorter one.
    """
    first, last = local_date(since, zone), local_date(now, zone)
    whole = 12 * (last.year - first.year) + last.month - first.month
    next_day = local_date(now + 86_400, zone)
    ends_month = next_day.month != last.month
    return max(0, whole - (last.day < first.day and not ends_month))
