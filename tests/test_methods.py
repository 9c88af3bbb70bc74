"""The paragraph on how an answer was found has everything that was asked, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.methods import methods_paragraph, program_version
from indexer.model import Expansion, Results

DAY = date(2026, 3, 9)

ANSWER = Results(
    query={
        "q": "UBND xã đắp đê",
        "match": "all",
        "province": ["hai-phong", "Nghệ An"],
        "sense": "former",
        "year_from": 2015,
        "year_to": 2017,
        "source": ["Báo Bến Phà"],
        "sort": "relevance",
        "marks": None,
        "off": ["Bến Phà"],
        "stories": False,
        "page": 1,
        "size": 10,
    },
    total=1234,
    match="all",
    tier="exact",
    tiers={"exact": 1234, "tone": 1300, "base": 1402},
    hits=(),
    facets={},
    expansions=(
        Expansion("ubnd", "ủy ban nhân dân", "abbreviation", 1003, True),
        Expansion("đê", "Đê", "place spelling", 2, False),
    ),
    fingerprint="0123456789abcdef",
    articles=20345,
    created="2026-03-08T23:59:01+00:00",
)


def asked(**changes: object) -> Results:
    """The answer to another request."""
    return replace(ANSWER, query={**ANSWER.query, **changes})


def test_it_says_what_was_asked_and_of_what() -> None:
    vietnamese, english = methods_paragraph(ANSWER, DAY)
    for words in (
        "Câu tìm “UBND xã đắp đê” được tìm ngày 9/3/2026",
        f"(timbao {program_version()}), trong chỉ mục gồm 20.345 bài, lập ngày 8/3/2026,",
        "dấu vân tay 0123456789abcdef.",
        "So khớp: đúng dấu; bài phải có mọi từ",
        "đúng dấu 1.234 bài; bỏ qua thanh điệu 1.300 bài; bỏ qua mọi dấu 1.402 bài",
        "tỉnh, thành (theo 63 tỉnh trước 1/7/2025): Hải Phòng, Nghệ An; năm: 2015–2017; "
        "nguồn: Báo Bến Phà.",
        "Mở rộng: ubnd → ủy ban nhân dân (1.003 bài).",
        "Đã tắt: đê → Đê (2 bài).",
        "Tìm thấy 1.234 bài.",
    ):
        assert words in vietnamese
    for words in (
        "“UBND xã đắp đê” was searched for on 9 March 2026",
        f"(timbao {program_version()}) in an index of 20,345 articles made on 8 March 2026,",
        "fingerprint 0123456789abcdef.",
        "Matching: exact marks; all words required",
        "exact marks 1,234; tones ignored 1,300; all marks ignored 1,402",
        "province (the 63 provinces before 1 July 2025): Hải Phòng, Nghệ An; year: 2015–2017; "
        "source: Báo Bến Phà.",
        "Expansions: ubnd → ủy ban nhân dân (1,003 articles).",
        "Switched off: đê → Đê (2 articles).",
        "Found: 1,234 articles.",
    ):
        assert words in english


@pytest.mark.parametrize(
    ("years", "written"),
    [((2016, 2016), "năm: 2016."), ((2016, None), "năm: 2016–…."), ((None, 2016), "năm: …–2016.")],
)
def test_open_years(years: tuple[int | None, int | None], written: str) -> None:
    answer = asked(province=[], source=[], year_from=years[0], year_to=years[1])
    assert f"Bộ lọc: {written}" in methods_paragraph(answer, DAY).vietnamese


@pytest.mark.parametrize(
    ("typed", "sense", "written"),
    [
        (["Hải Dương"], "printed", "như in trên báo): Hải Dương;"),
        (["Hải Dương", "hai phong"], "present", "theo 34 tỉnh nay): Hải Phòng;"),
        (["Hà Tây"], "former", "theo 63 tỉnh trước 1/7/2025): Hà Nội;"),
        (["Hà Nam Ninh"], "former", "7/2025): Nam Định, Hà Nam, Ninh Bình;"),
    ],
)
def test_provinces_are_those_that_were_counted(typed: list[str], sense: str, written: str) -> None:
    assert written in methods_paragraph(asked(province=typed, sense=sense), DAY).vietnamese


def test_nothing_was_filtered_or_expanded() -> None:
    answer = replace(
        asked(province=[], source=[], year_from=None, year_to=None, marks="exact", stories=True),
        expansions=(),
        match="most",
    )
    vietnamese, english = methods_paragraph(answer, DAY)
    assert "Bộ lọc: không có. Mở rộng: không có. Tìm thấy 1.234 bài khác nhau" in vietnamese
    assert "Filters: none. Expansions: none. Found: 1,234 distinct stories" in english
    assert "đúng dấu (ghim); bài có phần lớn các từ" in vietnamese
    assert "exact marks (pinned); most words required" in english


def test_every_article() -> None:
    vietnamese, english = methods_paragraph(replace(asked(q=""), tier=None, created=""), DAY)
    assert vietnamese.startswith("Mọi bài (không có câu tìm) được tìm ngày")
    assert english.startswith("Every article (no query) was searched for")
    for words in ("So khớp", "Mở rộng", "lập ngày"):
        assert words not in vietnamese
    for words in ("Matching", "Expansions", "made on"):
        assert words not in english


def test_the_day_is_today_unless_it_is_given() -> None:
    today = date.today()
    assert f"ngày {today.day}/{today.month}/{today.year}" in methods_paragraph(ANSWER).vietnamese
