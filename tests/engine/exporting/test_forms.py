"""Each form reads back as what it was written from."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.exporting.forms import amount, attribute, harmless, moment, received
from leadctl.engine.importing.identity import identity_of
from leadctl.engine.normalise.dates import DateParser
from leadctl.engine.normalise.money import MAX_MINOR, money
from leadctl.engine.normalise.text import clean

PARSE = DateParser("mdy", [])


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from([None, True, False]))
def test_amounts(minor, comma):
    assert money(amount(minor), comma) == minor


@given(st.integers(-2_000_000_000, 7_000_000_000), st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu"]))
def test_moments_whatever_the_zone(at, zone):
    assert PARSE(moment(at), zone) == (at, "time")


@given(st.integers(0, 4_000_000_000), st.sampled_from(["UTC", "America/New_York", "Africa/Cairo"]))
def test_days(at, zone):
    [text] = received([at], ["date"], zone)
    assert PARSE(text, zone)[0] == at


@given(st.text(max_size=20))
def test_a_cell_that_would_run_is_quoted_and_the_import_takes_it_off(text):
    stored = clean(text)
    written = harmless(stored)
    assert clean(written) == stored
    assert not written.startswith(("=", "@"))
    assert not (written.startswith(("+", "-")) and any(c.isalpha() for c in written))


def test_numbers_stay_numbers():
    assert [harmless(cell) for cell in ("+13055550100", "-0.05", "+1+1", "-", "=1")] == [
        *("+13055550100", "-0.05", "'+1+1", "-", "'=1"),
    ]


@given(st.integers(0, (1 << 63) - 1))
def test_keys(identity):
    assert identity_of(f"{identity:016x}") == identity


@given(st.text(max_size=20))
def test_what_is_no_key(text):
    assert identity_of(text) is None or len(text) == 16


def test_attributes():
    told = [attribute(v, k) for v, k in ((None, "text"), (True, "bool"), (1250, "money"), (0, "date"), (5, "number"))]
    assert told == ["", "yes", "12.50", "1970-01-01T00:00:00Z", "5"]
    assert (attribute("soon", "date"), attribute(0.1, "number"), attribute(5, "text")) == ("soon", "0.1", "5")


def test_lines_of_a_csv_keep_what_is_in_their_cells():
    import csv

    from leadctl.engine.exporting.rows import Export, ExportRequest
    from leadctl.engine.exporting.write import write

    cells = ("a\rb", "c\r\nd", 'e"f', "g,h", "", "i\nj")
    out = io.StringIO(newline="")
    found = Export(ExportRequest("leads"), list("abcdef"), ["text"] * 6, None, iter([[cells]]))
    assert list(write(found, out, "csv")) == [1]
    assert out.getvalue().startswith("a,b,c,d,e,f\n")
    assert list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1] == list(cells)
