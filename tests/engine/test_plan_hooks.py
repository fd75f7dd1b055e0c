"""The planner's hooks: finders, ledgers per band, calling hours, offers, handing out, pull queues."""

from leadctl.engine.candidates import Desk, Past, Pool
from leadctl.engine.decisions import CORE, SCORE, Found, Lane, Offer, Places, Queue, Stage
from leadctl.engine.eligibility import User
from leadctl.engine.ledger import Ledger
from leadctl.engine.plan import Planner
from leadctl.engine.strategies import METHODS
from leadctl.hours import Hours
from leadctl.models import MICRO

NOW = 1_772_464_200
ANA, BOB, CAT, DAN = 1, 2, 3, 4
AWAY = Hours(absences=((0, NOW * 2),))


def row(lead: int, **core) -> tuple:
    values = {"lead_id": lead, "record_type_id": 1, "score": 0, "status_id": 1, "holder_account_id": 1, **core}
    return tuple(values.get(name) for name in CORE)


def desk(away=(), yes=()) -> Desk:
    users = {
        i: User(i, login, hours=AWAY if i in away else Hours(), auto_accept=i in yes)
        for i, login in enumerate(("ana", "bob", "cat", "dan"), start=1)
    }
    return Desk(NOW, users, {})


def lane(people: Desk, weights: dict[int, int], method="weighted", strategy_id=1) -> Lane:
    roster = {u: (w * MICRO, None) for u, w in weights.items()}
    return Lane(Pool(people, roster, strategy_id=strategy_id), Ledger("seed"), METHODS[method])


def plan(stages, people: Desk, rows, *, past=None, places=None, queues=()):
    places = places or Places({1: None}, {})
    planner = Planner(stages, people, places, {}, seed="seed", next_id=1, queues=queues)
    return planner.decide(rows, past or {}, {})


class Table:
    """A finder over a dictionary."""

    def __init__(self, found: dict[int, Found]):
        self.known, self.read = found, 0

    def prefetch(self, rows):
        self.read += len(rows)

    def find(self, row):
        return self.known.get(row[0])

    def given(self, row, user_id):
        pass


def always(row) -> bool:
    return True


def test_a_finder_names_groups_and_the_first_with_somebody_eligible_is_used():
    people = desk(away=(ANA,))
    finder = Table({1: Found((frozenset({ANA}), frozenset({BOB, CAT})), why=("office", "East"))})
    stage = Stage(1, "Near", 1, always, {"": lane(people, {BOB: 1, CAT: 1})}, finder=finder)
    out = plan([stage], people, [row(1), row(2)])
    assert finder.read == 2
    (given,) = out.passages
    assert given.user_id in {BOB, CAT}
    assert [m[0] for m in given.candidates.members] == [BOB, CAT]
    assert given.path[-1] == (1, "matched", ("office", "East"))
    assert [(h.lead_id, h.code, h.path) for h in out.held] == [(2, "no_strategy", ((1, "not_found", None),))]


def test_a_finder_may_name_somebody_who_is_no_member_or_a_node_or_say_wait():
    people = desk(away=(ANA,))
    finder = Table({1: Found((frozenset({DAN}),)), 2: Found(node=2), 3: Found((frozenset({ANA}),), wait=True)})
    stages = [
        Stage(1, "Owner", 1, always, {"": lane(people, {BOB: 1})}, finder=finder),
        Stage(2, "Rest", 1, always, {"": lane(people, {CAT: 1}, strategy_id=2)}),
    ]
    out = plan(stages, people, [row(1), row(2), row(3)], places=Places({1: None, 2: BOB}, {}))
    assert [(p.row[0], p.level, p.user_id, p.account_id) for p in out.passages] == [
        (1, "user", DAN, 1),
        (2, "account", None, 2),
    ]
    assert [(h.lead_id, h.code) for h in out.held] == [(3, "on_empty_hold")]


def test_every_band_has_a_ledger_of_its_own():
    people = desk()
    lanes = {"hot": lane(people, {ANA: 3, BOB: 1}), "cold": lane(people, {ANA: 0, BOB: 1})}
    stage = Stage(1, "Bands", 1, always, lanes, band=lambda r: "hot" if r[SCORE] >= 40 else "cold")
    rows = [row(i, score=50 if i % 2 else 0) for i in range(1, 17)]
    out = plan([stage], people, rows)
    hot = [p.user_id for p in out.passages if p.band == "hot"]
    assert (hot.count(ANA), hot.count(BOB)) == (6, 2)
    assert {p.user_id for p in out.passages if p.band == "cold"} == {BOB}
    for one in lanes.values():
        assert sum(entry.micro for entry in one.ledger.entries().values()) == 0


def test_nobody_calls_where_it_is_not_lawful_now():
    people = desk()
    stage = Stage(1, "Calls", 1, always, {"": lane(people, {ANA: 1})}, quiet=lambda r: r[0] == 1)
    out = plan([stage], people, [row(1), row(2)])
    assert [p.row[0] for p in out.passages] == [2]
    (held,) = out.held
    assert held.code == "nobody_eligible"
    assert held.path[0][2].members == [(ANA, MICRO, "lead_quiet_hours")]


def test_an_offer_owns_nothing_and_the_next_one_goes_to_the_next_best():
    people = desk()
    stage = Stage(1, "Offers", 1, always, {"": lane(people, {ANA: 1, BOB: 1})}, offer=Offer(600))
    (first,) = plan([stage], people, [row(1)]).passages
    assert (first.terms.expires_at, first.terms.round, first.terms.accepted) == (NOW + 600, 1, False)
    out = plan([stage], people, [row(1)], past={1: Past(again=True, asked=frozenset({(1, first.user_id)}))})
    (second,) = out.passages
    assert {first.user_id, second.user_id} == {ANA, BOB}
    assert out.placed == [(None, 1, None, second.id, 0, 1)]
    assert {m[2] for m in second.candidates.members} == {None, "expired_before"}


def test_after_everybody_was_asked_all_are_asked_at_once_and_then_the_next_strategy():
    people = desk()
    stages = [
        Stage(1, "Offers", 1, always, {"": lane(people, {ANA: 1, BOB: 1, CAT: 1})}, offer=Offer(600)),
        Stage(2, "Rest", 1, always, {"": lane(people, {DAN: 1}, strategy_id=2)}),
    ]
    past = Past(rejected=frozenset({CAT}), again=True, asked=frozenset({(1, ANA), (1, BOB)}))
    out = plan(stages, people, [row(1)], past={1: past})
    assert [(p.user_id, p.terms.round, p.cost) for p in out.passages] == [(ANA, 2, 0), (BOB, 2, 0)]
    assert out.placed == [(None, 1, None, None, 0, 1)]
    out = plan(stages, people, [row(1)], past={1: past._replace(broadcast=frozenset({1}))})
    assert [(p.user_id, p.terms) for p in out.passages] == [(DAN, None)]


def test_broadcast_begins_with_everybody_and_a_standing_yes_takes_the_lead_at_once():
    people = desk(away=(BOB,))
    offer = Offer(600, broadcast=True)
    stage = Stage(1, "All", 1, always, {"": lane(people, {ANA: 1, BOB: 1, CAT: 1})}, offer=offer)
    assert [p.user_id for p in plan([stage], people, [row(1)]).passages] == [ANA, CAT]
    people = desk(yes=(ANA,))
    stage = Stage(1, "One", 1, always, {"": lane(people, {ANA: 1})}, offer=Offer(600))
    out = plan([stage], people, [row(1)])
    assert out.passages[0].terms.accepted
    assert out.placed[0][0] == ANA


def test_the_deadline_counts_working_time_when_asked():
    people = desk()
    people.users[ANA].hours = Hours(absences=((NOW + 60, NOW + 3660),))
    stage = Stage(1, "Working", 1, always, {"": lane(people, {ANA: 1})}, offer=Offer(600, working=True))
    assert plan([stage], people, [row(1)]).passages[0].terms.expires_at == NOW + 600 + 3600


def test_what_is_to_be_handed_out_stays_with_the_owner_of_the_team():
    people = desk()
    places = Places({1: None, -7: DAN}, {7: 1})
    stages = [
        Stage(1, "To team", 1, always, target=-7, hand_out=True),
        Stage(2, "Team", -7, always, {"": lane(people, {ANA: 1}, strategy_id=2)}),
    ]
    out = plan(stages, people, [row(1)], places=places)
    assert [(p.level, p.passed_on) for p in out.passages] == [("team", False)]
    assert out.placed == [(DAN, 1, 7, 1, 0, 1)]
    stages[0].hand_out = False
    assert [p.user_id for p in plan(stages, people, [row(1)], places=places).passages] == [None, ANA]
    stages[0].hand_out = True
    nobody = plan(stages, people, [row(1)], places=Places({1: None, -7: None}, {7: 1}))
    assert nobody.held[0].path == ((1, "no_owner", None),)


def test_what_no_push_strategy_takes_waits_in_the_pull_queue_that_matches():
    people = desk()
    stage = Stage(1, "Odd", 1, lambda r: r[0] % 2 == 1, {"": lane(people, {ANA: 1})})
    queues = [Queue(2, None, 1, lambda r: r[0] > 2), Queue(3, 9, None, always)]
    out = plan([stage], people, [row(i) for i in range(1, 5)], queues=queues)
    assert [p.row[0] for p in out.passages] == [1, 3]
    assert [(h.lead_id, h.code) for h in out.held] == [(2, "no_strategy"), (4, "queued")]


def test_a_queue_keeps_the_leads_that_the_owner_of_the_branch_would_own_else():
    people = desk()
    places = Places({1: None, 2: DAN}, {})
    stages = [Stage(1, "To branch", 1, always, target=2)]
    assert plan(stages, people, [row(1)], places=places).placed == [(DAN, 2, None, 1, 0, 1)]
    out = plan(stages, people, [row(1)], places=places, queues=[Queue(2, None, 2, always)])
    assert out.placed == [(None, 2, None, 1, 1, 1)]
    assert out.held[0].code == "queued"
