"""--owner-column: the owners that leads have already, as passages of the past."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from leadctl.db import dated, distributions, state
from leadctl.db.distributions import NewDistribution
from leadctl.engine.importing.lookups import Users
from leadctl.engine.importing.rows import LeadRows
from leadctl.models import EndKind, Level, Mode, Origin


class Owners:
    """Writes imported passages. `since` is the one time given for all of them, None = when the lead was received."""

    def __init__(self, con: sqlite3.Connection, users: Users, since: int | None, now: int) -> None:
        self._users = users
        self._teams = dated.current_teams(con)
        self._since = since
        self._now = now

    def account(self, user_id: int) -> int:
        """Return the account in which the user sits."""
        return int(self._users.by_id[user_id].account_id)

    def record(
        self,
        con: sqlite3.Connection,
        rows: LeadRows,
        lead_ids: Sequence[int],
        scores: Sequence[int],
        systems: dict[int, str],
        import_id: int | None,
    ) -> dict[int, int]:
        """Insert a passage for every new lead with an owner; return lead id -> distribution id."""
        if rows.owner_id is None:
            return {}
        following = distributions.next_id(con)
        given: dict[int, int] = {}
        passages: list[NewDistribution] = []
        for i, (lead_id, owner) in enumerate(zip(lead_ids, rows.owner_id, strict=True)):
            if owner is not None:
                given[lead_id] = following + len(passages)
                passages.append(self._passage(rows, i, lead_id, given[lead_id], scores[i], systems, import_id))
        distributions.insert(con, passages)
        return given

    def _passage(
        self,
        rows: LeadRows,
        i: int,
        lead_id: int,
        passage_id: int,
        score: int,
        systems: dict[int, str],
        import_id: int | None,
    ) -> NewDistribution:
        assert rows.owner_id is not None
        columns, owner = rows.columns, rows.owner_id[i]

        def cell(name: str) -> Any:
            column = columns.get(name)
            return None if column is None else column[i]

        since = rows.owned_since[i] if rows.owned_since else None
        teams = self._teams.get(owner, ())
        return NewDistribution(
            id=passage_id,
            lead_id=lead_id,
            level=Level.USER,
            mode=Mode.NONE,
            origin=Origin.IMPORTED,
            strategy_id=None,
            run_id=None,
            import_id=import_id,
            user_id=owner,
            team_id=teams[0] if teams else None,
            account_id=self.account(owner),
            distributed_at=since or self._since or cell("received_at"),
            recorded_at=self._now,
            recorded_by=None,
            system_then=systems[cell("first_status_id")],
            record_type_id=cell("record_type_id"),
            source_id=cell("source_id"),
            campaign_id=cell("campaign_id"),
            product_id=cell("product_id"),
            priority=cell("priority"),
            value=cell("value"),
            score=score,
            candidate_set_id=None,
            ledger_cost=0,
            path=None,
            again=0,
        )

    def hand_over(
        self, con: sqlite3.Connection, lead: state.Moment, owner: int, actor: str, import_id: int | None
    ) -> None:
        """Record that the file names another owner than leadctl knows: a transfer, or a first imported passage."""
        ended = None
        kind = EndKind.SUPERSEDED if lead.owner_id is None else EndKind.TRANSFERRED
        for passage_id, _ in state.open_passages(con, lead.lead_id):
            distributions.end(con, passage_id, kind, self._now)
            ended = passage_id
        opened = None
        if lead.owner_id is None:
            opened = distributions.next_id(con)
            distributions.insert(con, [self._taken_up(lead, owner, opened, import_id)])
        else:
            state.add_transfer(con, lead.lead_id, lead.owner_id, owner, ended, actor, None, self._now)
        state.place(con, [(owner, self.account(owner), None, opened, 0, lead.lead_id)])

    def _taken_up(self, lead: state.Moment, owner: int, passage_id: int, import_id: int | None) -> NewDistribution:
        return state.passage_to(
            lead,
            owner,
            self.account(owner),
            self._teams.get(owner, ()),
            passage_id=passage_id,
            origin=Origin.IMPORTED,
            at=self._since or self._now,
            recorded_at=self._now,
            import_id=import_id,
        )
