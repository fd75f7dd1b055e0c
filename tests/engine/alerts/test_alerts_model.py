"""A random life of runs, undos, gifts and sending: every passage that stands is told once, no other is."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.engine import runs
from leadctl.engine.alerts.watch import watch
from leadctl.engine.passages import give
from leadctl.engine.ruleset import apply
from leadctl.engine.undo import undo
from leadctl.errors import ConflictError
from tests.builders import add_lead, add_users
from tests.conftest import NOW
from tests.effort import examples

RULES = """
[notify]
smtp = "mail.example.com"
from = "leads@example.com"
[[notify.webhook]]
url = "https://crm.example.com/hook"
[[strategy]]
name = "All"
to = { users = ["ana", "bob", "cat"] }
"""
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("leads"), st.integers(1, 6)),
        st.tuples(st.just("assign"), st.just(0)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("give"), st.integers(0, 30)),
        st.tuples(st.just("send"), st.just(0)),
    ),
    min_size=3,
    max_size=14,
)


class Life:
    """One database and what happens to it; each step a minute later."""

    def __init__(self, path):
        create_database(path, NOW)
        self.con, self.now = connect(path), NOW
        self.users = add_users(self.con, "ana bob cat")
        self.con.execute("update user set email = login || '@example.com'")
        self.config = load_text(RULES, "rules")
        apply(self.con, RULES, NOW, "tester")
        watch(self.con)

    def step(self, what, number):
        self.now += 60
        getattr(self, what)(number)

    def leads(self, number):
        for _ in range(number):
            add_lead(self.con, self.now)

    def assign(self, _):
        runs.assign(self.con, self.config, self.now)

    def undo(self, number):
        made = [row[0] for row in self.con.execute("select id from run where kind = 'assign' and undone_at is null")]
        if made:
            undo(self.con, made[number % len(made)], self.now)

    def give(self, number):
        leads = [row[0] for row in self.con.execute("select id from lead order by id")]
        if leads:
            with suppress(ConflictError):  # it is his already
                give(self.con, leads[number % len(leads)], self.users[number % 3], self.now, "tester")

    def send(self, _):
        self.con.execute("update outbox set sent_at = ? where sent_at is null", (self.now,))

    def ids(self, where):
        return {row[0] for row in self.con.execute(f"select id from distribution where {where}")}

    def covered(self, machines):
        """Return (passage, lead told) of every alert, by looking into the payloads."""
        found = []
        sql = "select id, payload, sent_at from outbox where kind = 'distributed' and (user_id is null) = ?"
        for alert, payload, sent_at in self.con.execute(sql, (machines,)).fetchall():
            told = json.loads(payload)
            leads = [lead["id"] for lead in told["data"]["leads"]] if machines else told["leads"]
            passages = self.con.execute(
                "select d.id, d.lead_id from outbox_passage p join distribution d on d.id = p.distribution_id"
                " where p.outbox_id = ? order by d.id", (alert,)
            ).fetchall()  # fmt: skip
            assert [lead for _, lead in passages] == leads or sent_at is not None
            found += [(passage, sent_at) for passage, _ in passages]
        return found


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_every_passage_that_stands_is_told_once(tmp_path_factory, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "CHUNK", 2)
        life = Life(tmp_path_factory.mktemp("life") / "leads.db")
        try:
            for what, number in steps:
                life.step(what, number)
                standing = life.ids("undone_at is null")
                open_ = life.ids("undone_at is null and ended_at is null")  # of others people need not hear any more
                for machines in (False, True):
                    told = life.covered(machines)
                    passages = [passage for passage, _ in told]
                    assert len(passages) == len(set(passages))
                    assert (standing if machines else open_) <= set(passages)
                    assert {p for p, sent_at in told if sent_at is None} <= standing
        finally:
            life.con.close()
