"""Where do the lines of an article begin and end, and what do they read like?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Look-alikes of Đ and đ, and the characters that are spaces or nothing at all. Nearly every text
# holds none of them: asking for each in turn is faster than any one search for all.
_PLAIN = (
    ("\u00d0", "Đ"), ("\u0189", "Đ"), ("\u00f0", "đ"),
    ("\u00a0", " "), ("\u202f", " "), ("\u3000", " "),
    ("\u200b", ""), ("\u200c", ""), ("\u200d", ""), ("\u2060", ""), ("\ufeff", ""), ("\u00ad", ""),
)  # fmt: skip
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_SPACES = re.compile(r"\s+")
# Lines that were broken: at least so many, of such lengths, most nearly as long as the longest.
_BROKEN_LINES, _NARROW, _WIDE, _FULL = 4, 25, 100, 0.8

# What leads up to a name, which may stand on the next line.
_LABEL = re.compile(
    r"\W*(?:(?:tin|bài)(?:,| và| -|) ?(?:ảnh)?|ảnh và bài|tác giả|thực hiện):", re.I
)
_LONGEST_LABEL, _LONGEST_NAMES = 15, 60
# Buttons for larger and smaller letters, which stand between any two lines: "A- A A+".
_TEXT_SIZE = re.compile(r"(?:cỡ chữ\W*)?a(?:[\s|]*[a+–-])*[\s|]*[+–-](?:[\s|]*[a+–-])*", re.I)
_LONGEST_SIZE = 25


class Plain(str):
    """Text that is known to be as `plain_text` makes it, so that nobody looks through it again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line `text[start:end]` of the article without its outer spaces.

    `plain` is how it reads: NFC, Đ for its look-alikes, no invisible characters; inner runs of
    spaces are kept because menus are told by them.
    """

    start: int
    end: int
    plain: str


def plain_text(text: str) -> str:
    """This text in NFC, with Đ for its look-alikes and without invisible characters."""
    if type(text) is Plain:
        return text
    text = unicodedata.normalize("NFC", text)
    for odd, plain in _PLAIN:
        if odd in text:
            text = text.replace(odd, plain)
    return text


def tidy(text: str) -> str:
    """This text as `plain_text`, without outer spaces and with single spaces inside."""
    return _SPACES.sub(" ", plain_text(text)).strip()


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of `text[start:end]` that are not blank, in order."""
    lines = []
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        raw = match[0]
        plain = plain_text(raw).strip()
        if plain:
            left = len(raw) - len(raw.lstrip())
            lines.append(Line(match.start() + left, match.start() + len(raw.rstrip()), plain))
    return lines


def raw_offset(raw: str, plain_length: int) -> int:
    """How many characters of `raw` read as its first `plain_length` plain characters."""
    if raw.isascii():
        return plain_length
    for offset in range(len(raw) + 1):
        following = raw[offset : offset + 1]
        if following and unicodedata.combining(following):
            continue
        if len(plain_text(raw[:offset])) >= plain_length:
            return offset
    return len(raw)


def join_wrapped(lines: Sequence[Line], text: str) -> list[Line]:
    """These lines with those joined that were broken at one width, as in text copied from paper.

    Where few lines go on with a small letter nothing was broken.
    """
    broken = {index for index in range(1, len(lines)) if _goes_on(lines, index, text)}
    if len(broken) < _BROKEN_LINES:
        return list(lines)
    full = _FULL * max(len(lines[index - 1].plain) for index in broken)
    joined = [lines[0]]
    for index in range(1, len(lines)):
        line, above = lines[index], lines[index - 1]
        follows = len(above.plain) >= full and not line.plain.isupper()
        if index in broken or (follows and _touch(above, line, text)):
            line = Line(joined[-1].start, line.end, f"{joined.pop().plain} {line.plain}")
        joined.append(line)
    return joined


def join_labels(lines: Sequence[Line]) -> list[Line]:
    """These lines with "Tin, ảnh:" alone on one joined with the name on the line below it."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1].plain if joined else ""
        label = above[-1:] == ":" and len(above) <= _LONGEST_LABEL and _LABEL.fullmatch(above)
        if label and len(line.plain) <= _LONGEST_NAMES:
            line = Line(joined.pop().start, line.end, f"{above} {line.plain}")
        joined.append(line)
    return joined


def text_sizes(lines: Sequence[Line]) -> list[Line]:
    """The lines that are but buttons for the size of the letters; an "A" alone beside others is."""
    short = [line for line in lines if len(line.plain) <= _LONGEST_SIZE]
    sizes = {line for line in short if _TEXT_SIZE.fullmatch(line.plain)}
    return [line for line in short if line in sizes or line.plain == "A"] if sizes else []


def _goes_on(lines: Sequence[Line], index: int, text: str) -> bool:
    """Whether this line goes on with the sentence of the one above it."""
    above, line = lines[index - 1], lines[index]
    if not line.plain[0].islower() or not _NARROW <= len(above.plain) <= _WIDE:
        return False
    return (above.plain[-1].isalnum() or above.plain[-1] in ",-–") and _touch(above, line, text)


def _touch(above: Line, line: Line, text: str) -> bool:
    """Whether no empty line stands between these two."""
    return text.count("\n", above.end, line.start) == 1
