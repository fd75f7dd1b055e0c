"""Tags given and taken by hand; those that a [[tag]] rule granted belong to the rule."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from leadctl.config import Config
from leadctl.db import dated, people
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.dated import TagRow
from leadctl.engine.rosters import refresh_rosters
from leadctl.errors import ConflictError, NotFoundError, UsageError, did_you_mean


@dataclass(frozen=True)
class TagsChanged:
    """What became of a user's tags, and those he has now, of rules included."""

    login: str
    added: list[str]
    removed: list[str]
    tags: list[str]


def change(
    con: sqlite3.Connection,
    login: str,
    coming: Iterable[str],
    leaving: Iterable[str],
    config: Config,
    now: int,
    *,
    dry_run: bool = False,
) -> TagsChanged:
    """Give and take tags by hand from now on; rosters follow. A tag he has by hand already changes nothing.

    Raises NotFoundError (user, a tag that he has not), ConflictError for one that only a rule granted, UsageError.
    """
    with rolled_back(con) if dry_run else immediate(con):
        user = people.find_user(con, login)
        have = {tag.casefold(): tag for tag in dated.hand_tags(con, user.id)}
        wanted = dict(have)
        for tag in coming:
            wanted.setdefault(_sound(tag).casefold(), _sound(tag))
        for tag in leaving:
            if wanted.pop(tag.strip().casefold(), None) is None:
                _refuse(con, user, tag, have.values())
        dated.set_tags(con, user.id, wanted.values(), now)
        refresh_rosters(con, config, now)
        return TagsChanged(
            user.login,
            [tag for key, tag in wanted.items() if key not in have],
            [tag for key, tag in have.items() if key not in wanted],
            list(dated.current_tags(con).get(user.id, ())),
        )


def _sound(tag: str) -> str:
    text = tag.strip()
    if not text or not text.isprintable() or "," in text or ";" in text:
        raise UsageError(f'"{tag}" is no tag: it needs a letter, and no comma or semicolon', slug="bad-value")
    return text


def _refuse(con: sqlite3.Connection, user: people.User, tag: str, have: Iterable[str]) -> None:
    by_rule = {name.casefold(): rule for name, rule in dated.rule_tags(con).get(user.id, {}).items()}
    rule = by_rule.get(tag.strip().casefold())
    if rule is not None:
        raise ConflictError(
            f'{user.login} has the tag "{tag}" by the rule "{rule}" of leadctl.toml, not by hand',
            slug="tag-by-rule",
            hint="the rule grants it again as long as his figures meet it; change [[tag]] and apply",
        )
    raise NotFoundError(
        f'{user.login} has no tag "{tag}"{did_you_mean(tag, have)}', slug="no-tag", hint="leadctl user tag list"
    )


def listed(con: sqlite3.Connection, login: str | None = None) -> list[TagRow]:
    """Return the tags in force, of one user or of all, by login and tag. Raises NotFoundError."""
    user_id = None if login is None else people.find_user(con, login).id
    return dated.tag_rows(con, user_id)
