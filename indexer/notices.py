"""What must a reader be told of an answer: what was asked, and what else could be?"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import Match, Request, Tier
from indexer.question import Question

_TIER_NAMES = {
    "exact": ("đúng dấu", "exact marks"),
    "tone": ("bỏ qua thanh điệu", "tones ignored"),
    "base": ("bỏ qua mọi dấu", "all marks ignored"),
}


LONG, FEW = 8, 10
"""A query of so many words that so few articles hold whole is rather one to remember one by."""


def notices(question: Question, tier: Tier, match: Match, total: int) -> Iterator[str]:
    """What is told where another tier or match is answered than was asked, or might be better."""
    if not total or not question.has_words:
        return
    if match != question.request.match:
        yield (
            "Không bài nào có đủ mọi từ; đây là những bài có phần lớn các từ. "
            "(No article has all the words; these have most of them.)"
        )
    if tier != question.tier:
        asked, given = _TIER_NAMES[question.tier], _TIER_NAMES[tier]
        yield (
            f"Không có kết quả {asked[0]}; đây là kết quả {given[0]}. "
            f"(Nothing with {asked[1]}; these are results with {given[1]}.)"
        )
    words = len(question.text.split())
    if match == question.request.match == "all" and words >= LONG and total < FEW:
        yield (
            f"Chỉ {total} bài có đủ {words} từ; muốn xem cả những bài có một phần, hãy chọn "
            f"“ít nhất một từ”. (Only so many articles have all the words; ask for any of them to "
            f"see those that have some.)"
        )


def echo(request: Request, sort: str) -> dict[str, object]:
    """The request as an answer tells it, with the order that it is in."""
    return {
        "q": request.q,
        "match": request.match,
        "province": list(request.province),
        "sense": request.sense,
        "year_from": request.year_from,
        "year_to": request.year_to,
        "source": list(request.source),
        "sort": sort,
        "marks": request.marks,
        "off": list(request.off),
        "stories": request.stories,
        "page": request.page,
        "size": request.size,
    }
