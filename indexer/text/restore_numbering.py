"""Which number does each term of these articles have? Numbers are given as terms are met.

Whoever cuts texts into terms numbers those of a batch by himself (`TermRows`); here the numbers of
all batches become those of one numbering.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_model import BOUNDARY, NUMBER

MAX_NUMBERED = (1 << 21) - 1
"""The most different terms: three of their numbers fit into 63 bits. More count as a number."""

Row = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class TermRows:
    """The terms of some articles, one after the other.

    `numbers` has for each text of an article a boundary, then its terms: a number of the model's
    `NUMBER` for those that begin with a digit, and from `NUMBER + 1` on the place of the others
    among `forms`, which are parted by single spaces. `lengths` says how many of the numbers belong
    to each article.
    """

    forms: str
    numbers: NDArray[np.int32] | NDArray[np.uint16]
    lengths: NDArray[np.int32]

    def select(self, chosen: Sequence[bool]) -> TermRows:
        """The rows of the chosen articles, with the forms of these alone."""
        articles = np.array(chosen, dtype=np.bool_)
        kept = self.numbers[np.repeat(articles, self.lengths)]
        forms = self.forms.split(" ")
        met = np.bincount(kept, minlength=NUMBER + 1 + len(forms))[NUMBER + 1 :] > 0
        renumber = np.arange(NUMBER + 1 + len(forms), dtype=np.int32)
        renumber[NUMBER + 1 :] = NUMBER + np.cumsum(met)
        named = " ".join(compress(forms, met.tolist()))
        return TermRows(named, renumber.take(kept), self.lengths[articles])


def make_rows(articles: Iterable[Iterable[str]]) -> TermRows:
    """The rows of articles, each given as the terms of its texts, joined by single spaces."""
    forms: dict[str, int] = {}
    numbers: list[int] = []
    lengths = []
    for texts in articles:
        before = len(numbers)
        for text in texts:
            numbers.append(BOUNDARY)
            for term in text.split():
                known = NUMBER if term[0].isdigit() else forms.get(term)
                numbers.append(known or forms.setdefault(term, len(forms) + NUMBER + 1))
        lengths.append(len(numbers) - before)
    return TermRows(
        " ".join(forms), np.array(numbers, dtype=np.int32), np.array(lengths, dtype=np.int32)
    )


class Numbering:
    """The numbers of terms; those that begin with a digit share one."""

    def __init__(self, known: Iterable[tuple[str, int]] = ()) -> None:
        """A numbering that goes on from known terms, whose numbers leave out none from 2 on."""
        self._numbers = dict(known)

    def terms(self) -> list[str]:
        """Every term in the order of its number; empty for those of boundaries and numbers."""
        return ["", "", *self._numbers]

    def number(self, rows: TermRows) -> Row:
        """The numbers of the terms of these rows, boundaries and numbers as they are there."""
        forms: Sequence[str] = rows.forms.split(" ") if rows.forms else ()
        known = map(self._numbers.get, forms)
        found = [n or self._number(form) for n, form in zip(known, forms, strict=True)]
        renumber = np.array([BOUNDARY, NUMBER, *found], dtype=np.int32)
        return renumber.take(rows.numbers)

    def _number(self, term: str) -> int:
        if len(self._numbers) + 2 >= MAX_NUMBERED:
            return NUMBER
        number = self._numbers[term] = len(self._numbers) + 2
        return number
