"""Where in an article does the answer stand?

Marks are read off the plan that found the article, so what is highlighted is what was matched,
in the tier that was answered. They lie on the original letters: offsets count code points of the
text as it was written, combining marks included.

A text is looked through piece by piece (what stands between white space), and whether a piece
can matter is remembered for the query, so that only the neighbourhood of matches is analysed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Lock

from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.fields import FIELD_PARTS
from indexer.model import Article
from indexer.query import plan as p
from indexer.query.leaves import DEFAULT_FIELDS, WHOLE_FIELD
from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, chunk_spans, chunk_terms
from indexer.text.typed import typed_terms, typed_tokens

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Token:
    """A term near a match: its exact form and its place in the text."""

    text: str
    start: int
    end: int


class _ChunkIndex:
    """Which of the pieces of text met so far hold a term? An index the other way round.

    With it the pieces of an article that matter to a query are found by intersecting sets. It
    starts afresh when it has met MOST_CHUNKS pieces.
    """

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        self._forms = forms
        self._met: set[str] = set()
        self._by_form: dict[str, set[str]] = {}
        self._lock = Lock()

    def holding(self, chunks: set[str], wanted: Iterable[str]) -> set[str]:
        """Those of the pieces that hold at least one of the wanted terms."""
        with self._lock:
            if len(self._met) > MOST_CHUNKS:
                self._met.clear()
                self._by_form.clear()
            for chunk in chunks - self._met:
                for form in self._forms[chunk]:
                    self._by_form.setdefault(form, set()).add(chunk)
            self._met |= chunks
            found: set[str] = set()
            for form in wanted:
                found |= chunks & self._by_form.get(form, _NONE)
            return found


MOST_CHUNKS = 1 << 16
_NONE: set[str] = set()


@dataclass(slots=True)
class _Leaves:
    """What is searched for in one form (exact or base) of a field's terms."""

    form: Callable[[str], str]
    index: _ChunkIndex
    chunk_forms: Mapping[str, tuple[str, ...]]
    terms: set[str] = field(default_factory=set)
    rows: list[tuple[p.Slot, ...]] = field(default_factory=list)
    row_terms: set[str] = field(default_factory=set)
    tests: list[Callable[[str], object]] = field(default_factory=list)

    def find(self, chunks: set[str]) -> set[str]:
        """Those of the pieces of text that can be part of a mark."""
        found = self.index.holding(chunks, self.terms | self.row_terms)
        if self.tests:
            found |= {c for c in chunks if any(map(self.matches, self.chunk_forms[c]))}
        return found

    def matches(self, form: str) -> bool:
        """Whether a term of this form is marked by itself."""
        return form in self.terms or any(test(form) for test in self.tests)


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
            case p.Term(name, texts) if name.startswith(WHOLE_FIELD):
                for f in DEFAULT_FIELDS:
                    self._leaves(f + name.removeprefix(WHOLE_FIELD)).terms.update(texts)
            case p.Term(name, texts):
                self._leaves(name).terms.update(texts)
            case p.Sequence(name, slots):
                self._leaves(name).rows.append(slots)
                self._leaves(name).row_terms.update(t for s in slots for t in s.texts)
            case p.Pattern(name, _):
                self._leaves(name).tests.append(re.compile(pattern_regex(leaf)).match)
            case p.Near(name, texts, distance):
                self._leaves(name).tests.append(
                    lambda t: any(levenshtein_within(t, x, distance) for x in texts)
                )

    def _leaves(self, engine_field: str) -> _Leaves:
        name, _, form = engine_field.rpartition("_")
        leaves = self._fields[name]
        if form not in leaves:
            base = form == "base"
            leaves[form] = (
                _Leaves(base_form, _base_index, _base_chunks)
                if base
                else _Leaves(_same, _exact_index, chunk_terms)
            )
        return leaves[form]

    def marks(self, text: str, fields: Sequence[str]) -> list[Span]:
        """The matched places of a text of these fields, in order, not overlapping.

        Neighbouring words are one mark. Where words of the query stand together, the same words
        standing alone elsewhere are not marked.
        """
        spans = _typed_spans(text, self._typed) if self._typed else []
        for name in fields:
            if name in self._fields:
                spans += self._field_marks(text, name)
        return _merge(spans)

    def _field_marks(self, text: str, name: str) -> list[Span]:
        leaves = self._fields[name].values()
        reach = max((s.offset for x in leaves for row in x.rows for s in row), default=0)
        chunks = text.split()
        different = set(chunks)
        mattering = set().union(*(one.find(different) for one in leaves))
        hits = [i for i, chunk in enumerate(chunks) if chunk in mattering] if mattering else []
        tokens = _neighbourhoods(text, chunks, hits, reach)
        found: dict[int, str] = {}
        for one in leaves:
            found.update(_matched(tokens, one))
        return _runs(text, tokens, found)


def _same(form: str) -> str:
    return form


_base_chunks: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(map(base_form, chunk_terms[chunk]))
)
_base_index = _ChunkIndex(_base_chunks)
_exact_index = _ChunkIndex(chunk_terms)


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
    text: str, chunks: Sequence[str], hits: Sequence[int], reach: int
) -> list[_Token | None]:
    """The terms of the pieces `hits` and between near ones; None stands for what was left out."""
    tokens: list[_Token | None] = []
    if not hits:
        return tokens
    start_of = _starts(text, chunks, hits[-1])
    for i, hit in enumerate(hits):
        near = i > 0 and hit - hits[i - 1] <= reach + 1
        if not near:
            tokens.append(None)
        for at in range(hits[i - 1] + 1 if near else hit, hit + 1):
            start = start_of(at)
            tokens += [_Token(form, start + s, start + e) for form, s, e in chunk_spans[chunks[at]]]
    return tokens


def _starts(text: str, chunks: Sequence[str], last: int) -> Callable[[int], int]:
    """Tells where in the text each of its pieces between white space begins, up to the `last`."""
    lengths = list(accumulate(map(len, chunks), initial=0))
    if lengths[-1] + len(chunks) - 1 == len(text):
        return lambda i: lengths[i] + i
    starts, place = [], 0
    for chunk in chunks[: last + 1]:
        starts.append(text.index(chunk, place))
        place = starts[-1] + len(chunk)
    return starts.__getitem__


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
        (token.start, token.end)
        for token in typed_tokens(text)
        if token.key in keys or not keys.isdisjoint(typed_terms(text[token.start : token.end]))
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


def article_marks(article: Article, marker: Marker) -> list[Span]:
    """The matched places of the indexed parts of an article, as offsets into its text."""
    spans: list[Span] = []
    for part in article.parts:
        fields = _FIELDS_OF_PART.get(part.kind)
        if fields:
            piece = article.text[part.start : part.end]
            spans += [(part.start + s, part.start + e) for s, e in marker.marks(piece, fields)]
    return spans


_FIELDS_OF_PART = {
    kind: (name, "author") if kind in ("byline", "role") else (name,)
    for name, kinds in FIELD_PARTS.items()
    for kind in kinds
}
