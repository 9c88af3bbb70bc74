"""The contract of engines, kept by whoosh."""

from __future__ import annotations

import pytest

from indexer.engines.base import Engine
from indexer.engines.whoosh_engine import WhooshEngine
from tests.engine_contract import EngineContract


class TestWhooshEngine(EngineContract):
    """Every question of the contract."""

    @pytest.fixture
    def engine(self) -> Engine:
        """The engine to test."""
        return WhooshEngine()
