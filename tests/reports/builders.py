"""Small random databases with everything that makes counting hard, written with plain SQL."""

import random
import sqlite3
from pathlib import Path

import leadctl.db
from leadctl.db.attribution import reattribute
from leadctl.db.create import seed as seed_database

MIGRATIONS = sorted((Path(leadctl.db.__file__).parent / "migrations").glob("*.sql"))
SYSTEMS = ["new", "waiting", "attempted", "contacted", "closed", "dead"]  # of the default statuses 1..6
DAY = 86_400


def empty():
    """Return an in-memory database as `leadctl init` makes it."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    for migration in MIGRATIONS:
        con.executescript(migration.read_text("utf-8"))
    seed_database(con, 0)
    return con


def insert(con, table, **values):
    """Insert one row and return its id."""
    sql = f"insert into {table} ({', '.join(values)}) values ({', '.join('?' * len(values))}) returning *"
    return con.execute(sql, list(values.values())).fetchone()[0]


def people(con, rng, begin, end):
    """Accounts, users (some disabled for a time), teams, strategies with rosters, names."""
    for name, parent, kind, crm in [
        ("West", 1, "branch", None),
        ("East", 1, "branch", rng.choice([None, 0, 1])),
        ("Westpoint", 2, "partner", rng.choice([None, 0, 1])),
        ("Solo", 3, "partner", None),
    ]:
        region = rng.choice(['{"region": "North"}', '{"region": "south", "level": 2}', "{}"])
        insert(con, "account", name=name, parent_id=parent, kind=kind, crm=crm, attributes=region, created_at=0)
    for login in ("ana", "bob", "Cy", "dee", "Eve"):
        account = rng.randint(1, 5)
        user = insert(con, "user", login=login, name=login.upper() + " X", account_id=account, created_at=0)
        insert(con, "user_account", user_id=user, account_id=account, valid_from=0)
        if rng.random() < 0.4:
            gone = rng.randint(begin - DAY, end + DAY)
            back = rng.choice([None, gone + rng.randint(1, 3 * DAY)])
            insert(con, "user_disabled", user_id=user, valid_from=gone, valid_to=back)
    for team in (1, 2):
        insert(con, "team", name=f"Team {team}", owner_id=rng.randint(1, 5), account_id=1, created_at=0)
        for user in rng.sample(range(1, 6), 2):
            insert(con, "team_member", team_id=team, user_id=user, valid_from=0)
    insert(con, "record_type", name="Partner lead")
    for name, mode in (("Alpha", "push"), ("beta", "push"), ("Gamma", "pull")):
        strategy = insert(con, "strategy", name=name)
        since = rng.randint(begin - 9 * DAY, end + DAY)
        until = rng.choice([None, since + rng.randint(1, 9 * DAY)])
        method = rng.choice(["round_robin", "weighted"])
        insert(
            con, "strategy_enabled", strategy_id=strategy, mode=mode, method=method, valid_from=since, valid_to=until
        )
        for user in rng.sample(range(1, 6), 2):
            insert(
                con, "strategy_member", strategy_id=strategy, user_id=user, weight=1, valid_from=since, valid_to=until
            )
    for table in ("source", "campaign", "product"):
        for name in ("red", "Blue"):
            insert(con, table, name=f"{table} {name}")
    con.execute("update source set source_type = 'fair' where id = 1")
    changed = rng.randint(begin, end)
    con.execute("update status_version set valid_to = ? where status_id = 4", (changed,))
    insert(con, "status_version", status_id=4, system="contacted", probability=55, valid_from=changed)


def lead(con, rng, number, at):
    """One lead with its state; its facts come later."""
    lead_id = insert(
        con,
        "lead",
        record_type_id=rng.choice([1, 1, 2]),
        identity=number,
        email=rng.choice([None, f"p{number}@example.org"]),
        phone=rng.choice([None, f"+1212555{number:04d}"]),
        full_name=f"Person {number}",
        source_id=rng.choice([None, 1, 2]),
        campaign_id=rng.choice([None, 1, 2]),
        product_id=rng.choice([None, 1, 2]),
        priority=rng.choice([None, 1, 2, 3]),
        value=rng.choice([None, 500, 150_000]),
        score=rng.randint(0, 100),
        confidence=rng.choice([None, "high", "Low"]),
        attributes=rng.choice([None, '{"plan": "gold"}', '{"plan": "tin"}']),
        first_status_id=rng.choice([1, 1, 2]),
        received_at=at,
        received_kind="time",
        imported_at=at,
    )
    con.execute(
        "insert into lead_state (lead_id, status_id, status_since, holder_account_id, duplicate_of)"
        " select id, first_status_id, received_at, 1, (select coalesce(o.duplicate_of, o.lead_id) from lead_state o"
        " where o.lead_id = ?) from lead where id = ?",
        (rng.randint(1, lead_id - 1) if lead_id > 1 and rng.random() < 0.2 else None, lead_id),
    )
    return lead_id


def passages(con, rng, lead_id, begin, end):
    """0 to 4 passages of one lead, before, in and after the period, each ended by the next."""
    kept = con.execute(
        "select record_type_id, source_id, campaign_id, product_id, priority, value, score from lead where id = ?",
        (lead_id,),
    ).fetchone()
    at = rng.randint(begin - 2 * DAY, end)
    count = rng.choice([0, 1, 1, 2, 3, 4])
    for n in range(count):
        ends = at + rng.randint(1, 3 * DAY)
        level = rng.choice(["user"] * 6 + ["team", "account"])
        strategy = rng.choice([1, 2, 3, None])
        offered = rng.random() < 0.5
        row = {
            "lead_id": lead_id, "level": level, "strategy_id": strategy,
            "mode": "none" if strategy is None else "pull" if strategy == 3 else "push",
            "origin": "engine" if strategy else rng.choice(["named", "manual", "imported", "handout"]),
            "user_id": rng.randint(1, 5) if level == "user" else None,
            "team_id": rng.randint(1, 2) if level == "team" else rng.choice([None, 1, 2]),
            "account_id": rng.randint(1, 5), "distributed_at": at, "recorded_at": at + rng.choice([0, 0, 9 * DAY]),
            "offered": int(offered), "auto_accepted": int(offered and rng.random() < 0.2),
            "system_then": rng.choice([*SYSTEMS, "new", "new", "waiting", None]),
            "record_type_id": kept[0], "source_id": kept[1], "campaign_id": kept[2], "product_id": kept[3],
            "priority": kept[4], "value": kept[5], "score": kept[6], "shared": int(rng.random() < 0.06),
        }  # fmt: skip
        row |= _ending(rng, level, offered, at, ends, last=n == count - 1)
        if offered:  # a broadcast stands as shared until somebody takes it
            row["offer_round"] = 2 if row["shared"] or ("accepted_at" in row and rng.random() < 0.4) else 1
        if rng.random() < 0.08:
            row["undone_at"] = ends
        insert(con, "distribution", **row)
        at = ends + rng.choice([0, rng.randint(1, DAY)])


def _ending(rng, level, offered, at, ends, *, last):
    if level != "user" and rng.random() < 0.6:
        return {"passed_on_at": ends, "ended_at": ends, "end_kind": "passed_on"}
    if offered:
        what = rng.choice(["accept", "accept", "reject", "expire", "recall", "wait"])
        if what == "reject":
            return {"rejected_at": ends, "reject_reason": rng.choice([None, "too far"]), "ended_at": ends,
                    "end_kind": "rejected"}  # fmt: skip
        if what == "expire":
            return {"expired_at": ends, "ended_at": ends, "end_kind": "expired"}
        if what == "recall":
            return {"ended_at": ends, "end_kind": "recalled"}
        answered = {"accepted_at": rng.randint(at, ends)} if what == "accept" else {}
        return answered if last else answered | {"ended_at": ends, "end_kind": "transferred"}
    return {} if last else {"ended_at": ends, "end_kind": rng.choice(["released", "transferred", "superseded"])}


def activities(con, rng, lead_id, begin, end):
    """Work by anybody at any time, some voided, some of nobody, some from a CRM."""
    moments = sorted(rng.randint(begin - DAY, end + 2 * DAY) for _ in range(rng.choice([0, 2, 4, 8])))
    status = con.execute("select first_status_id from lead where id = ?", (lead_id,)).fetchone()[0]
    holders = [r[0] for r in con.execute("select user_id from distribution where lead_id = ?", (lead_id,)) if r[0]]
    for at in moments:
        kind = rng.choice(["action", "action", "status", "status", "appointment"])
        user = rng.choice([*holders, *holders, *holders, rng.randint(1, 5)])
        row = {"lead_id": lead_id, "user_id": user, "kind": kind, "happened_at": at}
        row |= {"recorded_at": at + rng.choice([0, 0, 5 * DAY]), "origin": rng.choice(["leadctl", "leadctl", "crm"])}
        if rng.random() < 0.1:
            row["voided_at"] = at + 1
        if kind == "action":
            row["name"] = "call"
        if kind == "status":
            to = rng.randint(1, 6)
            row |= {"from_status_id": status, "to_status_id": to, "from_system": SYSTEMS[status - 1],
                    "to_system": SYSTEMS[to - 1]}  # fmt: skip
            if rng.random() < 0.1:
                row["user_id"] = None
            if "voided_at" not in row:
                status = to
                con.execute(
                    "update lead_state set status_id = ?, status_since = ? where lead_id = ?", (to, at, lead_id)
                )
        insert(con, "activity", **row)


def values(con, rng, lead_id, begin, end):
    """Touches and opportunities."""
    for _ in range(rng.choice([0, 0, 1, 3])):
        at = rng.randint(begin - DAY, end + DAY)
        insert(con, "touch", lead_id=lead_id, kind=rng.choice(["marketing", "crm"]), name="mail", happened_at=at,
               recorded_at=at, voided_at=rng.choice([None, None, at]))  # fmt: skip
    for _ in range(rng.choice([0, 0, 1, 3])):
        at = rng.randint(begin - DAY, end + DAY)
        insert(con, "opportunity", lead_id=lead_id, key=rng.choice(["", "b"]), amount=rng.randint(0, 99_999),
               happened_at=at, recorded_at=at, voided_at=rng.choice([None, None, at]))  # fmt: skip
    if rng.random() < 0.3:
        at = rng.randint(begin - DAY, end)
        insert(con, "transfer", lead_id=lead_id, to_user_id=rng.randint(1, 5), actor="x", happened_at=at,
               recorded_at=at)  # fmt: skip


def random_database(seed, begin, end, leads=14):
    """Return a database whose facts lie around [begin, end)."""
    rng = random.Random(seed)
    con = empty()
    people(con, rng, begin, end)
    for number in range(1, leads + 1):
        lead_id = lead(con, rng, number, begin - 3 * DAY)
        passages(con, rng, lead_id, begin, end)
        activities(con, rng, lead_id, begin, end)
        values(con, rng, lead_id, begin, end)
    con.execute("begin immediate")
    reattribute(con, range(1, leads + 1))
    con.execute("commit")
    return con
