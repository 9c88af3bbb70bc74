"""Where in an article does the answer stand, and which passages show it best?

Marks are read off the plan that found the article, so what is highlighted is what was matched,
in the tier that was answered. They lie on the original letters: offsets count code points of the
text as it was written, combining marks included.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.documents import FIELD_PARTS
from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.model import Article, Snippet
from indexer.query import plan as p
from indexer.text.tiers import base_form
from indexer.text.tokens import Token, tokenize
from indexer.text.typed import typed_terms, typed_tokens

WIDTH = 240
"""Code points of a snippet, about two lines on a wide screen."""

Span = tuple[int, int]


@dataclass(slots=True)
class _Leaves:
    """What one field is searched for, in one form of its terms."""

    terms: set[str] = field(default_factory=set)
    sequences: list[tuple[p.Slot, ...]] = field(default_factory=list)
    tests: list[Callable[[str], object]] = field(default_factory=list)


class Marker:
    """Finds the places of a plan's terms in texts."""

    def __init__(self, plan: p.Plan) -> None:
        self._leaves: dict[str, _Leaves] = defaultdict(_Leaves)
        self._typed: set[str] = set()
        for leaf in _wanted(plan):
            self._add(leaf)

    def _add(self, leaf: p.Plan) -> None:
        match leaf:
            case p.Term("typed", texts):
                self._typed.update(texts)
            case p.Term(name, texts):
                self._leaves[name].terms.update(texts)
            case p.Sequence(name, slots):
                self._leaves[name].sequences.append(slots)
            case p.Pattern(name, _):
                self._leaves[name].tests.append(re.compile(pattern_regex(leaf)).match)
            case p.Near(name, texts, distance):
                self._leaves[name].tests.append(
                    lambda t: any(levenshtein_within(t, x, distance) for x in texts)
                )

    def marks(self, text: str, fields: Sequence[str]) -> list[Span]:
        """The matched places of a text of these fields, in order, not overlapping.

        Neighbouring words are one mark. Where words of the query stand together, the same words
        standing alone elsewhere are not marked.
        """
        tokens = tokenize(text)
        found: dict[int, str] = {}
        for name in fields:
            for suffix in ("_exact", "_base"):
                leaves = self._leaves.get(name + suffix)
                if leaves is not None:
                    forms = [t.text for t in tokens]
                    if suffix == "_base":
                        forms = [base_form(f) for f in forms]
                    found.update(_matched(forms, leaves))
        spans = _typed_spans(text, self._typed) if self._typed else []
        return _merge([*_runs(text, tokens, found), *spans])


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


def _matched(forms: Sequence[str], leaves: _Leaves) -> dict[int, str]:
    """The indexes of matching terms, each with the form by which it matched."""
    found = {
        i: f
        for i, f in enumerate(forms)
        if f in leaves.terms or any(test(f) for test in leaves.tests)
    }
    if leaves.sequences:
        places: dict[str, list[int]] = defaultdict(list)
        for i, form in enumerate(forms):
            places[form].append(i)
        for slots in leaves.sequences:
            for start in (i - slots[0].offset for t in slots[0].texts for i in places.get(t, ())):
                at = [start + s.offset for s in slots]
                if all(
                    0 <= i < len(forms) and forms[i] in s.texts
                    for i, s in zip(at, slots, strict=True)
                ):
                    # The words of a phrase stand for each other: none is marked alone.
                    found.update(dict.fromkeys(range(at[0], at[-1] + 1), ""))
    return found


def _runs(text: str, tokens: Sequence[Token], found: dict[int, str]) -> list[Span]:
    """The marks: runs of found tokens with nothing but white space between them.

    Where a run holds every word that was found, only such runs are marked; else a word that
    stands in a longer run is not marked where it stands alone.
    """
    runs: list[list[int]] = []
    for i in sorted(found):
        before = runs[-1][-1] if runs else -2
        if before == i - 1 and text[tokens[before].end : tokens[i].start].isspace():
            runs[-1].append(i)
        else:
            runs.append([i])
    words = {w for w in found.values() if w}
    whole = [r for r in runs if words <= {found[i] for i in r}] if len(words) > 1 else []
    together = {found[i] for run in runs if len(run) > 1 for i in run}
    kept = whole or [
        r for r in runs if len(r) > 1 or not found[r[0]] or found[r[0]] not in together
    ]
    return [(tokens[r[0]].start, tokens[r[-1]].end) for r in kept]


def _typed_spans(text: str, keys: set[str]) -> list[Span]:
    return [
        (token.start, token.end)
        for token in typed_tokens(text)
        if token.key in keys or not keys.isdisjoint(typed_terms(text[token.start : token.end]))
    ]


def _merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, joined where they touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def article_marks(article: Article, marker: Marker) -> list[Span]:
    """The matched places of the indexed parts of an article, as offsets into its text."""
    spans: list[Span] = []
    for name, kinds in FIELD_PARTS.items():
        fields = (name, "author") if name == "body" else (name,)
        for part in article.parts:
            if part.kind in kinds:
                piece = article.text[part.start : part.end]
                spans += [(part.start + s, part.start + e) for s, e in marker.marks(piece, fields)]
    return sorted(spans)


def snippets(article: Article, marks: Sequence[Span], *, most: int = 2) -> tuple[Snippet, ...]:
    """Up to `most` passages of lead and body with the most different words marked.

    An article without a mark there gives the beginning of its lead or body.
    """
    shown = [q for q in article.parts if q.kind in (*FIELD_PARTS["lead"], *FIELD_PARTS["body"])]
    chosen: list[tuple[int, int]] = []
    ranked = sorted(
        (
            (_worth(article.text, group), -i, group, part)
            for i, (group, part) in enumerate(
                (group, part) for part in shown for group in _groups(marks, part.start, part.end)
            )
        ),
        key=lambda row: row[:2],
        reverse=True,
    )
    for _, _, group, part in ranked[:most]:
        chosen.append(_window(article.text, group, part.start, part.end))
    if not chosen and shown:
        first = next((q for q in shown if q.kind in ("lead", "body")), shown[0])
        chosen.append(_window(article.text, [(first.start, first.start)], first.start, first.end))
    return tuple(_snippet(article.text, s, e, marks) for s, e in sorted(set(chosen)))


def _groups(marks: Sequence[Span], start: int, end: int) -> Iterator[list[Span]]:
    """The marks of a part, grouped so that each group fits one snippet."""
    group: list[Span] = []
    for mark in marks:
        if mark[0] < start or mark[1] > end:
            continue
        if group and mark[1] - group[0][0] > WIDTH * 2 // 3:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _worth(text: str, group: Sequence[Span]) -> tuple[int, int]:
    different = {text[s:e].lower() for s, e in group}
    return (sum(1 + w.count(" ") * 2 for w in different), len(group))


def _window(text: str, group: Sequence[Span], start: int, end: int) -> Span:
    """About WIDTH code points around the group, cut between words."""
    first, last = group[0][0], group[-1][1]
    room = max(0, WIDTH - (last - first))
    left = max(start, first - room // 3)
    right = min(end, max(last, left + WIDTH))
    left = max(start, min(left, right - WIDTH))
    while left > start and not text[left - 1].isspace():
        left -= 1
    while right < end and not text[right].isspace():
        right += 1
    return (left, right)


def _snippet(text: str, start: int, end: int, marks: Sequence[Span]) -> Snippet:
    inside = tuple((s - start, e - start) for s, e in marks if s >= start and e <= end)
    return Snippet(re.sub(r"\s", " ", text[start:end]), inside)
