"""Which passages of an article show best why it was found?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from indexer.fields import FIELD_PARTS
from indexer.marks import Span
from indexer.model import Article, Snippet

WIDTH = 240
"""Code points of a snippet, about two lines on a wide screen."""


def snippets(article: Article, marks: Sequence[Span], *, most: int = 2) -> tuple[Snippet, ...]:
    """Up to `most` passages of lead and body, apart from each other, with the most words marked.

    An article without a mark there gives the beginning of its lead or body.
    """
    text = article.text
    shown = [q for q in article.parts if q.kind in (*FIELD_PARTS["lead"], *FIELD_PARTS["body"])]
    groups = [(g, part) for part in shown for g in _groups(marks, part.start, part.end)]
    chosen: list[Span] = []
    for group, part in sorted(groups, key=lambda row: _worth(text, row[0]), reverse=True):
        window = _window(text, group, part.start, part.end)
        if all(window[1] <= start or window[0] >= end for start, end in chosen):
            chosen.append(window)
        if len(chosen) == most:
            break
    if not chosen and shown:
        first = next((q for q in shown if q.kind in ("lead", "body")), shown[0])
        chosen.append(_window(text, [(first.start, first.start)], first.start, first.end))
    return tuple(_snippet(text, s, e, marks) for s, e in sorted(chosen))


def _groups(marks: Sequence[Span], start: int, end: int) -> Iterator[list[Span]]:
    """The marks of a part, grouped so that each group fits one snippet."""
    group: list[Span] = []
    for mark in _marks_in(marks, start, end):
        if group and mark[1] - group[0][0] > WIDTH * 2 // 3:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _worth(text: str, group: Sequence[Span]) -> tuple[int, int]:
    different = {text[s:e].lower() for s, e in group}
    # A space is a word more: words that stand together tell more than each alone.
    return (len(different) + 2 * "".join(different).count(" "), len(group))


def _window(text: str, group: Sequence[Span], start: int, end: int) -> Span:
    """About WIDTH code points around the group, from a sentence's start where one is near."""
    first, last = group[0][0], group[-1][1]
    room = max(0, WIDTH - (last - first))
    left = max(start, first - room // 2)
    sentence = _SENTENCE.search(text, left, first)
    if sentence and left > start:
        left = sentence.end()
    right = min(end, max(last, left + WIDTH))
    if right == end:
        left = min(left, max(start, end - WIDTH))
    while left > start and not text[left - 1].isspace():
        left -= 1
    while right < end and not text[right].isspace():
        right += 1
    return (left, right)


_SENTENCE = re.compile(r"[.!?…][”\"]?\s+")


def _snippet(text: str, start: int, end: int, marks: Sequence[Span]) -> Snippet:
    inside = tuple((s - start, e - start) for s, e in _marks_in(marks, start, end))
    return Snippet(_OTHER_SPACE.sub(" ", text[start:end]), inside)


_OTHER_SPACE = re.compile(r"[^\S ]")


def _marks_in(marks: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The marks, which are in order, that lie within a stretch of the text."""
    first = bisect_left(marks, (start, start))
    return takewhile(lambda mark: mark[1] <= end, islice(marks, first, None))
