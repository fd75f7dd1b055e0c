"""import activities: what people did, as a CRM exports it; rows without a user are touches of kind crm."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

from leadctl.config import Config
from leadctl.db import activities, past, touches
from leadctl.db.own_keys import made_here
from leadctl.db.past import PastActivity
from leadctl.db.touches import NewTouch
from leadctl.engine.history_import import common, words
from leadctl.engine.history_import.common import Leads, PastOptions, Times, UserCells, keys
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.statuses import Statuses
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.engine.offers import recall_finished
from leadctl.models import slug

STATUS_KEY: Final = "#status"  # external id of the status change of a row that is an action too


class Kind(NamedTuple):
    """What a type cell says: action, status or appointment; its name; whether a name cell says it better."""

    kind: str
    name: str | None
    by_cell: bool


class Columns(NamedTuple):
    """The columns of a chunk, read: ids, seconds UTC, texts; None where empty."""

    leads: list[int | None]
    users: list[int | None]
    guests: list[int | None]  # whose appointment
    at: list[int | None]
    starts: list[int | None]
    to: list[int | None]  # status ids
    came: list[int | None]
    open: list[bool]  # not completed
    keys: list[str]
    types: list[str]
    names: list[str]
    notes: list[str | None]


def import_activities(
    con: sqlite3.Connection, options: PastOptions, config: Config, now: int, *, progress: Progress | None = None
) -> ImportSummary:
    """Return what importing a CRM's activities did. Raises as run_import does.

    Rows are keyed by their external id, else by their content: the same export twice adds nothing. A row with a user
    is his work; one without is a touch of kind crm, or, when it says to which status the lead went, a status fact of
    nobody. Not completed ones with a user are skipped unless `include_open`; what lies in the future is rejected.
    """
    request = ImportRequest(
        "activities",
        options.path,
        words.ACTIVITIES,
        required=(words.REQUIRED_LEAD, ("at",)),
        empty=config.empty_values,
        options={"include_open": options.include_open, "dayfirst": options.dayfirst, "zone": options.zone},
        chunk=common.CHUNK,
        **options.flags,
    )
    job = _Job(con, options, config, now)
    return run_import(con, request, job.store, now, prepare=job.times.prepare, progress=progress)


class _Job:
    def __init__(self, con: sqlite3.Connection, options: PastOptions, config: Config, now: int) -> None:
        self.options, self.config, self.now = options, config, now
        self.times = Times(("at", "starts_at"), options, config, now)
        self.leads = Leads(options.region or config.region)
        self.users = UserCells(con)
        self.versions: dict[int, list[tuple[int, int | None, str]]] = {}
        self.statuses: Statuses | None = None  # made inside a transaction: it may add statuses
        self._kinds: dict[tuple[str, bool, bool], Kind] = {}

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write one chunk."""
        if self.statuses is None:
            self.statuses = Statuses(con, self.config, self.now)
        columns = self._columns(con, batch, ctx)
        work: list[PastActivity] = []
        rest: list[NewTouch] = []
        usable = zip(columns.leads, columns.at, columns.open, strict=True)
        for i, (lead, at, open_) in enumerate(usable):
            if lead is None or at is None or open_ or at > self.now:
                if not self._kept(batch, ctx, i, columns):
                    continue
            elif ctx.faults and ctx.dropped(batch.record(i)):
                continue
            self._row(batch, ctx, i, columns, work, rest)
        read = len(work) + len(rest)
        own = made_here(con, "activity", [(a.lead_id, a.external_id or "") for a in work])
        work = [a for i, a in enumerate(work) if i not in own] if own else work
        added = past.store_activities(con, work, ctx.import_id, self.now) if work else 0
        if added:
            recall_finished(con, self.now)
        touched = touches.insert(con, rest) if rest else 0
        ctx.count("new", added + touched)
        ctx.count("touches_of_nobody", touched)
        ctx.count("unchanged", read - added - touched)

    def _columns(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> Columns:
        users = self.users.column(batch, ctx, "user")
        to, open_ = self._statuses(con, batch, ctx)
        return Columns(
            leads=self.leads.find(con, batch, ctx),
            users=users,
            guests=self.users.column(batch, ctx, "for_user") if batch.has("for_user") else users,
            at=self.times.column(batch, ctx, "at"),
            starts=self.times.column(batch, ctx, "starts_at"),
            to=to,
            came=self._resolve(con, batch, ctx, "from_status"),
            open=open_,
            keys=keys(batch),
            types=batch.column("type"),
            names=_names(batch),
            notes=_notes(batch),
        )

    def _kept(self, batch: Batch, ctx: Context, i: int, c: Columns) -> bool:
        """Return whether a row that is not plain work of the past is to be kept; put down why not."""
        record, at = batch.record(i), c.at[i]
        if c.leads[i] is None or ctx.dropped(record):
            return False
        if at is None:
            ctx.reject(record, "at", "", "no-time", "the row has no time")
            return False
        if c.open[i] and ((c.users[i] is not None and not self.options.include_open) or at > self.now):
            ctx.count("not_completed_skipped")
            return False
        if at > self.now:
            cell = batch.column("at")[i]
            ctx.reject(record, "at", cell, "future-time", f'"{cell}" lies in the future: it has not happened yet')
            return False
        return True

    def _row(
        self, batch: Batch, ctx: Context, i: int, c: Columns, work: list[PastActivity], rest: list[NewTouch]
    ) -> None:
        """Append what one row says: work, a status fact, both, or a touch."""
        lead, user, at, to, starts = c.leads[i], c.users[i], c.at[i], c.to[i], c.starts[i]
        assert lead is not None
        assert at is not None
        kind, name = self._kind(c.types[i], c.names[i], to is not None, starts is not None and starts > at)
        key, note = c.keys[i], c.notes[i]
        if user is None and to is None:
            rest.append(NewTouch(lead, "crm", name or kind, key, ctx.import_id, at, self.now))
            return
        if kind == "status" and to is None:
            ctx.reject(batch.record(i), "to_status", "", "no-status", "a status change needs the status it went to")
            return
        both = kind != "status" and user is not None
        if both:
            guest, begins = (c.guests[i] or user, starts) if kind == "appointment" else (None, None)
            work.append(PastActivity(lead, user, kind, name, None, None, None, None, guest, begins, note, key, at))
        if to is not None:
            if both:
                key, note = key + STATUS_KEY, None
            came = c.came[i]
            systems = (None if came is None else self._system(came, at)), self._system(to, at)
            work.append(
                PastActivity(lead, user, "status", None, came, systems[0], to, systems[1], None, None, note, key, at)
            )

    # ------------------------------------------------------------ cells

    def _kind(self, type_: str, name: str, changes: bool, ahead: bool) -> tuple[str, str | None]:
        """Return what a row is (action, status, appointment) and its name, by its type, else by what it has."""
        known = self._kinds.get((type_, changes, ahead))
        if known is None:
            known = self._kinds[type_, changes, ahead] = _kind_of(type_, changes, ahead)
        return known.kind, name if name and known.by_cell else known.name

    def _statuses(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> tuple[list[int | None], list[bool]]:
        """Return the status each row went to, and whether the row is not completed yet.

        A column called just `Status` is the activity's own state where the cell is such a word.
        """
        assert self.statuses is not None
        went = self._resolve(con, batch, ctx, "to_status")
        completed = batch.column("completed")
        not_done = {c for c in set(completed) if slug(c) in words.NOT_DONE}
        open_ = [c in not_done for c in completed]
        if batch.has("status"):
            cells, types = batch.column("status"), batch.column("type")
            states = {c: slug(c) for c in set(cells)}
            own = [
                states[c] in words.DONE | words.NOT_DONE and slug(types[i]) not in words.STATUS_TYPES
                for i, c in enumerate(cells)
            ]
            open_ = [o or (mine and states[c] in words.NOT_DONE) for o, mine, c in zip(open_, own, cells, strict=True)]
            other = self._resolve(con, batch, ctx, "status", own)
            went = [a if a is not None else b for a, b in zip(went, other, strict=True)]
        return went, open_

    def _resolve(
        self, con: sqlite3.Connection, batch: Batch, ctx: Context, name: str, skip: list[bool] | None = None
    ) -> list[int | None]:
        """Return the status id of each cell; an unknown one is rejected with the nearest name."""
        assert self.statuses is not None
        if not batch.has(name):
            return [None] * len(batch)
        cells = batch.column(name)
        if skip is not None:
            cells = ["" if skip[i] else c for i, c in enumerate(cells)]
        known = {c: self.statuses.resolve(con, c) if c else None for c in dict.fromkeys(cells)}
        if not self.versions or any(s is not None and s not in self.versions for s in known.values()):
            self.versions = activities.status_versions(con)
        if any(c and s is None for c, s in known.items()):
            for i, cell in enumerate(cells):
                if cell and known[cell] is None:
                    reason = f'status "{cell}" is not in the rules{self.statuses.near(cell)}'
                    ctx.reject(batch.record(i), name, cell, "unknown-status", reason)
        return [known[c] for c in cells]

    def _system(self, status_id: int, at: int) -> str | None:
        """Return what the status meant at `at`."""
        for start, end, system in reversed(self.versions[status_id]):
            if start <= at and (end is None or end > at):
                return system
        return None


def _kind_of(type_: str, changes: bool, ahead: bool) -> Kind:
    """Return the kind of a type cell; a meeting that starts after the row's time was made ahead: an appointment."""
    word = slug(type_)
    if word in words.STATUS_TYPES or (not word and changes):
        return Kind("status", None, False)
    if word in words.APPOINTMENT_TYPES or (ahead and (not word or word in words.MEETINGS)):
        return Kind("appointment", None, True)
    if not word or word in words.ACTION_TYPES:
        return Kind("action", type_ or "activity", True)
    return Kind("action", type_, False)


def _names(batch: Batch) -> list[str]:
    if batch.has("name"):
        return batch.column("name")
    return batch.column("subject") if not batch.has("type") else [""] * len(batch)


def _notes(batch: Batch) -> list[str | None]:
    """Return note cells, with the subject in front where the file has both."""
    notes, subjects = batch.column("note"), batch.column("subject")
    if not batch.has("subject") or not batch.has("type"):
        return [n or None for n in notes]
    return [f"{s}: {n}" if s and n else s or n or None for s, n in zip(subjects, notes, strict=True)]
