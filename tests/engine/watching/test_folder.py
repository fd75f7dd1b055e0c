"""Which files are complete, where they go, and that one process sees to a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.watching import folder as folders
from leadctl.engine.watching.folder import complete, look, only_one, way
from leadctl.errors import BusyError, NotFoundError, UsageError

NOW = 1_772_355_600


def test_what_is_looked_at(tmp_path):
    for name in ("a.csv", "B.XLSX", "c.ndjson", "d.csv.part", "e.tmp", ".f.csv", "~g.csv", "h.pdf", "i.crdownload"):
        (tmp_path / name).write_text("x")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert sorted(path.name for path in look(tmp_path)) == ["B.XLSX", "a.csv", "c.ndjson"]


def test_a_file_that_grows_or_changes_is_not_complete(tmp_path):
    for name in ("same.csv", "grows.csv", "changes.csv", "gone.csv"):
        (tmp_path / name).write_text("one")
        os.utime(tmp_path / name, (1, 1))
    before = look(tmp_path)
    (tmp_path / "grows.csv").write_text("one and two")
    os.utime(tmp_path / "grows.csv", (1, 1))
    (tmp_path / "changes.csv").write_text("two")
    os.utime(tmp_path / "changes.csv", (2, 2))
    (tmp_path / "gone.csv").unlink()
    (tmp_path / "new.csv").write_text("x")
    assert [path.name for path in complete(before, look(tmp_path))] == ["same.csv"]


@given(st.dictionaries(st.integers(0, 9), st.tuples(st.integers(1, 3), st.integers(1, 3))), st.data())
def test_complete_is_what_both_looks_agree_on(then, data):
    now = {k: data.draw(st.sampled_from([v, (9, 9)])) for k, v in then.items() if data.draw(st.booleans())}
    before = {Path(str(k)): v for k, v in then.items()}
    after = {Path(str(k)): v for k, v in now.items()}
    found = complete(before, after)
    assert set(found) == {p for p in after if before.get(p) == after[p]}
    assert [after[p][1] for p in found] == sorted(after[p][1] for p in found)


def test_nothing_is_written_over(tmp_path):
    for end in ("done", "failed"):
        (tmp_path / end).mkdir()
    seen = set()
    for n in range(4):
        found = way(tmp_path, tmp_path / "a.csv", NOW)
        assert found.name not in seen
        seen.add(found.name)
        found.to(("done", "failed")[n % 2]).write_text("x")
    assert sorted(seen) == [
        "a-20260301T090000Z-2.csv", "a-20260301T090000Z-3.csv", "a-20260301T090000Z.csv", "a.csv",
    ]  # fmt: skip
    (tmp_path / "failed" / "b.error.txt").write_text("x")
    assert way(tmp_path, tmp_path / "b.csv", NOW).name != "b.csv"


def test_one_process_per_folder_and_a_killed_one_lets_go(tmp_path):
    code = "import sys, time; from pathlib import Path; from leadctl.engine.watching.folder import only_one\n"
    code += "with only_one(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="another leadctl watches"), only_one(tmp_path):
            pass
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    with only_one(tmp_path):
        assert (tmp_path / "done").stat().st_mode & 0o777 == 0o700


def test_no_folder(tmp_path):
    with pytest.raises(NotFoundError, match="no folder"):
        folders.check(tmp_path / "none")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="not a folder"):
        folders.check(tmp_path / "file")
