"""What is allowed in the rules but probably not meant: strategies in the shadow of others, gaps. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.config.model import Config, Criteria, Limits, Strategy
from leadctl.config.section import Faults
from leadctl.models import ROOT_ACCOUNT


def lint(config: Config, faults: Faults) -> None:
    """Add a warning to `faults` for every shadowed strategy, every gap and every weight that cannot count."""
    if not any(s.enabled for s in config.strategies):
        faults.warn((), "", "there is no strategy yet: every lead will be held")
        return
    for index, message in shadows(config.strategies):
        faults.warn(("strategy", index), f'strategy "{config.strategies[index].name}"', message)
    for name in gaps(config):
        message = f'no strategy takes record type "{name}" from {ROOT_ACCOUNT}: such leads will be held'
        faults.warn(("record_types",), "record_types", message)


def gaps(config: Config) -> list[str]:
    """Return the record types that no strategy takes from the root account."""
    root = ROOT_ACCOUNT.casefold()
    taken = {s.record_type for s in config.strategies if s.enabled and s.from_account.casefold() == root}
    return [] if None in taken else [name for name in config.record_types if name not in taken]


def shadows(strategies: tuple[Strategy, ...]) -> Iterator[tuple[int, str]]:
    """Yield (position, message) of each strategy that an earlier one leaves nothing, or only its overflow."""
    for index, later in enumerate(strategies):
        if not later.enabled:
            continue
        for earlier in strategies[:index]:
            if _covers(earlier, later):
                message = _shadow(earlier, later)
                if message:
                    yield index, message
                    break


def _covers(earlier: Strategy, later: Strategy) -> bool:
    """Every lead that `later` would take has been offered to `earlier` before."""
    return (
        earlier.enabled
        and earlier.share is None
        and earlier.from_account.casefold() == later.from_account.casefold()
        and earlier.record_type in {None, later.record_type}
        and _implied(earlier.when, later.when)
    )


def _implied(wide: Criteria, narrow: Criteria) -> bool:
    """Return True when whatever meets `narrow` surely meets `wide`. Only what is written alike is seen."""
    return (
        set(wide.clauses) <= set(narrow.clauses)
        and set(wide.all) <= set(narrow.all)
        and set(wide.any) <= set(narrow.any)
        and set(wide.none) <= set(narrow.none)
    )


def _shadow(earlier: Strategy, later: Strategy) -> str | None:
    place = f'"{earlier.name}" (line {earlier.line})'
    if later.name.casefold() == earlier.on_empty.casefold():
        return None  # meant as its catch-all
    if earlier.on_empty != "next":
        return f"never gets a lead: {place} comes first and takes all of them; put this one before it"
    if earlier.method == "direct" and not earlier.to.users:
        return f"never gets a lead: {place} comes first and gives all of them to {_direct(earlier)}"
    if earlier.limits == Limits() and not earlier.needs and not earlier.needs_tags:
        return f"gets only what nobody of {place} may take: that one comes first and takes the same leads"
    return None


def _direct(strategy: Strategy) -> str:
    return "a team" if strategy.to.teams else "an account"
