"""What happened since the marks that somebody is to be told of, as events."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from leadctl.db import alert_facts, people
from leadctl.db.alert_facts import Marks, NewNotice, NewPassage, Repeat
from leadctl.engine.alerts.calendar import calendar_id
from leadctl.engine.alerts.event import Event
from leadctl.engine.places import load_places
from leadctl.models import EndKind, Level

REASONS: Final[dict[str, str]] = {EndKind.REJECTED: "rejected it", EndKind.EXPIRED: "let it run out"}


class Finder:
    """Reads what is new; names and owners of places are read once, when they are needed."""

    def __init__(self, con: sqlite3.Connection, before: Marks, after: Marks) -> None:
        self._con, self._before, self._after = con, before, after

    @classmethod
    def of(cls, con: sqlite3.Connection) -> Finder:
        """Return one that looks at given passages only."""
        return cls(con, alert_facts.NO_MARKS, alert_facts.NO_MARKS)

    def events(self) -> list[Event]:
        """Return everything to tell, in order of what it is about. Holds of which it tells are marked as told."""
        before, after, con = self._before, self._after, self._con
        found: list[Event] = []
        if after.passage > before.passage:
            found += self.given(alert_facts.new_passages(con, before.passage))
        if after.notice > before.notice:
            found += self._noticed(alert_facts.new_notices(con, before.notice))
        if after.activity > before.activity:
            found += self._appointments()
        ended, run_id = alert_facts.ended_run(con, before, after)
        if ended:
            found += self._repeats(alert_facts.repeats(con)) + self._held(run_id)
        elif after.lead > before.lead:
            found += self._repeats(alert_facts.new_repeats(con, before.lead))
        return found

    # ------------------------------------------------------------ passages

    def given(self, passages: Iterable[NewPassage]) -> list[Event]:
        """Return what passages come to: one event per recipient and run, one for each that wants an answer."""
        found: list[Event] = []
        together: dict[tuple[int | None, int | None, bool, int], list[NewPassage]] = {}
        for p in passages:
            user_id = self._whose(p)
            if p.asks or p.before in REASONS:
                found.append(self._single(p, user_id))
            else:
                alone = 0 if p.run_id is not None else p.id
                together.setdefault((user_id, p.run_id, p.own_doing, alone), []).append(p)
        return found + [self.together(user_id, group) for (user_id, *_), group in together.items()]

    def together(self, user_id: int | None, group: Sequence[NewPassage]) -> Event:
        """Return the one event of what a recipient got in a run."""
        first, last = group[0], group[-1]
        return Event(
            "distributed",
            f"{first.run_id}:{last.id}",
            user_id,
            tuple(p.lead_id for p in group),
            first.distributed_at,
            first.recorded_at,
            first.run_id,
            passages=tuple(p.id for p in group),
            facts=self._facts(group),
            to_people=not first.own_doing,
        )

    def _single(self, p: NewPassage, user_id: int | None) -> Event:
        facts = self._facts([p])
        if p.before in REASONS:
            facts["reason"] = REASONS[p.before]
        if p.asks and p.expires_at is not None:
            facts["expires_at"] = p.expires_at
        kind = "rerouted" if p.before in REASONS else "offered"
        return Event(
            kind, str(p.id), user_id, (p.lead_id,), p.distributed_at, p.recorded_at, p.run_id, p.id, facts=facts,
            to_people=not p.own_doing,
        )  # fmt: skip

    def _facts(self, group: Sequence[NewPassage]) -> dict[str, Any]:
        strategies = dict.fromkeys(p.strategy for p in group if p.strategy)
        places = dict.fromkeys(self._place(p) for p in group)
        facts = {"recipient": ", ".join(places)}
        return facts | ({"strategy": ", ".join(strategies)} if strategies else {})

    def _place(self, p: NewPassage) -> str:
        if p.user_id is not None:
            return self._logins[p.user_id]
        return f"[{self._teams[p.team_id]}]" if p.team_id is not None else f"[{self._accounts[p.account_id]}]"

    def _whose(self, p: NewPassage | NewNotice) -> int | None:
        """Return who answers for a passage: its user, else the owner of the team or account."""
        if p.user_id is not None or p.account_id is None:
            return p.user_id
        node = -p.team_id if p.level == Level.TEAM and p.team_id is not None else p.account_id
        return self._owners.get(node)

    @cached_property
    def _logins(self) -> dict[int, str]:
        return people.user_names(self._con)

    @cached_property
    def _teams(self) -> dict[int, str]:
        return people.team_names(self._con)

    @cached_property
    def _accounts(self) -> dict[int, str]:
        return people.account_names(self._con)

    @cached_property
    def _owners(self) -> Mapping[int, int | None]:
        return load_places(self._con).owners

    # ------------------------------------------------------------ notices and appointments

    def _noticed(self, notices: Iterable[NewNotice]) -> list[Event]:
        """Return reminders one by one, and requests for feedback one per user."""
        found: list[Event] = []
        asked: dict[int | None, list[NewNotice]] = {}
        for n in notices:
            if n.kind == "feedback":
                asked.setdefault(self._whose(n), []).append(n)
                continue
            facts: dict[str, Any] = {"due_at": n.due_at, "note": n.note or ""}
            if n.kind == "offer_ends":
                facts = {"expires_at": n.expires_at} if n.expires_at is not None else {}
                facts |= {"strategy": n.strategy} if n.strategy else {}
            user_id = self._whose(n)
            found.append(
                Event(n.kind, str(n.id), user_id, (n.lead_id,), n.due_at, n.recorded_at, n.run_id,
                      n.distribution_id, facts=facts)
            )  # fmt: skip
        for user_id, group in asked.items():
            first = group[0]
            found.append(
                Event("feedback", str(first.id), user_id, tuple(n.lead_id for n in group),
                      min(n.due_at for n in group), first.recorded_at, first.run_id,
                      first.distribution_id if len(group) == 1 else None,
                      facts={"due_at": min(n.due_at for n in group)})
            )  # fmt: skip
        return found

    def _appointments(self) -> list[Event]:
        return [
            Event("appointment", str(a.id), a.user_id, (a.lead_id,), a.happened_at, a.recorded_at,
                  facts={"starts_at": a.starts_at, "note": a.note or "", "by": a.by or "", "appointment": a.id,
                         "uid": calendar_id(a.id, a.recorded_at)})
            for a in alert_facts.new_appointments(self._con, self._before.activity)
        ]  # fmt: skip

    # ------------------------------------------------------------ holds

    def _repeats(self, repeats: Sequence[Repeat]) -> list[Event]:
        """Return one event per owner whose leads were asked for again."""
        groups: dict[int, list[Repeat]] = {}
        for r in repeats:
            groups.setdefault(r.owner_id, []).append(r)
        found = []
        for owner_id, group in groups.items():
            at = max(r.since for r in group)
            alert_facts.mark_told(self._con, [r.lead_id for r in group], at)
            leads, originals = tuple(r.lead_id for r in group), tuple(r.original_id for r in group)
            found.append(Event("duplicate", str(leads[0]), owner_id, leads, at, at, originals=originals))
        return found

    def _held(self, run_id: int | None) -> list[Event]:
        """Return the one event of what a run could give to nobody, of holds not told before."""
        rows = alert_facts.held(self._con)
        if not rows:
            return []
        at = alert_facts.run_time(self._con, self._after.run if run_id is None else run_id)
        alert_facts.mark_told(self._con, [lead_id for lead_id, _ in rows], at)
        reasons = dict(Counter(code for _, code in rows).most_common())
        leads = tuple(lead_id for lead_id, _ in rows)
        return [Event("held", f"{leads[0]}:{at}", None, leads, at, at, run_id, facts={"reasons": reasons})]
