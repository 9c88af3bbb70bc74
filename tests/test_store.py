"""Generations: the pointer, the lock, what is kept, what is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from indexer.store import Manifest, Store


def build(store: Store, content: str, base: Manifest | None = None) -> Manifest:
    """A generation with one engine file."""
    folder = store.begin(base)
    (folder / "engine" / f"{content}.seg").write_text(content)
    return store.finish(
        folder, engine="memory", paths=("/c",), articles=1, fingerprint=content, base=base
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    found = Store(tmp_path / "index_data")
    found.folder.mkdir()
    return found


def test_a_missing_index_says_what_to_run(store: Store) -> None:
    with pytest.raises(IndexMissing, match="timbao index"):
        store.live()


def test_the_pointer_names_the_newest_finished_generation(store: Store) -> None:
    first = build(store, "a")
    second = build(store, "b", first)
    assert store.live() == second
    names = {f.name for f in (store.path_of(second.generation) / "engine").iterdir()}
    assert names == {"a.seg", "b.seg"}
    assert store.verify().faults == ()


def test_a_new_generation_leaves_the_old_files_alone(store: Store) -> None:
    first = build(store, "a")
    folder = store.begin(first)
    (folder / "engine" / "a.seg").unlink()
    assert (store.path_of(first.generation) / "engine" / "a.seg").read_text() == "a"


def test_only_the_last_two_generations_and_no_remains_are_kept(store: Store) -> None:
    kept = [build(store, c).generation for c in "abcd"]
    remains = store.begin()
    build(store, "e")
    folders = {f.name for f in store.folder.iterdir() if f.is_dir()}
    assert kept[-1] in folders
    assert remains.name not in folders
    assert len(folders) == 2


def test_a_crash_before_the_switch_changes_nothing(store: Store) -> None:
    first = build(store, "a")

    class Crash(Exception):
        """The power is cut."""

    def crash() -> None:
        raise Crash

    with pytest.raises(Crash):
        store.finish(
            store.begin(first),
            engine="memory",
            paths=(),
            articles=9,
            fingerprint="x",
            before_switch=crash,
        )
    assert store.live() == first


def test_flipped_and_missing_bytes_are_found(store: Store) -> None:
    manifest = build(store, "abc")
    file = store.path_of(manifest.generation) / "engine" / "abc.seg"
    file.write_text("abd")
    assert "abc.seg" in store.verify().faults[0]
    file.unlink()
    assert "thiếu tệp" in store.verify().faults[0]


def test_a_broken_manifest_is_damage(store: Store) -> None:
    manifest = build(store, "a")
    (store.path_of(manifest.generation) / "manifest.json").write_text("{")
    with pytest.raises(IndexDamaged, match="reindex"):
        store.live()


def test_another_analysis_is_outdated(store: Store) -> None:
    manifest = build(store, "a")
    file = store.path_of(manifest.generation) / "manifest.json"
    row = json.loads(file.read_text())
    row["analysis"] = -1
    file.write_text(json.dumps(row))
    with pytest.raises(IndexOutdated, match="reindex"):
        store.live()


HOLD = """
import sys, pathlib
from indexer.store import Store
with Store(pathlib.Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_holds_the_lock_and_a_dead_one_holds_nothing(
    store: Store,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked, match=str(holder.pid)), store.writing():
            pass
        holder.kill()
        holder.wait()
    with store.writing():
        assert str(os.getpid()) in (store.folder / "lock").read_text()
