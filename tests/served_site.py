"""The site as its users meet it: served by gunicorn, in a process of its own, over a socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = """
import sys
from functools import partial
from webui import create_app
from webui.server import serve
serve(partial(create_app, sys.argv[1]), "127.0.0.1", int(sys.argv[2]), workers=2)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answering(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(600):
        assert server.poll() is None, server.communicate()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server never listened")


@contextmanager
def served_site(index: Path, home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server's process over the index, with `home` as its home folder, and its port.

    It is ended with the block, where it has not ended by itself.
    """
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(index), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "HOME": str(home)},
    )
    try:
        wait_until_answering(server, port)
        yield server, port
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
