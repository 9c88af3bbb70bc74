"""What do the mentions of an article add up to for each province?

Scores add the weights of mentions: a title's three times, a lead's twice, a body's once, and
less the further down and the more of them. In a paper of the province, "tỉnh" without a name
is a mention of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp

from indexer.articles.gazetteer import former_provinces, historical_provinces
from indexer.articles.place_lists import Mention

_TITLE, _LEAD, _BODY = 3.0, 2.0, 1.0
_NEAR, _FAR = 700, 0.5
_BODY_CEILING = 4.0
# A historical province in its own time, in an article of unknown year, and after its time.
_IN_TIME, _UNDATED, _PAST = 1.0, 0.6, 0.25
# What stands without a name for the paper's own province; not before some words (tỉnh táo, xã hội).
_HOME_PROVINCE = re.compile(
    r"(?:tỉnh|Tỉnh)(?: ủy| uỷ)?(?=[.,;:)\n]"
    r"| (?!táo|giấc|lại|dậy|lẻ|ngộ|khác|thành|bạn|nào|miền|phía)[a-zà-ỹđ0-9])"
)
_HOME_CITY = re.compile(
    r"(?:thành phố|Thành phố|Thành ủy|Thành uỷ|TP)(?=[.,;:)\n]"
    r"| (?!trực thuộc|khác|lớn|nào|biển|du lịch)[a-zà-ỹđ0-9])"
)
_HOME_DISTRICT = re.compile(
    r"(?:huyện|quận|xã|phường)(?=[.,;:)]| (?!hội|giao|luận|viên|tắc|hóa|chèo|khác|nào)[a-zà-ỹđ0-9])"
)
# After these they are somebody else's: "các tỉnh", "63 tỉnh", "tươi tỉnh", "một xã".
_NOT_HOME = frozenset(
    """các nhiều những hai ba bốn mấy vài một mỗi mọi từng liên ngoại tươi thức tỷ số hợp thị
    """.split()  # noqa: SIM905
)
# The weight of one such word, and what all of its kind may add up to before factors.
_HOME_WEIGHT, _HOME_CEILING = 0.5, 2.0
_DISTRICT_WEIGHT, _DISTRICT_CEILING = 0.2, 0.8


@dataclass(slots=True)
class ProvinceScore:
    """What speaks for one province: a slug of the 63, or a historical one of several.

    `head` is the score of title and lead, `body` that of the body, `mentions` what each added.
    """

    key: str
    head: float = 0.0
    body: float = 0.0
    mentions: list[tuple[float, Mention]] = field(default_factory=list)

    @property
    def total(self) -> float:
        """Head and body together; the body alone never says more than a title and a bit."""
        return self.head + _BODY_CEILING * (1 - exp(-self.body / _BODY_CEILING))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where lead and body begin in the text that was scanned: title, lead, body in a row."""

    lead: int
    body: int

    def factor(self, offset: int) -> float:
        """How much a mention at this offset counts."""
        if offset < self.lead:
            return _TITLE
        if offset < self.body:
            return _LEAD
        return _BODY if offset - self.body < _NEAR else _FAR


def score_provinces(
    mentions: Sequence[Mention], layout: Layout, source: str | None, year: int | None
) -> dict[str, ProvinceScore]:
    """The score of each province that is mentioned; `source` helps with ambiguous districts."""
    scores: dict[str, ProvinceScore] = {}
    unsettled = []
    for mention in mentions:
        if mention.historical:
            key = mention.provinces[0] if len(mention.provinces) == 1 else mention.historical
            _add(scores, key, mention, layout, _age_factor(mention.historical, year))
        elif len(mention.provinces) == 1:
            _add(scores, mention.provinces[0], mention, layout)
        else:
            unsettled.append(mention)
    for mention in unsettled:
        named = [p for p in mention.provinces if p in scores]
        if not named and source in mention.provinces:
            named = [str(source)]
        if named:
            best = max(named, key=lambda p: scores[p].total if p in scores else 0.0)
            _add(scores, best, mention, layout)
    return scores


def _add(
    scores: dict[str, ProvinceScore], key: str, mention: Mention, layout: Layout, factor: float = 1
) -> None:
    score = scores.setdefault(key, ProvinceScore(key))
    added = mention.weight * factor * layout.factor(mention.start)
    if mention.start < layout.body:
        score.head += added
    else:
        score.body += added
    score.mentions.append((added, mention))


def _age_factor(historical: str, year: int | None) -> float:
    if year is None:
        return _UNDATED
    return _IN_TIME if year <= historical_provinces()[historical].years[1] else _PAST


def home_mentions(text: str, source: str) -> Iterator[Mention]:
    """The words of `text` that mean the source's province without naming it."""
    is_city = former_provinces()[source].type == "thành phố" and source != "hue"
    own = _HOME_CITY if is_city else _HOME_PROVINCE
    yield from _unnamed(text, source, own, _HOME_WEIGHT, _HOME_CEILING)
    yield from _unnamed(text, source, _HOME_DISTRICT, _DISTRICT_WEIGHT, _DISTRICT_CEILING)


def _unnamed(
    text: str, source: str, pattern: re.Pattern[str], weight: float, ceiling: float
) -> Iterator[Mention]:
    left = ceiling
    for match in pattern.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 8) : start]
        last = before.split()[-1:] or [""]
        if last[0].lower() in _NOT_HOME or last[0].isdigit() or before[-1:] not in ("", " ", "\n"):
            continue
        left -= weight
        yield Mention(start, start, end, "home", "none", (source,), weight)
        if left <= 0:
            return
