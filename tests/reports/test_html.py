"""The page as text: whole without JavaScript, nothing from outside, data as data; all cells; contrast; charts."""

import base64
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.reports.render import html, svg
from leadctl.reports.render.cells import grid
from leadctl.reports.sheet import Part, Sheet
from leadctl.reports.table import Chart, Closing, Column, Line, Table
from tests.effort import examples
from tests.reports.pictured import CHARTS, COUNT, MONEY, NASTY, RATE, pictured

GOLDEN = Path(__file__).parents[1] / "golden"
VOID = {"meta", "br", "wbr", "link", "input"}


class Page(HTMLParser):
    """A page read by the standard library: its elements, the text of its cells, whether all that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.words = ""
        self._hidden = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open or "script" in self.open:
            return
        self.words += data
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1] += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page(table=None):
    out = io.StringIO()
    html.write(table or pictured(), out)
    return out.getvalue()


def plain(text):
    """Return a figure as the other formats write it: without what HTML alone puts between thousands."""
    return text.replace(",", "")


def test_every_cell_is_that_of_the_other_formats():
    table = pictured()
    drawn = [t for t in Page(page(table)).tables if len(t[0]) >= 5]
    for one, found in zip(table.tables, drawn, strict=True):
        assert found[0] == [c.heading for c in one.columns]
        want, _ = grid(one, mark=True)
        assert len(found) == len(want) + 1
        for (_, texts), cells in zip(want, found[1:], strict=True):
            for column, text, cell in zip(one.columns, texts, cells, strict=True):
                if column.kind != "series":  # drawn; its numbers stand beside it
                    assert plain(cell) == plain(text), column.key


def test_raw_values_stand_beside_what_is_shown():
    text = page()
    assert '<td class="n b" data-v="0.48">' in text
    assert '<td class="n" data-v="1204">1,204</td>' in text
    assert '<td class="n" data-v="760000">7,600.00</td>' in text
    assert '<time datetime="2026-03-08T03:00:00-04:00">2026-03-08 03:00</time>' in text
    assert 'data-v="35"' in text  # a series sorts by its sum
    assert '<td class="n" data-v="1">1</td>' in text  # an id


def test_data_is_never_markup():
    text = page()
    assert NASTY not in text
    assert "<script>alert" not in text
    assert "\x1b" not in text
    assert "&lt;script&gt;alert(" in text
    assert "\\x1b[31m" in text
    found = Page(text)
    assert len(found.all("script")) == 1
    assert not [a for _, a in found.elements for name in a if name.startswith("on")]


def test_nothing_is_asked_of_anyone_else():
    text = page()
    found = Page(text)
    assert found.open == []
    policy = next(a["content"] for a in found.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inner = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    names = {name for _, a in found.elements for name in a}
    assert names.isdisjoint({"src", "srcset", "style", "action", "background", "poster"})
    assert all((a.get("href") or "#").startswith("#") for _, a in found.elements)
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in re.sub(r'http-equiv="', "", text)


def test_ids_are_unique_and_what_is_named_is_there():
    found = Page(page())
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    named = " ".join(a[n] for _, a in found.elements for n in ("aria-labelledby", "aria-describedby") if n in a)
    links = {a["href"][1:] for a in found.all("a")}
    assert {*named.split(), *links} <= set(ids)
    assert {"lead-1", "lead-2"} <= links


def test_headings_go_down_by_one_and_tables_have_scopes():
    found = Page(page())
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(a.get("scope") in {"col", "row"} for a in found.all("th"))
    assert len(found.all("caption")) == 2
    assert all(a.get("lang") == "en" for a in found.all("html"))
    assert {"main", "header", "footer", "nav"} <= {tag for tag, _ in found.elements}
    for drawn in found.all("svg"):  # a picture has a name, or is decoration
        assert drawn.get("aria-hidden") == "true" or drawn.get("role") == "img" or drawn.get("preserveaspectratio")


def test_every_chart_is_told_in_words_and_figures():
    text = page()
    found = Page(text)
    assert len([a for a in found.all("svg") if a.get("role") == "img"]) == len(CHARTS)
    for chart in CHARTS:
        assert chart.text in found.words
        assert f"The figures of {chart.title}" in found.words
    smalls = [t for t in found.tables if t[0][0] == "" and len(t[0]) < 5]
    assert [row[1:] for row in smalls[0][1:]] == [["324", "367"], ["33", "9"], ["37", "64"], ["0", "3"]]
    assert smalls[1][4] == ["23 Mar", "-", "60"]
    assert smalls[2][1] == ["ana", "25.0%", "31.0%"]
    assert smalls[3][1:3] == [["ana", "+41"], ["bob", "-23"]]


def test_the_words_of_a_long_chart_stand_with_its_figures():
    chart = CHARTS[0]._replace(text="word " * 80)
    table = Table("x", "X", (COUNT,), [(1,)], lambda: Closing(charts=(chart,)))
    text = page(table)
    assert text.index("word word") > text.index("<details>")
    assert Page(text).words.count(chart.text.strip()) == 1


def test_an_empty_report_says_why():
    columns = (Column("who", "Who", "text"), COUNT)
    table = Table("summary", "Empty", columns, iter(()), Closing, warnings=("no lead has the source <b>",))
    text = page(table)
    assert "No rows." in text
    assert "no lead has the source &lt;b&gt;" in text


def test_figures_read_as_in_the_tables():
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)(?: <span class=\"note\">(.*?)</span>)?</dd>", page())
    assert ("Leads distributed", "1,654", "1,817 before") in found
    assert ("Opportunity value USD", "1,832,585.00", "") in found
    assert ("Median time to first action", "1h23m", "88 leads untouched") in found
    assert ("Acceptance", "-", "no offers") in found


def test_a_change_is_coloured_where_it_is_known_which_way_is_good():
    columns = tuple(
        Column(f"c{i}", f"C{i}", "int", signed=True, better=better) for i, better in enumerate(["more", "less", ""])
    )
    text = page(Table("x", "X", columns, [(5, 5, 5), (-5, -5, -5), (0, 0, None)], Closing))
    rows = [re.findall(r'class="([^"]*)"', line) for line in re.findall(r"<tr><t[hd] .*?</tr>", text)][-3:]
    assert rows == [["n good", "n bad", "n"], ["n bad", "n good", "n"], ["n", "n", "n"]]


def test_the_file_says_when_it_is_long(monkeypatch):
    monkeypatch.setattr(html, "MANY", 2)
    monkeypatch.setattr(html, "PAGES", 1)
    out = io.StringIO()
    said = html.write(pictured(), out)
    assert "8 rows: a page of this length opens slowly (--group-by, or --format xlsx)" in said
    assert "the first 1 leads have a page in the file; leadctl lead show LEAD has the others" in said
    assert 'id="lead-1"' in out.getvalue()
    assert 'id="lead-2"' not in out.getvalue()


def test_what_columns_mean():
    text = page(pictured(meanings=(("Contact rate", "Contacted leads / `new` < all."),)))
    assert "<dt>Contact rate</dt><dd>Contacted leads / new &lt; all.</dd>" in text


def body(text):
    """Return the page without what every page has: style, script, policy."""
    return re.sub(r"<head>.*?</head>|<script>.*?</script>", "", text, flags=re.DOTALL)


def test_golden_file():
    assert body(page()) == (GOLDEN / "report_pictured.html").read_text("utf-8")


def test_the_same_report_is_the_same_file():
    assert page() == page()


def test_a_sheet_alone():
    sheet = Sheet("lead-7", NASTY, (Part("contact", (("e-mail", "a@b.example"),)),), ("taken back",), "lead 7")
    out = io.StringIO()
    html.write_sheet(sheet, out)
    found = Page(out.getvalue())
    assert found.open == []
    assert "Lead 7" in found.words
    assert "taken back" in found.words
    assert "<script>alert" not in out.getvalue()


# ---------------------------------------------------------------- colours


def colours(dark):
    style = (html.FOLDER / "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 2
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1 if dark else 0]))


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    first, second = (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other)))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


# what people with protanopia, deuteranopia and tritanopia see: Machado, Oliveira and Fernandes 2009, severity 1
SIGHT = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour, sight):
    rgb = [min(max(sum(w * c for w, c in zip(row, linear(colour), strict=True)), 0), 1) for row in SIGHT[sight]]
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(w * c for w, c in zip(row, rgb, strict=True)) for row in matrix]
    x, y, z = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_contrast(dark):
    c = colours(dark)
    for ground in ("paper", "card"):
        for ink in ("ink", "soft", "accent", "good", "bad"):
            assert contrast(c[ink], c[ground]) >= 4.5, (ink, ground)
    assert contrast(c["ink"], c["warn"]) >= 4.5
    assert contrast(c["ink"], c["tint"]) >= 4.5  # a figure on its bar
    for i in range(svg.COLOURS):
        assert contrast(c[f"o{i}"], c[f"s{i}"]) >= 4.5, f"figures on series {i}"
        assert contrast(c[f"s{i}"], c["paper"]) >= (3 if dark or i != 1 else 2.5), f"series {i}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_series_are_told_apart_whatever_the_sight(dark, sight):
    c = colours(dark)
    seen = [lab(c[f"s{i}"], sight) for i in range(svg.COLOURS)]
    far = {
        (i, j): sum((a - b) ** 2 for a, b in zip(seen[i], seen[j], strict=True)) ** 0.5
        for i in range(len(seen))
        for j in range(i)
    }
    assert far[1, 0] >= 40
    assert all(distance >= 20 for (i, j), distance in far.items() if i < 4), far
    assert all(far[i, i - 1] >= 20 for i in range(1, len(seen))), far  # neighbours


# ---------------------------------------------------------------- pictures

VALUES = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6, allow_nan=False))
UNITS = (COUNT, RATE, MONEY, Column("t", "T", "duration"), Column("x", "X", "number", signed=True))


@st.composite
def charts(draw):
    count = draw(st.integers(0, 30))
    categories = tuple(draw(st.lists(st.text(max_size=40), min_size=count, max_size=count)))
    kinds = st.lists(VALUES, min_size=count, max_size=count)
    unit = draw(st.sampled_from(UNITS))
    series = tuple(
        Line(
            draw(st.text(max_size=9)),
            tuple(int(v) if v is not None and unit.kind in {"int", "money", "duration"} else v for v in draw(kinds)),
        )
        for _ in range(draw(st.integers(1, 9)))
    )
    return Chart("k", "T", draw(st.sampled_from(["bars", "stacked", "line"])), categories, series, unit, "")


@settings(max_examples=examples(150))
@given(charts())
def test_every_picture_is_well_formed_and_stays_inside(chart):
    drawn = ET.fromstring(str(svg.draw(chart, "k")))
    height = int(drawn.get("height"))
    for element in drawn.iter():
        for name in ("x", "cx", "width"):
            value = element.get(name, "0")
            if value.endswith("%"):
                assert -0.01 <= float(value[:-1]) <= 100.01
        if element.tag == "rect":
            left, width = (float(element.get(n)[:-1]) for n in ("x", "width"))
            assert left + width <= 100.02
        for name in ("y", "y1", "y2", "cy"):
            assert -5 <= float(element.get(name, "0")) <= height + 5
        assert "style" not in element.attrib
        assert "nan" not in json.dumps(element.attrib)


@settings(max_examples=examples(300))
@given(st.sampled_from(UNITS), st.floats(-1e9, 0), st.floats(0, 1e9))
def test_grid_lines_are_few_and_hold_all_values(unit, low, high):
    if unit.kind in {"int", "money", "duration"}:
        low, high = float(int(low)), float(int(high))
    found = svg.steps(unit, low, high)
    assert 2 <= len(found) <= 7
    assert found[0] <= low + 1e-6
    assert found[-1] >= high - 1e-6
    assert 0 in found
    assert found == sorted(set(found))


def test_bars_are_as_long_as_their_values():
    chart = Chart("k", "T", "bars", ("a", "b"), (Line("", (10, 40)),), COUNT, "")
    assert re.findall(r'class="s0" x="0%" y="\d+" width="([\d.]+)%"', svg.draw(chart, "k")) == ["25", "100"]
    stacked = Chart("k", "T", "stacked", ("a", "b"), (Line("p", (10, 20)), Line("q", (0, 20))), COUNT, "")
    assert re.findall(r'class="s(\d)" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', svg.draw(stacked, "k")) == [
        ("0", "0", "25"),
        ("0", "0", "50"),
        ("1", "50", "50"),
    ]


def test_what_is_not_drawn_is_said():
    chart = Chart("k", "T", "bars", tuple(f"c{i}" for i in range(30)), (Line("", tuple(range(30))),), COUNT, "")
    assert f"and {30 - svg.SHOWN} more in the table" in svg.draw(chart, "k")


def test_sparklines():
    assert svg.spark((0, 2, 4)).count("<rect") == 3
    assert svg.spark(()).count("<rect") == 0
    assert 'height="18"' in svg.spark((7,))
