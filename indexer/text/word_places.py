"""The pieces of some texts that can hold a term, chosen with numpy.

Letters are compared without marks, by one table look-up a letter and one number a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import INVISIBLE, normal_form
from indexer.text.pieces import Piece, Texts
from indexer.text.tiers import plain_letters
from indexer.text.tokens import MARKS

Numbers = NDArray[np.intp]

Keys = NDArray[np.uint64]

_LETTERS = 8
"""Letters of a word that are compared at first: they are the bytes of one number."""

_LETTER, _DIGIT = 1, 2

_BMP = 1 << 16

_SEPARATOR, _ODD = 0, 1
"""What is no letter; and what may be part of any: a mark, a foreign letter, nothing visible."""


class WordTexts(Texts):
    """Chooses pieces by the first letters of the words in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self._codes = _read_codes(self.joined)
        inside = _inside().take(self._codes)
        self._starts = np.flatnonzero(inside[1:] > inside[:-1]) + 1
        self._ends = np.flatnonzero(inside[1:] < inside[:-1]) + 1
        self.first_pieces = np.searchsorted(self._starts, self.offsets).tolist()

    def pieces(self, numbers: Sequence[int]) -> Iterator[Piece]:
        """See `Texts.pieces`."""
        joined = self.joined
        starts, ends = self._starts.take(numbers).tolist(), self._ends.take(numbers).tolist()
        for number, start, end in zip(numbers, starts, ends, strict=True):
            yield number, start, joined[start:end]

    def _likely(self, runs: Collection[str], *, whole: bool, digits: bool) -> Sequence[int]:
        starts, words = self._words
        keys = {int.from_bytes(run[:_LETTERS].encode(), "little") for run in runs}
        wanted = np.array(sorted(keys), dtype=np.uint64)
        places = _among(words, wanted) if whole else _beginning(words, runs, wanted)
        found = [self._pieces_at(starts[places]), self._odd, *([self._numbers] * digits)]
        return sorted(set(np.concatenate(found).tolist()))

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
        return np.searchsorted(self._starts, places, side="right") - 1


def _among(words: Keys, wanted: Keys) -> Numbers:
    """The places of those words that are wanted."""
    likely = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    likely[_hash(wanted)] = True
    places = np.flatnonzero(likely.take(_hash(words)))
    return places[_is_in(words.take(places), wanted)]


def _is_in(words: Keys, wanted: Keys) -> NDArray[np.bool_]:
    """Which words are among those wanted, in order: as `numpy.isin`, which imports far more."""
    if not len(wanted):
        return np.zeros(len(words), dtype=np.bool_)
    at = np.minimum(np.searchsorted(wanted, words), len(wanted) - 1)
    return np.asarray(wanted.take(at) == words)


def _beginning(words: Keys, runs: Collection[str], wanted: Keys) -> Numbers:
    """The places of those words that begin as one of those wanted, whose runs these are."""
    lengths = {min(_LETTERS, len(run)) for run in runs}
    begin = [_is_in(words & np.uint64((1 << 8 * n) - 1), wanted) for n in lengths]
    return np.flatnonzero(np.logical_or.reduce(begin))


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
