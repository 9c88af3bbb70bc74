"""What does pyvi's model say of a few words? Looked up in its files, which are not taken apart.

Taking the whole model apart costs thirty times as much as a query asks of it, and ten megabytes.
Format: `lib/crf/src/crf1d_model.c` and `lib/cqdb/src/cqdb.c` of CRFsuite 0.12 (Naoaki Okazaki).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache

from indexer.text.segment_model import (
    LABELS,
    PLAIN_ATTRIBUTES,
    WORD_ATTRIBUTES,
    Contributions,
    Scores,
    Transitions,
    WordModel,
    gather_shapes,
    parse_strings,
    reading_files,
)
from indexer.text.segment_pickle import LayoutError

MAX_WORDS = 1 << 12
"""Words whose weights are remembered."""

_CHUNK_HEAD = 12
_FEATURE = struct.Struct("<IIId")
"""Kind (0: of an attribute, 1: of a label), which one, the label, its weight."""


def look_up_model() -> WordModel:
    """The segmentation model of the installed pyvi, for short texts.

    Raises InstallationError if pyvi is not installed or its files are not those of pyvi 0.1.1.
    """
    with reading_files() as (crf, listed):
        file = CrfFile(crf)
        weights = {name: file.weigh(name) for name in PLAIN_ATTRIBUTES}
        if missing := [name for name, found in weights.items() if found is None]:
            raise LayoutError(f"no attribute {min(missing)!r}")
        known = {name: found for name, found in weights.items() if found is not None}
        words = ListedWords(listed)
        return WordModel(
            transitions=file.transitions(),
            weights=known,
            words=CrfWords(file),
            shapes=gather_shapes(known),
            bigrams=words,
            trigrams=words,
        )


class CrfFile:
    """A model file of CRFsuite that is asked for single attributes."""

    def __init__(self, data: bytes) -> None:
        head = struct.unpack_from("<4sI4s9I", data)
        if head[:4] != (b"lCRF", len(data), b"FOMC", 100):
            raise LayoutError(f"header {head[:4]!r}")
        features, labels, self._names, self._label_weights, self._weights = head[7:]
        if parse_strings(data, labels) != LABELS:
            raise LayoutError("labels other than B_W, I_W")
        for chunk, at in ((b"FEAT", features), (b"CQDB", self._names), (b"AFRF", self._weights)):
            if data[at : at + 4] != chunk:
                raise LayoutError(f"no chunk {chunk!r} where it should be")
        self._features = features + _CHUNK_HEAD
        (size,) = struct.unpack_from("<I", data, self._names + 4)
        self._names_end = self._names + size
        self._data = data

    def weigh(self, name: str) -> Scores | None:
        """The weights of an attribute, None where the model has none of this name."""
        key = name.encode("utf-8", "surrogatepass") + b"\0"
        record = struct.pack("<I", len(key)) + key
        place = self._data.find(record, self._names, self._names_end)
        if place < 0:
            return None
        (number,) = struct.unpack_from("<I", self._data, place - 4)
        found = [0.0, 0.0]
        for kind, source, label, weight in self._features_of(self._weights, number):
            if (kind, source) != (0, number) or label > 1:
                raise LayoutError(f"feature of kind {kind}, from {source} to {label}")
            found[label] = weight
        return found[0], found[1]

    def transitions(self) -> Transitions:
        """The weight of each label after each label."""
        found = {
            (source, label): weight
            for number in range(len(LABELS))
            for kind, source, label, weight in self._features_of(self._label_weights, number)
            if kind == 1
        }
        if set(found) != {(0, 0), (0, 1), (1, 0), (1, 1)}:
            raise LayoutError("a transition is missing")
        return Transitions(*(found[key] for key in sorted(found)))

    def _features_of(self, chunk: int, number: int) -> Iterator[tuple[int, int, int, float]]:
        (place,) = struct.unpack_from("<I", self._data, chunk + _CHUNK_HEAD + 4 * number)
        (count,) = struct.unpack_from("<I", self._data, place)
        for feature in struct.unpack_from(f"<{count}I", self._data, place + 4):
            at = self._features + _FEATURE.size * feature
            kind, source, label, weight = _FEATURE.unpack_from(self._data, at)
            yield kind, source, label, weight


class CrfWords:
    """What the model says of words, looked up in its file."""

    def __init__(self, file: CrfFile) -> None:
        self._file = file
        self._remembered = lru_cache(MAX_WORDS)(self._look_up)

    def get(self, word: str, otherwise: Contributions, /) -> Contributions:
        """What it says of a word in small letters."""
        found = self._remembered(word)
        return found if any(found) else otherwise

    def _look_up(self, word: str) -> Contributions:
        weights = [self._file.weigh(prefix + word) for prefix in WORD_ATTRIBUTES]
        return Contributions(*((found,) if found is not None else () for found in weights))


class ListedWords:
    """The words of a list with one a line."""

    def __init__(self, lines: bytes) -> None:
        self._lines = b"\n" + lines + b"\n"

    def __contains__(self, word: object) -> bool:
        """Whether these syllables, parted by spaces, are a line of the list."""
        if not isinstance(word, str) or "\n" in word:
            return False
        return b"\n" + word.encode("utf-8", "surrogatepass") + b"\n" in self._lines
