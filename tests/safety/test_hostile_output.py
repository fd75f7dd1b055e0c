"""Hostile text on its way out: no screen is driven, no spreadsheet computes, no page runs anything."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.safety import world
from tests.safety.hostile import ESCAPES, FORMULAS, MARKUP

NOW = "2026-03-01T09:00:00Z"
DRIVES_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
RUNS = re.compile(r"[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?[\d. ()]*(?:[eE][+-]?\d+)?%?")  # also of a telephone
REPORTS = ("performance", "summary", "allocation", "response", "fairness", "sources")
PERIOD = ("--last-30-days",)
LISTS = (
    *(
        "lead list --limit 0",
        "lead find L",
        "lead list --held",
        "lead show L1",
        "lead show L9 --json",
        "lead export L2",
    ),
    *(
        "explain L1",
        "explain L2 --json",
        "history L1",
        "history L2 --json",
        "user list",
        "user show u3",
        "user show u9",
    ),
    *("account list", "team list", "account list --json", "user list --json", "team list --json", "lead list --json"),
    *("imports list", "imports show 3", "imports show 4 --json", "runs list", "runs show 1", "runs show 1 --json"),
    *("inbox --user u0", "inbox --user u0 --json", "queue", "queue --json", "notices", "notices --json", "verify"),
    *("config show", "config describe", "config check", "why-not u0", "why-not u0 --json", "doctor"),
    *("feedback list --all", "feedback export --user u0", "report filters list", "lead show L5 --journey"),
    *("export distributions --format ndjson",),  # CSV exports carry texts exactly: see docs/safety.md
    *("export leads --format ndjson", "report explain contact_rate"),
)


@pytest.fixture
def shop(leadctl, monkeypatch):
    """Return run(line): one command in the hostile company."""
    monkeypatch.setenv("COLUMNS", "200")
    world.build(leadctl)
    return lambda *words: leadctl(*(words[0].split() if len(words) == 1 else words), now=NOW)


# ---------------------------------------------------------------- terminal


def test_nothing_drives_the_terminal(shop) -> None:
    shop("tick --no-notify")
    for line in LISTS:
        done = shop(line)
        assert done.code in (0, 1), (line, done.err)
        assert done.out or done.err, line
        found = DRIVES_A_TERMINAL.search(done.out + done.err)
        assert not found, (line, found)


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_drives_the_terminal(shop, name) -> None:
    for format_ in ("text", "markdown", "csv", "json", "html"):
        done = shop("report", name, *PERIOD, "--format", format_)
        assert done.code == 0, done.err
        found = DRIVES_A_TERMINAL.search(done.out + done.err)
        assert not found, (name, format_, found)


def test_errors_do_not_drive_the_terminal_either(shop) -> None:
    for text in (*ESCAPES.values(), *MARKUP):
        for words in (
            ("lead", "show", text), ("user", "show", text), ("report", "summary", *PERIOD, "--user", text),
            ("import", "leads", text), ("undo", text), ("lead", "status", "L1", text, "--user", "u0"),
            ("report", "performance", "--from", text), ("import", "leads", "leads.csv", "--map", f"{text}=email"),
        ):  # fmt: skip
            done = shop(*words)
            assert done.code in (0, 2, 4), (words, done)  # 0: the name is known
            assert not DRIVES_A_TERMINAL.search(done.out + done.err), words


# ---------------------------------------------------------------- spreadsheets


def computed(cells: list[str]) -> list[str]:
    """Return the cells that a spreadsheet would run."""
    return [c for c in cells if RUNS.match(c) and not NUMBER.fullmatch(c) and c != "-"]


def test_no_csv_computes(shop) -> None:
    lines = [f"export {what}" for what in ("leads", "distributions", "activities", "assignments")]
    lines += [f"export leads --preset {p}" for p in ("salesforce", "hubspot", "zoho", "pipedrive", "odoo")]
    lines += [f"report {name} --last-30-days --format csv" for name in REPORTS]
    lines += ["assign --propose - --now 2026-03-01T10:00:00Z", "feedback export --user u0"]
    for line in lines:
        done = shop(line) if "--now" not in line else shop(line.split(" --now")[0])
        assert done.code in (0, 1), (line, done.err)
        rows = list(csv.reader(io.StringIO(done.out)))
        assert rows, line
        assert computed([cell for row in rows for cell in row]) == [], line


def test_no_rejects_file_computes(shop) -> None:
    shop("import leads leads.csv --map Value=- --map Name=value --strict --rejects r.csv")
    rows = list(csv.reader(io.StringIO(Path("r.csv").read_text("utf-8-sig"))))
    assert len(rows) > len(FORMULAS)
    assert computed([cell for row in rows for cell in row]) == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_workbook_computes_or_links(shop, name) -> None:
    from openpyxl import load_workbook

    assert shop("report", name, *PERIOD, "-o", "r.xlsx").code == 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook("r.xlsx")
    texts = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None, cell.value
                texts += cell.data_type == "s"
    assert texts


# ---------------------------------------------------------------- pages


class Page(HTMLParser):
    """Collects what could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.bad: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        for name, value in attrs:
            loads = name in {"src", "href", "action", "formaction", "srcdoc", "data", "xlink:href"}
            if name.startswith("on") or (loads and not (value or "").startswith("#")):
                self.bad.append(f"<{tag} {name}={value}>")


ASKED_FOR_BY_NOBODY = {"img", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "foreignobject"}


@pytest.mark.parametrize("what", [*(f"report {name} --last-30-days" for name in REPORTS), "lead show L12"])
def test_no_page_runs_what_data_says(shop, what) -> None:
    done = shop(f"{what} --format html")
    assert done.code == 0, done.err
    page = Page()
    page.feed(done.out)
    page.close()
    assert page.bad == []
    assert page.tags & ASKED_FOR_BY_NOBODY == set()
    assert page.scripts <= 1
    assert "Content-Security-Policy" in done.out
    assert "default-src 'none'" in done.out.replace("&#39;", "'")
    assert "alert(1)</script>" not in done.out


def test_markdown_is_text(shop) -> None:
    done = shop("report summary --last-30-days --format markdown")
    assert not re.search(r"<(?:script|img|svg)", done.out)
    assert not re.search(r"(?<!\\)\]\(javascript:", done.out)


def test_an_index_of_all_reports_is_harmless_too(shop) -> None:
    assert shop("report all -o out --format html,xlsx,csv,md --last-30-days").code == 0
    for file in sorted(Path("out").glob("*.html")):
        page = Page()
        page.feed(file.read_text("utf-8"))
        assert [b for b in page.bad if not re.fullmatch(r"<a href=[\w.-]+>", b)] == [], file.name


def test_json_is_the_text_as_it_is(shop) -> None:
    told = json.loads(shop("lead list --json --limit 0").out)
    names = json.dumps(told, ensure_ascii=False)
    assert MARKUP[0] in names
    assert "=cmd|' /C calc'!A0" in names
