"""anonymise: a copy of the file that can be shared. People, companies and sentences are gone, every figure stays."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from leadctl.db import anonymise as rows
from leadctl.db import backup, care
from leadctl.db.anonymise import People, Stand
from leadctl.db.connection import snapshot, wrapped
from leadctl.db.personal import PERSONAL, Kind
from leadctl.engine.privacy.fakes import SHORT, Fakes, Told
from leadctl.engine.privacy.vocabulary import Vocabulary, cell_of

_IMPORT: Final = re.compile(r"import \d+")  # imports are actors, too
_SAID: Final = frozenset({"record_type", "source", "campaign", "product", "status"})
_FIGURES: Final = frozenset(
    {"value", "priority", "received_at", "received_kind", "do_not_contact", "score", "first_status_id"}
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The finished copy. `size` in bytes; `facts` is what it holds."""

    path: Path
    size: int
    facts: care.Facts


def anonymise(
    con: sqlite3.Connection,
    path: Path,
    target: Path,
    *,
    force: bool = False,
    progress: backup.Progress | None = None,
    secret: bytes | None = None,
) -> Shared:
    """Write a copy of the open database of `path` that speaks of nobody to `target`, and return it.

    Who and what is the same in the file is the same in the copy; what stands for it follows from `secret` (random,
    and then thrown away). The copy gets its name when it is complete, mode 0600. Raises UsageError for a file that is
    there already unless `force`, DatabaseError when it cannot be written.
    """
    backup.check_target(target, path, force=force)
    with backup.private_part(target) as part:
        with snapshot(con):
            backup.copy(con, part, progress)
        with wrapped(part), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("pragma journal_mode = off")  # a copy that fails is thrown away; nothing is left beside it
            copy.execute("pragma synchronous = off")
            copy.execute("pragma temp_store = file")
            rows.rewrite(copy, _stand(copy, Fakes(secret or secrets.token_bytes(32))), progress)
            held = care.facts(copy)
            copy.execute("pragma journal_mode = wal")  # as every database; the log is gone when it is closed
        size = part.stat().st_size
        backup.check_target(target, path, force=force)
        backup.publish(part, target)
    return Shared(target, size, held)


def _stand(con: sqlite3.Connection, fakes: Fakes) -> Stand:
    """Return what stands for what in this file."""
    found = rows.people(con)
    shared = rows.shared_words(con)
    exact = _exact(found, fakes)
    house = Vocabulary(
        fakes,
        exact,
        [name for _, name, _ in found.users] + [login for login, _, _ in found.users],
        found.attributes,
        lambda column, text: text in shared.get(("lead", column), ()),
    )

    def word(table: str, column: str, text: str) -> str:
        if (table, column) in shared:
            return text if len(text) <= SHORT or text in shared[table, column] else fakes.word(text)
        return house.phrase(text)

    kinds = cell_of(fakes) | {
        Kind.LOGIN: lambda text: exact[text.casefold()],
        Kind.RULES: house.json_text,
        Kind.HASH: fakes.digest,
        Kind.ACCOUNT: lambda text: exact.get(text.casefold()) or fakes.account(text),
    }
    return Stand(
        kinds=kinds,
        word=word,
        cell=_cell(fakes, house, word),
        key=lambda kind, text: _key(fakes, kind, text),
        rules=house.rules,
        actor=lambda text: text if _IMPORT.fullmatch(text) else exact.get(text.casefold()) or fakes.login(text),
        number=lambda value: fakes.number("hash", str(value)),
    )


def _exact(found: People, fakes: Fakes) -> dict[str, str]:
    """Return lower-case name -> what stands for it. A login goes before other names, since rules go by it."""
    exact: dict[str, str] = {value.casefold(): fakes.value(value) for value in found.values}
    for at, (table, name) in enumerate(found.rare, start=1):
        exact[name.casefold()] = f"{table.capitalize()} {at}"
    exact |= {name.casefold(): fakes.account(name) for name in found.accounts}
    exact |= {name.casefold(): fakes.name(name) for _, name, _ in found.users}
    exact |= {email.casefold(): fakes.email(email) for _, _, email in found.users if email}
    exact |= {login.casefold(): fakes.login(login) for login, _, _ in found.users}
    return exact


def _cell(fakes: Fakes, house: Vocabulary, word: Callable[[str, str, str], str]) -> Callable[[str, str], str | None]:
    """Return what stands for the cell of a field that was changed once."""
    told: dict[Kind, Told] = cell_of(fakes)

    def cell(field: str, text: str) -> str | None:
        if field in _FIGURES:
            return text
        if field in _SAID:
            return house.phrase(text)
        if field.startswith("attributes."):
            return _json_cell(fakes, text)
        kind = PERSONAL["lead"].get(field)
        if kind is Kind.WORD:
            return word("lead", field, text)
        return told[kind](text) if kind in told and kind is not Kind.ATTRIBUTES else None

    return cell


def _json_cell(fakes: Fakes, text: str) -> str:
    import json

    return json.dumps(fakes.json_value(json.loads(text)), ensure_ascii=False)


def _key(fakes: Fakes, kind: str, text: str) -> str:
    """Return what stands for a key by which a customer is recognised, so that his leads still are."""
    known: dict[str, Told] = {"email": fakes.email, "phone": fakes.phone, "domain": fakes.domain}
    return known.get(kind, fakes.company_key)(text)
