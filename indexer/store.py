"""Which generation is live, and is it whole?

    index_data/
        current             the pointer: the name of the live generation
        lock                held by the one process that writes
        <generation>/
            manifest.json   written last: format, analysis, engine, counts, checksums
            ledger.json     what was read from which file (see `indexer.ledger`)
            engine/         the engine's own files

A generation is never changed once its manifest is written. An incremental run starts a new one
from hard links to the files of the old (engines only ever add and unlink files), so that a
crash at any moment leaves the old generation live and whole. Then one `os.replace` of the
pointer switches every reader that looks again.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated, UsageError

FORMAT = 6
"""Raised whenever files of a generation change their shape."""

ANALYSIS = 4
"""Raised whenever the same text gives other terms or other metadata than before."""

KEPT_GENERATIONS = 2
"""The live one and the one before it: readers may still have that one open."""

REINDEX = "Hãy chạy `timbao reindex`. (Run `timbao reindex`.)"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is. `checksums` maps file names below it to (size, BLAKE2b)."""

    generation: str
    format: int
    analysis: int
    engine: str
    created: str
    paths: tuple[str, ...]
    articles: int
    fingerprint: str
    checksums: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Check:
    """The result of verifying: what is wrong, in sentences; none when all is well."""

    manifest: Manifest
    files: int
    bytes: int
    faults: tuple[str, ...]


class Store:
    """The folder of an index, `index_data/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def pointer(self) -> Path:
        """The file that names the live generation."""
        return self.folder / "current"

    def live_name(self) -> str | None:
        """The name of the live generation, None where nothing was indexed yet."""
        try:
            return self.pointer.read_text(encoding="utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None

    def path_of(self, generation: str) -> Path:
        """The folder of a generation."""
        return self.folder / generation

    def live(self) -> Manifest:
        """The manifest of the live generation.

        Raises `IndexMissing`, `IndexOutdated` or `IndexDamaged` where it cannot be used.
        """
        name = self.live_name()
        if name is None:
            raise IndexMissing(
                f"Chưa có chỉ mục nào trong {self.folder}. Hãy chạy `timbao index THƯ_MỤC`. "
                f"(Nothing has been indexed in {self.folder}; run `timbao index FOLDER`.)"
            )
        manifest = self._read_manifest(name)
        if (manifest.format, manifest.analysis) != (FORMAT, ANALYSIS):
            raise IndexOutdated(
                f"Chỉ mục {name} do một phiên bản khác của Tìm Báo tạo ra "
                f"(the index {name} was made by another version of Tìm Báo: format "
                f"{manifest.format}, analysis {manifest.analysis}; this one needs {FORMAT}, "
                f"{ANALYSIS}). {REINDEX}"
            )
        return manifest

    def known(self) -> Manifest | None:
        """The live generation's manifest whatever made it, None where none can be read."""
        name = self.live_name()
        try:
            return self._read_manifest(name) if name else None
        except IndexDamaged:
            return None

    def _read_manifest(self, name: str) -> Manifest:
        file = self.path_of(name) / "manifest.json"
        try:
            row = json.loads(file.read_text(encoding="utf-8"))
            row["paths"] = tuple(row["paths"])
            row["checksums"] = {f: (int(s), str(h)) for f, (s, h) in row["checksums"].items()}
            return Manifest(**row)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as e:
            raise IndexDamaged(f"Không đọc được {file}: {e} (it cannot be read). {REINDEX}") from e

    def verify(self) -> Check:
        """Reads every file of the live generation and compares it with the manifest."""
        manifest = self.live()
        folder = self.path_of(manifest.generation)
        faults, size = [], 0
        for name, (expected_size, expected) in sorted(manifest.checksums.items()):
            file = folder / name
            if not file.is_file():
                faults.append(f"{file}: thiếu tệp (the file is missing)")
                continue
            size += file.stat().st_size
            if file.stat().st_size != expected_size or checksum(file) != expected:
                faults.append(f"{file}: nội dung đã thay đổi (its contents have changed)")
        return Check(manifest, len(manifest.checksums), size, tuple(faults))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock of the one writer; it dies with the process.

        Raises `IndexLocked` naming the holder, `UsageError` where the folder cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("a+", encoding="utf-8")
        except OSError as e:
            raise UsageError(
                f"Không ghi được vào {self.folder}: {e.strerror}. Hãy chọn thư mục khác bằng "
                f"--index-dir. (Cannot write to {self.folder}; choose another with --index-dir.)"
            ) from e
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as e:
                lock.seek(0)
                raise IndexLocked(
                    f"Tiến trình {lock.read().strip()} đang ghi vào {self.folder}; hãy đợi nó "
                    f"xong rồi chạy lại. (That process is writing to the index; wait for it "
                    f"and run again.)"
                ) from e
            lock.truncate(0)
            lock.write(f"{os.getpid()}, {_now()}")
            lock.flush()
            yield

    def begin(self, base: Manifest | None = None) -> Path:
        """A new folder for a generation, empty or with the engine's files of `base` linked in.

        Call it, and everything until `finish`, while `writing`.
        """
        self._sweep()
        # Only a build needs what is imported here and below: a search starts sooner without.
        import secrets

        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"
        folder = self.path_of(name)
        (folder / "engine").mkdir(parents=True)
        if base is not None:
            old = self.path_of(base.generation)
            for listed in base.checksums:
                if listed.startswith("engine/"):
                    _link(old / listed, folder / listed)
        return folder

    def finish(
        self,
        folder: Path,
        *,
        engine: str,
        paths: tuple[str, ...],
        articles: int,
        fingerprint: str,
        base: Manifest | None = None,
        before_switch: Callable[[], None] = lambda: None,
    ) -> Manifest:
        """Writes the manifest of a built generation and makes it the live one.

        Checksums of files shared with `base` are taken over. `before_switch` runs after the
        manifest is written and before the pointer moves; what it raises stops the switch.
        """
        manifest = Manifest(
            generation=folder.name,
            format=FORMAT,
            analysis=ANALYSIS,
            engine=engine,
            created=_now(),
            paths=paths,
            articles=articles,
            fingerprint=fingerprint,
            checksums=self._checksums(folder, base),
        )
        write_whole(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False))
        before_switch()
        write_whole(self.pointer, folder.name + "\n")
        self._sweep()
        return manifest

    def _checksums(self, folder: Path, base: Manifest | None) -> dict[str, tuple[int, str]]:
        sums: dict[str, tuple[int, str]] = {}
        for file in sorted(f for f in folder.rglob("*") if f.is_file()):
            name = file.relative_to(folder).as_posix()
            if name.endswith(".lock") or name.endswith("WRITELOCK"):
                continue
            old = self.path_of(base.generation) / name if base else None
            if base and old and name in base.checksums and _same_file(old, file):
                sums[name] = base.checksums[name]
            else:
                sums[name] = (file.stat().st_size, checksum(file))
        return sums

    def _sweep(self) -> None:
        """Removes generations that were never finished, and old ones beyond those kept."""
        import shutil

        live = self.live_name()
        finished: list[Path] = []
        for folder in sorted(f for f in self.folder.iterdir() if f.is_dir()):
            if (folder / "manifest.json").is_file():
                finished.append(folder)
            elif (folder / "engine").is_dir():
                shutil.rmtree(folder)
        others = [f for f in finished if f.name != live]
        for folder in others[: max(0, len(others) - (KEPT_GENERATIONS - 1))]:
            shutil.rmtree(folder)


def checksum(file: Path) -> str:
    """The BLAKE2b-128 checksum of a file's bytes, in hexadecimal."""
    import hashlib

    with file.open("rb") as data:
        return hashlib.file_digest(data, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def write_whole(file: Path, text: str) -> None:
    """Writes a file so that it is found whole or as it was before, never in between."""
    aside = file.with_name(file.name + ".new")
    with aside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _link(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        # A file system without hard links.
        import shutil

        shutil.copy2(old, new)


def _same_file(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b) and a.stat().st_mtime_ns == b.stat().st_mtime_ns
    except OSError:
        return False
