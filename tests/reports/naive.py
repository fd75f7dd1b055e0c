"""The reports computed again, the slow way: plain Python over all rows, nothing shared with leadctl but the tables."""

import json
import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

OPEN = ("new", "waiting")
ORIGINS = {"named": "(named)", "manual": "(manual)", "imported": "(imported)", "handout": "(handout)"}
SLABS = [1_000, 100_000]  # as in CONFIG below
BANDS = [("hot", 70), ("warm", 30)]
CONFIG = "value_slabs = [10, 1000]\nscore_bands = { hot = 70, warm = 30 }\n"


class World:
    """Every row of every table as a dict."""

    def __init__(self, con):
        def table(name):
            cursor = con.cursor()
            cursor.row_factory = sqlite3.Row
            return [dict(r) for r in cursor.execute(f"select * from {name}")]

        for name in ("distribution", "activity", "touch", "opportunity", "transfer", "strategy_enabled",
                     "strategy_member", "user_disabled", "status_version", "user_account"):  # fmt: skip
            setattr(self, name, table(name))
        for name in ("lead", "user", "account", "team", "strategy", "source", "campaign", "product", "status",
                     "record_type"):  # fmt: skip
            setattr(self, name, {r["id"]: r for r in table(name)})


def name(rows, key, column="name"):
    return rows[key][column] if key is not None else None


def subtree(w, wanted):
    root = next(i for i, a in w.account.items() if a["name"].casefold() == wanted.casefold())
    found = set()
    for i in w.account:
        at = i
        while at is not None:
            if at == root:
                found.add(i)
            at = w.account[at]["parent_id"]
    return found


def recipient(w, d):
    if d["user_id"] is not None:
        return w.user[d["user_id"]]["login"]
    return f"[{w.team[d['team_id']]['name'] if d['level'] == 'team' else w.account[d['account_id']]['name']}]"


def taken(d, end):
    """A broadcast is his who took it, from then on."""
    return not d["shared"] and (d["offer_round"] != 2 or (d["accepted_at"] is not None and d["accepted_at"] < end))


def outcome(w, d, cut):
    def before(column):
        return d.get(column) is not None and d[column] < cut

    later = any(
        x["lead_id"] == d["lead_id"] and x["undone_at"] is None and x["distributed_at"] < cut and taken(x, cut)
        and (x["distributed_at"], x["id"]) > (d["distributed_at"], d.get("id") or 0)
        for x in w.distribution
    )  # fmt: skip
    if before("rejected_at") or before("expired_at"):
        return "rerouted" if later else "rejected" if before("rejected_at") else "expired"
    if d["end_kind"] == "recalled" and before("ended_at"):
        return "recalled"
    if not d["offered"]:
        return "auto-accepted"
    if before("accepted_at"):
        return "auto-accepted" if d["auto_accepted"] else "accepted"
    return "recalled" if before("ended_at") else "pending"


def stage(w, d, cut, *, passage=True):
    facts = [
        a for a in w.activity
        if a["lead_id"] == d["lead_id"] and a["kind"] == "status" and a["voided_at"] is None and a["happened_at"] < cut
        and (not passage or d["ended_at"] is None or a["happened_at"] <= d["ended_at"])
    ]  # fmt: skip
    if facts:
        return max(facts, key=lambda a: (a["happened_at"], a["id"]))["to_status_id"]
    return w.lead[d["lead_id"]]["first_status_id"]


def value_of(w, spec, d, dimension, at=None):
    """Return the text of one dimension of a passage; `at` replaces its time."""
    lead = w.lead[d["lead_id"]]
    local = datetime.fromtimestamp(d["distributed_at"] if at is None else at, ZoneInfo(spec.period.zone))
    if dimension.startswith("attribute:"):
        key = dimension.removeprefix("attribute:")
        attributes = json.loads(
            w.account[d["account_id"]]["attributes"] if key == "region" else lead["attributes"] or "{}"
        )
        return attributes.get(key) or "(none)"
    if dimension == "method":
        known = [e for e in w.strategy_enabled
                 if e["strategy_id"] == d["strategy_id"] and e["valid_from"] <= d["distributed_at"]]  # fmt: skip
        return max(known, key=lambda e: e["valid_from"])["method"] if known else "(none)"
    slab = None
    if d["value"] is not None:
        slab = "under 10" if d["value"] < 1_000 else "10 to under 1,000" if d["value"] < 100_000 else "1,000 and over"
    found = {
        "account": lambda: name(w.account, d["account_id"]),
        "team": lambda: name(w.team, d["team_id"]),
        "user": lambda: recipient(w, d),
        "strategy": lambda: name(w.strategy, d["strategy_id"]) or d.get("label") or ORIGINS[d["origin"]],
        "mode": lambda: "other" if d["mode"] == "none" else d["mode"],
        "record-type": lambda: name(w.record_type, d["record_type_id"]),
        "product": lambda: name(w.product, d["product_id"]),
        "source": lambda: name(w.source, d["source_id"]),
        "source-type": lambda: name(w.source, d["source_id"], "source_type"),
        "campaign": lambda: name(w.campaign, d["campaign_id"]),
        "priority": lambda: {1: "high", 2: "medium", 3: "low"}[d["priority"] or 2],
        "confidence": lambda: lead["confidence"],
        "value-slab": lambda: slab,
        "score-band": lambda: next((n for n, least in BANDS if d["score"] >= least), None),
        "sales-stage": lambda: w.status[stage(w, d, spec.cut)]["name"],
        "outcome": lambda: outcome(w, d, spec.cut) if d["id"] is not None else None,
        "hour": lambda: f"{local.hour:02d}",
        "weekday": lambda: local.strftime("%A"),
        "day": lambda: str(local.date()),
        "week": lambda: str(datetime.fromordinal(local.toordinal() - local.weekday()).date()),
        "month": lambda: local.strftime("%Y-%m"),
        "quarter": lambda: f"{local.year}-Q{(local.month - 1) // 3 + 1}",
        "year": lambda: str(local.year),
    }[dimension]()
    return "(none)" if found is None else found


def passes(w, spec, d, at=None):
    if spec.account and not any(d["account_id"] in subtree(w, a) for a in spec.account):
        return False
    if spec.record_type is not None and value_of(w, spec, d, "record-type") != spec.record_type:
        return False
    return all(value_of(w, spec, d, f.kind, at).casefold() in {v.casefold() for v in f.values} for f in spec.filters)


def disabled(w, spec):
    return {r["user_id"] for r in w.user_disabled
            if r["valid_from"] < spec.cut and (r["valid_to"] is None or r["valid_to"] >= spec.cut)}  # fmt: skip


def counted(w, spec):
    """Return E."""
    start, end = spec.period.start, min(spec.period.end, spec.now + 1)
    hidden = disabled(w, spec) if spec.report == "performance" and not spec.show_disabled else set()
    return [
        d for d in w.distribution
        if start <= d["distributed_at"] < end and d["undone_at"] is None and taken(d, end)
        and not (d["passed_on_at"] is not None and d["passed_on_at"] < end)
        and d["user_id"] not in hidden and passes(w, spec, d)
    ]  # fmt: skip


def grouped(w, spec, names, rows, at=lambda r: None, of=lambda r: r):
    """Return prefix -> rows, for every level; the whole is ()."""
    found = {(): []}
    for row in rows:
        key = tuple(value_of(w, spec, of(row), n, at(row)) for n in names)
        for level in range(len(names) + 1):
            found.setdefault(key[:level], []).append(row)
    return found


def ratio(a, b):
    return a / b if a is not None and b else None


def work_of(w, d, end):
    return [a for a in w.activity
            if a["distribution_id"] == d["id"] and a["voided_at"] is None and a["happened_at"] < end]  # fmt: skip


def contact(d, work, means):
    if d["system_then"] not in OPEN:
        return False
    actions = [a["happened_at"] for a in work if a["kind"] == "action"]
    changes = [a for a in work if a["kind"] == "status"]
    if not actions:
        return False
    after = [a for a in changes if a["happened_at"] >= min(actions)]
    left = [a["happened_at"] for a in after if a["from_system"] in OPEN and a["to_system"] not in OPEN]
    if means == "left" or not left:
        return bool(left)
    done = ("contacted", "closed")
    return any(
        a["happened_at"] >= min(left) and a["to_system"] in done and a["from_system"] not in done for a in changes
    )


def closes(a):
    return a["kind"] == "status" and a["to_system"] == "closed" and a["from_system"] != "closed"


def enters(a, status_id):
    return a["kind"] == "status" and a["to_status_id"] == status_id and a["from_status_id"] != status_id


def leads(rows):
    return {r["lead_id"] for r in rows}


def until(spec):
    """Outcomes count before this second."""
    return spec.now + 1 if spec.to_date else min(spec.period.end, spec.now + 1)


def performance_cells(w, spec, passages, statuses):
    """Return key -> value of one group of passages."""
    end = until(spec)
    work = {d["id"]: work_of(w, d, end) for d in passages}
    u = leads(passages)
    base = leads(d for d in passages if d["system_then"] in OPEN)
    contacted = leads(d for d in passages if contact(d, work[d["id"]], spec.contact_means))
    known = leads(d for d in passages if d["system_then"] is not None)
    whole = len(u) if spec.contact_base == "distributed" else len(base)
    worked = leads(d for d in passages if work[d["id"]])
    changed = leads(d for d in passages if any(a["kind"] == "status" for a in work[d["id"]]))
    closed = leads(d for d in passages if any(closes(a) for a in work[d["id"]]))
    cells = {
        "leads_distributed": len(passages), "unique_leads": len(u), "worked_leads": len(worked),
        "contactable_leads": len(base), "contacted_leads": len(contacted), "contact_rate": ratio(len(contacted), whole),
        "uncontacted_leads": whole - len(contacted), "uncontacted_rate": ratio(whole - len(contacted), whole),
        "already_contacted_leads": len(known - base),
        "actions": sum(a["kind"] == "action" for d in passages for a in work[d["id"]]),
        "status_changed_leads": len(changed), "status_percentage": ratio(len(changed), len(worked)),
        "appointments": sum(a["kind"] == "appointment" for d in passages for a in work[d["id"]]),
        "closed_leads": len(closed), "closure_rate": ratio(len(closed), len(u)),
    }  # fmt: skip
    for status_id, slug in statuses.items():
        entered = leads(d for d in passages if any(enters(a, status_id) for a in work[d["id"]]))
        cells |= {f"status:{slug}": len(entered), f"status:{slug}_rate": ratio(len(entered), len(worked))}
    return cells


def nowhere(w, spec):
    """Return activities without a passage, or on one handed on, as (activity, a passage of the moment)."""
    hidden = set() if spec.show_disabled else disabled(w, spec)
    end = min(spec.period.end, spec.now + 1)
    handed_on = {d["id"] for d in w.distribution
                 if spec.count == "distribution" and spec.period.start <= d["distributed_at"] < end
                 and d["undone_at"] is None and d["passed_on_at"] is not None and d["passed_on_at"] < end}  # fmt: skip
    found = []
    for a in w.activity:
        if a["user_id"] is None or a["voided_at"] is not None:
            continue
        if a["distribution_id"] is not None and a["distribution_id"] not in handed_on:
            continue
        if not spec.period.start <= a["happened_at"] < min(spec.period.end, spec.now + 1) or a["user_id"] in hidden:
            continue
        handed = any(t["lead_id"] == a["lead_id"] and t["to_user_id"] == a["user_id"]
                     and t["happened_at"] <= a["happened_at"] for t in w.transfer)  # fmt: skip
        d = {**w.lead[a["lead_id"]], "id": None, "lead_id": a["lead_id"], "user_id": a["user_id"], "level": "user",
             "mode": "none", "strategy_id": None, "label": "(transferred)" if handed else "(no strategy)",
             "origin": None, "team_id": None, "account_id": w.user[a["user_id"]]["account_id"],
             "distributed_at": a["happened_at"], "ended_at": None}  # fmt: skip
        if passes(w, spec, d):
            found.append((a, d))
    return found


def work_cells(work, statuses, *, distributed=None):
    """Return key -> value of a group counted by activity; `distributed` are its passages, None outside them all."""
    worked = leads(work)
    changed = leads(a for a in work if a["kind"] == "status")
    closed = leads(a for a in work if closes(a))
    outside = distributed is None
    cells = {
        "leads_distributed": None if outside else len(distributed),
        "unique_leads": None if outside else len(leads(distributed)),
        "worked_leads": len(worked),
        **dict.fromkeys(("contactable_leads", "contacted_leads", "contact_rate", "uncontacted_leads",
                         "uncontacted_rate", "already_contacted_leads", "closure_rate")),
        "actions": sum(a["kind"] == "action" for a in work),
        "status_changed_leads": len(changed),
        "status_percentage": ratio(len(changed), len(worked)) if outside else None,
        "appointments": sum(a["kind"] == "appointment" for a in work),
        "closed_leads": len(closed),
    }  # fmt: skip
    for status_id, slug in statuses.items():
        entered = len(leads(a for a in work if enters(a, status_id)))
        cells |= {f"status:{slug}": entered,
                  f"status:{slug}_rate": ratio(entered, len(worked)) if outside else None}  # fmt: skip
    return cells


def performance(w, spec, names, statuses):
    """Return prefix -> cells of the whole report; groups of zeros from the roster are left out."""
    passages = counted(w, spec)
    if spec.count == "distribution":
        found = {
            key: performance_cells(w, spec, rows, statuses)
            for key, rows in grouped(w, spec, names, passages).items()
        }  # fmt: skip
        outside = nowhere(w, spec) if not {f.kind for f in spec.filters} & {"outcome", "method"} else []
        at = names.index("strategy") if "strategy" in names else len(names)
        for key, rows in grouped(w, spec, names, outside, of=lambda r: r[1]).items():
            if len(key) > at:
                found[key] = work_cells([a for a, _ in rows], statuses)
                continue
            cells = found.setdefault(key, performance_cells(w, spec, [], statuses))
            for kind in ("action", "appointment"):
                cells[f"{kind}s"] += sum(a["kind"] == kind for a, _ in rows)
        return found
    by_id = {d["id"]: d for d in w.distribution}
    hidden = set() if spec.show_disabled else disabled(w, spec)
    work = [
        (a, by_id[a["distribution_id"]]) for a in w.activity
        if a["distribution_id"] is not None and a["voided_at"] is None
        and spec.period.start <= a["happened_at"] < min(spec.period.end, spec.now + 1)
    ]  # fmt: skip
    work = [(a, d) for a, d in work if d["user_id"] not in hidden and passes(w, spec, d)]
    if not {f.kind for f in spec.filters} & {"outcome", "method"}:
        work += nowhere(w, spec)
    done = grouped(w, spec, names, work, at=lambda r: r[0]["happened_at"], of=lambda r: r[1])
    given = grouped(w, spec, names, passages)
    return {
        key: work_cells([a for a, _ in done.get(key, [])], statuses, distributed=given.get(key, []))
        for key in {*done, *given}
    }


# ---------------------------------------------------------------- summary


def has_crm(w):
    any_crm = any(a["origin"] == "crm" and a["voided_at"] is None for a in w.activity) or any(
        t["kind"] == "crm" and t["voided_at"] is None for t in w.touch
    )
    found = {}
    for i in w.account:
        at = i
        while at is not None and w.account[at]["crm"] is None:
            at = w.account[at]["parent_id"]
        found[i] = any_crm if at is None else bool(w.account[at]["crm"])
    return found


def events(w, spec, d, rows):
    return {
        (r["id"], "kind" in r and r["kind"]) for r in rows
        if r["lead_id"] == d["lead_id"] and r["voided_at"] is None and r["happened_at"] < spec.cut
        and (not spec.events_since_distribution or r["happened_at"] >= d["distributed_at"])
    }  # fmt: skip


def marketing(w, spec, d):
    return events(w, spec, d, [t for t in w.touch if t["kind"] == "marketing"])


def crm(w, spec, d):
    work = {("a", *e) for e in events(w, spec, d, [a for a in w.activity if a["origin"] == "crm"])}
    return work | {("t", *e) for e in events(w, spec, d, [t for t in w.touch if t["kind"] == "crm"])}


def worth(w, spec, lead_id):
    """Return (weighted, raw) of a lead."""
    latest = {}
    for o in sorted(w.opportunity, key=lambda o: (o["happened_at"], o["id"])):
        if o["lead_id"] == lead_id and o["voided_at"] is None and o["happened_at"] < spec.cut:
            latest[o["key"]] = o["amount"]
    raw = sum(latest.values())
    status = stage(w, {"lead_id": lead_id}, spec.cut, passage=False)
    share = next(v["probability"] for v in w.status_version if v["status_id"] == status
                 and v["valid_from"] < spec.cut and (v["valid_to"] is None or v["valid_to"] >= spec.cut))  # fmt: skip
    return int(raw * share / 100 + 0.5), raw


def answers(d, cut):
    """Return (accepted, rejected, pending, expired)."""

    def before(column):
        return d[column] is not None and d[column] < cut

    if before("rejected_at"):
        return False, True, False, before("expired_at")
    if before("expired_at"):
        return False, False, False, True
    if d["offered"] and before("accepted_at"):
        return True, False, False, False
    return False, False, bool(d["offered"]) and not before("ended_at"), False


def summary_row(w, spec, d):
    accepted, rejected, pending, _ = answers(d, spec.cut)
    lead = w.lead[d["lead_id"]]
    word = outcome(w, d, spec.cut)
    weighted, raw = worth(w, spec, d["lead_id"])
    return {
        "lead_id": d["lead_id"],
        "lead": lead["email"] or lead["phone"] or lead["full_name"],
        "distributed_at": d["distributed_at"],
        "recipient": recipient(w, d),
        "account": w.account[d["account_id"]]["name"],
        "accepted": accepted if d["offered"] else None,
        "rejected": rejected,
        "pending": pending,
        "outcome": f"rejected ({d['reject_reason']})" if word == "rejected" and d["reject_reason"] else word,
        "sales_stage": w.status[stage(w, d, spec.cut)]["name"],
        "marketing_events": len(marketing(w, spec, d)),
        "crm_events": len(crm(w, spec, d)) if has_crm(w)[d["account_id"]] else None,
        "opportunity_value": weighted,
        "opportunity_value_raw": raw,
        "source_campaign": name(w.campaign, d["campaign_id"]),
    }


def summary_cells(w, spec, passages):
    flags = [answers(d, spec.cut) for d in passages]
    accepted, rejected, pending, expired = (sum(f[i] for f in flags) for i in range(4))
    with_crm = [d for d in passages if has_crm(w)[d["account_id"]]]
    worked = leads(d for d in passages if work_of(w, d, spec.cut))
    return {
        "distributions": len(passages),
        "unique_leads": len(leads(passages)),
        "accepted": accepted,
        "rejected": rejected,
        "pending": pending,
        "other": len(passages) - accepted - rejected - pending,
        "acceptance_rate": ratio(accepted, accepted + rejected + expired),
        "worked_leads": len(worked),
        "followed_up_rate": ratio(len(worked), len(leads(passages))),
        "marketing_events": len({e for d in passages for e in marketing(w, spec, d)}),
        "crm_events": len({e for d in with_crm for e in crm(w, spec, d)}) if with_crm else None,
        "opportunity_value": sum(worth(w, spec, i)[0] for i in leads(passages)),
        "opportunity_value_raw": sum(worth(w, spec, i)[1] for i in leads(passages)),
    }


def summary(w, spec):
    """Return rows without grouping, else prefix -> cells."""
    passages = counted(w, spec)
    if not spec.group:
        newest = sorted(passages, key=lambda d: (d["distributed_at"], d["id"]), reverse=True)
        return [summary_row(w, spec, d) for d in newest]
    return {k: summary_cells(w, spec, rows) for k, rows in grouped(w, spec, spec.group, passages).items()}
