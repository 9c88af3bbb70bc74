"""What could a newcomer search for? Queries made from the words of the index itself."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer import Article, Request, Results, Searcher

READ_ARTICLES = 60
"""How many of the newest articles the words are taken from."""

_WORD = re.compile(r"[^\W\d_]+")
_DOCUMENT = re.compile(r"\b\d{1,5}/(?:\d{4}/)?[A-ZĐƯ]{2,}-[A-ZĐƯ]{2,}\b")


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds `total` articles, and what it shows."""

    query: str
    shows: tuple[str, str]
    total: int


@lru_cache(maxsize=1)
def find_examples(searcher: Searcher) -> tuple[Example, ...]:
    """One query of each kind that this index answers, from the words of its newest articles.

    Remembered for the Searcher that was asked last: its index does not change.
    """
    newest = searcher.search(Request(sort="newest", size=READ_ARTICLES))
    found = []
    for query, shows in _candidates(newest):
        results = searcher.search(Request(q=query, size=1))
        if results.total and results.match == "all":
            found.append(Example(query, shows, results.total))
    return tuple(found)


def frequent_pairs(articles: Iterable[Article]) -> list[str]:
    """Pairs of neighbouring words that stand together more than by chance, the best first.

    A pair's weight is the articles that have it times its pointwise mutual information; only
    pairs of two articles or more count, and only in lower case, so that names stay out.
    """
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    number = 0
    for article in articles:
        number += 1
        text = article.text_of("title", "lead", "body")
        singles.update({word.group() for word in _WORD.finditer(text)})
        pairs.update(set(_lower_pairs(text)))

    def weight(pair: str) -> float:
        first, second = pair.split(" ")
        return pairs[pair] * math.log(pairs[pair] * number / (singles[first] * singles[second]))

    often = [pair for pair, count in pairs.items() if count > 1]
    return sorted(often, key=lambda pair: (-weight(pair), pair))


def without_marks(text: str) -> str:
    """The text as it is typed on a keyboard without Vietnamese marks."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _lower_pairs(text: str) -> Iterator[str]:
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        if before and text[before.end() : word.start()] == " ":
            pair = f"{before.group()} {word.group()}"
            if pair == pair.lower():
                yield pair
        before = word


def _candidates(newest: Results) -> Iterator[tuple[str, tuple[str, str]]]:
    articles = [hit.article for hit in newest.hits]
    pairs = frequent_pairs(articles)
    if pairs:
        yield pairs[0], ("mọi từ", "all words")
    if len(pairs) > 1:
        yield without_marks(pairs[1]), ("gõ không dấu", "typed without marks")
    if len(pairs) > 2:
        yield f'"{pairs[2]}"', ("cụm từ liền nhau", "a phrase")
    yield from _document_examples(articles)
    for value in newest.facets.get("province", ())[:1]:
        yield f'tỉnh:"{value.name}"', ("theo tỉnh, thành", "by province")
    years = sorted(int(value.value) for value in newest.facets.get("year", ()))
    if years:
        middle = years[len(years) // 2]
        yield f"năm:{middle}..{years[-1]}", ("theo năm", "by years")


def _document_examples(articles: Iterable[Article]) -> Iterator[tuple[str, tuple[str, str]]]:
    for article in articles:
        number = _DOCUMENT.search(article.text_of("lead", "body"))
        if number:
            yield number.group(), ("số văn bản", "a document’s number")
            return
