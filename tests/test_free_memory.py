"""Memory that a build lets go of goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

from indexer.text import free_memory

PIECE, PIECES, SMALL = 2 << 20, 20, 100_000

HELD_AFTERWARDS = f"""
import sys
from pathlib import Path
from indexer.text import free_memory

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

for name in sys.argv[1:]:
    getattr(free_memory, name)()
del (large := [bytes([1]) * 8 * {PIECE}])[:]  # glibc raises its limit beyond a piece
before = held()
pairs = [[bytes([1]) * {PIECE}, bytes([1]) * {SMALL}] for _ in range({PIECES})]
for pair in pairs:  # what is kept stands between: the heap cannot just end lower
    del pair[0]
if "give_back_memory" in sys.argv:
    free_memory.give_back_memory()
print(held() - before)
"""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or free_memory._function("mallopt") is None,
    reason="needs Linux and glibc",
)


def _held(*calls: str) -> int:
    """Bytes that a process holds more after it let go of its pieces, with these calls."""
    ran = subprocess.run(
        [sys.executable, "-c", HELD_AFTERWARDS, *calls], capture_output=True, text=True, check=True
    )
    return int(ran.stdout)


def test_a_process_left_alone_keeps_what_it_let_go_of() -> None:
    assert _held() > PIECE * PIECES // 2


@pytest.mark.parametrize("call", ["return_large_pieces", "give_back_memory"])
def test_memory_goes_back(call: str) -> None:
    assert _held(call) < PIECE * PIECES // 4
