"""Passages and activities as rows: by what key they are known again, and what became of offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadctl.db.own_keys import own_key

Raw = dict[str, Sequence[Any]]
_ANSWERS = ("rejected", "expired", "accepted")  # a later one goes before


def own_keys(given: Sequence[Any], identity: Sequence[int], at: Sequence[int], nth: Sequence[int]) -> list[str]:
    """Return the external id of each row: the one it came with, else one made of its lead and its moment."""
    return [
        key if key is not None else own_key(lead, moment, n)
        for key, lead, moment, n in zip(given, identity, at, nth, strict=True)
    ]


def answered(raw: Raw) -> Raw:
    """Return answer, answered_at, and how and when the passage ended where no answer and no later one says so."""
    answers, moments, ends, hows = [], [], [], []
    columns = zip(*(raw[f"{name}_at"] for name in _ANSWERS), strict=True)
    rest = zip(raw["offered"], raw["auto_accepted"], raw["ended_at"], raw["ended_how"], strict=True)
    for times, (offered, automatic, ended, how) in zip(columns, rest, strict=True):
        answer = next((name for name, at in zip(_ANSWERS, times, strict=True) if at is not None), None)
        at = next((at for at in times if at is not None), None)
        if answer is None:
            answer = "auto" if automatic else "pending" if offered else None
        said = how in (None, "superseded", "rejected", "expired")
        answers.append(answer)
        moments.append(at)
        ends.append(None if said else ended)
        hows.append(None if said else how)
    return {"answer": answers, "answered_at": moments, "ended_at": ends, "ended_how": hows}
