"""The planner: what it decides and in which order, from rows and a snapshot alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.config.model import Limits
from leadctl.engine.candidates import Desk, Past, Pool
from leadctl.engine.decisions import CORE, Lane, Original, Places, Stage
from leadctl.engine.eligibility import Load, User
from leadctl.engine.ledger import Ledger
from leadctl.engine.plan import Planner
from leadctl.engine.strategies import METHODS
from leadctl.hours import Hours
from leadctl.models import MICRO

NOW = 1_772_464_200
COUNTRY = len(CORE)  # the one field that rules read here


def row(lead: int, country: str | None = None, **core) -> tuple:
    values = {"lead_id": lead, "record_type_id": 1, "score": 0, "status_id": 1, "holder_account_id": 1, **core}
    return (*(values.get(name) for name in CORE), country)


class Shop:
    """A world in memory: people, places and strategies."""

    def __init__(self, *logins: str, caps: dict[str, Limits] | None = None, away=()):
        self.users = {
            i: User(i, login, hours=Hours(absences=((0, NOW * 2),)) if login in away else Hours())
            for i, login in enumerate(logins, start=1)
        }
        self.ids = {u.login: i for i, u in self.users.items()}
        loads = {self.ids[login]: Load(limits) for login, limits in (caps or {}).items()}
        self.desk = Desk(NOW, self.users, loads)
        self.stages: list[Stage] = []
        self.places = Places({1: None}, {})

    def strategy(self, name, to=None, *, method="round_robin", node=1, when=lambda row: True, target=None, **more):
        weights = to if isinstance(to, dict) else dict.fromkeys((to or "").split(), 1)
        chosen = METHODS[method]
        roster = {self.ids[login]: (chosen.weight(w * MICRO), None) for login, w in weights.items()}
        limits = more.pop("limits", None)
        here = {u: Load(limits) for u in roster} if limits else None
        lanes = {}
        if not target:
            pool = Pool(self.desk, roster, here=here, needs_tags=more.pop("needs_tags", ()))
            lanes[""] = Lane(pool, Ledger("seed"), chosen)
        stage = Stage(len(self.stages) + 1, name, node, when, lanes, target=target, **more)
        self.stages.append(stage)
        return self

    def planner(self, gates=None, **more) -> Planner:
        return Planner(self.stages, self.desk, self.places, gates or {}, seed="seed", next_id=1, **more)

    def decide(self, *rows, past=None, originals=None, **more):
        return self.planner(**more).decide(rows, past or {}, originals or {})

    def logins(self, decisions) -> list[str | None]:
        return [None if p.user_id is None else self.users[p.user_id].login for p in decisions.passages]


def test_strategies_are_asked_in_the_order_of_the_file():
    shop = Shop("ana", "bob")
    shop.strategy("German", "ana", when=lambda r: r[COUNTRY] == "DE").strategy("Rest", "bob")
    out = shop.decide(row(1, "DE"), row(2, "US"))
    assert shop.logins(out) == ["ana", "bob"]
    assert out.passages[0].path == ()
    assert out.passages[1].path == ((1, "when", None),)


def test_nobody_eligible_goes_to_the_next_strategy_and_says_so():
    shop = Shop("ana", "bob", away=["ana"])
    shop.strategy("First", "ana").strategy("Second", "bob")
    out = shop.decide(row(1))
    assert shop.logins(out) == ["bob"]
    (step,) = out.passages[0].path
    assert step[:2] == (1, "nobody_eligible")
    assert step[2].members == [(1, MICRO, "absent")]


def test_on_empty_hold_and_a_named_fallback():
    shop = Shop("ana", "bob", "cat", away=["ana"])
    shop.strategy("Wait", "ana", on_empty="hold").strategy("Rest", "bob")
    assert [h.code for h in shop.decide(row(1)).held] == ["on_empty_hold"]
    shop = Shop("ana", "bob", "cat", away=["ana"])
    shop.strategy("A", "ana", on_empty="last resort").strategy("B", "bob").strategy("Last resort", "cat")
    assert shop.logins(shop.decide(row(1))) == ["cat"]


def test_a_fallback_that_did_not_take_the_lead_is_not_asked_again_in_its_place():
    shop = Shop("ana", "bob", away=["ana", "bob"])
    shop.strategy("A", "ana", on_empty="last").strategy("B", "bob", when=lambda r: False).strategy("Last", "bob")
    (held,) = shop.decide(row(1)).held
    assert held.code == "nobody_eligible"
    assert [part[:2] for part in held.path] == [(1, "nobody_eligible"), (3, "nobody_eligible"), (2, "when")]


def test_a_fallback_for_other_leads_catches_nothing():
    for other in ({"record_type_id": 2}, {"node": 2}):
        shop = Shop("ana", "bob", away=["ana"])
        shop.strategy("A", "ana", on_empty="last").strategy("Last", "bob", **other)
        out = shop.decide(row(1))
        assert [h.code for h in out.held] == ["nobody_eligible"]
        assert [part[0] for part in out.held[0].path] == [1]


def test_no_strategy_and_nobody_eligible_are_different_holds():
    shop = Shop("ana", away=["ana"]).strategy("German", "ana", when=lambda r: r[COUNTRY] == "DE")
    assert [h.code for h in shop.decide(row(1, "US"), row(2, "DE")).held] == ["no_strategy", "nobody_eligible"]


def test_a_gate_holds_by_its_name():
    shop = Shop("ana").strategy("All", "ana")
    out = shop.decide(row(1), row(2, "US"), gates={1: lambda r: None if r[COUNTRY] else "no country"})
    assert [(h.lead_id, h.code) for h in out.held] == [(1, "gate:no country")]
    assert len(out.passages) == 1


def test_a_lead_hops_from_account_to_team_to_user():
    shop = Shop("ana", "boss")
    shop.places = Places({1: None, 2: 2, -7: 2}, {7: 2})
    shop.strategy("To West", method="direct", target=2).strategy("To team", method="direct", node=2, target=-7)
    shop.strategy("Team", "ana", node=-7)
    out = shop.decide(row(1))
    assert [(p.level, p.account_id, p.team_id, p.passed_on, p.again) for p in out.passages] == [
        ("account", 2, None, True, False),
        ("team", 2, 7, True, True),
        ("user", 1, None, False, True),
    ]
    assert out.placed == [(1, 1, None, 3, 0, 1)]


def test_a_hop_without_more_strategies_stands_with_the_owner():
    shop = Shop("ana", "boss")
    shop.places = Places({1: None, 2: 2}, {})
    out = shop.strategy("To West", method="direct", target=2).decide(row(1))
    assert out.placed == [(2, 2, None, 1, 0, 1)]
    assert not out.held


def test_a_hop_whose_people_are_away_waits_there_and_goes_on_later():
    shop = Shop("ana", "boss", away=["ana"])
    shop.places = Places({1: None, 2: 2}, {})
    shop.strategy("To West", method="direct", target=2).strategy("West", "ana", node=2)
    out = shop.decide(row(1))
    assert out.placed == [(None, 2, None, 1, 1, 1)]
    assert [(h.code, h.waiting) for h in out.held] == [("nobody_eligible", 1)]
    later = Shop("ana", "boss").strategy("West", "ana", node=2)
    out = later.decide(row(1, holder_account_id=2, open_distribution_id=1), past={1: Past(again=True)})
    assert out.passed_on == [1]
    assert later.logins(out) == ["ana"]


def test_no_node_twice():
    shop = Shop("ana")
    shop.places = Places({1: None, 2: None}, {})
    shop.strategy("There", method="direct", target=2).strategy("Back", method="direct", node=2, target=1)
    out = shop.decide(row(1))
    assert [p.account_id for p in out.passages] == [2]
    assert out.held[0].path == ((2, "loop", None),)


def test_at_most_eight_hops():
    shop = Shop("ana")
    shop.places = Places(dict.fromkeys(range(1, 20)), {})
    for node in range(1, 15):
        shop.strategy(f"S{node}", method="direct", node=node, target=node + 1)
    assert len(shop.decide(row(1)).passages) == 8


def test_a_disabled_account_takes_nothing():
    shop = Shop("ana")
    shop.places = Places({1: None, 2: 1}, {}, frozenset({2}))
    shop.strategy("To West", method="direct", target=2).strategy("Rest", "ana")
    assert shop.logins(shop.decide(row(1))) == ["ana"]


def test_the_named_recipient_gets_it_or_it_is_held():
    shop = Shop("ana", "bob", away=["bob"]).strategy("All", "ana")
    out = shop.decide(row(1, named_user_id=1), row(2, named_user_id=2))
    assert [(p.origin, p.strategy_id, p.user_id) for p in out.passages] == [("named", None, 1)]
    assert [(h.code, h.path[0][2].members) for h in out.held] == [("named_unavailable", [(2, MICRO, "absent")])]


def test_duplicates_follow_their_original():
    shop = Shop("ana", "bob", away=["bob"]).strategy("All", "ana")
    originals = {10: Original(1, "new"), 11: Original(2, "new"), 12: Original(None, "new"), 13: Original(1, "dead")}
    rows = [row(i, duplicate_of=i + 9) for i in (1, 2, 3, 4)] + [row(5, duplicate_of=99)]
    out = shop.decide(*rows, originals=originals)
    assert [(h.lead_id, h.waiting) for h in out.held] == [(1, 0), (3, 1)]  # owned: withheld; waiting: waits with it
    assert [p.row[0] for p in out.passages] == [2, 4, 5]  # owner absent, original dead, original taken back


def test_a_duplicate_follows_an_original_given_out_in_the_same_run():
    shop = Shop("ana").strategy("All", "ana")
    out = shop.decide(row(1), row(2, duplicate_of=1), originals={1: Original(None, "new")})
    assert [(h.lead_id, h.code, h.waiting) for h in out.held] == [(2, "duplicate", 0)]


def test_the_former_owner_goes_first_when_eligible():
    shop = Shop("ana", "bob", "cat").strategy("All", "ana bob cat")
    rows = [row(i, duplicate_of=9) for i in (1, 2, 3)]
    out = shop.decide(*rows, originals={9: Original(2, "closed")})
    assert shop.logins(out) == ["bob"] * 3
    assert out.passages[0].path[-1] == (1, "former_owner", None)


def test_who_had_it_before_is_passed_over():
    shop = Shop("ana", "bob").strategy("All", "ana bob")
    past = {1: Past(frozenset({1}), frozenset(), True), 2: Past(frozenset(), frozenset({1, 2}), True)}
    out = shop.decide(row(1), row(2), past=past)
    assert shop.logins(out) == ["bob"]
    assert out.passages[0].again
    assert [m[2] for m in out.held[0].path[0][2].members] == ["rejected_before", "rejected_before"]


def test_share_takes_its_part_and_the_same_one_every_time():
    shop = Shop("ana", "bob").strategy("Half", "ana", share=500_000).strategy("Rest", "bob")
    first = shop.logins(shop.decide(*(row(i) for i in range(1, 401))))
    assert 150 < first.count("ana") < 250
    again = Shop("ana", "bob").strategy("Half", "ana", share=500_000).strategy("Rest", "bob")
    assert again.logins(again.decide(*(row(i) for i in range(1, 401)))) == first


def test_limit_stops_after_so_many_given():
    shop = Shop("ana").strategy("German", "ana", when=lambda r: r[COUNTRY] == "DE")
    out = shop.decide(row(1), row(2, "DE"), row(3, "DE"), row(4, "DE"), limit=2)
    assert [p.row[0] for p in out.passages] == [2, 3]


def test_only_one_strategy_respects_those_before_it():
    shop = Shop("ana", "bob")
    shop.strategy("German", "ana", when=lambda r: r[COUNTRY] == "DE").strategy("Rest", "ana bob")
    out = shop.decide(row(1, "DE"), row(2, "US"), only=2)
    assert [p.row[0] for p in out.passages] == [2]
    assert not out.held
    assert not shop.stages[0].lanes[""].ledger.changed


@st.composite
def worlds(draw):
    count = draw(st.integers(1, 6))
    logins = [f"u{i}" for i in range(count)]
    cap = st.builds(Limits, per_hour=st.none() | st.integers(0, 9), open=st.none() | st.integers(0, 9))
    caps = {login: draw(cap) for login in logins if draw(st.booleans())}
    limits = draw(st.none() | st.builds(Limits, per_day=st.integers(0, 5)))
    weights = {login: draw(st.integers(0, 5)) for login in logins}
    leads = draw(st.lists(st.sampled_from(["DE", "US", None]), max_size=60))

    def build() -> Shop:
        shop = Shop(*logins, caps=caps)
        shop.strategy("German", weights, method="weighted", when=lambda r: r[COUNTRY] == "DE", limits=limits)
        return shop.strategy("Rest", " ".join(logins))

    return build, caps, limits, weights, [row(i, c) for i, c in enumerate(leads, start=1)]


@settings(deadline=None)
@given(worlds())
def test_no_cap_is_ever_exceeded_and_zero_weight_gets_nothing(world):
    build, caps, limits, weights, rows = world
    shop = build()
    out = shop.decide(*rows)
    for login, cap in caps.items():
        got = sum(p.user_id == shop.ids[login] for p in out.passages)
        assert got <= min(c for c in (cap.per_hour, cap.open, 999) if c is not None)
    for login in shop.ids:
        german = sum(p.user_id == shop.ids[login] and p.strategy_id == 1 for p in out.passages)
        assert limits is None or german <= limits.per_day
        assert weights[login] or not german
    assert len(out.passages) + len(out.held) == len(rows)


@settings(deadline=None)
@given(worlds())
def test_the_same_input_gives_the_same_plan(world):
    build, _, _, _, rows = world
    first, second = build().decide(*rows), build().decide(*rows)
    assert [(p.row[0], p.user_id, p.strategy_id) for p in first.passages] == [
        (p.row[0], p.user_id, p.strategy_id) for p in second.passages
    ]
    assert [(h.lead_id, h.code) for h in first.held] == [(h.lead_id, h.code) for h in second.held]


@settings(deadline=None)
@given(worlds())
def test_one_by_one_equals_the_batch(world):
    build, _, _, _, rows = world
    batch = build().decide(*rows)
    planner = build().planner()
    single = [p for r in rows for p in planner.decide([r], {}, {}).passages]
    assert [(p.id, p.row[0], p.user_id) for p in single] == [(p.id, p.row[0], p.user_id) for p in batch.passages]
