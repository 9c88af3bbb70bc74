"""Which days does a text name whose number is written in words: `ngày hai tháng chín`?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.text.calendar_days import MONTHS, YEAR, WrittenDate, is_day
from indexer.text.normalize import normal_form

_S = r"[ \t\r\n\u00a0]"
_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _spelled_days() -> dict[str, int]:
    """Words -> day of a month."""
    days = {word: number for number, word in enumerate((*_UNITS, "mười"), start=1)}
    days |= {f"mười {word}": 10 + number for number, word in enumerate(_UNITS, start=1)}
    days |= {f"hai mươi {word}": 20 + number for number, word in enumerate(_UNITS, start=1)}
    days |= {"hai mươi": 20, "ba mươi": 30, "ba mươi mốt": 31, "ba mốt": 31, "rằm": 15}
    days |= {"mười lăm": 15, "hai mươi mốt": 21, "hai mươi tư": 24, "hai mươi lăm": 25}
    days |= {f"hăm {word}": 20 + number for number, word in enumerate(_UNITS, start=1)}
    return days | {"hăm mốt": 21, "hăm tư": 24, "hăm lăm": 25}


LONG = 1 << 10
"""From so many letters on, the patterns see as soon that there is no day as a look for `tháng`."""

_MONTH_WORD = re.compile("th[áa]ng", re.IGNORECASE)
_DAYS = _spelled_days()
_DAY = "|".join(sorted(_DAYS, key=len, reverse=True)).replace(" ", f"{_S}+")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True)).replace(" ", f"{_S}+")
_REST = (
    rf"(?P<d>{_DAY}){_S}+(?:th[áa]ng){_S}+(?:(?P<m>\d{{1,2}})(?!\d)|(?P<w>{_MONTH})(?![^\W\d_]))"
    rf"(?:{_S}*,?{_S}+(?:năm{_S}+)?(?P<y>{YEAR})(?!\d))?"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The two ways to write a day; a query seldom has one, and they take a while to compile."""
    # Both begin with a literal: so regular expressions skip fastest what they do not look for.
    day_of = re.compile(rf"gày(?i:{_S}+(?:m[ồùô]ng{_S}+)?{_REST})")
    first_days = re.compile(rf"ng(?i:(?<=m[ồùô]ng){_S}+{_REST})")
    return day_of, first_days


def find_spelled_days(text: str) -> Iterator[WrittenDate]:
    """The days of a composed text whose number stands in words, by each of two ways to write one.

    >>> [(d.year, d.month, d.day) for d in find_spelled_days("ngày hai tháng chín năm 1945")]
    [(1945, 9, 2)]
    """
    if len(text) < LONG and not _MONTH_WORD.search(text):
        return
    for pattern in _patterns():
        for match in pattern.finditer(text):
            day = _DAYS[" ".join(match["d"].lower().split())]
            word = " ".join(normal_form(part) for part in (match["w"] or "").split())
            month = int(match["m"]) if match["m"] else MONTHS[word]
            year = int(match["y"] or 0)
            if is_day(day, month, year):
                yield WrittenDate(year, month, day, _start(text, match.start()), match.end())


def _start(text: str, place: int) -> int:
    """Where the word begins whose end is at `place`."""
    while place and text[place - 1].isalpha():
        place -= 1
    return place
