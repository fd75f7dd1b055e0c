"""Reads leadctl.toml: text in, frozen Config out, every fault at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any, Literal

from leadctl.clock import zone
from leadctl.config import extras, rules
from leadctl.config.criteria import CriteriaReader
from leadctl.config.fields import Fields
from leadctl.config.model import DEFAULT_FOLLOW_UP, DEFAULT_MATURES, AttributeRule, Config
from leadctl.config.notify_model import Notify
from leadctl.config.section import Faults, Section, fault_error
from leadctl.config.strategies import Known, read_strategies
from leadctl.errors import UsageError
from leadctl.models import FINISHED

_SYNTAX = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
UNKNOWN_PLACE: tuple[Literal["allow", "deny"], ...] = ("allow", "deny")
WEEK_STARTS: tuple[Literal["monday", "sunday", "saturday"], ...] = ("monday", "sunday", "saturday")


def load_text(text: str, file: str, seen_attributes: Iterable[str] = ()) -> Config:
    """Return the rules in `text`. Raises ConfigError naming every fault. Arguments as for read_text."""
    config, faults = read_text(text, file, seen_attributes)
    faults.raise_any()
    warnings = faults.warnings()
    return config if not warnings else replace_warnings(config, warnings)


def read_text(text: str, file: str, seen_attributes: Iterable[str] = ()) -> tuple[Config, Faults]:
    """Return the rules in `text` and what is wrong with them, so that a caller can look for more before it raises.

    `file` is how messages call the text. `seen_attributes` are names of extra columns that leads in the
    database have: criteria may name them without a warning. Where a key has a fault, the rules have its default.
    Raises ConfigError when the text is no TOML.
    """
    faults = Faults(file, text)
    top = Section(faults, _toml(text, file), "settings")
    zone_name = _zone(top)
    types = rules.read_types(top)
    statuses = rules.read_statuses(top)
    attributes = rules.read_attributes(top)
    fields = Fields({a.name: a.kind for a in attributes}, zone_name, seen_attributes)
    status_names = {s.name.casefold(): s.name for s in statuses}
    reader = CriteriaReader(faults, fields, status_names, types)
    matures_after = _or(top.duration("matures_after"), DEFAULT_MATURES)
    unknown_place = top.choice("calling_hours_unknown", UNKNOWN_PLACE, "deny")
    open_names = {s.name.casefold(): s.name for s in statuses if s.system not in FINISHED}
    known = Known(open_names, rules.read_bands(top), matures_after, unknown_place)
    config = Config(
        timezone=zone_name,
        week_starts=top.choice("week_starts", WEEK_STARTS, "monday"),
        region=_code(top, "region", 2, "US", "a country of two letters, such as US or DE"),
        currency=_code(top, "currency", 3, "USD", "a currency of three letters, such as USD or EUR"),
        seed=_seed(top),
        record_types=types,
        empty_values=top.texts("empty_values"),
        follow_up_within=_or(top.duration("follow_up_within"), DEFAULT_FOLLOW_UP),
        value_slabs=rules.read_slabs(top),
        score_bands=known.bands,
        statuses=statuses,
        duplicates=rules.read_duplicates(top, fields, types),
        attributes=attributes,
        gates=rules.read_gates(top, reader, types),
        classify=rules.read_classify(top, reader, fields, types),
        scores=rules.read_scores(top, reader, types),
        strategies=read_strategies(top, reader, fields, types, known),
        holidays=top.boolean("holidays", False),
        own_holidays=extras.read_holidays(top),
        calling_hours=extras.read_calling_hours(top),
        calling_hours_unknown=unknown_place,
        feedback_after=top.duration("feedback_after"),
        matures_after=known.matures_after,
        tags=extras.read_tags(top, types),
        mappings=extras.read_mappings(top),
        notify=_notify(top, attributes),
        warnings=(),
    )
    return config, faults


def _notify(top: Section, attributes: tuple[AttributeRule, ...]) -> Notify | None:
    if "notify" not in top.data:
        return None
    from leadctl.config.notify import read_notify  # most rules tell nobody

    return read_notify(top, [a.name for a in attributes])


def replace_warnings(config: Config, warnings: tuple[str, ...]) -> Config:
    """Return `config` with these warnings."""
    from dataclasses import replace

    return replace(config, warnings=warnings)


def _toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        match = _SYNTAX.fullmatch(str(error))
        line = (match[2] if match else None) or str(text.count("\n") + 1)
        said = match[1] if match else str(error)
        column = f", column {match[3]}" if match and match[3] else ""
        raise fault_error(file, [f"{file}:{line}: not valid TOML{column}: {said[:1].lower()}{said[1:]}"]) from None


def _zone(top: Section) -> str:
    name = top.text("timezone", "UTC")
    try:
        zone(name)
    except UsageError as error:
        top.fault("timezone", f"{error.message}; {error.hint}")
        return "UTC"
    return name


def _code(top: Section, key: str, length: int, default: str, what: str) -> str:
    value = top.text(key, default).upper()
    if len(value) != length or not value.isascii() or not value.isalpha():
        top.fault(key, f'"{value}" is not {what}')
        return default
    return value


def _seed(top: Section) -> str:
    value = top.data.get("seed")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else top.text("seed", "leadctl")


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
