"""How does the outcome of `timbao selftest` look? Nothing is printed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexer import Verdict

Scores = Mapping[str, "Sequence[Verdict]"]
"""Name of an engine -> its verdicts."""


def all_right(scores: Scores) -> bool:
    """Whether every case holds on every engine."""
    return all(v.right for verdicts in scores.values() for v in verdicts)


def selftest_lines(scores: Scores) -> Iterator[str]:
    """A table by kind of case for each engine, and the cases that do not hold."""
    for engine, verdicts in scores.items():
        right = sum(v.right for v in verdicts)
        yield f"{engine}: đúng {right} trên {len(verdicts)} ca ({right} of {len(verdicts)} right)"
        yield f"  {'loại (kind)':24}{'đúng':>6}{'sai':>6}  (right, wrong)"
        for kind, (good, bad) in _by_kind(verdicts).items():
            yield f"  {kind:24}{good:6}{bad:6}"
        for verdict in verdicts:
            if not verdict.right:
                yield from _wrong_lines(verdict)
        yield ""


def _by_kind(verdicts: Sequence[Verdict]) -> dict[str, tuple[int, int]]:
    """Kind -> (right, wrong), in the order of the cases."""
    counts = Counter((v.case.kind, v.right) for v in verdicts)
    kinds = dict.fromkeys(v.case.kind for v in verdicts)
    return {kind: (counts[kind, True], counts[kind, False]) for kind in kinds}


def _wrong_lines(verdict: Verdict) -> Iterator[str]:
    case, outcome = verdict.case, verdict.outcome
    ways = ("exact", "tone", "base", "default", "expanded", "suggested")
    found = ", ".join(way for way in ways if getattr(outcome, way)) or "không (nowhere)"
    yield f"  SAI (WRONG) {case.id}: {case.why}"
    yield f"      {case.query!r} trong (in) {case.document!r}"
    yield f"      cần (expected): {case.found}; tìm thấy (found): {found}"


def selftest_as_json(scores: Scores) -> dict[str, Any]:
    """The scores as JSON values."""
    return {
        engine: {
            "right": sum(v.right for v in verdicts),
            "wrong": [
                {
                    "id": v.case.id,
                    "kind": v.case.kind,
                    "why": v.case.why,
                    "document": v.case.document,
                    "query": v.case.query,
                    "expected": v.case.found,
                }
                for v in verdicts
                if not v.right
            ],
            "kinds": {
                kind: {"right": good, "wrong": bad}
                for kind, (good, bad) in _by_kind(verdicts).items()
            },
        }
        for engine, verdicts in scores.items()
    }
