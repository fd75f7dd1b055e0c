"""Where a report goes: files whole and never over another unasked, stdout, terminals, pagers."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import zipfile
from pathlib import Path

import pytest

from leadctl.commands import _pager
from leadctl.commands._files import replacing
from leadctl.errors import DatabaseError, UsageError

REPORT = ("report", "performance", "--last-30-days")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own, so that a left-over temporary file is seen."""
    place = tmp_path / "out"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def names(folder):
    return sorted(p.name for p in folder.iterdir())


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.xlsx", b"PK\x03\x04"),
        ("r.html", b"<!doctype html>"),
        ("r.htm", b"<!doctype html>"),
        ("r.md", b"# Distribution performance"),
        ("r.csv", b"mode,"),
        ("r.json", b"{\n"),
        ("r.txt", b"Distribution performance\n"),
    ],
)
def test_the_suffix_names_the_format(leadctl, folder, name, begins):
    result = leadctl(*REPORT, "-o", name)
    assert (result.code, result.out) == (0, "")
    assert f"written to {name}" in result.err
    data = Path(name).read_bytes()
    assert data[: len(begins)].lower() == begins.lower()
    assert Path(name).stat().st_mode & 0o777 == 0o600
    assert names(folder) == [name]


def test_a_format_beats_the_suffix(leadctl, folder):
    assert leadctl(*REPORT, "--format", "csv", "-o", "r.xlsx").code == 0
    assert Path("r.xlsx").read_text("utf-8").startswith("mode,")


def test_an_existing_file_needs_force(leadctl, folder):
    Path("r.csv").write_text("kept", "utf-8")
    result = leadctl(*REPORT, "-o", "r.csv")
    assert (result.code, result.out) == (2, "")
    assert "r.csv exists already [file-exists]" in result.err
    assert "--force" in result.err
    assert Path("r.csv").read_text("utf-8") == "kept"
    assert leadctl(*REPORT, "-o", "r.csv", "--force").code == 0
    assert Path("r.csv").read_text("utf-8").startswith("mode,")
    assert names(folder) == ["r.csv"]


def test_a_file_that_may_not_be_written_is_refused_before_the_database_is_asked(leadctl, folder):
    Path("r.csv").write_text("kept", "utf-8")
    assert "file-exists" in leadctl(*REPORT, "-o", "r.csv", db="nowhere.db").err


def test_a_folder_is_no_file(leadctl, folder):
    result = leadctl(*REPORT, "-o", ".", "--format", "csv")
    assert result.code == 2
    assert "[is-folder]" in result.err
    result = leadctl(*REPORT, "-o", "missing/r.csv")
    assert result.code == 3
    assert "[cannot-write]" in result.err


def test_force_alone_says_nothing_to_write_over(leadctl):
    assert "[bad-flags]" in leadctl(*REPORT, "--force").err
    assert "[bad-flags]" in leadctl(*REPORT, "--force", "-o", "-").err


def test_a_dash_is_stdout(leadctl, folder):
    assert leadctl(*REPORT, "-o", "-").out == leadctl(*REPORT).out
    assert leadctl(*REPORT, "-o", "-", "--format", "csv").out.startswith("mode,")
    assert names(folder) == []


def test_after_a_failure_the_old_file_stands(folder):
    Path("r.csv").write_text("old", "utf-8")
    with pytest.raises(RuntimeError), replacing(Path("r.csv"), force=True) as stream:  # noqa: PT012  it fails half way
        stream.write("half")
        raise RuntimeError
    assert Path("r.csv").read_text("utf-8") == "old"
    assert names(folder) == ["r.csv"]


def test_a_file_that_appeared_meanwhile_is_kept(folder):
    with pytest.raises(UsageError), replacing(Path("r.csv"), force=False) as stream:  # noqa: PT012
        stream.write("mine")
        Path("r.csv").write_text("theirs", "utf-8")
    assert Path("r.csv").read_text("utf-8") == "theirs"
    assert names(folder) == ["r.csv"]


def test_a_full_disk_is_one_line(folder, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DatabaseError, match="No space left"), replacing(Path("r.csv"), force=False) as stream:
        stream.write("x")
    assert names(folder) == []


def test_a_link_stays_and_its_target_is_replaced(leadctl, folder):
    Path("real.csv").write_text("old", "utf-8")
    Path("r.csv").symlink_to("real.csv")
    assert leadctl(*REPORT, "-o", "r.csv", "--force").code == 0
    assert Path("r.csv").is_symlink()
    assert Path("real.csv").read_text("utf-8").startswith("mode,")


def test_what_is_no_regular_file_is_written_to_as_it_is(leadctl, folder):
    os.mkfifo("pipe.csv")
    read = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe.csv").read_text("utf-8")))
    reader.start()
    assert leadctl(*REPORT, "-o", "pipe.csv").code == 0
    reader.join()
    assert read[0].startswith("mode,")
    assert Path("pipe.csv").is_fifo()
    assert leadctl(*REPORT, "-o", "/dev/null", "--format", "json").code == 0
    assert Path("/dev/null").is_char_device()


# ---------------------------------------------------------------- pipes and terminals


def environment(**more):
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("LEADCTL_", "LESS", "PAGER", "NO_COLOR", "COLUMNS", "LINES"))
    }
    return {**kept, "TERM": "xterm", **more}


def line(db, *words):
    return [sys.executable, "-m", "leadctl", *words, "--db", str(db), "--now", "2026-03-01T09:00:00Z"]


def on_terminal(db, *words, rows=24, columns=100, **more):
    """Return (exit code, what the screen shows) of one command on a terminal of its own."""
    screen, shown = pty.openpty()
    fcntl.ioctl(shown, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(line(db, *words), stdin=shown, stdout=shown, stderr=shown, env=environment(**more))
    os.close(shown)
    data = b""
    while True:
        try:
            part = os.read(screen, 65_536)
        except OSError:  # the other end is closed: how a terminal ends
            break
        if not part:
            break
        data += part
    os.close(screen)
    return process.wait(), data.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path):
    """Return a pager that says that it was here and how much it was given."""
    script = tmp_path / "pager"
    script.write_text('#!/bin/sh\necho "PAGED $(wc -l) LESS=$LESS $*"\n', "utf-8")
    script.chmod(0o700)
    return str(script)


def test_a_workbook_goes_down_a_pipe_and_not_to_a_terminal(db_file):
    done = subprocess.run(
        line(db_file, *REPORT, "--format", "xlsx"), capture_output=True, env=environment(), check=True
    )
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None
    code, shown = on_terminal(db_file, *REPORT, "--format", "xlsx")
    assert code == 2
    assert "[binary]" in shown
    assert "-o report.xlsx" in shown
    assert "PK" not in shown


def test_a_long_report_goes_through_the_pager(db_file, pager):
    code, shown = on_terminal(db_file, *REPORT, rows=8, LEADCTL_PAGER=pager, PAGER="false")
    assert code == 0
    assert "PAGED" in shown
    assert "LESS=FRX" in shown
    assert "Distribution performance" not in shown
    assert "LESS=FRXS" in on_terminal(db_file, *REPORT, "--wide", rows=8, LEADCTL_PAGER=pager)[1]
    assert "LESS=-S mine" in on_terminal(db_file, *REPORT, rows=8, LEADCTL_PAGER=f"{pager} mine", LESS="-S")[1]
    assert "PAGED" in on_terminal(db_file, *REPORT, rows=8, PAGER=pager)[1]
    assert "PAGED" in on_terminal(db_file, *REPORT, "--format", "md", rows=8, PAGER=pager)[1]


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ((), {"rows": 200}),  # it fits the screen
        (("--no-pager",), {}),
        (("--format", "csv"), {}),
        (("--format", "json"), {}),
        ((), {"LEADCTL_PAGER": ""}),
        ((), {"LEADCTL_PAGER": "cat"}),
        ((), {"TERM": "dumb"}),
        ((), {"LEADCTL_PAGER": "/no/such/pager -x"}),
        ((), {"LEADCTL_PAGER": "unbalanced 'quote"}),
    ],
)
def test_no_pager(db_file, pager, words, more):
    code, shown = on_terminal(db_file, *REPORT, *words, **{"rows": 8, "PAGER": pager, **more})
    assert code == 0
    assert "PAGED" not in shown
    assert "distributed" in shown


def test_nothing_pages_what_is_piped(db_file, pager):
    more = environment(LEADCTL_PAGER=pager)
    done = subprocess.run(line(db_file, *REPORT), capture_output=True, env=more, check=True)
    assert b"PAGED" not in done.stdout


def test_who_leaves_the_pager_early_gets_no_error(db_file, tmp_path):
    script = tmp_path / "quits"
    script.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    script.chmod(0o700)
    assert on_terminal(db_file, *REPORT, rows=8, LEADCTL_PAGER=str(script))[0] == 0


def test_the_pager_asked_for(monkeypatch):
    for name in ("LEADCTL_PAGER", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert _pager.chosen() == "less -FRX"
    monkeypatch.setenv("PAGER", "more")
    assert _pager.chosen() == "more"
    monkeypatch.setenv("LEADCTL_PAGER", "less -R")
    assert _pager.chosen() == "less -R"
    monkeypatch.setenv("TERM", "dumb")
    assert _pager.chosen() == ""


def test_colour_only_where_it_is_wanted(db_file):
    assert "\x1b[1m" in on_terminal(db_file, *REPORT, "--no-pager")[1]
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal(db_file, *REPORT, "--no-pager", **more)[1]
