"""Where does the time of a build go? Seconds by the name of what was done."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

_Item = TypeVar("_Item")


class Stopwatch:
    """Adds up the seconds that each kind of work takes, by a clock of this process.

    `clock` tells seconds: `time.perf_counter` for time that passes, `time.process_time` for time
    that the processor works.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._since = clock()

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Counts what is done inside."""
        start = self._clock()
        try:
            yield
        finally:
            self._seconds[name] += self._clock() - start

    def lap(self, name: str) -> None:
        """Counts what was done since the last lap, or since the beginning."""
        now = self._clock()
        self._seconds[name] += now - self._since
        self._since = now

    def waiting(self, name: str, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items; the time until each comes is counted."""
        stream = iter(items)
        while True:
            with self.time(name):
                item = next(stream, _END)
            if item is _END:
                return
            yield item  # type: ignore[misc]

    def add(self, seconds: Mapping[str, float]) -> None:
        """Takes in what another stopwatch counted."""
        for name, value in seconds.items():
            self._seconds[name] += value

    def seconds(self) -> dict[str, float]:
        """The seconds by name, in the order in which the names first came."""
        return dict(self._seconds)


_END = object()
