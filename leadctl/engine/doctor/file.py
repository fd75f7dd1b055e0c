"""Checks of the file: pages, references, kept figures, backups."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.clock import format_duration
from leadctl.db import care, checks, marks
from leadctl.db.file_status import Status
from leadctl.engine.doctor.model import Finding, Level, Patient, counted
from leadctl.engine.verify import verify

SHOWN = 3  # faults named in a finding


def told(found: Status) -> Finding:
    """Return what there is to say about a file that can be opened."""
    size = care.megabytes(found.sizes.file)
    figures: dict[str, int | None] = {"bytes": found.sizes.file, "log_bytes": found.sizes.log, "schema": found.schema}
    text = f"{found.path}: {size}, schema {found.schema}"
    if found.pending:
        left = "what is in it was not looked at"
        text += f", {len(found.pending)} behind this program: {left}"
        return Finding("database", Level.WARN, text, "leadctl db migrate --dry-run", figures)
    if found.journal != "wal":
        remedy = "close every program that has it open; leadctl backup, then leadctl restore"
        text += f", journal {found.journal}: readers and writers keep each other waiting"
        return Finding("database", Level.WARN, text, remedy, figures)
    return Finding("database", Level.OK, text, "", figures)


def integrity(patient: Patient) -> Iterator[Finding]:
    """Say whether every page and index is whole."""
    faults = care.integrity(patient.rows)
    if not faults:
        yield Finding("integrity", Level.OK, "every page and index is whole", "", {"faults": 0})
        return
    remedy = "stop all work on it, then leadctl restore with the newest good backup"
    yield Finding("integrity", Level.FAIL, f"the file is damaged: {_some(faults)}", remedy, {"faults": len(faults)})


def references(patient: Patient) -> Iterator[Finding]:
    """Say whether every reference leads to a row."""
    faults = care.broken_references(patient.rows)
    if not faults:
        yield Finding("references", Level.OK, "every reference leads to a row", "", {"faults": 0})
        return
    remedy = "another program wrote to the file: leadctl restore with the newest good backup"
    yield Finding("references", Level.FAIL, f"rows are missing: {_some(faults)}", remedy, {"faults": len(faults)})


def verified(patient: Patient) -> Iterator[Finding]:
    """Say whether owners, counters and credits are what the passages and activities say."""
    found = verify(patient.rows, patient.now).differences
    if not found:
        leads, passages, *_ = checks.counts(patient.rows)
        text = f"{counted(leads, 'lead')}, {counted(passages, 'passage')}: all as recomputed"
        yield Finding("verify", Level.OK, text, "", {"differences": 0})
        return
    text = f"{counted(len(found), 'difference')}: {_some(found)}"
    yield Finding("verify", Level.FAIL, text, "leadctl verify", {"differences": len(found)})


def backup(patient: Patient) -> Iterator[Finding]:
    """Say when the last backup was made."""
    last = marks.get(patient.rows, marks.LAST_BACKUP)
    remedy = "leadctl backup FOLDER --keep 14; leadctl schedule show does it every night"
    if last is None:
        leads = checks.counts(patient.rows)[0]
        text = "leadctl backup never made one of this file"
        yield Finding("backup", Level.WARN if leads else Level.OK, text, remedy if leads else "", {"last_at": None})
    elif patient.now - last > patient.limits.backup_age:
        text = f"the last backup is of {patient.at(last)}, {patient.ago(last)}"
        limit = format_duration(patient.limits.backup_age)
        yield Finding("backup", Level.WARN, f"{text}; it is to be younger than {limit}", remedy, {"last_at": last})
    else:
        yield Finding("backup", Level.OK, f"the last backup is of {patient.at(last)}", "", {"last_at": last})


def _some(faults: list[str] | tuple[str, ...]) -> str:
    more = f"; and {len(faults) - SHOWN:,} more" if len(faults) > SHOWN else ""
    return "; ".join(faults[:SHOWN]) + more
