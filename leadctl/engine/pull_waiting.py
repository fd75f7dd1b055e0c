"""The pull queues as assign sees them: leads that no strategy gives out and that somebody may pull wait there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping

from leadctl.config.model import Strategy
from leadctl.db import pull_queues, pulls
from leadctl.db.settings import name_ids
from leadctl.engine.decisions import LEAD, SOURCE, Node, Queue, Row

Matches = Callable[[Row], bool]


def queues(
    con: sqlite3.Connection, rule: Strategy, strategy_id: int, type_id: int | None, nodes: Mapping[str, Node],
    matches: Matches,
) -> Iterator[Queue]:  # fmt: skip
    """Yield what waits for those who pull from `rule`: one queue, or one for each account that its members sit in.

    `type_id`: record type, None = any; `nodes`: casefolded name -> account or team; `matches`: its `when`, compiled.
    Leads that were pulled as often as they may be wait for nobody.
    """
    pull = rule.pull
    if pull.queue == "unworked":
        return
    matches = _pullable(con, matches, pull.max_pulls)
    if pull.queue == "own":
        for account_id in sorted(set(pulls.members(con, strategy_id).values())):
            yield Queue(strategy_id, type_id, account_id, matches)
        return
    node = nodes.get(rule.from_account.casefold())
    if node is None:
        return
    if pull.queue == "sources":
        ids = name_ids(con, "source")
        matches = _from_sources(matches, frozenset(ids.get(name.casefold(), -1) for name in pull.sources))
    yield Queue(strategy_id, type_id, node, matches)


def _pullable(con: sqlite3.Connection, matches: Matches, max_pulls: int | None) -> Matches:
    if max_pulls is None:
        return matches
    spent = pull_queues.pulled_often(con, max_pulls)
    return (lambda row: row[LEAD] not in spent and matches(row)) if spent else matches


def _from_sources(matches: Matches, sources: frozenset[int]) -> Matches:
    return lambda row: row[SOURCE] in sources and matches(row)
