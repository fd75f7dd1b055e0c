"""Persons whose open leads are in several hands: a customer who is called by two of us."""

from __future__ import annotations

from collections import defaultdict

from leadctl.db import facts_allocation
from leadctl.reports.question import Question
from leadctl.reports.table import Cell, Closing, Column, Table

COLUMNS = (
    Column("person", "Person", "text", rank=0, group=True),
    Column("owners", "Owners", "int", rank=1),
    Column("owner_names", "Who", "text", rank=0),
    Column("leads", "Open leads", "int", rank=2),
    Column("lead_ids", "Lead ids", "text", rank=1),
)


def owners(question: Question) -> Table:
    """Return the table `owners`: persons with two or more owners, the most first."""
    rows = _rows(question)
    words = "persons have" if len(rows) != 1 else "person has"
    note = f"{len(rows):,} {words} open leads of more than one owner"
    return Table(
        "allocation",
        "Persons whose open leads have more than one owner",
        COLUMNS,
        rows,
        lambda: Closing(notes=(note,)),
        zone=question.spec.period.zone,
        key="owners",
    )


def _rows(question: Question) -> list[tuple[Cell, ...]]:
    shared = facts_allocation.same_persons(question.con, question.query)
    holder = facts_allocation.owners(question.con, question.query, [lead for lead, _, _ in shared])
    words = question.dimensions.get("user").words
    found: list[tuple[int, int, str, list[str], list[int]]] = []
    for name, lead_ids in persons(shared):
        held = [lead for lead in lead_ids if lead in holder]
        who = sorted({str(words(holder[lead])) for lead in held}, key=str.casefold)
        if len(who) > 1:
            found.append((-len(who), -len(held), name, who, held))
    found.sort(key=lambda row: (row[:2], row[2].casefold()))
    return [(name, len(who), ", ".join(who), len(held), ", ".join(map(str, held))) for _, _, name, who, held in found]


def persons(leads: list[tuple[int, str | None, str | None]]) -> list[tuple[str, list[int]]]:
    """Return (e-mail, else phone; lead ids) of each person: leads that share an e-mail or a phone, in a chain too."""
    root: dict[str, str] = {}

    def find(word: str) -> str:
        while root.setdefault(word, word) != word:
            root[word] = root[root[word]]
            word = root[word]
        return word

    for _, email, phone in leads:
        words = [w for w in (email, phone) if w is not None]
        root[find(words[0])] = find(words[-1])
    members: dict[str, list[tuple[int, str | None, str | None]]] = defaultdict(list)
    for lead in leads:
        members[find(lead[1] or lead[2] or "")].append(lead)
    found = []
    for group in members.values():
        name = next((e for _, e, _ in group if e is not None), None) or next(p for _, _, p in group if p is not None)
        found.append((name, [lead for lead, _, _ in group]))
    return found
