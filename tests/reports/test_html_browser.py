"""The page in a real browser: nothing is asked or complained of, sorting by mouse and keys, folding, all widths."""

from pathlib import Path

import pytest

from leadctl.reports.render import html
from tests.browser import CHROMIUM, Browser
from tests.reports.pictured import pictured

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")

TABLE = "document.getElementById('main-table')"
USERS = f"[...{TABLE}.tBodies[0].rows].map(r => r.cells[2].textContent.trim().split(' ')[0])"
PRESS = TABLE + ".tHead.querySelector('[data-key={}] button').click()"
SORT = TABLE + ".tHead.querySelector('[data-key={}]').getAttribute('aria-sort')"
ORDER = ["bob", "carla", "all", "ana", '<script>alert("x")</script>', "all", "", "zoe", "all", ""]

# every text that can be seen -> its contrast with what lies behind it
CONTRAST = """(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = parse(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest("script,.vh,svg")) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), walk.currentNode.data.trim().slice(0, 40)]);
  }
  return found;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    with path.open("w", encoding="utf-8") as stream:
        html.write(pictured(), stream)
    return path


def test_the_browser_would_tell(browser, tmp_path):
    """What the other tests count on: a bad page is caught asking, and its script complaining."""
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><img src='other.png'><script>console.error('help'); nothing()</script>")
    browser.open(bad)
    assert any(url.endswith("other.png") for url in browser.requests)
    assert any("help" in text for text in browser.said)
    assert any("Uncaught" in text for text in browser.said)


def test_nothing_leaves_the_file_and_nothing_is_wrong(browser, page):
    browser.open(page)
    browser.run(PRESS.format("rate"))
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.requests == [page.as_uri()]
    assert browser.said == []


def test_the_policy_holds(browser, page, tmp_path):
    """A script that slipped into the file after all does not run."""
    broken = tmp_path / "broken.html"
    text = page.read_text("utf-8")
    broken.write_text(text.replace("</h1>", "</h1><script>document.title = 'run'</script><img src='x.png'>"), "utf-8")
    browser.open(broken)
    assert browser.run("document.title") != "run"
    refused = " ".join(text for text in browser.said if "Content Security Policy" in text)
    assert "inline script" in refused
    assert "x.png" in refused


def test_figures_sort_from_the_largest_and_the_third_press_undoes_it(browser, page):
    browser.open(page)
    assert browser.run(USERS) == ORDER
    browser.run(PRESS.format("n"))
    assert browser.run(USERS) == ["zoe", "bob", "carla", "ana", ORDER[4]]  # subtotals wait
    assert browser.run(SORT.format("n")) == "descending"
    assert browser.run("document.getElementById('said').textContent") == (
        "sorted by Leads, descending; subtotals are shown in the order of the report"
    )
    browser.run(PRESS.format("n"))
    assert browser.run(USERS) == [ORDER[4], "ana", "carla", "bob", "zoe"]
    assert browser.run(SORT.format("n")) == "ascending"
    browser.run(PRESS.format("n"))
    assert browser.run(USERS) == ORDER
    assert browser.run(SORT.format("n")) is None


@pytest.mark.parametrize(
    ("key", "users"),
    [
        ("user", [ORDER[4], "ana", "bob", "carla", "zoe"]),
        ("rate", ["ana", "carla", "bob", "zoe", ORDER[4]]),  # what does not apply comes last
        ("value", ["ana", "bob", ORDER[4], "zoe", "carla"]),
        ("answer", ["carla", "bob", "ana", "zoe", ORDER[4]]),
        ("trend", ["carla", "bob", "zoe", "ana", ORDER[4]]),
    ],
)
def test_every_kind_sorts_by_what_it_means(browser, page, key, users):
    browser.open(page)
    browser.run(PRESS.format(key))
    if key == "trend":
        browser.run(PRESS.format(key))
        users = ["zoe", "bob", "carla", "ana", ORDER[4]]
    assert browser.run(USERS) == users
    assert browser.run(f"{TABLE}.tFoot.rows.length") == 1


def test_one_column_at_a_time_says_that_it_is_sorted(browser, page):
    browser.open(page)
    browser.run(PRESS.format("n"))
    browser.run(PRESS.format("user"))
    assert browser.run(f"[...{TABLE}.querySelectorAll('[aria-sort]')].map(h => h.dataset.key)") == ["user"]


def test_keys_alone_are_enough(browser, page):
    browser.open(page)
    browser.key("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    for _ in range(40):
        browser.key("Tab")
        if browser.run("document.activeElement.closest('[data-key=n]') !== null"):
            break
    assert browser.run("document.activeElement.tagName") == "BUTTON"
    assert float(browser.run("getComputedStyle(document.activeElement).outlineWidth")[:-2]) >= 2
    browser.key("Enter", "\r")
    assert browser.run(SORT.format("n")) == "descending"
    browser.key(" ", " ")
    assert browser.run(SORT.format("n")) == "ascending"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_row_leads_to_its_page(browser, page, scripts):
    browser.open(page, scripts=scripts)
    assert not _shown(browser, "#lead-2")
    browser.call("Page.navigate", url=f"{page.as_uri()}#lead-2")
    for _ in range(50):
        if _shown(browser, "#lead-2"):
            break
    assert _shown(browser, "#lead-2")
    assert not _shown(browser, "#lead-1")


def _shown(browser, selector):
    """Ask the browser itself, for the page may not run scripts."""
    root = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
    outer = browser.call("DOM.querySelector", nodeId=root, selector=f"details:has({selector})")["nodeId"]
    assert node
    attributes = browser.call("DOM.getAttributes", nodeId=outer)["attributes"]
    return "open" in attributes


def test_everything_is_there_without_javascript(browser, page):
    browser.open(page, scripts=False)
    found = browser.call("Accessibility.getFullAXTree")["nodes"]
    names = {n.get("name", {}).get("value") for n in found}
    assert {"Distribution performance", "Contacted and not, by strategy", "Total", "1,654"} <= names
    roles = [n["role"]["value"] for n in found if "role" in n]
    assert {"table", "columnheader", "rowheader", "image", "banner", "main", "navigation"} <= {r.lower() for r in roles}
    assert "button" not in roles  # sorting is offered where it works


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_can_be_read(browser, page, dark):
    browser.open(page, dark=dark)
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = browser.run(CONTRAST)
    assert len(found) > 150
    assert min(found)[0] >= 4.5, min(found)


@pytest.mark.parametrize("width", [320, 380, 768, 1280, 1920])
def test_no_page_is_wider_than_its_screen(browser, page, width):
    browser.open(page, width=width)
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.run("document.documentElement.scrollWidth") <= width
    outside = (
        "[...document.querySelectorAll('svg.drawn text')].filter(t => t.getBoundingClientRect().right > "
        "t.closest('.chart').getBoundingClientRect().right).map(t => t.textContent)"
    )
    assert browser.run(outside) == []


def test_paper_is_white_and_shows_everything(browser, page):
    browser.open(page, dark=True)
    browser.media("print", dark=True)
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"
    assert browser.run("getComputedStyle(document.querySelector('nav')).display") == "none"
    pdf = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    assert pdf.startswith("JVBER")  # %PDF


def test_pictures_are_taken(browser, page, tmp_path):
    for width, dark in ((1280, False), (380, True)):
        browser.open(page, width=width, dark=dark)
        shot = tmp_path / f"{width}.png"
        browser.screenshot(shot)
        assert int.from_bytes(shot.read_bytes()[16:20], "big") == width
