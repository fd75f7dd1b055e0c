"""The reports: name -> function(con, config, spec) -> Table. A new report is one file and one line here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from leadctl.config import Config
from leadctl.reports.performance import performance
from leadctl.reports.spec import ReportSpec
from leadctl.reports.summary import summary
from leadctl.reports.table import Table

REPORTS: Final[dict[str, Callable[[sqlite3.Connection, Config, ReportSpec], Table]]] = {
    "performance": performance,
    "summary": summary,
}
