"""Which year does the body of an undated article speak of as its own?

Reporters leave out the year of present events and write the year of past ones: a full date in
the body is a lower bound and no more. Only phrases of reports ("6 tháng cuối năm 2019") tell a
year, and only where several agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from indexer.articles.lines import plain_text
from indexer.model import UNKNOWN, Inference

# One expression for each century: what begins with letters that are known is found far faster.
_YEARS = tuple(re.compile(rf"{century}\d\d(?!\d)") for century in (19, 20))
_RANGE = re.compile(r"\s?[-–—/]\s?\d")
_NAMED = "năm"
_DATE_START = re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?$")
_MONTHS = re.compile(
    r"(?:\b(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng(?:\s+(?:đầu|cuối))?"
    r"|\bnhững\s+tháng\s+(?:đầu|cuối|còn\s+lại)(?:\s+của)?)\s+$",
    re.IGNORECASE,
)
_REPORTED = ("tháng", "quý")
_QUARTER = re.compile(r"\bquý\s+(?:[1-4]|I{1,3}|IV)\s*$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"\bngày\s*$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:so\s+với|cùng\s+kỳ|tăng|giảm|như|của|bằng)\s[^.]{0,30}$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:đến|trước|từ|hết|dự\s+kiến|hạn|sẽ|tới)\s[^.;]{0,30}$", re.IGNORECASE)
# An agency's code or the paper's name, then the day: an article of that day.
_OPENING = re.compile(
    r"\s*(?:\([^()]{2,30}\)\s*[-–—:]*\s*|[\w.&-]{2,20}\s*[-–—]\s+)?"
    r"(?:(?:[Tt]rong\s+)?(?:[Rr]ạng\s+)?(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)(?:\s+ngày)?|[Nn]gày)"
    r"\s+\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?((?:19|20)\d\d)(?!\d|\s*:)"
)
_BEFORE = 45
_MONTHS_SCORE, _QUARTER_SCORE, _ENOUGH = 3.0, 1.0, 6.0


def find_year(body: str) -> Inference:
    """The year that this body tells, or an unknown year with the bound that its dates set."""
    plain = plain_text(body)
    starts = sorted(match.start() for form in _YEARS for match in form.finditer(plain))
    if not starts:
        return UNKNOWN
    opening = _opening_year(plain, starts)
    if opening is not None:
        return Inference(str(opening[0]), 0.8, "body", opening[1], opening[0])
    bound = _find_bound(plain, starts)
    scores, evidence, named = _score_years(plain, starts)
    if scores:
        best = max(scores, key=lambda year: scores[year])
        clear = scores[best] >= _ENOUGH and 3 * scores[best] >= 2 * sum(scores.values())
        later = [year for year in named if year > best]
        ahead = any(year > best + 1 for year in later) or len(later) > 2
        if clear and best >= (bound or 0) and not ahead:
            return Inference(str(best), 0.8, "body", evidence[best], bound)
    return Inference(bound=bound) if bound else UNKNOWN


def _opening_year(plain: str, starts: Sequence[int]) -> tuple[int, str] | None:
    """The year of the day with which the text opens ("Sáng 5/7/2019, ..."), and these words.

    Stories of the past open so, too: they name a later year further on.
    """
    found = _OPENING.match(plain)
    if found is None:
        return None
    year = int(found[1])
    later = (int(plain[at : at + 4]) > year for at in starts)
    return None if any(later) else (year, " ".join(found[0].split()))


def _find_bound(plain: str, starts: Sequence[int]) -> int | None:
    """The latest year among full dates that were past when the article was written."""
    years = []
    for at in starts:
        mark = at - 1 - plain[at - 1 : at].isspace()
        if mark < 0 or plain[mark] not in "-/.":
            continue
        before = plain[max(0, mark - _BEFORE) : mark]
        start = _DATE_START.search(before)
        if start and not _AHEAD.search(before[: start.start()]):
            years.append(int(plain[at : at + 4]))
    return max(years, default=None)


def _score_years(
    plain: str, starts: Sequence[int]
) -> tuple[dict[int, float], dict[int, str], list[int]]:
    """The score of each year, its first phrase, and every year that is named."""
    scores: defaultdict[int, float] = defaultdict(float)
    evidence: dict[int, str] = {}
    named: list[int] = []
    for at in starts:
        words = plain[max(0, at - _BEFORE) : at]
        above = words.rstrip()
        if words == above or not above.endswith(_NAMED) or _RANGE.match(plain, at + 4):
            continue
        year = int(plain[at : at + 4])
        named.append(year)
        start = at - len(words) + len(above) - len(_NAMED)
        phrase = _find_phrase(plain[max(0, start - _BEFORE) : start])
        if phrase is not None:
            scores[year] += _MONTHS_SCORE if phrase.re is _MONTHS else _QUARTER_SCORE
            told = phrase[0] + plain[start : at + 4]
            evidence.setdefault(year, " ".join(told.split()))
    return scores, evidence, named


def _find_phrase(before: str) -> re.Match[str] | None:
    """The months or the quarter before "năm", unless they are compared with or are a day's."""
    lower = before.lower()
    if not any(word in lower for word in _REPORTED):
        return None
    phrase = _MONTHS.search(before) or _QUARTER.search(before)
    above = before[: phrase.start()] if phrase else ""
    return None if _COMPARED.search(above) or _DAY_BEFORE.search(above) else phrase
