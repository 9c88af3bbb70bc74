"""Which fields does an audit list, with which reason, and can the table be used as corrections?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.articles.corrections import apply_corrections, load_corrections
from indexer.audit import audit_lines, find_doubts
from indexer.cli import main
from indexer.model import UNKNOWN, Article, Inference, Part, Topic

TODAY = date(2026, 1, 1)
TEXT = "Cầu mới thông xe. Người dân hai bờ đi lại dễ dàng hơn trước nhiều."
TOPIC = Topic(
    "Hải Phòng", "hai-phong", ("hai-phong",), ("hai-phong",), 4.0, 0.95, "named", "ở Hải Phòng"
)


def told(
    value: str, confidence: float = 0.95, method: str = "line", evidence: str = ""
) -> Inference:
    return Inference(value, confidence, method, evidence or value)


def article(**changes: object) -> Article:
    """An article of which everything is known, with these changes."""
    whole = Article(
        id="bac/mot",
        file="bac/mot.txt",
        text=TEXT,
        parts=(Part("body", 0, len(TEXT)),),
        title=told("Cầu mới thông xe"),
        date=told("2017-03-01", 0.97, "date_line", "1/3/2017"),
        year=told("2017", 0.97, "date_line", "1/3/2017"),
        source=told("Báo Hải Phòng"),
        source_province=told("hai-phong"),
        author=told("Lê Thị Đò"),
        topics=(TOPIC,),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def body(text: str) -> dict[str, object]:
    return {"text": text, "parts": (Part("body", 0, len(text)),)}


def reasons(one: Article, below: float = 0.8) -> dict[str, str]:
    return {d.field: d.reason for d in find_doubts(one, below=below, today=TODAY)}


def rows(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines).removeprefix("\ufeff"))))


def test_a_sound_article_is_not_listed() -> None:
    assert reasons(article()) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": told("Cầu mới thông xe.", 0.3, "derived")}, "title"),
        ({"date": UNKNOWN}, "date"),
        ({"year": UNKNOWN, "date": UNKNOWN}, "year"),
        ({"topics": ()}, "province"),
        ({"source": UNKNOWN}, "source"),
        ({"author": UNKNOWN}, "author"),
    ],
)
def test_a_missing_field_is_listed(changes: dict[str, object], field: str) -> None:
    assert "missing" in reasons(article(**changes))[field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"author": told("Sóng Biển", 0.6, "byline")}, "author"),
        ({"source": told("Báo Hải Phòng", 0.75, "credit", "Theo Báo Hải Phòng")}, "source"),
        ({"topics": (replace(TOPIC, confidence=0.7),)}, "province"),
    ],
)
def test_a_weak_field_is_listed_below_the_threshold(changes: dict[str, object], field: str) -> None:
    one = article(**changes)
    assert list(reasons(one)) == [field]
    assert "weak" in reasons(one)[field]
    assert reasons(one, below=0.6) == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"url": "https://x.vn/2018/05/09/cau-moi"}, "date", "2018-05-09"),
        ({"warnings": ("1/3/2017 là Thứ Tư",)}, "date", "Thứ Tư"),
        ({"date": told("2031-03-01"), "year": told("2031")}, "date", "2026-01-01"),
        (body("Cầu khởi công ngày 12/5/2019, nay thông xe."), "year", "2019"),
        (body("Trong 6 tháng đầu năm 2011, và 9 tháng năm 2011, thu tăng."), "year", "2011"),
        ({"source_province": told("nghe-an")}, "province", "Nghệ An"),
        ({"author": told("Lê Chân")}, "author", "outlet"),
    ],
)
def test_a_conflict_is_listed_with_what_disagrees(
    changes: dict[str, object], field: str, words: str
) -> None:
    found = reasons(article(**changes))
    assert list(found) == [field]
    assert "conflict" in found[field] and words in found[field]


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "https://x.vn/2017/03/02/cau-moi"},
        body("Cầu phải xong trước ngày 12/5/2019, theo hợp đồng."),
        {"source_province": told("nghe-an"), "topics": (replace(TOPIC, method="given"),)},
        {"source_province": told("hai-duong"), "date": UNKNOWN, "year": told("2025")},
    ],
)
def test_what_only_looks_like_a_conflict_is_none(changes: dict[str, object]) -> None:
    assert "conflict" not in "".join(reasons(article(**changes)).values())


def test_before_the_merger_a_neighbour_s_paper_is_another_s() -> None:
    assert list(reasons(article(source_province=told("hai-duong")))) == ["province"]


def test_a_corrected_field_is_not_listed_again() -> None:
    assert reasons(article(author=UNKNOWN, corrected=("author",))) == {}


def test_a_note_says_what_was_inferred_and_why() -> None:
    one = article(source=told("Báo X", 0.75, "credit", "Theo " + "rất dài " * 40))
    (row,) = rows(audit_lines([one], today=TODAY))
    assert (row["id"], row["field"], row["value"]) == ("bac/mot", "source", "")
    for words in ("yếu (weak)", "Báo X", "credit", "0.75", "“Theo rất dài"):
        assert words in row["note"]
    assert len(row["note"]) < 300


def test_only_the_fields_that_are_asked_for_are_listed() -> None:
    one = article(author=UNKNOWN, source=UNKNOWN)
    assert [r["field"] for r in rows(audit_lines([one], fields=("source",), today=TODAY))] == [
        "source"
    ]


@pytest.mark.parametrize("name", ["bac/mot", "-bai", "=1+1", "có, dấu “phẩy”"])
def test_the_filled_table_is_a_table_of_corrections(tmp_path: Path, name: str) -> None:
    one = article(id=name, author=UNKNOWN, date=UNKNOWN, year=UNKNOWN, topics=())
    table = tmp_path / "corrections.csv"
    table.write_text("".join(audit_lines([one], today=TODAY)), encoding="utf-8", newline="")
    assert load_corrections(table) == {}

    filled = rows([table.read_text(encoding="utf-8")])
    values = {"author": "Trần Văn Cầu", "date": "2/3/2017", "province": "Hải Phòng"}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("id", "field", "value", "note"))
        writer.writeheader()
        writer.writerows(row | {"value": values.get(row["field"], "")} for row in filled)
    corrected = apply_corrections(one, load_corrections(table)[name])
    assert set(corrected.corrected) == set(values)
    assert (corrected.author.value, corrected.year.value) == ("Trần Văn Cầu", "2017")
    assert corrected.topics[0].printed == "hai-phong"
    assert reasons(corrected) == {"year": reasons(one)["year"]} or reasons(corrected) == {}


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "bài.txt").write_text(
        "Thứ Hai, 01/03/2017\nCầu mới thông xe ở bến cũ\n\n" + (TEXT + " ") * 3, encoding="utf-8"
    )
    done = CliRunner().invoke(
        main, ["--index-dir", str(folder / "index"), "index", str(folder / "corpus")]
    )
    assert done.exit_code == 0, done.output
    return folder / "index"


def test_the_command_prints_the_table(index_dir: Path) -> None:
    done = CliRunner().invoke(main, ["--index-dir", str(index_dir), "audit"])
    assert (done.exit_code, done.stderr) == (0, "")
    found = {row["field"]: row["note"] for row in rows([done.stdout])}
    assert set(found) == {"date", "province", "source", "author"}
    assert "không phải Thứ Hai" in found["date"] and "Thứ Hai, 01/03/2017" in found["date"]


def test_the_command_writes_a_file(index_dir: Path, tmp_path: Path) -> None:
    table = tmp_path / "xem.csv"
    line = ["--index-dir", str(index_dir), "audit", "--field", "author", "--field", "title"]
    done = CliRunner().invoke(main, [*line, "--below", "0.95", "-o", str(table)])
    assert (done.exit_code, done.output) == (0, "")
    found = rows([table.read_text(encoding="utf-8")])
    assert [row["field"] for row in found] == ["title", "author"]


def test_a_threshold_beyond_one_is_wrong_usage(index_dir: Path) -> None:
    done = CliRunner().invoke(main, ["--index-dir", str(index_dir), "audit", "--below", "2"])
    assert done.exit_code == 2
