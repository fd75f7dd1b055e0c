"""A file that cannot be used: every command says one line, ends with 3, and leaves the file as it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from leadctl.db.connection import SCHEMA_VERSION
from tests.builders import add_leads, add_users

COMMANDS = (
    *("lead list", "assign", "tick", "verify", "report performance --last-30-days", "report summary -o r.csv"),
    *("import leads leads.csv", "backup b.db", "user list", "undo last", "pull --user ana", "notify list"),
    *("export leads", "inbox --user ana", "config show"),
)


def newer(path: Path) -> str:
    con = sqlite3.connect(path)
    con.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()
    return "newer-database"


def no_database(path: Path) -> str:
    path.write_bytes(b"Lead ID,Name\nL1,Ann\n" * 300)
    return "not-a-database"


def foreign(path: Path) -> str:
    path.unlink()
    con = sqlite3.connect(path)
    con.execute("create table song (name text)")
    con.close()
    return "not-leadctl"


def smashed(path: Path) -> str:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    return "damaged"


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("spoil", [newer, no_database, foreign, smashed])
def test_one_line_exit_3_and_untouched(leadctl, db_file, spoil, line) -> None:
    Path("leads.csv").write_text("Lead ID,Name,Email\nL1,Ann,ann@x.example\n", "utf-8")
    slug = spoil(db_file)
    before = db_file.read_bytes()
    done = leadctl(*line.split())
    assert (done.code, done.err.count("leadctl: error:")) == (3, 1), done
    assert f"[{slug}]" in done.err
    assert "Traceback" not in done.err
    assert db_file.read_bytes() == before
    assert not Path("b.db").exists()
    assert not Path("r.csv").exists()


# ---------------------------------------------------------------- a full disk

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from leadctl.cli import run
run(sys.argv[2:])
"""
WRITING = (
    *("report summary --from 2026-01-01 -o r.csv", "report summary --from 2026-01-01 -o r.xlsx"),
    *("report summary --from 2026-01-01 -o r.html", "report summary --from 2026-01-01 -o r.json", "backup b.db"),
    *("export leads -o e.csv", "export leads --format ndjson -o e.ndjson", "report all -o weekly --format html,xlsx"),
    *("import leads leads.csv", "assign", "anonymise a.db", "assign --propose plan.csv"),
)


@pytest.fixture
def filled(con, db_file) -> Path:
    add_users(con, "ana bob")
    add_leads(con, 400, full_name="Somebody with a long name", company="A company with a long name")
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()
    return db_file


@pytest.mark.parametrize("line", WRITING)
def test_a_full_disk_is_one_line_and_leaves_nothing_half_done(filled, tmp_path, line) -> None:
    """No file may grow beyond 16 kB, as on a disk that is full."""
    pytest.importorskip("resource")
    (tmp_path / "leads.csv").write_text(
        "Lead ID,Name,Email\n" + "".join(f"L{n},Ann Lee,ann{n}@x.example\n" for n in range(2_000)), "utf-8"
    )
    before = {p.name for p in tmp_path.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", FULL, "16384", *line.split(), "--db", str(filled), "--now", "2026-03-02T12:00:00Z"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    if done.returncode:  # what is small enough was written whole
        assert done.returncode in (2, 3), done.stderr
        assert done.stderr.count("leadctl: error:") == 1, done.stderr
        made = {p.name for p in tmp_path.iterdir()} - before - {f"{filled.name}{s}" for s in ("-wal", "-shm", ".lock")}
        assert made <= {"weekly"}, made
    con = sqlite3.connect(filled)
    assert con.execute("pragma integrity_check").fetchone() == ("ok",)
    assert con.execute("select count(*) from lead").fetchone()[0] == 400
    con.close()
