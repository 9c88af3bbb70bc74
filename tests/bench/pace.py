"""How fast is the machine just now? A virtual one may work at half its pace for minutes."""

from __future__ import annotations

import time

ROUNDS = 200_000
"""Rounds of the loop: some twenty milliseconds."""


def pace() -> float:
    """The milliseconds of a fixed loop of Python, the best of three: the more, the slower."""
    return min(_once() for _ in range(3))


def _once() -> float:
    start = time.perf_counter()
    counted: dict[int, int] = {}
    for number in range(ROUNDS):
        counted[number % 1000] = counted.get(number % 1000, 0) + number
    return (time.perf_counter() - start) * 1000
