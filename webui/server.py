"""How is the site served? gunicorn inside this process, with threads in each worker."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from indexer import UsageError

THREADS = 4
"""Requests that one worker answers at the same time."""

FIRST_SEARCH = "/search?q=tin+trong+ngay"
"""What a worker asks itself: typed without marks, so that every table and model is opened."""

COLLECTED_EVERY = 20_000
"""Objects that are made before the youngest are looked through for garbage: an answer makes
thousands, and nearly all are gone without that."""


def serve(app_factory: Callable[[], Flask], host: str, port: int, workers: int) -> None:
    """Serve the site until the process is told to stop; does not return before.

    The factory is called once in every worker. Raises UsageError where the address cannot be
    listened on. Nothing is printed but gunicorn's own warnings and errors.
    """
    _check_address(host, port)
    _Server(app_factory, bind=_written(host, port), workers=workers).run()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with the settings given here, without its command line or files."""

    def __init__(self, app_factory: Callable[[], Flask], **settings: Any) -> None:
        self._app_factory = app_factory
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", THREADS)
        self.cfg.set("loglevel", "warning")
        # A pasted paragraph is a fair query and nine bytes a letter in a URL: the parser says
        # in plain words where the limit is, gunicorn would break the connection off.
        self.cfg.set("limit_request_line", 0)
        if "control_socket_disable" in self.cfg.settings:
            self.cfg.set("control_socket_disable", True)
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The site, made in the worker that calls, with what the first search would wait for."""
        app = self._app_factory()
        with app.test_client() as visitor:
            visitor.get(FIRST_SEARCH)
        # What is there now stays: looking through it for garbage would hold requests up.
        gc.collect()
        gc.freeze()
        gc.set_threshold(COLLECTED_EVERY)
        return app


def _written(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_address(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Không mở được địa chỉ {_written(host, port)} ({error}); hãy chọn cổng khác. "
            f"(Cannot listen on {_written(host, port)}: {error}; choose another port.)"
        ) from error
