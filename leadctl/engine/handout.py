"""Hand-outs: the owner of a team or account gives the leads that stand there to its people, one passage each."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from leadctl.clock import show
from leadctl.config import Config
from leadctl.db import activities, dated, distributions, handouts, holds, offers, people, runs, settings, state
from leadctl.db.attribution import reattribute
from leadctl.db.connection import immediate, rolled_back
from leadctl.db.distributions import NewDistribution
from leadctl.db.handouts import Standing
from leadctl.db.leads import resolve_lead
from leadctl.engine.decisions import FROM, Node, Places
from leadctl.engine.places import load_places
from leadctl.engine.run_summary import Given, RunSummary
from leadctl.errors import ConflictError, LeadctlError, UsageError
from leadctl.models import FINISHED, NO_STRATEGY_NAMES, ROOT_ACCOUNT_ID, Mode, Origin


@dataclass(frozen=True, slots=True)
class HandOut:
    """What is asked: leads that stand at `level` (`place` None = wherever each of them stands) to one user.

    `at` and `now` in seconds UTC; `by` is the user who decided, else the shell user; `force`: also to no member.
    """

    level: str  # team | account
    to: str
    at: int
    place: str | None = None
    by: str | None = None
    force: bool = False
    dry_run: bool = False


class Handed(NamedTuple):
    """One lead handed out: from where, after how many seconds, whose it was. No passage in a dry run."""

    lead_id: int
    place: str
    waited: int
    former_owner: str | None
    distribution_id: int | None


class Refused(NamedTuple):
    """One lead that stays where it is, and why."""

    lead: str
    problem: LeadctlError


@dataclass(slots=True)
class HandOutSummary:
    """What a hand-out did, or would do."""

    to: str
    at: int
    run_id: int | None = None
    handed: list[Handed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def hand_out(
    con: sqlite3.Connection, leads: Iterable[str], asked: HandOut, config: Config, now: int, actor: str
) -> HandOutSummary:
    """Hand leads (id, external id, e-mail or phone) out in one run and return what became of each.

    The passage that held the lead is marked as passed on; the new one has the origin `handout`, and its strategy and
    mode. A lead that cannot be handed out is in `.refused`, the others go. Raises NotFoundError (user, team or
    account), ConflictError (disabled user), UsageError (a time to come).
    """
    with rolled_back(con) if asked.dry_run else immediate(con):
        return _Hand(con, asked, config, now, actor).run(list(dict.fromkeys(leads)))


class _Hand:
    """One hand-out: who gets, who may, and the leads one by one."""

    def __init__(self, con: sqlite3.Connection, asked: HandOut, config: Config, now: int, actor: str) -> None:
        self._con, self._asked, self._config, self._now = con, asked, config, now
        if asked.at > now:
            text = f"{self._when(asked.at)} lies in the future"
            raise UsageError(text, slug="future-time", hint="name a moment up to now")
        self._places: Places = load_places(con)
        self._teams, self._accounts = people.team_names(con), people.account_names(con)
        self._logins = people.user_names(con)
        self._user = self._able(people.find_user(con, asked.to))
        self._by = None if asked.by is None else people.find_user(con, asked.by)
        self._actor = actor if self._by is None else self._by.login
        self._wanted = self._named_place(asked.place)
        self._summary = HandOutSummary(self._user.login, asked.at)
        self._given: Counter[int | None] = Counter()  # by strategy
        self._run_id: int | None = None

    def run(self, leads: Sequence[str]) -> HandOutSummary:
        """Hand out what can be, and return the summary; no run is kept when that is nothing."""
        con, summary = self._con, self._summary
        for text in leads:
            try:
                self._one(resolve_lead(con, text, self._config.region))
            except LeadctlError as problem:
                summary.refused.append(Refused(text, problem))
        reattribute(con, [h.lead_id for h in summary.handed])
        if self._run_id is not None:
            runs.count(con, self._run_id, self._counts(len(leads)).as_json(), finished_at=self._now)
            summary.run_id = None if self._asked.dry_run else self._run_id
        return summary

    def _counts(self, considered: int) -> RunSummary:
        """Return the summary that the run keeps."""
        names = settings.names(self._con, "strategy")
        kept = RunSummary(self._run_id, False, self._now, runs.config_version(self._con), self._config.seed)
        kept.considered, kept.distributed = considered, len(self._summary.handed)
        kept.given = [
            Given(names.get(strategy or 0, NO_STRATEGY_NAMES["handout"]), self._user.login, "user", count)
            for strategy, count in self._given.items()
        ]
        return kept

    # ------------------------------------------------------------ who and where

    def _able(self, user: people.User) -> people.User:
        if user.disabled_at is not None or activities.disabled_then(self._con, user.id, self._asked.at):
            then = "" if user.disabled_at is not None else f" at {self._when(self._asked.at)}"
            raise ConflictError(
                f'user "{user.login}" {"is" if not then else "was"} disabled{then} and takes no leads',
                slug="user-disabled",
                hint=f"leadctl user enable {user.login}, or name another user",
            )
        return user

    def _named_place(self, name: str | None) -> Node | None:
        if name is None:
            return None
        if self._asked.level == "team":
            return -people.find_team(self._con, name).id
        return people.find_account(self._con, name).id

    def _place_name(self, node: Node) -> str:
        return f'team "{self._teams[-node]}"' if node < 0 else f'account "{self._accounts[node]}"'

    def _check_member(self, node: Node) -> None:
        """Refuse a user who is neither in the team or account, at that moment, nor its owner."""
        if self._asked.force or self._places.owners.get(node) == self._user.id:
            return
        if node < 0:
            spells = dated.spans(self._con, "team_member", self._user.id)
            inside, rule = {-node}, "is not a member of"
        else:
            spells = dated.spans(self._con, "user_account", self._user.id)
            inside, rule = set(people.subtree_ids(self._con, node)), "does not sit in"
        if not any(s.value in inside and _holds(s, self._asked.at) for s in spells):
            raise ConflictError(
                f"{self._user.login} {rule} {self._place_name(node)}",
                slug="not-member",
                hint="name one of its people, or --force",
            )

    # ------------------------------------------------------------ one lead

    def _one(self, lead_id: int) -> None:
        con, asked = self._con, self._asked
        lead = state.moment(con, lead_id, self._now)
        assert lead is not None  # it was found by name a moment ago
        held = handouts.standing(con, lead_id)
        node = self._node_of(lead, held)
        self._check_member(node)
        if held is not None:
            self._check_time(lead_id, held)
        strategy_id = None if held is None else held.strategy_id
        passage_id = distributions.next_id(con)
        row = self._passage(lead, node, held, passage_id)
        distributions.pass_on(con, [] if held is None else [held.distribution_id], asked.at, self._now)
        distributions.insert(con, [row])
        state.place(con, [(self._user.id, row.account_id, None, passage_id, 0, lead_id)])
        holds.clear(con, [lead_id])
        self._given[strategy_id] += 1
        since = asked.at if held is None else held.distributed_at
        former = self._logins.get(lead.owner_id or 0)
        name = self._teams[-node] if node < 0 else self._accounts[node]
        self._summary.handed.append(
            Handed(lead_id, name, asked.at - since, former, None if asked.dry_run else passage_id)
        )
        self._note_by(node)

    def _node_of(self, lead: state.Moment, held: Standing | None) -> Node:
        """Return where the lead stands. Raises ConflictError when that is not the place, or there is nothing to do."""
        number, level = lead.lead_id, self._asked.level
        if lead.undone_at is not None:
            text = f"lead {number} was taken back with its import"
            raise ConflictError(text, slug="lead-undone", hint="leadctl imports list")
        if lead.system in FINISHED:
            text = f"lead {number} is {lead.system}: there is nothing to hand out"
            raise ConflictError(text, slug="lead-finished", hint=f"leadctl lead show {number}")
        node = self._stands_at(lead, held)
        if held is not None and held.pending:
            raise ConflictError(
                f"lead {number} is offered to {self._place_name(node)}, which has not accepted it yet",
                slug="offer-pending",
                hint=f"leadctl offer accept {number}",
            )
        if (node < 0) != (level == "team") or self._wanted not in {None, node}:
            wanted = f"not with {'a' if level == 'team' else 'an'} {level}"
            if self._wanted is not None:
                wanted = f"not with {self._place_name(self._wanted)}"
            verb = "team" if node < 0 else "account"
            raise ConflictError(
                f"lead {number} stands with {self._place_name(node)}, {wanted}",
                slug="not-standing",
                hint=f"leadctl {verb} handout {number} --to USER",
            )
        return node

    def _stands_at(self, lead: state.Moment, held: Standing | None) -> Node:
        if held is not None:
            return -held.team_id if held.level == "team" and held.team_id is not None else held.account_id
        owner = self._logins.get(lead.owner_id or 0)
        asked = owner is None and bool(offers.pending_to(self._con, "lead", lead.lead_id))
        if owner is None and lead.open_distribution_id is None and not asked:
            if lead.holder_team_id is not None:
                return -lead.holder_team_id
            if lead.holder_account_id != ROOT_ACCOUNT_ID:
                return lead.holder_account_id
        verb, hint = ("belongs to " + owner, "transfer") if owner else ("was given to nobody yet", "give")
        if asked:
            verb = "is offered to users and waits for the answer"
        raise ConflictError(
            f"lead {lead.lead_id} {verb}: it stands with no team or account",
            slug="not-standing",
            hint=f"leadctl lead {hint} {lead.lead_id} --to USER",
        )

    def _check_time(self, lead_id: int, held: Standing) -> None:
        if self._asked.at < held.distributed_at:
            raise ConflictError(
                f"lead {lead_id} came to it only at {self._when(held.distributed_at)}, after"
                f" {self._when(self._asked.at)}",
                slug="too-early",
                hint="--at no earlier than that",
            )

    def _passage(self, lead: state.Moment, node: Node, held: Standing | None, passage_id: int) -> NewDistribution:
        """Return the new passage: as of the moment of the hand-out, by the strategy that had brought the lead there."""
        at, user = self._asked.at, self._user
        seats = [s.value for s in dated.spans(self._con, "user_account", user.id) if _holds(s, at)]
        teams = [s.value for s in dated.spans(self._con, "team_member", user.id) if _holds(s, at)]
        row = state.passage_to(
            lead,
            user.id,
            seats[-1] if seats else user.account_id,
            [-node] if node < 0 else sorted(teams),
            passage_id=passage_id,
            origin=Origin.HANDOUT,
            mode=Mode.NONE if held is None else held.mode,
            at=at,
            recorded_at=self._now,
            actor=self._actor,
        )
        system = activities.system_at(self._con, activities.status_at(self._con, lead.lead_id, at), at)
        account_id, team_id = self._places.split(node)
        return row._replace(
            strategy_id=None if held is None else held.strategy_id,
            run_id=self._run(),
            system_then=system or lead.system,
            path=json.dumps([[FROM, account_id, team_id, lead.owner_id]], separators=(",", ":")),
        )

    def _run(self) -> int:
        """Return the run of this hand-out, begun with its first lead."""
        if self._run_id is None:
            con, options = self._con, {"handout": self._asked.level, "to": self._user.login, "by": self._actor}
            version, seed = runs.config_version(con), self._config.seed
            self._run_id = runs.start(con, "give", self._now, version=version, seed=seed, options=options)
        return self._run_id

    def _note_by(self, node: Node) -> None:
        """Say it when somebody else than the accountable user decided."""
        owner = self._places.owners.get(node)
        if self._by is None or owner is None or owner == self._by.id:
            return
        text = f"{self._by.login} hands out for {self._logins[owner]}, who is accountable for {self._place_name(node)}"
        if text not in self._summary.notes:
            self._summary.notes.append(text)

    def _when(self, moment: int) -> str:
        return show(moment, self._config.timezone)


def _holds(spell: dated.Span, at: int) -> bool:
    return spell.valid_from <= at and (spell.valid_to is None or spell.valid_to > at)
