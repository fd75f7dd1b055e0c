"""When it is lawful to call where a lead is: the table of hours, rules that override it, one answer per place. Pure.

The table is leadctl/data/calling_hours.tsv: a starting point, not legal advice. A lead that may be in several places
may be called when that is lawful in each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from leadctl.clock import DAY
from leadctl.config.model import CallingRule
from leadctl.config.shifts import parse_shifts
from leadctl.engine import zones
from leadctl.engine.criteria import position
from leadctl.engine.zones import Spot, Spots
from leadctl.hours import Block, Hours, common

FIELDS: Final = ("country", "state", "city", "postal_code", "phone", "mobile")  # of a lead, all that is read
NEVER: Final = "never"
ANY: Final = "*"
AHEAD: Final = 15 * DAY  # rules are weekly: what does not open in two weeks never does
MOST_PLACES: Final = 100_000  # remembered at a time: a million leads are not a million places in memory
AREA: Final = 5  # signs of a number of +1 that say where it belongs

Row = Sequence[Any]
Key = tuple[str | None, str | None, str | None, str | None]  # country, state, city, postal code
Places = Callable[[str | None, str | None, str | None, str | None], Iterable[tuple[str, str]]]


class Rule(NamedTuple):
    """Lawful hours of a country or a state as written, and where they come from."""

    hours: str
    source: str


@lru_cache(maxsize=1)
def built_in() -> dict[tuple[str, str | None], Rule]:
    """Return (country or "*", state or None) -> hours of the packaged table."""
    found = {}
    for line in (files("leadctl") / "data" / "calling_hours.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, state, hours, source = line.split("\t")
            found[country, state or None] = Rule(hours, source)
    return found


class Law:
    """Lawful hours per place. Rules of the config come before the whole built-in table, states before their country."""

    def __init__(self, rules: Iterable[CallingRule] = ()) -> None:
        self._own = {(r.country, r.state): Rule(r.hours, "leadctl.toml") for r in rules}
        self._hours: dict[tuple[str, str], Hours | None] = {}
        self._answers: dict[tuple[int, int], bool] = {}

    def rule(self, country: str, state: str | None) -> Rule:
        """Return the rule that holds in a state, or in a country where none is known."""
        for table in (self._own, built_in()):
            found = table.get((country, state)) or table.get((country, None))
            if found is not None:
                return found
        return built_in()[ANY, None]

    def hours(self, spot: Spot) -> Hours | None:
        """Return when calling is lawful there; None = never."""
        text = self.rule(spot.country, spot.state).hours
        key = (text, spot.zone)
        if key not in self._hours:
            blocks = () if text == NEVER else parse_shifts(text)
            self._hours[key] = Hours(tuple(Block(*b[:3], spot.zone) for b in blocks)) if blocks else None
        return self._hours[key]

    def _all(self, spots: Spots) -> list[Hours | None]:
        return list({id(h): h for h in map(self.hours, spots)}.values())

    def lawful(self, spots: Spots, moment: int) -> bool:
        """Return whether calling is lawful at `moment` in every spot; there must be one."""
        return all(hours is not None and self._open_at(hours, moment) for hours in self._all(spots))

    def _open_at(self, hours: Hours, moment: int) -> bool:
        key = (id(hours), moment)  # self._hours keeps them, so ids stay theirs
        if key not in self._answers:
            self._answers[key] = hours.open_at(moment)
        return self._answers[key]

    def next_lawful(self, spots: Spots, moment: int) -> int | None:
        """Return the first moment from `moment` on at which calling is lawful in every spot, or None: never."""
        open_ = [(moment, moment + AHEAD)]
        for hours in self._all(spots):
            if hours is None:
                return None
            open_ = common(open_, hours.working(moment, moment + AHEAD))
        return open_[0][0] if open_ else None


class Calling:
    """Answers for the rows of a run at its fixed moment; every place is worked out once.

    `places` says what a table of places knows of (country, state, city, postal code); `prefetch` reads it in bulk.
    """

    def __init__(
        self,
        law: Law,
        index: Mapping[str, int],
        now: int,
        places: Places = lambda *_: (),
        prefetch: Callable[[Iterable[Key]], None] = lambda _: None,
    ) -> None:
        self.now = now
        self._law, self._places, self._prefetch = law, places, prefetch
        at = [position(index, name) for name in FIELDS]
        assert all(i is not None for i in at), "the rows lack fields of FIELDS"
        self._country, self._state, self._city, self._code, self._phone, self._mobile = (i or 0 for i in at)
        self._settled: dict[tuple[str | None, str | None], bool] = {}  # country and state say it all
        self._rows: Iterable[Row] | None = None  # what was prefetched last
        self._ahead: set[Key] = set()  # places prefetched
        self._base: dict[Key, Spots] = {}
        self._spots: dict[Key, Spots] = {}
        self._numbers: dict[tuple[str | None, int, str], tuple[Spots, Spots]] = {}  # keeps the first: its id is the key
        self._known: dict[Key, bool | None] = {}  # by place, what a phone number may narrow left out
        # by the tuple's id: hashing seventy places costs more than the answer, and the tables hand out the same tuples
        self._open: dict[int, tuple[Spots, bool | None]] = {}
        self._by_phone: set[Key] = set()  # places that a phone number may narrow

    def _key(self, row: Row) -> Key:
        """Return what the answer hangs on; postal code and city only where country and state leave it open."""
        area = (row[self._country], row[self._state])
        settled = self._settled.get(area)
        if settled is None:
            settled = self._settled[area] = area[0] is None or len(zones.spots(*area)) <= 1
        return (*area, None, None) if settled else (*area, row[self._city], row[self._code])

    def _tabled(self, key: Key) -> Spots:
        """Return where the lead may be by the tables of states, postal codes and countries."""
        found = self._base.get(key)
        if found is None:
            found = self._base[key] = zones.spots(key[0], key[1], key[3])
        return found

    def prefetch(self, rows: Iterable[Row]) -> None:
        """Read what the table of places knows of these rows, where it could matter."""
        if rows is self._rows:
            return  # several strategies ask about the same chunk
        self._rows = rows
        if len(self._base) > MOST_PLACES:
            for kept in (self._base, self._spots, self._known, self._by_phone, self._ahead, self._numbers, self._open):
                kept.clear()
        keys = {key for key in map(self._key, rows) if key not in self._base}
        vague = [key for key in keys if len(self._tabled(key)) > 1]
        self._prefetch(vague)
        self._ahead.update(vague)

    def spots(self, row: Row) -> Spots:
        """Return every place where the lead may be; none = unknown."""
        key = self._key(row)
        found = self._spots.get(key)
        if found is None:
            found = self._tabled(key)
            if len(found) > 1:
                if key not in self._ahead:
                    self._prefetch([key])
                found = zones.spots(key[0], key[1], key[3], tuple(self._places(*key)))
            if not found if key[0] is None else (not key[1] and len(found) > 1):
                self._by_phone.add(key)
            self._spots[key] = found
        return self._narrowed(key, found, row) if key in self._by_phone else found

    def _narrowed(self, key: Key, found: Spots, row: Row) -> Spots:
        number = row[self._phone] or row[self._mobile]
        if not number:
            return found
        by = (key[0], id(found), number[:AREA] if number.startswith("+1") else number)
        kept = self._numbers.get(by)
        if kept is None:
            said = zones.by_phone(number, key[0])
            kept = self._numbers[by] = (found, tuple(spot for spot in found if spot in said) or found or said)
        return kept[1]

    def lawful(self, row: Row) -> bool | None:
        """Return whether calling is lawful now where the lead is; None when nobody knows where that is."""
        key = self._key(row)
        if key in self._known:
            return self._known[key]
        spots = self.spots(row)
        answer = self._open.get(id(spots))
        if answer is None:
            answer = self._open[id(spots)] = (spots, self._law.lawful(spots, self.now) if spots else None)
        if key not in self._by_phone:
            self._known[key] = answer[1]
        return answer[1]

    def quiet(self, unknown: str) -> Callable[[Row], bool]:
        """Return row -> whether nobody may call there now; `unknown` = allow or deny for leads of unknown place."""
        lawful, elsewhere = self.lawful, unknown != "allow"

        def is_quiet(row: Row) -> bool:
            known = lawful(row)
            return elsewhere if known is None else not known

        return is_quiet

    def next_lawful(self, row: Row, moment: int | None = None) -> int | None:
        """Return from when on it is lawful to call the lead (from `moment`, default now); None = never, or unknown."""
        spots = self.spots(row)
        return self._law.next_lawful(spots, self.now if moment is None else moment) if spots else None

    def words(self, row: Row) -> str:
        """Return where the lead is: `Florida`, `Germany`, `the United States, state unknown`, `an unknown place`."""
        spots = self.spots(row)
        if not spots:
            return "an unknown place"
        states = {(spot.country, spot.state) for spot in spots}
        country = zones.name(spots[0].country)
        if len(states) > 1:
            return f"{country}, state unknown"
        return zones.name(*next(iter(states))) if next(iter(states))[1] else country
