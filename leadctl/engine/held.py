"""Held leads by reason: how many, the oldest, an example, what stands in the way, who would be next, what to do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from leadctl.config import Config
from leadctl.config.model import Criteria
from leadctl.db import credits as credit_rows
from leadctl.db import lead_views, queue
from leadctl.db.lead_views import HoldPath, Query
from leadctl.engine.decisions import FROM
from leadctl.engine.lead_page import why
from leadctl.engine.outlook import Next, Watcher
from leadctl.errors import NotFoundError, did_you_mean
from leadctl.models import Code, Hold

QUIET: Final = Code.LEAD_QUIET_HOURS.value  # a group of its own among nobody_eligible
ASKED: Final = 5  # leads of a group for which the planner is asked who would be next
TIMELY: Final = frozenset({Hold.NOBODY_ELIGIBLE, Hold.ON_EMPTY_HOLD, Hold.NAMED_UNAVAILABLE, QUIET})
# What a person can do about each reason that no clock mends.
HELPS: Final[dict[str, str]] = {
    Code.DISABLED: "leadctl user enable LOGIN",
    Code.INACTIVE: "leadctl user seen LOGIN",
    Code.PAUSED: "leadctl user resume LOGIN",
    Code.BUSY: "leadctl user free LOGIN",
    Code.CAP_HOUR: "a higher hour cap",
    Code.CAP_DAY: "a higher day cap",
    Code.CAP_WEEK: "a higher week cap",
    Code.CAP_OPEN: "close leads, or a higher open cap",
    Code.LACKS_TAG: "leadctl user tag add LOGIN TAG",
    Code.HELD_BEFORE: "add people to the strategy, or leadctl lead give LEAD --to LOGIN",
    Code.REJECTED_BEFORE: "add people to the strategy, or leadctl lead give LEAD --to LOGIN",
    Code.EXPIRED_BEFORE: "add people to the strategy, or leadctl lead give LEAD --to LOGIN",
    Code.ZERO_WEIGHT: "a weight above 0",
}


@dataclass
class Group:
    """Leads held for one reason. `since` of the oldest in seconds UTC; `blocked` = reason code -> logins."""

    code: str
    leads: int
    since: int
    lead_id: int
    name: str
    reason: str
    remedy: str
    blocked: dict[str, list[str]] = field(default_factory=dict)
    next: Next | None = None
    paths: list[HoldPath] = field(default_factory=list)


@dataclass(frozen=True)
class HeldLeads:
    """All groups, the largest first, and how many leads wait in pull queues (no hold)."""

    groups: list[Group]
    queued: int


def held(con: sqlite3.Connection, config: Config, now: int, query: Query) -> HeldLeads:
    """Return the held leads that match `query` by reason, with the remedy. Nothing is written."""
    paths = lead_views.count_holds(con, query, now)
    found = _grouped(con, paths)
    names = queue.labels(con, [p.lead_id for p in paths])
    watcher = Watcher(con, config, now)
    groups = []
    for code, members in found.items():
        oldest = min(members, key=lambda p: (p.since, p.lead_id))
        reason, remedy = _words(code, config)
        group = Group(
            code, sum(p.leads for p in members), oldest.since, oldest.lead_id, names.get(oldest.lead_id, ""), reason,
            remedy, paths=members,
        )  # fmt: skip
        if code in TIMELY:
            asked = list(dict.fromkeys([oldest.lead_id, *(p.lead_id for p in members)]))[:ASKED]
            outlook = watcher.outlook(asked)
            group.blocked, group.next = outlook.blocked, outlook.next
        groups.append(group)
    groups.sort(key=lambda g: (-g.leads, g.code))
    return HeldLeads(groups, _queued(con, query, now))


def _queued(con: sqlite3.Connection, query: Query, now: int) -> int:
    from dataclasses import replace

    named = tuple("queued" if name == "held" else name for name in query.named)
    return lead_views.count_leads(con, replace(query, named=named), now)


def leads_of(con: sqlite3.Connection, groups: Iterable[HoldPath], reason: str) -> list[int]:
    """Return the ids of the leads held for `reason`: a code, `gate:NAME`, or `gate` for all gates. NotFoundError."""
    found = _grouped(con, groups)
    chosen = [code for code in found if _is(code, reason)]
    if not chosen and reason.casefold() not in {str(h) for h in Hold} | {"gate", QUIET}:
        near = did_you_mean(reason, found)
        raise NotFoundError(
            f'no lead is held for "{reason}"{near}',
            slug="no-reason",
            hint=f"held now: {', '.join(found) or 'none'}",
        )
    return [lead for code in chosen for p in found[code] for lead in lead_views.held_so(con, p.code, p.path)]


def _is(code: str, reason: str) -> bool:
    wanted = reason.strip().casefold()
    return code.casefold() == wanted or (wanted == "gate" and code.startswith("gate:"))


def _grouped(con: sqlite3.Connection, paths: Iterable[HoldPath]) -> dict[str, list[HoldPath]]:
    """Return code -> traces; of nobody_eligible those that only wait for lawful calling hours are apart."""
    found: dict[str, list[HoldPath]] = {}
    quiet = _quiet_sets(con, [p for p in paths if p.code == Hold.NOBODY_ELIGIBLE])
    for p in paths:
        code = QUIET if p.code == Hold.NOBODY_ELIGIBLE and _set_ids(p.path) & quiet else p.code
        found.setdefault(code, []).append(p)
    return found


def _quiet_sets(con: sqlite3.Connection, paths: Sequence[HoldPath]) -> set[int]:
    """Return the candidate sets in which somebody was kept back by the calling hours of the lead's place alone."""
    wanted = set().union(*(_set_ids(p.path) for p in paths))
    sets = credit_rows.sets(con, wanted) if wanted else {}
    return {set_id for set_id, text in sets.items() if any(code == QUIET for _, _, code in json.loads(text))}


def _set_ids(path: str | None) -> set[int]:
    steps = json.loads(path) if path else []
    return {step[2] for step in steps if len(step) > 2 and step[0] != FROM and isinstance(step[2], int)}


# ---------------------------------------------------------------- words


def _words(code: str, config: Config) -> tuple[str, str]:
    """Return (reason, remedy) of a group."""
    if code == QUIET:
        return (
            "calling is not lawful now at the lead's place",
            "the next assign in its calling hours tries again; calling_hours_unknown decides about unknown places",
        )
    if code == Hold.NO_STRATEGY:
        return why(code)[0], f"{why(code)[1]}; leadctl config check names the gaps"
    if not code.startswith("gate:"):
        return why(code)
    gate = next((g for g in config.gates if g.name.casefold() == code[5:].casefold()), None)
    if gate is None:
        return f'kept out by the gate "{code[5:]}", which left the rules', "the next assign looks at them again"
    if gate.require is None:
        rule, said = gate.hold_when, "holds when"
    else:
        rule, said = gate.require, "requires"
    return (
        f'kept out by the gate "{gate.name}", which {said} {criteria_text(rule)}',
        f"{_remedy(rule)}, or change the gate and apply",
    )


def _remedy(rule: Criteria) -> str:
    """Return what lets a lead pass a gate: cells that can be corrected, touches and work that can be waited for."""
    fields = rule.fields()
    moving = {field for field in fields if field.split(".")[0] in {"touches", "last_touch", "last_work"}}
    cells = ", ".join(sorted(fields - moving))
    found = [f"put {cells} right (leadctl lead edit, or import the corrected rows again)"] if cells else []
    found += [f"wait for {', '.join(sorted(moving))}"] if moving else []
    return ", or ".join(found)


def criteria_text(criteria: Criteria) -> str:
    """Return a criteria tree in words: `email present false and (country is US or value min 5)`."""
    parts = [clause.text for clause in criteria.clauses]
    parts += [criteria_text(child) for child in criteria.all]
    for group in criteria.any:
        parts.append("(" + " or ".join(criteria_text(child) for child in group) + ")")
    parts += [f"not ({criteria_text(child)})" for child in criteria.none]
    return " and ".join(parts) or "always"
