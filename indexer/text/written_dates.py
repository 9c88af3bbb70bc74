"""Which days and months does a text name, in any of the forms in which dates are written?

Places of digits are given by the caller; texts are composed (NFC). A day and month written
`11-7` or `11.7` are a date only where a word such as `ngày` or brackets say so, and
`9 tháng năm 2017` is nine months of a year, not a day of May.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.normalize import normal_form

_S = r"[ \t\r\n\u00a0]"
_SEPARATOR = rf"{_S}?[/.\-‐‑–—−]{_S}?"
_YEAR = r"(?:1[89]|20)\d\d"
_END = r"(?!\d|/\d|[^\W\d_])"
_NUMERIC = re.compile(
    rf"(?P<d>\d{{1,2}})(?P<s>{_SEPARATOR})(?P<m>\d{{1,2}})"
    rf"(?:(?P<s2>{_SEPARATOR})(?P<y>\d{{4}}|\d\d)|{_S}+n[ăa]m{_S}+(?P<yw>{_YEAR}))?{_END}",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(?P<y>{_YEAR})([/.-])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_END}")
_MONTH = re.compile(
    rf"(?P<m>\d{{1,2}})(?:(?P<s>{_SEPARATOR})|{_S}+n[ăa]m{_S}+)(?P<y>{_YEAR}){_END}", re.IGNORECASE
)
_WORDS = rf"[^\W\d_]+(?:{_S}+(?:một|hai)(?![^\W\d_]))?"
_LONG = re.compile(
    rf"(?P<d>\d{{1,2}}){_S}+th[áa]ng{_S}+(?:(?P<m>\d{{1,2}})(?!\d)|(?P<w>{_WORDS}))"
    rf"(?:(?:{_S}*,?{_S}*(?:n[ăa]m{_S}+)?|{_SEPARATOR})(?P<y>{_YEAR}){_END})?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(\d{{1,2}}){_S}?[-–—]{_S}?(?=(\d{{1,2}})/\d)")
_WORD_MONTH = re.compile(
    rf"(?P<w>{_WORDS}){_S}*(?:/|n[ăa]m{_S}+|{_S}){_S}*$",
    re.IGNORECASE,
)

_MONTH_TABLE = "một hai ba tư năm sáu bảy tám chín mười"
_MONTHS = {word: number for number, word in enumerate(_MONTH_TABLE.split(), start=1)}
_MONTHS |= {"giêng": 1, "bẩy": 7, "mười một": 11, "mười hai": 12, "chạp": 12}

_DAY_CUE = re.compile(
    rf"(?<![^\W\d_])(?P<day>ng[àa]y{_S}+(?:m[ồùôu]ng{_S}+)?|m[ồùôu]ng{_S}+)$", re.IGNORECASE
)
_CUE = re.compile(
    rf"(?:(?<![^\W\d_])(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|qua|nay|mai|từ|đến|lễ|dịp|và){_S}+"
    rf"|\({_S}?)$",
    re.IGNORECASE,
)
_MONTH_CUE = re.compile(rf"(?<![^\W\d_])th[áa]ng{_S}+$", re.IGNORECASE)
_NG = re.compile("[ÁáAa][Nn][Gg]")
_NAMED_MONTH = re.compile(rf"(?<![^\W\d_])th[áa]ng{_S}+(?!\d)", re.IGNORECASE)
_FOUR_DIGITS = re.compile(rf"{_YEAR}{_END}")
_NOT_A_MONTH = re.compile(
    rf"{_S}+(?:ng[àa]y|tu[ầa]n|l[ầa]n|tu[ổo]i)(?![^\W\d_])",
    re.IGNORECASE,
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a day of a month without year (`year` 0) or a month of a year (`day` 0)."""

    year: int
    month: int
    day: int
    start: int
    end: int


def _is_day(day: int, month: int, year: int = 0) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (year and month == 2 and day == 29 and not leap)


def _full_year(digits: str) -> int:
    """The year of two or four digits; of two, 31..99 are of the 20th century."""
    year = int(digits)
    if len(digits) == 4:
        return year if 1800 <= year < 2100 else -1
    return year + (1900 if year > 30 else 2000)


_NEAR = re.compile(rf"{_S}*(?:[/.\-‐‑–—−]{_S}?\d|th[áa]ng|n[ăa]m)", re.IGNORECASE)


def match_dates(text: str, place: int, end: int) -> list[WrittenDate]:
    """The dates that begin with the digits `place`..`end`: none, one, or two for `27-28/1/1994`.

    The span of a date takes in the words ngày, mồng and tháng before it.
    """
    if _NEAR.match(text, end) is None:
        return []
    before = text[max(0, place - 24) : place]
    for rule in (_match_range, _match_long, _match_iso, _match_numeric, _match_month):
        dates = rule(text, place, before)
        if dates:
            return dates
    return []


def _start(place: int, before: str, *cues: re.Pattern[str]) -> int:
    """Where a date at `place` begins when the cue words before it belong to it."""
    for cue in cues:
        match = cue.search(before)
        if match:
            return place - len(before) + match.start()
    return place


def _match_range(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _RANGE.match(text, place)
    if match is None:
        return []
    second = _match_numeric(text, match.end(), text[place : match.end()])
    if not second or not second[0].day or int(match[1]) >= second[0].day:
        return []
    first = WrittenDate(
        second[0].year,
        second[0].month,
        int(match[1]),
        _start(place, before, _DAY_CUE),
        place + len(match[1]),
    )
    return [first, second[0]] if first.day else second


def _match_long(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _LONG.match(text, place)
    if match is None:
        return []
    start = _start(place, before, _DAY_CUE)
    year, day, end = int(match["y"] or 0), int(match["d"]), match.end()
    if match["m"]:
        month = int(match["m"])
        if start == place and _NOT_A_MONTH.match(text, end):
            return []
    else:
        month, length = _word_month(match["w"])
        if not year or length < len(match["w"]):
            year, end = 0, match.start("w") + length
        named = start < place or match["w"][0].isupper()
        if not named and (not year or _says_only_year(match)):
            return []
    return [WrittenDate(year, month, day, start, end)] if _is_day(day, month, year) else []


def _says_only_year(match: re.Match[str]) -> bool:
    """Whether `năm` after `tháng` is the word year, as in `9 tháng năm 2017`."""
    rest = match.string[match.end("w") : match.end()]
    return match["w"].lower() == "năm" and "n" not in rest.lower()


def _word_month(words: str) -> tuple[int, int]:
    """The month that the first words name and how many letters name it; (0, 0) for none."""
    first = re.split(_S, words, maxsplit=1)[0]
    for name in (words, first):
        form = " ".join(normal_form(word) for word in name.split())
        if form in _MONTHS:
            return _MONTHS[form], len(name)
    return 0, 0


def _match_iso(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _ISO.match(text, place)
    if match is None:
        return []
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    start = _start(place, before, _DAY_CUE)
    return [WrittenDate(year, month, day, start, match.end())] if _is_day(day, month, year) else []


def _match_numeric(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _NUMERIC.match(text, place)
    if match is None:
        return []
    separator, day, month = match["s"].strip(), int(match["d"]), int(match["m"])
    start = _start(place, before, _DAY_CUE)
    digits = match["y"] or match["yw"] or ""
    year = _full_year(digits) if digits else 0
    if match["s2"] and not _parts_agree(match):
        return []
    if not digits and not _is_dated(match, before, start < place):
        return []
    after = text[match.end() : match.end() + 2]
    if separator != "/" and len(after) == 2 and after[0] in "-.," and after[1].isdigit():
        return []
    if year < 0 or not _is_day(day, month, year):
        return []
    return [WrittenDate(year, month, day, start, match.end())]


def _parts_agree(match: re.Match[str]) -> bool:
    """Whether a numeric date parts day, month and year alike, and plainly if its year is short."""
    if match["s"].strip() != match["s2"].strip():
        return False
    short = len(match["y"]) == 2
    plain = len(match["d"]) == len(match["m"]) == 2 and match["s"] == match["s2"].strip()
    return not short or match["s"].strip() == "/" or plain


def _is_dated(match: re.Match[str], before: str, cued: bool) -> bool:
    """Whether a day and month without year are meant as a date."""
    separator = match["s"]
    if separator.strip() == "/":
        return True
    tight = separator == separator.strip()
    return tight and (cued or _CUE.search(before) is not None)


def _match_month(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _MONTH.match(text, place)
    if match is None:
        return []
    start = _start(place, before, _MONTH_CUE)
    separator = match["s"]
    if start == place and (separator is None or separator != "/"):
        return []
    month = int(match["m"])
    return [WrittenDate(int(match["y"]), month, 0, start, match.end())] if 0 < month < 13 else []


def match_word_month(text: str, place: int, end: int) -> list[WrittenDate]:
    """The month named by a word before the year `place`..`end`: `tháng Giêng năm 1930`."""
    before = text[max(0, place - 32) : place]
    if end - place != 4 or not _NG.search(before):
        return []
    year = _FOUR_DIGITS.match(text, place)
    cue = _NAMED_MONTH.search(before)
    match = _WORD_MONTH.match(before, cue.end()) if cue else None
    if year is None or cue is None or match is None:
        return []
    month, length = _word_month(match["w"])
    says_year = re.search(r"n[ăa]m\s+$", before[cue.end() + length :], re.IGNORECASE)
    if not month or length < len(match["w"]) or not (says_year or match["w"][0].isupper()):
        return []
    start = place - len(before) + cue.start()
    return [WrittenDate(int(year.group()), month, 0, start, year.end())]
