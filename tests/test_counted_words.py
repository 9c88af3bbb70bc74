"""Under `any` and `most` words are counted one by one, whatever expansions cover in a tier."""

from __future__ import annotations

import pytest

from indexer import Match, Request, Searcher
from tests.small_index import index_texts

ARTICLES = {
    "short": "UBND tỉnh họp sáng nay.",
    "whole": "Ủy ban nhân dân tỉnh họp sáng nay.",
    "three": "Nhân dân trong tỉnh vui mừng.",
    "one": "Cả nước có một ủy viên mới.",
    "none": "Trời mưa to ở miền núi.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of these articles."""
    return index_texts(tmp_path_factory.mktemp("counted"), ARTICLES)


@pytest.mark.parametrize("q", ["ủy ban nhân dân tỉnh", "uy ban nhan dan tinh"])
@pytest.mark.parametrize(
    ("match", "found"),
    [
        ("all", {"short", "whole"}),
        ("most", {"short", "whole", "three"}),
        ("any", {"short", "whole", "three", "one"}),
    ],
)
def test_an_expansion_stands_for_each_word_that_it_covers(
    searcher: Searcher, q: str, match: Match, found: set[str]
) -> None:
    results = searcher.search(Request(q=q, match=match))
    assert {hit.article.id for hit in results.hits} == found
    assert results.total == len(found)


def test_what_an_expansion_stands_for_is_counted_without_it_too(searcher: Searcher) -> None:
    request = Request(q="ủy ban nhân dân tỉnh", match="most", off=("*",))
    assert {hit.article.id for hit in searcher.search(request).hits} == {"whole", "three"}
