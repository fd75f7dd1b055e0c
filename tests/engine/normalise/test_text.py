"""Plain cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.normalise.text import EMPTY, clean, cleaned, is_empty


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ann ", "Ann"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("\ufeffAnn\u200b", "Ann"),
        ('="0123"', "0123"),
        ('="say ""hi"""', 'say "hi"'),
        ("'+49 89 1", "+49 89 1"),
        ("'0123", "0123"),
        ("'t Hooft", "'t Hooft"),
        ("O'Neil", "O'Neil"),
        ("a\x00b\x07c", "abc"),
        ("two\nlines", "two\nlines"),
        ("=SUM(A1)", "=SUM(A1)"),
        ("", ""),
    ],
)
def test_clean(cell, text):
    assert clean(cell) == text
    assert cleaned([cell, cell]) == [text, text]


def test_empty_cells():
    assert all(is_empty(word) for word in EMPTY)
    assert is_empty("n/a")
    assert is_empty("null")
    assert not is_empty("None")  # a name, a source, a product: only by the config's word
    assert not is_empty("-")
    assert is_empty("Select", frozenset({"select"}))


@given(st.text(max_size=30))
def test_clean_is_idempotent(text):
    assert clean(clean(text)) == clean(text)
