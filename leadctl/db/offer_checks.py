"""Compares offers with themselves: one answer each, at the right moment, and a broadcast beside nothing exclusive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from leadctl.db.offers import PENDING

# Each: what is wrong in words, and the passages (id, lead) where it is. The past as imported says what it says.
CHECKS: Final[tuple[tuple[str, str], ...]] = (
    (
        "a broadcast stands open beside a passage to somebody alone",
        """select d.id, d.lead_id from offer d
        where d.shared = 1 and d.ended_at is null and d.undone_at is null and exists (
          select 1 from distribution e where e.lead_id = d.lead_id and e.shared = 0 and e.level <> 'account'
            and e.ended_at is null and e.undone_at is null)""",
    ),
    (
        "a broadcast is an offer without a yes",
        "select d.id, d.lead_id from offer d where d.shared = 1 and (d.offered = 0 or d.accepted_at is not null)",
    ),
    (
        "it has more than one answer",
        """select d.id, d.lead_id from offer d where d.offered = 1 and d.origin <> 'imported'
        and (d.accepted_at is not null) + (d.rejected_at is not null) + (d.expired_at is not null) > 1""",
    ),
    (
        "its answer and its end differ",
        """select d.id, d.lead_id from offer d where d.offered = 1 and d.origin <> 'imported'
        and ((d.end_kind is 'rejected') <> (d.rejected_at is not null)
          or (d.end_kind is 'expired') <> (d.expired_at is not null) or d.ended_at < d.distributed_at)""",
    ),
    (
        "it did not run out at its deadline",
        """select d.id, d.lead_id from offer d
        where d.offered = 1 and d.origin <> 'imported' and d.expired_at is not null
          and (d.expired_at is not d.expires_at or d.ended_at is not d.expired_at)""",
    ),
    (
        "it was lost to nobody",
        """select d.id, d.lead_id from offer d where d.end_kind = 'lost' and d.origin <> 'imported'
        and not exists (select 1 from distribution e where e.lead_id = d.lead_id and e.accepted_at = d.ended_at)""",
    ),
    (
        "it waits for somebody who is disabled",
        f"""select d.id, d.lead_id from offer d where {PENDING} and d.origin <> 'imported' and (
          exists (select 1 from user u where u.id = d.user_id and d.level = 'user' and u.disabled_at is not null)
          or exists (select 1 from team t where t.id = d.team_id and d.level = 'team' and t.disabled_at is not null)
          or exists (select 1 from account a where a.id = d.account_id and d.level = 'account'
                     and a.disabled_at is not null))""",
    ),
    (
        "its turn was given back while it stands",
        """select d.id, d.lead_id from offer d
        where d.ledger_reversed_at is not null and d.ended_at is null and d.undone_at is null""",
    ),
)


# One look at the passages for all of them.
_OFFERS: Final = """with offer as materialized (
  select * from distribution
  where offered = 1 or shared = 1 or end_kind = 'lost' or (ledger_reversed_at is not null and undone_at is null))
"""
SQL: Final = _OFFERS + " union all ".join(f"select {at}, o.* from ({sql}) o" for at, (_, sql) in enumerate(CHECKS))


def differences(con: sqlite3.Connection) -> Iterator[str]:
    """Yield one line per offer that contradicts itself or what stands beside it."""
    for at, passage, lead_id in con.execute(SQL):
        yield f"passage {passage} of lead {lead_id}: {CHECKS[at][0]}"
