"""Words for fields, comparisons, durations and lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from leadctl.config.model import Clause, Criteria
from leadctl.models import LEAD_FIELDS, MICRO

DAY, HOUR, MINUTE = 86_400, 3600, 60
FIELDS = {
    "received_at": "the time it came in",
    "last_touch": "its last touch",
    "last_work": "the last work on it",
    "touches": "its number of touches",
    "record_type": "its record type",
    "do_not_contact": "do not contact",
    "phone_ext": "phone extension",
    "email2": "second e-mail",
    "email": "e-mail",
}


def duration(seconds: int) -> str:
    """Return `30 days`, `1 hour`, `1 hour 30 minutes`."""
    parts = []
    for size, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (1, "second")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:,} {name}{'' if count == 1 else 's'}")
    return " ".join(parts) or "no time"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def percent(part: int, whole: int = MICRO) -> str:
    """Return `12.5 %`."""
    return f"{round(100 * part / whole, 1):g} %"


def number(micro: int) -> str:
    """Return a weight in millionths as it is written: `2`, `0.5`."""
    return f"{micro / MICRO:g}"


def count(n: int, noun: str) -> str:
    """Return `1 lead`, `2 leads`."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def field(name: str) -> str:
    """Return a lead field as people say it."""
    if name.startswith("touches."):
        return f"its number of touches {name.removeprefix('touches.')}"
    if name in FIELDS:
        return FIELDS[name]
    return name.replace("_", " ") if name in LEAD_FIELDS else name


def clause(c: Clause, currency: str) -> str:
    """Return one comparison: `value is at least 50,000 USD`."""
    name = field(c.field)
    if c.operator == "present":
        return f"{name} is {'given' if c.value else 'missing'}"
    if c.operator == "age":
        assert isinstance(c.value, int)
        if c.bound == "min":
            return f"{name} is at least {duration(c.value)} ago"
        return f"{name} is within the last {duration(c.value)}"
    written = c.text.removeprefix(c.field).strip()
    if c.operator in {"min", "max"} and written.startswith("is "):  # a whole day: its first and its last second
        return f"{name} is on {written.removeprefix('is ')}"
    value = _value(c, written, currency)
    words = {
        "is": "is", "in": "is", "not": "is not", "min": "is at least", "max": "is at most", "gt": "is more than",
        "lt": "is less than", "contains": "contains", "starts_with": "starts with", "ends_with": "ends with",
        "matches": "matches the pattern", "before": "is before", "after": "is after",
    }  # fmt: skip
    return f"{name} {words[c.operator]} {value}"


def _value(c: Clause, written: str, currency: str) -> str:
    text = written.removeprefix(c.operator).strip()
    if c.kind == "bool" and isinstance(c.value, bool | int):
        return "yes" if c.value else "no"
    if c.kind == "money" and isinstance(c.value, int | float):
        return f"{c.value / 100:,.2f}".removesuffix(".00") + f" {currency}"
    if isinstance(c.value, tuple):
        return listed(text.split(", "), "or")
    return text


def criteria(tree: Criteria, currency: str) -> str:
    """Return what a lead must meet, in one clause of a sentence; empty when everything meets it."""
    parts = list(dict.fromkeys(clause(c, currency) for c in tree.clauses))
    parts += [criteria(child, currency) for child in tree.all]
    for group in tree.any:
        options = [criteria(child, currency) for child in group]
        parts.append(f"({listed(options, 'or')})" if len(options) > 1 else "".join(options))
    parts += [f"not ({criteria(child, currency)})" for child in tree.none]
    return listed(parts)
