"""Stores a chunk of leads: new ones with state, holds and passages, known ones as changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from leadctl.config import Config
from leadctl.db import holds, leads, names, persons
from leadctl.db.holds import Hold
from leadctl.engine.importing import order
from leadctl.engine.importing.attributes import as_json
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.changes import Change, Changes
from leadctl.engine.importing.duplicates import DuplicateRules, Repeats
from leadctl.engine.importing.identity import Identity
from leadctl.engine.importing.judge import Judge, Verdict
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.owners import Owners
from leadctl.engine.importing.read import LeadReader
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.importing.search import search_texts
from leadctl.engine.intake.own import NAME
from leadctl.models import FINISHED, ROOT_ACCOUNT_ID
from leadctl.models import Hold as HoldCode

if TYPE_CHECKING:
    from leadctl.engine.normalise.dates import DateParser

_SEARCHED: Final = ("full_name", "company", "email", "phone", "external_id")


class LeadStore:
    """The store function of `import leads`. What it looks up is looked up in the first chunk's transaction."""

    def __init__(
        self,
        options: LeadOptions,
        config: Config,
        now: int,
        *,
        dates: Mapping[int, DateParser],
        comma: Mapping[int, bool | None],
        owned_since: int | None = None,
        salt: str = "",
    ) -> None:
        self._options = options
        self._config = config
        self._now = now
        self._dates = dates
        self._comma = comma
        self._owned_since = owned_since
        self._salt = salt
        self.ready = False
        self.stored: list[int] = []  # ids of the leads of the last chunk, in file order: for `lead add`

    def __call__(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Store one chunk. The caller holds the transaction."""
        if not self.ready:
            self._prepare(con, ctx)
        rows = self.reader.read(con, batch, ctx)
        if self.reader.kinds_of_source:
            names.set_source_types(con, self.reader.kinds_of_source)
        self.stored = []
        if len(rows):
            self._identity.fill(batch, rows)
            self._store(con, rows, ctx)

    @property
    def changed(self) -> list[Change]:
        """Return what the last chunk changed of known leads, as lead_change keeps it: for `lead edit`."""
        return self._changes.recorded

    def _prepare(self, con: sqlite3.Connection, ctx: Context) -> None:
        config, mapping = self._config, ctx.mapping
        self.reader = LeadReader(con, self._options, config, mapping, self._dates, self._comma, self._now)
        self._judge = Judge(config, self.reader.types.names, self._now)
        self._own = mapping.profile == NAME
        self._rules = DuplicateRules(con, config, self.reader.types, leads.next_id(con) - 1, keep_all=self._own)
        self._owners = Owners(con, self.reader.users, self._owned_since, self._now)
        self._changes = Changes(
            self._options, self._judge, self._owners, self.reader.statuses.system, self._rules.keyed
        )
        self._identity = Identity([c.header for c in mapping.columns], mapping.profile, self._salt)
        self.ready = True

    def _store(self, con: sqlite3.Connection, rows: LeadRows, ctx: Context) -> None:
        known = leads.by_identity(con, set(rows.identity))
        gone = persons.erased(con, known.values())
        if gone:
            rows = self._without_erased(rows, {key for key, lead_id in known.items() if lead_id in gone}, ctx)
        for part in order.parts(con, rows, known, self._rules.fields, self._options, self._rules.may_skip):
            self._store_part(con, rows.take(part), known, ctx)
        self.stored = [known[i] for i in rows.identity if i in known]

    def _without_erased(self, rows: LeadRows, gone: set[int], ctx: Context) -> LeadRows:
        """Return the rows but for those of people who were erased: their file does not bring them back."""
        kept = [i for i, identity in enumerate(rows.identity) if identity not in gone]
        left = {rows.lines[i] for i in range(len(rows)) if rows.identity[i] in gone}
        ctx.faults = [fault for fault in ctx.faults if fault[0].line not in left]
        ctx.count("erased people", len(rows) - len(kept))
        return rows.take(kept)

    def _store_part(self, con: sqlite3.Connection, rows: LeadRows, known: dict[int, int], ctx: Context) -> None:
        """Store new leads, then known ones; a second row of one new lead counts as known. Adds to `known`."""
        fresh: list[int] = []
        again: list[int] = []
        first_seen: set[int] = set()
        for i, identity in enumerate(rows.identity):
            if identity in known or identity in first_seen:
                again.append(i)
            else:
                first_seen.add(identity)
                fresh.append(i)
        if fresh:
            known |= self._insert(con, rows.take(fresh), ctx)
        if again:
            there = [i for i in again if rows.identity[i] in known]
            ctx.count("skipped", len(again) - len(there))  # their first row was skipped as a duplicate
            if there:
                self._changes.apply(con, rows.take(there), [known[rows.identity[i]] for i in there], ctx)

    # ------------------------------------------------------------ new leads

    def _insert(self, con: sqlite3.Connection, rows: LeadRows, ctx: Context) -> dict[int, int]:
        """Insert new leads; return identity -> id of those that stay."""
        systems = self.reader.statuses.system
        verdict = self._judge.judge(rows, self.reader.statuses.names, systems, self.reader.users, not self._own)
        if not self._judge.idle:
            self.reader.names_again(con, rows)
        first = leads.next_id(con)
        self._write(con, rows, verdict, first, ctx)
        repeats = self._rules.find(con, first, rows, systems, self._now)
        ids = list(range(first, first + len(rows)))
        if repeats.skipped:
            kept = [i for i, lead_id in enumerate(ids) if lead_id not in repeats.skipped]
            ids = [ids[i] for i in kept]
            rows = rows.take(kept)
            verdict = Verdict(*([c[i] for i in kept] for c in (verdict.gate, verdict.score, verdict.parts)))
        given = self._states(con, rows, verdict, ids, repeats, ctx)
        if given:
            leads.open_passages(con, given)
        ctx.count("new", len(ids))
        ctx.count("linked", len(repeats.original))
        ctx.count("skipped", len(repeats.skipped))
        return dict(zip(rows.identity, ids, strict=True))

    def _write(self, con: sqlite3.Connection, rows: LeadRows, verdict: Verdict, first: int, ctx: Context) -> None:
        n = len(rows)
        columns: dict[str, Column] = {
            "id": list(range(first, first + n)),
            "identity": rows.identity,
            **{name: column for name, column in rows.columns.items() if not _blank(column)},
            "imported_at": [self._now] * n,
            "import_id": [ctx.import_id or None] * n,
            "import_line": rows.lines if ctx.import_id else [None] * n,
            "search_text": search_texts([rows.columns[f] for f in _SEARCHED if f in rows.columns], n),
        }
        if rows.attributes:
            columns["attributes"] = as_json(rows.attributes, n)
        if self._config.scores:
            columns["score"] = verdict.score
            columns["score_parts"] = verdict.parts
        leads.insert_leads(con, list(columns), zip(*columns.values(), strict=True))

    def _states(
        self,
        con: sqlite3.Connection,
        rows: LeadRows,
        verdict: Verdict,
        ids: list[int],
        repeats: Repeats,
        ctx: Context,
    ) -> dict[int, int]:
        """Insert where each new lead lies, why it is held, and the passages of owners; return lead -> passage."""
        systems = self.reader.statuses.system
        finished = {status for status, system in systems.items() if system in FINISHED}
        n = len(rows)
        owners = rows.owner_id or [None] * n
        named = rows.named_user_id or [None] * n
        states, held = [], []
        for lead_id, status, received, owner, recipient, gate in zip(
            ids, rows.columns["first_status_id"], rows.columns["received_at"], owners, named, verdict.gate, strict=True
        ):
            account = ROOT_ACCOUNT_ID if owner is None else self._owners.account(owner)
            code, waiting = None, 0
            if owner is None and status not in finished:
                waiting = int(lead_id not in repeats.withheld)
                if lead_id in repeats.withheld or lead_id in repeats.behind:
                    code = HoldCode.DUPLICATE.value
                elif gate is not None:
                    code = f"gate:{gate}"
                    ctx.summary.held[gate] = ctx.summary.held.get(gate, 0) + 1
                if code is not None:
                    held.append(Hold(lead_id, code, None, self._now, None))
            original = repeats.original.get(lead_id)
            states.append(
                (lead_id, status, received, owner, account, None, original, recipient, code, waiting, received)
            )
        leads.insert_states(con, states)
        if held:
            holds.put(con, held)
        return self._owners.record(con, rows, ids, verdict.score, systems, ctx.import_id or None)


def _blank(column: Column) -> bool:
    """Return True when no lead of the chunk has a value."""
    return column.count(None) == len(column)
