"""import leads: one file of leads, from its bytes to leads with identity, score, state and holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from leadctl.clock import DAY, parse_moment
from leadctl.config import Config
from leadctl.engine.importing.batch import Batch, Context, cleaned, empty_cells
from leadctl.engine.importing.content import Repeated, contactless
from leadctl.engine.importing.frame import CHUNK, SAMPLE, builtin_empty, run_import
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.store import LeadStore
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.errors import UsageError, did_you_mean
from leadctl.models import slug

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Column, Mapping_, Vocabulary
    from leadctl.engine.intake.source import Block, Source
    from leadctl.engine.normalise.dates import DateParser, DateScan

PAST: Final = 20 * 366  # days back in which a lead of a list may have come


def import_leads(
    con: sqlite3.Connection, options: LeadOptions, config: Config, now: int, progress: Progress | None = None
) -> ImportSummary:
    """Return what the import of the file did. `now` in seconds UTC.

    Raises UsageError for a file, flag or column that does not exist, ConflictError when another import of the same
    file was interrupted. Rows that cannot be used are rejects, never errors.
    """
    _check(options, config)
    request, since = request_of(options, config, now)
    held: list[LeadStore] = []
    repeated = Repeated()

    def prepare(source: Source, ctx: Context) -> None:
        ctx.summary.notes += contactless(con, source, ctx.mapping, options.source)
        dates = settle_dates(source, ctx, options, config, request)
        comma = settle_commas(source, ctx.mapping, config)
        ctx.summary.notes += [*_owners_unread(source, ctx.mapping), *_dates_unread(source, ctx.mapping, config, now)]
        held.append(LeadStore(options, config, now, dates=dates, comma=comma, owned_since=since))

    def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        held[0](con, batch, ctx)
        repeated.look(batch, ctx)

    summary = run_import(con, request, store, now, prepare=prepare, progress=progress)
    summary.notes += repeated.notes()
    if held and held[0].ready:
        summary.paste = held[0].reader.statuses.to_paste()
    return summary


def _owners_unread(source: Source, mapping: Mapping_) -> list[str]:
    """Return a note about a column that most likely names owners and is kept as an attribute; none for an empty one."""
    from leadctl.engine.intake.header import tidy
    from leadctl.engine.intake.mapping import find_owner

    if mapping.index("owner") is not None or mapping.index("recipient") is not None:
        return []
    header = find_owner([column.header for column in mapping.columns if column.attribute])
    index = next((column.index for column in mapping.columns if column.header == header), None)
    if index is None or not any(row[index].strip() for row in source.samples(200)):
        return []
    name = tidy(header or "")
    return [f'column "{name}" is kept as an attribute; --owner-column "{name}" records who has each lead']


def _dates_unread(source: Source, mapping: Mapping_, config: Config, now: int) -> list[str]:
    """Return a note about columns of dates that are kept as attributes where no column says when the leads came.

    Days to come, and those of long ago, are of something else: appointments, birthdays. Declared attributes are known.
    """
    from leadctl.engine.intake.header import tidy
    from leadctl.engine.normalise.dates import all_days

    if mapping.index("received_at") is not None:
        return []
    declared = {slug(rule.name) for rule in config.attributes}
    rows = source.samples(200)
    found = []
    for column in mapping.columns:
        if column.attribute and slug(column.attribute) not in declared:
            cells = [cell for row in rows if (cell := row[column.index].strip())]
            if cells and all_days(cells, now - PAST * DAY, now + DAY):
                found.append(tidy(column.header))
    if not found:
        return []
    names = ", ".join(f'"{name}"' for name in found)
    look = "looks" if len(found) == 1 else "look"
    return [f'no column says when they came; {names} {look} like dates: --map "{found[0]}=received_at"']


def request_of(options: LeadOptions, config: Config, now: int) -> tuple[ImportRequest, int | None]:
    """Return the request for the import loop, and the one time since when owners have their leads, if one is given."""
    from leadctl.engine.intake.mapping import lead_vocabulary

    explicit = dict(options.explicit)
    since = None
    if options.owner_column:
        explicit[options.owner_column] = "owner"
    if options.recipient_column:
        explicit[options.recipient_column] = "recipient"
    if options.owned_since:
        try:
            since = parse_moment(options.owned_since, options.zone or config.timezone, now)
        except UsageError:
            explicit[options.owned_since] = "owned_since"  # no time: the name of a column
    request = ImportRequest(
        kind="leads",
        path=options.path,
        vocabulary=_without_attributes(lead_vocabulary(), config),
        explicit=explicit,
        empty=(*config.empty_values, *options.empty),
        encoding=options.encoding,
        delimiter=options.delimiter,
        rejects=options.rejects,
        strict=options.strict,
        dry_run=options.dry_run,
        options=options.outcome(),
    )
    return request, since


def _without_attributes(vocabulary: Vocabulary, config: Config) -> Vocabulary:
    """Return the vocabulary without the headers that the rules declare as attributes: `Budget` may be one."""
    from leadctl.engine.intake.header import key

    declared = {key(rule.name) for rule in config.attributes}
    for field, aliases in vocabulary.items():
        vocabulary[field] = tuple(alias for alias in aliases if key(alias) not in declared)
    return vocabulary


def _check(options: LeadOptions, config: Config) -> None:
    """Refuse flags that cannot work before anything is opened."""
    wanted = options.record_type
    if wanted and wanted.casefold() not in {name.casefold() for name in config.record_types}:
        raise UsageError(
            f'no record type "{wanted}"{did_you_mean(wanted, config.record_types)}',
            slug="unknown-record-type",
            hint=f"the rules know {', '.join(config.record_types)}",
        )
    if options.owned_since and not options.owner_column and "owner" not in options.explicit.values():
        raise UsageError("--owned-since needs --owner-column", hint='--owner-column "Lead Owner"')
    if options.update_owner and not options.owner_column and "owner" not in options.explicit.values():
        raise UsageError("--update-owner needs --owner-column", hint='--owner-column "Lead Owner"')


# ---------------------------------------------------------------- what whole columns decide


def settle_dates(
    source: Source, ctx: Context, options: LeadOptions, config: Config, request: ImportRequest
) -> Mapping[int, DateParser]:
    """Return column -> parser of its dates; day and month are told apart by all values of the column.

    The file is read through for that at once when its first rows have such dates, else when the first such cell comes.
    """
    from leadctl.engine.normalise.dates import DateParser, DateScan, region_dayfirst

    columns = _date_columns(ctx.mapping, config)
    empty = empty_cells(request.empty) | builtin_empty()
    usual = region_dayfirst(options.region or config.region)

    def look(blocks: Iterable[Block]) -> dict[int, DateScan]:
        scans = {c.index: DateScan() for c in columns}
        for block in blocks:
            for column in columns:
                cells = cleaned([row[column.index] for row in block.rows], empty)
                scans[column.index].look(filter(None, column.cut(cells)))
        return scans

    @cache
    def settled() -> dict[int, DateParser]:
        scans = look(source.blocks(CHUNK) if columns and options.dayfirst is None else ())
        found: dict[int, DateParser] = {}
        for column in columns:
            parser = scans[column.index].settle(options.dayfirst, default_dayfirst=usual)
            ctx.summary.notes += [f"{column.header}: {note}" for note in parser.notes]
            found[column.index] = parser
        return found

    first = look(islice(source.blocks(SAMPLE), 1))
    if options.dayfirst is not None or any(scan.numeric for scan in first.values()):
        return settled()
    return {c.index: DateParser("mdy", [], later=partial(lambda at: settled()[at], c.index)) for c in columns}


def _date_columns(mapping: Mapping_, config: Config) -> list[Column]:
    kinds = {slug(name): kind for name, kind in config.attribute_kinds().items()}
    return [
        c
        for c in mapping.columns
        if c.field in ("received_at", "owned_since") or (c.attribute and kinds.get(slug(c.attribute)) == "date")
    ]


def settle_commas(source: Source, mapping: Mapping_, config: Config) -> Mapping[int, bool | None]:
    """Return column -> whether a comma starts the decimals, from the first 5,000 rows; None = the cell alone tells."""
    from leadctl.engine.normalise.money import comma_decimal

    kinds = {slug(name): kind for name, kind in config.attribute_kinds().items()}
    columns = [
        c.index
        for c in mapping.columns
        if c.field == "value" or (c.attribute and kinds.get(slug(c.attribute)) == "money")
    ]
    if not columns:
        return {}
    rows = source.samples(CHUNK)
    return {at: comma_decimal([row[at] for row in rows if row[at]]) for at in columns}
