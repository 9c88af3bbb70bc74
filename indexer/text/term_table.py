"""What are the terms, the compound words, and the numbers of terms of many articles at once?

Every different piece of text between white space is cut once: into terms, as `analyzer` does, and
into the syllables that words are made of, as `segment` does. From then on it is a number, and all
that is made of the texts of a batch is looked up by number in columns, with numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from indexer.text.analyzer import FieldTerms
from indexer.text.free_memory import give_back_memory
from indexer.text.piece_numbers import NumberLists, PieceNumbers, widened
from indexer.text.restore_model import BOUNDARY, NUMBER
from indexer.text.restore_numbering import TermRows
from indexer.text.segment_batch import BatchSegmenter
from indexer.text.segment_chunks import find_chunks
from indexer.text.segment_model import SegmentationModel
from indexer.text.segment_table import Ids
from indexer.text.segment_vocabulary import BOUNDARY as TEXT_BOUNDARY
from indexer.text.segment_vocabulary import NEWLINE
from indexer.text.tiers import base_form
from indexer.text.tokens import cut_chunk, normal_forms

MAX_PIECES = 2 << 16
"""So many different pieces are remembered, at about 600 bytes each, before all are forgotten.

Those of 10,000 articles are fewer: of 20,000 that two processes share nothing is forgotten.
"""

BLOCK = 1 << 18
"""Code points looked up together, about: few enough for the arrays to stay in the cache."""

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """The terms of the texts of an article.

    `words` are the compound words of its running text as terms, parted by single spaces; `hashes`
    has for each text a number for each of its terms, the same for the same term anywhere.
    """

    texts: tuple[FieldTerms, ...]
    words: str
    hashes: tuple[Hashes, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked up for some articles: their terms, and the numbers of those to learn from."""

    articles: list[ArticleTerms]
    rows: list[NDArray[np.int32]]


class TermTable:
    """The terms of batches of articles; safe to share between threads, which take turns."""

    def __init__(self, model: SegmentationModel) -> None:
        self._segmenter = BatchSegmenter(model)
        self._lock = Lock()
        self._start()

    def _start(self) -> None:
        self._pieces = PieceNumbers()
        # By number of a piece: the places of its terms and of its syllables, as numbers.
        self._term_lists, self._syllable_lists = NumberLists(), NumberLists()
        self._piece_terms = np.zeros(1 << 12, dtype=np.int32)
        self._piece_syllables = np.zeros(1 << 12, dtype=np.intp)
        # By number of a term, its forms, its hash, whether it begins with no digit; by number of a
        # compound word, its term, and whether it was asked for.
        self._terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._exact, self._base = (np.full(1 << 12, "", dtype=object) for _ in range(2))
        self._hashes = np.zeros(1 << 12, dtype=np.uint64)
        self._named = np.zeros(1 << 12, dtype=np.bool_)
        self._words, self._is_read = np.full(1 << 12, "", dtype=object), np.zeros(1 << 12, np.bool_)
        self._terms += [""] * (NUMBER + 1)
        self._hold_terms([""] * (NUMBER + 1))
        self._hold([[BOUNDARY]], [[TEXT_BOUNDARY]])

    def analyze(
        self, articles: Sequence[Sequence[str]], running: int
    ) -> tuple[list[ArticleTerms], TermRows]:
        """The terms of articles, and the numbers of those of their running texts.

        Each article is given as equally many texts, of which the first `running` are its running
        text in their order.
        """
        with self._lock:
            if len(self._pieces) > MAX_PIECES or self._segmenter.is_full():
                self._segmenter.forget()
                self._start()
                give_back_memory()
            found = [self._look_up(block, running) for block in _split(articles)]
            rows = [row for looked in found for row in looked.rows]
            return [a for looked in found for a in looked.articles], self._name_rows(rows)

    def _look_up(self, articles: Sequence[Sequence[str]], running: int) -> _Looked:
        width = len(articles[0])
        chunks = find_chunks([text for texts in articles for text in texts])
        numbers, new = self._pieces.number(chunks)
        if new:
            self._learn(new)
        words = self._find_words(numbers, width, running)
        places = self._term_lists.places(numbers)
        terms = self._piece_terms.take(places)
        hashes = self._hashes.take(terms)
        ends = np.flatnonzero(terms == BOUNDARY)
        hashes = hashes[terms != BOUNDARY]
        starts = (ends - np.arange(len(ends))).tolist()
        parts = [hashes[start:end] for start, end in pairwise(starts)]
        bounds = ends.tolist()
        exact, base = self._exact.take(terms).tolist(), self._base.take(terms).tolist()
        fields = [
            FieldTerms(" ".join(exact[start + 1 : end]), " ".join(base[start + 1 : end]))
            for start, end in pairwise(bounds)
        ]
        rows, found = [], []
        for number, word in enumerate(words):
            first, last = number * width, (number + 1) * width
            texts = tuple(fields[first:last])
            found.append(ArticleTerms(texts, word, tuple(parts[first:last])))
            rows.append(_row(terms, bounds[first : first + running + 1]))
        return _Looked(found, rows)

    def _find_words(self, numbers: Ids, width: int, running: int) -> list[str]:
        """The compound words of the running text of each article, as terms."""
        ids = self._piece_syllables.take(self._syllable_lists.places(numbers))
        boundaries = np.flatnonzero(ids == TEXT_BOUNDARY)
        text = np.arange(len(boundaries)) % width
        ids[boundaries[(text > 0) & (text < running)]] = NEWLINE
        words, bounds = self._segmenter.find_compounds(ids)
        terms = self._read_words(words)
        step = width - running + 1
        starts, ends = bounds[:-1:step], bounds[1::step]
        return [" ".join(terms[start:end]) for start, end in zip(starts, ends, strict=True)]

    def _read_words(self, words: Ids) -> list[str]:
        if not words.size:
            return []
        size = 1 + int(words.max())
        if size > len(self._words):
            self._words = widened(self._words, 2 * size)
            self._is_read = widened(self._is_read, 2 * size)
        new = np.unique(words[~self._is_read.take(words)])
        self._words[new] = [_term_of(word) for word in self._segmenter.name(new)]
        self._is_read[new] = True
        found: list[str] = self._words.take(words).tolist()
        return found

    def _learn(self, pieces: Sequence[str]) -> None:
        before = len(self._terms)
        numbers = [[self._number(form) for form, _, _ in cut_chunk(piece)] for piece in pieces]
        self._hold_terms(self._terms[before:])
        self._hold(numbers, self._segmenter.number_pieces(pieces))

    def _hold_terms(self, terms: Sequence[str]) -> None:
        """Takes in what is known of the next terms, which are numbered already."""
        count = len(self._terms)
        if count > len(self._hashes):
            self._exact, self._base, self._hashes, self._named = (
                widened(column, 2 * count)
                for column in (self._exact, self._base, self._hashes, self._named)
            )
        new = slice(count - len(terms), count)
        self._exact[new] = terms
        # Every term is asked for once: to remember it there, too, would take memory alone.
        self._base[new] = list(map(base_form.__wrapped__, terms))
        self._hashes[new] = hash_terms(terms)
        self._named[new] = [not term[:1].isdigit() for term in terms]

    def _hold(self, terms: Sequence[Sequence[int]], syllables: Sequence[Sequence[int]]) -> None:
        """Takes in the terms and the syllables of the next pieces, by number."""
        at, end = self._term_lists.add(list(map(len, terms)))
        if end > len(self._piece_terms):
            self._piece_terms = widened(self._piece_terms, 2 * end)
        self._piece_terms[at:end] = list(chain.from_iterable(terms))
        at, end = self._syllable_lists.add(list(map(len, syllables)))
        if end > len(self._piece_syllables):
            self._piece_syllables = widened(self._piece_syllables, 2 * end)
        self._piece_syllables[at:end] = list(chain.from_iterable(syllables))

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._terms)
            self._terms.append(term)
        return number

    def _name_rows(self, rows: Sequence[NDArray[np.int32]]) -> TermRows:
        """Rows of numbers of this table, for those who do not know it."""
        lengths = np.array([len(row) for row in rows], dtype=np.int32)
        row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int32)
        first = np.full(len(self._terms), len(row), dtype=np.intp)
        # Written from the end on: what stays is the first place of each number.
        first[row[::-1]] = np.arange(len(row) - 1, -1, -1)
        first[BOUNDARY] = len(row)
        met = np.flatnonzero(first < len(row))
        met = met[np.argsort(first[met])]
        named = self._named.take(met)
        renumber = np.zeros(len(self._terms), dtype=np.int32)
        renumber[met] = np.where(named, NUMBER + np.cumsum(named), NUMBER)
        forms = " ".join(map(self._terms.__getitem__, met[named].tolist()))
        numbers = renumber.take(row)
        small = len(met) < (1 << 16) - 2
        return TermRows(forms, numbers.astype(np.uint16) if small else numbers, lengths)


def hash_term(term: str) -> int:
    """A number below 2**64 for a term, the same for the same term anywhere."""
    data = term.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def hash_terms(terms: Sequence[str]) -> Hashes:
    """The numbers of terms by `hash_term`."""
    return np.fromiter(map(hash_term, terms), dtype=np.uint64, count=len(terms))


def _row(terms: NDArray[np.int32], bounds: Sequence[int]) -> NDArray[np.int32]:
    """The numbers of the texts between these boundaries, without texts that have no term."""
    if all(end - start > 1 for start, end in pairwise(bounds)):
        return terms[bounds[0] : bounds[-1]]
    kept = [terms[start:end] for start, end in pairwise(bounds) if end - start > 1]
    return np.concatenate(kept) if kept else terms[:0]


def _term_of(word: str) -> str:
    """The term of a compound word: the normal forms of its syllables, joined as it is."""
    return "_".join(map(normal_forms.__getitem__, word.split("_")))


def _split(articles: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """The articles, some at a time."""
    part: list[Sequence[str]] = []
    size = 0
    for texts in articles:
        part.append(texts)
        size += sum(map(len, texts))
        if size > BLOCK:
            yield part
            part, size = [], 0
    if part:
        yield part
