"""Dimensions: what a passage can be filtered and grouped by, its SQL key, its word in a cell, its order in a list."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import offsets
from leadctl.db import facts_dimensions, facts_names
from leadctl.db.facts_dimensions import ORIGIN_CODES, Expression
from leadctl.db.settings import whole
from leadctl.errors import NotFoundError, UsageError, did_you_mean
from leadctl.models import NO_STRATEGY_NAMES, PRIORITY_NAMES
from leadctl.reports.periods import WEEKDAYS, bucket, buckets
from leadctl.reports.spec import ATTRIBUTE, TIMES, ReportSpec

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

NONE: Final = "(none)"
MODES: Final = {"push": 0, "pull": 1, "none": 2}
OUTCOMES: Final = ("pending", "accepted", "auto-accepted", "rejected", "expired", "rerouted", "recalled")
PSEUDO_STRATEGIES: Final = {
    code: {**NO_STRATEGY_NAMES, "engine": "(engine)", "none": "(no strategy)", "transferred": "(transferred)"}[origin]
    for origin, code in ORIGIN_CODES.items()
}
LABELS: Final = {
    "account": "Account",
    "campaign": "Source campaign",
    "record-type": "Record type",
    "source-type": "Source type",
    "value-slab": "Value slab",
    "score-band": "Score band",
    "sales-stage": "Sales stage",
}
KEYS: Final = {"campaign": "source_campaign"}
MOST_BUCKETS: Final = 60
MOST_WORDS: Final = 12  # more are not listed after a wrong one
_EPOCH: Final = date(1970, 1, 1)


@dataclass(slots=True)
class Dimension:
    """One dimension of one report. `words` turns the SQL key into the cell's text; None is shown as (none)."""

    name: str
    expression: Expression
    words: Callable[[Any], str | None]
    rank: Callable[[Any], Hashable] | None = None  # order of the SQL keys; by name without it
    known: Callable[[], dict[str, list[Any]]] | None = None  # text a user may type (casefolded) -> SQL keys
    _cells: dict[Any, str] = field(default_factory=dict)
    _ranks: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the stable column key."""
        return KEYS.get(self.name, self.name.replace("-", "_"))

    @property
    def label(self) -> str:
        """Return the column's heading."""
        if self.name.startswith(ATTRIBUTE):
            return self.name.removeprefix(ATTRIBUTE)
        return LABELS.get(self.name, self.name.capitalize())

    def cell(self, raw: Any) -> str:
        """Return the cell of one SQL key."""
        found = self._cells.get(raw)
        if found is None:
            word = self.words(raw) if raw is not None else None
            found = self._cells[raw] = NONE if word is None or word == "" else word
            rank = self.rank(raw) if self.rank is not None and raw is not None else found.casefold()
            self._ranks[found] = (found == NONE, found.startswith("["), rank, found)
        return found

    def order(self, cell: str) -> Any:
        """Return the sort key of a cell: names in alphabetical order, [places] after users, (none) last."""
        return self._ranks[cell]


def subtree(parents: dict[int, int | None], root: int) -> frozenset[int]:
    """Return `root` and every account below it."""
    found = {root}
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def _unknown(dimension: Dimension, value: str, known: dict[str, list[Any]]) -> NotFoundError:
    """Return the error about a value that no passage can have: the nearest one, and all of them where they are few."""
    cells = [(word, dimension.cell(keys[0])) for word, keys in known.items()]
    words = [cell if cell.casefold() == word else word for word, cell in cells]
    kind = "attribute" if dimension.name.startswith(ATTRIBUTE) else dimension.name
    what = dimension.label if kind == "attribute" else kind.replace("-", " ")
    hint = "one of " + ", ".join(words) if 0 < len(words) <= MOST_WORDS else {"user": "leadctl user list"}.get(kind)
    if kind == "user" and all(keys[0] < 0 for keys in known.values()):  # accounts and teams alone
        hint = "there are no users yet: leadctl import users FILE"
    return NotFoundError(f'no {what} "{value}"{did_you_mean(value, words)}', slug=f"unknown-{kind}", hint=hint)


def _typed(names: Iterable[tuple[Any, str | None]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for raw, name in names:
        if name:
            found.setdefault(name.strip().casefold(), []).append(raw)
    return found


def _typed_or_none(names: dict[int, str | None]) -> dict[str, list[Any]]:
    """Return the same where several ids share a word: `(none)` means the ids without one, and no id at all."""
    return _typed(names.items()) | {NONE: [None, *(raw for raw, name in names.items() if not name)]}


class Dimensions:
    """Builds the dimensions of one report from names, rules and period."""

    def __init__(self, con: sqlite3.Connection, names: facts_names.Names, config: Rules, spec: ReportSpec) -> None:
        self._con = con
        self._names = names
        self._config = config
        self._spec = spec
        self._made: dict[str, Dimension] = {}

    def get(self, name: str) -> Dimension:
        """Return the dimension of this name. Raises UsageError where the rules lack what it needs."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def keys_of(self, name: str, values: Iterable[str]) -> list[Any]:
        """Return the SQL keys that the typed values mean. Raises NotFoundError with the nearest one."""
        dimension = self.get(name)
        known = dimension.known() if dimension.known else {}
        found: list[Any] = []
        for value in values:
            folded = value.strip().casefold()
            if folded in known:
                found += known[folded]
            elif folded == NONE:
                found.append(None)
            else:
                raise _unknown(dimension, value, known)
        return found

    # ------------------------------------------------------------ the kinds

    def _make(self, name: str) -> Dimension:
        if name in TIMES:
            return self._time(name)
        if name.startswith(ATTRIBUTE):
            return self._attribute(name.removeprefix(ATTRIBUTE))
        special = {
            "user": self._user,
            "strategy": self._strategy,
            "method": self._method,
            "mode": self._mode,
            "source-type": self._source_type,
            "priority": self._priority,
            "confidence": self._confidence,
            "value-slab": self._slab,
            "score-band": self._band,
            "outcome": self._outcome,
        }.get(name)
        return special() if special else self._named(name)

    def _named(self, name: str) -> Dimension:
        field_name = {"sales-stage": "status"}.get(name, name.replace("-", "_"))
        table: dict[int, str] = getattr(self._names, field_name)
        return Dimension(name, facts_dimensions.plain(name), table.get, known=lambda: _typed(table.items()))

    def _user(self) -> Dimension:
        names = self._names

        def words(raw: int) -> str | None:
            if raw > 0:
                return names.user.get(raw)
            place = names.team.get(-(raw + 1) // 2) if raw % 2 else names.account.get(-raw // 2)
            return f"[{place}]"

        def known() -> dict[str, list[Any]]:
            places = {f"[{n}]".casefold(): [-2 * i] for i, n in names.account.items()}
            places.update({f"[{n}]".casefold(): [-2 * i - 1] for i, n in names.team.items()})
            return places | {word: [user_id] for word, user_id in names.user_words.items()}

        return Dimension("user", facts_dimensions.plain("user"), words, known=known)

    def _strategy(self) -> Dimension:
        table = {**self._names.strategy, **PSEUDO_STRATEGIES}
        return Dimension("strategy", facts_dimensions.plain("strategy"), table.get, known=lambda: _typed(table.items()))

    def _method(self) -> Dimension:
        plain = facts_dimensions.plain("method")
        return Dimension("method", plain, str, known=lambda: _typed((m, m) for m in facts_names.methods(self._con)))

    def _mode(self) -> Dimension:
        known = {**{mode: [mode] for mode in MODES}, "other": ["none"]}

        def words(raw: str) -> str:
            return "other" if raw == "none" else raw

        return Dimension("mode", facts_dimensions.plain("mode"), words, MODES.get, lambda: known)

    def _source_type(self) -> Dimension:
        types = self._names.source_type
        return Dimension(
            "source-type", facts_dimensions.plain("source-type"), types.get, known=lambda: _typed_or_none(types)
        )

    def _priority(self) -> Dimension:
        known = {word: [rank] for rank, word in PRIORITY_NAMES.items()}
        plain = facts_dimensions.plain("priority")
        return Dimension("priority", plain, PRIORITY_NAMES.get, lambda raw: int(raw), lambda: known)

    def _confidence(self) -> Dimension:
        def known() -> dict[str, list[Any]]:
            return _typed((c, c) for c in facts_names.confidences(self._con))

        return Dimension("confidence", facts_dimensions.plain("confidence"), lambda raw: str(raw).strip(), known=known)

    def _slab(self) -> Dimension:
        bounds = whole(self._config).value_slabs
        if not bounds:
            raise UsageError("the rules name no value slabs", slug="no-slabs", hint="value_slabs in leadctl.toml")
        units = [f"{b // 100:,}" if b % 100 == 0 else f"{b / 100:,.2f}" for b in bounds]
        words = [f"under {units[0]}", *(f"{a} to under {b}" for a, b in pairwise(units))]
        words.append(f"{units[-1]} and over")
        return self._stepped("value-slab", facts_dimensions.slab(bounds), words)

    def _band(self) -> Dimension:
        bands = whole(self._config).score_bands
        if not bands:
            raise UsageError("the rules name no score bands", slug="no-bands", hint="score_bands in leadctl.toml")
        expression = facts_dimensions.band([least for _, least in bands])
        return self._stepped("score-band", expression, [name for name, _ in bands])

    def _stepped(self, name: str, expression: Expression, words: list[str]) -> Dimension:
        return Dimension(
            name, expression, lambda raw: words[raw], lambda raw: int(raw), lambda: _typed(enumerate(words))
        )

    def _outcome(self) -> Dimension:
        known = {word: [word] for word in OUTCOMES}
        return Dimension("outcome", facts_dimensions.plain("outcome"), str, OUTCOMES.index, lambda: known)

    def _attribute(self, wanted: str) -> Dimension:
        """Of the account, as it is today, where any account has it; else of the lead."""
        by_account = self._names.account_attributes
        spelled = {key.casefold(): key for attributes in by_account.values() for key in attributes}
        key = spelled.get(wanted.casefold())
        if key is not None:
            table = {i: _word(a.get(key)) for i, a in by_account.items()}
            return Dimension(
                ATTRIBUTE + key, Expression("d.account_id"), table.get, known=lambda: _typed_or_none(table)
            )
        of_leads = [a.name for a in whole(self._config).attributes] + facts_names.lead_attribute_names(self._con)
        name = {n.casefold(): n for n in of_leads}.get(wanted.casefold())
        if name is None:
            near = did_you_mean(wanted, [*spelled.values(), *of_leads])
            raise NotFoundError(f'no account and no lead has an attribute "{wanted}"{near}', slug="unknown-attribute")

        def known() -> dict[str, list[Any]]:
            return _typed((v, v) for v in facts_names.lead_attribute_values(self._con, name))

        parameter = f"path_{len(self._made)}"
        return Dimension(ATTRIBUTE + name, facts_dimensions.lead_attribute(name, parameter), str, known=known)

    def _time(self, unit: str) -> Dimension:
        period = self._spec.period
        if unit in {"hour", "weekday"}:
            return self._clock_time(unit)
        starts = buckets(unit, period, self._spec.week_starts)
        if len(starts) > MOST_BUCKETS:  # a long chain of comparisons costs more than folding days into buckets here
            days = facts_dimensions.local_time("day", offsets(period.start, period.end, period.zone))
            return Dimension(unit, days, lambda raw: bucket(unit, _EPOCH + timedelta(raw), self._spec.week_starts))
        words = list(starts)
        return Dimension(unit, facts_dimensions.between(list(starts.values())[1:]), lambda raw: words[raw])

    def _clock_time(self, unit: str) -> Dimension:
        period = self._spec.period
        expression = facts_dimensions.local_time(unit, offsets(period.start, period.end, period.zone))
        if unit == "hour":
            return Dimension(unit, expression, lambda raw: f"{raw:02d}", lambda raw: int(raw))
        first = WEEKDAYS.index(self._spec.week_starts)
        return Dimension(
            unit, expression, lambda raw: WEEKDAYS[(raw + 3) % 7].capitalize(), lambda raw: (raw + 3 - first) % 7
        )


def _word(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
