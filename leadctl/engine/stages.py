"""Turns the strategies of the rules into stages of a run: people, credits and terms as they stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from leadctl.config.model import Config, Limits, OfferRule, Strategy
from leadctl.db import credits as credit_rows
from leadctl.db import people, performance
from leadctl.engine.candidates import Desk, Pool
from leadctl.engine.criteria import position
from leadctl.engine.decisions import Node, Offer, Queue, Stage
from leadctl.engine.eligibility import Load
from leadctl.engine.lanes import LaneMaker
from leadctl.engine.strategies.performance import Record, Shares, figures

if TYPE_CHECKING:
    from leadctl.engine.lawful import Calling
    from leadctl.engine.snapshot import RuleBook

Roster = Mapping[int, tuple[int, int | None]]  # user id -> (weight in millionths, team id)
NO_LIMITS = Limits()


def of_mode(config: Config, mode: str) -> list[Strategy]:
    """Return the enabled strategies of one mode, in the order of the file."""
    return [s for s in config.strategies if s.enabled and s.mode == mode]


def node_names(con: sqlite3.Connection) -> dict[str, Node]:
    """Return casefolded name -> node; an account goes before a team of the same name."""
    found: dict[str, Node] = {t.name.casefold(): -t.id for t in people.all_teams(con)}
    return found | {a.name.casefold(): a.id for a in people.all_accounts(con)}


class Builder:
    """Makes the stages of one run. `members`: strategy id -> roster; `here`: strategy name -> loads of its own."""

    def __init__(
        self,
        con: sqlite3.Connection,
        book: RuleBook,
        desk: Desk,
        members: Mapping[int, Roster],
        here: Mapping[str, Mapping[int, Load]],
    ) -> None:
        self._con, self._book, self._desk, self._members, self._here = con, book, desk, members, here
        self._nodes = node_names(con)
        self._vectors = credit_rows.load(con)
        self._calling: Calling | None = None
        self._did: dict[tuple[int, int | None], dict[int, tuple[int, int]]] = {}  # how people did, of all who are asked
        self.warnings: list[str] = []

    def stages(self) -> list[Stage]:
        """Return the push strategies that are in force, in order."""
        found = (self._stage(rule) for rule in of_mode(self._book.config, "push"))
        return [stage for stage in found if stage is not None]

    def queues(self) -> list[Queue]:
        """Return the pull strategies whose leads wait for somebody who pulls."""
        from leadctl.engine import pull_waiting

        found: list[Queue] = []
        for rule in of_mode(self._book.config, "pull"):
            number = self._book.ids.get(rule.name.casefold())
            if number is not None:
                matches = self._book.matches[rule.name]
                found += pull_waiting.queues(self._con, rule, number, self._type(rule), self._nodes, matches)
        return found

    def _type(self, rule: Strategy) -> int | None:
        return None if rule.record_type is None else self._book.types.get(rule.record_type.casefold(), -1)

    def _stage(self, rule: Strategy) -> Stage | None:
        book = self._book
        strategy_id = book.ids.get(rule.name.casefold())
        node = self._nodes.get(rule.from_account.casefold())
        if strategy_id is None or node is None:
            self.warnings.append(f'strategy "{rule.name}" is left out: no account or team "{rule.from_account}"')
            return None
        stage = Stage(
            strategy_id, rule.name, node, book.matches[rule.name], record_type_id=self._type(rule), share=rule.share,
            on_empty=rule.on_empty, offer=_offer(rule.offer), hand_out=rule.hand_out,
        )  # fmt: skip
        if rule.calling_hours:
            from leadctl.engine import calling

            if self._calling is None:  # one for all strategies: a place is looked up once
                self._calling = calling.make(self._con, book.config, book.index, book.now)
            stage.quiet, stage.ahead = self._calling.quiet(rule.calling_hours_unknown), self._calling.prefetch
        if rule.method in {"nearest", "account_owner"} or rule.territory is not None:
            from leadctl.engine import finders

            stage.finder = lookup = finders.make(self._con, book, rule, strategy_id)
            self.warnings += lookup.warnings if lookup is not None else ()
        if rule.method == "direct" and rule.territory is None and (rule.to.accounts or rule.to.teams):
            stage.target = self._nodes.get((rule.to.accounts or rule.to.teams)[0].casefold())
        else:
            self._people(stage, rule)
        return stage

    def _people(self, stage: Stage, rule: Strategy) -> None:
        """Give the stage its lanes: one, or one per score band."""
        members = self._members.get(stage.id, {})
        stage.lanes, stage.band = LaneMaker(
            self._book.config,
            rule,
            stage.id,
            self._desk,
            self._vectors,
            lambda roster, shares: self.pool(rule, stage.id, roster, shares=shares),
            lambda: self._shares(rule, stage.id, members),
            people.user_lookup(self._con) if rule.by_band else {},
        ).make(members)
        alive = any(weight > 0 for lane in stage.lanes.values() for weight, _ in lane.pool.roster.values())
        if not alive and stage.finder is None:
            self.warnings.append(
                f'strategy "{rule.name}" has nobody to give to' + (": all weights are 0" if members else "")
            )

    def _shares(self, rule: Strategy, strategy_id: int, members: Roster) -> Shares:
        """Return what `performance` goes by, worked out once a run: it stays whatever closes meanwhile."""
        book = self._book
        if strategy_id not in book.shares:
            found = self._records(rule)
            records = {user: Record(*found[user]) for user in members}
            book.shares[strategy_id] = Shares(figures(records), rule.performance)
        return book.shares[strategy_id]

    def _records(self, rule: Strategy) -> dict[int, tuple[int, int]]:
        """Return how everybody did who is in a strategy that counts like this one: the past is read once for all."""
        book = self._book
        key = (rule.performance.matures_after, self._type(rule))
        if key not in self._did:
            asked: set[int] = set()
            for other in book.config.strategies:
                if _performs(other) and (other.performance.matures_after, self._type(other)) == key:
                    asked |= self._members.get(book.ids.get(other.name.casefold(), 0), {}).keys()
            self._did[key] = performance.records(self._con, asked, book.now, key[0], book.finished, key[1])
        return self._did[key]

    def pool(
        self, rule: Strategy, strategy_id: int, roster: Roster, *, push: bool = True, shares: Shares | None = None
    ) -> Pool:
        """Return the candidates of one strategy."""
        needs = [(kind.casefold(), position(self._book.index, name)) for kind, name in rule.needs]
        return Pool(
            self._desk,
            roster,
            here=self._here.get(rule.name),
            needs=[(kind, at) for kind, at in needs if at is not None],
            needs_tags=rule.needs_tags,
            push=push,
            strategy_id=strategy_id,
            active_within=rule.active_within,
            shape=shares,
        )


def _offer(rule: OfferRule | None) -> Offer | None:
    return None if rule is None else Offer(rule.window, rule.working, rule.broadcast)


def _performs(rule: Strategy) -> bool:
    """Return whether a strategy goes by how people did, if only for one score band."""
    return rule.enabled and (rule.method == "performance" or any(part == "performance" for _, part in rule.to.bands))
