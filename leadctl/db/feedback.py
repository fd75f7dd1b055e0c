"""Requests for feedback (notices that tick found due) with the leads they ask about, and what came of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple


class Request(NamedTuple):
    """One request, about a lead that lay untouched with a user. Times in seconds UTC, `value` in minor units.

    `open`: nobody has worked the lead since, it is still his and neither closed nor dead. `repeated`: a later request
    of the same user and lead stands for it.
    """

    id: int
    lead_id: int
    user_id: int
    asked_at: int
    owner_id: int | None
    gone: int  # the lead was taken back
    finished: int  # it is closed or dead
    open: int
    repeated: int
    answered_at: int | None  # his first activity on the lead after being asked
    since: int  # when he got it, or somebody worked on it last
    last_work_at: int | None
    status: str
    status_since: int
    value: int | None
    label: str
    company: str | None
    email: str | None
    phone: str | None


_OPEN: Final = """(l.undone_at is null and s.owner_id is n.user_id and coalesce(s.last_work_at, 0) < n.due_at
  and s.status_id not in (select value from json_each(:finished)))"""
_REPEATED: Final = """exists (select 1 from notice m where m.lead_id = n.lead_id and m.kind = 'feedback'
  and m.user_id = n.user_id and m.id > n.id)"""
_NAME: Final = """coalesce(nullif(l.full_name, ''),
  nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''), l.company, l.email, l.phone,
  l.external_id, '')"""
_REQUEST: Final = f"""
select n.id, n.lead_id, n.user_id, n.recorded_at, s.owner_id, l.undone_at is not null,
  s.status_id in (select value from json_each(:finished)), {_OPEN}, {_REPEATED},
  (select min(a.happened_at) from activity a where a.lead_id = n.lead_id and a.user_id = n.user_id
    and a.voided_at is null and a.happened_at >= n.recorded_at),
  max(coalesce(s.last_work_at, 0), coalesce(d.accepted_at, d.distributed_at, s.status_since)), s.last_work_at,
  t.name, s.status_since,
  coalesce((select o.amount from opportunity o where o.lead_id = n.lead_id and o.key = '' and o.voided_at is null
    order by o.happened_at desc, o.id desc limit 1), l.value),
  {_NAME}, l.company, l.email, coalesce(l.phone, l.mobile)
from notice n cross join lead l on l.id = n.lead_id cross join lead_state s on s.lead_id = n.lead_id
cross join status t on t.id = s.status_id left join distribution d on d.id = s.open_distribution_id
where n.kind = 'feedback' and n.user_id is not null"""
LIST_SQL: Final = f"""{_REQUEST} and (:user is null or n.user_id = :user)
  and (:all or ({_OPEN} and not {_REPEATED}))
order by n.due_at, n.id limit :limit"""
GET_SQL: Final = f"{_REQUEST} and n.id = :id"

# What a file brought carries the file's number, so that it can be taken back with it.
SIGN_SQL: Final = """
update activity set import_id = :import, external_id = case when id = :first then :key end
where id in (select value from json_each(:ids))"""
SIGN_FOLLOW_UP_SQL: Final = "update follow_up set import_id = :import where id = :id"
SIGNED_SQL: Final = "select 1 from activity where external_id = :key"


def listed(
    con: sqlite3.Connection, finished: Iterable[int], *, user_id: int | None, old_too: bool, limit: int
) -> list[Request]:
    """Return open requests, with `old_too` all, the oldest first; `limit` -1 = all.

    `finished` are the statuses closed and dead.
    """
    given = {"finished": json.dumps(list(finished)), "user": user_id, "all": int(old_too), "limit": limit}
    return [Request(*row) for row in con.execute(LIST_SQL, given)]


def get(con: sqlite3.Connection, request_id: int, finished: Iterable[int]) -> Request | None:
    """Return one request, or None."""
    row = con.execute(GET_SQL, {"id": request_id, "finished": json.dumps(list(finished))}).fetchone()
    return None if row is None else Request(*row)


def sign(con: sqlite3.Connection, import_id: int, key: str, activity_ids: Iterable[int], follow_up: int | None) -> None:
    """Note that an import brought these activities and this follow-up, under the key of its row."""
    ids = list(activity_ids)
    given: dict[str, Any] = {"import": import_id, "key": key, "ids": json.dumps(ids), "first": ids[0]}
    con.execute(SIGN_SQL, given)
    con.execute(SIGN_FOLLOW_UP_SQL, {"import": import_id, "id": follow_up})


def signed(con: sqlite3.Connection, key: str) -> bool:
    """Return whether an import has brought a row of this key, not taken back since."""
    return con.execute(SIGNED_SQL, {"key": key}).fetchone() is not None
