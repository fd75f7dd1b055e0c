"""A page about one thing, a lead say, as data: titled parts of texts. Pure; renderers lay it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from leadctl.reports.table import Cell


class Part(NamedTuple):
    """Labelled lines (label, value) where `headers` is empty, else a small table. Titles are in lower case."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    headers: tuple[str, ...] = ()
    right: tuple[int, ...] = ()  # columns of numbers


class Sheet(NamedTuple):
    """One thing with everything about it."""

    key: str  # what links point to, say lead-42
    title: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()  # what must be known before the rest is read
    about: str = ""  # what the thing is, say lead 42


class Sheets(NamedTuple):
    """The pages behind the rows of a table: `of` gives the one of a cell in column `key`, None where there is none."""

    title: str
    key: str  # the column whose cells name the thing, say lead_id
    label: str  # the column whose text is the link, where it is shown
    note: str  # as of when the pages are
    of: Callable[[Cell], Sheet | None]
