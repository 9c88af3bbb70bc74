"""Which number does each term of these texts have? Numbers are given as terms are met.

Terms are found and looked up by the arrays of `segment_chunks` and `segment_table`, many texts at
a time: half of the time that cutting strings and asking a dictionary takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_model import BOUNDARY, NUMBER
from indexer.text.segment_chunks import find_chunks, read_codes
from indexer.text.segment_table import KeyTable

MAX_NUMBERED = (1 << 21) - 1
"""The most different terms: three of their numbers fit into 63 bits. More count as a number."""

MAX_TABLED = 1 << 18
"""The most terms that the table holds; the others are asked of a dictionary."""

Row = NDArray[np.int64]


class Numbering:
    """The numbers of terms; those that begin with a digit share one."""

    def __init__(self, known: Iterable[tuple[str, int]] = ()) -> None:
        """A numbering that goes on from known terms, whose numbers leave out none from 2 on."""
        self._numbers = dict(known)
        self._by_code: dict[bytes, int] = {}
        self._table = KeyTable()

    def terms(self) -> list[str]:
        """Every term in the order of its number; empty for those of boundaries and numbers."""
        return ["", "", *self._numbers]

    def number(self, texts: Sequence[str]) -> Row:
        """The numbers of the terms of texts joined by spaces, with a boundary before each text."""
        chunks = find_chunks(texts)
        row = self._table.find(chunks.keys)[:, 0].astype(np.int64)
        row[~chunks.fits] = -1
        row[chunks.boundaries] = BOUNDARY
        absent = np.flatnonzero(row < 0)
        codes = chunks.codes(absent)
        first_places = dict(zip(reversed(codes), reversed(absent.tolist()), strict=True))
        new = [code for code in first_places if code not in self._by_code]
        self._by_code.update(zip(new, map(self._number, read_codes(new)), strict=False))
        row[absent] = [self._by_code[code] for code in codes]
        if len(self._table) + len(new) > MAX_TABLED:
            return row[:-1]
        places = [place for code in new if chunks.fits[place := first_places[code]]]
        notes = np.full((len(places), 4), -1, dtype=np.int32)
        notes[:, 0] = row[places]
        self._table.add(chunks.keys[places], notes)
        return row[:-1]

    def _number(self, term: str) -> int:
        if term[0].isdigit():
            return NUMBER
        number = self._numbers.get(term)
        if number is None and len(self._numbers) + 2 < MAX_NUMBERED:
            number = self._numbers[term] = len(self._numbers) + 2
        return NUMBER if number is None else number
