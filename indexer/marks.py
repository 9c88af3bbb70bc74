"""Where in a text does the answer stand?

Marks are read off the plan that found the article, so what is highlighted is what was matched,
in the tier that was answered. They lie on the original letters: offsets count code points of the
text as it was written, combining marks included.

Texts are looked through together, and only where the plan's terms stand in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter

from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.query import plan as p
from indexer.query.leaves import DEFAULT_FIELDS, WHOLE_FIELD
from indexer.text.cutting import cut_texts
from indexer.text.pieces import Occurrence, Texts, base_chunk_terms
from indexer.text.tiers import base_form, plain_letters
from indexer.text.tokens import Memory, chunk_spans, chunk_terms
from indexer.text.typed import typed_tokens

Span = tuple[int, int]


class _Leaves:
    """What is searched for in one form (exact or base) of a field's terms.

    `tests` are of single terms, each with the letters without marks that what it lets pass begins
    with, "" where nothing is known of it.
    """

    def __init__(self, *, is_base: bool) -> None:
        self._is_base = is_base
        self.terms: set[str] = set()
        self.rows: list[tuple[p.Slot, ...]] = []
        self.tests: list[tuple[str, Callable[[str], object]]] = []

    @cached_property
    def key(self) -> Hashable:
        """Equal for those that find the same: once all that is searched for is there."""
        return self._is_base, frozenset(self.terms), tuple(self.rows), tuple(self.tests)

    def find(self, texts: Texts) -> Sequence[Occurrence]:
        """What is found in texts, in order: terms, and "" for each that is part of a row."""
        alone = texts.find(self.terms, is_base=self._is_base).places
        if not self.rows and not self.tests:
            return alone
        found = {place[0]: place for place in alone}
        for beginning, test in self.tests:
            found.update((place[0], place) for place in self._passing(texts, beginning, test))
        for row in self._rows(texts):
            # The words of a phrase stand for each other: none is marked alone.
            found.update((start, (start, end, "", number)) for start, end, _, number in row)
        return sorted(found.values())

    def _rows(self, texts: Texts) -> Iterator[list[Occurrence]]:
        """The terms of each row that is found, those between its slots too."""
        of_rows = {text for row in self.rows for slot in row for text in slot.texts}
        places = texts.find(of_rows, is_base=self._is_base).places
        starts: dict[str, list[int]] = defaultdict(list)
        for i, (_, _, term, _) in enumerate(places):
            starts[term].append(i)
        for first, second, *others in self.rows:
            step = second.offset - first.offset
            for i in (i for text in first.texts for i in starts.get(text, ())):
                if any(q[2] in second.texts for q in places[i + 1 : i + 1 + step]):
                    yield self._row(texts, places[i], (first, second, *others))

    def _passing(
        self, texts: Texts, beginning: str, test: Callable[[str], object]
    ) -> Iterator[Occurrence]:
        """The terms that pass a test."""
        terms_of = base_chunk_terms if self._is_base else chunk_terms
        passing: Memory[tuple[tuple[str, int, int], ...]] = Memory(
            lambda piece: tuple(
                (form, start, end)
                for form, (_, start, end) in zip(terms_of[piece], chunk_spans[piece], strict=True)
                if test(form)
            )
        )
        for number, place, piece in texts.beginning(beginning):
            for form, start, end in passing[piece]:
                yield place + start, place + end, form, number

    def _row(self, texts: Texts, first: Occurrence, slots: Sequence[p.Slot]) -> list[Occurrence]:
        """The terms of a row that begins with this one, or none."""
        start, _, _, number = first
        following = (term for term in texts.terms_from(number) if term[0] >= start)
        row: list[Occurrence] = []
        for slot in slots:
            at = slot.offset - slots[0].offset
            row += islice(following, at + 1 - len(row))
            if len(row) <= at or self._form(row[at][2]) not in slot.texts:
                return []
        return row

    def _form(self, exact: str) -> str:
        return base_form(exact) if self._is_base else exact


class Marker:
    """Finds the places of a plan's terms in texts."""

    def __init__(self, plan: p.Plan) -> None:
        self._fields: dict[str, dict[str, _Leaves]] = defaultdict(dict)
        self._typed: set[str] = set()
        for leaf in _wanted(plan):
            self._add(leaf)

    def _add(self, leaf: p.Plan) -> None:
        match leaf:
            case p.Term("typed", texts):
                self._typed.update(texts)
            case p.Term(name, texts):
                self._leaves(name).terms.update(texts)
            case p.Sequence(name, slots):
                self._leaves(name).rows.append(slots)
            case p.Pattern(name, _):
                beginning = plain_letters("".join(letters[0] for letters in leaf.letters))
                test = re.compile(pattern_regex(leaf)).match
                self._leaves(name).tests.append((beginning, test))
            case p.Near(name, texts, distance):
                self._leaves(name).tests.append(
                    ("", lambda t: any(levenshtein_within(t, x, distance) for x in texts))
                )

    def _leaves(self, engine_field: str) -> _Leaves:
        name, _, form = engine_field.rpartition("_")
        leaves = self._fields[name]
        if form not in leaves:
            leaves[form] = _Leaves(is_base=form == "base")
        return leaves[form]

    def marks(self, text: str, fields: Sequence[str]) -> list[Span]:
        """The matched places of a text of these fields, in order, not overlapping.

        Neighbouring words are one mark. Where words of the query stand together, the same words
        standing alone elsewhere are not marked.
        """
        return self.look_through(cut_texts([text])).of_text(0, fields)

    def look_through(self, texts: Texts) -> TextMarks:
        """The matched places of some texts."""
        return TextMarks(texts, self._fields, frozenset(self._typed))


class TextMarks:
    """The matched places of some texts, found when they are first asked for."""

    def __init__(
        self, texts: Texts, fields: Mapping[str, Mapping[str, _Leaves]], typed: frozenset[str]
    ) -> None:
        self._texts = texts
        self._typed = typed
        self._fields = fields
        self._found: dict[Hashable, Sequence[Occurrence]] = {}

    def of_text(self, number: int, fields: Sequence[str], at: int = 0) -> list[Span]:
        """The matched places of the text of this number as of these fields: see `Marker.marks`.

        `at` is the place where the text begins in what offsets are of.
        """
        joined = self._texts.joined
        first, last = self._texts.offsets[number], self._texts.offsets[number + 1] - 1
        # What is searched for in several fields nearly always is the same.
        wanted = {
            tuple(one.key for one in leaves): leaves for leaves in map(self._of_field, fields)
        }
        spans: list[Span] = []
        for leaves in wanted.values():
            spans += _runs(joined, self._between(leaves, first, last))
        if self._typed:
            typed = _typed_spans(joined[first:last], self._typed)
            spans += [(first + start, first + end) for start, end in typed]
        return [(at + start - first, at + end - first) for start, end in _merge(spans)]

    def _of_field(self, name: str) -> list[_Leaves]:
        """What is searched for in a field, by itself or as one of those that are one."""
        names = (name, WHOLE_FIELD) if name in DEFAULT_FIELDS else (name,)
        return [one for n in names if n in self._fields for one in self._fields[n].values()]

    def _between(self, leaves: Iterable[_Leaves], first: int, last: int) -> Sequence[Occurrence]:
        """What is found from `first` to `last`; where several find something, the last of them."""
        found = [here for one in leaves if (here := self._found_by(one, first, last))]
        if len(found) < 2:
            return found[0] if found else ()
        return sorted({place[0]: place for places in found for place in places}.values())

    def _found_by(self, leaves: _Leaves, first: int, last: int) -> Sequence[Occurrence]:
        if leaves.key not in self._found:
            self._found[leaves.key] = leaves.find(self._texts)
        found = self._found[leaves.key]
        place = itemgetter(0)
        return found[bisect_left(found, first, key=place) : bisect_left(found, last, key=place)]


def _wanted(plan: p.Plan) -> Iterator[p.Plan]:
    """The leaves whose presence speaks for an article."""
    match plan:
        case p.AllOf(children) | p.AnyOf(children, _):
            for child in children:
                yield from _wanted(child)
        case p.Weighted(child, _) | p.Preferring(child, _):
            yield from _wanted(child)
        case p.Except():
            return
        case _:
            yield plan


def _runs(text: str, places: Iterable[Occurrence]) -> list[Span]:
    """The marks: runs of found terms with nothing but white space between them.

    Where a run holds every word that was found, only such runs are marked; else a word that
    stands in a longer run is not marked where it stands alone.
    """
    runs: list[list[Occurrence]] = []
    end, last = 0, -2
    for place in places:
        start, _, _, number = place
        if number <= last + 1 and (start == end or text[end:start].isspace()):
            runs[-1].append(place)
        else:
            runs.append([place])
        end, last = place[1], number
    words = {word for run in runs for _, _, word, _ in run if word}
    whole = [r for r in runs if _holds(r, words)] if len(words) > 1 else []
    # One word said twice in a row is no meeting of words.
    longer = ({q[2] for q in run} for run in runs if len(run) > 1)
    together = {word for held in longer if len(held) > 1 for word in held}
    kept = whole or [r for r in runs if len(r) > 1 or not r[0][2] or r[0][2] not in together]
    return [(r[0][0], r[-1][1]) for r in kept]


def _holds(run: Sequence[Occurrence], words: Collection[str]) -> bool:
    return len(run) >= len(words) and {q[2] for q in run}.issuperset(words)


def _typed_spans(text: str, keys: Collection[str]) -> list[Span]:
    return [
        (token.start, token.end)
        for token in typed_tokens(text)
        if any(key in keys for key in token.keys)
    ]


def _merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, joined where they overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
