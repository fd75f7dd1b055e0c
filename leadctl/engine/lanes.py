"""Makes the lanes of a strategy: one ledger each, with the people, weights and method that decide there. Pure.

Most strategies have one. By score band there is one per band; by performance there is one more for exploration, the
seeded part of the leads that goes in plain turn whatever the rates say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from leadctl.config.model import Config, Strategy
from leadctl.engine.candidates import Desk, Pool
from leadctl.engine.decisions import LEAD, SCORE, Lane, Row
from leadctl.engine.draw import draw, exploration
from leadctl.engine.ledger import Ledger
from leadctl.engine.scoring import band_of
from leadctl.engine.strategies import METHODS, Method
from leadctl.engine.strategies.least_loaded import LeastLoaded, capacity
from leadctl.engine.strategies.performance import Shares

Roster = Mapping[int, tuple[int, int | None]]  # user id -> (weight in millionths, team id)
Vectors = Mapping[tuple[int, str], Mapping[int, tuple[int, int]]]
EXPLORE = "explore"


class Lanes(NamedTuple):
    """The lanes of a strategy by name, and which of them a lead belongs to (None = the only one, '')."""

    by_name: dict[str, Lane]
    band: Callable[[Row], str] | None


class LaneMaker:
    """Makes the lanes of one strategy.

    `pool_of` makes the candidates of a roster, with or without shares; `by_name`: casefolded login, e-mail or full name
    -> user, for the weights of bands.
    """

    def __init__(
        self,
        config: Config,
        rule: Strategy,
        strategy_id: int,
        desk: Desk,
        vectors: Vectors,
        pool_of: Callable[[Roster, Shares | None], Pool],
        shares: Callable[[], Shares],
        by_name: Mapping[str, int],
    ) -> None:
        self._config, self._rule, self._strategy_id = config, rule, strategy_id
        self._desk, self._vectors, self._pool_of, self._shares = desk, vectors, pool_of, shares
        self._by_name = by_name

    def make(self, members: Roster) -> Lanes:
        """Return the lanes for these members."""
        rule = self._rule
        if rule.by_band:
            found = self._by_band(members)
        elif rule.method == "performance":
            found = Lanes(self._performing("", members), self._explores(None))
        elif rule.method == "least_loaded":
            found = Lanes({"": self._by_load(members)}, None)
        else:
            found = Lanes({"": self._lane("", members, METHODS[rule.method])}, None)
        pools = [lane.pool for lane in found.by_name.values()]
        for pool in pools:
            pool.siblings = pools
        return found

    # ------------------------------------------------------------ kinds of lanes

    def _lane(self, name: str, members: Roster, method: Method, shares: Shares | None = None) -> Lane:
        roster = {user: (method.weight(weight), team) for user, (weight, team) in members.items()}
        vector = self._vectors.get((self._strategy_id, name))
        return Lane(self._pool_of(roster, shares), Ledger(self._config.seed, vector), method, shares)

    def _by_load(self, members: Roster) -> Lane:
        """Return the lane that goes by how full people are; the Desk tells it of every lead that comes to them."""
        loads = {user: self._desk.own(user) for user in members if user in self._desk.users}
        room = {user: (capacity(load.limits.open, members[user][0]), members[user][1]) for user, load in loads.items()}
        opens = {user: load.open + load.given for user, load in loads.items()}
        method = LeastLoaded(opens, {user: size for user, (size, _) in room.items()})
        self._desk.watch(room, method.came)
        return self._lane("", room, method)

    def _performing(self, name: str, members: Roster) -> dict[str, Lane]:
        """Return the lane that goes by performance, and beside it the one that explores."""
        equal = METHODS["round_robin"]
        found = {name: self._lane(name, members, METHODS["performance"], self._shares())}
        if self._rule.performance.explore:
            found[explored(name)] = self._lane(explored(name), members, equal)
        return found

    def _by_band(self, members: Roster) -> Lanes:
        given = dict(self._rule.to.bands)
        found: dict[str, Lane] = {}
        performing: set[str] = set()
        for name, _ in self._config.score_bands:
            weights = given.get(name, given.get("other", ()))
            if weights == "performance":
                performing.add(name)
                found |= self._performing(name, members)
            else:
                named = {self._by_name.get(login.casefold()): weight for login, weight in weights}
                part = {user: (named.get(user, 0), team) for user, (_, team) in members.items()}
                found[name] = self._lane(name, part, METHODS[self._rule.method])
        band = score_band(self._config)
        return Lanes(found, self._explores(band, performing) if performing else band)

    def _explores(
        self, band: Callable[[Row], str] | None, performing: set[str] | None = None
    ) -> Callable[[Row], str] | None:
        """Return which lane a lead belongs to, the seeded draw for exploration made."""
        seed, name, part = self._config.seed, exploration(self._rule.name), self._rule.performance.explore
        if not part:
            return band

        def lane(row: Row) -> str:
            found = "" if band is None else band(row)
            if performing is not None and found not in performing:
                return found
            return explored(found) if draw(seed, name, row[LEAD]) < part else found

        return lane


def explored(band: str) -> str:
    """Return the name of the lane that explores beside the lane of a band."""
    return f"{band}:{EXPLORE}" if band else EXPLORE


def split(name: str) -> tuple[str, bool]:
    """Return (score band or '', it explores) of a lane's name."""
    if name == EXPLORE:
        return "", True
    band, _, rest = name.rpartition(":")
    return (band, True) if rest == EXPLORE and band else (name, False)


def score_band(config: Config) -> Callable[[Row], str]:
    """Return which score band a row is in; a score below every band is in the lowest one."""
    bands = config.score_bands
    lowest = bands[-1][0] if bands else ""
    return lambda row: band_of(row[SCORE] or 0, bands) or lowest
