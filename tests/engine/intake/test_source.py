"""open_source: whatever the file, records with their physical line, or one clear error."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.engine.intake.encoding import MAX_FIELD
from leadctl.engine.intake.source import Source, open_source
from leadctl.errors import LeadctlError, NotFoundError, UsageError


def source_of(tmp_path: Path, data: str | bytes, **options) -> Source:
    path = tmp_path / "leads.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_source(str(path), **options)


def cells(source: Source) -> list[tuple[int, list[str] | None]]:
    return [(record.line, record.cells) for record in source.records()]


def errors(source: Source) -> list[tuple[int, str]]:
    return [(record.line, record.error) for record in source.records() if record.error]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "encoding utf-8"),
        ("utf-8-sig", "encoding utf-8 (byte order mark)"),
        ("utf-16", "encoding utf-16 (byte order mark)"),
        ("utf-16-le", "encoding utf-16-le (no byte order mark, seen by its zero bytes)"),
        ("utf-16-be", "encoding utf-16-be (no byte order mark, seen by its zero bytes)"),
        ("cp1252", "encoding cp1252 (guessed)"),
    ],
)
def test_encoding_is_found_and_told(tmp_path, encoding, told):
    text = "Name;City\nJürgen Müller;Köln\nRené Lefèvre;Orléans\nAnna Größe;Düsseldorf\n"
    source = source_of(tmp_path, text.encode(encoding))
    assert source.header == ["Name", "City"]
    assert cells(source)[0] == (2, ["Jürgen Müller", "Köln"])
    assert told in source.notes
    assert source.bom == ("byte order mark" in told and "no byte" not in told)


LISTS = {
    "cp1252": "Name,Stadt\nJürgen Müller,Köln\nÄnne Größe,Düsseldorf\nJosé Núñez,Málaga\n",
    "cp1250": "Imię,Miasto\nŁukasz Żółć,Łódź\nStanisław Wiśniewski,Kraków\nZbigniew Dąbrowski,Poznań\n",
    "cp1251": "Имя,Город\nАнна Петрова,Москва\nСергей Иванов,Казань\nОльга Кузнецова,Самара\n",
    "cp1253": "Όνομα,Πόλη\nΓιώργος Παπαδόπουλος,Αθήνα\nΜαρία Ιωάννου,Θεσσαλονίκη\n",
    "cp1254": "Ad,Şehir\nAyşe Yılmaz,İstanbul\nOğuz Şahin,Eskişehir\n",
    "cp850": "Name,Stadt\nJürgen Müller,Köln\nÄnne Schröder,Düsseldorf\n",
    "mac_roman": "Name,Ville\nRené Lefèvre,Orléans\nZoë Brontë,Nîmes\nFrançois Dupré,Besançon\n",
    "koi8_r": "Имя,Город\nАнна Петрова,Москва\nСергей Иванов,Казань\n",
    "shift_jis": "名前,会社\n田中太郎,株式会社山田製作所\n鈴木花子,東京電力\n",
    "gb18030": "姓名,公司\n王小明,北京科技有限公司\n李华,上海贸易公司\n",
}


@pytest.mark.parametrize("page", LISTS)
def test_code_pages(tmp_path, page):
    source = source_of(tmp_path, LISTS[page].encode(page))
    assert [record.cells for record in source.records()] == [line.split(",") for line in LISTS[page].splitlines()[1:]]
    assert f"encoding {page} (guessed)" in source.notes


def test_the_whole_file_counts_not_its_beginning(tmp_path):
    text = "name,city\n" + "Ann,Boston\n" * 150_000 + "Zoë,Nîmes\n"
    source = source_of(tmp_path, text.encode("cp1252"))
    assert source.encoding == "cp1252"
    assert [record.cells for record in source.records()][-1] == ["Zoë", "Nîmes"]


def test_given_encoding_wins(tmp_path):
    source = source_of(tmp_path, "name\nMüller\n".encode("mac_roman"), encoding="mac_roman")
    assert cells(source) == [(2, ["Müller"])]
    assert "encoding mac-roman (--encoding)" in source.notes


@pytest.mark.parametrize("name", ["utf-9", "hex", "rot13", "undefined", "idna", ""])
def test_what_is_no_encoding_is_refused(tmp_path, name):
    if not name:
        assert source_of(tmp_path, "a\n1\n", encoding=None).encoding == "utf-8"
        return
    with pytest.raises(UsageError):
        list(source_of(tmp_path, "a\nä\n", encoding=name).records())


def test_one_broken_row_does_not_change_the_encoding(tmp_path):
    source = source_of(
        tmp_path, "name,city\nMüller,Köln\n".encode() + b"M\xfcller,Bonn\n" + "Größe,Köln\n".encode() * 9
    )
    assert source.encoding == "utf-8"
    assert errors(source) == [(3, "a cell holds bytes that are no text in this encoding")]
    assert next(r.raw for r in source.records() if r.error) == "M\\xfcller,Bonn"


def test_undecodable_bytes_of_a_given_encoding_are_error_records(tmp_path):
    source = source_of(tmp_path, b"name,city\nM\xfcller,Bonn\nAnn,Bonn\n", encoding="utf-8")
    assert [line for line, _ in errors(source)] == [2]
    assert (3, ["Ann", "Bonn"]) in cells(source)


# ---------------------------------------------------------------- layout


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path, delimiter):
    text = "name|email|notes\nAnn|ann@example.com|hm\nBob|bob@example.com|ha\n".replace("|", delimiter)
    source = source_of(tmp_path, text)
    assert (source.delimiter, source.header) == (delimiter, ["name", "email", "notes"])
    assert f"delimiter {'tab' if delimiter == chr(9) else delimiter}" in source.notes


def test_notes_full_of_semicolons_do_not_win_the_vote(tmp_path):
    rows = "".join(f'{n},Ann,"likes; tea; and; cake; {n}"\n' for n in range(50))
    assert source_of(tmp_path, "id,name,notes\n" + rows).delimiter == ","


def test_one_column(tmp_path):
    source = source_of(tmp_path, "Email\nann@example.com\nbob@example.com\n")
    assert (source.header, len(list(source.records()))) == (["Email"], 2)
    names = source_of(tmp_path, "name\nSmith, John\nDoe, Jane\n")
    assert cells(names) == [(2, ["Smith, John"]), (3, ["Doe, Jane"])]


def test_sep_line_and_title_lines(tmp_path):
    source = source_of(tmp_path, "sep=;\na;b;c\n1;2;3\n")
    assert (source.delimiter, cells(source)) == (";", [(3, ["1", "2", "3"])])
    titled = source_of(tmp_path, "Leads of May\n\nFirst,Email,Phone\nAnn,a@example.com,1\nBob,b@example.com,2\n")
    assert titled.header == ["First", "Email", "Phone"]
    assert "skipped 1 title line" in titled.notes
    assert cells(titled)[0][0] == 4


def test_the_header_counts_even_when_no_row_fits(tmp_path):
    source = source_of(tmp_path, "name,email,city\nAnn,ann@example.com\nBob\n")
    assert source.header == ["name", "email", "city"]
    assert [line for line, _ in errors(source)] == [2, 3]


def test_a_title_over_two_columns(tmp_path):
    assert source_of(tmp_path, "Leads of May\nName,Email\nAnn,ann@example.com\n").header == ["Name", "Email"]
    assert source_of(tmp_path, "Leads of May;\nName;Email\nAnn;ann@example.com\n").header == ["Name", "Email"]


def test_named_delimiter(tmp_path):
    assert source_of(tmp_path, "a:b\n1:2\n", delimiter=":").header == ["a", "b"]
    assert source_of(tmp_path, "a\tb\n1\t2\n", delimiter="tab").header == ["a", "b"]
    with pytest.raises(UsageError, match="is not a delimiter"):
        source_of(tmp_path, "a\n", delimiter="::")


def test_without_a_header(tmp_path):
    source = source_of(tmp_path, "Ann,a@example.com\nBob,b@example.com\n", has_header=False)
    assert source.header == ["column 1", "column 2"]
    assert [line for line, _ in cells(source)] == [1, 2]


def test_duplicate_headers_stay_as_they_are(tmp_path):
    assert source_of(tmp_path, "Lead Owner,Lead owner,Name\na,b,c\n").header == ["Lead Owner", "Lead owner", "Name"]


# ---------------------------------------------------------------- records


def test_lines_are_physical_and_every_line_end_counts(tmp_path):
    source = source_of(tmp_path, 'a,b\r\n1,"x\r\ny\nz"\r\n2,q\r3,r\n\n4,s')
    assert cells(source) == [(2, ["1", "x\r\ny\nz"]), (5, ["2", "q"]), (6, ["3", "r"]), (8, ["4", "s"])]


def test_ragged_rows_are_error_records(tmp_path):
    source = source_of(tmp_path, "a,b,c\n1,2\n1,2,3\n1,2,3,4\n")
    assert errors(source) == [
        (2, "2 cells, fewer than the header's 3"),
        (4, "4 cells, more than the header's 3"),
    ]
    assert [r.raw for r in source.records() if r.error] == ["1,2", "1,2,3,4"]
    assert [r.cells for r in source.records() if not r.error] == [["1", "2", "3"]]


def test_an_unclosed_quote_costs_one_row(tmp_path):
    source = source_of(tmp_path, 'a,b,c\n1,"bad,3\n4,5,6\n7,"8",9\n1,2,"end')
    assert [line for line, _ in errors(source)] == [2, 5]
    assert [r.cells for r in source.records() if not r.error] == [["4", "5", "6"], ["7", "8", "9"]]


def test_an_unclosed_quote_that_a_later_row_closes(tmp_path):
    source = source_of(tmp_path, 'a,b,c\n1,"bad,3\n4,5,6\n7,8,"9"\n10,11,12\n')
    assert [line for line, _ in errors(source)] == [2]
    assert [r.line for r in source.records() if not r.error] == [3, 4, 5]


def test_a_ragged_row_with_a_line_break_is_one_record(tmp_path):
    source = source_of(tmp_path, 'a,b,c\n1,"x\ny"\n4,5,6\n')
    assert errors(source) == [(2, "2 cells, fewer than the header's 3")]
    assert [r.line for r in source.records()] == [2, 4]


def test_stray_quotes_are_read_as_spreadsheets_do(tmp_path):
    assert cells(source_of(tmp_path, 'a,b\n1,"5" pipe"\n2,6" pipe\n')) == [(2, ["1", '5 pipe"']), (3, ["2", '6" pipe'])]


def test_zero_bytes(tmp_path):
    assert errors(source_of(tmp_path, b"a,b\n1,x\0y\n2,z\n")) == [(2, "a cell holds a zero byte")]


def test_many_columns(tmp_path):
    wide = ",".join(str(n) for n in range(10_000))
    assert errors(source_of(tmp_path, f"a,b\n{wide}\n1,2\n")) == [(2, "10000 cells, more than the header's 2")]
    with pytest.raises(UsageError, match="10000 columns"):
        source_of(tmp_path, f"{wide}\n{wide}\n")


def test_a_giant_cell_is_one_error_record(tmp_path):
    big = "x" * (MAX_FIELD + 10)
    source = source_of(tmp_path, f"a,b\n1,{big}\n2,y\n")
    assert errors(source) == [(2, f"a line of {len(big) + 3} characters; at most {MAX_FIELD} are read")]
    assert (3, ["2", "y"]) in cells(source)


def test_a_giant_cell_of_many_lines_is_one_error_record(tmp_path):
    many = "y\n" * (MAX_FIELD // 2 + 10)
    source = source_of(tmp_path, f'a,b\n1,"{many}"\n2,y\n')
    assert errors(source) == [(2, f"a cell of more than {MAX_FIELD} characters")]
    assert [r.cells for r in source.records()][-1] == ["2", "y"]
    assert errors(source_of(tmp_path, f'a,b\n1,"{many}')) == [(2, f"a cell of more than {MAX_FIELD} characters")]
    assert [line for line, _ in errors(source_of(tmp_path, 'a,b\n1,"y\ny\n'))] == [2, 3]


def test_a_giant_line_inside_quotes_is_found_again(tmp_path):
    big = "x" * (MAX_FIELD + 10)
    source = source_of(tmp_path, f'a,b\n1,"open\n{big}\n2,y\n')
    assert [line for line, _ in errors(source)] == [2, 3]
    assert (4, ["2", "y"]) in cells(source)


def test_nothing_to_read(tmp_path):
    for data in ("", "\n\n \n", "\ufeff"):
        with pytest.raises(UsageError, match="is empty") as caught:
            source_of(tmp_path, data)
        assert caught.value.hint
    assert cells(source_of(tmp_path, "a,b\n")) == []


def test_what_is_no_csv(tmp_path):
    with pytest.raises(UsageError, match="Excel"):
        source_of(tmp_path, b"PK\x03\x04" + bytes(100))
    with pytest.raises(UsageError, match="folder"):
        open_source(str(tmp_path))
    (tmp_path / "fair.csv").write_text("a\n1\n")
    with pytest.raises(NotFoundError, match=r"fair\.csv"):
        open_source(str(tmp_path / "fairr.csv"))


def test_stdin(tmp_path, monkeypatch):
    data = b"a,b\n1,2\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with open_source("-") as source:
        assert (source.name, cells(source)) == ("-", [(2, ["1", "2"])])
        assert cells(source) == [(2, ["1", "2"])]  # it can be read again
        assert source.sha256 == hashlib.sha256(data).hexdigest()
        copy = source.path
    assert not copy.exists()


def test_reading_goes_on_at_a_line(tmp_path):
    text = "a,b\n" + "".join(f'{n},"x\ny"\n' for n in range(30))
    source = source_of(tmp_path, text)
    everything = list(source.records())
    for start in (1, 2, 3, 4, 40, 61, 62, 500):
        assert list(source.records(start_line=start)) == [r for r in everything if r.line >= start]
    blocks = list(source.blocks(7))
    assert [line for block in blocks for line in block.lines] == [r.line for r in everything]
    for block in blocks:
        rest = [r.line for r in source.records(start_line=block.next_line)]
        assert rest == [r.line for r in everything if r.line >= block.next_line]
        assert all(line < block.next_line for line in block.lines)


def test_chunks(tmp_path):
    source = source_of(tmp_path, "a,b\n" + "1,2\n" * 11 + "1\n" + "1,2\n" * 3)
    assert [len(chunk) for chunk in source.chunks(5)] == [5, 5, 5]
    assert [r.line for chunk in source.chunks(5) for r in chunk] == list(range(2, 17))


# ---------------------------------------------------------------- whatever the bytes

quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


@quiet
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "shift_jis", "utf-16-le", "ascii"]))
def test_any_bytes_give_records_or_a_clear_error(tmp_path, data, encoding):
    try:
        source = source_of(tmp_path, data, encoding=encoding)
        lines = [record.line for record in source.records()]
    except LeadctlError:
        return
    assert lines == sorted(set(lines))


@quiet
@given(st.text(alphabet='ab",;\n\r\0 é"', max_size=120), st.integers(1, 4))
def test_csv_like_text_never_fails_and_lines_only_grow(tmp_path, text, size):
    try:
        source = source_of(tmp_path, "x,y\n" + text, delimiter=",")
    except LeadctlError:
        return
    records = [record for chunk in source.chunks(size) for record in chunk]
    lines = [record.line for record in records]
    assert lines == sorted(set(lines))
    assert all((record.cells is None) == (record.error is not None) for record in records)
    assert all(record.cells is None or len(record.cells) == len(source.header) for record in records)


@quiet
@given(
    st.lists(st.lists(st.text(alphabet='ab",;\n\r é\t|', max_size=6), min_size=3, max_size=3), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_csv_writes_is_read_back(tmp_path, rows, delimiter, style, encoding):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=style[0], quoting=style[1]).writerows(
        [["name", "email", "notes"], *rows]
    )
    source = source_of(tmp_path, out.getvalue().encode(encoding), delimiter=delimiter)
    assert source.header == ["name", "email", "notes"]
    assert [record.cells for record in source.records()] == rows
