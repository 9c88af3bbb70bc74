"""`timbao selftest`: the table of cases by kind, those that do not hold, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.selftest import Case
from tests.command_corpus import Run, runner

RIGHT = Case("r1", "case", "capitals are the same letters", "ĐÊ BIỂN", "đê biển", "exact")
OTHER = Case("r2", "tones", "a tone more is another word", "con đê", "con để", "tone")
WRONG = Case("w1", "case", "nobody keeps this promise", "đê biển", "đê biển", "never")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command where there is no index."""
    return runner(tmp_path / "none")


def use(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts these cases in place of those of the program."""
    monkeypatch.setattr("indexer.selftest.load_cases", lambda: cases)


def test_all_right(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    use([RIGHT, OTHER], monkeypatch)
    shown = run("selftest", "--engine", "memory")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "memory: đúng 2 trên 2 ca" in shown.stdout
    assert "SAI" not in shown.stdout and "whoosh" not in shown.stdout


def test_a_wrong_case_is_shown_and_ends_with_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    use([RIGHT, WRONG, OTHER], monkeypatch)
    shown = run("selftest")
    assert shown.exit_code == 1
    rows = [line.split() for line in shown.stdout.splitlines()]
    assert rows.count(["case", "1", "1"]) == 3 and rows.count(["tones", "1", "0"]) == 3
    assert shown.stdout.count("SAI (WRONG) w1: nobody keeps this promise") == 3
    assert "cần (expected): never; tìm thấy (found): exact, tone, base, default" in shown.stdout


def test_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    use([RIGHT, WRONG], monkeypatch)
    shown = run("selftest", "--engine", "all", "--json")
    assert shown.exit_code == 1
    scores = json.loads(shown.stdout)
    assert list(scores) == ["tantivy", "whoosh", "memory"]
    for score in scores.values():
        assert (score["right"], [w["id"] for w in score["wrong"]]) == (1, ["w1"])
        assert score["kinds"] == {"case": {"right": 1, "wrong": 1}}


def test_an_unknown_engine_is_wrong_usage(run: Run) -> None:
    shown = run("selftest", "--engine", "lucene")
    assert shown.exit_code == 2
    assert "Không có bộ máy tên 'lucene'" in shown.stderr
