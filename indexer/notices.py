"""What must a reader be told of an answer: that it is wider than what was asked?"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import Match, Tier
from indexer.question import Question

_TIER_NAMES = {
    "exact": ("đúng dấu", "exact marks"),
    "tone": ("bỏ qua thanh điệu", "tones ignored"),
    "base": ("bỏ qua mọi dấu", "all marks ignored"),
}


def notices(question: Question, tier: Tier, match: Match, total: int) -> Iterator[str]:
    """What is told where another tier or match is answered than was asked."""
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
