"""Queries that are being typed: what the corpus goes on with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Request, Searcher, build_index, open_index
from indexer.completion import complete
from indexer.text.restore_model import open_model
from indexer.text.restore_numbering import make_rows
from indexer.text.restore_training import Learner
from indexer.text.tiers import has_marks

ARTICLES = [
    ("Đảng bộ khối các cơ quan tỉnh Hà Nam họp", "2019-01-26"),
    ("Đảng bộ khối doanh nghiệp kết nạp đảng viên", "2018-05-04"),
    ("Đảng bộ khối các cơ quan bàn về công tác cán bộ", "2018-06-04"),
    ("Thành phố Hồ Chí Minh mở tuyến xe buýt mới", "2017-05-04"),
    ("Thành phố Hồ Chí Minh trồng cây", "2017-05-04"),
    ("Thành phố Hải Phòng trồng hoa phượng", "2017-05-04"),
    ("Đường về quê, đường làng và đường đê", "2016-05-04"),
    ("Ủy ban nhân dân huyện họp về đường làng", "2016-06-04"),
    ("Ủy ban nhân dân huyện họp với dân", "2016-07-04"),
    ("UBND huyện họp về cây xanh", "2015-07-04"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of these titles."""
    folder = tmp_path_factory.mktemp("completion")
    rows = (
        json.dumps({"id": str(i), "title": t, "text": f"{t}.", "date": d})
        for i, (t, d) in enumerate(ARTICLES)
    )
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(folder / "index", [folder / "news.jsonl"])
    return open_index(folder / "index")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("dang bo", "đảng bộ khối"),
        ("dang b", "đảng bộ khối"),
        ("Đảng b", "đảng bộ khối"),
        ("đảng bộ ", "đảng bộ khối"),
        ("thanh ph", "thành phố hồ chí minh"),
        ("thanh pho h", "thành phố hải phòng"),
        ("thành phố hô", "thành phố hồ chí minh"),
        ("co quan ti", "cơ quan tỉnh hà nam"),
        ("cơ quan tỉ", "cơ quan tỉnh hà nam"),
        ("đư", "đường"),
        ("duo", "đường"),
        ("title:thanh ph", "title:thành phố hồ chí minh"),
        ("lúa OR dang b", "lúa OR đảng bộ khối"),
        ('"thanh ph', '"thành phố hồ chí minh'),
        ("(lúa -thanh ph", None),
    ],
)
def test_a_query_goes_on_as_the_corpus_does(
    searcher: Searcher, typed: str, completed: str | None
) -> None:
    found = searcher.suggest(typed)
    if completed is not None:
        assert completed in found
    assert len(found) <= 8
    assert len(set(found)) == len(found)


def test_the_more_usual_way_to_go_on_comes_first(searcher: Searcher) -> None:
    found = searcher.suggest("thanh pho h")
    assert found.index("thành phố hồ chí minh") < found.index("thành phố hải phòng")


def test_what_makes_a_compound_comes_before_what_stands_there_a_little_more(
    tmp_path: Path,
) -> None:
    learner = Learner()
    learner.learn(make_rows([["hà này"]] * 3 + [["hà nội"]] * 2))
    learner.write(tmp_path / "model")
    model = open_model(tmp_path / "model")
    assert complete(model, "ha n", 2) == ["hà này", "hà nội"]
    held = {"hà_nội": 9}
    assert complete(model, "ha n", 2, lambda word: held.get(word, 0)) == ["hà nội", "hà này"]


@pytest.mark.parametrize("typed", ["", " ", "(", "...", "xyzzyq", "year:"])
def test_nothing_begun_is_not_completed(searcher: Searcher, typed: str) -> None:
    assert searcher.suggest(typed) == []


def test_words_with_marks_go_on_with_their_own_marks(searcher: Searcher) -> None:
    assert all(c.startswith("đư") for c in searcher.suggest("đư"))


def test_size_and_filters_limit_completions(searcher: Searcher) -> None:
    assert len(searcher.suggest("t", size=2)) == 2
    within = searcher.suggest("dang b", Request(year_from=2017, year_to=2017))
    assert within == []
    assert "đảng bộ khối" in searcher.suggest("dang b", Request(year_from=2018, year_to=2018))


def test_within_filters_what_is_written_otherwise_completes_too(searcher: Searcher) -> None:
    # In 2015 only the abbreviation stands: its words are found by it.
    within = Request(year_from=2015, year_to=2015)
    assert "ủy ban nhân dân huyện" in searcher.suggest("uy ban", within)
    assert searcher.suggest("đường là", within) == []
    # The words that are there do not help where others are not.
    assert searcher.suggest("đê ủy ban", within) == []


@pytest.mark.parametrize(
    "within",
    [
        Request(year_from=2015, year_to=2016),
        Request(year_from=2017, match="any"),
        Request(year_to=2017, marks="base"),
        Request(year_from=1990, year_to=1991),
    ],
)
@pytest.mark.parametrize("typed", ["t", "d", "đường l", "dang bo", "uy ban", '"thanh ph', "a OR h"])
def test_completions_within_filters_are_those_that_find_something(
    searcher: Searcher, typed: str, within: Request
) -> None:
    def finds(query: str) -> bool:
        results = searcher.search(replace(within, q=query))
        asked = within.marks or ("exact" if has_marks(query) else "base")
        return results.match == within.match and results.tier == asked and results.total > 0

    everywhere = searcher.suggest(typed, size=3 * 24)
    assert searcher.suggest(typed, within, size=24) == list(filter(finds, everywhere))[:24]
