"""What did the person ask? A query as a tree, and a tree as a query again.

NOT binds closest, to one word, phrase or parenthesis; then AND and adjacency, then OR. Bare words
side by side are one `Words`, whose text is the query from the first of them to the last: words of
several syllables, identifiers and expansions span them. Only syntax with a value that cannot be
meant errs (`year:abc`), and so do a query without a word and one beyond the limits.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TypeGuard

from indexer.errors import QueryError
from indexer.query import nodes as n
from indexer.query import scan as s

MAX_LENGTH = 4000  # code points
MAX_DEPTH = 20  # parentheses and NOTs inside each other
MAX_LEAVES = 200  # runs of words, phrases, filters and the like
MAX_SLOP = 1000  # other words inside a phrase
MAX_DISTANCE = 2  # edits of a fuzzy word


def parse(query: str) -> n.Node:
    """The tree of a query; `Everything` for an empty one. Time is linear in the length.

    QueryError, with the position of what is wrong, for a value that cannot be meant, for a query
    with nothing to search for, and beyond the limits above.

    >>> parse("NOT giá*")
    Not(child=Prefix(text='giá', position=4))
    """
    _check(len(query), MAX_LENGTH, "Số ký tự của câu tìm", "length of the query", MAX_LENGTH)
    text = s.clean(query)
    tokens = s.scan(text)
    if not tokens and text.strip():
        raise QueryError("Không có chữ hay số nào để tìm (nothing to search for).", 0)
    return _Parser(text, tokens).any_of(0) if tokens else n.Everything()


def to_query(node: n.Node) -> str:
    """A query that parses to this tree, but for positions; it can be longer than the one parsed.

    For trees that `parse` made, also with other plain words in the place of words.

    >>> to_query(parse("tựa:(giá  vàng) -“tăng giá”~2 năm:2019..2019"))
    'title:(giá  vàng) NOT "tăng giá"~2 year:2019'
    """
    writer = _Writer()
    writer.write(node)
    return "".join(writer.pieces)


def _check(number: int, limit: int, vietnamese: str, english: str, position: int) -> None:
    if number > limit:
        beside = f"{english} is {number}, at most {limit}"
        raise QueryError(f"{vietnamese} là {number}, tối đa {limit} ({beside}).", position)


class _Parser:
    """Walks over the tokens once; the scanner has seen to it that they fit together."""

    def __init__(self, text: str, tokens: list[s.Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.leaves = 0

    def any_of(self, depth: int) -> n.Node:
        """Alternatives joined by OR, up to the end or the closing parenthesis."""
        children = [self._all_of(depth)]
        while self._peek() is s.Kind.OR:
            self.at += 1
            children.append(self._all_of(depth))
        return children[0] if len(children) == 1 else n.Or(tuple(children))

    def _all_of(self, depth: int) -> n.Node:
        children = [self._item(depth)]
        while self._peek() not in (None, s.Kind.OR, s.Kind.CLOSE):
            self.at += self._peek() is s.Kind.AND
            children.append(self._item(depth))
        return children[0] if len(children) == 1 else n.And(tuple(children))

    def _item(self, depth: int) -> n.Node:
        """A run of bare words, or one term with its NOTs."""
        first = self.at
        while self._peek() is s.Kind.WORD and not self.tokens[self.at].negated:
            self.at += 1
        run = self.tokens[first : self.at]
        if not run:
            return self._unary(depth)
        self._count_leaf(run[0].start)
        return n.Words(self.text[run[0].start : run[-1].end], run[0].start)

    def _count_leaf(self, position: int) -> None:
        self.leaves += 1
        _check(self.leaves, MAX_LEAVES, "Số phần của câu tìm", "number of parts", position)

    def _deeper(self, depth: int, position: int) -> int:
        _check(depth + 1, MAX_DEPTH, "Số tầng ngoặc và NOT", "depth of nesting", position)
        return depth + 1

    def _unary(self, depth: int) -> n.Node:
        token = self._take()
        if token.kind is s.Kind.NOT:
            return n.Not(self._unary(self._deeper(depth, token.start)))
        node = self._term(token, depth)
        return n.Not(node) if token.negated else node

    def _term(self, token: s.Token, depth: int) -> n.Node:
        if token.kind is s.Kind.OPEN:
            node = self.any_of(self._deeper(depth, token.start))
            self._take()
            return node
        if token.kind is s.Kind.FIELD:
            return n.Field(token.text, self._term(self._take(), depth), token.start)
        self._count_leaf(token.start)
        if token.kind is s.Kind.FILTER:
            return _filter(token.text, self._take(), token.start)
        return self._leaf(token)

    def _leaf(self, token: s.Token) -> n.Node:
        """The node of a word or phrase with its signs."""
        text, start, number = token.text, token.start, token.number
        if token.kind is s.Kind.PREFIX:
            return n.Prefix(text, start)
        if token.kind is s.Kind.FUZZY:
            _check(number, MAX_DISTANCE, "Số chữ được sai sau ~", "edits after ~", start)
            return n.Fuzzy(text, number, start)
        if token.kind is s.Kind.PHRASE:
            _check(number, MAX_SLOP, "Số từ được xen vào sau ~", "slop after ~", start)
            return n.Phrase(text, start, number, token.pinned)
        pinned = token.kind is s.Kind.PINNED
        return n.Words(text if pinned else self.text[start : token.end], start, pinned)

    def _peek(self) -> s.Kind | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _take(self) -> s.Token:
        self.at += 1
        return self.tokens[self.at - 1]


_FACTS = ("year", "province", "date", "author", "source", "title")
_ANSWERS = {"yes": True, "no": False}
# Filter -> what its value must be, in Vietnamese and English, and examples.
_EXPECTED = {
    "province": ("một tên tỉnh", "the name of a province", 'province:"Hải Phòng"'),
    "doc": ("một số hiệu văn bản", "the number of a document", "doc:134/QĐ-TU"),
    "year": ("năm, hay năm trước..năm sau", "a year, or earlier..later", "year:2015..2020"),
    "date": ("ngày, hay ngày trước..ngày sau", "a date, or earlier..later", "date:2019-01-26"),
    "has": (" | ".join(_FACTS), "one of these", "has:author"),
    "corrected": ("yes | no", "one of these", "corrected:yes"),
}


def _filter(name: str, value: s.Token, position: int) -> n.Node:
    node = None if value.text == "(" else _read_filter(name, value.text, position)
    if node is None:
        vietnamese, english, examples = _EXPECTED[name]
        raise QueryError(
            f"{name}: cần {vietnamese}, không phải «{value.text[:40]}»; ví dụ {examples} "
            f"({name}: needs {english}).",
            value.start,
        )
    return node


def _read_filter(name: str, value: str, position: int) -> n.Node | None:
    """The node of a filter; None for a value that cannot be meant."""
    if name in ("province", "doc"):
        return (n.Province if name == "province" else n.DocumentNumber)(value, position)
    known = value.lower()
    if name == "has":
        return n.Flag(known, True, position) if known in _FACTS else None
    if name == "corrected":
        return n.Flag(name, _ANSWERS[known], position) if known in _ANSWERS else None
    ends = _range(value)
    if ends is None or (name == "year" and "-" in value):
        return None
    low, high = ends
    if name == "year":
        return n.Year(low.year if low else None, high.year if high else None, position)
    return n.Date(str(low) if low else None, str(high) if high else None, position)


def _range(text: str) -> tuple[datetime.date | None, datetime.date | None] | None:
    """First and last day of `low..high`, None for an open end; None when it is no range."""
    low, dots, high = text.partition("..")
    first, last = _days(low)[0], _days(high if dots else low)[1]
    if (low and not first) or (high and not last) or not (first or last):
        return None
    return None if first and last and first > last else (first, last)


def _days(text: str) -> tuple[datetime.date, datetime.date] | tuple[None, None]:
    """First and last day of a year, month or day in digits; Nones when it is no such thing."""
    if not re.fullmatch(r"[0-9]{4}(-(?!00)[0-9]{2}){0,2}", text):
        return None, None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return datetime.date(year, month or 1, day or 1), datetime.date(year, month or 12, last)
    except ValueError:
        return None, None


class _Writer:
    """Writes a tree piece by piece and never closes a quote that stands open in its words."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open_quotes: set[str] = set()

    def write(self, node: n.Node) -> None:
        """Add a node where nothing binds closer than it does."""
        match node:
            case n.And(children) | n.Or(children):
                for index, child in enumerate(children):
                    if index:
                        self.pieces.append(_joint(node, children[index - 1], child))
                    self._write_one(child, isinstance(child, n.Or | type(node)))
            case n.Not(child):
                self.pieces.append("NOT ")
                self._write_one(child, isinstance(child, n.And | n.Or) or _is_run(child))
            case n.Field(name, child, _):
                self.pieces.append(f"{name}:")
                simple = isinstance(child, n.Words | n.Phrase | n.Prefix | n.Fuzzy)
                self._write_one(child, not simple or _is_run(child))
            case _:
                self._write_leaf(node)

    def _write_one(self, node: n.Node, wrapped: bool) -> None:
        """Add a node, in parentheses if asked or if its first word would be an operator."""
        at_start = not self.pieces or self.pieces[-1] == "("
        if _is_bare_words(node) and not at_start:
            wrapped |= s.first_chunk(node.text) in s.OPERATORS
        self.pieces += ["("] * wrapped
        self.write(node)
        self.pieces += [")"] * wrapped

    def _write_leaf(self, node: n.Node) -> None:
        match node:
            case n.Words(text, _, pinned):
                self._write_text("=" * pinned + text)
            case n.Prefix(text, _):
                self._write_text(f"{text}*")
            case n.Fuzzy(text, distance, _):
                self._write_text(f"{text}~{distance}")
            case n.Phrase(text, _, slop, pinned):
                quoted = s.quote(text, self.open_quotes) or f'"{text}"'
                self.pieces.append("=" * pinned + quoted + f"~{slop}" * (slop > 0))
            case n.Province(text, _):
                self._write_value("province", text)
            case n.DocumentNumber(text, _):
                self._write_value("doc", text)
            case n.Year(low, high, _):
                self.pieces.append("year:" + _ends(low, high))
            case n.Date(low, high, _):
                self.pieces.append("date:" + _ends(low, high))
            case n.Flag("corrected", value, _):
                self.pieces.append("corrected:yes" if value else "corrected:no")
            case n.Flag(name, _, _):
                self.pieces.append(f"has:{name}")

    def _write_text(self, text: str) -> None:
        self.open_quotes |= s.unpaired_quotes(text)
        self.pieces.append(text)

    def _write_value(self, name: str, text: str) -> None:
        glued = s.first_chunk(text) == text.rstrip(",;") and not s.unpaired_quotes(text)
        quoted = None if glued else s.quote(text, self.open_quotes)
        self.pieces.append(f"{name}:{quoted or ''}")
        self._write_text("" if quoted else text)


def _ends(low: str | int | None, high: str | int | None) -> str:
    first, last = ("" if end is None else f"{end:>04}" for end in (low, high))
    return first if first == last else f"{first}..{last}"


def _is_bare_words(node: n.Node) -> TypeGuard[n.Words]:
    return isinstance(node, n.Words) and not node.pinned


def _is_run(node: n.Node) -> bool:
    return _is_bare_words(node) and s.first_chunk(node.text) != node.text


def _joint(node: n.And | n.Or, left: n.Node, right: n.Node) -> str:
    """OR, AND, or a space where that says the same as AND."""
    if isinstance(node, n.Or):
        return " OR "
    follows = _is_bare_words(left) and left.text.endswith(tuple(s.OPERATORS))
    return " AND " if follows or (_is_bare_words(left) and _is_bare_words(right)) else " "
