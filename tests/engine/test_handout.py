"""Hand-outs: what stands with a team or account goes to its people, counts there, and can be taken back."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.db import activities
from leadctl.db.activities import NewActivity
from leadctl.db.connection import connect
from leadctl.engine import handout, inbox, passages
from leadctl.engine.handout import HandOut
from leadctl.engine.people_edit import edit
from leadctl.engine.people_edit.edit import TEAM, Asked
from leadctl.engine.ruleset import apply
from leadctl.engine.runs import assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError, UsageError
from leadctl.reports import REPORTS
from leadctl.reports.spec import ReportSpec
from tests.builders import add_account, add_lead, add_team, add_user, owners
from tests.effort import examples

NOW = 1_772_355_600
RULES = """
record_types = ["Lead"]

[[strategy]]
name = "To West"
method = "direct"
to = { team = "West desk" }
when = { state = "CA" }
hand_out = "owner"

[[strategy]]
name = "To Bay"
method = "direct"
to = { account = "Bay" }
when = { state = "OR" }
hand_out = "owner"

[[strategy]]
name = "Others"
method = "round_robin"
to = { users = ["cat", "dan"] }
"""
FROM_WEST = """
[[strategy]]
name = "West people"
method = "round_robin"
from = "West desk"
to = { teams = ["West desk"] }
"""


def build(con):
    """West desk (ines; jack, kofi) in West; Bay (mia; noah) below West; cat and dan in Corporate. Return the ids."""
    ids: dict[str, int] = {"West": add_account(con, "West")}
    ids["Bay"] = add_account(con, "Bay", ids["West"])
    for login, account in (("ines", "West"), ("jack", "West"), ("kofi", "West"), ("mia", "Bay"), ("noah", "Bay")):
        ids[login] = add_user(con, login, account_id=ids[account])
    ids["cat"], ids["dan"] = add_user(con, "cat"), add_user(con, "dan")
    ids["West desk"] = add_team(con, "West desk", ids["ines"], [ids["jack"], ids["kofi"]], ids["West"])
    con.execute("update account set owner_id = ? where id = ?", (ids["mia"], ids["Bay"]))
    return ids


@pytest.fixture
def world(con):
    """Leads 1 and 2 stand with West desk, 3 with Bay, 4 is cat's or dan's."""
    ids = build(con)
    apply(con, RULES, NOW, "test")
    for state in ("CA", "CA", "OR", "NY"):
        add_lead(con, received_at=NOW, state=None, country="US")
        con.execute("update lead set state = ? where id = (select max(id) from lead)", (state,))
    assign(con, load_text(RULES, "f"), NOW + 10)
    return ids


CONFIG = load_text(RULES, "f")


def hand(con, leads, to, level="team", now=NOW + 100, **more):
    texts = [str(lead) for lead in ([leads] if isinstance(leads, int) else leads)]
    asked = HandOut(level, to, more.pop("at", now), **more)
    return handout.hand_out(con, texts, asked, CONFIG, now, "tester")


def refused(con, lead, to, **more):
    done = hand(con, lead, to, **more)
    assert done.handed == []
    return done.refused[0].problem


def rows(con, lead):
    sql = "select level, mode, origin, strategy_id, user_id, passed_on_at, end_kind, undone_at from distribution"
    return con.execute(f"{sql} where lead_id = ? order by id", (lead,)).fetchall()


def clean(con):
    assert verify(con, NOW + 10_000).differences == ()


def test_the_owner_keeps_it_until_it_is_handed_out(con, world):
    assert owners(con) == {1: world["ines"], 2: world["ines"], 3: world["mia"], 4: owners(con)[4]}
    done = hand(con, 1, "jack")
    assert done.handed == [handout.Handed(1, "West desk", 90, "ines", 5)]
    assert rows(con, 1) == [
        ("team", "push", "engine", 1, None, NOW + 100, "passed_on", None),
        ("user", "push", "handout", 1, world["jack"], None, None, None),
    ]
    kept = con.execute("select team_id, account_id, run_id, recorded_by, again from distribution where id = 5")
    assert kept.fetchone() == (world["West desk"], world["West"], done.run_id, "tester", 1)
    assert owners(con)[1] == world["jack"]
    clean(con)


def test_strategies_from_the_node_do_not_take_it(con, world):
    """hand_out stops the lead there, in this run and in the next."""
    rules = RULES + FROM_WEST
    apply(con, rules, NOW + 20, "test")
    lead = add_lead(con, received_at=NOW + 20)
    con.execute("update lead set state = 'CA' where id = ?", (lead,))
    for step in (30, 40):
        assign(con, load_text(rules, "f"), NOW + step)
        assert owners(con)[lead] == world["ines"]
        assert [row[0] for row in rows(con, lead)] == ["team"]
    plain = rules.replace('when = { state = "CA" }\nhand_out = "owner"', 'when = { state = "CA" }')
    apply(con, plain, NOW + 50, "test")
    other = add_lead(con, received_at=NOW + 50)
    con.execute("update lead set state = 'CA' where id = ?", (other,))
    assign(con, load_text(plain, "f"), NOW + 60)
    assert owners(con)[other] in {world["jack"], world["kofi"]}  # without hand_out it goes on at once
    assert owners(con)[lead] == world["ines"]


def test_nobody_to_hand_it_out_is_no_place_to_stand(con, world):
    con.execute("update team set owner_id = null")
    con.execute("update account set owner_id = null")
    lead = add_lead(con, received_at=NOW + 20)
    con.execute("update lead set state = 'CA' where id = ?", (lead,))
    assign(con, CONFIG, NOW + 30)
    assert owners(con)[lead] in {world["cat"], world["dan"]}  # the next strategy takes it


def test_an_account_hands_out_to_those_in_it_and_below(con, world):
    problem = refused(con, 3, "jack", level="account")
    assert (problem.slug, "jack does not sit in account" in problem.message) == ("not-member", True)
    assert hand(con, 3, "noah", level="account").handed[0].place == "Bay"
    assert rows(con, 3)[1][:5] == ("user", "push", "handout", 2, world["noah"])
    clean(con)


def test_force_gives_it_to_anybody_and_the_owner_may_keep_it(con, world):
    assert refused(con, 1, "dan").slug == "not-member"
    assert hand(con, 1, "dan", force=True).handed
    assert hand(con, 2, "ines").handed  # who owns the team is not in it, and may all the same
    clean(con)


def test_what_is_refused_and_why(con, world):
    assert refused(con, 99, "jack").slug == "no-lead"
    assert refused(con, 4, "jack").slug == "not-standing"
    assert "belongs to" in refused(con, 4, "jack").message
    wrong_level = refused(con, 3, "jack")
    assert "stands with account" in wrong_level.message
    assert wrong_level.hint == "leadctl account handout 3 --to USER"
    con.execute("update lead_state set status_id = (select id from status where name = 'Closed') where lead_id = 1")
    assert refused(con, 1, "jack").slug == "lead-finished"
    waiting = add_lead(con)
    assert "was given to nobody yet" in refused(con, waiting, "jack").message
    add_team(con, "Night", world["ines"], [world["jack"]])
    assert 'not with team "Night"' in refused(con, 2, "jack", place="Night").message
    con.execute("update lead set undone_at = 1 where id = 2")
    assert refused(con, 2, "jack").slug == "lead-undone"
    assert con.execute("select count(*) from run where kind = 'give'").fetchone() == (0,)


def test_people_and_times_that_stop_the_whole(con, world):
    con.execute("update user set disabled_at = 5 where login = 'jack'")
    for to, error, more in (
        ("jack", ConflictError, {}),
        ("jac", NotFoundError, {}),
        ("kofi", NotFoundError, {"place": "West dsk"}),
        ("kofi", NotFoundError, {"by": "inez"}),
        ("kofi", UsageError, {"at": NOW + 101}),
    ):
        with pytest.raises(error):
            hand(con, 1, to, **more)
    assert refused(con, 1, "kofi", at=NOW + 9).slug == "too-early"


def test_an_offer_without_answer_cannot_be_handed_out(con, world):
    con.execute("update distribution set offered = 1, expires_at = ? where lead_id = 1", (NOW + 900,))
    con.execute("update lead_state set owner_id = null where lead_id = 1")
    assert refused(con, 1, "jack").slug == "offer-pending"


def test_several_at_once_the_others_go(con, world):
    done = hand(con, [1, 4, 2, 1], "kofi", by="jack")
    assert [h.lead_id for h in done.handed] == [1, 2]
    assert [r.lead for r in done.refused] == ["4"]
    assert done.notes == ['jack hands out for ines, who is accountable for team "West desk"']
    run = con.execute("select kind, counts from run where id = ?", (done.run_id,)).fetchone()
    assert run[0] == "give"
    counts = json.loads(run[1])
    assert (counts["distributed"], counts["considered"]) == (2, 3)
    assert [(g["strategy"], g["recipient"], g["leads"]) for g in counts["given"]] == [("To West", "kofi", 2)]
    clean(con)


def test_a_dry_run_writes_nothing(con, world):
    before = list(con.iterdump())
    done = hand(con, [1, 4], "jack", dry_run=True)
    assert (len(done.handed), len(done.refused), done.run_id) == (1, 1, None)
    assert list(con.iterdump()) == before


def test_undo_lets_it_stand_with_the_owner_again(con, world):
    before = con.execute("select * from lead_state order by lead_id").fetchall()
    done = hand(con, [1, 2], "jack")
    assert undo(con, done.run_id, NOW + 200).leads == 2
    assert con.execute("select * from lead_state order by lead_id").fetchall() == before
    assert [row[5:] for row in rows(con, 1)] == [(None, None, None), (None, None, NOW + 200)]
    assert hand(con, 1, "kofi", now=NOW + 300).handed
    clean(con)


def test_undo_gives_it_to_whoever_owns_the_team_now(con, world):
    done = hand(con, 1, "jack")
    edit.edit(con, TEAM, "West desk", Asked({"owner": "kofi"}, {}), CONFIG, NOW + 150)
    assert owners(con)[2] == world["kofi"]
    undo(con, done.run_id, NOW + 200)
    assert owners(con)[1] == world["kofi"]
    edit.edit(con, TEAM, "West desk", Asked({"owner": ""}, {}), CONFIG, NOW + 250)
    assert owners(con)[1] is None  # nobody above either: it waits
    assert con.execute("select waiting from lead_state where lead_id = 1").fetchone() == (1,)
    clean(con)


def test_the_run_that_brought_it_there_keeps_what_was_handed_out(con, world):
    hand(con, 1, "jack")
    done = undo(con, 1, NOW + 200)
    assert [(k.lead_id, k.why) for k in done.kept] == [(1, "passed_on")]
    assert owners(con)[1] == world["jack"]
    assert owners(con)[2] is None
    clean(con)


def test_work_before_and_after_belongs_where_it_was_done(con, world):
    def call(user, at):
        activities.insert(con, NewActivity(1, world[user], "action", "call", at, at, "x"))
        activities.settle(con, [1], at)

    call("jack", NOW + 50)  # a member works on what stands with his team
    call("jack", NOW + 80)
    hand(con, 1, "jack", at=NOW + 60)  # entered late: the second call was after it
    assert con.execute("select actions from distribution where lead_id = 1 order by id").fetchall() == [(1,), (1,)]
    clean(con)


def test_the_inbox_is_what_stands_there_the_oldest_first(con, world):
    lead = add_lead(con, full_name="Late Lee")
    con.execute("update lead set state = 'CA' where id = ?", (lead,))
    assign(con, CONFIG, NOW + 40)
    found = inbox.team_inbox(con, NOW + 100, team="west desk")
    assert [(e.lead.lead_id, e.waited, e.place, e.accountable) for e in found] == [
        (1, 90, "West desk", "ines"),
        (2, 90, "West desk", "ines"),
        (lead, 60, "West desk", "ines"),
    ]
    hand(con, 1, "jack")
    con.execute("update lead_state set status_id = (select id from status where name = 'Dead') where lead_id = 2")
    assert [e.lead.lead_id for e in inbox.team_inbox(con, NOW + 100)] == [lead]
    assert [e.lead.lead_id for e in inbox.team_inbox(con, NOW + 100, mine="ines")] == [lead]
    assert inbox.team_inbox(con, NOW + 100, mine="mia") == []
    assert [e.lead.lead_id for e in inbox.account_inbox(con, NOW + 100, account="West")] == [3]  # its subtree
    assert [e.lead.lead_id for e in inbox.account_inbox(con, NOW + 100, mine="mia")] == [3]
    assert inbox.account_inbox(con, NOW + 100, account="Corporate", mine="ines") == []


def counted(con, now):
    """Return recipient -> passages, as the performance report counts them."""
    spec = ReportSpec("performance", Period(0, now + 1, "UTC", "test"), now + 1, group=("user",))
    table = REPORTS["performance"](con, CONFIG, spec)
    keys = [c.key for c in table.columns]
    found: Counter[str] = Counter()
    for row in (dict(zip(keys, r, strict=True)) for r in table.rows):
        found[row["user"]] += row["leads_distributed"] or 0
    return +found


def test_a_passage_counts_where_the_lead_is(con, world):
    assert counted(con, NOW + 20) == {"[West desk]": 2, "[Bay]": 1, "cat": 1}
    hand(con, [1, 2], "jack")
    assert counted(con, NOW + 99) == {"[West desk]": 2, "[Bay]": 1, "cat": 1}  # as of before
    assert counted(con, NOW + 100) == {"jack": 2, "[Bay]": 1, "cat": 1}


# ---------------------------------------------------------------- against a naive model


@dataclass
class Fact:
    """One passage as the model sees it."""

    lead: int
    to: str  # login, or [place]
    at: int
    run: int | None
    open: bool = True
    passed_on: bool = False
    undone: bool = False
    before: Fact | None = None  # the passage that was handed on
    came: str | None = None  # the place that held it without a passage


@dataclass
class Life:
    """Leads handed about at random, in the program and in a list of facts; both must tell the same."""

    con: Any
    ids: dict[str, int]
    rng: random.Random
    now: int = NOW + 1000
    facts: list[Fact] = field(default_factory=list)
    work: list[tuple[int, str, int]] = field(default_factory=list)
    states: dict[int, str] = field(default_factory=dict)
    stranded: dict[int, str] = field(default_factory=dict)  # lead -> place that holds it without a passage
    chief: str = "ines"

    def open_fact(self, lead):
        return next((f for f in self.facts if f.lead == lead and f.open and not f.undone), None)

    def owner(self, lead):
        fact = self.open_fact(lead)
        if fact is None:
            return None
        return {"[West desk]": self.chief, "[Bay]": "mia"}.get(fact.to, fact.to)

    def enquire(self):
        lead = add_lead(self.con, received_at=self.now)
        self.states[lead] = self.rng.choice(["CA", "OR", "NY"])
        self.con.execute("update lead set state = ? where id = ?", (self.states[lead], lead))

    def assign(self):
        waiting = [x for x in self.states if self.open_fact(x) is None and x not in self.stranded]
        run = assign(self.con, CONFIG, self.now).run_id
        had = owners(self.con)
        logins = {i: login for login, i in self.ids.items() if login in ("cat", "dan")}
        for lead in waiting:
            to = {"CA": "[West desk]", "OR": "[Bay]"}.get(self.states[lead]) or logins[had[lead]]
            self.facts.append(Fact(lead, to, self.now, run))

    def hand_out(self):
        if not self.states:
            return
        lead = self.rng.choice(list(self.states))
        level = self.rng.choice(["team", "account"])
        to = self.rng.choice(["ines", "jack", "kofi", "mia", "noah", "cat"])
        fact = self.open_fact(lead)
        place = fact.to if fact else self.stranded.get(lead, "")
        start = fact.at if fact else self.now - 5
        at = self.rng.randint(max(start - 3, 0), self.now)
        people = {"[West desk]": {"jack", "kofi", self.chief}, "[Bay]": {"mia", "noah"}}.get(place, set())
        fits = place == {"team": "[West desk]", "account": "[Bay]"}[level] and to in people
        asked = HandOut(level, to, at)
        done = handout.hand_out(self.con, [str(lead)], asked, CONFIG, self.now, "x")
        assert bool(done.handed) == (fits and (fact is None or at >= fact.at)), (lead, place, to, at)
        if done.handed:
            if fact:
                fact.open, fact.passed_on = False, True
            came = self.stranded.pop(lead, None)
            self.facts.append(Fact(lead, to, at, done.run_id, before=fact, came=came))

    def transfer(self):
        if not self.states:
            return
        lead, to = self.rng.choice(list(self.states)), self.rng.choice(["jack", "noah", "cat"])
        fact = self.open_fact(lead)
        if fact is not None and fact.to == to:
            return
        passages.give(self.con, lead, self.ids[to], self.now, "x")
        if fact:
            fact.open = False
        self.stranded.pop(lead, None)
        self.facts.append(Fact(lead, to, self.now, None))

    def call(self):
        owned = [lead for lead in self.states if self.owner(lead)]
        if owned:
            lead = self.rng.choice(owned)
            user = self.owner(lead)
            activities.insert(
                self.con, NewActivity(lead, self.ids[user], "action", "call", self.now, self.now, "x")
            )  # fmt: skip
            activities.settle(self.con, [lead], self.now)
            self.work.append((lead, user, self.now))

    def belongs(self, lead, user, at):
        """Return the passage to which work belongs: to the user, else his team, else the account he sits in."""
        mine = {"[West desk]": {"jack", "kofi", self.chief}, "[Bay]": {"mia", "noah"}}
        alive = [f for f in self.facts if f.lead == lead and not f.undone and f.at <= at]
        numbered = sorted(alive, key=lambda f: (f.at, self.facts.index(f)), reverse=True)
        for fits in (lambda f: f.to == user, *(lambda f, p=p: f.to == p and user in mine[p] for p in mine)):
            for fact in numbered:
                if fits(fact):
                    return fact
        return None

    def undo(self):
        runs = sorted({f.run for f in self.facts if f.run and not f.undone})
        if not runs:
            return
        run, force = self.rng.choice(runs), self.rng.random() < 0.4
        worked = [self.belongs(*entry) for entry in self.work]
        chosen = [f for f in self.facts if f.run == run and not f.undone]
        gone = [f for f in chosen if force or (f.open and not any(f is w for w in worked))]
        already = self.con.execute("select undone_at from run where id = ?", (run,)).fetchone()[0] is not None
        if already and not force:
            with pytest.raises(ConflictError):
                undo(self.con, run, self.now)
            return
        done = undo(self.con, run, self.now, force=force)
        assert done.leads == len(gone)
        for fact in gone:
            stood, fact.undone, fact.open = fact.open, True, False
            if stood and fact.before is not None and not fact.before.undone:
                fact.before.open, fact.before.passed_on = True, False
            elif stood and (place := fact.before.to if fact.before else fact.came):
                self.stranded[fact.lead] = place

    def new_chief(self):
        self.chief = self.rng.choice(["ines", "jack", "kofi"])
        edit.edit(self.con, TEAM, "West desk", Asked({"owner": self.chief}, {}), CONFIG, self.now)

    def step(self, name):
        self.now += 10
        getattr(self, name)()
        logins = {i: name for name, i in self.ids.items() if name.islower()}  # places have capitals
        kept = {lead: logins.get(owner) for lead, owner in owners(self.con).items()}
        assert kept == {lead: self.owner(lead) for lead in self.states}
        assert verify(self.con, self.now).differences == ()

    def check_report(self):
        expected = Counter(f.to for f in self.facts if not f.undone and not f.passed_on)
        assert counted(self.con, self.now) == expected


STEPS = ["enquire", "assign", "hand_out", "hand_out", "hand_out", "transfer", "call", "undo", "new_chief"]


QUICK = [Phase.explicit, Phase.reuse, Phase.generate]  # a life is not shrunk: its seed says enough


@settings(
    max_examples=examples(15), deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9), steps=st.lists(st.sampled_from(STEPS), min_size=5, max_size=30))
def test_random_lives_against_a_list_of_facts(db_file, seed, steps):
    """Owners, credits and report counts, whatever is handed out, transferred, worked and taken back in any order."""
    with closing(connect(db_file)) as con:
        con.execute("begin")
        ids = build(con)
        apply(con, RULES, NOW, "test")
        life = Life(con, ids, random.Random(seed))
        for name in ["enquire", "enquire", "assign", *steps]:
            life.step(name)
        life.check_report()
