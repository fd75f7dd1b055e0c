"""Gates, classification and scores of new leads, from their own data."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadctl.config import Config
from leadctl.db import leads
from leadctl.db.behaviour import is_behaviour
from leadctl.engine.importing.lookups import Users
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.scoring import Rules, rule_fields
from leadctl.models import LEAD_FIELDS, ROOT_ACCOUNT, slug

REMEMBERED = 20_000  # texts of parts
_BY_NAME = frozenset({"source", "campaign", "product", "source_type"})


@dataclass(slots=True)
class Verdict:
    """What the rules say, one entry per lead: the gate that holds it or None, the score, its parts as JSON or None."""

    gate: Column
    score: Column
    parts: Column


class Judge:
    """The rules of the applied config, for leads of an import."""

    def __init__(self, config: Config, type_names: Mapping[int, str], now: int) -> None:
        self.idle = not (config.gates or config.classify or config.scores)
        self.fields = sorted(rule_fields(config))
        self.index = {field: at for at, field in enumerate(self.fields)}
        self._texts: dict[tuple[tuple[str, int], ...], str] = {}
        self._now = now
        self._rules = {name: Rules.compile(config, name, self.index, now) for name in type_names.values()}

    def judge(
        self,
        rows: LeadRows,
        status_names: Mapping[int, str],
        systems: Mapping[int, str],
        users: Users,
        classify: bool = True,
    ) -> Verdict:
        """Return the verdict on new leads; classification is written into `rows`, unless they had theirs elsewhere."""
        n = len(rows)
        if self.idle:
            return Verdict([None] * n, [0] * n, [None] * n)
        table = zip(*self._table(rows, status_names, systems, users), strict=True) if self.fields else iter([()] * n)
        verdict = Verdict([], [], [])
        rules, index = self._rules, self.index
        for i, (name, row) in enumerate(zip(rows.names["record_type"], table, strict=True)):
            outcome = rules[name].evaluate(row, index)
            if outcome.changes and classify:
                _classify(rows, i, outcome.changes)
            verdict.gate.append(outcome.gate)
            verdict.score.append(outcome.score)
            verdict.parts.append(self._parts_text(outcome.parts))
        return verdict

    def _parts_text(self, parts: Mapping[str, int]) -> str | None:
        """Return the parts as JSON; there are few different ones, unless points decay."""
        if not parts:
            return None
        key = tuple(parts.items())
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= REMEMBERED:
                self._texts = {}
            text = self._texts[key] = json.dumps(parts, ensure_ascii=False)
        return text

    def _table(
        self, rows: LeadRows, status_names: Mapping[int, str], systems: Mapping[int, str], users: Users
    ) -> list[Column]:
        statuses = rows.columns["first_status_id"]
        owners = rows.owner_id or [None] * len(rows)
        derived: dict[str, Any] = {
            "status": lambda: [status_names[s] for s in statuses],
            "system_status": lambda: [systems[s] for s in statuses],
            "score": lambda: [0] * len(rows),
            "owner": lambda: [None if o is None else users.by_id[o].login for o in owners],
            "account": lambda: [ROOT_ACCOUNT] * len(rows),
            "last_work": lambda: [None] * len(rows),
        }
        return [derived[f]() if f in derived else _column(rows, f) for f in self.fields]

    def rescore(self, con: sqlite3.Connection, lead_ids: Sequence[int]) -> None:
        """Score stored leads again, after some of their cells changed."""
        if self.idle:
            return
        leads.set_scores(con, self.scores(con, lead_ids))

    def scores(self, con: sqlite3.Connection, lead_ids: Sequence[int]) -> list[tuple[int, int, str | None]]:
        """Return (lead, score, its parts as JSON or None) of stored leads as they score now."""
        found = []
        for lead_id, row in leads.load_rows(con, lead_ids, [*self.fields, "record_type"], self._now):
            rules = self._rules.get(row[-1])
            if rules is not None:
                score, parts = rules.score(row[:-1])
                found.append((lead_id, score, self._parts_text(parts)))
        return found


def _column(rows: LeadRows, field: str) -> Column:
    if is_behaviour(field):  # nothing was done with a lead that comes in now
        return [None if field == "last_touch" else 0] * len(rows)
    if field in rows.names:
        return rows.names[field]
    if field in rows.columns:
        return rows.columns[field]
    wanted = slug(field)
    for name, column in rows.attributes.items():
        if slug(name) == wanted:
            return [int(v) if isinstance(v, bool) else v for v in column]
    return [None] * len(rows)


def _classify(rows: LeadRows, i: int, changes: Mapping[str, Any]) -> None:
    for field, value in changes.items():
        if field in _BY_NAME:
            place = rows.names
        elif field in LEAD_FIELDS:
            place = rows.columns
        else:
            place = rows.attributes
        place.setdefault(field, [None] * len(rows))[i] = value
