"""In which ways can the words of a loose phrase stand?

`"a phrase"~5` asks for its words in this order with at most 5 other words between them in all.
Engines know only fixed distances, so every way of spreading the gaps is asked for.
"""

from __future__ import annotations

from itertools import combinations

from indexer.errors import QueryError

MAX_LAYOUTS = 300
"""The most ways in which the words of a loose phrase may be spread: bounds any one query."""


def loose_layouts(count: int, slop: int, position: int) -> list[tuple[int, ...]]:
    """The offsets of `count` words in order with at most `slop` others between, in all.

    Raises `QueryError` at `position` where there are more than MAX_LAYOUTS.

    >>> loose_layouts(2, 1, 0)
    [(0, 1), (0, 2)]
    """
    if not count or not slop:
        return [tuple(range(count))]
    layouts: list[tuple[int, ...]] = []
    for last in range(count - 1, count + slop):
        for inner in combinations(range(1, last), count - 2):
            layouts.append((0, *inner, last))
            if len(layouts) > MAX_LAYOUTS:
                raise QueryError(
                    f"cụm từ quá lỏng: {count} từ, cách nhau tới ~{slop}; hãy giảm một trong hai "
                    f"(this phrase is too loose; use fewer words or a smaller ~N)",
                    position,
                )
    return layouts
