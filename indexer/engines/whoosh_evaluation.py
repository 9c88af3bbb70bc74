"""How is a plan answered from postings alone? By plain set algebra, for the engine of Whoosh.

A plan becomes a map from document numbers to scores. Whoosh gives the terms of a field and walks
through their postings; how these go together is decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from indexer.engines.base import KEY_FIELDS
from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.engines.scores import Places, Scores, added, in_all, in_row, in_some, shifted
from indexer.query import plan as p


def number_text(number: int) -> str:
    """A number as a term: such terms sort as their numbers do."""
    return f"{number:012d}"


class Evaluation:
    """Answers plans from a Whoosh reader's terms, and from the postings of a term in a field."""

    def __init__(self, reader: Any, postings: Callable[[str, str], Any]) -> None:
        self._reader = reader
        self._postings = postings

    def scores(self, plan: p.Plan) -> Scores:
        """The documents of the answer with their scores."""
        match plan:
            case p.Everyone():
                return dict.fromkeys(self._reader.all_doc_ids(), 0.0)
            case p.Nobody():
                return {}
            case p.Term(field, texts):
                return self._terms(field, texts, scored=field not in KEY_FIELDS)
            case p.Sequence(field, slots):
                return self._sequence(field, slots)
            case p.Pattern(field, _):
                start = re.compile(pattern_regex(plan))
                found = [t for t in self._lexicon(field) if start.match(t)]
                return self._terms(field, found, scored=False)
            case p.Near(field, texts, distance):
                found = [
                    t
                    for t in self._lexicon(field)
                    if any(levenshtein_within(t, x, distance) for x in texts)
                ]
                return self._terms(field, found, scored=False)
            case p.Between(field, low, high):
                return self._between(field, low, high)
            case _:
                return self._combination(plan)

    def _combination(self, plan: p.Plan) -> Scores:
        match plan:
            case p.AllOf(children):
                return self._all(children)
            case p.AnyOf(children, minimum):
                return in_some([self.scores(c) for c in children], minimum)
            case p.Except(child):
                return self._all((p.Except(child),))
            case p.Weighted(child, weight):
                return {d: weight * s for d, s in self.scores(child).items()}
            case p.Flat(child, score):
                return dict.fromkeys(self.scores(child), score)
            case p.Preferring(required, optional):
                total = self.scores(required)
                extra = added(self.scores(o) for o in optional)
                return {d: s + extra.get(d, 0.0) for d, s in total.items()}
        raise TypeError(f"not a plan: {plan!r}")

    def _lexicon(self, field: str) -> Iterator[str]:
        return (bytes(t).decode() for t in self._reader.lexicon(field))

    def _terms(self, field: str, texts: Iterable[str], *, scored: bool) -> Scores:
        total: Scores = defaultdict(float)
        for text in texts:
            matcher = self._postings(field, text)
            while matcher.is_active():
                total[matcher.id()] += matcher.score() if scored else 0.0
                matcher.next()
        return dict(total)

    def _places(self, field: str, texts: Sequence[str]) -> tuple[Places, Scores]:
        places: Places = defaultdict(set)
        scores: Scores = defaultdict(float)
        for text in texts:
            matcher = self._postings(field, text)
            while matcher.is_active():
                places[matcher.id()].update(matcher.value_as("positions"))
                scores[matcher.id()] += matcher.score()
                matcher.next()
        return places, scores

    def _sequence(self, field: str, slots: tuple[p.Slot, ...]) -> Scores:
        found = [self._places(field, slot.texts) for slot in slots]
        places = [shifted(at, slot.offset) for (at, _), slot in zip(found, slots, strict=True)]
        total = added(scores for _, scores in found)
        return {document: total[document] for document in in_row(places)}

    def _between(self, field: str, low: int | None, high: int | None) -> Scores:
        first = None if low is None else number_text(low)
        last = None if high is None else number_text(high)
        found = [
            t
            for t in self._lexicon(field)
            if (first is None or t >= first) and (last is None or t <= last)
        ]
        return self._terms(field, found, scored=False)

    def _all(self, children: tuple[p.Plan, ...]) -> Scores:
        wanted = [self.scores(c) for c in children if not isinstance(c, p.Except)]
        if not wanted:
            wanted = [self.scores(p.Everyone())]
        unwanted = [self.scores(c.child) for c in children if isinstance(c, p.Except)]
        return in_all(wanted, unwanted)
