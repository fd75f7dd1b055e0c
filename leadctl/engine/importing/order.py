"""Keeps file order where it matters: a known lead's new address counts for the rows after it, not for those before."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import pairwise

from leadctl.db import leads
from leadctl.engine.importing.changes import NAMED, said
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.rows import LeadRows
from leadctl.models import LEAD_FIELDS

_COLUMN = {shown: column for column, shown in NAMED.items()}


def parts(
    con: sqlite3.Connection,
    rows: LeadRows,
    known: Mapping[int, int],
    fields: Sequence[str],
    options: LeadOptions,
    may_skip: bool,
) -> list[range]:
    """Return the stretches of a chunk that can be stored at once: in each, new leads first, then the known ones.

    `fields` are those that duplicate rules compare. A stretch ends behind a row that changes such a cell of a known
    lead, when new leads follow; `may_skip`: a rule may leave a row out, so its second row is looked at by itself.
    Without duplicate rules the whole chunk is one stretch.
    """
    whole = [range(len(rows))]
    fresh = [identity not in known for identity in rows.identity]
    if not fields or (all(fresh) and len(set(rows.identity)) == len(rows)):
        return whole
    columns = sorted({_COLUMN.get(f, f) for f in fields} & set(rows.columns) | {"received_at"})
    stored = leads.cells(con, {known[i] for i in rows.identity if i in known}, columns)
    new = list(zip(*(said(rows, c) for c in columns), strict=True))
    always = any(f not in LEAD_FIELDS or f == "source_type" for f in fields)  # attributes are not compared here
    always = always or options.update_status or options.update_owner
    seen: set[int] = set()  # new identities of the chunk
    here: set[int] = set()  # those of the stretch
    moved: set[int] = set()
    pending = False  # the stretch has a row that new leads must not overtake
    edges = [0]
    for i, identity in enumerate(rows.identity):
        new_here = fresh[i] and (may_skip or identity not in seen)  # what a rule skipped is new when it comes again
        if new_here and (pending or identity in here):
            edges.append(i)
            here.clear()
            pending = False
        if new_here:
            here.add(identity)
        if fresh[i] and identity not in seen:
            seen.add(identity)
        elif always or fresh[i] or identity in moved or _differs(new[i], stored[known[identity]]):
            moved.add(identity)
            pending = True
    edges.append(len(rows))
    return [range(a, b) for a, b in pairwise(edges) if b > a]


def _differs(new: Sequence[object], old: Sequence[object]) -> bool:
    return any(n is not None and n != o for n, o in zip(new, old, strict=True))
