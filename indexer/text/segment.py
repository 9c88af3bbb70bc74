"""Which syllables of this text make a word together? The words that pyvi finds, much sooner.

`ViTokenizer` of pyvi 0.1.1 cuts a text into syllables and signs by a regular expression and has a
CRF label each: it begins a word or goes on with one. Here the same model (`segment_model`) is
decoded directly, with the same answer, token for token. Short texts are decoded in plain Python
by `segment_labels`; longer ones by `segment_batch`, with numpy.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from indexer.text.segment_labels import find_joins
from indexer.text.segment_lookup import look_up_model
from indexer.text.segment_model import (
    SYLLABLE,
    SegmentationModel,
    Syllable,
    WordModel,
    read_model,
)

if TYPE_CHECKING:
    from indexer.text.segment_batch import BatchSegmenter

__all__ = ["compounds", "tokenize", "tokenize_many"]

SHORT_TEXT = 256
"""Code points, over all texts of a call, up to which plain Python is faster than numpy."""

FEW_SYLLABLES = 200
"""Different syllables that are looked up one by one; then it pays to read the whole model."""

MAX_SYLLABLES = 1 << 16
"""Syllables that are remembered before all are forgotten."""


def tokenize(text: str) -> list[str]:
    """Return the words of a text, the syllables of each joined by `_`, exactly as pyvi does.

    >>> tokenize("Ủy ban nhân dân thành phố Hải Phòng họp.")
    ['Ủy_ban', 'nhân_dân', 'thành_phố', 'Hải_Phòng', 'họp', '.']

    Signs are words of their own. The text is brought to NFC first, as pyvi does. Raises
    InstallationError if pyvi is missing or its model is not the one expected.
    """
    return tokenize_many([text])[0]


def tokenize_many(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each text; many texts at once take far less time than one by one."""
    segmenter = _load()
    if sum(map(len, texts)) <= SHORT_TEXT:
        return [segmenter.tokenize(text) for text in texts]
    return segmenter.batch().tokenize(texts)


def compounds(texts: Sequence[str]) -> list[list[str]]:
    """Return, for each text, only its words of two and more syllables, in order, case kept.

    >>> compounds(["Ủy ban nhân dân thành phố Hải Phòng họp."])
    [['Ủy_ban', 'nhân_dân', 'thành_phố', 'Hải_Phòng']]
    """
    segmenter = _load()
    if sum(map(len, texts)) <= SHORT_TEXT:
        return [segmenter.compounds(text) for text in texts]
    return segmenter.batch().compounds(texts)


class Segmenter:
    """The model of pyvi, ready to segment short texts, or to make the segmenter of many.

    Short texts are looked up in the model's file; it is read whole for the segmenter of many.
    """

    def __init__(self, model: WordModel) -> None:
        self._model = model
        self._syllables: dict[str, Syllable] = {}
        self._batch: BatchSegmenter | None = None
        self._lock = threading.Lock()

    def tokenize(self, text: str) -> list[str]:
        """Return the words of a text."""
        syllables = self._cut(text)
        joins = find_joins(self._model, syllables)
        return "".join(
            ("_" if join else " ") + syllable.surface
            for syllable, join in zip(syllables, joins, strict=True)
        ).split()

    def compounds(self, text: str) -> list[str]:
        """Return the words of two and more syllables of a text."""
        words: list[list[str]] = []
        syllables = self._cut(text)
        for syllable, join in zip(syllables, find_joins(self._model, syllables), strict=True):
            if join and syllable.surface != "\n" and words:
                words[-1].append(syllable.surface)
            else:
                words.append([] if syllable.surface == "\n" else [syllable.surface])
        return ["_".join(word) for word in words if len(word) > 1]

    def batch(self) -> BatchSegmenter:
        """Return the segmenter of many texts; importing numpy is put off until it is asked for."""
        if self._batch is None:
            from indexer.text.segment_batch import BatchSegmenter

            with self._lock:
                if self._batch is None:
                    self._batch = BatchSegmenter(self._whole())
        return self._batch

    def _whole(self) -> SegmentationModel:
        """Return the whole model, which from now on answers for short texts, too."""
        if not isinstance(self._model, SegmentationModel):
            self._model = read_model()
        return self._model

    def _cut(self, text: str) -> list[Syllable]:
        surfaces = SYLLABLE.findall(unicodedata.normalize("NFC", text))
        if len(self._syllables) > MAX_SYLLABLES:
            self._syllables = {}
        known = self._syllables
        if len(known) + len(surfaces) > FEW_SYLLABLES:
            self._whole()
        for surface in surfaces:
            if surface not in known:
                known[surface] = self._model.describe(surface)
        return [known[surface] for surface in surfaces]


_loading = threading.Lock()
_loaded: Segmenter | None = None


def _load() -> Segmenter:
    """Return the segmenter of this process, opening pyvi's model at the first call."""
    global _loaded
    if _loaded is None:
        with _loading:
            if _loaded is None:
                _loaded = Segmenter(look_up_model())
    return _loaded
