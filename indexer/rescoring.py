"""How close together, and how early, do the words of a query stand in an article?

The second look at the best articles of an answer: an engine weighs which words an article has and
how often, this weighs their places. It is read off the stored text, so no engine needs to know
distances.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer.fields import FIELD_PARTS
from indexer.model import Article
from indexer.text.chunk_index import TermFinder, base_chunk_terms, base_index, exact_index
from indexer.text.tokens import chunk_terms

WINDOW = 8
"""Words further apart than so many places are not near each other."""

LONGEST_GAP = 3
"""Words of the query that stand so many places apart, at most, should be near in the article."""

EARLY_PLACES = 100.0
"""An occurrence so many words into the article counts 1/e of one at its beginning."""

Occurrence = tuple[int, str]
"""A place in an article, counted in pieces between white space, and the query's term there."""

_KINDS = tuple(kind for kinds in FIELD_PARTS.values() for kind in kinds)


@dataclass(frozen=True, slots=True)
class Places:
    """What is looked for: the query's terms with their weights, and its pairs of near words.

    `pairs` maps two terms, in the order of the query, to how many places apart they stand there
    and to the weight of finding them so. `is_base` says that terms are letters without marks.
    """

    terms: Mapping[str, float]
    pairs: Mapping[tuple[str, str], tuple[int, float]]
    is_base: bool

    def finder(self) -> TermFinder:
        """Finds the terms in texts."""
        return TermFinder(base_index if self.is_base else exact_index, self.terms)

    @property
    def total(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())


def look_for(terms: Sequence[str], weigh: Callable[[str], float], *, is_base: bool) -> Places:
    """What to look for, from the terms of a query in order and the weight of each."""
    weights = {t: weigh(t) for t in terms}
    pairs: dict[tuple[str, str], tuple[int, float]] = {}
    for gap in range(1, LONGEST_GAP + 1):
        for first, second in zip(terms, terms[gap:], strict=False):
            if first != second:
                weight = min(weights[first], weights[second]) / gap
                pairs.setdefault((first, second), (gap, weight))
    return Places(weights, pairs, is_base)


def occurrences(article: Article, wanted: Places, finder: TermFinder) -> list[Occurrence]:
    """Where the query's terms stand in the searched parts of an article, in order."""
    terms_of = base_chunk_terms if wanted.is_base else chunk_terms
    chunks = article.text_of(*_KINDS).split()
    looked_for = wanted.terms
    return [(i, t) for i in finder.places(chunks) for t in terms_of[chunks[i]] if t in looked_for]


def closeness(found: Sequence[Occurrence], wanted: Places) -> float:
    """How much of the query's order and closeness an article keeps, 0..1.

    For each pair of near words of the query 1 / (1 + d), d being by how many places the two
    stand otherwise than in the query, where they come nearest to it; the mean by weight.
    """
    pairs = wanted.pairs
    total = sum(weight for _, weight in pairs.values())
    if not total:
        return 0.0
    nearest: dict[tuple[str, str], int] = {}
    for i, (place, term) in enumerate(found):
        for other_place, other in found[i + 1 : i + 1 + WINDOW]:
            apart = other_place - place
            if apart > WINDOW:
                break
            for pair, signed in (((term, other), apart), ((other, term), -apart)):
                if pair in pairs:
                    off = abs(signed - pairs[pair][0])
                    nearest[pair] = min(off, nearest.get(pair, off))
    return sum(pairs[pair][1] / (1 + off) for pair, off in nearest.items()) / total


def earliness(found: Sequence[Occurrence], wanted: Places) -> float:
    """How early the query's terms stand in an article, 0..1.

    News begin with what they are about. An occurrence at place i counts exp(-i / EARLY_PLACES),
    a term at most 1; the mean by weight.
    """
    total = wanted.total
    if not total:
        return 0.0
    early: dict[str, float] = dict.fromkeys(wanted.terms, 0.0)
    for place, term in found:
        early[term] += math.exp(-place / EARLY_PLACES)
    return sum(min(1.0, early[t]) * weight for t, weight in wanted.terms.items()) / total
