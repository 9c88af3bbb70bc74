"""Tokens: what a text is cut into, and that each one points at its own letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.analyzer import analyze, query_units
from indexer.text.normalize import normal_form
from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, exact_terms, tokenize


def _shown(text: str) -> str:
    """The text with its tokens in brackets, as they stand in the original."""
    shown, done = "", 0
    for token in tokenize(text):
        shown += f"{text[done : token.start]}[{text[token.start : token.end]}]"
        done = token.end
    return shown + text[done:]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("U23 U-23 U 23", "u 23 u 23 u 23"),
        ("5km", "5 km"),
        ("19h30", "19 h 30"),
        ("P.V", "pv"),
        ("T.Ư", "tư"),
        ("U.S.A.", "usa"),
        ("T.P.HCM", "tp hcm"),
        ("A.Tuấn", "a tuấn"),
        ("B.Hùng", "b hùng"),
        ("TP.HCM", "tp hcm"),
        ("Tp. Hồ", "tp hồ"),
        ("HĐND/UBND", "hđnd ubnd"),
        ("Xing-ga-po", "xing ga po"),
        ("www.quangnam.gov.vn/tin", "www quangnam gov vn tin"),
        ("toa_soan@bao.vn", "toa soan bao vn"),
        ("2.522 1.234.567 18,5 18.5 1.234,56", "2522 1234567 18,5 18,5 1234,56"),
        ("2 522", "2 522"),
        ("27.1.1994 10-10-1954", "27 1 1994 10 10 1954"),
        ("23:02 2-1", "23 02 2 1"),
        ("2.000đ 5.", "2000 đ 5"),
        ("m² CO₂ 10²", "m 2 co 2 10 2"),
        ("“Hòa”, (bình)…", "hòa bình"),
        ("Hà\u00a0Nội", "hà nội"),
        ("a ở Y", "a ở y"),
        ("M'gar M’gar Mʼgar", "m gar m gar m gar"),
        ("５ｋｍ １８，５ １．２５０", "5 km 18,5 1250"),
        ("$ % — …", ""),
        ("", ""),
    ],
)
def test_terms(text: str, terms: str) -> None:
    assert exact_terms(text) == terms.split()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Hà\u200b Nội", "hà nội"),
        ("Hà\u200bNội", "hà nội"),
        ("ng\u200bười", "người"),
        ("ho\u00ada", "hoa"),
        ("Quảng\u200bNam\u200bthắng", "quảng nam thắng"),
        ("th\u200bàn\u200bh phố", "thành phố"),
        ("go\u200bogle", "google"),
        ("\u200bHà\u200b", "hà"),
        ("\ufeffHà Nội", "hà nội"),
    ],
)
def test_invisible_characters_part_whole_syllables_only(text: str, terms: str) -> None:
    assert exact_terms(text) == terms.split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("thủ đô Hà Nội.", "[thủ] [đô] [Hà] [Nội]."),
        ("(TP.HCM): 2.522đ", "([TP].[HCM]): [2.522][đ]"),
        ("Vie\u0323\u0302t\u200b, 7%", "[Vie\u0323\u0302t]\u200b, [7]%"),
        ("P.V. 27.1.1994", "[P.V]. [27].[1].[1994]"),
    ],
)
def test_tokens_stand_where_they_were_written(text: str, shown: str) -> None:
    assert _shown(text) == shown


def test_glued_says_that_no_white_space_stands_before() -> None:
    assert [token.glued for token in tokenize("Xing-ga-po và U23")] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]


def test_composed_and_decomposed_text_have_the_same_terms() -> None:
    text = "Cộng hòa xã hội chủ nghĩa Việt Nam, Đắk Lắk: 27.1.1994, T.Ư"
    decomposed = unicodedata.normalize("NFD", text)
    assert exact_terms(decomposed) == exact_terms(text)
    for token in tokenize(decomposed):
        assert token.end == len(decomposed) or not unicodedata.combining(decomposed[token.end])


_TEXT = st.text(
    st.one_of(
        st.sampled_from("aăâđeêioôơuưyáàảãạ\u0301\u0300\u0323\u0302\u031b\u200b\u00ad.,-/ 0123²đĐ"),
        st.characters(),
    ),
    max_size=60,
)


@given(_TEXT)
def test_indexing_and_highlighting_see_the_same_terms(text: str) -> None:
    tokens = tokenize(text)
    assert [token.text for token in tokens] == exact_terms(text)
    ends = [0, *(token.end for token in tokens)]
    for token, end in zip(tokens, ends, strict=False):
        assert end <= token.start < token.end <= len(text)
        assert token.text and not any(letter.isspace() for letter in token.text)
        assert token.glued <= (not any(map(str.isspace, text[end : token.start])))


@given(_TEXT)
def test_base_terms_stand_beside_exact_terms(text: str) -> None:
    terms = analyze(text)
    assert terms.exact == " ".join(exact_terms(text))
    assert terms.base == " ".join(base_form(term) for term in exact_terms(text))


def test_a_long_piece_without_spaces_is_cut_in_linear_steps() -> None:
    assert len(exact_terms("a." * 50_000)) == 1
    assert len(exact_terms("1." * 50_000 + "x")) == 50_001
    assert len(exact_terms("aa\u200b" * 20_000)) == 1
    assert len(exact_terms("ba\u200b" * 20_000)) == 20_000


def test_memory_forgets_when_it_is_full_and_never_keeps_long_strings() -> None:
    calls: list[str] = []

    def measure(text: str) -> int:
        calls.append(text)
        return len(text)

    memory = Memory(measure, size=2)
    assert [memory[key] for key in ("a", "b", "a", "c", "a")] == [1] * 5
    assert calls == ["a", "b", "c", "a"]
    assert memory["x" * 100] == 100 and "x" * 100 not in memory


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("Xing-ga-po 2017", [("xing", "ga", "po"), ("2017",)]),
        ("U23 Việt Nam", [("u", "23"), ("việt",), ("nam",)]),
        ("tăng 18,5 % so", [("tăng",), ("18,5",), ("so",)]),
        ("Số: 134 /QĐ-TU của", [("số",), ("134", "qđ", "tu"), ("của",)]),
        ("Bà Rịa - Vũng Tàu", [("bà",), ("rịa",), ("vũng",), ("tàu",)]),
        ("(27/1/1994).", [("27", "1", "1994")]),
        ("lũ,đê;bão:mưa", [("lũ",), ("đê",), ("bão",), ("mưa",)]),
        ("HĐND/UBND,xã", [("hđnd", "ubnd"), ("xã",)]),
        ("19:30 3:2 năm:2019", [("19", "30"), ("3", "2"), ("năm",), ("2019",)]),
        ("…", []),
    ],
)
def test_units_of_a_query(query: str, units: list[tuple[str, ...]]) -> None:
    assert [unit.tokens for unit in query_units(query)] == units


def test_units_know_their_place_and_what_is_typed() -> None:
    query = "tăng 18,5 % ngày 27 tháng 1 năm 1994, NĐ-CP"
    units = query_units(query)
    assert [query[unit.start : unit.end] for unit in units] == [
        "tăng",
        "18,5 %",
        "ngày 27 tháng 1 năm 1994",
        "NĐ-CP",
    ]
    assert [unit.typed and unit.typed.kind for unit in units] == [None, "percent", "date", None]


@given(_TEXT)
def test_every_token_of_a_query_is_in_one_unit(text: str) -> None:
    assert [term for unit in query_units(text) for term in unit.tokens] == exact_terms(text)


def test_normal_forms_of_tokens_are_kept() -> None:
    for token in tokenize("Uỷ ban; hoà bình; kĩ sư; 2.522; P.V; đƣợc"):
        assert normal_form(token.text) == token.text
