"""In a wider tier what is met exactly stands before what is met by tone, and that before letters.

The articles of a set have the same text but for the marks of the words asked for; they are indexed
in an order that is not that of the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build_index
from indexer.engines.registry import ENGINES
from indexer.model import Request, Tier
from indexer.search import Searcher, open_index

FRAME = "Sáng nay ở huyện miền núi, {} là chuyện được bàn nhiều nhất. Trời nắng, gió nhẹ."

# Name of the set -> what is asked, and as it stands in the article met in each tier.
SETS: dict[str, tuple[str, str, str, str]] = {
    "one word": ("khoáng", "khoáng", "khoảng", "khoăng"),
    "one word, rare letters": ("xưởng", "xưởng", "xương", "xuong"),
    "two words": ("lụa vải", "lụa và vải", "lúa và vai", "lưa và vai"),
    "all words": ("chợ phiên vùng", "chợ phiên vùng", "chơ phiện vung", "cho phien vưng"),
    "phrase": ('"đường sắt"', "đường sắt", "đương sặt", "duong sat"),
    "loose phrase": ('"bánh gừng"~2', "bánh và gừng", "banh và gưng", "banh và gung"),
    "one word of several": ("thủ kho giỏi", "thủ kho giỏi", "thu kho giỏi", "thư kho giỏi"),
    "the word in another form": ("thuỷ tạ", "thủy tạ", "thúy tà", "thưy tâ"),
    "alternatives": ("tằm OR kén", "tằm", "tăm", "tam"),
}


def rows() -> Iterator[dict[str, str]]:
    """The articles of all sets, those met by letters first, and others of other words."""
    for name, (_, exact, tone, base) in SETS.items():
        for tier, words in (("base", base), ("exact", exact), ("tone", tone)):
            yield {"id": f"{name}: {tier}", "title": "Ghi chép", "text": FRAME.format(words)}
    for number in range(20):
        yield {"id": f"other {number}", "title": "Ghi chép", "text": FRAME.format(f"bài {number}")}


@pytest.fixture(scope="module", params=sorted(ENGINES))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """All sets behind each engine."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows())
    (folder / "tin.jsonl").write_text("".join(lines), encoding="utf-8")
    build_index(folder / "index", [folder / "tin.jsonl"], engine=request.param)
    opened = open_index(folder / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("tier", "met"), [("tone", ["exact", "tone"]), ("base", ["exact", "tone", "base"])]
)
def test_the_nearer_stands_before_the_farther(
    searcher: Searcher, name: str, tier: Tier, met: list[Tier]
) -> None:
    answer = searcher.search(Request(q=SETS[name][0], marks=tier, size=50))
    hits = [(h.article.id, h.tier) for h in answer.hits if h.article.id.startswith(f"{name}:")]
    assert hits == [(f"{name}: {nearer}", nearer) for nearer in met]


@pytest.mark.parametrize("name", SETS)
def test_each_tier_counts_what_it_meets(searcher: Searcher, name: str) -> None:
    counts: dict[Tier, int] = {"exact": 1, "tone": 2, "base": 3}
    for tier, count in counts.items():
        answer = searcher.search(Request(q=SETS[name][0], marks=tier, size=50))
        assert sum(h.article.id.startswith(f"{name}:") for h in answer.hits) == count


@pytest.mark.parametrize("engine", ENGINES)
def test_tiers_of_what_is_excluded_are_counted_each(engine: str, tmp_path: Path) -> None:
    # Excluding finds less in a wider tier: as many by letters as exactly, but fewer by tones.
    texts = {"a": "Phiên chợ sớm", "b": "Phiên chợ phào", "c": "Phiên cho sớm"}
    lines = (json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in texts.items())
    (tmp_path / "tin.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "tin.jsonl"], engine=engine)
    searcher = open_index(tmp_path / "index")
    results = searcher.search(Request(q="chợ -phao"))
    assert results.tiers == {"exact": 2, "tone": 1, "base": 2}
    searcher.close()
