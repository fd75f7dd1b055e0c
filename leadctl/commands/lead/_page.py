"""The detail page of a lead: as text, JSON or HTML, on the screen or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from leadctl.clock import show
from leadctl.commands._context import note, out, print_json
from leadctl.commands._pages import lines, section
from leadctl.commands.lead._sheet import PASSAGES, how, passage_details, recipient, sheet
from leadctl.db.lead_detail import Passage
from leadctl.engine.journey import Journey
from leadctl.engine.lead_page import Page
from leadctl.errors import UsageError, did_you_mean
from leadctl.reports.sheet import Sheet

if TYPE_CHECKING:
    from leadctl.db.settings import Glance


FORMATS: Final = ("text", "json", "html")
SUFFIXES: Final = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}


def choose(given: str | None, output: Path | None, *, as_json: bool) -> str:
    """Return the format of --json, of --format, of the file's suffix, else text. Raises UsageError with the nearest."""
    if given is None:
        by_suffix = SUFFIXES.get(output.suffix.casefold(), "text") if output else "text"
        return "json" if as_json else by_suffix
    if given.casefold() not in FORMATS:
        near = did_you_mean(given.casefold(), FORMATS)
        raise UsageError(f'"{given}" is not a format{near}', slug="unknown-format", hint="one of " + ", ".join(FORMATS))
    if as_json and given.casefold() != "json":
        raise UsageError(f"--json does not go with --format {given}", slug="bad-flags")
    return given.casefold()


def deliver(page: Page | Journey, config: Glance, shape: str, output: Path | None, *, force: bool) -> None:
    """Print the page, or write it to a file. Raises UsageError for an existing file without `force`."""
    write = _write if isinstance(page, Page) else _write_journey
    if output is None or str(output) == "-":
        write(page, config, shape)  # type: ignore[arg-type]  # the one of its kind
        return
    from leadctl.commands._files import replacing

    with replacing(output, force=force) as stream, redirect_stdout(stream):
        write(page, config, shape)  # type: ignore[arg-type]  # the one of its kind
    note(f"written to {output}")


def _write(page: Page, config: Glance, shape: str) -> None:
    if shape == "json":
        from leadctl.commands.lead._page_json import page_json

        print_json(page_json(page, config))
    elif shape == "html":
        from leadctl.reports.render.html import write_sheet

        write_sheet(sheet(page, config), sys.stdout)
    else:
        print_page(page, config)


def _write_journey(journey: Journey, config: Glance, shape: str) -> None:
    from leadctl.commands.lead._journey import journey_json, journey_sheet

    if shape == "json":
        print_json(journey_json(journey, config))
    elif shape == "html":
        from leadctl.reports.render.html import write_sheet

        write_sheet(journey_sheet(journey, config), sys.stdout)
    else:
        _print(journey_sheet(journey, config))


def print_page(page: Page, config: Glance) -> None:
    """Print everything about one lead."""
    _print(sheet(page, config), {PASSAGES: lambda: _passages(page.passages, config.timezone)})


def _print(found: Sheet, told: Mapping[str, Callable[[], None]] = MappingProxyType({})) -> None:
    """Print a page; `told` prints parts, by title, in another way."""
    out(f"{found.about}  {found.title}")
    for line in found.notes:
        out(line)
    for part in found.parts:
        if part.title in told:
            told[part.title]()
        elif part.headers:
            section(part.title, part.headers, part.rows, part.right)
        else:
            out()
            lines((label, value) for label, value in part.rows)


def _passages(passages: list[Passage], zone: str) -> None:
    out()
    out(PASSAGES)
    for p in passages:
        out(f"  #{p.id}  {show(p.distributed_at, zone)}  to {recipient(p)}: {how(p)}")
        for detail in passage_details(p, zone):
            out(f"      {detail}")
