"""Duplicate rules over stored leads and earlier rows of the same import."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from leadctl.config import Config
from leadctl.config.model import DuplicateRule
from leadctl.db import duplicate_keys, duplicates
from leadctl.db.duplicates import Matcher
from leadctl.engine.importing.lookups import RecordTypes
from leadctl.engine.importing.rows import LeadRows
from leadctl.models import FINISHED


@dataclass(slots=True)
class Repeats:
    """What the rules say about leads just inserted, by lead id."""

    skipped: set[int] = field(default_factory=set)  # taken out again
    original: dict[int, int] = field(default_factory=dict)  # linked lead -> its original, always a root
    behind: set[int] = field(default_factory=set)  # linked leads that wait with an original nobody owns yet
    withheld: set[int] = field(default_factory=set)  # linked leads whose original is owned and open: its owner's


class DuplicateRules:
    """The duplicate rules, ready for the chunks of one import. Built inside a transaction."""

    def __init__(
        self, con: sqlite3.Connection, config: Config, types: RecordTypes, last_id: int, keep_all: bool = False
    ) -> None:
        """`keep_all`: each row is a lead that was kept elsewhere; it may be linked and is not skipped."""
        self._rules: list[tuple[DuplicateRule, Matcher]] = []
        for rule in config.duplicates:
            ids = tuple(i for i, name in types.names.items() if rule.record_type in ("*", name))
            folded = rule.record_type.casefold()
            ids = ids or tuple(i for i, name in types.names.items() if name.casefold() == folded)
            self._rules.append((rule, Matcher(rule.match, rule.within, ids)))
        self.keyed = [m.fields for _, m in self._rules if m.seek is None]
        self.fields = sorted({f for _, m in self._rules for f in m.fields})
        self.may_skip = not keep_all and any(rule.on_match == "skip" for rule, _ in self._rules)
        duplicates.prepare_connection(con)
        duplicate_keys.keep_up(con, self.keyed, last_id)

    def find(self, con: sqlite3.Connection, first: int, rows: LeadRows, systems: dict[int, str], now: int) -> Repeats:
        """Return what the leads `first`, `first + 1` … (just inserted, `rows`) repeat; skipped ones are deleted."""
        found = Repeats()
        if not self._rules:
            return found
        last = first + len(rows) - 1
        keys = {f: duplicate_keys.add_keys(con, f, range(first, last + 1)) for f in self.keyed}
        duplicate_keys.cover(con, self.keyed, last)
        matches = self._matches(con, first, last, keys)
        for lead_id in sorted(matches):
            rule, original = matches[lead_id]
            if original in found.skipped:  # what it matched is gone: look again
                duplicates.drop_new(con, found.skipped)
                again = self._matches(con, lead_id, lead_id, keys).get(lead_id)
                if again is None:
                    continue
                rule, original = again
            if rule.on_match == "skip" and self.may_skip:
                found.skipped.add(lead_id)
            elif rule.on_match == "link":
                found.original[lead_id] = original
        if found.skipped:
            duplicates.drop_new(con, found.skipped)
        self._follow(con, found, first, rows, systems, now)
        return found

    def _matches(
        self, con: sqlite3.Connection, first: int, last: int, keys: dict[tuple[str, ...], list[tuple[int, int]]]
    ) -> dict[int, tuple[DuplicateRule, int]]:
        """Return lead id -> (the first rule that finds something, the oldest lead it finds)."""
        matches: dict[int, tuple[DuplicateRule, int]] = {}
        for rule, matcher in self._rules:
            own = [(i, key) for i, key in keys.get(matcher.fields, ()) if first <= i <= last]
            for lead_id, original in duplicates.find(con, matcher, first, last, own).items():
                matches.setdefault(lead_id, (rule, original))
        return matches

    def _follow(
        self,
        con: sqlite3.Connection,
        found: Repeats,
        first: int,
        rows: LeadRows,
        systems: dict[int, str],
        now: int,
    ) -> None:
        """Follow each original to its root and decide who waits behind it."""
        stored = duplicates.roots(con, {o for o in found.original.values() if o < first})
        for lead_id in sorted(found.original):  # an original of this chunk has a smaller id: its root is known
            original = found.original[lead_id]
            found.original[lead_id] = found.original.get(original, stored.get(original, original))
        states = duplicates.root_states(con, {o for o in found.original.values() if o < first}, now)
        working = duplicates.working_users(con, now) if rows.owner_id else frozenset()
        for lead_id, root in found.original.items():
            if root < first:
                owner, system, works = states[root].owner_id, states[root].system, bool(states[root].owner_works)
            else:
                owner = rows.owner_id[root - first] if rows.owner_id else None
                system, works = systems[rows.columns["first_status_id"][root - first]], owner in working
            if system not in FINISHED and owner is None:
                found.behind.add(lead_id)
            elif system not in FINISHED and works:
                found.withheld.add(lead_id)
