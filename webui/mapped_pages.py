"""How much of the index's files does this process hold, and how does it give that back?

The engine maps the files of an index. What it has read of them counts as memory of the process
until the system wants the pages elsewhere, though they are only the system's file cache, which all
workers share: with a large index every worker seems to hold all of it. Pages that are given back
stay in that cache; the next look at them maps them again, a thousand in a millisecond. See
madvise(2), MADV_DONTNEED, and proc(5), statm and maps. Elsewhere than on Linux nothing is done.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from indexer import Searcher

MOST_MAPPED = 96 << 20
"""Bytes of mapped files, programs and libraries among them, that a process may hold."""

LOOKED_AT = 4
"""Uses of an index between two looks at what is held: a look takes some 20 microseconds."""

_log = logging.getLogger(__name__)
_STATM, _MAPS = Path("/proc/self/statm"), Path("/proc/self/maps")
_DONTNEED = 4
# Mapped read-only: nothing of such a page can be lost.
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r--[sp] \S+ \S+ \S+ +(/.+)")


class MappedPages:
    """What a worker holds of the files in the generations of an index, kept below `most` bytes."""

    def __init__(self, index_dir: Path, most: int = MOST_MAPPED) -> None:
        self._index_dir = index_dir.resolve()
        self._most = most
        self._uses = 0

    def after_use(self, searcher: Searcher) -> None:
        """Counts a use of a generation; now and then looks, and gives back where much is held.

        Nobody may close the searcher meanwhile: another mapping could take the place of its files.
        """
        self._uses += 1
        if self._uses % LOOKED_AT or held() <= self._most:
            return
        try:
            give_back(self._index_dir / searcher.generation)
        except OSError as error:
            _log.warning("pages of the index cannot be given back: %s", error)
            self._most = sys.maxsize


def give_back(folder: Path) -> None:
    """Gives back every page that this process holds of the files in a folder.

    The files must stay mapped until this returns. Raises `OSError` where the system refuses.
    """
    advise = ctypes.CDLL(None, use_errno=True).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for start, end in _mappings(str(folder) + os.sep):
        if advise(start, end - start, _DONTNEED):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _mappings(beginning: str) -> Iterator[tuple[int, int]]:
    """The places in memory of the files whose path begins so."""
    for line in _MAPS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        mapping = _MAPPING.fullmatch(line)
        if mapping and mapping[3].startswith(beginning):
            yield int(mapping[1], 16), int(mapping[2], 16)


def held() -> int:
    """Bytes of mapped files that this process holds; 0 where the system does not tell."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_text(encoding="ascii").split()[2]) * os.sysconf("SC_PAGE_SIZE")
