"""What is told of an article as a whole: its fields help each other."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.articles.understand import understand
from indexer.audit import find_doubts
from indexer.model import RawArticle

PROSE = (
    "Vụ này bà con bỏ thùng xốp, chuyển sang thùng giấy đục lỗ cho quả khỏi hấp hơi, mỗi thùng"
    " đóng tám cân và dán tem của tổ hợp tác."
)


def test_a_kicker_names_the_place() -> None:
    page = f"MỘC CHÂU:\nMận hậu đổi thùng giấy, đổi cả cách bán\n\n{PROSE}\n\n{PROSE}"
    article = understand(RawArticle("a", page, "a.txt"))
    assert article.kicker.value == "MỘC CHÂU"
    assert [topic.printed for topic in article.topics] == ["son-la"]
    without = understand(RawArticle("a", page.partition("\n")[2], "a.txt"))
    assert without.topics == ()


@pytest.mark.parametrize(
    ("province", "is_known"),
    [("Hải Dương", True), ("hai duong", True), ("Huế; Đà Nẵng", True), ("Hai Dưng", False)],
)
def test_a_stated_province_that_is_none_is_named(province: str, is_known: bool) -> None:
    text = "Lúa\n\nNông dân gặt xong trà lúa sớm."
    given = {"title": "Lúa", "body": "Nông dân gặt xong trà lúa sớm.", "province": province}
    article = understand(RawArticle("a", text, "a.jsonl", given))
    doubts = find_doubts(article, below=0.5, today=date(2026, 1, 1))
    told = [d.reason for d in doubts if d.field == "province" and repr(province) in d.reason]

    assert bool(article.topics) == is_known
    assert any(repr(province) in warning for warning in article.warnings) != is_known
    assert bool(told) != is_known
