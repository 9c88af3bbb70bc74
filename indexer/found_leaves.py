"""Where in some texts does what is searched for in one form of a field stand?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from indexer.query import plan as p
from indexer.text.pieces import Occurrence, Texts, base_chunk_terms
from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, chunk_spans, chunk_terms


class Leaves:
    """What is searched for in one form (exact or base) of a field's terms.

    `tests` are of single terms, each with the letters without marks that what it lets pass begins
    with, "" where nothing is known of it.
    """

    def __init__(self, *, is_base: bool) -> None:
        self.is_base = is_base
        self.terms: set[str] = set()
        self.rows: list[tuple[p.Slot, ...]] = []
        self.tests: list[tuple[str, Callable[[str], object]]] = []

    @cached_property
    def key(self) -> Hashable:
        """Equal for those that find the same: once all that is searched for is there."""
        return self.is_base, frozenset(self.terms), tuple(self.rows), tuple(self.tests)


class FoundLeaves:
    """Where in some texts leaves are found."""

    def __init__(self, leaves: Leaves, texts: Texts) -> None:
        self._leaves = leaves
        self._texts = texts
        self._terms: dict[int, Sequence[Occurrence]] = {}
        of_rows = {text for row in leaves.rows for slot in row for text in slot.texts}
        self._places = texts.find(leaves.terms | of_rows, is_base=leaves.is_base).places
        self._passing = sorted(q for test in leaves.tests for q in self._passing_test(*test))

    def between(self, first: int, last: int) -> Sequence[Occurrence]:
        """What is found in a text, from its first place to its last.

        In order: terms, and "" for each that is part of a row.
        """
        places = _between(self._places, first, last)
        if not self._leaves.rows and not self._leaves.tests:
            return places
        found = {place[0]: place for place in places if place[2] in self._leaves.terms}
        found.update((place[0], place) for place in _between(self._passing, first, last))
        for row in self._rows(places):
            # The words of a phrase stand for each other: none is marked alone.
            found.update((start, (start, end, "", number)) for start, end, _, number in row)
        return sorted(found.values())

    def _rows(self, places: Sequence[Occurrence]) -> Iterator[Sequence[Occurrence]]:
        """The terms of each row that is found in a text, those between its slots too."""
        held = {place[2] for place in places}
        for row in self._leaves.rows:
            if any(held.isdisjoint(slot.texts) for slot in row):
                continue
            first, second = row[:2]
            step = second.offset - first.offset
            is_close = row[-1].offset - first.offset < len(row)
            for i in [i for i, place in enumerate(places) if place[2] in first.texts]:
                if any(q[2] in second.texts for q in places[i + 1 : i + 1 + step]):
                    here = places[i : i + len(row)]
                    yield self._close_row(here, row) if is_close else self._row(here[0], row)

    def _close_row(
        self, places: Sequence[Occurrence], slots: Sequence[p.Slot]
    ) -> Sequence[Occurrence]:
        """These places if they are a row of slots with no other term between, or none."""
        if len(places) < len(slots):
            return ()
        text = self._texts.joined
        for place, slot in zip(places, slots, strict=True):
            if place[2] not in slot.texts:
                return ()
        for one, other in pairwise(places):
            if any(chunk_terms[piece] for piece in text[one[1] : other[0]].split()):
                return ()
        return places

    def _row(self, first: Occurrence, slots: Sequence[p.Slot]) -> Sequence[Occurrence]:
        """The terms of a row that begins with this one, or none."""
        terms = self._terms_beside(first[3])
        at = bisect_left(terms, (first[0],))
        offsets = [slot.offset - slots[0].offset for slot in slots]
        row = terms[at : at + offsets[-1] + 1]
        if len(row) <= offsets[-1]:
            return ()
        pairs = zip(offsets, slots, strict=True)
        return row if all(self._form(row[o][2]) in slot.texts for o, slot in pairs) else ()

    def _terms_beside(self, number: int) -> Sequence[Occurrence]:
        """All terms of the text that a piece is of."""
        starts = self._texts.first_pieces
        beginning = starts[bisect_right(starts, number) - 1]
        if beginning not in self._terms:
            self._terms[beginning] = list(self._texts.terms_from(beginning))
        return self._terms[beginning]

    def _passing_test(self, beginning: str, test: Callable[[str], object]) -> Iterator[Occurrence]:
        """The terms that pass a test."""
        terms_of = base_chunk_terms if self._leaves.is_base else chunk_terms
        passing: Memory[tuple[tuple[str, int, int], ...]] = Memory(
            lambda piece: tuple(
                (form, start, end)
                for form, (_, start, end) in zip(terms_of[piece], chunk_spans[piece], strict=True)
                if test(form)
            )
        )
        for number, place, piece in self._texts.beginning(beginning):
            for form, start, end in passing[piece]:
                yield place + start, place + end, form, number

    def _form(self, exact: str) -> str:
        return base_form(exact) if self._leaves.is_base else exact


def _between(places: Sequence[Occurrence], first: int, last: int) -> Sequence[Occurrence]:
    """Those from the one place to before the other."""
    return places[bisect_left(places, (first,)) : bisect_left(places, (last,))]
