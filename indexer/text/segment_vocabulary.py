"""What is known of the chunks, syllables and words met so far? Columns of it, by number.

A chunk of a text that fits a key is looked up with numpy, and gives the ids of up to four
syllables; other chunks are looked up in a dictionary. The regular expression sees a chunk once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import compress, count, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_chunks import Chunks, cut_chunk, find_chunks, read_codes
from indexer.text.segment_model import Scores, SegmentationModel
from indexer.text.segment_table import Ids, KeyTable

MAX_ENTRIES = 3 << 16
"""Syllables and words, and as many chunks, that are remembered before all are forgotten."""

BOUNDARY = 0
"""The id of what stands before, between and after texts."""

NEWLINE = 1
"""The id of the line feed, which pyvi takes for a syllable."""


class Columns(NamedTuple):
    """What is known of each syllable, by its id; `surfaces` has words, too.

    `own`, `to_next` and `to_previous` are differences of scores (`I_W` less `B_W`); `listed` is
    the number of the syllable in the word lists.
    """

    own: NDArray[np.float64]
    to_next: NDArray[np.float64]
    to_previous: NDArray[np.float64]
    listed: Ids
    joinable: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    surfaces: NDArray[np.object_]


class Vocabulary:
    """Numbers for syllables and words; not to be used by two threads at once.

    `listed` are the numbers of syllables in the word lists. `to_next` is what a boundary adds to
    the score of the syllable after it; to itself it gives minus infinity.
    """

    def __init__(self, model: SegmentationModel, listed: dict[str, int], to_next: float) -> None:
        self._model, self._listed = model, listed
        # Syllables and words share their numbers, and so the column of surfaces.
        next_number = count(BOUNDARY + 1).__next__
        self._ids = defaultdict[str, int](next_number)
        self._word_numbers = defaultdict[str, int](next_number)
        self._described = 0
        self._chunks = KeyTable()
        self._other_chunks: dict[bytes, list[int]] = {}
        self._words = KeyTable()
        self.columns = _make_columns(1 << 12)
        self.columns.own[BOUNDARY], self.columns.to_next[BOUNDARY] = -np.inf, to_next
        self.number_pieces(["\n"])

    def is_full(self) -> bool:
        """Return whether it is time to forget everything."""
        entries = len(self._ids) + len(self._word_numbers)
        return max(entries, len(self._chunks), len(self._other_chunks)) > MAX_ENTRIES

    def encode(self, texts: Sequence[str]) -> Ids:
        """Return the ids of the syllables of texts in NFC, with a boundary around each."""
        chunks = find_chunks(texts)
        grid = self._chunks.find(chunks.keys)
        grid[~chunks.fits] = -1
        grid[chunks.boundaries] = (BOUNDARY, -1, -1, -1)
        absent = np.flatnonzero(grid[:, 0] < 0)
        others = self._look_up(chunks, absent)
        flat = grid.ravel()
        filled = np.flatnonzero(flat >= 0)
        ids = flat.take(filled).astype(np.intp)
        places = np.repeat(np.searchsorted(filled, 4 * absent), [len(some) for some in others])
        return np.insert(ids, places, [number for some in others for number in some])

    def number_words(self, ids: Ids, heads: Ids, lengths: Ids) -> Ids:
        """Return the numbers, in `surfaces`, of the words that begin at `heads`.

        `lengths` are theirs, in syllables, two at least.
        """
        parts = np.full((len(heads), 4), -1, dtype=np.int32)
        for place in range(4):
            some = np.flatnonzero(lengths > place)
            parts[some, place] = ids.take(heads.take(some) + place)
        keys = parts.view(np.uint64)
        notes = self._words.find(keys)
        notes[lengths > 4] = -1
        absent = np.flatnonzero(notes[:, 0] < 0)
        if absent.size:
            names = self._name(ids, heads.take(absent), lengths.take(absent))
            numbers = [self._word_numbers[name] for name in names]
            self._reserve(max(numbers))
            self.columns.surfaces[numbers] = names
            notes[absent, 0] = numbers
            absent = absent[lengths.take(absent) <= 4]
            _, first = np.unique(keys.take(absent, axis=0).view("V16"), return_index=True)
            absent = absent.take(first)
            self._words.add(keys.take(absent, axis=0), notes.take(absent, axis=0))
        return notes[:, 0].astype(np.intp)

    def _look_up(self, chunks: Chunks, absent: Ids) -> list[list[int]]:
        """Return the ids of the chunks at these places, which the table does not have."""
        codes = chunks.codes(absent)
        known = self._other_chunks
        new = {
            code: place
            for code, place in zip(codes, absent.tolist(), strict=True)
            if code not in known
        }
        if not new:
            return [known[code] for code in codes]
        cut = dict(zip(new, self.number_pieces(read_codes(new)), strict=True))
        self._remember(chunks, new, cut)
        return [cut.get(code) or known[code] for code in codes]

    def _remember(
        self, chunks: Chunks, places: dict[bytes, int], cut: dict[bytes, list[int]]
    ) -> None:
        fits = chunks.fits.take(list(places.values())).tolist()
        short = [
            code for code, fit in zip(places, fits, strict=True) if fit and len(cut[code]) <= 4
        ]
        keys = chunks.keys.take([places[code] for code in short], axis=0)
        rows = [(*cut[code], -1, -1, -1)[:4] for code in short]
        self._chunks.add(keys, np.array(rows, dtype=np.int32).reshape(-1, 4))
        stored = self._chunks.find(keys)[:, 0] >= 0
        tabled = set(compress(short, stored.tolist()))
        self._other_chunks.update((code, ids) for code, ids in cut.items() if code not in tabled)

    def number_pieces(self, pieces: Sequence[str]) -> list[list[int]]:
        """Return the ids of the syllables of pieces in NFC without white space."""
        number = self._ids.__getitem__
        ids = [list(map(number, cut_chunk(piece))) for piece in pieces]
        new = dict(islice(reversed(self._ids.items()), len(self._ids) - self._described))
        self._described = len(self._ids)
        if new:
            self._describe(list(new), list(new.values()))
        return ids

    def _describe(self, surfaces: list[str], ids: list[int]) -> None:
        self._reserve(max(ids))
        columns, number = self.columns, self._listed.get
        syllables = [self._model.describe(surface) for surface in surfaces]
        columns.own[ids] = [_difference([syllable.own]) for syllable in syllables]
        columns.to_next[ids] = [_difference(syllable.to_next) for syllable in syllables]
        columns.to_previous[ids] = [_difference(syllable.to_previous) for syllable in syllables]
        columns.listed[ids] = [number(syllable.lower, 0) for syllable in syllables]
        columns.joinable[ids] = [syllable.joinable for syllable in syllables]
        columns.capital[ids] = [syllable.capital for syllable in syllables]
        columns.surfaces[ids] = surfaces

    def _name(self, ids: Ids, heads: Ids, lengths: Ids) -> list[str]:
        surfaces = self.columns.surfaces
        first = surfaces.take(ids.take(heads)).tolist()
        second = surfaces.take(ids.take(heads + 1)).tolist()
        names = [f"{one}_{other}" for one, other in zip(first, second, strict=True)]
        for place in np.flatnonzero(lengths > 2).tolist():
            head = heads[place]
            names[place] = "_".join(surfaces[ids[head : head + lengths[place]]])
        return names

    def _reserve(self, number: int) -> None:
        if number >= len(self.columns.own):
            self.columns = _widen(self.columns, 2 * number)


def _difference(weights: Sequence[Scores]) -> float:
    difference = 0.0
    for begin, inside in weights:
        difference += inside - begin
    return difference


def _make_columns(size: int) -> Columns:
    return Columns(
        own=np.zeros(size),
        to_next=np.zeros(size),
        to_previous=np.zeros(size),
        listed=np.zeros(size, dtype=np.intp),
        joinable=np.zeros(size, dtype=np.bool_),
        capital=np.zeros(size, dtype=np.bool_),
        surfaces=np.full(size, "", dtype=object),
    )


def _widen(columns: Columns, size: int) -> Columns:
    wider = _make_columns(size)
    for old, new in zip(columns, wider, strict=True):
        new[: len(old)] = old
    return wider
