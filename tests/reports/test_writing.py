"""What is written column by column equals what the libraries write cell by cell."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tabulate import tabulate

from leadctl.db.facts import BITS
from leadctl.models import SYSTEM_STATUSES
from leadctl.reports.render import csv as ours
from leadctl.reports.render.cells import ANSWERS, Times, harmless
from leadctl.reports.render.plain import simple
from leadctl.reports.table import Closing, Column, Table

TEXTS = st.one_of(st.none(), st.text("ab ,\"'\n=-+@é\x1b\t", max_size=6))
ROWS = st.lists(
    st.tuples(TEXTS, st.one_of(st.none(), st.integers(), st.floats()), st.sampled_from([True, False, None]))
)


def cell(value, kind):
    if kind == "answer":
        return ANSWERS[value]
    return harmless(value) if kind == "text" and value is not None else value


@given(ROWS, st.sampled_from([(0,), (0, 1), (0, 1, 2)]))
def test_csv_is_what_the_standard_library_writes(rows, kept):
    kinds = ["text", "int", "answer"]
    columns = tuple(Column(f"c{i}", f"C{i}", kinds[i]) for i in kept)
    out, theirs = io.StringIO(), io.StringIO()
    ours.write(Table("x", "X", columns, [tuple(r[i] for i in kept) for r in rows], Closing), out)
    writer = csv.writer(theirs, lineterminator="\n")
    writer.writerow([c.key for c in columns])
    writer.writerows([cell(r[i], kinds[i]) for i in kept] for r in rows)
    assert out.getvalue() == theirs.getvalue()


@given(st.lists(st.tuples(*[st.text("ab  é中", max_size=9)] * 3), min_size=1))  # a table has its total at least
def test_plain_tables_are_what_tabulate_writes(rows):
    headers, right = ["a", "long heading", "c"], [False, True, False]
    theirs = tabulate(
        [list(r) for r in rows], headers, tablefmt="simple", disable_numparse=True, colalign=["left", "right", "left"]
    )
    assert "\n".join(simple(headers, rows, right)) == theirs


@given(st.integers(0, 2**32), st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]))
def test_times(moment, zone):
    want = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(zone)).isoformat()
    assert Times(zone).iso(moment) == want
    assert Times(zone).column([moment, None]) == [want, ""]


def test_the_contact_base_is_new_and_waiting(con):
    sql = f"select {BITS['base']}, {BITS['already']} from (select ? as system_then) d"
    for system in SYSTEM_STATUSES:
        assert con.execute(sql, (system,)).fetchone() == (
            system in {"new", "waiting"},
            system not in {"new", "waiting"},
        )
    assert con.execute(sql, (None,)).fetchone() == (None, None)
