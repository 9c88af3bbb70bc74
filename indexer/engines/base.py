"""What must an engine do? The contract that every engine keeps, and nothing more.

An engine stores documents whose terms our analysis has made, and answers plans
(`indexer.query.plan`) over them. It knows no Vietnamese, no ranking policy and no files of the
corpus. Convenience lives above it, in `indexer.search`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.model import Order
from indexer.query.plan import Plan

TEXT_FIELDS: tuple[str, ...] = (
    "title_exact",
    "lead_exact",
    "body_exact",
    "author_exact",
    "text_base",
)
"""Fields with positions: terms separated by single spaces.

`text` is title, lead and body as one: a word in any of them is one term to look up, weighed
against the length of the whole article.
"""

BAG_FIELDS: tuple[str, ...] = ("text_exact", "words_exact", "typed")
"""Fields without positions, whose terms count by frequency: terms separated by single spaces."""

WHOLES: Mapping[str, tuple[str, ...]] = {
    "text_exact": ("title_exact", "lead_exact", "body_exact"),
}
"""Bag fields that engines make themselves of other fields of a document, in this order."""

KEY_FIELDS: tuple[str, ...] = (
    "id",
    "printed",
    "former",
    "present",
    "source",
    "flag",
    "story",
)
"""Fields of whole values, any number an article, matched as they are; all but `id` are counted."""

NUMBER_FIELDS: tuple[str, ...] = ("year", "date")
"""Fields of at most one whole number an article: year 2019, date 20190126."""


MOST_VALUES = 10_000
"""The most values of a field that are counted; only `story` can have more."""


@dataclass(frozen=True, slots=True)
class EngineDocument:
    """One article as an engine stores it.

    `text` maps text and bag fields to terms joined by single spaces, `keys` maps key fields to
    their values, `numbers` number fields to numbers; a field without a value is left out.
    `stored` comes back unchanged with a hit.
    """

    id: str
    text: Mapping[str, str]
    keys: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    stored: bytes

    def indexed_text(self) -> dict[str, str]:
        """The terms of all text and bag fields, those that are made of others too."""
        text = self.text
        wholes = {whole: " ".join(text[f] for f in parts if f in text) for whole, parts in _WHOLES}
        return {**text, **{whole: terms for whole, terms in wholes.items() if terms}}


_WHOLES = tuple(WHOLES.items())


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A document of an answer: its stored bytes and its score (higher is better)."""

    stored: bytes
    score: float


class EngineReader(Protocol):
    """The documents of one commit; a later commit does not change what it answers."""

    def search(
        self, plan: Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """The hits `offset`..`offset + limit` of the answer.

        `newest` and `oldest` go by date (an article without one by 1 January of its year, one
        without a year last in both). Ties stand in one order for the same commit.
        """
        ...

    def best(self, plan: Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """The best hits of the answer, up to `limit`, and how many documents it has."""
        ...

    def count(self, plan: Plan) -> int:
        """How many documents the answer has."""
        ...

    def holding(self, field: str, term: str) -> int:
        """How many documents hold a term, at once; removed ones may count for a while."""
        ...

    def facets(
        self, plan: Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """For each key or number field, how many documents of the answer have each value.

        A field with more than `MOST_VALUES` values in the answer may be cut to so many. `once`
        names a key field: then the values of it are counted that those documents have, so that
        documents sharing one count as one, and documents without one not at all.
        """
        ...

    def close(self) -> None:
        """Give back files and memory; the reader is of no use afterwards."""
        ...


class EngineWriter(Protocol):
    """The one writer of an index. After any error it is thrown away without commit."""

    def write(self, documents: Iterable[EngineDocument], deleted: Iterable[str] = ()) -> None:
        """Remove the documents of these ids, then add these, replacing those of the same id."""
        ...

    def commit(self) -> None:
        """Make all that was written visible to readers opened from now on, at one stroke."""
        ...

    def abandon(self) -> None:
        """Forget what was not committed and let go of the index."""
        ...


class Engine(Protocol):
    """A kind of engine, by name. `folder` is the engine's own, inside a generation."""

    name: str

    def create(self, folder: Path) -> EngineWriter:
        """Start an empty index in an empty folder."""
        ...

    def append(self, folder: Path) -> EngineWriter:
        """Go on with the index of this folder."""
        ...

    def open(self, folder: Path) -> EngineReader:
        """Read the index of this folder as it was last committed."""
        ...


def order_number(numbers: Mapping[str, int]) -> int | None:
    """The number that an article is sorted by in time: its date, else 1 January of its year.

    >>> order_number({"year": 2019})
    20190101
    """
    if "date" in numbers:
        return numbers["date"]
    return numbers["year"] * 10000 + 101 if "year" in numbers else None
