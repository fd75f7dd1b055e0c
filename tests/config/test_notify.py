"""[notify]: what it may say, what is refused, and what goes into templates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.channels import format_channels, format_quiet, parse_channels, parse_quiet
from leadctl.config.notify_model import DEFAULT_GIVE_UP, EMAIL, KINDS, Channel, Service, Template, Webhook
from leadctl.config.templates import faults, fill, names_of
from leadctl.errors import ConfigError
from tests.effort import examples

MAIL = '[notify]\nsmtp = "mail.example.com"\nfrom = "leads@example.com"\n'
HOOK = '[notify]\n[[notify.webhook]]\nurl = "https://crm.example.com/hook"\n'


def notify(text):
    found = load_text(text, "leadctl.toml").notify
    assert found is not None
    return found


def fault(text) -> str:
    with pytest.raises(ConfigError) as caught:
        load_text(text, "leadctl.toml")
    return "\n".join(caught.value.faults)


def test_without_the_table_nobody_is_told():
    assert load_text("", "f").notify is None


def test_the_least_that_it_may_say():
    found = notify(MAIL)
    assert (found.host, found.port, found.security, found.sender) == (
        "mail.example.com", 587, "starttls", "leads@example.com",
    )  # fmt: skip
    assert found.channels == (Channel(EMAIL),)
    assert (found.kinds, found.give_up_after, found.quiet_hours) == (KINDS, DEFAULT_GIVE_UP, None)
    assert notify(HOOK).webhooks == (Webhook("webhook", "https://crm.example.com/hook"),)
    assert notify(HOOK).channels == ()


def test_everything_that_it_may_say():
    found = notify(
        MAIL.replace('.com"\nfrom', '.com:2525"\nfrom')
        + 'security = "tls"\nuser = "u"\npassword_command = "pass show \'my smtp\'"\nops = ["o@example.com", "slack"]\n'
        + 'quiet_hours = "20:00-07:30"\ngive_up_after = "1d"\nkinds = ["offered", "held"]\n'
        + 'channels = ["email", "slack"]\n'
        + '[[notify.webhook]]\nname = "crm"\nurl_env = "CRM_URL"\nsecret_env = "CRM_SECRET"\nkinds = ["distributed"]\n'
        + '[[notify.service]]\nname = "slack"\nurl_env = "SLACK_URL"\n'
        + '[notify.templates]\nheld = { subject = "{count} held", each = "{lead.id}" }\n'
    )
    assert (found.port, found.security, found.password_command) == (2525, "tls", ("pass", "show", "my smtp"))
    assert found.ops == (Channel(EMAIL, "o@example.com"), Channel("slack"))
    assert found.channels == (Channel(EMAIL), Channel("slack"))
    assert (found.quiet_hours, found.give_up_after, found.kinds) == ((1200, 450), 86_400, ("offered", "held"))
    assert found.webhooks == (Webhook("crm", None, "CRM_URL", "CRM_SECRET", ("distributed",)),)
    assert found.services == (Service("slack", "SLACK_URL"),)
    assert found.templates == (Template("held", "{count} held", None, "{lead.id}"),)
    assert found.ways() == (EMAIL, "slack")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_encryption(security, port):
    assert notify(MAIL + f'security = "{security}"').port == port


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[notify]", "notify: tells nobody; add smtp"),
        ('[notify]\nsmtp = "h"', "notify: from: is missing"),
        ('[notify]\nsmtp = "h:99999"\nfrom = "a@b.c"', '"h:99999" is no server'),
        ('[notify]\nsmtp = "h"\nfrom = "nobody"', '"nobody" is not an address'),
        ('[notify]\nsmtp = "h"\nfrom = "a@b.c\\nBcc: x@y.z"', "is not an address"),
        (HOOK.replace("[[", 'user = "u"\n[[', 1), "user: is for e-mail; add smtp"),
        (MAIL + 'security = "ssl"', 'security: "ssl" is not known'),
        (MAIL + 'password = "x"', "password: unknown key; did you mean"),
        (MAIL + 'password_command = "pass \\"x"', "password_command: cannot be read"),
        (MAIL + "password_command = [1]", "must be a text or a list of texts"),
        (MAIL + 'ops = ["slakc"]', 'ops: no service of [notify] is called "slakc"; there are: email'),
        (MAIL + 'ops = ["email"]', "ops: names no address"),
        (MAIL + 'ops = ["a b"]', '"a b" is no channel'),
        (MAIL + 'channels = ["ops@example.com"]', "would send everybody's to one address"),
        (HOOK.replace("[[", 'ops = ["o@example.com"]\n[[', 1), 'ops: needs smtp = "host:port" in [notify]'),
        (MAIL + 'quiet_hours = "20-7"', 'quiet_hours: "20-7" are no quiet hours'),
        (MAIL + 'kinds = ["offerd"]', 'no kind of message; did you mean "offered"?'),
        (MAIL + "kinds = []", "kinds: is empty"),
        (HOOK + 'url_env = "X"', "give exactly one of url"),
        ("[notify]\n[[notify.webhook]]", "give exactly one of url"),
        (HOOK.replace("https", "ftp"), "is no address of a webhook"),
        (HOOK + 'secret_env = "the secret"', "is no environment variable"),
        (HOOK + HOOK.removeprefix("[notify]\n"), '"webhook" is the name of another channel'),
        (HOOK + 'name = "email"', '"email" is the name of another channel'),
        (HOOK + 'name = "a b"', '"a b" cannot be a name'),
        (HOOK + 'kinds = ["distributd"]', 'did you mean "distributed"?'),
        (MAIL + '[[notify.service]]\nname = "s"', "url_env: is missing"),
        (MAIL + "[notify.templates]\nofferd = {}", 'templates.offerd: is no kind of message; did you mean "offered"?'),
        (MAIL + '[notify.templates]\noffered = "x"', "templates.offered: must be a table"),
        (
            MAIL + '[notify.templates]\noffered = { text = "{lead.nme}" }',
            'called "{lead.nme}"; did you mean "lead.name"?',
        ),
        (MAIL + '[notify.templates]\noffered = { text = "{due_at}" }', 'nothing here is called "{due_at}"'),
        (MAIL + '[notify.templates]\noffered = { text = "a } b" }', "cannot be read"),
        (MAIL + '[notify.templates]\noffered = { text = "{count!r}" }', "only a name stands in braces"),
        (MAIL + '[notify.templates]\noffered = { each = "{count}" }', 'nothing here is called "{count}"'),
    ],
)
def test_faults_are_named_with_what_to_write(text, expected):
    assert expected in fault(text)


def test_a_fault_in_a_nested_table_has_its_line():
    assert fault(HOOK + 'zzz = 1\n[[notify.service]]\nname = "s"\nurl_env = "1"').splitlines() == [
        "leadctl.toml:4: notify.webhook 1: zzz: unknown key; known: name, url, url_env, secret_env, kinds",
        'leadctl.toml:7: notify.service "s": url_env: "1" is no environment variable; write its name, such as CRM_URL, '
        "never what it holds",
    ]


def test_templates_know_declared_attributes():
    text = MAIL + '[notify.templates]\ndistributed = { each = "{lead.head_count}" }\n'
    assert "head_count" in fault(text)
    assert notify(text + '[[attribute]]\nname = "Head count"\n').templates[0].each == "{lead.head_count}"


# ---------------------------------------------------------------- channels and quiet hours

WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda w: w.casefold() not in {"none", "email"}
)
ADDRESSES = st.from_regex(r"[a-z0-9]{1,8}@[a-z]{1,8}\.example", fullmatch=True)
CHANNELS = st.one_of(
    st.just(Channel(EMAIL)),
    st.builds(lambda to: Channel(EMAIL, to), ADDRESSES),
    WORDS.map(lambda name: Channel(name)),
    st.builds(Channel, WORDS, st.from_regex(r"[+#][A-Za-z0-9]{1,12}", fullmatch=True)),
)


@settings(max_examples=examples(100))
@given(st.lists(CHANNELS, unique=True, max_size=4))
def test_channels_are_read_as_they_are_written(channels):
    assert list(parse_channels(format_channels(channels))) == channels


def test_channels_as_people_type_them():
    assert parse_channels(" Email ; sms: +13055550100 ") == (Channel(EMAIL), Channel("sms", "+13055550100"))
    assert parse_channels("ann@example.com") == (Channel(EMAIL, "ann@example.com"),)
    assert parse_channels("none") == parse_channels("") == ()
    for wrong in ("sms:", "9lives", "email:nobody", "email, email", "a\x1b"):
        with pytest.raises(ValueError, match=r"no channel|not an e-mail|twice"):
            parse_channels(wrong)


@settings(max_examples=examples(100))
@given(st.integers(0, 1439), st.integers(0, 1439))
def test_quiet_hours_are_read_as_they_are_written(starts, ends):
    if starts == ends:
        with pytest.raises(ValueError, match="quiet hours"):
            parse_quiet(format_quiet((starts, ends)))
    else:
        assert parse_quiet(format_quiet((starts, ends))) == (starts, ends)


def test_quiet_hours_as_people_type_them():
    assert parse_quiet("8:00 - 12:30") == (480, 750)
    assert parse_quiet("20:00–24:00") == (1200, 0)
    assert parse_quiet("None") is None
    for wrong in ("20:00", "20:60-07:00", "24:00-07:00", "00:00-24:00", "20:00-25:00", "eight-nine"):
        with pytest.raises(ValueError, match="quiet hours"):
            parse_quiet(wrong)


# ---------------------------------------------------------------- templates


def test_filling_never_fills_twice_and_keeps_doubled_braces():
    assert fill("{{x}} {count} {leads}", {"count": "{leads}", "leads": "L"}) == "{x} {leads} L"
    assert fill("a{note}b", {}) == "ab"


@settings(max_examples=examples(200))
@given(st.text(max_size=30))
def test_any_text_is_a_template_or_says_why_not(text):
    found = faults(text, names_of("offered", ()))
    if not found:
        fill(text, {})
    assert all(isinstance(f, str) and f for f in found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_names(kind):
    names = names_of(kind, ["Size"])
    assert {"leads", "headline", "command", "lead.name", "lead.size"} <= set(names)
    assert ("original.name" in names) == (kind == "duplicate")
