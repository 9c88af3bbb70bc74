"""How is an answer taken away? As JSON values, and as files: CSV, JSONL, BibTeX, RIS.

JSONL and CSV use the names of fields that `timbao index` reads, so that an export can be
indexed again. A field that is not known is null, an empty cell, or left out: never a guess.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from indexer.citations import bibtex_entry, ris_record
from indexer.errors import UsageError
from indexer.model import (
    Article,
    ArticleView,
    FacetValue,
    Hit,
    Inference,
    Request,
    Results,
    Topic,
)
from indexer.settings import EXPORT_FORMATS
from indexer.spreadsheet import body_text, csv_lines

Json = dict[str, Any]

INFERRED = (
    "title",
    "date",
    "time",
    "year",
    "source",
    "source_province",
    "author",
    "author_role",
    "kicker",
    "section",
)
"""The fields of an article that are inferences."""


class Iterating(Protocol):
    """What an export needs of a Searcher."""

    def iterate(self, request: Request) -> Iterator[Article]:
        """All articles of an answer, in order."""
        ...


def results_as_json(results: Results) -> Json:
    """The answer of `/api/search`: JSON values alone, null for what is not known.

    Beside the fields every client needs: `reading` (how a query without marks was read) and
    `notices` (sentences that say what was widened to find something).
    """
    return {
        "query": dict(results.query),
        "total": results.total,
        "match": results.match,
        "tier": results.tier,
        "tiers": dict(results.tiers),
        "reading": results.reading,
        "notices": list(results.notices),
        "expansions": [
            {
                "from": e.source,
                "to": e.target,
                "kind": e.kind,
                "adds": e.adds,
                "on": e.on,
                "defined_in": e.defined_in,
            }
            for e in results.expansions
        ],
        "suggestions": [
            {"query": s.query, "reason": s.reason, "total": s.total} for s in results.suggestions
        ],
        "hits": [hit_as_json(hit) for hit in results.hits],
        "facets": {name: list(map(_facet, values)) for name, values in results.facets.items()},
        "index": {
            "generation": results.generation,
            "fingerprint": results.fingerprint,
            "articles": results.articles,
        },
    }


def hit_as_json(hit: Hit) -> Json:
    """One hit: `province` is the primary topic or null, `others` the other provinces.

    `story` is what it shares with its reprints, listed where stories are counted.

    Marks are [start, end] offsets in code points, into `title` and into each snippet's `text`.
    """
    article = hit.article
    topics = [_province(topic) for topic in article.topics]
    return {
        "id": article.id,
        "title": article.title.value,
        "title_marks": _spans(hit.title_marks),
        "date": article.date.value,
        "year": _year(article),
        "province": topics[0] if topics else None,
        "others": topics[1:],
        "source": article.source.value,
        "author": article.author.value,
        "tier": hit.tier,
        "score": hit.score,
        "snippets": [{"text": s.text, "marks": _spans(s.marks)} for s in hit.snippets],
        "story": article.story,
        "reprints": list(map(_brief, hit.reprints)),
    }


def _brief(article: Article) -> Json:
    return {
        "id": article.id,
        "title": article.title.value,
        "date": article.date.value,
        "source": article.source.value,
    }


def article_as_json(view: ArticleView) -> Json:
    """An opened article: every field with its reason, its parts, its text, the marks in it.

    Offsets of `parts` ({kind, start, end}) and `marks` ([start, end]) count code points of
    `text`.
    """
    article = view.article
    return {
        "id": article.id,
        "url": article.url,
        "file": article.file,
        **{name: _reason(getattr(article, name)) for name in INFERRED},
        "topics": [_topic(topic) for topic in article.topics],
        "parts": _parts(article),
        "text": article.text,
        "marks": _spans(view.marks),
        "repairs": list(article.repairs),
        "warnings": list(article.warnings),
        "corrected": list(article.corrected),
        "story": article.story,
        "reprints": list(map(_brief, view.reprints)),
        "similar": list(map(_brief, view.similar)),
    }


def export_rows(searcher: Iterating, request: Request, format: str) -> Iterator[str]:
    """All articles of an answer as pieces of one file, made while they are read.

    `format` is one of `EXPORT_FORMATS`. Raises `UsageError` for another, and with the first
    piece whatever the searcher raises for the request.
    """
    return write_articles(searcher.iterate(request), format)


def write_articles(articles: Iterable[Article], format: str) -> Iterator[str]:
    """The articles as pieces of one file of this format; a piece is an article or the header.

    CSV is made to be opened in Excel as it is: a byte order mark, CRLF, an apostrophe before
    whatever a spreadsheet would take for a formula, a body cut at 32,000 code points
    (`body_length` has its whole length). JSONL has everything: parts, reasons, and the whole
    text. Raises `UsageError` for an unknown format.
    """
    if format not in _WRITERS:
        names = ", ".join(EXPORT_FORMATS)
        raise UsageError(
            f"Không có dạng xuất {format!r}; hãy chọn {names}. "
            f"(There is no export format {format!r}; choose one of {names}.)"
        )
    return _WRITERS[format](articles)


def article_as_record(article: Article) -> Json:
    """An article as one record of JSONL, in the fields that a record of the corpus has.

    `reasons` has method, evidence and confidence of each field, `text` the whole original,
    in which the offsets of `parts` count.
    """
    return {
        "id": article.id,
        "url": article.url,
        **{name: getattr(article, name).value for name in INFERRED},
        "year": _year(article),
        "province": article.topics[0].name if article.topics else None,
        "lead": article.text_of("lead") or None,
        "body": body_text(article) or None,
        "topics": [_topic(topic) for topic in article.topics],
        "reasons": {
            name: _reason(getattr(article, name))
            for name in INFERRED
            if getattr(article, name).value is not None
        },
        "file": article.file,
        "repairs": list(article.repairs),
        "warnings": list(article.warnings),
        "corrected": list(article.corrected),
        "parts": _parts(article),
        "text": article.text,
    }


def _jsonl(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(article_as_record(article), ensure_ascii=False) + "\n"


def _bibtex(articles: Iterable[Article]) -> Iterator[str]:
    return (bibtex_entry(article) + "\n" for article in articles)


def _ris(articles: Iterable[Article]) -> Iterator[str]:
    return map(ris_record, articles)


_WRITERS: dict[str, Callable[[Iterable[Article]], Iterator[str]]] = {
    "csv": csv_lines,
    "jsonl": _jsonl,
    "bibtex": _bibtex,
    "ris": _ris,
}


def _year(article: Article) -> int | None:
    return int(article.year.value) if article.year.value else None


def _parts(article: Article) -> list[Json]:
    return [{"kind": p.kind, "start": p.start, "end": p.end} for p in article.parts]


def _spans(marks: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [[start, end] for start, end in marks]


def _facet(value: FacetValue) -> Json:
    return {"value": value.value, "name": value.name, "count": value.count}


def _reason(inference: Inference) -> Json:
    return {
        "value": inference.value,
        "confidence": inference.confidence,
        "method": inference.method,
        "evidence": inference.evidence,
        "bound": inference.bound,
    }


def _province(topic: Topic) -> Json:
    """A province of a hit; a slug stands alone, a list only where a province was divided."""
    return {
        "name": topic.name,
        "former": _slug(topic.former),
        "present": _slug(topic.present),
        "confidence": topic.confidence,
    }


def _slug(slugs: tuple[str, ...]) -> str | list[str] | None:
    return (slugs[0] if len(slugs) == 1 else list(slugs)) if slugs else None


def _topic(topic: Topic) -> Json:
    return {
        "name": topic.name,
        "printed": topic.printed,
        "former": list(topic.former),
        "present": list(topic.present),
        "score": topic.score,
        "confidence": topic.confidence,
        "method": topic.method,
        "evidence": topic.evidence,
    }
