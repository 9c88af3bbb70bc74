"""How often do the words of this corpus stand beside each other? A trigram model in one file.

The model is written by `restore_writing` and read here: its columns are read where they stand in
the file, which is mapped: opening it costs splitting its list of words, and all the processes of a
site hold it once. (Deflated it would be a fourth smaller, and take 50 milliseconds to open.)

Forms (exact terms) have numbers. They are ordered by their base forms, so that all ways to mark a
base form have neighbouring numbers, the most frequent first; 0 is the boundary of a text and 1
every number. Pairs are kept by their first form, triples by their pair; counts are kept as
half-octaves (level n for 2^(n/2)), half a byte or a byte each.

A form is expected after others by interpolated absolute discounting (Ney, Essen, Kneser 1994):
what the kept rows of a context leave goes to the shorter context, and at the shortest a form
counts by how many different forms it follows, not by how often it occurs (Kneser, Ney 1995).
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.errors import IndexDamaged

MAGIC = b"TBMARKS5"
HEADER = struct.Struct("<8s7Q")
"""Magic; bytes of the words; words, forms, pairs, triples; tokens learned; articles learned.

Then the words and the columns, each filled up to a multiple of eight bytes.
"""

BOUNDARY, NUMBER = 0, 1
BOUNDARY_LINE, NUMBER_LINE = "!", "#"
"""Two lines that sort before every base form."""

SAMPLE = 64
"""The start of a pair's triples is kept for every so many pairs, counted on from there."""

LEVELS = 32
SHORTER_LEVELS = 8


def _discounted(level: int) -> float:
    """The count of a level less what is set aside for forms that were never seen there."""
    count = 2 ** (level / 2)
    return float(count - (0.5 if level == 0 else 0.9 if level <= 2 else 1.2))


DISCOUNTED: tuple[float, ...] = tuple(map(_discounted, range(LEVELS)))
SHORTER: tuple[float, ...] = tuple(2 ** (-level / 2) for level in range(SHORTER_LEVELS))
"""The weight of the shorter context, by its level."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Exact forms of one base form: `texts[i]` has the number `first + i`.

    `is_whole` says that all of them are there, the most frequent first.
    """

    first: int
    texts: tuple[str, ...]
    is_whole: bool = True


NO_FORMS = Forms(0, ())


class LanguageModel:
    """The statistics of a corpus, ready to be asked. Safe to share between threads."""

    def __init__(self, file: bytes | mmap.mmap) -> None:
        """A model of the bytes of its file. Raises `ValueError` for bytes that are no model."""
        if len(file) < HEADER.size:
            raise ValueError("no model of marks: the file is too short")
        magic, size, lines, forms, pairs, triples, tokens, articles = HEADER.unpack_from(file)
        if magic != MAGIC:
            raise ValueError("no model of marks: the file begins otherwise")
        self.file = file
        self.tokens, self.articles = tokens, articles
        self.forms_count, self.pairs_count, self.triples_count = forms, pairs, triples
        columns = _Columns(memoryview(file)[HEADER.size :])
        words = bytes(columns.take(size, "B")).decode("utf-8")
        self.lines: list[str] = words.split("\n") if words else []
        self.line_starts = columns.take(lines + 1, "I")
        self.counts = columns.take(forms, "I")
        self.forerunners = columns.take(forms, "I")
        self.shorter_weights = columns.take(forms, "H")
        self.pair_starts = columns.take(forms + 1, "I")
        self.triple_samples = columns.take(pairs // SAMPLE + 1, "I")
        self.pair_forms = columns.take(pairs, "H")
        self.pair_levels = columns.take(pairs, "B")
        self.pair_triples = columns.take(pairs, "B")
        self.triple_forms = columns.take(triples, "H")
        self.triple_levels = columns.take(triples, "B")
        columns.finish()
        self._size: int = max(1, tokens)
        self._all_forerunners: int = max(1, sum(self.forerunners))

    def forms(self, base: str) -> Forms:
        """The exact forms of a base form, the most frequent first; `NO_FORMS` if it is unknown."""
        at = bisect_left(self.lines, base)
        if at == len(self.lines):
            return NO_FORMS
        word, _, marked = self.lines[at].partition("\t")
        if word != base:
            return NO_FORMS
        return Forms(self.line_starts[at], tuple(marked.split(" ")) if marked else (base,))

    def beginning(self, base: str) -> range:
        """The numbers of the forms whose base form begins so."""
        first = bisect_left(self.lines, base or "0")
        last = bisect_left(self.lines, base + "\U0010ffff")
        return range(self.line_starts[first], self.line_starts[last])

    def text(self, form: int) -> str:
        """The form of a number."""
        line = _last_not_after(self.line_starts, form)
        word, _, marked = self.lines[line].partition("\t")
        return marked.split(" ")[form - self.line_starts[line]] if marked else word

    def all_forms(self) -> Iterator[tuple[int, str]]:
        """Every number with its form, in order; those of the boundary and of numbers too."""
        for line, first in zip(self.lines, self.line_starts, strict=False):
            word, _, marked = line.partition("\t")
            yield from enumerate(marked.split(" ") if marked else [word], first)

    def share(self, form: int) -> float:
        """How much of the corpus is this form."""
        return (self.counts[form] + 0.1) / self._size

    def pair(self, first: int, second: int) -> int:
        """The number of a pair of forms, -1 where it is not kept."""
        end = self.pair_starts[first + 1]
        at = bisect_left(self.pair_forms, second, self.pair_starts[first], end)
        return at if at < end and self.pair_forms[at] == second else -1

    def seen(self, first: int, second: int) -> float:
        """How often a pair of forms was seen, to a fifth of it; 0 where it is not kept."""
        pair = self.pair(first, second)
        return 0.0 if pair < 0 else float(2 ** ((self.pair_levels[pair] & 31) / 2))

    def pair_range(self, first: int, low: int, high: int) -> range:
        """The numbers of the kept pairs whose second form lies in `low`..`high` (excluded)."""
        start, end = self.pair_starts[first], self.pair_starts[first + 1]
        begin = bisect_left(self.pair_forms, low, start, end)
        return range(begin, bisect_left(self.pair_forms, high, begin, end))

    def triples_of(self, pair: int) -> range:
        """The numbers of the kept triples that begin with a pair."""
        sample = pair // SAMPLE
        start = self.triple_samples[sample] + sum(self.pair_triples[sample * SAMPLE : pair])
        return range(start, start + self.pair_triples[pair])

    def triple_range(self, pair: int, low: int, high: int) -> range:
        """The kept triples of a pair whose third form lies in `low`..`high` (excluded)."""
        if not self.pair_triples[pair]:
            return range(0)
        whole = self.triples_of(pair)
        begin = bisect_left(self.triple_forms, low, whole.start, whole.stop)
        return range(begin, bisect_left(self.triple_forms, high, begin, whole.stop))

    def triple_discount(self, triple: int) -> float:
        """The discounted count of a triple."""
        return DISCOUNTED[self.triple_levels[triple]]

    def expect_after_one(self, first: int, second: int, pair: int) -> float:
        """How likely `second` is after `first`; `pair` is their number or -1."""
        shorter = self.shorter_weights[first] / 65535
        seen = 0.0 if pair < 0 else DISCOUNTED[self.pair_levels[pair] & 31]
        novel = (self.forerunners[second] + 0.1) / self._all_forerunners
        return seen / (self.counts[first] + 0.1) + shorter * novel

    def shares_after_one(self, last: int, first: int, count: int) -> list[float]:
        """How likely each of `count` forms from `first` on is after one form."""
        shorter = self.shorter_weights[last] / 65535 / self._all_forerunners
        shares = [shorter * (c + 0.1) for c in self.forerunners[first : first + count]]
        for pair in self.pair_range(last, first, first + count):
            seen = DISCOUNTED[self.pair_levels[pair] & 31]
            shares[self.pair_forms[pair] - first] += seen / (self.counts[last] + 0.1)
        return shares

    def pair_weight(self, first: int, second: int, pair: int) -> float:
        """How often the pair is to be expected in a corpus of this size."""
        return self.expect_after_one(first, second, pair) * (self.counts[first] + 0.1)

    def shorter_weight(self, pair: int) -> float:
        """The weight of the shorter context after a pair; 1 where it is not kept."""
        return 1.0 if pair < 0 else SHORTER[self.pair_levels[pair] >> 5]


def open_model(path: Path) -> LanguageModel | None:
    """The model of a file, None where there is none. Raises `IndexDamaged` for any other file."""
    try:
        with path.open("rb") as file:
            return LanguageModel(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as e:
        raise IndexDamaged(
            f"Không đọc được {path}: {e}. Hãy chạy `timbao reindex`. "
            f"(It cannot be read; run `timbao reindex`.)"
        ) from e


class _Columns:
    """The columns of some bytes, one after another, each from a multiple of eight on."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int, kind: Literal["B", "H", "I"]) -> memoryview[int]:
        """The next column. Raises `ValueError` where the bytes end before it does."""
        end = self._at + count * struct.calcsize(kind)
        if end > len(self._data):
            raise ValueError("no model of marks: the file ends too soon")
        found = self._data[self._at : end].cast(kind)
        self._at = (end + 7) // 8 * 8
        return found

    def finish(self) -> None:
        """Ends the reading. Raises `ValueError` where there is more than was taken."""
        if self._at != len(self._data):
            raise ValueError("no model of marks: the file goes on too long")


def _last_not_after(starts: Sequence[int], number: int) -> int:
    """The index of the last start that is not beyond a number."""
    at = bisect_left(starts, number)
    return at if at < len(starts) and starts[at] == number else at - 1
