"""Every column of the reports by key and by heading, with its definition: what `report explain` looks up. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from leadctl.errors import NotFoundError, did_you_mean
from leadctl.reports.definitions import PAGES, definition, sections
from leadctl.reports.measures.base import Measure, Section
from leadctl.reports.table import Kind

PLACEHOLDER: Final = re.compile(r"[A-Z]+")  # the SLUG in `status:SLUG`: any word


class Term(NamedTuple):
    """One column of a report. `label` and `kind` are empty where the definition is not that of a measure."""

    report: str
    section: str
    key: str
    label: str
    kind: Kind | None
    text: str

    @property
    def heading(self) -> str:
        """Return the column's heading, made of the key where the table says none."""
        return self.label or (self.key if PLACEHOLDER.search(self.key) else self.key.replace("_", " ").capitalize())

    @property
    def place(self) -> str:
        """Return where the column stands, in words."""
        title = self.section.replace("`", "")
        return f"report {self.report}, {title[:1].lower()}{title[1:]}"


def terms() -> list[Term]:
    """Return every documented column, report by report, in the order of docs/reports.md."""
    return [term for report in PAGES for section in sections(report) for term in _of(report, section)]


def _of(report: str, section: Section) -> Iterator[Term]:
    for column in section.columns:
        text = definition(column.of).replace("\\|", "|")  # escaped for a table in Markdown
        if isinstance(column, Measure):
            yield Term(report, section.title, column.key, column.label, column.kind, text)
        else:
            for key in column.keys.split(", "):
                yield Term(report, section.title, key, "", None, text)


def look_up(wanted: str) -> list[Term]:
    """Return the columns that a word names, by key or heading; one per report and definition.

    Raises NotFoundError with the nearest.
    """
    known = terms()
    word = _folded(wanted)
    found = [t for t in known if word in {_folded(t.key), _folded(t.heading)}]
    found = found or sorted((t for t in known if _fits(t.key, word)), key=lambda t: -len(t.key))[:1]  # the closest one
    if not found:
        names = dict.fromkeys([*(t.key for t in known), *(t.heading for t in known)])
        near = did_you_mean(wanted.strip(), names)
        raise NotFoundError(
            f'no column "{wanted}" in any report{near}', slug="unknown-kpi", hint="leadctl report explain lists them"
        )
    first: dict[tuple[str, str, str], Term] = {}
    for term in found:
        first.setdefault((term.report, term.key, term.text), term)
    return list(first.values())


def _folded(text: str) -> str:
    """Return a key or heading as it is compared: `Contact rate`, `contact-rate` and `contact_rate` are one."""
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _fits(key: str, word: str) -> bool:
    """Return whether a key with a placeholder, say `status:SLUG_rate`, is the pattern of the word."""
    parts = PLACEHOLDER.split(key)
    return len(parts) > 1 and re.fullmatch(".+".join(re.escape(_folded(p)) for p in parts), word) is not None
