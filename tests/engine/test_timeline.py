"""In history no effect stands before its cause, also where a whole life takes place within a few seconds."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leadctl.engine import lifecycle, ruleset, runs
from leadctl.engine.pulling.take import pull
from leadctl.engine.tick import tick
from leadctl.engine.timeline import Event, events
from leadctl.errors import LeadctlError
from tests.builders import add_lead, add_users
from tests.effort import examples
from tests.reports.known_life import CONFIG, Life

NOW = 1_772_464_200


def told(con: sqlite3.Connection, lead: int) -> list[Event]:
    return events(con, lead, str)


class Hasty(Life):
    """Several steps within each second; what every lead's history knew after each is kept."""

    pauses = (0, 0, 0, 0, 0, 0, 1, 60)

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.text = CONFIG.replace('cool_down = "15m"', 'cool_down = "15m"\nrecycle = ["Attempted", "Waiting"]')
        self.config = ruleset.apply_rules(self.con, self.text, self.now, "ops").config
        self.seen: dict[tuple[int, str, str, int], int] = {}  # lead, kind, ref, at -> step

    def one(self, sql: str, *values: object) -> int:
        """Few leads, so that much befalls each."""
        found = sorted(row[0] for row in self.con.execute(sql, values))
        if not found:
            raise LeadctlError("nothing to do")
        return self.rng.choice(found[:2] if self.rng.random() < 0.8 else found)

    def kinds(self) -> dict[Callable[[], None], int]:
        return {
            self.leads: 1, self.leads_again: 1, self.assign: 4, self.pull_one: 4, self.release_one: 2, self.answer: 8,
            self.tick: 5, self.give: 8, self.work: 20, self.work_late: 1, self.void: 2, self.undo_run: 3,
            self.activities: 1, self.distributions: 1, self.values: 1, self.undo_import: 1, self.hand_out: 3,
        }  # fmt: skip

    def rules(self) -> None:
        """They stay."""

    def keep(self) -> None:
        step = len(self.done)
        for (lead,) in self.con.execute("select id from lead").fetchall():
            for e in told(self.con, lead):
                if e.ref is not None:
                    self.seen.setdefault((lead, e.kind, e.ref, e.at), step)


def causes(con: sqlite3.Connection, lead: int) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield (cause, effect) as the rows say it, each as kind and ref."""
    sql = """select id, distributed_at, ended_at, end_kind, run_id, offer_round, accepted_at, undone_at
      from distribution where lead_id = ? order by distributed_at, id"""
    passages = con.execute(sql, (lead,)).fetchall()
    for i, (number, at, ended, kind, run, offer, _, _) in enumerate(passages):
        this = f"passage {number}"
        for effect in ("answer", "end", "queue", "undone"):
            yield ("passage", this), (effect, this)
        yield ("end", this), ("queue", this)
        for other, began, *_, other_run, other_offer, _, _ in passages[i + 1 :]:
            beside = offer == other_offer == 2 and run == other_run and began == at
            if began == ended and not beside and kind != "lost":
                yield ("end", this), ("passage", f"passage {other}")
                yield ("answer", this), ("passage", f"passage {other}")
        if kind == "lost":
            for other, _, _, _, other_run, other_offer, accepted, _ in passages:
                if (other_run, other_offer) == (run, 2) and other != number and accepted == ended:
                    yield ("answer", f"passage {other}"), ("end", this)
    work = con.execute(
        "select id, distribution_id, kind from activity where lead_id = ? order by id", (lead,)
    ).fetchall()
    for number, passage, kind in work:
        yield (kind, f"activity {number}"), ("void", f"activity {number}")
        if passage is not None:
            yield ("passage", f"passage {passage}"), (kind, f"activity {number}")
    for (one, _, kind), (other, _, other_kind) in pairwise(work):
        yield (kind, f"activity {one}"), (other_kind, f"activity {other}")


def check(life: Hasty, lead: int) -> None:
    found = told(life.con, lead)
    assert [e.at for e in found] == sorted(e.at for e in found)
    where: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for place, e in enumerate(found):
        where.setdefault((e.kind, e.ref), []).append((e.at, place))
    for cause, effect in causes(life.con, lead):
        for at, place in where.get(cause, ()):
            for then, later in where.get(effect, ()):
                assert at != then or place < later, (cause, effect, *found)
    for place, e in enumerate(found):
        if e.kind == "transfer":  # what it ended, and directly then the passage that it made
            ends = [i for i, o in enumerate(found) if o.at == e.at and o.text.endswith("ended: transferred")]
            assert not ends or any(i > place for i in ends), (e, *found)
        if e.text.endswith("ended: transferred"):
            begun = [i for i, o in enumerate(found) if i > place and (o.at, o.kind) == (e.at, "passage")]
            between = found[place + 1 : begun[0]] if begun else []
            assert {o.kind for o in between} <= {"end", "queue", "answer", "undone"}, (e, *found)
    # work stands before the end that was written after it, as it may have caused it; not where somebody else worked
    # before him on a lead that he was given only later in the second: that counts as done under his passage
    sql = """select a.id, a.kind, d.id from activity a join distribution d on d.id = a.distribution_id
      where a.lead_id = ?
      and not exists (select 1 from activity o join distribution e on e.id = o.distribution_id
        where o.lead_id = a.lead_id and o.happened_at = a.happened_at and o.id < a.id
          and (e.distributed_at, e.id) > (d.distributed_at, d.id))"""
    for number, kind, passage in life.con.execute(sql, (lead,)).fetchall():
        for at, place in where.get((kind, f"activity {number}"), ()):
            for effect in ("end", "queue"):
                for then, later in where.get((effect, f"passage {passage}"), ()):
                    steps = (
                        life.seen[lead, kind, f"activity {number}", at],
                        life.seen[lead, effect, f"passage {passage}", then],
                    )
                    assert at != then or steps[0] >= steps[1] or place < later, (number, effect, *found)
    # what became of one passage stands in the order in which it was written
    for kind, ref in where:
        for other, again in where:
            if ref is not None and ref.startswith("passage") and again == ref and kind != other:
                for at, place in where[kind, ref]:
                    for then, later in where[other, ref]:
                        steps = life.seen.get((lead, kind, ref, at)), life.seen.get((lead, other, ref, then))
                        if at == then and None not in steps and steps[0] < steps[1]:
                            assert place < later, (kind, other, ref, *found)


@settings(max_examples=examples(25), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 10**9), st.integers(10, 60))
def test_no_effect_stands_before_its_cause(seed, steps):
    with tempfile.TemporaryDirectory() as folder:
        life = Hasty(Path(folder), seed)
        life.live(steps)
        for (lead,) in life.con.execute("select id from lead").fetchall():
            check(life, lead)
        life.con.close()


POOL = """
timezone = "UTC"
[[strategy]]
name = "Pool"
mode = "pull"
to = { users = ["ana", "bob"] }
cool_down = "1m"
recycle = ["Attempted"]
"""


def test_work_stands_before_what_it_caused(con):
    """A call in vain and the way back into the queue, within the second of the call."""
    ana, _ = add_users(con, "ana bob")
    config = ruleset.apply_rules(con, POOL, NOW - 10, "ops").config
    lead = add_lead(con, NOW - 10)
    pull(con, config, "ana", NOW, "ana")
    lifecycle.add_action(con, lead, ana, NOW + 5, NOW + 5, "ana", name="call", status="Attempted")
    tick(con, config, NOW + 5)
    assert [e.kind for e in told(con, lead)][-5:] == ["action", "status", "end", "queue", "held"]


def test_hands_within_one_second(con):
    """Given, worked, transferred, worked, transferred: each end directly before the passage that followed."""
    ana, bob, cat = add_users(con, "ana bob cat")
    ruleset.apply(con, 'timezone = "UTC"\n', NOW - 10, "ops")
    lead = add_lead(con, NOW - 10)
    lifecycle.give(con, lead, ana, NOW, "boss")
    lifecycle.add_action(con, lead, ana, NOW, NOW, "ana", name="call")
    lifecycle.transfer(con, lead, bob, NOW, "boss")
    lifecycle.add_action(con, lead, bob, NOW, NOW, "bob", name="email")
    lifecycle.add_action(con, lead, ana, NOW, NOW, "ana", name="hand-over")
    lifecycle.transfer(con, lead, cat, NOW, "boss")
    lifecycle.set_value(con, lead, cat, NOW, NOW, amount=100)
    shown = [(e.kind, e.ref or e.text.split(" [")[0]) for e in told(con, lead) if e.at == NOW]
    assert shown == [
        ("passage", "passage 1"),
        ("action", "activity 1"),
        ("transfer", "transferred from ana to bob"),
        ("end", "passage 1"),
        ("passage", "passage 2"),
        ("action", "activity 2"),
        ("action", "activity 3"),
        ("transfer", "transferred from bob to cat"),
        ("end", "passage 2"),
        ("passage", "passage 3"),
        ("value", "value 1.00"),
    ]


def test_an_offer_accepted_by_work_and_one_that_nobody_was_asked(con):
    add_users(con, "ana")
    text = POOL.replace('mode = "pull"\n', 'method = "round_robin"\n').replace("cool_down", "accept_within")
    text = text.replace('recycle = ["Attempted"]\n', "")
    ana = 1
    config = ruleset.apply_rules(con, text.replace(', "bob"', ""), NOW - 10, "ops").config
    lead = add_lead(con, NOW - 10)
    runs.assign(con, config, NOW)
    lifecycle.add_action(con, lead, ana, NOW, NOW, "ana", name="call")
    assert [e.kind for e in told(con, lead)][-3:] == ["passage", "action", "answer"]
    con.execute("update distribution set auto_accepted = 1")
    assert [e.kind for e in told(con, lead)][-3:] == ["passage", "answer", "action"]
