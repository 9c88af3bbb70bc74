"""Which counts does a model keep, and how do they stand in its file?

A pair or triple is worth its bytes where it reads a base form otherwise than shorter contexts do.
All readings of the same base forms are one block; a block's worth is the sum over its readings of
count * log(share in the block / share by the shorter contexts), the loss of likelihood of the
corpus's own marks without it (after Stolcke 1998, *Entropy-based pruning of backoff language
models*, but for marks alone). Blocks of little worth for their bytes are left out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import is_syllable
from indexer.text.restore_counts import BITS, MASK, Counts, Keys, Numbers, Table, look_up
from indexer.text.restore_model import (
    BOUNDARY_LINE,
    FOLLOWER_LEVELS,
    HEADER,
    LEVELS,
    MAGIC,
    NUMBER,
    NUMBER_LINE,
    SAMPLE,
)
from indexer.text.tiers import base_form

MAX_FORMS = 60_000
"""Numbers of forms fit into two bytes."""

BYTES_A_TERM = 0.33
"""Bytes of the model for each term that it learned: a twentieth of the text's own."""

LEAST_BYTES, MOST_BYTES = 1 << 18, 12 << 20

PAIR_BYTES, TRIPLE_BYTES = 4, 3

USUAL_COUNT, USUAL_SHARE = 4, 0.03
"""A form follows often that does so this many times, and in this share of all times."""

MOST_WEIGHED = 1_500_000
"""Of more triples those seen once are left out at once: of so many few would be kept."""

MOST_CHILDREN = 255
"""The most triples of one pair: they are counted in a byte."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The forms of a model in their order, as lines, and the new number of each old term (or 0).

    `bases` has for each form the number of its line.
    """

    lines: Sequence[str]
    line_starts: Sequence[int]
    renumber: Keys
    bases: Keys


def write_model(
    path: Path, terms: Sequence[str], counts: Counts, *, tokens: int, articles: int
) -> None:
    """Writes the model of these counts; `terms` has the text of each number."""
    vocabulary = choose_forms(terms, counts.terms)
    if len(counts.triples) > MOST_WEIGHED:
        counts = replace(counts, triples=counts.triples.select(counts.triples.counts > 1))
    counts = renumber(counts, vocabulary)
    words = "\n".join(vocabulary.lines).encode("utf-8")
    fixed = HEADER.size + len(words) + 10 * len(vocabulary.bases) + 4 * len(vocabulary.lines)
    budget = min(max(LEAST_BYTES, int(BYTES_A_TERM * tokens)), MOST_BYTES) - fixed
    counts = thin(counts, vocabulary.bases, budget)
    header = HEADER.pack(
        MAGIC,
        len(words),
        len(vocabulary.lines),
        len(vocabulary.bases),
        len(counts.pairs),
        len(counts.triples),
        tokens,
        articles,
    )
    with path.open("wb") as out:
        for piece in (header, words, *_columns(counts, vocabulary)):
            out.write(piece)
            out.write(b"\0" * (-len(piece) % 8))
        out.flush()
        os.fsync(out.fileno())


def choose_forms(terms: Sequence[str], counts: Numbers) -> Vocabulary:
    """The forms that a model has: syllables, and other words seen often enough."""
    by_base: dict[str, list[tuple[int, str, int]]] = {}
    numbers = np.argsort(-counts, kind="stable").tolist()
    kept = 0
    for number in numbers:
        count = int(counts[number])
        if number <= NUMBER or not count or kept >= MAX_FORMS:
            continue
        term = terms[number]
        if count >= (1 if is_syllable(term) else 3):
            by_base.setdefault(base_form(term), []).append((-count, term, number))
            kept += 1
    lines, starts, order, bases = [BOUNDARY_LINE, NUMBER_LINE], [0, 1], [0, 1], [0, 1]
    for base, forms in sorted(by_base.items()):
        texts = [term for _, term, _ in forms]
        starts.append(len(order))
        bases.extend([len(lines)] * len(forms))
        order.extend(number for _, _, number in forms)
        lines.append(base if texts == [base] else f"{base}\t{' '.join(texts)}")
    new = np.full(len(terms), -1, dtype=np.int64)
    new[order] = np.arange(len(order))
    return Vocabulary(lines, [*starts, len(order)], new, np.array(bases, dtype=np.int64))


def renumber(counts: Counts, vocabulary: Vocabulary) -> Counts:
    """The counts by the new numbers, without the terms that have none."""
    new = vocabulary.renumber
    old = np.zeros(len(vocabulary.bases), dtype=np.int64)
    old[new[new >= 0]] = np.flatnonzero(new >= 0)
    of_all = [np.pad(c, (0, len(new) - len(c))) for c in (counts.terms, counts.followers)]
    return Counts(
        of_all[0][old],
        of_all[1][old],
        _renumber(counts.pairs, new, 2),
        _renumber(counts.pair_followers, new, 2),
        _renumber(counts.triples, new, 3),
    )


def _renumber(table: Table, new: Keys, size: int) -> Table:
    keys = np.zeros(len(table), dtype=np.int64)
    known = np.ones(len(table), dtype=np.bool_)
    for place in range(size):
        part = new[table.keys >> BITS * (size - 1 - place) & MASK]
        known &= part >= 0
        keys = keys << BITS | part
    keys, counts = keys[known], table.counts[known]
    order = np.argsort(keys)
    return Table(keys[order], counts[order])


@dataclass(frozen=True, slots=True)
class Blocks:
    """The rows of a table by their base forms: the block of each row, what each block is worth.

    `shares` has for each row its part of the block's occurrences; `usual` says that its last form
    is one that often follows: such rows are kept for completion.
    """

    of_row: NDArray[np.intp]
    worth: Floats
    shares: Floats
    usual: NDArray[np.bool_]


def thin(counts: Counts, bases: Keys, budget: int) -> Counts:
    """The counts without the blocks that are least worth their bytes, within a budget."""
    pairs, triples = counts.pairs, counts.triples
    by_form = _share_of_form(counts.terms, bases)
    first, second = pairs.keys >> BITS, pairs.keys & MASK
    pair_blocks = _weigh(
        pairs,
        bases[first] << BITS | bases[second],
        by_form[first] * by_form[second],
        contexts=counts.terms[first],
        size=PAIR_BYTES,
    )
    parents = np.searchsorted(pairs.keys, triples.keys >> BITS)
    middle, last = triples.keys >> BITS & MASK, triples.keys & MASK
    tail = _shares_of(pairs, pair_blocks, middle << BITS | last)
    tail = np.where(tail > 0, tail, by_form[middle] * by_form[last])
    shorter = pair_blocks.shares[parents] * tail / by_form[middle]
    base_keys = bases[pairs.keys[parents] >> BITS] << BITS | bases[middle]
    triple_blocks = _weigh(
        triples,
        base_keys << BITS | bases[last],
        np.minimum(shorter, 1.0),
        contexts=pairs.counts[parents],
        size=TRIPLE_BYTES,
    )
    low, high = -1.0, 200.0
    for _ in range(24):
        least = (low + high) / 2
        kept_pairs, kept_triples = _keep(pair_blocks, triple_blocks, parents, least)
        size = PAIR_BYTES * kept_pairs.sum() + TRIPLE_BYTES * kept_triples.sum()
        low, high = (low, least) if size <= budget else (least, high)
    kept_pairs, kept_triples = _keep(pair_blocks, triple_blocks, parents, high)
    pairs, triples = pairs.select(kept_pairs), triples.select(kept_triples)
    return replace(counts, pairs=pairs, triples=_limit_children(pairs, triples))


def _shares_of(pairs: Table, blocks: Blocks, keys: Keys) -> Floats:
    """The share of each pair of these keys in its block, 0 for pairs that the table has not."""
    if not len(pairs):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs) - 1)
    return np.where(pairs.keys[at] == keys, blocks.shares[at], 0.0)


def _share_of_form(terms: Numbers, bases: Keys) -> Floats:
    totals = np.bincount(bases, weights=terms)
    return np.asarray((terms + 0.1) / (totals[bases] + 0.1))


def _weigh(
    table: Table, base_keys: Keys, shorter: Floats, *, contexts: Numbers, size: int
) -> Blocks:
    """The blocks of a table whose rows take `size` bytes.

    `shorter` has each row's share by shorter contexts, `contexts` the occurrences of its beginning.
    """
    order = np.argsort(base_keys, kind="stable")
    ordered = base_keys[order]
    begins = np.ones(len(ordered), dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    of_row = np.empty(len(ordered), dtype=np.intp)
    of_row[order] = np.cumsum(begins) - 1
    counts = table.counts.astype(np.float64)
    shares = counts / np.bincount(of_row, weights=counts)[of_row]
    loss = counts * np.log(shares / np.maximum(shorter, 1e-9))
    worth = np.bincount(of_row, weights=loss) / np.bincount(of_row) / size
    usual = (table.counts >= USUAL_COUNT) & (table.counts >= USUAL_SHARE * contexts)
    return Blocks(of_row, worth, shares, usual)


def _keep(
    pairs: Blocks, triples: Blocks, parents: NDArray[np.intp], least: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The usual rows, those of blocks worth `least` a byte, and the pairs that triples need."""
    kept_triples = (triples.worth > least)[triples.of_row] | triples.usual
    kept_pairs = (pairs.worth > least)[pairs.of_row] | pairs.usual
    kept_pairs[parents[kept_triples]] = True
    return kept_pairs, kept_triples


def _columns(counts: Counts, vocabulary: Vocabulary) -> list[bytes]:
    """The columns of the file after the words, in their order."""
    pairs, triples = counts.pairs, counts.triples
    forms = len(vocabulary.bases)
    shares = 0.8 * (counts.followers + 0.1) / (counts.terms + 0.1)
    pair_starts = np.searchsorted(pairs.keys >> BITS, np.arange(forms + 1))
    children = np.bincount(np.searchsorted(pairs.keys, triples.keys >> BITS), minlength=len(pairs))
    starts = np.concatenate(([0], np.cumsum(children)))
    followers = look_up(counts.pair_followers, pairs.keys) / np.maximum(1, pairs.counts)
    follower_levels = np.rint(-2 * np.log2(np.clip(followers, 1e-3, 1)))
    packed = np.minimum(follower_levels, FOLLOWER_LEVELS - 1).astype(np.uint8) << 5
    columns = [
        np.array(vocabulary.line_starts, dtype=np.uint32),
        counts.terms.astype(np.uint32),
        np.rint(65535 * np.minimum(shares, 1.0)).astype(np.uint16),
        pair_starts.astype(np.uint32),
        starts[: len(pairs) + 1 : SAMPLE].astype(np.uint32),
        (pairs.keys & MASK).astype(np.uint16),
        packed | _quantised(pairs.counts),
        children.astype(np.uint8),
        (triples.keys & MASK).astype(np.uint16),
        _quantised(triples.counts),
    ]
    return [column.tobytes() for column in columns]


def _limit_children(pairs: Table, triples: Table) -> Table:
    """The triples without the rarest of those pairs that begin more than a byte can count."""
    parents = np.searchsorted(pairs.keys, triples.keys >> BITS)
    children = np.bincount(parents, minlength=len(pairs))
    order = np.lexsort((-triples.counts, parents))
    ranks = np.arange(len(order)) - (np.cumsum(children) - children)[parents[order]]
    kept = np.zeros(len(triples), dtype=np.bool_)
    kept[order[ranks < MOST_CHILDREN]] = True
    return triples.select(kept)


def _quantised(counts: Numbers) -> NDArray[np.uint8]:
    levels = np.rint(2 * np.log2(np.maximum(counts, 1)))
    return np.asarray(np.minimum(levels, LEVELS - 1), dtype=np.uint8)
