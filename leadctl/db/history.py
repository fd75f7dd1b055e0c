"""Everything that happened to one lead, as rows; engine/timeline puts them into words and order."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

LEAD_SQL: Final = """
select l.received_at, l.imported_at, l.import_id, i.file, l.import_line, s.name, l.undone_at, st.duplicate_of
from lead l left join import i on i.id = l.import_id join status s on s.id = l.first_status_id
join lead_state st on st.lead_id = l.id
where l.id = :lead
"""
CHANGES_SQL: Final = """
select c.recorded_at, c.field, c.old, c.new, c.import_id from lead_change c where c.lead_id = :lead order by c.id
"""
PASSAGES_SQL: Final = """
select d.id, d.distributed_at, d.recorded_at, d.recorded_by, d.level, d.mode, d.origin, s.name, d.run_id, d.import_id,
  coalesce(u.login, t.name, a.name), d.offered, d.accepted_at, d.rejected_at, d.reject_reason, d.expired_at,
  d.passed_on_at, d.ended_at, d.end_kind, d.undone_at, d.expires_at, d.offer_round, b.login, d.auto_accepted
from distribution d
left join user b on b.id = d.answered_by
left join strategy s on s.id = d.strategy_id
left join user u on u.id = d.user_id and d.level = 'user'
left join team t on t.id = d.team_id and d.level = 'team'
left join account a on a.id = d.account_id and d.level = 'account'
where d.lead_id = :lead order by d.distributed_at, d.id
"""
ACTIVITIES_SQL: Final = """
select a.id, a.happened_at, a.recorded_at, a.recorded_by, u.login, a.kind, a.name, f.name, t.name, g.login, a.starts_at,
  a.note, a.origin, a.distribution_id, a.voided_at, a.voided_by, a.void_reason
from activity a
left join user u on u.id = a.user_id
left join status f on f.id = a.from_status_id
left join status t on t.id = a.to_status_id
left join user g on g.id = a.for_user_id
where a.lead_id = :lead order by a.happened_at, a.id
"""
TRANSFERS_SQL: Final = """
select t.happened_at, t.recorded_at, t.actor, f.login, g.login, t.reason, t.distribution_id
from transfer t
left join user f on f.id = t.from_user_id left join user g on g.id = t.to_user_id
where t.lead_id = :lead order by t.id
"""
TOUCHES_SQL: Final = """
select t.happened_at, t.recorded_at, t.kind, t.name, t.voided_at from touch t where t.lead_id = :lead order by t.id
"""
VALUES_SQL: Final = """
select o.happened_at, o.recorded_at, u.login, o.key, o.amount, o.note, o.voided_at from opportunity o
left join user u on u.id = o.user_id where o.lead_id = :lead order by o.id
"""
HOLD_SQL: Final = "select h.since, h.code from hold h where h.lead_id = :lead"

OVERRIDES_SQL: Final = """
select o.recorded_at, o.actor, o.run_id, p.login, c.login, o.reason from override o
left join user p on p.id = o.proposed_user_id left join user c on c.id = o.chosen_user_id
where o.lead_id = :lead order by o.id
"""

RELEASED_SQL: Final = """
select r.released_at, r.recorded_at, r.how, r.again_at, r.uncount, r.reason, r.actor, r.distribution_id from released r
where r.lead_id = :lead order by r.id
"""

ERASED_SQL: Final = "select erased_at, reason, actor from erasure where lead_id = :lead"

_QUERIES: Final = {
    "lead": LEAD_SQL,
    "changes": CHANGES_SQL,
    "passages": PASSAGES_SQL,
    "activities": ACTIVITIES_SQL,
    "transfers": TRANSFERS_SQL,
    "overrides": OVERRIDES_SQL,
    "touches": TOUCHES_SQL,
    "values": VALUES_SQL,
    "hold": HOLD_SQL,
    "released": RELEASED_SQL,
    "erased": ERASED_SQL,
}


def rows(con: sqlite3.Connection, lead_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each kind of fact about one lead, columns as in the statements above."""
    return {name: con.execute(sql, {"lead": lead_id}).fetchall() for name, sql in _QUERIES.items()}
