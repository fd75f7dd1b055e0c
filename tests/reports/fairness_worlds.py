"""Random databases for `report fairness`: those of builders.py, with candidate sets, turns, transfers and moves."""

import json
import random
import sqlite3

from tests.reports.builders import DAY, insert, random_database

CODES = [
    "absent", "off_shift", "holiday", "cap_day", "cap_open", "lacks_tag", "disabled", "inactive", "paused",
    "held_before", "rejected_before", "lead_quiet_hours", "zero_weight",
]  # fmt: skip
PERFORMING = """score_bands = { hot = 70, warm = 30 }
[[strategy]]
name = "Beta"
to = { users = ["ana", "bob"], weights = { hot = { ana = 2, bob = 1 }, other = "performance" } }
method = "weighted"
by = "score_band"
"""
ALWAYS = """[[strategy]]
name = "Beta"
method = "performance"
to = { users = ["ana", "bob"] }
"""
LANES = {PERFORMING: ("warm", "warm", "warm:explore", "hot"), ALWAYS: (None, None, "explore")}
BY_RATE = ("warm", None)


def candidate_set(con, rng, winner, performing):
    """Intern a random set in which the winner could take the lead; by performance the shares of those who could."""
    others = rng.sample([u for u in range(1, 6) if u != winner], rng.randint(0, 4))
    members = []
    for user in sorted([winner, *others]):
        code = None if user == winner or rng.random() < 0.5 else rng.choice(CODES)
        weight = 0 if code == "zero_weight" else rng.choice([1_000_000, 1_000_000, 2_500_000, 333_333])
        members.append([user, 1_000_000 if performing and weight else weight, code])
    if performing:
        able = [m for m in members if m[2] is None]
        parts = [rng.randint(1, 9) for _ in able]
        for member, part in zip(able, parts, strict=True):
            member[1] = 1_000_000 * part // sum(parts)
    text = json.dumps(members, separators=(",", ":"))
    row = con.execute("select id from candidate_set where members = ?", (text,)).fetchone()
    return row[0] if row else insert(con, "candidate_set", digest=text.encode(), members=text)


def moves(con, rng, begin, end):
    """Somebody changes account, team and roster inside the period."""
    for user in rng.sample(range(1, 6), 2):
        at = rng.randint(begin - DAY, end + DAY)
        con.execute("update user_account set valid_to = ? where user_id = ?", (at, user))
        insert(con, "user_account", user_id=user, account_id=rng.randint(1, 5), valid_from=at)
    for user in rng.sample(range(1, 6), 2):
        at = rng.randint(begin - DAY, end + DAY)
        con.execute("update team_member set valid_to = ? where user_id = ? and valid_to is null", (at, user))
        insert(con, "team_member", team_id=rng.randint(1, 2), user_id=user, valid_from=at)
    con.execute("update strategy_member set team_id = 1 + abs(random()) % 2 where id % 2")


def runs(con, rng):
    """A run whose beta goes by performance, always or in one band, and its figures; return (run, its lanes)."""
    text = rng.choice(list(LANES))
    version = insert(con, "config_version", text=text, sha256="x", applied_at=0, applied_by="x")
    run = insert(con, "run", kind="assign", started_at=0, recorded_at=0, config_version_id=version)
    for user, weight in ((1, 500_000), (2, 300_000), (3, 200_000)):
        insert(con, "performance_figure", run_id=run, strategy_id=2, user_id=user, given=9, wins=3, rate=1,
               weight=weight)  # fmt: skip
    return run, LANES[text]


def transfer(con, rng, d):
    """The lead of an ended passage went to somebody by hand, or was pulled by him."""
    actor, to = rng.choice(["mgr", "boss"]), rng.randint(1, 5)
    insert(con, "transfer", lead_id=d["lead_id"], from_user_id=d["user_id"], to_user_id=to, distribution_id=d["id"],
           actor=actor, happened_at=d["ended_at"], recorded_at=d["ended_at"])  # fmt: skip
    standing = "select count(*) from distribution where lead_id = ? and ended_at is null and undone_at is null"
    if not con.execute(standing, (d["lead_id"],)).fetchone()[0]:
        pulled = rng.random() < 0.3
        insert(con, "distribution", lead_id=d["lead_id"], level="user", mode="pull" if pulled else "none",
               origin="engine" if pulled else "manual", strategy_id=3 if pulled else None, user_id=to,
               account_id=d["account_id"], distributed_at=d["ended_at"], recorded_at=d["ended_at"],
               recorded_by=actor, record_type_id=d["record_type_id"], value=d["value"], score=d["score"])  # fmt: skip


def fairness_database(seed, begin, end, leads=14):
    """Return a database whose facts lie around [begin, end)."""
    con = random_database(seed, begin, end, leads)
    rng = random.Random(seed + 1)
    run, lanes = runs(con, rng) if rng.random() < 0.5 else (None, ())
    moves(con, rng, begin, end)
    cursor = con.cursor()
    cursor.row_factory = sqlite3.Row
    for d in [dict(r) for r in cursor.execute("select * from distribution where level = 'user' order by id")]:
        if d["origin"] == "engine" and d["mode"] == "push" and not d["shared"] and d["offer_round"] != 2:
            in_run = run is not None and d["strategy_id"] == 2 and rng.random() < 0.8
            lane = rng.choice(lanes) if in_run else None
            members = candidate_set(con, rng, d["user_id"], in_run and lane in BY_RATE)
            kept = d["ended_at"] if d["end_kind"] in {"rejected", "recalled"} and rng.random() < 0.5 else None
            if rng.random() < 0.9:
                con.execute(
                    "update distribution set candidate_set_id = ?, ledger_cost = 1, ledger_reversed_at = ?, run_id = ?,"
                    " ledger_band = ? where id = ?",
                    (members, kept, run if in_run else None, lane, d["id"]),
                )
        elif d["origin"] in {"manual", "handout"} and rng.random() < 0.5:
            con.execute("update distribution set recorded_by = 'mgr' where id = ?", (d["id"],))
        if d["end_kind"] == "transferred" and rng.random() < 0.8:
            transfer(con, rng, d)
        if d["end_kind"] == "released" and rng.random() < 0.5:
            insert(con, "released", distribution_id=d["id"], lead_id=d["lead_id"], how="released", actor="ana",
                   released_at=d["ended_at"], again_at=d["ended_at"], recorded_at=d["ended_at"])  # fmt: skip
    return con
