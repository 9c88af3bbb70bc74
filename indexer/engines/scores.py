"""Which documents do several answers have in common, and with which scores? Plain set algebra."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Scores = dict[int, float]
"""The documents of an answer, by number, with their scores."""

Places = dict[int, set[int]]
"""Places in documents, by the documents' numbers."""


def added(answers: Iterable[Scores]) -> Scores:
    """The documents of any answer with the sum of their scores."""
    total: Scores = defaultdict(float)
    for scores in answers:
        for document, score in scores.items():
            total[document] += score
    return dict(total)


def in_some(answers: Sequence[Scores], minimum: int) -> Scores:
    """The documents of at least `minimum` answers.

    >>> in_some([{1: 0.5, 2: 1.0}, {2: 2.0}], 2)
    {2: 3.0}
    """
    total = added(answers)
    return {d: score for d, score in total.items() if sum(d in a for a in answers) >= minimum}


def in_all(wanted: Sequence[Scores], unwanted: Iterable[Scores]) -> Scores:
    """The documents of all answers that are wanted, one or more, and of none that is not.

    >>> in_all([{1: 0.5, 2: 1.0}, {1: 1.0, 2: 1.0}], [{2: 0.0}])
    {1: 1.5}
    """
    documents = set.intersection(*map(set, wanted)).difference(*unwanted)
    return {d: sum(scores[d] for scores in wanted) for d in documents}


def shifted(places: Mapping[int, set[int]], by: int) -> Places:
    """The places with so much taken off."""
    return {document: {at - by for at in ats} for document, ats in places.items()}


def in_row(places: Sequence[Places]) -> set[int]:
    """The documents that have a place in common in all of these.

    >>> in_row([{1: {3, 9}, 2: {4}}, {1: {9}, 2: {5}}])
    {1}
    """
    documents = set.intersection(*map(set, places))
    return {d for d in documents if set.intersection(*(there[d] for there in places))}
