"""What an import is asked to do (ImportRequest) and what it did (ImportSummary)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Progress = Callable[[int, float | None], None]  # (records read so far, share of the file done or None)

EXAMPLES_KEPT = 20  # faults printed in the summary; all of them are in import_reject and in the rejects file


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One file to import and how.

    `vocabulary` maps each field to the header spellings it goes by. `required` are groups of fields of which at
    least one must have a column, e.g. (("login",), ("name", "full_name")). `empty` are cells that mean nothing
    besides the built-in ones. `options` are the flags that change the outcome: the same bytes with the same
    options resume an unfinished import.
    """

    kind: str
    path: str
    vocabulary: Mapping[str, tuple[str, ...]]
    explicit: Mapping[str, str] = field(default_factory=dict)  # header -> field, from --map
    required: tuple[tuple[str, ...], ...] = ()
    empty: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    rejects: str | None = None  # path of the rejects file; None = beside the input
    strict: bool = False
    dry_run: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    chunk: int = 0  # records per transaction; 0 = the loop decides
    header: tuple[str, ...] = ()  # the columns of a file without a header line
    name: str | None = None  # what the file is called in messages, where `path` is a copy


@dataclass(frozen=True, slots=True)
class Example:
    """One fault as printed: `fair.csv:17: email "ann@" is not an address`."""

    line: int
    column: str | None
    code: str
    reason: str
    warning: bool


@dataclass(slots=True)
class ImportSummary:
    """What an import did. `counts` are rows by outcome (new, changed, unchanged, skipped, linked …)."""

    kind: str
    file: str
    dry_run: bool = False
    import_id: int | None = None
    read: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)  # code -> rows
    warned: dict[str, int] = field(default_factory=dict)  # code -> cells
    held: dict[str, int] = field(default_factory=dict)  # gate -> leads
    notes: list[str] = field(default_factory=list)  # what was found out about the file, for people
    examples: list[Example] = field(default_factory=list)
    rejects_file: str | None = None
    paste: str | None = None  # [[status]] tables for statuses that the rules lack
    resumed_at: int | None = None  # line at which an interrupted import went on
    imported_before: int | None = None  # id of a complete import of the same bytes and options

    @property
    def rejected_rows(self) -> int:
        """Return how many records were rejected."""
        return sum(self.rejected.values())

    def count(self, outcome: str, n: int = 1) -> None:
        """Add `n` rows to `counts[outcome]`."""
        if n:
            self.counts[outcome] = self.counts.get(outcome, 0) + n

    def dump(self) -> str:
        """Return the figures as JSON, as kept in import.counts."""
        kept = {"read": self.read, "counts": self.counts, "rejected": self.rejected}
        return json.dumps({**kept, "warned": self.warned, "held": self.held}, separators=(",", ":"))

    def load(self, text: str) -> None:
        """Take up the figures of an interrupted import."""
        kept = json.loads(text)
        self.read = kept.get("read", 0)
        for name in ("counts", "rejected", "warned", "held"):
            getattr(self, name).update(kept.get(name, {}))

    def as_json(self) -> dict[str, Any]:
        """Return the object that --json prints."""
        return {
            "import_id": self.import_id,
            "kind": self.kind,
            "file": self.file,
            "dry_run": self.dry_run,
            "read": self.read,
            **self.counts,
            "rejected": self.rejected_rows,
            "rejected_by_reason": self.rejected,
            "warned_by_reason": self.warned,
            "held_by_gate": self.held,
            "rejects_file": self.rejects_file,
            "resumed_at_line": self.resumed_at,
            "imported_before_id": self.imported_before,
            "statuses_to_add": self.paste,
            "notes": self.notes,
            "examples": [
                {"line": e.line, "column": e.column, "code": e.code, "reason": e.reason, "warning": e.warning}
                for e in self.examples
            ],
        }
