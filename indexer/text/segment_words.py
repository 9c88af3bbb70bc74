"""Which neighbouring syllables stand together in pyvi's word lists? Found with numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_model import SegmentationModel
from indexer.text.segment_table import Ids


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of two and three syllables, as numbers: quick to find in an array of syllables.

    `numbers` has the listed syllables, from 1; others are 0. `table` has two bits for each pair
    of numbers (`first * width + second`): a word of two; the beginning of a word of three.
    """

    numbers: dict[str, int]
    width: int
    table: NDArray[np.uint8]
    triples: Ids

    def find(self, listed: Ids) -> tuple[Ids, Ids]:
        """Return where the words of two and those of three begin, given syllable numbers."""
        pairs = listed[:-1] * self.width + listed[1:]
        bits = self.table.take(pairs >> 2) >> ((pairs & 3) << 1).astype(np.uint8)
        begun = np.flatnonzero(bits & 2)
        begun = begun[begun < len(listed) - 2]
        keys = pairs[begun] * self.width + listed[begun + 2]
        slots = np.searchsorted(self.triples, keys)
        found = self.triples.take(slots, mode="clip") == keys
        return np.flatnonzero(bits & 1), begun[found]


def make_word_list(model: SegmentationModel) -> WordList:
    """Return the words of the model as numbers."""
    numbers: dict[str, int] = {}
    for word in model.bigrams | model.trigrams:
        for syllable in word.split(" "):
            numbers.setdefault(syllable, len(numbers) + 1)
    width = len(numbers) + 1
    pairs = _number(model.bigrams, numbers, syllables=2)
    triples = _number(model.trigrams, numbers, syllables=3)
    table = np.zeros(width * width // 4 + 1, dtype=np.uint8)
    for places, bit in ((pairs, 1), (triples // width, 2)):
        np.bitwise_or.at(table, places >> 2, (bit << ((places & 3) << 1)).astype(np.uint8))
    return WordList(numbers, width, table, np.sort(triples))


def _number(words: frozenset[str], numbers: dict[str, int], *, syllables: int) -> Ids:
    parts = [numbers[part] for word in words for part in word.split(" ")]
    digits = np.array(parts, dtype=np.intp).reshape(-1, syllables)
    keys = digits[:, 0]
    for column in range(1, syllables):
        keys = keys * (len(numbers) + 1) + digits[:, column]
    return keys
