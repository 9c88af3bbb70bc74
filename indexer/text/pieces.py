"""Where in some texts does one of these terms stand?

A few texts are looked through together. Pieces, which is what stands between white space, are first
chosen by their letters without marks, which is quick, and only those are cut into terms; nothing is
remembered of texts, so the first answer is as quick as the hundredth. There are two ways of
choosing: by a regular expression, and with numpy in a tenth of the time (`word_places`), where so
many texts are looked through that it pays to load it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from indexer.text.normalize import INVISIBLE
from indexer.text.tiers import base_form, marked_letters, plain_letters, spelled_letters
from indexer.text.tokens import MARKS, Memory, chunk_spans, chunk_terms

Piece = tuple[int, int, str]
"""The number of a piece, its place in the joined texts, and the piece."""

Occurrence = tuple[int, int, str, int]
"""Where a term starts and ends in the joined texts, the term, and the number of its piece."""

base_chunk_terms: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(map(base_form, chunk_terms[chunk]))
)
"""For a piece of text without white space the base forms of its terms."""


class Held(Protocol):
    """Where the terms that were asked for stand."""

    @property
    def places(self) -> Sequence[Occurrence]:
        """All places, in order."""

    @property
    def several(self) -> Mapping[int, Sequence[str]]:
        """Those pieces with one of the terms that hold more than it, by number: all their terms."""

    def line(self, signs: Mapping[str, int], count: int) -> bytearray:
        """For each of so many pieces, which is all, the byte of a term that it holds, or 0."""


@dataclass(frozen=True, slots=True)
class ListedHeld:
    """See `Held`: as a list."""

    places: list[Occurrence]
    several: dict[int, tuple[str, ...]]

    def line(self, signs: Mapping[str, int], count: int) -> bytearray:
        """See `Held.line`."""
        line = bytearray(count)
        for _, _, term, number in self.places:
            line[number] = signs[term]
        return line


class Texts(ABC):
    """Some texts, cut into pieces between white space; pieces are numbered through all of them.

    `joined` has the texts one after the other, each from its place in `offsets` on;
    `first_pieces` are the numbers of their first pieces, and at the end the number of all.
    """

    first_pieces: Sequence[int]

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "\n".join(["", *texts, ""])
        self.offsets = list(accumulate((len(text) + 1 for text in texts), initial=1))
        self._runs: frozenset[str] = frozenset()
        self._is_chosen = False
        self._held: dict[tuple[frozenset[str], bool], Held] = {}

    @abstractmethod
    def piece(self, number: int) -> Piece:
        """The piece of this number."""

    @abstractmethod
    def beginning(self, letters: str) -> Iterator[Piece]:
        """All pieces that can hold a term that begins with these letters, which have no marks."""

    @abstractmethod
    def _choose(self, runs: Collection[str]) -> None:
        """Chooses the pieces that can hold a term with one of these runs (`first_runs`)."""

    @abstractmethod
    def _find(self, terms: frozenset[str], *, is_base: bool) -> Held:
        """As `find`, in the pieces that were chosen."""

    def expect(self, terms: Iterable[str]) -> None:
        """Makes ready for finding these terms: all at once are found quicker than one by one."""
        runs = frozenset(run for term in terms for run in first_runs(term))
        if not runs <= self._runs:
            self._runs |= runs
            self._is_chosen = False

    def find(self, terms: Iterable[str], *, is_base: bool) -> Held:
        """Where one of the terms stands, in its exact or its base form."""
        asked = frozenset(terms)
        self.expect(asked)
        if not self._is_chosen:
            self._choose(self._runs)
            self._is_chosen = True
        if (asked, is_base) not in self._held:
            self._held[asked, is_base] = self._find(asked, is_base=is_base)
        return self._held[asked, is_base]

    def terms_from(self, number: int) -> Iterator[Occurrence]:
        """The exact terms of a piece and of those after it, to the end of its text."""
        end = self.first_pieces[bisect_right(self.first_pieces, number)]
        for this, place, piece in map(self.piece, range(number, end)):
            yield from ((place + s, place + e, term, this) for term, s, e in chunk_spans[piece])


def cut_pieces(pieces: Iterable[Piece], terms: frozenset[str], *, is_base: bool) -> ListedHeld:
    """Where these terms stand in some pieces."""
    terms_of = base_chunk_terms if is_base else chunk_terms
    held = ListedHeld([], {})
    for number, place, piece in pieces:
        forms = terms_of[piece]
        if terms.isdisjoint(forms):
            continue
        if len(forms) > 1:
            held.several[number] = forms
        for form, (_, start, end) in zip(forms, chunk_spans[piece], strict=True):
            if form in terms:
                held.places.append((place + start, place + end, form, number))
    return held


class PlainTexts(Texts):
    """Chooses pieces by a regular expression."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self._spans = [match.span() for match in _PIECE.finditer(self.joined)]
        self._starts = [start for start, _ in self._spans]
        self.first_pieces = [bisect_left(self._starts, offset) for offset in self.offsets]
        self._chosen: Sequence[Piece] = ()

    def piece(self, number: int) -> Piece:
        """See `Texts.piece`."""
        start, end = self._spans[number]
        return number, start, self.joined[start:end]

    def beginning(self, letters: str) -> Iterator[Piece]:
        """See `Texts.beginning`."""
        runs = first_runs(letters)
        numbers = self._likely(runs, whole=False) if runs else range(len(self._spans))
        return map(self.piece, numbers)

    def _choose(self, runs: Collection[str]) -> None:
        self._chosen = list(map(self.piece, self._likely(runs, whole=True)))

    def _find(self, terms: frozenset[str], *, is_base: bool) -> Held:
        return cut_pieces(self._chosen, terms, is_base=is_base)

    def _likely(self, runs: Collection[str], *, whole: bool) -> Sequence[int]:
        """The numbers, in order, of all pieces that can hold a term with one of these runs.

        A run is the first letters or digits of a term without marks (`first_runs`), or where it is
        not `whole` the beginning of one.
        """
        pattern = _pattern(frozenset(runs), whole=whole)
        starts = (match.start() for match in pattern.finditer(self.joined))
        return sorted({bisect_right(self._starts, start) - 1 for start in starts})


_PIECE = re.compile(r"\S+")

_LETTERS = {letter: marked_letters(letter) for letter in "abcdefghijklmnopqrstuvwxyz"}
_VIETNAMESE = "".join(letters + letters.upper() for letters in _LETTERS.values())

# Other letters, marks, what is invisible, dots inside words: a piece with one of them has to be
# cut into terms to know them.
_ODD = rf"[^\W_0-9{_VIETNAMESE}]|[{MARKS}{INVISIBLE}]|[.,](?<=\w.)(?=\w)"


@lru_cache(maxsize=64)
def _pattern(runs: frozenset[str], *, whole: bool) -> re.Pattern[str]:
    """What every piece has that can hold a term with one of these runs."""
    return re.compile("|".join([*(_spelled(run, whole=whole) for run in sorted(runs)), _ODD]))


@lru_cache(maxsize=1 << 14)
def first_runs(term: str) -> tuple[str, ...]:
    """The first letters or digits of a term without marks, as it may be written."""
    runs = (_RUN.search(letters) for letters in spelled_letters(plain_letters(term)))
    return tuple(run.group() for run in runs if run)


_RUN = re.compile(r"[a-z]+|[0-9]+")


def _spelled(run: str, *, whole: bool) -> str:
    """A regular expression for a run of letters or digits with whatever marks."""
    if not run.isalpha():
        return run
    letters = "".join(f"[{_LETTERS[c]}{_LETTERS[c].upper()}]" for c in run)
    return rf"(?<![^\W\d_]){letters}" + r"(?![^\W\d_])" * whole
