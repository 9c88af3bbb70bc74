"""Legacy encodings: what is repaired, what is left alone, and how much of real news comes back."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.legacy import repair_legacy
from indexer.text.legacy_encodings import DECODERS
from indexer.text.tokens import exact_terms

NEWS = Path(__file__).parents[2] / "shared" / "data" / "news.jsonl.gz"

TEXT = "Hội đồng nhân dân tỉnh họp bàn về việc xây dựng đường giao thông nông thôn."


@lru_cache(maxsize=4)
def _letter_bytes(encoding: str) -> dict[str, str]:
    """Letter -> how the encoding writes it, found by asking the decoder."""
    signs = [chr(code) for code in range(0xA1, 0x100)]
    bases = ["", *"aeouyAEOUY", *"ôöÔÖ"]
    table: dict[str, str] = {}
    for base, sign in itertools.product(bases, signs):
        decoded = DECODERS[encoding](base + sign)
        if len(decoded) == 1 and not decoded.isascii() and decoded != base + sign:
            table.setdefault(decoded, base + sign)
    return table


def _encode(text: str, encoding: str) -> str:
    """The text as it reads when bytes of the encoding are taken for Windows-1252."""
    if encoding == "UTF-8":
        return "".join(
            bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
        )
    if encoding == "CP1258":
        return _encode_1258(text)
    table = _letter_bytes(encoding)
    lower = text.lower() if encoding == "TCVN3" else text
    return "".join(table.get(letter, letter) for letter in lower)


def _encode_1258(text: str) -> str:
    letters: list[str] = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tone))
        letters.append(base + tone)
    return "".join(letters).encode("cp1258", errors="replace").decode("cp1252", errors="ignore")


@pytest.mark.parametrize("encoding", list(DECODERS))
def test_every_vietnamese_letter_has_a_place_in_the_tables(encoding: str) -> None:
    vowels = "aăâeêioôơuưy"
    letters = [
        unicodedata.normalize("NFC", vowel + mark)
        for vowel in vowels
        for mark in ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    ]
    for letter in [*letters, "đ"]:
        if not letter.isascii():
            assert DECODERS[encoding](_encode(letter, encoding)) == letter


@pytest.mark.parametrize("encoding", list(DECODERS))
def test_a_sentence_is_repaired_in_one_piece(encoding: str) -> None:
    source = _encode(TEXT, encoding)
    repaired, repairs = repair_legacy(source)
    assert exact_terms(repaired) == exact_terms(TEXT)
    (repair,) = repairs
    assert (repair.encoding, repair.start, repair.end) == (encoding, 0, len(source))
    assert repair.text == repaired


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("®Êt n­íc giµu ®Ñp", "đất nước giàu đẹp"),
        ("§¶ng Céng s¶n ViÖt Nam", "Đảng Cộng sản Việt Nam"),
        ("ÑAÛNG COÄNG SAÛN VIEÄT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("Ñaát nöôùc ñoåi môùi", "Đất nước đổi mới"),
        ("AÁp Baéc vaø AÙi Nghóa", "Ấp Bắc và Ái Nghĩa"),
        ("Tiáº¿ng Viá»‡t", "Tiếng Việt"),
        ("Äáº¡i há»™i Äáº£ng", "Đại hội Đảng"),
        ("Tiêìng Viêòt coì dâìu", "Tiếng Việt có dấu"),
        ("THOÂNG BAÙO", "THÔNG BÁO"),
        ("Tr\u00adêng Sa, Hoµng Sa", "Trường Sa, Hoàng Sa"),
        ("§µ N½ng", "Đà Nẵng"),
        ("ViÖt Nam", "Việt Nam"),
        ("Tröôøng Sa", "Trường Sa"),
        ("quª h\u00ad¬ng", "quê hương"),
    ],
)
def test_short_pieces(source: str, text: str) -> None:
    assert exact_terms(repair_legacy(source)[0]) == exact_terms(text)


def test_only_the_legacy_paragraphs_of_a_mixed_document_change() -> None:
    lines = [TEXT, _encode(TEXT, "VNI"), "An English line.", _encode(TEXT, "TCVN3"), "Kết thúc."]
    source = "\n".join(lines)
    repaired, repairs = repair_legacy(source)
    assert [repair.encoding for repair in repairs] == ["VNI", "TCVN3"]
    for repair in repairs:
        assert source[repair.start : repair.end] in lines
    result = repaired.split("\n")
    assert [result[0], result[2], result[4]] == [lines[0], lines[2], lines[4]]
    assert exact_terms(result[1]) == exact_terms(result[3]) == exact_terms(TEXT)


def test_short_lines_follow_the_rest_of_a_wholly_legacy_document() -> None:
    lines = [TEXT, "Thị Hoa", "số một", "năm 1985", TEXT]
    source = "\n".join(_encode(line, "TCVN3") for line in lines)
    assert exact_terms(repair_legacy(source)[0]) == exact_terms("\n".join(lines))


CLEAN = [
    TEXT,
    TEXT.upper(),
    unicodedata.normalize("NFD", TEXT),
    "Hoà bình, thuỷ lợi, khoẻ mạnh; «trích dẫn» · 25°C, 30m² ± 5 % – © ® §",
    "Où est passé le garçon ? À la fête de Noël, il a goûté des pâtés et haï le maïs naïf.",
    "Élève-toi, ô cœur français : la forêt où j'ai vécu l'été était bénie dès l'aube.",
    "Für die schöne Straße müssen wir größere Bäume fällen; Äpfel, Öl und Übermut.",
    "El niño pequeño comió piñas en España; ¿cuándo volverá el señor Núñez? ¡Mañana!",
    "A ação não começou; o coração do João está em São Paulo, à espera da irmã.",
    "Bjørn åt smörgås på Åland; Ærø er en ø, og fjällen är höga.",
    "Łódź, Gdańsk i Kraków; příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Türkiye'nin güneyinde çok güzel köyler görüldü; öğretmen ödül aldı.",
    "Costs rose from £m to ¥m; naïve café résumé, 5 µm at 20 °C ± ½.",
    'if (a[i] != b[i]) { return x >> 2; } // ok\nconst s = "\\u00e9" + `${y}`;',
    "O\u00ad\u00fc, où ça, Loève, Noël, coâ, 5 µµ, º ª ¹, N·m, n×n: kh\u00ad\u00f4ng",
    "Dấu “ngoặc” và… gạch – nối; giá 5.000đ/kg, U23, TP.HCM, 134/QĐ-TU",
    "",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_of_any_language_is_left_alone(text: str) -> None:
    assert repair_legacy(text) == (text, ())
    assert repair_legacy(f"{text}\n{text}") == (f"{text}\n{text}", ())


@given(st.text(max_size=80))
def test_repairs_are_exactly_the_difference(text: str) -> None:
    repaired, repairs = repair_legacy(text)
    rebuilt, done = "", 0
    for repair in repairs:
        assert done <= repair.start < repair.end <= len(text)
        rebuilt += text[done : repair.start] + repair.text
        done = repair.end
    assert rebuilt + text[done:] == repaired


@lru_cache(maxsize=1)
def _news() -> list[str]:
    if not NEWS.exists():
        pytest.skip(f"{NEWS} is not there: real news to measure on")
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    return ["\n".join((article["title"], article["lead"], article["body"])) for article in articles]


def test_real_news_in_unicode_is_never_changed() -> None:
    for text in _news():
        assert repair_legacy(text) == (text, ())


@pytest.mark.parametrize("encoding", list(DECODERS))
def test_real_news_in_a_legacy_encoding_comes_back(encoding: str) -> None:
    texts = random.Random(7).sample(_news(), 40)
    wrong = 0
    for text in texts:
        composed = unicodedata.normalize("NFC", text)
        terms = exact_terms(repair_legacy(_encode(composed, encoding))[0])
        wrong += terms != exact_terms(composed)
    # What is lost are foreign letters that the encodings lack (ü, Š).
    assert wrong <= 4
