"""lead add: one lead typed by hand, through the same pipeline as a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadctl.config import Config
from leadctl.db import leads, state
from leadctl.db.connection import immediate
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import builtin_empty
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.store import LeadStore
from leadctl.engine.importing.summary import ImportSummary
from leadctl.engine.intake.own import KEY
from leadctl.errors import ConflictError, UsageError, did_you_mean
from leadctl.models import LEAD_FIELDS, slug

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Mapping_
    from leadctl.engine.normalise.dates import DateParser


@dataclass(frozen=True, slots=True)
class Added:
    """What `lead add` did: `outcome` is new, changed or unchanged (a known external id)."""

    lead_id: int
    outcome: str
    linked_to: int | None
    hold: str | None
    warnings: tuple[str, ...]
    statuses_to_add: str | None


def add_lead(con: sqlite3.Connection, values: Mapping[str, str], config: Config, now: int) -> Added:
    """Return the lead made of field -> text (other names are attributes). `now` in seconds UTC.

    Each call is a new enquiry, also with the same values, unless an external id of the same source is known: then its
    cells change. Raises UsageError when a value cannot be used, ConflictError when a duplicate rule says skip.
    """
    mapping, dates = read_typed(values, config)
    summary = ImportSummary("leads", "lead add")
    ctx = Context(summary, mapping, now, strict=False)
    with immediate(con):
        salt = f"typed {now} {leads.next_id(con)}"
        store = LeadStore(LeadOptions("lead add"), config, now, dates=dates, comma={}, salt=salt)
        store(con, Batch([1], [list(values.values())], mapping, builtin_empty()), ctx)
        faults = ctx.take_faults()
        rejected = next((fault.reason for _, fault in faults if not fault.warning), None)
        if rejected is not None:
            raise UsageError(rejected, slug="bad-lead", hint="nothing was added")
        if not store.stored:
            raise ConflictError("a duplicate rule says skip: the lead is known already", slug="duplicate-skipped")
        lead = state.moment(con, store.stored[0], now)
    assert lead is not None
    outcome = next(o for o in ("new", "changed", "unchanged") if summary.counts.get(o))
    warnings = tuple(fault.reason for _, fault in faults)
    paste = store.reader.statuses.to_paste()
    return Added(lead.lead_id, outcome, lead.duplicate_of, lead.hold_code, warnings, paste)


def read_typed(values: Mapping[str, str], config: Config) -> tuple[Mapping_, dict[int, DateParser]]:
    """Return one row's columns of field -> text (other names are attributes), and how the dates in them are read."""
    from leadctl.engine.intake.mapping import Column, Mapping_
    from leadctl.engine.normalise.dates import DateScan, region_dayfirst

    special = {*LEAD_FIELDS, "recipient", KEY}
    columns = [Column(i, n, n if n in special else None, None if n in special else n) for i, n in enumerate(values)]
    dates = {}
    for column in columns:
        scan = DateScan()
        scan.look([values[column.header]])
        dates[column.index] = scan.settle(default_dayfirst=region_dayfirst(config.region))
    return Mapping_(columns), dates


def known_field(name: str, config: Config, seen: Iterable[str] = ()) -> str:
    """Return the field or attribute that `--set NAME=…` means; raises UsageError for one that nobody knows.

    `seen`: names of attributes that leads have without a rule.
    """
    wanted = slug(name)
    if wanted in LEAD_FIELDS:
        return wanted
    attributes = {slug(n): n for n in (*seen, *(rule.name for rule in config.attributes))}
    if wanted in attributes:
        return attributes[wanted]
    known = [*LEAD_FIELDS, *attributes.values()]
    raise UsageError(
        f'"{name}" is neither a lead field nor a declared attribute{did_you_mean(name, known)}',
        slug="unknown-field",
        hint=f"fields are {', '.join(known)}",
    )
