"""Rows of leads that are known already: changed cells overwrite, blanks never do; status and owner only when asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from leadctl.config import Config
from leadctl.db import activities, duplicate_keys, holds, leads, settings, state
from leadctl.db.activities import NewActivity
from leadctl.db.attribution import reattribute
from leadctl.db.duplicates import INDEXED
from leadctl.engine.importing.attributes import as_json
from leadctl.engine.importing.batch import Context
from leadctl.engine.importing.judge import Judge
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.owners import Owners
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.importing.search import search_texts
from leadctl.engine.normalise import place

NAMED: Final = {
    "record_type_id": "record_type",
    "source_id": "source",
    "campaign_id": "campaign",
    "product_id": "product",
}
_NEVER: Final = frozenset({"first_status_id", "received_kind", "external_id"})
_WITH: Final = {"email": ("email_raw",), "phone": ("phone_raw", "phone_ext"), "mobile": ("mobile_raw",)}
_SEARCHED: Final = ("full_name", "company", "email", "phone", "external_id")
Change = tuple[int, int | None, str, str | None, str | None, int]


class Changes:
    """Applies the rows of known leads in one import."""

    def __init__(
        self,
        options: LeadOptions,
        judge: Judge,
        owners: Owners,
        systems: Mapping[int, str],
        keyed: Sequence[tuple[str, ...]],
    ) -> None:
        self._options = options
        self._judge = judge
        self._owners = owners
        self._systems = systems
        self._keyed = keyed
        self.recorded: list[Change] = []  # of the last call of apply()

    def apply(self, con: sqlite3.Connection, rows: LeadRows, lead_ids: Sequence[int], ctx: Context) -> None:
        """Compare each row with its lead and write what is new. Rows of one lead are applied in file order."""
        columns = self._comparable(rows, ctx)
        stored = {i: list(cells) for i, cells in leads.cells(con, set(lead_ids), [*columns, "attributes"]).items()}
        silent: Column = [None] * len(rows)
        said_of = (said(rows, c) if c in rows.columns else silent for c in columns)
        table = zip(*said_of, as_json(rows.attributes, len(rows)), strict=True)
        updates: list[tuple[int, dict[str, Any]]] = []
        changes: list[Change] = []
        facts = self._facts(con, rows, lead_ids, ctx)
        joined = "full_name" in columns and ctx.mapping.index("full_name") is None
        places = _Place(columns)
        for i, (lead_id, new) in enumerate(zip(lead_ids, table, strict=True)):
            old = stored[lead_id]
            new = places.settled(old, new)
            differing = [] if old == list(new) else _differing(columns, old, new)
            if joined and differing:
                differing = _without_joined_name(columns, differing)
            if differing:
                values = {columns[at] if at < len(columns) else "attributes": value for at, value in differing}
                changes += self._recorded(con, lead_id, columns, old, values, ctx)
                updates.append((lead_id, values))
                for at, value in differing:
                    old[at] = value
            ctx.count("changed" if differing or i in facts else "unchanged")
        for lead_id, values in updates:
            leads.update_cells(con, lead_id, values)
        leads.add_changes(con, changes)
        self.recorded = changes
        if updates:
            derive(con, sorted({lead_id for lead_id, _ in updates}), self._judge, self._keyed)

    def _comparable(self, rows: LeadRows, ctx: Context) -> list[str]:
        """Return the columns that the file has something to say about."""
        said = set(rows.columns) - _NEVER
        if not rows.received_given:
            said.discard("received_at")
        if ctx.mapping.index("record_type") is None and not self._options.record_type:
            said.discard("record_type_id")
        if "received_at" in said:
            said.add("received_kind")
        if said & _Place.FIELDS:
            said |= _Place.FIELDS  # each is read in the light of the other, which the lead may have had before
        return sorted(said, key=lambda c: (c == "received_kind", c))

    def _recorded(
        self,
        con: sqlite3.Connection,
        lead_id: int,
        columns: Sequence[str],
        old: Sequence[Any],
        values: Mapping[str, Any],
        ctx: Context,
    ) -> list[Change]:
        """Return the lead_change rows. Attributes are one row each, their values as JSON."""
        import_id, now = ctx.import_id or None, ctx.now
        found: list[Change] = []
        for column, value in values.items():
            if column == "attributes":
                before, after = json.loads(old[-1] or "{}"), json.loads(value)
                for name, new in after.items():
                    if before.get(name) != new:
                        was = json.dumps(before[name], ensure_ascii=False) if name in before else None
                        found.append(
                            (lead_id, import_id, f"attributes.{name}", was, json.dumps(new, ensure_ascii=False), now)
                        )
                continue
            was = old[columns.index(column)]
            if column in NAMED:
                names = settings.names(con, NAMED[column])
                found.append((lead_id, import_id, NAMED[column], names.get(was), names.get(value), now))
            else:
                found.append((lead_id, import_id, column, _text(was), _text(value), now))
        return found

    # ------------------------------------------------------------ status and owner: dated facts

    def _facts(self, con: sqlite3.Connection, rows: LeadRows, lead_ids: Sequence[int], ctx: Context) -> set[int]:
        """Record changed statuses and owners where asked for; return the positions of the rows that changed one."""
        found: set[int] = set()
        moved: set[int] = set()
        wants_status = self._options.update_status and rows.status_given is not None
        wants_owner = self._options.update_owner and rows.owner_id is not None
        if not (wants_status or wants_owner):
            return found
        for i, lead_id in enumerate(lead_ids):
            lead = state.moment(con, lead_id, ctx.now)
            if lead is None:
                continue
            status = rows.columns["first_status_id"][i]
            if wants_status and rows.status_given and rows.status_given[i] and status != lead.status_id:
                activities.insert(con, self._status_fact(lead, status, ctx))
                activities.settle(con, [lead_id], ctx.now)
                found.add(i)
            owner = rows.owner_id[i] if rows.owner_id else None
            if wants_owner and owner is not None and owner != lead.owner_id:
                self._owners.hand_over(con, lead, owner, f"import {ctx.import_id}", ctx.import_id or None)
                found.add(i)
                moved.add(lead_id)
        holds.clear(con, moved)
        if moved:
            reattribute(con, moved)  # an owner since an earlier day: what he did since then belongs to his passage
        return found

    def _status_fact(self, lead: state.Moment, status: int, ctx: Context) -> NewActivity:
        return NewActivity(
            lead_id=lead.lead_id,
            user_id=None,
            kind="status",
            name=None,
            happened_at=ctx.now,
            recorded_at=ctx.now,
            recorded_by=None,
            origin="crm",
            from_status_id=lead.status_id,
            to_status_id=status,
            from_system=lead.system,
            to_system=self._systems[status],
            import_id=ctx.import_id or None,
        )


class _Place:
    """The state of a known lead: its code depends on the country, which may come in another file than the state."""

    FIELDS: Final = frozenset({"country", "state"})

    def __init__(self, columns: Sequence[str]) -> None:
        self._at = (columns.index("country"), columns.index("state")) if "state" in columns else None

    def settled(self, old: Sequence[Any], new: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the row with the code of its state, by the country that the lead has or gets."""
        if self._at is None:
            return new
        country, state = self._at
        if new[state] in (None, old[state]) and new[country] in (None, old[country]):
            return new
        text, land = new[state] or old[state], new[country] or old[country]
        code = place.state(text, land) if text else None
        return new if code is None else (*new[:state], code, *new[state + 1 :])


def said(rows: LeadRows, column: str) -> Column:
    """Return what the file says: a moment that was only filled in by the import is not in the file."""
    cells = rows.columns[column]
    if column not in ("received_at", "received_kind"):
        return cells
    kinds = rows.columns["received_kind"]
    return [None if kind == "import" else cell for cell, kind in zip(cells, kinds, strict=True)]


def _differing(columns: Sequence[str], old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, Any]]:
    """Return (position, new value) of the cells to overwrite; the attributes come last, as one JSON object."""
    place = {name: at for at, name in enumerate(columns)}
    found = {at: value for at, value in enumerate(new[:-1]) if value is not None and value != old[at]}
    for name, companions in _WITH.items():
        if name not in place:
            continue
        for companion in companions:
            at = place.get(companion)
            if at is None:
                continue
            if place[name] in found and new[at] != old[at]:
                found[at] = new[at]  # another address: its raw form goes with it, also when there is none
            elif new[place[name]] is None and old[place[name]] is not None:
                found.pop(at, None)  # unreadable: the good address stays as it is
    if "received_kind" in place and place.get("received_at") not in found:
        found.pop(place["received_kind"], None)
    if new[-1] is not None and new[-1] != old[-1]:
        merged = json.loads(old[-1] or "{}")
        before = dict(merged)
        merged.update(json.loads(new[-1]))
        if merged != before:
            found[len(columns)] = json.dumps(merged, ensure_ascii=False, separators=(",", ":"))
    return sorted(found.items())


def _without_joined_name(columns: Sequence[str], differing: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """Return the changes without a full name that was put together from parts which are as they were."""
    at = columns.index("full_name")
    parts = {columns.index(part) for part in ("first_name", "last_name") if part in columns}
    changed = {place for place, _ in differing}
    return differing if parts & changed else [one for one in differing if one[0] != at]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def derive(con: sqlite3.Connection, changed: Sequence[int], judge: Judge, keyed: Iterable[Sequence[str]]) -> None:
    """Bring what is derived from the cells of these leads up to date: search text, score, duplicate keys."""
    cells = leads.cells(con, changed, _SEARCHED)
    texts = search_texts([list(c) for c in zip(*(cells[i] for i in changed), strict=True)], len(changed))
    leads.set_search_texts(con, zip(changed, texts, strict=True))
    judge.rescore(con, changed)
    for fields in keyed:
        duplicate_keys.add_keys(con, fields, changed)


def refresh(con: sqlite3.Connection, changed: Sequence[int], config: Config, now: int) -> None:
    """As derive(), for leads changed outside an import, by the rules in force."""
    if not changed:
        return
    names = settings.names(con, "record_type")
    derive(
        con, changed, Judge(config, names, now), [d.match for d in config.duplicates if not set(INDEXED) & set(d.match)]
    )
