"""What would have had to be otherwise for a candidate to get the lead. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from leadctl import clock
from leadctl.engine.candidates import CandidateSet, Member
from leadctl.engine.eligibility import User, has_tag
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies.least_loaded import LeastLoaded
from leadctl.engine.strategies.performance import Shares
from leadctl.models import FOREVER, MICRO, Code

CAP_WORDS = {Code.CAP_HOUR: "hour", Code.CAP_DAY: "day", Code.CAP_WEEK: "week", Code.CAP_OPEN: "open-lead"}


class Decision(NamedTuple):
    """One decision of the ledger, as it stood: credits and last distributions before it.

    `opens`: user -> open leads, where load decides; `shares`: what the weights come from, where rates do.
    """

    members: Sequence[Member]
    entries: Mapping[int, tuple[int, int]]
    seed: str
    lead_id: int
    distribution_id: int
    winner: int | None  # None = nobody was eligible
    opens: Mapping[int, int] | None = None
    shares: Shares | None = None


class Asked(NamedTuple):
    """What the strategy asked of a candidate: (kind, the lead's value), fixed tags; the moment and zone of the run.

    `place`: where the lead is, in words; `lawful_from`: from when on it may be called there, None = nobody knows.
    """

    needs: Sequence[tuple[str, object]] = ()
    needs_tags: Sequence[str] = ()
    moment: int = 0
    zone: str = "UTC"
    place: str = ""
    lawful_from: int | None = None


def would_win(decision: Decision, user_id: int) -> bool:
    """Return whether `user_id` would have got the lead, had he alone been eligible besides the others."""
    members = [(u, w or MICRO, None if u == user_id else code) for u, w, code in decision.members]
    return _winner(decision, members) == user_id


def _winner(decision: Decision, members: Sequence[Member]) -> int:
    """Return who would have got the lead, had the candidates been these."""
    ledger = Ledger(decision.seed, decision.entries)
    if decision.opens is not None:
        method = LeastLoaded(decision.opens, {user: weight for user, weight, _ in members})
        chosen = CandidateSet(members)
        return method.pick(ledger, chosen, decision.lead_id, decision.distribution_id, None).user_id
    chosen = CandidateSet(members if decision.shares is None else decision.shares(members))
    return ledger.take(chosen, decision.lead_id, decision.distribution_id)


def behind(decision: Decision, user_id: int) -> str | None:
    """Return by how much an eligible loser missed the lead."""
    if decision.winner is None:
        return None
    if decision.opens is not None:
        fewer = _fewer_open(decision, user_id)
        if fewer != 0:
            return None if fewer is None else f"with {fewer} open {'lead' if fewer == 1 else 'leads'} fewer"
    chosen = CandidateSet(decision.members)
    earns = dict(zip(chosen.users, chosen.earns, strict=True))
    if decision.shares is not None and not earns[user_id]:
        return _above_bound(decision.shares, chosen, earns)
    stood = {user: decision.entries.get(user, (0, 0))[0] + share for user, share in earns.items()}
    gap = stood[decision.winner] - stood[user_id]
    if gap > 0:
        return f"with {gap / MICRO:.2f} leads more credit" if gap >= MICRO // 100 else "with a little more credit"
    waits = {user: decision.entries.get(user, (0, 0))[1] for user in (decision.winner, user_id)}
    tied = waits[decision.winner] == waits[user_id]
    return "with another seed" if tied else "after a longer wait since the last lead"


def _fewer_open(decision: Decision, user_id: int) -> int | None:
    """Return how many open leads fewer would have made him the winner, 0 = as little loaded; None = no number would."""
    assert decision.opens is not None
    assert decision.winner is not None
    size = {user: weight for user, weight, _ in decision.members}
    opens, winner = decision.opens, decision.winner
    if (opens[user_id] + 1) * size[winner] == (opens[winner] + 1) * size[user_id]:
        return 0
    for fewer in range(1, opens[user_id] + 1):
        changed = {**opens, user_id: opens[user_id] - fewer}
        if _winner(decision._replace(opens=changed), decision.members) == user_id:
            return fewer
    return None


def _above_bound(shares: Shares, chosen: CandidateSet, earns: Mapping[int, int]) -> str:
    """Return what it takes to be among the best, for one who is not."""
    least = min(shares.figures[user].bound for user in chosen.users if earns[user])
    return f"with a lower bound above {least / 10_000:.1f} %"


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
    if code == Code.LEAD_QUIET_HOURS:
        return lawful(asked)
    if code == Code.INACTIVE:
        return f"once he is seen at work: leadctl user seen {user.login}"
    return _later(user, code, asked) or {
        Code.DISABLED.value: "if enabled",
        Code.ZERO_WEIGHT.value: "with a weight above 0",
    }.get(str(code))


def lawful(asked: Asked) -> str | None:
    """Return from when on the lead may be called, in words; None when that is never or nobody knows."""
    if asked.lawful_from is None:
        return None
    return f"from {clock.show(asked.lawful_from, asked.zone)}, when it is lawful to call in {asked.place}"


def _later(user: User, code: str, asked: Asked) -> str | None:
    """Return from when on he could take leads again, for the codes that time mends."""
    at: int | None
    if code == Code.ABSENT:
        at = max((end for start, end in user.hours.absences if start <= asked.moment < end), default=None)
        why = "when the absence ends"
    elif code == Code.OFF_SHIFT:
        at, why = user.hours.next_open(asked.moment), "when the shift starts"
    elif code == Code.HOLIDAY:
        at, why = user.hours.next_open(asked.moment), "after the holiday"
    elif code == Code.PAUSED:
        at, why = user.paused_until, "when the pause ends"
        if at == FOREVER:
            return f"once he is resumed: leadctl user resume {user.login}"
    elif code == Code.BUSY:
        at, why = user.busy_until, "when the call ends"
        if at == FOREVER:
            return f"once the call is over: leadctl user free {user.login}"
    else:
        return None
    return None if at is None else f"from {clock.show(at, asked.zone)}, {why}"


def _missing_tags(user: User, asked: Asked) -> list[str]:
    found = [tag for tag in asked.needs_tags if tag.casefold() not in user.tags]
    for kind, value in asked.needs:
        if not has_tag(user, kind, value):
            found.append(f"for {kind} (the lead has none)" if value in (None, "") else str(value))
    return found
