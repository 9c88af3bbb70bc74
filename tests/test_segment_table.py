"""The table of keys: what it says of a key is what was noted of it, or nothing."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.text.segment_table import Keys, KeyTable

ADDED, STEP = 50_000, 500


def some_keys(first: int, count: int) -> Keys:
    """Different keys, of few different bits each, as those of words are."""
    numbers = np.arange(first, first + count, dtype=np.uint64)
    return np.stack([numbers * np.uint64(1 << 16), numbers % np.uint64(7)], axis=1)


@pytest.fixture(scope="module")
def table() -> KeyTable:
    """A table that grew while each key was noted with four numbers: its own, and the next."""
    found = KeyTable()
    for first in range(0, ADDED, STEP):
        own = np.arange(first, first + STEP, dtype=np.int32)
        found.add(some_keys(first, STEP), np.stack([own, own + 1, own + 2, own + 3], axis=1))
    return found


def test_nearly_all_keys_are_known_and_none_for_another(table: KeyTable) -> None:
    notes = table.find(some_keys(0, ADDED))
    known = np.flatnonzero(notes[:, 0] >= 0)
    assert len(known) > 0.95 * ADDED
    assert np.array_equal(notes[known], known[:, np.newaxis] + np.arange(4))


def test_of_other_keys_nothing_is_known(table: KeyTable) -> None:
    notes = table.find(some_keys(ADDED, ADDED))
    assert notes.shape == (ADDED, 4)
    assert (notes[:, 0] == -1).all()
