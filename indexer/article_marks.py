"""Where in the articles of an answer, and in their titles, does the answer stand?"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.article_texts import ArticleTexts
from indexer.fields import FIELD_PARTS
from indexer.marks import Marker, Span
from indexer.model import Article
from indexer.query.leaves import DEFAULT_FIELDS
from indexer.text.cutting import cut_texts

_FIELDS_OF_PART = {
    kind: (name, "author") if kind in ("byline", "role") else (name,)
    for name, kinds in FIELD_PARTS.items()
    for kind in kinds
}


def article_marks(
    articles: ArticleTexts, marker: Marker, numbers: Sequence[int]
) -> list[list[Span]]:
    """The matched places of the articles of these numbers, as offsets into their texts."""
    asked = [
        (which, part.start, articles.first_texts[number] + i, _FIELDS_OF_PART[part.kind])
        for which, number in enumerate(numbers)
        for i, part in enumerate(articles.parts[number])
    ]
    marks = marker.marks_in(articles.texts, [(text, fields) for _, _, text, fields in asked])
    spans: list[list[Span]] = [[] for _ in numbers]
    for (which, start, _, _), found in zip(asked, marks, strict=True):
        spans[which] += [(start + s, start + e) for s, e in found]
    return spans


def title_marks(
    articles: Sequence[Article], marker: Marker, marks: Sequence[Sequence[Span]]
) -> list[tuple[Span, ...]]:
    """The marks on the titles of articles as they are shown; `marks` are those on the articles.

    A title that stands nowhere in its article is looked through by itself.
    """
    places = [_title_place(article) for article in articles]
    elsewhere = [a.title.value or "" for a, p in zip(articles, places, strict=True) if p is None]
    asked = [(number, DEFAULT_FIELDS) for number in range(len(elsewhere))]
    apart = iter(marker.marks_in(cut_texts(elsewhere), asked) if elsewhere else ())
    return [
        tuple(next(apart)) if place is None else _within(found, *place)
        for place, found in zip(places, marks, strict=True)
    ]


def _within(marks: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple((s - start, e - start) for s, e in marks if s >= start and e <= end)


def _title_place(article: Article) -> Span | None:
    """Where the title stands in the article just as it is shown."""
    part = next((q for q in article.parts if q.kind == "title"), None)
    if part is None or article.text[part.start : part.end] != (article.title.value or ""):
        return None
    return part.start, part.end
