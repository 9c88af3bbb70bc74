"""Did-you-mean: keys decoded, words parted, spelling corrected; only what finds more is offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer import Request, Searcher, build_index, open_index
from indexer.text.keystrokes import decode_keys

TEXTS = [
    "Việt Nam đổi mới. Người Việt Nam yêu nước.",
    "Ngành giáo dục Việt Nam khai giảng năm học mới.",
    "Thành phố Hà Nội mở thêm trường học. Giáo dục là quốc sách.",
    "Thành phố Hà Nội trồng cây xanh ven đường.",
    "Nông nghiệp công nghệ cao ở Hà Nội.",
    "Đường sắt Việt Nam nối Hà Nội với thành phố Hải Phòng.",
    "Nghành nghề truyền thống của làng.",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of these texts, each an article."""
    folder = tmp_path_factory.mktemp("suggestions")
    rows = (json.dumps({"id": str(i), "text": t}) for i, t in enumerate(TEXTS))
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(folder / "index", [folder / "news.jsonl"])
    return open_index(folder / "index")


def offered(searcher: Searcher, q: str, **more: object) -> dict[str, int]:
    """The queries that are offered, with the articles each finds."""
    results = searcher.search(Request(q=q, **more))  # type: ignore[arg-type]
    return {s.query: s.total for s in results.suggestions}


@pytest.mark.parametrize(
    ("typed", "meant", "total"),
    [
        ("Vieejt Nam", "Việt Nam", 3),
        ("vie65t nam", "việt nam", 3),
        ("thafnh phoos haf nooij", "thành phố hà nội", 3),
        ("nôngnghiệp", "nông nghiệp", 1),
        ("thanhpho", "thành phố", 3),
        ("thành phô hà nội", "thành phố hà nội", 3),
        ("thánh phố", "thành phố", 3),
        ("giào dục", "giáo dục", 2),
        ("giáo dụcc", "giáo dục", 2),
        ("nghành giáo dục", "ngành giáo dục", 1),
        ("đương sắt", "đường sắt", 1),
        ("giáo dụac", "giáo dục", 2),
        ("giáodục", "giáo dục", 2),
        ("nông nghiệo", "nông nghiệp", 1),
        ("chuyền thống", "truyền thống", 1),
        ("lông nghiệp", "nông nghiệp", 1),
    ],
)
def test_what_was_meant_is_offered(searcher: Searcher, typed: str, meant: str, total: int) -> None:
    assert offered(searcher, typed).get(meant) == total


def first(searcher: Searcher, q: str) -> str:
    """The query that is offered first."""
    return next(iter(offered(searcher, q)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thanhpho", "thành phố"), ("thànhphố", "thành phố")],
)
def test_the_marked_form_of_parted_words_comes_first(
    searcher: Searcher, typed: str, meant: str
) -> None:
    assert first(searcher, typed) == meant


def test_a_slip_that_finds_something_is_told_when_the_right_word_finds_much_more(
    tmp_path: Path,
) -> None:
    texts = ["Hội nghị bàn việc nước."] * 200 + ["Nguyễn nhị ca hát trong hội."] * 2
    rows = (json.dumps({"id": str(i), "text": t}) for i, t in enumerate(texts))
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "news.jsonl"])
    found = open_index(tmp_path / "index")
    assert offered(found, "hội nhị") == {"hội nghị": 200}
    assert offered(found, "hội nghị") == {}
    assert offered(found, "việc nước") == {}


def test_words_that_stand_together_nowhere_are_doubted_however_much_they_find(
    tmp_path: Path,
) -> None:
    apart = ["Chiếc máy cày chạy chậm. Mùa thu năm bảy mươi."] * 60
    together = ["Chiếc máy bay hạ cánh."] * 70
    rows = (json.dumps({"id": str(i), "text": t}) for i, t in enumerate(apart + together))
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "news.jsonl"])
    searcher = open_index(tmp_path / "index")
    assert searcher.search(Request(q="máy bảy")).total == 60
    assert offered(searcher, "máy bảy") == {"máy bay": 70}
    assert offered(searcher, "bảy mươi") == {}
    assert offered(searcher, "cày thu") == {}


def test_the_rest_of_the_query_is_kept(searcher: Searcher) -> None:
    queries = offered(searcher, 'title:xyz OR "Vieejt Nam" NOT đường')
    assert queries.get('title:xyz OR "Việt Nam" NOT đường') == 2


def test_pinned_words_and_filters_are_left_alone(searcher: Searcher) -> None:
    assert offered(searcher, "=Vieejt") == {}
    assert offered(searcher, "id:Vieejt OR xyzzy") == {}


@pytest.mark.parametrize("q", ["", "Việt Nam", "hà nội", "quốc sách", "qwrtp", "year:2019"])
def test_nothing_is_offered_without_something_better(searcher: Searcher, q: str) -> None:
    assert offered(searcher, q) == {}


def test_suggestions_count_within_the_filters(searcher: Searcher) -> None:
    assert offered(searcher, "Vieejt Nam", year_from=2015) == {}


def test_the_reading_of_a_query_is_told_and_narrows_nothing(searcher: Searcher) -> None:
    results = searcher.search(Request(q="thanh pho ha noi"))
    assert results.reading == "thành phố hà nội"
    assert results.total == results.tiers["base"] == 3
    assert searcher.search(Request(q="thành phố")).reading is None


def test_the_reading_decides_the_order(searcher: Searcher) -> None:
    first = searcher.search(Request(q="nganh giao duc")).hits[0]
    assert "Ngành giáo dục" in first.article.text


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("tieengs", "tiếng"),
        ("Vieetj", "việt"),
        ("Vietej", "việt"),
        ("dduowngf", "đường"),
        ("dduwowngf", "đường"),
        ("nghieepj", "nghiệp"),
        ("hoaf", "hòa"),
        ("quys", "quý"),
        ("giaf", "già"),
        ("muaw", "mưa"),
        ("d9u7o7ng2", "đường"),
        ("d9uo7ng2", "đường"),
        ("tie6ng1", "tiếng"),
        ("ha2", "hà"),
        ("nam8", "năm"),
    ],
)
def test_keys_are_decoded(keys: str, word: str) -> None:
    assert decode_keys(keys) == word


@pytest.mark.parametrize(
    "word", ["nam", "việt", "G7", "U23", "F1", "2019", "covid19", "xyz", "", "h5n1"]
)
def test_what_no_keys_mean_is_left_alone(word: str) -> None:
    assert decode_keys(word) is None
