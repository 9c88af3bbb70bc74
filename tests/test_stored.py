"""Articles packed to bytes and back."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from indexer.model import Article, Inference, Part, Topic
from indexer.stored import pack, story_of, unpack, write_row

TEXT = "Mưa lớn ở miền núi\n\nSáng 2/3, mưa lớn làm hai tuyến đường bị chia cắt."
ARTICLE = Article(
    "mưa-01",
    "bài.txt",
    TEXT,
    (Part("title", 0, 18), Part("body", 20, len(TEXT))),
    url="https://bao.example/mua",
    title=Inference("Mưa lớn ở miền núi", 1.0, "given", "Mưa lớn ở miền núi"),
    year=Inference(None, 0.4, "body", "2/3", "2019"),
    topics=(Topic("Lào Cai", "lao-cai", ("lao-cai",), ("lao-cai",), 2.5, 0.7, "named", "Sa Pa"),),
    repairs=("tcvn3",),
    warnings=("thứ không khớp",),
    corrected=("source",),
)


@pytest.mark.parametrize(
    "article",
    [
        ARTICLE,
        replace(ARTICLE, story="00ff00ff00ff00ff"),
        Article("", "", "", ()),
        replace(ARTICLE, text="nửa chữ \ud83d và \0 và 🌧", parts=()),
        replace(ARTICLE, text='ông nói: "Được \\"\\n\n\n"Mưa', parts=()),
        replace(ARTICLE, text='cột\tcột\r\n"\\\x1f\x7f\x85', parts=()),
    ],
)
def test_an_article_comes_back_equal(article: Article) -> None:
    packed = pack(article)
    assert unpack(packed) == article
    assert story_of(packed) == article.story


def test_frequent_words_take_few_bytes() -> None:
    text = "theo thông tin của các cơ quan chức năng tại Thành phố Hồ Chí Minh cho biết"
    row = write_row(replace(ARTICLE, text=text))
    assert len(pack(replace(ARTICLE, text=text))) < 2 / 3 * len(zlib.compress(row))


def test_bytes_that_are_no_article_are_refused() -> None:
    with pytest.raises(Exception, match=r"[Dd]ecompress|frame|[Uu]nknown"):
        unpack(b"\0" + pack(ARTICLE)[5:])
