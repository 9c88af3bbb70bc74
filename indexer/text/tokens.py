"""What are the terms of a text, in order, and where did each come from?

Text is cut at white space, and every piece between is cut by rules that look at the piece alone;
what a piece gives is remembered, so a text costs a dictionary look-up a word.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Generic, TypeVar

from indexer.text.normalize import INVISIBLE, is_syllable, normal_form, normal_number

_Value = TypeVar("_Value")


class Memory(dict[str, _Value], Generic[_Value]):
    """What a function of a string gave, remembered for at most `size` short strings.

    A full memory is emptied: the frequent strings are back after a few texts.
    """

    def __init__(self, function: Callable[[str], _Value], *, size: int = 1 << 16) -> None:
        super().__init__()
        self._function = function
        self._size = size

    def __missing__(self, key: str) -> _Value:
        value = self._function(key)
        if len(key) <= 48:
            if len(self) >= self._size:
                self.clear()
            self[key] = value
        return value


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the place `start`..`end` in the original text that it was made from.

    `glued` says that no white space stands between it and the token before.
    """

    text: str
    start: int
    end: int
    glued: bool


def _ranges(letters: Iterator[str]) -> str:
    """The letters, in order, as a set of an expression has them: many compile slowly one by one."""
    numbered = groupby(enumerate(map(ord, letters)), lambda item: item[1] - item[0])
    runs = ([code for _, code in run] for _, run in numbered)
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


MARKS = _ranges(
    letter
    for letter in map(
        chr, chain(range(0x300, 0x1E00), range(0x20D0, 0x2100), range(0xFE20, 0xFE30))
    )
    if unicodedata.category(letter) in ("Mn", "Mc", "Me")
)
"""The combining marks of the scripts before the ideographs, for a set of an expression."""

_SMALL_DIGITS = "⁰¹²³⁴-⁹₀-₉"
_APOSTROPHES = "ʹ-ʿ"
_LETTER = rf"[^\W\d_{_SMALL_DIGITS}{_APOSTROPHES}]"
_BEFORE_WORD = rf"(?<![^\W\d_])(?<![{MARKS}])(?<![^\W\d_]\.)(?<![{MARKS}]\.)"
_PIECE = re.compile(
    rf"(?P<acronym>{_BEFORE_WORD}{_LETTER}[{MARKS}]*(?:\.{_LETTER}[{MARKS}]*(?!{_LETTER}))+)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{MARKS}{INVISIBLE}])*)"
    rf"|(?P<number>\d+(?:[.,．，]\d+)*)"
    rf"|[{_SMALL_DIGITS}]+"
)
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_DIGITS = re.compile(r"\d+")
_CHUNK = re.compile(r"\S+")

# What stands around most words; none of it is part of any term.
_AROUND = ".,;:!?()[]\"'“”‘’…-–*"

_Span = tuple[str, int, int]

normal_forms: Memory[str] = Memory(lambda raw: sys.intern(normal_form(raw)))
"""For a word as it is written its exact form."""


def _word_spans(raw: str, start: int) -> Iterator[_Span]:
    """The words of a run of letters: several only where invisible characters part syllables."""
    if not _INVISIBLE.search(raw):
        yield normal_forms[raw], start, start + len(raw)
        return
    breaks = [(match.start(), match.end()) for match in _INVISIBLE.finditer(raw)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(begin for begin, _ in breaks), len(raw)]
    pieces = [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
    for first, last in _join_pieces(raw, pieces):
        a, b = pieces[first][0], pieces[last][1]
        yield normal_forms[raw[a:b]], start + a, start + b


def _join_pieces(raw: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """First and last piece of each word: the fewest syllables that cover all, else one word."""
    count = len(pieces)
    fewest: list[int | None] = [0] + [None] * count
    begins = [0] * (count + 1)
    for end in range(1, count + 1):
        for first in range(max(0, end - 7), end):
            before = fewest[first]
            if before is None or not is_syllable(
                normal_forms[raw[pieces[first][0] : pieces[end - 1][1]]]
            ):
                continue
            known = fewest[end]
            if known is None or before + 1 < known:
                fewest[end], begins[end] = before + 1, first
    if fewest[count] is None:
        return [(0, count - 1)]
    words: list[tuple[int, int]] = []
    end = count
    while end > 0:
        words.append((begins[end], end - 1))
        end = begins[end]
    return words[::-1]


def _number_spans(raw: str, start: int) -> Iterator[_Span]:
    """The one number of a run of digits, dots and commas, or its runs of digits."""
    ascii_digits = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
    number = normal_number(ascii_digits)
    if number is not None and len(ascii_digits) == len(raw):
        yield number, start, start + len(raw)
        return
    for match in _DIGITS.finditer(raw):
        yield normal_forms[match.group()], start + match.start(), start + match.end()


def cut_chunk(chunk: str) -> tuple[_Span, ...]:
    """The terms of a piece of text without white space, with their places in it."""
    core = chunk.strip(_AROUND)
    if core.isalpha() and not _APOSTROPHE.search(core):
        start = chunk.index(core)
        return ((form, start, start + len(core)),) if (form := normal_forms[core]) else ()
    spans: list[_Span] = []
    for match in _PIECE.finditer(chunk):
        kind = match.lastgroup
        if kind == "word":
            spans.extend(_word_spans(match.group(), match.start()))
        elif kind == "number":
            spans.extend(_number_spans(match.group(), match.start()))
        else:
            spans.append((normal_forms[match.group()], match.start(), match.end()))
    return tuple(span for span in spans if span[0])


chunk_spans: Memory[tuple[_Span, ...]] = Memory(cut_chunk)
"""For a piece of text without white space its terms, each with its start and end in it."""

chunk_terms: Memory[tuple[str, ...]] = Memory(
    lambda chunk: tuple(form for form, _, _ in cut_chunk(chunk))
)
"""For a piece of text without white space its terms."""


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order; offsets count code points of the text as it is given.

    >>> [token.text for token in tokenize("P.V: U23, 2.522 tỷ; TP.HCM")]
    ['pv', 'u', '23', '2522', 'tỷ', 'tp', 'hcm']
    """
    tokens: list[Token] = []
    for match in _CHUNK.finditer(text):
        place = match.start()
        for index, (form, start, end) in enumerate(chunk_spans[match.group()]):
            tokens.append(Token(form, place + start, place + end, index > 0))
    return tokens


def exact_terms(text: str) -> list[str]:
    """The texts of the tokens, without their places: what is indexed.

    >>> exact_terms("Cộng hoà, 1.234 người")
    ['cộng', 'hòa', '1234', 'người']
    """
    return list(chain.from_iterable(map(chunk_terms.__getitem__, text.split())))
