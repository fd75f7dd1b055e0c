"""Everything in the rules besides the strategies, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.config.model import Config, Figure, HolidayRule, ScoreRule
from leadctl.engine.describe.chapter import Chapter
from leadctl.engine.describe.words import criteria, duration, field, listed
from leadctl.models import PRIORITY_NAMES

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
FIGURES = {
    "closed": "leads closed", "given": "leads given", "worked": "leads worked", "actions": "actions",
    "months": "months with us",
}  # fmt: skip


def _of(record_type: str) -> str:
    return "" if record_type == "*" else f"{record_type} leads: "


def intake(config: Config) -> Chapter:
    """Return what happens to a lead before anybody gets it."""
    return Chapter("When a lead comes in", tuple(_intake(config)))


def _intake(config: Config) -> Iterator[str]:
    first = config.record_types[0]
    kinds = listed(config.record_types, "or")
    also = f"{kinds}, as the file says; {first} where it says nothing" if len(config.record_types) > 1 else first
    yield f"Its record type is {also}."
    for rule in config.duplicates:
        within = f" within {duration(rule.within)}" if rule.within is not None else ""
        then = {
            "link": "it is linked to the earlier one and goes where that went, as long as its owner may take leads",
            "skip": "it is not taken in",
            "keep": "both are kept apart",
        }[rule.on_match]
        same = listed([field(name) for name in rule.match])
        yield f"{_of(rule.record_type)}If {same} {'are' if len(rule.match) > 1 else 'is'} the same{within}, {then}."
    for setter in config.classify:
        when = criteria(setter.when, config.currency) or "always"
        values = listed([f"{field(name)} to {_set(name, value)}" for name, value in setter.set])
        yield f"{_of(setter.record_type)}If {when}: set {values}, where the file says nothing."
    for gate in config.gates:
        if gate.require is None:
            what = f"are held where {criteria(gate.hold_when, config.currency)}"
        else:
            what = f"are held unless {criteria(gate.require, config.currency)}"
        yield f"{gate.record_type if gate.record_type != '*' else 'All'} leads {what} (gate {gate.name})."


def _set(name: str, value: object) -> str:
    if name == "priority" and isinstance(value, int):
        return PRIORITY_NAMES.get(value, str(value))
    return str(value)


def order(config: Config) -> Chapter:
    """Return in which order leads are given out, and how they score."""
    return Chapter("Which lead comes first", tuple(_order(config)))


def _order(config: Config) -> Iterator[str]:
    yield "High priority before medium before low, then the higher score, then the one that came in first."
    for rule in config.scores:
        yield _score(rule, config)
    if config.score_bands:
        bands = [f"{name} from {least:,} points" for name, least in config.score_bands]
        yield f"Score bands: {listed(bands)}."


def _score(rule: ScoreRule, config: Config) -> str:
    when = criteria(rule.when, config.currency)
    aged = ""
    if rule.decay is not None:
        since = {"last_touch": "last touch", "received_at": "arrival", "last_work": "last work"}[rule.decay.of]
        aged = f", halved every {duration(rule.decay.half_life)} since its {since}"
    points = f"{rule.points:+,} point{'' if abs(rule.points) == 1 else 's'}"
    return f"{_of(rule.record_type)}{points} ({rule.name}){f' where {when}' if when else ''}{aged}."


def people(config: Config) -> Chapter:
    """Return who may take a lead at all, and who is passed over."""
    return Chapter("Who is passed over", tuple(_people(config)))


def _people(config: Config) -> Iterator[str]:
    yield (
        "Somebody gets no lead while he is disabled, absent, off shift, paused, on a call or at a limit; nor one whose"
        " needs he has no tag for, that he had or rejected before, or at weight 0."
    )
    first = config.week_starts.capitalize()
    yield f"Hours and days count in his own time zone, else in {config.timezone}; weeks begin on {first}."
    if config.holidays:
        yield "On the public holidays of his account's country he counts as away."
    for day in config.own_holidays:
        yield _holiday(day)
    for rule in config.calling_hours:
        place = f"{rule.state}, {rule.country}" if rule.state else rule.country
        hours = "never" if rule.hours == "never" else f"only {rule.hours}, local time"
        yield f"Leads in {place} may be called {hours}."
    heeded = any(s.enabled and s.calling_hours for s in config.strategies)
    if heeded and config.calling_hours_unknown == "allow":
        yield "Where a lead's place is unknown, calling hours keep nobody back."
    elif heeded:
        yield "Where a lead's place is unknown, strategies with calling hours keep it."
    for tag in config.tags:
        figures = listed([_figure(f) for f in tag.when])
        back = f" in the last {duration(tag.within)}" if tag.within is not None else ""
        kind = "" if tag.record_type == "*" else f" ({tag.record_type} leads only)"
        inside = listed([*tag.teams, *tag.accounts], "or")
        whom = f"Who is in {inside} and has" if inside else "Who has"
        keeps = "and keeps it" if tag.keep else "and loses it when that no longer holds"
        yield f"{whom} {figures}{back}{kind} gets the tag {tag.name}, {keeps}."


def _holiday(day: HolidayRule) -> str:
    when = f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if day.year else ' of every year'}"
    name = f" ({day.name})" if day.name else ""
    whom = f" for {listed(day.accounts)}" if day.accounts else ""
    return f"{when}{name} is a {'working day' if day.open else 'day off'}{whom}."


def _figure(figure: Figure) -> str:
    words = {"min": "at least", "max": "at most", "gt": "more than", "lt": "less than"}
    bound = f"{words[figure.operator]} {figure.value:,g}"
    return f"a win rate of {bound} %" if figure.name == "win_rate" else f"{bound} {FIGURES[figure.name]}"


def settings(config: Config) -> Chapter:
    """Return the settings that decide figures and readings, not who gets what."""
    return Chapter("Settings", tuple(_settings(config)))


def _settings(config: Config) -> Iterator[str]:
    yield f"Amounts are in {config.currency}; numbers and states without a country are read as in {config.region}."
    yield f'Ties are settled by the seed "{config.seed}", so every run can be repeated.'
    if config.empty_values:
        quoted = [f'"{cell}"' for cell in config.empty_values]
        yield f"Cells that mean nothing, besides the usual ones: {listed(quoted)}."
    yield f"A first action within {duration(config.follow_up_within)} counts as quick."
    if config.value_slabs:
        bounds = [f"{bound / 100:,.2f}".removesuffix(".00") for bound in config.value_slabs]
        yield f"Value groups in reports end at {listed(bounds)} {config.currency}."
    yield f"A lead counts for win rates once it is closed, dead or {duration(config.matures_after)} old."
    if config.feedback_after is not None:
        yield f"Whoever has a lead untouched for {duration(config.feedback_after)} is asked for an update."
    for attribute in config.attributes:
        yield f"The column {attribute.name} is read as {attribute.kind}."
    for status in config.statuses:
        patience = f"; others may take it after {duration(status.max_unworked)} unworked" if status.max_unworked else ""
        yield f"Status {status.name} stands for {status.system}, {status.probability} % likely to close{patience}."
    for mapping in config.mappings:
        yield f"Files read as {mapping.name}: " + listed(list(_mapping(mapping.columns, mapping))) + "."


def _mapping(columns: tuple[tuple[str, str], ...], mapping: object) -> Iterator[str]:
    for header, name in columns:
        yield f"column {header} is {name}"
    for key in ("delimiter", "encoding"):
        value = getattr(mapping, key)
        if value is not None:
            yield f"{key} {'tab' if value == chr(9) else value}"


def how_many(config: Config) -> str:
    """Return `There are 3 strategies`, switched-off ones left out."""
    n = sum(s.enabled for s in config.strategies)
    return "There is 1 strategy" if n == 1 else f"There are {n:,} strategies"
