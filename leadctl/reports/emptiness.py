"""Why a report is empty: which filter leaves nothing, what there is without it, and what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leadctl.clock import local_date
from leadctl.db import facts, facts_empty, facts_leads
from leadctl.db.facts_keys import Query

if TYPE_CHECKING:
    from leadctl.reports.question import Question

_NAMED: Final = 3  # values of a dimension that are named


def reasons(question: Question) -> tuple[str, ...]:
    """Return sentences for people: which filter leaves nothing, and what there is without it or outside the period."""
    query, con = question.query, question.con
    has_any = facts_leads.has_any if question.leads else facts.has_any
    if not has_any(con, Query(query.start, query.end, query.cut)):
        return (_outside(question),)
    guilty = [kind for kind, _ in query.conditions if has_any(con, query, without=kind)]
    if "disabled" in guilty:
        return ("whoever is left by the filters is disabled; --show-disabled shows them",)
    if not guilty:
        filters = ", ".join(_flag(kind) for kind, _ in query.conditions)
        return (f"the filters together leave nothing, nor does leaving out one of them: {filters}",)
    return tuple(_without(question, kind) for kind in dict.fromkeys(guilty))


def _flag(kind: str) -> str:
    return "--attribute" if kind.startswith("attribute:") else f"--{kind}"


def _outside(question: Question) -> str:
    """Say where the nearest rows outside the period are."""
    done = "received" if question.leads else "distributed"
    zone = question.spec.period.zone
    before, after = facts_empty.around(question.con, question.query, leads=question.leads)
    found = f"nothing was {done} in this period"
    if before is not None:
        day = local_date(before, zone)
        return f"{found}; the last lead before it was {done} on {day} (try --from {day})"
    if after is not None:
        day = local_date(after, zone)
        return f"{found}; the first lead after it was {done} on {day} (try --from {day})"
    hint = "leadctl import leads brings some in" if question.leads else "leadctl assign gives out what waits"
    return f"nothing was {done} yet ({hint})"


def _without(question: Question, kind: str) -> str:
    """Say what there is without one filter."""
    dimension, leads = question.dimensions.get(kind), question.leads
    counted: dict[str, int] = {}
    for key, count in facts_empty.most(question.con, question.query, dimension.expression, without=kind, leads=leads):
        cell = dimension.cell(key)
        counted[cell] = counted.get(cell, 0) + count
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{cell} {count:,}" for cell, count in best[:_NAMED])
    more = f" and {len(best) - _NAMED:,} more" if len(best) > _NAMED else ""
    number = sum(counted.values())
    rows = f"{number:,} {'lead' if leads else 'distribution'}{'' if number == 1 else 's'}"
    return f"{_flag(kind)} leaves nothing; without it there would be {rows}: {named}{more}"
