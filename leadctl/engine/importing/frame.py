"""The loop every import shares: open, map, chunks in transactions, rejects, summary, dry run, resume.

A kind of import is one function `store(con, batch, ctx)`: it writes the good records of a chunk and calls
ctx.count, ctx.reject and ctx.warn. Each chunk is one transaction, which also moves import.next_line forward:
killed at any moment, the same command goes on where it stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadctl.db import imports
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.imports import RejectRow
from leadctl.engine.bulk import without_collector
from leadctl.engine.importing.batch import Batch, Context, empty_cells
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.engine.intake.own import is_own, told_of_leads
from leadctl.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Mapping_
    from leadctl.engine.intake.rejects import RejectsFile
    from leadctl.engine.intake.source import Block, Record, Source

CHUNK = 5_000
SAMPLE = 500  # records shown to the column mapper

Store = Callable[[sqlite3.Connection, Batch, Context], None]
Finish = Callable[[sqlite3.Connection, Context], None]
Prepare = Callable[["Source", Context], None]


def run_import(
    con: sqlite3.Connection,
    request: ImportRequest,
    store: Store,
    now: int,
    *,
    prepare: Prepare | None = None,
    finish: Finish | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Return what the import did. `now` is seconds UTC.

    `prepare(source, ctx)` runs once before the first chunk (to look at whole columns); it must decide the same for
    the same file. `finish(con, ctx)` runs in the last transaction, before the import counts as complete; it must
    work from the database alone, since earlier chunks may be of an earlier, interrupted call.
    Raises UsageError when the file cannot be read or a required column is missing, ConflictError when another
    import of the same bytes was interrupted.
    """
    source, mapping = open_mapped(request)
    with source:
        return _run(con, request, source, mapping, store, now, prepare, finish, progress)


def _run(
    con: sqlite3.Connection,
    request: ImportRequest,
    source: Source,
    mapping: Mapping_,
    store: Store,
    now: int,
    prepare: Prepare | None,
    finish: Finish | None,
    progress: Progress | None,
) -> ImportSummary:
    summary = ImportSummary(request.kind, source.name, dry_run=request.dry_run)
    summary.notes += [*source.notes, *mapping.notes]
    ctx = Context(summary, mapping, now, request.strict)
    if prepare is not None:
        prepare(source, ctx)
    with rolled_back(con) if request.dry_run else nullcontext():
        start_line = _begin(con, request, source, ctx)
        with without_collector():
            _loop(con, request, source, ctx, store, start_line, progress)
        with immediate(con):
            if finish is not None:
                finish(con, ctx)
            imports.finish_import(con, ctx.import_id, now, summary.dump())
    if not summary.read:
        summary.notes.append("a header and no rows")
    if request.dry_run:
        summary.import_id = None
    return summary


def open_mapped(request: ImportRequest) -> tuple[Source, Mapping_]:
    """Return the opened file and what its columns mean. Raises UsageError when a required column is missing."""
    from leadctl.engine.intake.mapping import map_columns
    from leadctl.engine.intake.source import open_source

    source = open_source(
        request.path, encoding=request.encoding, delimiter=request.delimiter, has_header=not request.header
    )
    source.name = request.name or source.name
    source.header = list(request.header) or source.header
    if request.kind == "leads":
        _refuse_other_exports(source)
    mapping = map_columns(source.header, source.samples(SAMPLE), request.vocabulary, request.explicit)
    present = {c.field for c in mapping.columns}
    for group in request.required:
        if present.isdisjoint(group):
            raise UsageError(
                f"{source.name}: no column for {' or '.join(group)}",
                slug="missing-column",
                hint=f'the columns are {", ".join(source.header)}; name one with --map "Header={group[0]}"',
            )
    return source, mapping


def _refuse_other_exports(source: Source) -> None:
    """Raise UsageError for what leadctl exported of leads and not as leads: its columns would become attributes."""
    kind = told_of_leads(source.header)
    if kind is not None:
        raise UsageError(
            f"{source.name} is an export of {kind}, not of leads",
            slug="not-leads",
            hint=f"leadctl import {kind} {source.name}",
        )


def _begin(con: sqlite3.Connection, request: ImportRequest, source: Source, ctx: Context) -> int:
    """Start or resume the import row; return the first line to store."""
    options = fingerprint(request, ctx.mapping)
    for row in imports.find_by_sha256(con, source.sha256, request.kind):
        if row.finished_at is not None:
            if row.options == options:
                ctx.summary.imported_before = row.id
                break
        elif row.next_line == 1:
            continue  # stopped before anything was stored
        elif row.options == options:
            ctx.import_id = ctx.summary.import_id = row.id
            ctx.summary.load(row.counts)
            ctx.summary.resumed_at = row.next_line
            return row.next_line
        else:
            raise ConflictError(
                f"import {row.id} of the same file stopped at line {row.next_line} and had other options",
                slug="unfinished-import",
                hint=f"run it again with the options it had, or take it back: leadctl imports undo {row.id}",
            )
    with immediate(con):
        ctx.import_id = imports.start_import(con, request.kind, source.name, source.sha256, options, ctx.now)
    ctx.summary.import_id = ctx.import_id
    return 1


def fingerprint(request: ImportRequest, mapping: Mapping_) -> str:
    """Return the options and the mapping as JSON: equal text = the same import."""
    chosen: dict[str, Any] = {k: v for k, v in request.options.items() if v not in (None, False, (), [], {})}
    if request.strict:
        chosen["strict"] = True
    chosen["columns"] = [c.field or (c.attribute and {"attribute": c.attribute}) for c in mapping.columns]
    return json.dumps(chosen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _loop(
    con: sqlite3.Connection,
    request: ImportRequest,
    source: Source,
    ctx: Context,
    store: Store,
    start_line: int,
    progress: Progress | None,
) -> None:
    empty = frozenset[str]() if is_own(source.header) else empty_cells(request.empty) | builtin_empty()
    path = rejects_path(request)
    seen = 0  # characters, about
    with _rejects_file(source, path) as rejects:
        if rejects is not None and start_line > 1:
            _carry_over(con, ctx.import_id, source, rejects)
        for block in source.blocks(request.chunk or CHUNK, start_line):
            with immediate(con):
                faults = _store_chunk(con, block, ctx, store, empty)
            for record, fault in faults:
                if rejects is not None and not fault.warning:
                    rejects.add(record, fault.column_name, fault.reason)
            if progress is not None:
                seen += sum(len(cell) + 1 for row in block.rows for cell in row)
                progress(ctx.summary.read, min(seen / (source.size or 1), 1.0))
    if rejects is not None and ctx.summary.rejected:
        ctx.summary.rejects_file = str(path)


def _store_chunk(
    con: sqlite3.Connection, block: Block, ctx: Context, store: Store, empty: frozenset[str]
) -> list[tuple[Record, RejectRow]]:
    """Store one chunk and return its faults in file order."""
    ctx.summary.read += len(block.rows) + len(block.errors)
    for record in block.errors:
        ctx.reject(record, None, record.raw, "unreadable-row", record.error or "cannot be read")
    if block.rows:
        store(con, Batch(block.lines, block.rows, ctx.mapping, empty), ctx)
    faults = ctx.take_faults()
    imports.add_rejects(con, ctx.import_id, [fault for _, fault in faults])
    imports.advance(con, ctx.import_id, block.next_line, ctx.summary.dump())
    return faults


def rejects_path(request: ImportRequest) -> Path | None:
    """Return where the rejects go; None for a dry run."""
    from leadctl.engine.intake.rejects import default_path

    if request.dry_run:
        return None
    if request.rejects:
        return Path(request.rejects)
    return default_path(request.name or request.path)


def _rejects_file(source: Source, path: Path | None) -> AbstractContextManager[RejectsFile | None]:
    from leadctl.engine.intake.rejects import RejectsFile

    return nullcontext() if path is None else RejectsFile(path, source.header, source.delimiter, bom=source.bom)


def builtin_empty() -> frozenset[str]:
    """Return the cells that mean nothing in any list."""
    from leadctl.engine.normalise.text import EMPTY

    return empty_cells(tuple(EMPTY))


def _carry_over(con: sqlite3.Connection, import_id: int, source: Source, rejects: RejectsFile) -> None:
    """Write the rejects of the interrupted part again: the file was never finished."""
    faults = imports.rejects(con, import_id)
    fault = next(faults, None)
    if fault is None:
        return
    for record in source.records():
        if fault is not None and record.line == fault.line:
            rejects.add(record, fault.column_name, fault.reason)
            fault = next(faults, None)
        if fault is None:
            return
