"""A random life against the naive engine: imports, runs, pulls, answers, ticks, transfers, work and undo in any order.

After every step owners, what waits, credits and the passages of each user by strategy are the same in both; and what
is kept in the database equals what `verify` recomputes.
"""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leadctl.config import load_text
from leadctl.db import runs as run_rows
from leadctl.db.connection import connect, immediate
from leadctl.db.create import create_database
from leadctl.engine import lifecycle, offers, ruleset, runs, undo
from leadctl.engine.importing.leads import LeadOptions, import_leads
from leadctl.engine.passages import give
from leadctl.engine.pulling.release import release
from leadctl.engine.pulling.take import pull
from leadctl.engine.tick import tick
from leadctl.engine.verify import verify
from tests.builders import add_account, add_user
from tests.effort import examples
from tests.life import model

START = 1_772_464_200  # a Monday
USERS = tuple(model.ACCOUNTS)
COUNTRIES = ("DE", "FR", "GB", "US", "IT", "SE")  # one per strategy, and one that none takes


class Life(RuleBasedStateMachine):
    """The program on one side, the naive engine on the other."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        file = Path(self.folder.name) / "life.db"
        create_database(file, 0)
        self.con = connect(file)
        self.con.execute("pragma synchronous = off")
        west = add_account(self.con, "West")
        self.users = {
            login: add_user(self.con, login, account_id=west if account == "West" else 1)
            for login, account in model.ACCOUNTS.items()
        }
        self.logins = {number: login for login, number in self.users.items()}
        ruleset.apply(self.con, model.CONFIG, START - 10, "ops")
        self.config = load_text(model.CONFIG, "rules")
        self.model = model.Model(self.users)
        self.now = START
        self.files = itertools.count(1)
        self.runs: list[int] = []

    def teardown(self) -> None:
        self.con.close()
        self.folder.cleanup()

    def later(self, seconds: int) -> int:
        self.now += seconds
        return self.now

    # ------------------------------------------------------------ steps

    @rule(rows=st.lists(st.tuples(st.sampled_from(COUNTRIES), st.booleans()), min_size=1, max_size=4))
    def leads_come_in(self, rows) -> None:
        now, number = self.later(60), next(self.files)
        path = Path(self.folder.name) / f"leads{number}.csv"
        lines = [f"{number}-{i},p{number}.{i}@example.com,{c},{200 if big else 5}" for i, (c, big) in enumerate(rows)]
        path.write_text("\n".join(["Lead ID,Email,Country,Value", *lines]) + "\n", "utf-8")
        import_leads(self.con, LeadOptions(str(path)), self.config, now)
        for country, big in rows:
            lead = model.Lead(len(self.model.leads) + 1, country, 50 if big else 0, now)
            self.model.leads[lead.id] = lead

    @rule()
    def assign(self) -> None:
        now = self.later(30)
        run = runs.assign(self.con, self.config, now).run_id
        self.model.assign(now, run)
        self.runs.append(run)

    @rule(user=st.sampled_from(USERS[:3]))
    def pull_one(self, user) -> None:
        now = self.later(20)
        result = pull(self.con, self.config, user, now, "ops")
        taken = [t.card.lead_id for t in result.leads]
        wanted = self.model.pull(user, now, result.run_id)
        assert taken == ([] if wanted is None else [wanted])
        self.runs.append(result.run_id)

    @rule(number=st.integers(0, 50))
    @precondition(lambda self: self.pulled())
    def release_one(self, number) -> None:
        now = self.later(10)
        passage = self.pulled()[number % len(self.pulled())]
        release(self.con, self.config, [passage.lead], now, "ops")
        self.model.release(self.model.leads[passage.lead], now)

    @rule(number=st.integers(0, 50), yes=st.booleans())
    @precondition(lambda self: self.pending())
    def answer(self, number, yes) -> None:
        now = self.later(5)
        waiting = [p for p in self.pending() if p.expires > now]
        if not waiting:
            return
        passage = waiting[number % len(waiting)]
        said = offers.accept if yes else offers.reject
        said(self.con, self.config, str(passage.lead), self.users[passage.user], now)
        (self.model.accept if yes else self.model.reject)(passage)

    @rule(seconds=st.sampled_from([30, 600, 1200, 90_000]))
    def time_passes(self, seconds) -> None:
        now = self.later(seconds)
        summary = tick(self.con, self.config, now)
        self.model.expire(now)
        self.model.assign(now, summary.run_id)
        self.runs.append(summary.run_id)

    @rule(number=st.integers(0, 50), user=st.sampled_from(USERS))
    @precondition(lambda self: self.model.leads)
    def give_by_hand(self, number, user) -> None:
        now = self.later(15)
        lead = list(self.model.leads.values())[number % len(self.model.leads)]
        if self.model.owner(lead.id) == user:
            return
        give(self.con, lead.id, self.users[user], now, "boss")
        self.model.give(lead, user, now)

    @rule(number=st.integers(0, 50), won=st.booleans())
    @precondition(lambda self: self.owned())
    def work(self, number, won) -> None:
        now = self.later(15)
        lead = self.owned()[number % len(self.owned())]
        user = self.users[self.model.owner(lead.id)]
        status = "Closed" if won and not lead.finished else None
        lifecycle.add_action(self.con, lead.id, user, now, now, "ops", name="call", status=status)
        self.model.work(lead, status is not None)

    @rule(user=st.sampled_from(USERS))
    def pause_or_resume(self, user) -> None:
        now = self.later(5)
        with immediate(self.con):
            if user in self.model.paused:
                self.con.execute(
                    "update unavailable set ends_at = ? where ends_at is null and user_id = ?", (now, self.users[user])
                )
                self.model.paused.discard(user)
            else:
                self.con.execute(
                    "insert into unavailable (user_id, kind, starts_at, recorded_at) values (?, 'paused', ?, ?)",
                    (self.users[user], now, now),
                )
                self.model.paused.add(user)

    @rule(number=st.integers(0, 50))
    @precondition(lambda self: self.runs)
    def take_back(self, number) -> None:
        now = self.later(5)
        run = self.runs.pop(number % len(self.runs))
        if run is None or run_rows.get(self.con, run) is None:
            return
        undo.undo(self.con, run, now)
        self.model.undo(run)

    # ------------------------------------------------------------ what there is to do

    def pending(self):
        return [p for p in self.model.passages if p.pending]

    def pulled(self):
        return [
            p
            for p in self.model.passages
            if p.pulled and not p.ended and not p.undone and not self.model.leads[p.lead].finished
        ]

    def owned(self):
        return [x for x in self.model.leads.values() if self.model.owner(x.id)]

    # ------------------------------------------------------------ comparisons

    @invariant()
    def owners_are_the_same(self) -> None:
        kept = {
            lead: (self.logins.get(owner), bool(waits))
            for lead, owner, waits in self.con.execute("select lead_id, owner_id, waiting from lead_state")
        }
        assert kept == {x.id: (self.model.owner(x.id), self.model.waits(x)) for x in self.model.leads.values()}

    @invariant()
    def credits_are_the_same(self) -> None:
        sql = "select s.name, c.band, c.user_id, c.micro from credit c join strategy s on s.id = c.strategy_id"
        kept = {(name, band, self.logins[user]): micro for name, band, user, micro in self.con.execute(sql) if micro}
        assert kept == self.model.credits()

    @invariant()
    def counts_are_the_same(self) -> None:
        sql = """select s.name, d.user_id, count(*) from distribution d left join strategy s on s.id = d.strategy_id
          where d.undone_at is null group by 1, 2"""
        kept = {(name, self.logins.get(user)): count for name, user, count in self.con.execute(sql)}
        assert kept == Counter((p.strategy, p.user) for p in self.model.passages if not p.undone)

    @invariant()
    def what_is_kept_is_right(self) -> None:
        assert verify(self.con, self.now).differences == ()


TestLife = Life.TestCase
# Shrinking a life of forty steps takes minutes: the steps printed are enough to look into it.
TestLife.settings = settings(
    max_examples=examples(15),
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
