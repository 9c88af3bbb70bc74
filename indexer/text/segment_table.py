"""Which 16 bytes were seen before, and what was noted of them? A hash table of numpy's.

A Python dictionary waits for the memory at each look-up; here the waits of a whole array overlap,
and no object is made of a key. Keys are compared whole: the hash only says where to look.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.intp]

Keys = NDArray[np.uint64]
"""Keys of 16 bytes: an array of shape (n, 2)."""

Notes = NDArray[np.int32]
"""Up to four numbers a key, the rest -1: an array of shape (n, 4)."""

# The first half of a note, where nothing is noted.
_ABSENT = np.uint64(0xFFFF_FFFF_FFFF_FFFF)

# Odd numbers with well-mixed bits: 2**64 by the golden ratio, and primes of xxHash.
_MIX_SECOND = np.uint64(0xC2B2_AE3D_27D4_EB4F)
_MIXES = tuple(
    np.uint64(mix)
    for mix in (
        0x9E37_79B9_7F4A_7C15,
        0x1656_67B1_9E37_79F9,
        0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5,
    )
)


class KeyTable:
    """Up to four numbers by keys of 16 bytes; not to be used by two threads at once.

    A key has four slots where it may stand. It is refused, or forgotten when the table grows, if
    all are taken, so that a look-up has an end: whoever asks must know the answer otherwise, too.
    """

    def __init__(self) -> None:
        self._count = 0
        self._clear(bits=15)

    def __len__(self) -> int:
        return self._count

    def find(self, keys: Keys) -> Notes:
        """Return what is noted of each key, -1 first where nothing is."""
        rows = self._rows.take(self._hash(keys, 0), axis=0)
        places = np.flatnonzero(_differ(rows, keys) & (rows[:, 2] != _ABSENT))
        for which in range(1, len(_MIXES)):
            others = keys.take(places, axis=0)
            found = self._rows.take(self._hash(others, which), axis=0)
            wrong = _differ(found, others)
            taken = wrong & (found[:, 2] != _ABSENT)
            found[wrong, 2:] = _ABSENT
            rows[places] = found
            places = places[taken]
        return rows[:, 2:].view(np.int32)

    def add(self, keys: Keys, notes: Notes) -> None:
        """Note something of each key; the keys must differ, and must not be in the table."""
        self._count += len(keys)
        # Half full at most: then most keys, and nearly all frequent ones, which come early, are
        # found in their first slot.
        if 2 * self._count > len(self._rows):
            old = self._rows[self._rows[:, 2] != _ABSENT]
            self._clear(bits=(2 * self._count).bit_length())
            self._insert(old)
        self._insert(np.concatenate([keys, notes.view(np.uint64)], axis=1))

    def _insert(self, rows: NDArray[np.uint64]) -> None:
        for which in range(len(_MIXES)):
            slots = self._hash(rows, which)
            free = self._rows[slots, 2] == _ABSENT
            self._rows[slots[free]] = rows[free]
            # Of several rows for one slot the last was written.
            rows = rows[_differ(self._rows.take(slots, axis=0), rows)]

    def _hash(self, keys: Keys, which: int) -> Ids:
        mixed = keys[:, 1] * _MIX_SECOND
        mixed ^= keys[:, 0]
        mixed *= _MIXES[which]
        mixed >>= self._shift
        return mixed.astype(np.intp, copy=False)

    def _clear(self, *, bits: int) -> None:
        self._rows = np.zeros((1 << bits, 4), dtype=np.uint64)
        self._rows[:, 2:] = _ABSENT
        self._shift = np.uint64(64 - bits)


def _differ(rows: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    differ: NDArray[np.bool_] = (rows[:, 0] != keys[:, 0]) | (rows[:, 1] != keys[:, 1])
    return differ
