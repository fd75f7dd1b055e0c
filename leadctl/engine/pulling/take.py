"""Taking leads from a queue: picked, assigned and counted in one transaction. A dry run is the same without writing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.config.model import Config
from leadctl.db import (
    attribution,
    connection,
    dated,
    distributions,
    holds,
    owned,
    people,
    pull_queues,
    pulls,
    runs,
    state,
)
from leadctl.db import credits as credit_rows
from leadctl.engine.decisions import FROM, LEAD
from leadctl.engine.pulling.model import Card, PullResult, Taken
from leadctl.engine.pulling.puller import Eligible, Line, Puller
from leadctl.engine.pulling.reader import Reader
from leadctl.models import EndKind


@dataclass(frozen=True, slots=True)
class PullOptions:
    """What is asked for: how many leads, of one strategy alone, one lead by its id; `dry_run` writes nothing."""

    count: int = 1
    strategy: str | None = None
    lead_id: int | None = None
    dry_run: bool = False


_DEFAULTS = PullOptions()


def pull(
    con: sqlite3.Connection,
    config: Config,
    user_name: str,
    now: int,
    actor: str,
    options: PullOptions = _DEFAULTS,
) -> PullResult:
    """Give the user the best leads that he may take, and return them; with fewer than asked for, also why.

    Strategies are asked in the order of the file; each attempt is stored as a run, an empty one too. Raises
    NotFoundError (user, strategy), ConflictError (he is disabled), UsageError (a lead asked for where no strategy
    lets users choose).
    """
    with connection.snapshot(con) if options.dry_run else connection.immediate(con):
        return _pull(con, config, people.find_user(con, user_name), now, actor, options)


def _pull(
    con: sqlite3.Connection, config: Config, user: people.User, now: int, actor: str, options: PullOptions
) -> PullResult:
    wet = not options.dry_run
    reader = Reader(con, config, now, written=wet)
    puller = Puller(reader, user, only=options.strategy, lead_id=options.lead_id)
    if wet:
        _make_ready(con, puller, now)
    found = _pick(puller, options.count)
    version = runs.config_version(con)
    result = PullResult(
        None, options.dry_run, now, user.login, options.count, version, options.strategy, options.lead_id
    )
    if len(found) < options.count:
        result.why = puller.shortages()
        if options.lead_id is not None:
            result.problem = _problem(con, options.lead_id, now)
    ids = [eligible.row[LEAD] for _, eligible in found]
    cards = {row[0]: Card(*row) for row in pulls.cards(con, ids)}
    former = {lead_id: _owner(con, lead_id, now) for lead_id in ids}
    made: dict[int, int] = {}
    if wet:
        result.run_id = _begin(con, config, user, now, version, options)
        made = _Store(con, puller, result.run_id, now, actor).store(found)
    logins = people.user_names(con) if any(former.values()) else {}
    for lead_id, (line, _) in zip(ids, found, strict=True):
        login = logins.get(former[lead_id] or 0)
        result.leads.append(Taken(cards[lead_id], line.rule.name, login, made.get(lead_id)))
    if result.run_id is not None:
        runs.count(con, result.run_id, result.as_json(), finished_at=now)
    return result


def _make_ready(con: sqlite3.Connection, puller: Puller, now: int) -> None:
    """Put leads whose time has come back into the queues that are about to be asked."""
    for account_id in {pull_queues.account_of(queue) for line in puller.lines for queue in line.queues}:
        if account_id is not None:
            pull_queues.make_ready(con, account_id, now)


def _pick(puller: Puller, count: int) -> list[tuple[Line, Eligible]]:
    found: list[tuple[Line, Eligible]] = []
    while len(found) < count and (picked := puller.next()) is not None:
        found.append(picked)
    puller.close()
    return found


def _begin(
    con: sqlite3.Connection, config: Config, user: people.User, now: int, version: int | None, options: PullOptions
) -> int:
    """Insert the run and return its id; its flags are those that were typed."""
    flags: dict[str, str | int | None] = {"strategy": options.strategy, "lead": options.lead_id}
    flags |= {"count": options.count} if options.count > 1 else {}
    typed = {key: value for key, value in flags.items() if value is not None}
    return runs.start(con, "pull", now, version=version, seed=config.seed, options=typed, user_id=user.id)


def _owner(con: sqlite3.Connection, lead_id: int, now: int) -> int | None:
    lead = state.moment(con, lead_id, now)
    return None if lead is None else lead.owner_id


def _problem(con: sqlite3.Connection, lead_id: int, now: int) -> str | None:
    """Return what keeps a lead that was asked for out of every queue, in a word; None = the shortages say it."""
    lead = state.moment(con, lead_id, now)
    if lead is None or lead.undone_at is not None:
        return "gone"
    if lead.owner_id is not None:
        return "owned"
    if lead.waiting and lead.duplicate_of is None:
        return None
    return "finished" if lead.system in {"closed", "dead"} else "withheld"


class _Store:
    """Writes what was picked: passages, transfers, state, counts. The caller holds the transaction."""

    def __init__(self, con: sqlite3.Connection, puller: Puller, run_id: int, now: int, actor: str) -> None:
        self._con, self._puller, self._run_id, self._now, self._actor = con, puller, run_id, now, actor

    def store(self, found: list[tuple[Line, Eligible]]) -> dict[int, int]:
        """Write all of it and return lead -> its new passage."""
        con, user = self._con, self._puller.user_row
        made = {eligible.row[LEAD]: self._one(line, eligible) for line, eligible in found}
        ids = list(made)
        pulls.pulled(con, ids)
        holds.clear(con, ids)
        pulls.seen(con, user.id, self._now)
        attribution.mark_repeats(con, ids, self._now)
        attribution.reattribute_worked_since(con, ids, self._now)
        behind = [linked for lead_id in ids for linked in owned.linked(con, lead_id)]
        if behind:
            state.rewait(con, behind, self._now)
        return made

    def _one(self, line: Line, eligible: Eligible) -> int:
        """Write the passage of one lead, after ending the one before it; return its id."""
        con, user, now = self._con, self._puller.user_row, self._now
        lead = state.moment(con, eligible.row[LEAD], now)
        assert lead is not None
        self._end_open(lead)
        passage_id = distributions.next_id(con)
        teams = dated.current_teams(con).get(user.id, ())
        team_id = line.pool.team_of(user.id)
        passage = state.passage_to(
            lead,
            user.id,
            user.account_id,
            teams if team_id is None else (team_id,),
            passage_id=passage_id,
            origin="engine",
            at=now,
            recorded_at=now,
            mode="pull",
            actor=self._actor,
        )
        came = f'[["{FROM}",{lead.holder_account_id},{"null" if lead.holder_team_id is None else lead.holder_team_id}]]'
        set_id = credit_rows.intern_set(con, eligible.candidates.digest, eligible.candidates.text)
        passage = passage._replace(strategy_id=line.id, run_id=self._run_id, candidate_set_id=set_id, path=came)
        distributions.insert(con, [passage])
        state.place(con, [(user.id, user.account_id, None, passage_id, 0, lead.lead_id)])
        return passage_id

    def _end_open(self, lead: state.Moment) -> None:
        """A lead that lies with an account or team goes on by design; one that another owns changes hands."""
        con, now = self._con, self._now
        if lead.owner_id is None:
            distributions.pass_on(con, [i for i, _ in state.open_passages(con, lead.lead_id)], now, now)
            return
        ended = None
        for ended, _ in state.open_passages(con, lead.lead_id):
            distributions.end(con, ended, EndKind.TRANSFERRED, now)
        reason = "unworked for too long"
        user_id = self._puller.user_row.id
        state.add_transfer(con, lead.lead_id, lead.owner_id, user_id, ended, self._actor, reason, now)
