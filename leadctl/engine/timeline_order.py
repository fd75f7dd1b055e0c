"""In which order events of one second stand: what caused another before it.

Nothing says in which order the rows of different tables were written. What is known: the numbers of passages and of
activities rise; a lead has one holder at a time, so the one before ends directly before the next begins; work belongs
to a passage, and may have ended it. A second is told passage by passage: what ended the one before, the passage, the
work on it, and last what no other passage followed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from leadctl.engine.decisions import BROADCAST

Rows = Sequence[tuple[Any, ...]]
Place = tuple[int, int, float, int]  # which passage of the second, part, number, part of the part

_INTAKE, _BEFORE, _BEGINS, _WORK, _ENDS, _LAST = range(-1, 5)
_TOLD, _ANSWER, _END, _QUEUE, _UNDONE = range(5)  # within _BEFORE and _ENDS
_LATEST: Final = math.inf
_ANSWERED: Final = {"rejected", "expired", "passed_on"}  # an answer that ended it; the yes of a team goes on to a user
_OF_LEAD: Final = {"received": (_INTAKE, 0), "imported": (_INTAKE, 1), "changed": (_INTAKE, 2)}
_AT_LAST: Final = {"held": 0, "undone": 1, "erased": 2}


class _Passage(NamedTuple):
    id: int
    at: int
    run: int | None
    user: str | None
    ended: int | None
    end_kind: str | None
    undone: int | None
    broadcast: bool
    auto: bool  # accepted without being asked


class Order:
    """The order of one lead's events, from the rows of db/history: passages with whether they were auto-accepted."""

    def __init__(self, passages: Rows, activities: Rows) -> None:
        self._passages = {
            row[0]: _Passage(
                row[0], row[1], row[8], row[10] if row[4] == "user" else None, row[17], row[18], row[19],
                row[21] == BROADCAST, bool(row[23]),
            )
            for row in passages
        }  # fmt: skip
        self._begun: dict[int, list[_Passage]] = {}  # second -> those that begin in it
        for passage in sorted(self._passages.values()):
            self._begun.setdefault(passage.at, []).append(passage)
        self._phases: dict[int, int] = {}  # passage -> which of its second
        for begun in self._begun.values():
            for i, passage in enumerate(begun):
                beside = i and self._beside(begun[i - 1], passage)
                self._phases[passage.id] = self._phases[begun[i - 1].id] + (not beside) if i else 1
        self._work: dict[int, int] = {}  # activity -> the passage of its second in whose time it was done
        self._first: dict[tuple[int, int], int] = {}  # second, passage -> first activity
        work = sorted((row[0], row[1], row[4], row[13]) for row in activities)
        following: dict[int, int] = {}  # second -> of the work after
        for number, at, user, passage_id in reversed(work):
            phase = self._at(passage_id, at) if passage_id is not None else self._of_user(user, at)
            if phase is None:  # who never had it acts on what is there: as late as the work after his allows
                phase = following.get(at, self._newest(at))
            self._work[number] = following[at] = phase
        reached: dict[int, int] = {}
        for number, at, _, passage_id in work:
            self._work[number] = reached[at] = max(reached.get(at, 0), self._work[number])
            self._first.setdefault((at, passage_id), number)

    # ------------------------------------------------------------ events

    def lead(self, kind: str, at: int) -> Place:
        """Place what concerns the lead as a whole."""
        if kind in _OF_LEAD:
            part, number = _OF_LEAD[kind]
            return 0, part, number, 0
        return self._newest(at), _LAST, _AT_LAST[kind], 0

    def passage(self, kind: str, at: int, number: int) -> Place:
        """Place a passage, an answer to it, its end, its way back into a queue, or that it was undone."""
        passage = self._passages[number]
        if kind == "passage":
            return self._phases[number], _BEGINS, number, 0
        if kind == "undone":
            return self._taken_back(passage, at)
        if kind == "answer" and not (passage.ended == at and passage.end_kind in _ANSWERED):  # work may have said yes
            first = 0 if passage.auto else self._first.get((at, number), 0)
            return self._at(number, at), _WORK, first, 1
        part = {"answer": _ANSWER, "end": _END, "queue": _QUEUE}[kind]
        if passage.end_kind == "lost":
            return self._at(number, at), _ENDS, part, number
        return self._around(self._next(passage, at), at, part, number)

    def activity(self, kind: str, at: int, number: int, done_at: int) -> Place:
        """Place an activity of `done_at`, or that it was voided."""
        return self._work[number] if at == done_at else 0, _WORK, number, 2 if kind == "void" else 0

    def transfer(self, at: int, ended: int | None, to: str | None) -> Place:
        """Place a transfer: before the end and the passage that it made."""
        if ended is not None:
            return self._around(self._next(self._passages[ended], at), at, _TOLD, 1)
        return self._around(next((p for p in self._begun.get(at, ()) if p.user == to), None), at, _TOLD, 1)

    def override(self, at: int, run: int) -> Place:
        """Place a word of a person about what a run gives."""
        return self._around(next((p for p in self._begun.get(at, ()) if p.run == run), None), at, _TOLD, 0)

    def value(self, at: int, user: str | None) -> Place:
        """Place an amount beside the other work of its user."""
        return self._of_user(user, at) or 0, _WORK, _LATEST, 0

    def touch(self, at: int) -> Place:
        """Place what marketing did."""
        return self._newest(at), _WORK, _LATEST, 1

    # ------------------------------------------------------------ passages

    @staticmethod
    def _beside(one: _Passage, other: _Passage) -> bool:
        """Return whether both were asked at once."""
        return one.broadcast and other.broadcast and (one.at, one.run) == (other.at, other.run)

    def _at(self, passage_id: int, at: int) -> int:
        return self._phases[passage_id] if self._passages[passage_id].at == at else 0

    def _of_user(self, user: str | None, at: int) -> int | None:
        """Return the first time of the second in which this user had the lead; 0 = he had it before; None = never."""
        begun = next((self._phases[p.id] for p in self._begun.get(at, ()) if user and p.user == user), None)
        if begun is not None:
            return begun
        had = user is None or any(p.user == user and p.at < at for p in self._passages.values())
        return 0 if had else None

    def _newest(self, at: int) -> int:
        begun = self._begun.get(at)
        return self._phases[begun[-1].id] if begun else 0

    def _next(self, passage: _Passage, at: int) -> _Passage | None:
        """Return the passage that followed this one within the second."""
        after = (p for p in self._begun.get(at, ()) if (p.at, p.id) > (passage.at, passage.id))
        return next((p for p in after if not self._beside(p, passage)), None)

    def _around(self, following: _Passage | None, at: int, part: int, number: int) -> Place:
        """Return the place directly before the passage that followed; without one, after all that was done."""
        if following is not None:
            return self._phases[following.id], _BEFORE, part, number
        return self._newest(at), _ENDS, part, number

    def _taken_back(self, passage: _Passage, at: int) -> Place:
        following = self._next(passage, at)
        if following is not None and passage.ended == at:  # it went on first
            if following.undone == at:
                return (*self._taken_back(following, at)[:3], passage.id)
            return self._newest(at), _ENDS, _UNDONE, passage.id
        return self._around(following, at, _UNDONE, passage.id)
