from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.config.keys import ACCEPTED, LATER, LATER_METHODS
from leadctl.config.model import DEFAULT_STATUSES, Clause, Limits, Target
from leadctl.errors import ConfigError

ONE = '[[strategy]]\nname = "One"\nto = { users = ["ana"] }\n'


def load(text: str):
    return load_text(text, "leadctl.toml")


def faults(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert caught.value.exit_code == 2
    return list(caught.value.faults)


def fault(text: str) -> str:
    found = faults(text)
    assert len(found) == 1, found
    return found[0]


# ---------------------------------------------------------------- what is read


def test_an_empty_file_gives_the_defaults():
    config = load("")
    assert (config.timezone, config.currency, config.record_types) == ("UTC", "USD", ("Lead",))
    assert config.statuses == DEFAULT_STATUSES
    assert config.strategies == ()


def test_settings_are_read():
    config = load(
        'timezone = "Europe/Berlin"\nweek_starts = "Sunday"\nregion = "de"\ncurrency = "EUR"\nseed = 7\n'
        'record_types = ["Inbound", "Partner"]\nempty_values = ["Select"]\nfollow_up_within = "4h"\n'
        "value_slabs = [1_000, 2_500.50]\nscore_bands = { cold = 0, hot = 60 }\n"
    )
    assert (config.timezone, config.week_starts, config.region, config.currency) == (
        "Europe/Berlin",
        "sunday",
        "DE",
        "EUR",
    )
    assert (config.seed, config.record_types, config.empty_values) == ("7", ("Inbound", "Partner"), ("Select",))
    assert config.follow_up_within == 4 * 3600
    assert config.value_slabs == (100_000, 250_050)
    assert config.score_bands == (("hot", 60), ("cold", 0))


def test_a_strategy_with_everything_is_read():
    config = load(
        """[[strategy]]
name = "Enterprise"
method = "weighted"
record_type = "lead"
from = "West"
to = { users = ["ana", "bob"], weights = { ana = 60, bob = 0.5 } }
when = { country = ["US", "CA"], value = { min = 1_000_000 }, source = { not = "Trade show" } }
needs = { language = "lead.language" }
needs_tags = ["senior"]
limits = { per_hour = 5, per_day = 0, open = 120 }
share = "33.3%"
on_empty = "hold"
enabled = false
"""
    )
    (strategy,) = config.strategies
    assert strategy.to == Target(users=("ana", "bob"), weights=(("ana", 60_000_000), ("bob", 500_000)))
    assert strategy.record_type == "Lead"
    assert strategy.from_account == "West"
    assert strategy.limits == Limits(per_hour=5, per_day=0, per_week=None, open=120)
    assert (strategy.share, strategy.on_empty, strategy.enabled, strategy.line) == (333_000, "hold", False, 1)
    assert strategy.needs == (("language", "language"),)
    assert strategy.needs_tags == ("senior",)
    assert strategy.when.clauses == (
        Clause("country", "text", "in", ("us", "ca"), "country in US, CA"),
        Clause("value", "money", "min", 100_000_000, "value min 1000000"),
        Clause("source", "text", "not", "trade show", "source not Trade show"),
    )


def test_direct_takes_one_recipient_in_the_singular():
    for key, plural in (("user", "users"), ("team", "teams"), ("account", "accounts")):
        config = load(f'[[strategy]]\nname = "D"\nmethod = "direct"\nto = {{ {key} = "West" }}\n')
        assert getattr(config.strategies[0].to, plural) == ("West",)


def test_weights_alone_name_the_users():
    config = load('[[strategy]]\nname = "W"\nmethod = "weighted"\nto = { weights = { ana = 2, bob = 1 } }\n')
    assert config.strategies[0].to.users == ("ana", "bob")


def test_a_system_status_that_no_name_covers_keeps_the_built_in_one():
    config = load('[[status]]\nname = "Demo booked"\nsystem = "contacted"\nprobability = 40\nmax_unworked = "2d"\n')
    assert config.statuses[0].max_unworked == 172_800
    assert {s.name: s.system for s in config.statuses} == {
        "Demo booked": "contacted",
        "New": "new",
        "Waiting": "waiting",
        "Attempted": "attempted",
        "Closed": "closed",
        "Dead": "dead",
    }


def test_classify_values_are_in_the_unit_of_the_data():
    config = load(
        '[[attribute]]\nname = "Budget EUR"\ntype = "money"\n'
        "[[classify]]\nwhen = { budget_eur = { min = 10 } }\n"
        'set = { priority = "high", industry = "Food", "budget eur" = 5 }\n'
    )
    assert dict(config.classify[0].set) == {"priority": 1, "industry": "Food", "Budget EUR": 500}
    assert config.classify[0].when.clauses[0].field == "Budget EUR"


def test_duplicates_match_on_fields_and_declared_attributes():
    config = load(
        '[[attribute]]\nname = "Tax number"\n[[duplicate]]\nmatch = ["EMAIL", "tax_number"]\nwithin = "30d"\n'
    )
    assert config.duplicates[0].match == ("email", "Tax number")
    assert config.duplicates[0].within == 30 * 86_400


def test_criteria_nest():
    config = load(
        ONE
        + 'when = { any = [ { source = "web" }, { all = [ { state = "CA" } ] } ], '
        + "not = { email = { present = false } } }"
    )
    when = config.strategies[0].when
    assert [len(group) for group in when.any] == [2]
    assert when.any[0][1].all[0].clauses[0].value == "ca"
    assert when.none[0].clauses[0].operator == "present"
    assert when.fields() == {"source", "state", "email"}


def test_dates_and_ages_of_criteria():
    config = load(
        'timezone = "America/New_York"\n'
        + ONE
        + 'when = { age = { min = "2h", max = "7d" }, '
        + 'received_at = { after = 2026-03-01, before = "2026-04-01 09:00" } }'
    )
    youngest, oldest, after, before = config.strategies[0].when.clauses
    assert (youngest.field, youngest.bound, youngest.value) == ("received_at", "min", 7200)
    assert (oldest.bound, oldest.value) == ("max", 604_800)
    assert after.value == 1_772_427_599  # 2026-03-01 23:59:59 -05:00
    assert before.value == 1_775_048_400  # 2026-04-01 09:00 -04:00


def test_a_day_stands_for_all_its_seconds():
    config = load(ONE + "when = { received_at = 2026-03-01 }")
    assert [(c.operator, c.value) for c in config.strategies[0].when.clauses] == [
        ("min", 1_772_323_200),
        ("max", 1_772_409_599),
    ]


# ---------------------------------------------------------------- faults

BROKEN = """timezone = "Europe/Berln"
[[strategy]]
name = "Enterprise"
to = { users = ["ana"] }
limits = { per_huor = 5,
  per_day = -1 }
on_empty = "Enterprse"
"""


def test_every_fault_at_once_with_line_key_and_nearest_name():
    assert faults(BROKEN.replace(",\n  ", ", ")) == [
        'leadctl.toml:1: timezone: "Europe/Berln" is not a time zone; did you mean "Europe/Berlin"?; '
        "use a name such as America/New_York or Europe/Berlin",
        'leadctl.toml:5: strategy "Enterprise": limits.per_huor: unknown key; did you mean "per_hour"?',
        'leadctl.toml:5: strategy "Enterprise": limits.per_day: is -1; must be at least 0',
        'leadctl.toml:6: strategy "Enterprise": on_empty: no strategy is called "Enterprse"; '
        'did you mean "Enterprise"?',
    ]


def test_a_syntax_fault_has_its_line():
    assert fault("a = 1\nb = \n").startswith("leadctl.toml:2: not valid TOML")
    assert fault('seed = "x').startswith("leadctl.toml:1: not valid TOML")


@pytest.mark.parametrize("section", sorted(ACCEPTED))
def test_unknown_keys_are_faults_in_every_section(section):
    texts = {
        "settings": "zzz = 1",
        "to": ONE.replace('["ana"]', '["ana"], zzz = 1'),
        "limits": ONE + "limits = { zzz = 1 }",
        "strategy": ONE + "zzz = 1",
        "gate": '[[gate]]\nname = "g"\nhold_when = { email = "a" }\nzzz = 1',
        "score": '[[score]]\nname = "g"\nwhen = { email = "a" }\npoints = 1\nzzz = 1',
        "classify": '[[classify]]\nset = { industry = "x" }\nzzz = 1',
        "duplicate": '[[duplicate]]\nmatch = ["email"]\nzzz = 1',
        "status": '[[status]]\nname = "N"\nsystem = "new"\nzzz = 1',
        "attribute": '[[attribute]]\nname = "size"\nzzz = 1',
        "decay": '[[score]]\nname = "g"\nwhen = { email = "a" }\npoints = 1\n'
        + 'decay = { half_life = "1d", of = "last_touch", zzz = 1 }',
        "tag": '[[tag]]\nname = "g"\nwhen = { closed = { min = 1 } }\nzzz = 1',
        "holiday": '[[holiday]]\ndate = "12-24"\nzzz = 1',
        "calling_hours": '[[calling_hours]]\ncountry = "US"\nhours = "never"\nzzz = 1',
        "mapping": '[[mapping]]\nname = "g"\ncolumns = { "Firm" = "company" }\nzzz = 1',
        "notify": '[notify]\nsmtp = "localhost"\nfrom = "a@example.com"\nzzz = 1',
        "webhook": '[notify]\n[[notify.webhook]]\nurl = "http://localhost"\nzzz = 1',
        "service": '[notify]\n[[notify.service]]\nname = "s"\nurl_env = "S"\nzzz = 1',
        "template": '[notify]\nsmtp = "localhost"\nfrom = "a@example.com"\n[notify.templates]\nheld = { zzz = 1 }',
    }
    assert "zzz: unknown key; known: " in fault(texts[section])


@pytest.mark.parametrize("key", sorted(LATER["settings"]))
def test_settings_of_later_versions_are_refused_by_name(key):
    assert "[not-supported]" in fault(f'{key} = "1d"')


def test_other_things_of_later_versions_are_refused():
    for method in LATER_METHODS:
        assert "[not-supported]" in fault(f'{ONE}method = "{method}"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('week_starts = "x"', "choose from monday, sunday, saturday"),
        ('week_starts = "mnday"', 'did you mean "monday"?'),
        ('currency = "EURO"', '"EURO" is not a currency of three letters'),
        ('region = "U1"', "is not a country of two letters"),
        ("timezone = 5", "must be a text, not a number"),
        ('follow_up_within = "soon"', '"soon" is not a duration; write 90s, 5m, 2h, 3d or 2w'),
        ("record_types = []", "is empty; name at least one type"),
        ('record_types = ["A", "a"]', '"a" is named twice'),
        ("value_slabs = [5, 4]", "must be a list of rising amounts"),
        ("value_slabs = [5.001]", "has more than two decimals"),
        ("score_bands = { hot = 5, warm = 5 }", "two bands begin at the same score"),
        ('score_bands = { hot = "5" }', "must be the least score of the band"),
        ("strategy = 5", "must be written as [[strategy]]"),
        ('[status]\nname = "x"', "must be written as [[status]]"),
        ('[[status]]\nname = "X"', 'system: is missing; add system = "…"'),
        ('[[status]]\nname = "X"\nsystem = "contatced"', 'did you mean "contacted"?'),
        ('[[status]]\nname = "X"\nsystem = "new"\nprobability = 140', "is 140; must be between 0 and 100"),
        ('[[status]]\nname = "New"\nsystem = "dead"', 'no status has system = "new", and "New" means something else'),
        ('[[attribute]]\nname = "Email"', '"email" is a lead field already'),
        ('[[attribute]]\nname = "a"\ntype = "int"', "is not known"),
        ('[[duplicate]]\nwithin = "30d"', 'is missing; add match = ["email"]'),
        ('[[duplicate]]\nmatch = ["emial"]', '"emial" cannot be matched on; did you mean "email"?'),
        (
            '[[duplicate]]\nmatch = ["email"]\nrecord_type = "Laed"',
            'no record type is called "Laed"; did you mean "Lead"?',
        ),
        ('[[gate]]\nname = "g"', "needs hold_when = { … } (leads that stay out) or require"),
        ('[[gate]]\nname = "g"\nhold_when = { email = "a" }\nrequire = { email = "a" }', "not both"),
        ('[[gate]]\nname = "g"\nhold_when = {}', "is empty; say at least one thing"),
        ('[[gate]]\nname = "g"\nhold_when = { score = { min = 5 } }', "score is not known yet"),
        ('[[classify]]\nwhen = { email = "a" }', 'is missing; add set = { priority = "high" }'),
        ('[[classify]]\nset = { email = "a" }', "cannot be set by a rule"),
        ('[[classify]]\nset = { priority = "hihg" }', '"hihg" is not a priority; did you mean "high"?'),
        ('[[score]]\nname = "s"\nwhen = { email = "a" }', "points: is missing"),
        ('[[score]]\nname = "s"\npoints = 5', "when: is missing"),
        ('[[score]]\nname = "s"\npoints = 1.5\nwhen = { email = "a" }', "must be a whole number"),
        ('[[strategy]]\nto = { users = ["a"] }', "strategy 1: name: is missing"),
        ('[[strategy]]\nname = "x"', "to: is missing"),
        ('[[strategy]]\nname = "x"\nto = {}', "names nobody"),
        ('[[strategy]]\nname = "next"\nto = { users = ["a"] }', "has a meaning of its own"),
        ('[[strategy]]\nname = "x"\nmethod = "direct"\nto = { users = ["a", "b"] }', "must name exactly one recipient"),
        ('[[strategy]]\nname = "x"\nmethod = "direct"\nto = { tags = ["a"] }', "must name exactly one recipient"),
        ('[[strategy]]\nname = "x"\nto = { user = "a", users = ["b"] }', "stands beside users"),
        ('[[strategy]]\nname = "x"\nto = { team = ["a"] }', "to.team: must be a text, not a list; teams takes a list"),
        ('[[strategy]]\nname = "x"\nto = { user = ["a", "b"] }', "; users takes a list"),
        ('[[strategy]]\nname = "x"\nto = { account = ["East"] }', "; accounts takes a list"),
        (ONE + 'method = "round_robbin"', 'did you mean "round_robin"?'),
        (ONE + 'share = "150%"', "is not a share"),
        (ONE + "share = 50", "is not a share"),
        (ONE + 'needs = { language = "language" }', "must name a lead field"),
        (ONE + 'on_empty = "One"', "goes in a circle: One → One"),
        (ONE + 'record_type = "Led"', 'did you mean "Lead"?'),
        (ONE.replace('["ana"]', '["ana"], weights = { ana = 1 }'), 'are for method = "weighted"'),
        (
            ONE.replace('["ana"]', '["ana"], weights = { anna = 1, ana = 1 }') + 'method = "weighted"',
            '"anna" has a weight but is not among users; did you mean "ana"?',
        ),
        (ONE.replace('["ana"]', '["ana"], weights = { ana = -1 }') + 'method = "weighted"', "must be between 0 and"),
        (
            ONE.replace('["ana"]', '["a.b"], weights = { a.b = 1 }') + 'method = "weighted"',
            'in quotes, as in "a.b" = 1',
        ),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_write(text, expected):
    assert expected in fault(text)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("country = []", "an empty list matches nothing"),
        ("country = 5", 'country is text; write the value in quotes, as in "5"'),
        ('country = ""', "an empty text matches nothing; write { present = false }"),
        ("country = { min = 5 }", "country is text; min does not apply to it"),
        ("headcount = { min = 5 }", 'if it is a number, add [[attribute]] name = "headcount", type = "number"'),
        ("headcount = 5", 'add [[attribute]] name = "headcount", type = "number"'),
        ("value = { mn = 5 }", 'unknown operator; did you mean "min"?'),
        ('value = { min = "5" }', '"5" is not a number; write it without quotes'),
        ("value = { min = 5.001 }", "has more than two decimals"),
        ("value = { min = [5] }", "must be one value, not a list"),
        ("value = { min = nan }", "is not a number"),
        ('value = { present = "no" }', "must be true or false"),
        ("value = {}", "is empty; write value = { present = true } or a value"),
        ('priority = "hgh"', 'did you mean "high"?'),
        ('system_status = "nw"', 'is not a system status; did you mean "new"?'),
        ('email = { matches = "(" }', "is not a regular expression"),
        ('received_at = { after = "soon" }', "is not a date; write 2026-11-21"),
        ('received_at = { contains = "x" }', "received_at is date; contains does not apply"),
        ('do_not_contact = "yes"', "is true or false, without quotes"),
        ('age = "7d"', 'must be { min = "2h" }'),
        ('age = { max = "7" }', "is not a duration"),
        ('any = { country = "US" }', "must be written as any = [ { … }, { … } ]"),
        ("any = [ {} ]", "no part empty"),
        ('not = "US"', "must be written as not = { … }"),
        ("received_at = [2026-01-01, 2026-01-02]", "dates take no list"),
    ],
)
def test_a_fault_in_criteria(when, expected):
    found = fault(f"{ONE}when = {{ {when} }}")
    assert found.startswith('leadctl.toml:4: strategy "One": when.')
    assert expected in found


@pytest.mark.parametrize("kind", ["strategy", "status", "gate", "score", "attribute"])
def test_names_are_unique(kind):
    body = {
        "strategy": 'to = { users = ["a"] }',
        "status": 'system = "new"',
        "gate": 'hold_when = { email = "a" }',
        "score": 'when = { email = "a" }\npoints = 1',
        "attribute": 'type = "text"',
    }[kind]
    text = f'[[{kind}]]\nname = "Abc"\n{body}\n[[{kind}]]\nname = "ABC"\n{body}\n'
    assert f'"ABC" is the name of another {kind} (line 2); choose another' in fault(text)


def test_on_empty_may_name_a_later_strategy():
    config = load(ONE + 'on_empty = "Rest"\n[[strategy]]\nname = "Rest"\nto = { tags = ["x"] }\n')
    assert config.strategies[0].on_empty == "Rest"


def test_a_circle_of_on_empty_is_told_once():
    parts = [f'[[strategy]]\nname = "{a}"\nto = {{ users = ["x"] }}\non_empty = "{b}"\n' for a, b in ("AB", "BC", "CA")]
    assert "goes in a circle: A → B → C → A" in fault("".join(parts))
    into = '[[strategy]]\nname = "Z"\nto = { users = ["x"] }\non_empty = "A"\n'
    assert len(faults(into + "".join(parts))) == 1


# ---------------------------------------------------------------- warnings


def test_a_name_that_no_lead_has_is_a_warning():
    config = load(ONE + 'when = { contry = "US", zzzz = "x" }')
    assert config.warnings == (
        'leadctl.toml:4: strategy "One": when.contry: no lead field and no declared attribute is called "contry"; '
        'did you mean "country"?',
        'leadctl.toml:4: strategy "One": when.zzzz: no lead field and no declared attribute is called "zzzz"; '
        'if it is a column of your files, add [[attribute]] name = "zzzz", type = "text"',
    )
    assert load_text(ONE + 'when = { zz_zz = "x" }', "f", ["Zz zz"]).warnings == ()


def test_names_of_statuses_and_types_are_compared():
    config = load(ONE + 'when = { status = ["Nw"], record_type = "Led" }')
    assert [w.split(": ", 3)[-1] for w in config.warnings] == [
        'no status is called "Nw"; did you mean "New"?',
        'no record type is called "Led"; did you mean "Lead"?',
    ]


def test_weights_that_are_all_zero_are_a_warning():
    config = load('[[strategy]]\nname = "W"\nmethod = "weighted"\nto = { weights = { ana = 0 } }\n')
    assert "are all 0: nobody gets a lead" in config.warnings[0]


def test_attributes_are_found_by_header_and_by_slug():
    declared = '[[attribute]]\nname = "Anzahl Mitarbeiter?"\ntype = "number"\n' + ONE
    for spelled in ('"Anzahl Mitarbeiter?"', "anzahl_mitarbeiter", '"ANZAHL  mitarbeiter"'):
        config = load(f"{declared}when = {{ {spelled} = {{ min = 5 }} }}")
        assert config.strategies[0].when.clauses[0].field == "Anzahl Mitarbeiter?"
        assert config.warnings == ()


TAG = '[[tag]]\nname = "senior"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TAG, "when: is missing"),
        (TAG + "when = {}", "when: is missing"),
        (TAG + "when = { clsed = { min = 3 } }", 'is no figure of a user; did you mean "closed"?'),
        (TAG + "when = { closed = 3 }", "must be bounds such as { min = 30 }"),
        (TAG + "when = { closed = { least = 3 } }", "there are min, max, gt, lt"),
        (TAG + "when = { closed = {} }", "must be bounds"),
        (TAG + 'when = { closed = { min = "3" } }', "is not a number"),
        (TAG + 'when = { closed = { min = 3 } }\nwithin = "soon"', "within"),
        (TAG + 'when = { closed = { min = 3 } }\nrecord_type = "Led"', 'did you mean "Lead"?'),
        (TAG + "when = { closed = { min = 3 } }\nkeep = 1", "must be true or false"),
        (
            TAG + "when = { closed = { min = 3 } }\n" + TAG + "when = { closed = { max = 3 } }",
            "the name of another tag",
        ),
    ],
)
def test_what_is_wrong_with_an_earned_tag_is_said(text, expected):
    assert expected in fault(text)


def test_an_earned_tag_in_full():
    text = TAG + (
        'when = { closed = { min = 30 }, win_rate = { gt = 12.5 } }\nwithin = "180d"\nkeep = true\n'
        'accounts = ["West"]\nteams = "East desk"\nrecord_type = "lead"\n'
    )
    (rule,) = load_text(text, "f").tags
    assert [(f.name, f.operator, f.value) for f in rule.when] == [("closed", "min", 30), ("win_rate", "gt", 12.5)]
    assert (rule.within, rule.keep, rule.accounts, rule.teams) == (180 * 86_400, True, ("West",), ("East desk",))
    assert (rule.record_type, rule.line) == ("Lead", 1)
