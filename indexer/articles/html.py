"""What does an HTML page say: its article, the fields it states, and all the rest?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indexer.articles.decoding import decode_text

# Stands on a line of its own between the article and the rest of the page.
LEFT_OUT_MARK = "\f"

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_PUBLISHED_META = (
    "//meta[@property='article:published_time' or @itemprop='datePublished'"
    " or @name='pubdate' or @name='dc.date.issued']/@content"
)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe"})
_INLINE_LIST = """
a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strike strong sub sup time tt
u var wbr
"""
_INLINE = frozenset(_INLINE_LIST.split())


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, the fields that it states, and the repairs that reading it needed.

    `text` is the article, a line with LEFT_OUT_MARK, then every other line of the page.
    """

    text: str
    given: Mapping[str, str]
    repairs: tuple[str, ...]


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
    lines = list(_read_lines(tree))
    given = _find_fields(document, source, tree)
    main = _align(document.text or "", lines) if document is not None else []
    title = given.get("title")
    head = [title] if title and title not in main else []
    rest = _leave_out(lines, head + main)
    pieces = ["\n\n".join(head + main)] if head + main else []
    if rest:
        pieces.append(LEFT_OUT_MARK + "\n" + "\n".join(rest) if pieces else "\n".join(rest))
    return Page("\n\n".join(pieces), given, repairs)


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


def _find_fields(document: Any, source: str, tree: Any) -> dict[str, str]:
    if document is None:
        return {}
    published = _PUBLISHED.search(source)
    stated = published[1] if published else next(iter(tree.xpath(_PUBLISHED_META)), None)
    found = {
        "title": document.title,
        "author": document.author,
        "date": stated or document.date,
        "url": document.url,
        "source": document.sitename,
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value}


def _read_lines(tree: Any) -> Iterator[str]:
    """The visible lines of a page: one for every block of text."""
    line: list[str] = []
    for text, breaks in _walk(tree):
        if breaks and line:
            joined = " ".join("".join(line).split())
            if joined:
                yield joined
            line = []
        line.append(text)
    joined = " ".join("".join(line).split())
    if joined:
        yield joined


def _walk(element: Any) -> Iterator[tuple[str, bool]]:
    """Pieces of text in order, each with whether a new line starts before it."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return
    block = element.tag not in _INLINE
    yield element.text or "", block
    for child in element:
        yield from _walk(child)
        yield child.tail or "", isinstance(child.tag, str) and child.tag not in _INLINE
    if block:
        yield "", True


def _align(text: str, lines: list[str]) -> list[str]:
    """The lines of the extracted article; whole lines of the page where it has them."""
    whole = set(lines)
    found: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in text.split("\n"))):
        bare = line.lstrip("- ")
        found.append(bare if bare in whole else line)
    return found


def _leave_out(lines: list[str], main: list[str]) -> list[str]:
    """The page's lines that the article does not have."""
    taken = set(main)
    joined = "\n".join(main)
    return [line for line in lines if line not in taken and line not in joined]
