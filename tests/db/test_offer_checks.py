"""Offers that contradict themselves are found."""

import pytest

from leadctl.db.offer_checks import CHECKS, differences
from tests.builders import add_lead, add_users

NOW = 1_772_464_200


def offer(con, lead: int, user: int, **columns) -> None:
    values = {
        "lead_id": lead, "level": "user", "mode": "push", "origin": "engine", "user_id": user, "account_id": 1,
        "distributed_at": NOW, "recorded_at": NOW, "record_type_id": 1, "offered": 1, "expires_at": NOW + 300,
        **columns,
    }  # fmt: skip
    con.execute(
        f"insert into distribution ({', '.join(values)}) values ({', '.join(f':{name}' for name in values)})", values
    )


ANSWERED = {"ended_at": NOW + 9, "end_kind": "rejected", "rejected_at": NOW + 9}
WRONG = {
    "beside": [{"shared": 1}, {"user": 1}],
    "without a yes": [{"shared": 1, "accepted_at": NOW + 1}],
    "more than one answer": [{**ANSWERED, "accepted_at": NOW + 5}],
    "differ": [{"rejected_at": NOW + 9, "ended_at": NOW + 9, "end_kind": "lost", "accepted_at": NOW + 9}],
    "deadline": [{"expired_at": NOW + 301, "ended_at": NOW + 301, "end_kind": "expired"}],
    "lost to nobody": [{"shared": 1, "ended_at": NOW + 9, "end_kind": "lost"}],
    "disabled": [{"user": 2}],
    "turn": [{"ledger_cost": 1, "ledger_reversed_at": NOW + 1}],
}


@pytest.mark.parametrize("what", list(WRONG))
def test_each_contradiction_is_found(con, what):
    users = add_users(con, "ana bob cat")
    con.execute("update user set disabled_at = 1 where login = 'cat'")
    lead = add_lead(con)
    for number, columns in enumerate(WRONG[what]):
        at = columns.pop("user", number)
        offer(con, lead, users[at], **columns)
    found = list(differences(con))
    assert any(what in line for line in found), found
    assert all(line.startswith(f"passage {n} of lead 1: ") for n, line in enumerate(found[:1], 1))


def test_every_check_has_a_contradiction_of_its_own():
    assert all(sum(what in text for text, _ in CHECKS) == 1 for what in WRONG)
    assert len(WRONG) == len(CHECKS)


def test_offers_in_order_raise_nothing(con):
    ana, bob, _ = add_users(con, "ana bob cat")
    lead = add_lead(con)
    offer(con, lead, ana, **ANSWERED)
    offer(con, lead, ana, shared=1, ended_at=NOW + 20, end_kind="lost")
    offer(con, lead, bob, accepted_at=NOW + 20)
    assert list(differences(con)) == []
