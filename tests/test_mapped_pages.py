"""A worker gives back what it holds of the index's files, and reads them as before."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_index import build_site_index
from webui import create_app, mapped_pages
from webui.mapped_pages import MappedPages, give_back, held

SMAPS = Path("/proc/self/smaps")
SIZE = 4 << 20

pytestmark = pytest.mark.skipif(not SMAPS.exists(), reason="needs Linux's /proc")


def held_of(file: Path) -> int:
    """Kilobytes that this process holds of a file."""
    found = re.search(rf"{re.escape(str(file))}\n(?:\w+:.*\n)*?Rss:\s+(\d+) kB", SMAPS.read_text())
    assert found, f"{file} is not mapped"
    return int(found[1])


@pytest.fixture
def mapped(tmp_path: Path) -> Iterator[tuple[Path, mmap.mmap]]:
    """A file in a folder whose name has a space, mapped and read."""
    file = tmp_path / "the index" / "file"
    file.parent.mkdir()
    file.write_bytes(bytes(range(256)) * (SIZE // 256))
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as found:
        assert sum(found[::4096]) == 0
        yield file, found


def test_pages_are_given_back_and_read_again(mapped: tuple[Path, mmap.mmap]) -> None:
    file, pages = mapped
    before = held()
    assert held_of(file) * 1024 == SIZE
    give_back(file.parent)
    assert held_of(file) == 0
    assert held() <= before - SIZE // 2
    assert pages[:] == bytes(range(256)) * (SIZE // 256)


def test_other_folders_are_left_alone(mapped: tuple[Path, mmap.mmap]) -> None:
    file, _ = mapped
    give_back(file.parent / "fil")
    give_back(file.parent.parent / "the")
    assert held_of(file) * 1024 == SIZE


def test_a_site_that_holds_too_much_gives_back_and_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Path] = []

    def watched(folder: Path) -> None:
        given.append(folder)
        give_back(folder)

    monkeypatch.setattr(mapped_pages, "held", lambda: mapped_pages.MOST_MAPPED + 1)
    monkeypatch.setattr(mapped_pages, "give_back", watched)
    index = build_site_index(tmp_path)
    visitor = create_app(index).test_client()
    answers = {visitor.get("/api/search?q=l%C3%BAa").data for _ in range(mapped_pages.LOOKED_AT)}
    assert len(answers) == 1
    assert given == [index.resolve() / (index / "current").read_text().strip()]


def test_where_the_system_refuses_it_is_logged_once_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(1, "refused", str(folder))

    monkeypatch.setattr(mapped_pages, "held", lambda: mapped_pages.MOST_MAPPED + 1)
    monkeypatch.setattr(mapped_pages, "give_back", refuse)
    visitor = create_app(build_site_index(tmp_path)).test_client()
    for _ in range(3 * mapped_pages.LOOKED_AT):
        assert visitor.get("/healthz").status_code == 200
    assert len([r for r in caplog.records if "given back" in r.message]) == 1


def test_what_is_within_the_bound_is_kept(mapped: tuple[Path, mmap.mmap], tmp_path: Path) -> None:
    class Opened:
        generation = "the index"

    pages = MappedPages(tmp_path, most=1 << 60)
    for _ in range(2 * mapped_pages.LOOKED_AT):
        pages.after_use(Opened())  # type: ignore[arg-type]
    assert held_of(mapped[0]) * 1024 == SIZE
