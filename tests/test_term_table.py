"""The terms of batches of articles are those of each text by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text import term_table
from indexer.text.analyzer import analyze
from indexer.text.normalize import normal_form
from indexer.text.restore_numbering import Numbering, TermRows, make_rows
from indexer.text.segment import compounds
from indexer.text.segment_model import SegmentationModel, read_model
from indexer.text.term_table import TermTable, hash_terms

_PIECE_TABLE = (
    "Ủy|ban|nhân|dân|học|sinh,|Xing-ga-po|hòa|Hoà|hoà|18,5%|a_b|134/QĐ-TU|chưngchưngchưng|"
    "(TP.HCM)|😀|...|a\0|\u0301|a@b.vn|²"
)
PIECES = st.sampled_from(_PIECE_TABLE.split("|"))
TEXTS = st.lists(PIECES | st.sampled_from("\n\u00a0"), max_size=12).map(" ".join)
ARTICLES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4)
RUNNING = 3


@pytest.fixture(scope="module")
def model() -> SegmentationModel:
    return read_model()


@pytest.fixture(scope="module")
def table(model: SegmentationModel) -> TermTable:
    return TermTable(model)


def check(table: TermTable, articles: Sequence[Sequence[str]]) -> None:
    """What the table says of a batch is what its texts say one by one."""
    found, rows = table.analyze(articles, RUNNING)
    for texts, terms in zip(articles, found, strict=True):
        assert list(terms.texts) == list(map(analyze, texts))
        for field, hashes in zip(terms.texts, terms.hashes, strict=True):
            assert hashes.tolist() == hash_terms(field.exact.split()).tolist()
        (words,) = compounds(["\n".join(texts[:RUNNING])])
        assert terms.words.split() == ["_".join(map(normal_form, w.split("_"))) for w in words]
    running = [filter(None, [f.exact for f in terms.texts[:RUNNING]]) for terms in found]
    assert read(rows) == read(make_rows(running))


def read(rows: TermRows) -> tuple[list[str], list[int], list[int]]:
    """Rows as the terms of a numbering that knew none."""
    numbering = Numbering()
    numbers = numbering.number(rows).tolist()
    return numbering.terms(), numbers, rows.lengths.tolist()


@settings(max_examples=60)
@given(ARTICLES)
def test_a_batch_has_the_terms_of_each_text(
    table: TermTable, articles: list[tuple[str, str, str, str]]
) -> None:
    check(table, articles)


def test_nothing_has_no_terms(table: TermTable) -> None:
    found, rows = table.analyze([], RUNNING)
    assert found == []
    assert read(rows) == (["", ""], [], [])
    check(table, [("", "", "", ""), ("", "\n", " ", "Nguyễn Văn A")])


@settings(max_examples=10)
@given(st.lists(ARTICLES, min_size=2, max_size=6))
def test_forgetting_and_cutting_batches_changes_nothing(
    model: SegmentationModel, batches: list[list[tuple[str, str, str, str]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(term_table, "MAX_PIECES", 6)
        patch.setattr(term_table, "BLOCK", 30)
        forgetful = TermTable(model)
        for batch in batches:
            check(forgetful, batch)


def test_many_different_pieces_keep_their_terms(table: TermTable) -> None:
    texts = [" ".join(f"từ{i}x{j}, Hà{i * j}" for j in range(90)) for i in range(90)]
    articles = [(text, text[:40], text[40:], "") for text in texts]
    check(table, articles)
    check(table, articles)
