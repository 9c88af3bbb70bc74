"""Pieces of texts by their terms: the places stay right whatever the memory forgets."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from indexer.text import chunk_index
from indexer.text.chunk_index import ChunkIndex, Pieces, TermFinder
from indexer.text.tokens import chunk_terms

OTHER = Pieces(" ".join(f"từ{number}" for number in range(20)))


class _Crowded(ChunkIndex):
    """Another reader fills it over its limit just before it is asked the first time."""

    disturbed = False

    def holding(self, terms: Iterable[str]) -> set[str]:
        """The pieces that hold one of these terms."""
        if not self.disturbed:
            self.disturbed = True
            self.learn(OTHER)
        return super().holding(terms)


def test_a_text_is_found_in_though_the_index_was_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_index, "MOST_CHUNKS", 3)
    index = _Crowded(chunk_terms)
    pieces = Pieces("Đê vỡ, nước lên mặt đê.")
    assert list(TermFinder(index, ["đê"]).places(pieces)) == [0, 5]
    assert index.emptied > 0
    assert list(TermFinder(index, ["nước", "vỡ"]).places(pieces)) == [1, 2]
