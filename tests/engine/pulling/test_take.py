"""Pulling: who may, which lead, what is written, and that many at once never get the same lead."""

import json
import subprocess
import sys

import pytest

from leadctl.config import load_text
from leadctl.db import pull_queues
from leadctl.db.connection import immediate
from leadctl.engine import lifecycle, passages, ruleset
from leadctl.engine.pulling.listing import overview, queue
from leadctl.engine.pulling.reader import Reader
from leadctl.engine.pulling.release import release
from leadctl.engine.pulling.take import PullOptions, pull
from leadctl.engine.runs import assign
from leadctl.engine.undo import find_run, undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import (
    add_absence,
    add_account,
    add_lead,
    add_leads,
    add_shift,
    add_spell,
    add_tag,
    add_team,
    add_user,
    owners,
)

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
HOUR = 3600


class Shop:
    """A database with ana and bob in Corporate and cat in West, and rules in force."""

    def __init__(self, con) -> None:
        self.con = con
        self.west = add_account(con, "West")
        self.ana, self.bob = add_user(con, "ana"), add_user(con, "bob")
        self.cat = add_user(con, "cat", account_id=self.west)
        self.config = None

    def rules(self, *strategies: str, top: str = "") -> None:
        blocks = [f'timezone = "UTC"\n{top}', *(f'[[strategy]]\nmode = "pull"\n{text}' for text in strategies)]
        text = "\n".join(blocks)
        ruleset.apply(self.con, text, NOW - HOUR, "tester")
        self.config = load_text(text, "rules")

    def pull(self, user: str = "ana", now: int = NOW, **options) -> list[int]:
        return [t.card.lead_id for t in self.result(user, now, **options).leads]

    def result(self, user: str = "ana", now: int = NOW, **options):
        return pull(self.con, self.config, user, now, "tester", PullOptions(**options))

    def why(self, user: str = "ana", now: int = NOW, **options):
        found = self.result(user, now, **options)
        assert found.leads == []
        return found.why[0]

    def clean(self, now: int = NOW) -> None:
        assert verify(self.con, now).differences == ()


@pytest.fixture
def shop(con):
    return Shop(con)


HOT = 'name = "Hot"\nto = { users = ["ana", "bob"] }'


def test_a_pull_gives_the_newest_of_the_least_pulled_and_counts(shop):
    old, new, often = add_lead(shop.con, 100), add_lead(shop.con, 200), add_lead(shop.con, 300)
    shop.rules(HOT)
    assert shop.pull() == [often]
    release(shop.con, shop.config, [often], NOW, "tester", again_in=0)
    assert shop.pull(count=3) == [new, old, often]
    row = shop.con.execute(
        "select d.mode, d.origin, d.level, d.user_id, d.again, d.recorded_by, r.kind, r.user_id, s.pull_count,"
        " s.waiting"
        " from distribution d join run r on r.id = d.run_id join lead_state s on s.lead_id = d.lead_id"
        " where d.lead_id = ? order by d.id desc",
        (often,),
    ).fetchone()
    assert row == ("pull", "engine", "user", shop.ana, 1, "tester", "pull", shop.ana, 2, 0)
    shop.clean()


def test_an_empty_pull_is_kept_with_its_reason(shop):
    shop.rules(HOT)
    assert shop.why().as_json()["refused"] == {}
    kind, user, counts = shop.con.execute("select kind, user_id, counts from run").fetchone()
    assert (kind, user) == ("pull", shop.ana)
    assert json.loads(counts)["why"][0]["strategy"] == "Hot"
    assert shop.result("cat").why == []  # he is in no queue
    assert shop.con.execute("select count(*) from run").fetchone() == (2,)


@pytest.mark.parametrize(
    ("hinder", "code", "until"),
    [
        (lambda s: add_absence(s.con, s.ana, NOW - 5, NOW + 50), "absent", NOW + 50),
        (lambda s: add_shift(s.con, s.ana, range(7), 16 * 60, 18 * 60), "off_shift", NOW + 50 * 60),
        (lambda s: add_spell(s.con, s.ana, "paused", NOW - 5, NOW + 77), "paused", NOW + 77),
        (lambda s: add_spell(s.con, s.ana, "busy", NOW - 5, NOW + 88), "busy", NOW + 88),
        (lambda s: s.con.execute("update user set per_hour = 0 where id = ?", (s.ana,)), "cap_hour", NOW + 50 * 60),
        (lambda s: s.con.execute("update user set open_cap = 0 where id = ?", (s.ana,)), "cap_open", None),
    ],
)
def test_who_may_not_take_leads_may_not_pull(shop, hinder, code, until):
    add_lead(shop.con, 100)
    shop.rules(HOT)
    hinder(shop)
    short = shop.why()
    assert (short.code, short.until) == (code, until)
    assert shop.pull("bob") != []


def test_limits_are_pull_limits_and_a_pull_counts_for_the_users_own(shop):
    add_leads(shop.con, 9)
    shop.rules(HOT + "\nlimits = { per_hour = 2 }", 'name = "Rest"\nto = { users = ["ana"] }')
    found = shop.result(count=3)
    assert [t.strategy for t in found.leads] == ["Hot", "Hot", "Rest"]
    shop.con.execute("update user set per_day = 4 where id = ?", (shop.ana,))
    assert len(shop.pull(count=5)) == 1
    assert shop.why(strategy="Rest").code == "cap_day"
    assert len(shop.pull("bob", count=5)) == 2  # the cap is each user's own


def test_who_pulls_is_active(shop):
    add_lead(shop.con, 100)
    shop.rules(HOT + '\nactive_within = "5m"')
    assert len(shop.pull()) == 1
    assert shop.con.execute("select last_seen_at from user where id = ?", (shop.ana,)).fetchone() == (NOW,)


def test_tags_rejections_and_gates_keep_leads_back_by_lead(shop):
    german, refused, gated = add_lead(shop.con, 1, language="de"), add_lead(shop.con, 2), add_lead(shop.con, 3)
    plain = add_lead(shop.con, 4, language="en")
    shop.con.execute("update lead set language = 'en' where id in (?, ?)", (refused, gated))
    shop.con.execute("update lead set company = 'Rival' where id = ?", (gated,))
    add_tag(shop.con, shop.ana, "en")
    shop.con.execute(
        "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " offered, rejected_at, ended_at, end_kind, record_type_id)"
        " values (?, 'user', 'push', 'engine', ?, 1, 5, 5, 1, 6, 6, 'rejected', 1)",
        (refused, shop.ana),
    )
    gate = '[[gate]]\nname = "rival"\nhold_when = { company = "Rival" }'
    shop.rules(HOT + '\nneeds = { lang = "lead.language" }', top=gate)
    assert shop.pull(count=9) == [plain]
    assert shop.why().refused == {"gate": 1, "rejected_before": 1, "lacks_tag": 1}
    assert german not in owners(shop.con) or owners(shop.con)[german] is None


def test_calling_hours_of_the_leads_place(shop):
    home = add_lead(shop.con, 1, country="US")
    away = add_lead(shop.con, 2, country="AU")  # two at night there
    shop.con.execute("update lead set state = case country when 'US' then 'NY' else 'NSW' end")
    add_lead(shop.con, 3)
    shop.rules(HOT + "\ncalling_hours = true")
    assert shop.pull(count=9) == [home]
    short = shop.why()
    assert short.refused == {"lead_quiet_hours": 2}
    assert short.lawful_at is not None
    assert shop.pull(now=short.lawful_at) == [away]


def test_the_exact_holder_counts(shop):
    team = add_team(shop.con, "Desk", shop.bob, [shop.bob])
    root = add_lead(shop.con, 1)
    west = add_lead(shop.con, 2, {"holder_account_id": shop.west})
    desk = add_lead(shop.con, 3, {"holder_team_id": team})
    shop.rules(
        HOT,
        'name = "Own"\nqueue = "own"\nto = { users = ["cat"] }',
        'name = "Team"\nfrom = "Desk"\nto = { users = ["cat"] }',
    )
    assert shop.pull(count=9) == [root]
    assert shop.pull("cat", count=9) == [west, desk]
    undo(shop.con, 2, NOW)
    places = dict(
        shop.con.execute("select lead_id, holder_account_id * 10 + ifnull(holder_team_id, 0) from lead_state")
    )
    assert (places[west], places[desk]) == (shop.west * 10, 10 + team)
    shop.clean()


def test_a_lead_that_a_branch_was_given_goes_on_by_design_and_comes_back(shop):
    lead = add_lead(shop.con, 1)
    rules = 'name = "Own"\nqueue = "own"\nto = { users = ["cat"] }'
    shop.rules(rules, top='[[strategy]]\nname = "West"\nmethod = "direct"\nto = { account = "West" }')
    assign(shop.con, shop.config, NOW - 60)
    assert shop.pull("cat") == [lead]
    passed = shop.con.execute("select passed_on_at, end_kind from distribution where level = 'account'").fetchone()
    assert passed == (NOW, "passed_on")
    shop.clean()
    back = release(shop.con, shop.config, [lead], NOW + 5, "tester")[0]
    assert (back.account_id, back.again_at) == (shop.west, NOW + 5 + 900)
    shop.clean(NOW + 5)
    assert shop.pull("cat", NOW + 904) == []
    assert shop.pull("cat", NOW + 905) == [lead]


def test_named_recipients_and_unfinished_imports_are_out_of_the_queue(shop):
    add_lead(shop.con, 1, {"named_user_id": shop.bob})
    shop.con.execute("insert into import (id, kind, file, sha256, started_at) values (7, 'leads', 'x', '', 0)")
    add_lead(shop.con, 2, import_id=7)
    add_lead(shop.con, 3, {"waiting": 0}, undone_at=5)
    shop.rules(HOT)
    assert shop.pull() == []
    assert overview(shop.con, shop.config, NOW)[0].ready == 0


def test_duplicates_go_with_their_original(shop):
    first = add_lead(shop.con, 5)
    second = add_lead(shop.con, 9, {"duplicate_of": first, "hold_code": "duplicate"})
    shop.con.execute("insert into hold (lead_id, code, since) values (?, 'duplicate', 0)", (second,))
    shop.rules(HOT)
    assert shop.pull(count=2) == [first]
    assert shop.con.execute("select waiting from lead_state where lead_id = ?", (second,)).fetchone() == (0,)
    shop.clean()
    lifecycle.change_status(shop.con, first, shop.ana, NOW + 5, NOW + 5, "tester", status="Dead")
    assert shop.pull("bob", NOW + 9) == [second]
    shop.clean(NOW + 9)


def test_one_lead_by_name(shop):
    first, second, third = add_lead(shop.con, 5), add_lead(shop.con, 6), add_lead(shop.con, 7)
    shop.rules(HOT + "\nchoose = true", 'name = "Blind"\nto = { users = ["cat"] }')
    assert shop.pull(lead_id=first) == [first]
    assert shop.result("bob", lead_id=first).problem == "owned"
    with pytest.raises(UsageError, match="no strategy lets cat choose"):
        shop.pull("cat", lead_id=second)
    release(shop.con, shop.config, [first], NOW, "tester")
    found = shop.result("bob", lead_id=first)
    assert (found.problem, found.why[0].cooling, found.why[0].next_at) == (None, 1, NOW + 900)
    lifecycle.change_status(shop.con, third, shop.bob, NOW, NOW, "tester", status="Dead")
    assert shop.result("bob", lead_id=third).problem == "finished"
    with pytest.raises(NotFoundError, match="no pull strategy"):
        shop.pull(strategy="Hott")


def test_a_dry_run_writes_nothing(shop):
    add_leads(shop.con, 3)
    shop.rules(HOT)
    before = list(shop.con.iterdump())
    found = shop.result(count=2, dry_run=True)
    assert (found.run_id, [t.distribution_id for t in found.leads]) == (None, [None, None])
    assert list(shop.con.iterdump()) == before


def test_leads_due_are_ready_for_a_dry_run_too(shop):
    first, second = add_leads(shop.con, 2)
    shop.rules(HOT)
    shop.pull(count=2)
    release(shop.con, shop.config, [first, second], NOW, "tester", again_in=60)
    assert shop.pull(dry_run=True) == []
    assert shop.pull(now=NOW + 60, dry_run=True) == [second]
    assert [c.lead_id for c in queue(shop.con, shop.config, "ana", NOW + 60)[0].leads] == [second, first]
    assert overview(shop.con, shop.config, NOW + 60)[0].ready == 2


def test_releases_are_refused_with_the_reason_and_all_or_none(shop):
    mine, given = add_leads(shop.con, 2)
    shop.rules(HOT + '\nwhen = { received_at = { before = "1970-01-01 00:00:01" } }')
    shop.pull()
    passages.give(shop.con, given, shop.bob, NOW, "tester")
    for arguments, user, slug in [
        ([mine, given], None, "not-pulled"),
        ([mine], "bob", "not-owner"),
        ([999], None, "no-lead"),
    ]:
        with pytest.raises((ConflictError, NotFoundError)) as caught:
            release(shop.con, shop.config, arguments, NOW, "tester", user=user)
        assert caught.value.slug == slug
    assert owners(shop.con) == {mine: shop.ana, given: shop.bob}
    release(shop.con, shop.config, [mine], NOW, "tester", user="Ana")
    with pytest.raises(ConflictError, match="given back already"):
        release(shop.con, shop.config, [mine], NOW, "tester")
    assert shop.pull(now=NOW + 900) == [mine]
    lifecycle.change_status(shop.con, mine, shop.ana, NOW + 950, NOW + 950, "tester", status="Closed")
    with pytest.raises(ConflictError, match="is closed"):
        release(shop.con, shop.config, [mine], NOW + 960, "tester")


def test_max_pulls_and_uncount(shop):
    lead = add_lead(shop.con, 5)
    shop.rules(HOT + "\nmax_pulls = 2")
    for uncount, pulls in ((True, 0), (False, 1), (False, 2)):
        assert shop.pull() == [lead]
        release(shop.con, shop.config, [lead], NOW, "tester", again_in=0, uncount=uncount)
        assert shop.con.execute("select pull_count from lead_state").fetchone() == (pulls,)
    assert shop.why().exhausted == 1
    summary = assign(shop.con, shop.config, NOW)
    assert summary.held == {"no_strategy": 1}  # it waits for nobody
    shop.clean()


def test_unworked_leads_of_others(shop):
    lead = add_lead(shop.con, NOW - 5 * HOUR, {"status_since": NOW - 5 * HOUR})
    status = '[[status]]\nname = "New"\nsystem = "new"\nmax_unworked = "2h"'
    shop.rules('name = "Lying"\nqueue = "unworked"\nto = { users = ["ana", "bob"] }', top=status)
    given = passages.give(shop.con, lead, shop.bob, NOW - 3 * HOUR, "tester")
    assert shop.pull("bob") == []  # his own
    assert shop.pull(now=NOW - HOUR) == []  # two hours, not longer
    found = shop.result(now=NOW - HOUR + 1)
    assert [(t.card.lead_id, t.former_owner) for t in found.leads] == [(lead, "bob")]
    ended = shop.con.execute("select end_kind from distribution where id = ?", (given,)).fetchone()
    assert ended == ("transferred",)
    moved = shop.con.execute("select from_user_id, to_user_id, distribution_id, reason from transfer").fetchall()
    assert moved == [(shop.bob, shop.ana, given, "unworked for too long")]
    shop.clean()
    undo(shop.con, found.run_id, NOW)
    assert owners(shop.con) == {lead: shop.bob}
    shop.clean()
    lifecycle.add_action(shop.con, lead, shop.bob, NOW, NOW, "tester", name="call")
    assert shop.pull(now=NOW + 9 * HOUR) == []  # worked since


def test_sources_in_order_and_in_turn(shop):
    shop.con.executemany("insert into source (id, name) values (?, ?)", [(1, "Fair"), (2, "Web"), (3, "Else")])
    leads = [add_lead(shop.con, 10 + i, source_id=1 + i % 3) for i in range(9)]
    fair, web = leads[0::3], leads[1::3]
    listed = 'queue = "sources"\nsources = ["web", "Fair"]\norder = ["added"]'
    shop.rules(f'name = "In order"\n{listed}\nto = {{ users = ["ana"] }}')
    assert shop.pull(count=4) == [*web[::-1], fair[-1]]
    undo(shop.con, 1, NOW)
    shop.rules(f'name = "In turn"\nsource_order = "round_robin"\n{listed}\nto = {{ users = ["ana", "bob"] }}')
    assert [shop.pull(u)[0] for u in ("ana", "bob", "ana")] == [web[2], fair[2], web[1]]
    assert shop.pull("bob", count=9) == [fair[1], web[0], fair[0]]


def test_assign_leaves_queued_leads_and_does_not_count_them_as_held(shop):
    shop.con.execute("insert into source (id, name) values (1, 'Fair'), (2, 'Web')")
    hot = add_lead(shop.con, 1, country="DE")
    fair, web = add_lead(shop.con, 2, source_id=1), add_lead(shop.con, 3, source_id=2)
    seat, elsewhere = add_lead(shop.con, 4, {"holder_account_id": shop.west}), add_account(shop.con, "East")
    lost = add_lead(shop.con, 5, {"holder_account_id": elsewhere})
    shop.rules(
        HOT + '\nwhen = { country = "DE" }',
        'name = "Lists"\nqueue = "sources"\nsources = ["Fair"]\nto = { users = ["bob"] }',
        'name = "Own"\nqueue = "own"\nto = { users = ["cat"] }',
    )
    summary = assign(shop.con, shop.config, NOW)
    assert (summary.queued, summary.waiting, summary.held) == (3, 2, {"queued": 3, "no_strategy": 2})
    codes = dict(shop.con.execute("select lead_id, hold_code from lead_state").fetchall())
    assert {lead for lead, code in codes.items() if code == "queued"} == {hot, fair, seat}
    assert codes[web] == codes[lost] == "no_strategy"
    ids = dict(shop.con.execute("select name, id from strategy").fetchall())
    paths = dict(shop.con.execute("select lead_id, path from hold where code = 'queued'").fetchall())
    assert json.loads(paths[fair]) == [[ids["Lists"], "queued"]]
    assert shop.pull() == [hot]
    assert shop.con.execute("select count(*) from hold where lead_id = ?", (hot,)).fetchone() == (0,)
    shop.clean()


def test_last_means_the_last_run_that_is_no_pull(shop):
    add_leads(shop.con, 2)
    shop.rules(HOT)
    shop.pull()
    with pytest.raises(NotFoundError):
        find_run(shop.con, "last")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pull_count = 5", "how often it was pulled is kept as 5, recomputed 1"),
        ("next_pull_at = 7", "when it may be pulled again is kept as 7, recomputed"),
        ("queue_ready = 1", "ready to be pulled is kept as 1"),
        ("added_at = 8", "the time it was added is kept as 8, recomputed 0"),
    ],
)
def test_verify_finds_a_wrong_queue(shop, change, said):
    (lead,) = add_leads(shop.con, 1)
    shop.rules(HOT)
    shop.pull()
    release(shop.con, shop.config, [lead], NOW, "tester")
    shop.clean()
    shop.con.execute(f"update lead_state set {change}")
    assert any(said in line for line in verify(shop.con, NOW).differences)


def test_a_list_shows_the_order_also_while_the_user_is_away(shop):
    leads = add_leads(shop.con, 3)
    shop.rules(HOT)
    add_spell(shop.con, shop.ana, "paused", NOW - 5, None)
    view = queue(shop.con, shop.config, "ana", NOW, limit=2)[0]
    assert ([c.lead_id for c in view.leads], view.available) == (leads[:0:-1], 3)
    assert view.short.code == "paused"


PULLER = """
import sys
from pathlib import Path
from leadctl.commands._context import applied_config
from leadctl.db.connection import connect, wrapped
from leadctl.engine.pulling.reader import Reader
from leadctl.engine.pulling.release import release
from leadctl.engine.pulling.take import pull
path, user, now = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with wrapped(path):
    con = connect(path)
    config = applied_config(con)
    for turn in range(12):
        for taken in pull(con, config, user, now, user).leads:
            print(taken.card.lead_id)
        if turn % 4 == 3:
            release(con, config, [taken.card.lead_id], now, user, again_in=3600)
"""


def test_eight_at_once_never_get_the_same_lead(shop, db_file):
    add_leads(shop.con, 120)
    people = [f"u{number}" for number in range(8)]
    for login in people:
        add_user(shop.con, login)
    shop.rules(f'name = "Hot"\nto = {{ users = {json.dumps(people)} }}')
    shop.con.close()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PULLER, str(db_file), login, str(NOW)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for login in people
    ]
    got: list[str] = []
    for process in started:
        out, err = process.communicate(timeout=120)
        assert err == ""
        assert process.returncode == 0
        got += out.split()
    assert len(got) == len(set(got)) == 96
    from leadctl.db.connection import connect

    con = connect(db_file)
    assert verify(con, NOW).differences == ()
    assert con.execute("select count(*), count(distinct id) from run where kind = 'pull'").fetchone() == (96, 96)
    with immediate(con):
        assert con.execute("select sum(pull_count) from lead_state").fetchone() == (96,)
    con.close()


def test_the_default_order_is_read_from_the_index(shop):
    """Otherwise a pull would sort a million leads."""
    add_leads(shop.con, 3)
    shop.rules(HOT + '\nwhen = { country = "DE" }\nmax_pulls = 3')
    reader = Reader(shop.con, shop.config, NOW, written=True)
    (each,) = reader.queues(shop.config.strategies[0], [1])
    seen: list[str] = []
    shop.con.set_trace_callback(seen.append)
    assert list(pull_queues.lead_ids(shop.con, each, NOW, (), written=True)) == []
    shop.con.set_trace_callback(None)
    sql = next(text for text in seen if "lead_state_queue" in text)
    plan = [row[3] for row in shop.con.execute(f"explain query plan {sql}")]
    assert any("USING INDEX lead_state_queue (holder_account_id=? AND pull_count<?)" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)
