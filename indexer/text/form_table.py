"""What are the terms of many texts at once? The answer of `analyzer.analyze`, much sooner.

Every different piece of text between white space is analysed once and numbered; the pieces of a
batch of texts are looked up together, with numpy, so that the waits for memory overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_chunks import Chunks, find_chunks, read_codes
from indexer.text.segment_table import Ids, KeyTable

MAX_PIECES = 1 << 18
"""So many different pieces are remembered, at about 300 bytes each, before all are forgotten."""


class FormTable:
    """The forms of pieces of text, by number; not to be used by two threads at once.

    `forms_of` gives of a piece of text without white space its exact and its base terms, with a
    space after each.
    """

    def __init__(self, forms_of: Callable[[str], tuple[str, str]]) -> None:
        self._forms_of = forms_of
        self._clear()

    def _clear(self) -> None:
        self._table = KeyTable()
        # Pieces that fit no key of the table, or that it had no room for.
        self._others: dict[bytes, int] = {}
        self._count = 0
        self._exact = np.full(1 << 12, "", dtype=object)
        self._base = np.full(1 << 12, "", dtype=object)

    def analyze(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        """The exact and the base terms of each text, parted by single spaces."""
        if self._count > MAX_PIECES:
            self._clear()
        chunks = find_chunks(texts)
        numbers = self._number(chunks)
        exact, base = self._exact.take(numbers), self._base.take(numbers)
        return [
            ("".join(exact[start:end].tolist())[:-1], "".join(base[start:end].tolist())[:-1])
            for start, end in pairwise((chunks.boundaries + 1).tolist())
        ]

    def _number(self, chunks: Chunks) -> Ids:
        """The numbers of the chunks; 0, which has no terms, for boundaries."""
        numbers = self._table.find(chunks.keys)[:, 0].astype(np.intp)
        numbers[~chunks.fits] = -1
        numbers[chunks.boundaries] = 0
        absent = np.flatnonzero(numbers < 0)
        if absent.size:
            codes = chunks.codes(absent)
            places = dict(zip(codes, absent.tolist(), strict=True))
            new = {code: at for code, at in places.items() if code not in self._others}
            learned = self._learn(chunks, new) if new else {}
            numbers[absent] = [learned.get(c) or self._others[c] for c in codes]
        return numbers

    def _learn(self, chunks: Chunks, places: Mapping[bytes, int]) -> dict[bytes, int]:
        """Numbers new pieces, each given with a place where it stands."""
        first = self._count + 1
        self._count += len(places)
        if self._count >= len(self._exact):
            self._exact = _widened(self._exact, 2 * self._count)
            self._base = _widened(self._base, 2 * self._count)
        numbers = dict(zip(places, range(first, self._count + 1), strict=True))
        for number, piece in zip(numbers.values(), read_codes(places), strict=True):
            exact, base = self._forms_of(piece)
            self._exact[number], self._base[number] = exact, exact if base == exact else base
        self._remember(chunks, places, numbers)
        return numbers

    def _remember(
        self, chunks: Chunks, places: Mapping[bytes, int], numbers: Mapping[bytes, int]
    ) -> None:
        fitting = [code for code, at in places.items() if chunks.fits[at]]
        keys = chunks.keys.take([places[code] for code in fitting], axis=0)
        notes = np.full((len(fitting), 4), -1, dtype=np.int32)
        notes[:, 0] = [numbers[code] for code in fitting]
        self._table.add(keys, notes)
        stored = (self._table.find(keys)[:, 0] >= 0).tolist()
        tabled = {code for code, is_stored in zip(fitting, stored, strict=True) if is_stored}
        self._others.update((c, n) for c, n in numbers.items() if c not in tabled)


def _widened(column: NDArray[np.object_], size: int) -> NDArray[np.object_]:
    wider = np.full(size, "", dtype=object)
    wider[: len(column)] = column
    return wider
