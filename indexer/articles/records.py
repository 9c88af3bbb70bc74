"""What does one record of a JSONL or CSV file say?"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from indexer.articles.decoding import needs_repair, repair_text
from indexer.model import RawArticle

TEXT_FIELDS = ("text", "body")
GIVEN_FIELDS = ("id", "url", "title", "lead", "body", "date", "province", "source", "author")
_FIELDS = frozenset({*GIVEN_FIELDS, "text"})
_SEPARATOR = "\n\x1e\n"
_END = "\x1e\x1f"
"""A row behind the last one; a quotation mark that is never closed takes it into its cell."""

MAX_RECORD = 10 * 1024 * 1024

NO_TEXT = "bản ghi không có text hay body (the record has no text or body)"
TOO_LONG = "bản ghi dài hơn 10 MB (the record is longer than 10 MB)"
NOT_OBJECT = "dòng không phải một đối tượng JSON (the line is not a JSON object)"
ONE_A_LINE = "mỗi dòng là một đối tượng {…} (each line is one object)"
UNCLOSED = (
    "dấu ngoặc kép mở ở đây không đóng, từ đây đến hết tệp không đọc được; hãy đóng nó, hay viết "
    'hai dấu "" nếu nó thuộc bài (a quotation mark is not closed, nothing was read from here to '
    'the end of the file; close it, or write "" where it belongs to the text)'
)
NO_HEADER = "dòng đầu không có cột text hay body (the header row has no column named text or body)"


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record, or the reason why there are none.

    `line` is the 1-based line of the file where the record starts, `number` its 1-based place
    among the records.
    """

    number: int
    line: int
    fields: Mapping[str, str]
    reason: str | None = None


def parse_json_lines(lines: Iterable[tuple[int, str | None]]) -> Iterator[Record]:
    """A record for every non-blank line; the text of a line that was too long is None."""
    number = 0
    for line, text in lines:
        if text is not None and not text.strip():
            continue
        number += 1
        if text is None:
            yield Record(number, line, {}, TOO_LONG)
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Record(number, line, {}, _broken_json(error))
            continue
        if isinstance(value, dict):
            yield Record(number, line, _known_fields(value))
        else:
            yield Record(number, line, {}, NOT_OBJECT)


def _broken_json(error: Exception) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return f"JSON hỏng (broken JSON): {error}; {ONE_A_LINE}"
    place = error.pos + 1
    return (
        f"JSON hỏng ở ký tự {place} (broken JSON at character {place}): {error.msg}; {ONE_A_LINE}"
    )


def parse_csv(lines: Iterable[tuple[int, str | None]]) -> Iterator[Record]:
    """A record for every row below the header; the separator is read from the header.

    A header without a column `text` or `body` is one record with a reason.
    """
    csv.field_size_limit(MAX_RECORD)
    source = iter(lines)
    first, header_text = next(source, (0, ""))
    if not first:
        return
    separator, header = _read_header(header_text or "")
    if not set(TEXT_FIELDS) & set(header):
        yield Record(1, first, {}, NO_HEADER)
        return
    lines_below = (text if text is not None else "\n" for _, text in source)
    rows = csv.reader(chain(lines_below, [_END]), delimiter=separator)
    number, line = 0, first + 1
    while True:
        try:
            row = next(rows)
        except csv.Error as error:
            reason = f"CSV hỏng, từ đây không đọc được (broken CSV, not read from here on): {error}"
            yield Record(number + 1, line, {}, reason)
            return
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            yield Record(number + 1, line, {}, UNCLOSED)
            return
        start, line = line, first + 1 + rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        yield _read_row(number, start, header, row)


def build_article(
    record: Record, *, name: str, file: str, repairs: tuple[str, ...]
) -> RawArticle | str:
    """The article of this record, or the reason why there is none.

    `name` is the id for a record that has none of its own. The text is title, lead and body
    joined by blank lines. What the field `text` holds, and a `body` without a title or a lead, is
    a raw page, to be searched for its parts: it is not among the given fields.
    """
    if record.reason is not None:
        return record.reason
    fields = record.fields
    body = fields.get("body") or fields.get("text")
    if body is None:
        return NO_TEXT
    names = [name for name in ("title", "lead") if name in fields]
    given = {name: value for name, value in fields.items() if name != "text"}
    pieces = [*(fields[name] for name in names), body]
    text = "\n\n".join(pieces)
    found: tuple[str, ...] = ()
    if needs_repair(text):
        pieces, found = _repair_together(pieces)
        given |= dict(zip(names, pieces, strict=False))
        text = "\n\n".join(pieces)
    if names and "body" in fields:
        given["body"] = pieces[-1]
    else:
        given.pop("body", None)
    return RawArticle(
        fields.get("id", name), text, file, given, tuple(dict.fromkeys(repairs + found))
    )


def _repair_together(pieces: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """These pieces repaired as one text: a title alone is too short to tell its encoding from."""
    text, found = repair_text(_SEPARATOR.join(pieces))
    return (text.split(_SEPARATOR) if found else pieces), found


def _known_fields(value: Mapping[str, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, content in value.items():
        if name not in _FIELDS or content is None:
            continue
        text = content if type(content) is str else _as_text(content)
        if text and not text.isspace():
            fields[name] = text if name in TEXT_FIELDS else text.strip()
    return fields


def _as_text(content: object) -> str:
    if isinstance(content, str | int | float) and not isinstance(content, bool):
        return str(content)
    if isinstance(content, list):
        return ", ".join(filter(None, map(_as_text, content)))
    if isinstance(content, dict):
        return _as_text(content.get("name", ""))
    return ""


def _read_header(text: str) -> tuple[str, list[str]]:
    """The separator that splits this row into the most known names, and the names."""
    splits = {mark: next(csv.reader([text], delimiter=mark), []) for mark in ",;\t"}
    named = {mark: [name.strip().lower() for name in names] for mark, names in splits.items()}
    best = max(named, key=lambda mark: len(set(named[mark]) & set(_FIELDS)))
    return best, named[best]


def _read_row(number: int, line: int, header: list[str], row: list[str]) -> Record:
    if len(row) > len(header):
        reason = (
            f"dòng có {len(row)} ô, tiêu đề có {len(header)} cột"
            f" (the row has {len(row)} cells, the header {len(header)} columns)"
        )
        return Record(number, line, {}, reason)
    return Record(number, line, _known_fields(dict(zip(header, row, strict=False))))
