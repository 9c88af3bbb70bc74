"""Where in a text does the answer stand?

Marks are read off the plan that found the article, so what is highlighted is what was matched,
in the tier that was answered. They lie on the original letters: offsets count code points of the
text as it was written, combining marks included.

Texts are looked through together, and only the neighbourhood of the pieces (what stands between
white space) that can matter is analysed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.query import plan as p
from indexer.query.leaves import DEFAULT_FIELDS, WHOLE_FIELD
from indexer.text.cutting import cut_texts
from indexer.text.pieces import Texts, base_chunk_terms
from indexer.text.tiers import base_form, plain_letters
from indexer.text.tokens import Memory, chunk_spans, chunk_terms
from indexer.text.typed import typed_tokens

Span = tuple[int, int]


class _Token(NamedTuple):
    """A term near a match: its exact form and its place in the text."""

    text: str
    start: int
    end: int


class _Leaves:
    """What is searched for in one form (exact or base) of a field's terms.

    `tests` are of single terms, each with the letters without marks that what it lets pass begins
    with, "" where nothing is known of it.
    """

    def __init__(self, *, is_base: bool) -> None:
        self._is_base = is_base
        self.form: Callable[[str], str] = base_form if is_base else _same
        self.terms: set[str] = set()
        self.rows: list[tuple[p.Slot, ...]] = []
        self.tests: list[tuple[str, Callable[[str], object]]] = []
        self._chunk_terms = base_chunk_terms if is_base else chunk_terms

    def find(self, texts: Texts) -> set[int]:
        """The numbers of those pieces of texts that can be part of a mark."""
        in_rows = {t for row in self.rows for s in row for t in s.texts}
        found = {number for number, _, _ in texts.find(self.terms | in_rows, is_base=self._is_base)}
        for beginning, test in self.tests:
            passing = self._passing(test)
            found.update(n for n, _, piece in texts.beginning(beginning) if passing[piece])
        return found

    def _passing(self, test: Callable[[str], object]) -> Memory[bool]:
        """For a piece of text whether one of its terms passes a test."""
        return Memory(lambda piece: any(map(test, self._chunk_terms[piece])))

    def matches(self, form: str) -> bool:
        """Whether a term of this form is marked by itself."""
        return form in self.terms or any(test(form) for _, test in self.tests)


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
        return self.marks_in(cut_texts([text]), [(0, fields)])[0]

    def marks_in(
        self, texts: Texts, asked: Sequence[tuple[int, Sequence[str]]]
    ) -> list[list[Span]]:
        """The matched places of those texts whose numbers and fields are given, as of `marks`."""
        hits: dict[str, list[int]] = {}
        found = []
        for number, fields in asked:
            text = texts.joined[texts.offsets[number] : texts.offsets[number + 1] - 1]
            spans = _typed_spans(text, self._typed) if self._typed else []
            for name in fields:
                leaves = self._of_field(name)
                if leaves and name not in hits:
                    hits[name] = sorted(set().union(*(texts_of.find(texts) for texts_of in leaves)))
                if leaves:
                    spans += _field_marks(text, texts, number, leaves, hits[name])
            found.append(_merge(spans))
        return found

    def _of_field(self, name: str) -> list[_Leaves]:
        """What is searched for in a field, by itself or as one of those that are one."""
        names = (name, WHOLE_FIELD) if name in DEFAULT_FIELDS else (name,)
        return [one for n in names if n in self._fields for one in self._fields[n].values()]


def _field_marks(
    text: str, cut: Texts, number: int, leaves: Sequence[_Leaves], hits: Sequence[int]
) -> list[Span]:
    reach = max((s.offset for x in leaves for row in x.rows for s in row), default=0)
    first, last = cut.first_pieces[number], cut.first_pieces[number + 1]
    here = hits[bisect_left(hits, first) : bisect_left(hits, last)]
    tokens = _neighbourhoods(cut, cut.offsets[number], here, reach)
    found: dict[int, str] = {}
    for one in leaves:
        found.update(_matched(tokens, one))
    return _runs(text, tokens, found)


def _same(form: str) -> str:
    return form


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


def _neighbourhoods(
    cut: Texts, offset: int, hits: Sequence[int], reach: int
) -> list[_Token | None]:
    """The terms of the pieces `hits` and between near ones; None stands for what was left out.

    `offset` is the place of the text in `cut`.
    """
    tokens: list[_Token | None] = []
    wanted: list[int] = []
    for i, hit in enumerate(hits):
        near = i > 0 and hit - hits[i - 1] <= reach + 1
        wanted += range(hits[i - 1] + 1 if near else hit, hit + 1)
    last = -2
    for number, place, piece in cut.pieces(wanted):
        if number != last + 1:
            tokens.append(None)
        start = place - offset
        tokens += [_Token(form, start + s, start + e) for form, s, e in chunk_spans[piece]]
        last = number
    return tokens


def _matched(tokens: Sequence[_Token | None], leaves: _Leaves) -> dict[int, str]:
    """The indexes of matching terms, each with its form, "" for a term within a row."""
    forms = ["" if t is None else leaves.form(t.text) for t in tokens]
    found = {i: form for i, form in enumerate(forms) if form and leaves.matches(form)}
    for slots in leaves.rows:
        for start, form in enumerate(forms):
            if form not in slots[0].texts:
                continue
            at = [start + s.offset - slots[0].offset for s in slots]
            if at[-1] < len(forms) and all(
                forms[i] in s.texts for i, s in zip(at, slots, strict=True)
            ):
                # The words of a phrase stand for each other: none is marked alone.
                found.update(dict.fromkeys(range(at[0], at[-1] + 1), ""))
    return found


def _runs(text: str, tokens: Sequence[_Token | None], found: dict[int, str]) -> list[Span]:
    """The marks: runs of found terms with nothing but white space between them.

    Where a run holds every word that was found, only such runs are marked; else a word that
    stands in a longer run is not marked where it stands alone.
    """
    runs: list[list[tuple[_Token, str]]] = []
    last = -2
    for i in sorted(found):
        token = tokens[i]
        if token is None:
            continue
        if i == last + 1 and not text[runs[-1][-1][0].end : token.start].strip():
            runs[-1].append((token, found[i]))
        else:
            runs.append([(token, found[i])])
        last = i
    words = {w for w in found.values() if w}
    whole = [r for r in runs if words <= {w for _, w in r}] if len(words) > 1 else []
    # One word said twice in a row is no meeting of words.
    together = {w for run in runs if len({w for _, w in run}) > 1 for _, w in run}
    kept = whole or [r for r in runs if len(r) > 1 or not r[0][1] or r[0][1] not in together]
    return [(r[0][0].start, r[-1][0].end) for r in kept]


def _typed_spans(text: str, keys: set[str]) -> list[Span]:
    return [
        (token.start, token.end) for token in typed_tokens(text) if not keys.isdisjoint(token.keys)
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
