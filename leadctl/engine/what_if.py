"""What would have had to be otherwise for a candidate to get the lead. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from leadctl import clock
from leadctl.engine.candidates import CandidateSet, Member
from leadctl.engine.eligibility import User, has_tag
from leadctl.engine.ledger import Ledger
from leadctl.models import MICRO, Code

CAP_WORDS = {Code.CAP_HOUR: "hour", Code.CAP_DAY: "day", Code.CAP_WEEK: "week", Code.CAP_OPEN: "open-lead"}


class Decision(NamedTuple):
    """One decision of the ledger, as it stood: credits and last distributions before it."""

    members: Sequence[Member]
    entries: Mapping[int, tuple[int, int]]
    seed: str
    lead_id: int
    distribution_id: int
    winner: int | None  # None = nobody was eligible


class Asked(NamedTuple):
    """What the strategy asked of a candidate: (kind, the lead's value), fixed tags; the moment and zone of the run."""

    needs: Sequence[tuple[str, object]] = ()
    needs_tags: Sequence[str] = ()
    moment: int = 0
    zone: str = "UTC"


def would_win(decision: Decision, user_id: int) -> bool:
    """Return whether `user_id` would have got the lead, had he alone been eligible besides the others."""
    members = [(u, w or MICRO, None if u == user_id else code) for u, w, code in decision.members]
    ledger = Ledger(decision.seed, decision.entries)
    return ledger.take(CandidateSet(members), decision.lead_id, decision.distribution_id) == user_id


def behind(decision: Decision, user_id: int) -> str | None:
    """Return by how much credit an eligible loser missed the lead."""
    if decision.winner is None:
        return None
    chosen = CandidateSet(decision.members)
    stood = {
        user: decision.entries.get(user, (0, 0))[0] + share
        for user, share in zip(chosen.users, chosen.earns, strict=True)
    }
    gap = stood[decision.winner] - stood[user_id]
    if gap > 0:
        return f"with {gap / MICRO:.2f} leads more credit"
    waits = {user: decision.entries.get(user, (0, 0))[1] for user in (decision.winner, user_id)}
    tied = waits[decision.winner] == waits[user_id]
    return "with another seed" if tied else "after a longer wait since the last lead"


def condition(user: User, code: str, asked: Asked, caps: Sequence[int]) -> str | None:
    """Return `if the day cap were above 40` and the like for one candidate's reason code; None where nothing helps.

    `caps` are the limits that were reached. None also when something else would have kept him out all the same.
    """
    missing = _missing_tags(user, asked)
    if code != Code.LACKS_TAG and missing:
        return None
    if code in CAP_WORDS:
        limits = " and ".join(str(cap) for cap in sorted(set(caps)))
        return f"if the {CAP_WORDS[Code(code)]} cap were above {limits}" if caps else "with a higher cap"
    if code == Code.LACKS_TAG:
        return f"with the tag {' and '.join(missing)}" if missing else None
    if code == Code.ABSENT:
        back = max((end for start, end in user.hours.absences if start <= asked.moment < end), default=None)
        return None if back is None else f"from {clock.show(back, asked.zone)}, when the absence ends"
    if code == Code.OFF_SHIFT:
        opens = user.hours.next_open(asked.moment)
        return None if opens is None else f"from {clock.show(opens, asked.zone)}, when the shift starts"
    if code == Code.PAUSED and user.paused_until is not None:
        return f"from {clock.show(user.paused_until, asked.zone)}, when the pause ends"
    return {Code.DISABLED.value: "if enabled", Code.ZERO_WEIGHT.value: "with a weight above 0"}.get(str(code))


def _missing_tags(user: User, asked: Asked) -> list[str]:
    found = [tag for tag in asked.needs_tags if tag.casefold() not in user.tags]
    for kind, value in asked.needs:
        if not has_tag(user, kind, value):
            found.append(f"for {kind} (the lead has none)" if value in (None, "") else str(value))
    return found
