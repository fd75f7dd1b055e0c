"""Hostile files of every kind through every import: read or refused with one line, every row stored or rejected."""

from __future__ import annotations

import csv
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.safety import formats, hostile
from tests.safety.importer import FORMS, KINDS, PLAIN, WATCHED, run, shop, tried, watched, write

FINDS = sorted((Path(__file__).parent / "finds").glob("[!.]*.*.*"))  # NAME.KIND.FORMAT
THIN = 4  # `make test` takes one file in so many, for each kind of list others; `make soak` takes all


@pytest.mark.parametrize("kind", KINDS)
def test_plain_lists_are_read(kind: str) -> None:
    assert tried(kind, PLAIN[kind].encode()) is None
    assert tried(kind, PLAIN[kind].encode(), dry_run=True) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_brings_the_same(kind: str) -> None:
    found = []
    for form in FORMS:
        with closing(shop()) as con, tempfile.TemporaryDirectory() as folder:
            done = run(con, kind, write(Path(folder), formats.of(PLAIN[kind], form), form))
            found.append({**done.counts, "read": done.read, "rejected": done.rejected_rows})
        assert tried(kind, formats.of(PLAIN[kind], form), form=form) is None
        assert tried(kind, formats.of(PLAIN[kind], form), form=form, dry_run=True) is None
    assert all(one == found[0] for one in found), found


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_cells_in_other_formats(kind: str) -> None:
    made = [data for name, data in hostile.files(PLAIN[kind]) if name.startswith("hostile cells")]
    for at, data in enumerate(made):
        form = FORMS[1 + (at + KINDS.index(kind)) % 3]
        tried(kind, formats.of(data.decode(), form), form=form)


@pytest.mark.parametrize("text", formats.ODD_JSON)
def test_what_services_send(text: str) -> None:
    for kind in KINDS:
        for form in ("json", "ndjson"):
            tried(kind, text.encode("utf-8", "surrogatepass"), form=form)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_files(kind: str) -> None:
    made = list(hostile.files(PLAIN[kind]))
    for name, data in made[KINDS.index(kind) % THIN :: THIN]:
        try:
            tried(kind, data)
        except Exception as fault:
            raise AssertionError(f"{kind}: {name}") from fault


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_all_hostile_files(kind: str) -> None:
    for name, data in hostile.files(PLAIN[kind]):
        try:
            tried(kind, data)
            tried(kind, data, dry_run=True, strict=True)
        except Exception as fault:
            raise AssertionError(f"{kind}: {name}") from fault


@pytest.mark.parametrize("file", FINDS, ids=lambda p: p.name)
def test_what_the_fuzzer_found_stays_mended(file: Path) -> None:
    kind, form = file.suffixes[-2][1:], file.suffix[1:]
    for encoding in (None, "utf-7", "utf-16-le", "unicode_escape", "latin-1") if form == "csv" else (None,):
        tried(kind, file.read_bytes(), form=form, **({"encoding": encoding} if encoding else {}))


SLUGS = {
    "empty": "empty-file",
    "blank lines": "empty-file",
    "only a byte order mark": "empty-file",
    "an archive": "not-csv",
    "zero byte in the header": "bad-header",
    "10,000 columns": "too-many-columns",
}


def test_what_is_refused_says_why() -> None:
    refused = {name: tried("leads", data) for name, data in hostile.files(PLAIN["leads"]) if name in SLUGS}
    assert refused == SLUGS


@pytest.mark.parametrize("form", [*FORMS[:-1], pytest.param(FORMS[-1], marks=pytest.mark.soak)])
def test_10000_columns_are_refused_in_every_format(form: str) -> None:
    wide = hostile.line([f"c{n}" for n in range(10_000)]) + hostile.line(["x"] * 10_000)
    for kind in KINDS:
        assert tried(kind, formats.of(wide, form), form=form) == "too-many-columns"


READ = (
    *("as utf-16", "as utf-16-le", "as utf-32", "as utf-8-sig", "as cp1252", "mixed line ends", "a separator line"),
    *("a title above", "header only", "a quote without its other half", "too many cells", "two encodings in one"),
    *("a cell of 200,000 letters", "a cell of 20,000 lines", "zero byte in a row", "only delimiters"),
)


def test_what_can_be_read_is_read() -> None:
    found = {name: tried("leads", data) for name, data in hostile.files(PLAIN["leads"]) if name in READ}
    assert found == dict.fromkeys(READ)


def test_bad_rows_are_rejected_with_line_and_reason_and_the_rest_is_stored(leadctl, tmp_path) -> None:
    header, rows = hostile.table(PLAIN["leads"])
    bad = [rows[0][:1], [*rows[0], "more"], ["a\0b", *rows[0][1:]], [*rows[0][:13], "32/13/2026", *rows[0][14:]]]
    lines = [hostile.line(row) for row in (header, *bad, rows[0])]
    (tmp_path / "l.csv").write_text("".join(lines) + '"' + hostile.line(rows[1]), "utf-8")
    done = leadctl("import", "leads", "l.csv")
    assert (done.code, done.out.count("Traceback"), done.err.count("Traceback")) == (1, 0, 0)
    with (tmp_path / "l.rejects.csv").open(encoding="utf-8", newline="") as file:
        assert [row["leadctl_line"] for row in csv.DictReader(file)] == ["2", "3", "4", "5", "7"]
    told = leadctl("imports", "show", "1", "--json").out
    for line, reason in (("2", "fewer"), ("3", "more"), ("4", "zero byte"), ("5", "date"), ("7", "quote")):
        assert f'"line": {line}' in told, reason
        assert reason in told
    assert "Ann Lee" in leadctl("lead", "list").out


# ---------------------------------------------------------------- any file


def mutated(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return the bytes with pieces cut out and others put in."""
    for at, length, piece in changes:
        place = at % (len(data) + 1)
        data = data[:place] + piece + data[place + length :]
    return data


PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([b"\0", b'"', b",", b"\n", b"\r", b";", b"\xff\xfe", b"\xef\xbb\xbf", b'""', b"\xe2\x80\xa8"]),
    st.sampled_from(hostile.CELLS).map(str.encode),
)
CELL = st.one_of(st.sampled_from(hostile.CELLS), st.text(max_size=12))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(12))
@given(
    codec=st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1252"]),
    changes=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 40), PIECES), max_size=6),
    strict=st.booleans(),
)
def test_a_list_with_any_damage(kind, codec, changes, strict) -> None:
    tried(kind, mutated(PLAIN[kind].encode(codec), changes), strict=strict)


@pytest.mark.parametrize("form", [*FORMS[:-1], pytest.param(FORMS[-1], marks=pytest.mark.soak)])
def test_what_lands_in_a_watched_folder(form: str) -> None:
    for kind in WATCHED:
        plain = formats.of(PLAIN[kind], form)
        assert watched(kind, plain, form) == "done"
        for at, damage in enumerate((b"\0", b'"', b"}\n{", b"\xff\xfe", b"")):
            place = len(plain) * (at + 1) // 6
            watched(kind, plain[:place] + damage + plain[place + 3 * at :], form)
    assert watched("leads", b"", form) == "failed" if form in ("json", "ndjson", "sheet") else True


@pytest.mark.parametrize("form", FORMS[1:])
@settings(max_examples=examples(12))
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 40), PIECES), max_size=6),
    strict=st.booleans(),
)
def test_a_list_in_any_format_with_any_damage(form, kind, changes, strict) -> None:
    tried(kind, mutated(formats.of(PLAIN[kind], form), changes), form=form, strict=strict)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(8))
@given(data=st.data())
def test_a_list_of_any_cells(kind, data) -> None:
    header, plain = hostile.table(PLAIN[kind])
    rows = data.draw(st.lists(st.tuples(*(st.one_of(st.just(cell), CELL) for cell in plain[0])), max_size=4))
    text = hostile.line(header) + "".join(hostile.line(list(row)) for row in rows)
    tried(kind, text.encode("utf-8", "replace"))


def test_the_shop_of_these_tests_has_what_lists_speak_of() -> None:
    con = shop()
    counted = [
        con.execute(f"select count(*) from {t}").fetchone()[0] for t in ("user", "lead", "distribution", "notice")
    ]
    con.close()
    assert min(counted) > 0
