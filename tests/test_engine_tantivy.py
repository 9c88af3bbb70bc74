"""The contract of engines, kept by tantivy."""

from __future__ import annotations

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
