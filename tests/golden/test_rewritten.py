"""Does it matter to what is read from a page how its text was saved, and what stands below it?

Every page of `tests/pages` is written anew in each of these ways: all its fields must stay. Only
the names of the pages that do not are compared, none of their text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import chain

import pytest

from indexer.articles.understand import understand
from indexer.model import RawArticle
from tests.golden.test_pages import FIELDS, Page, read_half, same

_COOKIES = "Trang web này sử dụng cookie để mang lại trải nghiệm tốt hơn.\nĐồng ý\nĐóng"
_TAGS = "Quét mã QR để đọc bài trên điện thoại\nIn bài viết\nTừ khóa:\nHà Nội\nnông thôn mới"
_MOST_READ = (
    "Đọc nhiều\n1\nGiá vàng hôm nay 12/3/2025 tăng mạnh\n2\nBộ Y tế khuyến cáo người dân Cà Mau"
    "\n3\nLịch nghỉ Tết năm 2027"
)
WAYS: dict[str, Callable[[str], str]] = {
    "ends of lines": lambda text: text.replace("\n", "\r\n"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "letters of Iceland": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "indented lines": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "hard spaces": lambda text: text.replace(" ", "\xa0"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "cookie notice": lambda text: f"{text}\n{_COOKIES}",
    "tags": lambda text: f"{text}\n{_TAGS}",
    "most read": lambda text: f"{text}\n{_MOST_READ}",
}


@pytest.mark.parametrize("way", WAYS)
def test_fields_stay_as_they_are(way: str) -> None:
    changed = []
    for page in chain(read_half(odd=True), read_half(odd=False)):
        raw = RawArticle(page.name, WAYS[way](page.article.text), page.article.file)
        again = Page(page.name, page.gold, understand(raw))
        if any(same(page.found(field)) != same(again.found(field)) for field in FIELDS):
            changed.append(page.name)
    assert changed == []
