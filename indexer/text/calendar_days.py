"""What is a day, a month, a quarter, however its number is written?"""

from __future__ import annotations

from dataclasses import dataclass

YEAR = r"(?:1[89]|20)\d\d"
"""The digits of a year that a date can be of, as part of a regular expression."""

_MONTH_TABLE = "một hai ba tư năm sáu bảy tám chín mười"
MONTHS = {word: number for number, word in enumerate(_MONTH_TABLE.split(), start=1)}
MONTHS |= {"giêng": 1, "bẩy": 7, "mười một": 11, "mười hai": 12, "chạp": 12}
"""Normal form of the name of a month -> its number."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a day of a month without year (`year` 0) or a month of a year (`day` 0).

    A `quarter` of a year has neither. `bare` are two numbers and a slash without a word that says
    what they are (2/3, 9/2019), a `fraction` is none of a day.
    """

    year: int
    month: int
    day: int
    start: int
    end: int
    quarter: int = 0
    bare: bool = False
    fraction: bool = False


def is_day(day: int, month: int, year: int = 0) -> bool:
    """Whether the month has this day, in this year if one is given."""
    if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (year and month == 2 and day == 29 and not leap)


def full_year(digits: str) -> int:
    """The year of two or four digits; of two, 31..99 are of the 20th century."""
    year = int(digits)
    if len(digits) == 4:
        return year if 1800 <= year < 2100 else -1
    return year + (1900 if year > 30 else 2000)


def month_number(written: str) -> int:
    """The month of digits or of Roman letters, 0 for no month."""
    if written.isdigit():
        return int(written)
    return _ROMAN.index(written) + 1 if written in _ROMAN else 0
