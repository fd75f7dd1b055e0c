"""sample_data/showcase.toml: one example of every way to distribute, and it works on the sample data."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

from leadctl.config import load_text
from leadctl.config.keys import ACCEPTED
from leadctl.config.model import METHODS

SAMPLE = Path(__file__).parents[1] / "sample_data"
NOW = "2026-03-31 11:00 America/New_York"
TRACES_SQL = """
select (select total(length(path)) from distribution) + (select total(length(members) + 16) from candidate_set)
  + (select total(length(vector)) from credit_checkpoint), (select count(*) from distribution)
"""
GIVEN_SQL = """
select lead_id, strategy_id, level, user_id, team_id, account_id, offered from distribution where undone_at is null
order by id
"""
TEXT = (SAMPLE / "showcase.toml").read_text("utf-8")


def test_every_method_and_both_modes_are_shown():
    config = load_text(TEXT, "showcase.toml")
    assert {s.method for s in config.strategies} == set(METHODS)
    assert {s.mode for s in config.strategies} == {"push", "pull"}
    assert config.warnings == ()


def test_every_key_is_shown():
    data = tomllib.loads(TEXT)
    shown = {key for strategy in data["strategy"] for key in strategy}
    assert set(ACCEPTED["strategy"]) - shown == {"enabled"}
    for section in ("holiday", "calling_hours", "tag", "mapping", "score", "gate", "duplicate"):
        assert set(data) & {section}, section


def test_it_gives_out_the_sample_leads(leadctl, db_file):
    """Every file that its comments name is there, and nearly every push strategy gives out something.

    The traces of all methods together stay small; undo takes back every credit, and the next run decides the same.
    """
    ex = SAMPLE / "examples"
    for words in (
        ["init"],
        ["import", "accounts", str(SAMPLE / "accounts.csv")],
        ["import", "users", str(SAMPLE / "users.csv")],
        ["import", "teams", str(SAMPLE / "teams.csv")],
        ["import", "accounts", str(ex / "offices.csv")],
        ["config", "apply", str(SAMPLE / "showcase.toml")],
        ["import", "customers", str(ex / "customers.csv")],
        ["import", "territories", str(ex / "territories.csv"), "--table", "Pacific"],
        ["import", "leads", str(SAMPLE / "crm_leads.csv")],
        ["import", "leads", str(SAMPLE / "messe_koeln.csv"), "--mapping", "Cologne fair"],
    ):
        done = leadctl(*words, "--quiet", now=NOW)
        assert done.code in {0, 1}, done.err
    found = json.loads(leadctl("assign", "--dry-run", "--json", now=NOW).out)
    used = {given["strategy"] for given in found["given"]} | {o["strategy"] for o in found.get("offers", [])}
    assert len(used) >= 10, (used, found["shortages"])
    assert found["distributed"] > 300
    assert leadctl("assign", "--quiet", now=NOW).code == 0
    replay = leadctl("simulate", "--last-30-days", now=NOW)  # earned tags and win rates are read in the replay too
    assert replay.code == 0, replay.err
    assert "1,625 leads" in replay.out
    assert leadctl("verify", now=NOW).code == 0
    ((stored, passages),) = rows(db_file, TRACES_SQL)
    first = rows(db_file, GIVEN_SQL)
    assert stored / passages <= 200
    assert leadctl("undo", "last", now=NOW).code == 0
    assert rows(db_file, "select count(*) from credit where micro <> 0") == [(0,)]
    assert leadctl("assign", "--quiet", now=NOW).code == 0
    assert rows(db_file, GIVEN_SQL) == first
    assert leadctl("verify", now=NOW).code == 0


def rows(db_file: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(db_file)) as con:
        return con.execute(sql).fetchall()
