"""Where do runs of digits begin in a text? Found with numpy, as most letters are none."""

from __future__ import annotations

import numpy as np

_IS_DIGIT = np.zeros(1 << 16, dtype=np.bool_)
for _zero in (ord("0"), ord("\uff10")):
    _IS_DIGIT[_zero : _zero + 10] = True


def find_digit_runs(text: str) -> list[int]:
    """The places where runs of digits begin, ASCII or full-width ones, in order.

    >>> find_digit_runs("27/1/1994")
    [0, 3, 5]
    """
    codes = np.frombuffer(f"\n{text}".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_digit = _IS_DIGIT.take(codes, mode="clip")
    starts: list[int] = np.flatnonzero(is_digit[1:] > is_digit[:-1]).tolist()
    return starts
