"""The strategies enabled in the period and their members: in `report performance` even with zeros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leadctl.db import facts_names
from leadctl.reports.counting import Key, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question


def add_roster(question: Question, groups: list[Dimension], tally: Tally) -> None:
    """Make a group of zeros for every strategy enabled in the period, and for its members.

    A strategy of which no member is shown, because all are disabled or it has none, gets one row, of user (none).
    """
    names = {d.name for d in groups}
    if not names & {"strategy", "user"} or not names <= {"mode", "strategy", "user"}:
        return
    spec = question.spec
    hidden = frozenset() if spec.show_disabled else facts_names.disabled_users(question.con, spec.cut)
    accounts = question.account_ids()
    alone: list[Key] = []  # strategies to which a member may be lacking
    for member in members(question):
        if "user" in names and accounts is not None and member["account"] not in accounts:
            continue
        gone = member["user"] is None or member["user"] in hidden
        key = key_of(groups, [None if gone and d.name == "user" else member[d.name] for d in groups])
        if gone and "user" in names:
            if question.keys("user") is None:
                alone.append(key)
        else:
            _make(tally, key)
    at = [i for i, d in enumerate(groups) if d.name != "user"]
    shown = {tuple(key[i] for i in at) for key in tally.levels[tally.depth]}
    for key in alone:
        if "strategy" in names and tuple(key[i] for i in at) not in shown:
            _make(tally, key)


def members(question: Question) -> Iterator[dict[str, Any]]:
    """Yield dimension -> key of every member that the filters leave, but for --account (`account` is his today)."""
    spec = question.spec
    types = question.dimensions.keys_of("record-type", [spec.record_type]) if spec.record_type else None
    wanted = {kind: question.keys(kind) for kind in ("strategy", "user", "mode", "method", "team")}
    for m in facts_names.roster(question.con, spec.period.start, spec.period.end):
        if types is not None and m.record_type_id is not None and m.record_type_id not in types:
            continue
        member = {"strategy": m.strategy_id, "user": m.user_id, "mode": m.mode, "method": m.method, "team": m.team_id}
        if all(keys is None or member[kind] in keys for kind, keys in wanted.items()):
            yield member | {"account": m.account_id}


def _make(tally: Tally, key: Key) -> None:
    for level in range(tally.depth + 1):
        _ = tally.levels[level][key[:level]]
