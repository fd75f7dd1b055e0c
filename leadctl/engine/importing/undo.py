"""imports undo: takes an import (people apart) back, so that its file can come again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from leadctl.config import Config
from leadctl.db import activities, import_undo, imports, leads, past, past_passages, people, settings, state
from leadctl.db.attribution import reattribute
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.import_undo import Change
from leadctl.engine.importing import undo_lookups
from leadctl.engine.importing.changes import NAMED, refresh
from leadctl.engine.importing.undo_lookups import LOOKUPS
from leadctl.errors import ConflictError, NotFoundError
from leadctl.models import ROOT_ACCOUNT_ID

_NUMBERS = frozenset({"value", "priority", "do_not_contact", "received_at"})
_SHOWN = 20
PAST = frozenset({"activities", "touches", "opportunities", "distributions", "feedback"})


@dataclass(slots=True)
class UndoneImport:
    """What `imports undo` did. `kept` are cells that changed again since and stay as they are."""

    import_id: int
    file: str
    dry_run: bool
    leads: int = 0
    passages: int = 0
    cells: int = 0
    statuses: int = 0
    owners: int = 0
    rows: int = 0  # customers, rows of a territory table, places, or costs
    facts: int = 0  # activities, touches, opportunity values, follow-ups: a CRM's past, or answers
    kept: list[str] = field(default_factory=list)
    forced: list[int] = field(default_factory=list)  # leads taken back although they were worked or distributed


def undo_import(
    con: sqlite3.Connection, import_id: int, config: Config, now: int, *, force: bool = False, dry_run: bool = False
) -> UndoneImport:
    """Return what was taken back: leads, their passages, overwritten cells, status and owner facts; or a CRM's past;
    or customers, territories, places, costs.

    Raises NotFoundError (no such import), ConflictError (taken back already, an import of people, leads worked or
    distributed since without `force`).
    """
    with rolled_back(con) if dry_run else nullcontext(), immediate(con):
        row = _checked(con, import_id)
        done = UndoneImport(import_id, row.file, dry_run)
        if row.kind in LOOKUPS:
            done.rows = undo_lookups.take_back(con, row, now)
            imports.mark_undone(con, import_id, now)
            return done
        if row.kind in PAST:
            done.passages = past_passages.undo(con, import_id, now)
            done.facts = past.undo(con, import_id, now, "imports undo")
            imports.mark_undone(con, import_id, now)
            return done
        done.forced = _since(con, import_id, force)
        done.leads, done.passages, worked = import_undo.take_back(con, import_id, now)
        state.rewait(con, import_undo.relink(con), now)
        _owners_back(con, import_id, now, done)
        touched = import_undo.void_facts(con, import_id, now)
        done.statuses = len(touched)
        activities.settle(con, import_undo.alive(con, touched), now)
        reattribute(con, worked)
        _cells_back(con, import_id, config, now, done)
        imports.mark_undone(con, import_id, now)
    return done


def _checked(con: sqlite3.Connection, import_id: int) -> imports.ImportRow:
    row = imports.get_import(con, import_id)
    if row is None:
        raise NotFoundError(f"no import {import_id}", slug="no-import", hint="leadctl imports list")
    if row.undone_at is not None:
        raise ConflictError(f"import {import_id} was taken back already", slug="import-undone")
    if row.kind != "leads" and row.kind not in PAST | LOOKUPS:
        raise ConflictError(
            f"import {import_id} brought {row.kind}; people cannot be taken back",
            slug="cannot-undo",
            hint=f"import a corrected file, or disable them: leadctl {row.kind.removesuffix('s')} disable",
        )
    return row


def _since(con: sqlite3.Connection, import_id: int, force: bool) -> list[int]:
    """Return the leads that were worked or distributed since; without `force` that is a refusal."""
    found = import_undo.since(con, import_id)
    if found and not force:
        listed = ", ".join(str(lead_id) for lead_id, _, _ in found[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise ConflictError(
            f"{len(found)} {'leads' if len(found) > 1 else 'lead'} of import {import_id}"
            f" {'were' if len(found) > 1 else 'was'} worked or distributed since: {listed}{more}",
            slug="import-in-use",
            hint="leadctl undo RUN takes distributions back first; --force takes the leads back all the same",
        )
    return [lead_id for lead_id, _, _ in found]


def _owners_back(con: sqlite3.Connection, import_id: int, now: int, done: UndoneImport) -> None:
    """Return leads of earlier imports to whom they belonged before --update-owner."""
    accounts = {user.id: user.account_id for user in people.all_users(con)}
    actor = f"import {import_id}"
    for lead_id, before, after in import_undo.handed_over(con, actor):
        state.add_transfer(con, lead_id, after, before, None, f"undo of {actor}", None, now)
        state.place(con, [(before, accounts[before], None, None, 0, lead_id)])
        done.owners += 1
    taken_up = import_undo.undo_taken_up(con, import_id, now)
    freed = [lead_id for lead_id, stood in taken_up.items() if stood]
    state.free(con, ({"lead": i, "account": ROOT_ACCOUNT_ID, "team": None, "distribution": None} for i in freed))
    reattribute(con, taken_up)
    state.rewait(con, freed, now)
    done.owners += len(freed)
    done.passages += len(taken_up)


def _cells_back(con: sqlite3.Connection, import_id: int, config: Config, now: int, done: UndoneImport) -> None:
    """Write the old cells back where the new ones still stand."""
    reverted: set[int] = set()
    for change in import_undo.changes(con, import_id):
        if _revert(con, change):
            done.cells += 1
            reverted.add(change.lead_id)
        else:
            done.kept.append(f"lead {change.lead_id} {change.field}: changed again since")
    refresh(con, sorted(reverted), config, now)


def _revert(con: sqlite3.Connection, change: Change) -> bool:
    """Return True when the cell still held what the import wrote, and was put back."""
    name = change.field
    if name.startswith("attributes."):
        return _revert_attribute(con, change, name.partition(".")[2])
    by_field = {shown: column for column, shown in NAMED.items()}
    column = by_field.get(name, name)
    now_there = leads.cells(con, [change.lead_id], [column])[change.lead_id][0]
    old: Any = change.old
    if name in by_field:
        ids = settings.name_ids(con, name)
        same = now_there == ids.get((change.new or "").casefold())
        old = None if change.old is None else ids.get(change.old.casefold())
    else:
        same = (None if now_there is None else str(now_there)) == change.new
        if name in _NUMBERS and old is not None:
            old = int(old)
    if same:
        leads.update_cells(con, change.lead_id, {column: old})
    return bool(same)


def _revert_attribute(con: sqlite3.Connection, change: Change, name: str) -> bool:
    kept = json.loads(leads.cells(con, [change.lead_id], ["attributes"])[change.lead_id][0] or "{}")
    if json.dumps(kept.get(name), ensure_ascii=False) != change.new:
        return False
    if change.old is None:
        del kept[name]
    else:
        kept[name] = json.loads(change.old)
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None
    leads.update_cells(con, change.lead_id, {"attributes": text})
    return True
