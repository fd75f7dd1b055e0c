"""The reports: name -> function(con, config, spec) -> Table. A new report is one file and one function here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # a report loads what it needs alone
    import sqlite3

    from leadctl.db.settings import Rules
    from leadctl.reports.spec import ReportSpec
    from leadctl.reports.table import Table


def _performance(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.performance import performance

    return performance(con, config, spec)


def _summary(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.summary import summary

    return summary(con, config, spec)


def _response(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.response import response

    return response(con, config, spec)


def _sources(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.sources import sources

    return sources(con, config, spec)


def _fairness(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.fairness import fairness

    return fairness(con, config, spec)


def _allocation(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    from leadctl.reports.allocation import allocation

    return allocation(con, config, spec)


REPORTS: Final[dict[str, Callable[[sqlite3.Connection, Rules, ReportSpec], Table]]] = {
    "performance": _performance,
    "summary": _summary,
    "allocation": _allocation,
    "response": _response,
    "fairness": _fairness,
    "sources": _sources,
}


def make(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of the report that `spec` asks for. Raises UsageError and NotFoundError for unknown names."""
    if spec.compare:
        from leadctl.reports.compare import compared

        table = compared(con, config, spec, REPORTS[spec.report])
    else:
        table = REPORTS[spec.report](con, config, spec)
    if spec.known_at is not None:
        from leadctl.reports.question import known_criterion

        table = table.with_criterion(known_criterion(spec), after="as_of")
    if spec.filter_name is not None:
        from leadctl.reports.question import filter_criterion

        table = table.with_criterion(filter_criterion(spec), after="as_of")
    if spec.columns and (spec.report != "summary" or (spec.group and spec.reminder is None)):  # rows choose themselves
        from leadctl.reports.listing import chosen

        keys = chosen(spec.columns, [c.key for c in table.columns])
        if spec.compare:
            from leadctl.reports.compare import widened

            keys = tuple(widened(keys, table.columns))
        table = table.select(keys)
    return table
