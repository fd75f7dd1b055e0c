"""Looks at everything that can go wrong with a database and its surroundings; changes nothing.

Each check stands alone: what one finds broken keeps no other from being looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Final

from leadctl.db import connection, file_status, migrate
from leadctl.engine.doctor import file, machine, people, work
from leadctl.engine.doctor.model import Check, Finding, Level, Limits, Patient
from leadctl.errors import BusyError, DatabaseError, LeadctlError

__all__ = ["CHECKS", "Finding", "Level", "Limits", "Patient", "examine"]

# In the order in which they are told. What needs no rows goes first: it is looked at even when nothing can be opened.
MACHINE: Final[dict[str, Check]] = {
    "program": machine.program,
    "disk": machine.disk,
    "permissions": machine.permissions,
    "locks": machine.locks,
}
FILE: Final[dict[str, Check]] = {"integrity": file.integrity, "references": file.references}
ROWS: Final[dict[str, Check]] = {
    "verify": file.verified,
    "backup": file.backup,
    "zones": people.zones,
    "rules": people.rules,
    "shifts": people.shifts,
    "tick": work.tick,
    "imports": work.imports,
    "runs": work.runs,
    "offers": work.offers,
    "held": work.held,
    "waiting": work.waiting,
    "alerts": work.alerts,
}
CHECKS: Final = ("database", *MACHINE, *FILE, *ROWS)


def examine(
    patient: Patient,
    wanted: frozenset[str] = frozenset(CHECKS),
    *,
    told: Callable[[str], None] = lambda check: None,
    now_in: Callable[[str], int] | None = None,
) -> Iterator[Finding]:
    """Yield what the `wanted` checks find; `told` hears the name of each before it begins.

    `now_in` says what time it is where a typed one is read in the zone of the rules; else the patient's `now` holds.

    A file that cannot be opened is a finding like any other. Of a file of an earlier schema the rows are not looked at.
    """
    try:
        con, opening = _opened(patient)
        if "database" in wanted:
            yield opening
        patient.con = con
        schema = migrate.version(con) if con is not None else 0
        readable = schema == connection.SCHEMA_VERSION
        if con is not None:
            patient.zone = file_status.zone(con)
            patient.now = now_in(patient.zone) if now_in else patient.now
        for name, check in (MACHINE | (FILE if con is not None else {}) | (ROWS if readable else {})).items():
            if name in wanted:
                told(name)
                yield from _guarded(name, check, patient)
    finally:
        if patient.con is not None:
            patient.con.close()


def _opened(patient: Patient) -> tuple[sqlite3.Connection | None, Finding]:
    """Return the open database, or None, and what there is to say about it."""
    path = patient.path
    try:
        con = connection.connect(path)
        with connection.wrapped(path):
            found = file_status.status(con, path)
    except LeadctlError as problem:
        return None, Finding("database", Level.FAIL, problem.message, problem.hint or "leadctl restore BACKUP")
    except sqlite3.DatabaseError as error:
        return None, Finding("database", Level.FAIL, f"{path} cannot be read: {error}", "leadctl restore BACKUP")
    return con, file.told(found)


def _guarded(name: str, check: Check, patient: Patient) -> Iterator[Finding]:
    """Yield what a check finds; one that cannot be carried out is a finding."""
    try:
        with connection.wrapped(patient.path):
            yield from check(patient)
    except BusyError as problem:
        yield Finding(name, Level.WARN, problem.message, "leadctl doctor again in a moment")
    except DatabaseError as problem:
        yield Finding(name, Level.FAIL, problem.message, "leadctl restore BACKUP")
    except LeadctlError as problem:
        yield Finding(name, Level.FAIL, problem.message, problem.hint or "")
    except OSError as error:  # the disk, or a file that only another may open
        remedy = f"make {patient.path} and its folder writable, or look at the disk"
        yield Finding(name, Level.FAIL, f"{error.filename or patient.path}: {error.strerror or error}", remedy)
    except sqlite3.Error as error:  # a table or column that is not there: not the file that leadctl made
        yield Finding(name, Level.FAIL, f"{patient.path} cannot be read: {error}", "leadctl restore BACKUP")
