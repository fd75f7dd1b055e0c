"""`report fairness`: what people were entitled to, what they received, and where the difference comes from."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from leadctl.db import facts_fairness
from leadctl.errors import UsageError
from leadctl.reports import fairness_tables as tables
from leadctl.reports.dimensions import Dimension
from leadctl.reports.fairness_count import Book, Facts, Row
from leadctl.reports.measures import fairness as measures
from leadctl.reports.question import Question, criteria, prepare, why_empty
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Chart, Column, Figure, Line, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS: Final = ("distribution",)
BARS: Final = 20  # more people are not drawn
_LAST: Final = 99  # rank of a column that says nothing
SENSELESS: Final = {"outcome": "what one recipient made of a lead says nothing of who else stood for it"}
NOTES: Final = (
    "entitled: his weight's share of the leads that a ledger decided, among all who stood for them",
    "every row adds up: entitled + the causes = received; so totals can differ by a few hundredths from their rows",
)


def fairness(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the tables of `report fairness`, or the statement of the one user who is asked for.

    Raises NotFoundError for unknown names, UsageError for what says nothing about people.
    """
    for name in (*spec.group, *(f.kind for f in spec.filters)):
        if name in SENSELESS:
            raise UsageError(f"report fairness does not go by {name}: {SENSELESS[name]}", slug="bad-flags")
    question = prepare(con, config, spec)
    groups = question.groups(spec.group)
    facts = Facts(question, [*groups, *_own_groups(question)])
    user_id = one_user(question)
    if user_id is None:
        return _whole(question, facts, Book(facts, groups))
    from leadctl.reports.fairness_statement import statement

    book = Book(facts, [d for d in groups if d.name != "user"] or groups)  # all rows are his
    told = statement(question, facts, book, user_id)
    return replace(told, criteria=criteria(question, FACTS), warnings=_empty(question, facts, book))


def _empty(question: Question, facts: Facts, book: Book) -> tuple[str, ...]:
    if book.levels[0][()]:
        return ()
    if facts.passages:
        return ("nobody whom the filters on people leave stood for a lead or received one",)
    return why_empty(question)


def _own_groups(question: Question) -> list[Dimension]:
    """Return the dimensions of the further tables."""
    return question.groups(["strategy", "user", *(["score-band"] if question.config.score_bands else [])])


def one_user(question: Question) -> int | None:
    """Return the only user that --user names: the report is his statement."""
    keys = question.keys("user")
    return int(keys[0]) if keys is not None and len(set(keys)) == 1 else None


def _whole(question: Question, facts: Facts, book: Book) -> Table:
    main = tables.lay_out(question, book, "main", "Fairness", measures.FAIRNESS, question.spec.sort)
    by_hand = facts_fairness.by_hand(question.con, question.query, facts.people.epochs)
    more = [
        tables.causes(question, book),
        tables.strategies(question, facts),
        *tables.score_bands(question, facts, ("strategy", "user")),
        tables.by_hand(question, facts, by_hand),
    ]
    people = Book(facts, question.groups(["user"]))
    closing = main.closing()._replace(
        notes=NOTES,
        figures=figures(book.row(0, ()), people),
        charts=chart(people),
    )
    return replace(
        main,
        columns=_telling_first(main),
        closing=lambda: closing,
        criteria=criteria(question, FACTS),
        warnings=_empty(question, facts, book),
        more=tuple(more),
    )


def _telling_first(main: Table) -> tuple[Column, ...]:
    """Return the columns: on a narrow screen the causes of most of the gaps stay, those that were none go first."""
    rows = list(main.rows)
    weight = {
        c.key: sum(abs(cell) for cell in (r[i] for r in rows) if isinstance(cell, int | float))
        for i, c in enumerate(main.columns)
        if c.key in measures.CAUSES
    }
    order = sorted(weight, key=lambda key: -weight[key])
    rank = {key: 1 + at if weight[key] else _LAST for at, key in enumerate(order)}
    return tuple(c._replace(rank=rank.get(c.key, c.rank)) for c in main.columns)


def figures(row: Row, people: Book) -> tuple[Figure, ...]:
    """Return the key figures; `people` is grouped by user."""
    s = row.shares
    even = tables.evenness(people.levels[1], measures.received(s))
    hand = sum(n for c, (n, _) in row.causes.items() if measures.COLUMN_OF.get(c.code) == "by_hand_in") // 100
    index = {m.key: m.column() for m in measures.STRATEGIES}
    return (
        Figure(index["received"], even.received, f"of {measures.leads_distributed(s)} distributed"),
        Figure(index["turns"], even.turns, "what the shares are of"),
        Figure(Column("by_hand", "Given by hand", "int"), hand, "beside the turns"),
        Figure(index["jain"], measures.jain(even), "of received / entitled per user; 1 = all alike"),
        Figure(index["jain_turns"], measures.jain_turns(even), "absences and caps left out"),
    )


def chart(people: Book) -> tuple[Chart, ...]:
    """Return the chart of shares: of each user, entitled and received."""
    everybody = [(key[0], people.row(1, key).shares) for key in people.levels[1]]
    everybody.sort(key=lambda one: (-one[1].entitled, -one[1].received, one[0].casefold()))
    if not everybody:
        return ()
    shown = everybody[:BARS]
    rest = f"; {len(everybody) - BARS} more are not drawn" if len(everybody) > BARS else ""
    told = [
        f"{name}: entitled to {measures.entitled(s):.2f}, received {measures.received(s)}"
        + (f" ({measures.without_turn(s):.0f} without a turn)" if measures.without_turn(s) else "")
        for name, s in shown
    ]
    lines = [
        Line("Entitled", tuple(measures.entitled(s) for _, s in shown)),
        Line("Received by turn or by hand", tuple(measures.received(s) - measures.without_turn(s) for _, s in shown)),
        Line("Received without a turn", tuple(measures.without_turn(s) for _, s in shown)),
    ]
    return (
        Chart(
            "shares",
            "Share per user: entitled and received",
            "bars",
            tuple(name for name, _ in shown),
            tuple(line for line in lines if any(line.values)),
            Column("leads", "Leads", "number"),
            "; ".join(told) + rest,
        ),
    )
