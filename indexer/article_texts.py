"""The searched parts of some articles and their titles, cut once for all who look through them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from indexer.fields import SEARCHED_KINDS
from indexer.model import Article, Part
from indexer.text.cutting import cut_texts
from indexer.text.pieces import Texts


@dataclass(frozen=True)
class ArticleTexts:
    """The searched parts of some articles, one after the other; then titles that are none.

    `expected` are terms that they will be looked through for.
    """

    articles: Sequence[Article]
    expected: Collection[str] = ()

    @cached_property
    def parts(self) -> Sequence[Sequence[Part]]:
        """The searched parts of each article, in order."""
        return [[part for part in a.parts if part.kind in SEARCHED_KINDS] for a in self.articles]

    @cached_property
    def texts(self) -> Texts:
        """The texts of all these parts, and after them the titles that stand in no part."""
        parts = [
            article.text[part.start : part.end]
            for article, parts in zip(self.articles, self.parts, strict=True)
            for part in parts
        ]
        titles = [self.articles[number].title.value or "" for number in self.titles_apart]
        texts = cut_texts([*parts, *titles])
        texts.expect(self.expected)
        return texts

    @cached_property
    def first_texts(self) -> Sequence[int]:
        """The number of the first text of each article, and at the end the number of all parts."""
        return list(accumulate(map(len, self.parts), initial=0))

    @cached_property
    def title_parts(self) -> Sequence[Part | None]:
        """The part of each article that is its title just as it is shown."""
        return [_title_part(article) for article in self.articles]

    @cached_property
    def titles_apart(self) -> dict[int, int]:
        """The numbers of the articles whose titles stand in no part, and of their titles' texts."""
        apart = (number for number, part in enumerate(self.title_parts) if part is None)
        return {number: text for text, number in enumerate(apart, self.first_texts[-1])}


def _title_part(article: Article) -> Part | None:
    part = next((q for q in article.parts if q.kind == "title"), None)
    if part is None or article.text[part.start : part.end] != (article.title.value or ""):
        return None
    return part
