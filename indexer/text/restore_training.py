"""How is the model of a corpus made? Counted in chunks, thinned to what changes a reading, written.

Texts come as exact terms. They are numbered as they come, and every few million terms are counted
at once with numpy; so memory is bounded by what is kept of the counts, not by the corpus. When
all is counted, the pairs and triples that shorter contexts would read just as well are left out,
down to a number of bytes that grows with the corpus up to a limit.

A model that exists already is taken as the counts of what it learned from; new texts are added.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text.restore_model import BOUNDARY, NUMBER, LanguageModel

if TYPE_CHECKING:
    from indexer.text.restore_counts import Counts

CHUNK = 1_500_000
"""Terms that are counted at once."""

ENOUGH = 40_000_000
"""From so many terms on, only every eighth article is learned from."""

ONE_IN = 8

MAX_NUMBERED = (1 << 21) - 1
"""The most different terms: three of their numbers fit into 63 bits."""


class _Numbering(dict[str, int]):
    """The number of each term, given when it is first met; numbers in digits share one."""

    def __missing__(self, term: str) -> int:
        if term[0].isdigit() or len(self) + 2 >= MAX_NUMBERED:
            return NUMBER
        number = self[term] = len(self) + 2
        return number


class Learner:
    """Counts the terms of articles, and writes the model of them to a file."""

    def __init__(self, old: LanguageModel | None = None) -> None:
        """A learner that knows nothing, or that goes on from a model."""
        self._numbering = _Numbering()
        self._waiting = array("I")
        self._counts: Counts | None = None
        self._articles = old.articles if old else 0
        self._tokens = old.tokens if old else 0
        self._old = old

    def learn(self, fields: Iterable[str]) -> None:
        """Counts one article: the exact terms of each of its fields, joined by spaces."""
        self._articles += 1
        if self._tokens > ENOUGH and self._articles % ONE_IN:
            return
        if self._old is not None:
            self._take_over(self._old)
        before = len(self._waiting)
        for field in fields:
            self._waiting.append(BOUNDARY)
            self._waiting.extend(map(self._numbering.__getitem__, field.split()))
        self._tokens += len(self._waiting) - before
        if len(self._waiting) >= CHUNK:
            self._count()

    def write(self, path: Path) -> None:
        """Writes the model of all that was learned; the old one where nothing was."""
        if self._old is not None:
            path.write_bytes(self._old.data)
            return
        self._count()
        from indexer.text.restore_writing import write_model

        assert self._counts is not None
        terms = ["", "", *self._numbering]
        write_model(path, terms, self._counts, tokens=self._tokens, articles=self._articles)

    def _take_over(self, old: LanguageModel) -> None:
        from indexer.text.restore_counts import counts_of_model

        self._numbering.update((text, form) for form, text in old.all_forms() if form > NUMBER)
        self._counts = counts_of_model(old)
        self._old = None

    def _count(self) -> None:
        from indexer.text.restore_counts import add_counts, count_terms

        self._waiting.append(BOUNDARY)
        new = count_terms(self._waiting)
        self._counts = new if self._counts is None else add_counts(self._counts, new)
        self._waiting = array("I")
