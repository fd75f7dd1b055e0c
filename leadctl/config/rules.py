"""Reads [[status]], [[duplicate]], [[attribute]], [[gate]], [[classify]] and [[score]]."""

from __future__ import annotations

from typing import Literal, cast

from leadctl.config import values
from leadctl.config.criteria import CriteriaReader
from leadctl.config.fields import Fields
from leadctl.config.model import (
    ALWAYS,
    DEFAULT_STATUSES,
    AttributeKind,
    AttributeRule,
    ClassifyRule,
    Decay,
    DuplicateRule,
    GateRule,
    ScoreRule,
    StatusRule,
    Value,
)
from leadctl.config.section import Section
from leadctl.errors import did_you_mean
from leadctl.models import DERIVED_FIELDS, LEAD_FIELDS, SYSTEM_STATUSES, SystemStatus, slug

KINDS: tuple[AttributeKind, ...] = ("text", "number", "money", "date", "bool")
DECAY_OF: tuple[Literal["last_touch", "received_at", "last_work"], ...] = ("last_touch", "received_at", "last_work")
ON_MATCH: tuple[Literal["link", "skip", "keep"], ...] = ("link", "skip", "keep")
# What [[classify]] may not touch: who the lead is, and facts that have their own command.
NOT_SETTABLE = frozenset({"external_id", "record_type", "status", "received_at", "email", "phone", *DERIVED_FIELDS})
# What is computed from the rules themselves is not known while they are evaluated.
BEFORE_SCORE = frozenset({"score"})
NOT_MATCHABLE = frozenset({"record_type", "status", "notes", "received_at", "value", "priority", "do_not_contact"})


def read_types(top: Section) -> tuple[str, ...]:
    """Return record_types, the first being the import's default."""
    if "record_types" not in top.data:
        return ("Lead",)
    types = top.texts("record_types")
    if not types and top.data["record_types"] == []:
        top.fault("record_types", "is empty; name at least one type")
    if "*" in types:
        top.fault("record_types", '"*" stands for every type and cannot be one')
    return types or ("Lead",)


def record_type(section: Section, types: tuple[str, ...]) -> str:
    """Return the type that a rule is for, `*` for every type."""
    name = section.text("record_type", "*")
    for known in types:
        if known.casefold() == name.casefold():
            return known
    if name != "*":
        near = did_you_mean(name, types) or f"; record_types has {', '.join(types)}"
        section.fault("record_type", f'no record type is called "{name}"{near}')
    return "*"


def check_unique(sections: list[Section], key: str = "name") -> None:
    """Note a fault for every name given twice (casefolded)."""
    first: dict[str, Section] = {}
    for section in sections:
        name = section.data.get(key)
        if not isinstance(name, str) or not name.strip():
            continue
        earlier = first.setdefault(name.strip().casefold(), section)
        if earlier is not section:
            line = section.faults.lines.of((*earlier.path, key))
            section.fault(key, f'"{name}" is the name of another {section.kind} (line {line}); choose another')


def read_statuses(top: Section) -> tuple[StatusRule, ...]:
    """Return the file's statuses, then the built-in one of every system status that none of them covers."""
    sections = top.tables("status")
    check_unique(sections)
    found = []
    for section in sections:
        name = section.text("name", required=True)
        section.text("system", required=True)
        system: SystemStatus = section.choice("system", SYSTEM_STATUSES, "new")
        probability = section.integer("probability", 0, 100)
        found.append(StatusRule(name, system, probability or 0, section.duration("max_unworked")))
    covered = {rule.system for rule in found}
    names = {rule.name.casefold() for rule in found}
    for rule in DEFAULT_STATUSES:
        if rule.system in covered:
            continue
        if rule.name.casefold() in names:
            top.fault(
                "status", f'no status has system = "{rule.system}", and "{rule.name}" means something else; add one'
            )
        found.append(rule)
    return tuple(found)


def read_attributes(top: Section) -> tuple[AttributeRule, ...]:
    """Return the typed extra columns."""
    found = []
    sections = top.tables("attribute")
    check_unique(sections)
    for section in sections:
        name = section.text("name", required=True)
        if slug(name) in LEAD_FIELDS or slug(name) in DERIVED_FIELDS:
            section.fault("name", f'"{slug(name)}" is a lead field already; remove this [[attribute]]')
        elif slug(name) in {"any", "all", "not"}:
            section.fault("name", f'"{name}" is a word of the criteria; rename the column')
        kind: AttributeKind = section.choice("type", KINDS, "text")
        found.append(AttributeRule(name, kind))
    return tuple(found)


def read_duplicates(top: Section, fields: Fields, types: tuple[str, ...]) -> tuple[DuplicateRule, ...]:
    """Return the duplicate rules, in file order."""
    found = []
    matchable = [f for f in LEAD_FIELDS if f not in NOT_MATCHABLE]
    matchable += [f.name for f in fields.attributes.values()]
    for section in top.tables("duplicate"):
        match = section.texts("match")
        if not match and not isinstance(section.data.get("match"), list | str):
            section.fault("match", 'is missing; add match = ["email"]')
        elif section.data.get("match") == []:
            section.fault("match", 'is empty; name at least one field, as in match = ["email"]')
        for field in match:
            if fields.find(field).name not in matchable:
                near = did_you_mean(field, matchable) or f"; choose from {', '.join(matchable)}"
                section.fault("match", f'"{field}" cannot be matched on{near}')
        rule_type = record_type(section, types)
        action = section.choice("on_match", ON_MATCH, "link")
        within = section.duration("within")
        found.append(DuplicateRule(tuple(fields.find(f).name for f in match), rule_type, within, action))
    return tuple(found)


def read_gates(top: Section, reader: CriteriaReader, types: tuple[str, ...]) -> tuple[GateRule, ...]:
    """Return the gates, in file order."""
    found = []
    sections = top.tables("gate")
    check_unique(sections)
    for section in sections:
        name = section.text("name", required=True)
        both = ("hold_when" in section.data, "require" in section.data)
        if both == (True, True):
            section.fault("require", "a gate has hold_when or require, not both; make two gates")
        elif both == (False, False):
            section.fault(
                None, "needs hold_when = { … } (leads that stay out) or require = { … } (what each must meet)"
            )
        for key in ("hold_when", "require"):
            if section.data.get(key) == {}:
                section.fault(key, "is empty; say at least one thing")
        hold = reader.read(section, "hold_when", unknown_yet=BEFORE_SCORE)
        require = reader.read(section, "require", unknown_yet=BEFORE_SCORE) if both[1] else None
        found.append(GateRule(name, hold, require, record_type(section, types)))
    return tuple(found)


def read_classify(
    top: Section, reader: CriteriaReader, fields: Fields, types: tuple[str, ...]
) -> tuple[ClassifyRule, ...]:
    """Return the classification rules, in file order."""
    found = []
    for section in top.tables("classify"):
        pairs: list[tuple[str, Value]] = []
        data = section.raw_table("set")
        if not data and not isinstance(section.data.get("set"), list | str):
            section.fault("set", 'is missing; add set = { priority = "high" }')
        for name, value in (data or {}).items():
            key = f"set.{name}"
            field = fields.find(name)
            if field.name in NOT_SETTABLE:
                section.faults.add((*section.path, "set", name), section.say(key), "cannot be set by a rule")
                continue
            oddity = fields.oddity(name)
            if oddity:
                section.faults.warn((*section.path, "set", name), section.say(key), oddity, code="unknown-field")
            try:
                pairs.append((field.name, values.stored(value, field, fields.zone_name)))
            except ValueError as error:
                section.faults.add((*section.path, "set", name), section.say(key), str(error))
        when = reader.read(section, "when", unknown_yet=BEFORE_SCORE)
        found.append(ClassifyRule(when, tuple(pairs), record_type(section, types)))
    return tuple(found)


def read_scores(top: Section, reader: CriteriaReader, types: tuple[str, ...]) -> tuple[ScoreRule, ...]:
    """Return the score rules, in file order."""
    found = []
    sections = top.tables("score")
    check_unique(sections)
    for section in sections:
        name = section.text("name", required=True)
        points = section.integer("points", -1_000_000, 1_000_000)
        if "points" not in section.data:
            section.fault("points", "is missing; add points = 10 (negative ones take away)")
        when = reader.read(section, "when", unknown_yet=BEFORE_SCORE)
        if when is ALWAYS and "when" not in section.data:
            section.fault("when", "is missing; add when = { … }, for example { email = { present = true } }")
        found.append(ScoreRule(name, when, points or 0, record_type(section, types), _decay(section)))
    return tuple(found)


def _decay(section: Section) -> Decay | None:
    table = section.table("decay", "decay")
    if table is None:
        return None
    half_life = table.duration("half_life")
    if not half_life:
        table.fault("half_life", 'is missing; add half_life = "30d"')
    table.text("of", required=True)
    return Decay(half_life or 1, table.choice("of", DECAY_OF, "last_touch"))


def read_bands(top: Section) -> tuple[tuple[str, int], ...]:
    """Return the score bands (name, least score), the highest first."""
    found: list[tuple[str, int]] = []
    for name, least in (top.raw_table("score_bands") or {}).items():
        if isinstance(least, bool) or not isinstance(least, int):
            message = "must be the least score of the band, a whole number"
            top.faults.add(("score_bands", name), f"score_bands.{name}", message)
            continue
        found.append((name, least))
    if len({least for _, least in found}) < len(found):
        top.fault("score_bands", "two bands begin at the same score")
    return tuple(sorted(found, key=lambda band: -band[1]))


def read_slabs(top: Section) -> tuple[int, ...]:
    """Return the upper bounds of the value slabs in minor units, ascending."""
    data = top.data.get("value_slabs")
    if data is None:
        return ()
    try:
        bounds = tuple(values.money(item) for item in cast("list[object]", data if isinstance(data, list) else [data]))
    except ValueError as error:
        top.fault("value_slabs", str(error))
        return ()
    if not isinstance(data, list) or list(bounds) != sorted(set(bounds)) or any(b <= 0 for b in bounds):
        top.fault("value_slabs", "must be a list of rising amounts, such as [10_000, 50_000, 100_000]")
    return bounds
