"""Where do names of places stand in a text, and what can each of them mean?

All names of the gazetteer, in every spelling and in capitals, are one expression built as a
tree of letters: the longest name wins ("Điện Biên Phủ" is not "Điện Biên"), and a text is read
once, at the speed of the expression engine. "Hồ Chí Minh" is no name here, only "TP Hồ Chí
Minh" is: the bare words are the person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from indexer.articles.gazetteer import (
    Alias,
    District,
    aliases,
    communes,
    districts,
    former_provinces,
    historical_provinces,
    names_elsewhere,
)
from indexer.articles.gazetteer.spelling import modern_spelling, spellings

# Names that hold a province's name and are not it; they only keep it from being read.
_OTHER_NAMES = (
    "Thái Bình Dương",
    "Hà Nội Mới",
    "Hà Nội mới",
    "Hànộimới",
    "Sài Gòn Giải Phóng",
    "Sài Gòn Giải phóng",
    "Hoàng Anh Gia Lai",
    "Quốc Cường Gia Lai",
    "Sông Lam Nghệ An",
    "Than Quảng Ninh",
    "Quảng Nam FC",
    "Hà Nội FC",
    "Hà Nội T&T",
    "Sài Gòn FC",
    "FC Sài Gòn",
    "Bia Sài Gòn",
    "Bia Hà Nội",
    "Tân cảng Sài Gòn",
    "Tân Cảng Sài Gòn",
    "Xa lộ Hà Nội",
    "xa lộ Hà Nội",
    "Bún bò Huế",
    "bún bò Huế",
    "Phố Huế",
    "phố Huế",
    "Xô viết Nghệ Tĩnh",
    "Xô Viết Nghệ Tĩnh",
    "Nobel Hòa bình",
    "Nobel Hòa Bình",
    "Nhà hát Hòa Bình",
    "Cộng hòa Bình",
    "Vịnh Bắc Bộ",
    "Bắc Ninh Bình",
    "Hoa hậu Hòa Bình",
    "Bến Nghé",
    "Nam Trung Hoa",
)
_DISTRICT_RANKS = ("huyện", "thị xã", "thành phố", "quận")
_LONGEST_SYLLABLE = 8
# One expression for each rank: what begins with letters that are known is found far faster.
_COMMUNES = tuple(
    re.compile(rf"{rank} ((?:[A-ZĐÀ-Ỹ][\w'’]*)(?: [A-ZĐÀ-Ỹ][\w'’]*){{1,3}})")
    for rank in ("xã", "phường", "thị trấn", "Xã", "Phường", "Thị trấn")
)
# Before "xã" they make a husband or a wife of it.
_SPOUSES = ("ông ", "Ông ", "bà ", "Bà ")
# Provinces whose bare name is as often a word, a ward, a company or a person.
_WEAK_NAMES = {"hoa-binh": 0.35, "ha-nam": 0.35, "phu-tho": 0.5, "long-an": 0.5, "hau-giang": 0.6}


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a name can mean: a province of the 63, districts, a historical province, or nothing.

    `weight` is that of the province reading (1 = says as much as a province's own name); `kind`
    is "province", "spelling", "abbreviation", "nickname", "landmark", "district", "historical"
    or "other" (no place of the gazetteer).
    """

    name: str
    kind: str
    province: str = ""
    weight: float = 1.0
    districts: tuple[District, ...] = ()
    historical: str = ""


FoundName = tuple[int, int, PlaceName]
"""Where a name of a place begins and ends in a text, and what it can mean."""


def find_place_names(text: str, head_end: int) -> list[FoundName]:
    """The places named in `text` (letters plain, see `plain_letters`), with start and end.

    Names that begin in lower case (nicknames: "đất Cảng") are read before `head_end` only.
    """
    matches = [*_pattern(heads=False).finditer(text)]
    nicknames = [
        match
        for match in _pattern(heads=True).finditer(text, 0, head_end)
        # "thành phố Huế" is the city, "phố Huế" a street of Hà Nội.
        if not (match[0].startswith("phố ") and text.endswith(("hành ", "HÀNH "), 0, match.start()))
    ]
    if nicknames:
        # "vùng đất Quảng Nam" is no "đất Quảng".
        spans = [m.span() for m in nicknames if not _is_cut(m.span(), matches)]
        matches = [m for m in matches if not any(a <= m.start() < b for a, b in spans)]
        matches += [m for m in nicknames if m.span() in spans]
        matches.sort(key=re.Match.start)
    names = _names()
    found = []
    for match in matches:
        start, end = match.span()
        if not start or not text[start - 1].isalnum():
            found.append((start, end, names[match[0]]))
    return found


def _is_cut(span: tuple[int, int], matches: Iterable[re.Match[str]]) -> bool:
    """Whether a name begins in this span and goes on behind it."""
    return any(span[0] <= match.start() < span[1] < match.end() for match in matches)


def find_communes(text: str) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """The communes named with their rank in `text`: where rank and name begin and end, provinces.

    A name stands in up to a dozen provinces; only the longest known name at a place is given.
    """
    found = [match for form in _COMMUNES for match in form.finditer(text)]
    for match in sorted(found, key=re.Match.start):
        begin, start = match.start(), match.start(1)
        if begin and (text[begin - 1].isalnum() or text.endswith(_SPOUSES, 0, begin)):
            continue
        words = match[1].split(" ")
        for length in range(len(words), 1, -1):
            name = " ".join(words[:length])
            provinces = communes().get(name) or communes().get(modern_spelling(name))
            if provinces:
                yield begin, start, start + len(name), provinces
                break


def count_elsewhere(text: str) -> tuple[int, int]:
    """How many names of other countries and of national bodies stand in `text`."""
    kinds = names_elsewhere()
    found = [
        kinds[match[0]]
        for match in _elsewhere_pattern().finditer(text)
        if not _ends_name(text, match.start(), match[0])
    ]
    return found.count("abroad"), found.count("national")


def _ends_name(text: str, start: int, found: str) -> bool:
    """Whether what was found is the end of a word or, if it is one syllable, of another name.

    "Phú Mỹ" is a ward, "Phương Nga" a person.
    """
    before = text[max(0, start - _LONGEST_SYLLABLE - 1) : start]
    if " " in found or before[-1:] != " ":
        return before[-1:].isalnum()
    word = before[:-1].rpartition(" ")[2]
    return word[:1].isupper() and word.isalpha()


@cache
def _names() -> dict[str, PlaceName]:
    """Every written form of every name, with its meanings."""
    names: dict[str, PlaceName] = {}
    for name in _all_names():
        for form in spellings(name.name):
            for written in {form, form.upper()}:
                known = names.get(written)
                names[written] = name if known is None else _merge(known, name)
    return names


def _merge(one: PlaceName, other: PlaceName) -> PlaceName:
    """One name with the meanings of both; the earlier one's kind and province stay."""
    return replace(
        one,
        districts=tuple(dict.fromkeys(one.districts + other.districts)),
        historical=one.historical or other.historical,
    )


def _all_names() -> Iterator[PlaceName]:
    for province in former_provinces().values():
        if province.slug == "ho-chi-minh":
            continue
        weight = _WEAK_NAMES.get(province.slug, 1.0)
        yield PlaceName(province.name, "province", province.slug, weight)
    for name in _OTHER_NAMES:
        yield PlaceName(name, "other")
    for district in districts():
        for written in _written_district(district.name):
            yield PlaceName(written, "district", districts=(district,))
    for alias in aliases():
        yield from _names_of(alias)
    for old in historical_provinces().values():
        yield PlaceName(old.name, "historical", historical=old.slug)


def _written_district(name: str) -> Iterator[str]:
    """The name; where it is a number, with its rank as it stands inside a sentence, too."""
    yield name
    if name[-1:].isdigit():
        number = name.split()[-1]
        yield from (f"quận {number}", f"Q.{number}", f"Q. {number}", f"q.{number}")


def _names_of(alias: Alias) -> Iterator[PlaceName]:
    """The alias, with a capital too where it can open a sentence."""
    if alias.kind == "district":
        district = District(alias.name, _DISTRICT_RANKS, alias.province, "", True)
        yield PlaceName(alias.name, "district", districts=(district,))
        return
    # "Thành Vinh" is a person, "Thành phố ngàn hoa" is none.
    longer = len(alias.name.split()) > 2 or not alias.name.startswith("thành ")
    capital = alias.name[0].upper() + alias.name[1:] if longer else alias.name
    for name in dict.fromkeys((alias.name, capital)):
        yield PlaceName(name, alias.kind, alias.province, alias.weight)


@cache
def _pattern(*, heads: bool) -> re.Pattern[str]:
    """The expression for the names in capital initials; with `heads` for the others."""
    chosen = (
        name
        for name, place in _names().items()
        if (name[:1].islower() and place.kind != "district") == heads
    )
    return re.compile(f"{_tree(chosen)}(?!\\w)")


@cache
def _elsewhere_pattern() -> re.Pattern[str]:
    # "Mỹ" and "Nga" begin other names, which then go on with a capital.
    return re.compile(f"{_tree(names_elsewhere())}(?!\\w)(?! [A-ZĐÀ-Ỹ][a-zà-ỹ])")


def _tree(names: Iterable[str]) -> str:
    """An expression that matches the longest of `names`, shared beginnings written once."""
    branches: dict[str, list[str]] = {}
    for name in names:
        branches.setdefault(name[:1], []).append(name[1:])
    ends = branches.pop("", None) is not None
    parts = [re.escape(letter) + _tree(rest) for letter, rest in branches.items()]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"{body}?" if ends else body
