"""`report sources` computed again, the slow way: every lead, every cost, every day, one after the other."""

import sqlite3
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.reports.naive import passes, stage, taken, value_of

BY_COST = ("source", "source-type", "campaign")
BY_DAY = ("weekday", "day", "week", "month", "quarter", "year")


def costs_of(con):
    cursor = con.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute("select * from cost where removed_at is null")]


def links_of(con):
    return dict(con.execute("select lead_id, duplicate_of from lead_state"))


def as_passage(w, lead, cut):
    """Return the lead dressed as the passage that speaks for it."""
    had = [
        d for d in w.distribution
        if d["lead_id"] == lead["id"] and d["undone_at"] is None and d["distributed_at"] < cut and taken(d, cut)
    ]  # fmt: skip
    had.sort(key=lambda d: (d["passed_on_at"] is not None and d["passed_on_at"] < cut, d["distributed_at"], d["id"]))
    empty = dict.fromkeys(w.distribution[0]) if w.distribution else {}
    found = (
        dict(had[0]) if had else {**empty, "account_id": 1, "distributed_at": lead["received_at"], "label": "(none)"}
    )
    of_lead = ("record_type_id", "source_id", "campaign_id", "product_id", "priority", "value", "score")
    return found | {"lead_id": lead["id"]} | {key: lead[key] for key in of_lead}


def word(w, spec, lead, d, dimension):
    if d["id"] is None and dimension in ("user", "mode"):
        return "(none)"
    if dimension == "sales-stage":
        d = d | {"ended_at": None}
    return value_of(w, spec, d, dimension, lead["received_at"])


def fits(w, spec, lead, d):
    def chosen(one):
        return word(w, spec, lead, d, one.kind).casefold() in {v.casefold() for v in one.values}

    from dataclasses import replace

    return passes(w, replace(spec, filters=()), d) and all(chosen(f) for f in spec.filters)


def version_of(w, status, cut):
    return [
        v for v in w.status_version
        if v["status_id"] == status and v["valid_from"] < cut and (v["valid_to"] is None or v["valid_to"] >= cut)
    ][-1]  # fmt: skip


def withheld(w, original, cut):
    """The original is open and somebody has it."""
    if original is None:
        return False
    stands = [
        d for d in w.distribution
        if d["lead_id"] == original and d["undone_at"] is None and d["distributed_at"] < cut and taken(d, cut)
        and (d["ended_at"] is None or d["ended_at"] >= cut)
    ]  # fmt: skip
    now = stage(w, {"lead_id": original, "ended_at": None}, cut)
    return bool(stands) and version_of(w, now, cut)["system"] not in ("closed", "dead")


def fate(w, spec, lead, d, links):
    cut = spec.cut
    work = [a for a in w.activity if a["lead_id"] == lead["id"] and a["voided_at"] is None and a["happened_at"] < cut]
    closings = [a for a in work if a["kind"] == "status" and a["to_system"] == "closed" != a["from_system"]]
    distributed = d["id"] is not None
    now = stage(w, d | {"ended_at": None}, cut)
    version = version_of(w, now, cut)
    over = not distributed and version["system"] in ("closed", "dead")
    linked = not distributed and not over and withheld(w, links[lead["id"]], cut)
    latest = {}
    for o in sorted(w.opportunity, key=lambda o: (o["happened_at"], o["id"])):
        if o["lead_id"] == lead["id"] and o["voided_at"] is None and o["happened_at"] < cut:
            latest[o["key"]] = o["amount"]
    raw = sum(latest.values())
    contacted = distributed and any(
        p["lead_id"] == lead["id"] and p["undone_at"] is None and p["contacted_at"] is not None
        and p["contacted_at"] < cut for p in w.distribution
    )  # fmt: skip
    return {
        "generated": 1,
        "distributed": int(distributed),
        "held": int(not distributed and not linked and not over),
        "linked_duplicates": int(linked),
        "closed_undistributed": int(over),
        "contacted_leads": int(contacted),
        "appointments": sum(a["kind"] == "appointment" for a in work),
        "closed_leads": int(bool(closings)),
        "opportunity_value": int(Fraction(raw * version["probability"], 100) + Fraction(1, 2)),
        "opportunity_value_raw": raw,
        "cost": None,
    }


def daily_costs(con, spec):
    """Yield (cost, local day, amount of the day) of the days of the period that have begun."""
    zone = ZoneInfo(spec.period.zone)
    first = datetime.fromtimestamp(spec.period.start, zone).date()
    last = datetime.fromtimestamp(min(spec.period.end - 1, spec.now), zone).date()
    for cost in costs_of(con):
        day, until = date.fromisoformat(cost["first_day"]), date.fromisoformat(cost["last_day"])
        share = Fraction(cost["amount"], (until - day).days + 1)
        while day <= until:
            if first <= day <= last:
                yield cost, day, share
            day += timedelta(days=1)


def bears(cost, lead):
    return all(cost[key] is None or cost[key] == lead[key] for key in ("source_id", "campaign_id"))


def day_word(w, spec, day, dimension):
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(spec.period.zone)).timestamp())
    return value_of(w, spec, {"lead_id": min(w.lead), "distributed_at": noon, "value": None}, dimension)


def sources(w, con, spec):
    """Return prefix -> {column: cell}."""
    links = links_of(con)
    cohort = [
        x for x in w.lead.values()
        if x["undone_at"] is None and spec.period.start <= x["received_at"] < spec.cut
    ]  # fmt: skip
    dressed = {x["id"]: as_passage(w, x, spec.cut) for x in cohort}
    kept = [x for x in cohort if fits(w, spec, x, dressed[x["id"]])]
    keys = {x["id"]: tuple(word(w, spec, x, dressed[x["id"]], g) for g in spec.group) for x in cohort}
    facts = {x["id"]: fate(w, spec, x, dressed[x["id"]], links) for x in kept}
    rows = [(keys[i], fact) for i, fact in facts.items()]
    times = [i for i, g in enumerate(spec.group) if g in BY_DAY]
    for cost, day, amount in daily_costs(con, spec):
        when = {i: day_word(w, spec, day, spec.group[i]) for i in times}
        sharers = [x for x in cohort if bears(cost, x) and all(keys[x["id"]][i] == text for i, text in when.items())]
        for x in sharers:
            if x["id"] in facts:
                fact = facts[x["id"]]
                fact["cost"] = (fact["cost"] or 0) + amount / len(sharers)
        if not sharers and alone_fits(w, spec, cost):
            d = {"lead_id": min(w.lead), "distributed_at": 0, "value": None} | {
                k: cost[k] for k in ("source_id", "campaign_id")
            }
            key = tuple(
                when[i] if i in when else value_of(w, spec, d, g) if g in BY_COST else "(none)"
                for i, g in enumerate(spec.group)
            )
            rows.append((key, {**dict.fromkeys(next(iter(facts.values()), EMPTY), 0), "cost": amount}))
    found = {}
    for level in range(len(spec.group) + 1):
        for key in {key[:level] for key, _ in rows} | ({()} if level == 0 else set()):
            found[key] = cells([fact for k, fact in rows if k[:level] == key])
    return found


EMPTY = dict.fromkeys(
    ("generated", "distributed", "held", "linked_duplicates", "closed_undistributed", "contacted_leads",
     "appointments", "closed_leads", "opportunity_value", "opportunity_value_raw", "cost"), 0
)  # fmt: skip


def alone_fits(w, spec, cost):
    if spec.account or spec.record_type is not None or any(f.kind not in BY_COST for f in spec.filters):
        return False
    d = {"lead_id": min(w.lead), "distributed_at": 0, "value": None} | {
        k: cost[k] for k in ("source_id", "campaign_id")
    }
    return all(value_of(w, spec, d, f.kind).casefold() in {v.casefold() for v in f.values} for f in spec.filters)


def half_up(amount):
    return int((amount + Fraction(1, 2)) // 1)


def cells(facts):
    sums = {key: sum(f[key] for f in facts) for key in EMPTY if key != "cost"}
    known = [f["cost"] for f in facts if f["cost"] is not None]
    cost = sum(known, Fraction(0)) if known else None

    def per(key):
        return None if cost is None or not sums[key] else half_up(cost / sums[key])

    def rate(key):
        return sums[key] / sums["generated"] if sums["generated"] else None

    return sums | {
        "contacted_rate": rate("contacted_leads"),
        "closed_rate": rate("closed_leads"),
        "cost": None if cost is None else half_up(cost),
        "cost_per_lead": per("generated"),
        "cost_per_contacted": per("contacted_leads"),
        "cost_per_closed": per("closed_leads"),
    }
