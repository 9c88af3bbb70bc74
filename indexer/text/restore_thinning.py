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
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.text.restore_counts import (
    BITS,
    BLOCK,
    MASK,
    Counts,
    Keys,
    Numbers,
    Table,
    find_parents,
    find_places,
)

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
    rated_pairs = _rate_pairs(pairs, bases, of_form)
    usual = _is_usual(pairs, counts.terms[pairs.keys >> BITS])
    pair_worth = rated_pairs.worth
    pair_worth[usual] = np.inf
    triples, worth, parents = _rate_triples(counts, bases, of_form, rated_pairs.shares)
    heads = np.flatnonzero(np.diff(parents, prepend=-1))
    if len(heads):
        best = np.maximum.reduceat(worth, heads)
        pair_worth[parents[heads]] = np.maximum(pair_worth[parents[heads]], best)
    least = _find_threshold(pair_worth, worth, budget)
    pairs, triples = pairs.select(pair_worth > least), triples.select(worth > least)
    return replace(counts, pairs=pairs, triples=_limit_children(pairs, triples))


def _base_keys(table: Table, bases: Keys, size: int) -> Keys:
    found = np.empty(len(table), dtype=np.int64)
    for start in range(0, len(table), BLOCK):
        block = table.keys[start : start + BLOCK]
        new = bases.take(block >> BITS * (size - 1) & MASK)
        for place in range(size - 2, -1, -1):
            new <<= BITS
            new |= bases.take(block >> BITS * place & MASK)
        found[start : start + BLOCK] = new
    return found


def _is_usual(table: Table, contexts: Numbers) -> NDArray[np.bool_]:
    usual = (table.counts >= USUAL_COUNT) & (table.counts >= USUAL_SHARE * contexts)
    return np.asarray(usual)


def _rate_pairs(pairs: Table, bases: Keys, of_form: Floats) -> Rated:
    """What the pairs are worth, worked on in parts as triples are."""
    rated = Rated(np.empty(len(pairs)), np.empty(len(pairs)))
    for start, end in pairwise(_cuts(pairs, bases, 2)):
        part = pairs.part(start, end)
        shorter = of_form[part.keys >> BITS] * of_form[part.keys & MASK]
        found = _rate(part, _base_keys(part, bases, 2), shorter, size=PAIR_BYTES)
        rated.shares[start:end], rated.worth[start:end] = found.shares, found.worth
    return rated


def _rate_triples(
    counts: Counts, bases: Keys, of_form: Floats, pair_shares: Floats
) -> tuple[Table, Floats, Numbers]:
    """The triples that may tell something, what each is worth a byte, and the place of its pair.

    Worked on in parts, none of which holds a block in part: several columns of all would take
    more memory than all that was counted. The table is used up: what is kept moves to its front.
    """
    pairs, triples = counts.pairs, counts.triples
    often = _often(triples, bases)
    worth, places = np.empty(len(triples)), np.empty(len(triples), dtype=np.int32)
    kept = 0
    for start, end in pairwise(_cuts(triples, bases, 3)):
        part = triples.part(start, end)
        parents = find_parents(pairs, part)
        shorter = _expect(pairs, part, of_form, pair_shares, parents)
        keys = _base_keys(part, bases, 3)
        telling = (part.counts > 1) | often.take(_buckets(keys)) | (shorter < CLEAR)
        part, parents = part.select(telling), parents[telling]
        rows = slice(kept, kept + len(part))
        triples.put(kept, part)
        worth[rows] = _rate(part, keys[telling], shorter[telling], size=TRIPLE_BYTES).worth
        worth[rows][_is_usual(part, pairs.counts[parents])] = np.inf
        places[rows] = parents
        kept = rows.stop
    return triples.part(0, kept), worth[:kept], places[:kept]


def _cuts(table: Table, bases: Keys, size: int) -> list[int]:
    """Places that cut a table into parts of about `BLOCK`, each with all of its first base forms.

    Terms of one base form stand together.
    """
    shift = BITS * (size - 1)
    begins = np.searchsorted(bases, bases[table.keys[::BLOCK] >> shift])
    cuts = np.searchsorted(table.keys, begins << shift).tolist()
    return sorted({*cuts, len(table)})


def _buckets(base_keys: Keys) -> Keys:
    return base_keys % np.int64(BUCKETS - 3)


def _often(triples: Table, bases: Keys) -> NDArray[np.bool_]:
    """For each bucket of base forms whether more than one triple falls into it."""
    seen = np.zeros(BUCKETS, dtype=np.int32)
    step = BUCKETS // 4
    for start in range(0, len(triples), step):
        keys = _base_keys(triples.part(start, start + step), bases, 3)
        seen += np.bincount(_buckets(keys), minlength=BUCKETS).astype(np.int32)
    return np.asarray(seen > 1)


def _expect(
    pairs: Table, triples: Table, of_form: Floats, pair_shares: Floats, parents: Keys
) -> Floats:
    """The share of each triple as its pairs tell it."""
    ends = triples.keys & (MASK << BITS | MASK)
    at = np.minimum(find_places(pairs.keys, ends), max(0, len(pairs) - 1))
    shares = pair_shares.take(parents) * pair_shares.take(at) / of_form[ends >> BITS]
    return np.asarray(np.minimum(1.0, shares))


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
    parents = find_parents(pairs, triples)
    children = np.bincount(parents, minlength=len(pairs))
    if not len(triples) or children.max() <= MOST_CHILDREN:
        return triples
    order = np.lexsort((-triples.counts, parents))
    ranks = np.arange(len(order)) - (np.cumsum(children) - children)[parents[order]]
    kept = np.zeros(len(triples), dtype=np.bool_)
    kept[order[ranks < MOST_CHILDREN]] = True
    return triples.select(kept)
