"""Words and small frozen objects that the layers exchange. No I/O, no clock."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal, NamedTuple

SystemStatus = Literal["new", "waiting", "attempted", "contacted", "closed", "dead"]
SYSTEM_STATUSES: Final[tuple[SystemStatus, ...]] = (
    "new",
    "waiting",
    "attempted",
    "contacted",
    "closed",
    "dead",
)
UNCONTACTED: Final = frozenset({"new", "waiting"})  # leaving this set is contact
REACHED: Final = frozenset({"contacted", "closed"})  # --contact-means reached
FINISHED: Final = frozenset({"closed", "dead"})  # no longer open

PRIORITIES: Final[dict[str, int]] = {"high": 1, "medium": 2, "low": 3}
PRIORITY_NAMES: Final[dict[int, str]] = {rank: name for name, rank in PRIORITIES.items()}

FOREVER: Final = 253_402_300_799  # seconds UTC, the last of the year 9999: until ended by hand
MICRO: Final = 1_000_000  # weights and credits are integers in millionths
ROOT_ACCOUNT: Final = "Corporate"
ROOT_ACCOUNT_ID: Final = 1
DEFAULT_RECORD_TYPE: Final = "Lead"

# The section `Other` of the reports: passages that no strategy made.
NO_STRATEGY_NAMES: Final[dict[str, str]] = {
    "imported": "(imported)",
    "named": "(named)",
    "manual": "(manual)",
    "handout": "(handout)",
}


class Level(StrEnum):
    """Whose passage a distribution is."""

    ACCOUNT = "account"
    TEAM = "team"
    USER = "user"


class Mode(StrEnum):
    """Push: the tool gives; pull: the user takes; none: neither (by hand, from the past)."""

    PUSH = "push"
    PULL = "pull"
    NONE = "none"


class Origin(StrEnum):
    """How a passage came about."""

    ENGINE = "engine"
    NAMED = "named"
    HANDOUT = "handout"
    MANUAL = "manual"
    IMPORTED = "imported"


class EndKind(StrEnum):
    """Why a passage ended."""

    REJECTED = "rejected"
    EXPIRED = "expired"
    LOST = "lost"
    PASSED_ON = "passed_on"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    RECALLED = "recalled"


class Code(StrEnum):
    """Why a user may not take a lead now, in the order in which the reasons are looked for."""

    DISABLED = "disabled"
    ABSENT = "absent"
    OFF_SHIFT = "off_shift"
    HOLIDAY = "holiday"
    INACTIVE = "inactive"
    PAUSED = "paused"
    BUSY = "busy"
    CAP_HOUR = "cap_hour"
    CAP_DAY = "cap_day"
    CAP_WEEK = "cap_week"
    CAP_OPEN = "cap_open"
    LACKS_TAG = "lacks_tag"
    LEAD_QUIET_HOURS = "lead_quiet_hours"
    HELD_BEFORE = "held_before"
    REJECTED_BEFORE = "rejected_before"
    EXPIRED_BEFORE = "expired_before"
    ZERO_WEIGHT = "zero_weight"


class Hold(StrEnum):
    """Why a lead is still undistributed. A gate's hold is `gate:NAME`."""

    NO_STRATEGY = "no_strategy"  # no strategy matches the lead
    NOBODY_ELIGIBLE = "nobody_eligible"  # strategies match, nobody may take it now
    NAMED_UNAVAILABLE = "named_unavailable"  # the recipient named in the file may not take it
    DUPLICATE = "duplicate"  # linked to an open original, goes where that goes
    ON_EMPTY_HOLD = "on_empty_hold"  # a strategy says: wait for my people
    QUEUED = "queued"  # waits in a pull queue


class ShiftBlock(NamedTuple):
    """One weekly block of working time: weekday 0 = Monday, minutes after local midnight, ends over 1440 = next day."""

    weekday: int
    starts: int
    ends: int
    timezone: str | None = None  # None = the user's


# Lead fields as users name them in mappings, criteria, lists and filters, with their kind.
# Kinds: text, number, money (minor units inside, currency units outside), date (epoch seconds), bool, priority.
LEAD_FIELDS: Final[dict[str, str]] = {
    "external_id": "text",
    "full_name": "text",
    "first_name": "text",
    "last_name": "text",
    "email": "text",
    "email2": "text",
    "phone": "text",
    "phone_ext": "text",
    "mobile": "text",
    "company": "text",
    "job_title": "text",
    "country": "text",
    "state": "text",
    "city": "text",
    "postal_code": "text",
    "street": "text",
    "website": "text",
    "industry": "text",
    "language": "text",
    "product": "text",
    "source": "text",
    "source_type": "text",
    "campaign": "text",
    "record_type": "text",
    "status": "text",
    "value": "money",
    "priority": "priority",
    "confidence": "text",
    "urgency": "text",
    "notes": "text",
    "do_not_contact": "bool",
    "received_at": "date",
}

# Fields that criteria may name besides: computed from state, never mapped from a column.
DERIVED_FIELDS: Final[dict[str, str]] = {
    "system_status": "text",
    "score": "number",
    "owner": "text",
    "account": "text",  # the holder
    "touches": "number",  # marketing touches so far; `touches.email_opened` counts those of one name
    "last_touch": "date",
    "last_work": "date",  # latest action, status change or appointment
}
TOUCHES_OF: Final = "touches."  # what stands before the slug of a touch's name


def slug(name: str) -> str:
    """Return `name` casefolded, each run of other characters than letters and digits as one `_`."""
    cut = "".join(c if c.isalnum() else " " for c in name.casefold())
    return "_".join(cut.split())


_SAINT: Final = re.compile(r"\bst\b")
_WORDS: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=50_000)
def place_key(text: str) -> str:
    """Return what is compared: no marks, case, punctuation, blanks or leading `the`; `St.` is `Saint`."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()  # twice: 𝒩 becomes a capital N
    bare = (
        "".join(ch for ch in plain if not unicodedata.combining(ch)).replace(".", "").replace("'", "").replace("’", "")
    )
    words = _WORDS.findall(_SAINT.sub("saint", bare).replace("&", " and "))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words)


_DRIVES: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def safe_json(text: str) -> str:
    r"""Return JSON text that drives no terminal: what json.dumps leaves of control and direction marks as \uXXXX."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _DRIVES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
