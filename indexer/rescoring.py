"""How do the words of a query stand in an article: all of them, side by side, early?

The second look at the best articles of an answer: an engine weighs which words an article has and
how often, this weighs their places. It is read off the stored text, so no engine needs to know
distances.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from indexer.article_texts import ArticleTexts

EARLY_PLACES = 200
"""The first of an article's words are early: the very first counts 1, the last of these nothing."""

ORDERED_PLACES = 300
"""In so many words at the beginning the order of the query's words counts."""

NAMED_PLACES = 100
"""Names so many words into an article are among those that it is about."""

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

    @cached_property
    def whole(self) -> float:
        """The weight of all terms and rows."""
        return self.total + sum(self.rows.values())

    @cached_property
    def signs(self) -> Mapping[str, int]:
        """A byte of its own for each term; 0 stands for all others."""
        return {term: number for number, term in enumerate(self.terms, 1)}

    @cached_property
    def pairs(self) -> Sequence[tuple[bytes, float]]:
        """The bytes of each pair of neighbours, and its weight."""
        signs = self.signs
        return [(bytes((signs[t], signs[u])), w) for (t, u), w in self.rows.items()]

    @cached_property
    def numbers(self) -> Sequence[str]:
        """Those of the terms that are numbers."""
        return [term for term in self.terms if term[:1].isdigit()]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the query's terms stand in an article.

    `line` has a byte for each of the article's terms, that of `Places.signs` where it is one of
    the query's; `firsts` says where each of these stands first.
    """

    line: bytes
    firsts: Mapping[str, int]


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
    held = texts.find(wanted.terms, is_base=wanted.is_base)
    signs = wanted.signs
    line = held.line(signs, texts.first_pieces[-1])
    several = sorted(held.several)
    # From the last on: what is put in moves those after it.
    for number in reversed(several):
        line[number : number + 1] = [signs.get(term, 0) for term in held.several[number]]
    added = list(accumulate((len(held.several[n]) - 1 for n in several), initial=0))
    pieces = (texts.first_pieces[number] for number in articles.first_texts)
    bounds = [piece + added[bisect_left(several, piece)] for piece in pieces]
    return [_found(bytes(line[start:end]), wanted) for start, end in pairwise(bounds)]


def _found(line: bytes, wanted: Places) -> Found:
    places = zip(wanted.signs, map(line.find, wanted.signs.values()), strict=True)
    return Found(line, {term: place for term, place in places if place >= 0})


def coverage(found: Found, wanted: Places) -> float:
    """How much of the query an article holds, 0..1: the share of the weight of its terms."""
    held = sum(map(wanted.terms.__getitem__, found.firsts))
    return held / wanted.total if wanted.total else 0.0


def rows_held(found: Found, wanted: Places) -> float:
    """The weight of the pairs of words that stand side by side in the query and in an article.

    Each counts once: how often it comes tells little more than that it comes.
    """
    line = found.line
    return sum([weight for signs, weight in wanted.pairs if signs in line])


def order_held(found: Found, wanted: Places) -> float:
    """The weight of the pairs of the query whose words come one after the other at the beginning of
    an article, with none of the query's between them.
    """
    line = found.line[:ORDERED_PLACES].translate(None, b"\0")
    return sum([weight for signs, weight in wanted.pairs if signs in line])


def earliness(found: Found, wanted: Places) -> float:
    """How much of the query stands how early in an article, 0..1.

    News begin with what they are about. A term counts 1 - i / EARLY_PLACES, i being the place
    where it stands first; the square of the mean by weight, for terms that stand there together
    tell more than each alone.
    """
    if not wanted.total:
        return 0.0
    firsts = found.firsts.items()
    kept = sum((1 - i / EARLY_PLACES) * wanted.terms[t] for t, i in firsts if i < EARLY_PLACES)
    return (kept / wanted.total) ** 2


def numbers_held(found: Found, wanted: Places) -> float:
    """The weight of the query's numbers that an article holds: they are never said otherwise."""
    return sum([wanted.terms[t] for t in wanted.numbers if t in found.firsts])


def names_early(found: Found, wanted: Places) -> float:
    """The weight of the query's names that stand early in an article."""
    places = ((term, found.firsts.get(term, NAMED_PLACES)) for term in wanted.names)
    return sum(wanted.terms[term] for term, place in places if place < NAMED_PLACES)
