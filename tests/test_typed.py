"""Typed tokens: one key for all written forms of a document number, a date, a percentage."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Tier
from indexer.text.typed import document_terms, typed_key, typed_terms, typed_tokens


def _keys(text: str) -> list[str]:
    return [token.key for token in typed_tokens(text)]


def _shown(text: str) -> str:
    """The text with its typed tokens in brackets."""
    shown, done = "", 0
    for token in typed_tokens(text):
        shown += f"{text[done : token.start]}[{text[token.start : token.end]}]"
        done = token.end
    return shown + text[done:]


def _finds(document: str, query: str, tier: Tier = "exact") -> bool:
    """Whether a query of one typed token finds a document by its typed terms."""
    (token,) = typed_tokens(query)
    return typed_key(token, tier) in typed_terms(document)


@pytest.mark.parametrize(
    "written",
    [
        "134/QĐ-TU",
        "134 /QĐ-TU",
        "134/ QĐ - TU",
        "0134/QĐ-TU",
        "134-QĐ/TU",
        "134–QĐ/TU",
        "134/QÐ-TU",
        unicodedata.normalize("NFD", "134/QĐ-TU"),
        "134/qđ-tu",
        "134⁄QĐ-TU",
        "134∕QĐ-TU",
    ],
)
def test_one_document_number_has_one_key(written: str) -> None:
    assert _keys(f"Quyết định {written} của Tỉnh ủy") == ["doc:134-qđtu"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12/2019/TT-BTC", "12-2019-ttbtc"),
        ("Nghị định 100/2019/NĐ-CP.", "100-2019-nđcp"),
        ("Nghị quyết 03-NQ/ĐUK ngày", "3-nqđuk"),
        ("Nghị quyết 15/2008/QH12", "15-2008-qh12"),
        ("05-CT/TƯ", "5-cttư"),
        ("08-KL/ĐU", "8-klđu"),
        ("1234/UBND-VX", "1234-ubndvx"),
        ("1.234/UBND-VX", "1234-ubndvx"),
        ("45/KH-UBND", "45-khubnd"),
        ("2020/CV-SYT", "2020-cvsyt"),
        ("QĐ 91/TTg", "91-ttg"),
        ("Nghị định 64-CP", "64-cp"),
        ("19-2017/NQ-CP", "19-2017-nqcp"),
        ("30c/NQ-CP", "30c-nqcp"),
        ("22/CT-TTg", "22-ctttg"),
        ("01/2014/TTLT-TANDTC-VKSNDTC-BTP", "1-2014-ttlttandtcvksndtcbtp"),
        ("1096/NQ-UBTVQH13", "1096-nqubtvqh13"),
        ("Số: 7 /TB-VP", "7-tbvp"),
        ("345/SGD&ĐT-VP", "345-sgdđtvp"),
        ("22/2016/TT-BGD-ĐT", "22-2016-ttbgdđt"),
        ("05/2018/HS-ST", "5-2018-hsst"),
        ("Quyết định số17/QĐ-UBND", "17-qđubnd"),
    ],
)
def test_document_numbers_of_every_office(text: str, key: str) -> None:
    assert _keys(text) == [f"doc:{key}"]


@pytest.mark.parametrize(
    "text",
    [
        "120 km/h",
        "60km/h",
        "24/24 giờ",
        "giai đoạn 2015-2020",
        "C1-TK2",
        "quận 1-TP HCM",
        "U23-VN",
        "tỷ số 2-1",
        "5-7 người",
        "tỉ lệ 3-4 lần",
        "19h30",
        "số 5 - Nguyễn Du",
        "2.522 tỷ",
        "F-16/MiG",
        "đường 3.2",
        "192.168.1.1",
        "12.5.7",
        "tỷ số 21-19",
        "10-12 tuổi",
        "tháng 13/2019",
        "ngày 32/1",
        "29/2/2019",
        "1/2/3/4",
        "9 tháng năm 2017",
        "9 tháng đầu năm 2017",
        "6 tháng tư vấn",
        "3 tháng một lần",
        "2 tháng 5 ngày",
        "các tháng năm 2017",
        "GHI 3/TRẬN, KÉM 2/NGÀY",
    ],
)
def test_what_looks_alike_is_not_typed(text: str) -> None:
    assert _keys(text) == []


def test_parts_of_a_document_number_find_it_and_other_numbers_do_not() -> None:
    document = "Nghị định 100/2019/NĐ-CP"
    for query in ("100/2019/NĐ-CP", "100/NĐ-CP", "0100-NĐ/CP"):
        assert _finds(document, query)
    for query in ("10/2019/NĐ-CP", "100/2018/NĐ-CP", "100/NQ-CP", "100/2019/NĐ-CP-BCA"):
        assert not _finds(document, query)
    assert not _finds("Nghị quyết 13-NQ/TW", "3-NQ/TW")
    assert not _finds("ngày 03/02", "03-NQ")
    assert _finds("Nghị quyết 03-NQ/ĐUK", "03-NQ")


def test_documents_typed_without_marks_are_found_in_base_only() -> None:
    document = "Nghị quyết 03-NQ/ĐUK"
    assert _finds(document, "03-nq/duk", "base")
    assert not _finds(document, "03-nq/duk", "exact")
    assert not _finds(document, "03-nq/duk", "tone")
    assert _finds("Chỉ thị 05-CT/TƯ", "5-ct/tu", "base")


@pytest.mark.parametrize(
    ("query", "tier", "found"),
    [
        ("134/QĐ-TU", "exact", True),
        ("Số 0134 - QĐ/TU", "exact", True),
        ("134", "exact", True),
        ("QĐ-TU", "exact", True),
        ("TU", "exact", True),
        ("134-QĐ", "exact", True),
        ("qd-tu", "exact", False),
        ("qd-tu", "base", True),
        ("13", "exact", False),
        ("4/QĐ-TU", "exact", False),
        ("TU-QĐ", "exact", False),
    ],
)
def test_whole_and_partial_numbers_after_doc(query: str, tier: Tier, found: bool) -> None:
    terms = document_terms(query, tier)
    assert terms
    assert (set(terms) <= set(typed_terms("Quyết định 134/QĐ-TU"))) is found
    assert document_terms(" / ", tier) == ()


@pytest.mark.parametrize(
    "written",
    [
        "27/1/1994",
        "27/01/1994",
        "27-1-1994",
        "27.1.1994",
        "27 / 1 / 1994",
        "1994-01-27",
        "ngày 27/1/1994",
        "ngày 27/1 năm 1994",
        "27 tháng 1 năm 1994",
        "ngày 27 tháng 01 năm 1994",
        "Ngày 27 tháng 1, 1994",
        "27 tháng 1/1994",
        "NGÀY 27 THÁNG 1 NĂM 1994",
        "ngày 27 tháng Giêng năm 1994",
        "27 tháng giêng năm 1994",
        "ngay 27 thang 1 nam 1994",
        "ngày\u00a027 tháng 1\nnăm 1994",
        unicodedata.normalize("NFD", "ngày 27 tháng 1 năm 1994"),
        "27/1/94",
        "27-01-94",
    ],
)
def test_one_day_has_one_key(written: str) -> None:
    assert _keys(f"vào {written}, ông") == ["date:1994-01-27"]
    assert _shown(f"vào {written}, ông") == f"vào [{written}], ông"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("tháng 9/2019", ["2019-09"]),
        ("Tháng 9-2019", ["2019-09"]),
        ("tháng 9.2019", ["2019-09"]),
        ("tháng 09 năm 2019", ["2019-09"]),
        ("tháng Chín năm 2019", ["2019-09"]),
        ("tháng Chín/2019", ["2019-09"]),
        ("tháng mười hai năm 2019", ["2019-12"]),
        ("tháng năm năm 2017", ["2017-05"]),
        ("9/2019", ["slash:9/2019"]),
        ("27/1", ["slash:27/1"]),
        ("ngày 27-1", ["--01-27"]),
        ("sáng 27-1", ["--01-27"]),
        ("(27.1)", ["--01-27"]),
        ("ngày 27 tháng 1", ["--01-27"]),
        ("mùng 3 tháng 2", ["--02-03"]),
        ("ngày 9 tháng năm năm 2017", ["2017-05-09"]),
        ("ngày 9 tháng Năm", ["--05-09"]),
        ("29/2/2020", ["2020-02-29"]),
        ("27-28/1/1994", ["1994-01-27", "1994-01-28"]),
        ("30/4-1/5", ["slash:30/4", "slash:1/5"]),
        ("27/1/1994 - 3/2/1994", ["1994-01-27", "1994-02-03"]),
        ("từ 5 đến 7/6/2018", ["2018-06-05", "2018-06-07"]),
        ("từ ngày 5 đến ngày 7 tháng 6", ["--06-05", "--06-07"]),
        ("các ngày 5, 6 và 7/6/2018", ["2018-06-05", "2018-06-06", "2018-06-07"]),
        ("từ 1/3 đến hết ngày 5/3/2018", ["2018-03-01", "2018-03-05"]),
        ("tối 30/4-sáng 1/5/2017", ["2017-04-30", "2017-05-01"]),
        ("từ 30/12 tới 2/1/2018", ["2017-12-30", "2018-01-02"]),
        ("1/3, 2/3 và 5/3/2018", ["2018-03-01", "2018-03-02", "2018-03-05"]),
        ("chiếm 1/3 và 5/3/2018", ["slash:1/3", "2018-03-05"]),
        ("1/3 rồi đến 5/3/2018", ["slash:1/3", "2018-03-05"]),
        ("２．９．１９４５", ["1945-09-02"]),
        ("2/IX/1945", ["1945-09-02"]),
        ("ngày hai tháng chín năm 1945", ["1945-09-02"]),
        ("Ngày mồng Hai tháng Chín", ["--09-02"]),
        ("mùng năm tháng giêng", ["--01-05"]),
        ("ngày ba mươi tháng 4, 1975", ["1975-04-30"]),
        ("ngày rằm tháng bảy", ["--07-15"]),
        ("quý 2/2018", ["2018-Q2"]),
        ("quý 2 năm 2018", ["2018-Q2"]),
        ("quý II/2018", ["2018-Q2"]),
        ("Quý hai năm 2018", ["2018-Q2"]),
        ("ngày5/6/2018", ["2018-06-05"]),
        ("12/2019 và 12/2019/TT-BTC", ["slash:12/2019"]),
    ],
)
def test_written_dates(text: str, keys: list[str]) -> None:
    dates = [token.key for token in typed_tokens(text) if token.kind == "date"]
    assert dates == [key if ":" in key else f"date:{key}" for key in keys]


FRACTIONS = [
    "chiếm 2/3 dân số",
    "trực 24/7",
    "hơn 1/2 quãng đường",
    "có 8/12 xã đạt chuẩn",
    "1/3 số hộ",
    "ngõ 12/4 phố Huế",
    "nhà số 5/6",
    "lớp 10/2",
    "vòng 1/8",
]
DAYS = [
    "ngày 2/3",
    "sáng 2/3, dân số",
    "Từ 1/5, giá xăng tăng",
    "30/4 là ngày nghỉ",
    "chiều 24/7 có mưa",
    "8/3 và 20/10",
    "lễ 2/9 diện tích",
]


@pytest.mark.parametrize("text", FRACTIONS)
def test_parts_of_a_whole_and_houses_are_no_days(text: str) -> None:
    assert not any(term.startswith("date:") for term in typed_terms(text))
    assert any(term.startswith("slash:") for term in typed_terms(text))


@pytest.mark.parametrize("text", DAYS)
def test_days_without_year_stay_days(text: str) -> None:
    assert any(term.startswith("date:--") for term in typed_terms(text))
    assert any(term.startswith("slash:") for term in typed_terms(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("0912 34 56 78", "0912345678"),
        ("(024) 3825 1234", "02438251234"),
        ("04.38251234", "0438251234"),
        ("0236-3.822.345", "02363822345"),
        ("+84 912 345 678", "0912345678"),
    ],
)
def test_telephone_numbers(text: str, key: str) -> None:
    assert _keys(f"Gọi {text}.") == [f"tel:{key}"]


@pytest.mark.parametrize(
    "text",
    [
        "01-02-2018 08:30",
        "0,123 456 7890",
        "2.000.000.000",
        "20.000 300 400",
        "số 0912",
        "00:30 12",
    ],
)
def test_other_digits_are_no_telephone_number(text: str) -> None:
    assert not any(key.startswith("tel:") for key in _keys(text))


def test_a_full_date_is_found_by_its_day_and_by_its_month() -> None:
    for document in ("ngày 27 tháng 1 năm 1994", "27/1/1994"):
        for query in ("27-1-1994", "27/1", "tháng 1/1994", "tháng 1 năm 1994"):
            assert _finds(document, query)
        for query in ("27/1/1995", "7/1", "tháng 11/1994"):
            assert not _finds(document, query)
    assert not _finds("ngày 27/1", "27/1/1994")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("tăng 7%", ["pct:7"]),
        ("18,5% so", ["pct:18,5"]),
        ("18.5 %", ["pct:18,5"]),
        ("18,5 phần trăm", ["pct:18,5"]),
        ("18,5 phan tram", ["pct:18,5"]),
        ("1.234,5%", ["pct:1234,5"]),
        ("15-20%", ["pct:15", "pct:20"]),
        ("100％ １８，５％", ["pct:100", "pct:18,5"]),
        ("1.2.3%", []),
    ],
)
def test_percentages(text: str, keys: list[str]) -> None:
    assert _keys(text) == keys


def test_places_are_those_of_the_original_text() -> None:
    text = "Số: 134 /QĐ-TU, ngày 27/1/1994 (18,5 %)"
    shown = "Số: [134 /QĐ-TU], [ngày 27/1/1994] ([18,5 %])"
    assert _shown(text) == shown
    decomposed = unicodedata.normalize("NFD", text)
    assert _shown(decomposed) == unicodedata.normalize("NFD", shown)


_TEXT = st.text(st.sampled_from("0123456789/-.,% ngàythánămQĐTUqđ\u0300\u0301-–()\n"), max_size=50)


@given(_TEXT)
def test_typed_tokens_stand_in_order_without_overlap(text: str) -> None:
    end = 0
    for token in typed_tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
    terms = typed_terms(text)
    assert all(typed_key(token, "base") in terms for token in typed_tokens(text))
    assert all(token.key in terms for token in typed_tokens(text))
    assert not any(letter.isspace() for term in terms for letter in term)


@given(_TEXT)
def test_composition_makes_no_difference(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert _keys(composed) == _keys(decomposed)


@pytest.mark.parametrize(
    "piece", ["1", "1/", "1-", "1.", "1,", "1 ", "A-", "1/2/", "tháng 1 "], ids=ascii
)
def test_what_stands_behind_a_long_run_is_found(piece: str) -> None:
    # Looked on to the end from each of its places, the run would take minutes.
    text = piece * (100_000 // len(piece)) + "\n\nCông văn 134/QĐ-TU"
    assert _keys("134/QĐ-TU") == _keys(text)[-1:]
    assert typed_terms(text)[-1] == typed_terms("134/QĐ-TU")[-1]
