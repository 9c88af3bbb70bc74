"""What was measured so far? Values that the report reads."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.memory import Memory


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the values keep within (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How a system made its index; `failure` says why it did not, then the figures are 0."""

    system: str
    articles: int
    seconds: float = 0.0
    processor: float = 0.0
    size: int = 0
    raw: int = 0
    peak: Memory | None = None
    parts: dict[str, float] = field(default_factory=dict)
    failure: str = ""

    @property
    def rate(self) -> float:
        """Articles a second, 0 where there is no index."""
        return self.articles / self.seconds if self.seconds and not self.failure else 0.0


@dataclass(frozen=True, slots=True)
class Answered:
    """How a system answered the queries of a kind: hits of all, articles given.

    `seconds` of each are wall-clock, `processor` those of all threads of the asking process;
    `pace` is that of the machine then.
    """

    system: str
    articles: int
    kind: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    hits: int | None
    shown: int
    pace: float = 0.0

    @property
    def p50(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """The 95th percentile in milliseconds."""
        return percentile(self.seconds, 95) * 1000


@dataclass(frozen=True, slots=True)
class Asking:
    """The process that asked a system: the seconds of opening the index, memory at the end."""

    system: str
    articles: int
    open_seconds: float
    memory: dict[str, float]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What the site did, one page after another and under load. Times in seconds.

    `workers` has the memory of each after these pages.
    """

    articles: int
    pages: tuple[float, ...]
    asked_rate: float
    load_seconds: float
    loaded: tuple[float, ...]
    page_errors: tuple[str, ...]
    load_errors: tuple[str, ...]
    workers: tuple[Memory, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What commands took in seconds: searches, and `timbao index` with nothing to do."""

    articles: int
    searches: tuple[float, ...]
    unchanged: tuple[float, ...]
    failure: str = ""


@dataclass(slots=True)
class Measured:
    """All that one run measured.

    `paces` has the milliseconds of a fixed loop at the end of each step, by its name.
    """

    conditions: list[str] = field(default_factory=list)
    descriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    indexed: list[Indexed] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    asking: list[Asking] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    shells: list[Shell] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    paces: dict[str, float] = field(default_factory=dict)
    is_whole: bool = False

    def index_of(self, system: str, articles: int) -> Indexed | None:
        """How a system made its index of so many articles, None where it did not."""
        rows = (i for i in self.indexed if (i.system, i.articles) == (system, articles))
        return next((i for i in rows if not i.failure), None)

    def times_of(self, system: str, articles: int) -> list[float]:
        """The seconds of all queries of a system, of every kind."""
        rows = [a for a in self.answered if (a.system, a.articles) == (system, articles)]
        return [s for a in rows for s in a.seconds]

    def answers_of(self, system: str, articles: int) -> dict[str, Answered]:
        """How a system answered, by kind."""
        rows = (a for a in self.answered if (a.system, a.articles) == (system, articles))
        return {a.kind: a for a in rows}

    @property
    def sizes(self) -> list[int]:
        """The numbers of articles that were measured."""
        return sorted({i.articles for i in self.indexed})
