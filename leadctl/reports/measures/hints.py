"""What `report performance --hints` finds: one pure function per finding, whose docstring is its definition.

Each returns the sentence of the finding, or None where all is well.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from leadctl.reports.measures.base import Described

FEW: Final = 5  # leads; fewer are chance
MANY: Final = 50  # leads that a clause must have seen before it is judged


def narrow_clause(clause: str, passing: int, leads: int) -> str | None:
    """A clause of an enabled strategy's `when` that at most 2 % of at least 50 leads received in the period meet, whatever the filters; clauses on age and those that SQL cannot compare are not judged."""  # noqa: E501  one definition, one line
    if leads < MANY or 50 * passing > leads:
        return None
    return f"the clause {clause} lets {passing} of {leads} leads received through"


def over_cap(held: int, cap: int | None) -> str | None:
    """A recipient of the period who has more open leads now than his cap `open` allows."""
    return None if cap is None or held <= cap else f"has {held} open leads now, the cap is {cap}"


def most_untouched(untouched: int, leads: int) -> str | None:
    """A recipient with at least 5 leads of the period, and at least half of those given longer than `follow_up_within` before the as-of moment, that were neither worked nor ended since."""  # noqa: E501  one definition, one line
    if untouched < FEW or 2 * untouched < leads:
        return None
    return f"{untouched} of {leads} leads whose follow-up is due lie untouched"


def unlogged(moved: int, changed: int) -> str | None:
    """A recipient who moved the status of at least 5 of his leads, and of a fifth of those he moved, before he logged any action on them."""  # noqa: E501  one definition, one line
    if moved < FEW or 5 * moved < changed:
        return None
    return f"moved the status of {moved} of {changed} leads without a logged action before"


def idle_puller(pulled: bool) -> str | None:
    """A member of a pull strategy in the period, not disabled at the as-of moment, who pulled nothing from it."""
    return None if pulled else "a member who pulled nothing"


def off_share(received: int, entitled: Fraction) -> str | None:
    """A member of a push strategy whose leads given by its ledger differ from his share of them, weight by weight over all who stood for each, by at least 5 leads and a quarter of that share."""  # noqa: E501  one definition, one line
    gap = abs(received - entitled)
    if gap < FEW or 4 * gap < entitled:
        return None
    return f"was given {received} leads by turn; by weight it would be {float(entitled):.1f}"


HINTS: Final = (
    Described("narrow_clause", narrow_clause),
    Described("over_cap", over_cap),
    Described("most_untouched", most_untouched),
    Described("unlogged", unlogged),
    Described("idle_puller", idle_puller),
    Described("off_share", off_share),
)
