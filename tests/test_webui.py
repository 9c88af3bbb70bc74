"""The pages: what they show, where their links lead, what they never show."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from indexer import Searcher
from tests.site_index import HOSTILE, RECORDS, build_site_index
from webui import create_app

VOID = {"input", "link", "meta", "br", "hr", "img", "col"}
DRAWN = {"path", "line", "rect", "circle"}


class Page(HTMLParser):
    """A page read strictly: its links, its elements, its text; unbalanced tags are noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._texts: list[str] = []
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(("", dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._texts.append(data)
        if "a" in self._open:
            text, attributes = self.links[-1]
            self.links[-1] = (text + data, attributes)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._texts).split())

    def href(self, label: str) -> str:
        """The address of the first link whose text begins with `label`."""
        for text, attributes in self.links:
            if " ".join(text.split()).startswith(label):
                return attributes["href"] or ""
        raise AssertionError(f"no link {label!r} among {[text.strip() for text, _ in self.links]}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(build_site_index(tmp_path_factory.mktemp("site"))).test_client()


def open_page(client: FlaskClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    page = Page(answer.get_data(as_text=True))
    assert page.faults == []
    return page


def total(page: Page) -> int:
    found = re.search(r"([\d.]+) bài", page.text)
    assert found, page.text
    return int(found[1].replace(".", ""))


PAGES = [
    "/",
    "/search",
    "/search?q=lúa",
    "/search?q=lua",
    "/search?q=lúa&province=Thái Bình&year_from=2014&sort=newest&page=1",
    "/search?q=zzqx",
    "/search?q=zzqx&province=Sơn La&source=Báo Sơn La&year_to=2016",
    "/article/bai/lua-he-thu",
    "/article/bai/hostile?q=lúa",
    "/trends",
    "/trends?q=lúa&q=ngô",
    "/trends?q=lúa&year_from=2030",
    "/concordance",
    "/concordance?q=ngô&lines=left",
    "/concordance?q=zzqx",
    "/about",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_formed_and_every_link_on_it_works(
    client: FlaskClient, address: str
) -> None:
    page = open_page(client, address)

    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {attributes["id"] for _, attributes in page.elements if attributes.get("id")}
    for _, attributes in page.elements:
        for reference in ("aria-labelledby", "aria-describedby", "for", "list"):
            assert attributes.get(reference, None) in (None, *named)
    for href in {attributes["href"] or "" for _, attributes in page.links}:
        if not href.startswith("#"):
            target = client.get(urljoin(address.replace(" ", "+"), href))
            assert target.status_code == 200, (href, target.get_data(as_text=True))


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_a_label_and_every_page_one_heading_and_landmarks(
    client: FlaskClient, address: str
) -> None:
    page = open_page(client, address)

    labels = {attributes.get("for") for tag, attributes in page.elements if tag == "label"}
    for tag, attributes in page.elements:
        if tag == "input" and attributes.get("type") != "hidden":
            assert attributes.get("aria-label") or attributes.get("id") in labels
    tags = [tag for tag, _ in page.elements]
    assert tags.count("h1") == tags.count("main") == tags.count("footer") == 1
    assert ("html", {"lang": "vi"}) in page.elements
    assert ("a", {"class": "skip", "href": "#main"}) in page.elements


@pytest.mark.parametrize("address", [*PAGES, "/nope", "/search?page=x", "/healthz", "/feed"])
def test_headers_forbid_what_is_not_from_here(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_nothing_on_a_page_needs_another_host_or_inline_style_or_script(
    client: FlaskClient, address: str
) -> None:
    page = open_page(client, address)

    for tag, attributes in page.elements:
        assert not {name for name in attributes if name.startswith("on") or name == "style"}
        assert tag != "style"
        if tag in ("script", "link", "img"):
            assert (attributes.get("src") or attributes.get("href") or "").startswith(("/", "?"))


def test_what_is_hostile_in_an_article_or_a_query_is_text(client: FlaskClient) -> None:
    for address in (
        "/",
        "/search?q=" + quote(HOSTILE),
        "/search?source=" + quote(f"Báo {HOSTILE}"),
        "/article/bai/hostile?q=" + quote(f"lúa OR {HOSTILE}"),
        "/concordance?q=" + quote(f"nếp OR {HOSTILE}"),
        "/trends?q=" + quote(HOSTILE),
        "/feed",
        "/article/" + quote(HOSTILE),
        "/search?sort=" + quote(HOSTILE),
    ):
        html = client.get(address).get_data(as_text=True)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html, address


def test_an_address_that_is_no_web_address_is_not_a_link(client: FlaskClient) -> None:
    page = open_page(client, "/article/bai/hostile")

    assert not [a for _, a in page.links if (a["href"] or "").startswith("javascript")]
    assert "javascript:alert(1)" in page.text


def test_the_front_page_tells_what_is_indexed_and_offers_queries_that_find(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/")

    assert f"{len(RECORDS)} bài báo" in page.text
    assert "2014–2019" in page.text
    examples = [a["href"] for text, a in page.links if (a["href"] or "").startswith("/search?q=")]
    assert len(examples) >= 4
    for href in examples:
        assert total(open_page(client, href or "")) > 0


def test_matches_are_marked_on_the_original_letters(client: FlaskClient) -> None:
    html = client.get("/search?q=đường").get_data(as_text=True)

    assert "Con <mark>đu\u031bo\u031b\u0300ng</mark> mo\u031b\u0301i" in html


def test_each_count_on_the_page_is_what_its_link_finds(client: FlaskClient) -> None:
    address = "/search?q=lúa"
    page = open_page(client, address)

    counted = [
        (" ".join(text.split()), attributes["href"] or "")
        for text, attributes in page.links
        if (attributes["href"] or "").startswith("?q=")
    ]
    checked = 0
    for text, href in counted:
        count = re.search(r" ([\d.]+)$", text)
        if count:
            checked += 1
            assert total(open_page(client, urljoin(address, href))) == int(count[1]), text
    assert checked >= 8


def test_a_filter_goes_on_and_off_with_one_click(client: FlaskClient) -> None:
    before = open_page(client, "/search?q=lúa")
    with_filter = "/search" + before.href("Thái Bình")
    page = open_page(client, with_filter)

    assert total(page) == 2
    assert "Tỉnh, thành: Thái Bình" in page.text
    assert total(open_page(client, "/search" + page.href("Tỉnh, thành: Thái Bình"))) == total(
        before
    )
    assert total(open_page(client, "/search" + page.href("Thái Bình"))) == total(before)


def test_a_filter_typed_by_name_is_recognised_in_the_facet(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=lúa&province=tinh thai binh")

    assert "Tỉnh, thành: Thái Bình" in page.text
    assert "province" not in page.href("Thái Bình")


def test_the_sense_of_provinces_is_one_click_away_and_keeps_the_filter(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/search?province=Hải Dương")
    assert total(page) == 1

    present = open_page(client, "/search" + page.href("34 tỉnh nay"))

    assert "Tỉnh, thành: Hải Phòng" in present.text
    assert total(present) == 2


def test_a_wider_tier_that_was_answered_is_said(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=lùa")

    assert "Không có kết quả đúng dấu" in page.text
    assert total(page) > 0


def test_expansions_are_listed_with_counts_and_switched_one_by_one(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=UBND")
    assert "ủy ban nhân dân" in page.text
    assert total(page) == 2

    without = open_page(client, "/search" + page.href("tắt"))

    assert total(without) == 1
    assert total(open_page(client, "/search" + without.href("bật"))) == 2
    all_off = open_page(client, "/search?q=UBND&expand=off")
    assert total(open_page(client, "/search" + all_off.href("bật"))) == 2


def test_no_results_says_what_was_searched_and_offers_ways_that_find(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=ngô&province=Thái Bình&year_from=2015")

    assert "Không có bài nào" in page.text
    assert "ngô" in page.text
    assert total(open_page(client, "/search" + page.href("Bỏ tỉnh, thành"))) == 16
    assert total(open_page(client, "/search" + page.href("Bỏ mọi bộ lọc"))) == 24


def test_pages_follow_one_another_to_the_last(client: FlaskClient) -> None:
    address = "/search?q=ngô"
    seen: list[str] = []
    for _ in range(3):
        page = open_page(client, address)
        seen += [a["href"] or "" for _, a in page.links if "/article/" in (a["href"] or "")]
        if len(seen) < 24:
            address = "/search" + page.href("Sau →")

    assert len(set(seen)) == 24
    assert "Sau →" not in page.text


@pytest.mark.parametrize("record", RECORDS[:6], ids=lambda record: record["id"])
def test_an_article_is_found_by_its_link_whatever_its_id(
    client: FlaskClient, record: dict[str, str]
) -> None:
    results = open_page(client, "/search?size=100")
    links = [a["href"] or "" for text, a in results.links if text.strip() == record["title"]]

    assert len(links) == 1
    page = open_page(client, links[0])
    assert record["title"] in page.text
    assert record["text"][:20] in page.text
    assert record["id"] in page.text


def test_an_article_leads_back_to_its_search_and_shows_its_matches(client: FlaskClient) -> None:
    results = open_page(client, "/search?q=lúa&province=thai-binh&sort=oldest")
    article = open_page(client, results.href("Lúa hè thu"))

    back = article.href("← Trở lại")
    assert total(open_page(client, back)) == 2
    assert "sort=oldest" in back
    assert [tag for tag, _ in article.elements].count("mark") == 3


def test_an_article_shows_its_metadata_with_reasons_and_a_citation(client: FlaskClient) -> None:
    page = open_page(client, "/article/bai/lua-he-thu")

    assert (
        "Đỗ Thị Mận. (2015, ngày 12 tháng 9). Lúa hè thu được mùa ở Thái Bình. Báo Thái Bình."
        in page.text
    )
    assert "ghi sẵn given , độ tin 100 %" in page.text
    undated = open_page(client, "/article/bai/khong-ngay")
    assert "Chợ quê họp từ tờ mờ sáng. (không rõ ngày). Báo Thái Bình." in undated.text


def test_trends_draw_and_list_the_same_numbers(client: FlaskClient) -> None:
    html = client.get("/trends?q=ngô&q=lúa").get_data(as_text=True)

    told = re.findall(r"<title>ngô, (\d{4}): (\d+)</title>", html)
    listed = re.findall(
        r'<th scope="row">(\d{4})</th><td class="number">\d+</td><td class="number">(\d+)</td>',
        html,
    )
    assert told == listed
    assert sum(int(count) for _, count in told) == 24


def test_more_than_five_trends_are_refused(client: FlaskClient) -> None:
    page = open_page(client, "/trends?" + "&".join(f"q=từ{n}" for n in range(6)), 400)

    assert "nhiều nhất 5 lần" in page.text


def test_the_feed_is_atom_with_the_newest_first(client: FlaskClient) -> None:
    answer = client.get("/feed?q=lúa")
    assert answer.mimetype == "application/atom+xml"
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(answer.data)
    dates = [e.findtext("a:updated", "", atom) for e in feed.findall("a:entry", atom)]
    links = [e.findtext("a:id", "", atom) for e in feed.findall("a:entry", atom)]

    assert dates == [
        "2017-01-05T00:00:00+07:00",
        "2016-10-03T00:00:00+07:00",
        "2015-09-12T00:00:00+07:00",
    ]
    assert feed.findtext("a:updated", "", atom) == dates[0]
    assert all(client.get(link).status_code == 200 for link in links)


def test_the_description_for_browsers_leads_to_the_search(client: FlaskClient) -> None:
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    description = ElementTree.fromstring(client.get("/opensearch.xml").data)
    url = description.find("o:Url[@type='text/html']", names)

    assert url is not None
    address = url.get("template", "").replace("{searchTerms}", "lúa").replace("{startPage?}", "1")
    assert total(open_page(client, address)) == 4


BAD = [
    ("/search?year_from=abc", "year_from"),
    ("/search?year_from=2019&year_to=2015", "2019..2015"),
    ("/search?page=0", "trang 0"),
    ("/search?q=ngô&page=4", "3 trang"),
    ("/search?size=1000000000", "200"),
    ("/search?sort=x", "relevance, newest, oldest"),
    ("/search?q=a%00b", "NUL"),
    ("/search?province=Hải Phong Thành", "Hải Phòng"),
    ("/search?source=Báo Trăng Sao", "nguồn"),
    ("/search?q=year:abc", "year"),
    ("/search?q=" + "(" * 10_000, "10000"),
    ("/concordance?q=ngô&lines=x", "article, left, right"),
    ("/export?format=pdf", "csv"),
    ("/export?fromat=csv", "fromat"),
    ("/feed?q=year:abc", "year"),
    ("/trends?q=year:abc", "year"),
]


@pytest.mark.parametrize(("address", "said"), BAD)
def test_a_bad_parameter_is_a_page_that_says_what_in_both_languages(
    client: FlaskClient, address: str, said: str
) -> None:
    page = open_page(client, address, 400)

    assert said in page.text
    assert re.search(r"\([A-Za-z].*\)", page.text)
    assert "Traceback" not in page.text


def test_the_place_of_a_fault_in_a_query_is_marked(client: FlaskClient) -> None:
    html = client.get("/search?q=" + quote("lúa year:abc")).get_data(as_text=True)

    assert "lúa year:<mark>a</mark>bc" in html


@pytest.mark.parametrize("address", ["/nope", "/article/khong-co", "/search/"])
def test_what_is_not_there_is_404(client: FlaskClient, address: str) -> None:
    assert "Không tìm thấy" in open_page(client, address, 404).text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_only_get_and_head_are_answered(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/search").status_code == 405
    assert client.head("/search").status_code == 200


def test_without_an_index_every_page_that_needs_one_is_503(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none").test_client()

    for address in ("/", "/search?q=lúa", "/article/a", "/trends", "/concordance", "/about"):
        page = open_page(client, address, 503)
        assert "timbao index" in page.text
    assert client.get("/export").status_code == client.get("/feed").status_code == 503
    with client.get("/static/site.css") as style:
        assert style.status_code == 200


def test_an_unforeseen_fault_is_a_plain_page_without_a_trace(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("bí mật")

    monkeypatch.setattr(Searcher, "search", fail)
    page = open_page(client, "/search?q=lúa", 500)

    assert "lỗi không lường trước" in page.text
    assert "bí mật" not in page.text


def test_every_word_of_a_page_is_unescaped_once(client: FlaskClient) -> None:
    html = client.get("/article/bai/hostile").get_data(as_text=True)

    assert "&amp;lt;" not in html
    assert HOSTILE in unescape(html)
