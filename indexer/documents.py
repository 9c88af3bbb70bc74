"""What does an engine store of an article? Its terms, its keys, its numbers, and itself."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from indexer.articles.corrections import Correction, apply_corrections
from indexer.articles.recurring import PageLines, Recurring, page_lines
from indexer.articles.stories import Signatures, sign
from indexer.articles.understand import understand
from indexer.engines.base import EngineDocument
from indexer.fields import COMPOUNDS, FIELD_PARTS, PART_BREAK
from indexer.learning import Analysed, observe
from indexer.model import Article, RawArticle, Topic
from indexer.stopwatch import Stopwatch
from indexer.stored import pack
from indexer.text.segment_model import read_model
from indexer.text.term_table import ArticleTerms, Hashes, TermTable
from indexer.text.typed import typed_terms

TOPIC_CONFIDENCE = 0.5
"""From this confidence on a province beside the primary one counts for filters and facets."""

Corrections = Mapping[str, Mapping[str, Correction]]
NO_CORRECTIONS: Corrections = MappingProxyType({})
term_table = cache(lambda: TermTable(read_model()))
"""What this process knows of pieces of text; its first use reads pyvi's model."""

_TOLD = ("lead", "body")

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
    terms, rows = term_table().analyze([list(t.values()) for t in texts], len(FIELD_PARTS))
    watch.lap("terms")
    fields = [_fields(t, found) for t, found in zip(texts, terms, strict=True)]
    watch.lap("typed tokens")
    documents = [
        EngineDocument(a.id, f, _keys(a), _numbers(a), pack(a))
        for a, f in zip(articles, fields, strict=True)
    ]
    watch.lap("packing")
    signatures = sign(list(map(_told, terms)))
    watch.lap("signatures")
    observations = observe(Analysed(articles, texts, rows))
    watch.lap("observations")
    return Batch(documents, signatures, observations, lines, watch.seconds())


def _understood(raw: RawArticle, corrections: Corrections, recurring: Recurring | None) -> Article:
    article = understand(raw, recurring)
    return apply_corrections(article, corrections[raw.id]) if raw.id in corrections else article


def _told(terms: ArticleTerms) -> Hashes:
    """The terms that reprints share: those of lead and body, for a reprint has its own title."""
    hashes = dict(zip(FIELD_PARTS, terms.hashes, strict=False))
    return np.concatenate([hashes[field] for field in _TOLD])


def _searched_texts(article: Article) -> dict[str, str]:
    """The text of each field of words, the author's last."""
    texts = {f: article.text_of(*kinds) for f, kinds in FIELD_PARTS.items()}
    return {**texts, "author": article.author.value or ""}


def _fields(texts: Mapping[str, str], terms: ArticleTerms) -> dict[str, str]:
    """The terms of every text and bag field of an article."""
    found = dict(zip(texts, terms.texts, strict=True))
    fields = {f"{name}_exact": f.exact for name, f in found.items() if f.exact}
    base = PART_BREAK.join(found[f].base for f in FIELD_PARTS if found[f].base)
    if base:
        fields["text_base"] = base
    if terms.words:
        fields[COMPOUNDS] = terms.words
    typed = typed_terms("\n".join(texts[f] for f in FIELD_PARTS))
    if typed:
        fields["typed"] = " ".join(typed)
    return fields


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
