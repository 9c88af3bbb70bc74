"""Records that cannot be read: each is named with its place, and nothing is lost unsaid."""

from __future__ import annotations

import pytest

from indexer.articles.records import Record, parse_csv, parse_json_lines


def numbered(text: str) -> list[tuple[int, str | None]]:
    return list(enumerate(text.splitlines(keepends=True), 1))


@pytest.mark.parametrize("row", ['b,"hai', '"b,hai', 'b,"hai ""trích'])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quotation_mark_that_is_not_closed_takes_no_rows_away_unsaid(row: str, end: str) -> None:
    first, broken = parse_csv(numbered(f"id,text\na,một\n{row}\nc,ba\nd,bốn{end}"))
    assert first == Record(1, 2, {"id": "a", "text": "một"})
    assert (broken.line, broken.fields) == (3, {})
    assert broken.reason and "not closed" in broken.reason and "end of the file" in broken.reason


def test_a_quotation_mark_that_ends_the_file_is_closed() -> None:
    (record,) = parse_csv(numbered('id,text\na,"một\nhai"'))
    assert record.fields == {"id": "a", "text": "một\nhai"}


def test_broken_json_is_placed_in_its_line() -> None:
    good, broken = parse_json_lines(numbered('{"text": "một"}\n{"text": hai}\n'))
    assert good.reason is None and broken.line == 2
    assert broken.reason and "character 10" in broken.reason and "line 1" not in broken.reason
