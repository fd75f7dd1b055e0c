"""Assigns, undos, absences and closed leads in any order, over bands, loads and rates: credits as a naive model says.

The model keeps a list of decisions and nothing else. Credits, last turns, open leads and win rates are worked out anew
from that list each time, with plain sums.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db.connection import connect, immediate
from leadctl.db.create import create_database
from leadctl.engine import lifecycle, runs
from leadctl.engine.draw import draw
from leadctl.engine.explain import explain
from leadctl.engine.ledger import tie_break
from leadctl.engine.ruleset import apply
from leadctl.engine.runs import RunOptions, assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from tests.builders import add_lead, add_spell, add_users
from tests.effort import examples

NOW = 1_772_464_200
MICRO = 1_000_000
CONFIG = """
seed = "s"
record_types = ["Band", "Load", "Rate", "Best"]
score_bands = { hot = 40, warm = 20, cold = 0 }

[[strategy]]
name = "Bands"
record_type = "Band"
method = "weighted"
by = "score_band"
to = { users = ["ana", "bob", "cat"], weights = { hot = { ana = 3, bob = 1 }, warm = "performance", other = { bob = 1, cat = 2 } } }
max_share = "60%"
explore = "30%"

[[strategy]]
name = "Load"
record_type = "Load"
method = "least_loaded"
to = { users = ["ana", "bob", "cat"] }

[[strategy]]
name = "Rate"
record_type = "Rate"
method = "performance"
to = { users = ["ana", "bob", "cat"] }
max_share = "40%"

[[strategy]]
name = "Best"
record_type = "Best"
method = "performance"
pick = "best"
to = { users = ["ana", "bob", "cat"] }
explore = "0%"
"""  # noqa: E501  one line is one value
TYPES = ("Band", "Load", "Rate", "Best")
NAMES = {"Band": "Bands", "Load": "Load", "Rate": "Rate", "Best": "Best"}
CAPS = {"ana": 40, "bob": 60, "cat": 100}
BANDS = {"hot": {"ana": 3, "bob": 1}, "cold": {"bob": 1, "cat": 2}}


@dataclass
class Decision:
    lead: int
    run: int
    ledger: tuple[str, str]
    weights: dict[str, int]  # of those who could take it
    winner: str
    undone: bool = False
    worked: bool = False


class Model:
    def __init__(self) -> None:
        self.leads: list[tuple[int, str, int]] = []  # id, type, score
        self.log: list[Decision] = []
        self.away: dict[str, int] = {}
        self.closed: dict[int, str] = {}  # lead -> who closed it
        self.runs = 0
        self.at = 0

    def standing(self) -> list[Decision]:
        return [d for d in self.log if not d.undone]

    def owner(self, lead: int) -> str | None:
        return next((d.winner for d in self.standing() if d.lead == lead), None)

    def credits(self) -> dict[tuple[str, str, str], tuple[int, int]]:
        micro: dict = {}
        last: dict = {}
        for number, d in enumerate(self.log, start=1):
            if d.undone:
                continue
            total = sum(d.weights.values())
            earned = {u: (MICRO * w + total // 2) // total for u, w in d.weights.items()}
            for user, part in earned.items():
                micro[(*d.ledger, user)] = micro.get((*d.ledger, user), 0) + part
            micro[(*d.ledger, d.winner)] -= sum(earned.values())
            last[(*d.ledger, d.winner)] = number
        return {k: (m, last.get(k, 0)) for k, m in micro.items() if m or last.get(k)}

    def opens(self, user: str) -> int:
        return sum(1 for d in self.standing() if d.winner == user and d.lead not in self.closed)

    # ------------------------------------------------------------ the rules, in the words of the spec

    def figures(self, kind: str) -> dict[str, tuple[Fraction, int]]:
        """User -> (shrunken rate, given) over matured leads of one type: here those that are closed."""
        of_type = {lead for lead, type_, _ in self.leads if type_ == kind}
        given_ = {u: [d.lead for d in self.standing() if d.winner == u and d.lead in of_type] for u in CAPS}
        ripe = {u: [lead for lead in leads if lead in self.closed] for u, leads in given_.items()}
        wins = {u: sum(self.closed[lead] == u for lead in ripe[u]) for u in CAPS}
        whole = sum(map(len, ripe.values()))
        mean = Fraction(sum(wins.values()), whole) if whole else Fraction(0)
        rates = {u: (wins[u] + 20 * mean) / (len(ripe[u]) + 20) for u in CAPS}
        return {u: (rates[u] / mean if mean else Fraction(1), rates[u], len(ripe[u])) for u in CAPS}

    def by_rate(self, kind: str, able: list[str], most: int, best: bool, figures: dict) -> dict[str, int]:
        if len(able) * most <= MICRO:
            return {u: MICRO // len(able) + (i < MICRO % len(able)) for i, u in enumerate(able)}
        if best:
            left, shares = MICRO, dict.fromkeys(able, 0)
            keys = {u: self.bound(figures[u]) for u in able}
            for key in sorted(set(keys.values()), reverse=True):
                group = [u for u in able if keys[u] == key]
                if most * len(group) <= left:
                    shares |= dict.fromkeys(group, most)
                else:
                    shares |= {u: left // len(group) + (i < left % len(group)) for i, u in enumerate(group)}
                left -= sum(shares[u] for u in group)
            return shares
        raw = {u: round(min(max(figures[u][0], Fraction(1, 2)), Fraction(2)) * MICRO) for u in able}
        fixed: set[str] = set()
        while True:
            rest = MICRO - most * len(fixed)
            whole = sum(raw[u] for u in able if u not in fixed)
            exact = {u: Fraction(rest * raw[u], whole) for u in able if u not in fixed}
            over = {u for u, share in exact.items() if share > most}
            if not over:
                break
            fixed |= over
        shares = {u: most if u in fixed else int(exact[u]) for u in able}
        short = sorted((u for u in exact if shares[u] < most), key=lambda u: -(exact[u] - int(exact[u])))
        for u in short[: MICRO - sum(shares.values())]:
            shares[u] += 1
        return shares

    @staticmethod
    def bound(figure: tuple) -> int:
        rate, n, z = float(figure[1]), figure[2] + 20, 1.2815515655446004
        spread = z * (rate * (1 - rate) / n + z * z / (4 * n * n)) ** 0.5
        return round(max(0.0, (rate + z * z / (2 * n) - spread) / (1 + z * z / n)) * MICRO)

    def ledger(self, lead: int, kind: str, score: int) -> tuple[str, bool]:
        """The lane, and whether rates decide there."""
        if kind == "Rate":
            return ("explore", False) if draw("s", "Rate|explore", lead) < 100_000 else ("", True)
        if kind != "Band":
            return "", kind == "Best"
        band = "hot" if score >= 40 else "warm" if score >= 20 else "cold"
        if band != "warm":
            return band, False
        return ("warm:explore", False) if draw("s", "Bands|explore", lead) < 300_000 else ("warm", True)

    def weights(self, lane: str, rated: bool, kind: str, able: list[str], figures: dict) -> dict[str, int]:
        if rated:
            most = {"Rate": 400_000, "Best": 500_000, "Band": 600_000}[kind]
            return self.by_rate(kind, able, most, kind == "Best", figures)
        if lane in BANDS:
            return {u: BANDS[lane][u] * MICRO for u in able if u in BANDS[lane]}
        return {u: (CAPS[u] if kind == "Load" else 1) * MICRO for u in able}

    def assign(self, limit: int) -> None:
        self.runs += 1
        figures = {kind: self.figures(kind) for kind in TYPES}
        for lead, kind, score in sorted(self.leads, key=lambda row: (-row[2], row[0])):
            if limit <= 0:
                break
            if self.owner(lead) is not None:
                continue
            able = [u for u in CAPS if self.away.get(u, 0) <= self.at and self.opens(u) < CAPS[u]]
            lane, rated = self.ledger(lead, kind, score)
            weights = self.weights(lane, rated, kind, able, figures[kind]) if able else {}
            if not weights:
                continue
            self.log.append(
                Decision(lead, self.runs, (NAMES[kind], lane), weights, self.winner(lead, kind, lane, weights))
            )
            limit -= 1

    def winner(self, lead: int, kind: str, lane: str, weights: dict[str, int]) -> str:
        known = self.credits()
        total = sum(weights.values())
        stand = {
            u: known.get((NAMES[kind], lane, u), (0, 0))[0] + (MICRO * w + total // 2) // total
            for u, w in weights.items()
        }
        among = [u for u in weights if (MICRO * weights[u] + total // 2) // total]
        if kind == "Load":
            load = {u: Fraction(self.opens(u) + 1, CAPS[u]) for u in among}
            among = [u for u in among if load[u] == min(load.values())]
        ids = {u: i for i, u in enumerate(CAPS, start=1)}
        return min(
            among,
            key=lambda u: (-stand[u], known.get((NAMES[kind], lane, u), (0, 0))[1], tie_break("s", lead, ids[u])),
        )

    def undo(self, run: int) -> None:
        for d in self.log:
            if d.run == run and not d.worked:
                d.undone = True


# ---------------------------------------------------------------- the real thing beside it

steps = st.lists(
    st.one_of(
        st.tuples(st.just("leads"), st.integers(1, 12), st.sampled_from(TYPES), st.sampled_from([0, 25, 50])),
        st.tuples(st.just("assign"), st.integers(1, 30)),
        st.tuples(st.just("undo"), st.integers(1, 5)),
        st.tuples(st.just("away"), st.sampled_from(sorted(CAPS)), st.integers(1, 4)),
        st.tuples(st.just("close"), st.integers(0, 30), st.integers(1, 8), st.booleans()),
    ),
    min_size=4,
    max_size=22,
)


def long_life(seed: int) -> list[tuple]:
    """Return many steps: what short examples rarely reach, such as rates that differ."""
    dice = random.Random(seed)
    made: list[tuple] = []
    for _ in range(45):
        made.append(("leads", dice.randint(2, 8), dice.choice(TYPES), dice.choice([0, 25, 25, 50])))
        kind = dice.choice(["assign", "assign", "close", "close", "undo", "away"])
        made.append(
            {
                "assign": ("assign", dice.randint(5, 40)),
                "close": ("close", dice.randint(0, 30), dice.randint(1, 8), dice.random() < 0.8),
                "undo": ("undo", dice.randint(1, 25)),
                "away": ("away", dice.choice(sorted(CAPS)), dice.randint(1, 4)),
            }[kind]
        )
    return [*made, ("assign", 999)]


def kept(con) -> dict:
    sql = """select s.name, c.band, u.login, c.micro, c.last_distribution_id from credit c
        join strategy s on s.id = c.strategy_id join user u on u.id = c.user_id"""
    return {(s, band, u): (micro, last) for s, band, u, micro, last in con.execute(sql)}


def figures_hold(con) -> None:
    """Every lead can be explained, with the credits of its moment and a winner."""
    config = load_text(CONFIG, "test")
    for (lead,) in con.execute("select distinct lead_id from distribution").fetchall():
        for story in explain(con, lead, config, NOW + 900).passages:
            assert [c.user for c in story.candidates if c.wins] == [story.recipient]
            assert all(c.credit is not None for c in story.candidates if c.code is None)


@settings(deadline=None, max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_order_gives_the_credits_of_the_naive_model(tmp_path_factory, sequence):
    live(tmp_path_factory.mktemp("methods"), sequence)


@pytest.mark.parametrize("seed", range(4))
def test_a_long_life_gives_the_credits_of_the_naive_model(tmp_path, seed):
    model = live(tmp_path, long_life(seed))
    lanes = {d.ledger for d in model.standing()}
    assert {("Bands", "hot"), ("Bands", "warm"), ("Bands", "cold"), ("Load", ""), ("Rate", ""), ("Best", "")} <= lanes


def live(folder, sequence) -> Model:
    """Take every step with the program and with the model, compare after each, and return the model."""
    path = folder / "leads.db"
    create_database(path, 0)
    con = connect(path)
    con.execute("pragma synchronous = off")
    users = dict(zip(CAPS, add_users(con, "ana bob cat"), strict=True))
    for login, cap in CAPS.items():
        con.execute("update user set open_cap = ? where login = ?", (cap, login))
    apply(con, CONFIG, 5, "test")
    config = load_text(CONFIG, "test")
    types = dict(con.execute("select name, id from record_type").fetchall())
    model = Model()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "CHUNK", 4)  # so that runs have several checkpoints
        ran: list[int] = []
        for model.at, step in enumerate(sequence, start=NOW):
            if step[0] == "leads":
                for _ in range(step[1]):
                    lead = add_lead(con, record_type_id=types[step[2]], score=step[3])
                    model.leads.append((lead, step[2], step[3]))
            elif step[0] == "assign":
                ran.append(assign(con, config, model.at, RunOptions(limit=step[1])).run_id)
                model.assign(step[1])
            elif step[0] == "undo" and step[1] <= len(ran):
                already = con.execute("select undone_at from run where id = ?", (ran[step[1] - 1],)).fetchone()[0]
                if already is None:
                    undo(con, ran[step[1] - 1], model.at)
                    model.undo(step[1])
            elif step[0] == "away" and model.away.get(step[1], 0) <= model.at:
                add_spell(con, users[step[1]], "paused", model.at, model.at + step[2])
                model.away[step[1]] = model.at + step[2]
            elif step[0] == "close":
                for _ in range(step[2]):
                    close(con, model, users, step[1], step[3])
            assert kept(con) == model.credits()
            assert owners(con) == {d.lead: d.winner for d in model.standing()}
        assert verify(con, NOW + 900).differences == ()
        figures_hold(con)
    con.close()
    return model


def close(con, model: Model, users: dict, number: int, as_a_rule: bool) -> None:
    """Close one of the given leads; as a rule ana wins hers and the others lose theirs."""
    open_ = [d for d in model.standing() if d.lead not in model.closed]
    if not open_:
        return
    d = open_[number % len(open_)]
    won = (d.winner == "ana") == as_a_rule
    with immediate(con):
        lifecycle.change_status(
            con, d.lead, users[d.winner], model.at, model.at, "test", status="Closed" if won else "Dead"
        )
    d.worked = True
    model.closed[d.lead] = d.winner if won else ""


def owners(con) -> dict:
    sql = "select s.lead_id, u.login from lead_state s join user u on u.id = s.owner_id"
    return dict(con.execute(sql).fetchall())
