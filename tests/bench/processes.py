"""How long does a command run, what does it cost, how much memory do its processes hold?"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.memory import Memory, Watch

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1500.0
"""Seconds after which a command is ended and counts as failed."""

# Who tells Python to keep no compiled modules waits for them at each start; users do not.
_USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

REASON = 300
"""So many letters of a failure's last words are shown."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended: wall-clock and processor seconds of all its processes, its output.

    `failure` says in one line why it does not count, "" where it does.
    """

    seconds: float
    processor: float
    peak: Memory | None
    output: str
    failure: str

    def rows(self) -> list[dict[str, Any]]:
        """The output as JSON objects, one a line, as far as it is."""
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]


def run(command: Sequence[str], *, limit: float = LIMIT, done: Sequence[int] = (0,)) -> Run:
    """Run a command from the root of the project; never raises for what it does."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        before, start = _children_seconds(), time.perf_counter()
        try:
            process = subprocess.Popen(
                command, cwd=ROOT, env=_USUAL, stdout=out, stderr=err, start_new_session=True
            )
        except OSError as error:
            return Run(0.0, 0.0, None, "", str(error))
        watch = Watch(process.pid)
        try:
            status = process.wait(limit)
            failure = "" if status in done else f"exit status {status}"
        except subprocess.TimeoutExpired:
            failure = f"ended after {limit:.0f} s"
        finally:
            # Whatever it started ends with it, also when this program is interrupted.
            end_group(process)
        seconds = time.perf_counter() - start
        processor = _children_seconds() - before
        peak = watch.stop()
        out.seek(0)
        err.seek(0)
        said = err.read().decode(errors="replace").strip().splitlines()
        if failure and said:
            failure = f"{failure}: {said[-1][:REASON]}"
        return Run(seconds, processor, peak, out.read().decode(errors="replace"), failure)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with a session of its own, and all of that session."""
    for blow in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, blow)
        except ProcessLookupError:
            break
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def worker(work: str, name: str, *paths: Path, python: str = "") -> list[str]:
    """The command line of `tests.bench.worker`."""
    return [python or sys.executable, "-m", "tests.bench.worker", work, name, *map(str, paths)]


def timbao(folder: Path, *arguments: str) -> list[str]:
    """The command line of `timbao` for the index of a folder."""
    return [sys.executable, "-m", "indexer.cli", "--index-dir", str(folder), *arguments]


def folder_size(folder: Path) -> int:
    """The bytes of all files below a folder, one with several names once."""
    files = (f.stat() for f in folder.rglob("*") if f.is_file())
    found = {(s.st_dev, s.st_ino): s.st_size for s in files}
    return sum(found.values())
