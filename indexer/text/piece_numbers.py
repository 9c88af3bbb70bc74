"""Which number does each different piece of text between white space have?

Pieces are looked up a batch at a time, with numpy, so that the waits for memory overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_chunks import Chunks, read_codes
from indexer.text.segment_table import Ids, KeyTable


class PieceNumbers:
    """Numbers of pieces from 1 on, as they are met; not to be used by two threads at once.

    A piece may get a second number when the table grows: who notes something by number notes it
    for both.
    """

    def __init__(self) -> None:
        self._table = KeyTable()
        # Pieces that fit no key of the table, or that it had no room for.
        self._others: dict[bytes, int] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def number(self, chunks: Chunks) -> tuple[Ids, list[str]]:
        """The number of each chunk, 0 for boundaries, and the pieces numbered now, in order."""
        numbers = self._table.find(chunks.keys)[:, 0].astype(np.intp)
        numbers[~chunks.fits] = -1
        numbers[chunks.boundaries] = 0
        absent = np.flatnonzero(numbers < 0)
        if not absent.size:
            return numbers, []
        codes = chunks.codes(absent)
        found = list(map(self._others.get, codes, repeat(0)))
        unknown = [place for place, number in enumerate(found) if not number]
        new = {codes[place]: int(absent[place]) for place in unknown}
        learned = self._number_new(chunks, new)
        for place in unknown:
            found[place] = learned[codes[place]]
        numbers[absent] = found
        return numbers, read_codes(new) if new else []

    def _number_new(self, chunks: Chunks, places: Mapping[bytes, int]) -> dict[bytes, int]:
        """Numbers pieces that are not known, given with a place of each."""
        first = self._count + 1
        self._count += len(places)
        learned = dict(zip(places, range(first, self._count + 1), strict=True))
        if places:
            self._remember(chunks, places, learned)
        return learned

    def _remember(
        self, chunks: Chunks, places: Mapping[bytes, int], numbers: Mapping[bytes, int]
    ) -> None:
        fits = chunks.fits.take(list(places.values())).tolist()
        fitting = list(compress(places, fits))
        keys = chunks.keys.take([places[code] for code in fitting], axis=0)
        notes = np.full((len(fitting), 4), -1, dtype=np.int32)
        notes[:, 0] = [numbers[code] for code in fitting]
        self._table.add(keys, notes)
        stored = (self._table.find(keys)[:, 0] >= 0).tolist()
        tabled = set(compress(fitting, stored))
        self._others.update((c, n) for c, n in numbers.items() if c not in tabled)


class NumberLists:
    """A list of places for each number from 0 on: where its values stand in columns of others."""

    def __init__(self) -> None:
        self._starts: NDArray[np.int64] = np.zeros(1 << 12, dtype=np.int64)
        self._lengths: NDArray[np.int64] = np.zeros(1 << 12, dtype=np.int64)
        self._count = self._held = 0

    def add(self, lengths: list[int]) -> tuple[int, int]:
        """Takes in the lists of the next numbers; returns where their values begin and end."""
        end = self._count + len(lengths)
        if end > len(self._starts):
            self._starts, self._lengths = (
                widened(column, 2 * end) for column in (self._starts, self._lengths)
            )
        self._lengths[self._count : end] = lengths
        ends = self._held + np.cumsum(lengths, dtype=np.int64)
        self._starts[self._count : end] = ends - lengths
        before, self._held = self._held, self._held + sum(lengths)
        self._count = end
        return before, self._held

    def lengths(self, numbers: Ids | NDArray[np.int32]) -> NDArray[np.int64]:
        """How long the lists of these numbers are."""
        return self._lengths.take(numbers)

    def places(self, numbers: Ids | NDArray[np.int32]) -> Ids:
        """The places of the values of these numbers, one list after the other."""
        lengths = self._lengths.take(numbers)
        ends = np.cumsum(lengths)
        shifts = self._starts.take(numbers) - ends + lengths
        places: Ids = np.repeat(shifts, lengths)
        places += np.arange(len(places))
        return places


def widened(column: NDArray[Any], size: int) -> NDArray[Any]:
    """The column with zeros, or empty strings, after it, so that it has so many rows."""
    filler = "" if column.dtype == object else 0
    wider = np.full(size, filler, dtype=column.dtype)
    wider[: len(column)] = column
    return wider
