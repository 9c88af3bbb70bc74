"""Where are the chunks between the spaces of many texts? Found in their UTF-16 units, with numpy.

Every chunk gets a key of its first eight units; that is the whole of nearly all chunks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_model import SYLLABLE, SYLLABLE_BUT_EMAIL
from indexer.text.segment_table import Ids, Keys

WIDTH = 8
"""Units in a key."""

_UTF_16 = "utf-16-le"
_UNIT = np.dtype("<u2")
_SPACE = " ".encode(_UTF_16)
_LONE_SIGNS = ",;:!?()[]\"'“”‘’…"


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of some texts and the boundaries around the texts, in order.

    A line feed is a chunk of its own. `keys` are the first units of each, filled up with zeros;
    `fits` says that they are the whole chunk and belong to no other. `boundaries` are the places
    of the boundaries among the chunks.
    """

    data: bytes
    starts: Ids
    ends: Ids
    keys: Keys
    fits: NDArray[np.bool_]
    boundaries: Ids

    def codes(self, places: Ids) -> list[bytes]:
        """Return the bytes of the chunks at these places."""
        starts, ends = 2 * self.starts.take(places), 2 * self.ends.take(places)
        data = self.data
        return [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def read_codes(codes: Iterable[bytes]) -> list[str]:
    """Return the letters of chunks from their bytes."""
    return _SPACE.join(codes).decode(_UTF_16, "surrogatepass").split(" ")


def cut_chunk(chunk: str) -> list[str]:
    """Return the syllables and signs of a chunk."""
    # What the pattern would say, sooner: a word or number, and signs around it that stand alone.
    if chunk.isalnum():
        return [chunk]
    head, last = chunk[:-1], chunk[-1]
    if last == "." and head.isalpha() and head.islower():
        return [head, last]
    core = chunk.strip(_LONE_SIGNS)
    if core.isalnum():
        before, after = chunk.split(core)
        return [*before, core, *after]
    pattern = SYLLABLE if "@" in chunk else SYLLABLE_BUT_EMAIL
    return pattern.findall(chunk)


def find_chunks(texts: Sequence[str]) -> Chunks:
    """Return the chunks of these texts."""
    spaced = [text.replace("\n", " \n ") for text in texts]
    # Any letter would do for a boundary: it is known by its place alone.
    joined = "".join([" \n ", " \n ".join(spaced), " \n ", WIDTH * " "])
    units, lengths = _encode(joined, spaced)
    boundaries = 1 + np.cumsum([0, *(length + 3 for length in lengths)])
    inside = _IS_INSIDE.take(units)
    borders = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = borders[0::2], borders[1::2]
    sizes = ends - starts
    fits = sizes <= WIDTH
    if "\0" in joined:
        fits[np.searchsorted(starts, np.flatnonzero(units == 0), side="right") - 1] = False
    return Chunks(
        data=units.tobytes(),
        starts=starts,
        ends=ends,
        keys=_read_keys(units, starts, np.minimum(sizes, WIDTH)),
        fits=fits,
        boundaries=np.searchsorted(starts, boundaries),
    )


def _encode(joined: str, texts: Sequence[str]) -> tuple[NDArray[np.uint16], list[int]]:
    """Return the units of the joined texts, and the number of those of each text."""
    # Encoding to UTF-32 and cutting it down takes a third of the time that UTF-16 does.
    wide = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if wide.max() < 1 << 16:
        return wide.astype(_UNIT), [len(text) for text in texts]
    units = np.frombuffer(joined.encode(_UTF_16, "surrogatepass"), dtype=_UNIT)
    return units, [len(text.encode(_UTF_16, "surrogatepass")) // 2 for text in texts]


def _read_keys(units: NDArray[np.uint16], starts: Ids, sizes: Ids) -> Keys:
    count = len(units) - WIDTH + 1
    windows = np.ndarray((count,), dtype="V16", buffer=units.data, strides=(units.itemsize,))
    keys = windows[starts].view(np.uint64).reshape(-1, 2)
    keys &= _MASK.take(sizes, axis=0)
    return keys


_IS_INSIDE = np.array([unit == 10 or not chr(unit).isspace() for unit in range(1 << 16)])
_MASK = (
    np.where(np.arange(WIDTH) < np.arange(WIDTH + 1)[:, np.newaxis], 0xFFFF, 0)
    .astype(_UNIT)
    .view(np.uint64)
)
