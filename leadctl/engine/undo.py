"""Takes back what a run gave out: passages marked, owners and credits as they were, history kept."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadctl.db import attribution, connection, handouts, holds, lock, people, pulls, runs, state
from leadctl.db import undo as rows
from leadctl.db.undo import RunPassage
from leadctl.engine.decisions import FROM, ROOT, Node
from leadctl.engine.places import load_places
from leadctl.engine.turns import give_back
from leadctl.errors import ConflictError, NotFoundError

_ANSWERED = frozenset({"rejected", "expired"})  # a no stays a no, whatever becomes of the rest of a broadcast


class Kept(NamedTuple):
    """A lead that stays where it is: `why` is worked, or how its passage ended."""

    lead_id: int
    recipient: str
    why: str


@dataclass(slots=True)
class UndoSummary:
    """What an undo did, or would do."""

    run_id: int
    undo_run_id: int | None
    dry_run: bool
    now: int
    leads: int = 0
    passages: int = 0
    reattributed: int = 0  # activities that found another passage
    by_recipient: dict[str, int] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON values; the keys are stable."""
        return {
            "undone_run": self.run_id,
            "run": self.undo_run_id,
            "dry_run": self.dry_run,
            "now": self.now,
            "leads": self.leads,
            "passages": self.passages,
            "reattributed": self.reattributed,
            "by_recipient": self.by_recipient,
            "kept": [k._asdict() for k in self.kept],
        }


def find_run(con: sqlite3.Connection, text: str) -> int:
    """Return the id of run `text`; `last` is the newest run that gave something out. Raises NotFoundError."""
    if text.strip().casefold() == "last":
        latest = rows.latest_run(con)
        if latest is None:
            raise NotFoundError("no run has given out a lead yet", slug="no-run", hint="leadctl runs list")
        return latest
    digits = text.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) < 19 and runs.get(con, int(digits)):
        return int(digits)
    raise NotFoundError(f'no run "{text}"', slug="no-run", hint="leadctl runs list; or `last`")


def undo(
    con: sqlite3.Connection, run_id: int, now: int, *, force: bool = False, dry_run: bool = False, wait: float = 0
) -> UndoSummary:
    """Take back a run's passages that are still open and unworked; the rest is listed in `.kept`.

    With `force` those too: work on them is attributed anew, and a lead that has moved on stays where it is. Credits
    change by exactly what was booked. Raises ConflictError when the run was undone before, BusyError.
    """
    if dry_run:
        with connection.rolled_back(con):
            return _undo(con, run_id, now, force, dry_run=True)
    with lock.run_lock(lock.database_path(con), wait), connection.immediate(con):
        return _undo(con, run_id, now, force, dry_run=False)


def _undo(con: sqlite3.Connection, run_id: int, now: int, force: bool, dry_run: bool) -> UndoSummary:
    chains = _chains(rows.passages(con, run_id))
    _refuse(con, run_id, bool(chains), force)
    summary = UndoSummary(run_id, None, dry_run, now)
    names = _Names(con)
    taken: list[list[RunPassage]] = []
    for chain in chains:
        why = _stays(chain)
        if why and not force:
            summary.kept.append(Kept(chain[0].lead_id, names.recipients(chain), why))
        else:
            taken.append(chain)
    passages = [p for chain in taken for p in chain if force or p.end_kind not in _ANSWERED]
    summary.leads, summary.passages = len(taken), len(passages)
    summary.by_recipient = dict(Counter(names.recipients(chain) for chain in taken).most_common())
    rows.mark(con, [p.id for p in passages], now)
    give_back(con, [p for p in passages if p.ledger_cost])
    _restore(con, [chain for chain in taken if _standing(chain)], now)
    summary.reattributed = attribution.reattribute(con, rows.touched(con, [chain[0].lead_id for chain in taken]))
    runs.mark_undone(con, run_id, now)
    summary.undo_run_id = None if dry_run else runs.start(con, "undo", now, undoes=run_id, options={"force": force})
    if summary.undo_run_id is not None:
        runs.count(con, summary.undo_run_id, summary.as_json(), finished_at=now)
    return summary


def _refuse(con: sqlite3.Connection, run_id: int, something_left: bool, force: bool) -> None:
    run = runs.get(con, run_id)
    if run is None:
        raise NotFoundError(f"no run {run_id}", slug="no-run", hint="leadctl runs list")
    if run.kind == "undo":
        raise ConflictError(
            f"run {run_id} is itself an undo (of run {run.undoes_run_id})",
            slug="not-undoable",
            hint="leadctl assign gives the leads out again",
        )
    if run.undone_at is not None and not (force and something_left):
        rest = "; what was worked since was kept, --force takes that back too" if something_left else ""
        raise ConflictError(f"run {run_id} was undone already{rest}", slug="already-undone", hint="leadctl runs list")


def _chains(passages: Iterable[RunPassage]) -> list[list[RunPassage]]:
    """Return the passages lead by lead: its hops in order, the last one standing."""
    found: dict[int, list[RunPassage]] = {}
    for passage in passages:
        found.setdefault(passage.lead_id, []).append(passage)
    return list(found.values())


def _stays(chain: list[RunPassage]) -> str | None:
    """Return why a lead is not taken back without force, or None."""
    if any(p.worked for p in chain):
        return "worked"
    return None if _standing(chain) else (chain[-1].end_kind or "ended")


def _standing(chain: list[RunPassage]) -> list[RunPassage]:
    """Return what stands open: the last hop, or every offer of a broadcast that nobody has answered yet."""
    return [p for p in chain if p.ended_at is None]


def _restore(con: sqlite3.Connection, chains: list[list[RunPassage]], now: int) -> None:
    """Put leads back where they waited before the run, or stood with the owner of a team or account."""
    firsts = [chain[0].id for chain in chains]
    before = rows.passed_on(con, firsts)
    former = rows.taken_from(con, firsts)
    placed: list[dict[str, int | None]] = []
    stood: dict[int, Node] = {}  # lead -> the team or account that held it for its owner
    for chain in chains:
        first = chain[0]
        if first.lead_id in former:
            _to_former(con, first.lead_id, former[first.lead_id], now)
            continue
        earlier = before.get(first.lead_id)
        if earlier is not None:
            account_id, team_id = rows.stand_again(con, earlier)
            if _was_owned(first.path):
                stood[first.lead_id] = account_id if team_id is None else -team_id
        else:
            account_id, team_id = _came_from(first.path)
        placed.append({"lead": first.lead_id, "account": account_id, "team": team_id, "distribution": earlier})
    state.free(con, placed)
    if stood:
        owners = load_places(con).owners
        handouts.set_owners(con, {lead: owners.get(node) for lead, node in stood.items()})
    leads = [chain[0].lead_id for chain in chains]
    holds.clear(con, leads)  # of a lead that got as far as a branch and found nobody there
    state.rewait(con, leads, now)
    pulls.requeue(con, leads, now)


def _to_former(con: sqlite3.Connection, lead_id: int, taken: tuple[int, int, int], now: int) -> None:
    """Give an unworked lead that was pulled back to the owner it was pulled from; his passage stands again."""
    owner, puller, passage = taken
    account_id, team_id = rows.stand_again(con, passage)
    state.place(con, [(owner, account_id, team_id, passage, 0, lead_id)])
    state.add_transfer(con, lead_id, puller, owner, None, "leadctl", "the pull was undone", now)


def _was_owned(path: str | None) -> bool:
    """Return whether the lead had an owner before this passage: hand-outs put that down."""
    steps = json.loads(path) if path else []
    return bool(steps) and steps[0][0] == FROM and len(steps[0]) > 3 and steps[0][3] is not None


def _came_from(path: str | None) -> tuple[int, int | None]:
    """Return (account, team) that held the lead before its first passage: in the trace, unless it was the root."""
    steps = json.loads(path) if path else []
    if steps and steps[0][0] == FROM:
        return steps[0][1], steps[0][2]
    return ROOT, None


class _Names:
    def __init__(self, con: sqlite3.Connection) -> None:
        self._users, self._teams = people.user_names(con), people.team_names(con)
        self._accounts = people.account_names(con)

    def recipients(self, chain: list[RunPassage]) -> str:
        """Return who has the lead, or had it last; everybody who is asked."""
        return ", ".join(sorted({self._recipient(p) for p in _standing(chain) or chain[-1:]}))

    def _recipient(self, p: RunPassage) -> str:
        if p.user_id is not None:
            return self._users[p.user_id]
        return f"[{self._teams[p.team_id] if p.team_id is not None else self._accounts[p.account_id]}]"
