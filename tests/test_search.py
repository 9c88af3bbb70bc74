"""Questions and their answers, on every engine; a hit is written as a concordance line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.build import build_index
from indexer.engines.registry import ENGINES
from indexer.errors import ArticleNotFound, QueryError, UsageError
from indexer.filters import source_plan
from indexer.model import Request, Results
from indexer.query import plan as p
from indexer.search import Searcher, open_index

ARTICLES = [
    {
        "id": "hp1",
        "title": "Đảng bộ khối họp bàn việc đê",
        "text": "Chiều qua, Đảng bộ Khối các cơ quan thành phố họp. UBND thành phố báo cáo 2.522 "
        "việc đã xong theo Quyết định số 134/QĐ-TU ngày 27 tháng 1 năm 2019.",
        "date": "2019-02-01",
        "province": "Hải Phòng",
        "source": "Báo Hải Phòng",
        "author": "Lê Thị Mận",
    },
    {
        "id": "qn1",
        "title": "Con đường mới về làng gốm",
        "text": "Hoà bình trên làng gốm. Ủy ban nhân dân tỉnh cho biết đường dài 18,5 km, "
        "tăng 7% so với thiết kế. Bà con mừng.",
        "date": "2010-03-04",
        "province": "Quảng Nam",
        "source": "Báo Quảng Nam",
    },
    {
        "id": "kt1",
        "title": "Kinh tế sau bão",
        "text": "Má và anh trồng lại vườn. Mã số vùng trồng đã có. Đương nhiên còn khó.",
        "date": "2017",
        "province": "Cà Mau",
    },
    {"id": "x1", "title": "Không rõ ngày", "text": "Một bài không rõ ngày, không rõ tỉnh."},
]


@pytest.fixture(scope="module", params=sorted(ENGINES))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """The four articles behind each engine."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    lines = (json.dumps(a, ensure_ascii=False) + "\n" for a in ARTICLES)
    (folder / "tin.jsonl").write_text("".join(lines))
    build_index(folder / "index", [folder / "tin.jsonl"], engine=request.param)
    with_index = open_index(folder / "index")
    yield with_index
    with_index.close()


def ask(searcher: Searcher, q: str = "", **how: object) -> Results:
    """The answer to a query."""
    return searcher.search(Request(q=q, **how))  # type: ignore[arg-type]


def ids(answer: Results) -> list[str]:
    """The ids of the hits in order."""
    return [h.article.id for h in answer.hits]


def lines(answer: Results) -> list[str]:
    """Every snippet with its marks in brackets."""
    drawn = []
    for hit in answer.hits:
        for snippet in hit.snippets:
            text, end = "", 0
            for s, e in snippet.marks:
                text += f"{snippet.text[end:s]}[{snippet.text[s:e]}]"
                end = e
            drawn.append(text + snippet.text[end:])
    return drawn


@pytest.mark.parametrize(
    ("query", "tier", "expected"),
    [
        ("dang bo khoi", "base", ["hp1"]),
        ("Đảng bộ khối", "exact", ["hp1"]),
        ("đang bô khôi", "tone", ["hp1"]),
        ("hòa bình", "exact", ["qn1"]),
        ("đường", "exact", ["qn1"]),
        ("đương", "exact", ["kt1"]),
        ("má", "exact", ["kt1"]),
        ('"mã số"', "exact", ["kt1"]),
        ('"số mã"', "exact", []),
        ("doc:134/QĐ-TU", "exact", ["hp1"]),
        ("27/1/2019", "base", ["hp1"]),
        ("2522", "base", ["hp1"]),
        ("7%", "base", ["qn1"]),
        ("đường -gốm", "exact", []),
        ("(đường OR má) -gốm", "exact", ["kt1"]),
        ("trồng*", "exact", ["kt1"]),
        ("thưc~1", "exact", []),
        ("vưởn~1", "exact", ["kt1"]),
        ('tác_giả:"Lê Thị Mận"', "exact", ["hp1"]),
        ("title:đê", "exact", ["hp1"]),
        ("body:đê", "exact", []),
    ],
)
def test_what_is_found(searcher: Searcher, query: str, tier: str, expected: list[str]) -> None:
    answer = ask(searcher, query, marks=None if expected else tier)
    assert ids(answer) == expected
    assert answer.total == len(expected)
    assert answer.tier == tier


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["hp1", "kt1", "qn1", "x1"]),
        ("năm:2017", ["kt1"]),
        ("năm:2011..", ["hp1", "kt1"]),
        ("ngày:2010-01-01..2019-01-31", ["qn1"]),
        ('tỉnh:"Quảng Nam"', ["qn1"]),
        ("nguồn:quảng", ["qn1"]),
        ("id:x1", ["x1"]),
        ("has:province", ["hp1", "kt1", "qn1"]),
        ("-has:year", ["x1"]),
    ],
)
def test_filters_inside_a_query(searcher: Searcher, query: str, expected: list[str]) -> None:
    answer = ask(searcher, query)
    assert ids(answer) == expected
    assert answer.tier is None


def test_a_source_is_found_by_another_of_its_names() -> None:
    known = ["Báo Hà Nam", "Báo Hànộimới"]
    assert source_plan("Hà Nội Mới", known) == p.Term("source", ("Báo Hànộimới",))
    assert source_plan("báo", known) == p.Term("source", tuple(known))
    with pytest.raises(UsageError, match="Hà Nội Xưa"):
        source_plan("Hà Nội Xưa", known)


def test_the_counts_of_the_tiers(searcher: Searcher) -> None:
    assert dict(ask(searcher, "duong").tiers) == {"exact": 0, "tone": 0, "base": 2}
    assert dict(ask(searcher, "đường").tiers) == {"exact": 1, "tone": 2, "base": 2}
    hits = ask(searcher, "đường", marks="tone").hits
    assert [(h.article.id, h.tier) for h in hits] == [("qn1", "exact"), ("kt1", "tone")]


def test_widening_is_said(searcher: Searcher) -> None:
    answer = ask(searcher, "đượng")
    assert (answer.tier, sorted(ids(answer))) == ("tone", ["kt1", "qn1"])
    assert "bỏ qua thanh điệu" in answer.notices[0]
    assert ask(searcher, "đượng", marks="exact").total == 0


def test_a_long_query_that_hardly_any_article_holds_whole_is_told_of_any(
    searcher: Searcher,
) -> None:
    long = "má và anh trồng lại vườn mã số vùng trồng"
    assert "ít nhất một từ" in ask(searcher, long).notices[0]
    assert not ask(searcher, long, match="any").notices
    assert not ask(searcher, "má và anh").notices


def test_most_of_the_words_where_not_all_are_found(searcher: Searcher) -> None:
    answer = ask(searcher, "vườn trồng xoài")
    assert (answer.match, ids(answer)) == ("most", ["kt1"])
    assert "phần lớn" in answer.notices[0]
    assert answer.tiers["exact"] == 0
    assert ask(searcher, "vườn xoài").total == 0
    assert ids(ask(searcher, "vườn xoài", match="any")) == ["kt1"]


def test_snippets_mark_the_original_letters(searcher: Searcher) -> None:
    assert lines(ask(searcher, "hòa bình"))[0].startswith("[Hoà bình] trên làng gốm.")
    assert "[Đảng bộ Khối]" in lines(ask(searcher, "dang bo khoi"))[0]
    assert "[134/QĐ-TU]" in lines(ask(searcher, "doc:134/qđ-tu"))[0]
    assert "[Mã] số" in lines(ask(searcher, "mã"))[0]
    title = ask(searcher, "dang bo khoi").hits[0]
    assert [title.article.title.value[s:e] for s, e in title.title_marks] == ["Đảng bộ khối"]


def test_an_abbreviation_is_listed_counted_and_switched_off(searcher: Searcher) -> None:
    answer = ask(searcher, "UBND")
    assert sorted(ids(answer)) == ["hp1", "qn1"]
    [expansion] = [e for e in answer.expansions if e.adds]
    assert (expansion.source, expansion.adds, expansion.on) == ("ubnd", 1, True)
    off = ask(searcher, "UBND", off=(expansion.target,))
    assert ids(off) == ["hp1"]
    assert [e.on for e in off.expansions if e.target == expansion.target] == [False]
    assert ids(ask(searcher, "UBND", off=("*",))) == ["hp1"]
    assert ids(ask(searcher, '"UBND"')) == ["hp1"]


def test_facets_count_and_a_filter_leaves_its_own_facet_whole(searcher: Searcher) -> None:
    facets = ask(searcher, "").facets
    assert [(f.name, f.count) for f in facets["year"]] == [("2019", 1), ("2017", 1), ("2010", 1)]
    filtered = ask(searcher, "", province=("Quảng Nam",))
    assert filtered.total == 1
    names = {f.name for f in filtered.facets["province"]}
    assert names == {"Hải Phòng", "Quảng Nam", "Cà Mau"}
    assert [f.name for f in filtered.facets["year"]] == ["2010"]


def test_values_of_an_answer_that_is_known_whole_are_asked_by_name(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[p.Plan] = []
    facets = searcher._reader.facets

    def note(plan: p.Plan, *more: Any, **how: Any) -> dict[str, dict[str, int]]:
        asked.append(plan)
        return facets(plan, *more, **how)

    monkeypatch.setattr(searcher._reader, "facets", note)
    found = ask(searcher, "đường OR vườn", year_from=2010)
    assert [(f.name, f.count) for f in found.facets["source"]] == [("Báo Quảng Nam", 1)]
    assert asked[0] == p.Term("id", tuple(ids(found)))
    assert len(asked) == 2, "years without their filter are those of other articles, too"


def test_the_three_senses_of_a_province(searcher: Searcher) -> None:
    assert ids(ask(searcher, "", province=("Đà Nẵng",))) == []
    assert ids(ask(searcher, "", province=("Đà Nẵng",), sense="present")) == ["qn1"]
    assert ids(ask(searcher, "", province=("quang-nam",), sense="former")) == ["qn1"]
    assert ids(ask(searcher, "", province=("hai phong", "ca mau"))) == ["hp1", "kt1"]
    assert ask(searcher, "Đà Nẵng", marks="exact").total == 0


def test_order_and_pages(searcher: Searcher) -> None:
    assert ids(ask(searcher, "", sort="oldest")) == ["qn1", "kt1", "hp1", "x1"]
    assert ids(ask(searcher, "", size=3, page=2)) == ["x1"]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"page": 2}, "trong 1 trang"),
        ({"page": 0}, "trang 0"),
        ({"size": 10**9}, "size=1000000000"),
        ({"sort": "đẹp"}, "newest"),
        ({"match": "x"}, "most"),
        ({"marks": "x"}, "tone"),
        ({"sense": "x"}, "present"),
        ({"year_from": 2020, "year_to": 2010}, "ngược"),
        ({"year_from": 99999}, "không phải một năm"),
        ({"province": ("Hải Phog",)}, "Hải Phòng"),
        ({"source": ("Báo Quảng Nma",)}, "Báo Quảng Nam"),
    ],
)
def test_what_cannot_be_used_is_said(searcher: Searcher, how: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ask(searcher, "", **how)


@pytest.mark.parametrize(
    ("query", "position"),
    [('đê tỉnh:"Hải Phog"', 3), ("?!", 0), ("(" * 10_000, None), ("năm:x", 4)],
)
def test_a_query_that_cannot_be_answered_says_where(
    searcher: Searcher, query: str, position: int | None
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(searcher, query)
    if position is not None:
        assert caught.value.position is not None
        assert query[caught.value.position :].startswith(query[position : position + 1])


def test_an_article_opens_with_its_marks(searcher: Searcher) -> None:
    view = searcher.article("hp1", Request(q="dang bo khoi"))
    assert {view.article.text[s:e].lower() for s, e in view.marks} == {"đảng bộ khối"}
    with pytest.raises(ArticleNotFound, match="không-có"):
        searcher.article("không-có")


def test_everything_is_iterated_in_order(searcher: Searcher) -> None:
    assert [a.id for a in searcher.iterate(Request(sort="oldest"))] == ["qn1", "kt1", "hp1", "x1"]


@pytest.mark.parametrize("query", ["\0", "a\0b đê", "-", "* ~ = :", '"', "((đê", "\ud800"])
def test_odd_input_never_breaks(searcher: Searcher, query: str) -> None:
    try:
        ask(searcher, query)
    except QueryError as e:
        assert e.message
