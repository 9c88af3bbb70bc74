"""What stands on an article's page? Its parts, its metadata with reasons, its citation."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import Article, Inference, Part, Topic, province_name
from webui.labels import FIELD_LABELS, SENSE_LABELS, Label
from webui.province_filter import name_topic

HEAD_KINDS = ("kicker", "title", "section", "dateline")
FOOT_KINDS = ("byline", "role")


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One field as it is known: `reason` has its method, evidence and confidence."""

    label: Label
    value: str | None
    reason: Inference
    corrected: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the article's page prints besides the text itself.

    `text` holds the parts that are read, in order; `left_out` the pieces (start, end) of the
    article's text that are not searched.
    """

    title: Part | None
    kicker: Part | None
    text: tuple[Part, ...]
    foot: tuple[Part, ...]
    left_out: tuple[tuple[int, int], ...]
    metadata: tuple[MetadataRow, ...]
    citation: str


def article_page(article: Article) -> ArticlePage:
    """The page of this article."""
    parts = article.parts
    return ArticlePage(
        title=next((p for p in parts if p.kind == "title"), None),
        kicker=next((p for p in parts if p.kind == "kicker"), None),
        text=tuple(
            p for p in parts if p.kind not in HEAD_KINDS and p.kind not in (*FOOT_KINDS, "chrome")
        ),
        foot=tuple(p for p in parts if p.kind in FOOT_KINDS),
        left_out=left_out(article),
        metadata=tuple(_metadata(article)),
        citation=cite(article),
    )


def left_out(article: Article) -> tuple[tuple[int, int], ...]:
    """The pieces of the text that are chrome or belong to no part, blank ones not counted."""
    pieces = []
    at = 0
    for part in article.parts:
        pieces.append((at, part.start))
        if part.kind == "chrome":
            pieces.append((part.start, part.end))
        at = part.end
    pieces.append((at, len(article.text)))
    return tuple((s, e) for s, e in pieces if article.text[s:e].strip())


def cite(article: Article) -> str:
    """A citation in the manner of APA 7; what is not known is said or left out, never guessed.

    Vietnamese names stand in their own order, and a date is written in Vietnamese.
    """
    title = article.title.value or "[Không có tiêu đề]"
    date = f"({_cited_date(article)})"
    author = article.author.value
    opening = f"{author}. {date}. {title}." if author else f"{title}. {date}."
    after = [f"{article.source.value}."] if article.source.value else []
    return " ".join([opening, *after, *([article.url] if article.url else [])])


def _cited_date(article: Article) -> str:
    if article.date.value:
        year, month, day = article.date.value.split("-")
        return f"{year}, ngày {int(day)} tháng {int(month)}"
    return article.year.value or "không rõ ngày"


def _metadata(article: Article) -> list[MetadataRow]:
    rows = [
        MetadataRow(label, _shown(name, reason.value), reason, name in article.corrected)
        for name, label in FIELD_LABELS.items()
        if (reason := getattr(article, name)).value is not None
        or name in ("title", "date", "year", "source", "author")
    ]
    return [*rows, *_topic_rows(article)]


def _shown(field: str, value: str | None) -> str | None:
    if field == "source_province" and value is not None:
        return province_name(value, "former")
    return value


def _topic_rows(article: Article) -> list[MetadataRow]:
    label = ("Tỉnh, thành", "Province")
    corrected = "province" in article.corrected
    if not article.topics:
        unknown = Inference(method="correction") if corrected else Inference()
        return [MetadataRow(label, None, unknown, corrected)]
    return [
        MetadataRow(
            label if place == 0 else ("Tỉnh, thành khác", "Other province"),
            _in_all_senses(topic),
            _reason(topic),
            corrected,
        )
        for place, topic in enumerate(article.topics)
    ]


def _in_all_senses(topic: Topic) -> str:
    """The province as printed, and what the other two senses of the filter call it if not so."""
    named = ((SENSE_LABELS[sense][0], name_topic(topic, sense)) for sense in ("former", "present"))
    other = "; ".join(f"{sense}: {name}" for sense, name in named if name not in ("", topic.name))
    return f"{topic.name} ({other})" if other else topic.name


def _reason(topic: Topic) -> Inference:
    return Inference(topic.name, topic.confidence, topic.method, topic.evidence)
