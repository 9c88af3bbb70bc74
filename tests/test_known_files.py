"""Files of articles and queries that others wrote, as the relevance bench reads them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.bench.known_files import UnreadableFile, answerable, read_items, read_queries
from tests.bench.known_items import Item, Known


@pytest.mark.parametrize(
    "record",
    [
        {"id": "7", "title": "T", "lead": "L", "body": "B"},
        {"_id": 7, "title": "T", "description": "L", "text": "B"},
        {"_id": "7", "headline": "T", "sapo": "L", "content": ["B"], "date": None},
    ],
)
@pytest.mark.parametrize("form", ["lines", "gzip", "list"])
def test_articles_with_the_usual_names(
    tmp_path: Path, record: dict[str, object], form: str
) -> None:
    text = json.dumps([record] if form == "list" else record)
    data = gzip.compress(text.encode()) if form == "gzip" else text.encode()
    (tmp_path / "articles").write_bytes(data)
    assert read_items(tmp_path / "articles") == [Item("7", "T", "L", "B")]


@pytest.mark.parametrize(
    "record",
    [
        {"query": "cầu phao", "id": "7"},
        {"q": "cầu phao", "answer": 7},
        {"id": "q1", "text": "cầu phao", "relevant": ["7"]},
        {"q": "cầu phao", "ids": {"7": 1, "8": 0}},
    ],
)
def test_queries_with_the_usual_names(tmp_path: Path, record: dict[str, object]) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    assert read_queries(file) == [Known("cầu phao", ("7",))]


def test_only_answers_that_are_there_are_asked_for() -> None:
    asked = [Known("a", ("1", "2")), Known("b", ("3",))]
    assert answerable(asked, [Item("2", "T", "", "")]) == [Known("a", ("2",))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"id": "1", "text": "a"}\n{"id": "1", "text": "b"}', "record 2: the id '1'"),
        ('{"id": "1"}', "record 1: no text"),
        ('\n{"id": ', "record 2: no JSON"),
        ("[1]", "an object is needed, not int"),
        ("", "no articles"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=reason):
        read_items(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("text", "reason"), [('{"id": "1"}', "no query"), ('{"q": "a"}', "no answer")]
)
def test_queries_need_an_answer(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "q.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=reason):
        read_queries(tmp_path / "q.jsonl")
