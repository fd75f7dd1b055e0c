"""The rules in sentences: every key is spoken, and the sentences say what the rules do."""

import pytest

from leadctl.config import load_text
from leadctl.config.keys import ACCEPTED
from leadctl.config.model import METHODS, OPERATORS
from leadctl.engine.describe.chapter import markdown, plain
from leadctl.engine.describe.whole import Person, describe, describe_person
from leadctl.models import MICRO

BASE = '[[strategy]]\nname = "A"\nto = { users = ["ana", "bob"] }\n'
CALLING = BASE + "calling_hours = true\n"
BANDS = "score_bands = { hot = 40, cold = 0 }\n"


def text(toml: str, members=None, only=None) -> str:
    config = load_text(toml, "rules")
    return "\n".join(plain(describe(config, members or {}, only)))


def strategy(more: str, to: str = 'to = { users = ["ana", "bob"] }', top: str = "") -> str:
    return f'{top}[[strategy]]\nname = "A"\n{to}\n{more}\n'


OWNER = 'method = "account_owner"\n'
PULL = 'mode = "pull"\n'
LISTS = PULL + 'queue = "sources"\n'
OFFER = 'accept_within = "5m"\n'
RATE = 'method = "performance"\n'
NEAR = 'method = "nearest"\n'
OFFICE = 'to = { accounts = ["West"] }'
NOBODY = ""
BY_BAND = 'method = "weighted"\nby = "score_band"'

# section -> key -> (rules without, rules with): what the key says must be heard
SPOKEN: dict[str, dict[str, tuple[str, str]]] = {
    "settings": {
        "timezone": (BASE, 'timezone = "Europe/Berlin"\n' + BASE),
        "week_starts": (BASE, 'week_starts = "sunday"\n' + BASE),
        "region": (BASE, 'region = "DE"\n' + BASE),
        "currency": (BASE, 'currency = "EUR"\n' + BASE),
        "seed": (BASE, 'seed = "x"\n' + BASE),
        "record_types": (BASE, 'record_types = ["Inbound", "Partner"]\n' + BASE),
        "empty_values": (BASE, 'empty_values = ["k. A."]\n' + BASE),
        "follow_up_within": (BASE, 'follow_up_within = "4h"\n' + BASE),
        "value_slabs": (BASE, "value_slabs = [5000]\n" + BASE),
        "score_bands": (BASE, BANDS + BASE),
        "holidays": (BASE, "holidays = true\n" + BASE),
        "calling_hours_unknown": (CALLING, 'calling_hours_unknown = "allow"\n' + CALLING),
        "matures_after": (BASE, 'matures_after = "20d"\n' + BASE),
        "feedback_after": (BASE, 'feedback_after = "3d"\n' + BASE),
        "status": (BASE, BASE + '[[status]]\nname = "Won"\nsystem = "closed"\n'),
        "duplicate": (BASE, BASE + '[[duplicate]]\nmatch = ["email"]\n'),
        "attribute": (BASE, BASE + '[[attribute]]\nname = "size"\n'),
        "gate": (BASE, BASE + '[[gate]]\nname = "g"\nhold_when = { email = { present = false } }\n'),
        "classify": (BASE, BASE + '[[classify]]\nwhen = { country = "DE" }\nset = { language = "German" }\n'),
        "score": (BASE, BASE + '[[score]]\nname = "s"\nwhen = { country = "DE" }\npoints = 3\n'),
        "strategy": (BASE, BASE + BASE.replace('"A"', '"B"')),
        "holiday": (BASE, BASE + '[[holiday]]\ndate = "12-24"\n'),
        "calling_hours": (BASE, BASE + '[[calling_hours]]\ncountry = "US"\nhours = "Mon-Fri 09:00-17:00"\n'),
        "tag": (BASE, BASE + '[[tag]]\nname = "senior"\nwhen = { closed = { min = 30 } }\n'),
        "mapping": (BASE, BASE + '[[mapping]]\nname = "fair"\ncolumns = { "Firma" = "company" }\n'),
        "notify": (BASE, BASE + '[notify]\nsmtp = "mail.example.com"\nfrom = "a@example.com"\n'),
    }
}


def pair(kind: str, key: str, head: str, without: str, written: str) -> None:
    """Say that a key of [[kind]] is heard: `head` with and without `written`."""
    SPOKEN.setdefault(kind, {})[key] = (f"{BASE}[[{kind}]]\n{head}{without}\n", f"{BASE}[[{kind}]]\n{head}{written}\n")


STATUS = 'name = "Won"\nsystem = "closed"\n'
pair("status", "name", 'system = "closed"\n', 'name = "Won"', 'name = "Sold"')
pair("status", "system", 'name = "Won"\n', 'system = "closed"', 'system = "dead"')
pair("status", "probability", STATUS, "", "probability = 40")
pair("status", "max_unworked", STATUS, "", 'max_unworked = "2d"')
pair("duplicate", "record_type", 'match = ["email"]\n', "", 'record_type = "Lead"')
pair("duplicate", "match", "", 'match = ["email"]', 'match = ["phone"]')
pair("duplicate", "within", 'match = ["email"]\n', "", 'within = "30d"')
pair("duplicate", "on_match", 'match = ["email"]\n', "", 'on_match = "skip"')
pair("attribute", "name", "", 'name = "size"', 'name = "floors"')
pair("attribute", "type", 'name = "size"\n', "", 'type = "number"')
GATE = 'name = "g"\nhold_when = { email = { present = false } }\n'
pair("gate", "name", "hold_when = { email = { present = false } }\n", 'name = "g"', 'name = "h"')
pair("gate", "hold_when", 'name = "g"\n', 'hold_when = { email = "x" }', 'hold_when = { email = "y" }')
pair("gate", "require", 'name = "g"\n', 'hold_when = { email = "x" }', 'require = { email = "x" }')
pair("gate", "record_type", GATE, "", 'record_type = "Lead"')
SET = 'set = { language = "German" }\n'
pair("classify", "when", SET, 'when = { country = "DE" }', 'when = { country = "AT" }')
pair("classify", "set", 'when = { country = "DE" }\n', 'set = { language = "x" }', 'set = { priority = "high" }')
pair("classify", "record_type", SET + 'when = { country = "DE" }\n', "", 'record_type = "Lead"')
SCORE = 'name = "s"\npoints = 3\n'
pair("score", "name", 'when = { country = "DE" }\npoints = 3\n', 'name = "s"', 'name = "t"')
pair("score", "when", SCORE, 'when = { country = "DE" }', 'when = { country = "AT" }')
pair("score", "points", 'name = "s"\nwhen = { country = "DE" }\n', "points = 3", "points = -4")
pair("score", "record_type", SCORE + 'when = { country = "DE" }\n', "", 'record_type = "Lead"')
AGED = 'decay = { half_life = "30d", of = "last_touch" }'
pair("score", "decay", SCORE + 'when = { country = "DE" }\n', "", AGED)
for key, other in (("half_life", AGED.replace("30d", "10d")), ("of", AGED.replace("last_touch", "received_at"))):
    pair("score", "x", SCORE + 'when = { country = "DE" }\n', AGED, other)
    SPOKEN.setdefault("decay", {})[key] = SPOKEN["score"].pop("x")
pair("holiday", "date", "", 'date = "12-24"', 'date = "2026-12-31"')
pair("holiday", "name", 'date = "12-24"\n', "", 'name = "Christmas Eve"')
pair("holiday", "accounts", 'date = "12-24"\n', "", 'accounts = ["West"]')
pair("holiday", "open", 'date = "12-24"\n', "", "open = true")
CALLS = 'country = "US"\n'
pair("calling_hours", "country", 'hours = "never"\n', 'country = "US"', 'country = "DE"')
pair("calling_hours", "state", CALLS + 'hours = "never"\n', "", 'state = "FL"')
pair("calling_hours", "hours", CALLS, 'hours = "never"', 'hours = "Mon-Sat 08:00-20:00"')
TAG = 'name = "senior"\nwhen = { closed = { min = 30 } }\n'
pair("tag", "name", "when = { closed = { min = 30 } }\n", 'name = "senior"', 'name = "closer"')
pair("tag", "when", 'name = "senior"\n', "when = { closed = { min = 30 } }", "when = { win_rate = { min = 30 } }")
pair("tag", "within", TAG, "", 'within = "90d"')
pair("tag", "record_type", TAG, "", 'record_type = "Lead"')
pair("tag", "keep", TAG, "", "keep = true")
pair("tag", "accounts", TAG, "", 'accounts = ["West"]')
pair("tag", "teams", TAG, "", 'teams = ["Desk"]')
MAPPING = 'name = "fair"\ncolumns = { "Firma" = "company" }\n'
pair("mapping", "name", 'columns = { "Firma" = "company" }\n', 'name = "fair"', 'name = "expo"')
pair("mapping", "columns", 'name = "fair"\n', 'columns = { a = "company" }', 'columns = { b = "company" }')
pair("mapping", "delimiter", MAPPING, "", 'delimiter = ";"')
pair("mapping", "encoding", MAPPING, "", 'encoding = "cp1252"')
MAIL = BASE + '[notify]\nsmtp = "mail.example.com"\nfrom = "a@example.com"\n'
SLACK = '[[notify.service]]\nname = "slack"\nurl_env = "SLACK_URL"\n'
HOOK = '[[notify.webhook]]\nurl = "https://crm.example.com"\n'
SPOKEN["notify"] = {
    "smtp": (MAIL, MAIL.replace("mail.", "post.")),
    "from": (MAIL, MAIL.replace("a@", "b@")),
    "security": (MAIL, MAIL + 'security = "tls"\n'),
    "user": (MAIL, MAIL + 'user = "leads"\n'),
    "password_command": (MAIL, MAIL + 'password_command = "pass show smtp"\n'),
    "channels": (MAIL + SLACK, MAIL + 'channels = ["slack"]\n' + SLACK),
    "ops": (MAIL, MAIL + 'ops = ["ops@example.com"]\n'),
    "quiet_hours": (MAIL, MAIL + 'quiet_hours = "20:00-07:00"\n'),
    "give_up_after": (MAIL, MAIL + 'give_up_after = "1d"\n'),
    "kinds": (MAIL, MAIL + 'kinds = ["offered"]\n'),
    "webhook": (MAIL, MAIL + HOOK),
    "service": (MAIL, MAIL + SLACK),
    "templates": (MAIL, MAIL + '[notify.templates]\noffered = { subject = "Look!" }\n'),
}
SPOKEN["webhook"] = {
    "name": (MAIL + HOOK, MAIL + HOOK + 'name = "crm"\n'),
    "url": (MAIL + HOOK, MAIL + HOOK.replace("crm.", "odoo.")),
    "url_env": (MAIL + HOOK, MAIL + '[[notify.webhook]]\nurl_env = "CRM_URL"\n'),
    "secret_env": (MAIL + HOOK, MAIL + HOOK + 'secret_env = "CRM_SECRET"\n'),
    "kinds": (MAIL + HOOK, MAIL + HOOK + 'kinds = ["offered"]\n'),
}
SPOKEN["service"] = {
    "name": (MAIL + SLACK, MAIL + SLACK.replace("slack", "teams")),
    "url_env": (MAIL + SLACK, MAIL + SLACK.replace("SLACK_URL", "OTHER_URL")),
}
SPOKEN["template"] = {
    key: (MAIL, MAIL + f'[notify.templates]\noffered = {{ {key} = "{{lead.name}}" }}\n')
    for key in ("subject", "text", "each")
}

SPOKEN["strategy"] = {
    "name": (BASE, BASE.replace('"A"', '"B"')),
    "mode": (strategy(""), strategy(PULL)),
    "method": (strategy(""), strategy('method = "least_loaded"')),
    "record_type": (strategy(""), strategy('record_type = "Lead"')),
    "from": (strategy(""), strategy('from = "West"')),
    "to": (strategy(""), strategy("", to='to = { users = ["cat"] }')),
    "when": (strategy(""), strategy('when = { country = "DE" }')),
    "needs": (strategy(""), strategy('needs = { language = "lead.language" }')),
    "needs_tags": (strategy(""), strategy('needs_tags = ["senior"]')),
    "limits": (strategy(""), strategy("limits = { per_day = 3 }")),
    "share": (strategy(""), strategy('share = "50%"')),
    "on_empty": (strategy(""), strategy('on_empty = "hold"')),
    "enabled": (strategy(""), strategy("enabled = false")),
    "active_within": (strategy(""), strategy('active_within = "15m"')),
    "calling_hours": (strategy(""), strategy("calling_hours = true")),
    "calling_hours_unknown": (
        strategy("calling_hours = true"),
        strategy('calling_hours = true\ncalling_hours_unknown = "allow"'),
    ),
    "hand_out": (
        strategy('method = "direct"', to='to = { team = "Desk" }'),
        strategy('method = "direct"\nhand_out = "owner"', to='to = { team = "Desk" }'),
    ),
    "by": (
        strategy('method = "weighted"', to="to = { weights = { ana = 3, bob = 1 } }", top=BANDS),
        strategy(BY_BAND, to="to = { weights = { hot = { ana = 3, bob = 1 }, other = { ana = 1 } } }", top=BANDS),
    ),
    "pick": (strategy(RATE), strategy(RATE + 'pick = "best"')),
    "max_share": (strategy(RATE), strategy(RATE + 'max_share = "40%"')),
    "explore": (strategy(RATE), strategy(RATE + 'explore = "20%"')),
    "matures_after": (strategy(RATE), strategy(RATE + 'matures_after = "20d"')),
    "max_km": (strategy(NEAR, to=OFFICE), strategy(NEAR + "max_km = 200", to=OFFICE)),
    "territory": (
        strategy('method = "direct"', to='to = { user = "ana" }'),
        strategy('method = "direct"\nterritory = "field"', to=NOBODY),
    ),
    "if_absent": (strategy(OWNER, to=NOBODY), strategy(OWNER + 'if_absent = "wait"', to=NOBODY)),
    "match_companies": (strategy(OWNER, to=NOBODY), strategy(OWNER + "match_companies = false", to=NOBODY)),
    "similar": (strategy(OWNER, to=NOBODY), strategy(OWNER + 'similar = "80%"', to=NOBODY)),
    "accept_within": (strategy(""), strategy(OFFER)),
    "clock": (strategy(OFFER), strategy(OFFER + 'clock = "working"')),
    "broadcast": (strategy(OFFER), strategy(OFFER + "broadcast = true")),
    "reject_reason": (strategy(OFFER), strategy(OFFER + "reject_reason = true")),
    "remind_before": (strategy(OFFER), strategy(OFFER + 'remind_before = "2m"')),
    "turn_kept": (strategy(OFFER), strategy(OFFER + "turn_kept = true")),
    "feedback_after": (strategy(""), strategy('feedback_after = "3d"')),
    "queue": (strategy(PULL), strategy(PULL + 'queue = "own"')),
    "sources": (strategy(LISTS + 'sources = ["A", "B"]'), strategy(LISTS + 'sources = ["C"]')),
    "source_order": (
        strategy(LISTS + 'sources = ["A", "B"]'),
        strategy(LISTS + 'sources = ["A", "B"]\nsource_order = "round_robin"'),
    ),
    "order": (strategy(PULL), strategy(PULL + 'order = ["score desc", "added asc"]')),
    "max_pulls": (strategy(PULL), strategy(PULL + "max_pulls = 5")),
    "max_unworked": (strategy(PULL), strategy(PULL + "max_unworked = 3")),
    "cool_down": (strategy(PULL), strategy(PULL + 'cool_down = "4h"')),
    "recycle": (strategy(PULL), strategy(PULL + 'recycle = ["Attempted"]')),
    "reclaim_after": (strategy(PULL), strategy(PULL + 'reclaim_after = "1d"')),
    "choose": (strategy(PULL), strategy(PULL + "choose = true")),
}
DIRECT = 'method = "direct"'
SPOKEN["to"] = {
    "users": (strategy(""), strategy("", to='to = { users = ["cat"] }')),
    "teams": (strategy(""), strategy("", to='to = { teams = ["Desk"] }')),
    "accounts": (strategy(""), strategy("", to='to = { accounts = ["West"] }')),
    "tags": (strategy(""), strategy("", to='to = { tags = ["senior"] }')),
    "weights": (
        strategy('method = "weighted"'),
        strategy('method = "weighted"', to="to = { weights = { ana = 3, bob = 1 } }"),
    ),
    "user": (strategy(DIRECT, to='to = { user = "ana" }'), strategy(DIRECT, to='to = { user = "bob" }')),
    "team": (strategy(DIRECT, to='to = { team = "A" }'), strategy(DIRECT, to='to = { team = "B" }')),
    "account": (strategy(DIRECT, to='to = { account = "A" }'), strategy(DIRECT, to='to = { account = "B" }')),
}
SPOKEN["limits"] = {
    key: (strategy("limits = { per_day = 3 }"), strategy(f"limits = {{ {key} = 4 }}")) for key in ACCEPTED["limits"]
}


def test_every_accepted_key_is_tried():
    assert {kind: set(keys) for kind, keys in SPOKEN.items()} == {kind: set(keys) for kind, keys in ACCEPTED.items()}


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind, keys in SPOKEN.items() for key in keys])
def test_every_key_changes_what_is_said(kind, key):
    without, written = SPOKEN[kind][key]
    assert text(without) != text(written)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_words_of_its_own(method):
    to = {"nearest": OFFICE, "account_owner": NOBODY, "direct": 'to = { user = "ana" }'}
    said = {
        m: text(strategy(f'method = "{m}"', to=to.get(m, 'to = { users = ["ana", "bob"] }')), only="a") for m in METHODS
    }
    assert all(said[method] != other for name, other in said.items() if name != method)


OPERANDS = {
    "is": '"x"', "not": '"x"', "in": '["x", "y"]', "contains": '"x"', "starts_with": '"x"', "ends_with": '"x"',
    "matches": '"x+"', "present": "true", "min": "5", "max": "5", "gt": "5", "lt": "5", "before": '"2026-01-01"',
    "after": '"2026-01-01"', "age": '{ min = "2h" }',
}  # fmt: skip


def test_every_operator_has_words_of_its_own():
    assert set(OPERANDS) == set(OPERATORS)
    said = {}
    for operator, operand in OPERANDS.items():
        number = operator in {"min", "max", "gt", "lt"}
        name = "value" if number else "received_at" if operator in {"before", "after", "age"} else "company"
        said[operator] = text(strategy(f"when = {{ {name} = {{ {operator} = {operand} }} }}"))
    assert len(set(said.values())) == len(OPERATORS)


def sentence(when: str) -> str:
    line = next(x for x in text(strategy(f"when = {when}")).splitlines() if "Takes" in x)
    return line.strip().removeprefix("Takes all leads where ").rstrip(".")


def test_criteria_read_as_a_sentence():
    assert sentence('{ country = ["US", "CA"], value = { min = 50_000 } }') == (
        "country is US or CA and value is at least 50,000 USD"
    )
    assert sentence('{ any = [{ country = "DE" }, { email = { present = false } }] }') == (
        "(country is DE or e-mail is missing)"
    )
    assert sentence('{ not = { source = "Fair" } }') == "not (source is Fair)"
    assert sentence('{ received_at = "2026-03-01" }') == "the time it came in is on 2026-03-01"
    assert sentence('{ received_at = { age = { max = "7d" } } }') == "the time it came in is within the last 7 days"
    assert sentence("{ touches.email_opened = { min = 2 } }") == "its number of touches email_opened is at least 2"
    assert sentence("{ do_not_contact = true }") == "do not contact is yes"


def test_members_are_named_when_the_rules_do_not():
    said = text('[[strategy]]\nname = "A"\nto = { teams = ["Desk"] }\n', {"a": ("ana", "bob")})
    assert "These are now: ana and bob." in said
    assert "These are now" not in text(BASE, {"a": ("ana", "bob")})


def test_one_strategy_alone():
    said = text(BASE + BASE.replace('"A"', '"B"'), only="b")
    assert "2. B" in said
    assert "1. A" not in said
    assert "Who is passed over" in said


ANA = Person(
    login="ana", name="Ana Ortega", zone="Europe/Berlin", limits=load_text(BASE, "x").strategies[0].limits,
    tags=("senior",), shifts="Mon-Fri 09:00-17:00", away=("2026-03-01 – 2026-03-05",), disabled=False,
    auto_accept=False, weights={"a": (3 * MICRO, 4 * MICRO)},
)  # fmt: skip


def test_what_one_person_gets_and_what_not():
    rules = (
        '[[strategy]]\nname = "A"\nmethod = "weighted"\nto = { weights = { ana = 3, bob = 1 } }\n'
        '[[strategy]]\nname = "B"\nto = { teams = ["Desk"] }\n'
    )
    found = describe_person(load_text(rules, "x"), {"a": ("ana", "bob"), "b": ("cat",)}, ANA)
    said = "\n".join(plain(found))
    assert "ana may get leads from A." in said
    assert "75 % of them are ana's (weight 3 of 4)" in said
    assert "B: for the team Desk." in said
    assert "Works Mon-Fri 09:00-17:00, Europe/Berlin time." in said
    assert "Away 2026-03-01 – 2026-03-05." in said


def test_markdown_escapes_what_would_be_markup():
    lines = list(markdown(describe(load_text(BASE.replace('"A"', '"A_b*c"'), "x"), {})))
    assert r"## 1. A\_b\*c" in lines
    assert all(line == "" or line.startswith(("## ", "- ")) for line in lines)


def test_lines_are_wrapped():
    assert max(map(len, text(strategy(PULL) + SPOKEN["settings"]["mapping"][1].removeprefix(BASE)).splitlines())) <= 100
