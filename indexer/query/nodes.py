"""What did the person ask? The tree that parsing makes, before anything is widened.

`position` is the code point offset of the node's first character in the query.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A run of ordinary text: its words are joined by the `match` of the search.

    `pinned` says that it was written `=word`, to be met in the exact tier only.
    """

    text: str
    position: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order with at most `slop` other words between them, in all."""

    text: str
    position: int
    slop: int = 0
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any syllable that begins with `text` (written `tiền*`)."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any syllables within `distance` edits of those of `text` (written `lạm~1`)."""

    text: str
    distance: int
    position: int


@dataclass(frozen=True, slots=True)
class Field:
    """`child` asked of one field: title, lead, body, author, source or id."""

    name: str
    child: Node
    position: int


@dataclass(frozen=True, slots=True)
class Province:
    """Articles about the province of this name or slug."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Year:
    """Articles of the years `low`..`high`, both included; None is open."""

    low: int | None
    high: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Date:
    """Articles dated `low`..`high` (ISO days, both included); None is open."""

    low: str | None
    high: str | None
    position: int


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Articles that name an official document, as `134/QĐ-TU`, or a part of its number."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Articles for which a fact holds: `has:year`, `has:province`, `corrected:yes`."""

    name: str
    value: bool
    position: int


@dataclass(frozen=True, slots=True)
class And:
    """All of the children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """None of the articles of `child`."""

    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: the empty query."""


Node = (
    Words
    | Phrase
    | Prefix
    | Fuzzy
    | Field
    | Province
    | Year
    | Date
    | DocumentNumber
    | Flag
    | And
    | Or
    | Not
    | Everything
)
