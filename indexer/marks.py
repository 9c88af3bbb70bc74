"""Where in a text does the answer stand?

Marks are read off the plan that found the article, so what is highlighted is what was matched,
in the tier that was answered. They lie on the original letters: offsets count code points of the
text as it was written, combining marks included.

Texts are looked through together, and only where the plan's terms stand in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.found_leaves import FoundLeaves, Leaves
from indexer.query import plan as p
from indexer.query.leaves import DEFAULT_FIELDS, WHOLE_FIELD
from indexer.text.cutting import cut_texts
from indexer.text.pieces import Occurrence, Texts
from indexer.text.tiers import plain_letters
from indexer.text.typed import typed_tokens

Span = tuple[int, int]


class Marker:
    """Finds the places of a plan's terms in texts."""

    def __init__(self, plan: p.Plan) -> None:
        self._fields: dict[str, dict[str, Leaves]] = defaultdict(dict)
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

    def _leaves(self, engine_field: str) -> Leaves:
        name, _, form = engine_field.rpartition("_")
        leaves = self._fields[name]
        if form not in leaves:
            leaves[form] = Leaves(is_base=form == "base")
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
        self, texts: Texts, fields: Mapping[str, Mapping[str, Leaves]], typed: frozenset[str]
    ) -> None:
        self._texts = texts
        self._typed = typed
        self._fields = fields
        self._found: dict[Hashable, FoundLeaves] = {}
        self._of_fields: dict[tuple[str, ...], Sequence[Sequence[FoundLeaves]]] = {}

    def of_text(self, number: int, fields: Sequence[str], at: int = 0) -> list[Span]:
        """The matched places of the text of this number as of these fields: see `Marker.marks`.

        `at` is the place where the text begins in what offsets are of.
        """
        joined = self._texts.joined
        first, last = self._texts.offsets[number], self._texts.offsets[number + 1] - 1
        spans: list[Span] = []
        for leaves in self._wanted(tuple(fields)):
            if places := _found_between(leaves, first, last):
                spans += _runs(joined, places)
        if self._typed:
            typed = _typed_spans(joined[first:last], self._typed)
            spans += [(first + start, first + end) for start, end in typed]
        return [(at + start - first, at + end - first) for start, end in _merge(spans)]

    def _wanted(self, fields: tuple[str, ...]) -> Sequence[Sequence[FoundLeaves]]:
        """What is found as of each of some fields: nearly always it is the same for several."""
        if fields not in self._of_fields:
            every = {
                tuple(one.key for one in leaves): leaves for leaves in map(self._of_field, fields)
            }
            found = [[self._found_by(one) for one in leaves] for leaves in every.values()]
            self._of_fields[fields] = found
        return self._of_fields[fields]

    def _of_field(self, name: str) -> list[Leaves]:
        """What is searched for in a field, by itself or as one of those that are one."""
        names = (name, WHOLE_FIELD) if name in DEFAULT_FIELDS else (name,)
        return [one for n in names if n in self._fields for one in self._fields[n].values()]

    def _found_by(self, leaves: Leaves) -> FoundLeaves:
        if leaves.key not in self._found:
            self._found[leaves.key] = FoundLeaves(leaves, self._texts)
        return self._found[leaves.key]


def _found_between(found: Iterable[FoundLeaves], first: int, last: int) -> Sequence[Occurrence]:
    """What is found from `first` to `last`; where several find something, the last of them."""
    every = [here for one in found if (here := one.between(first, last))]
    if len(every) < 2:
        return every[0] if every else ()
    return sorted({place[0]: place for places in every for place in places}.values())


def searched_terms(plan: p.Plan) -> set[str]:
    """The terms that are looked for in texts where the answer to a plan is marked."""
    found: set[str] = set()
    for leaf in _wanted(plan):
        match leaf:
            case p.Term(name, texts) if name != "typed":
                found.update(texts)
            case p.Sequence(_, slots):
                found.update(text for slot in slots for text in slot.texts)
    return found


def _wanted(plan: p.Plan) -> Iterator[p.Plan]:
    """The leaves whose presence speaks for an article."""
    match plan:
        case p.AllOf(children) | p.AnyOf(children, _):
            for child in children:
                yield from _wanted(child)
        case p.Weighted(child, _) | p.Flat(child, _) | p.Preferring(child, _):
            yield from _wanted(child)
        case p.Except():
            return
        case _:
            yield plan


def _runs(text: str, places: Sequence[Occurrence]) -> list[Span]:
    """The marks: runs of found terms with nothing but white space between them.

    Where a run holds every word that was found, only such runs are marked; else a word that
    stands in a longer run is not marked where it stands alone.
    """
    breaks = [
        i
        for i, (one, other) in enumerate(pairwise(places), 1)
        if other[3] > one[3] + 1 or (other[0] > one[1] and not text[one[1] : other[0]].isspace())
    ]
    runs = list(pairwise([0, *breaks, len(places)]))
    words = {place[2] for place in places if place[2]}
    longer = [(i, j, {place[2] for place in places[i:j]}) for i, j in runs if j - i > 1]
    kept = [(i, j) for i, j, held in longer if held >= words] if len(words) > 1 else []
    if not kept:
        # One word said twice in a row is no meeting of words.
        together = {word for *_, held in longer if len(held) > 1 for word in held if word}
        kept = [(i, j) for i, j in runs if j - i > 1 or places[i][2] not in together]
    return [(places[i][0], places[j - 1][1]) for i, j in kept]


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
