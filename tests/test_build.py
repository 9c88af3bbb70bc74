"""A corpus becomes a generation: what is added, changed, unchanged, deleted, skipped."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from indexer.build import build_index
from indexer.changes import BuildReport
from indexer.errors import CorrectionsError, UsageError
from indexer.model import Request
from indexer.search import open_index
from indexer.store import Store

SENTENCE = "Mùa gặt ở xã này bắt đầu từ sáng sớm, bà con ra đồng từ khi trời còn mờ sương."


def record(name: str, **fields: str) -> dict[str, str]:
    """A record with a text, and what else is given."""
    return {"id": name, "title": f"Bài {name}", "text": SENTENCE, **fields}


def write(file: Path, *records: dict[str, str]) -> Path:
    """A JSONL file of these records."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    return file


def counts(report: BuildReport) -> tuple[int, int, int, int, int]:
    """Added, updated, unchanged, deleted, skipped."""
    return (
        report.added,
        report.updated,
        report.unchanged,
        report.deleted,
        len(report.skipped),
    )


def found(index: Path, q: str = "", **how: object) -> list[str]:
    """The ids of the answer, sorted."""
    searcher = open_index(index)
    request = Request(q=q, size=100, **how)  # type: ignore[arg-type]
    answer = sorted(h.article.id for h in searcher.search(request).hits)
    searcher.close()
    return answer


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder for articles."""
    folder = tmp_path / "bài báo"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder for the index."""
    return tmp_path / "index_data"


def test_only_what_changed_is_read_again(corpus: Path, index: Path) -> None:
    file = write(corpus / "tin.jsonl", record("a"), record("b"), record("c"))
    (corpus / "trang.txt").write_text(f"Bến đò cũ\n\n{SENTENCE}\n")
    assert counts(build_index(index, [corpus])) == (4, 0, 0, 0, 0)
    first = Store(index).live_name()
    assert counts(build_index(index)) == (0, 0, 4, 0, 0)
    assert Store(index).live_name() == first
    write(file, record("a"), record("b", title="Con đê mới"), record("d"))
    assert counts(build_index(index)) == (1, 1, 2, 1, 0)
    assert found(index) == ["a", "b", "d", "trang"]
    assert found(index, '"con đê mới"') == ["b"]
    (corpus / "trang.txt").unlink()
    assert counts(build_index(index)) == (0, 0, 3, 1, 0)
    assert found(index, "bến đò", match="all", marks="exact") == []


def test_a_full_build_answers_the_same(corpus: Path, index: Path, tmp_path: Path) -> None:
    write(corpus / "tin.jsonl", record("a"), record("b"))
    build_index(index, [corpus])
    write(corpus / "tin.jsonl", record("b", title="Con đê mới"), record("c"))
    build_index(index)
    report = build_index(index, full=True)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert found(index) == ["b", "c"]
    other = build_index(tmp_path / "other", [corpus])
    assert other.articles == report.articles
    assert Store(tmp_path / "other").live().fingerprint == Store(index).live().fingerprint


def test_paths_are_added_to_those_the_index_has(corpus: Path, index: Path) -> None:
    write(corpus / "một" / "tin.jsonl", record("a"))
    write(corpus / "hai" / "tin.jsonl", record("b"))
    build_index(index, [corpus / "một"])
    assert counts(build_index(index, [corpus / "hai"])) == (1, 0, 1, 0, 0)
    assert counts(build_index(index)) == (0, 0, 2, 0, 0)
    assert found(index) == ["a", "b"]


def test_a_path_that_is_gone_keeps_its_articles_and_is_named(corpus: Path, index: Path) -> None:
    write(corpus / "một" / "tin.jsonl", record("a"))
    write(corpus / "hai" / "tin.jsonl", record("b"))
    build_index(index, [corpus / "một", corpus / "hai"])
    (corpus / "hai").rename(corpus / "ba")
    report = build_index(index)
    assert counts(report) == (0, 0, 2, 0, 1)
    assert str(corpus / "hai") in report.skipped[0].where
    assert found(index) == ["a", "b"]


def test_the_second_of_two_ids_is_skipped_and_comes_when_the_first_goes(
    corpus: Path, index: Path
) -> None:
    write(corpus / "1.jsonl", record("a", title="Bài đầu"))
    write(corpus / "2.jsonl", record("a", title="Bài sau"), record("b"))
    report = build_index(index, [corpus])
    assert counts(report) == (2, 0, 0, 0, 1)
    assert report.skipped[0].where == "2.jsonl"
    assert "“a” trùng" in report.skipped[0].reason
    assert found(index, '"bài sau"') == []
    assert len(build_index(index).skipped) == 1
    (corpus / "1.jsonl").unlink()
    assert counts(build_index(index)) == (0, 1, 1, 0, 0)
    assert found(index, '"bài sau"') == ["a"]


def test_what_is_no_readable_file_is_named_and_stops_nothing(corpus: Path, index: Path) -> None:
    write(corpus / "a.jsonl", record("a"))
    (corpus / "b.txt").symlink_to(corpus / "đã-xóa.txt")
    os.mkfifo(corpus / "c.txt")
    (corpus / "vòng").symlink_to(corpus, target_is_directory=True)
    report = build_index(index, [corpus])
    assert counts(report) == (1, 0, 0, 0, 3)
    assert {s.where for s in report.skipped} == {"b.txt", "c.txt", "vòng"}
    again = build_index(index)
    assert (again.generation, len(again.skipped)) == (report.generation, 3)
    write(corpus / "đã-xóa.txt").write_text(f"Bến đò cũ\n\n{SENTENCE}\n")
    build_index(index)
    assert found(index) == ["a", "b", "đã-xóa"]


def test_a_file_is_read_once_it_may_be(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission changes neither the size of a file nor the time of its last change."""
    write(corpus / "a.jsonl", record("a"))
    closed = write(corpus / "b.jsonl", record("b"))

    def deny(file: Path, _: int) -> bool:
        return file != closed

    def refuse(path: Path) -> BinaryIO:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return path.open("rb")

    with monkeypatch.context() as patched:
        patched.setattr("os.access", deny)
        patched.setattr("indexer.articles.readers._open", refuse)
        assert counts(build_index(index, [corpus])) == (1, 0, 0, 0, 1)
    assert counts(build_index(index)) == (1, 0, 1, 0, 0)


def test_a_folder_that_cannot_be_looked_into_is_named(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus / "a.jsonl", record("a"))
    write(corpus / "kín" / "b.jsonl", record("b"))
    scan = os.scandir

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("kín"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    report = build_index(index, [corpus])
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.skipped[0].where == "kín"


def test_bad_input_is_named_counted_and_stops_nothing(corpus: Path, index: Path) -> None:
    (corpus / "1.jsonl").write_text('{"id": "a", "text": "Một câu chuyện dài."}\n{hỏng\n[]\n')
    (corpus / "2.csv").write_text("id,tên\n1,2\n")
    (corpus / "3.txt").write_bytes(b"")
    (corpus / "4.txt.gz").write_bytes(b"not gzip")
    (corpus / "5.jsonl.gz").write_bytes(gzip.compress(b'{"id": "b", "text": "Th\xe1ng"}\n')[:-5])
    report = build_index(index, [corpus])
    assert report.added + len(report.skipped) >= 6
    assert all(s.where and s.reason for s in report.skipped)
    named = " ".join(s.where for s in report.skipped)
    assert all(name in named for name in ("1.jsonl:2", "1.jsonl:3", "2.csv", "3.txt", "4.txt"))
    assert "a" in found(index)


def test_a_correction_changes_its_article_alone(corpus: Path, index: Path) -> None:
    write(corpus / "tin.jsonl", record("a", date="2015-05-06"), record("b"))
    build_index(index, [corpus])
    (corpus / "corrections.csv").write_text("id,field,value,note\na,year,2016,đọc bản in\n")
    assert counts(build_index(index)) == (0, 1, 1, 0, 0)
    assert found(index, "năm:2016") == ["a"]
    article = open_index(index).article("a").article
    assert (article.year.method, article.year.evidence) == ("correction", "đọc bản in")
    (corpus / "corrections.csv").unlink()
    assert counts(build_index(index)) == (0, 1, 1, 0, 0)
    assert found(index, "năm:2015") == ["a"]


def test_a_bad_correction_is_an_error_with_its_place(corpus: Path, index: Path) -> None:
    write(corpus / "tin.jsonl", record("a"))
    (corpus / "corrections.csv").write_text("id,field,value,note\na,year,hai nghìn,\n")
    with pytest.raises(CorrectionsError, match=r"corrections\.csv:2"):
        build_index(index, [corpus])


def test_a_correction_of_an_unknown_article_is_named(corpus: Path, index: Path) -> None:
    write(corpus / "tin.jsonl", record("a"))
    (corpus / "corrections.csv").write_text("id,field,value,note\na,year,,\nkhac,year,2016,\n")
    for _ in range(2):
        report = build_index(index, [corpus])
        assert [skipped.where for skipped in report.skipped] == ["corrections.csv:3: khac"]


def test_folders_that_cannot_be_used(corpus: Path, index: Path) -> None:
    with pytest.raises(UsageError, match="Không có bài nào"):
        build_index(index, [corpus])
    with pytest.raises(UsageError, match="Không có tệp hay thư mục"):
        build_index(index, [corpus / "không có"])
    with pytest.raises(UsageError, match="timbao index"):
        build_index(index, default=corpus / "không có")


def test_an_index_keeps_its_engine(corpus: Path, index: Path) -> None:
    write(corpus / "tin.jsonl", record("a"))
    build_index(index, [corpus], engine="whoosh")
    with pytest.raises(UsageError, match="reindex"):
        build_index(index, engine="tantivy")
    build_index(index, engine="memory", full=True)
    assert Store(index).live().engine == "memory"
    assert found(index) == ["a"]


def test_many_articles_on_several_processes_come_out_the_same(
    corpus: Path, index: Path, tmp_path: Path
) -> None:
    records = [record(f"b{i}", title=f"Bài số {i}") for i in range(1_100)]
    write(corpus / "tin.jsonl", *records)
    seen: list[int] = []
    report = build_index(index, [corpus], workers=2, progress=seen.append)
    assert report.added == sum(seen) == 1_100
    build_index(tmp_path / "other", [corpus], workers=1)
    for q in ("", '"bài số 7"', "sương 1099"):
        assert found(index, q) == found(tmp_path / "other", q)
    assert found(index, '"bài số 7"') == ["b7"]


def test_the_report_says_where_the_time_went(corpus: Path, index: Path) -> None:
    write(corpus / "tin.jsonl", record("a"), record("b"))
    report = build_index(index, [corpus])
    parts = [seconds for name, seconds in report.seconds.items() if name != "total"]
    assert {"waiting for batches", "writing", "committing", "saving"} <= set(report.seconds)
    assert 0 < sum(parts) <= report.seconds["total"]
    assert {"understanding", "terms", "typed tokens", "packing"} <= set(report.processor_seconds)
