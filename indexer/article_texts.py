"""The searched parts of some articles, cut once for all who look through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from indexer.fields import SEARCHED_KINDS
from indexer.model import Article, Part
from indexer.text.cutting import cut_texts
from indexer.text.pieces import Texts


@dataclass(frozen=True)
class ArticleTexts:
    """The searched parts of some articles, one after the other."""

    articles: Sequence[Article]

    @cached_property
    def parts(self) -> Sequence[Sequence[Part]]:
        """The searched parts of each article, in order."""
        return [[part for part in a.parts if part.kind in SEARCHED_KINDS] for a in self.articles]

    @cached_property
    def texts(self) -> Texts:
        """The texts of all these parts."""
        return cut_texts(
            [
                article.text[part.start : part.end]
                for article, parts in zip(self.articles, self.parts, strict=True)
                for part in parts
            ]
        )

    @cached_property
    def first_texts(self) -> Sequence[int]:
        """The number of the first text of each article, and at the end the number of all."""
        return list(accumulate(map(len, self.parts), initial=0))
