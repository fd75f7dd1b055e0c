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
    "holidays",
    "calling_hours_unknown",
    "matures_after",
    "feedback_after",
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
        "holiday",
        "calling_hours",
        "tag",
        "mapping",
    ),
    "status": ("name", "system", "probability", "max_unworked"),
    "duplicate": ("record_type", "match", "within", "on_match"),
    "attribute": ("name", "type"),
    "gate": ("name", "hold_when", "require", "record_type"),
    "classify": ("when", "set", "record_type"),
    "score": ("name", "when", "points", "record_type", "decay"),
    "decay": ("half_life", "of"),
    "holiday": ("date", "name", "accounts", "open"),
    "calling_hours": ("country", "state", "hours"),
    "tag": ("name", "when", "within", "record_type", "keep"),
    "mapping": ("name", "columns", "delimiter", "encoding"),
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
        "active_within",
        "calling_hours",
        "calling_hours_unknown",
        "hand_out",
        "by",
        "pick",
        "max_share",
        "explore",
        "matures_after",
        "max_km",
        "territory",
        "if_absent",
        "match_companies",
        "similar",
        "accept_within",
        "clock",
        "broadcast",
        "reject_reason",
        "remind_before",
        "turn_kept",
        "feedback_after",
        "queue",
        "sources",
        "source_order",
        "order",
        "max_pulls",
        "max_unworked",
        "cool_down",
        "recycle",
        "reclaim_after",
        "choose",
    ),
    "to": ("users", "teams", "accounts", "tags", "weights", "user", "team", "account"),
    "limits": ("per_hour", "per_day", "per_week", "open"),
}

# Known to the product, not to this version: refused by name, never ignored.
LATER: Final[dict[str, frozenset[str]]] = {
    "settings": frozenset({"cost", "notify"}),
}
LATER_METHODS: Final = frozenset({"optimal"})
LATER_FIELDS: Final = frozenset({"touches", "last_touch"})  # criteria on behaviour
NOT_SUPPORTED: Final = "not supported by this version of leadctl; remove it [not-supported]"
