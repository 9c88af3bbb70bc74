"""Which abbreviations do the articles of this corpus define, and in how many of them?

The file has one definition a line: abbreviation, words, and a digest of each article that
defines it so (8 hexadecimal digits each), parted by tabs. An article that is read again counts
once; one that was deleted or edited is forgotten when the index is built anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from indexer.errors import IndexDamaged
from indexer.learning import FOLDER, Analysed
from indexer.store import REINDEX
from indexer.text.abbreviations import learn_abbreviations
from indexer.text.definitions import Definition
from indexer.text.tokens import exact_terms

FILE = "abbreviations.tsv"

MOST_PAIRS = 10_000
"""Definitions that are kept; of more, those that the fewest articles give are dropped."""

MOST_ARTICLES = 1_000
"""Articles that are told apart for one definition; further ones are not counted."""

_DIGEST = 8
_Found = list[tuple[str, str, str]]


def read_definitions(generation: Path) -> Iterator[Definition]:
    """The definitions kept in a generation, none where it has no such file.

    Raises `IndexDamaged` where the file cannot be read.
    """
    file = generation / FOLDER / FILE
    if file.exists():
        for short, full, digests in _rows(file):
            yield Definition(short, full, len(digests) // _DIGEST)


def _rows(file: Path) -> Iterator[tuple[str, str, str]]:
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            short, full, digests = line.split("\t")
            yield short, full, digests
    except (OSError, ValueError) as e:
        raise IndexDamaged(f"Không đọc được {file}: {e} (it cannot be read). {REINDEX}") from e


class AbbreviationLearner:
    """Collects the definitions of articles while they are indexed."""

    def observe(self, batch: Analysed) -> object:
        """(abbreviation, words, digest of the article) of every definition of a batch."""
        found: _Found = []
        for article, texts in zip(batch.articles, batch.texts, strict=True):
            digest = f"{zlib.crc32(article.id.encode('utf-8', 'surrogatepass')):08x}"
            for text in texts.values():
                found += [(short, full, digest) for short, full in learn_abbreviations(text)]
        return found

    def start(self, file: Path | None) -> LearnedDefinitions:
        """Begins with nothing, or with the definitions of an earlier generation."""
        learned = LearnedDefinitions()
        for short, full, digests in _rows(file) if file else ():
            found = range(0, len(digests), _DIGEST)
            learned.add([(short, full, digests[i : i + _DIGEST]) for i in found])
        return learned


class LearnedDefinitions:
    """The definitions found so far: spellings that have the same terms are one, the first kept."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[str, str, set[str]]] = {}

    def add(self, observation: object) -> None:
        """Takes in the definitions of one batch."""
        for short, full, digest in cast(_Found, observation):
            key = (" ".join(exact_terms(short)), " ".join(exact_terms(full)))
            digests = self._found.setdefault(key, (short, full, set()))[2]
            if len(digests) < MOST_ARTICLES:
                digests.add(digest)
        if len(self._found) > 2 * MOST_PAIRS:
            self._found = dict(self._most_defined())

    def save(self, file: Path) -> None:
        """Writes the definitions, the most often given first."""
        rows = (row for _, row in self._most_defined())
        file.write_text("".join(_lines(rows)), encoding="utf-8")

    def _most_defined(self) -> list[tuple[tuple[str, str], tuple[str, str, set[str]]]]:
        return sorted(self._found.items(), key=lambda item: (-len(item[1][2]), item[0]))[
            :MOST_PAIRS
        ]


def _lines(rows: Iterable[tuple[str, str, set[str]]]) -> Iterator[str]:
    for short, full, digests in rows:
        yield f"{short}\t{full}\t{''.join(sorted(digests))}\n"
