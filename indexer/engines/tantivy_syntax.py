"""How are values and facets written for tantivy, and its counts read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from indexer.engines.base import MOST_VALUES


def escape(character: str) -> str:
    """A character as itself in a regular expression."""
    return character if character.isalnum() else f"\\u{{{ord(character):x}}}"


def alternatives(texts: Sequence[str]) -> str:
    """A regular expression of any of these texts."""
    return "|".join("".join(map(escape, t)) for t in texts)


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
