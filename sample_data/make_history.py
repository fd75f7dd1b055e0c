"""The CRM's past month: who was given which lead, what he did with it, touches, opportunities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import invented as world
from make_leads import LAST_MOMENT, NEW_YORK, Lead

CUT = LAST_MOMENT - timedelta(hours=1)
UNDISTRIBUTED_FROM = datetime(2026, 3, 30, 12, 0, tzinfo=NEW_YORK)
# strategy -> users and weights, as in leadctl.toml
MEMBERS = {
    "Enterprise": {"ana": 2, "frank": 1, "mia": 1},
    "Spanish desk": {"ana": 1, "ines": 1, "mia": 1},
    "West Coast": {"ines": 3, "jack": 2, "kofi": 2, "lena": 1, "noah": 2},
    "East and Central": {"bob": 2, "carla": 2, "dmitri": 1, "ellen": 2, "gita": 2},
    "Partner desk": {"priya": 1},
}
LEFT = {"ellen": datetime(2026, 3, 13, 17, 0, tzinfo=NEW_YORK), "noah": datetime(2026, 3, 20, 17, 0, tzinfo=NEW_YORK)}
OUTCOMES = (("Won", 0.3), ("Lost", 0.24), ("Not a fit", 0.1), ("", 0.36))


@dataclass
class Past:
    """The four files of the past, row by row."""

    distributions: list[list[str]] = field(default_factory=list)
    activities: list[list[str]] = field(default_factory=list)
    touches: list[list[str]] = field(default_factory=list)
    opportunities: list[list[str]] = field(default_factory=list)


def local(moment: datetime) -> str:
    """Return `moment` as the CRM writes it: New York time, to the second."""
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M:%S")


def strategy_of(lead: Lead) -> str:
    """Return the strategy that takes the lead: the same order and criteria as in leadctl.toml."""
    if lead.record_type == "Partner":
        return "Partner desk"
    if lead.value >= 50_000:
        return "Enterprise"
    if lead.language == "spanish":
        return "Spanish desk"
    return "West Coast" if lead.state in world.WESTERN else "East and Central"


def pick(rng: Random, strategy: str, at: datetime, not_again: str = "") -> str:
    """Return a member who was there at the time, by weight."""
    there = {u: w for u, w in MEMBERS[strategy].items() if at < LEFT.get(u, CUT) and u != not_again}
    return rng.choices(list(there), weights=list(there.values()))[0] if there else ""


def working_time(user: str, moment: datetime) -> datetime:
    """Return `moment`, or the next 9:20 to 16:xx on a working day in the user's zone."""
    there = moment.astimezone(ZoneInfo(world.ZONE[user]))
    while there.weekday() >= 5 or not 8 <= there.hour < 17:
        late = there.hour >= 17 or there.weekday() >= 5
        day = there.date() + timedelta(days=1 if late else 0)
        there = datetime(day.year, day.month, day.day, 9, 20 + moment.minute % 40, moment.second, tzinfo=there.tzinfo)
    return there


def past_month(rng: Random, leads: list[Lead]) -> Past:
    """Return the past of every lead that the CRM gave out before noon of 30 March."""
    past = Past()
    given = [lead for lead in leads if lead.status == "New" and lead.received < UNDISTRIBUTED_FROM]
    for lead in given:
        if not (lead.cells["Email"] or lead.cells["Phone"]) or lead.cells["Comments"]:
            continue
        _life(rng, lead, past)
    _flaws(rng, given, past)
    for rows, column in ((past.distributions, 3), (past.activities, 5), (past.touches, 3), (past.opportunities, 3)):
        rows.sort(key=lambda row, c=column: (row[c], row[0]))
    for number, row in enumerate(past.distributions, start=1):
        row.insert(0, f"D-{number:05d}")
    return past


def _life(rng: Random, lead: Lead, past: Past) -> None:
    strategy, at = strategy_of(lead), lead.received + timedelta(minutes=rng.randrange(2, 70))
    user = pick(rng, strategy, at)
    if rng.random() < 0.05:  # turned down, then given to someone else
        answered = at + timedelta(minutes=rng.randrange(5, 200))
        second = pick(rng, strategy, answered, not_again=user)
        if second:
            reason = rng.choice(("Wrong region", "Knows the owner", "No capacity"))
            past.distributions.append([lead.key, user, strategy, local(at), "rejected", local(answered), reason])
            user, at = second, answered + timedelta(minutes=rng.randrange(2, 30))
    accepted = rng.random() < 0.3
    answer = ["accepted", local(at + timedelta(minutes=rng.randrange(1, 90)))] if accepted else ["", ""]
    past.distributions.append([lead.key, user, strategy, local(at), *answer, ""])
    _touches(rng, lead, past)
    if rng.random() < world.SKILL[user]:
        _work(rng, lead, user, at, past)


def _work(rng: Random, lead: Lead, user: str, at: datetime, past: Past) -> None:
    moment = working_time(user, at + timedelta(minutes=rng.lognormvariate(4.8, 1.1)))
    status, steps = "New", rng.randrange(1, 8)
    for step in range(steps):
        if moment >= CUT or (user in LEFT and moment >= LEFT[user]):
            return
        kind = rng.choice(("Call", "Call", "Email", "Meeting" if step else "Call"))
        if user != "jack" or rng.random() < 0.7:  # jack moves statuses without logging the call
            _activity(past, lead, user, "action", kind, moment)
        status = _next_status(rng, lead, user, status, moment + timedelta(minutes=rng.randrange(2, 15)), past)
        if status in ("Won", "Lost", "Not a fit"):
            return
        moment = working_time(user, moment + timedelta(hours=rng.lognormvariate(3.2, 0.8)))


def _next_status(rng: Random, lead: Lead, user: str, status: str, at: datetime, past: Past) -> str:
    """Record what follows from a call; return the status the lead has then."""
    if at >= CUT or rng.random() < 0.3:  # nobody answered
        return status
    if status in ("New", "Attempted"):
        reached = rng.random() < 0.55
        new = "In talks" if reached else "Attempted"
    elif status == "In talks":
        new = rng.choice(("In talks", "Demo booked", "Demo booked", "Not a fit"))
    else:
        new = rng.choices([o or status for o, _ in OUTCOMES], weights=[w for _, w in OUTCOMES])[0]
    if new == status:
        return status
    _activity(past, lead, user, "status", "", at, status=new)
    if new == "Demo booked":
        starts = working_time(user, at + timedelta(days=rng.randrange(2, 7)))
        _activity(past, lead, user, "appointment", "Demo", at + timedelta(minutes=1), starts=local(starts))
        amount = lead.value or 8_000.0
        past.opportunities.append([lead.key, user, f"{amount * rng.choice((0.8, 1, 1, 1.2)):.2f}", local(at), "Demo"])
    return new


def _activity(
    past: Past, lead: Lead, user: str, kind: str, name: str, at: datetime, status: str = "", starts: str = ""
) -> None:
    key = f"A-{len(past.activities) + 1:05d}"
    past.activities.append([key, lead.key, user, kind, name, local(at), status, starts])


def _touches(rng: Random, lead: Lead, past: Past) -> None:
    at = lead.received
    for name in rng.choices(
        ("email_sent", "email_opened", "web_visit", "webinar_seen"), k=rng.choice((0, 0, 1, 1, 2, 3))
    ):
        at += timedelta(hours=rng.randrange(2, 90))
        if at < CUT:
            past.touches.append([f"T-{len(past.touches) + 1:05d}", lead.key, name, local(at)])


def _flaws(rng: Random, leads: list[Lead], past: Past) -> None:
    """Add what real exports hold: rows without a user, users nobody knows, leads nobody knows."""
    for lead in rng.sample(leads, 12):
        _activity(past, lead, "", "action", "Email", min(CUT, lead.received + timedelta(hours=20)))
    for lead in rng.sample(leads, 2):
        _activity(past, lead, "elen", "action", "Call", min(CUT, lead.received + timedelta(hours=30)))
    ghost = Lead("TF-99999", leads[0].received, "Inbound", "NY", "", 0.0)
    _activity(past, ghost, "bob", "action", "Call", ghost.received + timedelta(hours=3))
