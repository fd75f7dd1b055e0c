"""leadctl watch: files that land are imported once, moved, and told of; whatever happens in between."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = "email,name\nann@x.io,Ann\nbo@x.io,Bo\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def once(leadctl, folder):
    def run(*words: str):
        return leadctl("watch", str(folder), "--once", "--every", "0s", *words)

    return run


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name[0] != ".")


def leads(leadctl) -> int:
    return len(json.loads(leadctl("lead", "list", "--limit", "0", "--json").out))


def test_a_good_file_is_done(leadctl, folder, once):
    (folder / "a.csv").write_text(GOOD)
    done = once()
    assert (done.code, done.out) == (0, "2026-03-01 09:00 UTC  a.csv: 2 new; now done/a.csv\n")
    assert files(folder) == ["done/a.csv"]
    assert once().out == ""
    (folder / "a.csv").write_text(GOOD)  # the same once more
    assert "2 unchanged; now done/a-20260301T090000Z.csv" in once().out
    assert leads(leadctl) == 2


def test_what_was_read_in_spite_of_a_doubt_is_said(folder, once):
    (folder / "a.csv").write_text("name,email\nAnn,nomail\nBo,b@x.io\nCy,nomail either\n")
    done = once()
    assert (done.code, done.out) == (0, "2026-03-01 09:00 UTC  a.csv: 3 new; warned: bad-email 2; now done/a.csv\n")


def test_rejected_rows_lie_beside_the_file_and_come_back_mended(leadctl, folder, once):
    (folder / "a.csv").write_text(
        GOOD.replace("name\n", "status\n").replace("Bo\n", "Nonsense\n").replace("Ann", "New")
    )
    done = once()
    assert (done.code, "1 new, 1 rejected" in done.out) == (1, True)
    assert files(folder) == ["done/a.csv", "done/a.rejects.csv"]
    rejects = folder / "done" / "a.rejects.csv"
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    (folder / "a.rejects.csv").write_text(rejects.read_text().replace("Nonsense", "New"))
    assert once().code == 0
    assert leads(leadctl) == 2


def test_a_file_of_which_nothing_came_in_failed(folder, once):
    (folder / "a.csv").write_text("email,status\na@x.io,Nonsense\n")
    (folder / "b.csv").write_bytes(b"%PDF-1.7")
    (folder / "c.json").write_text("[1, 2]")
    done = once()
    assert done.code == 1
    assert files(folder) == [
        "failed/a.csv", "failed/a.rejects.csv", "failed/b.csv", "failed/b.error.txt", "failed/c.error.txt",
        "failed/c.json",
    ]  # fmt: skip
    told = (folder / "failed" / "b.error.txt").read_text()
    assert "[not-csv]" in told
    assert "hint:" in told
    assert stat.S_IMODE((folder / "failed" / "b.error.txt").stat().st_mode) == 0o600
    assert done.err.count("warning: ") == 3


def test_half_written_files_are_left_alone(folder, once, monkeypatch):
    import leadctl.commands.watch as watching

    (folder / "a.csv.part").write_text(GOOD)
    (folder / "b.csv").write_text(GOOD[:20])
    monkeypatch.setattr(watching.time, "sleep", lambda seconds: (folder / "b.csv").write_text(GOOD))  # still written
    done = once()
    assert (done.code, done.out) == (0, "")
    assert "b.csv is still being written" in done.err
    assert files(folder) == ["a.csv.part", "b.csv"]
    monkeypatch.setattr(watching.time, "sleep", lambda seconds: None)
    assert "2 new" in once().out


def test_a_file_that_changes_while_it_is_read_stays(leadctl, folder, once, monkeypatch):
    import leadctl.engine.importing.leads as importing

    real = importing.import_leads

    def and_more_comes(*words):
        done = real(*words)
        with (folder / "a.csv").open("a") as file:
            file.write("cy@x.io,Cy\n")
        return done

    (folder / "a.csv").write_text(GOOD)
    with monkeypatch.context() as m:
        m.setattr(importing, "import_leads", and_more_comes)
        assert "left where it is" in once().out
    assert files(folder) == ["a.csv"]
    assert "1 new, 2 unchanged" in once().out
    assert leads(leadctl) == 3


def test_assign_after_files_came(leadctl, folder, once, tmp_path):
    (tmp_path / "users.csv").write_text("login,name\nana,Ana\n")
    (tmp_path / "r.toml").write_text('[[strategy]]\nname = "All"\nto = { users = ["ana"] }\n')
    assert leadctl("import", "users", "users.csv").code == 0
    assert leadctl("config", "apply", "r.toml").code == 0
    (folder / "a.ndjson").write_text('{"email": "a@x.io"}\n{"email": "b@x.io"}\n')
    told = once("--assign", "--json", "--source", "Web").out.splitlines()
    first, second = map(json.loads, told)
    assert (first["outcome"], first["import"]["new"], first["moved_to"]) == ("done", 2, str(folder / "done/a.ndjson"))
    assert second["assign"]["distributed"] == 2
    assert json.loads(leadctl("lead", "list", "--json").out)[0]["source"] == "Web"
    assert once("--assign").out == ""  # nothing came, nothing runs


def test_other_kinds(leadctl, folder, once):
    leadctl("import", "users", "-", stdin="login,name\nana,Ana\n")
    leadctl("import", "leads", "-", stdin="id,email\n7,a@x.io\n")
    (folder / "t.csv").write_text("id,lead,user,type,date\n1,7,ana,call,2026-02-01 10:00\n")
    assert "1 new" in once("--kind", "activities").out
    (folder / "c.csv").write_text("source,day,cost\nWeb,2026-02-01,12.50\n")
    assert "now done/c.csv" in once("--kind", "costs").out


def test_a_dry_run_moves_and_writes_nothing(leadctl, folder):
    (folder / "a.csv").write_text(GOOD)
    done = leadctl("watch", str(folder), "--dry-run", "--every", "0s")
    assert (done.code, "2 new; left where it is" in done.out) == (0, True)
    assert files(folder) == ["a.csv"]
    assert leads(leadctl) == 0


def test_quiet_speaks_only_of_failures(folder, once):
    (folder / "a.csv").write_text(GOOD)
    assert (once("--quiet").out, once("--quiet").err) == ("", "")
    (folder / "b.csv").write_bytes(b"%PDF-1.7")
    done = once("--quiet")
    assert (done.out, done.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("words", "code", "slug", "near"),
    [
        (["--kind", "lead"], 2, "unknown-kind", '"leads"'),
        (["--mapping", "none"], 4, "no-mapping", ""),
        (["--kind", "costs", "--assign"], 2, "usage", "--assign"),
        (["--kind", "costs", "--source", "x"], 2, "usage", "--source"),
        (["--every", "soon"], 2, "bad-duration", ""),
    ],
)
def test_wrong_use(leadctl, folder, words, code, slug, near):
    done = leadctl("watch", str(folder), "--once", *words)
    assert (done.code, f"[{slug}]" in done.err, near in done.err) == (code, True, True), done.err


def test_no_folder(leadctl):
    done = leadctl("watch", "nowhere")
    assert (done.code, "[no-watch-folder]" in done.err) == (4, True)


def test_a_full_database_leaves_the_file(leadctl, folder, monkeypatch):
    import leadctl.engine.importing.leads as importing
    from leadctl.errors import DatabaseError

    def full(*words):
        raise DatabaseError("the disk is full", slug="disk-full")

    (folder / "a.csv").write_text(GOOD)
    monkeypatch.setattr(importing, "import_leads", full)
    done = leadctl("watch", str(folder), "--once", "--every", "0s")
    assert (done.code, files(folder)) == (3, ["a.csv"])


# ------------------------------------------------------------ a real process


def started(db: Path, folder: Path) -> subprocess.Popen[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LEADCTL_")}
    words = [sys.executable, "-m", "leadctl", "watch", str(folder), "--every", "1s", "--db", str(db)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=kept)


def until(there) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_takes_what_comes_and_ends_cleanly(leadctl, db_file, folder, number):
    running = started(db_file, folder)
    try:
        until(lambda: (folder / "failed").exists())
        (folder / ".a.tmp").write_text(GOOD)
        (folder / ".a.tmp").rename(folder / "a.csv")
        until(lambda: (folder / "done" / "a.csv").exists())
        assert leadctl("watch", str(folder), "--once").code == 75
        time.sleep(0.3)  # it has told, and sleeps
        running.send_signal(number)
        out, err = running.communicate(timeout=30)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 0, err
    assert "a.csv: 2 new; now done/a.csv" in out
    assert "stopped watching" in err
    assert "1 file taken" in err
    assert leads(leadctl) == 2


def test_killed_between_import_and_move_nothing_is_there_twice(leadctl, db_file, folder):
    (folder / "a.csv").write_text(GOOD)
    code = (
        "import os, signal, sys\n"
        "from leadctl.engine.watching import folder\n"
        "folder.put = lambda *words: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"sys.argv = ['leadctl', 'watch', {str(folder)!r}, '--once', '--every', '0s', '--db', {str(db_file)!r}]\n"
        "from leadctl.__main__ import main\n"
        "main()\n"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LEADCTL_")}
    dead = subprocess.run([sys.executable, "-c", code], capture_output=True, env=kept)
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    assert files(folder) == ["a.csv"]
    done = leadctl("watch", str(folder), "--once", "--every", "0s")
    assert (done.code, "2 unchanged; now done/a.csv" in done.out) == (0, True), done.out + done.err
    assert leads(leadctl) == 2
