"""Words for priorities and for yes and no, as lists write them."""

from __future__ import annotations

from typing import Final

from leadctl.models import PRIORITIES

PRIORITY_WORDS: Final[dict[str, int]] = {
    **PRIORITIES,
    **dict.fromkeys(("1", "a", "hot", "urgent", "highest", "very high", "critical", "p1", "hoch", "alta"), 1),
    **dict.fromkeys(("2", "b", "warm", "normal", "mid", "p2", "mittel", "media"), 2),
    **dict.fromkeys(("3", "c", "cold", "lowest", "very low", "p3", "niedrig", "baja"), 3),
}
_YES: Final = frozenset({"1", "true", "yes", "y", "on", "x", "t"})
_NO: Final = frozenset({"0", "false", "no", "n", "off", "f"})


def yes_or_no(cell: str) -> int | None:
    """Return 1 or 0, or None when the cell says neither."""
    folded = cell.casefold()
    return 1 if folded in _YES else 0 if folded in _NO else None
