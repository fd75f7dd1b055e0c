"""`report fairness` computed again, the slow way: fractions over all rows; only the tables are leadctl's."""

import json
import sqlite3
from dataclasses import replace
from fractions import Fraction

from tests.reports import naive
from tests.reports.fairness_worlds import BY_RATE

ORIGINS = ("named", "handout", "imported")
PERSONAL = ("user", "account", "team", "attribute:region")
COLUMNS = {
    "absent": ["absent"], "off_shift": ["off_shift", "holiday"],
    "capped": ["cap_hour", "cap_day", "cap_week", "cap_open"],
    "no_tag": ["lacks_tag"], "not_taking": ["disabled", "inactive", "paused", "busy"],
    "had_before": ["held_before", "rejected_before", "expired_before"],
    "other_rules": ["lead_quiet_hours", "zero_weight"], "gained": ["gained"], "turn": ["turn"],
    "declined": ["rejected", "expired", "turn_kept"], "by_hand_in": ["transferred_in", "given"],
    "by_hand_out": ["transferred"], "without_turn": ["pulled", "quickest", *ORIGINS, "direct"],
    "taken_back": ["released", "recalled", "superseded", "pulled_away"],
}  # fmt: skip


class World(naive.World):
    """Every row of every table as a dict, those that only this report reads too."""

    def __init__(self, con):
        super().__init__(con)
        for name in ("candidate_set", "released", "team_member", "performance_figure"):
            cursor = con.cursor()
            cursor.row_factory = sqlite3.Row
            setattr(self, name, [dict(r) for r in cursor.execute(f"select * from {name}")])
        self.sets = {c["id"]: json.loads(c["members"]) for c in self.candidate_set}


def then(rows, moment):
    return [r for r in rows if r["valid_from"] <= moment and (r["valid_to"] is None or moment < r["valid_to"])]


def seat(w, user_id, moment):
    """Return the account somebody sat in."""
    found = then([r for r in w.user_account if r["user_id"] == user_id], moment)
    return found[0]["account_id"] if found else w.user[user_id]["account_id"]


def team(w, user_id, strategy_id, moment):
    """Return his team of the roster, else the first he was in."""
    members = [r for r in w.strategy_member if (r["user_id"], r["strategy_id"]) == (user_id, strategy_id)]
    through = [r["team_id"] for r in then(members, moment) if r["team_id"] is not None]
    first = sorted(r["team_id"] for r in then([r for r in w.team_member if r["user_id"] == user_id], moment))
    return (through or first or [None])[0]


def as_seen_by(w, d, user_id):
    """Return the passage as if it were his: what groups and filters see of people."""
    at = d["distributed_at"]
    where = {"account_id": seat(w, user_id, at), "team_id": team(w, user_id, d["strategy_id"], at)}
    return {**d, "user_id": user_id, **where}


def before(moment, cut):
    return moment is not None and moment < cut


def at_same_time(w, d):
    found = [t for t in w.transfer if (t["lead_id"], t["to_user_id"], t["happened_at"])
             == (d["lead_id"], d["user_id"], d["distributed_at"])]  # fmt: skip
    return max(found, key=lambda t: t["id"]) if found else None


def charged(d, cut):
    return d["ledger_cost"] > 0 and not before(d["ledger_reversed_at"], cut)


def arrival(w, d, cut):
    """Return (how it came to him, by whom)."""
    given = at_same_time(w, d)
    by = (given["actor"] if given else d["recorded_by"]) if d["origin"] in ("manual", "handout") else None
    if d["ledger_cost"]:
        return ("turn" if charged(d, cut) else "turn_kept"), by
    if d["origin"] == "manual":
        return ("transferred_in" if given else "given"), by
    if d["origin"] != "engine":
        return d["origin"], by
    return ("pulled" if d["mode"] == "pull" else "quickest" if d["offer_round"] == 2 else "direct"), by


def departure(w, d, cut):
    """Return (how it left him, by whom), or None."""
    by = None
    if before(d["ended_at"], cut):
        if d["end_kind"] == "transferred":
            by = next((t["actor"] for t in w.transfer if t["distribution_id"] == d["id"]), None)
        if d["end_kind"] == "released":
            by = next((r["actor"] for r in w.released if r["distribution_id"] == d["id"]), None)
    if before(d["rejected_at"], cut):
        return "rejected", by
    if before(d["expired_at"], cut):
        return "expired", by
    if not before(d["ended_at"], cut):
        return None
    if d["end_kind"] == "transferred" and any(
        p["lead_id"] == d["lead_id"] and p["mode"] == "pull" and p["undone_at"] is None and p["id"] > d["id"]
        and p["distributed_at"] == d["ended_at"] for p in w.distribution
    ):  # fmt: skip
        return "pulled_away", by
    return d["end_kind"], by


def stakes(w, d):
    """Return (user, due, earned, code) of everybody who stood for the lead."""
    members = w.sets[d["candidate_set_id"]]
    weights = {m[0]: m[1] for m in members}
    usual = {f["user_id"]: f["weight"] for f in w.performance_figure
             if (f["run_id"], f["strategy_id"]) == (d["run_id"], d["strategy_id"])}  # fmt: skip
    if usual and d["ledger_band"] in BY_RATE:
        mean = sum(usual.values()) // len(usual)
        weights = {m[0]: usual.get(m[0], mean) if m[1] else 0 for m in members}
    able = sum(m[1] for m in members if m[2] is None)
    whole = sum(weights.values())
    return [
        (user, Fraction(weights[user], whole), Fraction(weight, able) if code is None else Fraction(0), code)
        for user, weight, code in members
    ]


def entries(w, spec, *, everybody=False):
    """Yield (passage as somebody's, cause, by, leads): causes, and `(entitled)`, `(earned)`, `(distributed)`."""
    start, end = spec.period.start, min(spec.period.end, spec.now + 1)
    of_leads = tuple(f for f in spec.filters if f.kind not in PERSONAL)
    of_people = tuple(f for f in spec.filters if f.kind in PERSONAL)
    for d in w.distribution:
        if not (start <= d["distributed_at"] < end and d["undone_at"] is None and naive.taken(d, end)):
            continue
        if d["level"] != "user" or (d["passed_on_at"] is not None and d["passed_on_at"] < end):
            continue
        if not naive.passes(w, replace(spec, filters=of_leads, account=()), d):
            continue
        for user, cause, by, leads in happened(w, d, spec.cut):
            mine = as_seen_by(w, d, user)
            if everybody or naive.passes(w, replace(spec, filters=of_people, record_type=None), mine):
                yield mine, cause, by, leads


def happened(w, d, cut):
    """Yield (user, cause, by, leads) of one passage: of its recipient, and of all who stood for it."""
    yield d["user_id"], "(distributed)", None, Fraction(1)
    yield d["user_id"], *arrival(w, d, cut), Fraction(1)
    gone = departure(w, d, cut)
    if gone is not None:
        yield d["user_id"], *gone, Fraction(-1)
    for user, due, earned, code in stakes(w, d) if charged(d, cut) else ():
        yield user, "(entitled)", None, due
        if code is not None:
            yield user, code, None, -due
        else:
            yield user, "gained", None, earned - due
            yield user, "turn", None, -earned
            yield user, "(earned)", None, earned


def sums(w, spec, names, **more):
    """Return prefix -> {(cause, by): [leads, value]} at every level."""
    found = {(): {}}
    for d, cause, by, leads in entries(w, spec, **more):
        key = tuple(naive.value_of(w, spec, d, n) for n in names)
        for level in range(len(names) + 1):
            one = found.setdefault(key[:level], {}).setdefault((cause, by), [Fraction(0), Fraction(0)])
            one[0] += leads
            one[1] += leads * (d["value"] or 0)
    return found


def cells(row):
    """Return key -> exact value of a row of the main table."""

    def of(*causes):
        return [sum((v[i] for (c, _), v in row.items() if c in causes), Fraction(0)) for i in (0, 1)]

    apart = ("(entitled)", "(earned)", "(distributed)")
    gap = of(*{c for c, _ in row} - set(apart))
    entitled = of("(entitled)")
    found = {
        "leads_distributed": of("(distributed)")[0],
        "entitled": entitled[0], "received": entitled[0] + gap[0], "gap": gap[0],
        "entitled_value": entitled[1], "received_value": entitled[1] + gap[1], "value_gap": gap[1],
    }  # fmt: skip
    return found | {column: of(*codes)[0] for column, codes in COLUMNS.items()}


def jain(pairs):
    """Return the index of got / due."""
    x = [g / d for g, d in pairs if d > 0]
    squares = sum(v * v for v in x)
    return float(sum(x) ** 2 / (len(x) * squares)) if squares else None


def strategies(w, spec):
    """Return strategy -> (people, turns, received, jain, jain_turns, jain_value) of those that go by turn."""
    rows = sums(w, spec, ("strategy", "user"))
    found = {}
    for name in sorted({key[0] for key in rows if len(key) == 2}):
        people = [row for key, row in rows.items() if len(key) == 2 and key[0] == name and ("(entitled)", None) in row]
        if not people:
            continue
        turns, numbers = [], []
        for row in people:
            whole = cells(row)
            without = [
                sum((v[i] for (c, _), v in row.items() if c in COLUMNS["without_turn"]), Fraction(0)) for i in (0, 1)
            ]
            earned = row.get(("(earned)", None), [Fraction(0)])[0]
            turns.append((row.get(("turn", None), [Fraction(0)])[0] + earned, earned))
            numbers.append((max(whole["received"] - without[0], 0), whole["entitled"],
                            max(whole["received_value"] - without[1], 0), whole["entitled_value"]))  # fmt: skip
        found[name] = (
            len(people), sum(t for t, _ in turns), cells(rows[(name,)])["received"],
            jain([(n[0], n[1]) for n in numbers]), jain(turns), jain([(n[2], n[3]) for n in numbers]),
        )  # fmt: skip
    return found
