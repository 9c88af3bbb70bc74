"""Marks restored from a small invented corpus: reading, learning, the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.errors import IndexDamaged
from indexer.text import restore_training
from indexer.text.restore import restore
from indexer.text.restore_model import LanguageModel, open_model
from indexer.text.restore_numbering import make_rows
from indexer.text.restore_training import Learner, model_size
from indexer.text.tokens import exact_terms

ARTICLES = [
    "Đảng bộ khối các cơ quan tỉnh họp. Đảng bộ khối bàn về nông thôn mới.",
    "Bộ đội giúp dân khắc phục bão lũ. Bão lũ làm đổ hai trăm ngôi nhà.",
    "Chị ấy đang bó rau ngoài chợ. Anh đang bó lúa.",
    "Ngày 27 tháng 1, thành phố Hải Phòng khánh thành cầu mới.",
    "Thành phố thanh tra việc thu phí ở bến phà. Phố nhỏ vắng người.",
    "Giá vàng tăng. Bà con trồng cây ăn quả ở làng Vàng.",
]


def learn(articles: Sequence[str], path: Path, old: LanguageModel | None = None) -> LanguageModel:
    """A model of these articles, written and opened again."""
    learner = Learner(old)
    for article in articles:
        learner.learn(make_rows([[" ".join(exact_terms(article))]]))
    learner.write(path)
    model = open_model(path)
    assert model is not None
    return model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    """The model of the invented corpus."""
    return learn(ARTICLES, tmp_path_factory.mktemp("model") / "marks.model")


def read(model: LanguageModel, text: str) -> str | None:
    """The text as it is read."""
    reading = restore(model, text)
    return None if reading is None else reading.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dang bo khoi", "đảng bộ khối"),
        ("dang bo rau", "đang bó rau"),
        ("bo doi", "bộ đội"),
        ("bao lu", "bão lũ"),
        ("thanh pho hai phong", "thành phố hải phòng"),
        ("Thanh Pho HAI phong", "Thành Phố HẢI phòng"),
        ("ngay 27 thang 1", "ngày 27 tháng 1"),
        ("thanh pho xyzzy", "thành phố xyzzy"),
        ("nong-thon (moi)", "nông-thôn (mới)"),
    ],
)
def test_the_likeliest_marks_are_put(model: LanguageModel, typed: str, meant: str) -> None:
    assert read(model, typed) == meant


def test_words_with_marks_stay_and_decide_what_is_beside_them(model: LanguageModel) -> None:
    assert read(model, "đang bo") == "đang bó"
    assert read(model, "đảng bo") == "đảng bộ"
    assert read(model, "phở bo doi") == "phở bộ đội"


@pytest.mark.parametrize("text", ["", "...", "2019", "xyzzy 12", "đảng bộ", "a " * 65])
def test_what_cannot_be_read_anew_has_no_reading(model: LanguageModel, text: str) -> None:
    assert restore(model, text) is None


def test_a_sure_reading_has_more_confidence_than_a_doubtful_one(model: LanguageModel) -> None:
    sure, doubtful = restore(model, "bao lu"), restore(model, "bo")
    assert sure is not None
    assert doubtful is not None
    assert 0 < doubtful.confidence < sure.confidence <= 1


def test_a_word_alone_is_read_as_its_most_frequent_form(model: LanguageModel) -> None:
    assert read(model, "vang") == "vàng"
    assert read(model, "thanh") == "thành"


def test_a_few_words_are_read_wherever_they_stand_in_texts(tmp_path: Path) -> None:
    texts = ["Nay đang mưa to.", "Ai đang đợi?", "Ta đang đi.", "Đáng", "Đáng"]
    piece = learn(texts, tmp_path / "piece")
    assert read(piece, "dang") == "đang"
    assert read(piece, "dang xyzzy") == "đang xyzzy"


def test_what_is_learned_later_is_added(model: LanguageModel, tmp_path: Path) -> None:
    assert read(model, "rung ngap man") is None
    grown = learn(["Rừng ngập mặn ven biển. Trồng rừng ngập mặn."], tmp_path / "grown", model)
    assert read(grown, "rung ngap man") == "rừng ngập mặn"
    assert read(grown, "dang bo khoi") == "đảng bộ khối"
    assert grown.articles == len(ARTICLES) + 1
    assert grown.tokens > model.tokens


def test_learning_in_two_runs_keeps_all_counts_of_words(tmp_path: Path) -> None:
    once = learn(ARTICLES, tmp_path / "once")
    half = learn(ARTICLES[:3], tmp_path / "half")
    twice = learn(ARTICLES[3:], tmp_path / "twice", half)
    assert dict(_counts(once)) == dict(_counts(twice))


def _counts(model: LanguageModel) -> list[tuple[str, int]]:
    return [(form, model.counts[number]) for number, form in model.all_forms() if number > 1]


def test_learning_nothing_more_keeps_the_file(model: LanguageModel, tmp_path: Path) -> None:
    learn([], tmp_path / "same", model)
    assert (tmp_path / "same").read_bytes() == bytes(model.file)


def test_a_corpus_without_words_has_a_model_that_reads_nothing(tmp_path: Path) -> None:
    for articles in ([], ["12 345", "..."]):
        empty = learn(articles, tmp_path / "empty")
        assert restore(empty, "dang bo") is None


def test_numbers_of_forms_pairs_and_triples_agree(model: LanguageModel) -> None:
    forms = dict(model.all_forms())
    assert [model.text(number) for number in forms] == list(forms.values())
    number = {form: n for n, form in forms.items()}
    pair = model.pair(number["đảng"], number["bộ"])
    assert model.pair_forms[pair] == number["bộ"]
    followers = {forms[model.triple_forms[t]] for t in model.triples_of(pair)}
    assert followers == {"khối"}
    assert model.pair(number["khối"], number["đảng"]) == -1


def test_a_missing_model_is_none_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert open_model(tmp_path / "none") is None
    whole = tmp_path / "whole"
    learn(ARTICLES, whole)
    for content in (b"", b"x" * 200, whole.read_bytes()[:-40]):
        broken = tmp_path / "broken"
        broken.write_bytes(content)
        with pytest.raises(IndexDamaged, match="timbao reindex"):
            open_model(broken)


def test_a_model_stays_within_its_bytes(tmp_path: Path) -> None:
    words = [
        f"{a}{b}{c}" for a in "bcdđghklmnprstvx" for b in "aăâeêioôơuư" for c in ("", "n", "m")
    ]
    articles = [
        " ".join(words[(i * k * 7 + i) % len(words)] for i in range(2000)) for k in range(1, 60)
    ]
    model = learn(articles, tmp_path / "large")
    assert model.pairs_count > 1000
    assert (tmp_path / "large").stat().st_size <= 1 << 18


def test_of_many_articles_every_fourth_is_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore_training, "ENOUGH", 20)
    model = learn(["mưa lớn ở miền núi"] * 12, tmp_path / "model")
    # Each has six terms, the boundary before it among them: four reach 20, then 8 and 12 count.
    assert (model.articles, model.tokens) == (12, 6 * 6)


def test_the_model_grows_with_its_corpus_up_to_a_limit() -> None:
    assert model_size(10) == restore_training.LEAST_BYTES
    assert model_size(10**8) == restore_training.MOST_BYTES
