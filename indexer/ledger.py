"""What was read from which file? So that an incremental run reads only what changed.

Kept in each generation as `ledger.json`. A file whose size and time of change are as noted is
not opened again, unless a record of it was skipped as a duplicate (the other may be gone) or
the correction of one of its articles changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.errors import IndexDamaged
from indexer.model import RawArticle

FILE = "ledger.json"

_CLOSED = (-1, -1)


@dataclass(slots=True)
class FileEntry:
    """What one file gave: article ids with the digests of their records, and what it skipped."""

    size: int
    changed_ns: int
    articles: dict[str, str] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    has_duplicates: bool = False

    @staticmethod
    def of(file: Path) -> FileEntry:
        """The entry of a file of which nothing has been read yet."""
        return FileEntry(*_look_at(file))

    def is_unchanged(self, file: Path) -> bool:
        """Whether the file looks as it did when it was read."""
        return _look_at(file) == (self.size, self.changed_ns)


@dataclass(slots=True)
class Ledger:
    """The files of a generation by path, and the digests of the corrections it applied."""

    files: dict[str, FileEntry] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)

    def digests(self) -> dict[str, str]:
        """Every article's id with its record's digest."""
        return {i: d for entry in self.files.values() for i, d in entry.articles.items()}

    def fingerprint(self) -> str:
        """A name for exactly these articles with exactly these corrections (16 hex digits)."""
        total = hashlib.blake2b(digest_size=8)
        for name, digest in sorted({**self.digests(), **self._corrections_of_articles()}.items()):
            total.update(f"{name}\0{digest}\n".encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def _corrections_of_articles(self) -> dict[str, str]:
        return {f"correction\0{name}": digest for name, digest in self.corrections.items()}

    def save(self, folder: Path) -> None:
        """Writes the ledger into a generation that is being built."""
        rows = {
            "corrections": self.corrections,
            "files": {
                name: [e.size, e.changed_ns, e.articles, e.skipped, e.has_duplicates]
                for name, e in self.files.items()
            },
        }
        written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        (folder / FILE).write_text(written, encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> Ledger:
        """The ledger of a generation. Raises `IndexDamaged` where it cannot be read."""
        try:
            rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
            files = {
                name: FileEntry(size, changed, articles, [(w, r) for w, r in skipped], duplicates)
                for name, (size, changed, articles, skipped, duplicates) in rows["files"].items()
            }
            return Ledger(files, rows["corrections"])
        except (OSError, ValueError, TypeError, KeyError) as e:
            raise IndexDamaged(
                f"Không đọc được {folder / FILE}: {e}. Hãy chạy `timbao reindex`. "
                f"(It cannot be read; run `timbao reindex`.)"
            ) from e


def _look_at(file: Path) -> tuple[int, int]:
    """The file's size and time of change, `_CLOSED` where it cannot be opened.

    To be allowed to read a file changes neither, and yet it is to be read then.
    """
    try:
        found = file.stat()
    except OSError:
        return _CLOSED
    return (found.st_size, found.st_mtime_ns) if os.access(file, os.R_OK) else _CLOSED


def record_digest(raw: RawArticle) -> str:
    """A digest of all that a reader found of an article (12 hex digits)."""
    # A record that states its body has all of its text among what it states.
    text = "" if "body" in raw.given else raw.text
    total = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6)
    for name, value in sorted(raw.given.items()):
        total.update(f"\0{name}\0{value}".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def corrections_digests(corrections: Mapping[str, Iterable[object]]) -> dict[str, str]:
    """For each corrected article a digest of its corrections (12 hex digits)."""
    return {
        name: hashlib.blake2b(repr(rows).encode(), digest_size=6).hexdigest()
        for name, rows in corrections.items()
    }
