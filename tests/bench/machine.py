"""Under which conditions was measured? The machine, the versions, the options of the run."""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.articles import MADE_UP, REPLACED
from tests.bench.queries import WARM_UP
from tests.bench.worker import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def load_now() -> str:
    """The average number of processes that wanted a core in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def conditions(options: argparse.Namespace, articles: int) -> list[str]:
    """One line for each condition, for the head of the report."""
    digest = hashlib.blake2b(options.articles.read_bytes(), digest_size=8).hexdigest()
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}",
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} of memory, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"load {load_now()} at the start",
        f"articles: `{options.articles.name}` ({articles:,}, BLAKE2b {digest}), each with a date "
        f"drawn at random; beyond {articles:,} copies with {REPLACED:.0%} of the words replaced "
        f"by words as frequent as in the file, {MADE_UP:.1%} of those made up",
        f"seed {options.seed}; {options.queries} timed queries of each kind, all different, asked "
        f"once after {WARM_UP} others, the same at every size; of a slow system fewer, those of "
        f"{PATIENCE:.0f} seconds",
    ]


def _commit() -> str:
    asks = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asks, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
