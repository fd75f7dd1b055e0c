"""The rejects file: rows as found, and back again."""

from __future__ import annotations

import itertools
import re
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.engine.intake.reading import Record
from leadctl.engine.intake.rejects import EXTRA_COLUMNS, RejectsFile, default_path
from leadctl.engine.intake.source import open_source
from leadctl.engine.normalise.text import cleaned
from leadctl.errors import UsageError


def test_default_path():
    assert default_path("in/fair.csv") == Path("in/fair.rejects.csv")
    assert default_path("fair.CSV") == Path("fair.rejects.csv")
    assert default_path("in/fair.rejects.csv") == Path("in/fair.rejects-2.csv")
    assert default_path("fair.rejects-2.csv") == Path("fair.rejects-3.csv")
    assert default_path("-") == Path("rejects.csv")


def test_rows_as_found_with_line_column_and_reason(tmp_path):
    path = tmp_path / "fair.rejects.csv"
    with RejectsFile(path, ["Name", "Date"], ";") as rejects:
        rejects.add(Record(7, ["Ann; B", "31/31/2024"]), "Date", "not a date")
        assert not path.exists()  # all or nothing
    assert path.read_bytes() == (
        b'Name;Date;leadctl_line;leadctl_column;leadctl_reason\r\n"Ann; B";31/31/2024;7;Date;not a date\r\n'
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert rejects.count == 1


def test_no_rejects_no_file(tmp_path):
    with RejectsFile(tmp_path / "r.csv", ["a"]):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_nothing(tmp_path):
    def broken_off() -> None:
        with RejectsFile(tmp_path / "r.csv", ["a"]) as rejects:
            rejects.add(Record(2, ["x"]), None, "bad")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert list(tmp_path.iterdir()) == []


def test_the_mended_file_reads_like_the_original(tmp_path):
    original = tmp_path / "fair.csv"
    original.write_bytes('\ufeffName,City,Notes\nAnn,Köln\nBob,Bonn,"x\ny"\nCid,"Rom,z\nDan,Ulm,a,b\n'.encode())
    source = open_source(str(original))
    path = default_path(str(original))
    with RejectsFile(path, source.header, source.delimiter, bom=source.bom) as rejects:
        for record in source.records():
            if record.error:
                rejects.add(record, None, record.error)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    again = open_source(str(path))
    assert again.header == source.header
    assert [record.cells for record in again.records()] == [["Ann", "Köln", ""], ["Cid", '"Rom', "z"], None]
    mended = path.read_text("utf-8-sig").replace("Ann,Köln,,", "Ann,Köln,-,").replace(",a,6,", ",ab,6,")
    path.write_text(mended.replace(",b\n", "\n"), "utf-8-sig")
    good = [record.cells for record in open_source(str(path)).records()]
    assert good == [["Ann", "Köln", "-"], ["Cid", '"Rom', "z"], ["Dan", "Ulm", "ab"]]


def test_undecodable_bytes_are_shown(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"name,city\nM\xfcller,Bonn\n" + "Größe,Köln\n".encode() * 5)
    source = open_source(str(tmp_path / "a.csv"))
    with RejectsFile(tmp_path / "r.csv", source.header) as rejects:
        for record in source.records():
            if record.error:
                rejects.add(record, None, record.error)
    assert "M\\xfcller,Bonn,2" in (tmp_path / "r.csv").read_text("utf-8")


def test_a_place_that_cannot_be_written(tmp_path):
    rejects = RejectsFile(tmp_path / "no" / "r.csv", ["a"])
    with pytest.raises(UsageError, match="cannot be written"):
        rejects.add(Record(2, ["x"]), None, "bad")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    rows=st.lists(
        st.lists(st.text(alphabet="ab\",;\n\r é\t'=", max_size=6), min_size=3, max_size=3), min_size=1, max_size=5
    ),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    bom=st.booleans(),
)
def test_any_cells_come_back_as_they_were(tmp_path, rows, delimiter, bom):
    path = tmp_path / "r.csv"
    with RejectsFile(path, ["name", "email", "notes"], delimiter, bom=bom) as rejects:
        for line, row in enumerate(rows, start=2):
            rejects.add(Record(line, row), "email", "bad; it says")
    source = open_source(str(path), delimiter=delimiter)
    assert source.header == ["name", "email", "notes"]
    found = [record.cells for record in source.records()]
    assert [cleaned(cells) for cells in found] == [cleaned(cells) for cells in rows]
    runs = [c for c in itertools.chain(*found) if re.match(r"[\s\0]*[=+@-]", c)]
    assert all(re.fullmatch(r'\s*([+-]|="[^"]*")\s*', cell) for cell in runs)
    assert not set(EXTRA_COLUMNS) & set(source.header)
