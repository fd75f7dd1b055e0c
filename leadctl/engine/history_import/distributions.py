"""import distributions: who got which lead in another system, so that its past can be reported on."""

from __future__ import annotations

import sqlite3
from typing import Any

from leadctl.config import Config
from leadctl.db import activities, past_passages
from leadctl.db.own_keys import made_here
from leadctl.db.past_passages import PastPassage, Spans
from leadctl.engine.history_import import common, words
from leadctl.engine.history_import.common import Leads, PastOptions, Times, UserCells, keys
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.statuses import Statuses
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.errors import did_you_mean
from leadctl.models import SYSTEM_STATUSES, slug

Answer = tuple[int, int, int | None, int | None, int | None]  # offered, automatic, accepted, rejected, expired at

ANSWERS = ("accepted", "rejected", "expired", "pending", "auto")


def import_distributions(
    con: sqlite3.Connection, options: PastOptions, config: Config, now: int, *, progress: Progress | None = None
) -> ImportSummary:
    """Return what importing another system's distributions did. Raises as run_import does.

    Keyed by external id, else content. The latest passage of a lead that was not turned down is its open one, and
    its recipient the owner unless the lead has another by other facts. A strategy that the rules do not know is a
    warning; its passages have none.
    """
    request = ImportRequest(
        "distributions",
        options.path,
        words.DISTRIBUTIONS,
        required=(words.REQUIRED_LEAD, ("user",), ("at",)),
        empty=config.empty_values,
        options={"dayfirst": options.dayfirst, "zone": options.zone},
        chunk=common.CHUNK,
        **options.flags,
    )
    job = _Job(con, options, config, now)
    return run_import(con, request, job.store, now, prepare=job.times.prepare, progress=progress)


class _Job:
    def __init__(self, con: sqlite3.Connection, options: PastOptions, config: Config, now: int) -> None:
        self.config, self.now = config, now
        self.times = Times(("at", "answered_at", "ended_at", "expires_at"), options, config, now)
        self.leads = Leads(options.region or config.region)
        self.users = UserCells(con)
        self.teams, self.seats = past_passages.spans(con)
        known = past_passages.strategies(con)
        self.strategies = {name.casefold(): (row_id, mode or "none") for row_id, name, mode in known}
        self.strategy_names = [name for _, name, _ in known]
        self.statuses: Statuses | None = None  # made inside a transaction: it may add statuses

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write one chunk."""
        leads, users = self.leads.find(con, batch, ctx), self.users.column(batch, ctx, "user")
        at, answered = self.times.column(batch, ctx, "at"), self.times.column(batch, ctx, "answered_at")
        systems, ends = self._systems(con, batch, ctx, at), self._ends(batch, ctx, at)
        deadlines = self._deadlines(batch, ctx, at)
        external = keys(batch)
        rows: list[PastPassage] = []
        for i, (record, cells) in enumerate(batch.rows()):
            lead, user, moment = leads[i], users[i], at[i]
            if lead is None or self._refused(ctx, record, cells, user, moment):
                continue
            assert user is not None
            assert moment is not None
            answer = self._answer(ctx, record, cells, moment, answered[i])
            strategy = self._strategy(ctx, record, cells)
            if answer is None or strategy is None:
                continue
            passage = self._passage(lead, user, moment, strategy, answer, external[i], cells, systems[i])
            deadline = deadlines[i] if passage.offered else None  # what was no offer has no deadline
            rows.append(passage._replace(ended_at=ends[i][0], end_kind=ends[i][1], expires_at=deadline))
        own = made_here(con, "distribution", [(row.lead_id, row.external_id) for row in rows])
        own -= past_passages.replace_stand_ins(con, rows, own, self.now)
        fresh = [row for i, row in enumerate(rows) if i not in own]
        added = past_passages.store(con, fresh, ctx.import_id, self.now) if fresh else 0
        ctx.count("new", added)
        ctx.count("unchanged", len(rows) - added)

    def _passage(
        self,
        lead: int,
        user: int,
        at: int,
        strategy: tuple[int | None, str],
        answer: Answer,
        key: str,
        cells: dict[str, str],
        system: str | None,
    ) -> PastPassage:
        offered, automatic, accepted, rejected, expired = answer
        reason = cells.get("reason") or None if rejected is not None else None
        team = _then(self.teams, user, at)
        account = _then(self.seats, user, at) or self.users.users.by_id[user].account_id
        person = (key, user, team, account, at)
        times = (accepted, rejected, reason, expired, None)
        return PastPassage(lead, strategy[1], strategy[0], *person, offered, automatic, *times, system)

    def _ends(
        self, batch: Batch, ctx: Context, at: list[int | None]
    ) -> list[tuple[int | None, str | None]]:  # fmt: skip
        """Return when and how each passage ended, where the file says what answers and later passages do not."""
        if not batch.has("ended_how"):
            return [(None, None)] * len(batch)
        ended, how = self.times.column(batch, ctx, "ended_at"), batch.column("ended_how")
        found: list[tuple[int | None, str | None]] = []
        for i, (cell, end, start) in enumerate(zip(how, ended, at, strict=True)):
            if cell and cell not in words.ENDS:
                reason = f'"{cell}" is no way in which a passage ends{did_you_mean(cell, words.ENDS)}'
                ctx.reject(batch.record(i), "ended_how", cell, "unknown-end", reason)
            elif cell and (end is None or (start is not None and end < start)):
                reason = f'the row says "{cell}" but not when, or a time before it was distributed'
                ctx.reject(batch.record(i), "ended_at", batch.column("ended_at")[i], "no-time", reason)
            found.append((end, cell) if cell else (None, None))
        return found

    def _deadlines(self, batch: Batch, ctx: Context, at: list[int | None]) -> list[int | None]:
        """Return until when each offer could be answered, where the file says so."""
        deadlines = self.times.column(batch, ctx, "expires_at")
        for i, (deadline, start) in enumerate(zip(deadlines, at, strict=True)):
            if deadline is not None and start is not None and deadline < start:
                cell = batch.column("expires_at")[i]
                reason = f'the deadline "{cell}" lies before the time it was distributed'
                ctx.reject(batch.record(i), "expires_at", cell, "deadline-too-early", reason)
        return deadlines

    def _refused(
        self, ctx: Context, record: object, cells: dict[str, str], user: int | None, moment: int | None
    ) -> bool:
        """Put down why a row is no passage; False when it is one."""
        row: Any = record
        if ctx.dropped(row):
            return True
        if user is None:
            ctx.reject(row, "user", "", "no-user", "the row does not say who got the lead")
        elif moment is None:
            ctx.reject(row, "at", "", "no-time", "the row has no time")
        elif moment > self.now:
            ctx.reject(row, "at", cells["at"], "future-time", f'"{cells["at"]}" lies in the future')
        return ctx.dropped(row)

    def _answer(self, ctx: Context, record: Any, cells: dict[str, str], at: int, answered: int | None) -> Answer | None:
        """Return offered, automatic and the times of the answers; no answer = it was no offer. None = rejected."""
        cell = cells.get("answer", "")
        word = slug(cell)
        when = at if answered is None else answered
        if when < at:
            reason = f'answered at "{cells["answered_at"]}", before it was distributed'
            ctx.reject(record, "answered_at", cells["answered_at"], "answer-too-early", reason)
            return None
        if not word or word in words.AUTOMATIC:
            return 0, int(bool(word)), None, None, None
        if word in words.ACCEPTED:
            return 1, 0, when, None, None
        if word in words.REJECTED:
            return 1, 0, None, when, None
        if word in words.EXPIRED:
            return 1, 0, None, None, when
        if word in words.PENDING:
            return 1, 0, None, None, None
        near = did_you_mean(cell, ANSWERS) or f"; write one of {', '.join(ANSWERS)}"
        ctx.reject(record, "answer", cell, "unknown-answer", f'"{cell}" is no answer{near}')
        return None

    def _strategy(self, ctx: Context, record: Any, cells: dict[str, str]) -> tuple[int | None, str] | None:
        """Return (id, mode); (None, none) for one the rules do not know, with a warning. None = rejected (strict)."""
        cell = cells.get("strategy", "")
        found = self.strategies.get(cell.casefold())
        if found is not None or not cell:
            return found or (None, "none")
        near = did_you_mean(cell, self.strategy_names)
        reason = f'strategy "{cell}" is not in the rules{near}; the passage has none'
        return None if ctx.warn(record, "strategy", cell, "unknown-strategy", reason) else (None, "none")

    def _systems(self, con: sqlite3.Connection, batch: Batch, ctx: Context, at: list[int | None]) -> list[str | None]:
        """Return the system status of each row's status cell, None where the history must tell."""
        if not batch.has("status"):
            return [None] * len(batch)
        if self.statuses is None:
            self.statuses = Statuses(con, self.config, self.now)
        cells = batch.column("status")
        known = {c: self.statuses.resolve(con, c) if c else None for c in dict.fromkeys(cells)}
        systems: list[str | None] = []
        for i, cell in enumerate(cells):
            status, moment = known[cell], at[i]
            if cell and status is None and cell.casefold() not in SYSTEM_STATUSES:
                reason = f'status "{cell}" is not in the rules{self.statuses.near(cell)}'
                ctx.reject(batch.record(i), "status", cell, "unknown-status", reason)
            if status is not None and moment is not None:
                systems.append(activities.system_at(con, status, moment))
            else:
                systems.append(cell.casefold() if cell.casefold() in SYSTEM_STATUSES else None)
        return systems


def _then(dated: Spans, user: int, at: int) -> int | None:
    """Return the team or account that held for the user at `at`, the first if several; None if none did."""
    return next((v for v, start, end in dated.get(user, ()) if start <= at and (end is None or end > at)), None)
