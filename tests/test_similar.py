"""Which articles are shown beside an opened one?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Searcher, build_index, open_index
from indexer.engines.registry import ENGINES
from indexer.similar import telling_words

FLOOD = "Mực nước sông Mã lên nhanh. Thủy điện Trung Sơn xả lũ, huyện Quan Hóa sơ tán dân."
PRESS = {
    "lũ-1": (
        "Xả lũ sông Mã",
        f"{FLOOD} Chính quyền địa phương cho biết công tác chuẩn bị đã xong.",
    ),
    "lũ-2": (
        "Dân vùng hạ du sơ tán",
        "Huyện Quan Hóa đưa dân đi sơ tán khi thủy điện Trung Sơn xả lũ xuống hạ du sông Mã, "
        "chính quyền địa phương đã chuẩn bị lương thực.",
    ),
    "lũ-3": (
        "Sau trận lũ",
        "Thủy điện Trung Sơn giải trình việc xả lũ; người dân Quan Hóa trở về nhà ven sông Mã.",
    ),
    "gốm": (
        "Làng gốm mở cửa",
        "Nghệ nhân làng gốm Thanh Hà cho biết công tác chuẩn bị đã xong, chính quyền địa phương "
        "mời du khách đến xem nung gốm.",
    ),
    "bóng": (
        "Đội tuyển hội quân",
        "Huấn luyện viên gọi thủ môn và tiền đạo, chính quyền địa phương chuẩn bị sân vận động.",
    ),
    "họp": (
        "Họp báo",
        "Chính quyền địa phương cho biết công tác chuẩn bị đã xong, huấn luyện viên vắng mặt.",
    ),
}

OFTEN = "Chính quyền địa phương cho biết công tác chuẩn bị đã xong."
"""What many articles say; too short to be a story."""


@pytest.fixture(scope="module", params=sorted(ENGINES))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """The articles behind each engine; `lũ-2` twice, the second time as a reprint."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    rows = {**PRESS, "lũ-2-in-lại": ("Tin mới", PRESS["lũ-2"][1])}
    rows |= {f"tin-{n}": (f"Bản tin {n}", OFTEN) for n in range(15)}
    lines = (
        json.dumps({"id": name, "title": title, "text": text}, ensure_ascii=False) + "\n"
        for name, (title, text) in rows.items()
    )
    (folder / "tin.jsonl").write_text("".join(lines), encoding="utf-8")
    build_index(folder / "index", [folder / "tin.jsonl"], engine=request.param)
    opened = open_index(folder / "index")
    yield opened
    opened.close()


def beside(searcher: Searcher, name: str) -> list[str]:
    """The ids of the similar articles."""
    return [a.id for a in searcher.article(name).similar]


def test_articles_of_the_same_events_are_similar(searcher: Searcher) -> None:
    found = beside(searcher, "lũ-1")
    assert set(found) == {"lũ-3", next(n for n in found if n.startswith("lũ-2"))}


def test_reprints_of_a_similar_article_are_shown_once(searcher: Searcher) -> None:
    assert sum(n.startswith("lũ-2") for n in beside(searcher, "lũ-1")) == 1


def test_an_article_and_its_reprints_are_not_similar_to_it(searcher: Searcher) -> None:
    view = searcher.article("lũ-2")
    assert [a.id for a in view.reprints] == ["lũ-2-in-lại"]
    assert {a.id for a in view.similar} == {"lũ-1", "lũ-3"}


def test_an_article_like_no_other_has_none(searcher: Searcher) -> None:
    assert beside(searcher, "gốm") == []


def test_rare_words_tell_more_than_common_ones(searcher: Searcher) -> None:
    article = searcher.article("lũ-1").article
    in_articles = {"chính_quyền": 900, "quan_hóa": 3, "trung_sơn": 1}
    weights = telling_words(article, lambda word: in_articles.get(word, 100), 1000)
    assert weights["quan_hóa"] == max(weights.values()) > weights["sơ_tán"]
    assert not weights.keys() & {"chính_quyền", "trung_sơn"}
