"""Which articles does this file hold, and what could not be read?"""

from __future__ import annotations

import codecs
import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from indexer.articles.decoding import decode_text, is_binary
from indexer.articles.html import read_html
from indexer.articles.records import (
    MAX_RECORD,
    Record,
    build_article,
    parse_csv,
    parse_json_lines,
)
from indexer.errors import UsageError
from indexer.model import RawArticle

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv")
# A page that was saved as it came, whatever its file is called.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_LEFT_OUT_NAMES = frozenset({"corrections.csv"})

EMPTY = "tệp trống (the file is empty)"
NO_TEXT = "trang không có chữ nào đọc được (the page has no text that can be read)"
BINARY = "tệp nhị phân, không phải văn bản (a binary file, not text)"
FILE_TOO_LONG = "bài dài hơn 10 MB (the article is longer than 10 MB)"
NO_FILE = "không phải tệp thường (it is no regular file)"
LINKED = (
    "thư mục liên kết, không được đọc theo; hãy thêm nó bằng `timbao index PATH` "
    "(a linked folder is not followed; add it with `timbao index PATH`)"
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or record that was not read: where it is (`file` or `file:line`) and why not."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileListing:
    """The files that hold articles, and those whose suffix is not known, both in stable order.

    `closed` has the folders that were not looked into, with the reason.
    """

    articles: tuple[Path, ...]
    unknown: tuple[Path, ...]
    closed: tuple[Skipped, ...] = ()


def list_files(paths: Sequence[Path]) -> FileListing:
    """The files at or below these paths, sorted by path, each once.

    Hidden files and folders, README files and corrections.csv belong to neither list. Raises
    UsageError where a path does not exist.
    """
    found: dict[Path, None] = {}
    closed: list[Skipped] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"Không có tệp hay thư mục {path} (no such file or folder)")
        for file in _walk(path, closed):
            found.setdefault(file)
    known = tuple(file for file in found if split_suffix(file)[1] in SUFFIXES)
    unknown = tuple(file for file in found if split_suffix(file)[1] not in SUFFIXES)
    return FileListing(known, unknown, tuple(closed))


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files that hold articles at or below these paths: `list_files(paths).articles`."""
    return list(list_files(paths).articles)


def split_suffix(path: Path) -> tuple[str, str]:
    """The file's name without its suffix, and the suffix in small letters without `.gz`."""
    name = path.name
    if name.lower().endswith(".gz"):
        name = name[:-3]
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    return stem, suffix.lower()


def article_id(path: Path, root: Path, number: int | None = None) -> str:
    """The id of an article without one of its own.

    The path below `root` without suffixes, parts joined by `/`, and `#number` (1-based) where the
    file holds many.
    """
    below = _below(path, root)
    name = (below.parent / split_suffix(below)[0]).as_posix()
    return name if number is None else f"{name}#{number}"


def read_file(path: Path, *, root: Path) -> Iterator[RawArticle | Skipped]:
    """Every article of this file, and every part of it that is none with the reason.

    Nothing is raised for what the file holds. Files of many records are streamed.
    """
    file = _below(path, root).as_posix()
    suffix = split_suffix(path)[1]
    try:
        with _open(path) as stream:
            if suffix in (".jsonl", ".csv"):
                yield from _read_records(stream, suffix, path, root)
            else:
                yield _read_page(stream, suffix, path, root)
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(file, f"không đọc được tệp (the file cannot be read): {error}")


def _below(path: Path, root: Path) -> Path:
    try:
        return path.relative_to(root)
    except ValueError:
        return Path(path.name)


def _walk(path: Path, closed: list[Skipped]) -> Iterator[Path]:
    """The files at or below a path; folders that are not looked into are added to `closed`."""
    if path.is_file():
        if not _is_left_out(path.name):
            yield path
        return

    def close(error: OSError) -> None:
        where = _below(Path(error.filename), path).as_posix()
        reason = f"không đọc được thư mục (the folder cannot be read): {error.strerror}"
        closed.append(Skipped(where, reason))

    for folder, folders, names in os.walk(path, onerror=close):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for inner in (Path(folder) / name for name in folders):
            if inner.is_symlink():
                closed.append(Skipped(_below(inner, path).as_posix(), LINKED))
        for name in sorted(names):
            if not _is_left_out(name):
                yield Path(folder) / name


def _is_left_out(name: str) -> bool:
    return (
        name.startswith(".") or name.upper().startswith("README") or name.lower() in _LEFT_OUT_NAMES
    )


def _open(path: Path) -> BinaryIO:
    if path.exists() and not path.is_file():
        # To open a pipe would wait for a writer.
        raise OSError(NO_FILE)
    if path.suffix.lower() == ".gz":
        # Read in large pieces, or every line costs a call of the decompressor.
        return io.BufferedReader(gzip.open(path, "rb"), 1 << 18)
    return path.open("rb")


def _read_page(stream: BinaryIO, suffix: str, path: Path, root: Path) -> RawArticle | Skipped:
    file, name = _below(path, root).as_posix(), article_id(path, root)
    data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        return Skipped(file, FILE_TOO_LONG)
    if is_binary(data):
        return Skipped(file, BINARY)
    if suffix in (".html", ".htm") or _MARKUP.match(data):
        page = read_html(data)
        if not page.text.strip():
            return Skipped(file, NO_TEXT if data.strip() else EMPTY)
        return RawArticle(name, page.text, file, page.given, page.repairs)
    text, repairs = decode_text(data)
    if not text.strip():
        return Skipped(file, EMPTY)
    return RawArticle(name, text, file, {}, repairs)


def _read_records(
    stream: BinaryIO, suffix: str, path: Path, root: Path
) -> Iterator[RawArticle | Skipped]:
    file = _below(path, root).as_posix()
    if is_binary(stream.read(8192)):
        yield Skipped(file, BINARY)
        return
    stream.seek(0)
    repairs: list[str] = []
    lines = _read_lines(stream, repairs)
    records = parse_json_lines(lines) if suffix == ".jsonl" else parse_csv(lines)
    seen: dict[str, int] = {}
    name, count = article_id(path, root), 0
    try:
        for record in records:
            count += 1
            yield _read_record(record, file, f"{name}#{record.number}", repairs, seen)
            repairs.clear()
    except (OSError, EOFError, zlib.error) as error:
        reason = f"tệp nén hỏng từ đây (the compressed file is damaged from here on): {error}"
        yield Skipped(f"{file}:{count + 1}", reason)
        return
    if not count:
        yield Skipped(file, EMPTY)


def _read_record(
    record: Record, file: str, name: str, repairs: list[str], seen: dict[str, int]
) -> RawArticle | Skipped:
    article = build_article(record, name=name, file=file, repairs=tuple(repairs))
    where = f"{file}:{record.line}"
    if isinstance(article, str):
        return Skipped(where, article)
    first = seen.setdefault(article.id, record.line)
    if first != record.line:
        reason = f"id {article.id!r} đã có ở dòng {first} (this id is already used in line {first})"
        return Skipped(where, reason)
    return article


def _read_lines(stream: BinaryIO, repairs: list[str]) -> Iterator[tuple[int, str | None]]:
    """Numbered lines of text, None for one that is too long; names of repairs are appended."""
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.seek(0)
        yield from _read_wide_lines(stream)
        return
    stream.seek(3 if start.startswith(codecs.BOM_UTF8) else 0)
    number = 0
    while data := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(data) > MAX_RECORD:
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_RECORD)
            yield number, None
            continue
        try:
            yield number, data.decode("utf-8")
        except UnicodeDecodeError:
            text, names = decode_text(data)
            repairs.extend(names)
            yield number, text


def _read_wide_lines(stream: BinaryIO) -> Iterator[tuple[int, str | None]]:
    wide = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
    try:
        for number, text in enumerate(wide, 1):
            yield number, text if len(text) <= MAX_RECORD else None
    finally:
        wide.detach()
