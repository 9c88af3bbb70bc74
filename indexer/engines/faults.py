"""What is said when an engine's files cannot be written or read?"""

from __future__ import annotations

from pathlib import Path

from indexer.errors import IndexDamaged, IndexLocked


def locked() -> IndexLocked:
    """Another process is writing."""
    return IndexLocked(
        "Một tiến trình khác đang ghi vào chỉ mục này; hãy đợi nó xong rồi chạy lại. "
        "(Another process is writing to this index; wait for it and run again.)"
    )


def damaged(path: Path, error: Exception) -> IndexDamaged:
    """The files at this path do not open."""
    return IndexDamaged(
        f"Không mở được chỉ mục {path}: {error}. Hãy chạy `timbao reindex`. "
        f"(The index {path} cannot be opened; run `timbao reindex`.)"
    )
