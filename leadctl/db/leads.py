"""The lead table: finding one lead by what a person types, and reading leads as rows for the rules."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from leadctl.db.behaviour import FOREVER, Behaviour, is_behaviour
from leadctl.errors import ConflictError, NotFoundError
from leadctl.models import LEAD_FIELDS, slug

# ---------------------------------------------------------------- rows for rules

# Fields that are not a column of `lead`: the expression, and the join it needs.
_JOINED: Final[dict[str, tuple[str, str]]] = {
    "product": ("pr.name", "left join product pr on pr.id = l.product_id"),
    "source": ("so.name", "left join source so on so.id = l.source_id"),
    "source_type": ("so.source_type", "left join source so on so.id = l.source_id"),
    "campaign": ("ca.name", "left join campaign ca on ca.id = l.campaign_id"),
    "record_type": ("rt.name", "join record_type rt on rt.id = l.record_type_id"),
    "status": ("st.name", "join status st on st.id = s.status_id"),
    "system_status": (
        "sv.system",
        "left join status_version sv on sv.status_id = s.status_id and sv.valid_to is null",
    ),
    "owner": ("ow.login", "left join user ow on ow.id = s.owner_id"),
    "account": ("ac.name", "join account ac on ac.id = s.holder_account_id"),
    "score": ("l.score", ""),
    "last_work": ("s.last_work_at", ""),
}


def load_rows(
    con: sqlite3.Connection, lead_ids: Sequence[int], fields: Sequence[str], now: int = FOREVER
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield (lead id, values in the order of `fields`) of these leads in the order given.

    Fields are lead fields, derived fields or attributes (any spelling that gives the same slug). Money in minor
    units, times in seconds UTC, bools 0/1, priority 1 to 3, None where empty. Touches count up to `now`.
    """
    sql, wanted, touched = _rows_sql(fields)
    behaviour = Behaviour(con, lead_ids, [fields[at] for at in touched], now) if touched else None
    cursor = con.execute(sql, {"ids": json.dumps(list(lead_ids))})
    if not wanted and behaviour is None:
        for row in cursor:
            yield row[0], row[1:]
        return
    places: dict[str, int | None] = {}
    for lead_id, attributes, *values in cursor:
        if attributes and wanted:
            _fill(values, json.loads(attributes), wanted, places)
        if behaviour is not None:
            for at, value in zip(touched, behaviour.of(lead_id), strict=True):
                values[at] = value
        yield lead_id, tuple(values)


def _rows_sql(fields: Sequence[str]) -> tuple[str, dict[str, int], list[int]]:
    """Return the select; for attributes slug -> position among the fields; the positions counted from touches."""
    expressions, joins, touched = [], dict[str, None](), []
    wanted: dict[str, int] = {}
    for position, field in enumerate(fields):
        if field in _JOINED:
            expression, join = _JOINED[field]
            expressions.append(expression)
            joins[join] = None
        elif field in LEAD_FIELDS:
            expressions.append(f"l.{field}")
        elif is_behaviour(field):
            expressions.append("null")
            touched.append(position)
        else:
            expressions.append("null")
            wanted[slug(field)] = position
    stateful = any("s." in text for text in (*expressions, *joins))
    extra = ["l.attributes"] if wanted else ["null"] if touched else []
    selected = ", ".join(["l.id", *extra, *expressions])
    source = "json_each(:ids) c cross join lead l on l.id = c.value"
    source += " join lead_state s on s.lead_id = l.id" if stateful else ""
    return f"select {selected} from {source} {' '.join(joins)} order by c.key", wanted, touched


def _fill(values: list[Any], attributes: dict[str, Any], wanted: dict[str, int], places: dict[str, int | None]) -> None:
    """Put the wanted attributes of one lead into their places; `places` remembers each spelling met."""
    for name, value in attributes.items():
        if name not in places:
            places[name] = wanted.get(slug(name))
        place = places[name]
        if place is not None:
            values[place] = int(value) if isinstance(value, bool) else value


# ---------------------------------------------------------------- one lead by what was typed

_BY: Final[dict[str, str]] = {
    "id": "id = :number",
    "external id": "external_id = :text",
    "e-mail": "email in (:text, :lower)",
    "phone": "phone in (:text, :e164)",
}
_SHOWN = "id, external_id, full_name, company, email, phone"


def resolve_lead(con: sqlite3.Connection, text: str, region: str = "US") -> int:
    """Return the id of the one lead that `text` names: id, #id, external id, e-mail or phone (read as in `region`).

    An id of a lead taken back with its import counts, nothing else of such a lead does. Raises NotFoundError when
    there is none and ConflictError, with the list, when there are several.
    """
    wanted = text.strip()
    if wanted.startswith("#"):
        return _by_number(con, wanted)
    parameters = {
        "text": wanted,
        "lower": wanted.lower(),
        "number": int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else -1,
        "e164": _e164(wanted, region),
    }
    hits: dict[int, tuple[Any, ...]] = {}
    for by, condition in _BY.items():
        alive = "" if by == "id" else " and undone_at is null"
        sql = f"select {_SHOWN} from lead where {condition}{alive} order by id limit 20"
        hits.update((row[0], row) for row in con.execute(sql, parameters))
    if not hits:
        raise NotFoundError(
            f'no lead "{text}"', slug="no-lead", hint="name an id, external id, e-mail or phone; leadctl lead find TEXT"
        )
    if len(hits) > 1:
        listed = "; ".join(" ".join(str(v) for v in row if v) for _, row in sorted(hits.items()))
        raise ConflictError(
            f'"{text}" names {len(hits)} leads: {listed}', slug="ambiguous-lead", hint="#42 is the lead with the id 42"
        )
    return int(next(iter(hits)))


PERSON_SQL: Final = """
select min(id), sum(email not in (:text, :lower) or email is null) from lead
where (email in (:text, :lower) or external_id = :text) and undone_at is null
"""


def resolve_person(con: sqlite3.Connection, text: str, region: str = "US") -> int:
    """Return the id of a lead of the person that `text` names: as resolve_lead does, but of several leads of one
    e-mail address the first, since they are one person's.
    """
    wanted = text.strip()
    if "@" in wanted:
        first, others = con.execute(PERSON_SQL, {"text": wanted, "lower": wanted.lower()}).fetchone()
        if first is not None and not others:
            return int(first)
    return resolve_lead(con, text, region)


def _by_number(con: sqlite3.Connection, text: str) -> int:
    """Return the id in `#42`: for ids that are also somebody's external id."""
    digits = text[1:].strip()
    known = digits.isascii() and digits.isdecimal() and len(digits) < 19
    row = con.execute("select id from lead where id = ?", (int(digits) if known else -1,)).fetchone()
    if row is None:
        raise NotFoundError(f"no lead {text}", slug="no-lead", hint="leadctl lead find TEXT")
    return int(row[0])


def _e164(text: str, region: str) -> str:
    """Return the number in E.164 when `text` looks like one, else the text."""
    digits = sum(c.isdigit() for c in text)
    if digits < 6 or "@" in text or any(c.isalpha() for c in text):
        return text
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


# ---------------------------------------------------------------- writing

_COLUMN_NAMES: Final = """
id record_type_id identity external_id first_name last_name full_name email email_raw email2 phone phone_ext phone_raw
mobile mobile_raw company job_title country state city postal_code street website industry language product_id
source_id campaign_id value priority confidence urgency notes first_status_id do_not_contact attributes score
score_parts search_text received_at received_kind imported_at import_id import_line"""
_LEAD_COLUMNS: Final = frozenset(_COLUMN_NAMES.split())
STATE_COLUMNS: Final = (
    "lead_id, status_id, status_since, owner_id, holder_account_id, open_distribution_id, duplicate_of,"
    " named_user_id, hold_code, waiting, added_at"
)
INSERT_STATE_SQL = f"insert into lead_state ({STATE_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

INSERT_CHANGE_SQL = """
insert into lead_change (lead_id, import_id, field, old, new, recorded_at) values (?, ?, ?, ?, ?, ?)"""

SCORE_SQL = "update lead set score = :score, score_parts = :parts where id = :lead"
PASSAGE_SQL = "update lead_state set open_distribution_id = :passage where lead_id = :lead"

SEARCH_SQL = "update lead set search_text = :text where id = :lead"

ADDED_SQL = "update lead_state set added_at = :at where lead_id = :lead"
BY_IDENTITY_SQL = """
select l.identity, l.id from json_each(:keys) k cross join lead l
where l.identity = k.value and l.undone_at is null"""


def next_id(con: sqlite3.Connection) -> int:
    """Return the id that the next lead gets. Leads are never deleted, so ids only grow."""
    return int(con.execute("select coalesce(max(id), 0) + 1 from lead").fetchone()[0])


def insert_leads(con: sqlite3.Connection, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert leads from tuples in the order of `columns`; the caller holds the transaction and numbers the ids."""
    assert _LEAD_COLUMNS.issuperset(columns), set(columns) - _LEAD_COLUMNS
    con.executemany(f"insert into lead ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", rows)


def insert_states(con: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Insert lead_state rows in the order of STATE_COLUMNS."""
    con.executemany(INSERT_STATE_SQL, rows)


def by_identity(con: sqlite3.Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return identity -> lead id of those of `keys` that are known and not taken back."""
    return dict(con.execute(BY_IDENTITY_SQL, {"keys": json.dumps(list(keys))}).fetchall())


def cells(con: sqlite3.Connection, lead_ids: Iterable[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """Return lead id -> the stored values of `columns` of the lead table."""
    assert _LEAD_COLUMNS.issuperset(columns), set(columns) - _LEAD_COLUMNS
    selected = ", ".join(["l.id", *(f"l.{c}" for c in columns)])
    sql = f"select {selected} from json_each(:ids) k cross join lead l where l.id = k.value"
    return {row[0]: row[1:] for row in con.execute(sql, {"ids": json.dumps(list(lead_ids))})}


def update_cells(con: sqlite3.Connection, lead_id: int, values: dict[str, Any]) -> None:
    """Overwrite columns of one lead."""
    assert _LEAD_COLUMNS.issuperset(values), set(values) - _LEAD_COLUMNS
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    con.execute(f"update lead set {assignments} where id = :lead", {**values, "lead": lead_id})
    if "received_at" in values:
        con.execute(ADDED_SQL, {"lead": lead_id, "at": values["received_at"]})


def add_changes(
    con: sqlite3.Connection, rows: Iterable[tuple[int, int | None, str, str | None, str | None, int]]
) -> None:
    """Keep what was overwritten: rows of lead, import, field, old, new, recorded at."""
    con.executemany(INSERT_CHANGE_SQL, rows)


def set_scores(con: sqlite3.Connection, rows: Iterable[tuple[int, int, str | None]]) -> None:
    """Write scores: rows of lead, score, parts as JSON or None."""
    con.executemany(SCORE_SQL, ({"lead": lead, "score": score, "parts": parts} for lead, score, parts in rows))


def set_search_texts(con: sqlite3.Connection, rows: Iterable[tuple[int, str | None]]) -> None:
    """Write the folded texts for `lead find`: rows of lead, text."""
    con.executemany(SEARCH_SQL, ({"lead": lead, "text": text} for lead, text in rows))


ALL_SQL = "select id from lead where undone_at is null order by id"
WAITING_OF_TYPES_SQL = """
select s.lead_id from lead_state s cross join lead l on l.id = s.lead_id
where s.waiting = 1 and l.undone_at is null and l.record_type_id in (select value from json_each(:types))
order by s.lead_id"""


def all_ids(con: sqlite3.Connection) -> list[int]:
    """Return every lead that was not taken back, by id."""
    return [row[0] for row in con.execute(ALL_SQL)]


def waiting_of_types(con: sqlite3.Connection, type_ids: Iterable[int]) -> list[int]:
    """Return the waiting leads of these record types, by id."""
    return [row[0] for row in con.execute(WAITING_OF_TYPES_SQL, {"types": json.dumps(list(type_ids))})]


def open_passages(con: sqlite3.Connection, passages: Mapping[int, int]) -> None:
    """Note the open passage of leads: lead id -> distribution id."""
    con.executemany(PASSAGE_SQL, ({"lead": lead, "passage": passage} for lead, passage in passages.items()))
