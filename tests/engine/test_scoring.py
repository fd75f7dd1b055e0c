from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.engine.criteria import compile_criteria
from leadctl.engine.scoring import Rules, rule_fields

NOW = 1_772_355_600
TEXT = """
record_types = ["Lead", "Partner"]
[[attribute]]
name = "headcount"
type = "number"
[[gate]]
name = "no contact data"
hold_when = { email = { present = false }, phone = { present = false } }
[[gate]]
name = "partners have a company"
record_type = "Partner"
require = { company = { present = true } }
[[classify]]
when = { value = { min = 100_000 } }
set = { priority = "high", industry = "Large" }
[[classify]]
when = { value = { min = 10_000 } }
set = { priority = "medium", "segment" = "B" }
[[classify]]
record_type = "Partner"
set = { priority = "low" }
[[score]]
name = "budget"
when = { value = { min = 50_000 } }
points = 20
[[score]]
name = "urgent"
when = { priority = "high" }
points = 5
[[score]]
name = "bought"
when = { source = "List" }
points = -30
[[strategy]]
name = "S"
to = { users = ["a"] }
when = { headcount = { min = 5 } }
needs = { language = "lead.language" }
"""
CONFIG = load_text(TEXT, "f")
FIELDS = ("email", "phone", "company", "value", "priority", "industry", "source", "headcount", "segment")
INDEX = {name: i for i, name in enumerate(FIELDS)}
LEAD = Rules.compile(CONFIG, "lead", INDEX, NOW)
PARTNER = Rules.compile(CONFIG, "Partner", INDEX, NOW)


def row(**cells):
    return tuple(cells.get(name) for name in FIELDS)


def test_the_first_gate_that_matches_holds_the_lead():
    assert LEAD.gate(row()) == "no contact data"
    assert LEAD.gate(row(phone="+1")) is None
    assert PARTNER.gate(row(phone="+1")) == "partners have a company"
    assert PARTNER.gate(row(phone="+1", company="X")) is None


def test_classification_is_first_match_per_field_and_only_where_the_lead_says_nothing():
    assert LEAD.classify(row(value=10_000_000)) == {"priority": 1, "industry": "Large", "segment": "B"}
    assert LEAD.classify(row(value=10_000_000, priority=3, industry="  ")) == {"industry": "Large", "segment": "B"}
    assert LEAD.classify(row(value=1_000_000)) == {"priority": 2, "segment": "B"}
    assert LEAD.classify(row()) == {}
    assert PARTNER.classify(row()) == {"priority": 3}


def test_points_add_up_with_their_parts():
    assert LEAD.score(row(value=5_000_000, source="list")) == (-10, {"budget": 20, "bought": -30})
    assert LEAD.score(row()) == (0, {})


def test_scores_see_what_was_classified():
    outcome = LEAD.evaluate(row(email="a", value=10_000_000), INDEX)
    assert outcome.gate is None
    assert outcome.changes["priority"] == 1
    assert (outcome.score, outcome.parts) == (25, {"budget": 20, "urgent": 5})


def test_rule_fields_are_all_fields_that_rules_read_or_set():
    assert rule_fields(CONFIG) == {
        "email",
        "phone",
        "company",
        "value",
        "priority",
        "industry",
        "segment",
        "source",
        "headcount",
        "language",
    }


CELLS = st.fixed_dictionaries(
    {
        "email": st.sampled_from([None, "a@b.c"]),
        "phone": st.sampled_from([None, "+1"]),
        "company": st.sampled_from([None, "", "X"]),
        "value": st.sampled_from([None, 0, 999_999, 1_000_000, 5_000_000, 10_000_000]),
        "priority": st.sampled_from([None, 1, 2, 3]),
        "source": st.sampled_from([None, "List", "web"]),
    }
)


@given(CELLS, st.sampled_from([LEAD, PARTNER]))
def test_the_score_is_the_sum_of_the_rules_that_match(cells, rules):
    lead = row(**cells)
    matching = {s.name: s.points for s in CONFIG.scores if compile_criteria(s.when, INDEX, NOW)(lead)}
    assert rules.score(lead) == (sum(matching.values()), matching)


@given(CELLS, st.sampled_from([LEAD, PARTNER]))
def test_classifying_twice_adds_nothing(cells, rules):
    lead = row(**cells)
    changes = rules.classify(lead)
    assert all(not lead[INDEX[name]] for name in changes)
    again = row(**{**cells, **changes})
    assert rules.classify(again) == {}
