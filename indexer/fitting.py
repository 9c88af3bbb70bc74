"""Which completions find something within the filters of a search?

Most are found by their words as they are, which is soon asked: one term a word. The whole search,
with its expansions, is asked only where the words are nowhere together, but those that nothing
else can stand for are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.leaves import WHOLE_FIELD
from indexer.query.parse import parse
from indexer.question import Question
from indexer.text.analyzer import Unit, query_units


def keep_fitting(
    queries: Iterable[str], question: Question, count: Callable[[p.Plan], int]
) -> Iterator[str]:
    """Those of the queries that find an article when they are asked as `question` is, in order.

    `count` says how many articles a plan finds.
    """
    filters = tuple(question.filters.values())

    @cache
    def holds(words: tuple[str, ...]) -> bool:
        terms = (p.Term(f"{WHOLE_FIELD}_exact", (word,)) for word in words)
        return count(p.AllOf((*terms, *filters))) > 0

    def finds(asked: Question) -> bool:
        units = _single_words(asked.node)
        if units and holds(_words(units)):
            return True
        if not holds(_words(_irreplaceable(asked, units))):
            return False
        return count(asked.plan(asked.tier, asked.request.match)) > 0

    return (query for query in queries if finds(replace(question, node=parse(query))))


def _words(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(token for unit in units for token in unit.tokens)


def _single_words(node: n.Node) -> Sequence[Unit]:
    """The units of a query that is nothing but words, each asked by itself; else none."""
    units = query_units(node.text) if isinstance(node, n.Words) else []
    return [] if any(unit.typed or len(unit.tokens) > 1 for unit in units) else units


def _irreplaceable(question: Question, units: Sequence[Unit]) -> Iterable[Unit]:
    """Those of these single words that whatever the question finds must hold as they are."""
    if question.tier != "exact" or question.request.match != "all":
        return ()
    variants = question.how.variants(units)
    replaced = {place for v in variants for place in range(v.start, v.end)}
    return (unit for place, unit in enumerate(units) if place not in replaced)
