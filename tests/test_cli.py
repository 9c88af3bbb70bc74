"""The command line: help, indexing, global options, one article, exports, what there is."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer import SETTINGS
from indexer.cli import main
from tests.command_corpus import PROVINCES, Run, build, run_in, runner, write_records


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented articles; tests only read it."""
    return build(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def run(index_dir: Path) -> Run:
    """Runs a command on that index."""
    return runner(index_dir)


def commands() -> dict[str, click.Command]:
    """All commands by name."""
    return dict(main.commands)


def test_every_command_of_the_design_is_there() -> None:
    expected = "index reindex search show export stats verify serve demo"
    assert set(expected.split()) <= set(commands())


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_speaks_vietnamese_first(name: str) -> None:
    shown = CliRunner().invoke(main, [*([name] if name else []), "--help"])
    assert shown.exit_code == 0
    assert "Cách dùng (Usage):" in shown.stdout
    assert "Tùy chọn (Options):" in shown.stdout
    command = commands()[name] if name else main
    assert command.help and "(" in command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert set(option.help) & set("(0123456789"), option.help


def test_help_names_every_variable_and_status() -> None:
    shown = "".join(CliRunner().invoke(main, [*line, "--help"]).stdout for line in ([], ["serve"]))
    for setting in SETTINGS.values():
        assert setting.variable in shown
        assert setting.option in shown
    for status in ("0 xong", "1 xong", "2 dùng sai", "3 không có chỉ mục", "130"):
        assert status in " ".join(shown.split())


def test_version() -> None:
    shown = CliRunner().invoke(main, ["--version"])
    assert (shown.exit_code, shown.stdout.split()[0]) == (0, "timbao")


def test_index_says_what_it_did_and_then_that_nothing_changed(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    first = run_in(tmp_path, "index", corpus, "--json")
    assert (first.exit_code, first.stderr) == (0, "")
    report = json.loads(first.stdout)
    assert (report["added"], report["articles"], report["skipped"]) == (24, 24, [])
    again = run_in(tmp_path, "index")
    assert again.exit_code == 0
    assert "24 unchanged" in again.stdout and "giữ nguyên 24" in again.stdout


def test_index_adds_a_second_path_and_notices_what_is_gone(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    more = tmp_path / "thêm"
    more.mkdir()
    (more / "bài.txt").write_text("Tin thêm\n\nMột bài thêm vào kho, có vài câu để tìm.")
    run_in(tmp_path, "index", corpus)
    added = json.loads(run_in(tmp_path, "index", more, "--json").stdout)
    assert (added["added"], added["unchanged"], added["articles"]) == (1, 24, 25)
    (corpus / "phà.jsonl").unlink()
    gone = json.loads(run_in(tmp_path, "index", "--json").stdout)
    assert (gone["deleted"], gone["articles"]) == (24, 1)


def test_skipped_input_is_named_counted_and_status_1(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    (corpus / "hỏng.jsonl").write_text('{"id": "a", "text": "đủ chữ"}\n{"id": \n')
    (corpus / "ảnh.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    done = run_in(tmp_path, "index", corpus)
    assert done.exit_code == 1
    assert "bỏ qua 2" in done.stdout and "2 skipped" in done.stdout
    for name in ("hỏng.jsonl:2", "ảnh.txt"):
        assert any(name in line for line in done.stderr.splitlines()), name
    assert "Bỏ qua" not in done.stdout
    again = run_in(tmp_path, "index", "--json")
    assert (again.exit_code, again.stderr) == (1, "")
    assert len(json.loads(again.stdout)["skipped"]) == 2


def test_files_of_other_kinds_are_named_and_no_fault(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    (corpus / "bảng.xls").write_bytes(b"x")
    done = run_in(tmp_path, "index", corpus)
    assert done.exit_code == 0
    assert "bảng.xls" in done.stderr and "1 files of other kinds" in done.stderr
    again = json.loads(run_in(tmp_path, "index", "--json").stdout)
    assert (again["ignored"], again["skipped"]) == ([str(corpus / "bảng.xls")], [])


def test_reindex_makes_a_new_generation(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    first = json.loads(run_in(tmp_path, "index", corpus, "--json").stdout)
    second = json.loads(run_in(tmp_path, "reindex", "--json").stdout)
    assert second["generation"] != first["generation"]
    assert second["articles"] == 24


def test_engine_is_chosen_when_indexing_and_kept(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "corpus")
    run_in(tmp_path, "index", "--engine", "whoosh", corpus)
    assert json.loads(run_in(tmp_path, "stats", "--json").stdout)["engine"] == "whoosh"
    other = run_in(tmp_path, "--engine", "tantivy", "index")
    assert other.exit_code == 2
    assert "timbao --engine tantivy reindex" in other.stderr


def test_global_options_stand_before_or_after_the_command(index_dir: Path) -> None:
    before = CliRunner().invoke(main, ["--index-dir", str(index_dir), "stats"])
    after = CliRunner().invoke(main, ["stats", "--index-dir", str(index_dir)])
    variable = CliRunner().invoke(main, ["stats"], env={"TIMBAO_INDEX_DIR": str(index_dir)})
    assert before.exit_code == after.exit_code == variable.exit_code == 0
    assert before.stdout == after.stdout == variable.stdout


def test_an_option_is_stronger_than_its_variable_and_the_last_is_the_strongest(
    index_dir: Path, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "nowhere")
    line = ["--index-dir", nowhere, "stats", "--index-dir", str(index_dir)]
    assert CliRunner().invoke(main, line).exit_code == 0
    env = {"TIMBAO_INDEX_DIR": nowhere}
    assert CliRunner().invoke(main, line[2:], env=env).exit_code == 0
    assert CliRunner().invoke(main, ["stats"], env=env).exit_code == 3


def test_a_named_corpus_is_indexed(tmp_path: Path) -> None:
    corpus = write_records(tmp_path / "bài")
    done = run_in(tmp_path, "--corpus", corpus, "index", "--json")
    assert json.loads(done.stdout)["added"] == 24


def test_show_has_evidence_parts_and_what_is_left_out(tmp_path: Path) -> None:
    corpus = tmp_path / "bài"
    corpus.mkdir()
    (corpus / "gặt.txt").write_text(
        "Trang chủ\n15/11/2019 06:40\nGặt sớm ở Kỳ Sơn\n"
        "UBND huyện Kỳ Sơn, tỉnh Nghệ An cho gặt sớm.\n"
        "Bà con ra đồng từ khi trời còn mờ sương, gặt đến trưa mới nghỉ.\n"
        "Tin khác\nMột tin chẳng liên quan\n",
        encoding="utf-8",
    )
    run_in(tmp_path, "index", corpus)
    shown = run_in(tmp_path, "show", "gặt").stdout
    assert "Ngày (date): 2019-11-15" in shown
    assert "«15/11/2019 06:40»" in shown
    assert "Tỉnh, thành (province): Nghệ An" in shown
    assert "Nguồn (source): không rõ (unknown)" in shown
    left_out = shown.split("left out of the index")[1]
    assert "Tin khác" in left_out and "Gặt sớm" not in left_out


def test_show_as_json_is_the_article(run: Run) -> None:
    opened = json.loads(run("show", "pha/03", "--json").stdout)
    assert opened["title"]["value"] == "Chuyến phà thứ 3 qua bến"
    assert opened["title"]["method"] == "given"
    title = next(p for p in opened["parts"] if p["kind"] == "title")
    assert opened["text"][title["start"] : title["end"]] == opened["title"]["value"]


@pytest.mark.parametrize(
    ("form", "first"),
    [("csv", "\ufeffid,"), ("jsonl", '{"id"'), ("bibtex", "@article{"), ("ris", "TY  - NEWS")],
)
def test_export_has_every_article_found(run: Run, tmp_path: Path, form: str, first: str) -> None:
    shown = run("export", "phà", "--format", form, "--province", "Vĩnh Long")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(first)
    assert shown.stdout.count("Chuyến phà thứ") >= 8
    file = tmp_path / f"ra.{form}"
    written = run("export", "phà", "--format", form, "--province", "Vĩnh Long", "-o", file)
    assert (written.exit_code, written.stdout) == (0, "")
    text = file.read_bytes().decode()
    assert text.replace("\r\n", "\n") == shown.stdout.replace("\r\n", "\n")
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_export_leaves_the_old_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ra.csv"
    file.write_text("cũ")
    failed = run("export", "phà", "--province", "Nowhere", "-o", file)
    assert failed.exit_code == 2
    assert file.read_text() == "cũ"
    assert list(tmp_path.iterdir()) == [file]


def test_stats_lists_provinces_years_and_sources(run: Run) -> None:
    shown = run("stats").stdout
    assert "24 bài (24 articles)" in shown
    for name in (*PROVINCES, "Báo Bến Phà", "2012"):
        assert name in shown
    counted = json.loads(run("stats", "--json").stdout)
    assert counted["known"]["year"] == counted["known"]["province"] == 23
    assert {v["name"]: v["count"] for v in counted["facets"]["source"]} == {
        "Báo Sông Nước": 12,
        "Báo Bến Phà": 11,
    }


def test_verify_finds_a_flipped_byte(tmp_path: Path) -> None:
    run_in(tmp_path, "index", write_records(tmp_path / "corpus"))
    whole = run_in(tmp_path, "verify")
    assert whole.exit_code == 0 and "24 articles" in whole.stdout
    segment = max((tmp_path / "index").rglob("engine/*"), key=lambda f: f.stat().st_size)
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(bytes(content))
    damaged = run_in(tmp_path, "verify")
    assert damaged.exit_code == 1
    assert segment.name in damaged.stdout and "timbao reindex" in damaged.stdout
