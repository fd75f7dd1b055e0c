"""The tables of `report fairness`: rows, causes one by one, strategies with their index, score bands, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from leadctl.db.facts_fairness import ByHand
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import NONE
from leadctl.reports.fairness_count import EARNED, ENTITLED, TURNS, Book, Cause, Facts, Row, Sums, received
from leadctl.reports.fairness_people import leavers
from leadctl.reports.fairness_shares import UNIT
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import fairness as measures
from leadctl.reports.measures.base import Measure
from leadctl.reports.question import Question
from leadctl.reports.table import Closing, Column, Table

FEW: Final = ("entitled", "received", "gap", "entitled_value", "received_value", "value_gap")
_ORDER: Final = {code: at for at, code in enumerate(measures.COLUMN_OF)}


def columns_of(chosen: Sequence[Measure], currency: str) -> list[Column]:
    """Return the columns of these figures."""
    return [m.column(currency)._replace(signed=m.key in measures.SIGNED) for m in chosen]


def plain(
    question: Question, key: str, title: str, columns: Sequence[Column], rows: list[Cells], last: Closing
) -> Table:
    """Return a further table of the report."""
    zone = question.spec.period.zone
    return Table("fairness", title, tuple(columns), rows, lambda: last, (), zone, (), leavers(question), key)


def lay_out(
    question: Question, book: Book, key: str, title: str, chosen: Sequence[Measure], sort: str | None = None
) -> Table:
    """Return the table of a book: its rows with these figures, subtotals and totals."""
    columns = [*group_columns(book.groups), *columns_of(chosen, question.config.currency)]

    def figures(level: int, group: Key) -> Cells:
        shares = book.row(level, group).shares
        return tuple(m.of(shares) for m in chosen)

    listing = Listing(book.groups, book.levels[-1] if book.groups else ())
    rows, subtotals = listing.build(figures, columns, sort_column(sort, columns))
    totals: Cells = (*([None] * len(book.groups)), *figures(0, ()))
    return plain(question, key, title, columns, rows, Closing(subtotals, totals))


def few() -> list[Measure]:
    """Return the figures of tables that only say how much."""
    return [m for m in measures.FAIRNESS if m.key in FEW]


def in_order(row: Row) -> list[Cause]:
    """Return the causes of a row that come to anything, as the columns of the main table stand."""
    found = [cause for cause, amount in row.causes.items() if any(amount)]
    return sorted(found, key=lambda c: (_ORDER.get(c.code, len(_ORDER)), c.code, c.by or ""))


def causes(question: Question, book: Book) -> Table:
    """Return the table of single causes: of each row of the book, those that add up to its gaps."""
    columns = (
        *group_columns(book.groups),
        Column("cause", "Cause", "text", rank=0),
        Column("by", "By", "text", rank=1),
        Column("leads", "Leads", "number", rank=0, signed=True),
        Column("value", "Value", "money", question.config.currency, rank=2, signed=True),
    )
    rows: list[Cells] = []
    for group in in_reading_order(book):
        row = book.row(len(book.groups), group)
        rows += [(*group, c.code, c.by, row.causes[c][0] / 100, row.causes[c][1]) for c in in_order(row)]
    return plain(question, "causes", "Causes of the gaps", columns, rows, Closing())


def in_reading_order(book: Book) -> list[Key]:
    """Return the finest groups in reading order."""
    depth = len(book.groups)
    if not depth:
        return [()]
    rows, _ = Listing(book.groups, book.levels[-1]).build(lambda _level, _key: (), (), None)
    return [tuple(str(cell) for cell in row[:depth]) for row in rows]


def score_bands(question: Question, facts: Facts, names: Sequence[str]) -> list[Table]:
    """Return the table by these groups and score band; none where the rules name no bands."""
    if not question.config.score_bands:
        return []
    book = Book(facts, question.groups((*names, "score-band")))
    return [lay_out(question, book, "score_bands", "By score band", few())]


# ---------------------------------------------------------------- strategies and their indices

Got = Callable[[Sums], int]


def _parts(people: Mapping[Key, Sums], due: Cause, got: Got, *, value: bool = False) -> tuple[float, ...]:
    """Return got / due, in leads or value, of everybody to whom anything was due."""
    whole = [(sums, sums.get(due, (0, 0))[int(value)]) for sums in people.values()]
    return tuple(got(sums) / amount for sums, amount in whole if amount > 0)


def evenness(people: Mapping[Key, Sums], received: int) -> measures.Evenness:
    """Return how evenly these people got theirs; `received` in leads."""
    return measures.Evenness(
        sum(1 for sums in people.values() if ENTITLED in sums),
        sum(sums.get(TURNS, (0, 0))[0] for sums in people.values()) // UNIT,
        received,
        _parts(people, ENTITLED, lambda s: _comparable(s)[0]),
        _parts(people, EARNED, lambda s: s.get(TURNS, (0, 0))[0]),
        _parts(people, ENTITLED, lambda s: _comparable(s)[1], value=True),
    )


def _comparable(sums: Sums) -> tuple[int, int]:
    """Return (leads, value) received, less what came without a turn: nobody had a share of that."""
    leads, value = received(sums)
    apart = [a for c, a in sums.items() if measures.COLUMN_OF.get(c.code) == "without_turn"]
    return max(leads - sum(a[0] for a in apart), 0), max(value - sum(a[1] for a in apart), 0)


def strategies(question: Question, facts: Facts) -> Table:
    """Return the table of the strategies that go by turn."""
    book = Book(facts, question.groups(("strategy", "user")))
    columns = [*group_columns(book.groups[:1]), *(m.column() for m in measures.STRATEGIES)]
    rows: list[Cells] = []
    for group in dict.fromkeys(key[:1] for key in in_reading_order(book)):
        people = {key: sums for key, sums in book.levels[2].items() if key[:1] == group and ENTITLED in sums}
        if people:
            even = evenness(people, measures.received(book.row(1, group).shares))
            rows.append((*group, *(m.of(even) for m in measures.STRATEGIES)))
    return plain(question, "strategies", "Strategies that go by turn", columns, rows, Closing())


# ---------------------------------------------------------------- by hand


def by_hand(question: Question, facts: Facts, found: Sequence[ByHand]) -> Table:
    """Return the table of leads given by hand to or from the people of the report."""
    shown = facts.people.shown
    sums: dict[tuple[str | None, str, str], list[int]] = {}
    names = question.names.user
    for g in found:
        if shown(g.to_id, 0, g.epoch) or (g.from_id is not None and shown(g.from_id, 0, g.epoch)):
            who = NONE if g.from_id is None else names[g.from_id]
            one = sums.setdefault((g.actor, who, names[g.to_id]), [0, 0])
            one[0] += g.leads
            one[1] += g.value
    columns = (
        Column("by", "By", "text", rank=0),
        Column("from", "From", "text", rank=0),
        Column("to", "To", "text", rank=0),
        Column("leads", "Leads", "int", rank=0),
        Column("value", "Value", "money", question.config.currency, rank=1),
    )
    rows: list[Cells] = [
        (*key, *amount) for key, amount in sorted(sums.items(), key=lambda i: (-i[1][0], [k or "" for k in i[0]]))
    ]
    totals = (None, None, None, *(sum(amount[i] for amount in sums.values()) for i in (0, 1)))
    notes = () if rows else ("nobody gave a lead by hand",)
    return plain(question, "by_hand", "Given by hand", columns, rows, Closing((), totals, notes))
