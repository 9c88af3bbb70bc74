"""Which official documents does a text name by their number, as 134/QĐ-TU or 100/2019/NĐ-CP?

A number is digits, perhaps a year, then the initials of the kind of document and of the offices
that issued it, parted by `/` or `-`, spaced or not. Kinds: Nghị định 30/2020/NĐ-CP, appendix III,
the law on issuing legal documents (63/2020/QH14), and Quy định 66-QĐ/TW for those of the party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.normalize import normal_form
from indexer.text.syllables import split_tone
from indexer.text.tiers import base_form

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_SEPARATOR = r"[ \t\u00a0]?[/\-‐‑–—−][ \t\u00a0]?"
_SEGMENT = rf"{_LETTER}(?:&?{_LETTER}){{0,11}}\d{{0,3}}"
NUMBER = re.compile(
    rf"(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}[A-Za-zđĐ]?)"
    rf"(?:{_SEPARATOR}(?P<year>(?:19|20)\d\d))?"
    rf"(?P<tail>(?:{_SEPARATOR}{_SEGMENT}(?![^\W_])){{1,7}})"
)
_TAIL = re.compile(rf"({_SEPARATOR})({_SEGMENT})")

_KIND_TABLE = """
    bb bbtt bc cd ct cthd ctr ctrh cv da dt gdn gg ggt gm gnp gp gt gtr gui hd hdlt ke kh kl kq l
    lct lpl nd nq nqlt pa pb pc pg pl qc qd qdi qdinh qdlt qdr qh qt qtr qyd sac sl sy tb tbkl tc tg
    thb thc thh tl to tt ttlb ttlt ttr tu tuyb vbhn vbqppl vblt
"""
KINDS = frozenset(_KIND_TABLE.split())
"""Initials of the kinds of document, as bare letters."""

_OFFICE_TABLE = "cp ttg hdbt hdnd ubnd ub ubtvqh qh tw tu btc bct vpcp cty ubtp"
_OFFICES = frozenset(_OFFICE_TABLE.split())
"""Initials that make a number of an office's letter (91/TTg, 1234/UBND-VX) in lower case too."""

_NO_KIND_TABLE = "tp tx hcm hn vn usd vnd eur km kg ha cm mm kw kwh mw gb mb hp"
_NO_KIND = frozenset(_NO_KIND_TABLE.split())
_MIXED = frozenset(["ttg", "ttr", "ctr", "qyd", "qdi", "thb", "thc", "thh"])


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number: its parts in normal form, and where it stands in the text."""

    number: str
    year: str
    segments: tuple[str, ...]
    start: int
    end: int


def _is_initials(segment: str) -> bool:
    """Whether a segment is written as initials are: capitals, with few small letters among them."""
    letters = [letter for letter in segment if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if not letters or not letters[0].isupper():
        return False
    small = len(letters) - capitals
    if small == 0 and split_tone(normal_form(segment))[1]:
        return False  # initials have no tone: in capitals `3/TRẬN` is still no document
    return (capitals >= 2 and small <= 2) or base_form(normal_form(segment)) in _MIXED | {"l"}


def _segments(number: str, tail: str) -> tuple[list[str], int]:
    """The initials of a tail and how many of its characters they take."""
    found: list[str] = []
    taken = 0
    small = number.lower() == number and tail.lower() == tail
    for match in _TAIL.finditer(tail):
        separator, segment = match.groups()
        spaced = separator[0].isspace() and separator[-1].isspace() and "/" not in separator
        if spaced and (len(found) > 1 or (not found and not _is_kind(segment))):
            break
        if not (_is_initials(segment) or (small and not spaced)):
            break
        found.append(segment)
        taken = match.end()
    return found, taken


def _is_kind(segment: str) -> bool:
    return base_form(normal_form(segment.rstrip("0123456789"))) in KINDS


def _names_document(tail: str, segments: list[str]) -> bool:
    """Whether initials after a number make it a document's, not a price, a team or a place."""
    first = base_form(normal_form(segments[0].rstrip("0123456789")))
    known = first in KINDS or first in _OFFICES
    if segments[0].islower():
        return known and (len(segments) > 1 or len(first) > 1)
    if tail.lstrip().startswith("/"):
        return known or first not in _NO_KIND
    return known or (len(segments) > 1 and _is_kind(segments[1]))


_ROMAN_MONTH = re.compile(r"[/.\-][IVX]{1,4}[/.\-](?:1[89]|20)\d\d")
_NEAR = re.compile(r"[.\d]*[A-Za-zđĐ]?[ \t\u00a0]?[/\-‐‑–—−]")


def match_document(text: str, place: int, end: int) -> DocumentNumber | None:
    """The document number that begins with the digits `place`..`end`, if there is one."""
    named = place > 1 and text[place - 1] == "-" and text[place - 2].isalpha()
    if named or _NEAR.match(text, end) is None or _ROMAN_MONTH.match(text, end):
        return None
    match = NUMBER.match(text, place)
    if match is None:
        return None
    tail = match["tail"]
    segments, taken = _segments(match["number"], tail)
    if not segments or not _names_document(tail, segments):
        return None
    number = match["number"].replace(".", "").lower().lstrip("0") or "0"
    forms = tuple(normal_form(segment.replace("&", "")) for segment in segments)
    return DocumentNumber(number, match["year"] or "", forms, place, match.start("tail") + taken)


def part_keys(document: DocumentNumber) -> list[str]:
    """The whole number and all its partial forms: number and year or not, then a run of initials.

    Initials are joined: offices part them as they please (TT-BGD-ĐT, TT-BGDĐT, HS-ST, HSST).

    >>> part_keys(DocumentNumber("3", "", ("nq", "tw"), 0, 8))
    ['3-nqtw', '3-nq', '3-tw', '3', 'nqtw', 'nq', 'tw']
    """
    number, year, segments = document.number, document.year, document.segments
    heads = [[number, year], [number], [year], []] if year else [[number], []]
    count = len(segments)
    runs = ["".join(segments[a:b]) for a in range(count) for b in range(count, a, -1)]
    keys = ["-".join([*head, run]).rstrip("-") for head in heads for run in [*runs, ""]]
    return list(dict.fromkeys(filter(None, keys)))
