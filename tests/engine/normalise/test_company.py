"""Companies: names as they are compared, domains that name a company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.normalise.company import (
    company_key,
    domain_forms,
    free_mail,
    mail_domain,
    numbers,
    sorted_key,
    web_domain,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ACME Systems, Inc.", "acme systems"),
        ("Acme Systems GmbH & Co. KG", "acme systems"),
        ("Müller & Söhne OHG", "muller sohne"),
        ("Foo S.A. de C.V.", "foo"),
        ("Nordwind Sp. z o.o.", "nordwind"),
        ("Novo Nordisk A/S", "novo nordisk"),
        ("I.B.M. Corp", "ibm"),
        ("Bob's Burgers LLC", "bobs burgers"),
        ("株式会社トヨタ", "トヨタ"),
        ("The AG", "ag"),
        ("AG", "ag"),
        ("Foo Pty. Ltd.", "foo"),
        ("3M Company", "3m"),
        ("...", ""),
    ],
)
def test_names_as_they_are_compared(text, key):
    assert company_key(text) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key_in_any_order_of_its_words(text):
    key = company_key(text)
    assert key == " ".join(key.split())
    assert sorted(sorted_key(key).split()) == sorted(key.split())
    assert numbers(key) == numbers(sorted_key(key))


@given(st.text(alphabet="aB c.&,'-1", max_size=20))
def test_case_and_punctuation_between_words_do_not_count(text):
    assert company_key(text.upper()) == company_key(text.lower())
    assert company_key(f"  {text} !") == company_key(text)


@pytest.mark.parametrize("form", ["Inc", "Inc.", "GmbH", "Ltd", "Ltd.", "S.A.", "AG", "LLC", "S.r.l.", "B.V.", "Oy"])
def test_legal_forms_do_not_part_companies(form):
    assert company_key(f"Nordwind {form}") == company_key("NORDWIND")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.acme.com/x?y", "acme.com"),
        ("www.acme.co.uk:8080", "acme.co.uk"),
        ("acme.com", "acme.com"),
        ("http://user:pw@shop.acme.com/", "shop.acme.com"),
        ("acme.wordpress.com", "acme.wordpress.com"),
        ("xn--mnchen-3ya.de", "münchen.de"),
        ("https://www.facebook.com/acme", None),
        ("linkedin.com/company/acme", None),
        ("gmail.com", None),
        ("192.168.1.1", None),
        ("acme", None),
        ("", None),
    ],
)
def test_web_addresses(address, domain):
    assert web_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("jo@acme.com", "acme.com"),
        ("jo@EU.acme.com", "eu.acme.com"),
        ("jo@gmail.com", None),
        ("jo@mail.yahoo.com", None),
        ("jo@t-online.de", None),
        ("jo@proton.me", None),
        ("jo", None),
    ],
)
def test_mail_addresses(address, domain):
    assert mail_domain(address) == domain


def test_a_company_may_be_known_by_a_domain_above_never_by_a_public_one():
    assert domain_forms("a.b.acme.com") == ("a.b.acme.com", "b.acme.com", "acme.com")
    assert domain_forms("eu.acme.co.uk") == ("eu.acme.co.uk", "acme.co.uk")
    assert domain_forms("acme.co.uk") == ("acme.co.uk",)
    assert domain_forms("acme.wordpress.com") == ("acme.wordpress.com",)


def test_the_packaged_list_has_the_large_providers_and_no_remarks():
    known = free_mail()
    assert {"gmail.com", "outlook.com", "web.de", "yahoo.co.jp", "icloud.com", "qq.com", "mail.ru"} <= known
    assert all("." in domain and " " not in domain for domain in known)
    assert len(known) > 4000
