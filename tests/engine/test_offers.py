"""Offers: answers, the ladder, what ends them; who has the lead is always consistent."""

import pytest

from leadctl.config.model import Config, OfferRule, Strategy, Target
from leadctl.db import activities
from leadctl.db.connection import immediate
from leadctl.engine import lifecycle, people
from leadctl.engine.handout import HandOut, hand_out
from leadctl.engine.offer_view import listed
from leadctl.engine.offers import accept, expire, recall_finished, reject
from leadctl.engine.passages import give
from leadctl.engine.runs import assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import (
    add_absence,
    add_account,
    add_lead,
    add_leads,
    add_shift,
    add_spell,
    add_strategy,
    add_team,
    add_user,
    add_users,
    credits_of,
    owners,
)

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
WINDOW = 300


def rule(name="All", method="round_robin", window=WINDOW, **more) -> Strategy:
    terms = {
        k: more.pop(k) for k in ("working", "broadcast", "reject_reason", "turn_kept", "remind_before") if k in more
    }
    to = more.pop("to", Target(users=("x",)))
    return Strategy(name, method, to, offer=OfferRule(window, **terms), **more)


def config(*strategies: Strategy) -> Config:
    return Config(strategies=strategies)


@pytest.fixture
def trio(con):
    """Return (connection, ids of ana, bob, cat) with the strategy All over the three."""
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    return con, users


def offers(con, lead: int) -> list[tuple]:
    """Return (user, shared, round, how it ended) of every offer of a lead, in order."""
    sql = (
        "select user_id, shared, offer_round, end_kind from distribution where lead_id = ? and offered = 1 order by id"
    )
    return con.execute(sql, (lead,)).fetchall()


def asked(con, lead: int) -> int:
    """Return the user to whom the lead is offered exclusively."""
    found = con.execute(
        "select d.user_id from lead_state s join distribution d on d.id = s.open_distribution_id"
        " where s.lead_id = ? and d.accepted_at is null and d.ended_at is null",
        (lead,),
    ).fetchone()
    assert found is not None
    return found[0]


def waiting(con, lead: int) -> tuple:
    return con.execute(
        "select owner_id, open_distribution_id, waiting from lead_state where lead_id = ?", (lead,)
    ).fetchone()


def clean(con, now=NOW) -> None:
    assert verify(con, now).differences == ()


def test_an_offer_owns_nothing_until_it_is_accepted(trio):
    con, _ = trio
    lead = add_lead(con)
    rules = config(rule())
    summary = assign(con, rules, NOW)
    assert (summary.distributed, summary.offered) == (0, 1)
    first = asked(con, lead)
    owner, _, waits = waiting(con, lead)
    assert (owner, waits) == (None, 0)
    clean(con)
    assert assign(con, rules, NOW + 1).considered == 0  # nobody else gets it meanwhile
    done = accept(con, rules, "1", first, NOW + 60)
    assert (done.accepted, done.lead_id, done.distribution_id) == (True, lead, 1)
    assert owners(con) == {lead: first}
    clean(con)


def test_a_no_frees_the_lead_at_once_and_keeps_him_out_for_ever(trio):
    con, users = trio
    lead = add_lead(con)
    rules = config(rule())
    for number in range(3):
        assign(con, rules, NOW + number * 10)
        reject(con, rules, "1", asked(con, lead), NOW + number * 10 + 1, "no time")
        assert waiting(con, lead) == (None, None, 1)
        clean(con)
    assert {user for user, *_ in offers(con, lead)} == set(users)
    assert assign(con, rules, NOW + 100).held == {"nobody_eligible": 1}
    give(con, lead, users[0], NOW + 200, "boss")
    people.requeue(con, lead, NOW + 300)
    assert assign(con, rules, NOW + 400).held == {"nobody_eligible": 1}
    clean(con)


def test_the_ladder_next_best_then_those_asked_then_the_catch_all(trio):
    con, users = trio
    boss = add_user(con, "boss")
    add_strategy(con, "Rest", {boss: 1}, "direct")
    rest = Strategy("Rest", "direct", Target(users=("boss",)))
    rules = config(rule(on_empty="Rest"), rest)
    lead = add_lead(con)
    at = NOW
    for step in range(3):
        assign(con, rules, at)
        assert offers(con, lead)[-1][1:] == (0, 1, None)
        if step == 1:
            reject(con, rules, "1", asked(con, lead), at + 1)
        else:
            at += WINDOW
            assert len(expire(con, at)) == 1
        clean(con)
    assert {user for user, *_ in offers(con, lead)} == set(users)  # each was asked once
    no = offers(con, lead)[1][0]
    assert assign(con, rules, at).offered == 1
    again = offers(con, lead)[3:]
    assert {user for user, *_ in again} == set(users) - {no}
    assert [row[1:] for row in again] == [(1, 2, None), (1, 2, None)]
    assert waiting(con, lead) == (None, None, 0)
    clean(con)
    assert len(expire(con, at + WINDOW)) == 2
    clean(con)
    assert assign(con, rules, at + WINDOW).distributed == 1
    assert owners(con) == {lead: boss}
    clean(con)


def test_the_first_yes_to_a_broadcast_wins(trio):
    con, (ana, bob, cat) = trio
    lead = add_lead(con)
    rules = config(rule(broadcast=True))
    assert assign(con, rules, NOW).offered == 1
    assert {user for user, *_ in offers(con, lead)} == {ana, bob, cat}
    reject(con, rules, "1", cat, NOW + 1)
    assert waiting(con, lead) == (None, None, 0)  # two may still accept it
    done = accept(con, rules, "1", bob, NOW + 2)
    assert done.lost == 1
    assert offers(con, lead) == [(ana, 1, 2, "lost"), (bob, 0, 2, None), (cat, 1, 2, "rejected")]
    assert owners(con) == {lead: bob}
    clean(con)
    with pytest.raises(ConflictError, match=r"faster.*bob has it since 2026-03-02 15:10 UTC") as late:
        accept(con, rules, "1", ana, NOW + 3)
    assert late.value.slug == "offer-closed"
    assert credits_of(con) == {}  # a broadcast takes nobody's turn


def test_everybody_says_no_to_a_broadcast(trio):
    con, users = trio
    lead = add_lead(con)
    rules = config(rule(broadcast=True))
    assign(con, rules, NOW)
    for user in users:
        reject(con, rules, "1", user, NOW + 1)
    assert waiting(con, lead) == (None, None, 1)
    assert assign(con, rules, NOW + 2).held == {"nobody_eligible": 1}
    clean(con)


def test_who_comes_on_shift_after_the_broadcast_is_asked_too(trio):
    con, (_, _, cat) = trio
    add_absence(con, cat, 0, NOW + 3 * WINDOW)
    lead = add_lead(con)
    rules = config(rule(on_empty="hold"))
    for step in range(3):  # ana, bob, both
        assign(con, rules, NOW + step * WINDOW)
        expire(con, NOW + (step + 1) * WINDOW)
    assert [row[2] for row in offers(con, lead)] == [1, 1, 2, 2]
    assert assign(con, rules, NOW + 3 * WINDOW).offered == 1
    assert asked(con, lead) == cat
    reject(con, rules, "1", cat, NOW + 3 * WINDOW)
    assert assign(con, rules, NOW + 4 * WINDOW).held == {"on_empty_hold": 1}
    clean(con)


def test_an_offer_ends_at_its_deadline_however_late_it_is_looked_at(trio):
    con, _ = trio
    lead = add_lead(con)
    rules = config(rule())
    assign(con, rules, NOW)
    who = asked(con, lead)
    assert expire(con, NOW + WINDOW - 1) == []
    with pytest.raises(ConflictError, match="ran out at 2026-03-02 15:15 UTC; nobody has it"):
        accept(con, rules, "1", who, NOW + WINDOW)
    lifecycle.add_action(con, lead, who, NOW + WINDOW + 5, NOW + WINDOW + 5, "tester", name="call")
    assert owners(con) == {lead: None}  # too late for a yes
    assert len(expire(con, NOW + 9 * WINDOW)) == 1
    row = con.execute("select expired_at, ended_at, end_kind from distribution").fetchone()
    assert row == (NOW + WINDOW, NOW + WINDOW, "expired")
    assert con.execute("select distribution_id from activity").fetchone() == (None,)  # work after the end is not its
    assert expire(con, NOW + 9 * WINDOW) == []
    clean(con, NOW + 9 * WINDOW)


def test_the_first_action_accepts(trio):
    con, users = trio
    lead = add_lead(con)
    rules = config(rule(broadcast=True))
    assign(con, rules, NOW)
    done = lifecycle.add_action(con, lead, users[1], NOW + 5, NOW + 5, "tester", name="call", status="Attempted")
    assert done.accepted is not None
    assert owners(con) == {lead: users[1]}
    assert {row[3] for row in offers(con, lead) if row[0] != users[1]} == {"lost"}
    clean(con)


def test_working_time_moves_the_deadline(con):
    ana = add_user(con, "ana")
    add_shift(con, ana, range(5), 9 * 60, 15 * 60 + 12)  # until 15:12
    add_strategy(con, "All", {ana: 1})
    add_lead(con)
    rules = config(rule(working=True))
    assign(con, rules, NOW)
    (view,) = listed(con, rules, NOW)
    assert view.expires_at == NOW + 120 + 17 * 3600 + 48 * 60 + 180  # two minutes now, three tomorrow from 9:00
    assert (view.seconds_left, view.working_left) == (view.expires_at - NOW, WINDOW)


def test_a_reason_is_wanted_where_the_strategy_says_so(trio):
    con, _ = trio
    lead = add_lead(con)
    rules = config(rule(reject_reason=True))
    assign(con, rules, NOW)
    who = asked(con, lead)
    with pytest.raises(UsageError, match="with a reason only"):
        reject(con, rules, "1", who, NOW + 1, "  ")
    assert reject(con, rules, "1", who, NOW + 1, "wrong region").reason == "wrong region"
    assert con.execute("select reject_reason from distribution").fetchone() == ("wrong region",)


@pytest.mark.parametrize("kept", [True, False])
def test_the_turn_is_kept_only_where_the_strategy_says_so(trio, kept):
    con, _ = trio
    add_leads(con, 2)
    rules = config(rule(turn_kept=kept))
    assign(con, rules, NOW)
    before = credits_of(con)
    no = asked(con, 1)
    reject(con, rules, "1", no, NOW + 1)
    expire(con, NOW + WINDOW, rules)
    assert (credits_of(con) == {}) is kept
    assert (credits_of(con) == before) is not kept
    reversed_at = con.execute("select count(*) from distribution where ledger_reversed_at is not null").fetchone()[0]
    assert reversed_at == (2 if kept else 0)
    clean(con)


def test_what_is_given_by_hand_supersedes_the_offer_and_the_turn_is_his_again(trio):
    con, users = trio
    lead = add_lead(con)
    rules = config(rule())
    assign(con, rules, NOW)
    who = asked(con, lead)
    other = next(u for u in users if u != who)
    give(con, lead, other, NOW + 5, "boss")
    assert offers(con, lead) == [(who, 0, 1, "superseded")]
    assert credits_of(con) == {}
    with pytest.raises(ConflictError, match=r"given by hand at .* has it since"):
        accept(con, rules, "1", who, NOW + 6)
    clean(con)


def test_disabling_recalls_what_he_was_offered(trio):
    con, _ = trio
    lead = add_lead(con)
    rules = config(rule())
    assign(con, rules, NOW)
    who = asked(con, lead)
    login = con.execute("select login from user where id = ?", (who,)).fetchone()[0]
    people.disable_user(con, rules, login, NOW + 5, "boss")
    assert offers(con, lead) == [(who, 0, 1, "recalled")]
    assert waiting(con, lead) == (None, None, 1)
    assert credits_of(con) == {}
    clean(con)


def test_a_lead_closed_by_another_is_offered_to_nobody(trio):
    con, users = trio
    boss = add_user(con, "boss")
    lead = add_lead(con)
    rules = config(rule(broadcast=True))
    assign(con, rules, NOW)
    lifecycle.change_status(con, lead, boss, NOW + 5, NOW + 5, "tester", status="Dead")
    assert {row[3] for row in offers(con, lead)} == {"recalled"}
    assert waiting(con, lead) == (None, None, 0)
    with pytest.raises(ConflictError, match=r"was recalled at .*; nobody has it, it is dead"):
        accept(con, rules, "1", users[0], NOW + 6)
    assert recall_finished(con, NOW + 7) == []
    clean(con)


def test_undo_takes_pending_offers_back_and_leaves_a_no_alone(trio):
    con, users = trio
    add_leads(con, 3)
    rules = config(rule(broadcast=True))
    run = assign(con, rules, NOW)
    reject(con, rules, "1", users[0], NOW + 1)
    accept(con, rules, "2", users[1], NOW + 1)
    with immediate(con):
        con.execute(
            "insert into activity (lead_id, user_id, kind, name, origin, happened_at, recorded_at)"
            " values (2, ?, 'action', 'call', 'leadctl', ?, ?)",
            (users[1], NOW + 2, NOW + 2),
        )
        activities.settle(con, [2], NOW + 2)
    done = undo(con, run.run_id, NOW + 10)
    assert [(k.lead_id, k.recipient, k.why) for k in done.kept] == [(2, "bob", "worked")]
    assert waiting(con, 1) == waiting(con, 3) == (None, None, 1)
    clean(con, NOW + 10)
    assign(con, rules, NOW + 11)
    live = "select user_id from distribution where lead_id = 1 and ended_at is null and undone_at is null order by id"
    assert [row[0] for row in con.execute(live)] == users[1:]  # ana said no
    clean(con, NOW + 11)


def test_undo_and_kept_turns_stay_exact(trio):
    con, _ = trio
    add_leads(con, 5)
    rules = config(rule(turn_kept=True))
    run = assign(con, rules, NOW)
    reject(con, rules, "1", asked(con, 1), NOW + 1)
    accept(con, rules, "2", asked(con, 2), NOW + 1)
    undo(con, run.run_id, NOW + 2)
    assert credits_of(con) == {}
    clean(con, NOW + 2)


# ---------------------------------------------------------------- accounts and teams


@pytest.fixture
def west(con):
    """Return (connection, wes and wil of the account West, its id) with the strategy To West."""
    account = add_account(con, "West", kind="partner")
    users = add_users(con, "wes wil", account_id=account)
    add_strategy(con, "To West", {}, "direct")
    return con, users, account


TO_WEST = rule("To West", "direct", to=Target(accounts=("West",)))


def test_an_offer_to_an_account_is_accepted_by_any_of_its_users(west):
    con, (wes, wil), account = west
    ana = add_user(con, "ana")
    lead = add_lead(con)
    rules = config(TO_WEST)
    assert assign(con, rules, NOW).offered == 1
    clean(con)
    assert con.execute("select holder_account_id, waiting from lead_state").fetchone() == (1, 0)  # not theirs yet
    with pytest.raises(ConflictError, match=r"was not offered to ana; it is offered to \[West\] until"):
        accept(con, rules, "1", ana, NOW + 1)
    done = accept(con, rules, "1", wil, NOW + 10)
    assert owners(con) == {lead: wil}
    rows = con.execute(
        "select level, user_id, accepted_at, passed_on_at, end_kind, answered_by, distributed_at, run_id"
        " from distribution order by id"
    ).fetchall()
    assert rows == [
        ("account", None, NOW + 10, NOW + 10, "passed_on", wil, NOW, 1),
        ("user", wil, NOW + 10, None, None, None, NOW + 10, 1),
    ]
    assert done.distribution_id == 2
    assert con.execute("select holder_account_id from lead_state").fetchone() == (account,)
    with pytest.raises(ConflictError, match=r"was accepted at .*wil has it"):
        accept(con, rules, "1", wes, NOW + 11)
    clean(con)


def test_undo_takes_an_accepted_partner_lead_back_whole(west):
    con, (_, wil), _ = west
    add_lead(con)
    rules = config(TO_WEST)
    run = assign(con, rules, NOW)
    accept(con, rules, "1", wil, NOW + 10)
    undo(con, run.run_id, NOW + 20)
    kept = "owner_id, holder_account_id, open_distribution_id, waiting"
    assert con.execute(f"select {kept} from lead_state").fetchone() == (None, 1, None, 1)
    clean(con, NOW + 20)


def test_work_of_an_accounts_user_accepts_for_it(west):
    con, (wes, _), _ = west
    lead = add_lead(con)
    assign(con, config(TO_WEST), NOW)
    done = lifecycle.add_action(con, lead, wes, NOW + 5, NOW + 5, "tester", name="call")
    assert (done.accepted, done.distribution_id) == (1, 2)
    assert owners(con) == {lead: wes}
    clean(con)


def test_an_account_that_says_no_is_out_and_one_that_waits_is_asked_once_more(west):
    con, (wes, _), _ = west
    add_leads(con, 2)
    rules = config(TO_WEST)
    assign(con, rules, NOW)
    reject(con, rules, "1", wes, NOW + 1, "too far")
    assert assign(con, rules, NOW + 2).held == {"nobody_eligible": 1}
    expire(con, NOW + WINDOW)
    assert assign(con, rules, NOW + WINDOW).offered == 1
    sql = "select shared, offer_round, end_kind from distribution where lead_id = 2 order by id"
    assert con.execute(sql).fetchall() == [(0, 1, "expired"), (1, 2, None)]
    clean(con, NOW + WINDOW)
    expire(con, NOW + 2 * WINDOW)
    assert assign(con, rules, NOW + 2 * WINDOW).held == {"nobody_eligible": 2}
    clean(con, NOW + 2 * WINDOW)


def test_auto_accept_of_an_account_lets_the_lead_go_on_in_the_same_run(west):
    con, (wes, _), account = west
    con.execute("update account set auto_accept = 1 where id = ?", (account,))
    add_strategy(con, "West", {wes: 1})
    lead = add_lead(con)
    rules = config(TO_WEST, Strategy("West", "round_robin", Target(users=("x",)), from_account="West"))
    assert assign(con, rules, NOW).distributed == 1
    assert owners(con) == {lead: wes}
    assert con.execute("select accepted_at, auto_accepted, end_kind from distribution order by id").fetchall() == [
        (NOW, 1, "passed_on"),
        (None, 0, None),
    ]
    clean(con)


def test_auto_accept_of_a_user(trio):
    con, users = trio
    con.execute("update user set auto_accept = 1")
    lead = add_lead(con)
    assert assign(con, config(rule()), NOW).distributed == 1
    assert owners(con)[lead] in users
    assert con.execute("select accepted_at, auto_accepted, offered from distribution").fetchone() == (NOW, 1, 1)
    clean(con)


def test_a_teams_offer_is_answered_by_members_and_owner(con):
    boss, mia, ana = add_users(con, "boss mia ana")
    add_team(con, "Seniors", boss, [mia])
    add_strategy(con, "To Seniors", {}, "direct")
    add_leads(con, 2)
    rules = config(rule("To Seniors", "direct", to=Target(teams=("Seniors",))))
    assign(con, rules, NOW)
    accept(con, rules, "1", boss, NOW + 1)
    accept(con, rules, "2", mia, NOW + 1)
    assert owners(con) == {1: boss, 2: mia}
    with pytest.raises(ConflictError, match="was not offered to ana"):
        reject(con, rules, "2", ana, NOW + 1)
    clean(con)


def test_hops_and_offers_a_no_brings_the_lead_back_where_it_stood(west):
    con, (wes, wil), account = west
    add_strategy(con, "West", {wes: 1, wil: 1})
    lead = add_lead(con)
    direct = Strategy("To West", "direct", Target(accounts=("West",)))
    rules = config(direct, rule("West", from_account="West"))
    run = assign(con, rules, NOW)
    assert con.execute("select holder_account_id, waiting from lead_state").fetchone() == (account, 0)
    clean(con)
    reject(con, rules, "1", asked(con, lead), NOW + 1)
    assert con.execute("select holder_account_id, owner_id, waiting from lead_state").fetchone() == (account, None, 1)
    second = assign(con, rules, NOW + 2)
    assert second.offered == 1
    clean(con)
    undo(con, second.run_id, NOW + 3)
    assert con.execute("select holder_account_id, owner_id, waiting from lead_state").fetchone() == (account, None, 1)
    assert undo(con, run.run_id, NOW + 4).kept[0].why == "rejected"
    clean(con)


# ---------------------------------------------------------------- words


def test_lead_or_offer(trio):
    con, _ = trio
    add_leads(con, 2)
    rules = config(rule())
    assign(con, rules, NOW)
    number = con.execute("select id from distribution where lead_id = 2").fetchone()[0]
    who = asked(con, 2)
    assert accept(con, rules, f"offer:{number}", who, NOW + 1).lead_id == 2
    with pytest.raises(NotFoundError, match="no offer 99"):
        accept(con, rules, "offer:99", who, NOW + 1)
    with pytest.raises(NotFoundError, match='no lead "99"'):
        accept(con, rules, "99", who, NOW + 1)
    add_spell(con, who, "paused", 0, None)
    con.execute("update user set disabled_at = 1 where id = ?", (who,))
    with pytest.raises(ConflictError, match="is disabled"):
        accept(con, rules, "1", who, NOW + 1)


def test_imported_work_accepts_offers_to_users_and_accounts(west, leadctl, tmp_path):
    con, (_, wil), _ = west
    ana = add_user(con, "ana")
    add_strategy(con, "All", {ana: 1})
    con.execute("insert into record_type (name) values ('Partner')")
    partner = con.execute("select id from record_type where name = 'Partner'").fetchone()[0]
    lead, other = add_lead(con, external_id="L1"), add_lead(con, external_id="L2", record_type_id=partner)
    late = add_lead(con, external_id="L3", received_at=1)
    to_west = rule("To West", "direct", to=Target(accounts=("West",)), record_type="Partner")
    assign(con, config(to_west, rule()), NOW)
    (tmp_path / "crm.csv").write_text(
        "lead,user,type,at,id\n"
        "L1,ana,Call,2026-03-02T15:11:00Z,a\nL2,wil,Call,2026-03-02T15:12:00Z,b\nL3,ana,Call,2026-03-02T15:15:00Z,c\n"
    )
    done = leadctl("import", "activities", "crm.csv", now=NOW + 3600)
    assert done.code == 0, done.err
    assert owners(con) == {lead: ana, other: wil, late: None}  # five minutes were over
    sql = "select lead_id, level, user_id, accepted_at, actions from distribution order by lead_id, id"
    assert con.execute(sql).fetchall() == [
        (lead, "user", ana, NOW + 60, 1),
        (other, "account", None, NOW + 120, 0),
        (other, "user", wil, NOW + 120, 1),
        (late, "user", ana, None, 1),
    ]
    clean(con, NOW + 3600)
    expire(con, NOW + 3600)
    clean(con, NOW + 3600)


def test_a_teams_lead_that_is_offered_to_several_is_not_handed_out_meanwhile(con):
    boss, mia, max_ = add_users(con, "boss mia max")
    add_team(con, "Seniors", boss, [mia, max_])
    add_strategy(con, "To Seniors", {}, "direct")
    add_strategy(con, "Inside", {mia: 1, max_: 1})
    lead = add_lead(con)
    rules = config(
        Strategy("To Seniors", "direct", Target(teams=("Seniors",))),
        rule("Inside", from_account="Seniors", broadcast=True),
    )
    assert assign(con, rules, NOW).offered == 1
    team = con.execute("select id from team").fetchone()[0]
    assert con.execute("select holder_team_id, waiting from lead_state").fetchone() == (team, 0)
    clean(con)
    done = hand_out(con, [f"#{lead}"], HandOut("team", "mia", NOW + 1), rules, NOW + 1, "boss")
    assert "is offered to users and waits for the answer" in done.refused[0].problem.message
    reject(con, rules, "1", mia, NOW + 2)
    reject(con, rules, "1", max_, NOW + 2)
    assert con.execute("select holder_team_id, owner_id, waiting from lead_state").fetchone() == (team, None, 1)
    clean(con)


@pytest.mark.parametrize("broadcast", [False, True])
def test_no_answer_is_older_than_its_offer_when_the_clock_is_set_back(trio, broadcast):
    con, _ = trio
    add_leads(con, 2)
    rules = config(rule(broadcast=broadcast))
    assign(con, rules, NOW)
    early = NOW - 3600
    for lead, answer in ((1, accept), (2, reject)):
        (user,) = con.execute("select user_id from distribution where lead_id = ? order by id", (lead,)).fetchone()
        answer(con, rules, f"#{lead}", user, early)
    undo(con, 1, early) if broadcast else lifecycle.transfer(con, 1, asked_not(con, 1), early, "boss")
    sql = "select count(*) from distribution where ended_at < distributed_at or accepted_at < distributed_at"
    assert con.execute(sql).fetchone() == (0,)
    clean(con)


def asked_not(con, lead: int) -> int:
    """Return a user to whom the lead was not offered."""
    sql = "select min(u.id) from user u where u.id not in (select user_id from distribution where lead_id = ?)"
    return con.execute(sql, (lead,)).fetchone()[0]
