"""Turns what was typed after `lead list` into a query: fields, operators, values, names of things."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import parse_moment
from leadctl.db import lead_views
from leadctl.db.lead_fields import FIELDS, IDS, ListField, attribute_field, band_field, band_names
from leadctl.db.lead_views import Condition, Query
from leadctl.db.settings import Glance, names
from leadctl.errors import NotFoundError, UsageError, did_you_mean
from leadctl.models import PRIORITIES, slug

if TYPE_CHECKING:
    from leadctl.engine.held import HeldLeads

DEFAULT_COLUMNS: Final = ("id", "name", "company", "country", "source", "status", "owner", "received_at")
NARROW_COLUMNS: Final = ("id", "name", "status", "owner", "received_at")  # on a narrow terminal
HELD_COLUMNS: Final = ("id", "name", "company", "country", "source", "score", "received_at")
DEFAULT_LIMIT: Final = 100
_WHERE = re.compile(r"\s*(.+?)\s*(!=|<=|>=|=|<|>|~)\s*(.*?)\s*", re.DOTALL)
_FORM: Final = 'write FIELD=VALUE, with = != < <= > >= or ~ (contains), e.g. --where "country=US"'


@dataclass(frozen=True)
class ListRequest:
    """`lead list` as typed. `limit` 0 = all; `sort` is FIELD or -FIELD (descending)."""

    where: tuple[str, ...] = ()
    status: str | None = None
    owner: str | None = None
    source: str | None = None
    campaign: str | None = None
    account: str | None = None
    record_type: str | None = None
    named: tuple[str, ...] = ()  # held, waiting, undistributed
    since: str | None = None
    until: str | None = None
    limit: int = DEFAULT_LIMIT
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    find: str | None = None
    reason: str | None = None  # of a hold: with held, only these


@dataclass
class LeadList:
    """What a list shows: fields, rows of their values, how many match in all."""

    fields: tuple[ListField, ...]
    rows: list[tuple[Any, ...]]
    total: int
    every: int  # leads in the database
    newest: int | None  # when the last one in was received


class Builder:
    """Resolves the names of one request against the fields, the attributes and the things in the database."""

    def __init__(self, con: sqlite3.Connection, config: Glance, now: int) -> None:
        self.con = con
        self.config = config
        self.now = now
        self.attributes: dict[str, str] = {}
        self._made: dict[str, ListField] = {}

    def field(self, name: str) -> ListField:
        """Return a lead field or attribute by name, in any case; attributes also as a slug. Raises UsageError."""
        wanted = slug(name)
        if wanted in FIELDS:
            return FIELDS[wanted]
        if wanted == "score_band" and self.config.score_bands:
            self.attributes.update(band_names(self.config.score_bands))
            return band_field(self.config.score_bands)
        if wanted not in self._made:
            self._made[wanted] = self._attribute(name, wanted)
        return self._made[wanted]

    def _attribute(self, name: str, wanted: str) -> ListField:
        kinds = self.config.attribute_kinds()
        from leadctl.db.rules import seen_attributes

        known = list(dict.fromkeys([*seen_attributes(self.con), *kinds]))
        kind = next((k for n, k in kinds.items() if slug(n) == wanted), "text")
        spelled = next((n for n in known if slug(n) == wanted), None)
        if spelled is None:
            raise UsageError(
                f'leads have no field "{name}"{did_you_mean(name, [*FIELDS, *known])}',
                slug="unknown-field",
                hint=f"fields: {', '.join([*FIELDS, *known])}",
            )
        number = sum(key.startswith("attribute") for key in self.attributes)
        self.attributes[f"attribute{number}"] = spelled
        return attribute_field(spelled, kind, number)

    def where(self, text: str) -> list[Condition]:
        """Return the conditions of `FIELD=VALUE`. Raises UsageError (form, field, value), NotFoundError (names)."""
        match = _WHERE.fullmatch(text)
        if match is None:
            raise UsageError(f'--where "{text}" is not a condition', slug="bad-where", hint=_FORM)
        column, operator, value = self.field(match[1]), match[2], match[3]
        operators = (">=", "<=") if column.kind == "date" and operator == "=" and value else (operator,)
        return [self.condition(column, each, value) for each in operators]

    def condition(self, column: ListField, operator: str, text: str) -> Condition:
        """Return one condition with its value in the unit of the data."""
        if not text:
            if operator not in {"=", "!="}:
                raise UsageError(f"{column.name} {operator} needs a value", slug="bad-where", hint=_FORM)
            return Condition(column, operator, None)
        if column.kind == "text" and operator in {"<", ">", "<=", ">="}:
            hint = "[[attribute]] in leadctl.toml gives it a type" if column.attribute else _FORM
            raise UsageError(f"{column.name} is text and has no order", slug="bad-where", hint=hint)
        if column.kind != "text" and operator == "~":
            raise UsageError(f"{column.name} is no text; use = != < >", slug="bad-where", hint=_FORM)
        if operator in {"=", "!="} and column.name in IDS and not column.attribute:
            return Condition(ListField(column.name, "number", IDS[column.name]), operator, self._id(column.name, text))
        try:
            return self._typed(column, operator, text)
        except ValueError as problem:
            raise UsageError(f"{column.name}: {problem}", slug="bad-where", hint=_FORM) from None

    def _id(self, name: str, text: str) -> int:
        """Return the id of the thing of this name. Raises NotFoundError with the nearest name."""
        from leadctl.db import people

        if name == "owner":
            return people.find_user(self.con, text).id
        if name == "account":
            return people.find_account(self.con, text).id
        if name == "team":
            return people.find_team(self.con, text).id
        return name_id(text, names(self.con, name), name.replace("_", " "))

    def _typed(self, column: ListField, operator: str, text: str) -> Condition:
        if column.kind == "date":
            return self._date(column, operator, text)
        if column.kind == "money":
            return Condition(column, operator, _minor_units(text))
        if column.kind == "priority":
            if text.casefold() not in PRIORITIES:
                raise ValueError(f'"{text}" is not a priority{did_you_mean(text, PRIORITIES)}')
            return Condition(column, operator, PRIORITIES[text.casefold()])
        if column.kind == "bool":
            from leadctl.engine.people_text import parse_flag

            return Condition(column, operator, int(parse_flag(text)))
        if column.kind == "number":
            return Condition(column, operator, _number(text))
        return Condition(column, operator, text)

    def _date(self, column: ListField, operator: str, text: str) -> Condition:
        """A date means its whole local day: `<` before it, `>` after it, `<=` until its end, `>=` from its start."""
        zone = self.config.timezone
        first = parse_moment(text, zone, self.now)
        last = parse_moment(text, zone, self.now, date_is_end=True)
        if operator == "!=" and first != last:
            raise ValueError("a whole day cannot be left out; use < and >")
        return Condition(column, operator, last if operator in {">", "<="} else first)


def name_id(text: str, known: Mapping[int, str], what: str) -> int:
    """Return the id whose name is `text` (case ignored). Raises NotFoundError with the nearest name."""
    for row_id, name in known.items():
        if name.casefold() == text.casefold():
            return row_id
    listed = list(known.values())
    raise NotFoundError(
        f'no {what} "{text}"{did_you_mean(text, listed)}',
        slug=f"no-{what.replace(' ', '-')}",
        hint=f"known: {', '.join(listed[:20]) if listed else 'none yet'}",
    )


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            raise ValueError(f'"{text}" is not a number') from None


def _minor_units(text: str) -> int:
    """Return money typed in currency units (`1000`, `1,000.50`) as minor units."""
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        raise ValueError(f'"{text}" is not an amount; write 1000 or 1000.50') from None
    return round(amount * 100)


def search_words(text: str) -> tuple[str, ...]:
    """Return the casefolded words of a search; what looks like a phone number becomes one word of digits."""
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 3 and all(c.isdigit() or c in " +-()./" for c in text):
        return (digits.lstrip("0") or digits,)
    return tuple(dict.fromkeys(text.casefold().split()))


def list_leads(con: sqlite3.Connection, config: Glance, now: int, request: ListRequest) -> LeadList:
    """Return the leads that were asked for. Raises UsageError and NotFoundError with the nearest name."""
    builder = Builder(con, config, now)
    query = _query(builder, request)
    if request.reason is not None:
        from leadctl.engine.held import leads_of

        query = replace(query, ids=tuple(leads_of(con, lead_views.count_holds(con, query, now), request.reason)))
    rows = lead_views.list_leads(con, query, now)
    total = len(rows)
    if query.limit is not None and total == query.limit:
        total = lead_views.count_leads(con, query, now)
    every, newest = (total, None) if rows else lead_views.totals(con)
    return LeadList(query.fields, rows, total, every, newest)


def list_held(con: sqlite3.Connection, config: Glance, now: int, request: ListRequest) -> HeldLeads:
    """Return the held leads by reason, of those that were asked for. Raises UsageError and NotFoundError."""
    from leadctl.engine.held import held

    return held(con, config.whole, now, _query(Builder(con, config, now), request))


def _query(builder: Builder, request: ListRequest) -> Query:
    held = "held" in request.named
    columns = request.columns or (_held_columns(builder, request) if held else DEFAULT_COLUMNS)
    fields = tuple(builder.field(name) for name in columns)
    conditions = [condition for text in request.where for condition in builder.where(text)]
    for name in ("status", "source", "campaign", "record_type"):
        value = getattr(request, name)
        if value is not None:
            conditions.append(builder.condition(FIELDS[name], "=", value))
    conditions += _owner(builder, request.owner)
    conditions += _received(builder, request)
    account = None
    if request.account is not None:
        from leadctl.db import people  # a plain list starts without it

        account = people.subtree_ids(builder.con, people.find_account(builder.con, request.account).id)
    if request.limit < 0:
        raise UsageError(f"--limit {request.limit} is negative; 0 lists all", slug="bad-limit")
    return Query(
        fields=fields,
        conditions=tuple(conditions),
        named=request.named,
        accounts=account,
        words=search_words(request.find) if request.find is not None else (),
        sort=_sort(builder, request.sort),
        limit=request.limit or None,
        attributes=builder.attributes,
    )


def _held_columns(builder: Builder, request: ListRequest) -> tuple[str, ...]:
    """Return what a list of held leads shows: the gate where there may be several, the band where there are bands."""
    at = HELD_COLUMNS.index("score") + 1
    bands = ("score_band",) if builder.config.score_bands else ()
    gates = ("hold",) if (request.reason or "").casefold() == "gate" else ()
    return (*HELD_COLUMNS[:at], *bands, *HELD_COLUMNS[at:], *gates)


def _owner(builder: Builder, owner: str | None) -> list[Condition]:
    if owner is None:
        return []
    if owner.casefold() == "none":
        return [Condition(ListField("owner", "number", IDS["owner"]), "=", None)]
    return [builder.condition(FIELDS["owner"], "=", owner)]


def _received(builder: Builder, request: ListRequest) -> list[Condition]:
    """--since and --until bound the create date; a date as the end includes that day."""
    zone, found = builder.config.timezone, []
    if request.since is not None:
        found.append(Condition(FIELDS["received_at"], ">=", parse_moment(request.since, zone, builder.now)))
    if request.until is not None:
        last = parse_moment(request.until, zone, builder.now, date_is_end=True)
        found.append(Condition(FIELDS["received_at"], "<=", last))
    return found


def _sort(builder: Builder, texts: Sequence[str]) -> tuple[tuple[ListField, bool], ...]:
    return tuple((builder.field(text.removeprefix("-")), text.startswith("-")) for text in texts)
