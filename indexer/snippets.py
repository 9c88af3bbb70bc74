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

DRAWN_OUT = WIDTH // 2
"""Code points, at most, that a snippet is longer at either end so as not to cut a word. What has no
white space for so long is no word, and is cut."""


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
    first = group[0][0]
    last = min(group[-1][1], first + WIDTH)
    room = max(0, WIDTH - (last - first))
    left = max(start, first - room // 2)
    sentence = _SENTENCE.search(text, left, first)
    if sentence and left > start:
        left = sentence.end()
    right = min(end, max(last, left + WIDTH))
    if right == end:
        left = min(left, max(start, end - WIDTH))
    return _to_space(text, left, start), _to_space(text, right, end)


def _to_space(text: str, place: int, end: int) -> int:
    """The place beside white space that is nearest on the way to `end`, if it is near."""
    step = 1 if end > place else -1
    limit = place + step * min(DRAWN_OUT, abs(end - place))
    while place != limit and not text[min(place, place + step)].isspace():
        place += step
    return place


_SENTENCE = re.compile(r"[.!?…][”\"]?\s+")


def _snippet(text: str, start: int, end: int, marks: Sequence[Span]) -> Snippet:
    # A mark that goes on beyond the passage is left out, but for one that no passage holds.
    held = [(s, e) for s, e in _marks_in(marks, start, end) if e <= end or e - s > WIDTH]
    inside = tuple((s - start, min(e, end) - start) for s, e in held)
    return Snippet(_OTHER_SPACE.sub(" ", text[start:end]), inside)


_OTHER_SPACE = re.compile(r"[^\S ]")


def _marks_in(marks: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The marks, which are in order, that begin within a stretch of the text."""
    first = bisect_left(marks, (start, start))
    return takewhile(lambda mark: mark[0] < end, islice(marks, first, None))
