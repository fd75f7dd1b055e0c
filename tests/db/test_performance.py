"""Who was given how many matured leads and closed how many, against a model that goes row by row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.db import performance
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from tests.builders import add_lead, add_users
from tests.effort import examples

NOW = 1_772_464_200
DAY = 86_400
MATURES = 30 * DAY


def status(con, name: str) -> int:
    return con.execute("select id from status where name = ?", (name,)).fetchone()[0]


def passage(con, lead: int, user: int, at: int, **columns) -> int:
    """Insert one ended passage, so that a lead may have any number of them."""
    values = {
        "lead_id": lead, "user_id": user, "distributed_at": at, "recorded_at": at, "level": "user", "mode": "push",
        "origin": "engine", "account_id": 1, "record_type_id": 1, "ended_at": at, "end_kind": "superseded", **columns,
    }  # fmt: skip
    names, marks = ", ".join(values), ", ".join(f":{n}" for n in values)
    return con.execute(f"insert into distribution ({names}) values ({marks}) returning id", values).fetchone()[0]


def records(con, users, **more):
    return performance.records(con, users, NOW, MATURES, (status(con, "Closed"), status(con, "Dead")), **more)


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({}, True),
        ({"mode": "pull"}, True),
        ({"origin": "imported"}, True),  # of a strategy that is known: it has its mode
        ({"origin": "imported", "mode": "none"}, False),
        ({"origin": "manual", "mode": "none"}, False),
        ({"origin": "named", "mode": "none"}, False),
        ({"undone_at": NOW}, False),
        ({"shared": 1, "offered": 1}, False),
        ({"offered": 1}, False),  # never answered: he did not have it
        ({"offered": 1, "accepted_at": 5}, True),
        ({"end_kind": "transferred"}, True),  # handing the bad ones on does not help
    ],
)
def test_what_counts_as_given(con, columns, counts):
    (ana,) = add_users(con, "ana")
    lead = add_lead(con)
    passage(con, lead, ana, NOW - 2 * MATURES, closed_at=NOW - 5, **columns)
    assert records(con, [ana]) == {ana: (int(counts), int(counts))}


def test_young_leads_count_once_they_are_closed_or_dead(con):
    (ana,) = add_users(con, "ana")
    open_, dead, won, old = (
        add_lead(con, state={"status_id": status(con, name)}) for name in ("Contacted", "Dead", "Closed", "New")
    )
    for lead, at, closed in ((open_, NOW - DAY, None), (dead, NOW - DAY, None), (won, NOW - DAY, NOW), (old, 5, None)):
        passage(con, lead, ana, at, closed_at=closed)
    assert records(con, [ana]) == {ana: (3, 1)}


def test_a_type_of_its_own(con):
    (ana,) = add_users(con, "ana")
    other = con.execute("insert into record_type (name) values ('Partner') returning id").fetchone()[0]
    passage(con, add_lead(con), ana, 5)
    passage(con, add_lead(con, record_type_id=other), ana, 5, record_type_id=other, closed_at=9)
    assert records(con, [ana]) == {ana: (2, 1)}
    assert records(con, [ana], record_type_id=other) == {ana: (1, 1)}


rows = st.lists(
    st.tuples(
        st.integers(0, 5),  # lead
        st.integers(0, 2),  # user
        st.sampled_from([NOW - 2 * MATURES, NOW - MATURES, NOW - MATURES + 1, NOW - 5, NOW + 5]),
        st.sampled_from(["push", "pull", "none"]),
        st.sampled_from([(0, None), (1, None), (1, NOW - 7)]),  # offered, accepted_at
        st.sampled_from([None, NOW - 1, NOW + 1]),  # closed_at
        st.booleans(),  # undone
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.lists(st.sampled_from(["New", "Closed", "Dead"]), min_size=6, max_size=6))
def test_against_a_naive_model(tmp_path_factory, made, names):
    path = tmp_path_factory.mktemp("figures") / "leads.db"
    create_database(path, 0)
    con = connect(path)
    users = add_users(con, "ana bob cat")
    leads = [add_lead(con, state={"status_id": status(con, name)}) for name in names]
    seen: set[int] = set()
    given_: dict[int, set[int]] = {user: set() for user in users}
    won: dict[int, set[int]] = {user: set() for user in users}
    early: dict[int, dict[int, bool]] = {user: {} for user in users}
    for lead, user, at, mode, (offered, accepted), closed, undone in sorted(made, key=lambda row: row[2]):
        passage(
            con, leads[lead], users[user], at, mode=mode, offered=offered, accepted_at=accepted, closed_at=closed,
            undone_at=NOW if undone else None, again=int(lead in seen),
        )  # fmt: skip
        if not undone:
            seen.add(lead)
        if undone or mode == "none" or (offered and accepted is None):
            continue
        ripe = at <= NOW and (at <= NOW - MATURES or names[lead] in {"Closed", "Dead"})
        early[users[user]].setdefault(lead, ripe)  # the first time he was given it decides whether it is ripe
        if early[users[user]][lead]:
            given_[users[user]].add(lead)
        if at <= NOW and closed is not None and closed <= NOW:
            won[users[user]].add(lead)
    expected = {u: (len(given_[u]), min(len(won[u]), len(given_[u]))) for u in users}
    assert records(con, users) == expected
    con.close()


def test_figures_of_a_run_are_kept_once(con):
    ana, bob = add_users(con, "ana bob")
    con.execute("insert into strategy (name) values ('S')")
    con.execute("insert into run (kind, started_at, recorded_at) values ('assign', 0, 0)")
    performance.add_figures(con, 1, 1, [(ana, 30, 9, 240_000, 500_000), (bob, 0, 0, 200_000, 500_000)])
    performance.add_figures(con, 1, 1, [(ana, 31, 9, 1, 1)])
    assert performance.of_run(con, 1, 1) == {ana: (30, 9), bob: (0, 0)}
    assert performance.of_run(con, 2, 1) == {}
