"""Which fields of which articles should somebody look at?

The answer is a table of doubts in the shape of `corpus/corrections.csv`: whoever knows better
fills in `value`, keeps or rewrites `note`, and puts the rows there. A row whose value is left
empty corrects nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from indexer.articles.corrections import COLUMNS
from indexer.articles.dates import date_in_url
from indexer.articles.gazetteer import present_of, province_name
from indexer.articles.known_names import is_known_name
from indexer.articles.places import UNKNOWN_PROVINCE
from indexer.articles.recurring import NOTICE
from indexer.articles.years import find_year
from indexer.model import Article, Inference, Topic
from indexer.settings import AUDITED, WEAK
from indexer.spreadsheet import BYTE_ORDER_MARK, csv_line

MERGER_YEAR = 2025
"""In its July the 63 provinces became 34."""

URL_DAYS = 2
"""A date and its address may lie so many days apart: pages are made ready before they appear."""

_LONGEST_EVIDENCE = 120


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why one field of one article is listed; `reason` is a sentence (Vietnamese first)."""

    id: str
    field: str
    reason: str
    found: Inference | Topic | None

    @property
    def note(self) -> str:
        """The reason, and what was inferred with its method, confidence and evidence."""
        value = getattr(self.found, "value", None) or getattr(self.found, "name", None)
        if self.found is None or value is None:
            return self.reason
        evidence = " ".join(self.found.evidence.split())
        if len(evidence) > _LONGEST_EVIDENCE:
            evidence = evidence[:_LONGEST_EVIDENCE].rstrip() + "…"
        return (
            f"{self.reason} | suy ra (inferred): {value}; cách (method): {self.found.method}; "
            f"độ tin (confidence): {self.found.confidence:.2f}; "
            f"bằng chứng (evidence): “{evidence}”"
        )


def audit_lines(
    articles: Iterable[Article],
    *,
    fields: Collection[str] = AUDITED,
    below: float = WEAK,
    today: date | None = None,
) -> Iterator[str]:
    """The lines of the table of doubts, ended by CRLF: the header, then one field each.

    `fields` are those to look at, `below` is the confidence under which a field is weak, `today`
    the day after which no article can have appeared.
    """
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    for article in articles:
        for doubt in find_doubts(article, below=below, today=today):
            if doubt.field in fields:
                yield csv_line((doubt.id, doubt.field, "", doubt.note))


def find_doubts(
    article: Article, *, below: float = WEAK, today: date | None = None
) -> Iterator[Doubt]:
    """The fields of an article that are missing, weak or in conflict with something, each once.

    A field that was corrected is not listed again.
    """
    conflicts: dict[str, list[str]] = {}
    for field, reason in _conflicts(article, today or date.today()):
        conflicts.setdefault(field, []).append(reason)
    for field in AUDITED:
        if field in article.corrected:
            continue
        found = _found(article, field)
        if field in conflicts:
            reason = f"mâu thuẫn (conflict): {'; '.join(conflicts[field])}"
        elif found is None:
            reason = "thiếu (missing): không tìm thấy trên trang (not found on the page)"
        elif found.confidence < below:
            reason = f"yếu (weak): độ tin dưới {below:g} (confidence below {below:g})"
        else:
            continue
        yield Doubt(article.id, field, reason, found)


def _found(article: Article, field: str) -> Inference | Topic | None:
    """What is known of the field; None where nothing is, or only a title made of the text."""
    if field == "province":
        return article.topics[0] if article.topics else None
    found: Inference = getattr(article, field)
    return None if found.value is None or found.method == "derived" else found


def _conflicts(article: Article, today: date) -> Iterator[tuple[str, str]]:
    """Each field that disagrees with something, and with what."""
    doubts = (warning for warning in article.warnings if not warning.startswith(NOTICE))
    for doubt in doubts:
        yield "province" if doubt.startswith(UNKNOWN_PROVINCE) else "date", doubt
    yield from _date_conflicts(article, today)
    yield from _year_conflicts(article)
    yield from _place_conflicts(article)
    author = article.author.value
    if author and article.author.method != "given" and is_known_name(author):
        yield "author", "là tên một nơi hay một tờ báo (the name of a place or of an outlet)"


def _date_conflicts(article: Article, today: date) -> Iterator[tuple[str, str]]:
    if not article.date.value:
        return
    day = date.fromisoformat(article.date.value)
    if day > today:
        yield "date", f"sau hôm nay, {today} (after today)"
    addressed = date_in_url(article.url) if article.url else None
    if addressed is not None and abs((day - addressed).days) > URL_DAYS:
        yield "date", f"địa chỉ trang ghi {addressed} (the address says {addressed})"


def _year_conflicts(article: Article) -> Iterator[tuple[str, str]]:
    if not article.year.value or article.year.method == "body":
        return
    told = find_year(article.text_of("lead", "body", "subhead", "caption"))
    if told.bound is not None and told.bound > int(article.year.value):
        yield "year", f"bài nhắc ngày đã qua của năm {told.bound} (a past date of {told.bound})"
    if told.value is not None and told.value != article.year.value:
        yield "year", f"bài nói “{told.evidence}” (the text speaks of {told.value} as its own)"


def _place_conflicts(article: Article) -> Iterator[tuple[str, str]]:
    home = article.source_province.value
    if not home or not article.topics or article.topics[0].method == "given":
        return
    near = any(home in topic.former for topic in article.topics)
    # Since the merger a province's paper is that of its parts too.
    if int(article.year.value or MERGER_YEAR) >= MERGER_YEAR:
        near |= any(present_of(home) in topic.present for topic in article.topics)
    if not near:
        name = province_name(home, "former")
        yield "province", f"nguồn là của {name} (the source is {name}'s)"
