"""`import territories`: the file is the whole table. Rows that it no longer has are closed, not deleted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from leadctl.config import Config
from leadctl.db import people, settings, territories
from leadctl.db.places import code_forms, code_key
from leadctl.db.territories import Area, Territory
from leadctl.engine.finders.territory_rows import EVERYWHERE, rank
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.engine.territories.check import overlaps
from leadctl.errors import UsageError, did_you_mean
from leadctl.models import place_key

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Record, Source

WHOLE: Final = 1_000_000  # records in a chunk: the whole file, so that what it leaves out can be told
DEFAULT_TABLE: Final = "territories"
PLACES: Final = ("country", "region", "state", "county", "city")
LONGEST: Final = 200  # letters of a place's name
RECIPIENTS: Final = ("user", "team", "account")

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "country": ("country", "country code", "land"),
    "region": ("region", "sales region", "area"),
    "state": ("state", "state code", "province", "bundesland", "state province"),
    "county": ("county", "district", "landkreis", "kreis"),
    "city": ("city", "town", "ort", "place"),
    "postal_code": (
        *("postal code", "zip", "zip code", "zipcode", "zips", "postcode", "plz", "postal codes", "zip codes"),
        *("prefix", "zip prefix", "postal prefix", "range", "zip range", "postal range", "postal"),
    ),
    "postal_from": ("postal from", "zip from", "from zip", "from postal code", "postal code from", "plz von"),
    "postal_to": ("postal to", "zip to", "to zip", "to postal code", "postal code to", "plz bis"),
    "record_type": ("record type", "lead type", "type"),
    "user": ("user", "owner", "login", "rep", "sales rep", "salesperson", "assigned to", "agent", "betreuer"),
    "team": ("team", "group"),
    "account": ("account", "branch", "office", "partner"),
}
_RANGE: Final = re.compile(r"(.+?)\s*(?:\.\.+|…|–|—|\bto\b|\bbis\b|-)\s*(.+)")
_PARTS: Final = re.compile(r"[;,|\n]")


def import_territories(
    con: sqlite3.Connection,
    path: str,
    config: Config,
    now: int,
    *,
    table: str = DEFAULT_TABLE,
    add: bool = False,
    progress: Progress | None = None,
    **flags: Any,
) -> ImportSummary:
    """Return what importing `path` (`-` = stdin) as the territory table `table` did.

    The file is the whole table, unless `add`: rows of the table that it does not have are closed. When rows were
    rejected nothing is closed but what a row of the file replaces. `flags` are further fields of ImportRequest:
    explicit, encoding, delimiter, rejects, strict, dry_run. Raises as run_import does.
    """
    name = table.strip()
    if not name:
        raise UsageError("a territory table needs a name", hint='--table "West"')
    request = ImportRequest(
        "territories", path, VOCABULARY, required=(RECIPIENTS,), empty=config.empty_values, chunk=WHOLE,
        options={"table": name, "add": add}, **flags,
    )  # fmt: skip
    loader = _Loader(con, config, name, add)
    return run_import(con, request, loader.store, now, prepare=loader.prepare, progress=progress)


class _Loader:
    """Reads the rows of one file and makes the table like it."""

    def __init__(self, con: sqlite3.Connection, config: Config, table: str, add: bool) -> None:
        self._table, self._add, self._region = table, add, config.region
        users = people.all_users(con)
        teams, accounts = people.all_teams(con), people.all_accounts(con)
        self._ids: dict[str, Mapping[str, int]] = {
            "user": people.user_lookup(con),
            "team": {t.name.casefold(): t.id for t in teams},
            "account": {a.name.casefold(): a.id for a in accounts},
            "record_type": settings.name_ids(con, "record_type"),
        }
        self._words = {
            "user": people.user_words(users),
            "team": [t.name for t in teams],
            "account": [a.name for a in accounts],
            "record_type": list(settings.names(con, "record_type").values()),
        }
        self._off = {
            "user": {u.id for u in users if u.disabled_at is not None},
            "team": {t.id for t in teams if t.disabled_at is not None},
            "account": {a.id for a in accounts if a.disabled_at is not None},
        }

    def prepare(self, source: Source, ctx: Context) -> None:
        """Say what is not read."""
        unused = [c.header for c in ctx.mapping.columns if c.field is None]
        if unused:
            ctx.summary.notes.append(f"columns not used: {', '.join(unused)}")

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write the table."""
        wanted: dict[tuple[Area, tuple[int | None, ...]], Territory] = {}
        for record, cells in batch.rows():
            for row in self._rows(record, cells, ctx):
                first = wanted.setdefault((row.area, row.recipient), row)
                if first is not row:
                    ctx.count("repeated")
        self._write(con, wanted, ctx)

    def _write(
        self, con: sqlite3.Connection, wanted: dict[tuple[Area, tuple[int | None, ...]], Territory], ctx: Context
    ) -> None:
        standing = territories.standing(con, self._table)
        kept = {(row.area, row.recipient): row for row in standing}
        new = [row for key, row in wanted.items() if key not in kept]
        changed = {row.area for row in new} & {row.area for row in standing}
        gone = [row for key, row in kept.items() if key not in wanted]
        if self._add or ctx.summary.rejected:
            stay = [row for row in gone if row.area not in changed]
            gone = [row for row in gone if row.area in changed]
            if stay and not self._add:
                ctx.summary.notes.append(
                    f"{len(stay):,} rows of table {self._table} that the file does not have stay, because rows were "
                    "rejected: import the corrected rows with --add, or the whole file again"
                )
        territories.close(con, [row.id for row in gone], ctx.import_id, ctx.now)
        territories.insert(con, self._table, new, ctx.import_id, ctx.now)
        if not self._add:
            again = ((kept[key].id, row.line) for key, row in wanted.items() if key in kept)
            territories.renumber(con, ((row_id, line) for row_id, line in again if line is not None))
        replaced = sum(row.area in changed for row in new)
        ctx.count("new", len(new) - replaced)
        ctx.count("changed", replaced)
        ctx.count("unchanged", len(wanted) - len(new))
        ctx.count("closed", sum(row.area not in changed for row in gone))
        crossing = sum(1 for _ in overlaps(territories.standing(con, self._table)))
        if crossing:
            pairs = (
                "pair of rows covers one place and names" if crossing == 1 else "pairs of rows cover one place and name"
            )
            ctx.summary.notes.append(f"{crossing:,} {pairs} others: leadctl territory check {self._table}")

    # ------------------------------------------------------------ one row

    def _rows(self, record: Record, cells: dict[str, str], ctx: Context) -> Iterator[Territory]:
        """Yield the rows of a record: one, or one per postal code that it lists."""
        recipient = self._recipient(record, cells, ctx)
        area = self._area(record, cells, ctx)
        if recipient is None or area is None:
            return
        for first, last in self._codes(record, cells, area.country, ctx):
            row = Territory(0, area._replace(postal_from=first, postal_to=last), *recipient, record.line)
            if not ctx.dropped(record):
                yield row

    def _recipient(
        self, record: Record, cells: dict[str, str], ctx: Context
    ) -> tuple[int | None, int | None, int | None] | None:
        given = [field for field in RECIPIENTS if cells.get(field)]
        if len(given) != 1:
            code = "no-recipient" if not given else "several-recipients"
            named = "names nobody" if not given else f"names a {' and a '.join(given)}"
            ctx.reject(
                record, given[-1] if given else None, cells.get(given[-1]) if given else None, code,
                f"the row {named}; one of user, team, account gets its leads",
            )  # fmt: skip
            return None
        field = given[0]
        found = self._find(record, field, cells[field], ctx)
        if found is None:
            return None
        if found in self._off[field]:
            reason = f'{field} "{cells[field]}" is disabled: its leads wait or go on to the next strategy'
            if ctx.warn(record, field, cells[field], f"disabled-{field}", reason):
                return None
        user, team, account = (found if field == one else None for one in RECIPIENTS)
        return user, team, account

    def _find(self, record: Record, field: str, name: str, ctx: Context) -> int | None:
        found = self._ids[field].get(name.casefold())
        if found is None:
            what = field.replace("_", " ")
            near = did_you_mean(name, self._words[field])
            ctx.reject(record, field, name, f"unknown-{field.replace('_', '-')}", f'no {what} "{name}"{near}')
        return found

    def _area(self, record: Record, cells: dict[str, str], ctx: Context) -> Area | None:
        """Return the area without its postal codes; None when the record was rejected."""
        from leadctl.engine.normalise import place

        long = next((name for name in PLACES if len(cells.get(name, "")) > LONGEST), None)
        if long is not None:
            reason = f"a {long} of more than {LONGEST} letters is no place"
            ctx.reject(record, long, cells[long], "no-place", reason)
            return None
        record_type = country = None
        if cells.get("record_type") and cells["record_type"] != "*":
            record_type = self._find(record, "record_type", cells["record_type"], ctx)
        named = cells.get("country", "")
        if named:
            country = place.country(named)
            if country is None:
                ctx.reject(record, "country", named, "unknown-country", f'"{named}" is not a country')
        state = cells.get("state", "")
        if state:
            code = place.state(state, country or self._region)
            if code is None and place.has_states(country or self._region):
                ctx.reject(
                    record, "state", state, "unknown-state", f'"{state}" is not a state of {country or self._region}'
                )
            state = code or state
        if ctx.dropped(record):
            return None
        keys = {name: place_key(cells.get(name, "")) or None for name in ("region", "county", "city")}
        area = Area(record_type, country, keys["region"], place_key(state) or None, keys["county"], keys["city"])
        codes = cells.get("postal_code") or cells.get("postal_from")
        if rank(area) == EVERYWHERE and not codes and ctx.warn(
            record, None, None, "everywhere", "the row names no place: it takes every lead that no other row takes"
        ):  # fmt: skip
            return None
        return area

    def _codes(
        self, record: Record, cells: dict[str, str], country: str | None, ctx: Context
    ) -> Iterator[tuple[str | None, str | None]]:
        """Yield (first, last) of each postal code, prefix or range of a record; (None, None) when it has none."""
        texts = [part.strip() for part in _PARTS.split(cells.get("postal_code", "")) if part.strip()]
        if cells.get("postal_from"):
            last = cells.get("postal_to", "")
            texts.append(f"{cells['postal_from']} .. {last}" if last else cells["postal_from"])
        if not texts:
            yield None, None
        for text in texts:
            try:
                yield postal_part(text, country or self._region)
            except ValueError as problem:
                ctx.reject(record, "postal_code", text, "bad-postal-code", str(problem))


def postal_part(text: str, country: str) -> tuple[str, str | None]:
    """Return (code, None), (prefix with `*`, None) or (first, last) of `33101`, `331*`, `10000-19999`.

    `12345-6789` is one ZIP+4 in the US, `00-950` one code in Poland: a range has codes of the same length on both
    sides. Raises ValueError.
    """
    if text.endswith(("*", "%", "…")):
        stem = code_key(text[:-1])
        if not stem or "*" in text[:-1]:
            raise ValueError(f'"{text}" is no prefix; write 331*')
        return f"{stem}*", None
    parts = _RANGE.fullmatch(text)
    if parts is not None:
        first, last = (code_forms(country, part) for part in parts.groups())
        if first and last and len(code_key(parts[1])) == len(code_key(parts[2])):
            low, high = first[0], last[0]
            if not (low.isdigit() and high.isdigit()):
                raise ValueError(f'"{text}": ranges are of digits only; list the codes or write a prefix (SW1*)')
            if low > high:
                raise ValueError(f'"{text}" ends before it starts')
            return (low, None) if low == high else (low, high)
    forms = code_forms(country, text)
    if not forms:
        raise ValueError(f'"{text}" is no postal code')
    return forms[0], None
