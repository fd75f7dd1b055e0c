"""A pulled lead goes back: to the account it was taken from, where it cools down before somebody pulls it again."""

from __future__ import annotations

import sqlite3
from typing import Any

from leadctl.clock import show
from leadctl.config.model import Config
from leadctl.db import distributions, owned, people, pulls, settings, state
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.pulls import PulledLead, Release
from leadctl.engine.pulling.model import Returned
from leadctl.errors import ConflictError, NotFoundError
from leadctl.models import EndKind


def release(
    con: sqlite3.Connection,
    config: Config,
    lead_ids: list[int],
    now: int,
    actor: str,
    *,
    user: str | None = None,
    again_in: int | None = None,
    uncount: bool = False,
    reason: str | None = None,
    dry_run: bool = False,
) -> list[Returned]:
    """End the passages of these pulled leads as released and return where they wait, all of them or none.

    They may be pulled again after `again_in` seconds (default: the cool-down of the strategy); with `uncount` the pull
    does not count against `max_pulls` and the order. Raises NotFoundError (lead, user), ConflictError (nobody pulled
    it; it belongs to another than `user`).
    """
    with rolled_back(con) if dry_run else immediate(con):
        by = people.find_user(con, user) if user is not None else None
        rules = {s.name.casefold(): s.pull.cool_down for s in config.strategies}
        names = settings.names(con, "strategy")
        found = []
        for lead_id in dict.fromkeys(lead_ids):
            lead = _pulled(con, lead_id, by, now, config.timezone)
            cool_down = rules.get(names.get(lead.strategy_id, "").casefold(), 0)
            again = now + (cool_down if again_in is None else again_in)
            row = Release(lead.id, lead_id, "released", now, again, int(uncount), reason, actor, None, now)
            found.append(give_back(con, lead, row, now))
        return found


def give_back(con: sqlite3.Connection, lead: PulledLead, row: Release, now: int) -> Returned:
    """End a pulled passage and put its lead back; the caller holds the transaction."""
    account_id, team_id = lead.taken_from
    distributions.end(con, lead.id, EndKind.RELEASED, now)
    pulls.add_release(con, row)
    state.free(con, [{"lead": lead.lead_id, "account": account_id, "team": team_id, "distribution": None}])
    state.rewait(con, [lead.lead_id, *owned.linked(con, lead.lead_id)], now)
    pulls.requeue(con, [lead.lead_id], now)
    return Returned(lead.lead_id, lead.user_id, lead.strategy_id, row.how, row.again_at, account_id, team_id)


def told(con: sqlite3.Connection, one: Returned) -> dict[str, Any]:
    """Return a lead that went back as JSON values with names: whose it was, who holds it now; again_at in seconds."""
    holder = people.account_names(con)[one.account_id]
    if one.team_id is not None:
        holder = people.team_names(con)[one.team_id]
    return {
        "lead_id": one.lead_id,
        "user": people.user_names(con)[one.user_id],
        "strategy": settings.names(con, "strategy").get(one.strategy_id or 0),
        "how": one.how,
        "holder": holder,
        "again_at": one.again_at,
    }


def _pulled(con: sqlite3.Connection, lead_id: int, by: people.User | None, now: int, zone: str) -> PulledLead:
    """Return the passage by which the lead's owner pulled it. Raises NotFoundError, ConflictError."""
    moment = state.moment(con, lead_id, now)
    if moment is None:
        raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead find TEXT")
    owner = None if moment.owner_id is None else people.user_names(con)[moment.owner_id]
    if by is not None and moment.owner_id != by.id:
        whose = f"belongs to {owner}" if owner else "belongs to nobody"
        raise ConflictError(
            f"lead {lead_id} {whose}, not to {by.login}", slug="not-owner", hint=f"leadctl lead show {lead_id}"
        )
    found = pulls.open_of_lead(con, lead_id)
    if found is None:
        last = pulls.last_release(con, lead_id)
        if owner is None and last is not None:
            message = f"lead {lead_id} was given back already, at {show(last, zone)}"
            raise ConflictError(message, slug="released-already", hint="leadctl queue")
        how = f"was not pulled: {owner} got it in another way" if owner else "waits; nobody has pulled it"
        hint = f"leadctl lead transfer {lead_id} --to USER" if owner else f"leadctl explain {lead_id}"
        raise ConflictError(f"lead {lead_id} {how}", slug="not-pulled", hint=hint)
    if moment.system in {"closed", "dead"}:
        raise ConflictError(
            f"lead {lead_id} is {moment.system}; it does not go back to a queue", slug="lead-finished",
            hint=f"leadctl lead status {lead_id} STATUS opens it again",
        )  # fmt: skip
    return found
