"""The lines of a plan that a person has read and perhaps edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leadctl.engine.intake.source import Record, Source
from leadctl.errors import UsageError

# The columns of a plan, in order. The last two are for the machine: they say what was proposed, by which rules.
COLUMNS = (
    "lead", "name", "company", "value", "recipient", "strategy", "because", "runner_up", "reason", "proposed", "rules",
)  # fmt: skip
NEEDED = ("lead", "recipient", "strategy", "proposed", "rules")


@dataclass(frozen=True, slots=True)
class Wish:
    """One line: what was proposed for a lead ('' = held) and what the person says now."""

    record: Record
    lead_id: int
    recipient: str
    strategy: str
    proposed: str
    version: int
    reason: str

    @property
    def confirmed(self) -> bool:
        """Return whether the line is as it was proposed."""
        return self.recipient.casefold() == self.proposed.casefold()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that says nothing: the column at fault, and why."""

    record: Record
    column: str | None
    reason: str


def read(source: Source) -> Iterator[Wish | Unreadable]:
    """Yield the lines in file order; empty ones are left out. Raises UsageError for a file that is no plan."""
    at = {name.strip().casefold(): position for position, name in reversed(list(enumerate(source.header)))}
    missing = [name for name in NEEDED if name not in at]
    if missing:
        raise UsageError(
            f"{source.name} is no plan: it has no column {', '.join(missing)}",
            slug="not-a-plan",
            hint="leadctl assign --propose FILE writes one; edit its cells recipient and reason, leave the rest",
        )
    for record in source.records():
        if record.error is not None or record.cells is None:
            yield Unreadable(record, None, str(record.error or "the line cannot be read"))
            continue
        cells = {name: record.cells[position].strip() for name, position in at.items() if position < len(record.cells)}
        if any(cells.values()):
            yield _wish(record, cells)


def _wish(record: Record, cells: dict[str, str]) -> Wish | Unreadable:
    lead, version = _number(cells.get("lead", "")), _number(cells.get("rules", ""))
    if lead is None:
        return Unreadable(record, "lead", f'"{cells.get("lead", "")}" is no lead id')
    if version is None:
        return Unreadable(record, "rules", "no version of the rules: the column is for leadctl, leave it as it was")
    named = {name: cells.get(name, "") for name in ("recipient", "strategy", "proposed", "reason")}
    return Wish(record, lead, version=version, **named)


def _number(text: str) -> int | None:
    digits = text.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None
