"""How often does each term, pair and triple of terms occur? Sorted arrays of keys and counts.

A pair of numbered terms is the key `first << 21 | second`, a triple `pair << 21 | third`: what
begins alike stands together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_model import BOUNDARY, LanguageModel

BITS = 21
MASK = (1 << BITS) - 1

MAX_TRIPLES = 5_000_000
"""Beyond these the triples seen once are forgotten while counting: bounds the memory."""

MAX_PAIRS = 2_500_000
"""The same for pairs."""

BLOCK = 1 << 16
"""Rows worked on together: bounds the memory, and is kept at hand."""

Keys: TypeAlias = NDArray[np.int64]
Row: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Table:
    """Distinct keys in order, and a number for each."""

    keys: Keys
    counts: Numbers

    def __len__(self) -> int:
        return len(self.keys)

    def select(self, chosen: NDArray[np.bool_]) -> Table:
        """The rows for which `chosen` holds."""
        return Table(self.keys[chosen], self.counts[chosen])

    def part(self, start: int, end: int) -> Table:
        """The rows from `start` to `end`, where they stand."""
        return Table(self.keys[start:end], self.counts[start:end])

    def put(self, at: int, rows: Table) -> None:
        """Writes these rows over those from a place on."""
        self.keys[at : at + len(rows)] = rows.keys
        self.counts[at : at + len(rows)] = rows.counts

    def resize(self, length: int) -> None:
        """Makes the table longer or shorter; no part of it may be in use.

        Its columns keep their place in memory, or the system moves their pages.
        """
        self.keys.resize(length, refcheck=False)
        self.counts.resize(length, refcheck=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """Occurrences of terms (by number), pairs and triples.

    `forerunners` has for a term how many different terms stand before it, as far as it was known
    when pairs were last forgotten.
    """

    terms: Numbers
    forerunners: Numbers
    pairs: Table
    triples: Table


def count_terms(rows: Sequence[Row]) -> Counts:
    """The counts of rows of numbered terms, in which a boundary stands before each text."""
    # The last pair of the row begins a triple with a boundary: so the keys of triples, shortened,
    # are those of all pairs in order.
    row = np.concatenate([*rows, np.array([BOUNDARY, BOUNDARY], dtype=np.int32)])
    terms = np.bincount(row[:-1]).astype(np.int32)
    keys = _triple_keys(row)
    triples = Table(keys, np.ones(len(keys), dtype=np.int32))
    _join(triples)
    pairs = Table(triples.keys >> BITS, triples.counts.copy())
    _join(pairs)
    return Counts(terms, _count_forerunners(pairs, len(terms)), pairs, triples)


def _triple_keys(row: Row) -> Keys:
    """The keys of all triples, in order; made in place, for they are many."""
    count = len(row) - 2
    keys = row[:count].astype(np.int64)
    for place in range(1, 3):
        keys <<= BITS
        keys |= row[place : place + count]
    keys.sort()
    return keys


def _join(table: Table) -> None:
    """Makes the rows of one key, which stand together, one row with the counts of all."""
    kept = 0
    for start in range(0, len(table), BLOCK):
        rows = table.part(start, start + BLOCK)
        begins = np.flatnonzero(np.diff(rows.keys, prepend=-1))
        joined = Table(rows.keys[begins], np.add.reduceat(rows.counts, begins))
        if kept and joined.keys[0] == table.keys[kept - 1]:
            joined.counts[0] += table.counts[kept - 1]
            kept -= 1
        table.put(kept, joined)
        kept += len(joined)
    table.resize(kept)


def _count_forerunners(pairs: Table, terms: int) -> Numbers:
    found = np.zeros(terms, dtype=np.int32)
    for start in range(0, len(pairs), BLOCK):
        seconds = pairs.keys[start : start + BLOCK] & MASK
        found += np.bincount(seconds, minlength=terms).astype(np.int32)
    return found


def add_counts(a: Counts, b: Counts) -> Counts:
    """The counts of both. Forerunners are those of the sums, or more where more were known.

    The tables of the first become the sums: copies of them would be most of what a build holds.
    """
    terms = _add_rows(a.terms, b.terms)
    pairs, triples = a.pairs, a.triples
    _add(pairs, b.pairs)
    _add(triples, b.triples)
    forerunners = _count_forerunners(pairs, len(terms))
    for known in (a.forerunners, b.forerunners):
        forerunners[: len(known)] = np.maximum(forerunners[: len(known)], known)
    _limit(triples, MAX_TRIPLES)
    if _limit(pairs, MAX_PAIRS):
        _keep(triples, lambda rows: look_up(pairs, rows.keys >> BITS) > 0)
    return Counts(terms, forerunners, pairs, triples)


def _limit(table: Table, most: int) -> bool:
    """Forgets the rarest rows of a table that has too many, and says whether it had."""
    before, least = len(table), 2
    while len(table) > most:
        _keep(table, partial(_is_seen, least))
        least *= 2
    return len(table) < before


def _is_seen(least: int, table: Table) -> NDArray[np.bool_]:
    return table.counts >= least


def _keep(table: Table, choose: Callable[[Table], NDArray[np.bool_]]) -> None:
    """Forgets the rows of a table that are not chosen."""
    kept = 0
    for start in range(0, len(table), BLOCK):
        rows = table.part(start, start + BLOCK)
        chosen = rows.select(choose(rows))
        table.put(kept, chosen)
        kept += len(chosen)
    table.resize(kept)


def _add_rows(a: Numbers, b: Numbers) -> Numbers:
    total = np.zeros(max(len(a), len(b)), dtype=np.int32)
    total[: len(a)] += a
    total[: len(b)] += b
    return total


def _add(a: Table, b: Table) -> None:
    """Adds the second table to the first, some rows at a time.

    The last come first, for then what stands before them can stay where it is.
    """
    end = len(a)
    a.resize(end + len(b))
    for start in reversed(range(0, len(b), BLOCK)):
        rows = b.part(start, start + BLOCK)
        begin = int(np.searchsorted(a.keys[:end], rows.keys[0]))
        a.put(begin + start, _ordered(a.part(begin, end), rows))
        end = begin
    _keep(a, partial(_is_seen, 1))


def _ordered(a: Table, b: Table) -> Table:
    """The rows of both tables in order; of two with one key, the first has both counts."""
    keys = np.concatenate([a.keys, b.keys])
    # Stable sorting finds the two rows of keys that are in order, and merges them.
    order = np.argsort(keys, kind="stable")
    keys, counts = keys.take(order), np.concatenate([a.counts, b.counts]).take(order)
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    counts[twice] += counts[twice + 1]
    counts[twice + 1] = 0
    return Table(keys, counts)


def find_parents(pairs: Table, triples: Table) -> Keys:
    """For each triple the place of the pair that it begins with, which must be there."""
    heads = triples.keys >> BITS
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    places = np.searchsorted(pairs.keys, heads[starts])
    return np.repeat(places, np.diff(starts, append=len(heads)))


def find_places(keys: Keys, wanted: Keys) -> Keys:
    """Where keys in any order stand, or would stand, among keys in order."""
    order = np.argsort(wanted)
    places = np.empty(len(wanted), dtype=np.int64)
    # Keys in order are found in a third of the time: what is looked at is at hand.
    places[order] = np.searchsorted(keys, wanted[order])
    return places


def look_up(table: Table, keys: Keys) -> Numbers:
    """The number of each key, 0 for one that the table does not have."""
    if not len(table):
        return np.zeros(len(keys), dtype=np.int32)
    at = np.minimum(np.searchsorted(table.keys, keys), len(table) - 1)
    return np.where(table.keys[at] == keys, table.counts[at], 0).astype(np.int32)


def counts_of_model(model: LanguageModel) -> Counts:
    """What a model kept of the counts that it was made from, terms numbered as its forms are."""
    starts = np.asarray(model.pair_starts).astype(np.int64)
    firsts = np.repeat(np.arange(model.forms_count), np.diff(starts))
    pair_keys = firsts << BITS | np.asarray(model.pair_forms).astype(np.int64)
    heads = np.repeat(pair_keys, np.asarray(model.pair_triples))
    triple_keys = heads << BITS | np.asarray(model.triple_forms).astype(np.int64)
    return Counts(
        np.asarray(model.counts).astype(np.int32),
        np.asarray(model.forerunners).astype(np.int32),
        Table(pair_keys, _dequantised(np.asarray(model.pair_levels) & 31)),
        Table(triple_keys, _dequantised(np.asarray(model.triple_levels))),
    )


def _dequantised(levels: NDArray[Any]) -> Numbers:
    return np.rint(2.0 ** (levels.astype(np.float64) / 2)).astype(np.int32)
