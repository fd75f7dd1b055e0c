"""Hostile customers, territories and places: imported or rejected with one clear line, never a traceback."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from leadctl.engine.geo import files

LISTS = {
    "customers": (
        ("import", "customers"),
        ["id", "company", "website", "e-mails", "phone", "account manager"],
        ["K1", "Acme Inc", "acme.example", "a@acme.example", "+1 212 555 0100", "u1"],
    ),
    "territories": (
        ("import", "territories"),
        ["country", "state", "city", "zip", "user", "team"],
        ["US", "CA", "", "900*", "u1", ""],
    ),
    "places": (
        ("geo", "load"),
        ["country", "zip", "lat", "lng", "city", "state"],
        ["US", "07105", "40.7", "-74.1", "Newark", "NJ"],
    ),
}
ESCAPES = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp"
CELLS = {
    "long": ["x" * 200_000, "a <" + "x" * 200_000, "9" * 200_000, "@" * 50_000, "; " * 50_000],
    "formula": ['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3"],
    "escape": [ESCAPES],
    "odd": ["1e999", "nan", "-inf", "٣٤", "²", "a\r\nb", "\u00a0\u200b", "*", "-", "..", "1-", "00000-99999", "9" * 40],
}
DRIVES_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture
def shop(leadctl, tmp_path: Path):
    """Return leadctl with one user."""
    (tmp_path / "users.csv").write_text("login,name,account\nu1,User One,Corporate\n", "utf-8")
    assert leadctl("import", "users", "users.csv").code == 0
    return leadctl


def line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def tried(shop, kind: str, content: bytes):
    """Import the bytes and return what was said, after what must hold whatever they are."""
    Path("list.csv").write_bytes(content)
    done = shop(*LISTS[kind][0], "list.csv")
    assert done.code in {0, 1, 2}, done.err
    assert not DRIVES_A_TERMINAL.search(done.out + done.err)
    assert max(map(len, [*done.out.splitlines(), *done.err.splitlines(), ""])) < 1_200
    if done.code == 2:
        assert done.err.count("leadctl: error:") == 1
        assert done.out == ""
    return done


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("kind", LISTS)
def test_any_cell_in_any_column(shop, kind, cells) -> None:
    _, header, row = LISTS[kind]
    for column in range(len(header)):
        rows = [[*row[:column], cell, *row[column + 1 :]] for cell in CELLS[cells]]
        tried(shop, kind, (line(header) + "".join(map(line, rows))).encode())
    for told in (("territory", "list", "--json"), ("geo", "find", "x"), ("geo", "status"), ("imports", "list")):
        said = shop(*told)
        assert said.code == 0, said.err
        assert not DRIVES_A_TERMINAL.search(said.out + said.err)
    assert shop("verify").code == 0


@pytest.mark.parametrize("kind", LISTS)
def test_any_header(shop, kind) -> None:
    _, header, row = LISTS[kind]
    for column in range(len(header)):
        odd = [*header[:column], header[column] + ESCAPES, *header[column + 1 :]]
        tried(shop, kind, (line(odd) + line(row)).encode())
    assert tried(shop, kind, line(header).encode()).code == 0  # header only
    assert tried(shop, kind, line(["h" * 100_000] * 3).encode()).code == 2
    assert "[too-many-columns]" in tried(shop, kind, line([f"c{n}" for n in range(10_000)]).encode()).err
    doubled = [*header, header[0], header[1]]
    assert tried(shop, kind, (line(doubled) + line([*row, "x", "y"])).encode()).code == 0


@pytest.mark.parametrize("kind", LISTS)
def test_any_bytes(shop, kind) -> None:
    _, header, row = LISTS[kind]
    text = line(header) + line(row)
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig", "cp1252"):
        assert tried(shop, kind, text.encode(encoding)).code == 0, encoding
    for empty in (b"", b"\n\n\n", b"\xef\xbb\xbf"):
        assert "[empty-file]" in tried(shop, kind, empty).err
    for strange in (
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        text.replace(",", ",\0", 1).encode(),
    ):
        assert tried(shop, kind, strange).code == 2
    for rejected in (line(["a\0b"] * len(row)), '"' + line(row), line(row[:2]), line([*row, "more"])):
        assert tried(shop, kind, (text + rejected).encode()).code == 1, rejected
    tried(shop, kind, text.encode() + b"\xff\xfe\xfa," * len(header) + b"\n")


def test_archives_that_lie(shop, monkeypatch) -> None:
    def archive(name: str, content: str) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, content)
        return made.getvalue()

    good = "country,zip,lat,lng\nUS,07105,40.7,-74.1\n"
    assert tried(shop, "places", archive("../../outside.csv", good)).code == 0
    assert not list(Path("..").glob("outside.csv"))
    torn = bytearray(archive("a.csv", good))
    torn[45] ^= 0xFF
    assert "[bad-zip]" in tried(shop, "places", bytes(torn)).err
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    assert "more than 1,000,000 bytes" in tried(shop, "places", archive("a.csv", good + "x" * 3_000_000)).err


def test_names_that_are_none_are_rejected(shop) -> None:
    long = "x" * 3_000
    done = tried(shop, "places", f"country,zip,lat,lng,city\nUS,07105,40.7,-74.1,{long}\n".encode())
    assert (done.code, "more than 200 letters" in done.err) == (1, True)
    done = tried(shop, "territories", f"city,user\n{long},u1\n".encode())
    assert (done.code, "more than 200 letters" in done.err) == (1, True)
