"""Which request do the options of a command make, and which window of its answer is wanted?"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer import Request, UsageError

if TYPE_CHECKING:
    from indexer import Results, Searcher

_YEARS = re.compile(r"\s*(?P<first>[0-9]{4})?\s*(?P<to>\.\.|…|-|–)?\s*(?P<last>[0-9]{4})?\s*")


def read_text(argument: str) -> str:
    """An argument of the command line as text: UTF-8, whatever the locale says.

    Raises `UsageError` for bytes that are not UTF-8: they would silently match nothing.
    """
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError as error:
        shown = ascii(argument)
        raise UsageError(
            f"{shown} không phải chữ mã UTF-8; hãy gõ lại ở thiết bị đầu cuối dùng UTF-8. "
            f"({shown} is not text in UTF-8; type it in a terminal that uses UTF-8.)"
        ) from error


def parse_years(text: str) -> tuple[int | None, int | None]:
    """The first and the last year of "2015..2020", "2019", "2015.." or "..2020".

    Raises `UsageError` for anything else.

    >>> parse_years("2015..2020"), parse_years("2019"), parse_years("..2020")
    ((2015, 2020), (2019, 2019), (None, 2020))
    """
    found = _YEARS.fullmatch(text)
    first, last = (found["first"], found["last"]) if found else (None, None)
    if not found or not (first or last) or bool(first and last) > bool(found["to"]):
        raise UsageError(
            f"--year không hiểu {text!r}; hãy viết 2019, 2015..2020, 2015.. hay ..2020. "
            f"(--year cannot read {text!r}; write 2019, 2015..2020, 2015.. or ..2020.)"
        )
    if not found["to"]:
        last = first
    return int(first) if first else None, int(last) if last else None


def answer_window(searcher: Searcher, request: Request, offset: int) -> Results:
    """The answer with the hits from `offset` on, `request.size` of them.

    Pages begin at multiples of their size; a window that does not is cut from two of them.
    Raises `UsageError` for an offset that is negative or past the end.
    """
    if offset < 0:
        raise UsageError(
            f"--offset {offset} nhỏ hơn 0; bài đầu tiên là --offset 0. "
            f"(--offset {offset} is below 0; the first article is --offset 0.)"
        )
    size = max(request.size, 1)
    page, into = offset // size + 1, offset % size
    try:
        results = searcher.search(replace(request, page=page))
    except UsageError as error:
        raise _past_the_end(searcher, request, offset) or error from error
    if offset and offset >= results.total:
        raise _no_such_offset(offset, results.total)
    hits = results.hits[into:]
    if into and page * size < results.total:
        hits += searcher.search(replace(request, page=page + 1)).hits[:into]
    query = {**results.query, "offset": offset, "page": page if not into else None}
    return replace(results, hits=hits, query=query)


def _past_the_end(searcher: Searcher, request: Request, offset: int) -> UsageError | None:
    """What is wrong with the offset, None where it is something else that is wrong."""
    if not offset:
        return None
    total = searcher.search(replace(request, page=1)).total
    return _no_such_offset(offset, total) if offset >= total else None


def _no_such_offset(offset: int, total: int) -> UsageError:
    return UsageError(
        f"--offset {offset} vượt quá kết quả: chỉ có {total} bài; hãy chọn số nhỏ hơn {total}. "
        f"(--offset {offset} is past the end: there are {total} articles; choose a number "
        f"below {total}.)"
        if total
        else f"--offset {offset} vượt quá kết quả: không có bài nào; hãy bỏ --offset. "
        f"(--offset {offset} is past the end: there is no article; leave it out.)"
    )
