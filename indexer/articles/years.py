"""Which year does the body of an undated article speak of as its own?

Reporters leave out the year of present events and write the year of past ones: a full date in
the body is a lower bound and no more. Only phrases of reports ("6 tháng cuối năm 2019") tell a
year, and only where several agree.
"""

from __future__ import annotations

import re
from collections import defaultdict

from indexer.articles.lines import plain_text
from indexer.model import UNKNOWN, Inference

_YEAR = r"((?:19|20)\d\d)(?!\d|\s?[-–—/]\s?\d)"
_STRONG = re.compile(
    rf"(?P<months>\b(?:\d{{1,2}}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng"
    rf"(?P<end>\s+(?:đầu|cuối))?\s+năm\s+{_YEAR})"
    rf"|(?P<last>những\s+tháng\s+(?:đầu|cuối|còn\s+lại)\s+(?:của\s+)?năm\s+{_YEAR})"
    rf"|(?P<quarter>quý\s+(?:[1-4]|I{{1,3}}|IV)\s*(?:/|năm)\s*{_YEAR})",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?((?:19|20)\d\d)(?!\d)")
_PLAIN_YEAR = re.compile(rf"\bnăm\s+{_YEAR}")
_COMPARED = re.compile(r"(?:so\s+với|cùng\s+kỳ|tăng|giảm|như|của|bằng)\s[^.]{0,30}$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:đến|trước|từ|hết|kể\s+từ|dự\s+kiến|hạn|sẽ|tới)\s[^.;]{0,30}$", re.IGNORECASE
)
_ENOUGH = 6.0


def find_year(body: str) -> Inference:
    """The year that this body tells, or an unknown year with the bound that its dates set."""
    if "20" not in body and "19" not in body:
        return UNKNOWN
    plain = plain_text(body)
    bound = _find_bound(plain)
    scores, evidence = _score_years(plain)
    if scores:
        best = max(scores, key=lambda year: scores[year])
        clear = scores[best] >= _ENOUGH and 2 * sum(scores.values()) < 3 * scores[best] + 0.001
        if clear and best >= (bound or 0) and not _speaks_of_later(plain, best):
            return Inference(str(best), 0.8, "body", evidence[best], bound)
    return Inference(bound=bound) if bound else UNKNOWN


def _find_bound(plain: str) -> int | None:
    """The latest year among full dates that are past when the article was written."""
    years = [
        int(match[1])
        for match in _FULL_DATE.finditer(plain)
        if not _AHEAD.search(plain, max(0, match.start() - 45), match.start())
    ]
    return max(years, default=None)


def _score_years(plain: str) -> tuple[dict[int, float], dict[int, str]]:
    scores: defaultdict[int, float] = defaultdict(float)
    evidence: dict[int, str] = {}
    for match in _STRONG.finditer(plain):
        if _COMPARED.search(plain, max(0, match.start() - 45), match.start()):
            continue
        year = int(next(group for group in reversed(match.groups()) if group and group.isdigit()))
        scores[year] += 1.0 if match["quarter"] else 3.0
        evidence.setdefault(year, " ".join(match[0].split()))
    return scores, evidence


def _speaks_of_later(plain: str, year: int) -> bool:
    """Whether a later year is named more than as next year's plan."""
    later = [int(match[1]) for match in _PLAIN_YEAR.finditer(plain) if int(match[1]) > year]
    return any(other > year + 1 for other in later) or len(later) > 2
