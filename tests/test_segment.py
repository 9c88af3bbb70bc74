"""Word segmentation agrees with pyvi, token for token, by either of its two ways."""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
import threading
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text import segment, segment_model, segment_vocabulary
from indexer.text.segment import Segmenter, compounds, tokenize, tokenize_many
from indexer.text.segment_batch import BatchSegmenter
from indexer.text.segment_model import SegmentationModel, Transitions, read_model
from indexer.text.segment_table import KeyTable

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "news.jsonl.gz"

SENTENCES = [
    # ordinary sentences, capitals of all kinds
    "Ủy ban nhân dân tỉnh Quảng Ninh vừa ban hành quyết định mới.",
    "Học sinh học sinh học.",
    "Ông già đi nhanh quá",
    "THỦ TƯỚNG CHÍNH PHỦ VÀ BỘ TRƯỞNG BỘ Y TẾ",
    "thành phố hồ chí minh, Thành Phố Hồ Chí Minh, thành phố Hồ Chí Minh",
    "Nhà văn Nguyễn Ngọc Tư kể chuyện U Minh Hạ; nhạc sĩ Trịnh Công Sơn hát.",
    # numbers, dates, money
    "Ngày 02/9/2019 có 1.234.567 người, tăng 18,5% so với năm 2018.",
    "từ 7h30 đến 21h15 ngày 3-4-2016, giá 2.522 đồng/kg; 1_000 và 12,5,7",
    "Quyết định số 134/QĐ-TU, Nghị định 15/2020/NĐ-CP của Chính phủ",
    "٣٤ người và ² lần, Ⅻ thế kỷ",
    # addresses, abbreviations, signs
    "Gửi thư về toa-soan.bao+tin@vi-du.com.vn hay vào https://vi-du.vn/tin?a=1&b=2#cuối, nhé!",
    "email sai: a@b và a@b. rồi @@ x@y.z.t; ftp://x ://y http:// a://",
    "TP.HCM, Tp. Huế, ThS. Lan, Mr. Bean, Mrs. Dalloway, Ms. A, Dr. B., P. Đ. Q.",
    "A ==> B -> C >> D ... E.... F..G … H => I --> J",
    "“Trời ơi!” – bà nói: 'không (được) [đâu] {nhé}' @#$%^&*_+=|\\~`<>/?",
    "a_b __ _ x_y_z _đầu cuối_",
    "phát triển*+kinh tế",
    # spaces, line feeds, invisible characters
    "",
    " ",
    "\n",
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u3000 ",
    "\n\n  dòng một\ndòng hai\r\ndòng\xa0ba\u2028dòng\tbốn\n",
    "đất\nnước\nđất nước\n\nViệt\nNam",
    "xã\u200bhội \ufeffkinh tế\u00ad\u2060 hội",
    "\x00 kinh\x00tế \x00\x00 a\x00 a a:// b://\x00c",
    # other forms of the letters
    unicodedata.normalize("NFD", "Đường phố Hà Nội rất đẹp, người dân thân thiện."),
    "hoà bình thuỷ điện kĩ thuật Ðà Nẵng Đắk Lắk",
    "\u0301a\u0323\u0302 \u1100\u1161 ἀρχή ΟΔΟΣ ΟΔΟΣ. Straße İstanbul ǅ ŉ",
    "Москва и 東京 ก็ 한국어 عربى हिन्दी",
    "😀 vui quá 😀😀 thành 👨‍👩‍👧 phố 𝐀𝐁 𠀀𠀁 công ty 𝟙𝟚 \ufffe\uffff\ue000",
    # one syllable, one sign, long chunks
    "a",
    "nghiêng",
    ".",
    "nghiêng, nghiêngs nghiêngss (nghiêng) 1/2/2016 12/12/2016 Xing-ga-po",
    "a." * 300 + "b@" * 20 + "c@d.e",
    "a" * 300 + " " + "1" * 100 + " " + "." * 50 + " " + "ă." * 40,
]


@pytest.fixture(scope="session")
def pyvi_tokenize() -> Callable[[str], list[str]]:
    """pyvi's own tokens of a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pyvi's own source
        from pyvi import ViTokenizer
    return lambda text: ViTokenizer.tokenize(text).split()


@pytest.fixture(scope="session")
def model() -> SegmentationModel:
    return read_model()


@pytest.fixture(scope="session")
def short(model: SegmentationModel) -> Segmenter:
    return Segmenter(model)


@pytest.fixture(scope="session")
def batch(model: SegmentationModel) -> BatchSegmenter:
    return BatchSegmenter(model)


@pytest.fixture(scope="session")
def articles(pyvi_tokenize: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """pyvi's tokens of titles, leads and bodies of 300 articles from all over the file."""
    if not SHARED.exists():
        pytest.skip("needs the articles of ../shared/data")
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for number, line in enumerate(lines) if number % 67 == 5]
    texts = [record[field] or "" for record in records for field in ("title", "lead", "body")]
    return {text: pyvi_tokenize(text) for text in texts}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_either_way_gives_the_tokens_of_pyvi(
    sentence: str,
    pyvi_tokenize: Callable[[str], list[str]],
    short: Segmenter,
    batch: BatchSegmenter,
) -> None:
    expected = pyvi_tokenize(sentence)
    assert short.tokenize(sentence) == expected
    assert batch.tokenize([sentence]) == [expected]


def test_texts_of_a_batch_do_not_touch_each_other(
    pyvi_tokenize: Callable[[str], list[str]], batch: BatchSegmenter
) -> None:
    expected = [pyvi_tokenize(sentence) for sentence in SENTENCES]
    assert batch.tokenize(SENTENCES) == expected
    assert batch.tokenize(SENTENCES[::-1]) == expected[::-1]
    assert tokenize_many(SENTENCES) == expected
    assert [tokenize(sentence) for sentence in SENTENCES] == expected


def test_a_very_long_text_has_the_tokens_of_pyvi(
    pyvi_tokenize: Callable[[str], list[str]], short: Segmenter
) -> None:
    text = " ".join(SENTENCES * 40)
    expected = pyvi_tokenize(text)
    assert tokenize(text) == expected
    assert short.tokenize(text) == expected


_WORDS = """thành phố hồ chí minh kinh tế xã hội học sinh viên nhân dân ủy ban việt nam hà nội
công ty cổ phần phát triển Thành Phố Hồ Chí Minh HÀ NỘI và của là có A. TP.HCM Tp. 1 12,5 2016 3/4
. , : ... “ ” ( ) ' _ a_b ==> -> @ a@b.c x://y ơ đ Đ ΑΣ é e\u0301 😀 \x00"""
_SYLLABLES = st.sampled_from([*_WORDS.split(), "\n", "\n\n", "\xa0", ""])
_TEXTS = st.one_of(
    st.lists(_SYLLABLES, max_size=40).map(" ".join),
    st.lists(_SYLLABLES, max_size=20).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(".,:/@_->=\n A1ăĐ\xa0\x00", max_size=30),
)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(_TEXTS, min_size=1, max_size=5))
def test_any_text_has_the_tokens_of_pyvi(
    pyvi_tokenize: Callable[[str], list[str]],
    short: Segmenter,
    batch: BatchSegmenter,
    texts: list[str],
) -> None:
    expected = [pyvi_tokenize(text) for text in texts]
    assert batch.tokenize(texts) == expected
    assert [short.tokenize(text) for text in texts] == expected


def test_articles_have_the_tokens_of_pyvi(articles: dict[str, list[str]], short: Segmenter) -> None:
    assert tokenize_many(list(articles)) == list(articles.values())
    some = list(articles)[:150]
    assert [short.tokenize(text) for text in some] == [articles[text] for text in some]


def test_compounds_are_the_tokens_that_were_joined() -> None:
    text = "Ủy ban nhân dân thành phố Hải Phòng mở a_b và họp."
    expected = ["Ủy_ban", "nhân_dân", "thành_phố", "Hải_Phòng"]
    assert compounds([text, "", "họp"]) == [expected, [], []]
    assert compounds([text] * 20) == [expected] * 20


def test_compounds_of_articles_are_those_tokens_of_pyvi_that_have_an_underscore(
    articles: dict[str, list[str]], short: Segmenter
) -> None:
    plain = [text for text in articles if "_" not in text]
    expected = [[word for word in articles[text] if "_" in word] for text in plain]
    assert compounds(plain) == expected
    assert [short.compounds(text) for text in plain[:150]] == expected[:150]
    assert sum(map(len, expected)) > 1000


def test_a_lone_surrogate_is_a_sign(short: Segmenter, batch: BatchSegmenter) -> None:
    text = "công ty \ud800 nhà\udfff nước"
    assert short.tokenize(text) == ["công_ty", "\ud800", "nhà", "\udfff", "nước"]
    assert batch.tokenize([text, "😀 " + text]) == [
        short.tokenize(text),
        ["😀", *short.tokenize(text)],
    ]


@pytest.mark.parametrize(
    "transitions",
    [
        Transitions(0.0, 0.0, 0.0, 0.0),
        Transitions(0.5, -2.0, -1.0, 1.5),
        Transitions(-1.5, 2.0, 1.0, -2.5),
        Transitions(1.0, 0.0, 0.0, 1.0),
        Transitions(0.0, 1.0, 1.0, 0.0),
    ],
)
@pytest.mark.parametrize("scale", [0.0, 0.05, 0.5])
def test_both_ways_decode_any_transitions_alike(
    model: SegmentationModel, transitions: Transitions, scale: float
) -> None:
    """Labels that hang on their neighbours, ties too: pyvi's own weights give few such."""
    generator = random.Random(7)
    syllables = [chr(letter) for letter in range(ord("a"), ord("z"))]
    weights = dict.fromkeys(model.weights, (0.0, 0.0))
    values = [k * scale for k in range(-4, 5)]
    words = {
        syllable: segment_model.Contributions(
            *[((generator.choice(values), generator.choice(values)),) for _ in range(3)]
        )
        for syllable in syllables
    }
    other = dataclasses.replace(model, transitions=transitions, weights=weights, words=words)
    texts = [" ".join(generator.choices(syllables, k=length)) for length in range(120)]
    expected = [Segmenter(other).tokenize(text) for text in texts]
    assert BatchSegmenter(other).tokenize(texts) == expected


def test_a_line_feed_inside_a_word_is_written_as_pyvi_writes_it(model: SegmentationModel) -> None:
    """pyvi joins with the line feed, then its readers split there: `đất_`, `_nước`."""
    eager = dataclasses.replace(model, words={}, weights={**model.weights, "bias": (-50.0, 50.0)})
    text = "đất\nnước nhà\n\nta ."
    expected = ["đất_", "_nước_nhà_", "_", "_ta", "."]
    assert Segmenter(eager).tokenize(text) == expected
    assert BatchSegmenter(eager).tokenize(["a", text, "b"]) == [["a"], expected, ["b"]]
    assert Segmenter(eager).compounds(text) == ["nước_nhà"]
    assert BatchSegmenter(eager).compounds(["a", text]) == [[], ["nước_nhà"]]


def test_forgetting_changes_nothing(
    model: SegmentationModel, monkeypatch: pytest.MonkeyPatch, batch: BatchSegmenter
) -> None:
    monkeypatch.setattr(segment_vocabulary, "MAX_ENTRIES", 20)
    monkeypatch.setattr(segment, "MAX_SYLLABLES", 5)
    forgetful, short = BatchSegmenter(model), Segmenter(model)
    for _ in range(2):
        for sentence in SENTENCES:
            expected = batch.tokenize([sentence])
            assert forgetful.tokenize([sentence]) == expected
            assert [short.tokenize(sentence)] == expected
    assert len(short._syllables) < 100


def test_threads_get_the_same_words(model: SegmentationModel) -> None:
    shared = Segmenter(model)
    expected = [tokenize(sentence) for sentence in SENTENCES]
    failures: list[int] = []

    def work(number: int) -> None:
        for _ in range(5):
            short = [shared.tokenize(sentence) for sentence in SENTENCES]
            if not short == shared.batch().tokenize(SENTENCES) == expected:
                failures.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_table_never_gives_the_note_of_another_key() -> None:
    generator = np.random.default_rng(3)
    keys = np.unique(generator.integers(0, 400, size=(60_000, 2), dtype=np.uint64), axis=0)
    notes = np.zeros((len(keys), 4), dtype=np.int32)
    notes[:, 0] = np.arange(len(keys))
    table = KeyTable()
    half = len(keys) // 2
    for part in np.array_split(np.arange(half), 9):
        table.add(keys[part], notes[part])
    found = table.find(keys)[:, 0]
    assert (found[half:] == -1).all()
    stored = found[:half] >= 0
    assert (found[:half][stored] == np.arange(half)[stored]).all()
    assert stored.mean() > 0.9
