"""How do the words of a query stand in an article: all of them, side by side, close, early?

The second look at the best articles of an answer: an engine weighs which words an article has and
how often, this weighs their places. It is read off the stored text, so no engine needs to know
distances.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from indexer.article_texts import ArticleTexts
from indexer.text.pieces import Piece, base_chunk_terms
from indexer.text.tokens import chunk_terms

WINDOW = 8
"""Words further apart than so many places are not near each other."""

LONGEST_GAP = 3
"""Words of the query that stand so many places apart, at most, should be near in the article."""

EARLY_PLACES = 100.0
"""An occurrence so many words into the article counts 1/e of one at its beginning."""

LATE_PLACES = 7 * EARLY_PLACES
"""What comes later counts less than a thousandth."""

K1, B = 1.2, 0.75
"""How soon a pair that comes again adds little, and how much a long article is held against it:
BM25's usual constants (Robertson and Zaragoza 2009)."""

USUAL_LENGTH = 500
"""Words of a news article of usual length."""

Occurrence = tuple[int, str]
"""A place in an article, counted in terms, and the term of the query that stands there."""

Pair = tuple[str, str]
"""Two terms in the order of the query."""


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
    def total(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())

    @cached_property
    def most_close(self) -> float:
        """The weight of all pairs."""
        return sum(weight for _, weight in self.pairs.values())

    @cached_property
    def partners(self) -> Mapping[str, Mapping[str, Sequence[tuple[Pair, int]]]]:
        """For two terms the pairs that they make in this order, each with its signed distance."""
        found: dict[str, dict[str, list[tuple[Pair, int]]]] = defaultdict(lambda: defaultdict(list))
        for (first, second), (gap, _) in self.pairs.items():
            found[first][second].append(((first, second), gap))
            found[second][first].append(((first, second), -gap))
        return {term: dict(others) for term, others in found.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """Where the query's terms stand in an article of `length` words, in order."""

    places: Sequence[Occurrence]
    length: int


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


def find_places(articles: ArticleTexts, wanted: Places) -> list[Found]:
    """Where the query's terms stand in each article."""
    texts = articles.texts
    firsts = [texts.first_pieces[number] for number in articles.first_texts]
    pieces = texts.find(wanted.terms, is_base=wanted.is_base)
    numbers = [number for number, _, _ in pieces]
    found = []
    for first, following in pairwise(firsts):
        here = pieces[bisect_left(numbers, first) : bisect_left(numbers, following)]
        found.append(Found(list(_occurrences(here, first, wanted)), following - first))
    return found


def _occurrences(pieces: Sequence[Piece], first: int, wanted: Places) -> Iterator[Occurrence]:
    """The occurrences in an article whose first piece has the number `first`."""
    terms_of = base_chunk_terms if wanted.is_base else chunk_terms
    # Pieces of several terms push those after them on; unwanted pieces nearly always have one.
    pushed = -first
    for number, _, piece in pieces:
        terms = terms_of[piece]
        for place, term in enumerate(terms, number + pushed):
            if term in wanted.terms:
                yield place, term
        pushed += len(terms) - 1


def coverage(found: Found, wanted: Places) -> float:
    """How much of the query an article holds, 0..1: the share of the weight of its terms."""
    held = {term for _, term in found.places}
    return sum(wanted.terms[term] for term in held) / wanted.total if wanted.total else 0.0


def rows_score(found: Found, wanted: Places) -> float:
    """BM25 of an article over the pairs of words that stand side by side in the query."""
    counts = Counter((t, u) for (at, t), (then, u) in pairwise(found.places) if then == at + 1)
    damping = K1 * (1 - B + B * found.length / USUAL_LENGTH)
    rows = wanted.rows
    return sum(
        rows[pair] * count * (K1 + 1) / (count + damping)
        for pair, count in counts.items()
        if pair in rows
    )


def closeness(found: Found, wanted: Places) -> float:
    """How much of the query's order and closeness an article keeps, 0..1.

    For each pair of near words of the query 1 / (1 + d), d being by how many places the two
    stand otherwise than in the query, where they come nearest to it; the mean by weight.
    """
    if not wanted.most_close:
        return 0.0
    places, partners = found.places, wanted.partners
    nearest: dict[Pair, int] = {}
    for i, (place, term) in enumerate(places):
        others = partners.get(term)
        if others is None:
            continue
        for other_place, other in places[i + 1 : i + 1 + WINDOW]:
            if other_place - place > WINDOW:
                break
            for pair, gap in others.get(other, ()):
                off = abs(other_place - place - gap)
                if off < nearest.get(pair, off + 1):
                    nearest[pair] = off
    kept = sum(wanted.pairs[pair][1] / (1 + off) for pair, off in nearest.items())
    return kept / wanted.most_close


def earliness(found: Found, wanted: Places) -> float:
    """How early the query's terms stand in an article, 0..1.

    News begin with what they are about. An occurrence at place i counts exp(-i / EARLY_PLACES),
    a term at most 1; the mean by weight.
    """
    if not wanted.total:
        return 0.0
    early: dict[str, float] = defaultdict(float)
    for place, term in found.places:
        if place > LATE_PLACES:
            break
        early[term] += math.exp(-place / EARLY_PLACES)
    kept = sum(min(1.0, amount) * wanted.terms[term] for term, amount in early.items())
    return kept / wanted.total
