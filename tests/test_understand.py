"""What is told of an article as a whole: its fields help each other."""

from __future__ import annotations

from indexer.articles.understand import understand
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
