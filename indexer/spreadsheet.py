"""Which cells has an article in a spreadsheet? CSV that opens in Excel as it is.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from indexer.model import Article, Inference, Topic

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the system's own letters."""

MOST_CELL = 32_000
"""Code points of a cell; Excel spills what goes beyond 32,767 into the next row."""

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


def body_text(article: Article) -> str:
    """The text below the lead, without byline and chrome."""
    return article.text_of("body", "subhead", "caption")


def csv_lines(articles: Iterable[Article]) -> Iterator[str]:
    """The lines of a table of articles, ended by CRLF: the header, then one record each."""
    yield BYTE_ORDER_MARK + csv_line(CSV_COLUMNS)
    for article in articles:
        cells = _cells(article)
        yield csv_line([cells.get(name, "") for name in CSV_COLUMNS])


def _cells(article: Article) -> Mapping[str, str]:
    body = body_text(article)
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


def csv_line(cells: Iterable[str]) -> str:
    """One record of a table, ended by CRLF, with no cell that a spreadsheet would compute."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(_plain_cell, cells))
    return line.getvalue()


def _plain_cell(text: str) -> str:
    """The text as a cell that no spreadsheet computes and no reader of CSV stumbles over."""
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
