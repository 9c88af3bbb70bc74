"""What is said when a command fails, and with which exit status does it end?"""

from __future__ import annotations

import unicodedata

from indexer import (
    ArticleNotFound,
    IndexUnavailable,
    InstallationError,
    QueryError,
    TimbaoError,
    UsageError,
)

DONE, DONE_IN_PART, WRONG_USAGE, NO_INDEX = 0, 1, 2, 3
FAULT = 70
"""The program or the system failed: EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130
PIPE_CLOSED = 141

STATUSES = {
    DONE: "xong (done)",
    DONE_IN_PART: "xong, có chỗ bị bỏ qua hay kiểm tra không đạt (done, with skipped input or a "
    "failed check)",
    WRONG_USAGE: "dùng sai (wrong usage)",
    NO_INDEX: "không có chỉ mục dùng được (no usable index)",
    FAULT: "hỏng giữa chừng (stopped by a fault)",
    INTERRUPTED: "bị ngắt bằng Ctrl-C (interrupted)",
}
EPILOG = f"Mã thoát (exit status): {'; '.join(f'{n} {said}' for n, said in STATUSES.items())}."
"""Every exit status and its meaning."""

_STATUS_OF: tuple[tuple[type[TimbaoError], int], ...] = (
    (UsageError, WRONG_USAGE),
    (QueryError, WRONG_USAGE),
    (ArticleNotFound, WRONG_USAGE),
    (IndexUnavailable, NO_INDEX),
    (InstallationError, NO_INDEX),
)
_WRONG = (
    ("No such option", "không có tùy chọn này"),
    ("No such command", "không có lệnh này"),
    ("Missing command", "thiếu tên lệnh"),
    ("Missing argument", "thiếu tham số"),
    ("Invalid value", "giá trị không dùng được"),
    ("Got unexpected extra", "thừa tham số"),
    ("requires an argument", "tùy chọn thiếu giá trị"),
)
"""What a message of the parser of command lines holds, and the same in Vietnamese."""

_AROUND = 60
"""Code points of a query that are shown before the place of its error."""


def describe_fault(error: BaseException, query: str = "") -> tuple[list[str], int]:
    """The lines that tell a user of this error, and the exit status.

    A `QueryError` with a position is shown under the query. What is not foreseen is named in
    one line, with where to report it.
    """
    if isinstance(error, TimbaoError):
        status = next((s for kind, s in _STATUS_OF if isinstance(error, kind)), WRONG_USAGE)
        position = getattr(error, "position", None)
        pointer = [] if position is None or not query else _pointed(query, position)
        return [f"Lỗi (error): {error.message}", *pointer], status
    if isinstance(error, KeyboardInterrupt):
        return ["Đã dừng theo Ctrl-C. (Stopped by Ctrl-C.)"], INTERRUPTED
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return [
            f"Lỗi hệ thống (system error): {where}{error.strerror}. Việc chưa xong; hãy sửa rồi "
            "chạy lại. (The work is not done; mend this and run again.)"
        ], FAULT
    return [
        "Xin lỗi, Tìm Báo hỏng ở chỗ không lường trước; chỉ mục không bị thay đổi dở dang. "
        "Xin báo cho nơi bạn đã nhận Tìm Báo, kèm dòng dưới; --debug cho xem chi tiết.",
        "(Sorry, an unforeseen fault; no index was left half changed. Please report the next line "
        "where you got Tìm Báo from; --debug shows more.)",
        f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
    ], FAULT


def wrong_usage(message: str, command: str) -> list[str]:
    """The lines for a command line that cannot be read, as its parser put it in English."""
    said = next((f": {vi}" for english, vi in _WRONG if english in message), "")
    lines = [f"Lỗi (error): dùng sai lệnh{said}. ({message})"]
    if message.startswith("No such option"):
        lines.append(
            "Câu tìm bắt đầu bằng dấu trừ thì đặt -- trước nó. "
            "(Put -- before a query that begins with a minus sign.)"
        )
    return [*lines, f"Xem (see): {command} --help"]


def _pointed(query: str, position: int) -> list[str]:
    """The query around a position, and a line that points at it."""
    start = max(0, position - _AROUND)
    shown = "".join(c if c.isprintable() else " " for c in query[start : position + _AROUND // 2])
    before = shown[: position - start]
    width = sum(not unicodedata.combining(c) for c in before)
    return [f"  {shown}", "  " + " " * width + "^"]
