"""What is allowed but probably not meant: for every code a text that shows it and one that does not."""

# ruff: noqa: E501  a case reads best in one line

from __future__ import annotations

from datetime import date

import pytest

from leadctl.config.parse import read_text
from leadctl.config.section import Finding
from leadctl.db.connection import immediate
from leadctl.engine import ruleset
from leadctl.engine.lint import lint
from leadctl.engine.lint.matching import contradiction, disjoint
from leadctl.engine.tags import grant
from tests.builders import add_account, add_lead, add_shift, add_tag, add_team, add_user, add_users

NOW = 1_772_355_600  # 2026-03-01
TODAY = date(2026, 3, 1)


def findings(text: str) -> list[Finding]:
    config, found = read_text(text, "f")
    found.raise_any()
    lint(config, found, today=TODAY)
    return list(found.findings("warning"))


def warnings(text: str) -> list[str]:
    return [finding.text for finding in findings(text)]


def strategy(name: str, *lines: str, to: str = '{ users = ["a"] }') -> str:
    return "\n".join(["[[strategy]]", f'name = "{name}"', f"to = {to}", *lines, ""])


ALL = strategy("All")
US = "when = { country = 'US' }"
TYPES = 'record_types = ["Lead", "Partner"]\n'
LEADS = 'record_type = "Lead"'
BANDS = "score_bands = { hot = 60, cold = 0 }\n"
SCORE = '[[score]]\nname = "{0}"\npoints = 5\nwhen = {{ {1} }}\n'
WEIGHED = ('method = "weighted"', 'by = "score_band"')
TO_TEAM = strategy("In", 'method = "direct"', US, to='{ team = "West" }')
GATE = '[[gate]]\nname = "{0}"\nhold_when = {{ {1} }}\n'

# code: (a text that shows it, one that does not)
CASES: dict[str, list[tuple[str, str]]] = {
    "no-strategy": [("", ALL), (strategy("A", "enabled = false"), ALL)],
    "shadowed": [
        (strategy("A", 'on_empty = "hold"') + strategy("B", US), strategy("A", US, 'on_empty = "hold"') + ALL),
        (
            strategy("A", 'method = "direct"', to='{ account = "T" }') + strategy("B", to='{ users = ["b"] }'),
            strategy("B", US, 'on_empty = "hold"') + strategy("A", 'method = "direct"', to='{ account = "T" }'),
        ),
    ],
    "overflow-only": [
        (ALL + strategy("B", to='{ users = ["b"] }'), ALL + strategy("B", 'mode = "pull"')),
        (ALL + strategy("B", US), strategy("A", 'active_within = "5m"') + strategy("B", US)),
        (ALL + strategy("B", US), strategy("A", 'accept_within = "5m"') + strategy("B", US)),
        (ALL + strategy("B", US), strategy("A", "calling_hours = true") + strategy("B", US)),
        (ALL + strategy("B", US), strategy("A", 'on_empty = "B"') + strategy("B", US)),
        (ALL + strategy("B", US), strategy("A", 'method = "account_owner"') + strategy("B", US)),
    ],
    "unreachable-catch-all": [
        (strategy("A", US, 'on_empty = "B"') + strategy("B", "enabled = false") + ALL, ALL),
        (strategy("A", US, 'on_empty = "B"') + strategy("B", 'mode = "pull"') + ALL, ALL),
        (
            strategy("A", US, 'on_empty = "B"') + strategy("B", "when = { country = ['DE', 'FR'] }") + ALL,
            strategy("A", US, 'on_empty = "B"') + strategy("B", "when = { country = ['DE', 'US'] }") + ALL,
        ),
        (
            TYPES + strategy("A", LEADS, 'on_empty = "B"') + strategy("B", 'record_type = "Partner"') + ALL,
            TYPES + strategy("A", LEADS, 'on_empty = "B"') + strategy("B", LEADS) + ALL,
        ),
        (strategy("A", US, 'on_empty = "B"') + strategy("B", 'from = "West"') + ALL, ALL),
        (
            strategy("B", US) + strategy("A", "when = { state = 'CA', country = 'US' }", 'on_empty = "B"'),
            strategy("A", US, 'on_empty = "B"') + ALL + strategy("B"),
        ),
    ],
    "gap": [
        ('record_types = ["Lead", "Partner"]\n' + strategy("A", 'record_type = "Lead"'), ALL),
        (TO_TEAM.replace(US, 'from = "West"'), ALL),
    ],
    "pull-only": [(strategy("A", 'mode = "pull"'), strategy("A", 'mode = "pull"') + ALL)],
    "from-nowhere": [
        (ALL + strategy("B", 'from = "West"'), TO_TEAM + ALL.replace('"All"', '"B"') + strategy("C", 'from = "West"')),
        (
            strategy("A", US) + strategy("B", 'from = "West"', 'mode = "pull"'),
            ALL + strategy("B", 'mode = "pull"', 'queue = "own"'),
        ),
    ],
    "cap-zero": [(strategy("A", "limits = { per_day = 0 }"), strategy("A", "limits = { per_day = 1 }"))],
    "cap-order": [
        (strategy("A", "limits = { per_hour = 9, per_day = 8 }"), strategy("A", "limits = { per_hour = 8, per_day = 8 }")),
        (strategy("A", "limits = { per_day = 9, per_week = 8 }"), strategy("A", "limits = { open = 1, per_week = 8 }")),
        (strategy("A", "limits = { per_hour = 9, per_week = 8 }"), strategy("A", "limits = { per_hour = 9 }")),
    ],
    "dead-queue": [
        (
            ALL + strategy("P", 'mode = "pull"', 'queue = "unworked"'),
            ALL
            + '[[status]]\nname = "New"\nsystem = "new"\nmax_unworked = "1d"\n'
            + strategy("P", 'mode = "pull"', 'queue = "unworked"'),
        ),
        (
            ALL + strategy("P", 'mode = "pull"', 'cool_down = "2d"', 'reclaim_after = "1d"'),
            ALL + strategy("P", 'mode = "pull"', 'cool_down = "1d"', 'reclaim_after = "1d"'),
        ),
    ],
    "band-without-weight": [
        (
            BANDS + SCORE.format("s", "value = 1") + strategy("A", *WEIGHED, to="{ weights = { hot = { a = 1 } } }"),
            BANDS
            + SCORE.format("s", "value = 1")
            + strategy("A", *WEIGHED, to="{ weights = { hot = { a = 1 }, other = { a = 1 } } }"),
        ),
        (
            BANDS + strategy("A", *WEIGHED, to="{ weights = { hot = { a = 1 }, cold = { a = 1 } } }"),
            BANDS
            + SCORE.format("s", "value = 1")
            + strategy("A", *WEIGHED, to="{ weights = { hot = { a = 1 }, cold = { a = 1 } } }"),
        ),
    ],
    "never-matches": [
        (strategy("A", "when = { value = { min = 5, max = 3 } }") + ALL, strategy("A", "when = { value = { min = 3, max = 3 } }") + ALL),
        (strategy("A", "when = { value = { gt = 3, max = 3 } }") + ALL, strategy("A", "when = { value = { gt = 2, lt = 3 } }") + ALL),
        (strategy("A", "when = { country = { is = 'US', not = ['US', 'CA'] } }") + ALL, ALL),
        (strategy("A", "when = { country = 'US', all = [ { country = ['DE', 'FR'] } ] }") + ALL, ALL),
        (ALL + GATE.format("g", "email = { present = false, is = 'a' }"), ALL + GATE.format("g", "email = { present = false, not = 'a' }")),
        (ALL + SCORE.format("s", "value = { is = 5, min = 6 }"), ALL + SCORE.format("s", "value = { is = 6, min = 6 }")),
        (
            ALL + "[[classify]]\nset = { priority = 'high' }\nwhen = { received_at = { after = 2026-02-01, before = 2026-01-01 } }\n",
            ALL + "[[classify]]\nset = { priority = 'high' }\nwhen = { received_at = { after = 2026-01-01, before = 2026-02-01 } }\n",
        ),
    ],
    "status-uncovered": [
        (ALL + '[[status]]\nname = "Fresh"\nsystem = "new"\n', ALL),
        (
            ALL + '[[status]]\nname = "Fresh"\nsystem = "new"\n',
            ALL
            + "".join(
                f'[[status]]\nname = "{s} x"\nsystem = "{s}"\n'
                for s in ("new", "waiting", "attempted", "contacted", "closed", "dead")
            ),
        ),
    ],
    "past-holiday": [
        ('[[holiday]]\ndate = "2026-02-28"\nname = "Fest"\n' + ALL, '[[holiday]]\ndate = "2026-03-01"\n' + ALL),
        ("[[holiday]]\ndate = 2025-12-24\n" + ALL, '[[holiday]]\ndate = "12-24"\n' + ALL),
    ],
    "offer-window": [
        (strategy("A", 'accept_within = "2d"'), strategy("A", 'accept_within = "1d"')),
        (
            '[[status]]\nname = "New"\nsystem = "new"\nmax_unworked = "1h"\n' + strategy("A", 'accept_within = "2h"'),
            '[[status]]\nname = "New"\nsystem = "new"\nmax_unworked = "2h"\n' + strategy("A", 'accept_within = "2h"'),
        ),
    ],
    "calling-hours-never": [
        (
            strategy("A", "calling_hours = true", "when = { country = 'DE' }")
            + ALL
            + '[[calling_hours]]\ncountry = "DE"\nhours = "never"\n',
            strategy("A", "calling_hours = true", "when = { country = 'US' }")
            + ALL
            + '[[calling_hours]]\ncountry = "DE"\nhours = "never"\n',
        ),
    ],
    "duplicate-rule": [
        (ALL + SCORE.format("a", "value = 1") + SCORE.format("b", "value = 1"), ALL + SCORE.format("a", "value = 1") + SCORE.format("b", "value = 2")),
        (ALL + GATE.format("a", "value = 1") + GATE.format("b", "value = 1"), ALL + GATE.format("a", "value = 1") + GATE.format("b", "value = 2")),
        (ALL + "[[duplicate]]\nmatch = ['email', 'phone']\n[[duplicate]]\nmatch = ['phone', 'email']\nwithin = '3d'\n", ALL + "[[duplicate]]\nmatch = ['email']\n[[duplicate]]\nmatch = ['phone']\n"),
        (ALL + "[[classify]]\nset = { urgency = 'a' }\n" * 2, ALL + "[[classify]]\nset = { urgency = 'a' }\n"),
        (strategy("A", US) + strategy("B", US), strategy("A", US) + strategy("B", US, to='{ users = ["b"] }')),
        (ALL + '[[tag]]\nname = "a"\nwhen = { closed = { min = 1 } }\n' + '[[tag]]\nname = "b"\nwhen = { closed = { min = 1 } }\n', ALL + '[[tag]]\nname = "a"\nwhen = { closed = { min = 1 } }\n'),
        (ALL + '[[holiday]]\ndate = "12-24"\n' * 2, ALL + '[[holiday]]\ndate = "12-24"\n'),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "shows", "does_not"), [(code, *pair) for code, pairs in CASES.items() for pair in pairs]
)
def test_every_warning_of_the_text(code, shows, does_not):
    found = [finding for finding in findings(shows) if finding.code == code]
    assert found, findings(shows)
    assert all(finding.message for finding in found)
    assert code not in {finding.code for finding in findings(does_not)}


def test_every_finding_names_its_rule_its_line_and_a_remedy():
    for code, pairs in CASES.items():
        for finding in (f for f in findings(pairs[0][0]) if f.code == code and code not in {"no-strategy", "gap"}):
            assert finding.line, finding
            assert finding.remedy, finding
            assert finding.text.startswith(f"f:{finding.line}: {finding.where}: {finding.message}; {finding.remedy}")


def test_no_strategy_is_said():
    assert warnings("") == ["f: there is no strategy yet: every lead will be held"]
    assert warnings(strategy("A", "enabled = false")) == ["f: there is no strategy yet: every lead will be held"]


def test_a_type_that_nobody_takes_is_said():
    text = 'record_types = ["Lead", "Partner"]\n' + strategy("A", 'record_type = "Lead"')
    assert warnings(text) == [
        'f:1: record_types: no strategy takes record type "Partner" from Corporate: such leads will be held'
    ]
    elsewhere = text + strategy("B", 'record_type = "Partner"', 'from = "West"')
    assert [f.code for f in findings(elsewhere)] == ["gap", "from-nowhere"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (strategy("A", 'on_empty = "hold"'), "never gets a lead"),
        (strategy("A", 'method = "direct"', to='{ team = "T" }'), "gives all of them to a team"),
        (strategy("A", 'method = "direct"', to='{ account = "T" }'), "gives all of them to an account"),
        (strategy("A"), 'gets only what nobody of "A" (line 1) may take'),
        (strategy("A", "when = { any = [ { state = 'CA' }, { state = 'OR' } ] }", 'on_empty = "hold"'), None),
        (strategy("A", "when = { country = 'US' }", 'on_empty = "hold"'), "never gets a lead"),
        (strategy("A", "when = { country = 'DE' }", 'on_empty = "hold"'), None),
        (strategy("A", "limits = { per_day = 5 }"), None),
        (strategy("A", 'share = "50%"', 'on_empty = "hold"'), None),
        (strategy("A", "enabled = false", 'on_empty = "hold"'), None),
        (strategy("A", 'from = "West"', 'on_empty = "hold"'), None),
        (strategy("A", 'on_empty = "B"'), None),
    ],
)
def test_shadows(first, expected):
    said = [
        finding.text
        for finding in findings(first + strategy("B", "when = { country = 'US', value = { min = 5 } }"))
        if finding.code in {"shadowed", "overflow-only"}
    ]
    if expected is None:
        assert said == []
    else:
        assert len(said) == 1
        assert 'strategy "B": ' in said[0]
        assert expected in said[0]


def test_another_record_type_is_no_shadow():
    text = 'record_types = ["Lead", "Partner"]\n'
    first = strategy("A", 'record_type = "Lead"', 'on_empty = "hold"')
    assert warnings(text + first + strategy("B", 'record_type = "Partner"')) == []
    every = strategy("A", 'on_empty = "hold"')
    assert "never gets a lead" in warnings(text + every + strategy("B", 'record_type = "Partner"'))[0]


def test_circles_of_on_empty_are_refused():
    text = strategy("A", 'on_empty = "B"') + strategy("B", 'on_empty = "A"')
    _, found = read_text(text, "f")
    assert "goes in a circle: A → B → A" in found.findings("fault")[0].text


def test_criteria_apart_and_together():
    def when(text):
        config, found = read_text(f'[[score]]\nname = "s"\npoints = 1\nwhen = {{ {text} }}\n', "f")
        found.raise_any()
        return config.scores[0].when

    assert disjoint(when("country = 'US'"), when("country = ['DE', 'FR']")) == "country is US and country in DE, FR"
    assert disjoint(when("value = { min = 10 }"), when("value = { lt = 10 }")) == "value min 10 and value lt 10"
    assert disjoint(when("country = 'US'"), when("state = 'CA'")) is None
    assert disjoint(when("any = [ { country = 'US' } ]"), when("country = 'DE'")) is None
    assert disjoint(when("priority = { min = 'high' }"), when("priority = { max = 'low' }")) is None
    assert contradiction(when("age = { min = '3d', max = '1d' }")) is None  # ages are not looked at
    assert contradiction(when("not = { country = 'US' }, country = 'US'")) is None  # nor what is inside not


# ---------------------------------------------------------------- with a database


def codes(con, text: str, now: int | None = NOW) -> dict[str, str]:
    """Return code -> text of the warnings of a file, its names compared with the database."""
    _, found = ruleset.examine(text, "f", con, now)
    found.raise_any()
    return {finding.code: finding.text for finding in found.findings("warning")}


@pytest.fixture
def people(con):
    """ana and bob, both with caps, ana tagged; a team of both and one of nobody; an empty branch."""
    ana = add_user(con, "ana", per_day=10, timezone="America/New_York")
    bob = add_user(con, "bob", per_day=20, timezone="America/New_York")
    add_tag(con, ana, "spanish")
    add_tag(con, bob, "senior")
    add_team(con, "West", ana, [ana, bob])
    add_team(con, "Empty", None, [])
    add_account(con, "Reno")
    return con


BOTH = '{ users = ["ana", "bob"] }'


def test_disabled_users_and_targets_with_nobody(people):
    add_user(people, "eva", disabled_at=NOW)
    said = codes(people, strategy("A", to='{ users = ["ana", "eva"] }'))
    assert '"eva" is disabled and gets no leads' in said["dead-target"]
    assert "no enabled member" in codes(people, strategy("A", to='{ teams = ["West", "Empty"] }'))["dead-target"]
    assert (
        'in account "Reno"'
        in codes(people, strategy("A", to='{ accounts = ["Reno"], users = ["ana"] }'))["dead-target"]
    )
    assert "nobody is behind" in codes(people, strategy("A", to='{ accounts = ["Reno"] }'))["dead-target"]
    assert "dead-target" not in codes(people, strategy("A", to='{ teams = ["West"], accounts = ["Corporate"] }'))


def test_unknown_names_are_faults_with_the_nearest(people):
    _, found = ruleset.examine(strategy("A", to='{ users = ["anna"] }'), "f", people, NOW)
    assert [f.text for f in found.findings("fault")] == [
        'f:3: strategy "A": to.users: no user "anna"; did you mean "ana"?'
    ]


def test_hand_out_needs_an_owner(people):
    direct = ('method = "direct"', 'hand_out = "owner"')
    assert "no owner" in codes(people, strategy("A", *direct, to='{ team = "Empty" }'))["dead-target"]
    assert "dead-target" not in codes(people, strategy("A", *direct, to='{ team = "West" }'))


def test_places_from_which_nothing_goes_on(people):
    direct = strategy("A", 'method = "direct"', to='{ team = "Empty" }')
    said = codes(people, direct)["dead-end"]
    assert said.startswith(
        'f:3: strategy "A": to: leads given to "Empty" stay there: no strategy takes from it and nobody'
    )
    assert 'from = "Empty"' in said
    assert "dead-end" not in codes(people, direct.replace("Empty", "West"))  # ana owns it
    assert "dead-end" not in codes(people, direct + strategy("B", 'from = "Empty"', to=BOTH))
    assert "dead-end" not in codes(people, direct + strategy("B", 'mode = "pull"', 'from = "Empty"', to=BOTH))
    reno = people.execute("select id from account where name = 'Reno'").fetchone()[0]
    people.execute(
        "insert into territory (table_name, country, account_id, valid_from) values ('field', 'US', ?, 0)", (reno,)
    )
    table = strategy("T", 'method = "direct"', 'territory = "Field"').replace('to = { users = ["a"] }\n', "")
    assert 'territory: leads given to "Reno" stay there' in codes(people, table)["dead-end"]
    assert "dead-end" not in codes(people, table + strategy("B", 'from = "reno"', to=BOTH))


def test_caps_that_never_bind(people):
    said = codes(people, strategy("A", "limits = { per_day = 40 }", to=BOTH))
    assert "40 can never bind: each member's own cap is lower (ana 10, bob 20)" in said["cap-never-binds"]
    assert "cap-never-binds" not in codes(people, strategy("A", "limits = { per_day = 15 }", to=BOTH))
    people.execute("update user set per_day = 0")
    assert "own per_day is 0" in codes(people, strategy("A", to=BOTH))["cap-zero"]


def test_weights_of_nobody(people):
    people.execute("update user set weight = 0")
    assert "weight 0" in codes(people, strategy("A", 'method = "weighted"', to=BOTH))["zero-weight"]
    people.execute("update user set weight = 1000000 where login = 'ana'")
    assert "zero-weight" not in codes(people, strategy("A", 'method = "weighted"', to=BOTH))


def test_needs_that_nobody_meets(people):
    tags = 'needs_tags = ["spanish", "senior"]'
    assert "no member has spanish and senior" in codes(people, strategy("A", tags, to=BOTH))["unmeetable-needs"]
    assert "unmeetable-needs" not in codes(people, strategy("A", 'needs_tags = ["spanish"]', to=BOTH))
    needs = "needs = { language = 'lead.language' }"
    french = strategy("A", needs, "when = { language = ['Spanish', 'French'] }", to=BOTH) + strategy("B", to=BOTH)
    assert "when lets in language french" in codes(people, french)["unmeetable-needs"]
    assert "unmeetable-needs" not in codes(people, french.replace(", 'French'", ""))
    people.execute("update user_tag set valid_to = 1")
    assert "no member has any tag" in codes(people, strategy("A", needs, to=BOTH))["unmeetable-needs"]


def test_a_tag_that_can_be_earned_is_no_warning(people):
    rule = '[[tag]]\nname = "expert"\nwhen = { closed = { min = 3 } }\n'
    needs = strategy("A", 'needs_tags = ["expert"]', to=BOTH)
    assert "unmeetable-needs" in codes(people, needs)
    assert codes(people, needs + rule) == {}
    assert codes(people, strategy("A", to='{ tags = ["expert"], users = ["ana"] }') + rule) == {}


def test_unknown_accounts_and_teams_of_a_tag_are_faults(people):
    rule = '[[tag]]\nname = "expert"\nwhen = { closed = { min = 3 } }\naccounts = ["Rno"]\nteams = ["Wst", "West"]\n'
    _, found = ruleset.examine(rule, "f", people, NOW)
    assert [f.text.split(": ", 1)[1] for f in found.findings("fault")] == [
        'tag "expert": accounts: no account "Rno"; did you mean "Reno"?',
        'tag "expert": teams: no team "Wst"; did you mean "West"?',
    ]


def test_queues_that_nobody_pulls(people):
    queue = strategy("P", 'mode = "pull"', to='{ teams = ["Empty"] }') + strategy("A", to=BOTH)
    assert "nobody may pull from this queue" in codes(people, queue)["dead-queue"]
    assert "dead-queue" not in codes(people, queue.replace("Empty", "West"))


def test_sources_of_a_queue_and_of_criteria_that_no_lead_has(people):
    people.execute("insert into source (name) values ('Website'), ('Fair')")
    queue = strategy("P", 'mode = "pull"', 'queue = "sources"', 'sources = ["Websit", "Fair"]', to=BOTH)
    text = queue + strategy("A", "when = { source = { not = 'Fairr' } }", to=BOTH) + strategy("B", to=BOTH)
    _, found = ruleset.examine(text, "f", people, NOW)
    said = [f.text for f in found.findings("warning") if f.code == "unknown-name"]
    assert len(said) == 2
    assert 'no lead came from a source "Websit" yet; did you mean "Website"?' in said[0]
    assert 'no lead has source "fairr"; did you mean "Fair"?' in said[1]
    right = text.replace("Websit", "Website").replace("Fairr", "A name quite unlike")
    assert "unknown-name" not in codes(people, right)


def test_touches_that_never_were(people):
    lead = add_lead(people)
    text = strategy("A", to=BOTH) + SCORE.format("s", "touches.email_opend = { min = 1 }")
    assert "unknown-touch" not in codes(people, text)  # no touch was met yet
    people.execute(
        "insert into touch (lead_id, kind, name, happened_at, recorded_at) values (?, 'marketing', 'Email opened', 1, 1)",
        (lead,),
    )
    assert 'did you mean "email_opened"?' in codes(people, text)["unknown-touch"]
    assert "unknown-touch" not in codes(people, text.replace("opend", "opened"))


def test_from_a_place_where_leads_lie_or_a_table_puts_them(people):
    text = strategy("A", to=BOTH) + strategy("B", 'from = "Reno"', to=BOTH)
    assert 'no strategy gives leads to "Reno"' in codes(people, text)["from-nowhere"]
    reno = people.execute("select id from account where name = 'Reno'").fetchone()[0]
    table = strategy("T", 'method = "direct"', 'territory = "Field"').replace('to = { users = ["a"] }\n', "")
    assert "from-nowhere" in codes(people, table + text)
    people.execute(
        "insert into territory (table_name, country, account_id, valid_from) values ('field', 'US', ?, 0)", (reno,)
    )
    assert "from-nowhere" not in codes(people, table + text)
    people.execute("delete from territory")
    add_lead(people, state={"holder_account_id": reno})
    assert "from-nowhere" not in codes(people, text)


def test_nobody_works_in_the_calling_hours(people):
    users = dict(people.execute("select login, id from user"))
    for login in ("ana", "bob"):
        add_shift(people, users[login], range(7), 1 * 60, 5 * 60, "America/New_York")
    text = strategy("A", "calling_hours = true", "when = { country = 'US' }", to=BOTH) + strategy("B", to=BOTH)
    text += '[[calling_hours]]\ncountry = "US"\nhours = "09:00-20:00"\n'
    assert "nobody of this strategy works while calling is lawful in US" in codes(people, text)["calling-hours-never"]
    assert "calling-hours-never" not in codes(people, text, now=None)
    add_shift(people, users["bob"], range(1), 16 * 60, 17 * 60, "America/New_York")
    assert "calling-hours-never" not in codes(people, text)


def test_statuses_without_a_meaning(people):
    with immediate(people):
        people.execute("insert into status (name) values ('Limbo')")
    assert (
        'status "Limbo" of the database stands for no system status'
        in codes(people, strategy("A", to=BOTH))["status-without-system"]
    )
    defined = "".join(
        f'[[status]]\nname = "{s} x"\nsystem = "{s}"\n'
        for s in ("new", "waiting", "attempted", "contacted", "closed", "dead")
    )
    ruleset.apply_rules(
        people, strategy("A", to=BOTH) + defined + '[[status]]\nname = "Limbo"\nsystem = "waiting"\n', NOW, "x"
    )
    assert codes(people, strategy("A", to=BOTH)) == {}


def test_columns_of_a_mapping_that_no_import_has(people):
    text = strategy("A", to=BOTH) + '[[mapping]]\nname = "fair"\ncolumns = { "Firm" = "compny", "X" = "-" }\n'
    assert 'no import has a field "compny"; did you mean "company"?' in codes(people, text)["unknown-column"]
    assert "unknown-column" not in codes(people, text.replace("compny", "company"))


def test_what_is_fine_is_fine(people):
    config = ruleset.check(strategy("A", to=BOTH), "f", people, NOW)
    assert config.warnings == ()
    assert grant(people, config, NOW).changes == []
    add_users(people, "cyd")


def test_every_code_is_listed_and_described():
    import re
    from pathlib import Path

    import leadctl
    from leadctl.engine.lint import CODES

    root = Path(leadctl.__file__).parent
    folders = ("engine/lint", "engine", "config")
    text = "\n".join(path.read_text() for folder in folders for path in (root / folder).glob("*.py"))
    used = set(re.findall(r'(?:scene\.warn|\.of|self\._warn)\(\s*"([a-z-]+)"', text))
    used |= set(re.findall(r'\bcode="([a-z-]+)"', text)) | {"shadowed", "overflow-only", "zero-weight"}
    used -= {"fault", "oddity"}  # the defaults
    assert used == set(CODES)
    assert list(CODES) == sorted(CODES)
    described = (root.parent / "docs/config.md").read_text()
    assert [code for code in CODES if f"`{code}`" not in described] == []
