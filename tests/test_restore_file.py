"""The model of marks in its file: it is read where it stands, and only whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.errors import IndexDamaged
from indexer.text.restore import restore
from indexer.text.restore_counts import count_terms
from indexer.text.restore_model import (
    BOUNDARY_LINE,
    NUMBER_LINE,
    LanguageModel,
    open_model,
)
from indexer.text.restore_writing import write_model

TERMS = [BOUNDARY_LINE, NUMBER_LINE, "đảng", "bộ", "khối", "đang"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The model of a corpus that says nothing but "đảng bộ khối", and sometimes "đang"."""
    row = np.array([0, 2, 3, 4, 0, 2, 3, 4, 0, 2, 3, 4, 0, 5], dtype=np.int64)
    write_model(tmp_path / "model", TERMS, count_terms([row]), 1 << 18, tokens=10, articles=4)
    return tmp_path / "model"


def opened(file: Path) -> LanguageModel:
    """The model of a file that has one."""
    model = open_model(file)
    assert model is not None
    return model


def test_a_model_is_read_where_it_stands_in_its_file(file: Path) -> None:
    model = opened(file)
    assert model.forms("dang").texts == ("đảng", "đang")
    assert model.seen(model.forms("dang").first, model.forms("bo").first) == pytest.approx(3, 0.2)
    assert bytes(model.file) == file.read_bytes()


def test_reading_a_query_changes_nothing_in_the_file(file: Path) -> None:
    before = file.read_bytes()
    reading = restore(opened(file), "dang bo khoi")
    assert reading is not None and reading.text == "đảng bộ khối"
    assert file.read_bytes() == before


def test_a_file_of_another_length_is_no_model(file: Path) -> None:
    whole = file.read_bytes()
    for content in (whole[:-8], whole[:-1], whole + b"x", whole + bytes(8)):
        file.write_bytes(content)
        with pytest.raises(IndexDamaged, match="timbao reindex"):
            open_model(file)
