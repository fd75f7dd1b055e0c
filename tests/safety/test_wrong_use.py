"""Wrong use: exit 2 or 4, one line with the nearest valid name where there is one, and nothing written."""

from __future__ import annotations

import shlex
import sqlite3
from pathlib import Path

import pytest

RULES = """
timezone = "America/New_York"
[[strategy]]
name = "Everybody"
to = { users = ["ana", "bob"] }
accept_within = "1h"
"""
NOW = "2026-03-02T12:00:00-05:00"
LATER = "2026-03-02T15:00:00-05:00"

# what is typed: (exit, what the line says)
WRONG = {
    "lead transfer L1 --to anna": (4, '"ana"'),
    "lead action L1 call --user anna": (4, '"ana"'),
    "pull --user anna": (4, '"ana"'),
    "user show anna": (4, '"ana"'),
    "inbox --user anna": (4, '"ana"'),
    "lead status L1 Contactd --user ana": (4, '"Contacted"'),
    "report performance --last-30-days --strategy Evrybody": (4, '"Everybody"'),
    "report performance --last-30-days --user anna": (4, '"ana"'),
    "report performance --last-30-days --tz Europe/Berlim": (2, '"Europe/Berlin"'),
    "import leads leads.csv --tz Europe/Berlim": (2, '"Europe/Berlin"'),
    "report performance --from 2026-02-30": (2, "2026-02-30"),
    "report performance --from 2026-02-02 --to 2026-02-01": (2, ""),
    "report performance --last-30-days --this-month": (2, ""),
    "report summary --last-30-days --columns recipint": (2, '"recipient"'),
    "report performnce": (2, ""),
    "asign": (2, ""),
    "lead show L99": (4, ""),
    "offer accept offer:99 --user ana": (4, ""),
    "undo 99": (4, ""),
    "import leads laeds.csv": (4, '"leads.csv"'),
    "import leads leads.csv --map Emial=email": (2, '"Email"'),
    "import leads leads.csv --map Email=emial": (2, '"email"'),
    "import leads leads.csv --encoding utf-9": (2, '"utf-8"'),
    "lead give L1 --to gone": (4, "gone"),
    "user pause ana --until 2020-01-01": (2, ""),
    "lead value L1 lots --user ana": (2, "lots"),
    "lead list --limit -1": (2, ""),
    "assign --limit x": (2, ""),
    "lead action L1 call --user ana --at 25:99": (2, "25:99"),
    "config apply nowhere.toml": (2, ""),
}


@pytest.fixture
def desk(leadctl, tmp_path: Path):
    """Return leadctl with two users, one who is disabled, an offer of one lead that has run out."""
    (tmp_path / "leadctl.toml").write_text(RULES, "utf-8")
    (tmp_path / "users.csv").write_text("login,name\nana,Ana\nbob,Bob\ngone,Gone\n", "utf-8")
    (tmp_path / "leads.csv").write_text("Lead ID,Name,Email\nL1,Ann,ann@x.example\n", "utf-8")
    for line in ("import users users.csv", "user disable gone", "config apply leadctl.toml", "import leads leads.csv",
                 "assign"):  # fmt: skip
        done = leadctl(*line.split(), now=NOW)
        assert done.code == 0, done.err
    return leadctl


def contents(path: Path) -> list[str]:
    con = sqlite3.connect(path)
    try:
        return list(con.iterdump())
    finally:
        con.close()


@pytest.mark.parametrize("line", WRONG)
def test_wrong_use(desk, db_file, line) -> None:
    code, named = WRONG[line]
    before = contents(db_file)
    done = desk(*shlex.split(line), now=NOW)
    assert done.code == code, done
    assert done.err.count("leadctl: error:") == 1
    assert named in done.err
    assert "Traceback" not in done.err
    assert contents(db_file) == before


def test_an_offer_that_is_closed_stays_closed(desk, db_file) -> None:
    user = "ana" if desk("offer", "accept", "L1", "--user", "bob", "--dry-run", now=NOW).code else "bob"
    desk("tick", "--quiet", now=LATER)
    before = contents(db_file)
    done = desk("offer", "accept", "offer:1", "--user", user, now=LATER)
    assert (done.code, done.err.count("leadctl: error:")) == (4, 1)
    assert contents(db_file) == before
