"""What do the abbreviations stand for that the articles of this corpus define themselves?

A definition that one article gives is used: its initials agree letter by letter, and of those that
a single one of 20,000 articles gave, all but slips of typing (which find nothing) were right. Two
initials agree by chance and mean many things (NT: Ngọc Trinh, nội trú), so that two letters need
several articles; and letters that read as a syllable (BA, RAT) are that syllable in a query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from indexer.text.syllables import tone_place
from indexer.text.tiers import base_form
from indexer.text.tokens import exact_terms
from indexer.text.variant_tables import Group, GroupTable

ENOUGH_FOR_TWO_LETTERS = 5
"""Articles that must define an abbreviation of two letters."""

MEANINGS = 3
"""The most expansions of one abbreviation, the most often defined first."""

RARE = 10
"""An expansion so many times rarer than the usual one is left out as a slip."""

SOURCE = "bài báo trong kho tự định nghĩa trong ngoặc"


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation and its words as written, and how many articles define it so."""

    short: str
    full: str
    articles: int


class Definitions:
    """The abbreviations of one corpus; `read` is called once, when they are first asked for."""

    def __init__(self, read: Callable[[], Iterable[Definition]] = tuple) -> None:
        self._read = read
        self._used: tuple[Definition, ...] | None = None
        self._table: GroupTable | None = None

    def used(self) -> tuple[Definition, ...]:
        """The definitions that queries are expanded by."""
        if self._used is None:
            self._used = tuple(choose(self._read()))
        return self._used

    def table(self) -> GroupTable:
        """What the written forms of the definitions stand for."""
        if self._table is None:
            used = self.used()
            self._table = GroupTable(((d.short, d.full), partial(_group, d)) for d in used)
        return self._table


def _group(definition: Definition) -> Group:
    """Both ways, an abbreviation with signs between its letters (KH-ĐT) also without."""
    short = definition.short
    joined = "".join(filter(str.isalpha, short))
    forms = tuple(dict.fromkeys((short, joined, definition.full)))
    return Group(forms, forms, "learned", SOURCE, definition.articles)


def choose(definitions: Iterable[Definition]) -> Iterator[Definition]:
    """The definitions that are worth using.

    >>> [d.full for d in choose([Definition("BQL", "ban quản lý", 1), Definition("BA", "b a", 9)])]
    ['ban quản lý']
    """
    meanings: dict[str, list[Definition]] = {}
    for definition in definitions:
        letters = "".join(map(base_form, exact_terms(definition.short)))
        enough = ENOUGH_FOR_TWO_LETTERS if len(letters) < 3 else 1
        if definition.articles >= enough and tone_place(letters) is None:
            meanings.setdefault(letters, []).append(definition)
    for rivals in meanings.values():
        ranked = sorted(rivals, key=lambda d: (-d.articles, d.full))[:MEANINGS]
        yield from (d for d in ranked if d.articles * RARE > ranked[0].articles)
