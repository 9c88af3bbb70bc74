"""What does an HTML page say: its article, the fields it states, and all the rest?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.articles.chrome import is_chrome
from indexer.articles.decoding import decode_text
from indexer.articles.page_fields import find_fields
from indexer.articles.paragraphs import is_caption, is_prose
from indexer.articles.sections import read_path

# Stands on a line of its own between the article and the rest of the page.
LEFT_OUT_MARK = "\f"

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe"})
_INLINE_LIST = """
a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strike strong sub sup time tt
u var wbr
"""
_INLINE = frozenset(_INLINE_LIST.split())
# How far above the text a headline is looked for, how many lines above it can be its section or
# kicker, and how many below the text can be its signature.
_HEAD, _ABOVE, _BELOW = 12, 2, 3


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, the fields that it states, and the repairs that reading it needed.

    `text` is the article, a line with LEFT_OUT_MARK, then every other line of the page.
    """

    text: str
    given: Mapping[str, str]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A visible line of a page.

    `heading` says that it is a heading of the first three orders, `links` how many links it has.
    """

    text: str
    heading: bool
    links: int


def read_html(data: bytes) -> Page:
    """The article of this page with its stated fields, and the page's other lines after it."""
    # trafilatura takes a fifth of a second to import; a corpus without HTML never needs it.
    from lxml import etree
    from lxml.html import document_fromstring
    from trafilatura import bare_extraction

    source, repairs = _decode_page(data)
    try:
        tree = document_fromstring(_without_declaration(source))
    except (etree.ParserError, ValueError):
        return Page("", {}, repairs)
    document = bare_extraction(
        source,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    lines = _read_lines(tree)
    given = find_fields(document, tree, [line.text for line in lines])
    main = document.text or "" if document is not None else ""
    article = _find_article(lines, main, given.get("title", ""))
    taken = set(article)
    text = "\n\n".join(lines[index].text for index in article)
    rest = [line.text for index, line in enumerate(lines) if index not in taken]
    if text and rest:
        text += f"\n\n{LEFT_OUT_MARK}\n"
    return Page(text + "\n".join(rest), given, repairs)


def _decode_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's text by its own charset where that can be believed, else as any other file."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii", "ignore").lower() if declared else ""
    if name and name not in ("utf-8", "utf8", "iso-8859-1", "windows-1252", "us-ascii"):
        try:
            return data.decode(name), ()
        except (LookupError, UnicodeDecodeError):
            pass  # the page is wrong about itself: its bytes decide
    return decode_text(data)


def _without_declaration(source: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", source)


def _find_article(lines: Sequence[_Line], main: str, title: str) -> list[int]:
    """The indexes of the lines that are the article: its head, what `main` has, its signature.

    `title` is the one that the page states, if any.
    """
    flat = " ".join(main.split())
    prose = [index for index, line in enumerate(lines) if is_prose(line.text) and line.text in flat]
    if not prose:
        return list(range(len(lines)))
    first, last = prose[0], prose[-1]
    head = _find_head(lines, first, title)
    text = [
        index
        for index in range(first, last + 1)
        if lines[index].text in flat or is_caption(lines[index].text)
    ]
    return [*head, *text, *range(last + 1, min(last + 1 + _BELOW, len(lines)))]


def _find_head(lines: Sequence[_Line], first: int, title: str) -> list[int]:
    """The indexes of the lines from a little above the last headline down to the text.

    Pages of the first years have no headings: there the line that is the title is the headline.
    """
    near = range(max(0, first - _HEAD), first)
    headings = [index for index in near if lines[index].heading]
    titles = [index for index in near if lines[index].text == title]
    headline = next(reversed(headings or titles), None)
    if headline is None:
        return []
    start = headline
    while start > 0 and headline - start < _ABOVE and _can_stand_above(lines[start - 1]):
        start -= 1
    return list(range(start, first))


def _can_stand_above(line: _Line) -> bool:
    """Whether a line above the headline can be its section, its kicker or the path to it."""
    if len(line.text) > 60 or is_chrome(line.text):
        return False
    return line.links < 3 or read_path(line.text) is not None


def _read_lines(tree: Any) -> list[_Line]:
    """The visible lines of a page: one for every block of text."""
    lines: list[_Line] = []
    pieces: list[str] = []
    heading, links = False, 0
    for text, breaks, tag, in_heading in (*_walk(tree, False), ("", True, "", False)):
        if breaks:
            joined = " ".join("".join(pieces).split())
            if joined:
                lines.append(_Line(joined, heading, links))
            pieces, heading, links = [], False, 0
        pieces.append(text)
        links += tag == "a"
        heading = heading or (in_heading and bool(text.strip()))
    return lines


def _walk(element: Any, in_heading: bool) -> Iterator[tuple[str, bool, str, bool]]:
    """Pieces of text in order: the text, whether a line starts before it, the element it opens
    (empty for text after an element), and whether it stands in a heading.
    """
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return
    block = element.tag not in _INLINE
    inside = in_heading or element.tag in _HEADINGS
    yield element.text or "", block, element.tag, inside
    for child in element:
        yield from _walk(child, inside)
        ends = isinstance(child.tag, str) and child.tag not in _INLINE | _HIDDEN
        yield child.tail or "", ends, "", inside
