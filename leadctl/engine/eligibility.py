"""May this user take this lead now? One function, one reason code per "no", looked for in the order of Code. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leadctl.config.model import Limits
from leadctl.hours import Hours
from leadctl.models import Code

UNLIMITED = 1 << 60


@dataclass(slots=True)
class User:
    """One user as eligibility sees him. `team_id` is his first team; tags are casefolded; times in seconds UTC."""

    id: int
    login: str
    account_id: int = 1
    team_id: int | None = None
    zone: str = "UTC"
    disabled: bool = False
    paused_until: int | None = None  # FOREVER = until he resumes
    busy_until: int | None = None  # on a call
    last_seen_at: int | None = None  # his latest recorded activity or `user seen`
    hours: Hours = Hours()  # noqa: RUF009  a NamedTuple is immutable
    tags: frozenset[str] = frozenset()
    auto_accept: bool = False  # offers to him count as accepted at once


@dataclass(slots=True)
class Load:
    """How much somebody has, against his limits: of one user over everything, or of one user from one strategy.

    hour, day, week: exclusive passages in the calendar hour, day, week (in his zone) around the run's moment.
    open: owned leads not closed or dead, and pending exclusive offers. `given`: handed out in this run so far,
    which adds to all four.
    """

    limits: Limits = field(default_factory=Limits)
    hour: int = 0
    day: int = 0
    week: int = 0
    open: int = 0
    given: int = 0

    def full(self) -> Code | None:
        """Return the first cap that is reached, or None."""
        limits, given = self.limits, self.given
        if limits.per_hour is not None and self.hour + given >= limits.per_hour:
            return Code.CAP_HOUR
        if limits.per_day is not None and self.day + given >= limits.per_day:
            return Code.CAP_DAY
        if limits.per_week is not None and self.week + given >= limits.per_week:
            return Code.CAP_WEEK
        if limits.open is not None and self.open + given >= limits.open:
            return Code.CAP_OPEN
        return None

    def room(self) -> int:
        """Return how many more leads fit before a cap is reached, counted from `given` = 0."""
        limits = self.limits
        return min(
            UNLIMITED if limits.per_hour is None else limits.per_hour - self.hour,
            UNLIMITED if limits.per_day is None else limits.per_day - self.day,
            UNLIMITED if limits.per_week is None else limits.per_week - self.week,
            UNLIMITED if limits.open is None else limits.open - self.open,
        )


NO_LOAD = Load()
_CAP_ORDER = (Code.CAP_HOUR, Code.CAP_DAY, Code.CAP_WEEK, Code.CAP_OPEN)


def standing(user: User, moment: int, active_within: int | None = None) -> Code | None:
    """Return why the user takes no lead at all at `moment`, whatever the lead: the codes before the caps.

    `active_within`: seconds since he was last seen, the bound included; who was never seen is inactive.
    """
    if user.disabled:
        return Code.DISABLED
    if user.hours.absent_at(moment):
        return Code.ABSENT
    if not user.hours.on_shift_at(moment):
        return Code.OFF_SHIFT
    if user.hours.on_holiday_at(moment):
        return Code.HOLIDAY
    if active_within is not None and (user.last_seen_at is None or moment - user.last_seen_at > active_within):
        return Code.INACTIVE
    if user.paused_until is not None and moment < user.paused_until:
        return Code.PAUSED
    if user.busy_until is not None and moment < user.busy_until:
        return Code.BUSY
    return None


def has_tag(user: User, kind: str, value: object) -> bool:
    """Return whether a tag of the user equals the lead's value, plain (`de`) or with its kind (`language:de`)."""
    if value is None or value == "":
        return False
    wanted = str(value).strip().casefold()
    return wanted in user.tags or f"{kind}:{wanted}" in user.tags or f"{kind}={wanted}" in user.tags


def check(
    user: User,
    moment: int,
    *,
    own: Load = NO_LOAD,
    here: Load = NO_LOAD,
    needs: Iterable[tuple[str, object]] = (),
    needs_tags: Iterable[str] = (),
    held: bool = False,
    rejected: bool = False,
    asked: bool = False,
    quiet: bool = False,
    weight: int = 1,
    push: bool = True,
    stands: Code | bool | None = True,
) -> Code | None:
    """Return why `user` may not take the lead at `moment`, or None when he may.

    `own` and `here` are his load over everything and from this strategy; `needs` are (kind, the lead's value);
    `held`, `rejected` and `asked` (his offer of it ran out) say what he did with this lead before; `quiet`: nobody may
    call at its place now. `stands` may hand in standing(user, moment) when it
    is known already (True = work it out).
    """
    code = standing(user, moment) if stands is True else stands
    if code:
        return Code(code)
    full = {own.full(), here.full()} - {None}
    if full:
        return next(c for c in _CAP_ORDER if c in full)
    if any(not has_tag(user, kind, value) for kind, value in needs):
        return Code.LACKS_TAG
    if any(tag.casefold() not in user.tags for tag in needs_tags):
        return Code.LACKS_TAG
    if quiet:
        return Code.LEAD_QUIET_HOURS
    if held and push:
        return Code.HELD_BEFORE
    if rejected:
        return Code.REJECTED_BEFORE
    if asked:
        return Code.EXPIRED_BEFORE
    return Code.ZERO_WEIGHT if weight <= 0 else None
