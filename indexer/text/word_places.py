"""Which pieces of some texts, between white space, hold one of these terms?

A few texts are looked through together, with numpy. Letters are compared without marks first, by
one table look-up a letter and one number a word; only the pieces of text that can hold a term by
that are cut into terms. Nothing is remembered of texts, so the first answer is as quick as the
hundredth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import INVISIBLE, normal_form
from indexer.text.tiers import base_form, plain_letters, spelled_letters
from indexer.text.tokens import MARKS, Memory, chunk_terms

Numbers = NDArray[np.intp]

Keys = NDArray[np.uint64]

Piece = tuple[int, int, str]
"""The number of a piece, its place in the joined texts, and the piece."""

_LETTERS = 8
"""Letters of a word that are compared at first: they are the bytes of one number."""

_LETTER, _DIGIT = 1, 2

_BMP = 1 << 16

_SEPARATOR, _ODD = 0, 1
"""What is no letter; and what may be part of any: a mark, a foreign letter, nothing visible."""

base_chunk_terms: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(map(base_form, chunk_terms[chunk]))
)
"""For a piece of text without white space the base forms of its terms."""


class Texts:
    """Some texts, cut into pieces between white space; pieces are numbered through all of them.

    `starts` and `ends` are the places of the pieces in `joined`, which has the texts one after the
    other; `offsets` the places of the texts in it, `first_pieces` the numbers of their first pieces
    (one more of both at the end).
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "\n".join(["", *texts, ""])
        lengths = np.fromiter(map(len, texts), np.intp, len(texts))
        self.offsets = [1, *(1 + np.cumsum(lengths + 1)).tolist()]
        self._found: dict[tuple[frozenset[str], bool], Sequence[Piece]] = {}
        self._codes = _read_codes(self.joined)
        inside = _inside().take(self._codes)
        self.starts = np.flatnonzero(inside[1:] > inside[:-1]) + 1
        self.ends = np.flatnonzero(inside[1:] < inside[:-1]) + 1
        self.first_pieces = np.searchsorted(self.starts, self.offsets).tolist()

    @cached_property
    def all_pieces(self) -> list[str]:
        """All pieces, in order."""
        return self.joined.split()

    def pieces(self, numbers: Sequence[int] | Numbers) -> Iterator[Piece]:
        """The pieces of these numbers."""
        joined = self.joined
        starts, ends = self.starts.take(numbers).tolist(), self.ends.take(numbers).tolist()
        for number, start, end in zip(numbers, starts, ends, strict=True):
            yield number, start, joined[start:end]

    def find(self, terms: Iterable[str], *, is_base: bool) -> Sequence[Piece]:
        """The pieces, in order, that hold one of the terms in their exact or their base form."""
        asked = (frozenset(terms), is_base)
        if asked not in self._found:
            terms_of = base_chunk_terms if is_base else chunk_terms
            self._found[asked] = [
                piece
                for piece in self.pieces(self._likely(asked[0]).tolist())
                if not asked[0].isdisjoint(terms_of[piece[2]])
            ]
        return self._found[asked]

    def _likely(self, terms: frozenset[str]) -> Numbers:
        """The numbers, in order, of all pieces that hold one of the terms, and of a few more."""
        starts, words = self._words
        found = [self._pieces_at(starts[_among(words, _keys_of(terms))]), self._odd]
        if any(map(_HAS_DIGIT, terms)):
            found.append(self._numbers)
        return np.unique(np.concatenate(found))

    @cached_property
    def _letters(self) -> NDArray[np.uint8]:
        return _base_letters().take(self._codes)

    @cached_property
    def _words(self) -> tuple[Numbers, Keys]:
        """The place of each run of letters and digits, and its first ones without marks."""
        letters = self._letters
        is_word = letters > _ODD
        starts = np.flatnonzero(is_word[1:] > is_word[:-1]) + 1
        padded = np.concatenate([letters, np.zeros(_LETTERS, np.uint8)])
        windows = np.ndarray((len(letters),), "<u8", padded.data, strides=(1,))
        return starts, _first_word(windows[starts])

    @cached_property
    def _odd(self) -> Numbers:
        """The numbers of the pieces that have to be cut into terms to know them."""
        letters = self._letters
        digits = (letters >= ord("0")) & (letters <= ord("9"))
        mixed = (digits[1:] != digits[:-1]) & (letters[1:] > _ODD) & (letters[:-1] > _ODD)
        odd = np.flatnonzero(mixed | (letters[1:] == _ODD)) + 1
        return self._pieces_at(np.concatenate([odd, self._dots(_LETTER)]))

    @cached_property
    def _numbers(self) -> Numbers:
        """The numbers of the pieces with digits parted by a dot or a comma."""
        return self._pieces_at(self._dots(_DIGIT))

    def _dots(self, kind: int) -> Numbers:
        """The places of dots and commas between two letters, or two digits."""
        dots = np.flatnonzero((self._codes == ord(".")) | (self._codes == ord(",")))
        dots = dots[(dots > 0) & (dots + 1 < len(self._codes))]
        kinds = _KINDS.take(self._letters.take([dots - 1, dots + 1]))
        found: Numbers = dots[(kinds == kind).all(axis=0)]
        return found

    def _pieces_at(self, places: Numbers) -> Numbers:
        return np.searchsorted(self.starts, places, side="right") - 1


_HAS_DIGIT = re.compile(r".*\d").match


def _among(words: Keys, wanted: Keys) -> Numbers:
    """The places of those words that are wanted."""
    likely = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    likely[_hash(wanted)] = True
    places = np.flatnonzero(likely.take(_hash(words)))
    found: Numbers = places[np.isin(words.take(places), wanted)]
    return found


def _keys_of(terms: Iterable[str]) -> Keys:
    return np.array(sorted({key for term in terms for key in _keys(term)}), dtype=np.uint64)


@lru_cache(maxsize=1 << 14)
def _keys(term: str) -> tuple[int, ...]:
    """The keys of the first run of letters or digits of a term, as it may be written."""
    runs = (_RUN.search(letters) for letters in spelled_letters(plain_letters(term)))
    firsts = [run.group()[:_LETTERS] for run in runs if run]
    return tuple(int.from_bytes(first.encode(), "little") for first in firsts)


_RUN = re.compile(r"[a-z]+|[0-9]+")


def _read_codes(text: str) -> Numbers:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    clipped: Numbers = np.minimum(codes, _BMP, dtype=np.intp, casting="unsafe")
    return clipped


_HASH_BITS = 12


def _hash(keys: Keys) -> Numbers:
    # An odd number with well-mixed bits: 2**64 by the golden ratio.
    mixed = keys * np.uint64(0x9E37_79B9_7F4A_7C15)
    return (mixed >> np.uint64(64 - _HASH_BITS)).astype(np.intp)


def _first_word(windows: Keys) -> Keys:
    """The bytes before the first separator of each window."""
    # A byte of 0 is the lowest one that borrows when 1 is taken from every byte.
    borrowing = (windows - _ONES) & ~windows & (_ONES << np.uint64(7))
    found: Keys = windows & ((borrowing & -borrowing) - np.uint64(1))
    return found


_ONES = np.uint64(0x0101_0101_0101_0101)

_KINDS = np.zeros(256, dtype=np.uint8)
_KINDS[[ord(c) for c in "abcdefghijklmnopqrstuvwxyz"]] = _LETTER
_KINDS[[ord(c) for c in "0123456789"]] = _DIGIT


@cache
def _inside() -> NDArray[np.uint8]:
    """For each code point whether it is no white space; one more for those beyond."""
    found = np.ones(_BMP + 1, dtype=np.uint8)
    _put(found, r"\s+", 0)
    return found


@cache
def _base_letters() -> NDArray[np.uint8]:
    """For each code point its letter without marks, `_SEPARATOR` or `_ODD`; one for those beyond.

    Odd is whatever may be part of a term and is no single Latin letter or digit when its marks
    are off: combining marks, what is invisible, other scripts.
    """
    found = np.full(_BMP + 1, _SEPARATOR, dtype=np.uint8)
    found[_BMP] = _ODD
    _put(found, rf"[^\W_]+|[{MARKS}{INVISIBLE}]+", _ODD)
    for code in chain(*_LATIN_BLOCKS):
        letter = plain_letters(normal_form(chr(code))) if found[code] == _ODD else ""
        if len(letter) == 1 and letter.isascii():
            found[code] = ord(letter)
    return found


def _put(table: NDArray[np.uint8], pattern: str, value: int) -> None:
    every = np.arange(_BMP, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in re.finditer(pattern, every):
        table[run.start() : run.end()] = value


# ASCII to Latin Extended-B, Latin Extended Additional, full-width forms.
_LATIN_BLOCKS = (range(0x250), range(0x1E00, 0x1F00), range(0xFF00, 0xFF5F))
