"""Key figures and charts of `report performance`, from what is counted anyway."""

from __future__ import annotations

from leadctl.reports.counting import Key
from leadctl.reports.measures import performance as measures
from leadctl.reports.measures.performance import Counts
from leadctl.reports.performance_count import Work
from leadctl.reports.table import Chart, Column, Figure, Line

MOST: int = 40  # categories of one chart
LEADS = Column("leads", "Leads", "int")
_MEASURES = {m.key: m for m in measures.PERFORMANCE}


def figures(work: Work) -> tuple[Figure, ...]:
    """Return the key figures of the whole report."""
    spec, c = work.question.spec, work.counts(0, ())

    def figure(key: str, note: str = "") -> Figure:
        measure = _MEASURES[key]
        return Figure(measure.column(), measure.of(c), note)

    found = [
        figure("leads_distributed", f"{c.unique_leads} different leads"),
        figure("worked_leads", _of(c.worked_leads, c.unique_leads) if c.rates else ""),
    ]
    if c.rates and "contact-rate" not in spec.without:
        found.append(figure("contact_rate", _of(c.contacted_leads, measures.contact_base(c))))
    if "appointments" not in spec.without:
        found.append(figure("appointments"))
    if "closed" not in spec.without:
        found.append(figure("closed_leads", _of(c.closed_leads, c.unique_leads) if c.rates else ""))
    return tuple(found)


def _of(part: int | None, base: int | None) -> str:
    return f"{part} of {base} leads"


def charts(work: Work) -> tuple[Chart, ...]:
    """Return contacted beside uncontacted leads per strategy (else per outermost group), and the statuses entered."""
    spec = work.question.spec
    found = []
    if spec.count == "distribution" and "contact-rate" not in spec.without and work.groups:
        found.append(_contacted(work))
    if work.statuses:
        found.append(_entered(work))
    return tuple(chart for chart in found if chart.categories)


def _contacted(work: Work) -> Chart:
    names = [d.name for d in work.groups]
    level = names.index("strategy") + 1 if names[:2] == ["mode", "strategy"] else min(2, len(names))
    counted = [(key, work.counts(level, key)) for key in work.tally.levels[level] if (level, key) not in work.outside]
    counted = [(key, c) for key, c in counted if measures.contact_base(c)]
    largest = sorted(counted, key=lambda one: -(measures.contact_base(one[1]) or 0))[:MOST]
    kept = sorted(
        (one for one in counted if one in largest),
        key=lambda one: tuple(d.order(cell) for d, cell in zip(work.groups, one[0], strict=False)),
    )
    labels = _labels([key for key, _ in kept], names)
    words = [f"{label}: {c.contacted_leads} of {measures.contact_base(c)}" for label, (_, c) in _zip(labels, kept)]
    per = work.groups[level - 1].label.lower()
    left = f" (the {MOST} largest of {len(counted)})" if len(counted) > MOST else ""
    return Chart(
        "contacted",
        f"Contacted and uncontacted leads per {per}{left}",
        "stacked",
        tuple(labels),
        (
            Line("Contacted", tuple(c.contacted_leads for _, c in kept)),
            Line("Uncontacted", tuple(measures.uncontacted_leads(c) for _, c in kept)),
        ),
        LEADS,
        f"Contacted leads per {per}: {'; '.join(words)}.",
    )


def _zip(labels: list[str], kept: list[tuple[Key, Counts]]) -> list[tuple[str, tuple[Key, Counts]]]:
    return list(zip(labels, kept, strict=True))


def _labels(keys: list[Key], names: list[str]) -> list[str]:
    """Return the last cell of each key; with its section where the same stands in two."""
    last = [key[-1] for key in keys]
    if len(names) < 2 or names[0] != "mode":
        return last
    return [f"{name} ({key[0]})" if last.count(name) > 1 else name for name, key in zip(last, keys, strict=True)]


def _entered(work: Work) -> Chart:
    names = [work.question.names.status[status_id] for status_id in work.statuses]
    numbers = [work.entered[status_id].count(0, ()) for status_id in work.statuses]
    words = [f"{name} {number}" for name, number in zip(names, numbers, strict=True)]
    return Chart(
        "statuses",
        "Worked leads that entered a status",
        "bars",
        tuple(names),
        (Line("Leads", tuple(numbers)),),
        LEADS,
        f"Worked leads that entered a status: {', '.join(words)}.",
    )
