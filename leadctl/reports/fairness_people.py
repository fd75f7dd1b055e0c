"""People as dimensions of `report fairness`: the user, and the account and team he was in when a lead was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any, Literal

from leadctl.db import facts_fairness, facts_names
from leadctl.db.facts_dimensions import Expression
from leadctl.db.facts_fairness import Span
from leadctl.errors import UsageError
from leadctl.reports.dimensions import Dimension
from leadctl.reports.question import Question

Kind = Literal["user", "team", "account"]
OF_ACCOUNT = Expression("d.account_id")  # the dimension account, and attributes of accounts


def kind_of(dimension: Dimension) -> Kind | None:
    """Return what of a recipient a dimension is about; None when it is about the lead."""
    if dimension.name == "user":
        return "user"
    if dimension.name == "team":
        return "team"
    return "account" if dimension.expression == OF_ACCOUNT else None


class People:
    """Where everybody was, by epoch: a stretch of the period in which nobody moved as far as the question can see."""

    def __init__(self, question: Question, groups: Sequence[Dimension]) -> None:
        spec = question.spec
        self._wanted = _filters(question)
        self._start = spec.period.start
        self._where = facts_fairness.where_people_were(question.con, spec.period.start, spec.period.end)
        self._seats = facts_fairness.present_accounts(question.con)
        asked = {kind for kind, _ in self._wanted} | {kind_of(d) for d in groups}
        moves: set[int] = set()
        if "account" in asked:
            moves |= _moves(self._where.seats.values())
        if "team" in asked:
            moves |= _moves(self._where.teams.values()) | _moves(self._where.rosters.values())
        self.epochs = sorted(m for m in moves if spec.period.start < m < spec.period.end)
        self.key: Callable[[Kind, int, int, int], int | None] = cache(self._key)
        self.shown: Callable[[int, int, int], bool] = cache(self._shown)

    def _key(self, kind: Kind, user_id: int, strategy_id: int, epoch: int) -> int | None:
        """Return his id, the team through which he was a member (else his first), or the account he sat in."""
        if kind == "user":
            return user_id
        moment = self.epochs[epoch - 1] if epoch else self._start
        if kind == "account":
            seats = self._where.seats.get(user_id, ())
            return next((s.what for s in seats if s.holds(moment)), self._seats.get(user_id))
        teams = [*self._where.rosters.get((strategy_id, user_id), ()), *self._where.teams.get(user_id, ())]
        return next((s.what for s in teams if s.holds(moment)), None)

    def _shown(self, user_id: int, strategy_id: int, epoch: int) -> bool:
        """Return whether the filters on people leave him."""
        return all(self._key(kind, user_id, strategy_id, epoch) in keys for kind, keys in self._wanted)


def _moves(spans: Iterable[Sequence[Span]]) -> set[int]:
    return {m for some in spans for s in some for m in (s.valid_from, s.valid_to) if m is not None}


def _filters(question: Question) -> list[tuple[Kind, Collection[Any]]]:
    """Return what the filters ask of people: (kind, keys). Raises UsageError for places."""
    found: list[tuple[Kind, Collection[Any]]] = []
    accounts = question.account_ids()
    if accounts is not None:
        found.append(("account", accounts))
    for chosen in question.spec.filters:
        kind = kind_of(question.dimensions.get(chosen.kind))
        if kind is not None:
            keys = question.dimensions.keys_of(chosen.kind, chosen.values)
            if kind == "user" and any(key is None or key < 0 for key in keys):
                raise UsageError(
                    f"--user {' '.join(chosen.values)}: report fairness is about people",
                    slug="bad-flags",
                    hint="--account NAME or --team NAME for the people of a place",
                )
            found.append((kind, keys))
    return found


def passage_conditions(question: Question) -> tuple[tuple[str, str], ...]:
    """Return the query's conditions without those that choose people."""
    people = {"account"} | {
        f.kind for f in question.spec.filters if kind_of(question.dimensions.get(f.kind)) is not None
    }
    return tuple(c for c in question.query.conditions if c[0] not in people)


def leavers(question: Question) -> frozenset[tuple[str, str]]:
    """Return the cells of users who were disabled as of the report."""
    gone = facts_names.disabled_users(question.con, question.spec.cut)
    names = question.names.user
    return frozenset((key, names[u]) for u in gone if u in names for key in ("user", "from", "to"))
