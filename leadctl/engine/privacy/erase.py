"""lead erase: a person leaves every table; the rows, and with them every figure, stay."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from leadctl.db import care, erase_alerts, lock, mentions, persons
from leadctl.db import erase as rows
from leadctl.db.connection import immediate, rolled_back
from leadctl.engine.privacy.person import Person, find
from leadctl.engine.privacy.words import words_of
from leadctl.errors import ConflictError, DatabaseError


@dataclass(slots=True)
class Erased:
    """What was erased, or would be. `changed`: table -> rows; `rules`: versions of the rules that named the person."""

    person: Person
    dry_run: bool
    changed: dict[str, int] = field(default_factory=dict)
    rules: list[int] = field(default_factory=list)
    left_in_log: bool = False  # others read: the log beside the file still holds old pages


def chosen(con: sqlite3.Connection, lead_id: int, *, also: tuple[int, ...] = (), only: bool = False) -> Person:
    """Return the person that would be erased, as person.find does. Raises ConflictError when he is already."""
    who = find(con, lead_id, also=also, only=only)
    if all(c.erased for c in who.contacts):
        raise ConflictError(f"lead {lead_id} was erased before", slug="erased-already", hint="leadctl lead erasures")
    return who


def erase(con: sqlite3.Connection, who: Person, reason: str, actor: str, now: int, *, dry_run: bool = False) -> Erased:
    """Erase a person and return what that changed. The file is written anew afterwards: nothing is left in unused
    pages or in the log beside it, unless others are reading just now.

    Raises BusyError while a run is at work, DatabaseError when the disk has no room to write the file anew.
    """
    path = lock.database_path(con)
    if dry_run:
        return _erase(con, who, reason, actor, now, dry_run=True)
    with lock.run_lock(path):
        if path is not None:
            size = care.sizes(con, path)
            care.need_room(path.parent, 2 * (size.file - size.unused), "erasing, which writes the file anew,")
        con.execute("pragma secure_delete = on")
        done = _erase(con, who, reason, actor, now, dry_run=False)
        if path is not None:
            done.left_in_log = not _anew(con, path)
    return done


def _erase(con: sqlite3.Connection, who: Person, reason: str, actor: str, now: int, *, dry_run: bool) -> Erased:
    ids = who.lead_ids
    done = Erased(who, dry_run)
    words = words_of(who.contacts)
    with rolled_back(con) if dry_run else nullcontext(), immediate(con):
        rows.note(con, ids, reason, actor, now)
        _count(done, {"outbox": erase_alerts.leads(con, ids)})
        emails = {e for c in who.contacts for e in c.emails}
        phones = {p for c in who.contacts for p in c.phones}
        _count(done, rows.customers(con, emails, phones, {c.name for c in who.contacts if " " in c.name}))
        _count(done, rows.leads(con, ids))
        for mention in list(mentions.find(con, words.patterns, words.says)):
            mentions.replace(con, mention, words.without(mention.text))
            _count(done, {mention.table: 1})
            if mention.table == "config_version":
                done.rules.append(int(mention.row[0]))
    return done


def _count(done: Erased, changed: dict[str, int]) -> None:
    for table, count in changed.items():
        if count:
            done.changed[table] = done.changed.get(table, 0) + count


def _anew(con: sqlite3.Connection, path: Path) -> bool:
    """Write the file anew and return whether nothing is left in the log beside it.

    SQLite leaves old content in unused parts of pages, written long before anybody asked to erase it.
    """
    con.execute("pragma temp_store = file")  # the copy that this makes may be larger than the memory
    try:
        _, after = care.vacuum(con, path)
    except (DatabaseError, sqlite3.Error) as fault:
        raise DatabaseError(
            f"the person was erased, but the file could not be written anew: {fault}",
            slug="not-rewritten",
            hint="its unused pages may still hold the data: leadctl db vacuum",
        ) from fault
    return after.log == 0


def listed(con: sqlite3.Connection) -> list[persons.Erasure]:
    """Return the leads that were erased, the latest first."""
    return persons.erasures(con)
