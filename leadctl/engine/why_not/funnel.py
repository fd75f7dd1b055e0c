"""why-not --strategy: where the leads got stuck that a strategy was asked for."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadctl.clock import DAY
from leadctl.config import Config
from leadctl.config.model import Strategy
from leadctl.db import credits as credit_rows
from leadctl.db import leads, people, settings, why_not
from leadctl.engine.criteria import failed_clauses
from leadctl.engine.decisions import FROM, NOBODY, NOT_FOUND, SHARE, WHEN
from leadctl.engine.snapshot import compile_rules
from leadctl.engine.why_not.figures import Funnel
from leadctl.errors import NotFoundError, did_you_mean
from leadctl.models import Code

SAMPLE = 20_000  # leads whose failed clauses are looked at
OTHER_DATA = "(matches as the lead is today)"
_ORDER = {code.value: at for at, code in enumerate(Code)}


def funnel(con: sqlite3.Connection, config: Config, name: str, start: int, end: int, now: int) -> Funnel:
    """Return what became of the leads that the strategy was asked for in [start, end). Raises NotFoundError.

    From the stored traces: each lead counts once, by its last decision. Clauses are worked out from the leads as they
    are today, by the rules in force.
    """
    names = settings.names(con, "strategy")
    strategy_id = next((i for i, known in names.items() if known.casefold() == name.strip().casefold()), None)
    if strategy_id is None:
        near = did_you_mean(name, names.values())
        raise NotFoundError(f'no strategy "{name}"{near}', slug="no-strategy", hint="leadctl config show")
    spells = why_not.enabled(con, strategy_id, start, end)
    found = Funnel(
        names[strategy_id],
        spells[-1][0] if spells else None,
        spells[-1][1] if spells else None,
        start,
        end,
        days=sum(until - since for _, _, since, until in spells) / DAY,
        runs=sum(why_not.runs(con, since, until) for _, _, since, until in spells),
    )
    rule = next((s for s in config.strategies if s.name.casefold() == found.strategy.casefold()), None)
    _Counter(con, config, rule, strategy_id, names, found).count(now)
    return found


class _Counter:
    def __init__(
        self, con: sqlite3.Connection, config: Config, rule: Strategy | None, strategy_id: int,
        names: Mapping[int, str], found: Funnel,
    ) -> None:  # fmt: skip
        self._con, self._config, self._rule, self._id, self._names = con, config, rule, strategy_id, names
        self._found = found
        self._paths: dict[str, tuple[str, int | None] | None] = {}
        types = settings.name_ids(con, "record_type")
        wanted = None if rule is None or rule.record_type is None else rule.record_type.casefold()
        self._type = None if wanted is None else types.get(wanted, -1)
        self._rivals = self._same_place()

    def _same_place(self) -> set[int]:
        """Return the strategies that take from the same holder, in the rules in force."""
        if self._rule is None:
            return set()
        place = self._rule.from_account.casefold()
        same = {s.name.casefold() for s in self._config.strategies if s.from_account.casefold() == place}
        return {i for i, name in self._names.items() if name.casefold() in same and i != self._id}

    def count(self, now: int) -> None:
        """Fill the funnel."""
        con, found = self._con, self._found
        several = why_not.given_again(con, found.start, found.end)
        stuck: dict[tuple[str, int | None], list[int]] = {}
        last: dict[int, tuple[str, int | None] | None] = {}
        recipients: Counter[str] = Counter()
        earlier: Counter[str] = Counter()
        logins = people.user_names(con)
        for d in why_not.decisions(con, found.start, found.end):
            if d.strategy_id == self._id:
                last.pop(d.lead_id, None)
                if d.end_kind in {"expired", "rejected", "recalled"}:
                    found.unanswered += 1
                found.taken += 1
                recipients[logins.get(d.user_id or 0) or "(account or team)"] += 1
                continue
            step = None if d.path is None else self._step(d.path)
            if step is not None:
                if d.lead_id in several:
                    last[d.lead_id] = step
                else:
                    stuck.setdefault(step, []).append(d.lead_id)
            elif d.strategy_id in self._rivals and self._type in {None, d.record_type_id}:
                earlier[self._names[d.strategy_id]] += 1
        for lead_id, path, _ in why_not.holds(con, found.start, found.end):
            step = None if path is None else self._step(path)
            if step is not None:
                last[lead_id] = step
                found.waiting += 1
        for lead_id, step in last.items():
            if step is not None:
                stuck.setdefault(step, []).append(lead_id)
        found.recipients, found.earlier = dict(recipients.most_common()), dict(earlier.most_common())
        self._stuck(stuck, now)
        found.considered = found.taken + sum(map(len, stuck.values()))
        self._pulls()

    def _step(self, path: str) -> tuple[str, int | None] | None:
        """Return (code, candidate set) of the strategy's own step in a trace, or None when it was not asked."""
        if path not in self._paths:
            self._paths[path] = self._of(json.loads(path))
        return self._paths[path]

    def _of(self, steps: Sequence[Sequence[Any]]) -> tuple[str, int | None] | None:
        for step in steps:
            if step[0] == self._id and step[0] != FROM:
                return step[1], step[2] if len(step) > 2 and isinstance(step[2], int) else None
        return None

    def _stuck(self, stuck: Mapping[tuple[str, int | None], list[int]], now: int) -> None:
        """Sort the leads that it did not take by where they got stuck."""
        found = self._found
        nobody: Counter[str] = Counter()
        other: Counter[str] = Counter()
        sets = credit_rows.sets(self._con, {set_id for _, set_id in stuck if set_id is not None})
        for (code, set_id), ids in stuck.items():
            if code == WHEN:
                found.clauses, found.sampled = self._clauses(ids, now)
            elif code == SHARE:
                found.share += len(ids)
            elif code == NOT_FOUND:
                found.not_found += len(ids)
            elif code == NOBODY:
                nobody[_furthest(sets.get(set_id or 0))] += len(ids)
            else:
                other[code] += len(ids)
        found.nobody, found.other = dict(nobody.most_common()), dict(other.most_common())

    def _clauses(self, ids: Sequence[int], now: int) -> tuple[dict[str, int], int | None]:
        """Return (the first clause that fails -> leads, how many were looked at when not all)."""
        if self._rule is None:
            return {"(the strategy is not in the rules in force)": len(ids)}, None
        part = ids if len(ids) <= SAMPLE else ids[:: -(-len(ids) // SAMPLE)]
        book = compile_rules(self._con, self._config, now)
        counts: Counter[str] = Counter()
        for row in self._rows(part, book.fields, now):
            failed = failed_clauses(self._rule.when, book.index, now, row)
            counts[failed[0].text if failed else OTHER_DATA] += 1
        if len(part) < len(ids):
            factor = len(ids) / len(part)
            return {text: round(count * factor) for text, count in counts.most_common()}, len(part)
        return dict(counts.most_common()), None

    def _rows(self, ids: Sequence[int], fields: Sequence[str], now: int) -> Iterator[tuple[Any, ...]]:
        core = why_not.any_rows(self._con, ids)
        return (core[lead_id] + values for lead_id, values in leads.load_rows(self._con, ids, fields, now))

    def _pulls(self) -> None:
        """Count attempts of a pull strategy, and why they came back with less than was asked for."""
        found = self._found
        if found.mode != "pull":
            return
        in_vain: Counter[str] = Counter()
        for text in why_not.pull_counts(self._con, found.start, found.end):
            counts = json.loads(text)
            mine = [lead for lead in counts.get("leads", ()) if lead.get("strategy") == found.strategy]
            short = [why for why in counts.get("why", ()) if why.get("strategy") == found.strategy]
            found.pulls += bool(mine or short)
            found.pulled += len(mine)
            in_vain.update(_shortage(why) for why in short)
        found.in_vain = dict(in_vain.most_common())


def _shortage(why: Mapping[str, Any]) -> str:
    """Return why a pull came back with less: the user's own state, else what most of the leads lacked."""
    if why.get("code"):
        return str(why["code"])
    refused: dict[str, int] = why.get("refused") or {}
    if refused:
        return max(refused, key=lambda code: (refused[code], code))
    return "cooling" if why.get("cooling") else "max_pulls" if why.get("exhausted") else "empty"


def _furthest(members: str | None) -> str:
    """Return the code of the candidate who came furthest in the order of reasons; `no members` when there was none."""
    codes = [code for _, _, code in json.loads(members) if code] if members else []
    return max(codes, key=lambda code: _ORDER.get(code, -1)) if codes else "no members"
