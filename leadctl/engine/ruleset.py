"""The rules as a whole: check the file, apply it as a new version, compare versions."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from leadctl.clock import local_date
from leadctl.config import Config, load_text
from leadctl.config.parse import read_text, replace_warnings
from leadctl.config.section import Faults
from leadctl.db import rules
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.settings import status_systems
from leadctl.db.state import rewait
from leadctl.engine.hop_lint import check_hops
from leadctl.engine.lint import lint
from leadctl.engine.lookup_checks import check_lookups
from leadctl.engine.mapping_checks import check_mappings
from leadctl.engine.rescoring import rescore_waiting
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.rule_changes import Change, changes
from leadctl.engine.rule_checks import check_people, load_known
from leadctl.engine.rule_effect import Effect, compare
from leadctl.engine.rule_facts import load_facts
from leadctl.engine.run_summary import Performer
from leadctl.errors import NotFoundError
from leadctl.models import FINISHED


@dataclass(frozen=True)
class Applied:
    """What `apply` did: the version in force, whether it is new, and what else is worth saying."""

    version: int
    changed: bool
    config: Config
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


def check(text: str, file: str, con: sqlite3.Connection | None = None, now: int | None = None) -> Config:
    """Return the rules in `text`, warnings included; arguments as for examine. Raises ConfigError with every fault."""
    config, found = examine(text, file, con, now)
    found.raise_any()
    return replace_warnings(config, found.warnings())


def examine(
    text: str, file: str, con: sqlite3.Connection | None = None, now: int | None = None
) -> tuple[Config, Faults]:
    """Return the rules in `text` and everything that is wrong or odd about them.

    With `con` the names are compared with people, leads and what they have too; with `now` (seconds UTC) days with
    today. What is odd is looked for when nothing is wrong. Raises ConfigError when the text is no TOML.
    """
    config, found = read_text(text, file, rules.seen_attributes(con) if con is not None else ())
    _check_region(config, found)
    known = None if con is None else load_known(con)
    if con is not None and known is not None:
        check_people(config, found, known)
        _check_currency(config, found, con)
    if found.findings("fault"):
        return config, found
    facts = None if con is None or known is None else load_facts(con, config, known)
    lint(config, found, facts, None if now is None else local_date(now, config.timezone))
    check_hops(config, found, known.accounts if known else ())
    check_mappings(config, found)
    if con is not None:
        check_lookups(con, config, found)
    return config, found


def _check_region(config: Config, found: Faults) -> None:
    from leadctl.engine.normalise.place import country

    if country(config.region) != config.region:
        found.add(("region",), "region", f'"{config.region}" is no country code; write US, GB, DE …')


def _check_currency(config: Config, found: Faults, con: sqlite3.Connection) -> None:
    stored = rules.currency(con)
    if config.currency != stored and rules.money_stored(con):
        message = f"amounts are stored in {stored}; the currency of a database with amounts cannot change"
        found.add(("currency",), "currency", f'{message}; write currency = "{stored}"')


def apply(con: sqlite3.Connection, text: str, now: int, actor: str, file: str = "leadctl.toml") -> int:
    """Apply the rules in `text` and return the id of the version in force. Raises ConfigError, nothing written."""
    return apply_rules(con, text, now, actor, file).version


def apply_rules(con: sqlite3.Connection, text: str, now: int, actor: str, file: str = "leadctl.toml") -> Applied:
    """Apply the rules in `text` as a new version, unless they are the ones in force already.

    Record types, dated statuses and strategies, and the rosters follow in the same transaction. Raises ConfigError
    naming every fault; then nothing was written.
    """
    with immediate(con):
        config = check(text, file, con, now)
        current = rules.current_version(con)
        if current is not None and current.text == text:
            return Applied(current.id, False, config)
        digest = hashlib.sha256(text.encode()).hexdigest()
        version = rules.add_version(con, text, digest, now, actor)
        rules.set_currency(con, config.currency)
        rules.sync_record_types(con, config.record_types)
        _sync_statuses(con, config, now)
        rules.sync_strategies(con, config.strategies, now)
        refresh_rosters(con, config, now)
        before = _config_of(current)
        rescore_waiting(con, before, config, now)
        found = tuple(changes(before, config))
        return Applied(version, True, config, found, _notes(con, config))


def _config_of(current: rules.Version | None) -> Config:
    """Return the rules of a stored version; the built-in defaults when there is none."""
    return load_text(current.text, f"version {current.id}") if current else load_text("", "built-in defaults")


@dataclass(frozen=True)
class RulePlan:
    """What applying a text would change: the rules in words, the text line by line, the leads that wait now."""

    config: Config
    changes: tuple[Change, ...]
    diff: tuple[str, ...]
    effect: Effect
    notes: tuple[str, ...] = ()
    performance: tuple[Performer, ...] = ()  # what strategies by performance would go by


def plan(con: sqlite3.Connection, text: str, now: int, file: str = "leadctl.toml") -> RulePlan:
    """Return what applying `text` would change. Raises ConfigError naming every fault; nothing is written.

    Both rule sets go through the real planner in one transaction, in which the new one is applied and taken back.
    """
    from leadctl.engine.runs import dry_plan

    with rolled_back(con):
        current = rules.current_version(con)
        in_force = _config_of(current)
        lines = diff(current.text if current else "", text, "in force", file)
        before = dry_plan(con, in_force, now).moves
        applied = apply_rules(con, text, now, "plan", file)
        new = dry_plan(con, applied.config, now) if applied.changed else None
    found = applied.changes
    notes = applied.notes
    if any(change.kind == "score" or change.kind.endswith(("classify rule", "classify rules")) for change in found):
        notes = (*notes, "apply scores the waiting leads again; what classification set at import stays")
    effect = compare(before, before if new is None else new.moves)
    return RulePlan(applied.config, found, tuple(lines), effect, notes, () if new is None else tuple(new.performance))


def _sync_statuses(con: sqlite3.Connection, config: Config, now: int) -> None:
    """Write what statuses mean from now on; where one opens or closes its leads, they wait or stop waiting."""
    before = status_systems(con, now)
    rules.sync_statuses(con, config.statuses, now)
    for status, system in status_systems(con, now).items():
        if (before.get(status, system) in FINISHED) != (system in FINISHED):
            rewait(con, rules.leads_in_status(con, status), now)


def _notes(con: sqlite3.Connection, config: Config) -> tuple[str, ...]:
    """Say in one line which statuses the file no longer has although leads are in them."""
    named = {rule.name.casefold() for rule in config.statuses}
    used = [
        f'"{name}" ({count:,})'
        for name, count in rules.status_use(con).items()
        if count and name.casefold() not in named
    ]
    if not used:
        return ()
    return (f"not in the file, but leads are in them, so they stay valid: status {', '.join(used)}",)


def history(con: sqlite3.Connection) -> list[rules.Version]:
    """Return every applied version, newest first."""
    return rules.versions(con)


def version(con: sqlite3.Connection, number: int | None = None) -> rules.Version:
    """Return version `number`, or the one in force. Raises NotFoundError when there is none."""
    found = rules.current_version(con) if number is None else rules.get_version(con, number)
    if found is not None:
        return found
    if number is None:
        raise NotFoundError("no rules were applied yet", slug="no-config", hint="leadctl config apply leadctl.toml")
    raise NotFoundError(f"there is no version {number} of the rules", slug="no-version", hint="leadctl config history")


def diff(old: str, new: str, old_name: str, new_name: str) -> list[str]:
    """Return the lines of a unified diff between two texts; empty when they are alike."""
    import difflib

    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), old_name, new_name, lineterm="")
    return list(lines)
