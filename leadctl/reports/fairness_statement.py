"""The statement of a salesperson: his share in plain sentences, then his rows. Nobody else's figures but means."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from leadctl.clock import local_date
from leadctl.db.people import all_users
from leadctl.reports import fairness_tables as tables
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.fairness_count import ENTITLED, Book, Facts, Row, Sums, received
from leadctl.reports.fairness_shares import HUNDREDTH, nearest
from leadctl.reports.fairness_words import reasons
from leadctl.reports.listing import Cells, group_columns
from leadctl.reports.measures import fairness as measures
from leadctl.reports.question import Question
from leadctl.reports.table import Chart, Closing, Column, Figure, Line, Table

CHECK: Final = "leadctl explain LEAD tells of any lead who stood for it and why it went where it went."
LEAST: Final = 3  # members of a strategy from which a mean is told: of two it would give the other's figures away


def statement(question: Question, facts: Facts, book: Book, user_id: int) -> Table:
    """Return the statement of one user: `book` holds his rows alone. The caller adds the criteria."""
    user = next(u for u in all_users(question.con) if u.id == user_id)
    row = book.row(0, ())
    means = _means(question, facts, user.login)
    sentences: list[Cells] = [*_share(question, row, user.name or user.login), *reasons(row), *_beside(means)]
    sentences.append(("How to check", None, CHECK))
    columns = (
        Column("about", "About", "text", rank=0),
        Column("leads", "Leads", "number", rank=0, blank=""),
        Column("statement", "Statement", "text", rank=0),
    )
    title = f"Statement for {user.name or user.login} ({user.login})"
    rows = tables.lay_out(question, book, "rows", "Your leads", tables.few(), question.spec.sort)
    more = [
        rows,
        tables.causes(question, book),
        *tables.score_bands(question, facts, ("strategy",)),
        *_averages(question, means),
    ]
    closing = Closing(figures=_figures(row, question.config.currency), charts=_chart(question, facts))
    main = tables.plain(question, "main", title, columns, sentences, closing)
    return replace(main, more=tuple(replace(one, marked=frozenset()) for one in more), marked=frozenset())


def _share(question: Question, row: Row, name: str) -> list[Cells]:
    period, s, currency = question.spec.period, row.shares, question.config.currency
    first = local_date(period.start, period.zone)
    last = max(first, local_date(min(period.end - 1, question.spec.as_of), period.zone))
    days = f"on {first}" if last == first else f"from {first} to {last}"
    got = f"{name}, you received {_leads(measures.received(s))} {days}, worth {_money(s.received_value)} {currency}."
    found: list[Cells] = [("Received", float(measures.received(s)), got)]
    if not s.entitled:
        none = "You stood for no lead that a strategy gave out by turn: nothing was due to you."
        return [*found, ("Your share", 0.0, none)]
    worth = f"{_money(s.entitled_value)} {currency}"
    due = f"So much of the leads that strategies gave out by turn was yours by the weights, worth {worth}."
    gap = s.received - s.entitled
    more = f"You received {'more' if gap > 0 else 'less'} than your share. The lines below add up to the difference."
    said = more if gap else "You received exactly your share."
    return [*found, ("Your share", measures.entitled(s), due), ("Difference", measures.gap(s), said)]


def _leads(count: int) -> str:
    return f"{count} lead{'' if count == 1 else 's'}"


def _money(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


def _figures(row: Row, currency: str) -> tuple[Figure, ...]:
    s = row.shares
    value = Column("received_value", "Value received", "money", currency)
    return (
        Figure(Column("received", "Leads received", "int"), measures.received(s)),
        Figure(Column("entitled", "Your share", "number"), measures.entitled(s), "of the leads given out by turn"),
        Figure(Column("gap", "Difference", "number", signed=True), measures.gap(s)),
        Figure(value, s.received_value),
    )


def _chart(question: Question, facts: Facts) -> tuple[Chart, ...]:
    """Return the chart of his strategies: entitled and received."""
    book = Book(facts, question.groups(["strategy"]))
    found = [(key[0], book.row(1, key).shares) for key in tables.in_reading_order(book)]
    if not found:
        return ()
    told = [f"{name}: your share {measures.entitled(s):.2f}, received {measures.received(s)}" for name, s in found]
    lines = (
        Line("Your share", tuple(measures.entitled(s) for _, s in found)),
        Line("Received", tuple(measures.received(s) for _, s in found)),
    )
    unit = Column("leads", "Leads", "number")
    names = tuple(name for name, _ in found)
    return (Chart("shares", "Your share and what you received", "bars", names, lines, unit, "; ".join(told)),)


# ---------------------------------------------------------------- beside the others


def _means(question: Question, facts: Facts, login: str) -> list[Cells]:
    """Return (strategy, people, his leads, their mean, his share, their mean) of each that goes by turn."""
    groups: list[Dimension] = question.groups(["strategy", "user"])
    book = Book(facts, groups, everybody=True)
    found: list[Cells] = []
    for name in dict.fromkeys(key[0] for key in tables.in_reading_order(book)):
        people: dict[Key, Sums] = {k: v for k, v in book.levels[2].items() if k[0] == name and ENTITLED in v}
        mine = people.get((name, login))
        if mine is not None and len(people) >= LEAST:
            got = sum(received(sums)[0] for sums in people.values())
            due = sum(sums[ENTITLED][0] for sums in people.values())
            own = received(mine)[0] // (100 * HUNDREDTH)
            share = nearest(mine[ENTITLED][0], HUNDREDTH) / 100
            found.append((name, len(people), own, _mean(got, people), share, _mean(due, people)))
    return found


def _mean(units: int, people: dict[Key, Sums]) -> float:
    return nearest(units, HUNDREDTH * len(people)) / 100


def _beside(means: list[Cells]) -> list[Cells]:
    return [
        (str(name), None, f"You received {_leads(int(str(own)))}; its {people} members received {mean:.2f} on average.")
        for name, people, own, mean, _, _ in means
    ]


def _averages(question: Question, means: list[Cells]) -> list[Table]:
    columns = (
        *group_columns(question.groups(["strategy"])),
        Column("people", "Members", "int", rank=2),
        Column("received", "You received", "int", rank=0),
        Column("received_mean", "Mean of all", "number", rank=0),
        Column("entitled", "Your share", "number", rank=1),
        Column("entitled_mean", "Mean share", "number", rank=1),
    )
    return (
        [tables.plain(question, "averages", "Beside the mean of all members", columns, means, Closing())]
        if means
        else []
    )
