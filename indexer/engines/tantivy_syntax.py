"""How are terms, values and facets written for tantivy, and its counts read?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from indexer.engines.base import MOST_VALUES


def escape(character: str) -> str:
    """A character as itself in a regular expression."""
    return character if character.isalnum() else f"\\u{{{ord(character):x}}}"


def alternatives(texts: Sequence[str]) -> str:
    """A regular expression of any of these texts."""
    return "|".join("".join(map(escape, t)) for t in texts)


MAX_COUNTED, MAX_SCORED = 36, 200
"""So many phrases, at most, are asked for one by one where the words of a phrase have variants: for
a count as many as two words have that are written in six ways each. More take longer than to go
through the dictionary for a pattern, which weighs an article by the pattern, not by its phrases."""


def few_rows(
    offsets: Sequence[int], variants: Sequence[Sequence[str]], most: int
) -> list[list[tuple[int, str]]] | None:
    """Every way to fill a phrase's places, each with its offset; None where more than `most`.

    >>> few_rows([0, 2], [["a"], ["b", "c"]], 2)
    [[(0, 'a'), (2, 'b')], [(0, 'a'), (2, 'c')]]
    """
    if math.prod(map(len, variants)) > most:
        return None
    return [list(zip(offsets, words, strict=True)) for words in product(*variants)]


def term_counts(field: str, once: str | None) -> dict[str, Any]:
    """The request for the values of a field, each with the values of `once` within it."""
    asked: dict[str, Any] = {"terms": {"field": field, "size": MOST_VALUES}}
    return asked if once is None else {**asked, "aggs": {"once": term_counts(once, None)}}


def read_counts(buckets: Iterable[Any], once: str | None) -> Iterator[tuple[str, int]]:
    """The values of a field with their counts, from the answer to `term_counts`."""
    for b in buckets:
        count = b["doc_count"] if once is None else len(b["once"]["buckets"])
        if count:
            yield str(b["key"]), int(count)
