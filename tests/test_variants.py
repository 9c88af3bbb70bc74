"""Variants: other ways to write a part of a query, in every tier, and none that is a synonym."""

from __future__ import annotations

import itertools

import pytest

from indexer.model import TIERS, Tier
from indexer.text.abbreviations import learn_abbreviations
from indexer.text.definitions import Definition, Definitions
from indexer.text.numerals import roman, spelled
from indexer.text.syllables import is_syllable
from indexer.text.tiers import base_form
from indexer.text.tokens import exact_terms, tokenize
from indexer.text.variant_tables import group_table, read_groups, terms_in_tier
from indexer.text.variants import Variant, find_variants


def _query(text: str, tier: Tier) -> list[str]:
    terms = exact_terms(text)
    return [base_form(term) for term in terms] if tier == "base" else terms


def _targets(query: str, tier: Tier = "exact", **options: object) -> set[tuple[str, ...]]:
    """The whole query with each of its variants in place, as terms of the tier."""
    tokens = _query(query, tier)
    found = find_variants(tokens, tier, **options)  # type: ignore[arg-type]
    return {
        tuple(terms_in_tier(" ".join(tokens[: variant.start]), tier))
        + terms_in_tier(variant.target, tier)
        + tuple(terms_in_tier(" ".join(tokens[variant.end :]), tier))
        for variant in found
    }


def _definitions(*rows: tuple[str, str, int]) -> Definitions:
    return Definitions(lambda: [Definition(*row) for row in rows])


def _leads(query: str, document: str, tier: Tier = "exact") -> bool:
    return terms_in_tier(document, tier) in _targets(query, tier)


SAME = [
    ("UBND tỉnh", "ủy ban nhân dân tỉnh"),
    ("HĐND", "hội đồng nhân dân"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("TP.HCM", "thành phố Hồ Chí Minh"),
    ("TPHCM", "TP Hồ Chí Minh"),
    ("TP Đà Nẵng", "thành phố Đà Nẵng"),
    ("Bộ GD&ĐT", "bộ giáo dục và đào tạo"),
    ("Sở LĐTB&XH", "Sở Lao động, Thương binh và Xã hội"),
    ("LĐ-TB-XH", "LĐTBXH"),
    ("DS-KHHGĐ", "dân số - kế hoạch hóa gia đình"),
    ("phòng VH-TT", "phòng Văn hóa - Thông tin"),
    ("Sở VH&TT", "Sở Văn hóa và Thể thao"),
    ("Bộ GD&ĐT", "Bộ Giáo dục - Đào tạo"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa - Thể thao - Du lịch"),
    ("Đắk Lắk", "Đắc Lắc"),
    ("Đắk Lắk", "Đăk Lăk"),
    ("Daklak", "Đắk Lắk"),
    ("Đắk Nông", "Đắc Nông"),
    ("Krông Pắk", "Krông Pắc"),
    ("Kon Tum", "Kontum"),
    ("Buôn Ma Thuột", "Ban Mê Thuột"),
    ("Singapore", "Xing-ga-po"),
    ("Indonesia", "Inđônêxia"),
    ("Moscow", "Mát-xcơ-va"),
    ("Đại hội XIII", "Đại hội 13"),
    ("thế kỷ XX", "thế kỷ 20"),
    ("quý IV", "quý 4"),
    ("khóa XI", "khóa 11"),
    ("kỳ họp thứ 3", "kỳ họp thứ III"),
    ("Đại hội lần thứ VI", "Đại hội lần thứ sáu"),
    ("Quân khu 5", "Quân khu V"),
    ("vòng thứ 3", "vòng thứ ba"),
    ("sáng thứ tư", "sáng thứ 4"),
    ("lần thứ 1", "lần thứ nhất"),
    ("hạng 2", "hạng nhì"),
    ("hạng nhất", "hạng I"),
    ("tháng 3", "tháng 03"),
    ("tháng 3", "tháng Ba"),
    ("tháng 4", "tháng Tư"),
    ("Bộ Giao thông vận tải", "BGTVT"),
    ("Sở Y tế", "SYT"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"),
    ("Ban Thường vụ Tỉnh ủy", "BTVTU"),
    ("Hội Cựu chiến binh", "HCCB"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQVN"),
    ("UB Thường vụ", "Ủy ban Thường vụ"),
    ("Ủy ban Trung ương", "UBTƯ"),
    ("quận 3", "Q.3"),
    ("phường Bến Thành", "P.Bến Thành"),
    ("Louis XIV", "Louis 14"),
    ("SEA Games XXIX", "SEA Games 29"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("tier", TIERS)
def test_each_way_of_writing_leads_to_the_other(one: str, other: str, tier: Tier) -> None:
    if terms_in_tier(one, tier) != terms_in_tier(other, tier):
        assert _leads(one, other, tier)
        assert _leads(other, one, tier)


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("Hồ Chí Minh", "HCM"),
        ("Quảng Nam", "Đà Nẵng"),
        ("đắc cử", "đắk cử"),
        ("Đắk", "đắc"),
        ("hạng ba", "hạng nhì"),
        ("ngày thứ hai", "ngày thứ nhì"),
        ("mỗi thứ ba lần", "mỗi 3 lần"),
        ("13 người", "XIII người"),
        ("XIII", "13"),
        ("mi", "my"),
        ("học sinh", "sinh học"),
        ("lắc", "lắk"),
        ("vitamin C", "vitamin 100"),
        ("phường VI", "phường 6"),
        ("các tháng năm 2017", "các tháng 5 2017"),
        ("tháng 13", "tháng mười ba"),
        ("điểm X", "điểm 10"),
        ("U 23", "U XXIII"),
        ("Bộ đội", "BĐ"),
        ("sở thích", "ST"),
        ("BBC", "Bộ BC"),
    ],
)
def test_what_is_not_the_same_is_not_led_to(query: str, other: str) -> None:
    for tier in TIERS:
        assert not _leads(query, other, tier)


def test_names_in_ak_without_a_table_are_respelled_by_rule() -> None:
    assert _leads("xã Đắk Ang", "xã Đăk Ang")
    assert _leads("xã Đăk Ang", "xã Đắc Ang")
    assert _leads("dak ang", "dac ang", "base")
    assert _leads("Đắk", "Đak")
    assert not any(variant.kind == "place spelling" for variant in find_variants(["park"], "exact"))


def test_the_pieces_of_a_composed_abbreviation_may_stand_apart() -> None:
    assert _leads("Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQ VN")
    assert _leads("Ủy ban Mặt trận Tổ quốc Việt Nam", "UB MTTQ VN")


def test_names_of_two_first_consonants_need_no_apostrophe() -> None:
    assert ("mgar",) in _targets("M'gar", glued=[False, True])
    assert ("m", "gar") in _targets("Mgar", glued=[False])
    assert not _targets("nghe", glued=[False])
    assert not _targets("m gar", glued=[False, False])


def test_spans_are_those_of_the_tokens_replaced() -> None:
    tokens = [token.text for token in tokenize("họp UBND TP.HCM khóa XI")]
    found = find_variants(tokens, "exact")
    spans = {(variant.start, variant.end): variant.kind for variant in found}
    assert spans == {(1, 2): "abbreviation", (2, 4): "abbreviation", (4, 6): "numeral"}


def test_the_longest_known_run_is_taken() -> None:
    found = find_variants(exact_terms("thành phố Hồ Chí Minh"), "exact")
    assert {(variant.start, variant.end) for variant in found} == {(0, 5)}


def test_a_part_of_what_an_abbreviation_stands_for_may_be_abbreviated_alone() -> None:
    found = find_variants(exact_terms("đại biểu Quốc hội"), "exact")
    assert {(v.start, v.end, v.target) for v in found} == {(0, 4, "ĐBQH"), (2, 4, "QH")}


def test_a_variant_is_never_what_was_asked_and_never_twice() -> None:
    for group in read_groups():
        for form, tier in itertools.product(group.asked[:4], TIERS):
            tokens = _query(form, tier)
            found = find_variants(tokens, tier)
            places = [
                (variant.start, variant.end, terms_in_tier(variant.target, tier))
                for variant in found
            ]
            assert len(set(places)) == len(places)
            for start, end, terms in places:
                assert terms != terms_in_tier(" ".join(tokens[start:end]), tier)


def test_no_short_form_is_a_word() -> None:
    for group in read_groups():
        assert group.source
        for form in group.others:
            terms = exact_terms(form)
            assert len(terms) > 1 or not is_syllable(terms[0]), form


def test_learned_abbreviations_work_both_ways_and_without_marks() -> None:
    learned = _definitions(("BQLCTN", "Ban Quản lý các công trình nước", 1))
    full = "ban quản lý các công trình nước"
    assert terms_in_tier(full, "exact") in _targets("BQLCTN", learned=learned)
    assert ("bqlctn",) in _targets(full, learned=learned)
    assert ("bqlctn",) in _targets("ban quan ly cac cong trinh nuoc", "base", learned=learned)
    assert find_variants(["bqlctn"], "exact") == []
    found = find_variants(["bqlctn"], "exact", learned)
    assert [(v.kind, v.articles) for v in found] == [("learned", 1)]


def test_a_learned_abbreviation_with_signs_is_asked_without_them() -> None:
    learned = _definitions(("LN-TS", "Lâm nghiệp và Thủy sản", 2))
    assert _targets("LN-TS", learned=learned) >= {("lnts",), ("lâm", "nghiệp", "và", "thủy", "sản")}
    assert ("ln", "ts") in _targets("lâm nghiệp và thủy sản", learned=learned)


def test_learned_abbreviations_are_read_only_for_what_can_be_one() -> None:
    def read() -> list[Definition]:
        raise LookupError

    learned = Definitions(read)
    assert find_variants(["đường"], "exact", learned) == []
    for tokens in (["bqlctn"], ["ban", "quản"]):
        with pytest.raises(LookupError):
            find_variants(tokens, "exact", learned)


def test_which_learned_definitions_are_used() -> None:
    rows = [
        ("QTX", "quán tạp xôi", 1),
        ("NT", "nội trú", 4),
        ("TR", "tổ rừng", 5),
        ("RAM", "rừng ăn mòn", 30),
        ("HTS", "hội thủy sản", 20),
        ("HTS", "hộ thủy sinh", 3),
        ("HTS", "hội thủy sàn", 2),
    ]
    used = _definitions(*rows).used()
    assert {d.full for d in used} == {"quán tạp xôi", "tổ rừng", "hội thủy sản", "hộ thủy sinh"}


def test_hyphenated_names_are_asked_in_one_word_when_glue_is_known() -> None:
    tokens = ["ô", "bu", "ma", "thăm"]
    glued = [False, True, True, False]
    found = [v for v in find_variants(tokens, "exact", glued=glued) if v.kind == "foreign name"]
    assert [(v.start, v.end, v.target) for v in found] == [(0, 3, "Obuma"), (0, 3, "Ôbuma")]
    assert find_variants(["u", "23"], "exact", glued=[False, True]) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Hội đồng nhân dân (HĐND) tỉnh", [("HĐND", "Hội đồng nhân dân")]),
        ("của Ban Quản lý (BQL) dự án", [("BQL", "Ban Quản lý")]),
        ("Ban Quản lý (gọi tắt là BQL)", [("BQL", "Ban Quản lý")]),
        ("Bộ Kế hoạch và Đầu tư (KH&ĐT)", [("KH&ĐT", "Kế hoạch và Đầu tư")]),
        ("BHXH (bảo hiểm xã hội)", [("BHXH", "bảo hiểm xã hội")]),
        ("khu công nghiệp (KCN), khu chế xuất (KCX)", None),
        ("Ngân hàng Thế giới (WB)", []),
        ("Nguyễn Văn An (TTXVN)", []),
        ("đường dài (ĐĐ)", []),
        ("nhân dân. Hội đồng (HĐND)", []),
        ("", []),
    ],
)
def test_abbreviations_that_an_article_defines(
    text: str, pairs: list[tuple[str, str]] | None
) -> None:
    if pairs is None:
        pairs = [("KCN", "khu công nghiệp"), ("KCX", "khu chế xuất")]
    assert learn_abbreviations(text) == pairs


def test_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 49)] == ["I", "IV", "IX", "XIV", "XL", "XLIX"]
    assert [spelled(n)[0] for n in (5, 10, 15, 20, 21, 25)] == [
        "năm",
        "mười",
        "mười lăm",
        "hai mươi",
        "hai mươi mốt",
        "hai mươi lăm",
    ]
    assert spelled(24) == ("hai mươi bốn", "hai mươi tư")


def test_variants_say_their_kind_and_source() -> None:
    kinds = {"abbreviation", "place spelling", "foreign name", "numeral"}
    for query in ("UBND", "Đắk Lắk", "Singapore", "quý IV", "tháng 3"):
        for variant in find_variants(exact_terms(query), "exact"):
            assert isinstance(variant, Variant)
            assert variant.kind in kinds and variant.source


@pytest.mark.parametrize("tier", TIERS)
def test_every_form_that_asks_for_a_group_finds_it(tier: Tier) -> None:
    table = group_table()
    for group in read_groups():
        for form in group.asked:
            assert group in table.longest(terms_in_tier(form, tier), tier)[1], form
