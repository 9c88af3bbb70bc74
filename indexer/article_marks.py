"""Where in the articles of an answer, and in their titles, does the answer stand?"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.article_texts import ArticleTexts
from indexer.fields import FIELD_PARTS
from indexer.marks import Marker, Span, TextMarks
from indexer.query.leaves import DEFAULT_FIELDS

_FIELDS_OF_PART = {
    kind: (name, "author") if kind in ("byline", "role") else (name,)
    for name, kinds in FIELD_PARTS.items()
    for kind in kinds
}

HitMarks = tuple[list[Span], tuple[Span, ...]]
"""The marks on an article, and those on its title as it is shown."""


def article_marks(
    articles: ArticleTexts, marker: Marker, numbers: Sequence[int]
) -> list[list[Span]]:
    """The matched places of the articles of these numbers, as offsets into their texts."""
    marks = marker.look_through(articles.texts)
    return [_article_marks(articles, marks, number) for number in numbers]


def hit_marks(articles: ArticleTexts, marker: Marker, numbers: Sequence[int]) -> list[HitMarks]:
    """The marks on the articles of these numbers, and those on their titles as they are shown."""
    marks = marker.look_through(articles.texts)
    found = []
    for number in numbers:
        spans = _article_marks(articles, marks, number)
        part = articles.title_parts[number]
        if part is None:
            title = tuple(marks.of_text(articles.titles_apart[number], DEFAULT_FIELDS))
        else:
            start, end = part.start, part.end
            title = tuple((s - start, e - start) for s, e in spans if s >= start and e <= end)
        found.append((spans, title))
    return found


def _article_marks(articles: ArticleTexts, marks: TextMarks, number: int) -> list[Span]:
    first = articles.first_texts[number]
    return [
        span
        for text, part in enumerate(articles.parts[number], first)
        for span in marks.of_text(text, _FIELDS_OF_PART[part.kind], part.start)
    ]
