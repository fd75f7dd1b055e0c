"""leadctl lead list, find, show: any field filters, names are checked, the page tells everything."""

from __future__ import annotations

import json

import pytest

from leadctl.db.connection import connect
from leadctl.engine.passages import give
from tests.builders import add_lead, add_user

NOW = 1_772_355_600  # 2026-03-01 09:00 UTC
RULES = """
timezone = "America/New_York"
[[attribute]]
name = "Head Count"
type = "number"
[[strategy]]
name = "S"
method = "round_robin"
to = { users = ["ana", "bob"] }
"""


@pytest.fixture
def shop(leadctl, db_file, tmp_path):
    """Six leads: two sources, two of them held, one owned by ana then bob, one duplicate."""
    con = connect(db_file)
    con.execute("begin")
    ana, bob = add_user(con, "ana"), add_user(con, "bob")
    con.execute("insert into source (id, name, source_type) values (1, 'Web', 'form'), (2, 'Fair', null)")
    for n in range(1, 7):
        add_lead(
            con,
            NOW + n * 3600,
            external_id=f"L{n}",
            full_name=["", "Pat Lee", "José Ñandú", "Ann 100% Ltd", "Kim", "Åsa", "Zoë"][n],
            email=f"p{n}@example.com",
            email_raw="P1 at example" if n == 1 else None,
            phone=f"+1212555010{n}",
            source_id=1 + n % 2,
            country="US" if n < 4 else None,
            value=n * 100_000,
            priority=n % 3 + 1,
            score=20 if n == 1 else 0,
            score_parts='{"budget": 20}' if n == 1 else None,
            attributes=json.dumps({"Head Count": n * 10, "Färbe": "Grün" if n % 2 else "rot"}, ensure_ascii=False),
            search_text=f"{['', 'pat lee', 'josé ñandú', 'ann 100% ltd', 'kim', 'åsa', 'zoë'][n]} l{n} +1212555010{n}",
        )
    for lead_id, code in ((3, "no_strategy"), (4, "gate:no contact data"), (5, "no_strategy")):
        con.execute("update lead_state set hold_code = ? where lead_id = ?", (code, lead_id))
        con.execute("insert into hold (lead_id, code, since) values (?, ?, ?)", (lead_id, code, NOW))
    con.execute("update lead_state set duplicate_of = 1, hold_code = 'duplicate', waiting = 0 where lead_id = 6")
    con.execute("commit")
    give(con, 1, ana, NOW + 7200, "tester")
    give(con, 1, bob, NOW + 9000, "tester", reason="ana is away")
    con.close()
    (tmp_path / "leadctl.toml").write_text(RULES)
    assert leadctl("config", "apply", "leadctl.toml").code == 0
    return lambda *args: leadctl(*args, now="2026-03-02T12:00:00-05:00")


def ids(found):
    assert found.code == 0, found.err
    return [row["id"] for row in json.loads(found.out)]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [6, 5, 4, 3, 2, 1]),
        (["--where", "country=us"], [3, 2, 1]),
        (["--where", "country="], [6, 5, 4]),
        (["--where", "country!="], [3, 2, 1]),
        (["--where", "country!=US"], [6, 5, 4]),
        (["--where", "value>=3000", "--where", "value < 5000"], [4, 3]),
        (["--where", "value=3,000.00"], [3]),
        (["--where", "name~ñAND"], [2]),
        (["--where", "name=ZOË"], [6]),
        (["--where", "name~100%"], [3]),
        (["--where", "name~_"], []),
        (["--where", "priority=high"], [6, 3]),
        (["--where", "head_count>=40"], [6, 5, 4]),
        (["--where", "färbe=GRÜN"], [5, 3, 1]),
        (["--where", "färbe!=grün"], [6, 4, 2]),
        (["--where", "score>0"], [1]),
        (["--where", "external_id=L2"], [2]),
        (["--where", "source_type=form"], [6, 4, 2]),
        (["--where", "received_at=2026-03-01"], [6, 5, 4, 3, 2, 1]),
        (["--where", "received_at>2026-03-01"], []),
        (["--where", "received_at<2026-03-01 07:00"], [2, 1]),
        (["--where", "duplicate_of=1"], [6]),
        (["--where", "waiting=no"], [6, 1]),
        (["--status", "new", "--source", "fair"], [5, 3, 1]),
        (["--owner", "BOB"], [1]),
        (["--owner", "none"], [6, 5, 4, 3, 2]),
        (["--waiting"], [5, 4, 3, 2]),
        (["--undistributed"], [6, 5, 4, 3, 2]),
        (["--held", "--reason", "No_strategy"], [5, 3]),
        (["--reason", "gate"], [4]),
        (["--reason", "gate:no contact data"], [4]),
        (["--reason", "nobody_eligible"], []),
        (["--where", "hold!="], [6, 5, 4, 3]),
        (["--account", "corporate", "--record-type", "lead", "--limit", "2"], [6, 5]),
        (["--since", "2026-03-01 07:00", "--until", "2026-03-01 08:00"], [4, 3]),
        (["--until", "2026-02-28"], []),
        (["--sort", "value"], [1, 2, 3, 4, 5, 6]),
        (["--sort", "-priority", "--sort", "value"], [2, 5, 1, 4, 3, 6]),
        (["--sort", "country", "--sort", "id"], [1, 2, 3, 4, 5, 6]),
    ],
)
def test_list_filters_on_any_field(shop, arguments, expected):
    assert ids(shop("lead", "list", "--json", *arguments)) == expected


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--where", "countri=US"], 2, 'leads have no field "countri"; did you mean "country"?'),
        (["--where", "headcont=1"], 2, 'did you mean "Head Count"?'),
        (["--where", "country"], 2, "is not a condition"),
        (["--where", "country>US"], 2, "country is text and has no order"),
        (["--where", "färbe<x"], 2, "[[attribute]] in leadctl.toml gives it a type"),
        (["--where", "value~3"], 2, "value is no text"),
        (["--where", "value=much"], 2, '"much" is not an amount'),
        (["--where", "priority=hihg"], 2, 'did you mean "high"?'),
        (["--where", "score>"], 2, "needs a value"),
        (["--status", "Clsed"], 4, 'no status "Clsed"; did you mean "Closed"?'),
        (["--owner", "annna"], 4, 'did you mean "ana"?'),
        (["--source", "Fairs"], 4, 'did you mean "Fair"?'),
        (["--account", "Corporat"], 4, 'did you mean "Corporate"?'),
        (["--record-type", "Leed"], 4, 'did you mean "Lead"?'),
        (["--sort", "valeu"], 2, 'did you mean "value"?'),
        (["--columns", "id,nmae"], 2, 'did you mean "name"?'),
        (["--since", "yesteryear"], 2, '"yesteryear" is not a time'),
        (["--limit", "-1"], 2, "--limit -1 is negative"),
    ],
)
def test_what_cannot_be_listed_says_why(shop, arguments, code, says):
    found = shop("lead", "list", *arguments)
    assert (found.code, found.out) == (code, "")
    assert says in found.err


def test_list_as_a_table(shop):
    found = shop("lead", "list", "--limit", "2")
    header, _, first, _second = found.out.splitlines()
    assert header.split() == ["id", "name", "company", "country", "source", "status", "owner", "created"]
    assert "2026-03-01 10:00 EST" in first
    assert "2 of 6 leads; --limit 0 lists all" in found.err
    columns = shop("lead", "list", "--columns", "id,value,priority,head count,waiting", "-n", "1").out.splitlines()
    assert columns[2].split() == ["6", "6,000.00", "high", "60", "no"]


def test_held_leads_by_reason_with_the_remedy(shop):
    found = shop("lead", "list", "--held")
    assert found.out.split("\n\n")[0] == (
        "no_strategy: 2 leads, the oldest since 2026-03-01 04:00 EST: no strategy matches\n"
        "  example: lead 3  Ann 100% Ltd\n"
        "  remedy: leadctl explain 3 names the clause that fails; a strategy without `when` takes the rest;"
        " leadctl config check names the gaps\n"
        '  leadctl lead list --held --reason "no_strategy" lists them'
    )
    assert 'kept out by the gate "no contact data", which left the rules' in found.out
    assert "duplicate: 1 lead, the oldest since" in found.out
    only = json.loads(shop("lead", "list", "--held", "--json", "--where", "country=US").out)
    assert [(g["code"], g["leads"]) for g in only["groups"]] == [("no_strategy", 1)]
    assert only["groups"][0]["example"] == {"lead_id": 3, "name": "Ann 100% Ltd"}
    assert shop("lead", "list", "--held", "--owner", "ana").err == "no lead is held\n"


def test_an_unknown_reason_is_named_with_the_nearest(shop):
    found = shop("lead", "list", "--held", "--reason", "no_strategi")
    assert found.code == 4
    assert 'no lead is held for "no_strategi"; did you mean "no_strategy"? [no-reason]' in found.err


def test_empty_answers_help(shop, leadctl, tmp_path):
    found = shop("lead", "list", "--status", "Closed")
    assert (found.code, found.out) == (0, "")
    assert "no lead matches; there are 6; the last one in was created 2026-03-01 10:00 EST" in found.err
    assert json.loads(shop("lead", "list", "--status", "Closed", "--json").out) == []


def test_no_leads_yet(leadctl):
    assert "leadctl import leads FILE" in leadctl("lead", "list").err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PAT", [1]),
        ("lee pat", [1]),
        ("ÑANDÚ", [2]),
        ("nandu", [2]),
        ("ñándú", [2]),
        ("100%", [3]),
        ("212 555-0104", [4]),
        ("(212) 555", [6, 5, 4, 3, 2, 1]),
        ("l5", [5]),
        ("pat kim", []),
        ("_", []),
    ],
)
def test_find(shop, text, expected):
    assert ids(shop("lead", "find", text, "--json")) == expected


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("Ana Fernández-López", ("lopez", "LÓPEZ", "fernandez-lo", "ana lo\u0301pez")),
        ("Jose Munoz", ("muñoz", "josé")),
        ("Søren Łuczak", ("soren", "luczak", "SØREN")),
        ("Jörg Weiß", ("jorg", "weiss", "WEISS", "jo\u0308rg")),
        ("İbrahim Işık", ("ibrahim", "isik")),
        ("Ольга Ёлкина", ("елкина", "ЁЛКИНА")),
        ("田中 一郎", ("田中",)),
    ],
)
def test_accents_do_not_matter_to_a_search(leadctl, name, found_by):
    leadctl("lead", "add", "--name", name)
    leadctl("lead", "add", "--name", "Lo Pe Zed")
    for text in found_by:
        assert ids(leadctl("lead", "find", text, "--json")) == [1], text


def test_the_page_of_a_lead(shop):
    text = shop("lead", "show", "L1").out
    for part in (
        "lead 1  Pat Lee",
        "p1@example.com  (in the file: P1 at example)",
        "1,000.00 USD",
        "20  (budget +20)",
        "New (new) since",
        "to ana (Corporate): (manual), by tester",
        "transferred 2026-03-01 06:30 EST",
        "to bob (Corporate)",
        "stands open",
        "ana is away",
        "its duplicates",
        "withheld",
    ):
        assert part in text, part
    held = shop("lead", "show", "p3@example.com").out
    assert "waits because" in held
    assert "leadctl explain 3 names the clause that fails" in held
    copy = shop("lead", "show", "6").out
    assert "bob has the original and is the one to tell" in copy


def test_the_page_as_json(shop):
    page = json.loads(shop("lead", "show", "1", "--json").out)
    assert (page["owner"], page["score_parts"], page["value"]) == ("bob", {"budget": 20}, 100_000)
    assert [(p["user"], p["end"], p["strategy"]) for p in page["passages"]] == [
        ("ana", "transferred", "(manual)"),
        ("bob", None, "(manual)"),
    ]
    assert page["transfers"][0]["reason"] == "ana is away"
    assert [d["id"] for d in page["duplicates"]] == [6]
    assert page["hold"] is None
    held = json.loads(shop("lead", "show", "4", "--json").out)
    assert held["hold"]["code"] == "gate:no contact data"


def test_work_on_the_page(shop):
    assert shop("lead", "action", "1", "call", "--user", "bob", "--note", "asked for a price").code == 0
    assert shop("lead", "status", "1", "Contacted", "--user", "bob").code == 0
    assert shop("lead", "value", "1", "5000", "--user", "bob").code == 0
    text = shop("lead", "show", "1").out
    for part in ("asked for a price", "New → Contacted", "1 action", "5,000.00 USD", "contacted 2026-03-02"):
        assert part in text, part


def test_a_lead_that_is_not_there(shop):
    found = shop("lead", "show", "nobody@example.com")
    assert (found.code, found.out) == (4, "")
    assert 'no lead "nobody@example.com"' in found.err
