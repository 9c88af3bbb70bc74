"""Which pairs and triples of terms does a model keep, within its bytes?

A pair or triple is worth its bytes where it reads a base form otherwise than shorter contexts do.
All readings of the same base forms are one block; a block's worth is the sum over its readings of
count * log(share in the block / share by the shorter contexts), the loss of likelihood of the
corpus's own marks without it (after Stolcke 1998, *Entropy-based pruning of backoff language
models*, but for marks alone). Blocks of little worth for their bytes are left out; what often
follows stays, for completion and because it holds its ground against what is rare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_counts import BITS, MASK, Counts, Keys, Numbers, Table

PAIR_BYTES, TRIPLE_BYTES = 4, 3

USUAL_COUNT, USUAL_SHARE = 4, 0.03
"""A form follows often that does so this many times, and in this share of all times."""

CLEAR = 0.7
"""A triple seen once, alone in its block, tells nothing that has this share without it."""

MOST_CHILDREN = 255
"""The most triples of one pair: they are counted in a byte."""

BUCKETS = 1 << 22

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """For each row of a table its part of its block's occurrences, and what it is worth a byte."""

    shares: Floats
    worth: Floats


def thin(counts: Counts, bases: Keys, budget: int) -> Counts:
    """The counts without the blocks that are least worth their bytes, within a budget.

    `bases` has for each term the number of its base form.
    """
    pairs = counts.pairs
    of_form = _share_of_form(counts.terms, bases)
    first, second = pairs.keys >> BITS, pairs.keys & MASK
    rated_pairs = _rate(
        pairs, _base_keys(pairs, bases, 2), of_form[first] * of_form[second], size=PAIR_BYTES
    )
    usual = _is_usual(pairs, counts.terms[first])
    pair_worth = np.where(usual, np.inf, rated_pairs.worth)
    triples, shorter = _expect(counts, bases, of_form, rated_pairs.shares)
    worth = _rate(triples, _base_keys(triples, bases, 3), shorter, size=TRIPLE_BYTES).worth
    parents = np.searchsorted(pairs.keys, triples.keys >> BITS)
    worth[_is_usual(triples, pairs.counts[parents])] = np.inf
    heads = np.flatnonzero(np.diff(parents, prepend=-1))
    if len(heads):
        best = np.maximum.reduceat(worth, heads)
        pair_worth[parents[heads]] = np.maximum(pair_worth[parents[heads]], best)
    least = _find_threshold(pair_worth, worth, budget)
    pairs, triples = pairs.select(pair_worth > least), triples.select(worth > least)
    return replace(counts, pairs=pairs, triples=_limit_children(pairs, triples))


def _base_keys(table: Table, bases: Keys, size: int) -> Keys:
    keys = np.zeros(len(table), dtype=np.int64)
    for place in range(size):
        keys = keys << BITS | bases[table.keys >> BITS * (size - 1 - place) & MASK]
    return keys


def _is_usual(table: Table, contexts: Numbers) -> NDArray[np.bool_]:
    usual = (table.counts >= USUAL_COUNT) & (table.counts >= USUAL_SHARE * contexts)
    return np.asarray(usual)


def _expect(
    counts: Counts, bases: Keys, of_form: Floats, pair_shares: Floats
) -> tuple[Table, Floats]:
    """The triples that may tell something, and the share of each without it, by its pairs."""
    pairs, triples = counts.pairs, counts.triples
    parents = np.searchsorted(pairs.keys, triples.keys >> BITS)
    middle, last = triples.keys >> BITS & MASK, triples.keys & MASK
    at = np.minimum(np.searchsorted(pairs.keys, middle << BITS | last), max(0, len(pairs) - 1))
    shorter = np.minimum(1.0, pair_shares[parents] * pair_shares[at] / of_form[middle])
    buckets = _base_keys(triples, bases, 3) % np.int64(BUCKETS - 3)
    alone = np.bincount(buckets, minlength=BUCKETS)[buckets] == 1
    telling = (triples.counts > 1) | ~alone | (shorter < CLEAR)
    return triples.select(telling), shorter[telling]


def _share_of_form(terms: Numbers, bases: Keys) -> Floats:
    totals = np.bincount(bases, weights=terms)
    return np.asarray((terms + 0.1) / (totals[bases] + 0.1))


def _rate(table: Table, base_keys: Keys, shorter: Floats, *, size: int) -> Rated:
    """What the rows of a table are worth, each taking `size` bytes.

    `shorter` has each row's share by shorter contexts.
    """
    order = np.argsort(base_keys, kind="stable")
    ordered = base_keys[order]
    begins = np.ones(len(ordered), dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    block = np.empty(len(ordered), dtype=np.intp)
    block[order] = np.cumsum(begins) - 1
    counts = table.counts.astype(np.float64)
    shares = counts / np.bincount(block, weights=counts)[block]
    loss = counts * np.log(shares / np.maximum(shorter, 1e-9))
    worth = np.bincount(block, weights=loss) / np.bincount(block) / size
    return Rated(shares, worth[block])


def _find_threshold(pair_worth: Floats, triple_worth: Floats, budget: int) -> float:
    """The worth that rows must exceed for all that do to stay within a budget."""
    pairs, triples = np.sort(pair_worth), np.sort(triple_worth)
    low, high = -1.0, 200.0
    for _ in range(30):
        least = (low + high) / 2
        size = PAIR_BYTES * (len(pairs) - np.searchsorted(pairs, least, side="right"))
        size += TRIPLE_BYTES * (len(triples) - np.searchsorted(triples, least, side="right"))
        low, high = (low, least) if size <= budget else (least, high)
    return high


def _limit_children(pairs: Table, triples: Table) -> Table:
    """The triples without the rarest of those pairs that begin more than a byte can count."""
    parents = np.searchsorted(pairs.keys, triples.keys >> BITS)
    children = np.bincount(parents, minlength=len(pairs))
    if not len(triples) or children.max() <= MOST_CHILDREN:
        return triples
    order = np.lexsort((-triples.counts, parents))
    ranks = np.arange(len(order)) - (np.cumsum(children) - children)[parents[order]]
    kept = np.zeros(len(triples), dtype=np.bool_)
    kept[order[ranks < MOST_CHILDREN]] = True
    return triples.select(kept)
