"""The file as it was known at a past moment: a private copy in which everything recorded since is taken back.

Facts say when they were recorded; answers, ends, voids and undos say when they were learned of, so a copy can be
brought back to any moment: later rows go, later ends are open again, and what is kept in caches (whose work it is,
milestones, statuses, owners) is worked out anew for the leads concerned.

Not dated, and so as they are today: the names of everything, the account tree and its attributes, owners of teams,
present scores, what a lead was held for before it was given out, links of duplicates whose original was taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from leadctl.db import activities, known_leads, known_passages

# Rows that only ever are added: gone when they came later.
RECORDED: Final = (
    "activity", "touch", "opportunity", "transfer", "released", "override", "follow_up", "notice", "outbox", "cost",
    "customer", "absence", "unavailable", "lead_change",
)  # fmt: skip
# Marks set later: not set yet.
MARKS: Final[dict[str, tuple[str, ...]]] = {
    "activity": ("voided_at", "voided_by", "void_reason"),
    "touch": ("voided_at",),
    "opportunity": ("voided_at",),
    "follow_up": ("removed_at",),
    "absence": ("removed_at",),
    "customer": ("removed_at", "removed_by"),
    "cost": ("removed_at", "removed_by"),
    "outbox": ("dropped_at", "dropped_by"),
    "import": ("finished_at",),
    "run": ("finished_at",),
}
MORE_MARKS: Final = (("outbox", "sent_at"), ("outbox", "failed_at"), ("import", "undone_at"), ("run", "undone_at"))
# What people, rules and rosters were, and when.
DATED: Final = (
    "strategy_enabled", "strategy_member", "status_version", "user_disabled", "account_disabled", "team_disabled",
    "user_account", "team_member", "user_tag", "shift",
)  # fmt: skip
STARTED: Final = (("import", "started_at"), ("run", "started_at"), ("config_version", "applied_at"))
# Accounts with some below them that were there before stay: the tree is today's.
PEOPLE_SQL: Final = (
    """with recursive needed(id) as (
      select id from account where created_at <= :at
      union select a.parent_id from account a join needed n on n.id = a.id where a.parent_id is not null)
    delete from account where id not in (select id from needed)""",
    "delete from team where created_at > :at",
    "delete from user where created_at > :at",
    "delete from team_member where team_id not in (select id from team) or user_id not in (select id from user)",
    "delete from user_account where user_id not in (select id from user)",
)
# Caches of the dated rows.
CACHES_SQL: Final = (
    *(
        f"""update {table} set disabled_at = (select max(d.valid_from) from {table}_disabled d
          where d.{table}_id = {table}.id and d.valid_to is null)"""
        for table in ("user", "account", "team")
    ),
    """update user set account_id = coalesce((select s.account_id from user_account s
      where s.user_id = user.id and s.valid_to is null order by s.valid_from desc, s.id desc limit 1), account_id)""",
)
LEADS_SQL: Final = "select lead_id from temp.known_lead order by lead_id"


@contextmanager
def as_known(con: sqlite3.Connection, at: int) -> Iterator[sqlite3.Connection]:
    """Open a copy of the file as it was known at `at` (seconds UTC); facts recorded in that very second are in it.

    It shows what `con` sees now, in its own snapshot. It lies in a nameless temporary file that nobody else can open
    and that is gone at the end, also when the process is killed.
    """
    copy = sqlite3.connect("", isolation_level=None)
    try:
        con.backup(copy)
        for pragma in ("journal_mode = off", "synchronous = off", "foreign_keys = off", "temp_store = memory"):
            copy.execute(f"pragma {pragma}")
        copy.execute("pragma cache_size = -131072")
        copy.execute("begin")
        take_back(copy, at)
        copy.execute("commit")
        yield copy
    finally:
        copy.close()


def take_back(con: sqlite3.Connection, at: int) -> None:
    """Take back everything that was recorded after `at`. For a copy that nobody else uses."""
    con.execute("create temp table known_lead (lead_id integer primary key)")
    known_passages.note_changed(con, at)
    known_leads.note_changed(con, at)
    known_leads.cells_back(con, at)
    _rows_back(con, at)
    known_passages.take_back(con, at)
    known_leads.forget(con, at)
    known_leads.place(con)
    con.execute(known_leads.FIRST_FACT_SQL)
    activities.settle(con, (row[0] for row in con.execute(LEADS_SQL).fetchall()), at)


def _rows_back(con: sqlite3.Connection, at: int) -> None:
    """Facts beside passages, people, rosters and rules."""
    now = {"at": at}
    for table in RECORDED:
        con.execute(f"delete from {table} where recorded_at > :at", now)
    for table, (mark, *with_it) in MARKS.items():
        cleared = ", ".join(f"{column} = null" for column in (mark, *with_it))
        con.execute(f"update {table} set {cleared} where {mark} > :at", now)
    for table, mark in MORE_MARKS:
        con.execute(f"update {table} set {mark} = null where {mark} > :at", now)
    for table, column in STARTED:
        con.execute(f"delete from {table} where {column} > :at", now)
    for table in DATED:
        con.execute(f"delete from {table} where valid_from > :at", now)
        con.execute(f"update {table} set valid_to = null where valid_to > :at", now)
    for sql in PEOPLE_SQL:
        con.execute(sql, now)
    for sql in CACHES_SQL:
        con.execute(sql)
