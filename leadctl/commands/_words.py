"""What may stand where a flag takes one of a few words: read from the place that checks it, for shell completion."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from leadctl.errors import LeadctlError

Path = Sequence[str]  # the words of the command
KEY: Final = re.compile(r"[a-z]\w*")  # of a column that has one name


def _report_columns(path: Path) -> Iterable[str]:
    from leadctl.reports.dimensions import KEYS
    from leadctl.reports.glossary import terms
    from leadctl.reports.spec import DIMENSIONS

    main = [t.key for t in terms() if t.report == path[1] and "olumns of" in t.section and KEY.fullmatch(t.key)]
    return [*main, *(KEYS.get(d, d.replace("-", "_")) for d in DIMENSIONS)]


def _columns(path: Path) -> Iterable[str]:
    if path[0] == "report":
        return _report_columns(path)
    from leadctl.db.lead_fields import FIELDS

    return FIELDS


def _dimensions(path: Path) -> Iterable[str]:
    from leadctl.reports.spec import ALIASES, DIMENSIONS, TIMES

    return (*DIMENSIONS, *TIMES, *ALIASES, "none")


def _tables(path: Path) -> Iterable[str]:
    from leadctl.reports.definitions import sections

    named = [re.match(r"Table `(\w+)`", section.title) for section in sections(path[1])]
    return ["main", *(found[1] for found in named if found), *(["trend"] if path[1] == "performance" else [])]


def _kpis(path: Path) -> Iterable[str]:
    from leadctl.reports.glossary import terms

    return [term.key for term in terms() if KEY.fullmatch(term.key)]


def _reports(path: Path) -> Iterable[str]:
    from leadctl.reports import REPORTS

    return REPORTS


def _formats(path: Path) -> Iterable[str]:
    if path[0] == "lead":
        from leadctl.commands.lead._page import FORMATS as OF_PAGES

        return OF_PAGES
    if path[0] == "config":
        from leadctl.commands.config_describe import FORMATS as OF_RULES

        return OF_RULES
    from leadctl.reports.render import FORMATS as OF_REPORTS

    return OF_REPORTS


def _codes(path: Path) -> Iterable[str]:
    from leadctl.engine.lint import CODES

    return CODES


def _import_fields(path: Path) -> Iterable[str]:
    if path[0] == "feedback":
        from leadctl.engine.feedback.sheet import VOCABULARY

        return VOCABULARY
    from leadctl.engine.mapping_checks import fields_by_import

    return fields_by_import()["places" if path[0] == "geo" else path[1]]


def _new_lead(path: Path) -> Iterable[str]:
    from leadctl.models import LEAD_FIELDS

    return [f"{name}=" for name in LEAD_FIELDS]


def _conditions(path: Path) -> Iterable[str]:
    from leadctl.db.lead_fields import FIELDS

    return [f"{name}=" for name in FIELDS]


def _priorities(path: Path) -> Iterable[str]:
    from leadctl.models import PRIORITY_NAMES

    return PRIORITY_NAMES.values()


def _holds(path: Path) -> Iterable[str]:
    from leadctl.engine.held import QUIET
    from leadctl.models import Hold

    return [*map(str, Hold), "gate", QUIET]


def _caps(path: Path) -> Iterable[str]:
    from leadctl.engine.people_text import CAP_COLUMNS

    return [f"{name}=" for name in CAP_COLUMNS]


def _encodings(path: Path) -> Iterable[str]:
    from leadctl.engine.intake.encoding import NAMES

    return NAMES


def _countries(path: Path) -> Iterable[str]:
    from leadctl.engine.normalise.place import codes

    return codes()


def _zones(path: Path) -> Iterable[str]:
    from zoneinfo import available_timezones

    return sorted(available_timezones())


def _touches(path: Path) -> Iterable[str]:
    from leadctl.engine.history_import.touches import KINDS

    return KINDS


def _choice(name: str, path: Path) -> Iterable[str]:
    from leadctl.commands.report.question import CHOICES

    return CHOICES[name]


# kind -> the words, of the command at a path
WORDS: Final[dict[str, Callable[[Path], Iterable[str]]]] = {
    "column": _columns,
    "dimension": _dimensions,
    "report table": _tables,
    "figure": _kpis,
    "report": _reports,
    "format": _formats,
    "warning": _codes,
    "import field": _import_fields,
    "field of a new lead": _new_lead,
    "condition": _conditions,
    "priority": _priorities,
    "hold": _holds,
    "cap": _caps,
    "encoding": _encodings,
    "country": _countries,
    "zone": _zones,
    "touch source": _touches,
    **{
        name: partial(_choice, name)
        for name in ("contact_base", "contact_means", "count", "outcomes", "trend", "compare", "per")
    },
}

# kind -> the dimension of the reports whose values it has
VALUES: Final[dict[str, str]] = {
    "method": "method",
    "mode": "mode",
    "source type": "source-type",
    "confidence": "confidence",
    "value slab": "value-slab",
    "score band": "score-band",
    "outcome": "outcome",
}
OF_DATABASE: Final = frozenset({"attribute", *VALUES})


def values(con: sqlite3.Connection, kind: str) -> list[str]:
    """Return the values of a dimension that a report can be filtered by, as it writes them."""
    from leadctl.db import facts_names
    from leadctl.db.settings import glance
    from leadctl.reports.dimensions import Dimensions

    question: Any = None  # of no period: none of these goes by time
    dimension = Dimensions(con, facts_names.load_names(con), glance(con), question).get(VALUES[kind])
    known = dimension.known() if dimension.known else {}
    cells = [(word, dimension.cell(keys[0])) for word, keys in known.items()]
    return [cell if cell.casefold() == word else word for word, cell in cells]


def attributes(con: sqlite3.Connection) -> list[str]:
    """Return the names of attributes of accounts and leads, each with the = that its value follows."""
    from leadctl.db import facts_names

    of_accounts = [name for each in facts_names.load_names(con).account_attributes.values() for name in each]
    return [f"{name}=" for name in dict.fromkeys([*of_accounts, *facts_names.lead_attribute_names(con)])]


def of_database(con: sqlite3.Connection, kind: str) -> list[str]:
    """Return the words of a kind that only the database knows; none where the rules lack what it needs."""
    try:
        return attributes(con) if kind == "attribute" else values(con, kind)
    except LeadctlError:
        return []
