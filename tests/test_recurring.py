"""A line that recurs in a source is the site's own: counted, left out, and said so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.articles.recurring import (
    ENOUGH,
    PageLines,
    Recurring,
    RecurringLines,
    line_digest,
    page_lines,
)
from indexer.articles.understand import understand
from indexer.build import build_index
from indexer.errors import IndexDamaged
from indexer.model import Article, RawArticle, Request
from indexer.search import open_index

MOTTO = "Cùng bà con ra đồng, lên nương, xuống bến mỗi sớm mai"
CALL = "Mời bà con bấm chuông để nghe tin sớm hơn hàng xóm"
VILLAGES = ("Hạ", "Thượng", "Trung", "Đông", "Đoài", "Nam", "Bắc", "Giữa")


def page(number: int, *, motto: str = MOTTO, call: str = CALL) -> str:
    """A raw page with its own title and paragraphs, and what its site puts around them."""
    village = VILLAGES[number % len(VILLAGES)]
    return "\n".join(
        [
            motto,
            f"Xóm {village} dựng lại chiếc cầu tre thứ {number}",
            f"Chiếc cầu tre thứ {number} qua con mương đầu xóm {village} được dựng lại sau ba buổi"
            " góp công, trẻ con đi học không còn phải vòng qua bờ đê như mấy tháng nước lớn.",
            "Lợi ích thấy ngay.",
            f"Cụ trưởng xóm {village} kể rằng tre lấy từ {number + 3} bụi sau đình, lạt chẻ ở đó,"
            " thợ cả là người làng, nên tiền mua đinh cũng chỉ hết vài chục nghìn đồng mỗi nhịp.",
            f"Nhóm thợ xóm {village} hẹn cuối vụ sẽ làm thêm tay vịn bằng tre già ngâm bùn để người"
            " già và học trò đi qua lúc trời mưa không sợ trượt chân xuống dòng nước.",
            call,
        ]
    )


def write_pages(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:02}.txt").write_text(page(number), encoding="utf-8")


def articles(index: Path, q: str = "") -> dict[str, Article]:
    searcher = open_index(index)
    hits = searcher.search(Request(q=q, size=100)).hits
    searcher.close()
    return {hit.article.id: hit.article for hit in hits}


def bare(article: Article) -> Article:
    """The article without what depends on the run that read it: its notice, its story."""
    return replace(article, warnings=(), story=None)


def test_a_line_is_told_however_it_is_spaced_and_capitalised() -> None:
    assert line_digest("Đọc báo  sớm") == line_digest(" đọc báo sớm ")
    assert line_digest("Đọc báo sớm") != line_digest("Đọc báo sơm")


def test_lines_beside_the_paragraphs_are_counted_and_those_between_are_not() -> None:
    raw = RawArticle("1", page(1), "thon/1.txt")
    counted = page_lines(raw, understand(raw))
    assert counted is not None
    assert counted.source == "thon"
    assert {line_digest(MOTTO), line_digest(CALL)} <= set(counted.lines)
    assert line_digest("Lợi ích thấy ngay.") not in counted.lines
    raw = replace(raw, text=page(1).replace("Lợi ích thấy ngay.", "Xem kênh của làng"))
    counted = page_lines(raw, understand(raw))
    assert counted is not None
    assert line_digest("Xem kênh của làng") in counted.lines


def test_a_record_that_states_its_text_has_no_lines_to_count() -> None:
    given = {"title": "Cầu tre", "body": page(1)}
    raw = RawArticle("1", f"Cầu tre\n\n{page(1)}", "a.jsonl", given)
    assert page_lines(raw, understand(raw)) is None
    known = Recurring("thon", {line_digest(MOTTO): 9}, frozenset({line_digest(MOTTO)}))
    assert understand(raw, known) == understand(raw)


def test_a_recurring_line_is_left_out_and_the_title_below_it_is_found() -> None:
    raw = RawArticle("1", page(1), "thon/1.txt")
    known = Recurring("Báo Thôn", {line_digest(MOTTO): 7, line_digest(CALL): 6})
    article = understand(raw, known)
    assert article.title.value == "Xóm Thượng dựng lại chiếc cầu tre thứ 1"
    chrome = [raw.text[p.start : p.end] for p in article.parts if p.kind == "chrome"]
    assert chrome == [MOTTO, CALL]
    assert list(article.parts) == sorted(article.parts, key=lambda p: p.start)
    (notice,) = article.warnings
    assert f"“{MOTTO}” (7)" in notice
    assert f"“{CALL}” (6)" in notice
    assert "Báo Thôn" in notice


def test_a_title_of_a_series_stays_unless_it_stands_everywhere() -> None:
    text = page(1).split("\n", 2)[2]
    raw = RawArticle("1", f"Chuyện làng cuối tuần này\n{text}", "thon/1.txt")
    digest = line_digest("Chuyện làng cuối tuần này")
    series = understand(raw, Recurring("thon", {digest: 7}))
    assert series.title.value == "Chuyện làng cuối tuần này"
    assert series.warnings == ()
    motto = understand(raw, Recurring("thon", {digest: 7}, frozenset({digest})))
    assert motto.title.method == "derived"


def test_a_page_with_hardly_any_other_text_keeps_every_line() -> None:
    raw = RawArticle("1", f"Tin làng\n{CALL}.", "thon/1.txt")
    known = Recurring("thon", {line_digest(f"{CALL}."): 50})
    assert understand(raw, known) == understand(raw)


def pages_of(source: str, count: int, *lines: int, first: int = 0) -> dict[str, PageLines | None]:
    return {f"{source}{n}": PageLines(source, lines) for n in range(first, first + count)}


def test_lines_recur_from_five_articles_of_one_source_on() -> None:
    found = RecurringLines()
    found.add(pages_of("a", ENOUGH - 1, 1, 2))
    found.add(pages_of("b", 1, 1))
    assert found.changed() == {}
    found.add({"a9": PageLines("a", (2,))})
    again = found.changed()
    assert set(again) == {"a0", "a1", "a2", "a3", "a9"}
    recurring = again["a0"]
    assert recurring is not None
    assert recurring.counts == {2: ENOUGH}
    assert recurring.everywhere == {2}


def test_only_articles_for_which_something_changed_are_read_again(tmp_path: Path) -> None:
    found = RecurringLines()
    found.add(pages_of("a", 4, 1) | pages_of("b", 6, 2))
    found.save(tmp_path / "lines.tsv")
    later = RecurringLines.load(tmp_path / "lines.tsv")
    assert later.changed() == {}
    later.add({"a\tvà\n\\t": PageLines("a", (1,))})
    assert set(later.changed()) == {"a0", "a1", "a2", "a3", "a\tvà\n\\t"}
    later.save(tmp_path / "more.tsv")
    last = RecurringLines.load(tmp_path / "more.tsv")
    last.remove(["a0"])
    assert last.changed() == dict.fromkeys(("a1", "a2", "a3", "a\tvà\n\\t"))


def test_a_broken_table_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "lines.tsv").write_text("a\tb\tkhông\n", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="reindex"):
        RecurringLines.load(tmp_path / "lines.tsv")


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_index_does_not_find_what_recurs(tmp_path: Path, engine: str) -> None:
    write_pages(tmp_path / "thon", range(6))
    index = tmp_path / "index"
    build_index(index, [tmp_path / "thon"], engine=engine)
    assert articles(index, '"bấm chuông"') == {}
    found = articles(index, '"cầu tre"')
    assert len(found) == 6
    assert found["00"].title.value == "Xóm Hạ dựng lại chiếc cầu tre thứ 0"
    assert "(6)" in found["00"].warnings[0]


def test_runs_in_any_order_give_the_same_articles(tmp_path: Path) -> None:
    folder = tmp_path / "thon"
    index = tmp_path / "index"
    write_pages(folder, range(3, 7))
    build_index(index, [folder])
    assert len(articles(index, '"bấm chuông"')) == 4
    write_pages(folder, range(3))
    report = build_index(index)
    assert (report.added, report.updated, report.unchanged) == (3, 0, 4)
    grown = articles(index)
    assert articles(index, '"bấm chuông"') == {}
    assert build_index(index).generation == report.generation
    build_index(tmp_path / "whole", [folder])
    whole = articles(tmp_path / "whole")
    assert {n: bare(a) for n, a in grown.items()} == {n: bare(a) for n, a in whole.items()}
    for number in range(3):
        (folder / f"{number:02}.txt").unlink()
    build_index(index)
    assert len(articles(index, '"bấm chuông"')) == 4
