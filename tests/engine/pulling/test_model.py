"""Random pulls, releases, work, ticks and undos against a second, naive implementation of the queues."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.engine import lifecycle, ruleset
from leadctl.engine.pulling import recycle
from leadctl.engine.pulling.listing import queue
from leadctl.engine.pulling.release import release
from leadctl.engine.pulling.take import PullOptions, pull
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError
from tests.builders import add_account, add_lead, add_user
from tests.effort import examples

START = 1_772_463_600  # Monday 2026-03-02 15:00 UTC
MINUTE, HOUR = 60, 3600
RULES = """
timezone = "UTC"

[[status]]
name = "New"
system = "new"
max_unworked = "2h"

[[status]]
name = "Tried"
system = "attempted"
max_unworked = "3h"

[[strategy]]
name = "Plain"
mode = "pull"
to = { users = ["ana", "bob"] }
when = { country = "DE" }
cool_down = "15m"
max_unworked = 2
max_pulls = 3
recycle = ["Tried"]
reclaim_after = "1h"

[[strategy]]
name = "Lists"
mode = "pull"
queue = "sources"
sources = ["Fair", "Web"]
source_order = "round_robin"
order = ["score desc", "added asc"]
to = { users = ["ana", "cat"] }
limits = { per_hour = 2 }

[[strategy]]
name = "Branch"
mode = "pull"
queue = "own"
order = ["priority", "pull_count desc"]
to = { users = ["bob", "dan"] }
cool_down = "5m"

[[strategy]]
name = "Left lying"
mode = "pull"
queue = "unworked"
to = { users = ["cat", "dan"] }
reclaim_after = "30m"
"""
USERS = ["ana", "bob", "cat", "dan"]
MEMBERS = {"Plain": "ana bob", "Lists": "ana cat", "Branch": "bob dan", "Left lying": "cat dan"}
SEATS = {"ana": 1, "bob": 2, "cat": 1, "dan": 2}
COOL_DOWN = {"Plain": 900, "Lists": 900, "Branch": 300, "Left lying": 900}
RECLAIM = {"Plain": HOUR, "Left lying": 30 * MINUTE}
LIMITS = {"New": 2 * HOUR, "Tried": 3 * HOUR}


# ---------------------------------------------------------------- the naive model


@dataclass(eq=False)
class Passage:
    """One pull. `back` = (again at, uncounted) once it was given back."""

    number: int
    lead: Lead
    user: str
    strategy: str
    at: int
    run: int
    former: str | None
    place: int
    before: Passage | None
    works: list[int] = field(default_factory=list)
    ended: bool = False
    undone: bool = False
    back: tuple[int, bool] | None = None


@dataclass(eq=False)
class Lead:
    """One lead with everything that ever happened to it."""

    id: int
    country: str
    source: str | None
    priority: int
    score: int
    added: int
    account: int
    status: str = "New"
    since: int = 0
    owner: str | None = None
    standing: Passage | None = None
    works: list[int] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def pulls(self) -> int:
        good = [p for p in self.passages if not p.undone]
        return max(0, len(good) - sum(p.back is not None and p.back[1] for p in good))

    def again(self) -> int | None:
        good = [p for p in self.passages if not p.undone]
        return good[-1].back[0] if good and good[-1].back else None


class Model:
    """Plain lists and loops; the rules as the documentation says them."""

    def __init__(self) -> None:
        self.leads: list[Lead] = []
        self.passages: list[Passage] = []

    def waiting(self, lead: Lead, now: int) -> bool:
        return lead.owner is None and (lead.again() is None or lead.again() <= now)

    def unworked(self, lead: Lead, user: str, now: int) -> bool:
        if lead.owner in {None, user} or (lead.again() or 0) > now:
            return False
        base = max(lead.since, lead.standing.at if lead.standing else 0)
        return base + LIMITS[lead.status] < now and (not lead.works or max(lead.works) <= base)

    def may(self, user: str, strategy: str, now: int) -> bool:
        if user not in MEMBERS[strategy].split():
            return False
        if strategy == "Plain":
            held = [p for p in self.passages if p.user == user and not (p.ended or p.undone or p.works)]
            return len(held) < 2
        if strategy == "Lists":
            hour = now // HOUR
            mine = [p for p in self.passages if (p.user, p.strategy) == (user, strategy) and not p.undone]
            return sum(p.at // HOUR == hour for p in mine) < 2
        return True

    def candidates(self, user: str, strategy: str, now: int) -> list[Lead]:
        waiting = [lead for lead in self.leads if self.waiting(lead, now)]
        if strategy == "Plain":
            fit = [x for x in waiting if x.account == 1 and x.country == "DE" and x.pulls() < 3]
            return sorted(fit, key=lambda x: (x.pulls(), -x.added, x.id))
        if strategy == "Lists":
            given = [p for p in self.passages if p.strategy == strategy and not p.undone]
            order = ["Fair", "Web"]
            if given and given[-1].lead.source in order:
                at = order.index(given[-1].lead.source) + 1
                order = order[at:] + order[:at]
            fit = [x for x in waiting if x.account == 1 and x.source in order]
            return sorted(fit, key=lambda x: (order.index(x.source), -x.score, x.added, x.id))
        if strategy == "Branch":
            fit = [x for x in waiting if x.account == SEATS[user]]
            return sorted(fit, key=lambda x: (x.priority, -x.pulls(), x.id))
        fit = [x for x in self.leads if self.unworked(x, user, now)]
        return sorted(fit, key=lambda x: (x.pulls(), -x.added, x.id))

    def pull(self, user: str, count: int, run: int, now: int, only: str | None) -> list[Lead]:
        got: list[Lead] = []
        while len(got) < count:
            for strategy in MEMBERS:
                if only not in {None, strategy} or not self.may(user, strategy, now):
                    continue
                fit = self.candidates(user, strategy, now)
                fit = [lead for lead in fit if lead not in got]
                if fit:
                    got.append(fit[0])
                    self.take(fit[0], user, strategy, run, now)
                    break
            else:
                break
        return got

    def take(self, lead: Lead, user: str, strategy: str, run: int, now: int) -> None:
        before = lead.standing
        if before is not None:
            before.ended = True
        passage = Passage(len(self.passages), lead, user, strategy, now, run, lead.owner, lead.account, before)
        self.passages.append(passage)
        lead.passages.append(passage)
        lead.owner, lead.standing, lead.account = user, passage, SEATS[user]

    def give_back(self, passage: Passage, again: int, uncount: bool) -> None:
        lead = passage.lead
        passage.ended, passage.back = True, (again, uncount)
        lead.owner, lead.standing, lead.account = None, None, passage.place

    def tick(self, now: int) -> None:
        for passage in self.passages:
            lead = passage.lead
            if passage.ended or passage.undone:
                continue
            if passage.strategy == "Plain" and lead.status == "Tried" and (passage.works or lead.since > passage.at):
                last = max([lead.since, passage.at, *passage.works])
                self.give_back(passage, last + COOL_DOWN["Plain"], False)
            elif not passage.works and passage.at <= now - RECLAIM.get(passage.strategy, now):
                self.give_back(passage, now, False)

    def undo(self, run: int) -> None:
        for passage in self.passages:
            if passage.run != run or passage.ended or passage.undone or passage.works:
                continue
            lead, passage.undone = passage.lead, True
            lead.owner, lead.standing, lead.account = passage.former, passage.before, passage.place
            if passage.before is not None:
                passage.before.ended = False


# ---------------------------------------------------------------- the two side by side

OPERATION = st.one_of(
    st.tuples(st.just("lead"), st.integers(0, 10_000)),
    st.tuples(st.just("pull"), st.sampled_from(USERS), st.integers(1, 3), st.integers(0, 9)),
    st.tuples(st.just("pull"), st.sampled_from(USERS), st.integers(1, 3), st.integers(0, 9)),
    st.tuples(st.just("release"), st.integers(0, 99), st.booleans(), st.sampled_from([None, 0, 600, 7200])),
    st.tuples(st.just("work"), st.integers(0, 99), st.booleans()),
    st.tuples(st.just("wait"), st.sampled_from([1, 5 * MINUTE, 16 * MINUTE, HOUR, 4 * HOUR])),
    st.tuples(st.just("tick"), st.sampled_from([0, 16 * MINUTE, 31 * MINUTE, HOUR, 2 * HOUR])),
    st.tuples(st.just("undo"), st.integers(0, 99)),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database with four people, two accounts, two sources and the rules in force."""
    path = tmp_path_factory.mktemp("pulls") / "leads.db"
    create_database(path, START - HOUR)
    con = connect(path)
    assert add_account(con, "West") == 2
    for login, seat in SEATS.items():
        add_user(con, login, account_id=seat)
    con.executemany("insert into source (name) values (?)", [("Fair",), ("Web",)])
    ruleset.apply(con, RULES, START - HOUR, "tester")
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()
    return path.read_bytes()


class Both:
    """The program and the model, driven by the same operations."""

    def __init__(self, path: Path) -> None:
        self.con = connect(path)
        self.model = Model()
        self.config = load_text(RULES, "rules")
        self.now = START
        self.undone: set[int] = set()
        self.users = dict(self.con.execute("select login, id from user").fetchall())
        for number in range(6):
            self.lead(number * 37)

    def lead(self, number: int) -> None:
        """Add a lead whose traits follow from a number."""
        source = (None, "Fair", "Web")[number % 3]
        traits = {"country": ("DE", "FR")[number % 2], "priority": 1 + number % 3, "score": number % 4 * 10}
        account = 2 if number % 5 == 0 else 1
        source_id = {"Fair": 1, "Web": 2}.get(source or "")
        added = self.now - number % 7 * HOUR
        made = add_lead(
            self.con, added, {"holder_account_id": account, "status_since": added}, source_id=source_id, **traits
        )
        self.model.leads.append(Lead(made, source=source, added=added, account=account, since=added, **traits))

    def open_pulls(self) -> list[Passage]:
        return [p for p in self.model.passages if not p.ended and not p.undone]

    def do(self, operation: tuple) -> None:
        name, *values = operation
        getattr(self, f"do_{name}")(*values)

    def do_lead(self, number: int) -> None:
        self.lead(number)

    def do_pull(self, user: str, count: int, which: int) -> None:
        only = list(MEMBERS)[which] if which < len(MEMBERS) else None
        options = PullOptions(count, only)
        dry = pull(self.con, self.config, user, self.now, "tester", PullOptions(count, only, dry_run=True))
        done = pull(self.con, self.config, user, self.now, "tester", options)
        wanted = self.model.pull(user, count, done.run_id, self.now, only)
        assert [t.card.lead_id for t in done.leads] == [lead.id for lead in wanted]
        assert [(t.card, t.strategy) for t in dry.leads] == [(t.card, t.strategy) for t in done.leads]
        assert (done.why == []) == (len(wanted) == count or not done.why)

    def do_release(self, number: int, uncount: bool, again_in: int | None) -> None:
        passages = self.open_pulls()
        if not passages:
            return
        passage = passages[number % len(passages)]
        release(
            self.con, self.config, [passage.lead.id], self.now, "tester", again_in=again_in, uncount=uncount
        )  # fmt: skip
        cool_down = COOL_DOWN[passage.strategy] if again_in is None else again_in
        self.model.give_back(passage, self.now + cool_down, uncount)

    def do_work(self, number: int, tried: bool) -> None:
        passages = self.open_pulls()
        if not passages:
            return
        passage = passages[number % len(passages)]
        lead = passage.lead
        self.now += 1  # an activity in the very second of a pull would be the new passage's
        status = "Tried" if tried and lead.status != "Tried" else None
        lifecycle.add_action(
            self.con, lead.id, self.users[passage.user], self.now, self.now, "tester", name="call", status=status
        )  # fmt: skip
        if status:
            lead.status, lead.since = status, self.now
        lead.works.append(self.now)
        passage.works.append(self.now)
        self.now += 1

    def do_wait(self, seconds: int) -> None:
        self.now += seconds

    def do_tick(self, later: int) -> None:
        self.now += later
        self.dry_tick()
        recycle.recycle_due(self.con, self.config, self.now)
        recycle.reclaim_due(self.con, self.config, self.now)
        assert recycle.ready_due(self.con, self.now, dry=True) == recycle.ready_due(self.con, self.now)
        self.model.tick(self.now)
        assert recycle.recycle_due(self.con, self.config, self.now) == []
        assert recycle.reclaim_due(self.con, self.config, self.now) == []
        assert recycle.ready_due(self.con, self.now) == 0

    def dry_tick(self) -> None:
        """A dry tick changes nothing."""
        before = self.con.execute("select * from lead_state").fetchall()
        recycle.recycle_due(self.con, self.config, self.now, dry=True)
        recycle.reclaim_due(self.con, self.config, self.now, dry=True)
        assert self.con.execute("select * from lead_state").fetchall() == before

    def do_undo(self, number: int) -> None:
        runs = sorted({p.run for p in self.model.passages})
        if not runs:
            return
        run = runs[number % len(runs)]
        if run in self.undone:
            with pytest.raises(ConflictError, match="undone already"):
                undo(self.con, run, self.now)
        else:
            undo(self.con, run, self.now)
            self.undone.add(run)
            self.model.undo(run)

    def check(self) -> None:
        """Both say the same of every lead, and verify finds nothing."""
        rows = self.con.execute(
            "select s.lead_id, u.login, s.holder_account_id, s.pull_count, s.next_pull_at from lead_state s"
            " left join user u on u.id = s.owner_id order by s.lead_id"
        ).fetchall()
        assert rows == [
            (x.id, x.owner, x.account, x.pulls(), x.again()) for x in sorted(self.model.leads, key=lambda x: x.id)
        ]
        assert verify(self.con, self.now).differences == ()

    def check_lists(self) -> None:
        """The queue that a user sees has the leads of the model in the order of the model."""
        for user in SEATS:
            for view in queue(self.con, self.config, user, self.now):
                if view.strategy != "Lists":  # its sources take turns: only the first one is the same
                    wanted = [lead.id for lead in self.model.candidates(user, view.strategy, self.now)]
                    assert [card.lead_id for card in view.leads] == wanted


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OPERATION, min_size=5, max_size=30))
def test_random_pulls_releases_and_ticks_are_as_in_the_naive_model(template, tmp_path_factory, operations) -> None:
    path = tmp_path_factory.mktemp("run") / "leads.db"
    path.write_bytes(template)
    both = Both(path)
    try:
        for operation in operations:
            both.do(operation)
            both.check()
        both.check_lists()
    finally:
        both.con.close()
