"""How are the letters of texts bytes, and those of words numbers?

A letter with its marks is one byte, and the first eight letters of a word are one number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import INVISIBLE, normal_form
from indexer.text.tiers import marked_letters, plain_letters
from indexer.text.tokens import MARKS

Numbers = NDArray[np.intp]

Keys = NDArray[np.uint64]

Letters = NDArray[np.uint8]

_Number = TypeVar("_Number", np.uint8, np.uint64)

LETTERS = 8
"""Letters of a word that are compared: they are the bytes of one number."""

_BMP = 1 << 16

SEPARATOR, SPACE, DOT, ODD = 0, 1, 2, 3
"""What is no letter; and what may be part of any: a mark, a foreign letter, nothing visible."""

_FIRST_MARKED = 128


def letter_bytes(text: str) -> Letters:
    """The letters of a text: the bytes of `_ALPHABET`, or what stands for all others."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _letter_table().take(codes, mode="clip")


def plain_bytes(letters: NDArray[_Number]) -> NDArray[_Number]:
    """The letters, one or several in a number, without their marks; all else is 0."""
    return np.frombuffer(letters.tobytes().translate(_PLAIN), letters.dtype)


def windows(letters: Letters, dtype: str = "<u8") -> NDArray[Any]:
    """For each place the letters from it on, as many as fill a number of this type."""
    padded = np.concatenate([letters, np.zeros(LETTERS, np.uint8)])
    return np.ndarray((len(letters),), dtype, padded.data, strides=(1,))


def begin_as(runs: Collection[str]) -> NDArray[np.bool_]:
    """For every two letters, as one number, whether one of these runs begins so."""
    found = np.zeros(1 << 16, dtype=np.bool_)
    for pair in {run[:2].ljust(2, "\0") for run in runs}:
        found[_written_as(pair)] = True
    return found


@lru_cache(maxsize=1 << 11)
def _written_as(pair: str) -> Numbers:
    """The pairs of bytes that are these two letters without their marks."""
    first, second = (np.flatnonzero(np.frombuffer(_PLAIN, np.uint8) == ord(c)) for c in pair)
    # The first letter is the lower byte.
    return (second[:, None] << 8 | first).ravel()


def before_separator(windows: Keys) -> Keys:
    """The bytes before the first one of each window that is 0, as a mask."""
    # A byte of 0 is the lowest one that borrows when 1 is taken from every byte.
    borrowing = ((windows - _ONES) & ~windows) >> np.uint64(7) & _ONES
    found: Keys = (borrowing & -borrowing) - np.uint64(1)
    return found


_ONES = np.uint64(0x0101_0101_0101_0101)

MASKS = np.array([(1 << 8 * size) - 1 for size in range(LETTERS + 1)], dtype=np.uint64)
"""For each number of letters the bytes that they fill."""


def _keys_of(runs: Collection[str]) -> Keys:
    """The first letters of runs as numbers, in order."""
    keys = {int.from_bytes(run[:LETTERS].encode(), "little") for run in runs}
    return np.array(sorted(keys), dtype=np.uint64)


def among(words: Keys, runs: Collection[str]) -> Numbers:
    """The places of those words that are one of these runs, and of few others."""
    likely = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    likely[_hash(_keys_of(runs))] = True
    return likely[_hash(words)].nonzero()[0]


def _is_in(words: Keys, wanted: Keys) -> NDArray[np.bool_]:
    """Which words are among those wanted, in order: as `numpy.isin`, which imports far more."""
    if not len(wanted):
        return np.zeros(len(words), dtype=np.bool_)
    at = np.minimum(np.searchsorted(wanted, words), len(wanted) - 1)
    return np.asarray(wanted.take(at) == words)


def beginning(words: Keys, runs: Collection[str]) -> Numbers:
    """The places of those words that begin as one of these runs."""
    wanted = _keys_of(runs)
    lengths = {min(LETTERS, len(run)) for run in runs}
    begin = [_is_in(words & np.uint64((1 << 8 * n) - 1), wanted) for n in lengths]
    return np.flatnonzero(np.logical_or.reduce(begin))


def numbered(keys: Keys) -> tuple[Numbers, Sequence[int]]:
    """For each key its number among those that differ, and these."""
    ordered = np.sort(keys)
    different = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(keys)]]
    return different.searchsorted(keys), different.tolist()


_HASH_BITS = 12


def _hash(keys: Keys) -> Numbers:
    # An odd number with well-mixed bits: 2**64 by the golden ratio.
    mixed = keys * np.uint64(0x9E37_79B9_7F4A_7C15)
    return (mixed >> np.uint64(64 - _HASH_BITS)).astype(np.intp)


@lru_cache(maxsize=1 << 16)
def written(key: int) -> str:
    """The exact form of a word whose letters are these bytes."""
    codes = key.to_bytes(LETTERS, "little").rstrip(b"\0")
    return normal_form("".join(map(_ALPHABET.__getitem__, codes)))


def _alphabet() -> dict[int, str]:
    """The bytes that stand for Vietnamese letters and digits: itself for each without marks."""
    plain = "abcdefghijklmnopqrstuvwxyz"
    marked = "".join(marked_letters(letter)[1:] for letter in plain)
    return {ord(c): c for c in plain + "0123456789"} | dict(enumerate(marked, _FIRST_MARKED))


_ALPHABET = _alphabet()

# For each byte: that of its letter without marks, the one of a separator where it is none.
_PLAIN = bytes(ord(plain_letters(_ALPHABET.get(byte, "\0"))) for byte in range(256))

LETTER, DIGIT = 1, 2

KINDS = np.zeros(256, dtype=np.uint8)
KINDS[list(_ALPHABET)] = [DIGIT if c.isdigit() else LETTER for c in _ALPHABET.values()]


@cache
def _letter_table() -> NDArray[np.uint8]:
    """For each code point its byte; one for those beyond.

    Odd is whatever may be part of a term and is no Vietnamese letter: combining marks, what is
    invisible, other letters and digits.
    """
    found = np.full(_BMP + 1, SEPARATOR, dtype=np.uint8)
    found[_BMP] = ODD
    _put(found, rf"[^\W_]+|[{MARKS}{INVISIBLE}]+", ODD)
    _put(found, r"\s+", SPACE)
    found[[ord("."), ord(",")]] = DOT
    for byte, letter in _ALPHABET.items():
        found[[ord(letter), ord(letter.upper())]] = byte
    found[[ord("ð"), ord("Ð")]] = found[ord("đ")]
    return found


def _put(table: NDArray[np.uint8], pattern: str, value: int) -> None:
    every = np.arange(_BMP, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in re.finditer(pattern, every):
        table[run.start() : run.end()] = value
