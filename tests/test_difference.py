"""What a wider plan adds is counted where the plans differ, or not at all."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from indexer.engines.base import EngineReader
from indexer.engines.memory import MemoryEngine
from indexer.query import plan as p
from indexer.query.difference import added
from tests.engine_contract import LIBRARY, body, phrase

A, B, C = body("đảng"), body("nước"), body("tiền")
ROW = phrase("khối", "cơ")
YEAR = p.Between("year", 2019, None)

PLANS: list[p.Plan] = [
    A,
    ROW,
    p.AnyOf((A, B)),
    p.AnyOf((A, ROW)),
    p.AnyOf((p.AnyOf((A, ROW)), B)),
    p.AnyOf((A, B, C), 2),
    p.AllOf((A, YEAR)),
    p.AllOf((p.AnyOf((A, B)), YEAR)),
    p.AllOf((A, body("bộ"), YEAR)),
    p.AllOf((p.AnyOf((p.AllOf((A, body("bộ"))), B)), YEAR)),
    p.AllOf((A, p.Except(B))),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EngineReader:
    """The library of the contract."""
    folder: Path = tmp_path_factory.mktemp("engine")
    writer = MemoryEngine().create(folder)
    writer.write(LIBRARY)
    writer.commit()
    return MemoryEngine().open(folder)


@pytest.mark.parametrize(("wide", "narrow"), [*product(PLANS, repeat=2)], ids=str)
def test_as_many_as_the_counts_differ_by(
    reader: EngineReader, wide: p.Plan, narrow: p.Plan
) -> None:
    between = added(wide, narrow)
    if between is not None:
        assert reader.count(between) == reader.count(wide) - reader.count(narrow)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (PLANS[2], A),
        (PLANS[4], PLANS[2]),
        (PLANS[7], PLANS[6]),
        (PLANS[9], PLANS[8]),
    ],
)
def test_plans_that_are_alike_are_told_apart(wide: p.Plan, narrow: p.Plan) -> None:
    assert added(wide, narrow) is not None
    assert added(narrow, wide) is None


def test_what_is_not_narrower_adds_nothing() -> None:
    either = p.AnyOf((p.AllOf((A, B)), ROW))
    assert added(either, p.AnyOf((A, B))) is None
