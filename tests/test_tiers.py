"""Tiers: each is coarser than the one before, and tone variants are exactly its classes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.normalize import I_Y_SPELLINGS, normal_form
from indexer.text.syllables import (
    ONSETS,
    RHYMES,
    TONE_MARKS,
    put_tone,
    split_syllable,
    tone_place,
)
from indexer.text.tiers import base_form, has_marks, tone_form, tone_variants

BARE = sorted(
    {onset + rhyme for onset in ONSETS for rhyme in RHYMES if split_syllable(onset + rhyme)}
)


def _six(toneless: str) -> list[str]:
    place = tone_place(toneless) or 0
    return [normal_form(put_tone(toneless, place, mark)) for mark in ["", *TONE_MARKS]]


def test_the_variants_of_a_syllable_are_all_syllables_with_its_tone_form() -> None:
    by_tone: dict[str, set[str]] = {}
    for toneless in BARE:
        for form in _six(toneless):
            by_tone.setdefault(tone_form(form), set()).add(form)
    for forms in by_tone.values():
        for form in forms:
            variants = tone_variants(form)
            assert variants[0] == form
            assert set(variants) == forms
            assert len(set(variants)) == len(variants)


def test_a_syllable_has_six_variants_but_for_the_i_y_list() -> None:
    listed = {tone_form(form) for form in I_Y_SPELLINGS.values()}
    sizes = {len(tone_variants(toneless)) for toneless in BARE if tone_form(toneless) not in listed}
    assert sizes == {6}


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("đắk", ["đăk", "đằk"]),
        ("đăk", ["đắk"]),
        ("pleiku", ["pléiku", "pleikụ"]),
        ("búk", ["buk"]),
        ("café", ["cafe", "càfe"]),
    ],
)
def test_other_words_take_one_tone_on_any_vowel(word: str, some: list[str]) -> None:
    variants = tone_variants(word)
    assert variants[0] == word
    assert set(some) <= set(variants)
    assert {tone_form(variant) for variant in variants} == {tone_form(word)}


def test_a_word_with_several_tone_marks_is_alone() -> None:
    assert tone_variants("résumé") == ("résumé",)
    assert tone_form("résumé") == "résumé"
    assert tone_variants("2522") == ("2522",)


@pytest.mark.parametrize(
    ("one", "other", "tier"),
    [
        ("hòa", "hoà", "exact"),
        ("kĩ", "kỹ", "exact"),
        ("đường", "đương", "tone"),
        ("tế", "tê", "tone"),
        ("kì", "ki", "tone"),
        ("đường", "dương", "base"),
        ("đường", "duong", "base"),
        ("kĩ", "ki", "tone"),
        ("mĩ", "my", "tone"),
        ("quí", "quy", "tone"),
        ("năm", "nam", "base"),
        ("má", "mã", "tone"),
    ],
)
def test_the_first_tier_in_which_two_words_are_equal(one: str, other: str, tier: str) -> None:
    a, b = normal_form(one), normal_form(other)
    equal = {"exact": a == b, "tone": tone_form(a) == tone_form(b), "base": None}
    equal["base"] = base_form(a) == base_form(b)
    assert next(name for name, same in equal.items() if same) == tier


@given(st.text(alphabet="aăâeêioôơuưyàáãảạếộựđbcdghklmnpqrstvxzw", max_size=8))
def test_exact_within_tone_within_base(word: str) -> None:
    form = normal_form(word)
    for variant in tone_variants(form):
        assert normal_form(variant) == variant
        assert tone_form(variant) == tone_form(form)
        assert base_form(variant) == base_form(form)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("đường", "duong"),
        ("đắk", "dak"),
        ("18,5", "18,5"),
        ("2522", "2522"),
        ("résumé", "resume"),
        ("straße", "strasse"),
        ("北京", "beijing"),
        ("москва", "moskva"),
    ],
)
def test_base_forms_are_letters_alone(form: str, base: str) -> None:
    assert base_form(form) == base


def test_every_base_form_of_a_syllable_is_ascii_and_stable() -> None:
    for toneless in BARE:
        for form in _six(toneless):
            base = base_form(form)
            assert base.isascii() and base.isalpha()
            assert base_form(base) == base


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("dong thap", False),
        ("134/QD-TU", False),
        ("“quoted” 5 °C", False),
        ("Đ", True),
        ("ð", True),
        ("hoa\u0300", True),
        ("ô", True),
        ("ư", True),
        ("ñandú", True),
        ("über", False),
        ("đƣợc", True),
    ],
)
def test_marks(text: str, marked: bool) -> None:
    assert has_marks(text) is marked
    assert has_marks(unicodedata.normalize("NFD", text)) is marked


def test_tiers_agree_with_the_collation_of_icu() -> None:
    icu = pytest.importorskip("icu", reason="PyICU is not installed")
    bare = icu.Collator.createInstance(icu.Locale("root"))
    bare.setStrength(icu.Collator.PRIMARY)
    primary = icu.Collator.createInstance(icu.Locale("vi"))
    primary.setStrength(icu.Collator.PRIMARY)
    listed = {tone_form(form) for form in I_Y_SPELLINGS.values()}
    words = [form for toneless in BARE[::11] for form in _six(toneless)]
    words = [word for word in words if tone_form(word) not in listed]
    for one in words[::5]:
        for other in words[::3]:
            same = primary.compare(one, other) == 0
            assert same == (tone_form(one) == tone_form(other)), (one, other)
            if "đ" not in one + other:
                same = bare.compare(one, other) == 0
                assert same == (base_form(one) == base_form(other)), (one, other)
