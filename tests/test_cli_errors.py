"""What goes wrong on the command line: a sentence on stderr and an exit status, never a trace."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.command_corpus import Run, build, run_in, runner, write_records


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented articles; tests only read it."""
    return build(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def run(index_dir: Path) -> Run:
    """Runs a command on that index."""
    return runner(index_dir)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["search", "phà", "--province", "Vinh Lon"], ["Vĩnh Long", "did you mean"]),
        (["search", "phà", "--year", "năm ngoái"], ["2015..2020", "--year cannot read"]),
        (["search", "phà", "--year", "2020..2015"], ["2020..2015", "wrong way round"]),
        (["search", "phà", "--year", ".."], ["2015..2020"]),
        (["search", "phà", "--sort", "best"], ["relevance", "newest", "oldest"]),
        (["search", "phà", "--match", "some"], ["all", "most", "any"]),
        (["search", "phà", "--source", "Báo Bến Pha Lê"], ["Báo Bến Phà", "Unknown source"]),
        (["search", "phà", "--size", "0"], ["size=0"]),
        (["search", "phà", "--size", "1000000000"], ["1000000000"]),
        (
            ["search", "phà", "--size", "mười"],
            ["mười", "giá trị không dùng được", "not a valid integer"],
        ),
        (["search", "phà", "--offset", "23"], ["23 bài", "past the end"]),
        (["search", "phà", "--offset", "999999999"], ["23 bài", "past the end"]),
        (["search", "phà", "--offset", "-1"], ["--offset -1", "below 0"]),
        (["search", "khôngcóđâu", "--offset", "5"], ["past the end", "no article"]),
        (["search", "?!... ;"], ["nothing to search for"]),
        (["search", "(" * 10_000], ["10000", "at most"]),
        (["search", "năm:abc"], ["year:2015..2020"]),
        (["search", "-phà"], ["không có tùy chọn này", "No such option", "Put -- before"]),
        (["search", "phà", "--format", "xml"], ["json", "csv"]),
        (["export", "phà", "--format", "xls"], ["bibtex", "ris"]),
        (["show", "pha/99"], ["pha/99", "There is no article"]),
        (["show"], ["thiếu tham số", "Missing argument"]),
        (["tìm", "phà"], ["không có lệnh này", "No such command"]),
        (["show", "a", "b"], ["thừa tham số", "unexpected extra"]),
        (["search", "phà", "--year"], ["thiếu giá trị", "requires an argument"]),
        ([], ["thiếu tên lệnh", "Missing command"]),
        (["--engine", "lucene", "search", "phà"], ["lucene", "tantivy"]),
        (["index", "/không/có/đâu"], ["/không/có/đâu", "no file or folder"]),
        (["serve", "--port", "99999"], ["99999", "--port"]),
        (["serve", "--host", "không.có.đâu.invalid"], ["invalid", "--host"]),
    ],
)
def test_wrong_usage_is_a_sentence_and_status_2(run: Run, line: list[str], said: list[str]) -> None:
    failed = run(*line)
    assert failed.exit_code == 2, failed.output
    assert failed.stdout == ""
    assert failed.stderr.startswith("Lỗi (error): ")
    assert "Traceback" not in failed.stderr
    for words in said:
        assert words in failed.stderr


def test_the_place_of_an_error_is_pointed_at(run: Run) -> None:
    query = 'bến năm:abc "phà"'
    lines = run("search", query).stderr.splitlines()
    shown = next(i for i, line in enumerate(lines) if line.strip() == query)
    assert lines[shown + 1].index("^") - lines[shown].index("bến") == query.index("abc")


def test_a_nul_is_text_or_a_sentence_but_never_a_trace(run: Run) -> None:
    answered = run("search", "bến\0phà")
    assert answered.exit_code in (0, 2)
    assert "Traceback" not in answered.output
    assert "\0" not in answered.output


@pytest.mark.parametrize(
    "line", [["search", "phà"], ["show", "a"], ["export", "phà"], ["stats"], ["verify"], ["serve"]]
)
def test_a_missing_index_is_status_3_and_says_what_to_run(tmp_path: Path, line: list[str]) -> None:
    failed = run_in(tmp_path, *line)
    assert (failed.exit_code, failed.stdout) == (3, "")
    assert "timbao index" in failed.stderr and str(tmp_path / "index") in failed.stderr


def test_an_empty_folder_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    failed = run_in(tmp_path, "index", tmp_path / "trống")
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "trống" in failed.stderr and ".jsonl" in failed.stderr
    assert run_in(tmp_path, "stats").exit_code == 3


def test_no_corpus_at_all_is_status_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed = run_in(tmp_path, "index")
    assert failed.exit_code == 2 and "timbao index" in failed.stderr


def test_an_index_of_another_time_names_the_command_that_mends_it(tmp_path: Path) -> None:
    run_in(tmp_path, "index", write_records(tmp_path / "corpus"))
    manifest = next((tmp_path / "index").glob("*/manifest.json"))
    old = json.loads(manifest.read_text()) | {"analysis": 0}
    manifest.write_text(json.dumps(old))
    failed = run_in(tmp_path, "search", "phà")
    assert failed.exit_code == 3 and "timbao reindex" in failed.stderr
    assert run_in(tmp_path, "reindex").exit_code == 0
    assert run_in(tmp_path, "search", "phà").exit_code == 0


def test_a_place_that_cannot_be_written_is_status_2(run: Run, tmp_path: Path) -> None:
    failed = run("export", "phà", "-o", tmp_path / "no" / "such" / "ra.csv")
    assert failed.exit_code == 2 and "ra.csv" in failed.stderr
    blocked = tmp_path / "tệp"
    blocked.write_text("")
    line = ["--index-dir", str(blocked / "index"), "index", str(tmp_path)]
    (tmp_path / "a.txt").write_text("Một bài có vài câu. Đủ để lập chỉ mục.")
    failed = CliRunner().invoke(main, line)
    assert failed.exit_code == 2 and "--index-dir" in failed.stderr


def test_a_busy_port_is_status_2(run: Run) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        failed = run("serve", "--port", busy.getsockname()[1])
    assert failed.exit_code == 2 and "--port 0" in failed.stderr


class Panic(BaseException):
    """What a panic of the engine looks like: no Exception."""


@pytest.mark.parametrize("kind", [RuntimeError, Panic, MemoryError])
def test_a_fault_is_an_apology_without_a_trace(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    def fail(*_: object) -> None:
        raise kind("hỏng ở đây\ndòng hai")

    monkeypatch.setattr("indexer.search.Searcher.search", fail)
    failed = run("search", "phà")
    assert (failed.exit_code, failed.stdout) == (70, "")
    assert f"{kind.__name__}: hỏng ở đây\n" in failed.stderr
    assert "Xin lỗi" in failed.stderr and "Traceback" not in failed.stderr
    with pytest.raises(kind):
        run("search", "phà", "--debug", catch_exceptions=False)


def test_a_full_disk_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/đĩa")

    monkeypatch.setattr("indexer.search.Searcher.search", fail)
    failed = run("search", "phà")
    assert failed.exit_code == 70
    assert "/đĩa: No space left on device" in failed.stderr and "Xin lỗi" not in failed.stderr
