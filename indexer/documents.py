"""What does an engine store of an article? Its terms, its keys, its numbers, and itself."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from indexer.articles.corrections import Correction, apply_corrections
from indexer.articles.recurring import PageLines, Recurring, page_lines
from indexer.articles.stories import Signatures, sign
from indexer.articles.understand import understand
from indexer.engines.base import EngineDocument
from indexer.fields import FIELD_PARTS
from indexer.learning import Analysed, observe
from indexer.model import Article, RawArticle, Topic
from indexer.stopwatch import Stopwatch
from indexer.stored import pack
from indexer.text.analyzer import FieldTerms, analyze_many
from indexer.text.segment import compounds
from indexer.text.tokens import Memory, normal_forms
from indexer.text.typed import typed_terms

TOPIC_CONFIDENCE = 0.5
"""From this confidence on a province beside the primary one counts for filters and facets."""

Corrections = Mapping[str, Mapping[str, Correction]]
NO_CORRECTIONS: Corrections = MappingProxyType({})
NO_RECURRING: Mapping[str, Recurring | None] = MappingProxyType({})


def counted_topics(article: Article) -> tuple[Topic, ...]:
    """The provinces that the article is filtered and counted under: the primary, sure others."""
    return tuple(
        t for i, t in enumerate(article.topics) if i == 0 or t.confidence >= TOPIC_CONFIDENCE
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of some articles in their order, and what there is to know them again by.

    `signatures` tell reprints, `observations` are what learners observed, `lines` those of raw
    pages that may be their sites' own. `seconds` says what the processor's time went into.
    """

    documents: list[EngineDocument]
    signatures: Signatures
    observations: Mapping[str, object]
    lines: Mapping[str, PageLines | None]
    seconds: Mapping[str, float]


def analyse_batch(
    raws: Sequence[RawArticle],
    corrections: Corrections = NO_CORRECTIONS,
    recurring: Mapping[str, Recurring | None] = NO_RECURRING,
) -> Batch:
    """The raw articles understood, corrected, analysed, packed, and learned from."""
    watch = Stopwatch(time.process_time)
    articles = [_understood(raw, corrections, recurring.get(raw.id)) for raw in raws]
    lines = {r.id: page_lines(r, a) for r, a in zip(raws, articles, strict=True)}
    watch.lap("understanding")
    texts = [_searched_texts(a) for a in articles]
    words = compounds(["\n".join(t[f] for f in FIELD_PARTS) for t in texts])
    watch.lap("segmentation")
    terms = iter(analyze_many([text for t in texts for text in t.values()]))
    fields = [
        _fields(t, dict(zip(t, terms, strict=False)), w) for t, w in zip(texts, words, strict=True)
    ]
    watch.lap("terms")
    documents = [
        EngineDocument(a.id, f, _keys(a), _numbers(a), pack(a))
        for a, f in zip(articles, fields, strict=True)
    ]
    watch.lap("packing")
    signatures = sign(list(map(_told, documents)))
    watch.lap("signatures")
    observations = observe(list(map(Analysed, articles, texts, documents)))
    watch.lap("observations")
    return Batch(documents, signatures, observations, lines, watch.seconds())


def _understood(raw: RawArticle, corrections: Corrections, recurring: Recurring | None) -> Article:
    article = understand(raw, recurring)
    return apply_corrections(article, corrections[raw.id]) if raw.id in corrections else article


def _told(document: EngineDocument) -> str:
    """The terms that reprints share: those of lead and body, for a reprint has its own title."""
    return " ".join(filter(None, map(document.text.get, ("lead_exact", "body_exact"))))


def _searched_texts(article: Article) -> dict[str, str]:
    """The text of each field of words, the author's last."""
    texts = {f: article.text_of(*kinds) for f, kinds in FIELD_PARTS.items()}
    return {**texts, "author": article.author.value or ""}


def _fields(
    texts: Mapping[str, str], terms: Mapping[str, FieldTerms], words: Sequence[str]
) -> dict[str, str]:
    """The terms of every text and bag field, from the searched texts of an article."""
    fields: dict[str, str] = {}
    for name, found in terms.items():
        if found.exact:
            fields[f"{name}_exact"] = found.exact
            fields[f"{name}_base"] = found.base
    if words:
        fields["words_exact"] = " ".join(map(compound_terms.__getitem__, words))
    typed = typed_terms("\n".join(texts[f] for f in FIELD_PARTS))
    if typed:
        fields["typed"] = " ".join(typed)
    return fields


compound_terms: Memory[str] = Memory(
    lambda word: "_".join(map(normal_forms.__getitem__, word.split("_"))), size=1 << 17
)
"""For a compound word its term: the normal forms of its syllables, joined as it is."""


def _keys(article: Article) -> dict[str, tuple[str, ...]]:
    topics = counted_topics(article)
    keys = {
        "printed": _unique(t.printed for t in topics),
        "former": _unique(s for t in topics for s in t.former),
        "present": _unique(s for t in topics for s in t.present),
        "flag": tuple(_flags(article)),
    }
    if article.source.value:
        keys["source"] = (article.source.value,)
    return {f: v for f, v in keys.items() if v}


def _flags(article: Article) -> list[str]:
    known = {
        "title": article.title.method != "derived" and article.title.value,
        "year": article.year.value,
        "date": article.date.value,
        "province": article.topics,
        "source": article.source.value,
        "author": article.author.value,
    }
    return [name for name, value in known.items() if value] + ["corrected"] * bool(
        article.corrected
    )


def _numbers(article: Article) -> dict[str, int]:
    numbers = {}
    if article.year.value:
        numbers["year"] = int(article.year.value)
    if article.date.value:
        numbers["date"] = int(article.date.value.replace("-", ""))
    return numbers


def _unique(values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))  # type: ignore[call-overload]
