"""The site as it is served: by gunicorn, in a process of its own, over a socket."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from indexer import UsageError
from tests.site_index import build_site_index
from webui import create_app
from webui.server import serve

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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, home: Path
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    index = build_site_index(tmp_path_factory.mktemp("served"))
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


def get(port: int, address: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", quote(address, safe="/?&=%#"))
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_it_answers_pages_ids_with_slashes_and_downloads(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    _, port = served

    assert get(port, "/search?q=lúa")[0] == 200
    status, page = get(port, "/article/bai%2F%2Fhai%20gạch%3Fx%3D1")
    assert (status, "Học sinh vùng lũ" in page) == (200, True)
    status, rows = get(port, "/export?q=ngô&format=jsonl")
    assert (status, rows.count("\n")) == (200, 24)


def test_a_long_query_meets_the_parser_s_own_limit(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    _, port = served

    assert get(port, "/search?q=" + "lúa " * 900)[0] == 200
    status, page = get(port, "/search?q=" + "(" * 10_000)
    assert (status, "10000" in page or "10.000" in page) == (400, True)


def test_it_prints_nothing_leaves_nothing_and_ends_when_told_to(
    served: tuple[subprocess.Popen[str], int], home: Path
) -> None:
    server, _ = served
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=60)

    assert out == ""
    assert "Traceback" not in err
    assert "Listening" not in err
    assert server.returncode == 0
    assert list(home.iterdir()) == []


def test_an_address_in_use_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            serve(lambda: create_app(tmp_path), "127.0.0.1", port, 1)
