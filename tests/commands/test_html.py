"""Pages from the command line: reports with their leads in detail, a lead alone, where files go."""

from __future__ import annotations

import re

import pytest

from leadctl.commands.report import pages
from leadctl.db.connection import connect
from leadctl.reports.render import html
from tests.builders import add_lead, add_user
from tests.reports.test_html import Page

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def shop(leadctl, db_file):
    """Three leads given to ana, one of them with a hostile name; a call on the first."""
    con = connect(db_file)
    con.execute("begin")
    add_user(con, "ana")
    for n in range(1, 4):
        add_lead(con, 1_772_355_600 - n * 3600, full_name=HOSTILE if n == 2 else f"Pat {n}", email=f"p{n}@x.example")
    con.execute("commit")
    con.close()
    for n in range(1, 4):
        assert leadctl("lead", "give", str(n), "--to", "ana").code == 0
    assert leadctl("lead", "action", "1", "call", "--user", "ana", "--note", "five & six < seven").code == 0
    return leadctl


def test_a_row_of_the_summary_leads_to_its_lead(shop):
    done = shop("report", "summary", "--this-month", "--format", "html")
    assert done.code == 0
    assert done.err == ""
    found = Page(done.out)
    ids = {a["id"] for _, a in found.elements if "id" in a}
    links = [a["href"][1:] for a in found.all("a") if a["href"].startswith("#lead-")]
    assert sorted(links) == ["lead-1", "lead-2", "lead-3"]
    assert set(links) <= ids
    assert "five & six < seven" in found.words
    assert "to ana" not in found.words  # the passages are a table here
    assert HOSTILE not in done.out
    assert "Everything about them as it is known now" in found.words


def test_without_the_id_there_are_no_links(shop):
    done = shop("report", "summary", "--this-month", "--columns", "lead,outcome", "--format", "html")
    assert 'href="#lead-' not in done.out


def test_the_first_leads_have_pages(shop, monkeypatch):
    monkeypatch.setattr(html, "PAGES", 2)
    done = shop("report", "summary", "--this-month", "--format", "html")
    assert re.findall(r'href="#(lead-\d)"', done.out) == re.findall(r'<div id="(lead-\d)"', done.out)
    assert len(re.findall(r'<div id="lead-\d"', done.out)) == 2
    assert "the first 2 leads have a page in the file" in done.err


def test_a_report_as_it_was_known_has_no_pages_of_now(shop):
    now = "2026-03-01T11:00:00Z"
    done = shop("report", "summary", "--this-month", "--known-at", "2026-03-01T10:00Z", "--format", "html", now=now)
    assert done.code == 0
    assert 'href="#lead-' not in done.out


def test_what_the_columns_mean_stands_in_the_page(shop):
    done = shop("report", "performance", "--this-month", "--format", "html")
    assert "<dt>Contact rate</dt><dd>Contacted leads / contactable leads" in done.out
    other = shop("report", "performance", "--this-month", "--no-contact-rate", "--format", "html")
    assert "<dt>Contact rate</dt>" not in other.out


@pytest.mark.parametrize("name", ["performance", "summary", "allocation", "response", "fairness", "sources"])
def test_every_report_is_a_page(shop, name):
    done = shop("report", name, "--this-month", "--format", "html")
    assert done.code == 0, done.err
    found = Page(done.out)
    assert found.open == []
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    named = " ".join(a[n] for _, a in found.elements for n in ("aria-labelledby", "aria-describedby") if n in a)
    assert set(named.split()) <= set(ids)
    assert all(a.get("scope") for a in found.all("th"))


def test_an_empty_report_is_a_page_too(leadctl):
    done = leadctl("report", "performance", "--format", "html")
    assert done.code == 0
    assert "No rows." in done.out
    why = done.err.splitlines()
    assert why
    assert all(" ".join(line.split()) in " ".join(Page(done.out).words.split()) for line in why)


def test_the_page_of_a_lead(shop, tmp_path):
    done = shop("lead", "show", "2", "-o", "lead.html")
    assert (done.code, done.out, done.err) == (0, "", "written to lead.html\n")
    text = (tmp_path / "lead.html").read_text("utf-8")
    found = Page(text)
    assert found.open == []
    assert HOSTILE not in text
    assert HOSTILE in found.words  # as a text
    assert "p2@x.example" in found.words
    assert ["#2", "ana (Corporate)"] in [[row[0], row[2]] for table in found.tables for row in table]
    assert text == shop("lead", "show", "2", "--format", "html").out


def test_text_and_page_of_a_lead_say_the_same(shop):
    text = shop("lead", "show", "1").out
    words = Page(shop("lead", "show", "1", "--format", "html").out).words
    for word in text.split():
        assert word.strip(",:-").casefold() in words.casefold(), word


def test_a_lead_goes_into_files(shop, tmp_path):
    assert shop("lead", "show", "1", "-o", "lead.json").code == 0
    assert (tmp_path / "lead.json").read_text("utf-8") == shop("lead", "show", "1", "--json").out
    assert shop("lead", "show", "1", "-o", "lead.txt").code == 0
    assert (tmp_path / "lead.txt").read_text("utf-8") == shop("lead", "show", "1").out
    again = shop("lead", "show", "2", "-o", "lead.txt")
    assert again.code == 2
    assert "[file-exists]" in again.err
    assert (tmp_path / "lead.txt").read_text("utf-8") == shop("lead", "show", "1").out
    assert shop("lead", "show", "2", "-o", "lead.txt", "--force").code == 0
    assert (tmp_path / "lead.txt").read_text("utf-8") == shop("lead", "show", "2").out
    assert shop("lead", "show", "1", "-o", "-").out == shop("lead", "show", "1").out


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--format", "htm1"), 'did you mean "html"'),
        (("--format", "html", "--json"), "--json does not go with --format html"),
    ],
)
def test_what_no_lead_can_be_shown_as(shop, flags, says):
    done = shop("lead", "show", "1", *flags)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_pages_name_leads_by_the_columns_of_the_reports():
    """`summary` calls them so; a rename would silently take the links away."""
    from leadctl.reports.summary import _columns

    assert {pages.ID, pages.LABEL} <= {c.key for c in _columns("USD")}
