"""Which articles are like this one? Those that share its most telling words.

A word tells the more, the oftener it stands in the article and the fewer articles have it
(tf-idf; Spärck Jones 1972). The most telling ones become one question to the engine, and an answer
must have several of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from math import log

from indexer.engines.base import EngineReader
from indexer.fields import COMPOUNDS, FIELD_PARTS
from indexer.model import Article
from indexer.query import plan as p
from indexer.stored import unpack
from indexer.text.normalize import normal_form
from indexer.text.segment import SHORT_TEXT, compounds
from indexer.text.tokens import Memory

TITLE = 3
"""A word of the title counts as so many."""

COMMON = 0.2
"""Words that more than this share of all articles have tell nothing."""

LOOKED_UP, TELLING = 80, 25
"""The words whose rarity is looked up, and those that are asked for."""

_PIECE = re.compile(rf"[^.!?;:\n]{{1,{SHORT_TEXT}}}")
"""Segmented one by one, so that the first article opened need not wait for numpy."""

SHARED = 0.3
"""The share of the words asked for that a similar article has."""

_terms: Memory[str] = Memory(lambda word: "_".join(map(normal_form, word.split("_"))))

Frequency = Callable[[str], int]
"""In how many articles a word stands."""


def similar_articles(
    article: Article, reader: EngineReader, frequency: Frequency, articles: int, limit: int
) -> tuple[Article, ...]:
    """At most `limit` articles like this one, the likest first; none of its own story.

    `reader` lists stories once (`indexer.story_counts`); `articles` is how many there are.
    """
    weights = telling_words(article, frequency, articles)
    if len(weights) < 2:
        return ()
    terms = tuple(p.Weighted(p.Term(COMPOUNDS, (word,)), w) for word, w in weights.items())
    own: p.Plan = p.Term("id", (article.id,))
    if article.story is not None:
        own = p.AnyOf((own, p.Term("story", (article.story,))))
    least = max(2, round(SHARED * len(terms)))
    found = reader.search(p.AllOf((p.AnyOf(terms, least), p.Except(own))), limit=limit)
    return tuple(unpack(hit.stored) for hit in found)


def telling_words(article: Article, frequency: Frequency, articles: int) -> dict[str, float]:
    """The article's most telling words with their weights; one of its own tells nothing."""
    counts = _count_words(article)
    often = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:LOOKED_UP]
    known = {word: frequency(word) for word in often}
    weights = {
        word: (1 + log(counts[word])) * log(articles / n)
        for word, n in known.items()
        if 1 < n <= COMMON * articles
    }
    first = sorted(weights, key=lambda word: (-weights[word], word))[:TELLING]
    return {word: weights[word] for word in first}


def _count_words(article: Article) -> Counter[str]:
    """The article's compound words."""
    counts: Counter[str] = Counter()
    for name, kinds in FIELD_PARTS.items():
        for piece in _PIECE.findall(article.text_of(*kinds)):
            for word in compounds([piece])[0]:
                counts[_terms[word]] += TITLE if name == "title" else 1
    return counts
