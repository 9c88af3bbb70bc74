"""The pages: what they show, and where their links lead."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from indexer import Snippet
from tests.page import open_page, total
from tests.site_index import RECORDS, build_site_index
from webui import create_app
from webui.template_filters import write_snippet


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(build_site_index(tmp_path_factory.mktemp("site"))).test_client()


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


def test_a_query_typed_without_marks_is_asked_back_with_them(client: FlaskClient) -> None:
    html = client.get("/search?q=lua+mua").get_data(as_text=True)

    assert "Ý bạn là: lúa mùa?" in re.sub(r"<[^>]+>", "", html)
    marked = "/search" + open_page(client, "/search?q=lua+mua").href("lúa mùa")
    assert "q=l%C3%BAa+m%C3%B9a" in marked
    assert 0 < total(open_page(client, marked)) <= total(open_page(client, "/search?q=lua+mua"))
    assert "Ý bạn là" not in open_page(client, marked).text


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


def test_the_methods_can_be_copied(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=lúa&province=Thái Bình&year_from=2015")

    assert "Câu tìm “lúa” được tìm ngày" in page.text
    assert "tỉnh, thành (như in trên báo): Thái Bình; năm: 2015–…" in page.text
    assert "The query “lúa” was searched for on" in page.text


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
    assert "ghi sẵn given , độ tin confidence 100 %" in page.text
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


def test_trends_of_a_province_lead_to_a_territory_that_does_not_change(client: FlaskClient) -> None:
    html = client.get("/trends?q=ngô&province=Thái Bình").get_data(as_text=True)
    links = re.findall(r'<a href="([^"]*sense=present[^"]*)">kể theo 34 tỉnh nay', html)
    assert len(links) == 1
    constant = client.get(f"/trends{unescape(links[0])}").get_data(as_text=True)
    assert "kể theo 34 tỉnh nay" not in constant
    assert 'name="q" type="text" value="ngô"' in constant
    assert "kể theo 34 tỉnh nay" not in client.get("/trends?q=ngô").get_data(as_text=True)


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


def test_a_line_of_a_concordance_leads_to_its_article_whatever_is_known_of_it(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/concordance?q=l%C3%BAa+gi%E1%BB%91ng")

    links = [a for text, a in page.links if text.split() == ["→", "Thái", "Bình"]]
    assert links and {a["aria-label"] for a in links} == {"Chợ quê họp từ tờ mờ sáng"}
    assert "Chợ quê" in open_page(client, links[0]["href"] or "").text


@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("/search?q=ngô", "Next"),
        ("/search?q=ngô", "từng chỗ khớp trong ngữ cảnh concordance"),
        ("/search?q=zzqx&marks=exact", "Searched all 30 articles of the index."),
        ("/trends?q=ngô", "Năm Year Mọi bài All articles"),
        ("/trends?q=lúa", "(1 bài không rõ năm of no known year )"),
    ],
)
def test_what_a_page_says_it_says_in_english_too(
    client: FlaskClient, address: str, english: str
) -> None:
    assert english in open_page(client, address).text


def test_an_article_names_its_province_in_the_sense_of_the_search(client: FlaskClient) -> None:
    page = open_page(client, "/article/bai/lua-mua%232?sense=present")
    assert "3/10/2016 Hải Phòng Báo Hải Dương" in page.text
    assert "Hải Dương (34 tỉnh nay: Hải Phòng)" in page.text
    page = open_page(client, "/article/bai/lua-he-thu")
    assert "12/9/2015 Thái Bình Báo Thái Bình" in page.text
    assert "Thái Bình (34 tỉnh nay: Hưng Yên)" in page.text


def test_the_order_of_lines_outlasts_another_query(client: FlaskClient) -> None:
    page = open_page(client, "/concordance?q=ngô&lines=right")
    kept = [a for tag, a in page.elements if tag == "input" and a.get("name") == "lines"]
    assert [a["value"] for a in kept] == ["right"]
    assert "cho “ngô” trong" in page.text
    # What has its default is not in the address.
    assert "lines=" not in page.href("theo bài")
    first = open_page(client, "/concordance" + page.href("theo bài"))
    assert "lines=" not in first.href("đúng dấu")


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("Lúa được mùa.", "Lúa được mùa."),
        ("được mùa ở", "…\u00a0được mùa ở\u00a0…"),
        ("Lúa, ngô,", "Lúa, ngô,\u00a0…"),
        ("<b>", "&lt;b&gt;"),
        ("", ""),
    ],
)
def test_a_passage_cut_out_of_a_sentence_says_so(passage: str, shown: str) -> None:
    assert write_snippet(Snippet(passage, ())) == shown


@pytest.mark.parametrize(
    "address", ["/", "/search?q=lúa", "/trends", "/concordance?q=lúa", "/about"]
)
def test_headings_go_down_one_level_at_a_time(client: FlaskClient, address: str) -> None:
    levels = list(map(int, re.findall("<h([1-6])", client.get(address).text)))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
