"""What may a page of this site do in a browser? Headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response

HEADERS: dict[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Searches are the reader's own business, and a long one would not fit a header anyway.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What an index answers changes with its next commit: ask again, reuse if unchanged.
    "Cache-Control": "no-cache",
}


def add_security_headers(app: Flask) -> None:
    """Send `HEADERS` with every answer of the application."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
