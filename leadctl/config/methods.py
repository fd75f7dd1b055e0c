"""Reads what a method of its own asks of [[strategy]]: performance, nearest, account_owner, territory, bands."""

from __future__ import annotations

from typing import Any, Literal

from leadctl.config import values
from leadctl.config.model import OwnerRule, PerformanceRule
from leadctl.config.section import Section
from leadctl.models import MICRO

# key -> the only methods that read it
OF_METHOD: dict[str, tuple[str, ...]] = {
    "by": ("weighted",),
    "pick": ("performance",),
    "max_share": ("performance", "weighted"),
    "explore": ("performance", "weighted"),
    "matures_after": ("performance", "weighted"),
    "max_km": ("nearest",),
    "territory": ("direct",),
    "if_absent": ("account_owner",),
    "match_companies": ("account_owner",),
    "similar": ("account_owner",),
}
PICKS: tuple[Literal["share", "best"], ...] = ("share", "best")
IF_ABSENT: tuple[Literal["wait", "cover", "next"], ...] = ("wait", "cover", "next")


def check_keys(s: Section, method: str) -> None:
    """Note a fault for every key that this method would not read."""
    for key, methods in OF_METHOD.items():
        if key in s.data and method not in methods:
            s.fault(key, f'is for method = "{methods[0]}"; this strategy is {method}')
    if method == "weighted" and not _goes_by_performance(s):
        for key in ("max_share", "explore", "matures_after"):
            if key in s.data:
                s.fault(key, 'is for bands that go by win rate: by = "score_band", weights = { hot = "performance" }')


def _goes_by_performance(s: Section) -> bool:
    """Return whether a band of the strategy says so."""
    to = s.data.get("to")
    weights = to.get("weights") if isinstance(to, dict) else None
    return isinstance(weights, dict) and "performance" in weights.values()


def read_performance(s: Section, matures_after: int) -> PerformanceRule:
    """Return how win rates become shares."""
    default = PerformanceRule()
    return PerformanceRule(
        pick=s.choice("pick", PICKS, default.pick),
        max_share=_share(s, "max_share", default.max_share),
        explore=_share(s, "explore", default.explore, zero=True),
        matures_after=s.duration("matures_after") or matures_after,
    )


def read_owner(s: Section) -> OwnerRule:
    """Return how a customer's lead finds its account manager."""
    default = OwnerRule()
    return OwnerRule(
        if_absent=s.choice("if_absent", IF_ABSENT, default.if_absent),
        match_companies=s.boolean("match_companies", default.match_companies),
        similar=_share(s, "similar", default.similar),
    )


def read_max_km(s: Section) -> float | None:
    """Return kilometres, or None without a bound."""
    if "max_km" not in s.data:
        return None
    try:
        distance = float(values.plain_number(s.data["max_km"]))
    except ValueError as error:
        s.fault("max_km", str(error))
        return None
    if distance <= 0:
        s.fault("max_km", f"is {distance:g}; must be above 0")
    return distance


def read_bands(
    to: Section, data: dict[str, Any], bands: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, tuple[tuple[str, int], ...] | Literal["performance"]], ...]:
    """Return band -> weights by login, or `performance`. `other` stands for the bands that are not named."""
    known = {name.casefold(): name for name, _ in bands}
    found: list[tuple[str, tuple[tuple[str, int], ...] | Literal["performance"]]] = []
    for name, value in data.items():
        path, words = (*to.path, "weights", name), to.say(f"weights.{name}")
        if name.casefold() != "other" and name.casefold() not in known:
            listed = ", ".join([*known.values(), "other"])
            listed = listed if known else "none; add score_bands = { hot = 40, cold = 0 }"
            to.faults.add(path, words, f"is no score band; there are: {listed}")
        if value == "performance":
            found.append((known.get(name.casefold(), "other"), "performance"))
        elif isinstance(value, dict) and value:
            found.append((known.get(name.casefold(), "other"), _weights(to, name, value)))
        else:
            to.faults.add(path, words, 'must be weights such as { ana = 3, bob = 1 }, or "performance"')
    return tuple(found)


def _weights(to: Section, band: str, data: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    found = []
    for login, value in data.items():
        try:
            found.append((login, values.weight(value)))
        except ValueError as error:
            to.faults.add((*to.path, "weights", band, login), to.say(f"weights.{band}.{login}"), str(error))
    if found and not any(weight for _, weight in found):
        to.warn("weights", f"are all 0 in band {band}: nobody gets such a lead from this strategy", "zero-weight")
    return tuple(found)


def _share(s: Section, key: str, default: int, *, zero: bool = False) -> int:
    """Return millionths of `"50%"`."""
    value = s.data.get(key)
    if value is None:
        return default
    if zero and value in ("0%", "0 %"):
        return 0
    try:
        return min(values.share(value), MICRO)
    except ValueError as error:
        s.fault(key, str(error))
        return default
