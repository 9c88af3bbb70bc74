"""Which pieces of some texts, between white space, hold one of these terms?

A few texts are looked through together. Pieces are first chosen by their letters without marks,
which is quick, and only those are cut into terms; nothing is remembered of texts, so the first
answer is as quick as the hundredth. There are two ways of choosing: by a regular expression, and
with numpy in a third of the time (`word_places`), where so many texts are looked through that it
pays to load it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from indexer.text.normalize import INVISIBLE
from indexer.text.tiers import base_form, marked_letters, plain_letters, spelled_letters
from indexer.text.tokens import MARKS, Memory, chunk_terms

Piece = tuple[int, int, str]
"""The number of a piece, its place in the joined texts, and the piece."""

base_chunk_terms: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(map(base_form, chunk_terms[chunk]))
)
"""For a piece of text without white space the base forms of its terms."""


class Texts(ABC):
    """Some texts, cut into pieces between white space; pieces are numbered through all of them.

    `joined` has the texts one after the other, each from its place in `offsets` on;
    `first_pieces` are the numbers of their first pieces, and at the end the number of all.
    """

    first_pieces: Sequence[int]

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "\n".join(["", *texts, ""])
        self.offsets = list(accumulate((len(text) + 1 for text in texts), initial=1))
        self._found: dict[tuple[frozenset[str], bool], Sequence[Piece]] = {}

    @abstractmethod
    def pieces(self, numbers: Sequence[int]) -> Iterator[Piece]:
        """The pieces of these numbers."""

    @abstractmethod
    def _likely(self, runs: Collection[str], *, whole: bool, digits: bool) -> Sequence[int]:
        """The numbers, in order, of all pieces that can hold a term with one of these runs.

        A run is the first letters or digits of a term without marks (`first_runs`), or where it is
        not `whole` the beginning of one. `digits` says that a term has any.
        """

    def find(self, terms: Iterable[str], *, is_base: bool) -> Sequence[Piece]:
        """The pieces, in order, that hold one of the terms in their exact or their base form."""
        asked = (frozenset(terms), is_base)
        if asked not in self._found:
            terms_of = base_chunk_terms if is_base else chunk_terms
            runs = {run for term in asked[0] for run in first_runs(term)}
            likely = self._likely(runs, whole=True, digits=any(map(_HAS_DIGIT, asked[0])))
            self._found[asked] = [
                piece
                for piece in self.pieces(likely)
                if not asked[0].isdisjoint(terms_of[piece[2]])
            ]
        return self._found[asked]

    def beginning(self, letters: str) -> Iterator[Piece]:
        """All pieces that can hold a term that begins with these letters, which have no marks."""
        runs = first_runs(letters)
        if not runs:
            return self.pieces(range(self.first_pieces[-1]))
        return self.pieces(self._likely(runs, whole=False, digits=_HAS_DIGIT(letters) is not None))


class PlainTexts(Texts):
    """Chooses pieces by a regular expression."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self._spans = [match.span() for match in _PIECE.finditer(self.joined)]
        self._starts = [start for start, _ in self._spans]
        self.first_pieces = [bisect_left(self._starts, offset) for offset in self.offsets]

    def pieces(self, numbers: Sequence[int]) -> Iterator[Piece]:
        """See `Texts.pieces`."""
        for number in numbers:
            start, end = self._spans[number]
            yield number, start, self.joined[start:end]

    def _likely(self, runs: Collection[str], *, whole: bool, digits: bool) -> Sequence[int]:
        del digits  # Numbers with dots are odd here.
        pattern = _pattern(frozenset(runs), whole=whole)
        starts = (match.start() for match in pattern.finditer(self.joined))
        return sorted({bisect_right(self._starts, start) - 1 for start in starts})


_PIECE = re.compile(r"\S+")

_LETTERS = {letter: marked_letters(letter) for letter in "abcdefghijklmnopqrstuvwxyz"}
_VIETNAMESE = "".join(letters + letters.upper() for letters in _LETTERS.values())

# Other letters, marks, what is invisible, dots inside words: a piece with one of them has to be
# cut into terms to know them.
_ODD = rf"[^\W_0-9{_VIETNAMESE}]|[{MARKS}{INVISIBLE}]|[.,](?<=\w.)(?=\w)"


_HAS_DIGIT = re.compile(r".*\d").match


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
