"""What every column may say of a person: the one list that erasing, handing out and sharing go by.

A column that is not listed here is unknown: a copy to be shared is refused then, and a test names the column.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What the texts of a column are."""

    PLAIN = "plain"  # words of leadctl, numbers, ids, times, zones: of nobody
    PUBLIC = "public"  # where the cities of the world lie
    WORD = "word"  # words of the house or of a file, which many rows share: sources, kinds of work, tags
    RULES = "rules"  # a rules file, or JSON that speaks in its words
    NAME = "name"  # of a person
    LOGIN = "login"  # of a user, as commands, rules and the shell know him
    EMAIL = "email"
    PHONE = "phone"  # in E.164
    COMPANY = "company"
    ACCOUNT = "account"  # of an account or team
    PLACE = "place"  # towns and postal codes of leads, offices, territories
    FREE = "free"  # sentences, and whatever a file brought
    ID = "id"  # how another system calls it
    ATTRIBUTES = "attributes"  # JSON object of columns that nobody knows
    KEY = "key"  # by what a company or person is recognised; its `kind` says how
    HASH = "hash"  # a number or text made from the data that gives it away to whoever has a guess
    CELL = "cell"  # a cell of any field, named beside it
    FILE = "file"  # where a file lay
    ALERT = "alert"  # JSON of a message to somebody
    CHANNELS = "channels"  # where a user is told


_LISTED: Final[dict[str, dict[Kind, str]]] = {
    "meta": {Kind.PLAIN: "key", Kind.RULES: "value"},
    "config_version": {Kind.RULES: "text", Kind.HASH: "sha256", Kind.LOGIN: "applied_by"},
    "record_type": {Kind.WORD: "name"},
    "source": {Kind.WORD: "name source_type"},
    "campaign": {Kind.WORD: "name"},
    "product": {Kind.WORD: "name"},
    "status": {Kind.WORD: "name"},
    "status_version": {Kind.PLAIN: "system"},
    "strategy": {Kind.WORD: "name"},
    "strategy_enabled": {Kind.PLAIN: "mode method"},
    "account": {
        Kind.ACCOUNT: "name",
        Kind.LOGIN: "owner_wanted",
        Kind.PLAIN: "kind country",
        Kind.ATTRIBUTES: "attributes",
        Kind.PLACE: "state city postal_code latitude longitude",
    },
    "account_disabled": {Kind.FREE: "reason"},
    "user": {
        Kind.LOGIN: "login",
        Kind.NAME: "name",
        Kind.EMAIL: "email",
        Kind.PLAIN: "timezone quiet_hours",
        Kind.CHANNELS: "channels",
    },
    "user_disabled": {Kind.FREE: "reason"},
    "team": {Kind.ACCOUNT: "name", Kind.LOGIN: "owner_wanted"},
    "team_disabled": {Kind.FREE: "reason"},
    "user_tag": {Kind.WORD: "tag rule"},
    "shift": {Kind.PLAIN: "timezone"},
    "absence": {Kind.FREE: "reason"},
    "import": {Kind.PLAIN: "kind", Kind.FILE: "file", Kind.HASH: "sha256", Kind.RULES: "options counts"},
    "import_reject": {Kind.WORD: "column_name", Kind.FREE: "value reason", Kind.PLAIN: "code"},
    "lead": {
        Kind.HASH: "identity",
        Kind.ID: "external_id",
        Kind.NAME: "first_name last_name full_name",
        Kind.EMAIL: "email email2",
        Kind.PHONE: "phone mobile",
        Kind.COMPANY: "company",
        Kind.PLACE: "city postal_code",
        Kind.WORD: "country state industry language confidence urgency",
        Kind.FREE: "email_raw phone_raw mobile_raw phone_ext job_title street website notes search_text",
        Kind.ATTRIBUTES: "attributes",
        Kind.RULES: "score_parts",
        Kind.PLAIN: "received_kind",
    },
    "lead_state": {Kind.RULES: "hold_code"},
    "lead_key": {Kind.HASH: "rule_key key"},
    "lead_change": {Kind.PLAIN: "field", Kind.CELL: "old new"},
    "candidate_set": {Kind.PLAIN: "digest members"},
    "distribution": {
        Kind.PLAIN: "level mode origin end_kind system_then path ledger_band",
        Kind.ID: "external_id",
        Kind.LOGIN: "recorded_by",
        Kind.WORD: "reject_reason",
    },
    "credit": {Kind.PLAIN: "band"},
    "credit_checkpoint": {Kind.PLAIN: "vector loads band"},
    "hold": {Kind.RULES: "code", Kind.PLAIN: "path"},
    "transfer": {Kind.LOGIN: "actor", Kind.FREE: "reason"},
    "activity": {
        Kind.PLAIN: "kind from_system to_system origin",
        Kind.WORD: "name",
        Kind.FREE: "note void_reason",
        Kind.ID: "external_id",
        Kind.LOGIN: "recorded_by voided_by",
    },
    "touch": {Kind.PLAIN: "kind", Kind.WORD: "name", Kind.ID: "external_id"},
    "opportunity": {Kind.ID: "key", Kind.FREE: "note"},
    "run": {Kind.PLAIN: "kind seed", Kind.RULES: "options counts"},
    "released": {Kind.PLAIN: "how", Kind.FREE: "reason", Kind.LOGIN: "actor"},
    "unavailable": {Kind.PLAIN: "kind", Kind.FREE: "reason", Kind.LOGIN: "recorded_by"},
    "place": {Kind.PUBLIC: "country state city postal_code latitude longitude zone"},
    "customer": {Kind.ID: "external_id", Kind.COMPANY: "name", Kind.LOGIN: "manager_wanted"},
    "customer_key": {Kind.PLAIN: "kind", Kind.KEY: "value"},
    "company_key": {Kind.PLAIN: "kind", Kind.KEY: "value"},
    "territory": {
        Kind.WORD: "table_name",
        Kind.PLAIN: "country",
        Kind.PLACE: "region state county city postal_from postal_to",
    },
    "override": {Kind.LOGIN: "actor", Kind.FREE: "reason"},
    "follow_up": {Kind.FREE: "note", Kind.LOGIN: "recorded_by"},
    "notice": {Kind.PLAIN: "kind"},
    "report_filter": {Kind.PLAIN: "report", Kind.WORD: "name", Kind.RULES: "question", Kind.LOGIN: "saved_by"},
    "cost": {Kind.PLAIN: "first_day last_day"},
    "outbox": {
        Kind.HASH: "message",
        Kind.PLAIN: "kind channel",
        Kind.ALERT: "payload",
        Kind.FREE: "error",
        Kind.LOGIN: "dropped_by",
    },
    "exported": {Kind.PLAIN: "target", Kind.HASH: "digest"},
    "erasure": {Kind.FREE: "reason", Kind.LOGIN: "actor"},
}  # fmt: skip
PERSONAL: Final[dict[str, dict[str, Kind]]] = {
    table: {column: kind for kind, names in kinds.items() for column in names.split()}
    for table, kinds in _LISTED.items()
}

# Integer columns by name: counts, flags, amounts, times and numbers of rows. Another name has to be looked at first.
NUMBERS: Final = frozenset(
    """id amount auto_accept auto_accepted applied_at next_line line warning imported_at received_at undone_at
    created_at valid_from valid_to value priority score do_not_contact import_line micro weight per_hour per_day
    per_week open_cap crm probability max_unworked weekday starts ends population alias given wins rate added_at
    pull_count queue_ready waiting status_since ledger_cost actions status_changes appointments again offered shared
    offer_round uncount tries is_default since not_before""".split()  # noqa: SIM905  reads better as text
)
# These endings too: references and moments.
_ENDINGS: Final = ("_id", "_at", "_by", "_of")

COLUMNS_SQL: Final = """
select m.name, c.name, c.type, c."notnull", c.dflt_value
from sqlite_schema m join pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name not like '\\_%' escape '\\'
order by m.name, c.cid
"""


class Column(NamedTuple):
    """One column that is listed: where it is, what it says, and whether it may be empty."""

    table: str
    name: str
    kind: Kind
    nullable: bool


def columns(con: sqlite3.Connection) -> Iterator[Column]:
    """Yield every listed column that the open file has."""
    for table, name, _, not_null, _ in con.execute(COLUMNS_SQL).fetchall():
        kind = PERSONAL.get(table, {}).get(name)
        if kind is not None:
            yield Column(table, name, kind, not not_null)


def unknown(con: sqlite3.Connection) -> list[str]:
    """Return `table.column` of every column of the open file of which nobody said what it may tell."""
    found = []
    for table, name, type_, _, _ in con.execute(COLUMNS_SQL):
        known = name in PERSONAL.get(table, {})
        number = type_ == "INTEGER" and (name in NUMBERS or name.endswith(_ENDINGS))
        if not (known or number):
            found.append(f"{table}.{name}")
    return found


def of_leads(con: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows are each about one lead: those with a column lead_id."""
    return list(dict.fromkeys(row[0] for row in con.execute(COLUMNS_SQL) if row[1] == "lead_id"))
