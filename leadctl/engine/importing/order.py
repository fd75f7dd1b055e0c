"""Keeps file order where it matters: a known lead's new address counts for the rows after it, not for those before."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Mapping, Sequence

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
) -> list[range]:
    """Return the stretches of a chunk that can be stored at once: in each, new leads first, then the known ones.

    `fields` are those that duplicate rules compare. A stretch ends behind a row that changes such a cell of a known
    lead, when new leads follow; without duplicate rules the whole chunk is one stretch.
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
    seen: set[int] = set()
    moved: set[int] = set()
    ends: list[int] = []
    for i, identity in enumerate(rows.identity):
        if fresh[i] and identity not in seen:
            seen.add(identity)
            if ends and ends[-1] < 0:
                ends[-1] = i
        elif always or fresh[i] or identity in moved or _differs(new[i], stored[known[identity]]):
            moved.add(identity)
            if not ends or ends[-1] >= 0:
                ends.append(-1)  # closed by the next new lead
    edges = [0, *(end for end in ends if end > 0), len(rows)]
    return [range(a, b) for a, b in itertools.pairwise(edges) if b > a] or whole


def _differs(new: Sequence[object], old: Sequence[object]) -> bool:
    return any(n is not None and n != o for n, o in zip(new, old, strict=True))
