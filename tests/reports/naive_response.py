"""`report response` and `summary --reminder` again, the slow way: plain Python, working time minute by minute."""

from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from zoneinfo import ZoneInfo

from tests.reports import naive
from tests.reports.naive import grouped, passes, ratio, stage, taken

DAY = 86_400
HOLIDAYS = [("2026-03-09", None), ("2026-10-31", None), ("2026-03-08", "West"), ("2026-11-01", "West"),
            ("2025-12-31", None)]  # fmt: skip
CONFIG = naive.CONFIG + "".join(
    f'[[holiday]]\ndate = "{day}"\n' + (f'accounts = ["{place}"]\n' if place else "") for day, place in HOLIDAYS
)


class World(naive.World):
    """Every row, and the tables that only response reads."""

    def __init__(self, con):
        super().__init__(con)
        for table in ("shift", "absence", "notice", "outbox", "outbox_passage"):
            cursor = con.execute(f"select * from {table}")
            names = [c[0] for c in cursor.description]
            setattr(self, table, [dict(zip(names, row, strict=True)) for row in cursor])


class Minutes:
    """Which minutes of [start, end) each user worked, by looking at every one of them."""

    def __init__(self, w, start, end):
        self.w, self.start, self.end = w, start - start % 60, end
        self.made = {}

    def between(self, user, start, end):
        if user is None or end <= start:
            return max(end - start, 0)
        before = self.made.setdefault(user, None) or self._walk(user)
        self.made[user] = before

        def until(moment):
            at = (moment - self.start) // 60
            inside = before[at + 1] - before[at]
            return before[at] + (moment - self.start - at * 60 if inside else 0)

        return until(end) - until(start)

    def _walk(self, user):
        zones = {z: Wall(z, self.start) for z in self._zones(user)}
        total, before = 0, [0]
        for at in range(self.start, self.end + 120, 60):
            shown = {z: wall.at(at) for z, wall in zones.items()}
            total += 60 if self._works(user, at, shown) else 0
            before.append(total)
        return before

    def _zones(self, user):
        own = self.w.user[user]["timezone"] or "UTC"
        return {own, *(s["timezone"] for s in self.w.shift if s["timezone"])}

    def _works(self, user, at, shown):
        w, own = self.w, self.w.user[user]["timezone"] or "UTC"
        held = [s for s in w.shift if s["user_id"] == user and s["valid_from"] <= at
                and (s["valid_to"] is None or at < s["valid_to"])]  # fmt: skip
        if held and not any(inside(s, shown[s["timezone"] or own]) for s in held):
            return False
        if any(a["user_id"] == user and a["removed_at"] is None and a["starts_at"] <= at < a["ends_at"]
               for a in w.absence):  # fmt: skip
            return False
        day = str(datetime.fromtimestamp(at, ZoneInfo(own)).date())
        return not any(
            day == when and (place is None or self._seat(user, at) in naive.subtree(w, place))
            for when, place in HOLIDAYS
        )

    def _seat(self, user, at):
        return seat(self.w, user, at)


def seat(w, user, at):
    found = [m for m in w.user_account if m["user_id"] == user and m["valid_from"] <= at
             and (m["valid_to"] is None or at < m["valid_to"])]  # fmt: skip
    return max(found, key=lambda m: (m["valid_from"], m["id"]))["account_id"] if found else w.user[user]["account_id"]


class Wall:
    """The latest time that the clock on the wall has shown so far: it never goes back."""

    def __init__(self, zone, start):
        self.zone = ZoneInfo(zone)
        self.shown = datetime.min
        for at in range(start - 4 * 3_600, start, 60):
            self.at(at)

    def at(self, moment):
        self.shown = max(self.shown, datetime.fromtimestamp(moment, self.zone).replace(tzinfo=None))
        return self.shown


def inside(block, shown):
    for back in range(3):
        day = datetime(shown.year, shown.month, shown.day) - timedelta(days=back)
        if day.weekday() == block["weekday"]:
            opens, closes = (day + timedelta(minutes=block[k]) for k in ("starts", "ends"))
            if opens <= shown < closes:
                return True
    return False


def before(row, column, cut):
    return row[column] is not None and row[column] < cut


def taken_over(w, d):
    """Its user had said yes for an account or team, and the lead came to him at that moment."""
    return d["accepted_at"] == d["distributed_at"] and any(
        p["lead_id"] == d["lead_id"] and p["passed_on_at"] == d["distributed_at"] and p["offered"]
        and p["answered_by"] is not None and p["answered_by"] == d["user_id"] and p["undone_at"] is None
        for p in w.distribution
    )  # fmt: skip


def became(w, d, cut):
    """Return what became of an offer; None where there was none."""
    if before(d, "rejected_at", cut):
        return "rejected"
    if before(d, "expired_at", cut):
        return "expired"
    if not d["offered"] or taken_over(w, d):
        return None
    if before(d, "accepted_at", cut):
        return "auto" if d["auto_accepted"] else "accepted"
    if before(d, "ended_at", cut):
        return "lost" if d["end_kind"] == "lost" else "withdrawn"
    return "pending"


def counts(w, spec, d):
    end = min(spec.period.end, spec.now + 1)
    return taken(d, end) and not before(d, "passed_on_at", end)


def population(w, spec):
    return [
        d for d in w.distribution
        if spec.period.start <= d["distributed_at"] < min(spec.period.end, spec.now + 1) and d["undone_at"] is None
        and (became(w, d, spec.cut) or d["offered"] or counts(w, spec, d)) and passes(w, spec, d)
    ]  # fmt: skip


def received(w, spec, d):
    return counts(w, spec, d) and became(w, d, spec.cut) in (None, "accepted", "auto")


def system(w, spec, d):
    status = stage(w, d, spec.cut, passage=False)
    return next(v["system"] for v in w.status_version if v["status_id"] == status and v["valid_from"] < spec.cut
                and (v["valid_to"] is None or v["valid_to"] >= spec.cut))  # fmt: skip


def requests(w, spec):
    """Return (notice, its passage or a passage of the moment)."""
    by_id = {d["id"]: d for d in w.distribution}
    found = []
    for n in w.notice:
        if n["kind"] != "feedback" or not spec.period.start <= n["recorded_at"] < spec.cut:
            continue
        d = by_id.get(n["distribution_id"])
        if d is None:
            if {f.kind for f in spec.filters} & {"outcome", "method"}:
                continue
            handed = any(t["lead_id"] == n["lead_id"] and t["to_user_id"] == n["user_id"]
                         and t["happened_at"] <= n["recorded_at"] for t in w.transfer)  # fmt: skip
            d = {**w.lead[n["lead_id"]], "id": None, "lead_id": n["lead_id"], "user_id": n["user_id"], "level": "user",
                 "mode": "none", "strategy_id": None, "label": "(transferred)" if handed else "(no strategy)",
                 "origin": None, "team_id": None, "account_id": seat(w, n["user_id"], n["recorded_at"]),
                 "distributed_at": n["recorded_at"], "ended_at": None, "undone_at": None}  # fmt: skip
        if d["undone_at"] is None and passes(w, spec, d):
            found.append((n, d))
    return found


def reply(w, spec, n):
    found = [a["happened_at"] for a in w.activity if a["lead_id"] == n["lead_id"] and a["user_id"] == n["user_id"]
             and a["voided_at"] is None and n["recorded_at"] <= a["happened_at"] < spec.cut]  # fmt: skip
    return min(found, default=None)


def told(w, alert):
    return {
        alert["distribution_id"],
        *(p["distribution_id"] for p in w.outbox_passage if p["outbox_id"] == alert["id"]),
    }


def delay(w, spec, d):
    found = [o["sent_at"] - o["event_at"] for o in w.outbox
             if d["id"] in told(w, o) and before(o, "sent_at", spec.cut)
             and o["kind"] in ("distributed", "offered") and o["user_id"] is not None
             and d["user_id"] in (None, o["user_id"])]  # fmt: skip
    return min(found, default=None)


def half_up(number):
    return floor(number + Fraction(1, 2))


def middle(spans):
    ordered = sorted(spans)
    n = len(ordered)
    return half_up(Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)) if n else None


def ninety(spans):
    return sorted(spans)[ceil(Fraction(9, 10) * len(spans)) - 1] if spans else None


def mean(spans):
    return half_up(Fraction(sum(spans), len(spans))) if spans else None


def cells(w, spec, minutes, passages, asked):
    cut = spec.cut
    ends = Counter(became(w, d, cut) for d in passages)
    said = [(d, d["rejected_at"] if became(w, d, cut) == "rejected" else d["accepted_at"]) for d in passages
            if became(w, d, cut) in ("accepted", "rejected")]  # fmt: skip
    said_wall = [at - d["distributed_at"] for d, at in said]
    said_working = [minutes.between(d["answered_by"] or d["user_id"], d["distributed_at"], at) for d, at in said]
    had = [d for d in passages if received(w, spec, d)]
    work = {d["id"]: naive.work_of(w, d, cut) for d in had}
    acted = [(d, min(a["happened_at"] for a in work[d["id"]] if a["kind"] == "action")) for d in had
             if any(a["kind"] == "action" for a in work[d["id"]])]  # fmt: skip
    wall = [at - d["distributed_at"] for d, at in acted]
    working = [minutes.between(d["user_id"], d["distributed_at"], at) for d, at in acted]
    alone = [d for d in had if not work[d["id"]] and not before(d, "ended_at", cut)
             and system(w, spec, d) not in ("closed", "dead")]  # fmt: skip
    delays = [s for s in (delay(w, spec, d) for d in passages) if s is not None]
    replies = [(n, reply(w, spec, n)) for n, _ in asked if reply(w, spec, n) is not None]
    yes = ends["accepted"] + ends["auto"]
    return {
        "offered": len(passages) - ends[None], "accepted": yes, "auto_accepted": ends["auto"],
        "rejected": ends["rejected"], "expired": ends["expired"], "lost": ends["lost"],
        "withdrawn": ends["withdrawn"], "pending": ends["pending"],
        "acceptance_rate": ratio(yes, yes + ends["rejected"] + ends["expired"]),
        "answers": len(said), "answer_mean": mean(said_wall), "answer_median": middle(said_wall),
        "answer_mean_working": mean(said_working), "answer_median_working": middle(said_working),
        "received": len(had), "acted": len(acted),
        "first_action_median": middle(wall), "first_action_p90": ninety(wall),
        "first_action_5m": sum(s <= 300 for s in wall),
        "first_action_5m_rate": ratio(sum(s <= 300 for s in wall), len(had)),
        "first_action_median_working": middle(working), "first_action_p90_working": ninety(working),
        "first_action_5m_working": sum(s <= 300 for s in working),
        "first_action_5m_working_rate": ratio(sum(s <= 300 for s in working), len(had)),
        "untouched": len(alone),
        "untouched_oldest": max((max(cut - 1 - d["distributed_at"], 0) for d in alone), default=None),
        "untouched_oldest_working": max(
            (minutes.between(d["user_id"], d["distributed_at"], cut - 1) for d in alone), default=None
        ),
        "alerts": len(delays), "alert_median": middle(delays), "alert_p90": ninety(delays),
        "feedback_asked": len(asked), "feedback_answered": len(replies),
        "feedback_rate": ratio(len(replies), len(asked)),
        "feedback_median": middle([at - n["recorded_at"] for n, at in replies]),
        "feedback_median_working": middle(
            [minutes.between(n["user_id"], n["recorded_at"], at) for n, at in replies]
        ),
    }  # fmt: skip


def response(w, spec):
    """Return prefix -> cells."""
    minutes = Minutes(w, spec.period.start, spec.cut)
    passages = grouped(w, spec, spec.group, population(w, spec))
    asked = grouped(w, spec, spec.group, requests(w, spec), at=lambda r: r[0]["recorded_at"], of=lambda r: r[1])
    return {key: cells(w, spec, minutes, passages.get(key, []), asked.get(key, [])) for key in {*passages, *asked}}


def reasons(w, spec):
    """Return (group …, reason) -> rejections."""
    found = Counter()
    for key, rows in grouped(w, spec, spec.group, population(w, spec)).items():
        if len(key) == len(spec.group):
            for d in rows:
                if became(w, d, spec.cut) == "rejected":
                    found[(*key, d["reject_reason"] or "(none)")] += 1
    return found


def reminder(w, spec):
    """Return the rows of `summary --reminder` as dicts, in no order."""
    as_of, found = spec.cut - 1, []
    for d in naive.counted(w, spec):
        word = naive.answers(d, spec.cut)
        if before(d, "ended_at", spec.cut) or before(d, "rejected_at", spec.cut) or before(d, "expired_at", spec.cut):
            continue
        work = [a["happened_at"] for a in naive.work_of(w, d, spec.cut)]
        moments = [d["distributed_at"]]
        if not word[2]:
            moments += [*work, *([d["accepted_at"]] if before(d, "accepted_at", spec.cut) else [])]
        if as_of - max(moments) < spec.reminder * DAY or system(w, spec, d) in ("closed", "dead"):
            continue
        row = naive.summary_row(w, spec, d)
        found.append({
            **{k: row[k] for k in ("account", "recipient", "lead_id", "lead", "source_campaign")},
            "left_alone": "pending" if word[2] else "silent" if work else "never worked",
            "distributed_at": d["distributed_at"], "alone_since": max(moments), "alone_for": as_of - max(moments),
            "sales_stage": w.status[stage(w, d, spec.cut, passage=False)]["name"],
        })  # fmt: skip
    return found
