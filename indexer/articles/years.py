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

# Both are looked for by their rarest piece; what stands before it is read backwards from there.
_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)(?!\d|\s?[-–—/]\s?\d)")
_DATE_ENDS = (re.compile(r"19\d\d(?!\d)"), re.compile(r"20\d\d(?!\d)"))

_DATE_START = re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?$")
_MONTHS = re.compile(
    r"(?:\b(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng(?:\s+(?:đầu|cuối))?"
    r"|\bnhững\s+tháng\s+(?:đầu|cuối|còn\s+lại)(?:\s+của)?)\s+$",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bquý\s+(?:[1-4]|I{1,3}|IV)\s*$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"\bngày\s*$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:so\s+với|cùng\s+kỳ|tăng|giảm|như|của|bằng)\s[^.]{0,30}$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:đến|trước|từ|hết|dự\s+kiến|hạn|sẽ|tới)\s[^.;]{0,30}$", re.IGNORECASE)
_BEFORE = 45
_MONTHS_SCORE, _QUARTER_SCORE, _ENOUGH = 3.0, 1.0, 6.0


def find_year(body: str) -> Inference:
    """The year that this body tells, or an unknown year with the bound that its dates set."""
    plain = plain_text(body)
    bound = _find_bound(plain)
    scores, evidence, named = _score_years(plain)
    if scores:
        best = max(scores, key=lambda year: scores[year])
        clear = scores[best] >= _ENOUGH and 3 * scores[best] >= 2 * sum(scores.values())
        later = [year for year in named if year > best]
        ahead = any(year > best + 1 for year in later) or len(later) > 2
        if clear and best >= (bound or 0) and not ahead:
            return Inference(str(best), 0.8, "body", evidence[best], bound)
    return Inference(bound=bound) if bound else UNKNOWN


def _find_bound(plain: str) -> int | None:
    """The latest year among full dates that were past when the article was written."""
    years = []
    for match in (found for pattern in _DATE_ENDS for found in pattern.finditer(plain)):
        mark = match.start() - 1 - plain[match.start() - 1 : match.start()].isspace()
        if mark < 0 or plain[mark] not in "-/.":
            continue
        before = plain[max(0, mark - _BEFORE) : mark]
        start = _DATE_START.search(before)
        if start and not _AHEAD.search(before[: start.start()]):
            years.append(int(match[0]))
    return max(years, default=None)


def _score_years(plain: str) -> tuple[dict[int, float], dict[int, str], list[int]]:
    """The score of each year, its first phrase, and every year that is named."""
    scores: defaultdict[int, float] = defaultdict(float)
    evidence: dict[int, str] = {}
    named: list[int] = []
    for match in _YEAR.finditer(plain):
        year = int(match[1])
        named.append(year)
        before = plain[max(0, match.start() - _BEFORE) : match.start()]
        phrase = _MONTHS.search(before) or _QUARTER.search(before)
        above = before[: phrase.start()] if phrase else ""
        if phrase is None or _COMPARED.search(above) or _DAY_BEFORE.search(above):
            continue
        scores[year] += _MONTHS_SCORE if phrase.re is _MONTHS else _QUARTER_SCORE
        evidence.setdefault(year, " ".join((phrase[0] + match[0]).split()))
    return scores, evidence, named
