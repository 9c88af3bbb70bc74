"""How often does each term, pair and triple of terms occur? Sorted arrays of keys and counts.

A pair of numbered terms is the key `first << 21 | second`, a triple `pair << 21 | third`: what
begins alike stands together.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_model import LanguageModel

BITS = 21
MASK = (1 << BITS) - 1

MAX_TRIPLES = 3_000_000
"""Beyond these the triples seen once are forgotten while counting: bounds the memory."""

MAX_PAIRS = 2_000_000
"""The same for pairs."""

Keys: TypeAlias = NDArray[np.int64]
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

    `followers` has for a term how many different terms follow it, `pair_followers` the same for
    pairs, as far as it was known when triples were last forgotten.
    """

    terms: Numbers
    followers: Numbers
    pairs: Table
    pair_followers: Table
    triples: Table


def count_terms(tokens: array[int]) -> Counts:
    """The counts of a row of numbered terms."""
    row = np.frombuffer(tokens, dtype=np.uint32).astype(np.int64)
    pair_keys = row[:-1] << BITS | row[1:]
    triple_keys = pair_keys[:-1] << BITS | row[2:]
    pair_keys.sort()
    triple_keys.sort()
    pairs, triples = _count(pair_keys), _count(triple_keys)
    del pair_keys, triple_keys
    return _with_followers(np.bincount(row).astype(np.int32), pairs, triples)


def _count(keys: Keys) -> Table:
    """The distinct keys of keys in order."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    counts = np.diff(np.append(starts, len(keys)))
    return Table(keys[starts], counts.astype(np.int32))


def _with_followers(terms: Numbers, pairs: Table, triples: Table) -> Counts:
    followers = np.bincount(pairs.keys >> BITS, minlength=len(terms)).astype(np.int32)
    return Counts(terms, followers, pairs, _count(triples.keys >> BITS), triples)


def add_counts(a: Counts, b: Counts) -> Counts:
    """The counts of both. Followers are those of the sums, or more where more were known."""
    both = _with_followers(
        _add_rows(a.terms, b.terms), _add(a.pairs, b.pairs), _add(a.triples, b.triples)
    )
    followers = both.followers
    for known in (a.followers, b.followers):
        followers[: len(known)] = np.maximum(followers[: len(known)], known)
    pair_followers = _greatest(both.pair_followers, _greatest(a.pair_followers, b.pair_followers))
    pairs, triples = _limit(both.pairs, MAX_PAIRS), _limit(both.triples, MAX_TRIPLES)
    if len(pairs) < len(both.pairs):
        triples = triples.select(look_up(pairs, triples.keys >> BITS) > 0)
        pair_followers = pair_followers.select(look_up(pairs, pair_followers.keys) > 0)
    return Counts(both.terms, followers, pairs, pair_followers, triples)


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
    keys, counts, starts = _merged(a, b)
    return Table(keys[starts], np.add.reduceat(counts, starts)) if len(starts) else a


def _greatest(a: Table, b: Table) -> Table:
    keys, counts, starts = _merged(a, b)
    return Table(keys[starts], np.maximum.reduceat(counts, starts)) if len(starts) else a


def _merged(a: Table, b: Table) -> tuple[Keys, Numbers, NDArray[np.intp]]:
    """The rows of both in order, and where each distinct key begins."""
    keys = np.concatenate((a.keys, b.keys))
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], np.concatenate((a.counts, b.counts))[order]
    first = np.ones(len(keys), dtype=np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return keys, counts, np.flatnonzero(first)


def look_up(table: Table, keys: Keys) -> Numbers:
    """The number of each key, 0 for one that the table does not have."""
    if not len(table):
        return np.zeros(len(keys), dtype=np.int32)
    at = np.minimum(np.searchsorted(table.keys, keys), len(table) - 1)
    return np.where(table.keys[at] == keys, table.counts[at], 0).astype(np.int32)


def counts_of_model(model: LanguageModel) -> Counts:
    """What a model kept of the counts that it was made from, terms numbered as its forms are."""
    terms = np.asarray(model.counts).astype(np.int32)
    shares = np.asarray(model.followers).astype(np.float64) / (65535 * 0.8)
    starts = np.asarray(model.pair_starts).astype(np.int64)
    firsts = np.repeat(np.arange(len(terms)), np.diff(starts))
    pair_keys = firsts << BITS | np.asarray(model.pair_forms).astype(np.int64)
    levels = np.asarray(model.pair_levels)
    pairs = Table(pair_keys, _dequantised(levels & 31))
    shares_of_pairs = 2.0 ** (-(levels >> 5).astype(np.float64) / 2)
    followers = np.maximum(1, np.rint(shares_of_pairs * pairs.counts)).astype(np.int32)
    heads = np.repeat(pair_keys, np.asarray(model.pair_triples))
    triple_keys = heads << BITS | np.asarray(model.triple_forms).astype(np.int64)
    return Counts(
        terms,
        np.rint(shares * terms).astype(np.int32),
        pairs,
        Table(pair_keys, followers),
        Table(triple_keys, _dequantised(np.asarray(model.triple_levels))),
    )


def _dequantised(levels: NDArray[Any]) -> Numbers:
    return np.rint(2.0 ** (levels.astype(np.float64) / 2)).astype(np.int32)
