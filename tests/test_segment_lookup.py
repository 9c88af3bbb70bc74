"""pyvi's model looked up word by word says what the whole model says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import InstallationError
from indexer.text import segment_model
from indexer.text.segment import Segmenter
from indexer.text.segment_lookup import look_up_model
from indexer.text.segment_model import SegmentationModel, WordModel, read_model

UNLISTED = ("zzqx", "\n", "->", "*+", "2019", "a\0b", "\ud800", "Word.lower():", "lower():của")


@pytest.fixture(scope="module")
def whole() -> SegmentationModel:
    return read_model()


@pytest.fixture(scope="module")
def looked_up() -> WordModel:
    return look_up_model()


def test_what_is_said_of_no_word_is_the_same(
    whole: SegmentationModel, looked_up: WordModel
) -> None:
    assert looked_up.transitions == whole.transitions
    assert looked_up.weights == whole.weights
    assert looked_up.shapes == whole.shapes


def test_every_word_is_described_alike(whole: SegmentationModel, looked_up: WordModel) -> None:
    words = [word for word in whole.words if word]
    assert len(words) > 3000
    for word in (*words, *UNLISTED):
        for written in (word, word.upper(), word.title()):
            assert looked_up.describe(written) == whole.describe(written), word


def test_the_same_words_are_listed(whole: SegmentationModel, looked_up: WordModel) -> None:
    listed = sorted(whole.bigrams)[::20] + sorted(whole.trigrams)[::5]
    assert len(listed) > 1000
    for word in listed:
        first, _, rest = word.partition(" ")
        assert word in looked_up.bigrams and word in looked_up.trigrams
        for other in (f"{rest} {first}", f"{first} {first}", f"{first}\n{rest}", f"{word} \ud800"):
            expected = other in whole.bigrams or other in whole.trigrams
            assert (other in looked_up.bigrams) == expected, other


def test_a_segmenter_that_looks_up_finds_the_same_words(
    whole: SegmentationModel, looked_up: WordModel
) -> None:
    text = "Ủy ban nhân dân TP.HCM họp bàn dự án đường sắt Bắc - Nam 2026"
    light = Segmenter(looked_up)
    assert light.compounds(text) == Segmenter(whole).compounds(text)
    assert light.batch().compounds([text]) == [light.compounds(text)]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"B_W\x00", b"B_X\x00"),
        lambda data: data.replace(b"+2:word.tri_gram()", b"+2:word.tri_gran()"),
        lambda data: data.replace(b"lCRF", b"lCRG"),
        lambda data: data.replace(b"AFRF", b"AFRG"),
    ],
)
def test_a_model_of_another_layout_is_refused(
    change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    models = segment_model._find_models()
    for name in ("words.txt", "pyvi3.pkl"):
        (tmp_path / name).write_bytes((models / name).read_bytes())
    monkeypatch.setattr(segment_model, "_find_models", lambda: tmp_path)
    assert look_up_model().weights
    (tmp_path / "pyvi3.pkl").write_bytes(change((tmp_path / "pyvi3.pkl").read_bytes()))
    with pytest.raises(InstallationError, match=r"0\.1\.1"):
        look_up_model()
