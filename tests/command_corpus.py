"""A small invented corpus for the tests of the command line, and ways to run it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from click.testing import CliRunner, Result

from indexer.cli import main

Run = Callable[..., Result]

PROVINCES = ("Vĩnh Long", "Hải Phòng", "Nghệ An")


def records() -> Iterator[dict[str, str]]:
    """Invented articles: 23 about ferries, one whose text would play tricks on a terminal."""
    for i in range(23):
        yield {
            "id": f"pha/{i:02}",
            "title": f"Chuyến phà thứ {i} qua bến",
            "text": f"Bến phà số {i} đông khách. UBND huyện cho tăng chuyến." + " Phà chạy." * i,
            "date": f"{2010 + i % 10}-03-{i + 1:02}",
            "province": PROVINCES[i % 3],
            "source": "Báo Bến Phà" if i % 2 else "Báo Sông Nước",
            "author": "Lê Thị Đò",
        }
    yield {
        "id": "la/dieu",
        "title": "Điều lạ \x1b[31mđỏ\x07",
        "text": "Ủy ban nhân dân xã báo tin lạ.\x1b]0;x\x07 Chữ hỏng: \ud800.",
    }


def write_records(folder: Path) -> Path:
    """A corpus of these articles."""
    folder.mkdir(parents=True)
    lines = [json.dumps(r) + "\n" for r in records()]
    (folder / "phà.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def build(folder: Path) -> Path:
    """The folder of an index of these articles, made below this folder."""
    built = folder / "index"
    corpus = write_records(folder / "corpus")
    done = CliRunner().invoke(main, ["--index-dir", str(built), "index", str(corpus)])
    assert done.exit_code == 0, done.output
    return built


def runner(index_dir: Path) -> Run:
    """Runs a command on this index."""

    def run_command(*arguments: object, **how: object) -> Result:
        line = ["--index-dir", str(index_dir), *map(str, arguments)]
        return CliRunner().invoke(main, line, **how)  # type: ignore[arg-type]

    return run_command


def run_in(folder: Path, *arguments: object) -> Result:
    """Runs a command on the index `folder / "index"`."""
    return CliRunner().invoke(main, ["--index-dir", str(folder / "index"), *map(str, arguments)])


def ids(result: Result) -> list[str]:
    """The ids of an answer in JSON."""
    assert result.exit_code == 0, result.stderr
    return [hit["id"] for hit in json.loads(result.stdout)["hits"]]
