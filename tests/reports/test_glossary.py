"""Every column of every report can be looked up by its key and by its heading."""

import pytest

from leadctl.errors import NotFoundError
from leadctl.reports.definitions import PAGES, sections
from leadctl.reports.glossary import look_up, terms
from leadctl.reports.measures.base import Measure


def test_every_term_finds_itself():
    for term in terms():
        for word in (term.key, term.heading, term.key.replace("_", "-").upper(), f" {term.heading.lower()} "):
            assert (term.report, term.key, term.text) in {(t.report, t.key, t.text) for t in look_up(word)}


def test_every_documented_column_is_a_term():
    known = {(t.report, t.key) for t in terms()}
    for report in PAGES:
        for section in sections(report):
            for column in section.columns:
                keys = [column.key] if isinstance(column, Measure) else column.keys.split(", ")
                assert {(report, key) for key in keys} <= known


def test_a_definition_is_the_first_line_of_the_function():
    (term,) = [t for t in look_up("Contact rate") if t.report == "performance"]
    assert (term.key, term.kind) == ("contact_rate", "rate")
    assert term.text.startswith("Contacted leads / contactable leads;")


def test_the_same_key_in_two_tables_is_told_twice_where_it_means_two_things():
    found = look_up("marketing_events")
    assert len(found) >= 2
    assert len({(t.report, t.key, t.text) for t in found}) == len(found)


def test_a_status_column_is_found_by_its_pattern():
    assert [t.key for t in look_up("status:contacted")] == ["status:SLUG"]
    assert [t.key for t in look_up("status:contacted_rate")] == ["status:SLUG_rate"]


@pytest.mark.parametrize("word", ["contakt rate", "", "status:", "kpi"])
def test_an_unknown_name_is_refused(word):
    with pytest.raises(NotFoundError) as caught:
        look_up(word)
    assert caught.value.slug == "unknown-kpi"


def test_the_nearest_name_is_offered():
    with pytest.raises(NotFoundError, match='did you mean "contact_rate"'):
        look_up("contact-rat")
