"""How does the model of a corpus stand in its file? Words, then columns of numbers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.text.normalize import is_syllable
from indexer.text.restore_counts import (
    BITS,
    BLOCK,
    MASK,
    Counts,
    Keys,
    Numbers,
    Table,
    find_parents,
)
from indexer.text.restore_model import (
    BOUNDARY_LINE,
    DISCOUNTED,
    HEADER,
    LEVELS,
    MAGIC,
    NUMBER,
    NUMBER_LINE,
    SAMPLE,
    SHORTER,
)
from indexer.text.restore_thinning import thin
from indexer.text.tiers import base_form

MAX_FORMS = 60_000
"""Numbers of forms fit into two bytes."""

SEEN_OFTEN = 3
"""A word that is no syllable must be seen so often to be among the forms."""

LEAST_WEIGHT = 0.005
"""No context is so well known that nothing else could follow."""


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
    path: Path, terms: Sequence[str], counts: Counts, size: int, *, tokens: int, articles: int
) -> None:
    """Writes the model of these counts in about `size` bytes; `terms` has the text of each number.

    `tokens` and `articles` are what it was learned from.
    """
    vocabulary = choose_forms(terms, counts.terms)
    counts = renumber(counts, vocabulary)
    words = "\n".join(vocabulary.lines).encode("utf-8")
    fixed = HEADER.size + len(words) + 14 * len(vocabulary.bases) + 4 * len(vocabulary.lines)
    counts = thin(counts, vocabulary.bases, size - fixed)
    sizes = (len(vocabulary.lines), len(vocabulary.bases), len(counts.pairs), len(counts.triples))
    with path.open("wb") as out:
        out.write(HEADER.pack(MAGIC, len(words), *sizes, tokens, articles))
        out.writelines(map(_filled, (words, *_columns(counts, vocabulary))))
        out.flush()
        os.fsync(out.fileno())


def _filled(column: bytes) -> bytes:
    """The column filled up to a multiple of eight bytes."""
    return column + b"\0" * (-len(column) % 8)


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
        if count >= SEEN_OFTEN or is_syllable(term):
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
    """The counts by the new numbers, without the terms that have none; uses up the tables."""
    new = vocabulary.renumber
    old = np.zeros(len(vocabulary.bases), dtype=np.int64)
    old[new[new >= 0]] = np.flatnonzero(new >= 0)
    terms, forerunners = (
        np.pad(column, (0, len(new) - len(column)))[old]
        for column in (counts.terms, counts.forerunners)
    )
    return Counts(
        terms,
        forerunners,
        _renumber(counts.pairs, new, 2),
        _renumber(counts.triples, new, 3),
    )


def _renumber(table: Table, new: Keys, size: int) -> Table:
    """The table by the new numbers, its keys changed and put in order where they stand."""
    keys = table.keys
    for start in range(0, len(table), BLOCK):
        old = keys[start : start + BLOCK]
        found = new.take(old >> BITS * (size - 1))
        for place in range(size - 2, -1, -1):
            part = new.take(old >> BITS * place & MASK)
            # A negative number, of a term without a form, makes the whole key negative.
            found = np.where(found < 0, found, part | found << BITS)
        keys[start : start + BLOCK] = found
    table.counts[:] = table.counts.take(np.argsort(keys))
    keys.sort()
    named = int(np.searchsorted(keys, 0))
    return table.part(named, len(table))


def _columns(counts: Counts, vocabulary: Vocabulary) -> list[bytes]:
    """The columns of the file after the words, in their order."""
    pairs, triples = counts.pairs, counts.triples
    forms = len(vocabulary.bases)
    firsts = pairs.keys >> BITS
    parents = find_parents(pairs, triples)
    children = np.bincount(parents, minlength=len(pairs))
    starts = np.concatenate(([0], np.cumsum(children)))
    levels, triple_levels = _quantised(pairs.counts), _quantised(triples.counts)
    weights = _left_over(firsts, pairs.counts, counts.terms + 0.1)
    pair_weights = _left_over(parents, triples.counts, pairs.counts)
    weight_levels = np.rint(-2 * np.log2(np.maximum(pair_weights, SHORTER[-1]))).astype(np.uint8)
    columns = [
        np.array(vocabulary.line_starts, dtype=np.uint32),
        counts.terms.astype(np.uint32),
        counts.forerunners.astype(np.uint32),
        np.rint(65535 * np.maximum(weights, LEAST_WEIGHT)).astype(np.uint16),
        np.searchsorted(firsts, np.arange(forms + 1)).astype(np.uint32),
        starts[: len(pairs) + 1 : SAMPLE].astype(np.uint32),
        (pairs.keys & MASK).astype(np.uint16),
        weight_levels << 5 | levels,
        children.astype(np.uint8),
        (triples.keys & MASK).astype(np.uint16),
        triple_levels,
    ]
    return [column.tobytes() for column in columns]


def _left_over(heads: Keys, kept: Numbers, counts: NDArray[Any]) -> NDArray[np.float64]:
    """What of each context's occurrences its kept rows leave to the shorter context.

    So the shares after a context sum up to one however many rows were left out.
    """
    levels = np.arange(LEVELS)
    discounts = 2.0 ** (levels / 2) - np.array(DISCOUNTED)
    taken = np.bincount(heads, kept - discounts[_quantised(kept)], minlength=len(counts))
    return np.asarray(np.maximum(1 - taken / counts, 0.0))


def _quantised(counts: Numbers) -> NDArray[np.uint8]:
    levels = np.rint(2 * np.log2(np.maximum(counts, 1)))
    return np.asarray(np.minimum(levels, LEVELS - 1), dtype=np.uint8)
