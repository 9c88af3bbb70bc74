"""In which tier is an article of an answer found: as typed, by its tones, by its letters alone?

The words that are marked in an article tell of most; the engine is asked of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from indexer.engines.base import EngineReader
from indexer.marks import Span
from indexer.model import Article
from indexer.query import plan as p
from indexer.query.leaves import WHOLE_FIELD
from indexer.stored import unpack
from indexer.text.tokens import chunk_terms

Words = frozenset[str]
"""The exact terms that are marked in an article."""


def marked_words(article: Article, marks: Sequence[Span]) -> Words:
    """The words of an article that are marked."""
    chunks = {chunk for start, end in marks for chunk in article.text[start:end].split()}
    return frozenset(term for chunk in chunks for term in chunk_terms[chunk])


def missed(
    reader: EngineReader, plan: p.Plan, wide: p.Plan, words: Mapping[str, Words]
) -> Collection[str]:
    """The ids of those articles that a plan does not find.

    `words` has the marked words of each by its id; all are found by the plan `wide`.
    """
    met = wide.children if isinstance(wide, p.AllOf) else (wide,)
    unsure = tuple(name for name, held in words.items() if not finds(plan, held, met))
    if not unsure:
        return ()
    # Few articles are looked up in the lists of many terms: most terms have none of them.
    outside = p.AllOf((p.Term("id", unsure), p.Except(plan)))
    return {unpack(hit.stored).id for hit in reader.search(outside, limit=len(unsure))}


def finds(plan: p.Plan, words: Words, met: Sequence[p.Plan]) -> bool:
    """Whether a plan finds an article with these words that all the plans `met` find, as far as
    that shows without its text.

    >>> either = p.AnyOf(tuple(p.Term("text_exact", (word,)) for word in ("mưa", "lũ")))
    >>> finds(p.AllOf((either, p.Everyone())), frozenset({"lũ"}), [p.Everyone()])
    True
    >>> finds(p.AllOf((either, p.Everyone())), frozenset({"lũ"}), [])
    False
    """
    match plan:
        case p.Term(field, texts) if field == f"{WHOLE_FIELD}_exact":
            return not words.isdisjoint(texts)
        case p.AnyOf(children, 1):
            return any(finds(child, words, met) for child in children)
        case p.AnyOf(children, minimum):
            return sum(finds(child, words, met) for child in children) >= minimum
        case p.AllOf(children):
            return all(finds(child, words, met) for child in children)
        case _:
            return plan in met
