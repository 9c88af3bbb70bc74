"""What HTML pages state in odd places, and how the pages of the first years are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.articles.readers import Skipped, read_file
from indexer.articles.understand import understand
from indexer.model import Article

TEXT = (
    "<p>Những ngày này, bà con xã Thạnh Phú Đông, huyện Giồng Trôm tất bật chuẩn bị hàng hóa, xe cộ"
    " ra vào nhộn nhịp từ sáng sớm đến tối mịt.</p><p>Theo ước tính của tỉnh Bến Tre, sức mua tăng"
    " chừng một phần mười so với cùng kỳ năm trước, giá cả không biến động nhiều.</p>"
)


def read_page(folder: Path, head: str, body: str) -> Article:
    title = "<title>Chợ dừa đông khách</title>"
    page = f"<html><head>{title}{head}</head><body>{body}</body></html>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    raw = next(iter(read_file(folder / "a.html", root=folder)))
    assert not isinstance(raw, Skipped)
    return understand(raw)


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("data", "author", "source"),
    [
        ('{"@type": "Article", "author": "Lê Dừa"}', "Lê Dừa", None),
        (
            '{"@type": "Article", "author": {"@type": "Organization", "name": "Báo Đồng Khởi"}}',
            None,
            "Báo Đồng Khởi",
        ),
    ],
)
def test_authors_are_given_in_many_ways(
    tmp_path: Path, data: str, author: str | None, source: str | None
) -> None:
    article = read_page(tmp_path, linked(data), f"<h1>Chợ dừa đông khách</h1>{TEXT}")
    assert (article.author.value, article.source.value) == (author, source)


def test_a_title_without_a_heading_keeps_its_date(tmp_path: Path) -> None:
    cell = f"<b>Chợ dừa đông khách</b><br>Thứ Hai, 04/05/2020 08:10<br>{TEXT}<i>Lê Dừa</i>"
    table = f"<table><tr><td>BÁO ĐỒNG KHỞI</td></tr><tr><td>{cell}</td></tr></table>"
    article = read_page(tmp_path, "", table)
    assert (article.title.value, article.author.value) == ("Chợ dừa đông khách", "Lê Dừa")
    assert (article.date.value, article.time.value) == ("2020-05-04", "08:10")


@pytest.mark.parametrize("top", ["<!DOCTYPE html>\n<html>", "\ufeff\n<HTML lang='vi'>"])
def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path, top: str) -> None:
    page = f"{top}<body><h1>Chợ dừa đông khách</h1>{TEXT}</body></html>"
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    raw = next(iter(read_file(tmp_path / "a.txt", root=tmp_path)))
    assert not isinstance(raw, Skipped)
    assert "<" not in raw.text
    assert understand(raw).title.value == "Chợ dừa đông khách"
