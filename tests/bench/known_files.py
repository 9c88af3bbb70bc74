"""Articles and queries to measure relevance on, from files that others wrote.

A file is JSON lines, or one JSON list of objects; it may be compressed with gzip, whatever its
name. The usual names of the fields are understood; of a record that cannot be used the line and
the reason are said.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.known_items import Item, Known

NAMES = ("id", "_id", "doc_id", "docid", "article_id", "url")
TITLES = ("title", "headline")
LEADS = ("lead", "description", "sapo", "abstract", "summary")
BODIES = ("body", "text", "content", "contents", "maintext")
QUERIES = ("query", "q", "text", "question", "title")
ANSWERS = (
    *("answer", "answers", "relevant", "ids", "id", "doc_id", "docid", "article_id"),
    *("expected", "positive", "qrels", "_id"),
)

_GZIP = b"\x1f\x8b"


class UnreadableFile(Exception):
    """A file of articles or queries that cannot be used; the message says where and why."""


def read_items(file: Path) -> list[Item]:
    """The articles of a file, in order; one without an id is called by its number.

    Raises `UnreadableFile` where a record has no text or an id comes twice.
    """
    items: list[Item] = []
    lines: dict[str, int] = {}
    for number, record in _records(file):
        name = _text(record, NAMES) or str(number)
        item = Item(name, _text(record, TITLES), _text(record, LEADS), _text(record, BODIES))
        if not (item.title or item.lead or item.body):
            raise _fault(file, number, f"no text; one of {', '.join((*BODIES, *TITLES))} is needed")
        if name in lines:
            raise _fault(file, number, f"the id {name!r} is that of record {lines[name]}, too")
        lines[name] = number
        items.append(item)
    if not items:
        raise UnreadableFile(f"{file}: no articles in it")
    return items


def read_queries(file: Path) -> list[Known]:
    """The queries of a file, in order, each with the ids of which one is to be found.

    Raises `UnreadableFile` where a record has no query or no answer.
    """
    asked = []
    for number, record in _records(file):
        query = _text(record, QUERIES)
        if not query:
            raise _fault(file, number, f"no query; one of {', '.join(QUERIES)} is needed")
        names = next((found for f in ANSWERS if (found := _names(record.get(f)))), ())
        if not names:
            raise _fault(file, number, f"no answer; one of {', '.join(ANSWERS)} is needed")
        asked.append(Known(query, names))
    if not asked:
        raise UnreadableFile(f"{file}: no queries in it")
    return asked


def answerable(asked: Iterable[Known], items: Iterable[Item]) -> list[Known]:
    """The queries of which an answer is among the articles, with these answers."""
    held = {item.id for item in items}
    kept = (Known(k.query, tuple(n for n in k.answers if n in held)) for k in asked)
    return [k for k in kept if k.answers]


def _records(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each object of a file with the number of its line, or of its place in the list."""
    try:
        data = file.read_bytes()
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as e:
        raise UnreadableFile(f"{file}: {e}") from e
    for number, record in _values(file, text):
        if not isinstance(record, dict):
            raise _fault(file, number, f"an object is needed, not {type(record).__name__}")
        yield number, record


def _values(file: Path, text: str) -> Iterator[tuple[int, object]]:
    if text.lstrip().startswith("["):
        yield from enumerate(_parsed(file, 1, text), 1)  # type: ignore[arg-type]
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _parsed(file, number, line)


def _parsed(file: Path, number: int, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as e:
        raise _fault(file, number, f"no JSON: {e}") from e


def _fault(file: Path, number: int, reason: str) -> UnreadableFile:
    return UnreadableFile(f"{file}, record {number}: {reason}")


def _text(record: Mapping[str, Any], fields: Iterable[str]) -> str:
    """The first of these fields that says something; paragraphs of a list stand below each other.

    A number counts as its digits.
    """
    for field in fields:
        value = record.get(field)
        if isinstance(value, list):
            value = "\n".join(v for v in value if isinstance(v, str))
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _names(value: object) -> tuple[str, ...]:
    """The ids that an answer names: one, a list, or an object of id and degree of relevance."""
    if isinstance(value, dict):
        value = [name for name, degree in value.items() if degree]
    listed = value if isinstance(value, list) else [value]
    return tuple(
        str(v) for v in listed if isinstance(v, str | int) and not isinstance(v, bool) and v != ""
    )
