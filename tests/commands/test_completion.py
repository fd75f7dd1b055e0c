"""Shell completion by the real protocol of bash, zsh and fish: names of the line's database, nothing ever written."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.cli import invoke
from leadctl.commands import _completion, _words
from leadctl.commands._completion import escaped, joined
from leadctl.db import completion
from leadctl.db.connection import connect
from tests.builders import add_account, add_lead, add_strategy, add_team, add_user

RULES = """
[[mapping]]
name = "fair"
columns = { "Firma" = "company" }
[notify]
smtp = "mail.example.com"
[[notify.webhook]]
name = "crm"
"""


@pytest.fixture
def stocked(db_file):
    """A database with one of everything that is completed."""
    con = connect(db_file)
    ana = add_user(con, "ana", name="Ana Alba")
    add_user(con, "anke", name="Anke Blum", disabled_at=5)
    add_user(con, "bob")
    add_account(con, "West")
    add_account(con, "Bay Area")
    add_team(con, "West desk", ana, [ana])
    add_team(con, "DACH", None, [])
    add_strategy(con, "Enterprise", {ana: 1})
    con.execute("begin")
    for number in range(1, 131):
        add_lead(con, full_name=f"Person {number}")
    con.execute("commit")
    con.execute("update lead set email = 'pat@acme.example', external_id = '00Q7' where id = 42")
    con.execute("insert into run (kind, started_at, recorded_at, undone_at) values ('assign', 1, 1, 2)")
    con.execute(
        "insert into outbox (message, kind, channel, event_at, recorded_at, failed_at)"
        " values ('m', 'held', 'crm', 1, 1, 2)"
    )
    con.execute(
        "insert into activity (lead_id, user_id, kind, name, origin, happened_at, recorded_at)"
        " values (1, 1, 'action', 'call', 'leadctl', 1, 1)"
    )
    con.execute(
        "insert into touch (lead_id, kind, name, happened_at, recorded_at) values (1, 'crm', 'email_opened', 1, 1)"
    )
    con.execute("insert into report_filter values ('performance', 'weekly', '{}', 0, 1, 'x')")
    con.execute("insert into territory (table_name, user_id, valid_from) values ('us-zip', 1, 0)")
    con.execute("insert into config_version (text, sha256, applied_at, applied_by) values (?, '', 0, 'x')", (RULES,))
    con.close()
    return db_file


@pytest.fixture
def complete(stocked, monkeypatch):
    """Return complete(line, shell): what the shell is told for a line whose last word is being typed."""

    def run(line: str, shell: str = "bash", db: object = stocked) -> list[str]:
        words = line.split(" ")
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as m:
            m.setenv("_LEADCTL_COMPLETE", f"complete_{shell}")
            m.setenv("COMP_WORDS", line)
            m.setenv("COMP_CWORD", str(len(words) - 1))
            m.setenv("_TYPER_COMPLETE_ARGS", line)
            m.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
            if db is not None:
                m.setenv("LEADCTL_DB", str(db))
            m.setattr(sys, "stdout", out)
            m.setattr(sys, "stderr", err)
            assert invoke([]) == 0
        assert err.getvalue() == ""
        return out.getvalue().splitlines()

    return run


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("leadctl user show a", ["ana", "anke"]),
        ("leadctl user show ", ["ana", "bob", "anke"]),  # who may take leads first
        ("leadctl user show AN", ["ana", "anke"]),
        ("leadctl user show zz", [""]),
        ("leadctl account show B", ["Bay\\ Area"]),
        ("leadctl team show ", ["DACH", "West\\ desk"]),
        ("leadctl team handout 42 --to b", ["bob"]),
        ("leadctl team handout 42 --team W", ["West\\ desk"]),
        ("leadctl lead give 42 --to b", ["bob"]),
        ("leadctl lead status 42 C", ["Contacted", "Closed"]),
        ("leadctl assign --strategy E", ["Enterprise"]),
        ("leadctl explain 13", ["13", "130"]),
        ("leadctl explain pat", ["pat@acme.example"]),
        ("leadctl explain 00", ["00Q7"]),
        ("leadctl undo ", ["1"]),
        ("leadctl runs show ", ["1"]),
        ("leadctl import leads x.csv --mapping f", ["fair"]),
        ("leadctl account edit West --kind ", ["branch", "partner"]),
        ("leadctl user edit ana --account W", ["West"]),
        ("leadctl user edit ana --tz Europe/Berl", ["Europe/Berlin"]),
        ("leadctl user edit ana --teams DACH;We", ["DACH\\;West\\ desk"]),
        ("leadctl config show --version ", ["1"]),
        ("leadctl notify list --channel ", ["email", "crm"]),
        ("leadctl user edit ana --channels ", ["email"]),
        ("leadctl notify retry ", ["1"]),
        ("leadctl notify test --to a", [""]),
        ("leadctl us", ["user"]),
        ("leadctl user ta", ["tag"]),
        ("leadctl user edit ana --lo", ["--login"]),
        ("leadctl team inbox --us", ["--user"]),
        ("leadctl team inbox --mine b", ["bob"]),
        ("leadctl user add a", [""]),  # a new name is nobody's yet
        ("leadctl account edit West --name W", [""]),
        ("leadctl nonsense show a", [""]),
        ("leadctl team handout 42 --to = b", ["bob"]),  # bash parts words at =
        ("leadctl report performance --by us", ["user"]),
        ("leadctl report performance --by user,rec", ["user,record-type"]),
        ("leadctl report allocation --columns distributed,gat", ["distributed,gated"]),
        ("leadctl report summary --sort opportunity_value_", ["opportunity_value_raw"]),
        ("leadctl report response --table ", ["main", "reasons"]),
        ("leadctl report all -o x --format html,x", ["html,xlsx"]),
        ("leadctl report performance --trend w", ["week"]),
        ("leadctl report performance --mode pu", ["push", "pull"]),
        ("leadctl report performance --score-band ", [""]),  # the rules name none
        ("leadctl report performance --filter w", ["weekly"]),
        ("leadctl report explain contact_", ["contact_rate"]),
        ("leadctl report filters list perf", ["performance"]),
        ("leadctl lead list --columns name,ema", ["name,email", "name,email2"]),
        ("leadctl lead list --where sta", ["state=", "status=", "status_since="]),
        ("leadctl lead list --reason gat", ["gate"]),
        ("leadctl lead action 42 c", ["call"]),
        ("leadctl lead touch 42 email_o", ["email_opened"]),
        ("leadctl lead void 1", ["1"]),
        ("leadctl lead show 42 --format h", ["html"]),
        ("leadctl import leads x.csv --map Mail=ema", ["Mail=email", "Mail=email2"]),
        ("leadctl import leads x.csv --encoding utf-8", ["utf-8"]),
        ("leadctl import leads x.csv --region D", ["DE", "DJ", "DK", "DM", "DO", "DZ"]),
        ("leadctl user add new --caps day=40;o", ["day=40\\;open="]),
        ("leadctl export lea", ["leads"]),
        ("leadctl export leads --preset s", ["salesforce"]),
        ("leadctl watch . --kind to", ["touches"]),
        ("leadctl config check --strict --allow unreachable-", ["unreachable-catch-all"]),
        ("leadctl help cookb", ["cookbook"]),
        ("leadctl import leads ", [""]),  # the shell offers files
    ],
)
def test_bash(complete, line, found):
    assert complete(line) == found


def test_zsh_and_fish_tell_about_each_name(complete):
    (line,) = complete("leadctl team show W", "zsh")
    assert line == """_arguments '*: :(("West desk":"owner ana"))'"""
    assert complete("leadctl user show a", "fish") == ["ana\tAna Alba", "anke\tAnke Blum (disabled)"]
    assert complete("leadctl user show zz", "zsh") == ["_files"]


def test_fish_asks_whether_there_is_anything(complete, monkeypatch, stocked):
    monkeypatch.setenv("_LEADCTL_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "is-args")
    monkeypatch.setenv("LEADCTL_DB", str(stocked))
    for line, code in (("leadctl user show a", 0), ("leadctl user show zz", 1)):
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        assert invoke([]) == code


def test_the_newest_leads_without_a_word(complete):
    found = complete("leadctl explain ")
    assert found[:2] == ["130", "129"]
    assert len(found) == completion.SHOWN


@pytest.mark.parametrize("form", ["--db {} user show a", "--db={} user show a", "user show --db {} a"])
def test_the_database_of_the_line(complete, stocked, tmp_path, form):
    assert complete(f"leadctl {form.format(stocked)}", db=tmp_path / "none.db") == ["ana", "anke"]
    assert complete(f"leadctl {form.format(tmp_path / 'none.db')}") == [""]


def test_after_db_the_shell_offers_files(complete):
    assert complete("leadctl user show --db le") == [""]
    assert complete("leadctl --db le", "zsh") == ["_files"]
    assert complete("leadctl user show --d") == ["--db", "--debug"]


def test_a_time_that_bash_parts_at_colons(complete):
    assert complete("leadctl --now 2026-03-01T09 : 00 user show b") == ["bob"]


def test_nothing_is_written(complete, stocked):
    folder = stocked.parent
    before = {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()}
    stocked.chmod(0o400)
    folder.chmod(0o500)
    try:
        assert complete("leadctl user show a") == ["ana", "anke"]
        assert complete("leadctl explain 4")
    finally:
        folder.chmod(0o700)
        stocked.chmod(0o600)
    assert {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()} == before


def test_while_another_process_writes(complete, stocked):
    writer = connect(stocked)
    add_user(writer, "aaron")
    writer.execute("begin immediate")
    writer.execute("insert into user (login, name, account_id, created_at) values ('abe', 'Abe', 1, 0)")
    assert complete("leadctl user show a") == ["aaron", "ana", "anke"]
    writer.execute("rollback")
    writer.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, b"SQLite format 3\0" + b"\1" * 2000])
def test_a_file_that_is_no_database_offers_nothing(complete, tmp_path, content):
    (tmp_path / "odd.db").write_bytes(content)
    assert complete("leadctl user show a", db=tmp_path / "odd.db") == [""]
    assert (tmp_path / "odd.db").read_bytes() == content


def test_names_that_would_drive_the_terminal(complete, stocked):
    con = sqlite3.connect(stocked)
    con.execute("insert into user (login, name, account_id, created_at) values ('eve', 'E\x1b[2Jve', 1, 0)")
    con.commit()
    con.close()
    assert complete("leadctl user show ev", "fish") == ["eve\tE\\x1b[2Jve"]


def test_names_are_no_markup_and_rich_is_not_loaded(complete, stocked):
    con = connect(stocked)
    add_user(con, "max", name="[bold]Max[/bold]")
    con.close()
    assert complete("leadctl user show max", "fish") == ["max\t[bold]Max[/bold]"]
    code = (
        "import atexit, sys\natexit.register(lambda: sys.stderr.write(str('rich' in sys.modules)))\n"
        "from leadctl.cli import run\nrun([])\n"
    )
    env = {
        **os.environ,
        "_LEADCTL_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": f"leadctl explain --db {stocked} ",
    }
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert "130" in done.stdout
    assert done.stderr == "False"


def test_underscores_and_percent_signs_mean_themselves(complete, stocked):
    con = connect(stocked)
    add_user(con, "a_b")
    con.close()
    assert complete("leadctl user show a_") == ["a_b"]
    assert complete("leadctl user show %") == [""]


@given(st.text("ab1@.", min_size=1, max_size=5), st.text("ab1@.", max_size=6))
def test_leads_are_found_by_prefix_as_a_plain_search_finds_them(first, start):
    con = sqlite3.connect(":memory:")
    con.execute("create table lead (id integer primary key, external_id, full_name, first_name, last_name, company,"
                " email, phone, undone_at)")  # fmt: skip
    mails = [first, start + "x", start, "b@a.a", first + start]
    con.executemany("insert into lead (email) values (?)", [(mail.lower(),) for mail in mails])
    found = {one.name for one in completion.named(con, "lead", start)}
    naive = {str(n) for n in range(1, 6) if str(n).startswith(start)} | {m for m in mails if m.startswith(start)}
    assert found == (naive if start else {str(n) for n in range(1, 6)})


@given(st.integers(1, 400), st.integers(1, 400))
def test_ids_by_their_first_digits(count, number):
    con = sqlite3.connect(":memory:")
    con.execute("create table lead (id integer primary key, external_id, full_name, first_name, last_name, company,"
                " email, phone, undone_at)")  # fmt: skip
    con.executemany("insert into lead (id) values (?)", [(i,) for i in range(1, count + 1)])
    con.execute("update lead set company = 'x'")
    found = [one.name for one in completion.named(con, "lead", str(number))]
    naive = [str(i) for i in range(1, count + 1) if str(i).startswith(str(number))]
    assert found == naive[: completion.SHOWN]


# ---------------------------------------------------------------- parts


def test_pieces_that_bash_parts_are_one_word_again():
    assert joined(["x", "--to", "="], "an") == (["x", "--to"], "an", "")
    assert joined(["x", "--to"], "=") == (["x", "--to"], "", "")
    assert joined(["show", "pat", "@"], "ac") == (["show"], "pat@ac", "pat@")
    assert joined(["--db", "=", "x.db", "user"], "") == (["--db=x.db", "user"], "", "")
    assert joined(["a", "b"], "") == (["a", "b"], "", "")


def test_bash_gets_only_what_stands_behind_its_own_words(complete):
    assert complete("leadctl explain pat @ ac") == ["acme.example"]


@given(st.text(min_size=1, max_size=8).filter(lambda t: t.isprintable() and not t.isspace()))
def test_escaped_names_are_one_word_for_a_shell(text):
    import shlex

    plain = "".join(c for c in text if c not in "\r\n")
    if plain:
        assert shlex.split(escaped(plain)) == [plain]


def test_every_kind_has_a_list():
    kinds = {*_completion.KINDS.values(), *(k for k in _completion.SPECIAL.values() if k)}
    elsewhere = {"lead", "activity", "mapping", "channel", "way", "help topic"}
    assert kinds <= {*completion.LISTS, *_completion.CHOICES, *_words.WORDS, *_words.OF_DATABASE, *elsewhere}


# ---------------------------------------------------------------- a real shell


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_the_script_that_bash_installs_works_in_bash(stocked, tmp_path):
    program = Path(sys.executable).parent / "leadctl"
    env = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LEADCTL_DB": str(stocked),
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    made = subprocess.run([program, "--install-completion", "bash"], env=env, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    script = tmp_path / ".bash_completions" / "leadctl.sh"
    lines = """
    source "$1"
    COMP_WORDS=(leadctl team show W); COMP_CWORD=3; _leadctl_completion leadctl; printf '<%s>' "${COMPREPLY[@]}"
    COMP_WORDS=(leadctl user edit ana --account ''); COMP_CWORD=5; _leadctl_completion leadctl
    printf '<%s>' "${COMPREPLY[@]}"
    """
    said = subprocess.run(["bash", "--norc", "-c", lines, "x", script], env=env, capture_output=True, text=True)
    assert said.stdout == "<West\\ desk><Bay\\ Area><Corporate><West>"
    assert said.stderr == ""


@pytest.mark.parametrize(
    ("shell", "file"), [("zsh", ".zfunc/_leadctl"), ("fish", ".config/fish/completions/leadctl.fish")]
)
def test_the_scripts_of_other_shells_are_installed(tmp_path, shell, file):
    program = Path(sys.executable).parent / "leadctl"
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run([program, "--install-completion", shell], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"_LEADCTL_COMPLETE=complete_{shell}" in (tmp_path / file).read_text()
