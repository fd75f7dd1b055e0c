"""The whole description, or the part that one strategy or one person needs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadctl.config.model import Config, Limits, Strategy
from leadctl.engine.describe import alerts, rules
from leadctl.engine.describe.chapter import Chapter
from leadctl.engine.describe.strategy import People, limits, strategy, target
from leadctl.engine.describe.words import listed, number, percent


@dataclass(frozen=True, slots=True)
class Person:
    """One user as the description needs him. `weights`: casefolded strategy -> (his weight, all), in millionths."""

    login: str
    name: str
    zone: str
    limits: Limits
    tags: tuple[str, ...]
    shifts: str  # as typed, '' = always
    away: tuple[str, ...]  # absences to come or under way, in words
    disabled: bool
    auto_accept: bool
    weights: dict[str, tuple[int, int]]


def describe(config: Config, members: People, only: str | None = None) -> list[Chapter]:
    """Return all of the rules, or (`only`, casefolded) one strategy of them; `members` are those of this moment."""
    chapters = [
        strategy(rule, place, config, members)
        for place, rule in enumerate(config.strategies, start=1)
        if only in {None, rule.name.casefold()}
    ]
    if only is not None:
        return [*chapters, rules.people(config)]
    asked = "asked in this order; the first that fits and has somebody takes the lead."
    told = f"{rules.how_many(config)}, {asked}" if config.strategies else "There is no strategy: nobody gets a lead."
    held = "A lead that no strategy takes is held, and tried again at every run."
    first = Chapter("Who gets which lead", (told, held))
    rest = [rules.people(config), rules.intake(config), rules.order(config), rules.settings(config)]
    return [first, *chapters, *rest, *([alerts.chapter(config.notify)] if config.notify is not None else [])]


def describe_person(config: Config, members: People, person: Person) -> list[Chapter]:
    """Return what one person gets, on which terms, and what others get instead."""
    mine = [(at, s) for at, s in enumerate(config.strategies, start=1) if _in(s, members, person)]
    rest = [s for s in config.strategies if s.enabled and not _in(s, members, person)]
    chapters = [Chapter(f"{person.name} ({person.login})", tuple(_own(person, [s for _, s in mine])))]
    for place, rule in mine:
        chapter = strategy(rule, place, config, members)
        chapters.append(chapter._replace(sentences=(*chapter.sentences, *_share(rule, members, person))))
    if rest:
        others = tuple(f"{s.name}: {_why_not(s, person)}." for s in rest)
        chapters.append(Chapter(f"What {person.login} does not get", others))
    return [*chapters, rules.people(config)]


def _in(rule: Strategy, members: People, person: Person) -> bool:
    return rule.enabled and person.login in members.get(rule.name.casefold(), ())


def _own(person: Person, mine: Sequence[Strategy]) -> list[str]:
    found = []
    if person.disabled:
        found.append(f"{person.login} is disabled and gets no leads.")
    elif mine:
        found.append(f"{person.login} may get leads from {listed([s.name for s in mine])}.")
    else:
        found.append(f"{person.login} is in no strategy and gets no leads.")
    caps = limits(person.limits)
    found.append(f"From all of them together {caps}." if caps else "There is no limit on all of them together.")
    found.append(
        f"Works {person.shifts}, {person.zone} time." if person.shifts else "Has no shifts: counts as at work."
    )
    found += [f"Away {spell}." for spell in person.away]
    found.append(f"Tags: {listed(person.tags)}." if person.tags else "Has no tags.")
    if person.auto_accept:
        found.append("Says yes to every offer at once.")
    return found


def _share(rule: Strategy, members: People, person: Person) -> list[str]:
    """Return what part of a strategy's leads is the person's, where weights say it."""
    weight, total = person.weights.get(rule.name.casefold(), (0, 0))
    if rule.mode == "pull" or rule.method not in {"round_robin", "weighted", "nearest"} or rule.by_band or not total:
        return []
    if not weight:
        return [f"{person.login} has weight 0 here: no lead."]
    of = f"weight {number(weight)} of {number(total)}"
    return [f"While everybody may take leads, {percent(weight, total)} of them are {person.login}'s ({of})."]


def _why_not(rule: Strategy, person: Person) -> str:
    if rule.territory is not None:
        return f"by the table {rule.territory}"
    if rule.method == "account_owner":
        return "for the customer's account manager"
    return f"for {target(rule.to)}"
