"""What does a build tell of itself, in lines and in JSON?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from indexer.tables import printable

if TYPE_CHECKING:
    from indexer import BuildReport

MOST_SKIPPED = 50
"""Skipped inputs that are named one by one; `--json` has them all."""

MOST_IGNORED = 5
"""Files of other kinds that are named."""


def report_lines(report: BuildReport) -> Iterator[str]:
    """What a run of indexing did; skipped inputs are `skipped_lines`."""
    yield (
        f"{report.articles} bài trong chỉ mục: thêm {report.added}, sửa {report.updated}, "
        f"giữ nguyên {report.unchanged}, xóa {report.deleted}, bỏ qua {len(report.skipped)}. "
        f"({report.articles} articles: {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.deleted} deleted, {len(report.skipped)} skipped.)"
    )
    seconds = report.seconds.get("total", 0.0)
    yield f"Thế hệ (generation) {report.generation}, {seconds:.1f} s"


def skipped_lines(report: BuildReport) -> Iterator[str]:
    """What was skipped and why, one input a line; then what is no article file."""
    if report.ignored:
        names = ", ".join(printable(f.name) for f in report.ignored[:MOST_IGNORED])
        rest = ", …" if len(report.ignored) > MOST_IGNORED else ""
        yield (
            f"{len(report.ignored)} tệp không phải loại bài báo đọc được "
            f"({len(report.ignored)} files of other kinds): {names}{rest}"
        )
    for skipped in report.skipped[:MOST_SKIPPED]:
        yield f"Bỏ qua (skipped) {printable(skipped.where)}: {printable(skipped.reason)}"
    more = len(report.skipped) - MOST_SKIPPED
    if more > 0:
        yield f"… và {more} chỗ khác; xem đủ bằng --json ({more} more; --json has them all)"


def report_as_json(report: BuildReport) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "generation": report.generation,
        "articles": report.articles,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "deleted": report.deleted,
        "ignored": [str(f) for f in report.ignored],
        "skipped": [{"where": s.where, "reason": s.reason} for s in report.skipped],
        "seconds": _rounded(report.seconds),
        "processor_seconds": _rounded(report.processor_seconds),
    }


def _rounded(seconds: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in seconds.items()}
