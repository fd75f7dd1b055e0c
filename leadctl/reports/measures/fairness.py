"""The figures of `report fairness`: one pure function each, whose docstring is its definition.

Leads are counted with decimals where a share is meant: of a lead for which four stood alike, each was entitled to 0.25.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from leadctl.reports.measures.base import Described, Measure, Section, ratio

# The causes of a gap, by the column they stand in: why people could not take leads, and how leads came and went.
CAUSES: Final[dict[str, tuple[str, ...]]] = {
    "absent": ("absent",),
    "off_shift": ("off_shift", "holiday"),
    "capped": ("cap_hour", "cap_day", "cap_week", "cap_open"),
    "no_tag": ("lacks_tag",),
    "not_taking": ("disabled", "inactive", "paused", "busy"),
    "had_before": ("held_before", "rejected_before", "expired_before"),
    "other_rules": ("lead_quiet_hours", "zero_weight"),
    "gained": ("gained",),
    "turn": ("turn",),
    "declined": ("rejected", "expired", "turn_kept"),
    "by_hand_in": ("transferred_in", "given"),
    "by_hand_out": ("transferred",),
    "without_turn": ("pulled", "quickest", "named", "handout", "imported", "direct"),
    "taken_back": ("released", "recalled", "superseded", "pulled_away"),
}
COLUMN_OF: Final[dict[str, str]] = {code: column for column, codes in CAUSES.items() for code in codes}


@dataclass(frozen=True, slots=True)
class Shares:
    """What one row of `fairness` is made of. Leads in hundredths, values in minor units.

    `causes`: code -> (leads, value); they add up to the gaps exactly.
    """

    leads_distributed: int = 0
    entitled: int = 0
    received: int = 0
    entitled_value: int = 0
    received_value: int = 0
    causes: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def leads_distributed(s: Shares) -> int:
    """Passages to the user in the period, whatever became of them: as in `performance`."""
    return s.leads_distributed // 100


def entitled(s: Shares) -> float:
    """His weight's share of every lead that a strategy's ledger decided, among all who stood for it, those who could not take it included; by performance the share he had while all could."""  # noqa: E501  one definition, one line
    return s.entitled / 100


def received(s: Shares) -> int:
    """Leads distributed to him, less those that were no longer his at the as-of moment: rejected, run out, transferred, released, recalled."""  # noqa: E501  one definition, one line
    return s.received // 100


def received_rate(s: Shares) -> float | None:
    """(Received - without a turn) / entitled: what came by turn or by hand against what was his."""
    return ratio(s.received - round(100 * without_turn(s)), s.entitled)


def gap(s: Shares) -> float:
    """Received minus entitled: the sum of the columns from `absent` to `taken_back`."""
    return (s.received - s.entitled) / 100


def _of(column: str, s: Shares) -> float:
    return sum(s.causes[code][0] for code in CAUSES[column] if code in s.causes) / 100


def absent(s: Shares) -> float:
    """The share lost of leads that came while he was absent."""
    return _of("absent", s)


def off_shift(s: Shares) -> float:
    """The share lost of leads that came outside his shifts or on a holiday."""
    return _of("off_shift", s)


def capped(s: Shares) -> float:
    """The share lost of leads that came when he had reached a cap (hour, day, week, open leads)."""
    return _of("capped", s)


def no_tag(s: Shares) -> float:
    """The share lost of leads that asked for a tag he has not."""
    return _of("no_tag", s)


def not_taking(s: Shares) -> float:
    """The share lost while he was disabled, inactive, paused or busy."""
    return _of("not_taking", s)


def had_before(s: Shares) -> float:
    """The share lost of leads that he had held, rejected or let run out before."""
    return _of("had_before", s)


def other_rules(s: Shares) -> float:
    """The share lost where it was not lawful to call then, or his weight was 0."""
    return _of("other_rules", s)


def gained(s: Shares) -> float:
    """The share that came to him since others could not take the lead. All of it is what those others lost."""
    return _of("gained", s)


def turn(s: Shares) -> float:
    """Leads that came to him by turn minus his share of them among those who could take them: below 0 the ledger owes him, and his turn comes. By least_loaded it is what the load decided."""  # noqa: E501  one definition, one line
    return _of("turn", s)


def declined(s: Shares) -> float:
    """Leads that he rejected or did not answer in time, less those whose turn he kept."""
    return _of("declined", s)


def by_hand_in(s: Shares) -> float:
    """Leads that somebody gave or transferred to him by hand; the table `causes` says who."""
    return _of("by_hand_in", s)


def by_hand_out(s: Shares) -> float:
    """Leads of his that somebody transferred away by hand; the table `causes` says who."""
    return _of("by_hand_out", s)


def without_turn(s: Shares) -> float:
    """Leads that came to him without a turn: pulled, taken first of all asked, named in the file, handed out, imported, given by a direct strategy."""  # noqa: E501  one definition, one line
    return _of("without_turn", s)


def taken_back(s: Shares) -> float:
    """Leads that went back to be distributed anew: released, recalled, superseded, pulled by another."""
    return _of("taken_back", s)


def entitled_value(s: Shares) -> int:
    """The same share of the values of these leads."""
    return s.entitled_value


def received_value(s: Shares) -> int:
    """The values of the leads received."""
    return s.received_value


def value_gap(s: Shares) -> int:
    """Received value minus entitled value; the table `causes` says from what."""
    return s.received_value - s.entitled_value


def index(parts: Iterable[float]) -> float | None:
    """Return Jain's fairness index (Σx)² / (n Σx²): 1 = all alike, 1/n = one has everything; None of nothing.

    Source: R. Jain, D. Chiu, W. Hawe, A Quantitative Measure of Fairness and Discrimination for Resource Allocation in
    Shared Computer Systems, DEC-TR-301, 1984.
    """
    found = list(parts)
    squares = sum(x * x for x in found)
    return None if not squares else sum(found) ** 2 / (len(found) * squares)


@dataclass(frozen=True, slots=True)
class Evenness:
    """What a row of the table `strategies` is made of; parts: of each person, what he got of what was his."""

    people: int = 0
    turns: int = 0
    received: int = 0
    parts: tuple[float, ...] = ()
    turn_parts: tuple[float, ...] = ()
    value_parts: tuple[float, ...] = ()


def people(e: Evenness) -> int:
    """Users who were entitled to anything."""
    return e.people


def turns(e: Evenness) -> int:
    """Leads that its ledger decided, whose turn was not given back."""
    return e.turns


def received_leads(e: Evenness) -> int:
    """Leads received by anybody, as in the main table."""
    return e.received


def jain(e: Evenness) -> float | None:
    """Jain's index (Σx)² / (n Σx²) of x = (received - without a turn) / entitled over everybody entitled to anything: 1 = all got the same part of what was theirs, 1/n = one got everything."""  # noqa: E501  one definition, one line
    return index(e.parts)


def jain_turns(e: Evenness) -> float | None:
    """The same of turns taken / share among those who could take the lead: what the ledger itself answers for, absences and caps left out."""  # noqa: E501  one definition, one line
    return index(e.turn_parts)


def jain_value(e: Evenness) -> float | None:
    """The same as `jain`, of values."""
    return index(e.value_parts)


FAIRNESS: Final = (
    Measure("leads_distributed", "Leads distributed", "int", leads_distributed, rank=7),
    Measure("entitled", "Entitled", "number", entitled, rank=0),
    Measure("received", "Received", "int", received, rank=0),
    Measure("gap", "Gap", "number", gap, rank=0),
    Measure("received_rate", "Received of entitled", "rate", received_rate, rank=5),
    Measure("absent", "Absent", "number", absent, rank=1),
    Measure("off_shift", "Off shift", "number", off_shift, rank=2),
    Measure("capped", "Capped", "number", capped, rank=1),
    Measure("no_tag", "No tag", "number", no_tag, rank=3),
    Measure("not_taking", "Not taking leads", "number", not_taking, rank=4),
    Measure("had_before", "Had it before", "number", had_before, rank=5),
    Measure("other_rules", "Other rules", "number", other_rules, rank=6),
    Measure("gained", "Gained from others", "number", gained, rank=1),
    Measure("turn", "Turn", "number", turn, rank=1),
    Measure("declined", "Declined", "number", declined, rank=3),
    Measure("by_hand_in", "By hand to", "number", by_hand_in, rank=1),
    Measure("by_hand_out", "By hand from", "number", by_hand_out, rank=1),
    Measure("without_turn", "Without a turn", "number", without_turn, rank=3),
    Measure("taken_back", "Taken back", "number", taken_back, rank=4),
    Measure("entitled_value", "Entitled value", "money", entitled_value, rank=3),
    Measure("received_value", "Received value", "money", received_value, rank=3),
    Measure("value_gap", "Value gap", "money", value_gap, rank=3),
)
SIGNED: Final = frozenset({"gap", "value_gap", *CAUSES})

STRATEGIES: Final = (
    Measure("people", "People", "int", people, rank=1),
    Measure("turns", "Decided by turn", "int", turns, rank=1),
    Measure("received", "Received", "int", received_leads, rank=1),
    Measure("jain", "Jain's index", "number", jain, rank=0, digits=3),
    Measure("jain_turns", "Index of the turns", "number", jain_turns, rank=1, digits=3),
    Measure("jain_value", "Index by value", "number", jain_value, rank=2, digits=3),
)

SECTIONS: Final = (
    Section(
        "Columns of `fairness`",
        (*FAIRNESS,),
        "Of people: account and team are where somebody sat when the lead was distributed; filters on user, team and"
        " account choose people, all others choose leads. Every row adds up: gap = received - entitled = the sum of its"
        " causes, to the last digit shown; so a total can differ from the sum of its rows by a few hundredths. Undone"
        " passages count for nobody. What no ledger decided entitles nobody: who pulls more gets more, and a lead given"
        " by hand is in nobody's share. A ledger evens out leads, not what they are worth: by value the cause `turn` is"
        " which leads fell to whom.",
    ),
    Section(
        "Table `causes` of `fairness`",
        (
            Described("cause", "A reason code as in `explain`, `turn`, `gained`, or how leads came or went."),
            Described("by", "Who did it by hand."),
            Described("leads, value", "What it comes to; the lines of a row add up to its gaps."),
        ),
    ),
    Section("Table `strategies` of `fairness`: those that go by turn", STRATEGIES),
    Section(
        "Table `score_bands` of `fairness`",
        (
            Described(
                "entitled, received, gap", "As above, by strategy, user and score band, where the rules name bands."
            ),
        ),
    ),
    Section(
        "Table `by_hand` of `fairness`",
        (Described("by, from, to, leads, value", "Leads given or transferred by hand in the period."),),
    ),
    Section(
        "The statement of a salesperson: `fairness --user ana`",
        (
            Described("about, leads, statement", "His share in sentences; the leads of the causes add up."),
            Described(
                "received_mean, entitled_mean",
                "The mean of all members of the strategy; left out below three members, where it would give away the"
                " others' figures.",
            ),
        ),
        "Then his rows of `fairness` (table `rows`), their `causes`, `score_bands`, and `averages`. It shows no figure"
        " of anybody else but the mean of a strategy.",
    ),
)
