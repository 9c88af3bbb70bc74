"""`timbao search`: what it shows in each form, and that filters, order and offsets are obeyed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command_corpus import Run, build, ids, runner


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented articles; tests only read it."""
    return build(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def run(index_dir: Path) -> Run:
    """Runs a command on that index."""
    return runner(index_dir)


def test_the_table_shows_counts_marks_and_how_to_go_on(run: Run) -> None:
    shown = run("search", "bến phà", "--size", 2)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "23 bài (23 articles)" in shown.stdout
    assert "đúng dấu (exact) 23" in shown.stdout
    assert "[Bến phà] số" in shown.stdout
    assert "--offset 2" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_query_typed_without_marks_is_asked_back_with_them(run: Run) -> None:
    assert "Ý bạn là: bến phà? (did you mean)" in run("search", "ben pha").stdout
    assert "Ý bạn là" not in run("search", "bến phà").stdout


def test_words_need_no_quotes(run: Run) -> None:
    assert run("search", "bến", "phà").stdout == run("search", "bến phà").stdout


def test_an_empty_query_is_every_article_newest_first(run: Run) -> None:
    dates = [h["date"] for h in json.loads(run("search", "--format", "json").stdout)["hits"]]
    assert dates == sorted(dates, reverse=True)
    assert "24 bài" in run("search").stdout


def test_an_expansion_is_listed_and_can_be_switched_off(run: Run) -> None:
    on = json.loads(run("search", "UBND", "--format", "json").stdout)
    (expansion,) = on["expansions"]
    assert (expansion["on"], expansion["adds"], on["total"]) == (True, 1, 24)
    for off in (["--no-expand"], ["--off", expansion["to"]]):
        answer = json.loads(run("search", "UBND", *off, "--format", "json").stdout)
        assert (answer["total"], answer["expansions"][0]["on"]) == (23, False)
    assert "+1 bài" in run("search", "UBND").stdout
    assert "đã tắt (off)" in run("search", "UBND", "--no-expand").stdout


def test_filters_narrow_the_answer(run: Run) -> None:
    def total(*options: object) -> int:
        answer = run("search", "phà", "--format", "json", *options)
        assert answer.exit_code == 0, answer.stderr
        return int(json.loads(answer.stdout)["total"])

    assert total() == 23
    assert total("--province", "Vĩnh Long") == 8
    assert total("--province", "vinh-long", "--province", "Hải Phòng") == 16
    assert total("--province", "Hải Dương") == 0
    assert total("--province", "Hải Dương", "--sense", "present") == 8
    assert total("--province", "Hải Phòng", "--sense", "present") == 8
    assert total("--year", "2012") == 3
    assert total("--year", "2012..2013") == total("--year", "2012-2013") == 5
    assert total("--year", "2018..") == total("--year", "2018..2019") == 4
    assert total("--year", "..2010") == 3
    assert total("--source", "Báo Bến Phà") == 11
    assert total("--source", "ben pha") == 11
    assert total("--marks", "exact") == 23


def test_order_is_obeyed(run: Run) -> None:
    newest = ids(run("search", "phà", "--sort", "newest", "--format", "json", "--size", 23))
    oldest = ids(run("search", "phà", "--sort", "oldest", "--format", "json", "--size", 23))
    assert newest[0] in ("pha/19",) and oldest[0] == "pha/00"
    assert newest != oldest


def test_any_offset_cuts_the_same_list(run: Run) -> None:
    whole = ids(run("search", "phà", "--format", "json", "--size", 23))
    assert len(whole) == 23
    for size in (1, 4, 10, 23, 200):
        for offset in (0, 1, 3, 9, 10, 17, 22):
            line = ("search", "phà", "--format", "json", "--size", size, "--offset", offset)
            assert ids(run(*line)) == whole[offset : offset + size], (size, offset)


def test_hits_are_numbered_from_the_offset(run: Run) -> None:
    assert "\n  8. " in run("search", "phà", "--offset", 7, "--size", 3).stdout


def test_jsonl_has_a_hit_a_line(run: Run) -> None:
    lines = run("search", "phà", "--format", "jsonl", "--size", 5).stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(
        run("search", "phà", "--format", "json", "--size", 5)
    )


def test_csv_has_a_hit_a_row(run: Run) -> None:
    shown = run("search", "phà", "--format", "csv", "--size", 5)
    rows = list(csv.DictReader(io.StringIO(shown.stdout.removeprefix("\ufeff"))))
    assert [r["id"] for r in rows] == ids(run("search", "phà", "--format", "json", "--size", 5))


def test_a_widened_answer_says_so(run: Run) -> None:
    table = run("search", "bên phà")
    assert "Không có kết quả" in table.stdout
    lines = run("search", "bên phà", "--format", "jsonl")
    assert "Không có kết quả" in lines.stderr
    assert all(json.loads(line) for line in lines.stdout.splitlines())
    assert json.loads(run("search", "bên phà", "--format", "json").stdout)["notices"]


def test_nothing_found_is_said_with_ways_out(run: Run) -> None:
    shown = run("search", "bên phà", "--marks", "exact", "--year", "2012")
    assert shown.exit_code == 0
    assert "Không tìm thấy bài nào. (No article was found.)" in shown.stdout
    assert "Try fewer or other words" in run("search", "khôngcóđâu").stdout
    assert "--marks tone: 3 bài" in shown.stdout
    assert "--province, --year, --source" in shown.stdout


def test_explain_gives_reasons(run: Run) -> None:
    shown = run("search", "phà", "--explain", "--size", 1)
    assert " = text " in shown.stdout or " + text " in shown.stdout
    assert "score " in shown.stdout and "date: given" in shown.stdout
    assert "score " not in run("search", "phà", "--size", 1).stdout


def test_a_terminal_is_never_told_what_to_do(run: Run) -> None:
    for line in (["search", "tin lạ"], ["show", "la/dieu"], ["stats"]):
        shown = run(*line)
        assert shown.exit_code == 0, shown.stderr
        assert not set(shown.stdout) & {"\x1b", "\x07"}


def test_half_a_surrogate_is_still_valid_json(run: Run) -> None:
    shown = run("show", "la/dieu", "--json")
    assert json.loads(shown.stdout)["id"] == "la/dieu"


def test_the_methods_are_a_paragraph_in_both_languages(run: Run) -> None:
    table = run("search", "UBND huyện", "--province", "Vĩnh Long", "--methods")
    vietnamese, english = table.stdout.splitlines()[-2:]
    assert "“UBND huyện”" in vietnamese and "tỉnh, thành (như in trên báo): Vĩnh Long" in vietnamese
    assert "“UBND huyện”" in english and "province (as printed): Vĩnh Long" in english
    assert "Tìm thấy 8 bài." in vietnamese and "index of 24 articles" in english
    other = run("search", "UBND huyện", "--format", "csv", "--methods")
    assert "Tìm thấy 23 bài." in other.stderr and "Tìm thấy" not in other.stdout
    assert "Tìm thấy" not in run("search", "UBND huyện").stdout
