"""In which words does each match stand? Key word in context, one line a match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from indexer.model import Article, ArticleView, Part, Request, Results

LineOrder = Literal["article", "left", "right"]
LINE_ORDERS: tuple[LineOrder, ...] = ("article", "left", "right")

MOST_ARTICLES = 200
"""Articles that one concordance opens at most: the size of a page is clamped to it."""

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


class Opening(Protocol):
    """What a concordance needs of a Searcher."""

    def search(self, request: Request) -> Results:
        """The answer to a request."""
        ...

    def marked(self, request: Request, articles: Sequence[Article]) -> list[ArticleView]:
        """These articles with the matches of a request."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A match `node` with the text of the same part of the article on both sides.

    `start` and `end` are the node's offsets into the article's text; white space is made single
    spaces in all three texts.
    """

    article: Article
    left: str
    node: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of one page of articles; `results` is the answer that they come from.

    `complete` says that no line of these articles was left out for `limit`.
    """

    lines: tuple[Line, ...]
    results: Results
    complete: bool


def concordance(
    searcher: Opening, request: Request, *, width: int = 60, limit: int = 2000
) -> Concordance:
    """The matches in the articles of the requested page, in the order of the articles.

    `width` is the most code points of context on a side, cut at a word. The work is bounded by
    the page's size and by `limit` lines. Raises what the searcher raises.
    """
    results = searcher.search(request)
    lines: list[Line] = []
    articles = [hit.article for hit in results.hits[:MOST_ARTICLES]]
    for view in searcher.marked(request, articles):
        lines.extend(lines_of(view, width))
        if len(lines) > limit:
            return Concordance(tuple(lines[:limit]), results, complete=False)
    return Concordance(tuple(lines), results, complete=True)


def lines_of(view: ArticleView, width: int) -> Iterator[Line]:
    """The lines of one opened article, a line for each of its marks."""
    for part in view.article.parts:
        for start, end in view.marks:
            if part.start <= start and end <= part.end:
                yield _line(view.article, part, start, end, width)


def sort_lines(lines: Iterable[Line], by: LineOrder) -> tuple[Line, ...]:
    """The lines by what stands right of the node, or left of it read backwards from the node.

    Words compare as in a Vietnamese dictionary; equal lines keep their order.
    """
    if by == "right":
        return tuple(sorted(lines, key=lambda line: collation_key(line.right)))
    if by == "left":
        return tuple(sorted(lines, key=lambda line: collation_key(line.left)[::-1]))
    return tuple(lines)


def collation_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """A key by which texts sort as in a Vietnamese dictionary, one item a word.

    Words compare letter by letter in the order of the alphabet (a ă â b c d đ e ê ...), then by
    tone: ngang, huyền, hỏi, ngã, sắc, nặng. This is the order of Hoàng Phê's dictionary.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text.lower()))
    return tuple(_word_key(word) for word in words)


_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTERS = {
    letter: rank for rank, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for letter in word:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _TONES), "")
        plain = unicodedata.normalize("NFC", marks.replace(tone, "", 1)) if tone else letter
        letters.append(_LETTERS.get(plain, len(_LETTERS) + ord(plain[0])))
        tones.append(_TONES.get(tone, 0))
    return tuple(letters), tuple(tones)


def _line(article: Article, part: Part, start: int, end: int, width: int) -> Line:
    # Three characters of the original for one shown: runs of white space shrink to one.
    before = article.text[max(part.start, start - 3 * width) : start]
    after = article.text[end : min(part.end, end + 3 * width)]
    return Line(
        article=article,
        left=_last(_SPACES.sub(" ", before), width),
        node=_SPACES.sub(" ", article.text[start:end]),
        right=_first(_SPACES.sub(" ", after), width),
        start=start,
        end=end,
    )


def _first(text: str, width: int) -> str:
    if len(text) <= width:
        return text.rstrip()
    cut = text[: width + 1]
    return cut[: cut.rfind(" ")].rstrip() if " " in cut.strip() else cut[:width]


def _last(text: str, width: int) -> str:
    if len(text) <= width:
        return text.lstrip()
    cut = text[-width - 1 :]
    return cut[cut.find(" ") :].lstrip() if " " in cut.strip() else cut[-width:]
