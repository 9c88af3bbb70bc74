"""How is an answer taken away? As JSON values, and as files: CSV, JSONL, BibTeX, RIS.

JSONL and CSV use the names of fields that `timbao index` reads, so that an export can be
indexed again. A field that is not known is null, an empty cell, or left out: never a guess.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol

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

ExportFormat = Literal["csv", "jsonl", "bibtex", "ris"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = ("csv", "jsonl", "bibtex", "ris")

Json = dict[str, Any]

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the system's own letters."""

MOST_CELL = 32_000
"""Code points of a cell; Excel spills what goes beyond 32,767 into the next row."""

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

_REASONED = ("title", "date", "year", "province", "source", "author")
CSV_COLUMNS = (
    "id",
    "title",
    "date",
    "year",
    "province",
    "other_provinces",
    "province_former",
    "province_present",
    "source",
    "author",
    "url",
    "lead",
    "body",
    "body_length",
    "file",
    *(f"{name}_{what}" for name in _REASONED for what in ("method", "confidence")),
)
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


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
            {"from": e.source, "to": e.target, "adds": e.adds, "on": e.on}
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
        "similar": [
            {"id": a.id, "title": a.title.value, "date": a.date.value, "source": a.source.value}
            for a in view.similar
        ],
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
        "body": _body(article) or None,
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


def _csv(articles: Iterable[Article]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _csv_line(CSV_COLUMNS)
    for article in articles:
        cells = _cells(article)
        yield _csv_line([cells.get(name, "") for name in CSV_COLUMNS])


def _cells(article: Article) -> Mapping[str, str]:
    body = _body(article)
    first = article.topics[0] if article.topics else None
    reasons: dict[str, Inference | Topic | None] = {n: getattr(article, n, None) for n in _REASONED}
    reasons["province"] = first
    cells = {
        "id": article.id,
        "province": first.name if first else "",
        "other_provinces": "; ".join(t.name for t in article.topics[1:]),
        "province_former": "; ".join(first.former) if first else "",
        "province_present": "; ".join(first.present) if first else "",
        "url": article.url or "",
        "lead": article.text_of("lead"),
        "body": body if len(body) <= MOST_CELL else body[:MOST_CELL] + " […]",
        "body_length": str(len(body)),
        "file": article.file,
    }
    for name in ("title", "date", "year", "source", "author"):
        cells[name] = getattr(article, name).value or ""
    for name, reason in reasons.items():
        if reason is not None and (name == "province" or cells[name]):
            cells[f"{name}_method"] = reason.method
            cells[f"{name}_confidence"] = f"{reason.confidence:.2f}"
    return cells


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(_plain_cell, cells))
    return line.getvalue()


def _plain_cell(text: str) -> str:
    """The text as a cell that no spreadsheet computes and no reader of CSV stumbles over."""
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _jsonl(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(article_as_record(article), ensure_ascii=False) + "\n"


def _bibtex(articles: Iterable[Article]) -> Iterator[str]:
    return (bibtex_entry(article) + "\n" for article in articles)


def _ris(articles: Iterable[Article]) -> Iterator[str]:
    return map(ris_record, articles)


_WRITERS: dict[str, Callable[[Iterable[Article]], Iterator[str]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "bibtex": _bibtex,
    "ris": _ris,
}


def _year(article: Article) -> int | None:
    return int(article.year.value) if article.year.value else None


def _body(article: Article) -> str:
    return article.text_of("body", "subhead", "caption")


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
