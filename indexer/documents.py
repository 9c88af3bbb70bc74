"""What does an engine store of an article? Its terms, its keys, its numbers, and itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from indexer.articles.corrections import Correction, apply_corrections
from indexer.articles.recurring import PageLines, Recurring, page_lines
from indexer.articles.stories import Signatures, sign
from indexer.articles.understand import understand
from indexer.engines.base import EngineDocument
from indexer.fields import FIELD_PARTS
from indexer.learning import Analysed, observe
from indexer.model import Article, RawArticle, Topic
from indexer.stored import pack
from indexer.text.analyzer import analyze
from indexer.text.normalize import normal_form
from indexer.text.segment import compounds
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
    pages that may be their sites' own.
    """

    documents: list[EngineDocument]
    signatures: Signatures
    observations: Mapping[str, object]
    lines: Mapping[str, PageLines | None]


def analyse_batch(
    raws: Sequence[RawArticle],
    corrections: Corrections = NO_CORRECTIONS,
    recurring: Mapping[str, Recurring | None] = NO_RECURRING,
) -> Batch:
    """The raw articles understood, corrected, analysed, packed, and learned from."""
    articles = []
    for raw in raws:
        article = understand(raw, recurring.get(raw.id))
        if raw.id in corrections:
            article = apply_corrections(article, corrections[raw.id])
        articles.append(article)
    texts = [{f: a.text_of(*kinds) for f, kinds in FIELD_PARTS.items()} for a in articles]
    words = compounds(["\n".join(t.values()) for t in texts])
    analysed = [
        Analysed(a, t, engine_document(a, t, w))
        for a, t, w in zip(articles, texts, words, strict=True)
    ]
    documents = [a.document for a in analysed]
    lines = {r.id: page_lines(r, a) for r, a in zip(raws, articles, strict=True)}
    return Batch(documents, sign(list(map(_told, documents))), observe(analysed), lines)


def _told(document: EngineDocument) -> str:
    """The terms that reprints share: those of lead and body, for a reprint has its own title."""
    return " ".join(filter(None, map(document.text.get, ("lead_exact", "body_exact"))))


def engine_document(
    article: Article, texts: Mapping[str, str], words: Sequence[str]
) -> EngineDocument:
    """One article for an engine, from the text of its fields and its compound words."""
    terms: dict[str, str] = {}
    for name, text in (*texts.items(), ("author", article.author.value or "")):
        if text:
            found = analyze(text)
            if found.exact:
                terms[f"{name}_exact"] = found.exact
                terms[f"{name}_base"] = found.base
    for form in ("exact", "base"):
        whole = " ".join(terms[f"{f}_{form}"] for f in texts if f"{f}_{form}" in terms)
        if whole:
            terms[f"text_{form}"] = whole
    compound_terms = [compound_term(w) for w in words]
    if compound_terms:
        terms["words_exact"] = " ".join(compound_terms)
    typed = typed_terms("\n".join(texts.values()))
    if typed:
        terms["typed"] = " ".join(typed)
    return EngineDocument(article.id, terms, _keys(article), _numbers(article), pack(article))


@lru_cache(maxsize=1 << 16)
def compound_term(word: str) -> str:
    """The term of a compound word: the normal forms of its syllables, joined as it is."""
    return "_".join(map(normal_form, word.split("_")))


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
