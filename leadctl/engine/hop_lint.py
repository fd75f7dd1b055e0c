"""Where leads can go in a circle from account to team to account, and chains longer than a run follows. Pure.

What the file alone says: strategies that name an account or team. Territory tables may name others.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from leadctl.config.model import Config, Strategy
from leadctl.config.section import Faults
from leadctl.engine.decisions import MAX_HOPS

Place = tuple[str, str]  # account or team, casefolded name


class Hop(NamedTuple):
    """One strategy that passes leads from a place to another; `rule` is its position in the file."""

    rule: int
    start: Place
    end: Place
    record_type: str | None  # None = every type


def check_hops(config: Config, faults: Faults, accounts: Container[str] = ()) -> None:
    """Add a warning for every circle and for every chain of more than 8 hops.

    `accounts`: casefolded names of the accounts there are; a `from` that names both an account and a team means the
    account.
    """
    found = hops(config.strategies, accounts)
    for circle in circles(found):
        first = min(circle, key=lambda hop: hop.rule)
        at = circle.index(first)
        names = [_spelled(hop.start, config.strategies) for hop in (*circle[at:], *circle[:at])]
        message = f"leads can go in a circle: {' → '.join([*names, names[0]])}"
        advice = "each run stops them at the second visit and the next one sends them round again"
        _warn(config, faults, first, f"{message}; {advice}")
    for chain in too_long(found):
        place = _spelled(chain[-1].end, config.strategies)
        _warn(config, faults, chain[0], f"starts a chain of {len(chain)} hops to {place}; a run makes {MAX_HOPS}")


def _warn(config: Config, faults: Faults, hop: Hop, message: str) -> None:
    name = config.strategies[hop.rule].name
    faults.warn(("strategy", hop.rule, "to"), f'strategy "{name}"', message, code="circle")


def hops(strategies: Sequence[Strategy], accounts: Container[str] = ()) -> list[Hop]:
    """Return the strategies in force that send leads on from a place to a place; a hand-out is where they stop."""
    aims = {index: aim for index, s in enumerate(strategies) if (aim := _aim(s)) is not None}
    as_accounts = {name for kind, name in aims.values() if kind == "account"}
    as_teams = {name for kind, name in aims.values() if kind == "team"}
    found = []
    for index, aim in aims.items():
        name = strategies[index].from_account.casefold()
        is_team = name in as_teams and name not in as_accounts and name not in accounts
        if not strategies[index].hand_out:
            kind = strategies[index].record_type
            start = ("team" if is_team else "account", name)
            found.append(Hop(index, start, aim, kind.casefold() if kind else None))
    return found


def _aim(strategy: Strategy) -> Place | None:
    if not strategy.enabled or strategy.mode != "push" or strategy.method != "direct":
        return None
    if strategy.to.accounts:
        return ("account", strategy.to.accounts[0].casefold())
    return ("team", strategy.to.teams[0].casefold()) if strategy.to.teams else None


def circles(found: Sequence[Hop]) -> list[list[Hop]]:
    """Return every circle once, as its hops; hops whose record types exclude each other make none."""
    out = _outgoing(found)
    order = {place: number for number, place in enumerate(out)}
    rings: dict[tuple[Place, ...], list[Hop]] = {}
    for start in out:
        for path in _paths_back(start, out, order):
            if len({hop.record_type for hop in path} - {None}) < 2:
                rings.setdefault(tuple(hop.start for hop in path), path)
    return list(rings.values())


def _paths_back(start: Place, out: Mapping[Place, list[Hop]], order: Mapping[Place, int]) -> Iterator[list[Hop]]:
    """Yield the simple paths from `start` back to it over places that come after it: each circle from one side."""
    waiting: list[list[Hop]] = [[hop] for hop in out[start]]
    while waiting:
        path = waiting.pop()
        end = path[-1].end
        if end == start:
            yield path
        elif order.get(end, -1) > order[start] and end not in {hop.start for hop in path}:
            waiting += [[*path, hop] for hop in out[end]]


def too_long(found: Sequence[Hop]) -> list[list[Hop]]:
    """Return, per place at which leads start, the longest chain without a circle, when it has more than 8 hops."""
    out = _outgoing(found)
    ends = {hop.end for hop in found}
    longest = [max(_chains(start, out), key=len) for start in out if start not in ends]
    return [chain for chain in longest if len(chain) > MAX_HOPS]


def _chains(start: Place, out: Mapping[Place, list[Hop]]) -> Iterator[list[Hop]]:
    waiting: list[list[Hop]] = [[hop] for hop in out[start]]
    while waiting:
        path = waiting.pop()
        visited = {path[0].start, *(hop.end for hop in path)}
        onward = [hop for hop in out.get(path[-1].end, ()) if hop.end not in visited]
        if onward and len(path) <= 2 * MAX_HOPS:
            waiting += [[*path, hop] for hop in onward]
        else:
            yield path


def _outgoing(found: Sequence[Hop]) -> dict[Place, list[Hop]]:
    out: dict[Place, list[Hop]] = {}
    for hop in found:
        ways = out.setdefault(hop.start, [])
        if all((other.end, other.record_type) != (hop.end, hop.record_type) for other in ways):
            ways.append(hop)
    return out


def _spelled(place: Place, strategies: Sequence[Strategy]) -> str:
    """Return `team "West desk"` as some strategy spells it."""
    kind, name = place
    words = [w for s in strategies for w in (*s.to.accounts, *s.to.teams, s.from_account)]
    return f'{kind} "{next((w for w in words if w.casefold() == name), name)}"'
