"""How is a plan asked of tantivy? No query text ever reaches its parser."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from tantivy import FieldType, Occur, Query

from indexer.engines.base import BAG_FIELDS, KEY_FIELDS
from indexer.query import plan as p

MAX_PHRASES = 200
"""So many phrases, at most, are asked for one by one where the words of a phrase have variants."""


def _escape(character: str) -> str:
    return character if character.isalnum() else f"\\u{{{ord(character):x}}}"


def _alternatives(texts: Sequence[str]) -> str:
    return "|".join("".join(map(_escape, t)) for t in texts)


class Translation:
    """Turns plans into tantivy's queries for one schema.

    `holding` says how many documents hold a term in a field, deleted ones perhaps included.
    """

    def __init__(self, schema: Any, holding: Callable[[str, str], int]) -> None:
        self._schema = schema
        self._holding = holding

    def query(self, plan: p.Plan) -> Any:
        """The query that finds the plan's documents."""
        match plan:
            case p.Everyone():
                return Query.const_score_query(Query.all_query(), 0.0)
            case p.Nobody():
                return Query.empty_query()
            case p.Term(field, texts):
                return self._term(field, texts)
            case p.Sequence(field, slots):
                return self._sequence(field, slots)
            case p.Pattern(field, letters):
                expression = "".join(
                    _escape(c) if len(c) == 1 else f"[{''.join(map(_escape, c))}]" for c in letters
                )
                return Query.regex_query(self._schema, field, expression + ".*")
            case p.Near(field, texts, distance):
                return self._any(
                    [Query.fuzzy_term_query(self._schema, field, t, distance, False) for t in texts]
                )
            case p.Between(field, low, high):
                return self._between(field, low, high)
            case _:
                return self._combination(plan)

    def _combination(self, plan: p.Plan) -> Any:
        match plan:
            case p.AllOf(children):
                return self._all(children)
            case p.AnyOf(children, minimum):
                return self._any([self.query(c) for c in children], minimum)
            case p.Except(child):
                return self._all((p.Except(child),))
            case p.Weighted(child, weight):
                inner = self.query(child)
                if weight == 0:
                    return Query.const_score_query(inner, 0.0)
                return Query.boost_query(inner, weight)
            case p.Preferring(required, optional):
                return Query.boolean_query(
                    [
                        (Occur.Must, self.query(required)),
                        *((Occur.Should, self.query(o)) for o in optional),
                    ]
                )
        raise TypeError(f"not a plan: {plan!r}")

    def _term(self, field: str, texts: tuple[str, ...]) -> Any:
        if field in KEY_FIELDS:
            return Query.const_score_query(
                Query.term_set_query(self._schema, field, list(texts)), 0.0
            )
        option = "freq" if field in BAG_FIELDS else "position"
        return self._any([Query.term_query(self._schema, field, t, option) for t in texts])

    def _sequence(self, field: str, slots: tuple[p.Slot, ...]) -> Any:
        first = min(s.offset for s in slots)
        if all(len(s.texts) == 1 for s in slots):
            words = [(s.offset - first, s.texts[0]) for s in slots]
            return Query.phrase_query(self._schema, field, words)
        offsets = [s.offset - first for s in slots]
        known = [[t for t in s.texts if self._holding(field, t)] for s in slots]
        # Going through the dictionary for a pattern takes as long as a great many phrases.
        if math.prod(map(len, known)) <= MAX_PHRASES:
            rows = [list(zip(offsets, words, strict=True)) for words in product(*known)]
            return self._any([Query.phrase_query(self._schema, field, row) for row in rows])
        patterns = list(zip(offsets, map(_alternatives, known), strict=True))
        return Query.regex_phrase_query(self._schema, field, patterns)

    def _between(self, field: str, low: int | None, high: int | None) -> Any:
        bounds = Query.range_query(
            self._schema,
            field,
            FieldType.Integer,
            -(2**62) if low is None else low,
            2**62 if high is None else high,
        )
        return Query.const_score_query(bounds, 0.0)

    def _any(self, queries: list[Any], minimum: int = 1) -> Any:
        if minimum > len(queries):
            return Query.empty_query()
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, q) for q in queries], minimum)

    def _all(self, children: tuple[p.Plan, ...]) -> Any:
        clauses = [
            (Occur.MustNot, self.query(c.child))
            if isinstance(c, p.Except)
            else (Occur.Must, self.query(c))
            for c in children
        ]
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, self.query(p.Everyone())))
        return Query.boolean_query(clauses)
