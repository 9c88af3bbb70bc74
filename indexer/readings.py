"""How was a query that was typed without marks meant? Its tree with the marks restored.

A reading decides the order of an answer and is shown; what is found does not depend on it. The
corpus's model reads a query, and the index is asked: a few words are what somebody looks for, so
the compounds that its articles have count; many are a sentence, and the articles that share most of
its words say how they are marked there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from indexer.engines.base import EngineReader
from indexer.fields import COMPOUNDS, SEARCHED_KINDS
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.parse import to_query
from indexer.query.rewrite import replace_texts, wanted_texts
from indexer.stored import unpack
from indexer.text.restore import WHOLE, Reading, compound_evidence, restore
from indexer.text.restore_evidence import (
    NO_EVIDENCE,
    Evidence,
    collect_evidence,
    find_spellings,
    read_terms,
)
from indexer.text.restore_model import LanguageModel
from indexer.text.tiers import base_form
from indexer.text.tokens import tokenize

ASKED = 3
"""Articles that are asked: each costs a third of a millisecond."""

MOST_LOOKED_UP = 8
"""Words of the query that articles are looked for with, the rarest: they cost the least."""

MOST_READ = 2000
"""Code points of an article that are read: it begins with what it is about."""

MOST_WORDS = 40
"""A longer query is read by the model alone."""


@dataclass(frozen=True, slots=True)
class QueryReading:
    """A query as it is most likely meant: its words, and the query, None if it is the one typed."""

    words: str
    query: str | None


def read_query(
    model: LanguageModel, node: n.Node, reader: EngineReader | None = None
) -> QueryReading | None:
    """The likeliest marked form of a tree; None where nothing of it could be read.

    With the `reader` of the index, its articles are evidence (`find_evidence`).
    """
    words = [base_form(token.text) for text in wanted_texts(node) for token in tokenize(text)]
    evidence = find_evidence(model, reader, words) if reader else NO_EVIDENCE
    readings: dict[str, Reading | None] = {}

    def read(text: str) -> str:
        if text not in readings:
            readings[text] = restore(model, text, evidence)
        reading = readings[text]
        return text if reading is None else reading.text

    read_node = replace_texts(node, read)
    if not any(readings.values()):
        return None
    read_words = " ".join(wanted_texts(read_node))
    return QueryReading(read_words, None if read_node == node else to_query(read_node))


def find_evidence(model: LanguageModel, reader: EngineReader, words: Sequence[str]) -> Evidence:
    """What the index says of how these base forms are marked, which stand in this order.

    Of few words, which compounds its articles have; of many, how those that share most mark them.
    """
    if len(words) < WHOLE:
        return compound_evidence(len(words), partial(reader.holding, COMPOUNDS))
    weights = {word: _weigh(model, word) for word in words if not word[0].isdigit()}
    if len(words) > MOST_WORDS or len(weights) < 2:
        return NO_EVIDENCE
    rarest = sorted(weights, key=lambda word: -weights[word])[:MOST_LOOKED_UP]
    plan = p.AnyOf(tuple(p.Term("text_base", (word,)) for word in rarest))
    wanted = {word: model.forms(word).texts for word in weights}
    spellings = find_spellings(wanted)
    articles = (
        read_terms(unpack(hit.stored).text_of(*SEARCHED_KINDS)[:MOST_READ], spellings)
        for hit in reader.search(plan, limit=ASKED)
    )
    return collect_evidence(words, weights, articles)


def _weigh(model: LanguageModel, word: str) -> float:
    """How much a base form tells: its inverse frequency in the corpus, as a logarithm."""
    forms = model.forms(word)
    seen = sum(model.counts[forms.first : forms.first + len(forms.texts)]) if forms.texts else 0
    return math.log(1 + model.tokens / (seen + 1))
