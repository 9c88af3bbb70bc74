"""How was an answer found, as a paragraph for the methods section of a paper?

Everything that someone else needs to find the same articles: the query, how it was matched, the
filters, the expansions, the index by its fingerprint, the program by its version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from indexer.articles.gazetteer import find_province, province_name
from indexer.filters import province_values
from indexer.model import Expansion, Results, Sense

PROGRAM = "timbao"


class Methods(NamedTuple):
    """The paragraph in both languages."""

    vietnamese: str
    english: str


def methods_paragraph(results: Results, today: date | None = None) -> Methods:
    """The paragraph that describes an answer; `today` is when it was asked, None for now."""
    asked = today or date.today()
    return Methods(" ".join(_vietnamese(results, asked)), " ".join(_english(results, asked)))


@cache
def program_version() -> str:
    """The version of the program that is running, "?" where it was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "?"


_TIERS = {
    "exact": ("đúng dấu", "exact marks"),
    "tone": ("bỏ qua thanh điệu", "tones ignored"),
    "base": ("bỏ qua mọi dấu", "all marks ignored"),
}
_MATCHES = {
    "all": ("bài phải có mọi từ", "all words required"),
    "most": ("bài có phần lớn các từ", "most words required"),
    "any": ("bài có ít nhất một từ", "any word sufficed"),
}
_SENSES = {
    "printed": ("như in trên báo", "as printed"),
    "former": ("theo 63 tỉnh trước 1/7/2025", "the 63 provinces before 1 July 2025"),
    "present": ("theo 34 tỉnh nay", "the present 34 provinces"),
}


def _vietnamese(results: Results, today: date) -> Iterator[str]:
    q, made = results.query, _day(results.created)
    text = f"Câu tìm “{q['q']}”" if q["q"] else "Mọi bài (không có câu tìm)"
    yield f"{text} được tìm ngày {_vietnamese_day(today)}"
    yield f"bằng Tìm Báo ({PROGRAM} {program_version()}),"
    yield f"trong chỉ mục gồm {_dotted(results.articles)} bài,"
    if made:
        yield f"lập ngày {_vietnamese_day(made)},"
    yield f"dấu vân tay {results.fingerprint}."
    if results.tier is not None:
        counts = "; ".join(f"{_TIERS[t][0]} {_dotted(n)} bài" for t, n in results.tiers.items())
        pinned = " (ghim)" if q.get("marks") else ""
        yield f"So khớp: {_TIERS[results.tier][0]}{pinned}; {_MATCHES[results.match][0]}"
        yield f"(số bài theo từng cách so dấu: {counts})."
    filters = "; ".join(_filters(q, 0))
    yield f"Bộ lọc: {filters or 'không có'}."
    if results.tier is not None:
        yield from _expansions(results.expansions, 0)
    kind = "bài khác nhau, bài đăng lại tính một lần" if q.get("stories") else "bài"
    yield f"Tìm thấy {_dotted(results.total)} {kind}."


def _english(results: Results, today: date) -> Iterator[str]:
    q, made = results.query, _day(results.created)
    text = f"The query “{q['q']}”" if q["q"] else "Every article (no query)"
    yield f"{text} was searched for on {_english_day(today)} with Tìm Báo"
    yield f"({PROGRAM} {program_version()}) in an index of {results.articles:,} articles"
    yield (f"made on {_english_day(made)}, " if made else "") + (
        f"fingerprint {results.fingerprint}."
    )
    if results.tier is not None:
        counts = "; ".join(f"{_TIERS[t][1]} {n:,}" for t, n in results.tiers.items())
        pinned = " (pinned)" if q.get("marks") else ""
        yield f"Matching: {_TIERS[results.tier][1]}{pinned}; {_MATCHES[results.match][1]}"
        yield f"(articles by tier: {counts})."
    filters = "; ".join(_filters(q, 1))
    yield f"Filters: {filters or 'none'}."
    if results.tier is not None:
        yield from _expansions(results.expansions, 1)
    kind = "distinct stories, reprints counted once" if q.get("stories") else "articles"
    yield f"Found: {results.total:,} {kind}."


def _filters(q: Mapping[str, Any], language: int) -> Iterator[str]:
    if q["province"]:
        meant = (name for typed in q["province"] for name in _provinces(typed, q["sense"]))
        names = ", ".join(dict.fromkeys(meant))
        sense = _SENSES[q["sense"]][language]
        yield f"{('tỉnh, thành', 'province')[language]} ({sense}): {names}"
    low, high = q["year_from"], q["year_to"]
    if low is not None or high is not None:
        years = f"{low or '…'}–{high or '…'}" if low != high else str(low)
        yield f"{('năm', 'year')[language]}: {years}"
    if q["source"]:
        yield f"{('nguồn', 'source')[language]}: {', '.join(q['source'])}"


def _provinces(typed: str, sense: Sense) -> list[str]:
    """The provinces that were filtered by: in the present sense Hải Dương is Hải Phòng."""
    found = find_province(typed)
    if found is None:
        return [typed]
    return [province_name(slug, sense) for slug in province_values(found, sense)]


def _expansions(expansions: Sequence[Expansion], language: int) -> Iterator[str]:
    for on, label in ((True, ("Mở rộng", "Expansions")), (False, ("Đã tắt", "Switched off"))):
        listed = [_expansion(e, language) for e in expansions if e.on is on]
        if listed or on:
            none = ("không có", "none")[language]
            yield f"{label[language]}: {'; '.join(listed) or none}."


def _expansion(expansion: Expansion, language: int) -> str:
    articles = ("bài", "articles")[language]
    number = (_dotted(expansion.adds), f"{expansion.adds:,}")[language]
    return f"{expansion.source} → {expansion.target} ({number} {articles})"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _day(created: str) -> date | None:
    return date.fromisoformat(created[:10]) if created else None


def _vietnamese_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _english_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
