"""Which Searcher answers now? One opened Searcher a process, that of the live generation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from flask import Flask, current_app

from indexer import Searcher


@dataclass(slots=True)
class _Opened:
    """A Searcher and the number of requests that are using it."""

    searcher: Searcher
    users: int = 0


class LiveSearcher:
    """Lends the Searcher of the live generation, opening it when it is first needed.

    Each loan looks whether another generation or commit has become live, and if so opens that
    one; the old one is closed when the last request that uses it is done. Any number of threads
    may borrow at the same time.
    """

    def __init__(
        self,
        open_searcher: Callable[[], Searcher],
        after_use: Callable[[Searcher], None] = lambda _: None,
    ) -> None:
        self._open_searcher = open_searcher
        self._after_use = after_use
        self._lock = threading.Lock()
        self._live: _Opened | None = None

    @contextmanager
    def lend(self) -> Iterator[Searcher]:
        """The live Searcher, which stays open until the block ends and `after_use` was called.

        Raises IndexUnavailable where the live generation cannot be opened: an older one that
        still could answer would hide that.
        """
        opened = self._borrow()
        try:
            yield opened.searcher
            self._after_use(opened.searcher)
        finally:
            self._give_back(opened)

    def close(self) -> None:
        """Close the Searcher once nobody uses it; the next loan opens another."""
        with self._lock:
            self._retire()

    def _borrow(self) -> _Opened:
        with self._lock:
            if self._live is not None and not self._live.searcher.is_current():
                self._retire()
            if self._live is None:
                self._live = _Opened(self._open_searcher())
            self._live.users += 1
            return self._live

    def _retire(self) -> None:
        old, self._live = self._live, None
        if old is not None and old.users == 0:
            old.searcher.close()

    def _give_back(self, opened: _Opened) -> None:
        with self._lock:
            opened.users -= 1
            if opened.users == 0 and opened is not self._live:
                opened.searcher.close()


def install(app: Flask, live: LiveSearcher) -> None:
    """Make this the one that `lend_searcher` lends from, in requests to the application."""
    app.extensions["timbao"] = live


def lend_searcher() -> AbstractContextManager[Searcher]:
    """The live Searcher of the current application, lent until the block ends."""
    live: LiveSearcher = current_app.extensions["timbao"]
    return live.lend()
