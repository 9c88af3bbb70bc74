"""How do the words of a query stand in an article: all of them, side by side, close, early?

The second look at the best articles of an answer: an engine weighs which words an article has and
how often, this weighs their places. It is read off the stored text, so no engine needs to know
distances.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.fields import FIELD_PARTS
from indexer.model import Article
from indexer.text.tokens import chunk_terms
from indexer.text.word_places import Texts, base_chunk_terms

Numbers = NDArray[np.intp]

Amounts = NDArray[np.float64]

WINDOW = 8
"""Words further apart than so many places are not near each other."""

LONGEST_GAP = 3
"""Words of the query that stand so many places apart, at most, should be near in the article."""

EARLY_PLACES = 100.0
"""An occurrence so many words into the article counts 1/e of one at its beginning."""

K1, B = 1.2, 0.75
"""How soon a pair that comes again adds little, and how much a long article is held against it:
BM25's usual constants (Robertson and Zaragoza 2009)."""

USUAL_LENGTH = 500
"""Words of a news article of usual length."""

Pair = tuple[str, str]
"""Two terms in the order of the query."""

_KINDS = tuple(kind for kinds in FIELD_PARTS.values() for kind in kinds)


@dataclass(frozen=True)
class Places:
    """What is looked for: the query's terms with their weights, and its pairs of near words.

    `pairs` maps two terms to how many places apart they stand in the query and to the weight of
    finding them so; `rows` maps those that stand side by side to the weight of finding them side
    by side. `is_base` says that terms are letters without marks.
    """

    terms: Mapping[str, float]
    pairs: Mapping[Pair, tuple[int, float]]
    rows: Mapping[Pair, float]
    is_base: bool

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def weights(self) -> Amounts:
        """The weight of each term, by number."""
        return np.array(list(self.terms.values()))

    @cached_property
    def total(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())

    @cached_property
    def gaps(self) -> Numbers:
        """How many places apart two terms stand as a pair, by numbers; 0 for no pair."""
        return self._table({pair: gap for pair, (gap, _) in self.pairs.items()}).astype(np.intp)

    @cached_property
    def pair_weights(self) -> Amounts:
        """The weight of two terms as a pair, by numbers."""
        return self._table({pair: weight for pair, (_, weight) in self.pairs.items()})

    @cached_property
    def row_weights(self) -> Amounts:
        """The weight of two terms side by side, by numbers."""
        return self._table(self.rows)

    def _table(self, of_pairs: Mapping[Pair, float]) -> Amounts:
        table = np.zeros((len(self.terms), len(self.terms)))
        for (first, second), value in of_pairs.items():
            table[self.numbers[first], self.numbers[second]] = value
        return table


@dataclass(frozen=True, slots=True)
class Found:
    """Where the query's terms stand in some articles: occurrences by article and place.

    `article` is the number of the article of each occurrence, `place` its place counted in terms,
    `term` the number of its term; `lengths` has the words of each article.
    """

    article: Numbers
    place: Numbers
    term: Numbers
    lengths: Numbers


def look_for(
    terms: Sequence[str],
    weigh: Callable[[str], float],
    weigh_row: Callable[[str, str], float] | None = None,
    *,
    is_base: bool,
) -> Places:
    """What to look for, from the terms of a query in order and the weight of each.

    `weigh_row` gives the weight of two terms side by side; without it none has any.
    """
    weights = {t: weigh(t) for t in terms}
    pairs: dict[Pair, tuple[int, float]] = {}
    for gap in range(1, LONGEST_GAP + 1):
        for first, second in zip(terms, terms[gap:], strict=False):
            if first != second:
                weight = min(weights[first], weights[second]) / gap
                pairs.setdefault((first, second), (gap, weight))
    rows = {} if weigh_row is None else {pair: weigh_row(*pair) for pair in pairwise(terms)}
    return Places(weights, pairs, rows, is_base)


def find_places(articles: Sequence[Article], wanted: Places) -> Found:
    """Where the query's terms stand in the searched parts of articles."""
    parts = [
        (number, article.text[part.start : part.end])
        for number, article in enumerate(articles)
        for part in article.parts
        if part.kind in _KINDS
    ]
    texts = Texts([text for _, text in parts])
    sizes = np.diff(texts.first_pieces)
    article_of = np.array([number for number, _ in parts], dtype=np.intp)
    lengths = np.bincount(article_of, sizes, len(articles)).astype(np.intp)
    firsts = np.concatenate([[0], np.cumsum(lengths)])
    found = _occurrences(texts, wanted, firsts.tolist())
    article, place, term = np.array(found, dtype=np.intp).reshape(-1, 3).T
    return Found(article, place, term, lengths)


def _occurrences(texts: Texts, wanted: Places, firsts: Sequence[int]) -> list[tuple[int, int, int]]:
    """The article, place and term of each occurrence; `firsts` are the articles' first pieces."""
    terms_of = base_chunk_terms if wanted.is_base else chunk_terms
    numbers = wanted.numbers
    found = []
    article, pushed = -1, 0
    for piece, _, chunk in texts.find(numbers, is_base=wanted.is_base):
        while piece >= firsts[article + 1]:
            article, pushed = article + 1, -firsts[article + 1]
        terms = terms_of[chunk]
        for at, term in enumerate(terms, piece + pushed):
            if term in numbers:
                found.append((article, at, numbers[term]))
        # Pieces of several terms push those after them on; other pieces nearly always have one.
        pushed += len(terms) - 1
    return found


def coverage(found: Found, wanted: Places) -> Amounts:
    """How much of the query each article holds, 0..1: the share of the weight of its terms."""
    held = np.zeros((len(found.lengths), len(wanted.terms)))
    held[found.article, found.term] = 1.0
    return _share(held @ wanted.weights, wanted.total)


def _share(amounts: Amounts, total: float) -> Amounts:
    return amounts / total if total else np.zeros(len(amounts))


def rows_score(found: Found, wanted: Places) -> Amounts:
    """BM25 of each article over the pairs of words that stand side by side in the query."""
    first, second = found.term[:-1], found.term[1:]
    beside = np.flatnonzero(
        (found.article[1:] == found.article[:-1])
        & (found.place[1:] == found.place[:-1] + 1)
        & (wanted.row_weights[first, second] > 0)
    )
    shape = len(found.lengths), wanted.row_weights.size
    row = first[beside] * len(wanted.terms) + second[beside]
    at = found.article[beside] * shape[1] + row
    counts = np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape)
    damping = K1 * (1 - B + B * found.lengths / USUAL_LENGTH)
    amounts = counts * (K1 + 1) / (counts + damping[:, np.newaxis])
    return amounts @ wanted.row_weights.ravel()


def closeness(found: Found, wanted: Places) -> Amounts:
    """How much of the query's order and closeness each article keeps, 0..1.

    For each pair of near words of the query 1 / (1 + d), d being by how many places the two
    stand otherwise than in the query, where they come nearest to it; the mean by weight.
    """
    first, second = _near(found)
    apart = found.place[second] - found.place[first]
    terms = (found.term[first], found.term[second])
    shape = len(found.lengths), wanted.gaps.size
    nearest = np.full(shape[0] * shape[1], np.inf)
    for one, other, distance in ((*terms, apart), (*terms[::-1], -apart)):
        gaps = wanted.gaps[one, other]
        at = found.article[first] * shape[1] + one * len(wanted.terms) + other
        is_pair = gaps > 0
        np.minimum.at(nearest, at[is_pair], np.abs(distance - gaps)[is_pair])
    kept = (1 / (1 + nearest)).reshape(shape) @ wanted.pair_weights.ravel()
    return _share(kept, wanted.pair_weights.sum())


def _near(found: Found) -> tuple[Numbers, Numbers]:
    """The occurrences within `WINDOW` of each other in an article, the first of each before."""
    count = len(found.place)
    first = np.arange(count)[:, np.newaxis]
    second = np.minimum(first + np.arange(1, WINDOW + 1), count - 1)
    is_near = (
        (second > first)
        & (found.article[second] == found.article[first])
        & (found.place[second] - found.place[first] <= WINDOW)
    )
    rows, columns = np.nonzero(is_near)
    return rows, second[rows, columns]


def earliness(found: Found, wanted: Places) -> Amounts:
    """How early the query's terms stand in each article, 0..1.

    News begin with what they are about. An occurrence at place i counts exp(-i / EARLY_PLACES),
    a term at most 1; the mean by weight.
    """
    shape = len(found.lengths), len(wanted.terms)
    at = found.article * shape[1] + found.term
    amounts = np.bincount(at, np.exp(-found.place / EARLY_PLACES), shape[0] * shape[1])
    return _share(np.minimum(1.0, amounts).reshape(shape) @ wanted.weights, wanted.total)
