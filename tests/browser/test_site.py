"""The site in a real browser: searched, filtered and read, with and without JavaScript.

Skipped where Playwright or chromium is missing: nothing is downloaded for these tests.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from tests.served_site import served_site
from tests.site_index import build_site_index

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (375, 1440)
REFUSED = "/search?q=year:abc"
ADDRESSES = (
    "/",
    "/search",
    "/search?q=lúa",
    "/search?q=UBND&province=Thái Bình&year_from=2010&year_to=2020",
    "/search?q=" + "rấtdài" * 60,
    "/search?q=ngô&province=Thái Bình",
    REFUSED,
    "/article/bai/lua-he-thu?q=lúa",
    "/article/bai/hostile",
    "/trends?q=lúa&q=ngô&q=" + "rấtdài" * 20,
    "/concordance?q=ngô",
    "/about",
)

# Luminances and ratio as WCAG 2.1 defines them, for every text on its own background.
CONTRASTS = """
() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  let seen = 0;
  for (const element of document.body.querySelectorAll("*:not(svg *)")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    seen += 1;
    const [a, b] = [parse(getComputedStyle(element).color), ground(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return {seen, weak};
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The root address of the site."""
    index = build_site_index(tmp_path_factory.mktemp("browser"))
    with served_site(index, home=index.parent) as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "with JavaScript")


@pytest.fixture(params=WIDTHS)
def page(
    request: pytest.FixtureRequest, browser: playwright.Browser, site: str, scripted: bool
) -> Iterator[playwright.Page]:
    """A page of one width whose every fault and foreign request fails the test."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": request.param, "height": 800},
        java_script_enabled=scripted,
        locale="vi-VN",
    )
    context.set_default_timeout(60_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    opened.on("request", lambda asked: asked.url.startswith(site) or faults.append(asked.url))
    yield opened
    context.close()
    assert faults == []


def is_fault(said: playwright.ConsoleMessage) -> bool:
    # The browser itself reports the page that is answered with status 400, as it must be.
    return said.type == "error" and not ("400" in said.text and REFUSED in unquote(said.page.url))


def query_box(page: playwright.Page) -> playwright.Locator:
    return page.get_by_label("Tìm trong các bài báo")


def hits(page: playwright.Page) -> int:
    return page.locator(".hits > li").count()


def test_a_reader_searches_filters_and_reads(page: playwright.Page) -> None:
    page.goto("/")
    query_box(page).fill("lúa")
    query_box(page).press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("4 bài cho “lúa”")
    assert hits(page) == 4
    assert page.locator("mark").first.inner_text().lower() == "lúa"

    page.get_by_role("complementary").get_by_role("link", name="Thái Bình").first.click()
    assert hits(page) == 2
    assert query_box(page).input_value() == "lúa"

    page.get_by_role("link", name="Lúa hè thu được mùa ở Thái Bình").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Lúa hè thu được mùa ở Thái Bình"
    page.get_by_role("link", name="Trở lại kết quả").click()
    assert hits(page) == 2

    page.get_by_role("link", name="Tỉnh, thành: Thái Bình").click()
    assert hits(page) == 4


def test_a_reader_chooses_years_sorts_and_turns_pages(page: playwright.Page) -> None:
    page.goto("/search?q=ngô")
    page.get_by_label("Từ năm").fill("2015")
    page.get_by_label("Đến năm").fill("2015")
    page.get_by_label("Đến năm").press("Enter")
    assert hits(page) == 8

    page.get_by_role("link", name="Năm: 2015").click()
    page.get_by_role("link", name="cũ nhất").click()
    page.get_by_role("link", name="Sau →").click()
    page.get_by_role("link", name="Sau →").click()
    assert hits(page) == 4
    assert "sort=oldest" in page.url
    assert page.locator(".hits").get_attribute("start") == "21"


def test_a_reader_asks_for_trends_and_lines(page: playwright.Page) -> None:
    page.goto("/trends")
    page.get_by_label("Câu tìm 1").fill("ngô")
    page.get_by_label("Câu tìm 2").fill("lúa")
    page.get_by_role("button", name="Vẽ").click()
    assert page.locator("svg[role=img]").count() == 2
    assert page.locator("table tbody tr").count() == 6

    page.goto("/concordance?q=ngô")
    page.get_by_role("link", name="ngữ cảnh phải").click()
    starts = {round(mark.bounding_box()["x"]) for mark in page.locator(".kwic mark").all()[:20]}
    assert len(starts) == 1


def test_a_query_is_completed_by_keyboard(page: playwright.Page, scripted: bool) -> None:
    page.goto("/search?q=ngô&province=Thái Bình")
    box = page.get_by_role("combobox", name="Tìm trong các bài báo")
    assert box.count() == int(scripted)
    if not scripted:
        return
    box.fill("lua h")
    options = page.get_by_role("option")
    options.first.wait_for()
    offered = options.all_inner_texts()
    # Typed without marks; and no article of the chosen province has the other.
    assert "lúa hè" in offered
    assert "lúa học" not in offered
    assert box.get_attribute("aria-expanded") == "true"

    box.press("ArrowDown")
    assert box.input_value() == options.first.inner_text()
    assert options.first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Escape")
    assert (box.input_value(), options.count()) == ("lua h", 0)

    box.press_sequentially("e")
    options.first.wait_for()
    box.press("ArrowUp")
    last = options.last.inner_text()
    box.press("Enter")
    page.wait_for_url(lambda address: "q=l%C3%BAa" in address and "province=" in address)
    assert query_box(page).input_value() == last

    # However many articles a page holds.
    page.goto("/search?q=ngô&size=50")
    box.fill("t")
    options.first.wait_for()
    assert options.count() == 8


def test_the_keyboard_reaches_the_content_first(page: playwright.Page) -> None:
    page.goto("/search?q=lúa")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới nội dung chính")
    assert skip.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_nothing_is_wider_than_the_screen(page: playwright.Page) -> None:
    for address in ADDRESSES:
        page.goto(address)
        width, screen = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert width <= screen, address


def test_paper_shows_matches_without_grounds_and_whole_lines(page: playwright.Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between the usual margins
    page.goto("/concordance?q=ngô")
    drawn = "mark => getComputedStyle(mark).textDecorationLine"
    assert page.locator(".kwic mark").first.evaluate(drawn) == "underline"
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).length"
    assert page.locator(".kwic .left, .kwic .right").evaluate_all(cut) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    browser: playwright.Browser, site: str, scheme: str
) -> None:
    context = browser.new_context(base_url=site, color_scheme=scheme)
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(address)
        contrasts = page.evaluate(CONTRASTS)
        assert contrasts["seen"] > 10
        assert contrasts["weak"] == [], address
    context.close()
