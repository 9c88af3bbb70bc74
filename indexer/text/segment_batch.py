"""How are many texts segmented at once? The model of `segment_model`, decoded with numpy.

Texts are laid end to end, a boundary between any two. All that a syllable adds to any score
stands in the columns of a `Vocabulary`, so that a score is a sum of three looked-up columns and of
what the word lists say; `segment_viterbi` finds the best labels.

Sums come in another order here than in CRFsuite. A text in which any decision is closer than the
rounding could be wrong by is labelled once more by `segment_labels.find_joins`, which keeps that
order.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_labels import find_joins
from indexer.text.segment_model import (
    BIGRAM_AFTER,
    BIGRAM_BEFORE,
    TRIGRAM_AFTER,
    TRIGRAM_BEFORE,
    SegmentationModel,
)
from indexer.text.segment_table import Ids
from indexer.text.segment_viterbi import Flags, Floats, decode, make_carry
from indexer.text.segment_vocabulary import BOUNDARY, NEWLINE, Columns, Vocabulary
from indexer.text.segment_words import make_word_list

BLOCK = 1 << 18
"""Code points decoded together, about: few enough for the arrays to stay in the cache."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Some texts, decoded: `joins` says which syllable goes on with the word before it.

    `boundaries` are the places before, between and after the texts.
    """

    ids: Ids
    joins: Flags
    boundaries: Ids
    surfaces: NDArray[np.object_]


class BatchSegmenter:
    """Segments many texts at a time; safe to share between threads, which take turns."""

    def __init__(self, model: SegmentationModel) -> None:
        self._model = model
        self._carry = make_carry(model.transitions)
        self._word_list = make_word_list(model)
        self._listed = {
            name: model.weights[name][1] - model.weights[name][0]
            for name in (BIGRAM_BEFORE, BIGRAM_AFTER, TRIGRAM_BEFORE, TRIGRAM_AFTER)
        }
        self._vocabulary = self._make_vocabulary()
        self._lock = threading.Lock()

    def tokenize(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text."""
        words: list[list[str]] = []
        for part in _split(texts):
            with self._lock:
                words += self._write_words(self._decode(self._encode(part)))
        return words

    def compounds(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of two and more syllables of each text."""
        words: list[list[str]] = []
        for part in _split(texts):
            with self._lock:
                numbers, bounds = self._find_compounds(self._decode(self._encode(part)))
                found = self.name(numbers)
                words += [found[start:end] for start, end in pairwise(bounds)]
        return words

    def number_pieces(self, pieces: Sequence[str]) -> list[list[int]]:
        """Return the ids of the syllables of pieces without white space, for `find_compounds`."""
        return self._vocabulary.number_pieces(
            [unicodedata.normalize("NFC", piece) for piece in pieces]
        )

    def find_compounds(self, ids: Ids) -> tuple[Ids, list[int]]:
        """Return the words of two and more syllables of texts given as ids of syllables.

        A boundary stands around each text. The words come as numbers for `name`, all in order,
        with the places among them where each text begins and the last one ends.
        """
        return self._find_compounds(self._decode(ids))

    def name(self, numbers: Ids) -> list[str]:
        """Return the words of these numbers, the syllables joined by `_`."""
        words: list[str] = self._vocabulary.columns.surfaces.take(numbers).tolist()
        return words

    def is_full(self) -> bool:
        """Return whether it is time to `forget`."""
        return self._vocabulary.is_full()

    def forget(self) -> None:
        """Forget all syllables and words, and with them what their numbers mean."""
        self._vocabulary = self._make_vocabulary()

    def _write_words(self, block: _Block) -> list[list[str]]:
        newlines = np.flatnonzero(block.ids == NEWLINE)
        glued = newlines[block.joins[newlines] | block.joins[newlines + 1]]
        first = ~block.joins
        first[block.boundaries] = first[newlines] = False
        starts = np.flatnonzero(first)
        heads, numbers = self._number_words(block.ids, block.joins)
        ids = block.ids.copy()
        ids[heads] = numbers
        words = self._vocabulary.columns.surfaces.take(ids.take(starts))
        bounds = np.searchsorted(starts, block.boundaries).tolist()
        texts = [words[start:end].tolist() for start, end in pairwise(bounds)]
        for text in _find_texts(block.boundaries, glued):
            texts[text] = _split_at_newlines(block, text)
        return texts

    def _find_compounds(self, block: _Block) -> tuple[Ids, list[int]]:
        newlines = np.flatnonzero(block.ids == NEWLINE)
        block.joins[newlines] = block.joins[newlines + 1] = False
        heads, numbers = self._number_words(block.ids, block.joins)
        return numbers, np.searchsorted(heads, block.boundaries).tolist()

    def _number_words(self, ids: Ids, joins: Flags) -> tuple[Ids, Ids]:
        """Return where the words of two and more syllables begin, and their numbers."""
        joined = np.flatnonzero(joins)
        opening = np.flatnonzero(~joins[joined - 1])
        heads = joined[opening] - 1
        lengths = np.diff(opening, append=len(joined)) + 1
        return heads, self._vocabulary.number_words(ids, heads, lengths)

    def _encode(self, texts: Sequence[str]) -> Ids:
        if self.is_full():
            self.forget()
        return self._vocabulary.encode(texts)

    def _decode(self, ids: Ids) -> _Block:
        columns = self._vocabulary.columns
        boundaries = np.flatnonzero(ids == BOUNDARY)
        labels, doubtful = decode(self._sum_scores(columns, ids), boundaries, self._carry)
        joinable, capital = columns.joinable.take(ids), columns.capital.take(ids)
        joins = labels & joinable
        joins[1:] &= joinable[:-1] & (capital[:-1] | ~capital[1:])
        for text in _find_texts(boundaries, doubtful):
            start, end = boundaries[text] + 1, boundaries[text + 1]
            surfaces = columns.surfaces[ids[start:end]]
            joins[start:end] = find_joins(self._model, list(map(self._model.describe, surfaces)))
        return _Block(ids, joins, boundaries, columns.surfaces)

    def _sum_scores(self, columns: Columns, ids: Ids) -> Floats:
        sums = columns.own.take(ids)
        sums[1:] += columns.to_next.take(ids[:-1])
        sums[:-1] += columns.to_previous.take(ids[1:])
        pairs, triples = self._word_list.find(columns.listed.take(ids))
        sums[pairs] += self._listed[BIGRAM_AFTER]
        sums[pairs + 1] += self._listed[BIGRAM_BEFORE]
        sums[triples] += self._listed[TRIGRAM_AFTER]
        sums[triples + 2] += self._listed[TRIGRAM_BEFORE]
        return sums

    def _make_vocabulary(self) -> Vocabulary:
        return Vocabulary(self._model, self._word_list.numbers, -self._carry.first)


def _split(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in NFC, some at a time."""
    part: list[str] = []
    size = 0
    for text in texts:
        part.append(unicodedata.normalize("NFC", text))
        size += len(text)
        if size > BLOCK:
            yield part
            part, size = [], 0
    if part:
        yield part


def _find_texts(boundaries: Ids, places: Ids) -> list[int]:
    """Return which texts have any of these places."""
    return sorted(set((np.searchsorted(boundaries, places) - 1).tolist()))


def _split_at_newlines(block: _Block, text: int) -> list[str]:
    """Return the words of a text as pyvi does when it joins a line feed to a syllable."""
    start, end = block.boundaries[text] + 1, block.boundaries[text + 1]
    surfaces, joins = block.surfaces[block.ids[start:end]], block.joins[start:end]
    return "".join(
        ("_" if join else " ") + surface for surface, join in zip(surfaces, joins, strict=True)
    ).split()
