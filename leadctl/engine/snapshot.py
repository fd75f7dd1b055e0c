"""Reads what the planner needs: people and how full they are, places, strategies with rosters and credits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from leadctl.config.model import Config, Limits, Strategy
from leadctl.days_off import DaysOff
from leadctl.db import dated, people, queue, rosters, seen, settings, unavailable
from leadctl.engine.candidates import Desk
from leadctl.engine.criteria import compile_criteria
from leadctl.engine.decisions import CORE, Places, Queue, Row, Stage
from leadctl.engine.eligibility import Load, User
from leadctl.engine.places import load_places
from leadctl.engine.scoring import Rules
from leadctl.engine.stages import NO_LIMITS, Builder, Roster, of_mode
from leadctl.engine.strategies.performance import Shares
from leadctl.hours import Block, Hours, calendar
from leadctl.models import FINISHED


@dataclass(frozen=True)
class RuleBook:
    """The rules of a run, compiled once: they stay fixed whatever happens to the database meanwhile."""

    config: Config
    now: int
    fields: tuple[str, ...]  # what stands in each row behind the core
    index: Mapping[str, int]
    gates: Mapping[int, Callable[[Row], str | None]]  # record type id -> gate
    matches: Mapping[str, Callable[[Row], bool]]  # strategy name -> when
    ids: Mapping[str, int]  # casefolded strategy name -> id
    types: Mapping[str, int]  # casefolded record type -> id
    systems: Mapping[int, str]  # status id -> system status
    finished: tuple[int, ...]  # statuses closed or dead
    shares: dict[int, Shares] = field(
        default_factory=dict
    )  # strategy id -> what performance goes by, as first worked out


def push_strategies(config: Config) -> list[Strategy]:
    """Return the strategies that assign asks, in the order of the file."""
    return of_mode(config, "push")


def compile_rules(con: sqlite3.Connection, config: Config, now: int) -> RuleBook:
    """Return the rules of `config` compiled for rows of core columns and the fields that the rules really read."""
    core = {name: at for at, name in enumerate(CORE) if name in {"priority", "value", "score"}}
    names: set[str] = set()
    for gate in config.gates:
        names |= (gate.hold_when if gate.require is None else gate.require).fields()
    enabled = [s for s in config.strategies if s.enabled]
    for strategy in enabled:
        names |= strategy.when.fields() | {lead_field for _, lead_field in strategy.needs}
        names |= extra_fields(strategy)
    fields = tuple(sorted(names - core.keys()))
    index = core | {name: len(CORE) + at for at, name in enumerate(fields)}
    types = settings.name_ids(con, "record_type")
    gates = {}
    for name, type_id in types.items():
        rules = Rules.compile(config, name, index, now)
        if rules.gates:
            gates[type_id] = rules.gate
    systems = settings.status_systems(con, now)
    return RuleBook(
        config=config,
        now=now,
        fields=fields,
        index=index,
        gates=gates,
        matches={s.name: compile_criteria(s.when, index, now) for s in enabled},
        ids=settings.name_ids(con, "strategy"),
        types=types,
        systems=systems,
        finished=tuple(i for i, system in systems.items() if system in FINISHED),
    )


def extra_fields(strategy: Strategy) -> frozenset[str]:
    """Return the lead fields that a strategy reads besides its criteria: where the lead is, what finds its owner."""
    found: frozenset[str] = frozenset()
    if strategy.calling_hours:
        from leadctl.engine import calling

        found |= frozenset(calling.FIELDS)
    if strategy.method in {"nearest", "account_owner"} or strategy.territory is not None:
        from leadctl.engine import finders

        found |= frozenset(finders.fields(strategy))
    return found


@dataclass(frozen=True)
class Snapshot:
    """The people, places and strategies of a run as they stand at a chunk's start."""

    desk: Desk
    places: Places
    stages: list[Stage]
    queues: list[Queue]
    warnings: tuple[str, ...] = ()


def load(con: sqlite3.Connection, book: RuleBook) -> Snapshot:
    """Return everybody and everything as it stands now."""
    config = book.config
    members = rosters.current(con)
    users = load_users(con, config, book.now)
    needed = [s for s in push_strategies(config) if s.limits != NO_LIMITS and s.name.casefold() in book.ids]
    loads, here = _loads(con, book, users, needed, members)
    desk = Desk(book.now, users, loads)
    builder = Builder(con, book, desk, members, here)
    stages = builder.stages()
    return Snapshot(desk, load_places(con), stages, builder.queues(), tuple(builder.warnings))


def load_users(con: sqlite3.Connection, config: Config, now: int) -> dict[int, User]:
    """Return user id -> user as eligibility sees him at `now`."""
    tags = dated.current_tags(con)
    teams = dated.current_teams(con)
    shifts = dated.current_shifts(con)
    away: dict[int, list[tuple[int, int]]] = {}
    for absence in dated.absences(con):
        away.setdefault(absence.user_id, []).append((absence.starts_at, absence.ends_at))
    spells = {(s.user_id, s.kind): s.ends_at for s in unavailable.current(con, now)}
    last_seen = seen.latest(con, now, max((s.active_within or 0 for s in config.strategies), default=0))
    off = DaysOff(config, people.all_accounts(con), now)
    found = {}
    for user in people.all_users(con):
        zone = user.timezone or config.timezone
        blocks = tuple(Block(b.weekday, b.starts, b.ends, b.timezone or zone) for b in shifts.get(user.id, ()))
        found[user.id] = User(
            id=user.id,
            login=user.login,
            account_id=user.account_id,
            team_id=next(iter(teams.get(user.id, ())), None),
            zone=zone,
            disabled=user.disabled_at is not None,
            paused_until=spells.get((user.id, "paused")),
            busy_until=spells.get((user.id, "busy")),
            last_seen_at=last_seen.get(user.id),
            auto_accept=bool(user.auto_accept),
            hours=Hours(blocks, tuple(away.get(user.id, ())), off.spans(user.account_id, zone)),
            tags=frozenset(tag.casefold() for tag in tags.get(user.id, ())),
        )
    return found


def user_limits(user: people.User) -> Limits:
    """Return a user's caps over all strategies."""
    return Limits(user.per_hour, user.per_day, user.per_week, user.open_cap)


def _loads(
    con: sqlite3.Connection,
    book: RuleBook,
    users: Mapping[int, User],
    capped: list[Strategy],
    all_members: Mapping[int, Roster],
) -> tuple[dict[int, Load], dict[str, dict[int, Load]]]:
    """Return (user id -> load over everything, strategy name -> user id -> load), of those with a cap.

    Members of strategies that go by load have one too, whether capped or not.
    """
    own = {u.id: user_limits(u) for u in people.all_users(con) if user_limits(u) != NO_LIMITS}
    members = {s.name: [u for u in all_members.get(book.ids[s.name.casefold()], {}) if u in users] for s in capped}
    counted = set(own).union(*members.values())
    weighed = {user for user in _members_by_load(book, all_members) if user in users}
    opens: dict[tuple[int, int], int] = {}
    by_strategy = any(s.limits.open is not None for s in capped)
    if by_strategy or weighed or any(limits.open is not None for limits in own.values()):
        opens = queue.open_counts(con, counted | weighed, book.finished, by_strategy)
    owned: dict[int, int] = {}
    for (user_id, _), count in opens.items():
        owned[user_id] = owned.get(user_id, 0) + count
    given = {}
    for user_id in counted:
        local = calendar(book.now, users[user_id].zone, book.config.week_starts)
        given[user_id] = queue.given(con, user_id, *local)
    loads = {user_id: Load(NO_LIMITS, open=owned.get(user_id, 0)) for user_id in weighed - own.keys()}
    for user_id, limits in own.items():
        parts = given[user_id].values()
        hour, day, week = (sum(p[i] for p in parts) for i in range(3))
        loads[user_id] = Load(limits, hour, day, week, owned.get(user_id, 0))
    here: dict[str, dict[int, Load]] = {}
    for strategy in capped:
        key = book.ids[strategy.name.casefold()]
        here[strategy.name] = {
            u: Load(strategy.limits, *given[u].get(key, (0, 0, 0)), opens.get((u, key), 0))
            for u in members[strategy.name]
        }
    return loads, here


def _members_by_load(book: RuleBook, all_members: Mapping[int, Roster]) -> set[int]:
    """Return everybody whom a strategy might choose for how full he is."""
    found: set[int] = set()
    for strategy in push_strategies(book.config):
        if strategy.method == "least_loaded":
            found |= all_members.get(book.ids.get(strategy.name.casefold(), 0), {}).keys()
    return found
