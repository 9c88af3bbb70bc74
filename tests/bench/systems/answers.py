"""What does a system give back? The contract of the modules beside this one.

Every answer is the ten best articles by the system's own ranking and the number of all hits, for
the kind `filter` also the number of hits of each year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.queries import KINDS, Asked

TOP = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """The number of hits, None where the system does not count them, and the best of them.

    The best are their ids, or of the bare engine their stored bytes.
    """

    hits: int | None
    best: tuple[str | bytes, ...]


Answers = Callable[[Asked], Answer]


@dataclass(frozen=True, slots=True)
class Description:
    """What was measured: the version, how it is set up, and the kinds of query it can answer."""

    version: str
    setup: str
    kinds: tuple[str, ...] = KINDS
