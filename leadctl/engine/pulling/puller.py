"""One user at one moment: the queues he may pull from, and which leads of them he may take, best first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from leadctl.config.model import Config, Limits, Strategy
from leadctl.db import leads, people, pull_queues, pulls
from leadctl.db import queue as run_queue
from leadctl.db.pull_queues import Queue
from leadctl.db.settings import name_ids
from leadctl.db.sieve import sieve
from leadctl.engine.candidates import NO_PAST, CandidateSet, Desk, Pool
from leadctl.engine.decisions import LEAD, TYPE, Node, Row
from leadctl.engine.eligibility import Load, User, check
from leadctl.engine.hours import calendar
from leadctl.engine.pulling.model import GATE, MAX_UNWORKED, Shortage
from leadctl.engine.run_rows import read_past
from leadctl.engine.snapshot import RuleBook, compile_rules, load_users, user_limits
from leadctl.engine.stages import Builder, node_names, of_mode
from leadctl.errors import NotFoundError, UsageError, did_you_mean
from leadctl.models import ROOT_ACCOUNT_ID

BATCHES = (4, 64, 1024)  # leads read at a time: most pulls need the first one
NO_LIMITS = Limits()


class Eligible(NamedTuple):
    """A lead that the user may take now."""

    row: Row
    candidates: CandidateSet


class Line:
    """One pull strategy that the user is in, and its leads as they come."""

    def __init__(self, rule: Strategy, strategy_id: int, weight: int, pool: Pool, queues: Sequence[Queue]) -> None:
        self.rule, self.id, self.weight, self.pool, self.queues = rule, strategy_id, weight, pool, tuple(queues)
        self.quiet: Callable[[Row], bool] | None = None
        self.leads: Iterator[Eligible] = iter(())
        self.code: str | None = None  # why the user may not pull from it now
        self.refused: Counter[str] = Counter()


class Puller:
    """Plans a pull: nothing is written here. `only` names one strategy; `lead_id` one lead (then strategies that let
    users choose are asked). `written`: leads whose time has come were made ready in this transaction."""

    def __init__(
        self,
        con: sqlite3.Connection,
        config: Config,
        user: people.User,
        now: int,
        *,
        only: str | None = None,
        lead_id: int | None = None,
        written: bool = False,
    ) -> None:
        self.con, self.config, self.now, self.written = con, config, now, written
        self.user_row = user
        self.book: RuleBook = compile_rules(con, config, now)
        self.finished = self.book.finished
        self.user: User = load_users(con, config, now)[user.id]
        self.user.last_seen_at = now  # who pulls is active
        self.taken: set[int] = set()
        self._nodes = node_names(con)
        rules = self._rules(only, lead_id)
        here, own = self._loads(rules)
        self.desk = Desk(now, {user.id: self.user}, {} if own is None else {user.id: own})
        self._builder = Builder(con, self.book, self.desk, {}, here)
        self.lines = [self._line(rule, number, member, lead_id) for rule, number, member in rules]
        self.unworked = self._unworked()

    # ------------------------------------------------------------ which strategies

    def _rules(self, only: str | None, lead_id: int | None) -> list[tuple[Strategy, int, tuple[int, int | None]]]:
        """Return (strategy, id, (weight, team)) of those the user is in. Raises NotFoundError, UsageError."""
        known = of_mode(self.config, "pull")
        if only is not None and only.casefold() not in {s.name.casefold() for s in known}:
            raise NotFoundError(
                f'no pull strategy "{only}" in the rules in force{did_you_mean(only, [s.name for s in known])}',
                slug="no-strategy",
                hint="leadctl queue lists the pull strategies",
            )
        member = pulls.memberships(self.con, self.user_row.id)
        found = []
        for rule in known:
            number = self.book.ids.get(rule.name.casefold())
            wanted = only is None or rule.name.casefold() == only.casefold()
            if wanted and number is not None and number in member:
                found.append((rule, number, member[number]))
        if lead_id is not None and found:
            found = [entry for entry in found if entry[0].pull.choose]
            if not found:
                raise UsageError(
                    "no strategy of his lets a user choose the lead", slug="no-choice",
                    hint="choose = true on the [[strategy]], or leave out --lead",
                )  # fmt: skip
        return found

    def _line(self, rule: Strategy, number: int, member: tuple[int, int | None], lead_id: int | None) -> Line:
        weight, team_id = member
        pool = self._builder.pool(rule, number, {self.user.id: (weight, team_id)}, push=False)
        line = Line(rule, number, weight, pool, self._queues(rule, lead_id))
        if rule.calling_hours:
            from leadctl.engine import calling

            line.quiet = calling.quiet(self.con, self.config, rule, self.book.index, self.now)
        line.leads = self._in_turn(line) if rule.pull.source_order == "round_robin" else self._one_by_one(line)
        return line

    def _queues(self, rule: Strategy, lead_id: int | None) -> list[Queue]:
        where, parameters = sieve(self.con, rule.when, self.now)
        type_id = None
        if rule.record_type is not None:
            type_id = self.book.types.get(rule.record_type.casefold(), -1)
        base = Queue(
            rule.pull.order, record_type_id=type_id, user_id=self.user.id, max_pulls=rule.pull.max_pulls, where=where,
            parameters=parameters, lead_id=lead_id,
        )  # fmt: skip
        if rule.pull.queue == "unworked":
            return [base._replace(limits=pulls.max_unworked(self.con, self.now))]
        node: Node | None = self.user_row.account_id
        if rule.pull.queue != "own":
            node = self._nodes.get(rule.from_account.casefold())
        if node is None:
            return []  # the account or team is gone: config check says so
        team_account = ROOT_ACCOUNT_ID
        if node < 0:
            found = next(t.account_id for t in people.all_teams(self.con) if t.id == -node)
            team_account = ROOT_ACCOUNT_ID if found is None else found
        held = base._replace(node=node, team_account=team_account)
        if rule.pull.queue != "sources":
            return [held]
        ids = name_ids(self.con, "source")
        numbers = [ids[name.casefold()] for name in rule.pull.sources if name.casefold() in ids]
        return [held._replace(source_id=number) for number in numbers]

    # ------------------------------------------------------------ how full the user is

    def _loads(
        self, rules: Sequence[tuple[Strategy, int, tuple[int, int | None]]]
    ) -> tuple[dict[str, Mapping[int, Load]], Load | None]:
        """Return (strategy name -> his load from it, his load over everything), of what has a cap only."""
        limits = user_limits(self.user_row)
        if limits == NO_LIMITS and all(rule.limits == NO_LIMITS for rule, _, _ in rules):
            return {}, None
        spans = calendar(self.now, self.user.zone, self.config.week_starts)
        given = run_queue.given(self.con, self.user.id, *spans)
        opens: Mapping[int, int] = {}
        if limits.open is not None or any(rule.limits.open is not None for rule, _, _ in rules):
            opens = pulls.open_counts(self.con, self.user.id, self.finished)
        here: dict[str, Mapping[int, Load]] = {
            rule.name: {self.user.id: Load(rule.limits, *given.get(number, (0, 0, 0)), opens.get(number, 0))}
            for rule, number, _ in rules
            if rule.limits != NO_LIMITS
        }
        hour, day, week = (sum(part[at] for part in given.values()) for at in range(3))
        own = Load(limits, hour, day, week, sum(opens.values()))
        return here, None if limits == NO_LIMITS else own

    def _unworked(self) -> int:
        """Return how many leads he holds that he pulled and has not worked; 0 when no strategy asks."""
        if all(line.rule.pull.max_unworked is None for line in self.lines):
            return 0
        return pulls.unworked(self.con, self.user.id, self.finished)

    def closed(self, line: Line) -> str | None:
        """Return why the user may not pull from a strategy now, whatever the lead; None when he may."""
        most = line.rule.pull.max_unworked
        code = check(
            self.user,
            self.now,
            own=self.desk.own(self.user.id),
            here=line.pool.here.get(self.user.id, Load()),
            needs_tags=line.rule.needs_tags,
            weight=line.weight,
            push=False,
            stands=self.desk.standing(self.user.id, line.rule.active_within),
        )
        if code is None and most is not None and self.unworked + len(self.taken) >= most:
            return MAX_UNWORKED
        return None if code is None else code.value

    # ------------------------------------------------------------ which leads

    def next(self) -> tuple[Line, Eligible] | None:
        """Return the next lead that the user may take, from the first strategy that has one, and book it as taken."""
        for line in self.lines:
            line.code = self.closed(line)
            found = None if line.code else next(line.leads, None)
            if found is not None:
                self.taken.add(found.row[LEAD])
                line.pool.given(self.user.id)
                return line, found
        return None

    def _one_by_one(self, line: Line) -> Iterator[Eligible]:
        for queue in line.queues:
            yield from self._eligible(line, queue)

    def _in_turn(self, line: Line) -> Iterator[Eligible]:
        """Yield leads of the sources in turn, beginning behind the source that was served last."""
        streams = [(queue.source_id, self._eligible(line, queue)) for queue in line.queues]
        last = pulls.last_source(self.con, line.id)
        at = next((i + 1 for i, (source, _) in enumerate(streams) if source == last), 0)
        streams = streams[at:] + streams[:at]
        while streams:
            source, stream = streams.pop(0)
            found = next(stream, None)
            if found is not None:
                streams.append((source, stream))
                yield found

    def _eligible(self, line: Line, queue: Queue) -> Iterator[Eligible]:
        """Yield the leads of one queue that the user may take; the others are counted by reason."""
        matches = self.book.matches[line.rule.name]
        for batch in self._batches(queue):
            rows = [row for row in self._read(batch) if matches(row)]
            past = read_past(self.con, rows)
            for row in rows:
                if row[LEAD] in self.taken:
                    continue
                gate = self.book.gates.get(row[TYPE])
                if gate is not None and gate(row) is not None:
                    line.refused[GATE] += 1
                    continue
                quiet = line.quiet is not None and line.quiet(row)
                candidates = line.pool.candidates(row, past.get(row[LEAD], NO_PAST), quiet=quiet)
                if candidates.users:
                    yield Eligible(row, candidates)
                else:
                    line.refused[str(candidates.members[0][2])] += 1

    def _batches(self, queue: Queue) -> Iterator[list[int]]:
        found = pull_queues.lead_ids(self.con, queue, self.now, self.finished, written=self.written)
        at = 0
        batch: list[int] = []
        for lead_id in found:
            batch.append(lead_id)
            if len(batch) >= BATCHES[min(at, len(BATCHES) - 1)]:
                yield batch
                at, batch = at + 1, []
        if batch:
            yield batch

    def _read(self, ids: Sequence[int]) -> list[Row]:
        core = pull_queues.rows(self.con, ids)
        if not self.book.fields:
            return list(core)
        read = leads.load_rows(self.con, ids, self.book.fields, self.now)
        return [row + values for row, (_, values) in zip(core, read, strict=True)]

    # ------------------------------------------------------------ why there is no more

    def shortages(self) -> list[Shortage]:
        """Return per strategy why the user gets no more leads from it now."""
        found = []
        for line in self.lines:
            short = Shortage(line.rule.name, line.code, refused=dict(line.refused.most_common()))
            if line.code == MAX_UNWORKED:
                short.holds, short.most = self.unworked + len(self.taken), line.rule.pull.max_unworked
            elif line.code is not None:
                short.until = self.until(line.code)
            for queue in line.queues:
                count, at = pull_queues.cooling(self.con, queue, self.now, self.finished)
                short.cooling += count
                if at is not None:
                    short.next_at = at if short.next_at is None else min(at, short.next_at)
                short.exhausted += pull_queues.exhausted(self.con, queue, self.now, self.finished)
            found.append(short)
        return found

    def until(self, code: str) -> int | None:
        """Return when a reason for taking no leads ends, in seconds UTC; None when nobody can know."""
        if code in {"absent", "off_shift", "holiday"}:
            return self.user.hours.next_open(self.now)
        if code == "paused":
            return self.user.paused_until
        if code == "busy":
            return self.user.busy_until
        spans = calendar(self.now, self.user.zone, self.config.week_starts)
        ends = {"cap_hour": spans.hour[1], "cap_day": spans.day[1], "cap_week": spans.week[1]}
        return ends.get(code)
