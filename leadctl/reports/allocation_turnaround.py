"""How long leads take from receipt to the file, to the first holder, to the final person."""

from __future__ import annotations

from collections.abc import Sequence

from leadctl.db.facts_dimensions import Expression
from leadctl.reports.allocation_counts import Steps
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns
from leadctl.reports.measures.allocation_flow import STEPS, TURNAROUND, Turnaround
from leadctl.reports.question import Question
from leadctl.reports.table import Closing, Table


def turnaround(question: Question, groups: Sequence[Dimension], steps: Steps) -> Table:
    """Return the table `turnaround`."""
    step = Dimension("step", Expression("''"), str, STEPS.index)
    for name in STEPS:
        step.cell(name)
    keys = [step, *groups]
    columns = (*group_columns(keys), *(m.column() for m in TURNAROUND))
    counted: dict[Key, Turnaround] = {}

    def cells(level: int, key: Key) -> Cells:
        if key not in counted:
            counted[key] = steps.get(level, key)
        return tuple(m.of(counted[key]) for m in TURNAROUND)

    rows, subtotals = Listing(keys, steps.levels[-1]).build(cells, columns, None)
    first = steps.get(1, (STEPS[1],))
    dated = len(first.spans) - len(first.timed)
    words = "leads received on a day without a time are" if dated != 1 else "lead received on a day without a time is"
    notes = (f"{dated:,} {words} in no share of minutes or an hour",) if dated else ()
    return Table(
        "allocation",
        "Turn-around of the leads received",
        columns,
        rows,
        lambda: Closing(subtotals, notes=notes),
        zone=question.spec.period.zone,
        key="turnaround",
    )
