"""How is the model of a corpus made? Counted in chunks, thinned to what changes a reading, written.

Articles come as numbered terms. Every few million of these are counted at once with numpy; so
memory is bounded by what is kept of the counts, not by the corpus. When all is counted, the pairs
and triples that shorter contexts would read just as well are left out, down to a number of bytes
that grows with the corpus up to a limit. Of a large corpus only a part is learned from: counting
costs time, and what is kept has its limit anyway.

A model that exists already is taken as the counts of what it learned from; new texts are added.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indexer.text.free_memory import give_back_memory
from indexer.text.restore_model import NUMBER, LanguageModel

if TYPE_CHECKING:
    from indexer.text.restore_counts import Counts
    from indexer.text.restore_numbering import Numbering, Row, TermRows

CHUNK = 2_000_000
"""Terms counted at once: some twenty bytes of memory each, and the more, the sooner all are."""

ENOUGH = 20_000_000
"""From so many terms on, of some 34,000 articles, only every fourth article is learned from.

An article that was learned from is read best. Of 2,000 unmarked titles of 20,000 articles 97.3 %
of syllables were read right with all learned from, 96.8 % with every fourth from 5,000,000 terms
on; their MRR@10 was .807 and .800.
"""

ONE_IN = 4

BYTES_A_TERM, BYTES_A_CHOSEN_TERM = 0.3, 1.0
"""Bytes of the model for each term learned from while all are, and after that (it stands for four).

The list of words is included. With 0.4 and 0.6 for the first, 97.28 % and 97.54 % of the syllables
of those titles were right, 97.12 % with 0.3.
"""

LEAST_BYTES, MOST_BYTES = 1 << 18, 16 << 20


def model_size(tokens: int) -> int:
    """How many bytes the model of so many terms may take.

    >>> model_size(1_000_000), model_size(21_000_000)
    (300000, 7000000)
    """
    chosen = max(0, tokens - ENOUGH)
    size = int(BYTES_A_TERM * (tokens - chosen) + BYTES_A_CHOSEN_TERM * chosen)
    return min(max(LEAST_BYTES, size), MOST_BYTES)


class Learner:
    """Counts the terms of articles, and writes the model of them to a file."""

    def __init__(self, old: LanguageModel | None = None) -> None:
        """A learner that knows nothing, or that goes on from a model."""
        self._numbering: Numbering | None = None
        self._rows: list[Row] = []
        self._waiting = 0
        self._counts: Counts | None = None
        self._articles = old.articles if old else 0
        self._tokens = old.tokens if old else 0
        self._old = old

    def learn(self, rows: TermRows) -> None:
        """Counts the terms of some articles."""
        first = self._articles + 1
        self._articles += len(rows.lengths)
        if self._tokens > ENOUGH:
            rows = rows.select([n % ONE_IN == 0 for n in range(first, self._articles + 1)])
        if not len(rows.numbers):
            return
        row = self._known().number(rows)
        self._rows.append(row)
        self._waiting += len(row)
        self._tokens += len(row)
        if self._waiting >= CHUNK:
            self._count()

    def write(self, path: Path) -> None:
        """Writes the model of all that was learned; the old one where nothing was."""
        if self._old is not None:
            path.write_bytes(self._old.file)
            return
        terms = self._known().terms()
        self._count()
        from indexer.text.restore_writing import write_model

        # Handed over whole, to be let go of while it is written: nothing takes more memory.
        size, tokens, articles = model_size(self._tokens), self._tokens, self._articles
        write_model(path, terms, self._hand_over(), size, tokens=tokens, articles=articles)

    def _hand_over(self) -> Counts:
        counts, self._counts = self._counts, None
        assert counts is not None
        return counts

    def _known(self) -> Numbering:
        """The numbers of the terms so far, with the first of them those of the model before."""
        from indexer.text.restore_counts import counts_of_model
        from indexer.text.restore_numbering import Numbering

        if self._numbering is None:
            known = self._old.all_forms() if self._old else ()
            self._numbering = Numbering((text, form) for form, text in known if form > NUMBER)
            self._counts = counts_of_model(self._old) if self._old else None
            self._old = None
        return self._numbering

    def _count(self) -> None:
        from indexer.text.restore_counts import add_counts, count_terms

        new = count_terms(self._rows)
        self._rows, self._waiting = [], 0
        self._counts = new if self._counts is None else add_counts(self._counts, new)
        give_back_memory()
