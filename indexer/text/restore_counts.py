"""How often does each term, pair and triple of terms occur? Sorted arrays of keys and counts.

A pair of numbered terms is the key `first << 21 | second`, a triple `pair << 21 | third`: what
begins alike stands together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

BLOCK = 1 << 18
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
    row = np.concatenate([*rows, np.array([BOUNDARY], dtype=np.int32)])
    terms = np.bincount(row).astype(np.int32)
    keys = _triple_keys(row)
    triples = _count(keys)
    keys >>= BITS
    pairs = _count(keys)
    return Counts(terms, _count_forerunners(pairs, len(terms)), pairs, triples)


def _triple_keys(row: Row) -> Keys:
    """The keys of all triples, in order; made in place, for they are many.

    The last pair of the row begins a triple with a boundary: so the keys of triples, shortened,
    are those of all pairs in order.
    """
    row = np.append(row, BOUNDARY)
    count = len(row) - 2
    keys = row[:count].astype(np.int64)
    for place in range(1, 3):
        keys <<= BITS
        keys |= row[place : place + count]
    keys.sort()
    return keys


def _count(keys: Keys) -> Table:
    """The distinct keys of keys in order."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    counts = np.diff(np.append(starts, len(keys)))
    return Table(keys[starts], counts.astype(np.int32))


def _count_forerunners(pairs: Table, terms: int) -> Numbers:
    return np.bincount(pairs.keys & MASK, minlength=terms).astype(np.int32)


def add_counts(a: Counts, b: Counts) -> Counts:
    """The counts of both. Forerunners are those of the sums, or more where more were known."""
    terms = _add_rows(a.terms, b.terms)
    both, triples = _add(a.pairs, b.pairs), _add(a.triples, b.triples)
    forerunners = _count_forerunners(both, len(terms))
    for known in (a.forerunners, b.forerunners):
        forerunners[: len(known)] = np.maximum(forerunners[: len(known)], known)
    pairs, triples = _limit(both, MAX_PAIRS), _limit(triples, MAX_TRIPLES)
    if len(pairs) < len(both):
        triples = triples.select(look_up(pairs, triples.keys >> BITS) > 0)
    return Counts(terms, forerunners, pairs, triples)


def _limit(table: Table, most: int) -> Table:
    """The table without its rarest rows where it has too many."""
    least = 2
    while len(table) > most:
        table = table.select(table.counts >= least)
        least *= 2
    return table


def _add_rows(a: Numbers, b: Numbers) -> Numbers:
    total = np.zeros(max(len(a), len(b)), dtype=np.int32)
    total[: len(a)] += a
    total[: len(b)] += b
    return total


def _add(a: Table, b: Table) -> Table:
    """The sums of two tables: the rows of the second are put among those of the first."""
    if not len(a):
        return b
    at = np.searchsorted(a.keys, b.keys)
    new = a.keys.take(at, mode="clip") != b.keys
    # In place, here as well: these columns are as long as the second table.
    at += np.cumsum(new)
    at -= new
    old = np.ones(len(a) + np.count_nonzero(new), dtype=np.bool_)
    old[at[new]] = False
    sums = Table(np.empty(len(old), dtype=np.int64), np.zeros(len(old), dtype=np.int32))
    sums.keys[old], sums.counts[old] = a.keys, a.counts
    sums.keys[at] = b.keys
    sums.counts[at] += b.counts
    return sums


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
