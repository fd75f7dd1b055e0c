"""Reads [[holiday]], [[calling_hours]], [[tag]] and [[mapping]]."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, cast

from leadctl.config import values
from leadctl.config.model import CallingRule, Figure, HolidayRule, MappingRule, TagRule
from leadctl.config.rules import check_unique, record_type
from leadctl.config.section import Section
from leadctl.config.shifts import parse_shifts
from leadctl.errors import did_you_mean

_DAY = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})")
NEVER = "never"  # calling hours of a place where nobody may be called
FIGURES = ("closed", "given", "worked", "actions", "win_rate", "months")
COMPARISONS: tuple[Literal["min", "max", "gt", "lt"], ...] = ("min", "max", "gt", "lt")


def read_holidays(top: Section) -> tuple[HolidayRule, ...]:
    """Return the days of one's own, in file order."""
    found = []
    for section in top.tables("holiday"):
        day = _day(section)
        if day is not None:
            year, month, number = day
            found.append(
                HolidayRule(
                    month, number, year, section.text("name"), section.texts("accounts"), section.boolean("open", False)
                )
            )
    return tuple(found)


def _day(section: Section) -> tuple[int | None, int, int] | None:
    value = section.data.get("date")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.year, value.month, value.day
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is not None:
        year = int(match[1]) if match[1] else None
        try:
            date(year or 2024, int(match[2]), int(match[3]))  # 2024 had a 29 February
            return year, int(match[2]), int(match[3])
        except ValueError:
            pass  # said below
    if value is None:
        section.fault("date", 'is missing; add date = "2026-12-24", or "12-24" for every year')
    else:
        section.fault("date", f'"{value}" is no day; write "2026-12-24", or "12-24" for every year')
    return None


def read_calling_hours(top: Section) -> tuple[CallingRule, ...]:
    """Return what stands in place of the built-in lawful hours."""
    found: dict[tuple[str, str | None], CallingRule] = {}
    for section in top.tables("calling_hours"):
        country = section.text("country", required=True).upper()
        if country and (len(country) != 2 or not country.isascii() or not country.isalpha()):
            section.fault("country", f'"{country}" is not a country of two letters, such as US or DE')
        state = section.text("state").upper() or None
        if (country, state) in found:
            section.fault("country", f"{country}{f' {state}' if state else ''} has its hours already")
        found[country, state] = CallingRule(country, _calling_times(section), state)
    return tuple(found.values())


def _calling_times(section: Section) -> str:
    """Return the hours as written, once they can be read."""
    hours = section.text("hours", required=True)
    if not hours or hours.casefold() == NEVER:
        return hours.casefold()
    try:
        blocks = parse_shifts(hours)
    except ValueError as error:
        section.fault("hours", f'{error}; or "never"')
        return hours
    if any(block.timezone for block in blocks):
        section.fault("hours", "are in the time of the place called; leave the zone out")
    return hours


def read_tags(top: Section, types: tuple[str, ...]) -> tuple[TagRule, ...]:
    """Return the tags that users earn."""
    found = []
    sections = top.tables("tag")
    check_unique(sections)
    for section in sections:
        figures = _figures(section)
        if section.data.get("when") in (None, {}):
            section.fault("when", "is missing; add when = { closed = { min = 30 } }")
        found.append(
            TagRule(
                section.text("name", required=True),
                figures,
                section.duration("within"),
                record_type(section, types),
                section.boolean("keep", False),
                section.texts("accounts"),
                section.texts("teams"),
                section.faults.lines.of(section.path) or 0,
            )
        )
    return tuple(found)


def _figures(section: Section) -> tuple[Figure, ...]:
    found = []
    for name, bounds in (section.raw_table("when") or {}).items():
        path, words = (*section.path, "when", name), section.say(f"when.{name}")
        if name not in FIGURES:
            near = did_you_mean(name, FIGURES) or f"; choose from {', '.join(FIGURES)}"
            section.faults.add(path, words, f"is no figure of a user{near}")
            continue
        if not isinstance(bounds, dict) or not bounds or set(bounds) - set(COMPARISONS):
            section.faults.add(path, words, "must be bounds such as { min = 30 }; there are min, max, gt, lt")
            continue
        for operator, value in bounds.items():
            try:
                number = float(values.plain_number(value))
            except ValueError as error:
                section.faults.add((*path, operator), f"{words}.{operator}", str(error))
                continue
            found.append(Figure(name, cast('Literal["min", "max", "gt", "lt"]', operator), number))
    return tuple(found)


def read_mappings(top: Section) -> tuple[MappingRule, ...]:
    """Return the named ways to read a file."""
    found = []
    sections = top.tables("mapping")
    check_unique(sections)
    for section in sections:
        columns = section.raw_table("columns") or {}
        for header, field in columns.items():
            if not isinstance(field, str) or not field.strip():
                message = 'must name a lead field, as in { "Company Name" = "company" }; "-" leaves the column out'
                section.faults.add((*section.path, "columns", header), section.say(f"columns.{header}"), message)
        named = tuple((h, f.strip()) for h, f in columns.items() if isinstance(f, str) and f.strip())
        raw = section.data.get("delimiter")
        delimiter = raw if isinstance(raw, str) and raw in {"\t", " "} else section.text("delimiter") or None
        found.append(
            MappingRule(section.text("name", required=True), named, delimiter, section.text("encoding") or None)
        )
    return tuple(found)
