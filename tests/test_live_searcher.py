"""A running site answers from the live generation, and never from a closed one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from indexer import IndexMissing, Request, Searcher, build_index, open_index
from tests.site_index import RECORDS, write_corpus
from webui import create_app
from webui.searcher import LiveSearcher


class Watched:
    """A stand-in that only knows whether it is current and whether it was closed."""

    def __init__(self) -> None:
        self.current = True
        self.closed = False

    def is_current(self) -> bool:
        return self.current

    def close(self) -> None:
        assert not self.closed, "closed twice"
        self.closed = True


def watched_site() -> tuple[LiveSearcher, list[Watched]]:
    opened: list[Watched] = []

    def open_one() -> Searcher:
        opened.append(Watched())
        return opened[-1]  # type: ignore[return-value]

    return LiveSearcher(open_one), opened


def test_it_is_opened_once_while_it_stays_current() -> None:
    live, opened = watched_site()
    for _ in range(3):
        with live.lend():
            pass

    assert len(opened) == 1
    assert not opened[0].closed


def test_the_old_one_is_closed_when_its_last_borrower_is_done() -> None:
    live, opened = watched_site()
    with live.lend() as first:
        opened[0].current = False
        with live.lend() as second:
            assert second is not first
            assert not opened[0].closed
        assert not opened[0].closed
    assert opened[0].closed
    assert not opened[1].closed


def test_closing_waits_for_borrowers() -> None:
    live, opened = watched_site()
    with live.lend():
        live.close()
        assert not opened[0].closed
    assert opened[0].closed


def test_threads_share_one_and_none_meets_a_closed_one() -> None:
    live, opened = watched_site()
    met_closed = []
    start = threading.Barrier(8)

    def borrow(thread: int) -> None:
        start.wait()
        for turn in range(200):
            with live.lend() as searcher:
                met_closed.append(searcher.closed)  # type: ignore[attr-defined]
                if (turn + thread) % 50 == 0:
                    searcher.current = False  # type: ignore[attr-defined]

    threads = [threading.Thread(target=borrow, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(met_closed) == 1600
    assert not any(met_closed)
    assert all(one.closed for one in opened[:-1])


def test_a_running_site_notices_a_new_generation(tmp_path: Path) -> None:
    index = tmp_path / "index"
    corpus = write_corpus(tmp_path / "corpus", RECORDS[:2])
    build_index(index, [corpus])
    client = create_app(index).test_client()
    before = client.get("/healthz").get_json()
    write_corpus(corpus, RECORDS[:3])
    build_index(index)
    after = client.get("/healthz").get_json()

    assert (before["articles"], after["articles"]) == (2, 3)
    assert before["generation"] != after["generation"]
    assert client.get("/api/search?q=lũ").get_json()["total"] == 1


def test_an_index_built_after_the_start_is_found(tmp_path: Path) -> None:
    client = create_app(tmp_path / "index").test_client()
    assert client.get("/healthz").status_code == 503

    build_index(tmp_path / "index", [write_corpus(tmp_path / "corpus", RECORDS[:1])])

    assert client.get("/healthz").status_code == 200


def test_an_index_that_went_away_is_not_answered_from(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(index, [write_corpus(tmp_path / "corpus", RECORDS[:1])])
    client = create_app(index).test_client()
    assert client.get("/search?q=lúa").status_code == 200

    (index / "current").unlink()

    assert client.get("/search?q=lúa").status_code == 503
    with pytest.raises(IndexMissing):
        open_index(index).search(Request())
