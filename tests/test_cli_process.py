"""The command as a process of its own: pipes, signals, locales, what it loads, the demo."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command_corpus import build, write_records

TIMBAO = [sys.executable, "-c", "from indexer.cli import main; main()"]
HEAVY = {"flask", "gunicorn", "lxml", "numpy", "pyvi", "sklearn", "tqdm", "trafilatura", "whoosh"}
"""Libraries that a search has no need of."""

UNUSED = {
    *("difflib", "hashlib", "importlib.resources", "secrets", "socket", "tempfile"),
    *("indexer.text.segment_batch", "indexer.text.term_table", "indexer.text.written_dates"),
}
"""Modules that a search is quicker without: each takes milliseconds to import."""


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented articles; tests only read it."""
    return build(tmp_path_factory.mktemp("cli"))


def timbao(index_dir: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A finished run of the command."""
    line = [*TIMBAO, "--index-dir", str(index_dir), *arguments]
    return subprocess.run(line, capture_output=True, env=os.environ | env, check=False)


@contextmanager
def running(*line: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own, ended with the block."""
    process = subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | env,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_results_and_messages_are_kept_apart(index_dir: Path) -> None:
    done = timbao(index_dir, "search", "bến phà", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["total"] == 23
    failed = timbao(index_dir, "search", "phà", "--province", "Nowhere")
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert "Không rõ tỉnh" in failed.stderr.decode()


@pytest.mark.parametrize("env", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_a_locale_without_vietnamese_asks_and_answers_the_same(
    index_dir: Path, env: dict[str, str]
) -> None:
    line = ["search", "bến phà", "--province", "Hải Phòng"]
    plain = timbao(index_dir, *line, LC_ALL="C", **env)
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout == timbao(index_dir, *line).stdout
    assert "Chuyến [phà]" in plain.stdout.decode("utf-8")


def test_bytes_that_are_no_text_are_refused(index_dir: Path) -> None:
    line = [*TIMBAO, "--index-dir", str(index_dir), "search", b"ph\xe0"]
    failed = subprocess.run(line, capture_output=True, check=False)
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert "UTF-8" in failed.stderr.decode()


def test_a_reader_that_leaves_is_no_error(index_dir: Path) -> None:
    line = [*TIMBAO, "--index-dir", str(index_dir), "export", "phà", "--format", "jsonl"]
    with running(*line) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 141


def test_a_search_loads_no_library_it_does_not_need(index_dir: Path) -> None:
    script = (
        "import sys\nfrom indexer.cli import main\n"
        f"sys.argv[1:] = ['--index-dir', {str(index_dir)!r}, 'search', 'phà', '--format', 'json']\n"
        "try:\n    main()\n"
        "except SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert "tantivy" in loaded
    assert not loaded & HEAVY
    assert not loaded & UNUSED
    assert not {n for n in loaded if n.startswith(("indexer.build", "indexer.articles.structure"))}


def test_ctrl_c_says_so_and_leaves_nothing_running(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    fifo = corpus / "chờ.txt"
    os.mkfifo(fifo)
    # A run as it is does not open pipes.
    script = (
        "from indexer.articles import readers\nfrom indexer.cli import main\n"
        "readers._open = lambda path: path.open('rb')\nmain()"
    )
    line = ["--index-dir", str(tmp_path / "index"), "index", str(corpus)]
    with running(sys.executable, "-c", script, *line) as process:
        # The reader stands waiting at the pipe, so that the signal finds the run halfway.
        with fifo.open("w"):
            os.killpg(process.pid, signal.SIGINT)
            out, err = process.communicate()
        assert process.returncode == 130
        assert out == ""
        assert err.strip() == "Đã dừng theo Ctrl-C. (Stopped by Ctrl-C.)"


def test_the_demo_indexes_serves_and_finds_a_free_port(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        line = [*TIMBAO, "--index-dir", str(tmp_path / "index"), "--corpus", str(corpus)]
        with running(*line, "demo", "--port", str(port)) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
            assert address and int(address[1]) != port
            assert answer(f"{address[0]}healthz", process)["articles"] == 24
            os.killpg(process.pid, signal.SIGINT)
            _, err = process.communicate()
        assert process.returncode == 0
        assert f"Dùng cổng {address[1]} thay cho {port}" in err
        assert "24 added" in err and "Traceback" not in err


def answer(url: str, process: subprocess.Popen[str]) -> dict[str, int]:
    """The JSON of an address, as soon as the process serves it."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url) as response:
                return dict(json.load(response))
        except ConnectionRefusedError:
            continue
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise
    raise AssertionError(process.communicate())
