"""A run that is killed, a second writer, a reader during a reindex: with real processes.

After a kill at any moment the index opens at the last commit, and running again finishes.
"""

from __future__ import annotations

import fnmatch
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer import Request, check_index, open_index
from indexer.store import Store

TIMBAO = [sys.executable, "-c", "from indexer.cli import main; main()"]
FIRST, ALL = 200, 3_000
WORDS = (
    "lũ lụt bão đê sông nước lúa mùa gạo cầu đường trường học tỉnh huyện xã kinh tế biển cá tôm "
    "bến phà chợ làng rừng núi thợ thuyền nắng mưa"
)
PATIENCE = 120
"""Seconds after which a process that was waited for counts as hung."""


def write_corpus(folder: Path, count: int) -> None:
    """A file of so many invented records; the first ones are always the same."""
    chance, words = random.Random(1), WORDS.split()
    lines = []
    for i in range(count):
        title, text = (" ".join(chance.choices(words, k=k)) for k in (8, 40))
        record = {"id": f"bai/{i}", "title": f"Tin {i}: {title}", "text": f"Đầu tin {text}."}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    folder.mkdir(exist_ok=True)
    (folder / "tin.jsonl").write_text("".join(lines), encoding="utf-8")


def timbao(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A finished run on the index `folder / "index"`."""
    line = [*TIMBAO, "--index-dir", str(folder / "index"), *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A run on that index, under way; it is killed at the end of the block if it still runs."""
    line = [*TIMBAO, "--index-dir", str(folder / "index"), *arguments]
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(line, stdout=nowhere, stderr=nowhere, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(happened: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Returns as soon as it happened or the process ended."""
    limit = time.monotonic() + PATIENCE
    while not happened() and process.poll() is None:
        assert time.monotonic() < limit, "the process hangs"


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that it has started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def is_alive(pid: int) -> bool:
    """Whether a process runs, one that only waits to be buried not counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def unfinished(folder: Path) -> set[Path]:
    """The folders of generations without a manifest."""
    built = folder / "index"
    found = [f for f in built.iterdir() if f.is_dir()] if built.exists() else []
    return {f for f in found if not (f / "manifest.json").exists()}


def has_file(folders: set[Path], pattern: str) -> bool:
    """Whether a file of this name lies in one of these folders, which may vanish meanwhile."""
    return any(fnmatch.filter(names, pattern) for f in folders for _, _, names in os.walk(f))


MOMENTS: dict[str, Callable[[set[Path], subprocess.Popen[str]], object]] = {
    "a generation is begun": lambda new, _: new,
    "other processes analyse": lambda _, process: len(children(process)) >= 3,
    "the engine writes": lambda new, _: has_file(new, "*.store"),
    "the engine has committed": lambda new, _: has_file(new, "ledger.json*"),
    "the manifest is written": lambda new, _: has_file(new, "manifest.json.new"),
}
"""When to kill: tests of the generations that a run has begun, and of the run."""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the first records and a corpus of all."""
    folder = tmp_path_factory.mktemp("interrupted")
    write_corpus(folder / "corpus", FIRST)
    done = timbao(folder, "index", str(folder / "corpus"))
    assert done.returncode == 0, done.stderr
    write_corpus(folder / "corpus", ALL)
    return folder


def kill_at(moment: str, folder: Path) -> bool:
    """Kills a run at this moment and looks that nothing of it stays; whether it was in time."""
    before, old = Store(folder / "index").live_name(), unfinished(folder)
    with started(folder, "index") as process:
        wait_until(lambda: MOMENTS[moment](unfinished(folder) - old, process), process)
        helpers = children(process)
        process.kill()
        process.wait()
    limit = time.monotonic() + PATIENCE
    while any(map(is_alive, helpers)):
        assert time.monotonic() < limit, f"{moment}: processes stay behind"
    killed = process.returncode == -signal.SIGKILL
    return killed and Store(folder / "index").live_name() == before


def assert_holds(index: Path, count: int) -> None:
    """Fails unless the index is whole and answers with so many articles."""
    check = check_index(index)
    assert (check.faults, check.manifest.articles) == ((), count)
    searcher = open_index(index)
    assert searcher.search(Request(q="tin")).total == count
    assert searcher.article(f"bai/{count - 1}").article.text.startswith(f"Tin {count - 1}:")
    searcher.close()


def test_a_killed_run_leaves_the_last_commit_and_the_next_one_finishes(grown: Path) -> None:
    caught = []
    for moment in MOMENTS:
        if not kill_at(moment, grown):
            # So late that the run was done first: the last moments are brief.
            break
        caught.append(moment)
        assert unfinished(grown), moment
        assert_holds(grown / "index", FIRST)
    assert caught[:3] == list(MOMENTS)[:3]

    done = timbao(grown, "index", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles"] == ALL
    assert not unfinished(grown)
    assert_holds(grown / "index", ALL)


def test_a_run_killed_before_the_first_commit_leaves_no_index(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 20)
    (tmp_path / "index").mkdir()
    with started(tmp_path, "index", str(tmp_path / "corpus")) as process:
        wait_until(lambda: unfinished(tmp_path), process)
        process.kill()
    missing = timbao(tmp_path, "search", "tin")
    assert (missing.returncode, missing.stdout) == (3, "")
    assert "timbao index" in missing.stderr
    done = timbao(tmp_path, "index", str(tmp_path / "corpus"), "--json")
    assert json.loads(done.stdout)["added"] == 20
    assert not unfinished(tmp_path)


def test_a_second_writer_says_who_holds_the_lock(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 20)
    timbao(tmp_path, "index", str(tmp_path / "corpus"))
    with started(tmp_path, "reindex") as first:
        wait_until(lambda: unfinished(tmp_path), first)
        first.send_signal(signal.SIGSTOP)
        second = timbao(tmp_path, "index")
        assert (second.returncode, second.stdout) == (3, "")
        assert str(first.pid) in second.stderr
        assert "Traceback" not in second.stderr
        assert timbao(tmp_path, "search", "tin").returncode == 0
        first.send_signal(signal.SIGCONT)
        assert first.wait() == 0
    assert timbao(tmp_path, "index").returncode == 0


READER = """
import sys
from indexer import Request, open_index

first = searcher = open_index(sys.argv[1])
for asked in sys.stdin:
    if asked.strip() == "now" and not searcher.is_current():
        searcher = open_index(sys.argv[1])
    chosen = first if asked.strip() == "first" else searcher
    results = chosen.search(Request(q="tin", size=20))
    texts = sum(len(hit.article.text) for hit in results.hits)
    print(chosen.generation, results.total, texts, flush=True)
"""


def test_a_reader_answers_during_a_reindex_and_then_sees_the_new_one(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 40)
    timbao(tmp_path, "index", str(tmp_path / "corpus"))
    line = [sys.executable, "-c", READER, str(tmp_path / "index")]
    reader = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(what: str) -> list[str]:
        assert reader.stdin is not None and reader.stdout is not None
        reader.stdin.write(what + "\n")
        reader.stdin.flush()
        return reader.stdout.readline().split()

    try:
        before = ask("now")
        with started(tmp_path, "reindex") as process:
            wait_until(lambda: unfinished(tmp_path), process)
            process.send_signal(signal.SIGSTOP)
            assert ask("now") == before
            process.send_signal(signal.SIGCONT)
            assert process.wait() == 0
        after = ask("now")
        assert after[0] != before[0]
        assert after[1:] == before[1:] == ["40", before[2]]
        for _ in range(2):
            assert timbao(tmp_path, "reindex").returncode == 0
        assert not (tmp_path / "index" / before[0]).exists()
        assert ask("first") == before
    finally:
        reader.kill()
        reader.communicate()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_skipped_and_named(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 5)
    shut = tmp_path / "corpus" / "kín.txt"
    shut.write_text("Không ai được đọc bài này.")
    shut.chmod(0)
    done = timbao(tmp_path, "index", str(tmp_path / "corpus"))
    assert done.returncode == 1
    assert "kín.txt" in done.stderr and "Permission denied" in done.stderr
