"""The world of a past moment, for replays: who was there, which leads came in, what stood when the period began.

Made of the temporary tables and views of db/shadow: the real tables are read as `main.NAME`, never written. What the
engine writes lands in temporary tables. temp.replay_clock holds the moment: `now`, and `facts`, the moment at which
dated facts about people are read.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.db import shadow

# Written by rules and runs: rules and names copied, what runs write empty.
COPIED: Final = ("meta", "config_version", "record_type", "status", "status_version", "strategy", "strategy_enabled")
EMPTY: Final = (
    "strategy_member", "run", "hold", "credit", "credit_checkpoint", "candidate_set", "transfer", "override",
    "follow_up", "notice", "performance_figure", "released", "lead_state", "distribution",
)  # fmt: skip

# Reports are not made of it; what a user was given lately is asked at every run, so it is read from the index alone.
INDEXES: Final = {
    "distribution_for_reports": "user_id, distributed_at, mode, level",  # win rates and earned tags name it
    "distribution_again": "again, lead_id",  # likewise
    "distribution_by_external_id": None,
    "distribution_by_user": "user_id, distributed_at, level, shared, undone_at, strategy_id",
}
# Few of many leads wait: without this SQLite goes through all leads to find them.
SIZES: Final = (
    ("lead_state", None, "1000"),
    ("lead_state", "lead_state_waiting", "100 1"),
    ("lead_state", "lead_state_by_original", "50 1"),
    ("lead_state", "lead_state_by_owner", "900 10 1"),
)

_NOW = "(select c.now from temp.replay_clock c)"
_FACTS = "(select c.facts from temp.replay_clock c)"
_VALID = f"t.valid_from <= {_FACTS} and (t.valid_to is null or t.valid_to > {_FACTS})"
_OUT = (
    "coalesce((select min(d.valid_from) from main.{table}_disabled d where d.{table}_id = t.id"
    f" and d.valid_from <= {_FACTS} and (d.valid_to is null or d.valid_to > {_FACTS})), {{unborn}})"
)
_SEAT = (
    "coalesce((select s.account_id from main.user_account s where s.user_id = t.id"
    f" and s.valid_from <= {_FACTS} and (s.valid_to is null or s.valid_to > {_FACTS})), t.account_id)"
)
_UNBORN = f"case when t.created_at > {_FACTS} then 0 end"

DATED: Final = ("user_tag", "team_member", "user_account", "shift")
CHANGES_SQL: Final = "\nunion ".join(
    [
        *(
            f"select valid_from from main.{table} union select valid_to from main.{table} where valid_to is not null"
            for table in (*DATED, "user_disabled", "team_disabled", "account_disabled")
        ),
        "select created_at from main.user",
    ]
)

CLOCK_SQL: Final = "update temp.replay_clock set now = :now, facts = :facts"
FIRST_RULES_SQL: Final = "select min(applied_at) from main.config_version"


# ---------------------------------------------------------------- making the world


def build(con: sqlite3.Connection) -> None:
    """Put tables and views before the real ones. Inside shadow.shadows()."""
    con.execute("create temp table replay_clock (now integer not null, facts integer not null)")
    con.execute("insert into temp.replay_clock values (0, 0)")
    for table in COPIED:
        shadow.make_table(con, table, copy=True)
    for table in EMPTY:
        shadow.make_table(con, table, indexes=INDEXES)
    shadow.tell_sizes(con, SIZES)


def keep_scores(con: sqlite3.Connection) -> None:
    """Let leads have scores of their own in the world. Only for rules that score anew: reading through costs time."""
    con.execute("create temp table replay_score (lead_id integer primary key, score integer, parts text)")
    of_lead = "(select {} from temp.replay_score r where r.lead_id = t.id)"
    score = f"coalesce({of_lead.format('r.score')}, t.score)"
    shadow.make_view(con, "lead", {"score": score, "score_parts": f"coalesce({of_lead.format('r.parts')}, '{{}}')"})
    shadow.on_update(
        con, "lead", "score, score_parts",
        "insert or replace into replay_score values (new.id, new.score, new.score_parts)",
    )  # fmt: skip


def travel(con: sqlite3.Connection) -> None:
    """Let everything dated be seen as at the clock's moment, from now on."""
    for table in DATED:
        shadow.make_view(con, table, {"valid_to": "null"}, _VALID)
    shadow.make_view(
        con, "user",
        {"account_id": _SEAT, "disabled_at": _OUT.format(table="user", unborn=_UNBORN), "last_seen_at": _NOW},
    )  # fmt: skip
    shadow.on_update(con, "user", "last_seen_at", "select 1")  # everybody is taken to be there anyway
    for table in ("team", "account"):
        shadow.make_view(con, table, {"disabled_at": _OUT.format(table=table, unborn="null")})
    known = f"t.recorded_at <= {_FACTS} and (t.removed_at is null or t.removed_at > {_FACTS})"
    shadow.make_view(con, "absence", {"removed_at": "null"}, known)
    for table in ("activity", "touch"):
        shadow.make_view(con, table, {}, f"t.happened_at <= {_NOW}")


def set_clock(con: sqlite3.Connection, now: int, facts: int) -> None:
    """Let the world stand at `now`, people as at `facts` (seconds UTC)."""
    con.execute(CLOCK_SQL, {"now": now, "facts": facts})


def changes(con: sqlite3.Connection) -> list[int]:
    """Return the moments at which something dated about people changed, ascending."""
    return sorted(row[0] for row in con.execute(CHANGES_SQL))


def first_rules(con: sqlite3.Connection) -> int | None:
    """Return when rules were first applied: leadctl's beginning; None when none were."""
    found = con.execute(FIRST_RULES_SQL).fetchone()[0]
    return None if found is None else int(found)


# ---------------------------------------------------------------- rules

SETTLE_SQL: Final = (
    "delete from temp.status_version where valid_to is not null",
    "update temp.status_version set valid_from = 0",
    "delete from temp.strategy_member",
)


def settle_rules(con: sqlite3.Connection) -> None:
    """Let the rules just applied hold for all times; rosters are to be written anew at each moment."""
    for sql in SETTLE_SQL:
        con.execute(sql)


def keep_company_keys(con: sqlite3.Connection) -> None:
    """Let the index of companies be completed beside the file, for rules that look for customers."""
    shadow.make_table(con, "company_key", copy=True)
