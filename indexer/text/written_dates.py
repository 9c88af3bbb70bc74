"""Which days and months does a text name, in any of the forms in which dates are written?

Places of digits are given by the caller; texts are composed (NFC). A day and month written
`11-7` or `11.7` are a date only where a word such as `ngày` or brackets say so, and
`9 tháng năm 2017` is nine months of a year, not a day of May. `2/3` is both a day and what is
written, or not even a day (`fractions`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.text.calendar_days import MONTHS, YEAR, WrittenDate, full_year, is_day, month_number
from indexer.text.fractions import is_fraction, says_day
from indexer.text.normalize import normal_form

_S = r"[ \t\r\n\u00a0]"
_SEPARATOR = rf"{_S}?[/.\-‐‑–—−]{_S}?"
_END = r"(?!\d|/\d|[^\W\d_])"
_NUMERIC = re.compile(
    rf"(?P<d>\d{{1,2}})(?P<s>{_SEPARATOR})(?P<m>\d{{1,2}}|[IVX]{{1,4}}(?=[/.-]\d{{4}}))"
    rf"(?:(?P<s2>{_SEPARATOR})(?P<y>\d{{4}}|\d\d)|{_S}+n[ăa]m{_S}+(?P<yw>{YEAR}))?{_END}",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(?P<y>{YEAR})([/.-])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_END}")
_MONTH = re.compile(
    rf"(?P<m>\d{{1,2}})(?:(?P<s>{_SEPARATOR})|{_S}+n[ăa]m{_S}+)(?P<y>{YEAR}){_END}", re.IGNORECASE
)
_WORDS = rf"[^\W\d_]+(?:{_S}+(?:một|hai)(?![^\W\d_]))?"
_LONG = re.compile(
    rf"(?P<d>\d{{1,2}}){_S}+th[áa]ng{_S}+(?:(?P<m>\d{{1,2}})(?!\d)|(?P<w>{_WORDS}))"
    rf"(?:(?:{_S}*,?{_S}*(?:n[ăa]m{_S}+)?|{_SEPARATOR})(?P<y>{YEAR}){_END})?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(\d{{1,2}}){_S}?[-–—]{_S}?(?=(\d{{1,2}})/\d)")
_WORD_MONTH = re.compile(
    rf"(?P<w>{_WORDS}){_S}*(?:/|n[ăa]m{_S}+|{_S}){_S}*$",
    re.IGNORECASE,
)

_DAY_CUE = re.compile(
    rf"(?<![^\W\d_])(?P<day>ng[àa]y{_S}+(?:m[ồùôu]ng{_S}+)?|m[ồùôu]ng{_S}+)$", re.IGNORECASE
)
_CUE = re.compile(
    rf"(?:(?<![^\W\d_])(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|qua|nay|mai|từ|đến|lễ|dịp|và){_S}+"
    rf"|\({_S}?)$",
    re.IGNORECASE,
)
_MONTH_CUE = re.compile(rf"(?<![^\W\d_])th[áa]ng{_S}+$", re.IGNORECASE)
_QUARTER_CUE = re.compile(rf"(?<![^\W\d_])qu(?:ý|í|y){_S}+$", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_WORD_QUARTER = re.compile(
    rf"(?<![^\W\d_])qu(?:ý|í|y){_S}+(?P<q>{'|'.join(_QUARTERS)})(?:{_SEPARATOR}|{_S}+(?:năm{_S}+)?)$",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(rf"(?<![^\W\d_])th[áa]ng{_S}+(?!\d)", re.IGNORECASE)
_FOUR_DIGITS = re.compile(rf"{YEAR}{_END}")
_NOT_A_MONTH = re.compile(
    rf"{_S}+(?:ng[àa]y|tu[ầa]n|l[ầa]n|tu[ổo]i)(?![^\W\d_])",
    re.IGNORECASE,
)
_NEAR = re.compile(rf"{_S}*(?:[/.\-‐‑–—−]{_S}?[\dIVX]|th[áa]ng|n[ăa]m)", re.IGNORECASE)


def match_dates(text: str, place: int, end: int) -> list[WrittenDate]:
    """The dates that begin with the digits `place`..`end`: none, one, or two for `27-28/1/1994`.

    The span of a date takes in the words ngày, mồng and tháng before it.
    """
    if _NEAR.match(text, end) is None:
        return []
    before = text[max(0, place - 24) : place]
    rules = _AFTER_SLASH if text[end] in "/." else _RULES
    for rule in (_match_iso,) if end - place == 4 else rules:
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
    start = _start(place, before, _DAY_CUE)
    end = place + len(match[1])
    first = replace(second[0], day=int(match[1]), start=start, end=end, fraction=False)
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
    if not is_day(day, month, year):
        return []
    date = WrittenDate(year, month, day, start, end)
    return [*_earlier_days(text, place, date), date]


def _says_only_year(match: re.Match[str]) -> bool:
    """Whether `năm` after `tháng` is the word year, as in `9 tháng năm 2017`."""
    rest = match.string[match.end("w") : match.end()]
    return match["w"].lower() == "năm" and "n" not in rest.lower()


def _word_month(words: str) -> tuple[int, int]:
    """The month that the first words name and how many letters name it; (0, 0) for none."""
    first = re.split(_S, words, maxsplit=1)[0]
    for name in (words, first):
        form = " ".join(normal_form(word) for word in name.split())
        if form in MONTHS:
            return MONTHS[form], len(name)
    return 0, 0


def _match_iso(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _ISO.match(text, place)
    if match is None:
        return []
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    start = _start(place, before, _DAY_CUE)
    return [WrittenDate(year, month, day, start, match.end())] if is_day(day, month, year) else []


def _match_numeric(text: str, place: int, before: str) -> list[WrittenDate]:
    match = _NUMERIC.match(text, place)
    if match is None:
        return []
    separator, day, month = match["s"].strip(), int(match["d"]), month_number(match["m"])
    start = _start(place, before, _DAY_CUE)
    digits = match["y"] or match["yw"] or ""
    year = full_year(digits) if digits else 0
    if match["s2"] and not _parts_agree(match):
        return []
    if not digits and not _is_dated(match, before, start < place):
        return []
    after = text[match.end() : match.end() + 2]
    if separator != "/" and len(after) == 2 and after[0] in "-.," and after[1].isdigit():
        return []
    if year < 0 or not is_day(day, month, year):
        return []
    date = WrittenDate(year, month, day, start, match.end())
    if not digits and separator == "/":
        said = start < place or says_day(before)
        fraction = not said and is_fraction(text, place, match.end(), (day, month))
        year = 0 if fraction else _later_year(text, match.end(), (month, day))
        date = replace(date, year=year, bare=not (said or year), fraction=fraction)
    return [date] if date.bare else [*_earlier_days(text, place, date), date]


_TO_LATER = re.compile(
    rf"(?:{_S}?,{_S}?(?:ng[àa]y{_S})?\d{{1,2}}/\d{{1,2}}(?!\d)){{0,9}}"
    rf"{_S}?(?:đến|tới|và|[-–—]){_S}?(?:(?:hết|sáng|trưa|chiều|tối|đêm){_S})?(?:ng[àa]y{_S})?"
    rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>{YEAR}){_END}",
    re.IGNORECASE,
)


def _later_year(text: str, end: int, first: tuple[int, int]) -> int:
    """The year of a month and day before `end`, as the last day of their row says; 0: no row.

    `từ 1/3 đến 5/3/2018`, `các ngày 1/3, 2/3 và 5/3/2018`; a day later in the year is of the
    year before: `từ 30/12 đến 2/1/2018`.
    """
    match = _TO_LATER.match(text, end)
    if match is None:
        return 0
    last = int(match["m"]), int(match["d"])
    return int(match["y"]) - (first > last)


_EARLIER = re.compile(
    rf"(?<![^\W\d_])(?:ng[àa]y|từ|các{_S}+ng[àa]y){_S}+(?P<days>\d{{1,2}}(?:{_S}*,{_S}*\d{{1,2}})*)"
    rf"(?:{_S}*(?:,|và|đến|tới|[-–]){_S}*)(?:ng[àa]y{_S}+)?$",
    re.IGNORECASE,
)
_TWO_DIGITS = re.compile(r"\d{1,2}")


def _earlier_days(text: str, place: int, date: WrittenDate) -> list[WrittenDate]:
    """The days of the same month right before a date: `từ 5 đến 7/6`, `ngày 5, 6 và 7/6`."""
    window = max(0, place - 40)
    if _TWO_DIGITS.search(text, window, place) is None:
        return []
    match = _EARLIER.search(text[window:place])
    if match is None:
        return []
    start, end = match.span("days")
    found = []
    for number in _TWO_DIGITS.finditer(text, window + start, window + end):
        day = int(number.group())
        if not 0 < day < date.day:
            return []
        found.append(replace(date, day=day, start=number.start(), end=number.end()))
    return found


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
    year, month = int(match["y"]), int(match["m"])
    quarter = _QUARTER_CUE.search(before)
    if quarter is not None:
        start = place - len(before) + quarter.start()
        found = WrittenDate(year, 0, 0, start, match.end(), quarter=month)
        return [found] if 0 < month < 5 else []
    start = _start(place, before, _MONTH_CUE)
    separator = match["s"]
    if start == place and (separator is None or separator != "/"):
        return []
    bare = start == place
    return [WrittenDate(year, month, 0, start, match.end(), bare=bare)] if 0 < month < 13 else []


_RULES = (_match_range, _match_long, _match_numeric, _match_month)
_AFTER_SLASH = (_match_numeric, _match_month)


def match_word_quarter(text: str, place: int) -> list[WrittenDate]:
    """The quarter named by letters before the year at `place`: `quý III/2019`."""
    before = text[max(0, place - 24) : place]
    match = _WORD_QUARTER.search(before)
    year = _FOUR_DIGITS.match(text, place)
    if match is None or year is None:
        return []
    start = place - len(before) + match.start()
    number = _QUARTERS[match["q"].lower()]
    return [WrittenDate(int(year.group()), 0, 0, start, year.end(), quarter=number)]


def match_word_month(text: str, place: int) -> list[WrittenDate]:
    """The month named by a word before the year at `place`: `tháng Giêng năm 1930`."""
    before = text[max(0, place - 32) : place]
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
