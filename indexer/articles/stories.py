"""Which articles are reprints of one another? Signatures of their text, and who joins whom.

A signature is the MinHash of an article's shingles, five terms in a row each, by the library
`rensa`. A new article is compared with earlier ones that share a band of the signature (locality
sensitive hashing, 42 bands of 3 values) and joins the story of the one that is most like it.
Earlier articles never change their story, so a story is known when its article is written.

Near-duplicates in this sense: Broder, "On the resemblance and containment of documents" (1997);
bands: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from indexer.articles.story_bands import BANDED, BandTable
from indexer.errors import IndexDamaged, IndexOutdated

SHINGLE = 5
"""Terms of a shingle: texts of different hands share few runs of five syllables."""

PERMUTATIONS = 128
"""Values of a signature: resemblance is known to about 0.04."""

FEWEST_SHINGLES = 20
"""A shorter text is too little to tell a reprint by; such an article has no story."""

RESEMBLES = 0.45
"""From this resemblance (shared shingles of all shingles of the two) on: a reprint.

Of 30 groups read of 153 in 20,000 articles none was wrong. From 0.40 on (with CONTAINS 0.75), 4 of
30 further groups read were: calendars, lottery draws and weather of other days.
"""

CONTAINS, CONTAINS_RESEMBLES = 0.8, 0.25
"""From this share of the shorter text's shingles in the longer one on: a shortened reprint."""

SEED = 42
BY_CHANCE = 1 / 256
"""The share of differing values of two signatures that agree all the same."""

HASHING = 3
"""Raised whenever the same text gets another signature."""

_RADIX = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Hashes = NDArray[np.uint64]
Values = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """The signatures of some texts: a row of `values` and a number of shingles each."""

    values: Values
    sizes: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Place:
    """The story of an article (16 hex digits), and whether an earlier article began it."""

    story: str
    is_reprint: bool


def shingle_hashes(terms: Hashes) -> Hashes:
    """A number for each run of `SHINGLE` terms, the same for the same run anywhere.

    `terms` has a number for each term of a text. Runs are polynomials of them modulo 2**64, all
    taken at once, then mixed.
    """
    count = max(0, len(terms) - SHINGLE + 1)
    hashes = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        hashes *= _RADIX
        hashes += terms[place : place + count]
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)
    return hashes


def sign(texts: Sequence[Hashes]) -> Signatures:
    """The signatures of texts given as a number for each of their terms.

    Only 8 of 32 bits of each MinHash value are kept (Li, König, "b-bit minwise hashing", 2010): two
    differing values agree once in 256, which is allowed for where signatures are compared.
    """
    if not texts:
        return Signatures(np.empty((0, PERMUTATIONS), np.uint8), np.empty(0, np.uint32))
    lengths = np.array(list(map(len, texts)))
    # All at once, then without the runs that go on into the next text.
    hashes = shingle_hashes(np.concatenate(texts))
    ends = np.repeat(np.cumsum(lengths), lengths)[: len(hashes)]
    hashes = hashes[np.arange(SHINGLE, SHINGLE + len(hashes)) <= ends]
    sizes = np.maximum(lengths - SHINGLE + 1, 0).astype(np.uint32)
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, SEED)
    rows = np.array(digests.to_rows(), np.uint32).reshape(len(texts), PERMUTATIONS)
    return Signatures(rows.astype(np.uint8), sizes)


class Stories:
    """The signatures and stories of the articles so far. About 700 bytes an article."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._values: Values = np.empty((1024, PERMUTATIONS), np.uint8)
        self._sizes = np.empty(1024, np.uint32)
        self._stories = np.empty(1024, np.uint64)
        self._alive = np.zeros(1024, np.bool_)
        self._bands = BandTable(1024)

    def __len__(self) -> int:
        return len(self._rows)

    def place(self, names: Sequence[str], signatures: Signatures) -> list[Place | None]:
        """Takes articles in, in place of earlier ones of these names, and says their stories.

        None for a text too short to have one. No name may occur twice.
        """
        for name in names:
            self.remove(name)
        enough = signatures.sizes >= FEWEST_SHINGLES
        long = np.flatnonzero(enough).tolist()
        first = len(self._bands)
        chosen = Signatures(signatures.values[enough], signatures.sizes[enough])
        self._append([names[i] for i in long], chosen)
        like = self._reprints(first)
        places: list[Place | None] = [None] * len(names)
        for row, i in enumerate(long, first):
            if row in like:
                self._stories[row] = self._stories[like[row]]
            else:
                digest = hashlib.blake2b(self._values[row].tobytes(), digest_size=8)
                self._stories[row] = int.from_bytes(digest.digest())
            places[i] = Place(f"{int(self._stories[row]):016x}", row in like)
        return places

    def _reprints(self, first: int) -> dict[int, int]:
        """The rows from `first` on that are reprints, with the earlier row each is most like."""
        slots = self._bands.slots(self._values[first : len(self._bands), :BANDED])
        owners, rows = self._bands.candidates(slots)
        owners += first
        earlier = self._alive[rows] & (rows < owners)
        owners, rows = owners[earlier], rows[earlier]
        agree = (self._values[rows] == self._values[owners]).mean(axis=1)
        resembles = (agree - BY_CHANCE) / (1 - BY_CHANCE)
        same = _is_same(resembles, self._sizes[rows], self._sizes[owners])
        pairs = sorted(
            zip(owners[same].tolist(), rows[same].tolist(), resembles[same].tolist(), strict=True),
            key=lambda pair: (pair[2], -pair[1]),
        )
        return {owner: row for owner, row, _ in pairs}

    def remove(self, name: str) -> None:
        """Forgets an article, if it is known; the others of its story stay together."""
        row = self._rows.pop(name, None)
        if row is not None:
            self._alive[row] = False

    def _make_room(self, count: int) -> None:
        if count <= len(self._values):
            return
        room, held = 1 << count.bit_length(), len(self._bands)
        # Doubled each time, so that copying costs little in all.
        for field in ("_values", "_sizes", "_stories", "_alive"):
            old = getattr(self, field)
            wide = np.zeros((room, *old.shape[1:]), old.dtype)
            wide[:held] = old[:held]
            setattr(self, field, wide)
        # The old table is the largest of all: it goes before there is a new one.
        del self._bands
        self._bands = BandTable(room)
        self._bands.add(self._values[:held, :BANDED])

    def _append(self, names: Sequence[str], new: Signatures) -> None:
        first = len(self._bands)
        self._make_room(first + len(names))
        rows = slice(first, first + len(names))
        self._values[rows], self._sizes[rows] = new.values, new.sizes
        self._alive[rows] = True
        self._bands.add(new.values[:, :BANDED])
        self._rows.update(zip(names, range(first, first + len(names)), strict=True))

    def save(self, file: Path) -> None:
        """Writes all of it to a file that does not exist yet."""
        rows = np.fromiter(self._rows.values(), np.int64, len(self._rows))
        names = json.dumps(list(self._rows)).encode()
        with file.open("wb") as out:
            np.savez(
                out,
                algorithm=np.array(_algorithm()),
                names=np.frombuffer(names, np.uint8),
                values=self._values[rows],
                sizes=self._sizes[rows],
                stories=self._stories[rows],
            )

    @staticmethod
    def load(file: Path) -> Stories:
        """The stories that were saved.

        Raises `IndexDamaged` where the file cannot be read, `IndexOutdated` where its signatures
        cannot be compared with those made now.
        """
        try:
            with file.open("rb") as source, np.load(source, allow_pickle=False) as held:
                arrays = {name: held[name] for name in held.files}
            names = json.loads(arrays["names"].tobytes())
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as e:
            raise IndexDamaged(
                f"Không đọc được {file}: {e}. Hãy chạy `timbao reindex`. "
                f"(It cannot be read; run `timbao reindex`.)"
            ) from e
        if arrays["algorithm"].tolist() != _algorithm():
            raise IndexOutdated(
                f"Dấu vết bài trong {file} do một phiên bản khác tạo ra; hãy chạy "
                f"`timbao reindex`. (Its signatures were made by another version; run that.)"
            )
        return Stories._of(names, arrays)

    @staticmethod
    def _of(names: list[str], arrays: dict[str, NDArray[Any]]) -> Stories:
        stories = Stories()
        rows = slice(0, len(names))
        stories._append(names, Signatures(arrays["values"], arrays["sizes"]))
        stories._stories[rows] = arrays["stories"]
        return stories


def _algorithm() -> list[int]:
    """What signatures must have in common to be compared."""
    return [RMinHash.ALGORITHM_VERSION, PERMUTATIONS, SHINGLE, SEED, HASHING]


def _is_same(
    resembles: NDArray[np.float64], a: NDArray[np.uint32], b: NDArray[np.uint32]
) -> NDArray[np.bool_]:
    """Whether texts of these resemblances and numbers of shingles are reprints of each other."""
    shared = resembles * (a.astype(np.float64) + b) / (1 + resembles)
    contains = shared / np.minimum(a, b)
    return (resembles >= RESEMBLES) | ((contains >= CONTAINS) & (resembles >= CONTAINS_RESEMBLES))
