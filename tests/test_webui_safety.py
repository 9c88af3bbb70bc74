"""The pages as they stand up: to hostile text, to faults, to readers of every kind."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from flask.testing import FlaskClient

from indexer import Searcher, build_index
from tests.page import PAGES, open_page
from tests.site_index import HOSTILE, build_site_index, write_corpus
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(build_site_index(tmp_path_factory.mktemp("site"))).test_client()


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
    ("/search?province=Atlantis", "trang Hướng dẫn"),
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


@pytest.mark.parametrize("name", ["😀/\nxuống dòng", "a\r\nb", "../../etc/passwd", "%2e%2e/x", "/"])
def test_an_article_opens_from_the_results_whatever_its_id(tmp_path: Path, name: str) -> None:
    corpus = write_corpus(tmp_path / "corpus", [{"id": name, "title": "Đê", "text": "Đê vững."}])
    build_index(tmp_path / "index", [corpus])
    client = create_app(tmp_path / "index").test_client()
    href = open_page(client, "/search?q=đê").href("Đê")
    assert "Đê vững." in open_page(client, urljoin("/search", href)).text
    assert client.get(href.replace("/article/", "/api/articles/")).status_code == 200
