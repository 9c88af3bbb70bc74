"""Which office of the state or the party does the heading of its own page name?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.articles.chrome import is_masthead
from indexer.articles.chrome_words import MINISTRIES
from indexer.articles.date_lines import parse_date_line
from indexer.articles.gazetteer import find_province
from indexer.articles.outlet_names import NamedOutlet, district_called

_WITHIN = 5
_PORTALS = ("cổng thông tin điện tử", "trang thông tin điện tử")
_TITLE_WORDS = 4
_PLACE_ALONE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã)\s", re.IGNORECASE)
# In capitals below a portal's name, which tells nothing alone.
_OF_A_PLACE = re.compile(
    "(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) (?=[^a-z]{2,60}$)"
)
_RANK = re.compile(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã)\s+", re.IGNORECASE)
_COMMUNE = re.compile(r"\b(?:xã|phường|thị trấn)(?= (?!hội))")
_LONGEST_NAME = 5
# "Sở Y tế", "Bộ Nội vụ": the field has a capital, too.
_OF_A_FIELD = (["sở"], ["bộ"])
_VOWEL = re.compile("[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def heading_office(head: Sequence[str]) -> tuple[NamedOutlet, str] | None:
    """The office that these first lines of a page name, with its line; None for an article's own.

    Below it a headline must follow: an article's title may name an office, too.
    """
    found = None
    for index, line in enumerate(head[:_WITHIN]):
        if not line.isupper() and line.lower() not in MINISTRIES:
            continue
        below = (
            len(other.split()) >= _TITLE_WORDS
            for other in head[index + 1 :]
            if parse_date_line(other) is None
        )
        if line.lower() in _PORTALS:
            owner = head[index - 1] if index else ""
            place = head[index + 1] if index + 1 < len(head) else ""
            if found is None and is_masthead(owner):
                found = _office(owner), owner
            elif found is None and _OF_A_PLACE.match(place):
                found = _portal(line, place), place
            continue  # the office named above is the portal's owner
        if is_masthead(line) and not _PLACE_ALONE.match(line) and any(below):
            found = _office(line), line
    return found


def _portal(line: str, place: str) -> NamedOutlet:
    """The portal of a place that stands below the word: "PHƯỜNG HỒNG GAI - TỈNH QUẢNG NINH"."""
    own, _, wider = place.partition(" - ")
    ranked = _OF_A_PLACE.match(own)
    name = own[ranked.end() :] if ranked else own
    province = find_province(_RANK.sub("", (wider or own).lower()))
    home = province.former[0] if province else (district_called(name) or ("", ""))[1]
    rank = own[: len(own) - len(name)].lower()
    return NamedOutlet(f"{line.capitalize()} {rank}{name.title()}", home)


def _office(line: str) -> NamedOutlet:
    """The office under the name one cites it by, and its province."""
    if (ministry := line.lower().removesuffix(" việt nam")) in MINISTRIES:
        return NamedOutlet(line[: len(ministry)], "")
    words = line.lower()
    rank = next(reversed(list(_RANK.finditer(words))), None)
    place = words[rank.end() :] if rank else ""
    district = district_called(place) if rank else None
    province = find_province(place) if place else None
    if district is not None and rank is not None and rank[0].split()[0] != "tỉnh":
        name, home = district
    elif province is not None:
        name, home = province.name.removeprefix("Thành phố "), province.former[0]
    elif rank is None and (split := _ends_with_province(line)) is not None:
        return split
    else:
        commune = _COMMUNE.search(words)
        end = commune.end() if commune else len(words)
        return NamedOutlet(_sentence_case(words[:end]) + words[end:].title(), "")
    return NamedOutlet(f"{_sentence_case(words[: rank.end() if rank else 0])} {name}", home)


def _ends_with_province(line: str) -> NamedOutlet | None:
    """The office whose name ends with its province's: "SỞ Y TẾ CÀ MAU", no rank before it."""
    words = line.split()
    for length in range(min(_LONGEST_NAME, len(words) - 1), 1, -1):
        place = " ".join(words[-length:])
        province = find_province(place)
        # Without its rank that city's name is the person's.
        if province is not None and place.lower() != "hồ chí minh":
            office = _sentence_case(" ".join(words[:-length]).lower())
            name = province.name.replace("Thành phố Hồ", "TP Hồ").removeprefix("Thành phố ")
            return NamedOutlet(f"{office} {name}", province.former[0])
    return None


def _sentence_case(words: str) -> str:
    """These words with one capital, and one for a field; what has no vowel is an abbreviation."""
    shown = [w.upper() if w == "ubnd" or not _VOWEL.search(w) else w for w in words.split()]
    for index in range(1 + (shown[:1] in _OF_A_FIELD and len(shown) > 1)):
        shown[index : index + 1] = [w[:1].upper() + w[1:] for w in shown[index : index + 1]]
    return " ".join(shown)
