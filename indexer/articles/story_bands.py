"""Which earlier signatures share a band with this one? A hash table of chains, in flat arrays.

Each row of values gives one node a band; nodes of one slot are chained from the newest to the
oldest. Other bands fall into a slot now and then: who asks compares whole signatures anyway.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BANDS, ROWS = 42, 3
"""A pair of resemblance s shares a band with probability 1 - (1 - s**3)**42: 0.84 at 0.35."""

BANDED = BANDS * ROWS
"""The values of a signature that stand in bands."""

LONGEST_WALK = 16
"""Nodes looked at in one chain: bounds the time that a very frequent band takes."""

BLOCK = 4096
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFTS = np.array([0, 8, 16], np.uint64)
_NUMBERS = np.arange(BANDS, dtype=np.uint64) << np.uint64(48)

Slots = NDArray[np.int64]


class BandTable:
    """Room for `capacity` rows of `BANDED` values (8 bits each), numbered as they are added."""

    def __init__(self, capacity: int) -> None:
        # Three slots for four nodes. With twice as many, the stories of 200,000 articles held
        # 33 MB more and took a twentieth less time to find; they were the same.
        self._bits = (capacity * BANDS).bit_length() - 1
        self._heads = np.full(1 << self._bits, -1, np.int32)
        self._older = np.empty(capacity * BANDS, np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def slots(self, values: NDArray[np.uint8]) -> Slots:
        """The slot of each band: of rows of `BANDED` values, rows of `BANDS` slots."""
        bands = values.reshape(len(values), BANDS, ROWS).astype(np.uint64) << _SHIFTS
        keys = (bands.sum(axis=2, dtype=np.uint64) | _NUMBERS) * _MIX
        slots: Slots = (keys >> np.uint64(64 - self._bits)).astype(np.int64)
        return slots

    def candidates(self, slots: Slots) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (number among these rows of slots, row of the table) that share a slot, once each.

        In order of both.
        """
        owners = np.repeat(np.arange(len(slots)), BANDS)
        nodes = self._heads[slots.reshape(-1)]
        found = [np.empty(0, np.int64)]
        for _ in range(LONGEST_WALK):
            held = nodes >= 0
            owners, nodes = owners[held], nodes[held]
            if not len(nodes):
                break
            found.append(owners * self._count + nodes // BANDS)
            nodes = self._older[nodes]
        pairs = np.sort(np.concatenate(found))
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
        return pairs // max(1, self._count), pairs % max(1, self._count)

    def add(self, values: NDArray[np.uint8]) -> None:
        """Takes in rows of `BANDED` values."""
        for start in range(0, len(values), BLOCK):
            self._chain(self.slots(values[start : start + BLOCK]).reshape(-1))

    def _chain(self, slots: Slots) -> None:
        first = self._count * BANDS
        # One sort of plain numbers is several times faster than a stable sort of places.
        both = np.sort(slots * len(slots) + np.arange(len(slots)))
        ordered, order = both // len(slots), both % len(slots)
        repeated = ordered[1:] == ordered[:-1]
        older = self._heads[ordered]
        older[1:][repeated] = first + order[:-1][repeated]
        self._older[first + order] = older
        last = np.append(~repeated, True)
        self._heads[ordered[last]] = first + order[last]
        self._count += len(slots) // BANDS
