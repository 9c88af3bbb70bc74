"""The site as it is served: by gunicorn, in a process of its own, over a socket."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from indexer import UsageError
from tests.served_site import served_site
from tests.site_index import build_site_index
from webui import create_app
from webui.server import serve


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, home: Path
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    index = build_site_index(tmp_path_factory.mktemp("served"))
    with served_site(index, home) as (server, port):
        yield server, port


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
