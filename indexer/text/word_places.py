"""Where terms stand in some texts, found with numpy.

A word's letters are one number: without their marks to choose words, with them to tell the term,
once for each different word of a text. Only pieces that hold more than one word, or anything but
Vietnamese letters and digits in it, are cut.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import INVISIBLE, normal_form
from indexer.text.pieces import Held, Occurrence, Piece, Texts, cut_pieces, first_runs
from indexer.text.tiers import base_form, marked_letters, plain_letters
from indexer.text.tokens import MARKS

Numbers = NDArray[np.intp]

Keys = NDArray[np.uint64]

_LETTERS = 8
"""Letters of a word that are compared: they are the bytes of one number."""

_BMP = 1 << 16

_SEPARATOR, _SPACE, _DOT, _ODD = 0, 1, 2, 3
"""What is no letter; and what may be part of any: a mark, a foreign letter, nothing visible."""

_FIRST_MARKED = 128


class WordTexts(Texts):
    """Chooses words by their letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        codes = np.frombuffer(self.joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self._letters = _letter_table().take(codes, mode="clip")
        self._inside = self._letters != _SPACE
        self._starts = np.flatnonzero(self._inside[1:] > self._inside[:-1]) + 1
        self.first_pieces = np.searchsorted(self._starts, self.offsets).tolist()
        self._odd_terms: dict[bool, Held] = {}

    def piece(self, number: int) -> Piece:
        """See `Texts.piece`."""
        start = int(self._starts[number])
        return number, start, self.joined[start : self._ends[number]]

    def beginning(self, letters: str) -> Iterator[Piece]:
        """See `Texts.beginning`."""
        runs = first_runs(letters)
        if not runs:
            return self._pieces(np.arange(len(self._starts)))
        begin = _beginning(self._words.plain, runs)
        numbers = self._pieces_at(self._words.starts[begin])
        return self._pieces(_together(np.concatenate([numbers, self._odd, self._numbers])))

    def _find(self, terms: frozenset[str], runs: Collection[str], *, is_base: bool) -> Held:
        words = self._words
        likely = _among(words.plain, _keys_of(runs))
        pieces = self._pieces_at(words.starts.take(likely))
        is_sole = self._is_sole(likely, pieces)
        sole = self._sole(likely[is_sole], pieces[is_sole], terms, is_base=is_base)
        has_digits = any(run.isdigit() for run in runs)
        to_cut = np.concatenate([pieces[~is_sole], *([self._numbers] * has_digits)])
        several = _together(to_cut[~self._is_odd.take(to_cut)])
        cut = cut_pieces(self._pieces(several), is_base=is_base).of(terms)
        odd = self._odd_held(is_base=is_base).of(terms)
        return Held(list(sole), {}).with_places(cut.with_places(odd))

    def _odd_held(self, *, is_base: bool) -> Held:
        if is_base not in self._odd_terms:
            pieces = self._pieces(_together(self._odd))
            self._odd_terms[is_base] = cut_pieces(pieces, is_base=is_base)
        return self._odd_terms[is_base]

    def _sole(
        self, words: Numbers, pieces: Numbers, terms: Collection[str], *, is_base: bool
    ) -> Iterator[Occurrence]:
        """The occurrences of terms among words that are the only ones of their pieces."""
        starts = self._words.starts.take(words)
        keys = _windows(self._letters).take(starts) & self._words.masks.take(words)
        different = _different(keys)
        known = [_written(key) for key in different.tolist()]
        forms = [base_form(exact) if is_base else exact for exact, _ in known]
        is_asked = np.array([form in terms for form in forms], dtype=np.bool_)
        which = np.searchsorted(different, keys)
        kept = np.flatnonzero(is_asked.take(which))
        which, starts = which.take(kept), starts.take(kept)
        sizes = np.array([size for _, size in known], dtype=np.intp)
        ends = starts + sizes.take(which)
        texts = map(forms.__getitem__, which.tolist())
        return zip(starts.tolist(), ends.tolist(), texts, pieces.take(kept).tolist(), strict=True)

    def _is_sole(self, words: Numbers, pieces: Numbers) -> NDArray[np.bool_]:
        """Whether some words are each all that its piece holds, and short enough to be known."""
        starts, plain, _ = self._words
        # Of the first and the last word it is left open: they count as one of several.
        before = starts.take(words - 1, mode="clip") < self._starts.take(pieces)
        after = starts.take(words + 1, mode="clip") >= self._ends.take(pieces)
        is_short = plain.take(words) < np.uint64(1 << 8 * (_LETTERS - 1))
        found: NDArray[np.bool_] = before & after & is_short & ~self._is_odd.take(pieces)
        return found

    @cached_property
    def _ends(self) -> Numbers:
        return np.flatnonzero(self._inside[1:] < self._inside[:-1]) + 1

    @cached_property
    def _words(self) -> _Words:
        is_word = self._letters > _ODD
        starts = np.flatnonzero(is_word[1:] > is_word[:-1]) + 1
        plain = np.frombuffer(self._letters.tobytes().translate(_PLAIN), np.uint8)
        windows = _windows(plain).take(starts)
        masks = _before_separator(windows)
        return _Words(starts, windows & masks, masks)

    @cached_property
    def _odd(self) -> Numbers:
        """The numbers of the pieces that have to be cut into terms to know them."""
        letters = self._letters
        digits = np.flatnonzero((letters >= ord("0")) & (letters <= ord("9")))
        beside = _KINDS.take(letters.take([digits - 1, digits + 1]))
        mixed = digits[(beside == _LETTER).any(axis=0)]
        odd = np.flatnonzero(letters == _ODD)
        return self._pieces_at(np.concatenate([mixed, odd, self._dots(_LETTER)]))

    @cached_property
    def _is_odd(self) -> NDArray[np.bool_]:
        found = np.zeros(len(self._starts), dtype=np.bool_)
        found[self._odd] = True
        return found

    @cached_property
    def _numbers(self) -> Numbers:
        """The numbers of the pieces with digits parted by a dot or a comma."""
        return self._pieces_at(self._dots(_DIGIT))

    def _dots(self, kind: int) -> Numbers:
        """The places of dots and commas between two letters, or two digits."""
        dots = np.flatnonzero(self._letters == _DOT)
        kinds = _KINDS.take(self._letters.take([dots - 1, dots + 1]))
        found: Numbers = dots[(kinds == kind).all(axis=0)]
        return found

    def _pieces_at(self, places: Numbers) -> Numbers:
        return np.searchsorted(self._starts, places, side="right") - 1

    def _pieces(self, numbers: Numbers) -> Iterator[Piece]:
        starts, ends = self._starts.take(numbers).tolist(), self._ends.take(numbers).tolist()
        for number, start, end in zip(numbers.tolist(), starts, ends, strict=True):
            yield number, start, self.joined[start:end]


class _Words(NamedTuple):
    """The runs of letters and digits: where they start, and their first letters without marks.

    `masks` have those bytes set that belong to the word, of the eight from its start on.
    """

    starts: Numbers
    plain: Keys
    masks: Keys


def _windows(letters: NDArray[np.uint8]) -> Keys:
    """For each place the eight letters from it on."""
    padded = np.concatenate([letters, np.zeros(_LETTERS, np.uint8)])
    return np.ndarray((len(letters),), "<u8", padded.data, strides=(1,))


def _before_separator(windows: Keys) -> Keys:
    """The bytes before the first one of each window that is 0, as a mask."""
    # A byte of 0 is the lowest one that borrows when 1 is taken from every byte.
    borrowing = ((windows - _ONES) & ~windows) >> np.uint64(7) & _ONES
    found: Keys = (borrowing & -borrowing) - np.uint64(1)
    return found


_ONES = np.uint64(0x0101_0101_0101_0101)


def _keys_of(runs: Collection[str]) -> Keys:
    """The first letters of runs as numbers, in order."""
    keys = {int.from_bytes(run[:_LETTERS].encode(), "little") for run in runs}
    return np.array(sorted(keys), dtype=np.uint64)


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


def _beginning(words: Keys, runs: Collection[str]) -> Numbers:
    """The places of those words that begin as one of these runs."""
    wanted = _keys_of(runs)
    lengths = {min(_LETTERS, len(run)) for run in runs}
    begin = [_is_in(words & np.uint64((1 << 8 * n) - 1), wanted) for n in lengths]
    return np.flatnonzero(np.logical_or.reduce(begin))


def _different(keys: Keys) -> Keys:
    """The keys in order, each once: as `numpy.unique`, which imports far more."""
    ordered = np.sort(keys)
    is_new = np.ones(len(keys), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def _together(numbers: Numbers) -> Numbers:
    """These numbers in order, each once."""
    return np.array(sorted(set(numbers.tolist())), dtype=np.intp)


_HASH_BITS = 12


def _hash(keys: Keys) -> Numbers:
    # An odd number with well-mixed bits: 2**64 by the golden ratio.
    mixed = keys * np.uint64(0x9E37_79B9_7F4A_7C15)
    return (mixed >> np.uint64(64 - _HASH_BITS)).astype(np.intp)


@lru_cache(maxsize=1 << 16)
def _written(key: int) -> tuple[str, int]:
    """The exact form of a word whose letters are these bytes, and how many letters it has."""
    codes = key.to_bytes(_LETTERS, "little").rstrip(b"\0")
    return normal_form("".join(map(_ALPHABET.__getitem__, codes))), len(codes)


def _alphabet() -> dict[int, str]:
    """The bytes that stand for Vietnamese letters and digits: itself for each without marks."""
    plain = "abcdefghijklmnopqrstuvwxyz"
    marked = "".join(marked_letters(letter)[1:] for letter in plain)
    return {ord(c): c for c in plain + "0123456789"} | dict(enumerate(marked, _FIRST_MARKED))


_ALPHABET = _alphabet()

# For each byte: that of its letter without marks, the one of a separator where it is none.
_PLAIN = bytes(ord(plain_letters(_ALPHABET.get(byte, "\0"))) for byte in range(256))

_LETTER, _DIGIT = 1, 2

_KINDS = np.zeros(256, dtype=np.uint8)
_KINDS[list(_ALPHABET)] = [_DIGIT if c.isdigit() else _LETTER for c in _ALPHABET.values()]


@cache
def _letter_table() -> NDArray[np.uint8]:
    """For each code point its byte; one for those beyond.

    Odd is whatever may be part of a term and is no Vietnamese letter: combining marks, what is
    invisible, other letters and digits.
    """
    found = np.full(_BMP + 1, _SEPARATOR, dtype=np.uint8)
    found[_BMP] = _ODD
    _put(found, rf"[^\W_]+|[{MARKS}{INVISIBLE}]+", _ODD)
    _put(found, r"\s+", _SPACE)
    found[[ord("."), ord(",")]] = _DOT
    for byte, letter in _ALPHABET.items():
        found[[ord(letter), ord(letter.upper())]] = byte
    found[[ord("ð"), ord("Ð")]] = found[ord("đ")]
    return found


def _put(table: NDArray[np.uint8], pattern: str, value: int) -> None:
    every = np.arange(_BMP, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in re.finditer(pattern, every):
        table[run.start() : run.end()] = value
