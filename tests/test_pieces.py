"""Where terms stand in texts: the same as cutting every piece into terms, however written."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.pieces import ListedHeld, Occurrence, PlainTexts, Texts, base_chunk_terms
from indexer.text.tokens import chunk_spans, chunk_terms
from indexer.text.word_places import WordTexts

WORDS = [
    *("Cộng", "hoà", "hòa", "HOÀ", "kỹ", "kĩ", "ki", "Ðảng", "đảng", "Hà_Nội", "Hà-Nội", "Nguyễn"),
    *("2.522", "2522", "2,5", "2,50", "18.5%", "134/QĐ-TU", "U23", "23", "m²", "½", "①②", "..."),
    *("TP.HCM", "T.P", "P.V", "pv", "a.b,c", "(đê)", "“vỡ”", "đê,", "nghiengngang", "nghiengngả"),
    *("Москва", "ho\u0430", "Αθήνα", "東京", "ｆｕｌｌ", "straße", "ﬁn", "ƣơ", "ǎn", "😀"),
    *("đê\u200bvỡ", "hoa\u0300", "\u0300", "\ud800"),
]
"""Words as they are met in files: old spellings, look-alikes, foreign letters, signs."""


WAYS: tuple[type[Texts], ...] = (PlainTexts, WordTexts)

ways = pytest.mark.parametrize("way", WAYS)


def every_occurrence(texts: Texts, *, is_base: bool) -> list[Occurrence]:
    """Every piece cut into terms."""
    terms_of = base_chunk_terms if is_base else chunk_terms
    return [
        (piece.start() + start, piece.start() + end, term, number)
        for number, piece in enumerate(re.finditer(r"\S+", texts.joined))
        for term, (_, start, end) in zip(
            terms_of[piece.group()], chunk_spans[piece.group()], strict=True
        )
    ]


def found(texts: Texts, terms: list[str], *, is_base: bool) -> ListedHeld:
    """What is found of these terms, as a list."""
    held = texts.find(terms, is_base=is_base)
    return ListedHeld(list(held.places), dict(held.several))


def expected(texts: Texts, terms: list[str], *, is_base: bool) -> ListedHeld:
    """What every piece cut into terms holds of these."""
    every = every_occurrence(texts, is_base=is_base)
    places = [place for place in every if place[2] in terms]
    numbers = {number for *_, number in places}
    several = {n: tuple(term for _, _, term, m in every if m == n) for n in numbers}
    return ListedHeld(places, {n: forms for n, forms in several.items() if len(forms) > 1})


written_texts = st.lists(st.lists(st.sampled_from(WORDS)).map(" ".join), max_size=4)
words = st.lists(st.sampled_from(WORDS), max_size=4)


@ways
@given(
    written_texts,
    words,
    words,
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([" ", "\n", "  ", "\u00a0", "-", ".", ""]),
    st.booleans(),
)
def test_all_that_hold_a_term_are_found(
    way: type[Texts],
    texts: list[str],
    words: list[str],
    others: list[str],
    form: str,
    space: str,
    is_base: bool,
) -> None:
    written = [unicodedata.normalize(form, text).replace(" ", space) for text in texts]  # type: ignore[arg-type]
    terms_of = base_chunk_terms if is_base else chunk_terms
    cut = way(written)
    for asked in (words, others, words):
        terms = [term for word in asked for term in terms_of[word]]
        held = expected(cut, terms, is_base=is_base)
        assert found(cut, terms, is_base=is_base) == held
        signs = {term: number for number, term in enumerate(set(terms), 1)}
        lines = [
            h.line(signs, cut.first_pieces[-1]) for h in (held, cut.find(terms, is_base=is_base))
        ]
        assert lines[0] == lines[1]


@ways
@given(st.lists(st.text(max_size=20), max_size=5), st.booleans())
def test_any_text_is_cut_at_its_white_space(
    way: type[Texts], texts: list[str], is_base: bool
) -> None:
    cut = way(texts)
    pieces = [cut.piece(number)[2] for number in range(cut.first_pieces[-1])]
    assert pieces == [piece for text in texts for piece in text.split()]
    terms = [term for _, _, term, _ in every_occurrence(cut, is_base=is_base)]
    assert found(cut, terms, is_base=is_base) == expected(cut, terms, is_base=is_base)


@ways
def test_terms_follow_each_other_to_the_end_of_their_text(way: type[Texts]) -> None:
    cut = way(["một Hà-Nội", "", "ba - bốn", "năm"])
    following = [
        [(term, piece) for _, _, term, piece in cut.terms_from(number)] for number in range(6)
    ]
    assert following == [
        [("một", 0), ("hà", 1), ("nội", 1)],
        [("hà", 1), ("nội", 1)],
        [("ba", 2), ("bốn", 4)],
        [("bốn", 4)],
        [("bốn", 4)],
        [("năm", 5)],
    ]


@ways
def test_texts_know_where_they_begin(way: type[Texts]) -> None:
    cut = way(["một hai", "", " ba\n"])
    assert cut.first_pieces == [0, 2, 2, 3]
    texts = [cut.joined[a : b - 1] for a, b in zip(cut.offsets, cut.offsets[1:], strict=False)]
    assert texts == ["một hai", "", " ba\n"]


@ways
@pytest.mark.parametrize("term", ["nghieng", "nghiengngang"])
def test_long_words_are_told_apart(way: type[Texts], term: str) -> None:
    held = way(["Nghieng nghiengngang nghiengnga"]).find([term], is_base=True)
    assert [term for _, _, term, _ in held.places] == [term]


@ways
@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.sampled_from([term for word in WORDS for term in base_chunk_terms[word]]),
    st.integers(1, 9),
)
def test_all_that_hold_a_term_beginning_so_are_found(
    way: type[Texts], text: str, word: str, size: int
) -> None:
    letters = word[:size]
    cut = way([text])
    found = {piece for _, _, piece in cut.beginning(letters)}
    for piece in text.split():
        if any(term.startswith(letters) for term in base_chunk_terms[piece]):
            assert piece in found
