"""How do the words of a query stand in an article: all of them, side by side, early?

The second look at the best articles of an answer: an engine weighs which words an article has and
how often, this weighs their places. It is read off the stored text, so no engine needs to know
distances.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from indexer.article_texts import ArticleTexts
from indexer.text.pieces import Piece, base_chunk_terms
from indexer.text.tokens import chunk_terms

EARLY_PLACES = 200
"""The first of an article's words are early: the very first counts 1, the last of these nothing."""

NAMED_PLACES = 100
"""Names so many words into an article are among those that it is about."""

Occurrence = tuple[int, str]
"""A place in an article, counted in terms, and the term of the query that stands there."""

Pair = tuple[str, str]
"""Two terms in the order of the query."""


@dataclass(frozen=True)
class Places:
    """What is looked for: the query's terms with their weights, and its pairs of neighbours.

    `rows` maps two terms that stand side by side in the query to the weight of finding them so.
    `is_base` says that terms are letters without marks. `names` are those of the terms that were
    typed with a capital, but not at the beginning.
    """

    terms: Mapping[str, float]
    rows: Mapping[Pair, float]
    is_base: bool
    names: frozenset[str] = frozenset()

    @cached_property
    def total(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())


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
    names: frozenset[str] = frozenset(),
) -> Places:
    """What to look for, from the terms of a query in order and the weight of each.

    `weigh_row` gives the weight of two terms side by side; without it they weigh as the rarer one.
    `names` are those of the terms that were typed as names are.
    """
    weights = {t: weigh(t) for t in terms}

    def rarer(first: str, second: str) -> float:
        return max(weights[first], weights[second])

    rows = {pair: (weigh_row or rarer)(*pair) for pair in pairwise(terms)}
    return Places(weights, rows, is_base, names)


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


def rows_held(found: Found, wanted: Places) -> float:
    """The weight of the pairs of words that stand side by side in the query and in an article.

    Each counts once: how often it comes tells little more than that it comes.
    """
    rows = wanted.rows
    held = {(t, u) for (at, t), (then, u) in pairwise(found.places) if then == at + 1}
    return sum(rows[pair] for pair in held if pair in rows)


def earliness(found: Found, wanted: Places) -> float:
    """How much of the query stands how early in an article, 0..1.

    News begin with what they are about. A term counts 1 - i / EARLY_PLACES, i being the place
    where it stands first; the square of the mean by weight, for terms that stand there together
    tell more than each alone.
    """
    if not wanted.total:
        return 0.0
    firsts = _firsts(found)
    kept = sum(max(0.0, 1 - i / EARLY_PLACES) * wanted.terms[t] for t, i in firsts.items())
    return (kept / wanted.total) ** 2


def numbers_held(found: Found, wanted: Places) -> float:
    """The weight of the query's numbers that an article holds: they are never said otherwise."""
    return sum(wanted.terms[t] for t in {t for _, t in found.places} if t[:1].isdigit())


def names_early(found: Found, wanted: Places) -> float:
    """The weight of the query's names that stand early in an article."""
    firsts = _firsts(found) if wanted.names else {}
    return sum(wanted.terms[t] for t, i in firsts.items() if i < NAMED_PLACES and t in wanted.names)


def _firsts(found: Found) -> dict[str, int]:
    """Where each term stands first."""
    firsts: dict[str, int] = {}
    for place, term in found.places:
        firsts.setdefault(term, place)
    return firsts
