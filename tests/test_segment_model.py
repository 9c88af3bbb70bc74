"""pyvi's model is read from its own files, and another one is refused."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import InstallationError
from indexer.text import segment_model
from indexer.text.segment_model import read_model


def test_the_model_is_read_without_pyvi_scikit_learn_and_numpy() -> None:
    code = (
        "import sys; from indexer.text.segment import tokenize; "
        "assert tokenize('thành phố Hải Phòng') == ['thành_phố', 'Hải_Phòng']; "
        "sys.exit(bool({'pyvi', 'sklearn', 'sklearn_crfsuite', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_pyvi_the_installation_is_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(InstallationError, match=r"pip install pyvi==0\.1\.1"):
        read_model()


def _damage_pickle(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _rename_label(data: bytes) -> bytes:
    return data.replace(b"B_W\x00", b"B_X\x00")


def _rename_attribute(data: bytes) -> bytes:
    return data.replace(b"+2:word.tri_gram()", b"+2:word.tri_gran()")


def _rename_header(data: bytes) -> bytes:
    return data.replace(b"lCRF", b"lCRG")


def _replace_all(_data: bytes) -> bytes:
    return b"\x80\x02}."


@pytest.mark.parametrize(
    "change",
    [_damage_pickle, _rename_label, _rename_attribute, _rename_header, _replace_all],
)
def test_a_model_of_another_layout_is_refused(
    change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    models = segment_model._find_models()
    original = (models / "pyvi3.pkl").read_bytes()
    (tmp_path / "words.txt").write_bytes((models / "words.txt").read_bytes())
    monkeypatch.setattr(segment_model, "_find_models", lambda: tmp_path)
    with pytest.raises(InstallationError, match="FileNotFoundError"):
        read_model()
    (tmp_path / "pyvi3.pkl").write_bytes(original)
    assert read_model().bigrams
    (tmp_path / "pyvi3.pkl").write_bytes(change(original))
    with pytest.raises(InstallationError, match=r"0\.1\.1"):
        read_model()
