"""One file of a watched folder: imported as what the folder is for, then moved to done/ or failed/."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from leadctl.config import Config
from leadctl.engine.importing.named import find_mapping, naming, with_mapping
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.summary import ImportSummary
from leadctl.engine.watching import folder as folders
from leadctl.engine.watching.folder import DONE, FAILED
from leadctl.errors import BusyError, DatabaseError, LeadctlError, UsageError, did_you_mean

PAST: Final = ("activities", "touches", "opportunities", "distributions")
LISTS: Final = ("customers", "costs")
KINDS: Final = ("leads", *PAST, *LISTS)


@dataclass(frozen=True, slots=True)
class Intent:
    """What the files of the folder are, and how they are read. `source`: of leads that name none."""

    kind: str = "leads"
    mapping: str | None = None
    source: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. `moved_to`: where it lies now; None = still where it was (dry run, changed meanwhile)."""

    file: Path
    summary: ImportSummary | None
    problem: LeadctlError | None
    moved_to: Path | None
    rejects: Path | None

    @property
    def failed(self) -> bool:
        """Return whether nothing of the file came in."""
        return self.problem is not None or (self.summary is not None and _nothing(self.summary))


def check(intent: Intent, config: Config) -> None:
    """Raise UsageError for a kind that there is not, NotFoundError for a mapping."""
    if intent.kind not in KINDS:
        raise UsageError(
            f'--kind "{intent.kind}" cannot be watched for{did_you_mean(intent.kind, KINDS)}',
            slug="unknown-kind",
            hint=f"kinds are {', '.join(KINDS)}",
        )
    if intent.source is not None and intent.kind != "leads":
        raise UsageError("--source is for leads", hint="leave it out, or --kind leads")
    if intent.mapping is not None:
        find_mapping(config, intent.mapping)


def take(con: sqlite3.Connection, config: Config, folder: Path, file: Path, intent: Intent, now: int) -> Taken:
    """Import the file and move it; return what became of it.

    A killed import goes on where it stopped when the file is taken again, and a file that was imported but not moved
    brings nothing new: nothing is lost or there twice. Raises BusyError and DatabaseError: the file stays.
    """
    way = folders.way(folder, file, now)
    rejects = way.to(DONE, ".rejects.csv")
    before = folders.look(folder).get(file)
    try:
        with naming(config, intent.mapping):
            summary = _importer(intent)(con, config, str(file), None if intent.dry_run else str(rejects), now)
    except (BusyError, DatabaseError):
        raise
    except LeadctlError as problem:
        return _failed(file, way, problem, intent.dry_run)
    if intent.dry_run or folders.look(folder).get(file) != before:
        return Taken(file, summary, None, None, None)
    kept = rejects if summary.rejected and rejects.exists() else None
    end = FAILED if _nothing(summary) else DONE
    if kept is not None and end == FAILED:
        folders.put(kept, way.to(FAILED, ".rejects.csv"))
        kept = way.to(FAILED, ".rejects.csv")
    folders.put(file, way.to(end))
    return Taken(file, summary, None, way.to(end), kept)


def _nothing(summary: ImportSummary) -> bool:
    """Return whether every row of the file was rejected."""
    return bool(summary.rejected) and summary.rejected_rows >= summary.read


def _failed(file: Path, way: folders.Way, problem: LeadctlError, dry_run: bool) -> Taken:
    if dry_run or not file.exists():
        return Taken(file, None, problem, None, None)
    text = f"{problem.message} [{problem.slug}]" + (f"\nhint: {problem.hint}" if problem.hint else "")
    folders.explain(way.to(FAILED, ".error.txt"), text)
    folders.put(file, way.to(FAILED))
    return Taken(file, None, problem, way.to(FAILED), None)


Importer = Callable[[sqlite3.Connection, Config, str, str | None, int], ImportSummary]


def _importer(intent: Intent) -> Importer:
    """Return a function that imports one file of this kind as `leadctl import` does."""

    def flags(config: Config, rejects: str | None) -> dict[str, Any]:
        chosen = with_mapping(config, intent.mapping, {"explicit": {}})
        return {"dry_run": intent.dry_run, "rejects": rejects, **chosen}

    def leads(con: sqlite3.Connection, config: Config, path: str, rejects: str | None, now: int) -> ImportSummary:
        from leadctl.engine.importing.leads import import_leads

        return import_leads(con, LeadOptions(path, source=intent.source, **flags(config, rejects)), config, now)

    def past(con: sqlite3.Connection, config: Config, path: str, rejects: str | None, now: int) -> ImportSummary:
        from leadctl.engine.history_import.common import PastOptions

        module = import_module(f"leadctl.engine.history_import.{intent.kind}")
        run = getattr(module, f"import_{intent.kind}")
        found: ImportSummary = run(con, PastOptions(path, flags=flags(config, rejects)), config, now)
        return found

    def lists(con: sqlite3.Connection, config: Config, path: str, rejects: str | None, now: int) -> ImportSummary:
        run = getattr(import_module(f"leadctl.engine.{intent.kind}.load"), f"import_{intent.kind}")
        found: ImportSummary = run(con, path, config, now, **flags(config, rejects))
        return found

    return leads if intent.kind == "leads" else past if intent.kind in PAST else lists
