"""Any bytes as any kind of list in any format: what must hold when a file is imported, whatever stands in it.

The property tests, the corpus of hostile files, the fuzzer and the files it found all go through `tried`.
"""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from leadctl.config import Config, load_text
from leadctl.db.connection import Connection
from leadctl.db.create import seed
from leadctl.db.migrate import migrate
from leadctl.engine import ruleset
from leadctl.engine.costs.load import import_costs
from leadctl.engine.customers.load import import_customers
from leadctl.engine.feedback.load import import_feedback
from leadctl.engine.geo.load import load_places
from leadctl.engine.history_import import activities, distributions, opportunities, touches
from leadctl.engine.history_import.common import PastOptions
from leadctl.engine.importing.leads import import_leads
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.people_import.load import import_people
from leadctl.engine.territories.load import import_territories
from leadctl.engine.tick import tick
from leadctl.engine.verify import verify
from leadctl.engine.watching.take import KINDS as WATCHED
from leadctl.engine.watching.take import Intent, take
from leadctl.errors import EXIT_CONFLICT, EXIT_USAGE, LeadctlError
from tests.safety import formats

NOW = 1_772_467_200  # 2026-03-02 16:00 UTC
RULES = """\
timezone = "America/New_York"
region = "US"
feedback_after = "1h"
[[attribute]]
name = "Budget"
type = "money"
[[attribute]]
name = "Founded"
type = "date"
[[attribute]]
name = "Seats"
type = "number"
[[duplicate]]
match = ["email"]
[[duplicate]]
match = ["phone"]
within = "30d"
[[gate]]
name = "contact data"
hold_when = { value = { max = 10 } }
[[score]]
name = "big"
when = { value = { min = 5000 } }
points = 10
[[strategy]]
name = "Everybody"
to = { users = ["ana", "bob"] }
"""
PLAIN = {
    "leads": "Lead ID,Name,Email,Phone,Company,Country,State,City,Zip,Value,Priority,Status,Source,Created,Budget,"
    "Founded,Seats,Do not contact\n"
    'L1,Ann Lee,ann@example.com,+1 212 555 0100,Acme Inc,US,NY,New York,10001,"$22,700.00",High,New,Web,'
    '2026-02-28 10:00,"1.000,50",03/04/2020,12,no\n'
    "L2,Bo Ek,bo@example.org,(305) 555-0199 x7,Bo & Co,USA,Florida,Miami,33101,900,,,Fair,yesterday,,,,yes\n",
    "activities": "Activity ID,Lead,User,Type,Date,Status,Start,Note\n"
    "A1,L1,ana,Call,2026-03-01 10:00,,,spoke\nA2,L1,ana,Meeting,2026-03-01 11:00,,2026-03-05 09:00,\n"
    "A3,L2,bob,status,28/02/2026,Contacted,,\nA4,L2,,Mail opened,2026-03-01,,,\n",
    "touches": "Lead,Name,Time,Kind\nL1,Newsletter,2026-03-01 10:00,marketing\nL2,Visit,2026-03-01,crm\n",
    "opportunities": 'Lead,Amount,Name,Stage,User,Time,Note\nL1,"12,500.00",Deal,Open,ana,2026-03-01,big\n',
    "distributions": "Lead,User,Strategy,Time,Answer,Answer time,Reason,Status\n"
    "L1,ana,Everybody,2026-02-28 11:00,,,,New\nL2,bob,Old,2026-03-01,rejected,2026-03-01 12:00,no time,\n",
    "accounts": "Name,Parent,Kind,Owner,Country,State,City,Zip,Latitude,Longitude,CRM,Auto accept,Region\n"
    "East,Corporate,branch,ana,US,NY,New York,10001,40.7,-74.0,yes,no,north\n",
    "users": "Login,Name,Email,Account,Team,Tags,Timezone,Shift,Caps,Weight,Channels,Quiet hours\n"
    "cy,Cy Oh,cy@example.com,Corporate,Red;Blue,closer,Europe/Berlin,Mon-Fri 09:00-17:30,day=40;open=120,2,"
    "email,20:00-07:00\n",
    "teams": "Name,Owner,Account,Members\nRed,ana,Corporate,ana;bob\n",
    "customers": "ID,Company,Website,E-mails,Phone,Account manager\n"
    "K1,Acme Inc,acme.example,a@acme.example;b@acme.example,+1 212 555 0100,ana\n",
    "territories": "Country,State,City,Zip,User,Team\nUS,CA,,900*;10000-19999,ana,\nUS,NY,New York,,bob,\n",
    "costs": 'Campaign,Source,Day,Cost\nSpring,Ads,2026-02-01,"1,200.50"\nAutumn,Ads,2026-02-02,3\n',
    "places": "Country,Zip,Lat,Lng,City,State\nUS,07105,40.7,-74.1,Newark,NJ\n",
    "feedback": "Request,Lead,Status,Value,Next,Note\n1,L1,Contacted,500,2026-03-09,fine\n",
}
KINDS = tuple(PLAIN)
assert set(WATCHED) <= set(KINDS)
FORMS = ("csv", "json", "ndjson", "xlsx", "sheet")  # endings; "sheet": the XML of a workbook's sheet


def tried(kind: str, content: bytes, *, form: str = "csv", dry_run: bool = False, **flags: Any) -> str | None:
    """Import the bytes as `kind` into a small shop; return the slug of the refusal, None when it was read.

    Fails unless the file is read or refused with one clear line, every row is either stored or rejected, the
    database is sound afterwards, a refusal or a dry run leaves nothing, and the same file again changes nothing.
    """
    con = shop()
    before = _contents(con)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), content, form)
        with closing(con):
            refusal = _refusal(con, kind, path, dry_run=dry_run, **flags)
            if refusal is not None:
                assert refusal.exit_code in {EXIT_USAGE, EXIT_CONFLICT}, refusal
                assert refusal.message
            if refusal is not None or dry_run:
                assert _contents(con) == before, f"something was written: {refusal}"
                return None if refusal is None else refusal.slug
            _sound(con)
            _again(con, kind, path, **flags)
    return None


def watched(kind: str, content: bytes, form: str) -> str:
    """Let the bytes land in a watched folder; return done or failed.

    Fails unless the file lies there as it was with what was said of it, nothing else is left, and every row is stored
    or among the rejects.
    """
    with tempfile.TemporaryDirectory() as name, closing(shop()) as con:
        folder = Path(name)
        file = write(folder, content, form)
        stored = file.read_bytes()
        for end in ("done", "failed"):
            (folder / end).mkdir()
        before = _contents(con)
        taken = take(con, _config(), folder, file, Intent(kind), NOW)
        end = "failed" if taken.failed else "done"
        assert taken.moved_to == folder / end / file.name
        assert taken.moved_to.read_bytes() == stored
        assert not list(folder.glob("list*")), "something is left"
        assert bool(taken.problem) == (folder / "failed" / "list.error.txt").exists()
        assert taken.problem is None or _contents(con) == before
        if taken.summary is not None and taken.summary.rejected_rows:
            assert taken.rejects == folder / end / "list.rejects.csv"
            with taken.rejects.open(encoding="utf-8", newline="") as rejects:
                rows = {row["leadctl_line"] for row in csv.DictReader(rejects)}
            assert len(rows) == taken.summary.rejected_rows
        _sound(con)
    return end


def write(folder: Path, content: bytes, form: str) -> Path:
    """Return a file of that format with the bytes in it."""
    path = folder / ("list.xlsx" if form == "sheet" else f"list.{form}")
    path.write_bytes(formats.workbook(content) if form == "sheet" else content)
    return path


def _refusal(con: sqlite3.Connection, kind: str, path: Path, **flags: Any) -> LeadctlError | None:
    try:
        done = run(con, kind, path, **flags)
    except LeadctlError as refusal:
        return refusal
    assert done.rejected_rows <= done.read
    assert not con.in_transaction
    return None


def _again(con: sqlite3.Connection, kind: str, path: Path, **flags: Any) -> None:
    before = _leads(con)
    run(con, kind, path, dry_run=False, **flags)
    assert _leads(con) == before, "the same file twice made something new"


def run(con: sqlite3.Connection, kind: str, path: Path, **flags: Any) -> Any:
    config = _config()
    name = str(path)
    if kind == "leads":
        return import_leads(con, LeadOptions(name, **flags), config, NOW)
    if kind in ("accounts", "users", "teams"):
        return import_people(con, kind, name, config, NOW, **flags)
    if kind == "feedback":
        return import_feedback(con, PastOptions(name, flags=flags), config, NOW, "soak")
    lists = {
        "customers": import_customers,
        "territories": import_territories,
        "costs": import_costs,
        "places": load_places,
    }
    if kind in lists:
        return lists[kind](con, name, config, NOW, **flags)
    past = {
        "activities": activities.import_activities,
        "touches": touches.import_touches,
        "opportunities": opportunities.import_opportunities,
        "distributions": distributions.import_distributions,
    }
    return past[kind](con, PastOptions(name, flags=flags), config, NOW)


def _sound(con: sqlite3.Connection) -> None:
    assert con.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert con.execute("pragma foreign_key_check").fetchall() == []
    assert verify(con, NOW).differences == ()


_FACTS = "select count(*), (select count(*) from distribution), (select count(*) from activity) from lead"
_TABLES = "select name from sqlite_master where type = 'table' and sql not like '%virtual%' order by 1"


def _leads(con: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(con.execute(_FACTS).fetchone())


def _contents(con: sqlite3.Connection) -> list[Any]:
    """Return every row of every table but the list of imports, which keeps what was begun."""
    names = [n for (n,) in con.execute(_TABLES) if n not in ("import", "sqlite_sequence") and "fts" not in n]
    return [(n, con.execute(f"select * from {n}").fetchall()) for n in names]


def shop() -> Connection:
    """Return a small shop in memory: two users, rules, two leads of which one is distributed."""
    con = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    con.deserialize(_template())
    con.execute("pragma foreign_keys = on")
    con.execute("pragma temp_store = memory")
    return con


@cache
def _config() -> Config:
    return load_text(RULES, "rules")


@cache
def _template() -> bytes:
    con = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    con.execute("pragma foreign_keys = on")
    migrate(con)
    seed(con, NOW)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_text("login,name,account\nana,Ana Ash,Corporate\nbob,Bob Burr,Corporate\n", "utf-8")
        run(con, "users", path)
        for kind in ("leads", "distributions"):
            path.write_text(PLAIN[kind], "utf-8")
            run(con, kind, path)
    ruleset.apply(con, RULES, NOW, "tester")
    tick(con, _config(), NOW)  # asks for feedback
    _sound(con)
    return con.serialize()
