"""The root command: help, version, global flags anywhere, exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from leadctl.cli import COMMANDS, hoist
from leadctl.errors import UsageError


def test_version_answers_without_loading_typer() -> None:
    code = (
        "import sys; sys.argv=['leadctl','--version']; from leadctl.__main__ import main; main();"
        " assert 'typer' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("leadctl ")


def test_help_lists_every_command_in_groups(leadctl) -> None:
    result = leadctl("--help", db=None, now=None)
    assert result.code == 0
    for name, (_, line, group) in COMMANDS.items():
        assert name in result.out
        assert line.split(",")[0][:20] in result.out
        assert f"{group}:" in result.out


def test_an_unknown_command_suggests(leadctl) -> None:
    result = leadctl("inti", db=None, now=None)
    assert result.code == 2
    assert "init" in result.err


def test_global_flags_are_taken_from_anywhere() -> None:
    rest, found = hoist(["lead", "list", "--db", "x.db", "--now=09:00", "-q", "--", "--db"])
    assert rest == ["lead", "list", "--", "--db"]
    assert found == {"db": "x.db", "now": "09:00", "quiet": True}


def test_mine_is_another_name_of_user() -> None:
    assert hoist(["notices", "--mine", "ana"])[0] == ["notices", "--user", "ana"]
    assert hoist(["notices", "--mine=ana", "--", "--mine"])[0] == ["notices", "--user=ana", "--", "--mine"]
    assert hoist(["import", "leads", "f.csv", "--map", "A=b=c"])[0][-1] == "A=b=c"


def test_a_global_flag_without_value_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="--db needs a value"):
        hoist(["lead", "list", "--db"])


def test_init_adds_the_missing_rules_and_never_overwrites(leadctl, db_file) -> None:
    before = db_file.read_bytes()
    assert leadctl("init").code == 0  # the database is there, the rules are not
    second = leadctl("init")
    assert second.code == 4
    assert "exists already" in second.err
    assert db_file.read_bytes() == before


def test_version_beside_another_global_flag(leadctl) -> None:
    assert leadctl("--version").out.startswith("leadctl ")


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ("asign", "leadctl: error: no such command 'asign'. Did you mean 'assign'? [usage]", "leadctl --help"),
        ("lead lst", "leadctl: error: no such command 'lst'. Did you mean 'list'? [usage]", "leadctl lead --help"),
        ("--versoin", "no such option: --versoin (Possible options: --version) [usage]", "leadctl --help"),
        (
            "lead list --queit",
            "no such option: --queit (Possible options: --quiet) [usage]",
            "leadctl lead list --help",
        ),
        (
            "assign --limt 3",
            "no such option: --limt (Possible options: --limit, --wait) [usage]",
            "leadctl assign --help",
        ),
        (
            "assign --limit -1",
            "invalid value for '--limit': -1 is not in the range x>=0 [usage]",
            "leadctl assign --help",
        ),
        ("lead show", "leadctl: error: missing argument 'LEAD' [usage]", "leadctl lead show --help"),
    ],
)
def test_a_wrong_line_is_said_like_every_other_error(leadctl, line, said, hint) -> None:
    result = leadctl(*line.split())
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.splitlines()[1] == f"hint: {hint}"


def test_a_group_without_a_command_shows_its_help(leadctl) -> None:
    result = leadctl("imports")
    assert result.code == 2
    assert "Take an import back" in result.err


def test_an_interrupted_command_says_what_stays(leadctl, monkeypatch) -> None:
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("leadctl.engine.verify.verify", interrupted)
    result = leadctl("verify")
    assert result.code == 130
    assert result.err == "\nleadctl: interrupted; what was committed stays, the rest was not written\n"
    monkeypatch.setattr("leadctl.engine.runs.assign", interrupted)
    assert "hint: leadctl assign does the rest" in leadctl("assign").err


@pytest.mark.parametrize(
    "line",
    [
        "imports show {}", "imports undo {}", "lead void {} --reason x", "lead list --limit {}", "runs list --limit {}",
        "config show --version {}", "user absence remove {}", "lead list --where value={}", "lead list --where id={}",
    ],
)  # fmt: skip
def test_a_number_beyond_64_bits_is_an_error_of_the_user(leadctl, line) -> None:
    result = leadctl(*line.format(9**30).split())
    assert result.code == 2
    assert "too large" in result.err


@pytest.mark.parametrize(("number", "code", "said"), [("EPIPE", 0, ""), ("ENOSPC", 3, "[disk-full]")])
def test_a_reader_that_leaves_is_no_fault_and_a_full_disk_is_said(db_file, number, code, said) -> None:
    script = (
        "import errno, os, sys; from leadctl import cli; from leadctl.engine import verify\n"
        f"def fails(*args): raise OSError(errno.{number}, os.strerror(errno.{number}))\n"
        "verify.verify = fails; cli.run(['verify', '--db', sys.argv[1]])"
    )
    done = subprocess.run([sys.executable, "-c", script, db_file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "bug" not in done.stderr
