"""Runs without white space, as broken pages have them, in articles and in queries."""

from __future__ import annotations

import pytest

from indexer import Request, Searcher
from indexer.query.parse import parse
from indexer.query.widen import Widening, widen
from indexer.snippets import DRAWN_OUT, WIDTH
from tests.small_index import index_texts

TEXTS = {
    "numbers": f"Bảng điểm lúa: {'1,' * 20_000} hết bảng.",
    "letters": f"Nhà máy xay lúa {'a' * 5_000} hết.",
    "words": f"Con đường lúa {'đường/' * 4_000} hết.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of these articles."""
    return index_texts(tmp_path_factory.mktemp("runs"), TEXTS)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("lúa", {"numbers", "letters", "words"}),
        ("1*", {"numbers"}),
        ("lúb~1", {"numbers", "letters", "words"}),
        ('"1 1 1"', {"numbers"}),
        ('"đường đường"~3', {"words"}),
        ("a" * 100, set()),
    ],
)
def test_snippets_of_long_runs_are_short_and_marked(
    searcher: Searcher, q: str, found: set[str]
) -> None:
    # A walk to the next white space from each mark, or a cut of the whole run, would take hours.
    hits = searcher.search(Request(q=q)).hits
    assert {hit.article.id for hit in hits} == found
    for snippet in (snippet for hit in hits for snippet in hit.snippets):
        assert len(snippet.text) <= WIDTH + 2 * DRAWN_OUT
        assert snippet.marks
        assert all(0 <= s < e <= len(snippet.text) for s, e in snippet.marks)


def test_a_mark_longer_than_a_snippet_is_shown_as_far_as_it_goes(searcher: Searcher) -> None:
    (hit,) = searcher.search(Request(q="aaa*")).hits
    (snippet,) = hit.snippets
    ((start, end),) = snippet.marks
    assert WIDTH / 2 < end - start < 5_000
    assert set(snippet.text[start:end]) == {"a"}


def test_parts_of_a_long_run_have_no_expansions() -> None:
    how = Widening(tier="base")
    assert widen(parse("1/" * 10), how) != widen(
        parse("1/" * 10), Widening("base", off=frozenset("*"))
    )
    assert widen(parse("1/" * 400), how) == widen(
        parse("1/" * 400), Widening("base", off=frozenset("*"))
    )
