"""How are many texts segmented at once? The CRF of `segment_model`, decoded with numpy.

Texts are laid end to end, a boundary between any two. Each chunk between spaces, once seen, is
remembered as the ids of its syllables; all that a syllable adds to any score stands in columns
by id, so that a score is a sum of three looked-up columns and of what the word lists say.

Sums come in another order here than in CRFsuite. A text in which any decision is closer than the
rounding could be wrong by is labelled once more by `segment.find_joins`, which keeps that order.
"""

from __future__ import annotations

import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment import MAX_SYLLABLES, SYLLABLE, find_joins
from indexer.text.segment_model import (
    BIGRAM_AFTER,
    BIGRAM_BEFORE,
    TRIGRAM_AFTER,
    TRIGRAM_BEFORE,
    Scores,
    SegmentationModel,
    Syllable,
)
from indexer.text.segment_viterbi import (
    Carry,
    Flags,
    Floats,
    Ids,
    decode,
    make_carry,
)
from indexer.text.segment_words import WordList, make_word_list

Objects = NDArray[np.object_]

MAX_CHUNKS = 1 << 17
"""Whitespace-delimited chunks of text that are remembered before all are forgotten."""

BLOCK = 1 << 14
"""Syllables decoded together, about: few enough for the arrays to stay in the cache."""

_BOUNDARY = Syllable("\n", "", (0.0, 0.0), (), (), joinable=False, capital=False)
_INT = np.dtype(np.intp)


class BatchSegmenter:
    """Segments many texts at a time; safe to share between threads."""

    def __init__(self, model: SegmentationModel) -> None:
        self._model = model
        self._carry = make_carry(model.transitions)
        self._word_list = make_word_list(model)
        self._vocabulary = _Vocabulary(model, self._carry, self._word_list)

    def tokenize(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text."""
        words: list[list[str]] = []
        for block in self._decode(texts):
            pieces = block.pieces.take(2 * block.ids + block.joins).tolist()
            for start, end in block.spans():
                words.append("".join(pieces[start:end]).split())
        return words

    def compounds(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of two and more syllables of each text."""
        words: list[list[str]] = []
        for block in self._decode(texts):
            joins = block.joins & (block.ids != block.newline)
            joins[1:] &= block.ids[:-1] != block.newline
            inside = joins.copy()
            inside[:-1] |= joins[1:]
            places = np.flatnonzero(inside)
            pieces = block.pieces.take(2 * block.ids[places] + joins[places]).tolist()
            bounds = np.searchsorted(places, block.boundaries).tolist()
            for start, end in pairwise(bounds):
                words.append("".join(pieces[start:end]).split())
        return words

    def _decode(self, texts: Sequence[str]) -> Iterator[_Block]:
        start = 0
        while start < len(texts):
            vocabulary = self._vocabulary
            parts, size = [vocabulary.boundary], 0
            while start < len(texts) and size < BLOCK:
                parts.append(vocabulary.encode(texts[start]))
                parts.append(vocabulary.boundary)
                size += len(parts[-2]) // _INT.itemsize
                start += 1
            yield self._decode_block(vocabulary, np.frombuffer(b"".join(parts), dtype=_INT))
            if vocabulary.is_full():
                self._vocabulary = _Vocabulary(self._model, self._carry, self._word_list)

    def _decode_block(self, vocabulary: _Vocabulary, ids: Ids) -> _Block:
        columns = vocabulary.columns()
        boundaries = np.flatnonzero(ids == 0)
        sums = self._sum_scores(columns, ids)
        labels, doubtful = decode(sums, boundaries, self._carry)
        joinable, capital = columns.joinable.take(ids), columns.capital.take(ids)
        joins = labels & joinable
        joins[1:] &= joinable[:-1] & (capital[:-1] | ~capital[1:])
        block = _Block(ids, joins, boundaries, columns.pieces, vocabulary.newline)
        for text in sorted(set((np.searchsorted(boundaries, doubtful) - 1).tolist())):
            start, end = boundaries[text] + 1, boundaries[text + 1]
            syllables = [vocabulary.syllables[i] for i in ids[start:end].tolist()]
            joins[start:end] = find_joins(self._model, syllables)
        return block

    def _sum_scores(self, columns: _Columns, ids: Ids) -> Floats:
        weights, words = self._model.weights, self._word_list
        sums = columns.own.take(ids)
        sums[1:] += columns.to_next.take(ids[:-1])
        sums[:-1] += columns.to_previous.take(ids[1:])
        pairs, triples = words.find(columns.listed.take(ids))
        sums[pairs] += _difference([weights[BIGRAM_AFTER]])
        sums[pairs + 1] += _difference([weights[BIGRAM_BEFORE]])
        sums[triples] += _difference([weights[TRIGRAM_AFTER]])
        sums[triples + 2] += _difference([weights[TRIGRAM_BEFORE]])
        return sums


@dataclass(frozen=True, slots=True)
class _Block:
    """Some texts, decoded: `joins` says which syllable continues a word.

    `boundaries` are the places before, between and after the texts; `pieces[2 * id]` is a
    syllable after a space, `pieces[2 * id + 1]` after `_`.
    """

    ids: Ids
    joins: Flags
    boundaries: Ids
    pieces: Objects
    newline: int

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the first place of each text and the one after its last."""
        places = self.boundaries.tolist()
        for before, after in pairwise(places):
            yield before + 1, after


def _difference(weights: Sequence[Scores]) -> float:
    return sum(inside - begin for begin, inside in weights)


class _Columns(NamedTuple):
    """What is known of each syllable, by its id."""

    own: Floats
    to_next: Floats
    to_previous: Floats
    listed: Ids
    joinable: Flags
    capital: Flags
    pieces: Objects


class _Vocabulary:
    """The chunks and syllables met so far; a syllable's id is its place in the columns.

    Ids are given under a lock and never change, so that a reader needs none. Id 0 is the boundary
    of texts: it takes part in no word, and hands nothing on to the syllable after it.
    """

    def __init__(self, model: SegmentationModel, carry: Carry, words: WordList) -> None:
        self._model, self._carry, self._words = model, carry, words
        self._lock = threading.RLock()
        self._ids: dict[str, int] = {}
        self._chunks = _Chunks(self._encode_chunk)
        self._columns = _make_columns(1 << 12)
        self._filled = 0
        self.syllables: list[Syllable] = []
        self.boundary = self._add(_BOUNDARY)
        self.newline_code = self._encode_chunk("\n")
        self.newline = self._ids["\n"]

    def encode(self, text: str) -> bytes:
        """Return the ids of a text's syllables, as the bytes of an array."""
        look = self._chunks.__getitem__
        lines = unicodedata.normalize("NFC", text).split("\n")
        return self.newline_code.join([b"".join(map(look, line.split())) for line in lines])

    def is_full(self) -> bool:
        """Return whether it is time to forget everything."""
        return len(self._chunks) > MAX_CHUNKS or len(self.syllables) > MAX_SYLLABLES

    def columns(self) -> _Columns:
        """Return the columns, with all the syllables that have an id by now."""
        with self._lock:
            if self._filled < len(self.syllables):
                self._fill()
            return self._columns

    def _encode_chunk(self, chunk: str) -> bytes:
        with self._lock:
            return b"".join([self._find(surface) for surface in SYLLABLE.findall(chunk)])

    def _find(self, surface: str) -> bytes:
        known = self._ids.get(surface)
        if known is not None:
            return known.to_bytes(_INT.itemsize, sys.byteorder)
        self._ids[surface] = len(self.syllables)
        return self._add(self._model.describe(surface))

    def _add(self, syllable: Syllable) -> bytes:
        self.syllables.append(syllable)
        return (len(self.syllables) - 1).to_bytes(_INT.itemsize, sys.byteorder)

    def _fill(self) -> None:
        start, end = self._filled, len(self.syllables)
        if end > len(self._columns.own):
            self._columns = _widen(self._columns, 2 * end)
        new = self.syllables[start:end]
        columns, number = self._columns, self._words.numbers.get
        columns.own[start:end] = [_difference([syllable.own]) for syllable in new]
        columns.to_next[start:end] = [_difference(syllable.to_next) for syllable in new]
        columns.to_previous[start:end] = [_difference(syllable.to_previous) for syllable in new]
        columns.listed[start:end] = [number(syllable.lower, 0) for syllable in new]
        columns.joinable[start:end] = [syllable.joinable for syllable in new]
        columns.capital[start:end] = [syllable.capital for syllable in new]
        columns.pieces[2 * start : 2 * end : 2] = [" " + syllable.surface for syllable in new]
        columns.pieces[2 * start + 1 : 2 * end : 2] = ["_" + syllable.surface for syllable in new]
        if start == 0:
            columns.own[0] = -np.inf
            columns.to_next[0] = -self._carry.first
        self._filled = end


class _Chunks(dict[str, bytes]):
    """Chunks of text and the ids of their syllables, found when first asked for."""

    def __init__(self, encode: Callable[[str], bytes]) -> None:
        super().__init__()
        self._encode = encode

    def __missing__(self, chunk: str) -> bytes:
        code = self[chunk] = self._encode(chunk)
        return code


def _make_columns(size: int) -> _Columns:
    return _Columns(
        own=np.zeros(size),
        to_next=np.zeros(size),
        to_previous=np.zeros(size),
        listed=np.zeros(size, dtype=np.intp),
        joinable=np.zeros(size, dtype=np.bool_),
        capital=np.zeros(size, dtype=np.bool_),
        pieces=np.full(2 * size, "", dtype=object),
    )


def _widen(columns: _Columns, size: int) -> _Columns:
    wider = _make_columns(size)
    for old, new in zip(columns, wider, strict=True):
        new[: len(old)] = old
    return wider
