"""Every case of matching holds on every engine; other engines are scored, not trusted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from indexer.engines.registry import ENGINES
from indexer.selftest import Case, Outcome, judge, load_cases, run_cases, timbao_adapter
from tests.conformance.other_engines import fts5_adapter, whoosh_adapter

SHARED = Path(__file__).parents[2].parent / "shared" / "conformance" / "cases.jsonl"


def wrong(cases: list[Case], engine: str) -> list[str]:
    """The cases that do not hold, in words."""
    return [
        f"{v.case.id} {v.case.found}: {v.case.query!r} in {v.case.document!r}: {v.outcome}"
        for v in run_cases(cases, timbao_adapter(engine))
        if not v.right
    ]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_our_cases(engine: str) -> None:
    assert wrong(load_cases(), engine) == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_shared_cases(engine: str) -> None:
    if not SHARED.exists():
        pytest.skip("the shared cases are not beside this checkout")
    assert wrong(load_cases(SHARED.read_text(encoding="utf-8")), engine) == []


def test_the_suite_is_large_and_says_why() -> None:
    cases = load_cases()
    assert len(cases) >= 150
    assert len({c.id for c in cases}) == len(cases)
    assert all(len(c.why.split()) > 2 for c in cases)
    kinds = Counter(c.kind for c in cases)
    assert min(kinds.values()) >= 3
    assert {c.found for c in cases} == {
        "exact",
        "tone",
        "exact or tone",
        "base",
        "expansion",
        "suggestion",
        "not exact",
        "never",
    }


def test_a_case_can_fail() -> None:
    nothing = Outcome(exact=False, tone=False, base=False, default=False)
    everything = Outcome(True, True, True, True, True, True)
    positive = {"exact", "tone", "exact or tone", "base", "expansion", "suggestion"}
    for case in load_cases():
        assert judge(case.found, nothing) == (case.found not in positive)
        assert judge(case.found, everything) == (case.found in ("exact", "exact or tone", "base"))


@pytest.mark.parametrize("adapter", [fts5_adapter("unicode61"), whoosh_adapter])
def test_other_engines_can_be_scored(adapter) -> None:  # type: ignore[no-untyped-def]
    verdicts = run_cases(load_cases(), adapter)
    assert 0 < sum(v.right for v in verdicts) < len(verdicts)
