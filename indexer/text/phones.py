"""Which telephone numbers does a text name, however their digits are grouped?

Numbers of Vietnam as they are dialled at home: a zero, the code of an area or a mobile network,
10 or 11 digits in all; `+84` stands for the zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Begins with a literal: so regular expressions skip fastest what they do not look for. A code of
# two digits wants a long group next: 01-02-2018 is no number.
_GAP = r"\)?[ .\-\u00a0]{1,3}"
_GROUPS = rf"(?:{_GAP}\d{{1,8}}){{1,5}}"
_END = r"(?!\d|[.,/]\d|[^\W\d_])"
_HOME = re.compile(
    rf"0(?<![\d.,/+\-]0)(?<![^\W\d_]0)(?:\d{{8,10}}|(?:\d{{2,4}}|\d(?={_GAP}\d{{3}})){_GROUPS}){_END}"
)
_ABROAD = re.compile(rf"\+84(?:[ .\-\u00a0]{{0,2}}\(0\))?(?:\d{{8,10}}|{_GROUPS}){_END}")
_NOT_DIGITS = re.compile(r"\D+")


def find_phones(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits as dialled at home) of each telephone number, in order for each form.

    >>> list(find_phones("ĐT (024) 3825.1234 hay +84 912 345 678"))
    [(4, 18, '02438251234'), (23, 38, '0912345678')]
    """
    for match in _HOME.finditer(text):
        digits = _NOT_DIGITS.sub("", match.group())
        if len(digits) in (10, 11):
            yield match.start(), match.end(), digits
    if "+84" in text:
        for match in _ABROAD.finditer(text):
            digits = "0" + _NOT_DIGITS.sub("", match.group())[2:].lstrip("0")
            if len(digits) in (10, 11):
                yield match.start(), match.end(), digits
