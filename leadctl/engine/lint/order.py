"""Strategies that an earlier one leaves nothing, and catch-alls that nothing reaches. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.config.model import Criteria, Limits, Strategy
from leadctl.engine.lint.matching import disjoint
from leadctl.engine.lint.scene import Scene


def shadows(scene: Scene) -> None:
    """Say which strategies an earlier one leaves nothing, or only its overflow."""
    for at, code, message, remedy in shadowed(scene.config.strategies):
        scene.of(code, at, "", message, remedy)


def shadowed(strategies: tuple[Strategy, ...]) -> Iterator[tuple[int, str, str, str]]:
    """Yield (position, code, message, remedy) of each strategy that an earlier one leaves nothing, or its overflow."""
    for index, later in enumerate(strategies):
        if not later.enabled or later.mode != "push":
            continue
        for earlier in strategies[:index]:
            found = _shadow(earlier, later) if _covers(earlier, later) else None
            if found:
                yield (index, *found)
                break


def _covers(earlier: Strategy, later: Strategy) -> bool:
    """Every lead that `later` would take has been offered to `earlier` before."""
    return (
        earlier.enabled
        and earlier.mode == "push"
        and earlier.share is None
        and not finds(earlier)
        and earlier.from_account.casefold() == later.from_account.casefold()
        and earlier.record_type in {None, later.record_type}
        and implied(earlier.when, later.when)
    )


def finds(strategy: Strategy) -> bool:
    """Return whether a table or list names the recipient, so that the strategy passes on what it does not find."""
    return strategy.method in {"nearest", "account_owner"} or strategy.territory is not None


def implied(wide: Criteria, narrow: Criteria) -> bool:
    """Return True when whatever meets `narrow` surely meets `wide`. Only what is written alike is seen."""
    return (
        set(wide.clauses) <= set(narrow.clauses)
        and set(wide.all) <= set(narrow.all)
        and set(wide.any) <= set(narrow.any)
        and set(wide.none) <= set(narrow.none)
    )


def _shadow(earlier: Strategy, later: Strategy) -> tuple[str, str, str] | None:
    place = f'"{earlier.name}" (line {earlier.line})'
    remedy = "put this one before it"
    if later.name.casefold() == earlier.on_empty.casefold():
        return None  # meant as its catch-all
    if earlier.on_empty == "hold":
        return "shadowed", f"never gets a lead: {place} comes first and takes all of them", remedy
    if earlier.on_empty == "next" and earlier.method == "direct" and not earlier.to.users and not earlier.calling_hours:
        to = "a team" if earlier.to.teams else "an account"
        return "shadowed", f"never gets a lead: {place} comes first and gives all of them to {to}", remedy
    plain = earlier.limits == Limits() and not (earlier.needs or earlier.needs_tags or earlier.calling_hours)
    if earlier.on_empty == "next" and plain and earlier.active_within is None and earlier.offer is None:
        message = f"gets only what nobody of {place} may take: that one comes first and takes the same leads"
        return "overflow-only", message, f'{remedy}, or write on_empty = "{later.name}" there if it is meant so'
    return None


def catch_alls(scene: Scene) -> None:
    """Say which on_empty names a strategy that can never catch."""
    by_name = {s.name.casefold(): s for s in scene.config.strategies}
    position = {s.name.casefold(): at for at, s in enumerate(scene.config.strategies)}
    for at, strategy in scene.strategies():
        other = by_name.get(strategy.on_empty.casefold())
        if other is None or strategy.on_empty in {"next", "hold"} or strategy.mode != "push":
            continue
        problem = _unreachable(strategy, other, position[other.name.casefold()] < at)
        if problem:
            scene.of("unreachable-catch-all", at, "on_empty", f'"{other.name}" never catches: {problem[0]}', problem[1])


def _unreachable(strategy: Strategy, other: Strategy, before: bool) -> tuple[str, str] | None:
    """Return (why, remedy) when `other` can take nothing that `strategy` leaves."""
    if not other.enabled:
        return "it is not enabled", "enable it, or name another"
    if other.mode == "pull":
        return "it is a queue to pull from, which assign does not ask", 'leave on_empty at "next"'
    if None not in (strategy.record_type, other.record_type) and strategy.record_type != other.record_type:
        return f"it is for {other.record_type} leads only", "drop its record_type, or name another"
    if strategy.from_account.casefold() != other.from_account.casefold():
        return f"it takes the leads of {other.from_account} only", f'write from = "{strategy.from_account}" there'
    apart = disjoint(strategy.when, other.when)
    if apart:
        return f"its criteria leave out all leads of this one ({apart})", "widen its when, or name another"
    if before and _covers(other, strategy):
        return f"it stands before this one (line {other.line}) and was asked already", "put it below"
    return None
