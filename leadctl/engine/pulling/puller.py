"""One user at one moment: the queues he may pull from, and which leads of them he may take, best first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import NamedTuple

from leadctl.config.model import Config, Limits, Strategy
from leadctl.db import people, pulls
from leadctl.db import queue as run_queue
from leadctl.db.pull_queues import Queue
from leadctl.engine.candidates import NO_PAST, CandidateSet, Desk, Pool
from leadctl.engine.decisions import LEAD, Row
from leadctl.engine.eligibility import NO_LOAD, Load, User, check
from leadctl.engine.pulling.model import MAX_UNWORKED, Shortage
from leadctl.engine.pulling.reader import Reader
from leadctl.engine.run_rows import read_past
from leadctl.engine.snapshot import load_users, user_limits
from leadctl.engine.stages import Builder
from leadctl.errors import ConflictError, UsageError
from leadctl.hours import calendar
from leadctl.models import Code

NO_LIMITS = Limits()
ASKED = 200  # leads outside calling hours that are asked when these begin
Member = tuple[int, int | None]  # weight in millionths, team id


class Eligible(NamedTuple):
    """A lead that the user may take now."""

    row: Row
    candidates: CandidateSet


class Line:
    """One pull strategy that the user is in, and its leads as they come."""

    def __init__(self, rule: Strategy, strategy_id: int, weight: int, pool: Pool, queues: Sequence[Queue]) -> None:
        self.rule, self.id, self.weight, self.pool, self.queues = rule, strategy_id, weight, pool, tuple(queues)
        self.leads: Generator[Eligible, None, None]
        self.code: str | None = None  # why the user may not pull from it now
        self.refused: Counter[str] = Counter()
        self.opens: list[int] = []  # when it becomes lawful to call the first of those outside calling hours


class Puller:
    """Plans a pull; nothing is written here.

    `only` names one strategy; `lead_id` one lead (then the strategies that let users choose are asked). `look`: to list
    what he could take if he might: his own state keeps nothing back. Raises NotFoundError (strategy), ConflictError
    (he is disabled), UsageError (none lets him choose).
    """

    def __init__(
        self,
        reader: Reader,
        user: people.User,
        *,
        only: str | None = None,
        lead_id: int | None = None,
        look: bool = False,
    ) -> None:
        self.reader, self.user_row, self.now = reader, user, reader.now
        self.con: sqlite3.Connection = reader.con
        self.config: Config = reader.config
        self.user: User = load_users(self.con, self.config, self.now)[user.id]
        self.user.last_seen_at = self.now  # who pulls is active
        self.taken: set[int] = set()
        rules = self._rules(only, lead_id)
        self._here, own = self._loads(rules)
        self.desk = Desk(self.now, {user.id: self.user}, {} if own is None else {user.id: own})
        seat, here = self.desk, self._here
        if look:
            free = User(user.id, user.login, self.user.account_id, last_seen_at=self.now, tags=self.user.tags)
            seat, here = Desk(self.now, {user.id: free}, {}), {}
        self._builder = Builder(self.con, reader.book, seat, {}, here)
        self.lines = [self._line(rule, number, member, lead_id) for rule, number, member in rules]
        self.unworked = self._unworked()

    def _rules(self, only: str | None, lead_id: int | None) -> list[tuple[Strategy, int, Member]]:
        """Return (strategy, id, membership) of those the user is in."""
        if self.user_row.disabled_at is not None and self.user_row.disabled_at <= self.now:
            login = self.user_row.login
            raise ConflictError(
                f"{login} is disabled and may pull nothing", slug="user-disabled", hint=f"leadctl user enable {login}"
            )
        member = pulls.memberships(self.con, self.user_row.id)
        known = self.reader.rules(only)
        found = [(rule, number, member[number]) for rule, number in known if number in member]
        if lead_id is not None and found:
            found = [entry for entry in found if entry[0].pull.choose]
            if not found:
                raise UsageError(
                    f"no strategy lets {self.user_row.login} choose the lead", slug="no-choice",
                    hint="choose = true on the [[strategy]], or leave out --lead",
                )  # fmt: skip
        return found

    def _line(self, rule: Strategy, number: int, member: Member, lead_id: int | None) -> Line:
        pool = self._builder.pool(rule, number, {self.user.id: member}, push=False)
        seat = [self.user_row.account_id]
        queues = self.reader.queues(rule, seat, user_id=self.user.id, lead_id=lead_id)
        line = Line(rule, number, member[0], pool, queues)
        line.leads = self._in_turn(line) if rule.pull.source_order == "round_robin" else self._one_by_one(line)
        return line

    # ------------------------------------------------------------ how full the user is

    def _loads(
        self, rules: Sequence[tuple[Strategy, int, Member]]
    ) -> tuple[dict[str, Mapping[int, Load]], Load | None]:
        """Return (strategy name -> his load from it, his load over everything), of what has a cap only."""
        limits = user_limits(self.user_row)
        if limits == NO_LIMITS and all(rule.limits == NO_LIMITS for rule, _, _ in rules):
            return {}, None
        spans = calendar(self.now, self.user.zone, self.config.week_starts)
        given = run_queue.given(self.con, self.user.id, *spans)
        opens: Mapping[int, int] = {}
        if limits.open is not None or any(rule.limits.open is not None for rule, _, _ in rules):
            opens = pulls.open_counts(self.con, self.user.id, self.reader.book.finished)
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
        return pulls.unworked(self.con, self.user.id, self.reader.book.finished)

    def closed(self, line: Line) -> str | None:
        """Return why the user may not pull from a strategy now, whatever the lead; None when he may."""
        most = line.rule.pull.max_unworked
        code = check(
            self.user,
            self.now,
            own=self.desk.own(self.user.id),
            here=self._here.get(line.rule.name, {}).get(self.user.id, NO_LOAD),
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

    def close(self) -> None:
        """Let go of the queues: a statement left open would hold on to a state of the database that is past."""
        for line in self.lines:
            line.leads.close()

    def _one_by_one(self, line: Line) -> Generator[Eligible, None, None]:
        for queue in line.queues:
            yield from self._eligible(line, queue)

    def _in_turn(self, line: Line) -> Generator[Eligible, None, None]:
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
        calling = self.reader.calling(line.rule)
        quiet = None if calling is None else calling.quiet(line.rule.calling_hours_unknown)
        for rows in self.reader.leads(line.rule, queue, line.refused):
            past = read_past(self.con, rows)
            if calling is not None:
                calling.prefetch(rows)
            for row in rows:
                if row[LEAD] in self.taken:
                    continue
                closed = quiet is not None and quiet(row)
                candidates = line.pool.candidates(row, past.get(row[LEAD], NO_PAST), quiet=closed)
                if candidates.users:
                    yield Eligible(row, candidates)
                    continue
                code = str(candidates.members[0][2])
                line.refused[code] += 1
                if calling is not None and code == Code.LEAD_QUIET_HOURS and line.refused[code] <= ASKED:
                    opens = calling.next_lawful(row)
                    line.opens += [] if opens is None else [opens]

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
            short.lawful_at = min(line.opens, default=None)
            short.cooling, short.next_at, short.exhausted = self.reader.not_ready(line.queues)
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
