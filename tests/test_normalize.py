"""The normal form: one form for every way of typing a word, and only for those."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.normalize import I_Y_SPELLINGS, is_syllable, normal_form, normal_number
from indexer.text.syllables import (
    ONSETS,
    RHYMES,
    TONE_MARKS,
    put_tone,
    split_syllable,
    split_tone,
    tone_place,
)

SYLLABLES = sorted(
    {onset + rhyme for onset in ONSETS for rhyme in RHYMES if split_syllable(onset + rhyme)}
)
VOWELS = set("aăâeêioôơuưy")


def _spellings(toneless: str, mark: str) -> set[str]:
    """The syllable with its tone on each of its vowels, composed, decomposed and in between."""
    spelled = set()
    for place in [i for i, letter in enumerate(toneless) if letter in VOWELS]:
        composed = put_tone(toneless, place, mark)
        half = toneless[: place + 1] + mark + toneless[place + 1 :]
        plain, *quality = unicodedata.normalize("NFD", toneless[place])
        crossed = unicodedata.normalize("NFC", plain + mark) + "".join(quality)
        spelled |= {
            composed,
            unicodedata.normalize("NFD", composed),
            half,
            toneless[:place] + crossed + toneless[place + 1 :],
        }
        spelled |= {
            toneless[:place] + plain + "".join(order) + toneless[place + 1 :]
            for order in itertools.permutations([*quality, mark])
        }
    return spelled


def test_there_are_as_many_syllables_as_vietnamese_can_spell() -> None:
    assert 3000 < len(SYLLABLES) < 5000


@pytest.mark.parametrize("mark", TONE_MARKS)
def test_every_syllable_has_one_form_however_its_tone_is_placed_and_composed(mark: str) -> None:
    for toneless in SYLLABLES:
        forms = {normal_form(spelling) for spelling in _spellings(toneless, mark)}
        assert len(forms) == 1, (toneless, forms)
        (form,) = forms
        assert unicodedata.is_normalized("NFC", form)
        assert normal_form(form) == form


def test_syllables_that_differ_keep_different_forms() -> None:
    spelled = {
        put_tone(toneless, tone_place(toneless) or 0, mark)
        for toneless in SYLLABLES
        for mark in ["", *TONE_MARKS]
    }
    forms = {normal_form(syllable) for syllable in spelled}
    assert len(spelled) - len(forms) == len(I_Y_SPELLINGS)


@pytest.mark.parametrize("case", [str.upper, str.title, str.capitalize])
def test_capitals_make_no_difference(case: object) -> None:
    for toneless in SYLLABLES[::7]:
        for mark in TONE_MARKS:
            word = put_tone(toneless, tone_place(toneless) or 0, mark)
            assert normal_form(case(word)) == normal_form(word)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Uỷ", "ủy"),
        ("hòan", "hoàn"),
        ("khỏan", "khoản"),
        ("húyên", "huyến"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("gìa", "già"),
        ("gịờ", "gịờ"),
        ("gíêng", "giếng"),
        ("gìn", "gìn"),
        ("gì", "gì"),
        ("Vịêt", "việt"),
        ("thưòng", "thường"),
        ("nuớc", "nước"),
        ("đựơc", "được"),
        ("khủyu", "khuỷu"),
        ("hùynh", "huỳnh"),
        ("thúơ", "thuớ"),
        ("mùa", "mùa"),
        ("kìa", "kìa"),
        ("quốc", "quốc"),
        ("ngoằn", "ngoằn"),
    ],
)
def test_the_tone_stands_on_the_vowel_of_modern_spelling(written: str, form: str) -> None:
    assert normal_form(written) == form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Ðồng", "đồng"),
        ("ðồng", "đồng"),
        ("Ɖồng", "đồng"),
        ("d\u0335ồng", "đồng"),
        ("đƣợc", "được"),
        ("Ƣng", "ưng"),
        ("Lǎk", "lăk"),
        ("Nаm", "nam"),
        ("Quảng", "quảng"),
        ("Ｖｉệｔ", "việt"),
        ("ﬁlm", "film"),
        ("Vi\u200bệt", "việt"),
        ("Vi\u00adệt", "việt"),
        ("\ufeffNam", "nam"),
        ("Ⅷ", "viii"),
        ("хе", "xe"),
        ("москва", "москва"),
        ("ΑΒC", "abc"),
        ("αβγ", "αβγ"),
    ],
)
def test_look_alikes_and_invisible_characters(written: str, form: str) -> None:
    assert normal_form(written) == form


@pytest.mark.parametrize("word", ["résumé", "niño", "españa", "čư", "kŏ", "straße", "pleiku"])
def test_foreign_words_keep_their_letters(word: str) -> None:
    assert normal_form(word.upper() if word != "straße" else word) == word
    assert normal_form(unicodedata.normalize("NFD", word)) == word


def test_listed_i_y_spellings_are_one_and_others_are_two() -> None:
    for with_i, with_y in I_Y_SPELLINGS.items():
        assert normal_form(with_i) == normal_form(with_y) == with_y
        assert is_syllable(with_i) and is_syllable(with_y)
        assert split_tone(with_i)[1] == split_tone(with_y)[1]
    for one, other in [("mi", "my"), ("vi", "vy"), ("thi", "thy"), ("tai", "tay"), ("hì", "hỳ")]:
        assert normal_form(one) != normal_form(other)


@pytest.mark.parametrize(
    "word",
    ["việt", "nghiêng", "khuỷu", "gìn", "giếng", "quốc", "quýt", "yêu", "ỷ", "xoong", "thuở", "y"],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["hànội", "vịêt", "viêt", "cà ", "ghan", "cê", "nghanh", "qa", "bts", "", "việtt", "tìch"],
)
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2.522", "2522"),
        ("1.234.567", "1234567"),
        ("18,5", "18,5"),
        ("18.5", "18,5"),
        ("1.234,56", "1234,56"),
        ("1,234,567", "1234567"),
        ("1,234.56", "1234,56"),
        ("0,5", "0,5"),
        ("0.500", "0,500"),
        ("03", "03"),
        ("27.1.1994", None),
        ("192.168.1.1", None),
        ("03.02", None),
        ("9.2019", None),
        ("0903.123.456", None),
        ("1,2,3", None),
        ("1.23.456", None),
    ],
)
def test_numbers(written: str, number: str | None) -> None:
    assert normal_number(written) == number


@given(st.text(max_size=12))
def test_the_form_of_a_form_is_itself(text: str) -> None:
    form = normal_form(text)
    assert normal_form(form) == form


def test_every_letter_of_unicode_has_a_stable_form_without_white_space() -> None:
    for code in range(0x21, 0x30000):
        letter = chr(code)
        if letter.isalnum():
            form = normal_form(letter)
            assert normal_form(form) == form, hex(code)
            assert len(form.split()) <= 1, hex(code)
