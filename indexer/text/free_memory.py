"""How does memory that is no longer used go back to the system?"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back_memory() -> None:
    """Returns unused pages of the heap to the system, where the C library can.

    Arrays below 32 MB come from the heap of glibc, which keeps their pages; after some millions of
    rows were counted these are several times what is held.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """`malloc_trim` of glibc; None with another C library."""
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
