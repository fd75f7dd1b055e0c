"""Many processes answer the same offers at the same time: one yes wins, nothing is lost or given twice."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from leadctl.config.model import Config, OfferRule, Strategy, Target
from leadctl.db.connection import connect
from leadctl.engine.offers import accept, reject
from leadctl.engine.tick import tick
from leadctl.engine.verify import verify
from leadctl.errors import BusyError, ConflictError
from tests.builders import add_leads, add_strategy, add_users, owners

NOW = 1_772_464_200
LEADS = 25
PEOPLE = "ana bob cat dan eve fay"
RULES = Config(strategies=(Strategy("All", "round_robin", Target(users=("x",)), offer=OfferRule(300, broadcast=True)),))


def grab(path: Path, user: int, yes: bool, start, results) -> None:
    """Answer every lead as fast as possible; report how many answers counted."""
    con = connect(path)
    start.wait()
    counted = 0
    for lead in range(1, LEADS + 1):
        try:
            (accept if yes else reject)(con, RULES, f"#{lead}", user, NOW + 1)
            counted += 1
        except ConflictError as late:
            if late.slug != "offer-closed":
                raise
    con.close()
    results.put((user, yes, counted))


def test_one_yes_wins_whatever_the_others_do(con, db_file):
    users = add_users(con, PEOPLE)
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, LEADS)
    tick(con, RULES, NOW)
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(len(users)), context.Queue()
    workers = [context.Process(target=grab, args=(db_file, user, user != users[-1], start, results)) for user in users]
    for worker in workers:
        worker.start()
    told = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join(60)
    assert sum(counted for _, yes, counted in told if yes) == LEADS
    assert None not in owners(con).values()
    ends = dict(con.execute("select coalesce(end_kind, 'stands'), count(*) from distribution group by 1").fetchall())
    said_no = sum(counted for _, yes, counted in told if not yes)
    assert ends["stands"] == LEADS
    assert ends.get("rejected", 0) == said_no
    assert ends["lost"] == LEADS * (len(users) - 1) - said_no
    assert con.execute("select count(*) from distribution where shared = 0").fetchone() == (LEADS,)
    assert verify(con, NOW + 2).differences == ()


def clockwork(path: Path, start, results) -> None:
    """Tick as fast as possible; being told that another is at work is fine."""
    con = connect(path)
    start.wait()
    done = 0
    for minute in range(1, 12):
        try:
            done += not tick(con, RULES, NOW + minute * 100).idle
        except BusyError:
            continue
    con.close()
    results.put(("tick", True, done))


def test_ticks_and_answers_at_once_leave_nothing_contradictory(con, db_file):
    users = add_users(con, PEOPLE)
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, LEADS)
    tick(con, RULES, NOW)
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(5), context.Queue()
    workers = [context.Process(target=clockwork, args=(db_file, start, results)) for _ in range(2)]
    workers += [context.Process(target=grab, args=(db_file, u, u != users[0], start, results)) for u in users[:3]]
    for worker in workers:
        worker.start()
    for _ in workers:
        results.get(timeout=120)
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 5
    assert verify(con, NOW + 2000).differences == ()
