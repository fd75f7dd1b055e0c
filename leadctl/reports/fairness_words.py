"""Why somebody received more or less than his share, in sentences to hand to him. Pure."""

from __future__ import annotations

from typing import Final

from leadctl.reports.fairness_count import Cause, Row
from leadctl.reports.measures.fairness import CAUSES

WHILE: Final = {
    "off_shift": "outside your shifts",
    "holiday": "on a holiday",
    "cap_hour": "when you had reached your cap of the hour",
    "cap_day": "when you had reached your cap of the day",
    "cap_week": "when you had reached your cap of the week",
    "cap_open": "when you had reached your cap of open leads",
    "absent": "while you were absent",
    "disabled": "while you were disabled",
    "inactive": "while you were inactive",
    "paused": "while you had paused",
    "busy": "while you were busy",
    "lacks_tag": "for a tag that you do not have",
    "held_before": "that you had had before",
    "rejected_before": "that you had rejected before",
    "expired_before": "that you had let run out before",
    "lead_quiet_hours": "when it was not lawful to call",
    "zero_weight": "at weight 0",
}
CAME: Final = {
    "pulled": "you pulled {n}",
    "quickest": "you were the first of all who were asked for {n}",
    "named": "{n} named you in their file",
    "handout": "{n} handed out to you",
    "imported": "{n} came with imported history",
    "direct": "{n} came by a strategy that names you",
    "transferred_in": "{n} transferred to you",
    "given": "{n} given to you",
    "turn_kept": "of {n} of these you kept the turn",
    "rejected": "you rejected {n}",
    "expired": "you let {n} run out",
    "transferred": "{n} transferred away from you",
    "released": "{n} went back to the queue",
    "recalled": "{n} recalled",
    "superseded": "{n} given to somebody else before you answered",
    "pulled_away": "{n} pulled by somebody else since they lay unworked",
}
TOPICS: Final = {
    "absent": "Absent",
    "off_shift": "Off shift",
    "capped": "Caps",
    "no_tag": "Tags",
    "not_taking": "Not taking leads",
    "had_before": "Had before",
    "other_rules": "Other rules",
    "gained": "From others",
    "turn": "Turns",
    "declined": "Answers",
    "by_hand_in": "By hand, to you",
    "by_hand_out": "By hand, away",
    "without_turn": "Without a turn",
    "taken_back": "Taken back",
}


def reasons(row: Row) -> list[tuple[str, float, str]]:
    """Return (topic, leads, sentence) of every column of causes that comes to anything."""
    found = []
    for column, codes in CAUSES.items():
        single = {c: n for c, (n, _) in row.causes.items() if c.code in codes and n}
        if single:
            whole = sum(single.values())
            found.append((TOPICS[column], whole / 100, _sentence(column, single, whole)))
    return found


def _sentence(column: str, single: dict[Cause, int], whole: int) -> str:
    if column == "gained":
        way = "came to you" if whole > 0 else "went to others"
        return f"So much {way} since others could not take their leads."
    if column == "turn":
        if whole < 0:
            return "So much is owed to you by the order of turns: your turn comes."
        return "So much came to you before your turn: the next turns go to others."
    ordered = sorted(single, key=lambda c: (c.code == "turn_kept", c.code, c.by or ""))
    text = _listed([_told(c, single[c]) for c in ordered])
    return f"{text[:1].upper()}{text[1:]}."


def _told(cause: Cause, hundredths: int) -> str:
    words = CAME.get(cause.code)
    if words is not None:
        by = f" by {cause.by}" if cause.by else ""
        return words.format(n=abs(hundredths) // 100) + by
    return f"{abs(hundredths) / 100:.2f} of your share came {WHILE.get(cause.code, cause.code)}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
