"""What was typed about one thing, as the row of an import: here a fault is an error, and "" clears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, cast

from leadctl.engine.people_import.row import CLEAR, Row
from leadctl.errors import ConflictError, NotFoundError, UsageError

if TYPE_CHECKING:
    from leadctl.engine.importing.batch import Context
    from leadctl.engine.intake.reading import Record

_LISTS = {"unknown-account": "account", "unknown-user": "user", "unknown-team": "team"}


@dataclass
class Typing:
    """The moment of the command, and what there is to say besides. Unknown teams are never made (`strict`)."""

    now: int
    strict: bool = True
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: str, n: int = 1) -> None:
        """Nothing is counted: what changed is found by comparison."""

    def note(self, text: str) -> None:
        """Keep something to be said besides."""
        self.notes.append(text)


class TypedRow(Row):
    """The cells of one thing by field; an empty one clears. The first fault is raised, nothing is left out."""

    def __init__(self, typing: Typing, cells: Mapping[str, str], others: Mapping[str, str]) -> None:
        cleared = frozenset(name for name, cell in cells.items() if not cell.strip() or cell.strip() in CLEAR)
        kept = {name: "-" if not cell.strip() else cell.strip() for name, cell in others.items()}
        plain = {name: cell.strip() for name, cell in cells.items()}
        super().__init__(cast("Context", typing), cast("Record", None), plain, cleared, kept)

    def reject(self, field: str | None, code: str, reason: str) -> NoReturn:
        """Raise: nothing of what was typed is written."""
        if code in _LISTS:
            what = _LISTS[code]
            slug: Any = f"no-{what}"
            raise NotFoundError(reason, slug=slug, hint=f"leadctl {what} list")
        if code in {"circle", "root-parent"}:
            raise ConflictError(reason, slug="circle", hint="leadctl account list shows the tree")
        raise UsageError(reason, slug="bad-value")

    def warn(self, field: str, code: str, reason: str) -> NoReturn:
        """Raise: what a file would only be warned about, the one who types can put right at once."""
        if code == "owner-unknown-yet":
            raise NotFoundError(reason.replace(" yet, owner once the users are imported", ""), slug="no-user",
                                hint="leadctl user list")  # fmt: skip
        hint = "two letters: US, GB, DE …" if code == "unknown-country" else None
        raise UsageError(reason.removesuffix("; left out"), slug="bad-value", hint=hint)
