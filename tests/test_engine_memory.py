"""The contract of engines, kept by memory."""

from __future__ import annotations

import pytest

from indexer.engines.base import Engine
from indexer.engines.memory import MemoryEngine
from tests.engine_contract import EngineContract


class TestMemoryEngine(EngineContract):
    """Every question of the contract."""

    @pytest.fixture
    def engine(self) -> Engine:
        """The engine to test."""
        return MemoryEngine()
