"""Open leads by who has them: what a person's leaving leaves behind."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class OwnedLead(NamedTuple):
    """One open lead of a user."""

    lead_id: int
    name: str  # person, else company, else e-mail, else external id
    company: str | None
    status: str
    status_since: int


# Open = status neither closed nor dead now, lead not taken back.
_OPEN_FROM = """
from lead_state s
join lead l on l.id = s.lead_id and l.undone_at is null
join status st on st.id = s.status_id
join status_version v on v.status_id = s.status_id and v.valid_from <= :now
  and (v.valid_to is null or v.valid_to > :now)
"""
OWNED_SQL = f"""
select s.lead_id,
  coalesce(nullif(l.full_name, ''), nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
    l.company, l.email, l.external_id, '(no name)'),
  l.company, st.name, s.status_since
{_OPEN_FROM}
where s.owner_id = :user and v.system not in ('closed', 'dead') order by s.lead_id"""
COUNTS_SQL = f"""
select s.owner_id, count(*) {_OPEN_FROM}
where s.owner_id is not null and v.system not in ('closed', 'dead') group by s.owner_id"""
HELD_BY_ACCOUNT_SQL = f"""
select s.holder_account_id, count(*) {_OPEN_FROM}
where s.owner_id is null and v.system not in ('closed', 'dead') group by s.holder_account_id"""
HELD_BY_TEAM_SQL = f"""
select s.holder_team_id, count(*) {_OPEN_FROM}
where s.holder_team_id is not null and v.system not in ('closed', 'dead') group by s.holder_team_id"""


# Leads that stand with a team or account for its owner, to be handed out.
_STANDING = f"""
{_OPEN_FROM}
join distribution d on d.id = s.open_distribution_id and d.ended_at is null and d.undone_at is null
where s.owner_id is not null and v.system not in ('closed', 'dead')"""
STANDING_BY_ACCOUNT_SQL = f"""
select s.holder_account_id, count(*) {_STANDING} and d.level = 'account' group by s.holder_account_id"""
TO_HAND_OUT_SQL = f"select d.level, count(*) {_STANDING} and d.level <> 'user' and s.owner_id = :user group by d.level"


def open_leads(con: sqlite3.Connection, user_id: int, now: int) -> list[OwnedLead]:
    """Return the open leads that a user owns, by id."""
    return [OwnedLead(*row) for row in con.execute(OWNED_SQL, {"user": user_id, "now": now})]


def open_counts(con: sqlite3.Connection, now: int) -> dict[int, int]:
    """Return user id -> number of open leads; users without any are left out."""
    return dict(con.execute(COUNTS_SQL, {"now": now}).fetchall())


def held_counts(con: sqlite3.Connection, now: int) -> dict[int, int]:
    """Return account id -> number of open leads that lie there without an owner."""
    return dict(con.execute(HELD_BY_ACCOUNT_SQL, {"now": now}).fetchall())


def standing_counts(con: sqlite3.Connection, now: int) -> dict[int, int]:
    """Return account id -> number of open leads that stand with the account for its owner."""
    return dict(con.execute(STANDING_BY_ACCOUNT_SQL, {"now": now}).fetchall())


def to_hand_out(con: sqlite3.Connection, user_id: int, now: int) -> dict[str, int]:
    """Return `team` or `account` -> number of open leads that stand there and are this user's to hand out."""
    return dict(con.execute(TO_HAND_OUT_SQL, {"user": user_id, "now": now}).fetchall())


def team_counts(con: sqlite3.Connection, now: int) -> dict[int, int]:
    """Return team id -> number of open leads that the team holds."""
    return dict(con.execute(HELD_BY_TEAM_SQL, {"now": now}).fetchall())


LINKED_SQL = "select lead_id from lead_state where duplicate_of = :lead order by lead_id"


def linked(con: sqlite3.Connection, lead_id: int) -> list[int]:
    """Return the leads that are duplicates of this one."""
    return [row[0] for row in con.execute(LINKED_SQL, {"lead": lead_id})]
