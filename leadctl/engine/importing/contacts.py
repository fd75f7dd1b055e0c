"""E-mail, phone, country and state columns: normalised, raw value kept, doubts put down as warnings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.intake.own import KEY, is_own

_CACHED: Final = 20_000  # spellings of places remembered: memory stays flat


class ContactReader:
    """Reads how and where a lead can be reached. `region`: whose numbers they are when no country says so."""

    def __init__(self, region: str) -> None:
        from leadctl.engine.normalise import email, phone, place

        self._email, self._phone, self._place = email, phone, place
        self.region = region
        self._countries: dict[str, str | None] = {}
        self._states: dict[tuple[str, str | None], str | None] = {}

    def read(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        """Fill the columns of `rows`; positions rejected under --strict are added to `bad`.

        In a file of leadctl's own, states and national numbers of leads with a key stay as they were: they were read
        when they first came, perhaps with another country beside them.
        """
        own = is_own([column.header for column in batch.mapping.columns])
        kept = frozenset(i for i, cell in enumerate(batch.column(KEY)) if cell) if own else frozenset[int]()
        for field in ("email", "email2"):
            if batch.has(field):
                self._emails(batch, ctx, rows, bad, field)
        regions = self._read_countries(batch, ctx, rows, bad)
        self._read_states(batch, ctx, rows, bad, regions, kept)
        for field in ("phone", "mobile"):
            if batch.has(field):
                self._phones(batch, ctx, rows, bad, field, regions, kept)
        self._extensions(batch, rows)
        self._seconds(batch, rows, regions)

    def _emails(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int], field: str) -> None:
        cells = batch.column(field)
        read = self._email.emails(cells)
        values: Column = [value for value, _ in read]
        if field == "email":
            rows.columns["email"] = values
            rows.columns["email_raw"] = _raw(cells, values)
        else:
            rows.columns[field] = [v or c or None for v, c in zip(values, cells, strict=True)]
        self._doubt(batch, ctx, bad, field, "bad-email", [(i, p) for i, (_, p) in enumerate(read) if p])

    def _phones(
        self,
        batch: Batch,
        ctx: Context,
        rows: LeadRows,
        bad: set[int],
        field: str,
        regions: Sequence[str],
        kept: frozenset[int],
    ) -> None:
        cells = batch.column(field)
        read = self._phone.phones(cells, regions)
        for i in kept:
            if not cells[i].startswith("+"):
                read[i] = (None, None, None)
        values: Column = [value for value, _, _ in read]
        rows.columns[field] = values
        rows.columns[f"{field}_raw"] = _raw(cells, values)
        if field == "phone":
            rows.columns["phone_ext"] = [ext for _, ext, _ in read]
        self._doubt(batch, ctx, bad, field, "bad-phone", [(i, p) for i, (_, _, p) in enumerate(read) if p])

    def _extensions(self, batch: Batch, rows: LeadRows) -> None:
        """A column of extensions fills what the phone column does not say itself."""
        if batch.has("phone_ext"):
            given = [c or None for c in batch.column("phone_ext")]
            found = rows.columns.get("phone_ext")
            rows.columns["phone_ext"] = given if found is None else [f or g for f, g in zip(found, given, strict=True)]

    def _seconds(self, batch: Batch, rows: LeadRows, regions: Sequence[str]) -> None:
        """Put the second address of an e-mail cell into email2, the second number of a phone cell into mobile.

        Only where those are empty in the file; what comes third stays in the raw cell alone.
        """
        if batch.has("email"):
            cells = batch.column("email")
            for i in [i for i, cell in enumerate(cells) if cell.count("@") > 1]:
                _fill(batch, rows, "email", "email2", i, self._email.split_emails(cells[i]))
        if batch.has("phone"):
            cells, several = batch.column("phone"), self._phone.maybe_several
            firsts = enumerate(zip(cells, rows.columns["phone"], strict=True))
            longer = [i for i, (cell, first) in firsts if first and len(cell) > len(first) + 3]  # room for another
            for i in [i for i in longer if several(cells[i])]:
                _fill(batch, rows, "phone", "mobile", i, self._phone.split_phones(cells[i], regions[i]))

    def _read_countries(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> list[str]:
        """Return the region of each lead's numbers: its country, else the import's."""
        if not batch.has("country"):
            return [self.region] * len(batch)
        cells = batch.column("country")
        known = self._countries
        if len(known) > _CACHED:
            known.clear()
        for cell in set(cells):
            if cell and cell not in known:
                known[cell] = self._place.country(cell)
        found = [known[c] if c else None for c in cells]
        rows.columns["country"] = [f or c or None for f, c in zip(found, cells, strict=True)]
        unknown = [(i, "not a country") for i, f in enumerate(found) if f is None and cells[i]]
        self._doubt(batch, ctx, bad, "country", "unknown-country", unknown)
        return [f or self.region for f in found]

    def _read_states(
        self,
        batch: Batch,
        ctx: Context,
        rows: LeadRows,
        bad: set[int],
        regions: Sequence[str],
        kept: frozenset[int],
    ) -> None:
        if not batch.has("state"):
            return
        cells = batch.column("state")
        known = self._states
        if len(known) > _CACHED:
            known.clear()
        pairs = list(zip(cells, regions, strict=True))
        for pair in set(pairs):
            if pair[0] and pair not in known:
                known[pair] = self._place.state(*pair)
        found = [known[p] if p[0] else None for p in pairs]
        for i in kept:
            found[i] = cells[i] or None
        rows.columns["state"] = [f or c or None for f, c in zip(found, cells, strict=True)]
        unknown = [
            (i, f"not a state of {regions[i]}")
            for i, f in enumerate(found)
            if f is None and cells[i] and self._place.has_states(regions[i])
        ]
        self._doubt(batch, ctx, bad, "state", "unknown-state", unknown)

    def _doubt(
        self,
        batch: Batch,
        ctx: Context,
        bad: set[int],
        field: str,
        code: str,
        problems: Sequence[tuple[int, str]],
    ) -> None:
        for i, problem in problems:
            cell = batch.column(field)[i]
            if ctx.warn(batch.record(i), field, cell, code, f'{field} "{cell}": {problem}'):
                bad.add(i)


def _fill(batch: Batch, rows: LeadRows, first: str, second: str, i: int, found: Sequence[str]) -> None:
    """Store the first of `found` that is not in `first` already as `second` of lead `i`, if the file has none."""
    other = next((value for value in found if value != rows.columns[first][i]), None)
    if other is not None and not batch.column(second)[i]:
        rows.columns.setdefault(second, [None] * len(rows))[i] = other


def _raw(cells: Sequence[str], values: Column) -> Column:
    """Return the cells where the normalised value differs."""
    return [None if c == v or not c else c for c, v in zip(cells, values, strict=True)]
