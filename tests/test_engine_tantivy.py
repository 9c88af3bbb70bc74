"""The contract of engines, kept by tantivy."""

from __future__ import annotations

import pytest

from indexer.engines.base import Engine
from indexer.engines.tantivy_engine import TantivyEngine
from tests.engine_contract import EngineContract


class TestTantivyEngine(EngineContract):
    """Every question of the contract."""

    @pytest.fixture
    def engine(self) -> Engine:
        """The engine to test."""
        return TantivyEngine()
