"""Which pieces of a text, between white space, hold one of these terms?

Every different piece is cut into terms once; from then on a text is searched by looking its
pieces up in a set. What is known of pieces is shared by all questions that are asked of texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from threading import Lock

from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, chunk_terms

MOST_CHUNKS = 1 << 17
"""So many different pieces are remembered before all are forgotten."""

MOST_QUESTIONS = 16
"""So many answers are remembered of one text."""

base_chunk_terms: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(map(base_form, chunk_terms[chunk]))
)
"""For a piece of text without white space the base forms of its terms."""


class Pieces:
    """A text cut at white space, and what was asked of it.

    `met` says which indexes have taken it in, and when; `found` has the places of terms.
    """

    def __init__(self, text: str) -> None:
        self.chunks: Sequence[str] = text.split()
        self.met: dict[ChunkIndex, int] = {}
        self.found: dict[tuple[ChunkIndex, frozenset[str]], Sequence[int]] = {}


cut = lru_cache(maxsize=256)(Pieces)
"""The pieces of a text; those of the last texts are kept, for an answer needs some twice."""


class ChunkIndex:
    """The pieces of text met so far by the terms they hold; safe to share between threads."""

    def __init__(self, terms_of: Mapping[str, tuple[str, ...]]) -> None:
        self._terms_of = terms_of
        self._met: set[str] = set()
        self._by_term: dict[str, list[str]] = {}
        self._lock = Lock()
        self.version = 0
        self.emptied = 0

    def learn(self, pieces: Pieces) -> None:
        """Takes in the pieces of a text."""
        # As it was before: another thread may empty the index meanwhile.
        emptied = self.emptied
        if pieces.met.get(self) == emptied:
            return
        if not self._met.issuperset(pieces.chunks):
            self._take_in(set(pieces.chunks))
        pieces.met[self] = emptied

    def _take_in(self, chunks: set[str]) -> None:
        with self._lock:
            if len(self._met) > MOST_CHUNKS:
                self._met, self._by_term = set(), {}
                self.emptied += 1
            for chunk in chunks - self._met:
                for term in self._terms_of[chunk]:
                    self._by_term.setdefault(term, []).append(chunk)
                self._met.add(chunk)
            self.version += 1

    def holding(self, terms: Iterable[str]) -> set[str]:
        """The pieces met so far that hold one of these terms."""
        with self._lock:
            return {chunk for term in terms for chunk in self._by_term.get(term, ())}


class TermFinder:
    """Finds the pieces of texts that hold one of some terms; for one question, in one thread."""

    def __init__(self, index: ChunkIndex, terms: Iterable[str]) -> None:
        self._index = index
        self._terms = frozenset(terms)
        self._version = -1
        self._holding: set[str] = set()

    def places(self, pieces: Pieces) -> Sequence[int]:
        """The places, in order, of the pieces that hold one of the terms."""
        asked = (self._index, self._terms)
        found = pieces.found.get(asked)
        if found is None:
            if len(pieces.found) >= MOST_QUESTIONS:
                pieces.found = {}
            found = pieces.found[asked] = self._look(pieces)
        return found

    def _look(self, pieces: Pieces) -> list[int]:
        index, emptied = self._index, -1
        while emptied != index.emptied:
            emptied = index.emptied
            index.learn(pieces)
            if self._version != index.version:
                self._version = index.version
                self._holding = index.holding(self._terms)
        holding = self._holding
        return [i for i, chunk in enumerate(pieces.chunks) if chunk in holding]


exact_index = ChunkIndex(chunk_terms)
"""By exact forms."""

base_index = ChunkIndex(base_chunk_terms)
"""By base forms."""
