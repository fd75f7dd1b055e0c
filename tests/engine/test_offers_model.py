"""Offers in any order of events, against a naive model of who was asked, who said what, and who has the lead."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, OfferRule, Strategy, Target
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.engine import lifecycle
from leadctl.engine.offers import accept, reject
from leadctl.engine.people import requeue
from leadctl.engine.tick import tick
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError
from tests.builders import add_lead, add_strategy, add_users, owners
from tests.effort import examples

NOW = 1_772_464_200
WINDOW = 300


@dataclass
class Passage:
    """One passage as a person would note it down."""

    user: int
    run: int | None
    shared: bool = False
    ends: int | None = None
    state: str = "given"  # pending, accepted, given; or how it ended
    open: bool = True
    worked: bool = False
    had: bool = False  # he had the lead

    @property
    def pending(self) -> bool:
        return self.state == "pending"


@dataclass
class Lead:
    passages: list[Passage] = field(default_factory=list)
    closed: bool = False

    def told(self) -> list[Passage]:
        return [p for p in self.passages if p.state != "undone"]

    def owner(self) -> int | None:
        return next((p.user for p in self.told() if p.open and p.had), None)

    def pending(self) -> list[Passage]:
        return [p for p in self.told() if p.pending]

    def waits(self) -> bool:
        return not self.closed and self.owner() is None and not self.pending()

    def since_owned(self) -> list[Passage]:
        found: list[Passage] = []
        for p in self.told():
            found = [] if p.had else [*found, p]
        return found

    def expire(self, at: int) -> None:
        for p in self.pending():
            if p.ends is not None and p.ends <= at:
                p.state, p.open = "expired", False


@dataclass
class Model:
    users: list[int]
    boss: int
    broadcast: bool
    on_empty: str
    leads: dict[int, Lead] = field(default_factory=dict)
    paused: set[int] = field(default_factory=set)

    def may(self, lead: Lead, user: int) -> bool:
        past = lead.told()
        return user not in self.paused and not any(p.user == user and (p.had or p.state == "rejected") for p in past)

    def rung(self, lead: Lead) -> tuple[str, set[int]]:
        """Return what the ladder says: one of these, all of these, the catch-all, or hold."""
        recent = lead.since_owned()
        asked = {p.user for p in recent if p.state == "expired"}
        able = {u for u in self.users if self.may(lead, u)}
        if self.broadcast:
            if able - asked:
                return "all", able - asked
        elif able - asked:
            return "one", able - asked
        elif asked & able and not any(p.shared for p in recent):
            return "all", asked & able
        if self.on_empty == "Rest" and self.may(lead, self.boss):
            return "rest", {self.boss}
        return "hold", set()


class World:
    """The real thing and the model, side by side."""

    def __init__(self, path, broadcast: bool, on_empty: str, kept: bool) -> None:
        create_database(path, NOW)
        self.con = connect(path)
        self.con.execute("pragma synchronous = off")
        users = add_users(self.con, "ana bob cat")
        boss, self.chief = add_users(self.con, "boss chief")
        add_strategy(self.con, "All", dict.fromkeys(users, 1))
        add_strategy(self.con, "Rest", {boss: 1}, "direct")
        terms = OfferRule(WINDOW, broadcast=broadcast, turn_kept=kept)
        offering = Strategy("All", "round_robin", Target(users=("x",)), offer=terms, on_empty=on_empty)
        rest = Strategy("Rest", "direct", Target(users=("boss",)))
        self.rules = Config(strategies=(offering, rest) if on_empty == "Rest" else (offering,))
        self.model = Model(users, boss, broadcast, on_empty)
        self.runs: list[int] = []

    # ------------------------------------------------------------ what may happen

    def lead(self, number: int, at: int) -> None:
        self.model.leads[add_lead(self.con)] = Lead()

    def tick(self, number: int, at: int) -> None:
        done = tick(self.con, self.rules, at)
        if done.run_id is not None:
            self.runs.append(done.run_id)
        sql = "select user_id from distribution where lead_id = ? and run_id = ? order by id"
        for number, lead in self.model.leads.items():
            lead.expire(at)
            picked = [] if done.run_id is None else [row[0] for row in self.con.execute(sql, (number, done.run_id))]
            kind, users = self.model.rung(lead) if lead.waits() else ("none", set())
            if kind == "one":
                assert len(picked) == 1, (number, picked, users)
                assert picked[0] in users
                lead.passages.append(Passage(picked[0], done.run_id, False, at + WINDOW, "pending"))
            elif kind == "all":
                assert set(picked) == users
                lead.passages += [Passage(u, done.run_id, True, at + WINDOW, "pending") for u in sorted(users)]
            elif kind == "rest":
                assert set(picked) == users
                lead.passages.append(Passage(picked[0], done.run_id, had=True))
            else:
                assert picked == [], (number, kind)

    def accept(self, number: int, at: int) -> None:
        lead_id, lead, user = self.pick(number)
        offer = self.live(lead, user, at)
        if offer is None:
            with pytest.raises(ConflictError):
                accept(self.con, self.rules, f"#{lead_id}", user, at)
            return
        accept(self.con, self.rules, f"#{lead_id}", user, at)
        self.taken(lead, offer)

    def reject(self, number: int, at: int) -> None:
        lead_id, lead, user = self.pick(number)
        offer = self.live(lead, user, at)
        if offer is None:
            with pytest.raises(ConflictError):
                reject(self.con, self.rules, f"#{lead_id}", user, at)
            return
        reject(self.con, self.rules, f"#{lead_id}", user, at)
        offer.state, offer.open = "rejected", False

    def work(self, number: int, at: int) -> None:
        lead_id, lead, user = self.pick(number)
        offer = self.live(lead, user, at)
        if lead.closed or (offer is None and lead.owner() != user):
            return
        lifecycle.add_action(self.con, lead_id, user, at, at, "tester", name="call")
        if offer is not None:
            self.taken(lead, offer)
        next(p for p in lead.told() if p.open and p.had).worked = True

    def give(self, number: int, at: int) -> None:
        lead_id, lead, user = self.pick(number)
        if lead.owner() == user:
            return
        lifecycle.give(self.con, lead_id, user, at, "chief")
        lead.expire(at)
        for p in lead.told():
            if p.open:
                p.state, p.open = ("superseded" if p.pending else "transferred"), False
        lead.passages.append(Passage(user, None, had=True))

    def release(self, number: int, at: int) -> None:
        lead_id, lead, _ = self.pick(number)
        if lead.owner() is None:
            return
        requeue(self.con, lead_id, at)
        for p in lead.told():
            if p.open:
                p.state, p.open = "released", False

    def close(self, number: int, at: int) -> None:
        lead_id, lead, _ = self.pick(number)
        if lead.closed:
            return
        lifecycle.change_status(self.con, lead_id, self.chief, at, at, "tester", status="Dead")
        lead.closed = True
        if lead.pending():
            lead.expire(at)
        for p in lead.pending():
            p.state, p.open = "recalled", False

    def pause(self, number: int, at: int) -> None:
        user = self.model.users[number % 3]
        if user in self.model.paused:
            self.model.paused.remove(user)
            self.con.execute("update unavailable set ends_at = ? where user_id = ? and ends_at is null", (at, user))
        else:
            self.model.paused.add(user)
            self.con.execute(
                "insert into unavailable (user_id, kind, starts_at, recorded_at) values (?, 'paused', ?, ?)",
                (user, at, at),
            )

    def undo(self, number: int, at: int) -> None:
        if not self.runs:
            return
        run = self.runs.pop(number % len(self.runs))
        undo(self.con, run, at)
        for lead in self.model.leads.values():
            chain = [p for p in lead.told() if p.run == run]
            if any(p.worked for p in chain) or not any(p.open for p in chain):
                continue
            for p in chain:
                if p.state not in {"rejected", "expired"}:
                    p.state, p.open = "undone", False

    # ------------------------------------------------------------ parts

    def pick(self, number: int) -> tuple[int, Lead, int]:
        leads = sorted(self.model.leads)
        lead_id = leads[number % len(leads)]
        return lead_id, self.model.leads[lead_id], self.model.users[number // len(leads) % 3]

    def live(self, lead: Lead, user: int, at: int) -> Passage | None:
        return next((p for p in lead.pending() if p.user == user and p.ends is not None and p.ends > at), None)

    def taken(self, lead: Lead, offer: Passage) -> None:
        for p in lead.pending():
            if p is not offer:
                p.state, p.open = "lost", False
        offer.state, offer.shared, offer.had = "accepted", False, True

    def compare(self, at: int) -> None:
        assert owners(self.con) == {number: lead.owner() for number, lead in sorted(self.model.leads.items())}
        waiting = dict(self.con.execute("select lead_id, waiting from lead_state order by lead_id"))
        assert waiting == {number: int(lead.waits()) for number, lead in sorted(self.model.leads.items())}
        sql = (
            "select user_id, shared, case when undone_at is not null then 'undone'"
            " when ended_at is not null then end_kind when offered = 0 then 'given'"
            " when accepted_at is not null then 'accepted' else 'pending' end"
            " from distribution where lead_id = ? order by user_id, id"
        )
        for number, lead in self.model.leads.items():
            kept = sorted(self.con.execute(sql, (number,)).fetchall())
            assert kept == sorted((p.user, int(p.shared), p.state) for p in lead.passages), number
        assert verify(self.con, at).differences == ()


KINDS = (
    "lead",
    "tick",
    "tick",
    "tick",
    "accept",
    "accept",
    "reject",
    "reject",
    "work",
    "give",
    "close",
    "pause",
    "undo",
)
steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 11), st.sampled_from((1, 60, 150, WINDOW))),
    min_size=5,
    max_size=25,
)


@settings(deadline=None, max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sequence=steps,
    broadcast=st.booleans(),
    on_empty=st.sampled_from(("hold", "Rest")),
    kept=st.booleans(),
)
def test_offers_in_any_order(tmp_path_factory, sequence, broadcast, on_empty, kept):
    world = World(tmp_path_factory.mktemp("offers") / "leads.db", broadcast, on_empty, kept)
    at = NOW
    world.lead(0, at)
    world.tick(0, at)
    for what, number, passes in sequence:
        at += passes
        getattr(world, what)(number, at)
        world.compare(at)
    world.con.close()
