"""Which official documents, dates, percentages and telephone numbers does a text name?

A typed token has a key that all its written forms share. Keys hold no white space. Two numbers
with a slash (2/3, 9/2019) have a key of their own beside that of the day or the month they can be:
who asks for them so finds them in whatever sense.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from heapq import merge
from operator import attrgetter

from indexer.model import Tier
from indexer.text.calendar_days import WrittenDate
from indexer.text.documents import DocumentNumber, match_document, part_keys
from indexer.text.normalize import normal_form, normal_number
from indexer.text.phones import find_phones
from indexer.text.spelled_dates import find_spelled_days
from indexer.text.tiers import base_form

__all__ = ["TypedToken", "document_terms", "typed_key", "typed_terms", "typed_tokens"]

_DOCUMENT = "doc:"
_DOCUMENT_BASE = "docb:"
_DATE = "date:"
_SLASH = "slash:"
_PERCENT = "pct:"
_PHONE = "tel:"

# Digits that may begin something typed, told by what follows them; and years after a word, which
# may be those of a month's name. Where it fails at the first digit it fails at those after it. It
# begins with a class of letters: so regular expressions skip fastest what they do not look for.
_DIGIT = "[0-9\uff10-\uff19]"
_FULL_WIDTH = re.compile("[\uff01-\uff5e∕⁄]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, "∕⁄"), "/"
)
_GAP = r"[ \t\r\n\u00a0]"
_DOT = "[.．]"
_SIGN = r"[/／∕⁄%％\-－‐‑–—−]"
_PER_CENT = r"[Pp][Hh][ẦầAa][Nn]"
# Longer runs of digits and lists of numbers (1,1,1,1) are nothing typed: to look for the end of one
# of a megabyte from each of its places would take hours.
_MOST_DIGITS, _MOST_GROUPS = 40, 12
_ANCHOR = re.compile(
    rf"{_DIGIT}{_DIGIT}{{0,{_MOST_DIGITS - 1}}}+(?:"
    rf"(?={_GAP}{{0,2}}{_SIGN}|[A-Za-zđĐ][ ]?{_SIGN}"
    rf"|{_DOT}{_DIGIT}{{1,2}}(?!{_DIGIT})|{_DOT}(?:1[89]|20){_DIGIT}{{2}}(?!{_DIGIT})"
    rf"|(?:[.,．，]{_DIGIT}++){{1,{_MOST_GROUPS}}}+(?:\s*+(?:[%％]|{_PER_CENT})|[A-Za-zđĐ]?\s?{_SIGN})"
    rf"|\s++(?:{_PER_CENT}|[Tt][Hh][ÁáAa][Nn][Gg]|[Nn][ĂăAa][Mm]\s+(?:1[89]|20){_DIGIT}))"
    rf"|(?<=[ /][12]{_DIGIT}{{3}})(?P<year>))"
)
_PERCENTAGE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"(?P<range>\s?[-–—]\s?(?=\d+(?:[.,]\d+)*\s?[%％]))?"
    r"(?(range)|\s*(?:[%％]|ph[ầa]n\s+tr[ăa]m(?![^\W_])))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypedToken:
    """A document number, a date, a percentage, a telephone number at `start`..`end` of the text.

    `kind` is "document", "date", "percent" or "phone"; `key` is the same for all written forms.
    `keys` are all that the place in the text is found by: its own and those of its partial forms.
    """

    kind: str
    key: str
    start: int
    end: int
    keys: tuple[str, ...] = ()


def _document_keys(document: DocumentNumber) -> list[str]:
    """The keys of a document number and its partial forms, as written and as bare letters."""
    parts = part_keys(document)
    keys = [_DOCUMENT + part for part in parts] + [_DOCUMENT_BASE + _bare(part) for part in parts]
    if document.year:
        keys.append(f"{_SLASH}{document.number}/{document.year}")
    return keys


def _bare(key: str) -> str:
    return "-".join(base_form(part) for part in key.split("-"))


def _date_key(year: int, month: int, day: int) -> str:
    """ISO 8601 of a day, `--MM-DD` of a day without year, `YYYY-MM` of a month; also `YYYY-Q1`."""
    if not year:
        return f"{_DATE}--{month:02}-{day:02}"
    return f"{_DATE}{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _date_keys(date: WrittenDate) -> list[str]:
    """The key of a date and those of its day-month and month-year, in words and with a slash."""
    if date.quarter:
        return [f"{_DATE}{date.year:04}-Q{date.quarter}"]
    day = f"{_SLASH}{date.day}/{date.month}"
    if date.fraction:
        return [day]
    keys = [_date_key(date.year, date.month, date.day)]
    if date.year and date.day:
        keys += [_date_key(0, date.month, date.day), _date_key(date.year, date.month, 0)]
    slashes = [day] * (date.day > 0) + [f"{_SLASH}{date.month}/{date.year}"] * (date.year > 0)
    return [*slashes, *keys] if date.bare else [*keys, *slashes]


def _match_percent(text: str, place: int) -> tuple[str, int] | None:
    """The key of the percentage that begins at `place` and its end."""
    match = _PERCENTAGE.match(text, place)
    if match is None:
        return None
    number = normal_number(match["number"])
    if number is None:
        return None
    return _PERCENT + number, match.end("number") if match["range"] else match.end()


_GLUED = re.compile(r"(?<![^\W\d_])(?:s[ốo]|ng[àa]y|th[áa]ng|n[ăa]m)$", re.IGNORECASE)


def _continues(text: str, place: int) -> bool:
    """Whether the digits at `place` belong to a word or a number that began before them."""
    before = text[place - 1]
    if before.isalnum():
        return not before.isalpha() or _GLUED.search(text[max(0, place - 6) : place]) is None
    return before in "/.," and place > 1 and text[place - 2].isdigit()


def _find(text: str, anchors: Iterable[re.Match[str]]) -> Iterator[TypedToken]:
    """The typed tokens of a composed text in order, each with all its keys."""
    taken = 0
    others = sorted(_find_others(text), key=attrgetter("start"))
    found = _find_by_digits(text, anchors)
    for token in merge(others, found, key=attrgetter("start")) if others else found:
        if token.start >= taken:
            taken = token.end
            yield token


def _find_others(text: str) -> Iterator[TypedToken]:
    """What no sign after digits tells: telephone numbers, days in words."""
    for start, end, digits in find_phones(text):
        yield _typed("phone", [_PHONE + digits], start, end)
    yield from _dated(find_spelled_days(text))


def _find_by_digits(text: str, anchors: Iterable[re.Match[str]]) -> Iterator[TypedToken]:
    """What begins with digits and a sign, in order."""
    taken = 0
    for anchor in anchors:
        place, end = anchor.span()
        if not text[place : end + 3].isascii() and _FULL_WIDTH.search(text, place, end + 3):
            text = text.translate(_HALF_WIDTH)
        if place < taken or (place and _continues(text, place)):
            continue
        match = _match_year if anchor.lastgroup else _match
        for token in match(text, place, end):
            if token.start >= taken:
                taken = token.end
                yield token


def _match(text: str, place: int, end: int) -> list[TypedToken]:
    """What begins with the digits `place`..`end`; the sign after them tells what it can be."""
    sign = text[end : end + 1]
    document = match_document(text, place, end) if sign != "%" else None
    if document is not None:
        return [_typed("document", _document_keys(document), place, document.end)]
    percent = _match_percent(text, place) if sign != "/" else None
    if percent is not None:
        return [_typed("percent", [percent[0]], place, percent[1])]
    # Most queries have no digits, and these expressions take a while to compile.
    from indexer.text.written_dates import match_dates

    return _dated(match_dates(text, place, end)) or _match_year(text, place, end)


def _match_year(text: str, place: int, end: int) -> list[TypedToken]:
    """What the year `place`..`end` ends, as no sign follows it."""
    if end - place != 4:
        return []
    before = text[max(0, place - 32) : place].lower()
    if not ("áng" in before or "ang" in before or "qu" in before):
        return []
    from indexer.text.written_dates import match_word_month, match_word_quarter

    return _dated(match_word_month(text, place) or match_word_quarter(text, place))


def _dated(dates: Iterable[WrittenDate]) -> list[TypedToken]:
    return [_typed("date", _date_keys(date), date.start, date.end) for date in dates]


def _typed(kind: str, keys: list[str], start: int, end: int) -> TypedToken:
    return TypedToken(kind, keys[0], start, end, tuple(keys))


def typed_tokens(text: str) -> list[TypedToken]:
    """The typed tokens of a text in order, without overlap; offsets are of the text as given.

    >>> [token.key for token in typed_tokens("Số 134 /QĐ-TU ngày 27 tháng 1 năm 1994: 18,5 %")]
    ['doc:134-qđtu', 'date:1994-01-27', 'pct:18,5']
    """
    if unicodedata.is_normalized("NFC", text):
        return list(_find(text, _ANCHOR.finditer(text)))
    composed, places = _compose(text)
    return [
        replace(token, start=places[token.start], end=places[token.end])
        for token in _find(composed, _ANCHOR.finditer(composed))
    ]


_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def _compose(text: str) -> tuple[str, list[int]]:
    """The text composed, and for each of its letters (and its end) the place in the original."""
    composed: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFC", cluster.group())
        composed.append(letters)
        places.extend([cluster.start()] * len(letters))
    return "".join(composed), [*places, len(text)]


def typed_terms(text: str) -> list[str]:
    """The keys to index for a text: of each typed token, its own and those of its partial forms.

    A full date also gives its day-month and its month-year; a document number each run of its
    parts, and all these once more as bare letters.

    >>> typed_terms("27/1/1994")
    ['date:1994-01-27', 'date:--01-27', 'date:1994-01', 'slash:27/1', 'slash:1/1994']
    """
    # Who asks about a query need not load numpy.
    from indexer.text.digit_runs import find_digit_runs

    composed = unicodedata.normalize("NFC", text)
    anchors = map(partial(_ANCHOR.match, composed), find_digit_runs(composed))
    return [key for token in _find(composed, filter(None, anchors)) for key in token.keys]


def typed_key(token: TypedToken, tier: Tier) -> str:
    """The key under which a typed token of a query is looked up in a tier."""
    if tier == "base" and token.kind == "document":
        return _DOCUMENT_BASE + _bare(token.key.removeprefix(_DOCUMENT))
    return token.key


_PARTS = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


def document_terms(text: str, tier: Tier) -> tuple[str, ...]:
    """The keys of a whole or partial document number as a person types it after `doc:`.

    Empty when nothing of a number is there.

    >>> document_terms("0134/QĐ-TU", "exact"), document_terms("qđ-tu", "base")
    (('doc:134-qđtu',), ('docb:qdtu',))
    """
    parts = [normal_form(part) for part in _PARTS.findall(text)]
    if parts and parts[0] == "số":
        del parts[0]
    numbers = [part.lstrip("0") or "0" for part in parts if part[0].isdigit()]
    initials = "".join(part for part in parts if not part[0].isdigit())
    key = "-".join(filter(None, [*numbers, initials]))
    if not key:
        return ()
    return (_DOCUMENT_BASE + _bare(key),) if tier == "base" else (_DOCUMENT + key,)
