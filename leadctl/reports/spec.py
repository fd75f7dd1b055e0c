"""Everything a report is asked for, as one frozen object: flags resolved, "now" inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from leadctl.clock import Period
from leadctl.errors import UsageError, did_you_mean

FORMAT: Final = 1  # of reports as JSON
MAX_GROUPS: Final = 3

# Dimensions of --by and of the filters, in the order of the documentation.
DIMENSIONS: Final = (
    "account",
    "team",
    "user",
    "strategy",
    "method",
    "mode",
    "record-type",
    "product",
    "source",
    "source-type",
    "campaign",
    "priority",
    "confidence",
    "value-slab",
    "score-band",
    "sales-stage",
    "outcome",
)
TIMES: Final = ("hour", "weekday", "day", "week", "month", "quarter", "year")
ALIASES: Final = {"partner": "account", "source-campaign": "campaign"}
ATTRIBUTE: Final = "attribute:"

ContactBase = Literal["new", "distributed"]
ContactMeans = Literal["left", "reached"]
Count = Literal["distribution", "activity"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One kind of filter: OR within its values, AND across kinds. `attribute:NAME` is a kind of its own."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """What to report. Determined: the same spec on the same database gives the same table."""

    report: str
    period: Period
    now: int  # seconds UTC
    group: tuple[str, ...] = ()
    account: tuple[str, ...] = ()  # with all below them; () = all
    record_type: str | None = None  # None = all types
    show_disabled: bool = False
    filters: tuple[Filter, ...] = ()
    contact_base: ContactBase = "new"
    contact_means: ContactMeans = "left"
    count: Count = "distribution"
    hops: bool = False
    status_changes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # contact-rate | actions | appointments | closed
    columns: tuple[str, ...] = ()
    sort: str | None = None
    events_since_distribution: bool = False
    week_starts: str = "monday"
    trend: str | None = None  # day | week | month: buckets of distribution time
    compare: bool = False  # with the equal period before
    to_date: bool = False  # outcomes up to now instead of the period's end
    known_at: int | None = None  # as it was known then, seconds UTC
    deals: bool = False
    timing: bool = False
    hints: bool = False
    push_pull: bool = False
    per: str | None = None  # hour | day | week: what throughput is counted by; None = by the period's length
    reminder: int | None = None  # list leads left alone for so many days
    show_undone: bool = False
    filter_name: str | None = None  # the saved filter in use
    filter_is_default: bool = False
    filter_beside: tuple[str, ...] = ()  # flags typed beside it

    @property
    def as_of(self) -> int:
        """Return the as-of moment: the period's last second or now, whichever is earlier."""
        return min(self.period.end - 1, self.now)

    @property
    def cut(self) -> int:
        """Return the first second after the as-of moment: facts count when they happened before it."""
        return self.as_of + 1

    @property
    def until(self) -> int:
        """Return the first second at which outcomes no longer count: that after as-of, or that after now."""
        return self.now + 1 if self.to_date else self.cut

    def ungrouped(self) -> ReportSpec:
        """Return the same question without grouping."""
        return replace(self, group=(), sort=None)


def dimension_name(text: str) -> str:
    """Return the dimension meant by one word of --by: aliases resolved, `attribute:NAME` kept as written.

    Raises UsageError with the nearest name.
    """
    word = text.strip()
    if word.casefold().startswith(ATTRIBUTE) and word[len(ATTRIBUTE) :].strip():
        return ATTRIBUTE + word[len(ATTRIBUTE) :].strip()
    plain = word.casefold().replace("_", "-")
    plain = ALIASES.get(plain, plain)
    if plain in DIMENSIONS or plain in TIMES:
        return plain
    known = (*DIMENSIONS, *TIMES, *ALIASES, "attribute:NAME")
    raise UsageError(
        f'"{text}" is nothing to group by{did_you_mean(plain, known)}',
        slug="unknown-dimension",
        hint="one of " + ", ".join(known),
    )


def parse_group(text: str | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dimensions of `--by a,b,c`; `none` is no grouping. Raises UsageError for a fourth and for repeats."""
    if text is None:
        return default
    if text.strip().casefold() == "none":
        return ()
    group = tuple(dimension_name(word) for word in text.split(","))
    if len(group) > MAX_GROUPS:
        raise UsageError(
            f"{len(group)} groups: {', '.join(group)}", slug="too-many-groups", hint=f"at most {MAX_GROUPS}"
        )
    if len(set(group)) < len(group):
        raise UsageError(f"a group is named twice: {', '.join(group)}", slug="group-twice")
    return group


def parse_attributes(pairs: list[str]) -> dict[str, list[str]]:
    """Return kind -> values of `--attribute NAME=VALUE`. Raises UsageError without `=`."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'"{pair}" is not NAME=VALUE', slug="bad-attribute", hint="--attribute region=West")
        found.setdefault(ATTRIBUTE + name.strip(), []).append(value.strip())
    return found
