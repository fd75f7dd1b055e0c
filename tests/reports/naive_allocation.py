"""`report allocation` computed again, the slow way: plain Python over all rows, nothing shared but the tables."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.reports import naive

PASSAGE_ONLY = ("user", "outcome", "strategy", "mode", "method")
TIMES = ("hour", "weekday", "day", "week", "month", "quarter", "year")


def before(row, column, cut):
    return row[column] is not None and row[column] < cut


def had(d, cut):
    """Somebody had the lead, or was offered it, alone."""
    return d["undone_at"] is None and d["distributed_at"] < cut and naive.taken(d, cut)


def order(d):
    return d["distributed_at"], d["id"]


def of_lead(w, lead_id):
    return [d for d in w.distribution if d["lead_id"] == lead_id]


def passage_of(w, lead_id, cut):
    """The first passage that counts; one that was handed on only where all were."""
    all_had = sorted((d for d in of_lead(w, lead_id) if had(d, cut)), key=order)
    kept = [d for d in all_had if not before(d, "passed_on_at", cut)]
    return next(iter(kept or all_had), None)


def stands(d, cut):
    return d["undone_at"] is None and d["distributed_at"] < cut and not before(d, "ended_at", cut)


def is_finished(w, lead_id, cut):
    status = naive.stage(w, {"lead_id": lead_id}, cut, passage=False)
    version = next(v for v in w.status_version if v["status_id"] == status
                   and v["valid_from"] < cut and (v["valid_to"] is None or v["valid_to"] >= cut))  # fmt: skip
    return version["system"] in ("closed", "dead")


def withheld(w, lead, cut):
    """Its original is open and somebody has it."""
    original = w.lead_state[lead["id"]]["duplicate_of"]
    somebody = any(had(d, cut) and stands(d, cut) for d in of_lead(w, original))
    return somebody and not is_finished(w, original, cut)


def state(w, lead, cut):
    if passage_of(w, lead["id"], cut) is not None:
        return "distributed"
    if is_finished(w, lead["id"], cut):
        return "closed_undistributed"
    if withheld(w, lead, cut):
        return "linked_duplicates"
    hold = w.hold.get(lead["id"])
    if hold and hold["code"].startswith("gate:") and (hold["since"] < cut or hold["since"] <= lead["imported_at"]):
        return "gated"
    return "waiting"


def row_of(w, lead, cut):
    """A lead in the shape of a passage, so that it has dimensions."""
    p = passage_of(w, lead["id"], cut)
    lies = w.lead_state[lead["id"]]
    there = lies["owner_id"] is None and lies["open_distribution_id"] is None
    empty = {"user_id": None, "strategy_id": None, "origin": None, "mode": None, "level": None, "ended_at": None,
             "team_id": lies["holder_team_id"] if there else None, "distributed_at": lead["received_at"],
             "account_id": lies["holder_account_id"] if there else 1}  # fmt: skip
    own = {key: lead[key] for key in ("record_type_id", "source_id", "campaign_id", "product_id", "priority",
                                      "value", "score")}  # fmt: skip
    return {**empty, **(p or {}), **own, "lead_id": lead["id"], "nobody": p is None}


def value_of(w, spec, lead, dimension):
    row = row_of(w, lead, spec.cut)
    if dimension in PASSAGE_ONLY and row["nobody"]:
        return "(none)"
    if dimension == "sales-stage":
        return w.status[naive.stage(w, {"lead_id": lead["id"]}, spec.cut, passage=False)]["name"]
    return naive.value_of(w, spec, row, dimension, lead["received_at"] if dimension in TIMES else None)


def passes(w, spec, lead):
    account = row_of(w, lead, spec.cut)["account_id"]
    if spec.account and not any(account in naive.subtree(w, a) for a in spec.account):
        return False
    if spec.record_type is not None and w.record_type[lead["record_type_id"]]["name"] != spec.record_type:
        return False
    return all(value_of(w, spec, lead, f.kind).casefold() in {v.casefold() for v in f.values} for f in spec.filters)


def received(w, spec):
    return [lead for lead in w.lead.values() if lead["undone_at"] is None
            and spec.period.start <= lead["received_at"] < min(spec.period.end, spec.cut)
            and passes(w, spec, lead)]  # fmt: skip


def levels(w, spec, names, leads, first=lambda lead: ()):
    """Return prefix -> leads for every level."""
    found = {}
    for lead in leads:
        key = (*first(lead), *(value_of(w, spec, lead, n) for n in names))
        for level in range(len(key) + 1):
            found.setdefault(key[:level], []).append(lead)
    return found


def main(w, spec):
    found = {}
    for key, leads in {(): [], **levels(w, spec, spec.group, received(w, spec))}.items():
        states = [state(w, lead, spec.cut) for lead in leads]
        done = states.count("distributed")
        found[key] = {
            "generated": len(leads), "distributed": done, "distributed_rate": naive.ratio(done, len(leads)),
            "waiting": states.count("waiting"), "gated": states.count("gated"),
            "linked_duplicates": states.count("linked_duplicates"),
            "closed_undistributed": states.count("closed_undistributed"),
            "duplicates": sum(w.lead_state[lead["id"]]["duplicate_of"] is not None for lead in leads),
        }  # fmt: skip
    return found


# ---------------------------------------------------------------- spans


def middle(values):
    values = sorted(values)
    if not values:
        return None
    if len(values) % 2:
        return values[len(values) // 2]
    return int((values[len(values) // 2 - 1] + values[len(values) // 2]) / 2 + 0.5)


def nine_of_ten(values):
    """The smallest value that at least nine of ten do not exceed."""
    return next((v for v in sorted(values) if 10 * sum(x <= v for x in values) >= 9 * len(values)), None)


def stock(w, lead, cut):
    """Return (stock, since) or None."""
    where = state(w, lead, cut)
    if where in ("waiting", "gated"):
        return where, lead["received_at"]
    if where != "distributed" or is_finished(w, lead["id"], cut) or withheld(w, lead, cut):
        return None
    mine = of_lead(w, lead["id"])
    if any(had(d, cut) and stands(d, cut) for d in mine):
        return None
    return "waiting again", max(d["ended_at"] for d in mine if d["undone_at"] is None and before(d, "ended_at", cut))


def aging(w, spec):
    stocks = {lead["id"]: stock(w, lead, spec.cut) for lead in w.lead.values()
              if lead["undone_at"] is None and lead["received_at"] < spec.cut and passes(w, spec, lead)}  # fmt: skip
    names = [n for n in spec.group if n not in TIMES]
    leads = [w.lead[i] for i, found in stocks.items() if found]
    found = {}
    always = {(): [], **({(s,): [] for s in ("waiting", "gated", "waiting again")} if not names else {})}
    for key, some in {**always, **levels(w, spec, names, leads, lambda lead: (stocks[lead["id"]][0],))}.items():
        ages = [max(0, spec.as_of - stocks[lead["id"]][1]) for lead in some]
        upto = {"under_1h": 1, "under_4h": 4, "under_1d": 24, "under_3d": 72, "under_7d": 168}
        cells, counted = {"leads": len(ages)}, 0
        for name, hours in upto.items():
            cells[name] = sum(age < hours * 3600 for age in ages) - counted
            counted += cells[name]
        found[key] = cells | {"older": len(ages) - counted, "median": middle(ages), "p90": nine_of_ten(ages),
                              "oldest": max(ages, default=None)}  # fmt: skip
    return found


def reached_at(w, lead, step, cut):
    mine = [d for d in of_lead(w, lead["id"]) if had(d, cut)]
    if step == "capture":
        return lead["imported_at"] if lead["imported_at"] < cut else None
    if step == "first holder":
        return min((d["accepted_at"] if d["offer_round"] == 2 else d["distributed_at"] for d in mine), default=None)
    kept = [d for d in mine if d["level"] == "user" and (not d["offered"] or before(d, "accepted_at", cut))
            and not before(d, "rejected_at", cut) and not before(d, "expired_at", cut)]  # fmt: skip
    return min((d["accepted_at"] if d["offered"] else d["distributed_at"] for d in kept), default=None)


def turnaround(w, spec):
    found = {}
    for step in ("capture", "first holder", "final person"):
        leads = [x for x in received(w, spec) if step != "capture" or x["received_kind"] != "import"]
        whole = {(step,): []} if not spec.group or leads else {}
        for key, some in {**whole, **levels(w, spec, spec.group, leads, lambda _, s=step: (s,))}.items():
            if not key:
                continue
            at = [(lead, reached_at(w, lead, step, spec.cut)) for lead in some]
            spans = [(lead, max(0, t - lead["received_at"])) for lead, t in at if t is not None]
            timed = [span for lead, span in spans if lead["received_kind"] != "date"]
            every = [span for _, span in spans]
            cells = {"leads": len(spans), "not_yet": len(at) - len(spans), "median": middle(every),
                     "p90": nine_of_ten(every), "timed_leads": len(timed)}  # fmt: skip
            for name, base, limit in (("5m", timed, 300), ("1h", timed, 3600), ("1d", every, 86_400)):
                cells[f"within_{name}"] = sum(span <= limit for span in base)
                cells[f"within_{name}_rate"] = naive.ratio(cells[f"within_{name}"], len(base))
            found[key] = cells
    return found


# ---------------------------------------------------------------- flow


def alone(w, spec):
    start, end = spec.period.start, min(spec.period.end, spec.now + 1)
    return [d for d in w.distribution if start <= d["distributed_at"] < end and d["undone_at"] is None
            and naive.taken(d, end) and naive.passes(w, spec, d)]  # fmt: skip


def second_level(w, spec):
    rows = {(): []}
    for d in alone(w, spec):
        if d["level"] != "user":
            key = (d["level"], naive.recipient(w, d))
            for n in range(3):
                rows.setdefault(key[:n], []).append(d)
    found = {}
    for key, some in rows.items():
        passed = [d for d in some if before(d, "passed_on_at", spec.cut)]
        spans = [d["passed_on_at"] - d["distributed_at"] for d in passed]
        rest = [d for d in some if not before(d, "passed_on_at", spec.cut)]
        open_ = [d for d in rest if not before(d, "ended_at", spec.cut) and not closed_there(w, d, spec.cut)]
        standing = [max(0, spec.as_of - d["distributed_at"]) for d in open_]
        out = [span for span in spans if span > 0]
        found[key] = {
            "received": len(some), "straight_on": len(spans) - len(out), "handed_out": len(out),
            "handed_out_rate": naive.ratio(len(out), len(out) + len(open_)), "still_waiting": len(open_),
            "ended_otherwise": len(rest) - len(open_), "median": middle(out), "p90": nine_of_ten(out),
            "oldest": max(standing, default=None),
        }  # fmt: skip
    return found


def closed_there(w, d, cut):
    status = naive.stage(w, d, cut)
    version = next(v for v in w.status_version if v["status_id"] == status
                   and v["valid_from"] < cut and (v["valid_to"] is None or v["valid_to"] >= cut))  # fmt: skip
    return version["system"] in ("closed", "dead")


def bucket(spec, moment, unit):
    local = datetime.fromtimestamp(moment, ZoneInfo(spec.period.zone))
    if unit == "hour":
        return local.replace(minute=0, second=0).strftime("%Y-%m-%d %H:%M %Z")
    day = local.date()
    return str(day - timedelta(days=day.weekday()) if unit == "week" else day)


def throughput(w, spec, unit):
    """Return bucket -> cells of the buckets in which anything happened, and () -> the whole."""
    end = min(spec.period.end, spec.now + 1)
    counted = [d for d in alone(w, spec) if not before(d, "passed_on_at", end)]
    found = {}

    def add(moment, column, number=1):
        for key in ((bucket(spec, moment, unit),), ()):
            cells = found.setdefault(key, {"generated": 0, "duplicates": 0, "passages": 0, "redistributions": 0})
            cells[column] += number

    for lead in received(w, spec):
        add(lead["received_at"], "generated")
        add(lead["received_at"], "duplicates", w.lead_state[lead["id"]]["duplicate_of"] is not None)
    for d in counted:
        earlier = [e for e in of_lead(w, d["lead_id"]) if e["undone_at"] is None and naive.taken(e, end)
                   and order(e) < order(d)]  # fmt: skip
        kept = [e for e in earlier if e["passed_on_at"] is None or e["passed_on_at"] > d["distributed_at"]]
        add(d["distributed_at"], "passages")
        add(d["distributed_at"], "redistributions", bool(kept))
    return found


# ---------------------------------------------------------------- persons


def owner(w, lead_id, cut):
    kept = [d for d in of_lead(w, lead_id) if had(d, cut) and stands(d, cut)
            and (not d["offered"] or before(d, "accepted_at", cut))
            and not before(d, "rejected_at", cut) and not before(d, "expired_at", cut)]  # fmt: skip
    return naive.recipient(w, max(kept, key=order)) if kept else None


def persons(w, spec):
    """Return the set of (e-mail or phone, owners, open leads)."""
    seen = [x for x in w.lead.values() if x["undone_at"] is None and x["received_at"] < spec.cut]
    asked = received(w, spec)

    def shares(x, field):
        same = [y["id"] for y in w.lead.values() if y["undone_at"] is None and y[field] == x[field] is not None]
        return len(same) > 1 and any(a["id"] in same for a in asked)

    near = [x for x in seen if shares(x, "email") or shares(x, "phone")]
    groups = []
    for x in near:
        same = [g for g in groups if any(x[f] is not None and x[f] == y[f] for y in g for f in ("email", "phone"))]
        groups = [g for g in groups if g not in same] + [[x, *(y for g in same for y in g)]]
    found = set()
    for group in groups:
        held = {x["id"]: owner(w, x["id"], spec.cut) for x in group if not is_finished(w, x["id"], spec.cut)}
        held = {i: o for i, o in held.items() if o is not None}
        if len(set(held.values())) > 1:
            found.add((frozenset(held.values()), frozenset(held)))
    return found
