"""How far did a province reach when the article was written?

"Tỉnh An Giang" is one province of the 63 until June 2025 and two of them since; "tỉnh Đắk Lắk"
was two until the end of 2003. The article's year decides, in 2025 its words; its districts and
the former provinces that it names narrow the larger province down again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from indexer.articles.gazetteer import (
    former_of,
    former_provinces,
    historical_provinces,
    present_of,
    present_provinces,
)
from indexer.articles.place_scores import ProvinceScore

_MERGER_YEAR = 2025
# What only news of the 34 says; one sign is enough in the year of the merger itself.
_MERGED = re.compile(
    r"(?:[Ss]au|SAU|[Tt]rước|[Tt]ừ|TỪ) (?:khi |KHI )?"
    r"(?:sáp nhập|hợp nhất|sắp xếp|SÁP NHẬP|HỢP NHẤT)"
    r"|[Hh]ợp nhất (?:với )?(?:các )?tỉnh|(?:[Tt]ừ|[Ss]au|[Kk]ể từ) (?:ngày )?0?1[/-]7"
    r"|(?:[Đđ]ịa phương|[Cc]hính quyền) (?:2|hai) cấp|[Đđ]ặc khu|ĐẶC KHU"
    r"|(?:[Hh]uyện|[Tt]ỉnh|[Tt]hành phố|[Qq]uận|[Xx]ã|[Pp]hường)(?: \w+){0,3} (?:cũ|trước đây)\b"
    r"|\((?:[Mm]ới|[Cc]ũ)\)"
)
# Every sign holds one of these pieces and reaches so far before and behind its beginning: the
# pieces are looked for, because searching a whole text for the signs is slow.
_SIGN_PIECES = (
    "p nhập", "p nhất", "p xếp", "2 cấp", "hai cấp", "c khu", " trước đây"
)  # fmt: skip
# The same, where a letter stands that many texts do not have: asking for one is faster yet.
_RARER_PIECES = {
    "ũ": ("(cũ)", "(Cũ)", " cũ"), ")": ("(mới)", "(Mới)"), "/": ("1/7",), "-": ("1-7",),
    "Ậ": ("P NHẬP",), "Ấ": ("P NHẤT",), "Ặ": ("C KHU",),
}  # fmt: skip
_REACH_BEFORE, _REACH_BEHIND = 45, 20
# A commune that is said to be of a province, with no district between them, is a sign as well.
_PROVINCE_PIECES = ("ỉnh", "TP", "Tp", "hành phố")
_COMMUNE_OF_PROVINCE = re.compile(
    r"(?:[xX]ã|[pP]hường) [A-ZĐÀ-Ỹ0-9][^.;,()]{1,29},? (?:của )?(?:[tT]ỉnh|T[Pp]|[tT]hành phố)"
)
_SIGNS_WITHOUT_YEAR = 3
# Of two that are nearly as strong the one that is named first is the topic.
_TIE = 0.95
_NAME_SHARE, _TOLD_SHARE = 0.2, 0.6


@dataclass(frozen=True, slots=True)
class Extent:
    """A province as it was: the slug of its name and the provinces of the 63 that it held."""

    slug: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExtentScore:
    """The scores of one province as it was, the strongest of its members first."""

    extent: Extent
    members: tuple[ProvinceScore, ...]

    @property
    def total(self) -> float:
        """The members' scores together."""
        return sum(member.total for member in self.members)

    @property
    def start(self) -> int:
        """Where it is mentioned first."""
        return min(mention.start for member in self.members for _, mention in member.mentions)

    @property
    def head(self) -> float:
        """The members' scores in title and lead together."""
        return sum(member.head for member in self.members)


def group_scores(
    scores: Iterable[ProvinceScore], year: int | None, *, merged: bool
) -> list[ExtentScore]:
    """The scores gathered by the provinces of the article's time, the highest total first."""
    groups: dict[Extent, list[ProvinceScore]] = {}
    for score in scores:
        groups.setdefault(extent_at(score.key, year, merged=merged), []).append(score)
    found = [
        ExtentScore(extent, tuple(sorted(members, key=lambda s: -s.total)))
        for extent, members in groups.items()
    ]
    found.sort(key=lambda group: (-group.total, group.extent.slug))
    if (
        len(found) > 1
        and found[1].total >= _TIE * found[0].total
        and found[1].start < found[0].start
    ):
        found[:2] = found[1::-1]
    return found


def is_after_merger(year: int | None, text: str) -> bool:
    """Whether the article speaks of the 34 provinces; in 2025 or without a year its words say."""
    if year is not None and year != _MERGER_YEAR:
        return year > _MERGER_YEAR
    enough = 1 if year else _SIGNS_WITHOUT_YEAR
    told = _signs(text)
    # Communes of a "TP" alone may be those of a town before the merger.
    if len(told) >= enough or (not told and enough > 1):
        return len(told) >= enough
    if len(told) + sum(map(text.count, _PROVINCE_PIECES)) < enough:
        return False
    told.update(map(str.lower, _COMMUNE_OF_PROVINCE.findall(text)))
    return len(told) >= enough


def _signs(text: str) -> set[str]:
    """The different signs in words that the text holds."""
    told: set[str] = set()
    rarer = (pieces for letter, pieces in _RARER_PIECES.items() if letter in text)
    for piece in chain(_SIGN_PIECES, *rarer):
        at = text.find(piece)
        while at >= 0:
            if piece != " cũ" or not text.startswith("ng", at + 3):
                told.update(_signs_near(text, at))
            at = text.find(piece, at + len(piece))
    return told


def _signs_near(text: str, at: int) -> Iterator[str]:
    for match in _MERGED.finditer(text, max(0, at - _REACH_BEFORE), at + _REACH_BEHIND):
        start = match.start()
        if not start or text[start] == "(" or not text[start - 1].isalnum():
            yield match[0].lower()


def extent_at(key: str, year: int | None, *, merged: bool) -> Extent:
    """The province that held this one of the 63 (or this historical one) in that year."""
    if key not in former_provinces():
        return Extent(key, historical_provinces()[key].became)
    if merged:
        return Extent(present_of(key), former_of(present_of(key)))
    if year is not None:
        for slug, members, first, last in _larger_provinces():
            if key in members and first < year <= last:
                return Extent(slug, members)
    return Extent(key, (key,))


@cache
def _larger_provinces() -> tuple[tuple[str, tuple[str, ...], int, int], ...]:
    """Historical provinces under the name of one of the 63: its slug, what they held, years."""
    slugs = {province.name: province.slug for province in former_provinces().values()}
    return tuple(
        (slugs[old.name], old.became, *old.years)
        for old in historical_provinces().values()
        if old.name in slugs and len(old.became) > 1
    )


def narrow(group: ExtentScore) -> tuple[str, ...]:
    """The provinces of the 63 that the article is about, the likeliest first.

    Every member, unless districts or names of members themselves tell which. The province that
    gave the larger one its name has its own name's help, if anything else tells of it.
    """
    own = group.extent.slug
    told: dict[str, float] = {}
    named = 0.0
    for member in group.members:
        for added, mention in member.mentions:
            if mention.is_province and mention.provinces == (own,):
                named += added
            elif mention.kind != "home" and member.key in group.extent.members:
                told[member.key] = told.get(member.key, 0.0) + added
    if len(group.extent.members) == 1 or not told:
        return tuple(sorted(group.extent.members, key=lambda slug: slug != own))
    if own in told:
        told[own] += _NAME_SHARE * named
    least = _TOLD_SHARE * max(told.values())
    return tuple(sorted((k for k, w in told.items() if w >= least), key=lambda k: -told[k]))


def printed_slug(group: ExtentScore) -> str:
    """The slug of the name under which the article speaks of the province."""
    named: dict[str, float] = {}
    for member in group.members:
        for added, mention in member.mentions:
            if mention.is_province:
                slug = mention.historical or mention.provinces[0]
                named[slug] = named.get(slug, 0.0) + added
    if named:
        return max(named, key=lambda slug: named[slug])
    lone = group.members[0].key
    return group.extent.slug if group.extent.slug in present_provinces() else lone
