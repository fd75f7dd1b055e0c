"""lead edit: cells of a known lead corrected by hand, as a file's row of that lead would change them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final, NamedTuple

from leadctl.config import Config
from leadctl.db import leads, persons, state
from leadctl.db.connection import immediate, rolled_back
from leadctl.engine.importing.add import read_typed
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import builtin_empty
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.store import LeadStore
from leadctl.engine.importing.summary import ImportSummary
from leadctl.engine.intake.own import KEY
from leadctl.errors import ConflictError, UsageError

# What no correction of a cell may change, and what changes it instead.
ELSEWHERE: Final = {
    "external_id": "a lead is known by it; leadctl lead add --external-id makes another lead",
    "status": "leadctl lead status LEAD STATUS --user LOGIN",
    "recipient": "leadctl lead give LEAD --to LOGIN",
    "source_type": "it belongs to the source; leadctl import leads --source-type sets it",
}
_STORED: Final = ("identity", "country", "first_name", "last_name")
_NUMBERS: Final = frozenset({"phone", "mobile", "state"})  # read in the light of the lead's country


class CellChange(NamedTuple):
    """One corrected cell, as lead_change keeps it: money in minor units, times in seconds UTC, attributes as JSON."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Edited:
    """What `lead edit` did, or in a dry run would do. `hold` is why the lead waits, as of the last assign."""

    lead_id: int
    changes: tuple[CellChange, ...]
    hold: str | None
    warnings: tuple[str, ...]


def edit_lead(
    con: sqlite3.Connection, lead_id: int, values: Mapping[str, str], config: Config, now: int, *, dry: bool = False
) -> Edited:
    """Return what field -> text (other names are attributes) changed of the lead. `now` in seconds UTC.

    Score, search text and keys of duplicates follow; gates are asked again by the next assign, as after an import.
    Raises UsageError for a value that cannot be used or is empty, ConflictError for a lead taken back or erased.
    """
    _check(values, builtin_empty() | {"", "-"})
    with rolled_back(con) if dry else nullcontext(), immediate(con):
        given = _beside(con, lead_id, values)
        mapping, dates = read_typed(given, config)
        summary = ImportSummary("leads", "lead edit")
        ctx = Context(summary, mapping, now, strict=False)
        store = LeadStore(LeadOptions("lead edit"), config, now, dates=dates, comma={})
        store(con, Batch([1], [list(given.values())], mapping, builtin_empty()), ctx)
        faults = ctx.take_faults()
        rejected = next((fault.reason for _, fault in faults if not fault.warning), None)
        if rejected is not None:
            raise UsageError(rejected, slug="bad-lead", hint="nothing was changed")
        moment = state.moment(con, lead_id, now)
    hold = None if moment is None else moment.hold_code
    changes = tuple(CellChange(field, old, new) for _, _, field, old, new, _ in store.changed)
    warnings = [*(fault.reason for _, fault in faults), *_parts_left(values, given)]
    return Edited(lead_id, changes, hold, tuple(warnings))


def _check(values: Mapping[str, str], empty: frozenset[str]) -> None:
    """Refuse what is not corrected cell by cell. Empty cells of a file change nothing, so here they are refused."""
    for field, text in values.items():
        if field in ELSEWHERE:
            raise UsageError(f"{field} is not changed by lead edit", slug="not-editable", hint=ELSEWHERE[field])
        if text.strip() in empty:
            raise UsageError(
                f'{field} "{text}" means nothing: lead edit corrects cells and does not empty them',
                slug="bad-lead",
                hint="leadctl lead erase takes a person's data out",
            )


def _beside(con: sqlite3.Connection, lead_id: int, values: Mapping[str, str]) -> dict[str, str]:
    """Return the cells with what they are read beside, as a whole row has it, and with the key of the lead."""
    identity, country, first, last = leads.cells(con, [lead_id], _STORED)[lead_id]
    if lead_id not in leads.by_identity(con, [identity]).values():
        raise ConflictError(f"lead {lead_id} was taken back with its import", slug="lead-undone")
    if persons.erased(con, [lead_id]):
        raise ConflictError(
            f"the person of lead {lead_id} was erased", slug="lead-erased", hint="leadctl lead erasures"
        )
    found = dict(values)
    if country is not None and len(country) == 2 and _NUMBERS & set(values):
        found.setdefault("country", country)
    if {"full_name", "first_name", "last_name"} & set(values):
        for part, stored in (("first_name", first), ("last_name", last)):
            if stored:
                found.setdefault(part, stored)
    found[KEY] = f"{identity:016x}"  # not the first column: that is how leadctl's own files are known
    return found


def _parts_left(values: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """Return a warning when the full name was typed and the first and last name of the lead say another one."""
    parts = [given[part] for part in ("first_name", "last_name") if part in given]
    joined = " ".join(parts)
    if "full_name" not in values or not parts or joined.casefold() == " ".join(values["full_name"].split()).casefold():
        return []
    return [f'first and last name say "{joined}"; --set first_name=… and --set last_name=… correct them too']
