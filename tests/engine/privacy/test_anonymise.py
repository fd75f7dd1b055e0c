"""A copy that is shared speaks of nobody, and every figure is that of the original."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.db.connection import connect
from leadctl.db.personal import PERSONAL, Kind
from leadctl.db.settings import current_config_text
from leadctl.engine import runs
from leadctl.engine.privacy.anonymise import anonymise
from leadctl.engine.verify import verify
from leadctl.errors import LeadctlError, UsageError
from leadctl.reports import REPORTS, make
from leadctl.reports.spec import ReportSpec
from tests.effort import examples
from tests.engine.privacy.filled import everywhere, files_of
from tests.reports.known_life import DAY, START, Life, shown

ROOT = Path(__file__).parents[3]
NOW = 1_774_969_200  # 2026-03-31 11:00 in New York
# What is meant to be seen: words of leadctl, and names that the house gave its rules and rows.
KEPT = {
    ("record_type", "name"), ("status", "name"), ("strategy", "name"), ("user_tag", "tag"), ("user_tag", "rule"),
    ("import_reject", "column_name"), ("territory", "table_name"), ("report_filter", "name"), ("hold", "code"),
    ("lead_state", "hold_code"), ("meta", "value"), ("import", "options"), ("import", "counts"), ("run", "options"),
    ("run", "counts"), ("lead", "score_parts"), ("report_filter", "question"),
}  # fmt: skip


def copy_of(con: sqlite3.Connection, path: Path, **options) -> Path:
    target = path.with_name("shared.db")
    anonymise(con, path, target, **options)
    assert sorted(p.name for p in path.parent.glob("*shared*")) == ["shared.db"]
    return target


# ---------------------------------------------------------------- no byte is left


def test_no_word_of_any_table_is_left_but_those_that_are_meant_to(con, db_file):
    words = everywhere(con)
    left = files_of(copy_of(con, db_file)).decode("latin-1")
    looked_for = 0
    for table, texts in words.items():
        for column, text in texts.items():
            if PERSONAL[table][column] is Kind.PLAIN or (table, column) in KEPT:
                continue
            looked_for += 1
            assert text.lower() not in left.lower(), f"{table}.{column}"
            assert text in files_of(db_file).decode("latin-1"), f"{table}.{column}: or this test shows nothing"
    assert looked_for > 75


@pytest.fixture(scope="module")
def worked(tmp_path_factory, module_run) -> Path:
    """A database of the sample data: people, rules, history, leads, a run."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "sample_data", folder / "sample_data")
    for line in (
        "init --quiet",
        "import accounts sample_data/accounts.csv",
        "import teams sample_data/teams.csv",
        "import users sample_data/users.csv",
        "config apply sample_data/leadctl.toml",
        "import leads sample_data/crm_leads.csv",
        "import distributions sample_data/distributions.csv",
        "import activities sample_data/activities.csv",
        'import leads sample_data/messe_koeln.csv --map "Erfasst am=received_at" --map "Anfrageart=record_type"',
        "assign",
    ):
        module_run(folder, line)
    return folder / "leads.db"


@pytest.fixture(scope="module")
def module_run():
    """Return run(folder, line): one command line in a process of its own, at NOW."""
    import shlex
    import subprocess
    import sys

    def run(folder: Path, line: str) -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LEADCTL_")}
        environment |= {"LEADCTL_DB": str(folder / "leads.db"), "LEADCTL_NOW": "2026-03-31T11:00:00-04:00"}
        words = [sys.executable, "-m", "leadctl", *shlex.split(line)]
        environment["PYTHONPATH"] = str(ROOT)
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    return run


@pytest.fixture
def sample(worked, tmp_path) -> tuple[sqlite3.Connection, Path]:
    path = tmp_path / "leads.db"
    shutil.copy(worked, path)
    con = connect(path)
    yield con, path
    con.close()


LONG = 6  # letters from which a text is looked for in the bytes: shorter ones are there by chance


def originals(con: sqlite3.Connection) -> dict[str, str]:
    """Return every text of the file that must not be in the copy -> where it stood."""
    found = {}
    names = {Kind.NAME, Kind.LOGIN, Kind.EMAIL, Kind.PHONE, Kind.COMPANY, Kind.ACCOUNT, Kind.FREE, Kind.ID, Kind.KEY}
    for table, columns in PERSONAL.items():
        for column, kind in columns.items():
            if kind in names:
                for (text,) in con.execute(f'select distinct "{column}" from "{table}" where "{column}" is not null'):
                    found[text] = f"{table}.{column}"
    for (text,) in con.execute("select distinct atom from lead, json_each(attributes) where type = 'text'"):
        found[text] = "lead.attributes"
    for (city,) in con.execute("select distinct city from lead where city is not null"):
        found[city] = "lead.city"
    return {text: where for text, where in found.items() if len(text) >= LONG and text != "Corporate"}


def test_no_name_address_number_or_sentence_of_the_sample_is_in_the_copy(sample):
    con, path = sample
    wanted = originals(con)
    assert len(wanted) > 5_000
    assert set(wanted.values()) >= {
        "lead.full_name",
        "lead.email",
        "lead.notes",
        "user.name",
        "lead.phone",
    }
    data = files_of(copy_of(con, path)).decode("utf-8", "replace").casefold()
    words = set(re.findall(r"[^\x00-\x1f]{6,}", data))
    text = "\n".join(words)
    names = "select name from strategy union select name from status union select name from source union select name"
    names += " from campaign union select name from product union select source_type from source"
    text = re.sub(r"\b(europe|america|asia)/\w+", "", text)  # zones
    stated = {word.casefold() for (word,) in con.execute(names) if word}
    found = [(t, where) for t, where in wanted.items() if t.casefold() in text and t.casefold() not in stated]
    # made-up words hold syllables of real ones by chance
    found = [(t, w) for t, w in found if re.search(rf"(?<!\w){re.escape(t.casefold())}(?!\w)", text)]
    # a word of several rows that stays may be somebody's attribute too
    assert [f for f in found if f[1] != "lead.attributes"] == []


# ---------------------------------------------------------------- every figure stays

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:+\-]+)?")
GROUPS: list[tuple[str, ...]] = [
    (),
    ("user",),
    ("strategy", "user"),
    ("source",),
    ("account",),
    ("team",),
    ("confidence",),
]


def numbers_in(value: object, path: str = "") -> list[tuple[str, object]]:
    """Return every number, moment, yes and no of JSON with the names that lead to it; words are left out."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in numbers_in(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for inner in value for found in numbers_in(inner, path)]
    return [] if isinstance(value, str) and not MOMENT.fullmatch(value) else [(path, value)]


def figures(con: sqlite3.Connection, start: int, now: int) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """Return all numbers and times of every report, in any order, without the words."""
    config = load_text(current_config_text(con) or "", "rules")
    found = {}
    for report in sorted(REPORTS):
        for by in GROUPS:
            spec = ReportSpec(report, Period(start, now + 1, config.timezone), now, by)
            try:
                said = json.loads(shown(make(con, config, spec)))
            except LeadctlError as problem:
                said = problem.slug
            found[report, by] = sorted(map(str, numbers_in(said)))
    return found


def test_every_report_of_the_sample_says_the_same(sample):
    con, path = sample
    before = figures(con, NOW - 90 * DAY, NOW)
    assert sum(map(len, before.values())) > 30_000
    with connect(copy_of(con, path)) as copy:
        assert figures(copy, NOW - 90 * DAY, NOW) == before
        assert verify(copy, NOW).differences == ()
        assert copy.execute("pragma foreign_key_check").fetchall() == []
        assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
    copy.close()


@settings(max_examples=examples(5), deadline=None, phases=[Phase.reuse, Phase.generate])  # lives do not shrink
@given(st.integers(0, 10**9), st.integers(5, 40))
def test_reports_and_verify_of_a_random_life_say_the_same(seed, steps):
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder), seed)
        life.live(steps)
        target = copy_of(life.con, Path(folder) / "life.db")
        copy = connect(target)
        assert figures(copy, START - DAY, life.now) == figures(life.con, START - DAY, life.now)
        assert len(verify(copy, life.now).differences) == len(verify(life.con, life.now).differences)
        left = files_of(target)
        for (email,) in life.con.execute("select distinct email from lead where email is not null"):
            assert email.encode() not in left
        config = load_text(current_config_text(copy) or "", "rules")
        runs.assign(copy, config, life.now + 5)  # the rules work on
        assert len(config.strategies) == len(life.config.strategies)
        copy.close()
        life.con.close()


# ---------------------------------------------------------------- the same is the same


def test_who_is_the_same_is_the_same_in_the_copy(sample):
    con, path = sample
    copy = connect(copy_of(con, path))
    for column in ("email", "phone", "full_name", "external_id", "city"):
        sql = f"select {column}, json_group_array(id) from lead where {column} is not null group by {column}"
        groups = sorted(ids for _, ids in con.execute(sql))
        assert sorted(ids for _, ids in copy.execute(sql)) == groups, column
    names = {row[0] for row in copy.execute("select login from user")}
    assert len(names) == con.execute("select count(*) from user").fetchone()[0]
    actors = copy.execute("select distinct recorded_by from activity where recorded_by is not null").fetchall()
    assert len(actors) == con.execute("select count(distinct recorded_by) from activity").fetchone()[0]
    copy.close()


def test_addresses_and_numbers_of_the_copy_reach_nobody(sample):
    con, path = sample
    copy = connect(copy_of(con, path))
    assert [
        e for (e,) in copy.execute("select email from lead where email is not null") if not e.endswith(".example")
    ] == []
    assert [
        p for (p,) in copy.execute("select phone from lead where phone is not null") if not p.startswith("+999")
    ] == []
    assert copy.execute("select count(*) from user where channels is not null").fetchone() == (0,)
    assert "notify" not in (current_config_text(copy) or "")
    copy.close()


def test_another_copy_has_other_names(sample):
    con, path = sample
    one, two = copy_of(con, path).read_bytes(), copy_of(con, path, force=True).read_bytes()
    assert one != two
    again = copy_of(con, path, force=True, secret=b"x").read_bytes()
    assert copy_of(con, path, force=True, secret=b"x").read_bytes() == again


def test_the_copy_is_private_whatever_the_umask_and_a_file_is_not_written_over(con, db_file):
    before = os.umask(0)
    try:
        target = copy_of(con, db_file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="exists already"):
        anonymise(con, db_file, target)
    with pytest.raises(UsageError, match="the database itself"):
        anonymise(con, db_file, db_file, force=True)


def test_a_column_that_nobody_listed_stops_the_copy(con, db_file):
    con.execute("alter table lead add column nickname text")
    with pytest.raises(AssertionError, match=r"lead\.nickname"):
        copy_of(con, db_file)
    assert not db_file.with_name("shared.db").exists()


RULES = """
timezone = "UTC"   # ask Jane Zquille
record_types = ["Lead"]

[notify]
from = "desk@zqhouse.example"
smtp = "mail.zqhouse.example:587"

[[gate]]
name = "no jane@zqmail.example"
hold_when = { any = [{ email = { ends_with = "@zqmail.ex" } }, { company = ["Zqacme Ltd"] }, { Segment = "Zqgold" }]}

[[strategy]]
name = "Zqannika's own"
method = "weighted"
to = { users = ["zqannika", "zqbo"], weights = { zqannika = 60, zqbo = 40 } }
when = { value = { min = 5_000 }, source = { not = "Zqfair" }, country = ["US", "CA"] }
"""


def test_rules_name_the_people_of_the_copy_and_mean_the_same(con, db_file):
    from leadctl.engine import ruleset
    from tests.builders import add_lead, add_user

    add_user(con, "zqannika", email="zqannika@zqhouse.example")
    add_user(con, "zqbo")
    con.execute("insert into source (name) values ('Zqfair')")
    lead = add_lead(con, company="Zqacme Ltd", attributes=json.dumps({"Segment": "Zqgold"}), source_id=1)
    ruleset.apply(con, RULES, 1, "zqannika")
    copy = connect(copy_of(con, db_file))
    text = current_config_text(copy) or ""
    assert not re.search("zq|jane", text, re.IGNORECASE)
    config = load_text(text, "rules")
    logins = [row[0] for row in copy.execute("select login from user order by id")]
    rule = config.strategies[0]
    assert rule.to.users == tuple(logins)
    source, company, attributes = copy.execute(
        "select s.name, l.company, l.attributes from lead l join source s on s.id = l.source_id where l.id = ?", (lead,)
    ).fetchone()
    assert source in text
    assert company in text
    assert json.loads(attributes)["Segment"] in text
    assert copy.execute("select applied_by from config_version").fetchone()[0] == logins[0]
    copy.close()
