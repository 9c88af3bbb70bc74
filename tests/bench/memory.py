"""How much memory do a process and those it started hold? Read off /proc; elsewhere unknown.

RSS counts a shared page once for every process, PSS its share, so that the sum of PSS is what all
of them hold together. Pages of mapped files are the system's cache: it takes them back at need.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
KILOBYTE = 1024
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes held: `rss`, `pss`, and of the latter its own (`anonymous`) and of mapped files."""

    rss: int = 0
    pss: int = 0
    anonymous: int = 0
    mapped: int = 0

    def __add__(self, other: Memory) -> Memory:
        """What both hold together."""
        return Memory(
            self.rss + other.rss,
            self.pss + other.pss,
            self.anonymous + other.anonymous,
            self.mapped + other.mapped,
        )

    def as_row(self) -> dict[str, float]:
        """In megabytes."""
        return {
            "rss": self.rss / MEGABYTE,
            "pss": self.pss / MEGABYTE,
            "anonymous": self.anonymous / MEGABYTE,
            "mapped": self.mapped / MEGABYTE,
        }


def memory_of(process: int) -> Memory | None:
    """What a process holds, None where it is gone or the system does not tell."""
    try:
        text = (PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return None
    rows = dict(line.split(":", 1) for line in text.splitlines() if line.endswith(" kB"))
    held = {name: int(value.split()[0]) * KILOBYTE for name, value in rows.items()}
    if "Pss" not in held:
        return None
    return Memory(held["Rss"], held["Pss"], held.get("Pss_Anon", 0), held.get("Pss_File", 0))


def family(process: int) -> list[int]:
    """The process and all that it started, and they."""
    children = defaultdict(list)
    for child, parent in _parents():
        children[parent].append(child)
    found = [process]
    for member in found:
        found += children[member]
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for entry in PROC.glob("[0-9]*/stat"):
        try:
            # The name stands in brackets and may hold anything.
            after = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:
            continue
        yield int(entry.parent.name), int(after.split()[1])


def memory_of_family(process: int) -> Memory:
    """What a process and all below it hold together."""
    return sum(filter(None, map(memory_of, family(process))), Memory())


class Watch:
    """Looks again and again what a family of processes holds, until it is stopped."""

    def __init__(self, process: int, every: float = 0.2) -> None:
        self._process, self._every = process, every
        self._stopped = threading.Event()
        self.peak = Memory()
        self.samples = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._stopped.is_set():
            now = memory_of_family(self._process)
            self.samples += 1
            self.peak = max(self.peak, now, key=lambda m: m.pss)
            self._stopped.wait(self._every)

    def stop(self) -> Memory | None:
        """The most that was held at once, None where nothing could be read."""
        self._stopped.set()
        self._thread.join()
        return self.peak if self.peak.pss else None
