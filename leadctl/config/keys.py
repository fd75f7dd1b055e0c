"""Every key that leadctl.toml may hold, by section; and the keys that later versions will read."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = (
    "timezone",
    "week_starts",
    "region",
    "currency",
    "seed",
    "record_types",
    "empty_values",
    "follow_up_within",
    "value_slabs",
    "score_bands",
)

# docs/config.md describes each of these; a test compares.
ACCEPTED: Final[dict[str, tuple[str, ...]]] = {
    "settings": (
        *SETTINGS,
        "status",
        "duplicate",
        "attribute",
        "gate",
        "classify",
        "score",
        "strategy",
    ),
    "status": ("name", "system", "probability", "max_unworked"),
    "duplicate": ("record_type", "match", "within", "on_match"),
    "attribute": ("name", "type"),
    "gate": ("name", "hold_when", "require", "record_type"),
    "classify": ("when", "set", "record_type"),
    "score": ("name", "when", "points", "record_type"),
    "strategy": (
        "name",
        "mode",
        "method",
        "record_type",
        "from",
        "to",
        "when",
        "needs",
        "needs_tags",
        "limits",
        "share",
        "on_empty",
        "enabled",
    ),
    "to": ("users", "teams", "accounts", "tags", "weights", "user", "team", "account"),
    "limits": ("per_hour", "per_day", "per_week", "open"),
}

# Known to the product, not to this version: refused by name, never ignored.
LATER: Final[dict[str, frozenset[str]]] = {
    "settings": frozenset(
        {
            "calling_hours",
            "calling_hours_unknown",
            "cost",
            "feedback_after",
            "holiday",
            "holidays",
            "matures_after",
            "notify",
            "reminder",
            "territory",
        }
    ),
    "score": frozenset({"decay"}),
    "strategy": frozenset(
        {
            "accept_within",
            "active_within",
            "auto_accept",
            "broadcast",
            "by",
            "calling_hours",
            "calling_hours_unknown",
            "choose",
            "clock",
            "explore",
            "feedback_after",
            "hand_out",
            "matures_after",
            "max_km",
            "max_pulls",
            "max_share",
            "max_unworked",
            "order",
            "pick",
            "reject_reason",
            "sources",
            "territory",
        }
    ),
}
LATER_METHODS: Final = frozenset({"least_loaded", "performance", "nearest", "account_owner", "optimal"})
LATER_FIELDS: Final = frozenset({"touches", "last_touch"})  # criteria on behaviour
NOT_SUPPORTED: Final = "not supported by this version of leadctl; remove it [not-supported]"
