"""docs/reports.md holds every column that the reports can print, and is what the code says."""

from pathlib import Path

from leadctl.reports.definitions import markdown
from leadctl.reports.measures import performance as measures
from leadctl.reports.measures import summary as answers
from leadctl.reports.measures.performance import Counts
from leadctl.reports.measures.summary import Answers
from leadctl.reports.summary import _columns
from leadctl.reports.summary_groups import _figure_columns

PAGE = Path(__file__).parents[2] / "docs" / "reports.md"


def test_the_page_is_fresh():
    assert PAGE.read_text("utf-8") == markdown()


def test_every_column_is_defined():
    words = set(markdown().replace("|", " ").replace(",", " ").split())
    keys = [m.key for m in measures.PERFORMANCE] + [c.key for c in [*_columns("USD"), *_figure_columns("USD")]]
    assert [k for k in keys if k not in words] == []


def test_rates_of_nothing_are_empty():
    nothing = Counts()
    assert [m.of(nothing) for m in measures.PERFORMANCE if m.kind == "rate"] == [None] * 4
    assert answers.acceptance_rate(Answers()) is None
    assert answers.followed_up_rate(Answers()) is None


def test_rates():
    c = Counts(10, 8, 6, 4, 3, 2, 20, 5, 1, 2)
    assert (measures.contact_rate(c), measures.uncontacted_leads(c), measures.uncontacted_rate(c)) == (0.75, 1, 0.25)
    assert (measures.status_percentage(c), measures.closure_rate(c)) == (5 / 6, 0.25)
    all_of_them = Counts(10, 8, 6, 4, 3, 2, 20, 5, 1, 2, base="distributed")
    assert (measures.contact_rate(all_of_them), measures.uncontacted_leads(all_of_them)) == (3 / 8, 5)
    assert answers.acceptance_rate(Answers(10, 9, 3, 1, 2, 2, 4)) == 0.5
    assert answers.other(Answers(10, 9, 3, 1, 2, 2, 4)) == 4


def test_weighted_rounds_half_up():
    assert answers.weighted(1001, 50) == 501
    assert answers.weighted(1000, 33) == 330
