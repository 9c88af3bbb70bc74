"""Which passages of an article show best why it was found?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.fields import FIELD_PARTS
from indexer.marks import Span
from indexer.model import Article, Snippet

WIDTH = 240
"""Code points of a snippet, about two lines on a wide screen."""


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
