"""A person who is erased is nowhere in the file, and nothing that is counted changes."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.db import person_rows, personal
from leadctl.db.connection import connect
from leadctl.engine import offers, ruleset, runs
from leadctl.engine.importing.leads import LeadOptions, import_leads
from leadctl.engine.privacy import erase as privacy
from leadctl.engine.privacy.erase import chosen, erase
from leadctl.engine.privacy.person import find
from leadctl.engine.tick import tick
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, DatabaseError, LeadctlError
from leadctl.reports import REPORTS, make
from leadctl.reports.spec import ReportSpec
from tests.builders import add_lead, add_user
from tests.effort import examples
from tests.engine.privacy.filled import about_lead, add_everywhere, files_of
from tests.reports.known_life import DAY, START, Life, shown

NOW = 1_775_000_000


def gone(con: sqlite3.Connection, lead: int, now: int = NOW, **options):
    return erase(con, chosen(con, lead), "asked by letter", "ops", now, **options)


# ---------------------------------------------------------------- the list of columns


def test_every_column_of_every_table_is_listed(con):
    """A new column: say in leadctl/db/personal.py what it may tell of a person."""
    assert personal.unknown(con) == []


def test_nothing_listed_is_missing(con):
    there = {(c.table, c.name) for c in personal.columns(con)}
    assert {(t, c) for t, columns in personal.PERSONAL.items() for c in columns} == there


def test_a_new_table_or_column_would_be_noticed(con):
    con.execute(
        "create table friend (id integer primary key, lead_id integer references lead(id), nickname text) strict"
    )
    con.execute("alter table lead add column shoe_size integer")
    con.execute("alter table activity add column voice blob")
    con.execute("alter table touch add column again_at integer")  # a moment
    assert personal.unknown(con) == ["activity.voice", "friend.nickname", "lead.shoe_size"]


# ---------------------------------------------------------------- no byte is left


@pytest.fixture
def filled(con) -> dict[str, dict[str, str]]:
    """Lead 1 with a row about it in every table, every text a word of its own; lead 2 is of somebody else."""
    add_user(con, "ana")
    add_user(con, "bob")
    con.execute("insert into run (id, kind, started_at, recorded_at) values (1, 'assign', 0, 0)")
    con.execute(
        "insert into import (id, kind, file, sha256, started_at, finished_at) values (1, 'leads', 'f.csv', 'x', 0, 0)"
    )
    words = {}
    for lead in (1, 2):
        given = {"id": lead, "record_type_id": 1, "identity": lead, "first_status_id": 1, "received_at": 5,
                 "imported_at": 5, "import_id": 1, "import_line": lead + 1, "received_kind": "time",
                 "email": f"z{lead}@zqmail.example", "phone": f"+1555010{lead}222",
                 "mobile": f"+1555010{lead}333"}  # fmt: skip
        own = add_everywhere(con, "lead", lead, **given)
        own |= {name: given[name] for name in ("email", "phone", "mobile")}
        told = {"lead": own, **about_lead(con, lead, 100 + lead)}
        told["import_reject"] = add_everywhere(con, "import_reject", lead, import_id=1, line=lead + 1)
        con.execute("update import_reject set line = ? where id = ?", (lead + 1, lead))
        words[lead] = told
    return words


def test_no_word_of_the_person_is_left_in_the_file(con, db_file, filled):
    done = gone(con, 1)
    left = files_of(db_file).decode("latin-1")
    stays = personal.Kind.PLAIN, personal.Kind.RULES, personal.Kind.LOGIN, personal.Kind.HASH
    looked_for = 0
    for table, words in filled[1].items():
        for column, text in words.items():
            if personal.PERSONAL[table][column] in stays or (table, column) == ("import_reject", "column_name"):
                continue
            looked_for += 1
            assert text not in left, f"{table}.{column}"
            other = filled[2][table][column]
            assert other in left, f"{table}.{column} of somebody else"
    assert looked_for > 40
    assert not done.left_in_log
    assert done.changed.keys() >= {"lead", "distribution", "activity", "opportunity", "follow_up", "outbox", "transfer"}


def test_a_log_beside_the_file_holds_nothing_either(con, db_file, filled):
    con.execute("pragma wal_autocheckpoint = 0")
    with connect(db_file) as other:  # both keep the log open
        assert other.execute("select count(*) from lead").fetchone()[0] == 2
    con.execute("update lead set notes = 'Zqlatewordxk' where id = 1")
    assert b"Zqlatewordxk" in Path(f"{db_file}-wal").read_bytes()
    gone(con, 1)
    assert b"Zqlatewordxk" not in files_of(db_file)
    assert Path(f"{db_file}-wal").stat().st_size == 0


def test_what_was_overwritten_long_ago_is_gone_too(con, db_file):
    con.execute("pragma secure_delete = off")
    lead = add_lead(con, email="zqold@zqmail.example", notes="Zqoldnote" + "x" * 6_000, full_name="Zq Before")
    con.execute(
        "update lead set email = 'zqnew@zqmail.example', notes = null, full_name = 'Zq After' where id = ?", (lead,)
    )
    con.execute("pragma wal_checkpoint(truncate)").fetchall()
    assert b"Zqoldnote" in files_of(db_file), "or this test shows nothing"
    gone(con, lead)
    left = files_of(db_file)
    assert not [w for w in (b"zqold@", b"Zqoldnote", b"Zq Before", b"zqnew@", b"Zq After") if w in left]


def test_others_who_read_are_told_of(con, db_file):
    lead = add_lead(con, email="a@zqmail.example")
    reader = connect(db_file)
    reader.execute("begin")
    reader.execute("select count(*) from lead").fetchone()
    con.execute("pragma busy_timeout = 10")
    assert gone(con, lead).left_in_log
    reader.execute("rollback")
    reader.close()


def test_no_room_to_write_the_file_anew_is_said_before_anything_is_erased(con, monkeypatch):
    import shutil

    lead = add_lead(con, email="a@zqmail.example")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(DatabaseError, match="writes the file anew"):
        gone(con, lead)
    assert con.execute("select email from lead").fetchone()[0] == "a@zqmail.example"


def test_a_dry_run_writes_nothing_and_says_the_same(con, db_file, filled):
    before = list(con.iterdump())
    rehearsed = gone(con, 1, dry_run=True)
    assert list(con.iterdump()) == before
    assert rehearsed.changed == gone(con, 1).changed


# ---------------------------------------------------------------- words of the person elsewhere

RULES = """
timezone = "UTC"
record_types = ["Lead"]

[[gate]]
name = "do not call jane@zqmail.example"   # asked by Jane Zquille, +1 555 0100-456
hold_when = { email = "JANE@zqmail.example" }
"""


@pytest.fixture
def jane(con) -> int:
    ruleset.apply(con, RULES, 1, "ops")
    return add_lead(con, full_name="Jane Zquille", email="jane@zqmail.example", phone="+15550100456", notes="hello")


@pytest.mark.parametrize(
    "text",
    [
        "call jane@zqmail.example",
        "JANE  ZQUILLE said no",
        "ring (555) 0100-456 after six",
        "+1 555.0100.456",
        "15550100456",
    ],
)
def test_sentences_about_somebody_else_lose_the_words_of_the_person(con, db_file, jane, text):
    other = add_lead(con, full_name="Bob Other", notes=f"referred: {text}!", attributes=json.dumps({"by": text}))
    gone(con, jane)
    notes, attributes = con.execute("select notes, attributes from lead where id = ?", (other,)).fetchone()
    assert "erased" in notes
    assert notes.startswith("referred: ")
    assert notes.endswith("!")
    assert "erased" in json.loads(attributes)["by"]
    for form in (text, "jane@zqmail", "Zquille", "0100456", "0100-456"):
        assert form.lower().encode() not in files_of(db_file).lower()


@pytest.mark.parametrize(
    "text",
    ["marjane@zqmail.example", "jane@zqmail.example.org", "jane-zquille-smith", "15550100456789", "Jane", "0100456"],
)
def test_words_that_only_look_alike_stay(con, jane, text):
    other = add_lead(con, full_name="Bob Other", notes=f"see {text} there")
    gone(con, jane)
    assert con.execute("select notes from lead where id = ?", (other,)).fetchone()[0] == f"see {text} there"


def test_rules_that_name_the_person_are_changed_and_told_of(con, db_file, jane):
    done = gone(con, jane)
    assert done.rules == [1]
    text, digest = con.execute("select text, sha256 from config_version").fetchone()
    assert not [word for word in ("zqmail", "Zquille", "0100") if word in text]
    assert load_text(text, "rules").gates[0].name == "do not call erased"
    from hashlib import sha256

    assert digest == sha256(text.encode()).hexdigest()


def test_a_name_in_other_letters_is_found_in_json(con):
    lead = add_lead(con, full_name="Jürgen Köhlerzq", email="j@zqmail.example")
    con.execute("insert into import (kind, file, sha256, started_at, options) values ('leads', 'x', 'y', 0, ?)",
                (json.dumps({"map": {"Owner": "Jürgen KÖHLERZQ"}}),))  # fmt: skip
    gone(con, lead)
    assert con.execute("select options from import").fetchone()[0] == '{"map": {"Owner": "erased"}}'


def test_names_that_two_rows_must_not_share_get_a_number(con, jane):
    for name in ("List of Jane Zquille", "List of JANE  Zquille", "List of erased"):
        con.execute("insert into source (name) values (?)", (name,))
    gone(con, jane)
    assert sorted(r[0] for r in con.execute("select name from source")) == [
        "List of erased", "List of erased 2", "List of erased 3",
    ]  # fmt: skip


def test_somebody_of_the_same_name_keeps_it(con, jane):
    twin = add_lead(con, full_name="Jane Zquille", email="twin@other.example", search_text="jane zquille")
    user = add_user(con, "jz", email="jz@house.example")
    con.execute("update user set name = 'Jane Zquille' where id = ?", (user,))
    gone(con, jane)
    assert con.execute("select full_name, search_text from lead where id = ?", (twin,)).fetchone() == (
        "Jane Zquille",
        "jane zquille",
    )
    assert con.execute("select name from user where id = ?", (user,)).fetchone()[0] == "Jane Zquille"


def test_customers_lose_the_person_and_keep_the_company(con, db_file, jane):
    for number, name in enumerate(("Jane  ZQUILLE", "Acme Ltd"), start=1):
        con.execute("insert into customer (id, external_id, name, recorded_at) values (?, ?, ?, 0)",
                    (number, f"Zqcust{number}", name))  # fmt: skip
        con.executemany(
            "insert into customer_key (kind, value, customer_id) values (?, ?, ?)",
            [("email", "jane@zqmail.example", number), ("phone", "+15550100456", number),
             ("name", name.lower(), number), ("domain", "acme.example", number)],
        )  # fmt: skip
    gone(con, jane)
    assert con.execute("select external_id, name from customer order by id").fetchall() == [
        (None, "erased"), ("Zqcust2", "Acme Ltd"),
    ]  # fmt: skip
    assert con.execute("select kind, value, customer_id from customer_key order by 3, 1").fetchall() == [
        ("domain", "acme.example", 1), ("domain", "acme.example", 2), ("name", "acme ltd", 2),
    ]  # fmt: skip


# ---------------------------------------------------------------- alerts


def alert(con, number: int, lead: int | None, payload: dict, **columns) -> None:
    values = {"id": number, "message": f"m{number}", "kind": "distributed", "channel": "email", "lead_id": lead,
              "user_id": 1, "payload": json.dumps(payload), "event_at": 1, "recorded_at": 1, **columns}  # fmt: skip
    con.execute(
        f"insert into outbox ({', '.join(values)}) values ({', '.join('?' * len(values))})", list(values.values())
    )


def test_alerts_are_withdrawn_emptied_or_shortened(con, db_file, jane):
    add_user(con, "ana")
    bob = add_lead(con, full_name="Bob Other", company="Zqbobs", phone="+15550199999")
    about = {"id": jane, "name": "Jane Zquille", "company": "Zqjanes Ltd", "city": "Zqtown"}
    other = {"id": bob, "name": "Bob Other", "company": "Zqbobs"}
    text = f"2 leads\n\n{jane}  Jane Zquille, Zqjanes Ltd\n{bob}  Bob Other, Zqbobs\nAll about Zqjanes Ltd"
    several = {"to": "ana@house.example", "subject": "2 leads", "text": text, "data": {"leads": [about, other]}}
    single = {"to": "ana@house.example", "subject": "New: Zqjanes Ltd", "text": "x", "data": {"leads": [about]}}
    alert(con, 1, jane, single)
    alert(con, 2, jane, single, sent_at=2)
    alert(con, 3, None, several)
    alert(con, 4, bob, {"to": "ana@house.example", "subject": "New: Zqbobs", "data": {"leads": [other]}})
    gone(con, jane)
    rows = {i: json.loads(p) for i, p in con.execute("select id, payload from outbox order by id")}
    assert rows.keys() == {2, 3, 4}  # 1 was not sent, and is not any more
    assert rows[2] == {"to": "ana@house.example"}
    assert rows[3]["data"]["leads"] == [{"id": jane, "erased": True}, other]
    assert rows[3]["text"] == f"2 leads\n\n{jane}  erased\n{bob}  Bob Other, Zqbobs\nAll about erased"
    assert "Zqbobs" in rows[4]["subject"]
    assert not re.search(rb"Zqjanes|Zquille|Zqtown", files_of(db_file))


def test_mails_about_several_leads_lose_his_part_however_the_rules_have_them_written(con, db_file):
    add_user(con, "ana")
    jane = add_lead(con, full_name="Jane Zquille", company="Zqjanes Ltd", city="Zqtown", notes="Zqlong\ntold",
                    attributes='{"Roof": "Zqslate"}')  # fmt: skip
    bob = add_lead(con, full_name="Bob Other", company="Bobs", city="Zqtowners")
    mail = {"to": "ana@house.example", "subject": "Zqtown: Jane Zquille and 1 more", "leads": [jane, bob]}
    own = "* Zqjanes Ltd, Zqtown, Zqslate: Zqlong told\n* Bobs, Zqtowners"
    alert(con, 1, None, {**mail, "text": own})
    alert(con, 2, None, {**mail, "text": f"{jane}  Zqjanes Ltd, Zqtown\n{bob}  Bobs, Zqtowners"}, sent_at=2)
    told = person_rows.tables(con, [jane])["alerts_of_several"]
    assert [(row["kind"], row.get("sent_at")) for row in told] == [("distributed", None), ("distributed", 2)]
    gone(con, jane)
    one, two = (json.loads(p) for (p,) in con.execute("select payload from outbox order by id"))
    assert one["text"] == "* erased, erased, erased: erased\n* Bobs, Zqtowners"
    assert one["subject"] == "erased: erased and 1 more"
    assert two["text"] == f"{jane}  erased\n{bob}  Bobs, Zqtowners"
    assert not re.search(rb"Zqjanes|Zquille|Zqtown\b|Zqslate|Zqlong", files_of(db_file))


# ---------------------------------------------------------------- every figure stays

GROUPS: list[tuple[str, ...]] = [(), ("user",), ("strategy", "user"), ("outcome",), ("sales-stage",), ("source",)]
WHO = re.compile(r'"(?:p\d+@example\.com|erased-\d+@erased\.invalid|erased-\d+|\(erased\)|\d+-\d+|lead \d+)"')


def figures(con, text: str, now: int) -> list[str]:
    """Return all that every report says, whoever its rows are of, in any order."""
    config = load_text(text, "rules")
    found = []
    for report in sorted(REPORTS):
        for by in GROUPS:
            spec = ReportSpec(report, Period(START - 10 * DAY, now + 1, "UTC"), now, by)
            try:
                said = shown(make(con, config, spec))
            except LeadctlError as problem:
                said = problem.slug
            found.append(f"{report} {by} " + "".join(sorted(WHO.sub('"somebody"', said).replace(",", "").split("\n"))))
    return found


@settings(max_examples=examples(8), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 10**9), st.integers(5, 40))
@example(20150, 38)  # somebody owns a lead whose passages are all over; lives do not shrink
def test_reports_and_verify_say_the_same_before_and_after(seed, steps):
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder), seed)
        life.live(steps)
        con, now = life.con, life.now
        leads = [r[0] for r in con.execute("select id from lead order by id")]
        before, sound = figures(con, life.text, now), verify(con, now)
        words = set()
        rng = random.Random(seed)
        for lead in rng.sample(leads, min(3, len(leads))):
            try:
                who = chosen(con, lead)
            except ConflictError:  # the same person as one before
                continue
            words |= {c.email for c in who.contacts} | {c.external_id for c in who.contacts}
            erase(con, who, "asked", "ops", now)
        after = verify(con, now)
        assert sound.differences == after.differences
        assert (after.leads, after.passages, after.activities, after.credits) == (
            sound.leads, sound.passages, sound.activities, sound.credits,
        )  # fmt: skip
        assert figures(con, life.text, now) == before
        left = files_of(Path(folder) / "life.db")
        for text in {t for t in words if t and "@" in t}:
            assert not re.search(rb"(?<![\w])" + re.escape(text.encode()), left)
        assert con.execute("pragma foreign_key_check").fetchall() == []
        runs.assign(con, life.config, now + 1)  # life goes on
        tick(con, life.config, now + DAY)
        assert set(verify(con, now + DAY).differences) <= set(sound.differences)
        con.close()


# ---------------------------------------------------------------- nobody gets it, no file brings it back

GIVING = 'timezone = "UTC"\n[[strategy]]\nname = "All"\nmethod = "round_robin"\nto = { users = ["ana", "bob"] }\n'


def owner(con, lead: int) -> tuple:
    return con.execute("select owner_id, waiting from lead_state where lead_id = ?", (lead,)).fetchone()


def test_what_waited_is_given_to_nobody(con):
    add_user(con, "ana"), add_user(con, "bob")
    ruleset.apply(con, GIVING, 1, "ops")
    one, two = add_lead(con, email="a@x.example"), add_lead(con, email="b@x.example")
    gone(con, one)
    runs.assign(con, load_text(GIVING, "rules"), NOW)
    assert owner(con, one) == (None, 0)
    assert owner(con, two)[0] is not None
    assert verify(con, NOW).differences == ()


def test_an_offer_that_runs_out_is_offered_to_nobody_else(con):
    add_user(con, "ana"), add_user(con, "bob")
    text = GIVING + 'accept_within = "5m"\n'
    ruleset.apply(con, text, 1, "ops")
    config = load_text(text, "rules")
    lead = add_lead(con, email="a@x.example")
    runs.assign(con, config, NOW)
    gone(con, lead, NOW + 10)
    tick(con, config, NOW + 3_600)
    tick(con, config, NOW + 7_200)
    assert con.execute("select count(*), sum(expired_at is not null) from distribution").fetchone() == (1, 1)
    assert owner(con, lead) == (None, 0)
    assert verify(con, NOW + 7_200).differences == ()


def test_an_offer_can_still_be_accepted(con):
    add_user(con, "ana")
    bob = add_user(con, "bob")
    text = GIVING + 'accept_within = "5m"\n'
    ruleset.apply(con, text, 1, "ops")
    lead = add_lead(con, email="a@x.example")
    runs.assign(con, load_text(text, "rules"), NOW)
    gone(con, lead, NOW + 10)
    offers.accept(con, load_text(text, "rules"), str(lead), bob, NOW + 20)
    assert owner(con, lead)[0] == bob
    assert verify(con, NOW + 20).differences == ()


def test_the_same_file_does_not_bring_the_person_back(con, tmp_path):
    file = tmp_path / "f.csv"
    rows = "Lead ID,Name,Email,Phone\n1,Jane Zquille,jane@zqmail.example,not a number\n2,Bob,bob@x.example,\n"
    file.write_text(rows)
    config = load_text('timezone = "UTC"', "rules")
    import_leads(con, LeadOptions(str(file)), config, NOW)
    gone(con, 1)
    file.write_text(rows + "3,Eve,eve@x.example,\n")
    summary = import_leads(con, LeadOptions(str(file)), config, NOW + 5)
    assert summary.counts == {"erased people": 1, "new": 1, "unchanged": 1}
    assert con.execute("select full_name, email, phone from lead where id = 1").fetchone() == ("(erased)", None, None)
    assert not [t for row in con.execute("select * from import_reject") for t in row if "Zquille" in str(t)]
    assert con.execute("select value, reason from import_reject").fetchall() == [(None, "erased")]
    file.write_text("Lead ID,Name,Email\n9,Jane Zquille,jane@zqmail.example\n")  # asks anew: a new lead
    assert import_leads(con, LeadOptions(str(file)), config, NOW + 9).counts == {"new": 1}


def test_erasing_twice_is_refused_and_new_leads_of_the_person_are_not(con, jane):
    gone(con, jane)
    with pytest.raises(ConflictError, match="erased before"):
        chosen(con, jane)
    again = add_lead(con, full_name="Jane Zquille", email="jane@zqmail.example")
    assert chosen(con, again).lead_ids == [again]
    assert [e.lead_id for e in privacy.listed(con)] == [jane]


# ---------------------------------------------------------------- who is one person

PARTS = st.sampled_from([None, "1", "2", "3", "4"])


def naive(people: list[tuple], start: int) -> set[int]:
    """Return the person by looking at every pair, round by round, until nothing changes."""
    found = {start}
    while True:
        named = [set(people[j][0].split()) for j in found if people[j][0]]
        more = set()
        for i, (name, email, email2, phone, mobile, original) in enumerate(people):
            alike = name is None or not named or any(set(name.split()) & words for words in named)
            for j in found:
                other = people[j]
                mails = {email, email2} & {other[1], other[2]} - {None}
                calls = {phone, mobile} & {other[3], other[4]} - {None}
                linked = (i if original is None else original) == (j if other[5] is None else other[5])
                if mails or (alike and (calls or linked)):
                    more.add(i)
        if more <= found:
            return found
        found |= more


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, "Ann Lee", "Bob Lee", "Cy Moe"]), PARTS, PARTS, PARTS, PARTS, st.booleans()),
        min_size=1,
        max_size=8,
    ),
    st.data(),
)
def test_a_person_is_who_shares_an_address_or_a_number_or_a_link(rows, data):
    from tests.reports.builders import empty

    con = empty()
    people = []
    for at, (name, email, email2, phone, mobile, linked) in enumerate(rows):
        root = next((i for i in range(at) if people[i][5] is None), None) if linked else None
        people.append((name, email, email2, phone, mobile, root))
        add_lead(
            con,
            full_name=name,
            email=email and f"m{email}@x.example",
            email2=email2 and f"M{email2}@x.example",
            phone=phone and f"+1555010{phone}000",
            mobile=mobile and f"+1555010{mobile}000",
            state={"duplicate_of": None if root is None else root + 1},
        )
    start = data.draw(st.integers(0, len(people) - 1))
    assert {i - 1 for i in find(con, start + 1).lead_ids} == naive(people, start)
    con.close()


def test_a_switchboard_is_not_one_person(con):
    for name in ("Ann Lee", "Bob Moe", None):
        add_lead(con, full_name=name, phone="+15550100456")
    who = find(con, 1)
    assert who.lead_ids == [1, 3]
    assert [(c.lead_id, who.aside_why[c.lead_id]) for c in who.aside] == [(2, "same phone")]
    assert find(con, 1, also=(2,)).lead_ids == [1, 2, 3]
    assert find(con, 1, only=True).lead_ids == [1]


def test_a_number_that_was_none_is_found_as_it_was_written(con):
    add_lead(con, full_name="Ann Lee", phone_raw="call 44 55-66 77", email_raw="ann(at)x")
    add_lead(con, full_name="Ann Lee", mobile_raw="44556677")
    add_lead(con, full_name="A", email_raw="ANN(at)x ")
    assert find(con, 1).lead_ids == [1, 2, 3]
