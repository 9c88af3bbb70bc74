"""The contract of engines, kept by tantivy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.engines.base import Engine
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.query import plan as p
from tests.engine_contract import EngineContract, body, document, ids


class TestTantivyEngine(EngineContract):
    """Every question of the contract."""

    @pytest.fixture
    def engine(self) -> Engine:
        """The engine to test."""
        return TantivyEngine()

    def test_a_document_written_twice_is_there_once(self, engine: Engine, tmp_path: Path) -> None:
        writer = engine.create(tmp_path)
        writer.write([document("a", "cũ"), document("b", "cũ"), document("a", "mới")])
        writer.write([document("b", "mới"), document("c", "mới")], deleted=["c"])
        writer.commit()
        reader = engine.open(tmp_path)
        assert ids(reader, body("cũ")) == []
        assert sorted(ids(reader, body("mới"))) == ["a", "b", "c"]
        assert reader.count(p.Everyone()) == 3


def test_phrases_are_weighed_one_by_one_and_counted_together(tmp_path: Path) -> None:
    words = [f"{letter}{number}" for letter in "abc" for number in range(4)]
    writer = TantivyEngine().create(tmp_path)
    writer.write([document("rare", "a0 b0 c0"), document("frequent", "a1 b1 c1")])
    writer.write(document(str(n), "a1 b1 c1 d") for n in range(20))
    writer.write([document("other", " ".join(words))])
    writer.commit()
    reader = TantivyEngine().open(tmp_path)
    slots = tuple(p.Slot(i, tuple(words[4 * i : 4 * i + 4])) for i in range(3))
    plan = p.Sequence("body_exact", slots)
    hits = {json.loads(hit.stored)["id"]: hit.score for hit in reader.search(plan, limit=30)}
    assert len(hits) == reader.count(plan) == 22
    assert hits["rare"] > hits["frequent"]
    reader.close()
