"""What the flags of `report performance` add, computed the slow way from the rows of naive.World."""

from statistics import fmean, median, pvariance

from tests.reports.naive import closes, counted, grouped, leads, nowhere, performance_cells, ratio, until, work_of


def middle(numbers):
    """The mean of the two middle ones, rounded half up."""
    numbers = list(numbers)
    return int(median(numbers) + 0.5) if numbers else None


def deal_value(w, spec, d):
    latest = {}
    for o in sorted(w.opportunity, key=lambda o: (o["happened_at"], o["id"])):
        if o["lead_id"] == d["lead_id"] and o["voided_at"] is None and o["happened_at"] < until(spec):
            latest[o["key"]] = o["amount"]
    return sum(latest.values()) if latest else d["value"]


def deals(w, spec, passages):
    won = {}
    for d in passages:
        moments = [a["happened_at"] for a in work_of(w, d, until(spec)) if closes(a)]
        if moments:
            won.setdefault(d["lead_id"], []).append((min(moments), d))
    first = [min(rows, key=lambda r: (r[0], -r[1]["distributed_at"], -r[1]["id"])) for rows in won.values()]
    values = [v for _, d in first if (v := deal_value(w, spec, d)) is not None]
    dead = leads(
        d for d in passages if any(
            a["kind"] == "status" and a["to_system"] == "dead" and a["from_system"] != "dead"
            for a in work_of(w, d, until(spec))
        )
    )  # fmt: skip
    return {
        "won_leads": len(won),
        "won_valued_leads": len(values),
        "won_value": sum(values),
        "average_deal": int(sum(values) / len(values) + 0.5) if values else None,
        "median_time_to_close": middle(at - d["distributed_at"] for at, d in first),
        "dead_leads": len(dead),
    }


def first_action(w, spec, d):
    return min((a["happened_at"] for a in work_of(w, d, until(spec)) if a["kind"] == "action"), default=None)


def untouched(w, spec, d):
    ended = d["ended_at"] is not None and d["ended_at"] < until(spec)
    return not ended and not work_of(w, d, until(spec))


def time_is_up(spec, d, follow_up):
    """Has more than `follow_up` passed at the last second looked at?"""
    last = spec.now if spec.to_date else min(spec.period.end - 1, spec.now)
    return last - d["distributed_at"] >= follow_up


def timing(w, spec, passages, follow_up):
    waits = {d["id"]: at - d["distributed_at"] for d in passages if (at := first_action(w, spec, d)) is not None}
    quick = {i for i, seconds in waits.items() if seconds <= follow_up}
    due = [d for d in passages if d["id"] in quick or time_is_up(spec, d, follow_up)]
    return {
        "acted_passages": len(waits),
        "median_time_to_first_action": middle(waits.values()),
        "due_passages": len(due),
        "in_time_passages": len(quick),
        "in_time_rate": ratio(len(quick), len(due)),
        "untouched_leads": len(leads(d for d in passages if untouched(w, spec, d))),
    }


def more_cells(w, spec, names, follow_up):
    """Return prefix -> the cells of --deals and --timing; None for rows of work without a passage."""
    found = {
        key: deals(w, spec, rows) | timing(w, spec, rows, follow_up)
        for key, rows in grouped(w, spec, names, counted(w, spec)).items()
    }  # fmt: skip
    nothing = deals(w, spec, []) | timing(w, spec, [], follow_up)
    outside = nowhere(w, spec) if not {f.kind for f in spec.filters} & {"outcome", "method"} else []
    for key in grouped(w, spec, names, outside, of=lambda r: r[1]):
        listed = "strategy" in names and len(key) > names.index("strategy")
        found.setdefault(key, dict.fromkeys(nothing) if listed else nothing)
    found.setdefault((), nothing)
    return found


def series(w, spec, names, unit, buckets):
    """Return prefix -> passages per bucket."""
    found = {}
    for key, rows in grouped(w, spec, [*names, unit], counted(w, spec)).items():
        if len(key) == len(names) + 1:
            for level in range(len(names) + 1):
                numbers = found.setdefault(key[:level], [0] * len(buckets))
                numbers[buckets.index(key[-1])] += len(rows)
    return {key: tuple(numbers) for key, numbers in found.items()}


def push_pull(w, spec):
    """Return mode -> cells where both have leads, else nothing; and in what the two differ."""
    by_mode = {m: [d for d in counted(w, spec) if d["mode"] == m] for m in ("push", "pull")}
    if not all(by_mode.values()):
        return {}, []
    cells, figures = {}, {}
    for mode, rows in by_mode.items():
        whole = performance_cells(w, spec, rows, {})
        waits = [at - d["distributed_at"] for d in rows if (at := first_action(w, spec, d)) is not None]
        figures[mode] = {
            "score": [d["score"] for d in rows if d["score"] is not None],
            "value": [d["value"] for d in rows if d["value"] is not None],
            "age": [max(0, d["distributed_at"] - w.lead[d["lead_id"]]["received_at"]) for d in rows],
        }
        means = {k: fmean(v) if v else None for k, v in figures[mode].items()}
        same = ("leads_distributed", "unique_leads", "contactable_leads", "contacted_leads", "contact_rate",
                "closed_leads", "closure_rate")  # fmt: skip
        cells[mode] = {key: whole[key] for key in same} | {
            "acted_passages": len(waits),
            "median_time_to_first_action": middle(waits),
            "average_score": means["score"],
            "average_value": None if means["value"] is None else int(means["value"] + 0.5),
            "average_age": int(means["age"] + 0.5),
        }
    apart = []
    for what in ("score", "value", "age"):
        one, other = figures["push"][what], figures["pull"][what]
        if one and other:
            distance = abs(fmean(one) - fmean(other))
            if distance > 1e-9 and distance > 0.25 * ((pvariance(one) + pvariance(other)) / 2) ** 0.5:
                apart.append(what)
    return cells, apart


def hints(w, spec, follow_up):
    """Return {(hint, about)} of the findings about recipients and pull members."""
    passages = counted(w, spec)
    found = set()
    for (who,), rows in ((k, r) for k, r in grouped(w, spec, ["user"], passages).items() if k):
        old = [d for d in rows if time_is_up(spec, d, follow_up)]
        lying = leads(d for d in old if untouched(w, spec, d))
        if len(lying) >= 5 and len(lying) * 2 >= len(leads(old)):
            found.add(("most_untouched", who))
        moved, silent = set(), set()
        for d in rows:
            changes = [a["happened_at"] for a in work_of(w, d, until(spec)) if a["kind"] == "status"]
            if changes:
                moved.add(d["lead_id"])
                # an action at or after the end is later than the change anyway
                action = first_action(w, spec, d)
                if action is None or action > min(changes):
                    silent.add(d["lead_id"])
        if len(silent) >= 5 and len(silent) * 5 >= len(moved):
            found.add(("unlogged", who))
    return found
