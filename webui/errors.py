"""What is shown when something fails? The status and the page, or the JSON, of every error.

A failure is never an empty answer: the query's and the link's faults are 400 and 404, an index
that cannot answer is 503, anything unforeseen is logged and answered with a plain 500.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from indexer import (
    ArticleNotFound,
    IndexUnavailable,
    InstallationError,
    QueryError,
    TimbaoError,
    UsageError,
)

JSON_PATHS = ("/api/", "/healthz")

_STATUSES: tuple[tuple[type[TimbaoError], int], ...] = (
    (QueryError, 400),
    (UsageError, 400),
    (ArticleNotFound, 404),
    (IndexUnavailable, 503),
    (InstallationError, 503),
)

_HTTP_ERRORS: dict[int, tuple[str, str]] = {
    404: (
        "page_not_found",
        "Không có trang này; hãy bắt đầu lại từ trang đầu. "
        "(There is no such page; start again from the front page.)",
    ),
    405: (
        "method_not_allowed",
        "Trang này chỉ trả lời GET và HEAD. (This page answers only GET and HEAD.)",
    ),
}

_UNFORESEEN = (
    "Máy chủ gặp lỗi không lường trước và đã ghi lại; hãy thử lại, hoặc xem nhật ký của máy chủ. "
    "(The server met an unforeseen error and has logged it; try again, or see the server's log.)"
)


def add_error_pages(app: Flask) -> None:
    """Answer every error of the application with its status, as a page or as JSON."""
    app.register_error_handler(TimbaoError, answer_known)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_unforeseen)


def answer_known(error: TimbaoError) -> tuple[Response, int]:
    """The answer to an error that the engine or the reading of the URL has named."""
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    if status >= 500:
        current_app.logger.error("%s: %s", error.code, error.message)
    return _answer(status, error.code, error.message, getattr(error, "position", None))


def answer_http(error: HTTPException) -> tuple[Response, int] | BaseResponse:
    """The answer to an error of HTTP itself: no such page, no such method."""
    status = error.code or 500
    if status < 400:
        return error.get_response(request.environ)
    code, message = _HTTP_ERRORS.get(status, (error.name.lower().replace(" ", "_"), error.name))
    return _answer(status, code, message, None)


def answer_unforeseen(error: Exception) -> tuple[Response, int]:
    """The answer to a fault of the program: its trace goes to the log and nowhere else."""
    current_app.logger.error("unforeseen", exc_info=error)
    return _answer(500, "internal", _UNFORESEEN, None)


def _answer(status: int, code: str, message: str, position: int | None) -> tuple[Response, int]:
    if request.path.startswith(JSON_PATHS):
        body = {"error": {"code": code, "message": message, "position": position}}
        return jsonify(body), status
    page = render_template(
        "error.html",
        status=status,
        code=code,
        message=message,
        position=position,
        typed=request.args.get("q", ""),
    )
    return Response(page, mimetype="text/html"), status
