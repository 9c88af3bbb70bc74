"""Where does a line write a full date, and which day is it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_SEPARATOR = r"\s?[/.\-‑–—−]\s?"
_DAY = r"(?<![\d/])(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_MONTH_NAME = r"(?P<month>\d{1,2}|mười\s+(?:một|hai)|[^\W\d]+)"
_ENGLISH_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"{_DAY}{_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}|,?\s+năm\s+)"
        r"(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?![\d/])",
        rf"{_DAY}{_SEPARATOR}(?P<month>x?i{{1,3}}|i?[vx]|vi{{1,3}}){_SEPARATOR}{_YEAR}",
        # "3 thg 2, 2012" and "03 Th2 2012" are what programs print.
        rf"(?P<announced>ngày\s+)?{_DAY}\s+(?:tháng\s+|thg\s*|th(?=\d)){_MONTH_NAME}"
        rf"(?:\s*[,/-]\s*|\s+)(?P<named>năm\s+)?{_YEAR}",
        # As blogs print it: "Tháng Chín 5, 2013".
        rf"(?:tháng\s+|thg\s+|th(?=\d)){_MONTH_NAME}\s+(?P<day>\d{{1,2}}),\s*{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[\s-]+{_ENGLISH_MONTH},?[\s-]+{_YEAR}",
        rf"{_ENGLISH_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)


def search_date(line: str) -> tuple[date, int, int] | None:
    """The first full date of this line with its span; years of two digits are of this century."""
    return min(_find_dates(line), key=lambda found: found[1], default=None)


def _find_dates(line: str) -> Iterator[tuple[date, int, int]]:
    """The first date of each form."""
    for form in _FORMS:
        for match in form.finditer(line):
            day = None if _is_months_long(match) else _read(match)
            if day is not None:
                yield day, match.start(), match.end()
                break


def _is_months_long(match: re.Match[str]) -> bool:
    """Whether "9 tháng năm 2017" is meant: nine months of 2017, and no month."""
    found = match.groupdict()
    return match["month"] == "năm" and not found.get("named") and not found.get("announced")


def _read(match: re.Match[str]) -> date | None:
    month, year = _month_number(match["month"]), int(match["year"])
    if month is None:
        return None
    try:
        return date(year if year > 99 else 2000 + year, month, int(match["day"]))
    except ValueError:
        return None


def _month_number(name: str) -> int | None:
    name = " ".join(name.lower().split())
    if name.isdigit():
        return int(name)
    return _MONTHS.get(name) or (_MONTHS.get(name[:3]) if name.isascii() else None)
