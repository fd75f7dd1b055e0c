"""What is wrong with a territory table: rows that contradict each other, recipients gone, leads without a row."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final, NamedTuple

from leadctl.config import Config
from leadctl.config.model import Strategy, Target
from leadctl.db import people, queue, settings, territories
from leadctl.db.territories import Area, Territory
from leadctl.engine.decisions import TYPE, Row
from leadctl.engine.finders.territory import FIELDS, Reader
from leadctl.engine.finders.territory_rows import CODE, PART, RANKS, Table, Where, open_columns, rank
from leadctl.engine.run_rows import read_rows
from leadctl.engine.snapshot import RuleBook, compile_rules
from leadctl.errors import NotFoundError, did_you_mean

_CHUNK: Final = 20_000  # leads
_ZIP_DIGITS: Final = 5  # what a prefix of digits is compared with a range as, where no range says it


class Overlap(NamedTuple):
    """Two rows equally specific that a lead may fall into at once, with other recipients. The first one wins."""

    first: Territory
    second: Territory


class Gap(NamedTuple):
    """Leads that wait and that no row fits."""

    country: str
    state: str
    leads: int


@dataclass(slots=True)
class Checked:
    """What `territory check` found."""

    table: str
    rows: int
    overlaps: list[Overlap] = field(default_factory=list)
    gone: list[Territory] = field(default_factory=list)  # rows whose recipient is disabled
    gaps: list[Gap] = field(default_factory=list)
    waiting: int = 0  # leads looked at

    @property
    def findings(self) -> int:
        """Return how many there are."""
        return len(self.overlaps) + len(self.gone) + len(self.gaps)


def need_table(con: sqlite3.Connection, name: str, now: int) -> list[Territory]:
    """Return the rows of a table in force. Raises NotFoundError with the nearest name."""
    rows = territories.rows(con, name, now)
    if not rows:
        known = [table for table, _, _ in territories.tables(con, now)]
        raise NotFoundError(
            f'no territory table "{name}"{did_you_mean(name, known)}',
            slug="no-territory-table",
            hint=f"leadctl territory list; leadctl import territories FILE --table {name}",
        )
    return rows


def check_table(con: sqlite3.Connection, name: str, config: Config, now: int) -> Checked:
    """Return what is wrong with a table. Gaps are looked for among the waiting leads that strategies with this table
    match; when there is no such strategy, among all. Raises NotFoundError.
    """
    rows = need_table(con, name, now)
    found = Checked(name, len(rows), overlaps=list(overlaps(rows)))
    off = {
        "user": {u.id for u in people.all_users(con) if u.disabled_at is not None},
        "team": {t.id for t in people.all_teams(con) if t.disabled_at is not None},
        "account": {a.id for a in people.all_accounts(con) if a.disabled_at is not None},
    }
    found.gone = [
        r for r in rows if r.user_id in off["user"] or r.team_id in off["team"] or r.account_id in off["account"]
    ]
    gaps: Counter[tuple[str, str]] = Counter()
    table = Table(rows)
    for lead in _waiting(con, name, config, now):
        found.waiting += 1
        if table.find(lead) is None:
            gaps[lead.country or "", lead.state.upper()] += 1
    found.gaps = [Gap(*key, count) for key, count in sorted(gaps.items(), key=lambda item: (-item[1], item[0]))]
    return found


def _waiting(con: sqlite3.Connection, name: str, config: Config, now: int) -> Iterator[Where]:
    """Yield where the waiting leads are that the table should know."""
    users = [s for s in config.strategies if s.enabled and s.territory and s.territory.casefold() == name.casefold()]
    book = compile_rules(con, with_fields(config), now)
    reader = Reader(book)
    ids = queue.waiting_ids(con)
    for start in range(0, len(ids), _CHUNK):
        for row in read_rows(con, book, ids[start : start + _CHUNK]):
            if not users or any(_asks(s, row, book) for s in users):
                yield reader.where(row)


def with_fields(config: Config) -> Config:
    """Return the rules with a strategy more that reads every field of a place, so that rows have them."""
    probe = Strategy(name="\0place", method="direct", to=Target(), territory="\0")
    return replace(config, strategies=(*config.strategies, probe))


def _asks(strategy: Strategy, row: Row, book: RuleBook) -> bool:
    kind = strategy.record_type
    return book.matches[strategy.name](row) and (kind is None or book.types.get(kind.casefold()) == row[TYPE])


# ---------------------------------------------------------------- overlaps


def overlaps(rows: Sequence[Territory]) -> Iterator[Overlap]:
    """Yield the pairs of rows that contradict each other, in the order of the file."""
    found = [
        Overlap(*sorted((a, b), key=lambda row: (row.line or 0, row.id)))
        for group in _groups(rows)
        for a, b in combinations(group, 2)
        if a.recipient != b.recipient and open_columns(a.area) == open_columns(b.area) and _meet(a.area, b.area)
    ]
    yield from sorted(found, key=lambda pair: [(row.line or 0, row.id) for row in pair])


def _groups(rows: Sequence[Territory]) -> Iterator[list[Territory]]:
    """Yield groups of rows that are equally specific and name the same place: pairs are looked for inside."""
    by_place: dict[tuple[int, object], list[Territory]] = defaultdict(list)
    parts: list[Territory] = []
    for row in rows:
        at = rank(row.area)
        if at == PART:
            parts.append(row)
        else:
            names = {2: row.area.city, 3: row.area.county, 4: row.area.state, 5: row.area.country, 6: row.area.region}
            by_place[at, row.area.postal_from if at == CODE else names.get(at)].append(row)
    yield from (group for group in by_place.values() if len(group) > 1)
    yield from _of_parts(parts)


def _of_parts(rows: Sequence[Territory]) -> Iterator[list[Territory]]:
    """Yield ranges and prefixes that cover as many codes and some of the same ones, in pairs."""
    spans: dict[int, list[tuple[int, int, Territory]]] = defaultdict(list)
    lengths = {len(r.area.postal_to) for r in rows if r.area.postal_to is not None} or {_ZIP_DIGITS}
    same: dict[str, list[Territory]] = defaultdict(list)
    for row in rows:
        first, last = row.area.postal_from or "", row.area.postal_to
        if last is not None:
            spans[len(first)].append((int(first), int(last), row))
            continue
        stem = first[:-1]
        if stem.isdigit() and any(length >= len(stem) for length in lengths):
            for length in lengths:
                if length >= len(stem):
                    width = 10 ** (length - len(stem))
                    spans[length].append((int(stem) * width, (int(stem) + 1) * width - 1, row))
        else:
            same[stem].append(row)
    yield from (group for group in same.values() if len(group) > 1)
    pairs = {pair for length in spans for pair in _crossing(spans[length])}
    by_id = {id(row): row for row in rows}
    yield from ([by_id[a], by_id[b]] for a, b in pairs)


def _crossing(spans: Iterable[tuple[int, int, Territory]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of spans of one width that have numbers in common, as object ids."""
    by_width: dict[int, list[tuple[int, int, Territory]]] = defaultdict(list)
    for low, high, row in spans:
        by_width[high - low].append((low, high, row))
    for group in by_width.values():
        group.sort(key=lambda span: span[0])
        for at, (_, high, row) in enumerate(group):
            for low, _, other in group[at + 1 :]:
                if low > high:
                    break
                yield (min(id(row), id(other)), max(id(row), id(other)))


def _meet(a: Area, b: Area) -> bool:
    """Return whether one lead may fit both, postal codes apart: no column says two things."""
    return all(x is None or y is None or x == y for x, y in zip(a[:6], b[:6], strict=True))


# ---------------------------------------------------------------- words


class Namer:
    """Names rows for people."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._users, self._teams = people.user_names(con), people.team_names(con)
        self._accounts, self._types = people.account_names(con), settings.names(con, "record_type")

    def recipient(self, row: Territory) -> str:
        """Return who gets the leads of a row: a login, or [account], or [team]."""
        if row.user_id is not None:
            return self._users.get(row.user_id, "?")
        if row.team_id is not None:
            return f"team {self._teams.get(row.team_id, '?')}"
        return f"account {self._accounts.get(row.account_id or 0, '?')}"

    def area(self, area: Area) -> str:
        """Return an area in words: `US, state fl, postal 331*, Inbound`."""
        parts = [area.country] if area.country else []
        shown = area._replace(state=area.state and area.state.upper())
        parts += [f"{name} {value}" for name in FIELDS[1:5] if (value := getattr(shown, name))]
        if area.postal_from:
            parts.append(f"postal {area.postal_from}" + (f"-{area.postal_to}" if area.postal_to else ""))
        kind = self.record_type(area)
        parts += [] if kind is None else [kind]
        return ", ".join(parts) or "everywhere"

    def record_type(self, area: Area) -> str | None:
        """Return the record type of an area, None = every one."""
        return None if area.record_type_id is None else self._types.get(area.record_type_id, "?")

    def cells(self, row: Territory) -> list[object]:
        """Return the cells of a list: line, by, area, recipient."""
        return [row.line, RANKS[rank(row.area)], self.area(row.area), self.recipient(row)]
