"""E-mail addresses: as the library says, faster."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.engine.normalise import email as module
from leadctl.engine.normalise.email import check, email, emails, split_emails


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("ann@example.com", "ann@example.com"),
        (" Ann.Lee@Example.COM ", "ann.lee@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("Ann Lee <ann@example.com>", "ann@example.com"),
        ('"Lee, Ann" <ann@example.com>', "ann@example.com"),
        ("ann@example.com; bob@example.com", "ann@example.com"),
        ("n/a, bob@example.com", "bob@example.com"),
        ("o'neil+x@example.co.uk", "o'neil+x@example.co.uk"),
        ("ann@example.com.", "ann@example.com"),
        ("\u200bann@example.com\u00a0", "ann@example.com"),
        ("jürgen@exämple.com", "jürgen@exämple.com"),
    ],
)
def test_addresses(cell, address):
    assert email(cell) == (address, None)


@pytest.mark.parametrize(
    "cell", ["ann@", "@example.com", "ann", "a b@example.com", "ann@@example.com", "a..b@example.com", "a@localhost"]
)
def test_what_is_no_address(cell):
    address, problem = email(cell)
    assert address is None
    assert problem


def test_empty_cells():
    assert email("") == email("  ") == (None, None)


def test_several_in_one_cell():
    assert split_emails("a@example.com; b@example.com,c@") == ["a@example.com", "b@example.com"]
    assert split_emails("a@example.com b@example.com") == ["a@example.com", "b@example.com"]
    assert split_emails('"A" <a@example.com>, b@example.com') == ["a@example.com", "b@example.com"]
    assert split_emails("a@example.com / A@example.com") == ["a@example.com"]
    assert split_emails("none") == []


def test_a_column():
    cells = ["ann@example.com", "", "x", "Bob@example.com", "bob@no..com"]
    assert emails(cells) == [email(cell) for cell in cells]
    assert emails(cells) == emails(cells)  # the second time from the cache


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "_MAX_DOMAINS", 3)
    module._domains.clear()
    for n in range(10):
        assert email(f"a@d{n}.com") == (f"a@d{n}.com", None)
    assert len(module._domains) <= 3


local = st.text(alphabet="abzAZ09_+-.'!ü ", min_size=0, max_size=70)
domain = st.one_of(
    st.sampled_from(
        ["example.com", "EXAMPLE.com", "mail.example.co.uk", "acme.con", "a.test", "x", "-a.com", "a_b.com"]
    ),
    st.text(alphabet="ab0-._ü", max_size=12),
)


@settings(max_examples=400, deadline=None)
@given(local, domain)
def test_fast_equals_the_library(name, host):
    text = f"{name}@{host}"
    fast = module._fast(text)
    if fast is not None:
        assert (fast, None) == check(text)


@given(st.text(max_size=40))
def test_any_text_gives_one_answer_and_normalising_is_idempotent(text):
    address, problem = email(text)
    assert address is None or problem is None
    if address:
        assert email(address) == (address, None)
    assert emails([text, text]) == [(address, problem)] * 2
