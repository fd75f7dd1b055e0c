"""Says in words what differs between two versions of the rules. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from leadctl.clock import format_duration
from leadctl.config.keys import SETTINGS
from leadctl.config.model import Config

NAMED = (
    ("status", "statuses"),
    ("attribute", "attributes"),
    ("gate", "gates"),
    ("score", "scores"),
    ("strategy", "strategies"),
    ("tag", "tags"),
    ("mapping", "mappings"),
)
DURATIONS = frozenset({"follow_up_within", "matures_after", "feedback_after"})
KEYS = {  # field of the object -> key of the file
    "from_account": "from",
    "kind": "type",
    "sender": "from",
    "host": "smtp",
    "port": "smtp",
    "webhooks": "webhook",
    "services": "service",
}
IGNORED = frozenset({"line"})


class Change(NamedTuple):
    """One difference: `what` is added, removed, changed or moved; `keys` says which keys changed."""

    kind: str
    name: str
    what: str
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        label = f'{self.kind} "{self.name}"' if self.name else self.kind
        return f"{label} {self.what}{': ' + ', '.join(self.keys) if self.keys else ''}"


def changes(old: Config, new: Config) -> list[Change]:
    """Return what was added, changed, removed and moved from `old` to `new`, settings first."""
    found = [
        Change("setting", name, "changed", (f"{_setting(old, name)} → {_setting(new, name)}",))
        for name in SETTINGS
        if getattr(old, name) != getattr(new, name)
    ]
    for kind, attribute in NAMED:
        found += _named(kind, getattr(old, attribute), getattr(new, attribute))
    found += _unnamed("duplicate", old.duplicates, new.duplicates)
    found += _unnamed("classify", old.classify, new.classify)
    found += _unnamed("holiday", old.own_holidays, new.own_holidays)
    found += _unnamed("calling_hours", old.calling_hours, new.calling_hours)
    if old.notify is None or new.notify is None:
        what = "added" if old.notify is None else "removed"
        return found + ([Change("notify", "", what)] if old.notify is not new.notify else [])
    keys = _keys(old.notify, new.notify)
    return found + ([Change("notify", "", "changed", tuple(dict.fromkeys(keys)))] if keys else [])


def _setting(config: Config, name: str) -> str:
    """Return a setting as the file writes it."""
    if name == "value_slabs":
        return _say(tuple(f"{bound / 100:g}" for bound in config.value_slabs))
    if name == "score_bands":
        return ", ".join(f"{band} = {least}" for band, least in config.score_bands) or "none"
    if name in DURATIONS:
        seconds = getattr(config, name)
        return "none" if seconds is None else format_duration(seconds)
    return _say(getattr(config, name))


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_say(v) for v in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _named(kind: str, old: Sequence[Any], new: Sequence[Any]) -> list[Change]:
    before = {rule.name.casefold(): rule for rule in old}
    after = {rule.name.casefold(): rule for rule in new}
    found = [Change(kind, rule.name, "removed") for key, rule in before.items() if key not in after]
    for key, rule in after.items():
        if key not in before:
            found.append(Change(kind, rule.name, "added"))
        elif keys := _keys(before[key], rule):
            found.append(Change(kind, rule.name, "changed", keys))
    if kind in {"strategy", "gate"}:
        first = [key for key in before if key in after]
        second = [key for key in after if key in before]
        if first != second:
            found.append(Change(kind, "", "order changed", (" → ".join(rule.name for rule in new),)))
    return found


def _keys(old: object, new: object) -> tuple[str, ...]:
    names = [f.name for f in fields(new) if f.name not in IGNORED]  # type: ignore[arg-type]  # frozen dataclasses
    return tuple(KEYS.get(name, name) for name in names if getattr(old, name) != getattr(new, name))


def _unnamed(kind: str, old: Sequence[object], new: Sequence[object]) -> list[Change]:
    gone = sum(rule not in new for rule in old)
    come = sum(rule not in old for rule in new)
    found = []
    if come:
        found.append(Change(f"{come} {kind} rule{'s' if come > 1 else ''}", "", "added"))
    if gone:
        found.append(Change(f"{gone} {kind} rule{'s' if gone > 1 else ''}", "", "removed"))
    if not found and list(old) != list(new):
        found.append(Change(f"{kind} rules", "", "reordered"))
    return found
