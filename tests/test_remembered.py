"""A reader with a memory answers as the one that it asks, and asks it less."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.engines import remembered
from indexer.engines.base import EngineReader
from indexer.engines.memory import MemoryEngine
from indexer.engines.remembered import RememberedReader
from indexer.query import plan as p
from tests.engine_contract import ANSWERS, LIBRARY, body

FIELDS = ("printed", "source", "year")
MOSTLY = p.AnyOf((body("đảng", "nước"), p.Term("title_exact", ("nước",))))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> EngineReader:
    """The library of the contract."""
    folder: Path = tmp_path_factory.mktemp("engine")
    writer = MemoryEngine().create(folder)
    writer.write(LIBRARY)
    writer.commit()
    return MemoryEngine().open(folder)


@pytest.mark.parametrize("plan", [plan for plan, _ in ANSWERS], ids=str)
def test_counts_and_values_are_the_same(plain: EngineReader, plan: p.Plan) -> None:
    reader = RememberedReader(plain)
    for _ in range(2):
        assert reader.count(plan) == plain.count(plan)
        assert reader.facets(plan, FIELDS) == plain.facets(plan, FIELDS)
        assert reader.best(plan, limit=2) == plain.best(plan, limit=2)


def test_what_is_known_is_not_asked_again(
    plain: EngineReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = RememberedReader(plain)
    plan = body("đảng")
    _, total = reader.best(p.Preferring(p.Weighted(plan, 0.0), (body("cơ"),)), limit=1)
    monkeypatch.setattr(plain, "count", lambda _: pytest.fail("asked again"))
    assert reader.count(plan) == total == 2


def test_values_of_most_documents_are_counted_by_the_others(
    plain: EngineReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST", 0.5)
    reader, expected = RememberedReader(plain), plain.facets(MOSTLY, FIELDS)
    assert reader.count(MOSTLY) == 4
    asked: list[p.Plan] = []
    facets = plain.facets

    def note(plan: p.Plan, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        asked.append(plan)
        return facets(plan, fields)

    monkeypatch.setattr(plain, "facets", note)
    assert reader.facets(MOSTLY, FIELDS) == expected
    assert MOSTLY not in asked


def test_memory_is_bounded(plain: EngineReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_COUNTS", 3)
    reader = RememberedReader(plain)
    for _ in range(2):
        for plan, names in ANSWERS:
            assert reader.count(plan) == len(names)
