"""Account owner: against a scan over all customers and earlier leads; waiting, covering, companies met in one run."""

from __future__ import annotations

from unittest import mock

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from leadctl.config import load_text
from leadctl.db import company_keys, customers
from leadctl.db.connection import immediate
from leadctl.engine.customers.company_index import keep_up
from leadctl.engine.customers.keys import DOMAIN, EMAIL, NAME, PHONE
from leadctl.engine.finders import account_owner
from leadctl.engine.finders.account_owner import AccountOwner
from leadctl.engine.normalise.company import company_key, numbers, sorted_key
from leadctl.engine.ruleset import apply
from leadctl.engine.run_rows import read_rows
from leadctl.engine.runs import RunOptions, assign
from leadctl.engine.snapshot import compile_rules
from tests.builders import add_lead, add_user, add_users, owners

NOW = 1_772_355_600
RULES = """
[[strategy]]
name = "Customers"
method = "account_owner"
{more}

[[strategy]]
name = "Others"
to = {{ users = ["zoe"] }}
"""
CELLS = ("email", "email2", "phone", "mobile", "website", "company")


def add_customer(con, name: str | None, manager: int | None, *, emails=(), phones=(), domains=()) -> int:
    keys = [(EMAIL, e) for e in emails] + [(PHONE, p) for p in phones] + [(DOMAIN, d) for d in domains]
    keys += [(NAME, company_key(name))] if name else []
    row = con.execute("select id from import limit 1").fetchone()
    if row is None:
        con.execute("insert into import (kind, file, sha256, started_at) values ('customers', 'c.csv', '', 0)")
        row = con.execute("select id from import limit 1").fetchone()
    values = {"external_id": None, "name": name or "?", "manager_id": manager, "manager_wanted": None}
    return customers.insert(con, values, keys, row[0], 0)


def run(con, more: str = "", **options):
    text = RULES.format(more=more)
    apply(con, text, NOW, "tester")
    return assign(con, load_text(text, "test"), NOW, RunOptions(**options))


# ---------------------------------------------------------------- the scan

EMAILS = ("jo@acme.example", "pat@eu.acme.example", "x@gmail.com", "y@nord.example")
PHONES = ("+16175550101", "+16175550102")
WEBSITES = ("https://www.acme.example/about", "nord.example", "facebook.com/acme")
COMPANIES = ("Acme Systems Inc", "ACME Sytems", "Nordwind GmbH", "Nordwind 2 GmbH", "Other")


def maybe(values):
    return st.one_of(st.none(), st.sampled_from(values))


LEADS = st.fixed_dictionaries(
    {
        "email": maybe(EMAILS), "email2": maybe(EMAILS), "phone": maybe(PHONES), "mobile": maybe(PHONES),
        "website": maybe(WEBSITES), "company": maybe(COMPANIES),
    }
)  # fmt: skip
CUSTOMERS = st.tuples(
    maybe(("Acme Systems", "Nordwind AG", "Nordwind 2", "Acme Systemes Ltd")),
    st.sampled_from([1, 2, 3]),
    st.lists(st.sampled_from(EMAILS), max_size=1),
    st.lists(st.sampled_from(PHONES), max_size=1),
    st.lists(st.sampled_from(("acme.example", "eu.acme.example", "nord.example")), max_size=1),
)
FREE = {"gmail.com"}
NEW_COMPANY = {"email": None, "email2": None, "phone": None, "mobile": None, "website": None, "company": "Other"}


def lead_domains(lead: dict) -> list[str]:
    found = [lead[c].partition("@")[2] for c in ("email", "email2") if lead[c]]
    found = [d for d in found if d not in FREE]
    site = lead["website"]
    if site and "facebook" not in site:
        found.append("acme.example" if "acme" in site else "nord.example")
    return list(dict.fromkeys(found))


def naive(lead: dict, listed: list[tuple], earlier: list[tuple[int, dict, int]]) -> tuple | None:
    """Return (manager, kind) by looking at every customer, then every earlier (id, lead, owner)."""
    mails, phones = {lead["email"], lead["email2"]} - {None}, {lead["phone"], lead["mobile"]} - {None}
    domains, name = lead_domains(lead), company_key(lead["company"] or "")
    above = [d.partition(".")[2] for d in domains if d.count(".") > 1]
    tests = [
        ("email", lambda c: mails & set(c[3])),
        ("phone", lambda c: phones & set(c[4])),
        ("domain", lambda c: set(domains) & set(c[5])),
        ("domain", lambda c: set(above) & set(c[5])),
        ("name", lambda c: name and c[1] and company_key(c[1]) == name),
    ]
    for kind, test in tests:
        hits = [c for c in listed if test(c)]
        if hits:
            return max(hits)[2], kind
    alike = []
    for number, title, manager, *_ in listed:
        key = company_key(title or "")
        score = fuzz.ratio(sorted_key(name), sorted_key(key)) if name and key else 0
        if score >= 90 - 1e-9 and numbers(name) == numbers(key):
            alike.append((score, number, manager))
    if alike:
        return max(alike)[2], "similar"
    tests = [
        ("email", lambda e: e["email"] in mails),
        ("phone", lambda e: {e["phone"], e["mobile"]} & phones),
        ("domain", lambda e: set(lead_domains(e)) & set(domains)),
        ("name", lambda e: name and company_key(e["company"] or "") == name),
    ]
    for kind, test in tests:
        hits = [(number, owner) for number, e, owner in earlier if test(e)]
        if hits:
            return max(hits)[1], kind
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    listed=st.lists(CUSTOMERS, max_size=5),
    earlier=st.lists(st.tuples(LEADS, st.sampled_from([1, 2, 3])), max_size=4),
    leads=st.lists(LEADS, min_size=1, max_size=4),
    kept=st.booleans(),
)
def test_the_finder_finds_what_a_scan_finds(con, listed, earlier, leads, kept):
    con.execute("begin")
    try:
        users = add_users(con, "ann bob cyd")
        rules = load_text(RULES.format(more="").replace("zoe", "ann"), "test")
        known = [
            (add_customer(con, name, users[m - 1], emails=e, phones=p, domains=d), name, users[m - 1], e, p, d)
            for name, m, e, p, d in listed
        ]
        past = [(add_lead(con, **cells), cells, users[m - 1]) for cells, m in earlier]
        for number, _, owner in past:
            con.execute("update lead_state set owner_id = ?, waiting = 0 where lead_id = ?", (owner, number))
        if kept:
            keep_up(con, rules)
        ids = [add_lead(con, **cells) for cells in leads]
        book = compile_rules(con, rules, NOW)
        finder = AccountOwner(con, book, rules.strategies[0], 1)
        rows = read_rows(con, book, ids)
        finder.prefetch(rows)
        for row, cells in zip(rows, leads, strict=True):
            found = finder.find(row)
            wanted = naive(cells, known, past)
            got = None if found is None else (next(iter(found.groups[0])), found.why[1])
            assert got == wanted
            if found is None:
                assert finder.missing(row)
            else:
                assert finder.tell(found.why)
    finally:
        con.execute("rollback")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    listed=st.lists(CUSTOMERS, max_size=3),
    earlier=st.lists(st.tuples(LEADS, st.sampled_from([1, 2, 3])), max_size=3),
    leads=st.lists(st.tuples(LEADS, st.sampled_from([1, 2, 3, None])), min_size=2, max_size=8),
    kept=st.booleans(),
    size=st.integers(1, 4),
    most=st.sampled_from([0, 2, 100]),
)
@example(listed=[], earlier=[], leads=[(NEW_COMPANY, 1), (NEW_COMPANY, 2), (NEW_COMPANY, 1)], kept=True, size=1, most=9)
def test_what_is_remembered_from_chunk_to_chunk_is_what_a_new_reader_finds(
    con, listed, earlier, leads, kept, size, most
):
    con.execute("begin")
    try:
        users = add_users(con, "ann bob cyd")
        rules = load_text(RULES.format(more="").replace("zoe", "ann"), "test")
        for name, m, e, p, d in listed:
            add_customer(con, name, users[m - 1], emails=e, phones=p, domains=d)
        own = "update lead_state set owner_id = ?, waiting = 0 where lead_id = ?"
        for cells, m in earlier:
            con.execute(own, (users[m - 1], add_lead(con, **cells)))
        ids = [add_lead(con, **cells) for cells, _ in leads]
        if kept:
            keep_up(con, rules)
        book = compile_rules(con, rules, NOW)
        rows = read_rows(con, book, ids)
        finder = AccountOwner(con, book, rules.strategies[0], 1)
        with mock.patch.object(account_owner, "MOST_KEPT", most):
            for start in range(0, len(rows), size):
                chunk = rows[start : start + size]
                finder.prefetch(chunk)
                for row, (_, m) in zip(chunk, leads[start : start + size], strict=True):
                    new = AccountOwner(con, book, rules.strategies[0], 1)
                    new.prefetch([row])
                    assert finder.find(row) == new.find(row)
                    if m is not None:  # some are held
                        finder.given(row, users[m - 1])
                        con.execute(own, (users[m - 1], row[0]))
    finally:
        con.execute("rollback")


# ---------------------------------------------------------------- runs


def test_leads_of_one_company_go_to_one_user_in_one_run_as_in_many(con):
    zoe, _, _ = add_users(con, "zoe ann bob")
    text = RULES.format(more="").replace('["zoe"]', '["zoe", "ann", "bob"]')
    apply(con, text, NOW, "tester")
    leads = [add_lead(con, received_at=i, email=f"p{i}@newco.example", phone=None) for i in range(4)]
    other = add_lead(con, received_at=9, email="q@gmail.com", company="NewCo Ltd")
    assign(con, load_text(text, "test"), NOW)
    assert len({owners(con)[n] for n in leads}) == 1
    assert owners(con)[other] is not None
    later = add_lead(con, received_at=10, email="late@newco.example")
    assign(con, load_text(text, "test"), NOW + 60)
    assert owners(con)[later] == owners(con)[leads[0]]
    assert zoe


def test_an_absent_manager_is_waited_for_covered_or_passed_over(con):
    zoe, ann, bob = add_users(con, "zoe ann bob")
    add_customer(con, "Acme", ann, domains=["acme.example"])
    con.execute("insert into absence (user_id, starts_at, ends_at, recorded_at) values (?, 0, ?, 0)", (ann, NOW + 99))
    number = add_lead(con, email="jo@acme.example")
    run(con, 'if_absent = "wait"')
    assert owners(con)[number] is None
    assert con.execute("select hold_code from lead_state").fetchone()[0] == "on_empty_hold"
    run(con, 'if_absent = "cover"\nto = { users = ["bob"] }', dry_run=False)
    assert owners(con)[number] == bob
    second = add_lead(con, received_at=1, email="pat@acme.example")
    run(con, 'if_absent = "next"')
    assert owners(con)[second] == zoe


def test_nobody_waits_for_a_manager_who_was_disabled(con):
    zoe, ann = add_users(con, "zoe ann")
    add_customer(con, "Acme", ann, domains=["acme.example"])
    con.execute("update user set disabled_at = 1 where id = ?", (ann,))
    number = add_lead(con, email="jo@acme.example")
    run(con, 'if_absent = "wait"')
    assert owners(con)[number] == zoe


def test_without_companies_only_the_person_counts(con):
    zoe, ann = add_users(con, "zoe ann")
    add_customer(con, "Acme", ann, emails=["jo@acme.example"], domains=["acme.example"])
    same = add_lead(con, email="jo@acme.example")
    colleague = add_lead(con, received_at=1, email="pat@acme.example", company="Acme")
    run(con, "match_companies = false")
    assert owners(con) == {same: ann, colleague: zoe}


def test_similar_at_100_per_cent_compares_no_names(con):
    zoe, ann = add_users(con, "zoe ann")
    add_customer(con, "Acme Systems", ann)
    exact = add_lead(con, company="ACME Systems, Inc.")
    near = add_lead(con, received_at=1, company="Acme Sytems")
    run(con, 'similar = "100%"')
    assert owners(con) == {exact: ann, near: zoe}


def test_customers_without_a_manager_are_named_in_the_run(con):
    add_users(con, "zoe")
    add_customer(con, "Acme", None, domains=["acme.example"])
    add_lead(con, email="jo@acme.example")
    summary = run(con)
    assert any("1 of 1 customers have no manager" in w for w in summary.warnings)


def test_company_keys_follow_leads_that_come_and_change(con):
    rules = load_text(RULES.format(more=""), "test")
    ann = add_user(con, "ann")
    first = add_lead(con, email="a@old.example", company="Old Inc")
    con.execute("update lead_state set owner_id = ?", (ann,))
    assert keep_up(con, rules) == 1
    assert keep_up(con, rules) == 0
    assert company_keys.find(con, [(DOMAIN, "old.example"), (NAME, "old")], ()).keys() == {
        (DOMAIN, "old.example"),
        (NAME, "old"),
    }
    with immediate(con):
        con.execute("update lead set email = 'a@new.example' where id = ?", (first,))
        con.execute(
            "insert into lead_change (lead_id, field, old, new, recorded_at) values (?, 'email', 'x', 'y', 0)", (first,)
        )
    assert keep_up(con, rules) == 1
    wanted = [(DOMAIN, "old.example"), (DOMAIN, "new.example"), (NAME, "old")]
    assert company_keys.find(con, wanted, ()).keys() == {(DOMAIN, "new.example"), (NAME, "old")}


def test_nothing_is_kept_where_no_strategy_asks(con):
    add_lead(con, email="a@old.example")
    assert keep_up(con, load_text("", "test")) == 0
    assert con.execute("select count(*) from company_key").fetchone()[0] == 0
