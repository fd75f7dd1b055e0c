"""The figures of report response by hand: times, shares, what happens where there is nothing."""

import pytest

from leadctl.commands.report.options import filled_in
from leadctl.reports.definitions import described, sections
from leadctl.reports.measures import response as measures
from leadctl.reports.measures.response import Counts, Times
from leadctl.reports.summary_reminder import COLUMNS, FIGURES

SOME = Counts(
    accepted=3, auto_accepted=1, rejected=2, expired=2, lost=1, withdrawn=1, pending=4,
    answers=Times((60, 120, 180, 7_201, 9_000), (0, 0, 30, 90, 200)),
    received=10, first_actions=Times((5, 300, 301, 4_000), (0, 5, 300, 301)),
    untouched=Times((100, 90_000), (40, 20_000)), alerts=(1, 2, 50), feedback_asked=4, replies=Times((10, 21), (0, 1)),
)  # fmt: skip
WANT = {
    "offered": 14, "accepted": 4, "auto_accepted": 1, "rejected": 2, "expired": 2, "lost": 1, "withdrawn": 1,
    "pending": 4, "acceptance_rate": 0.5, "answers": 5, "answer_mean": 3_312, "answer_median": 180,
    "answer_mean_working": 64, "answer_median_working": 30, "received": 10, "acted": 4, "first_action_median": 301,
    "first_action_p90": 4_000, "first_action_5m": 2, "first_action_5m_rate": 0.2, "first_action_median_working": 153,
    "first_action_p90_working": 301, "first_action_5m_working": 3, "first_action_5m_working_rate": 0.3,
    "untouched": 2, "untouched_oldest": 90_000, "untouched_oldest_working": 20_000, "alerts": 3, "alert_median": 2,
    "alert_p90": 50, "feedback_asked": 4, "feedback_answered": 2, "feedback_rate": 0.5, "feedback_median": 16,
    "feedback_median_working": 1,
}  # fmt: skip


def test_every_figure_by_hand():
    assert {m.key: m.of(SOME) for m in measures.RESPONSE} == WANT


def test_nothing_has_counts_of_zero_and_no_times_and_no_rates():
    cells = {m.key: (m.kind, m.of(Counts())) for m in measures.RESPONSE}
    assert {cell for kind, cell in cells.values() if kind == "int"} == {0}
    assert {cell for kind, cell in cells.values() if kind != "int"} == {None}
    assert measures.share(0, 0) is None


def test_every_column_is_defined():
    defined = {key for report in ("response", "summary") for s in sections(report)
               for column in s.columns for key in described(column)[0].split(", ")}  # fmt: skip
    wanted = {*WANT, "reason", "rejections", "share", *(c.key for c in (*COLUMNS, *FIGURES))}
    assert wanted - defined == set()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["--reminder"], ["--reminder=14"]),
        (["--reminder", "--tz", "UTC"], ["--reminder=14", "--tz", "UTC"]),
        (["--reminder", "3", "--today"], ["--reminder", "3", "--today"]),
        (["--today", "--reminder=5"], ["--today", "--reminder=5"]),
        ([], []),
    ],
)
def test_a_bare_reminder_means_fourteen_days(typed, read):
    assert filled_in(typed) == read
