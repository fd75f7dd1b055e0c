"""Which leads are of one person: what leads say of who they are, and which others say the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class Contact(NamedTuple):
    """By what the person of a lead is known. `*_raw` are as found, where the file's cell was no address or number."""

    lead_id: int
    external_id: str | None
    first_name: str | None
    last_name: str | None
    full_name: str | None
    company: str | None
    email: str | None
    email_raw: str | None
    email2: str | None
    phone: str | None
    phone_raw: str | None
    mobile: str | None
    mobile_raw: str | None
    erased: int  # 1 = erased before

    @property
    def name(self) -> str:
        """Return the full name, "" when the lead has none."""
        return self.full_name or " ".join(p for p in (self.first_name, self.last_name) if p)

    @property
    def emails(self) -> set[str]:
        """Return the addresses, in lower case; the cell as found where it held none."""
        found = {v.strip().casefold() for v in (self.email, self.email2) if v}
        if self.email is None and self.email_raw:
            found.add(self.email_raw.strip().casefold())
        return found

    @property
    def phones(self) -> set[str]:
        """Return the numbers in E.164; the digits of the cell as found where it held none."""
        found = {v for v in (self.phone, self.mobile) if v}
        for number, raw in ((self.phone, self.phone_raw), (self.mobile, self.mobile_raw)):
            digits = "".join(c for c in raw or "" if c.isdigit())
            if number is None and len(digits) >= SHORTEST:
                found.add(digits)
        return found


SHORTEST: Final = 6  # digits that make a number

_COLUMNS: Final = """l.id, l.external_id, l.first_name, l.last_name, l.full_name, l.company, l.email, l.email_raw,
 l.email2, l.phone, l.phone_raw, l.mobile, l.mobile_raw, e.lead_id is not null"""
CONTACTS_SQL: Final = f"""select {_COLUMNS} from json_each(:ids) k cross join lead l on l.id = k.value
left join erasure e on e.lead_id = l.id order by l.id"""
# Leads taken back with their import too: they still hold the data. Nothing is indexed but email, phone and mobile.
ALIKE_SQL: Final = """
select id from lead where email in (select value from json_each(:emails))
union select id from lead where email2 is not null and lower(email2) in (select value from json_each(:emails))
union select id from lead where email is null and email_raw is not null
  and lower(trim(email_raw)) in (select value from json_each(:emails))
union select id from lead where phone in (select value from json_each(:phones))
union select id from lead where mobile is not null and mobile in (select value from json_each(:phones))
union select id from lead where phone is null and phone_raw is not null
  and leadctl_digits(phone_raw) in (select value from json_each(:phones))
union select id from lead where mobile is null and mobile_raw is not null
  and leadctl_digits(mobile_raw) in (select value from json_each(:phones))
"""
LINKED_SQL: Final = """
select s.lead_id from lead_state s where s.lead_id in (
  select coalesce(o.duplicate_of, o.lead_id) from json_each(:ids) k cross join lead_state o on o.lead_id = k.value)
union select s.lead_id from lead_state s where s.duplicate_of in (
  select coalesce(o.duplicate_of, o.lead_id) from json_each(:ids) k cross join lead_state o on o.lead_id = k.value)
"""


def contacts(con: sqlite3.Connection, lead_ids: Iterable[int]) -> list[Contact]:
    """Return by what the persons of these leads are known, by lead."""
    return [Contact(*row) for row in con.execute(CONTACTS_SQL, {"ids": json.dumps(sorted(lead_ids))})]


def alike(con: sqlite3.Connection, emails: Iterable[str], phones: Iterable[str]) -> set[int]:
    """Return the leads with one of these addresses (lower case) or numbers (E.164, or digits as found)."""
    con.create_function("leadctl_digits", 1, _digits, deterministic=True)
    asked = {"emails": json.dumps(sorted(emails)), "phones": json.dumps(sorted(phones))}
    return {row[0] for row in con.execute(ALIKE_SQL, asked).fetchall()}


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def linked(con: sqlite3.Connection, lead_ids: Iterable[int]) -> set[int]:
    """Return the originals and all duplicates of these leads, themselves among them."""
    return {row[0] for row in con.execute(LINKED_SQL, {"ids": json.dumps(sorted(lead_ids))})}


# ---------------------------------------------------------------- who was erased

ERASED_SQL: Final = "select lead_id, reason, actor, erased_at from erasure order by erased_at desc, lead_id"
ERASED_OF_SQL: Final = "select e.lead_id from json_each(:ids) k cross join erasure e on e.lead_id = k.value"
ANY_SQL: Final = "select exists (select 1 from erasure)"


class Erasure(NamedTuple):
    """A lead that was erased; `erased_at` in seconds UTC."""

    lead_id: int
    reason: str
    actor: str
    erased_at: int


def erasures(con: sqlite3.Connection) -> list[Erasure]:
    """Return the leads that were erased, the latest first."""
    return [Erasure(*row) for row in con.execute(ERASED_SQL)]


def erased(con: sqlite3.Connection, lead_ids: Iterable[int]) -> set[int]:
    """Return those of the leads that were erased."""
    if not con.execute(ANY_SQL).fetchone()[0]:
        return set()
    return {row[0] for row in con.execute(ERASED_OF_SQL, {"ids": json.dumps(list(lead_ids))})}
