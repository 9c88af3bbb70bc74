"""Queries without marks read with an index at hand: the model first, then what articles say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import build_index
from indexer.engines.base import EngineReader
from indexer.engines.registry import load_engine
from indexer.learned_marks import read_model
from indexer.query.parse import parse
from indexer.readings import find_evidence, read_query
from indexer.store import Store
from indexer.text.restore import restore
from indexer.text.restore_evidence import (
    NO_EVIDENCE,
    Evidence,
    collect_evidence,
    find_spellings,
    read_terms,
)
from indexer.text.restore_model import LanguageModel

COMMON = "Người dân bàn về việc chung của làng. Họ nói chuyện vui vẻ. "
ARTICLES = [
    *[COMMON + "Nhà văn kể chuyện về con trâu." for _ in range(8)],
    *[COMMON + "Cô giáo kể chuyện cho các cháu nghe." for _ in range(8)],
    "Đại hội bóng đá phủi: cầu thủ làng Vàng kẻ vạch sân Đồng Trũng.",
    "Trại hè ở Tam Đảo đón các cháu nhà giáo.",
]

Opened = tuple[LanguageModel, EngineReader]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The model and the reader of an index of these articles."""
    folder = tmp_path_factory.mktemp("readings")
    rows = (json.dumps({"id": str(i), "text": t}) for i, t in enumerate(ARTICLES))
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(folder / "index", [folder / "news.jsonl"])
    store = Store(folder / "index")
    manifest = store.live()
    generation = store.path_of(manifest.generation)
    model = read_model(generation)
    assert model is not None
    reader = load_engine(manifest.engine).open(Path(generation) / "engine")
    yield model, reader
    reader.close()


def words(opened: Opened, query: str, *, asked: bool = True) -> str | None:
    """The words that a query is read as, with or without the articles' evidence."""
    model, reader = opened
    reading = read_query(model, parse(query), reader if asked else None)
    return None if reading is None else reading.words


def test_articles_that_share_the_words_decide_where_the_model_is_in_doubt(opened: Opened) -> None:
    assert words(opened, "san dong trung ke nhe", asked=False) == "sân đồng trũng kể nhe"
    assert words(opened, "san dong trung ke nhe") == "sân đồng trũng kẻ nhe"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("ke", "kể"),
        ("Ke Chuyen", "Kể Chuyện"),
        ("kẻ chuyen", "kẻ chuyện"),
        ('"nha van" OR lang', '"nhà văn" OR làng'),
        ("title:lang NOT trau", "title:làng NOT trâu"),
    ],
)
def test_the_query_keeps_its_syntax_its_marks_and_its_case(
    opened: Opened, query: str, meant: str
) -> None:
    model, reader = opened
    reading = read_query(model, parse(query), reader)
    assert reading is not None
    assert reading.query == meant


@pytest.mark.parametrize("query", ["xyzzy", "2019 12", "năm:2019"])
def test_nothing_to_read_has_no_reading(opened: Opened, query: str) -> None:
    assert words(opened, query) is None


def test_a_few_words_or_very_many_ask_no_articles(opened: Opened) -> None:
    model, reader = opened
    few = find_evidence(model, reader, ["lang", "vang", "san", "dong"])
    assert not few.forms
    assert few.holding is not None
    assert few.holding("nhà_văn") == 16
    assert find_evidence(model, reader, ["lang", "vang"] * 30) is NO_EVIDENCE
    assert find_evidence(model, reader, ["lang"] * 5) is NO_EVIDENCE
    assert find_evidence(model, reader, ["lang", "vang", "san", "dong", "trung"]).forms


def test_two_forms_that_are_one_word_go_before_likelier_ones(opened: Opened) -> None:
    class Reader:
        """A reader of articles that have one compound word."""

        def holding(self, field: str, term: str) -> int:
            """How many of them have it."""
            return 10_000 if (field, term) == ("words_exact", "kẻ_sân") else 0

    assert words(opened, "ke san") == "kể sân"
    model, _ = opened
    reading = read_query(model, parse("ke san"), Reader())  # type: ignore[arg-type]
    assert reading is not None
    assert reading.words == "kẻ sân"


def test_forms_that_can_hardly_stand_there_are_no_parts_of_words() -> None:
    asked: list[str] = []
    evidence = Evidence(holding=lambda word: asked.append(word) or 8)
    weighed = evidence.weigh_after("bóng", ["đá", "đã"], [0.5, 0.5e-4])
    assert asked == ["bóng_đá"]
    assert weighed == pytest.approx([4.5, 0.5e-4])


def test_evidence_counts_by_what_an_article_shares_with_the_query() -> None:
    spellings = find_spellings({"dong": ["đồng", "đông"], "trung": ["trung", "trũng"]})
    near = read_terms("Sân Đồng Trũng, đồng trũng.", spellings)
    far = read_terms("Mùa đông năm ấy.", spellings)
    weights = {"dong": 1.0, "trung": 3.0}
    evidence = collect_evidence(["dong", "trung"], weights, [near, far])
    assert evidence.forms == {"đồng": 2.0, "trũng": 2.0}
    assert evidence.pairs == {"đồng": {"trũng": 2.0}}


def test_spellings_with_the_tone_in_its_older_place_are_known() -> None:
    spellings = find_spellings({"hoa": ["hòa", "hoa"], "thuy": ["thủy"]})
    found = read_terms("Hoà và THUỶ, hòa; hoa", spellings)
    assert [term and term[1] for term in found] == ["hòa", None, "thủy", "hòa", "hoa"]


def test_a_form_that_articles_have_more_than_the_corpus_gains() -> None:
    evidence = Evidence({"kẻ": 2.0})
    rare, common = evidence.weigh_forms(["kẻ", "kể"], [5, 95])
    assert rare > 1 > common
    unseen = Evidence({"khác": 2.0}).weigh_forms(["kẻ", "kể"], [5, 95])
    assert unseen == pytest.approx((1.0, 1.0))


def test_no_evidence_changes_no_reading(opened: Opened) -> None:
    model, _ = opened
    assert restore(model, "ke chuyen", Evidence()) == restore(model, "ke chuyen")
