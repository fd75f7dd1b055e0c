"""Fields of 100 MB in every format: said plainly, the other rows stored, memory bounded."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import box
from tests.safety import formats
from tests.soak import life

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc"),
]
MEGABYTE = 1 << 20
GIANT = 100  # MB
MOST = 100  # MB at the peak
PEAK = """
import atexit, resource
def told():
    with open("/proc/self/status") as file:  # ru_maxrss would count the process that started this one
        own = next(line.split()[1] for line in file if line.startswith("VmHWM"))
    print("peak", int(own) // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
atexit.register(told)
from leadctl.__main__ import main
main()
"""
X = "x" * MEGABYTE
LINES = ("y" * 1023 + "\n") * 1024
HEAD = "Lead ID,Email,Name\n1,a@x.io,Ann\n"
TAIL = "3,c@x.io,Cy\n"
SHEET = formats.of(HEAD + "2,GIANT,Bo\n" + TAIL, "sheet").decode()


def parts(name: str) -> Iterator[str]:
    """Yield the text of a file with a giant field in its second record."""
    before, after, filling = {
        "cell.csv": (f"{HEAD}2,", f",Bo\n{TAIL}", X),
        "quoted.csv": (f'{HEAD}2,"', f'",Bo\n{TAIL}', LINES),
        "header.csv": ("Lead ID,Email,Name", f"\n{TAIL}", X),
        "cell.ndjson": ('{"id":"1","email":"a@x.io"}\n{"email":"', '"}\n{"id":"3","email":"c@x.io"}\n', X),
        "alone.ndjson": ('{"email":"', '"}', X),
        "cell.json": ('[{"id":"1","email":"a@x.io"},{"email":"', '"},{"id":"3","email":"c@x.io"}]', X),
        "object.json": ('{"results":[{"id":"1","email":"', '"}]}', X),
        "sheet.xml": (*SHEET.split("GIANT"), X),
    }[name]
    yield before
    for _ in range(GIANT):
        yield filling
    yield after


# name: exit code, rows stored, what is said
SAID = {
    "cell.csv": (1, 2, "a line of 104857"),
    "quoted.csv": (1, 2, "more than 4194304 characters"),
    "header.csv": (2, 0, "the first line is longer than 4194304 characters"),
    "cell.ndjson": (1, 2, "too long: a line of more than 4194304 bytes"),
    "alone.ndjson": (2, 0, "line 1 is too long: a line of more than 4194304 bytes"),
    "cell.json": (1, 2, "too long: an object of more than 4194304 characters"),
    "object.json": (2, 0, "one JSON object of more than 50 MB"),
    "sheet.xml": (1, 2, "a cell of more than 4194304 characters"),
}


def made(folder: Path, name: str) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts(name))
    if name != "sheet.xml":
        return path
    book = folder / "book.xlsx"
    empty = io.BytesIO(formats.book([["x"]]))
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part == formats.SHEET:
                new.write(path, part)
            else:
                new.writestr(part, old.read(part))
    return book


def imported(db: Path, file: Path) -> tuple[int, str, int, int]:
    """Import the file; return exit code, what was said, and the peaks of memory in MB: its own, that of its reader."""
    command = [sys.executable, "-c", PEAK, "import", "leads", str(file), "--quiet"]
    done = subprocess.run(command, env=life.environment(db), capture_output=True, text=True, check=False, cwd=db.parent)
    said, _, peaks = done.stdout.rpartition("peak ")
    own, reader = map(int, peaks.split())
    return done.returncode, said + done.stderr, own, reader


@pytest.mark.parametrize("name", SAID)
def test_a_field_of_100_megabytes(tmp_path: Path, name: str) -> None:
    db = tmp_path / "soak.db"
    life.run(db, "init")
    code, stored, what = SAID[name]
    file = made(tmp_path, name)
    found, said, own, reader = imported(db, file)
    box.tell(f"{name}: {own} MB at the peak, {reader} MB in the reader of workbooks")
    assert "Traceback" not in said
    assert found == code, said
    if code == 1:
        said = json.loads(life.run(db, "imports", "show", "1", "--json"))
        assert what in json.dumps(said)
        assert '"line": 3' in json.dumps(said) or '"line": 2' in json.dumps(said)
    else:
        assert what in said
        assert "hint:" in said
    assert life.facts(db)["leads"] == stored
    life.run(db, "verify", "--quiet")
    assert own < MOST
