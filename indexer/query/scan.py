"""Which pieces of a query are syntax, and which are text?

The scanner goes over the query once, from left to right, and gives tokens with their places. What
it does not know as syntax is text, and nothing here ever errs. Its rules:

- A straight quote right after a digit is an inch mark (`5"`). A quote that nothing closes is text.
- `-` negates at the start of a term (`-má`, `-"a b"`, `-(a b)`); inside a word, alone, or glued to
  what precedes it, it is text.
- A name and a colon glued to a value (`title:má`) make a field or a filter when the name is in
  `FIELDS` or `FILTERS`; every other colon is text (`http://`, `19:30`).
- Parentheses with nothing between them, or without their other half, are text.
- AND, OR and NOT are operators where they have something to work on, else text.

Pieces without a letter or digit are left out, as spaces are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from indexer.text.normalize import INVISIBLE, normal_form
from indexer.text.tiers import base_form

Kind = Enum("Kind", "WORD PINNED PREFIX FUZZY PHRASE FIELD FILTER VALUE OPEN CLOSE AND OR NOT")
"""What a token is."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece `start`..`end` of the query; `text` is what it says without its signs.

    A FIELD stands right before its term or parenthesis, a FILTER right before its VALUE; their
    `text` is the English name. `number` is the slop of a phrase or the distance of a fuzzy word,
    `pinned` says that a phrase was.
    """

    kind: Kind
    start: int
    end: int
    text: str
    number: int = 0
    pinned: bool = False
    negated: bool = False


OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
"""Words in capitals that are operators."""

QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“”"}
"""Opening quote -> the quotes that close it."""

FIELDS = {
    "title": "tiêu_đề tựa",
    "lead": "dẫn",
    "body": "nội_dung",
    "author": "tác_giả",
    "source": "nguồn",
    "id": "",
}
"""Field -> its Vietnamese names."""

FILTERS = {
    "province": "tỉnh",
    "year": "năm",
    "date": "ngày",
    "doc": "văn_bản",
    "has": "",
    "corrected": "",
}
"""Filter -> its Vietnamese names."""

_NAMES = {
    form: name
    for name, others in (FIELDS | FILTERS).items()
    for word in (name, *others.replace("_", "").split())
    for form in (word, base_form(word))
}
# Without marks these are words of every day, glued to a colon in many a text: `Việt Nam:đất nước`.
_EVERYDAY = frozenset({"nam", "ngay"})

_BRACKETS = {"(": Kind.OPEN, ")": Kind.CLOSE}
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NAME = re.compile(rf"([\w\u0300-\u036f{INVISIBLE}]{{1,24}}):")
_SLOP = re.compile(r"~([0-9]+)(?![^\s().,;])")
_ENDING = re.compile(r"([^*~]++)(?:\*|~0*([1-9][0-9]*))[,;]?")


def clean(query: str) -> str:
    """The query with a space for each control character and lone surrogate; same length."""
    return _NOT_TEXT.sub(" ", query)


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit in the text, something that can be searched for."""
    return any(map(str.isalnum, text))


def pair_quotes(text: str) -> dict[int, int]:
    """The place of each opening quote that is closed -> the place of the quote that closes it."""
    last = {mark: max(map(text.rfind, closing)) for mark, closing in QUOTES.items()}
    pairs: dict[int, int] = {}
    opened = -1
    for at, letter in enumerate(text):
        if opened >= 0:
            if letter in QUOTES[text[opened]]:
                pairs[opened], opened = at, -1
        elif _is_opening(text, at) and last[letter] > at:
            opened = at
    return pairs


def unpaired_quotes(text: str) -> set[str]:
    """The opening quotes of the text that nothing in it closes."""
    pairs = pair_quotes(text)
    found: set[str] = set()
    at = 0
    while at < len(text):
        if at in pairs:
            at = pairs[at]
        elif _is_opening(text, at):
            found.add(text[at])
        at += 1
    return found


def quote(text: str, open_quotes: set[str]) -> str | None:
    """The text in quotes, straight ones first, that it does not close itself; None without any.

    Nor do they close one of `open_quotes`, quotes that stand open before.
    """
    barred = {mark for opened in open_quotes for mark in QUOTES[opened]}
    for mark, closing in QUOTES.items():
        for end in closing:
            if barred.isdisjoint((mark, end)) and not set(closing) & set(text):
                return f"{mark}{text}{end}"
    return None


def _is_opening(text: str, at: int) -> bool:
    """Whether a phrase may open at this place."""
    inch_mark = text[at] == '"' and at > 0 and text[at - 1].isdigit()
    return text[at] in QUOTES and not inch_mark


def chunk_end(text: str, at: int, pairs: dict[int, int]) -> int:
    """Where the chunk that begins at `at` ends: before a space, a parenthesis or a phrase."""
    while at < len(text) and not (text[at].isspace() or text[at] in "()" or at in pairs):
        at += 1
    return at


def first_chunk(text: str) -> str:
    """The text up to its first space, parenthesis or phrase."""
    return text[: chunk_end(text, 0, pair_quotes(text))]


def scan(text: str) -> list[Token]:
    """The tokens of a query that `clean` went over; none when there is nothing to search for.

    Parentheses are balanced and not empty, AND and OR stand between two operands, NOT before one.
    The work is linear in the length of the text.
    """
    return _settle_operators(_settle_parentheses(_Scanner(text).tokens()))


class _Scanner:
    """Reads tokens one after the other, each by what stands at its own start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = pair_quotes(text)

    def tokens(self) -> Iterator[Token]:
        """All tokens that hold a word, all parentheses and operators."""
        at = 0
        while at < len(self.text):
            if self.text[at].isspace() or self._is_glued_hyphen(at):
                at += 1
                continue
            negated = self._is_minus(at)
            first, *rest = self._read(at + negated, negated)
            if first.kind in _BRACKETS.values() or has_word(first.text):
                yield replace(first, negated=True) if negated else first
            yield from rest
            at = rest[-1].end if rest else first.end

    def _is_glued_hyphen(self, at: int) -> bool:
        """Whether a hyphen hangs on the phrase or parenthesis before it, as in `(a)-(b)`."""
        before = self.text[at - 1] if at else " "
        return self.text[at] == "-" and not (before.isspace() or before == "(")

    def _is_minus(self, at: int) -> bool:
        if self.text[at] != "-" or at + 1 == len(self.text):
            return False
        return self.text[at + 1].isalnum() or self.text[at + 1] in "(=" or at + 1 in self.pairs

    def _read(self, at: int, negated: bool) -> tuple[Token, ...]:
        """The token at this place, with its value if it takes one; -AND is no operator."""
        bracket = _BRACKETS.get(self.text[at])
        if bracket:
            return (Token(bracket, at, at + 1, self.text[at]),)
        named = self._read_named(at)
        if named:
            return named
        term = self._read_term(at)
        operator = None if negated else OPERATORS.get(self.text[at : term.end])
        return (replace(term, kind=operator) if operator else term,)

    def _read_named(self, at: int) -> tuple[Token, ...]:
        """A field or filter with its value; nothing where there is no name or no value."""
        match = _NAME.match(self.text, at)
        written = normal_form(match[1]).replace("_", "") if match else ""
        name = _NAMES.get(written)
        if match is None or name is None or match.end() == len(self.text):
            return ()
        field = name in FIELDS
        head = Token(Kind.FIELD if field else Kind.FILTER, at, match.end(), name)
        if field and self.text[head.end] == "(":
            return (head,)
        value = self._read_term(head.end) if field else self._read_value(head.end)
        everyday = written in _EVERYDAY and not any(map(str.isdigit, value.text))
        blank = not has_word(value.text) and value.text != "("
        return () if blank or everyday else (head, value)

    def _read_value(self, at: int) -> Token:
        """The value of a filter; an opening parenthesis stands for itself, to be refused."""
        if at in self.pairs:
            return replace(self._read_phrase(at, at), kind=Kind.VALUE)
        end = at + 1 if self.text[at] == "(" else chunk_end(self.text, at, self.pairs)
        return Token(Kind.VALUE, at, end, self.text[at:end].rstrip(",;"))

    def _read_term(self, at: int) -> Token:
        """A phrase, or a chunk as a word, pinned word, prefix or fuzzy word."""
        inside = at + self.text.startswith("=", at)
        if inside in self.pairs:
            return self._read_phrase(at, inside)
        end = chunk_end(self.text, at, self.pairs)
        if inside > at and self.text[inside:end][:1].isalnum():
            return Token(Kind.PINNED, at, end, self.text[inside:end])
        chunk = self.text[at:end]
        match = _ENDING.fullmatch(chunk)
        if match is None or not any(map(str.isalpha, match[1])):
            return Token(Kind.WORD, at, end, chunk)
        if match[2] is None:
            return Token(Kind.PREFIX, at, end, match[1])
        return Token(Kind.FUZZY, at, end, match[1], int(match[2]))

    def _read_phrase(self, at: int, quote: int) -> Token:
        close = self.pairs[quote]
        text = self.text[quote + 1 : close].strip()
        slop = _SLOP.match(self.text, close + 1) if has_word(text) else None
        end, number = (slop.end(), int(slop[1])) if slop else (close + 1, 0)
        return Token(Kind.PHRASE, at, end, text, number, pinned=quote > at)


def _settle_parentheses(tokens: Iterator[Token]) -> list[Token]:
    """The tokens without parentheses that are empty or lack their other half."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.kind is Kind.OPEN:
            opened.append(len(kept))
        elif token.kind is Kind.CLOSE:
            if not opened:
                continue
            if opened.pop() == len(kept) - 1:
                kept[-2:] = map(_release, kept[-2:-1])
                continue
        kept.append(token)
    lost = set(opened)
    return [
        _release(token) if index + 1 in lost else token
        for index, token in enumerate(kept)
        if index not in lost
    ]


def _release(token: Token) -> Token:
    """The token when the parenthesis after it is gone: a field's name is then a word."""
    return replace(token, kind=Kind.WORD) if token.kind is Kind.FIELD else token


def _settle_operators(tokens: list[Token]) -> list[Token]:
    """The tokens with the operators that have nothing to work on as words."""
    settled = list(tokens)
    follows = False
    for index in reversed(range(len(settled))):
        if settled[index].kind in OPERATORS.values() and not follows:
            settled[index] = replace(settled[index], kind=Kind.WORD)
        follows = settled[index].kind not in (Kind.AND, Kind.OR, Kind.CLOSE)
    before = Kind.OPEN
    for index, token in enumerate(settled):
        if token.kind in (Kind.AND, Kind.OR) and before in (Kind.OPEN, Kind.AND, Kind.OR):
            settled[index] = replace(token, kind=Kind.WORD)
        before = settled[index].kind
    return settled
