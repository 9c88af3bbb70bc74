"""Which outlet is meant by a name on a page, a code before a lead, or an address?

The outlets of a province are named in a few forms ("Báo X", "Đài Phát thanh - Truyền hình X",
"Cổng thông tin điện tử tỉnh X"); those that are not stand in the gazetteer. Names are compared
in lower case, because mastheads and imprints are printed in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from indexer.articles.gazetteer import (
    Outlet,
    aliases,
    districts,
    former_provinces,
    historical_provinces,
    outlets,
)
from indexer.articles.gazetteer.spelling import spellings

# What stands before the province's name, and how one cites the outlet.
_FORMS = {
    r"báo (?:và|,) (?:đài )?(?:phát thanh|pt)[ ,&–-]*(?:và )?(?:truyền hình|th)": (
        "Báo và Phát thanh, Truyền hình"
    ),
    r"báo(?: điện tử| online| mạng)?": "Báo",
    r"đài (?:phát thanh|pt)[ ,&–-]*(?:và )?(?:truyền hình|th)": "Đài PT-TH",
    r"truyền hình": "Đài PT-TH",
    r"đài truyền thanh(?:[ ,&–-]*(?:và )?truyền hình)?": "Đài Truyền thanh",
    r"cổng (?:thông tin|tt) ?(?:điện tử|đt)": "Cổng thông tin điện tử",
    r"cổng (?:thông tin|tt)[ ,&–-]+(?:và )?giao tiếp (?:điện tử|đt)": (
        "Cổng thông tin - giao tiếp điện tử"
    ),
    r"cổng giao tiếp điện tử": "Cổng giao tiếp điện tử",
    r"cổng thông tin": "Cổng thông tin",
    r"cổng tin tức(?: điện tử)?": "Cổng tin tức",
    r"trang (?:thông tin|tt) ?(?:điện tử|đt)": "Trang thông tin điện tử",
    r"trang tin(?: điện tử)?": "Trang tin điện tử",
}
_RANK = r"(?:(?:của )?(?:tỉnh|thành phố|tp\.?) ?)?"
_CITY = ("tphcm", "tp.hcm", "tp hcm", "tp. hcm", "tp. hồ chí minh", "thành phố hồ chí minh")
_DISTRICT_RANK = r"(?:huyện ủy|quận ủy|thị ủy|thành ủy|huyện|quận|thị xã|thành phố)"
_ORGAN = (
    r"(?:cơ quan|tiếng nói)(?: ngôn luận)? của (?:ban chấp hành )?đảng bộ"
    r"(?: đảng cộng sản việt nam)?(?:,? (?:và )?(?:chính quyền|nhân dân))*"
)
# What every name that `_name_pattern` finds begins with.
_OPENERS = re.compile(r"(?:báo|đài|cổng|trang|cơ quan|tiếng nói|truyền hình)[ ,]")

_WEB_WORDS = ("điện tử", "online", ".vn", "cuối tuần", "chủ nhật")
_WEB_PAPER = "báo điện tử "
_WEB_SUFFIX = re.compile(r"[ \W]*(?:điện tử|online|\.vn|cuối tuần|chủ nhật)$")


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """An outlet as one cites it, and its province among the 63 ("" for a national one)."""

    name: str
    province: str


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    province: str
    is_city: bool


def outlet_at(url: str) -> NamedOutlet | None:
    """The outlet of the table that publishes at this address or host (subdomains too)."""
    candidates = parent_domains(url)
    return next((_cite(_by_domain()[c]) for c in candidates if c in _by_domain()), None)


def parent_domains(url: str) -> list[str]:
    """The host of an address without "www.", and each domain it lies under, longest first."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return []
    labels = host.lower().removeprefix("www.").split(".")
    return [".".join(labels[i:]) for i in range(len(labels) - 1)]


def outlet_with_code(code: str, text: str) -> NamedOutlet | None:
    """The outlet whose leads open with this code; a shared code needs its province in `text`."""
    owners = _by_code().get(code, ())
    if len(owners) == 1 and code in owners[0].codes:
        return _cite(owners[0])
    named = [o for o in owners if o.province and former_provinces()[o.province].name in text]
    return _cite(named[0]) if len(named) == 1 else None


def outlet_called(name: str) -> NamedOutlet | None:
    """The outlet that this text as a whole names: a name, an alias or one of the forms."""
    lower = name.lower().strip(" .,;:()[]\"'“”")
    known = _by_name().get(lower) or _by_name().get(f"báo {lower.removeprefix(_WEB_PAPER)}")
    if known is not None:
        return _cite(known)
    bare = _WEB_SUFFIX.sub("", lower) if lower.endswith(_WEB_WORDS) else lower
    if bare != lower and bare in _places():
        return _paper_of(_places()[bare])
    if bare in _by_name() or f"báo {bare}" in _by_name():
        return _cite(_by_name().get(bare) or _by_name()[f"báo {bare}"])
    if not _OPENERS.match(lower):
        return None
    match = _name_pattern().fullmatch(lower) or _name_pattern().fullmatch(bare)
    return _outlet_of(match) if match else None


def district_called(name: str) -> tuple[str, str] | None:
    """The district of this name in any case, and its province; "" if several have one."""
    return _district_places().get(name.lower())


def _outlet_of(match: re.Match[str]) -> NamedOutlet:
    if match["known"]:
        return _cite(_by_name()[match["known"]])
    if match["organ"]:
        return _paper_of(_places()[match["home"]])
    if match["district"]:
        form = _form_of(match["of_district"])
        name, province = _district_places()[match["district"]]
        return NamedOutlet(f"{form} {match['district_rank']} {name}", province)
    place = _places()[match["place"]]
    form = _form_of(match["form"])
    if form == "Báo":
        return _paper_of(place)
    if form.startswith(("Cổng", "Trang")):
        city = "thành phố" in match["rank"] or "tp" in match["rank"]
        rank = "Thành phố" if city or (place.is_city and not match["rank"]) else "tỉnh"
        return NamedOutlet(f"{form} {rank} {place.name}", place.province)
    name = "TP Hồ Chí Minh" if place.name == "Hồ Chí Minh" else place.name
    return NamedOutlet(f"{form} {name}", place.province)


def outlets_in(line: str) -> Iterator[tuple[NamedOutlet, int, int]]:
    """The outlets named in a line of lower-cased text, each with its start and end."""
    position = 0
    while opener := _OPENERS.search(line, position):
        start = opener.start()
        inside_word = start > 0 and line[start - 1].isalnum()
        match = None if inside_word else _name_pattern().match(line, start)
        if match:
            yield _outlet_of(match), match.start(), match.end()
        position = match.end() if match else opener.end()


@cache
def _name_pattern() -> re.Pattern[str]:
    named = (n for n in _by_name() if _OPENERS.match(n))
    places = _alternatives(_places())
    return re.compile(
        rf"(?:(?P<known>{_alternatives(named)})"
        rf"|(?P<form>{'|'.join(_FORMS)}) (?P<rank>{_RANK})(?P<place>{places})"
        rf"|(?P<organ>{_ORGAN}) {_RANK}(?P<home>{places})"
        rf"|(?P<of_district>{'|'.join(_FORMS)}) (?P<district_rank>{_DISTRICT_RANK}) "
        rf"(?P<district>{_alternatives(_district_places())}))(?!\w)"
    )


def _form_of(words: str) -> str:
    return next(cite for form, cite in _FORMS.items() if re.fullmatch(form, words))


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _cite(outlet: Outlet) -> NamedOutlet:
    return NamedOutlet(outlet.name, outlet.province)


@cache
def _by_name() -> dict[str, Outlet]:
    pairs = [
        (form, o)
        for o in outlets()
        for name in (o.name, *o.aliases)
        for form in _forms_of_name(name.lower())
    ]
    return dict(reversed(pairs))


def _forms_of_name(name: str) -> Iterator[str]:
    """The name as it is, and with the city that it may hold in its short forms."""
    yield name
    for city in ("tp hồ chí minh", "tp.hcm"):
        if city in name:
            yield from (name.replace(city, short) for short in _CITY)


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


@cache
def _by_code() -> dict[str, tuple[Outlet, ...]]:
    found: dict[str, tuple[Outlet, ...]] = {}
    for outlet in outlets():
        for code in outlet.codes + outlet.shared_codes:
            found[code] = (*found.get(code, ()), outlet)
    return found


def _paper_of(place: _Place) -> NamedOutlet:
    """The province's own paper; "Báo X" for a province that is no more."""
    papers = (o for o in outlets() if o.province == place.province and o.kind == "paper")
    paper = next(papers, None)
    if paper is None or place.name not in _current_names(place.province):
        return NamedOutlet(f"Báo {place.name}", place.province)
    return _cite(paper)


def _current_names(slug: str) -> set[str]:
    name = former_provinces()[slug].name.removeprefix("Thành phố ")
    return {name, "Thừa Thiên Huế"} if slug == "hue" else {name}


@cache
def _district_places() -> dict[str, tuple[str, str]]:
    """Lower-cased names of districts with the name and its province, "" if it is in several."""
    found: dict[str, tuple[str, str]] = {}
    for district in districts():
        for form in spellings(district.name.lower()):
            known = found.get(form, (district.name, district.province))
            found[form] = (district.name, known[1] if known[1] == district.province else "")
    return found


@cache
def _places() -> dict[str, _Place]:
    """Lower-cased names of provinces, old ones too, in every spelling."""
    places: dict[str, _Place] = {}

    def add(name: str, place: _Place) -> None:
        for form in spellings(name.lower()):
            places.setdefault(form, place)

    add("Thừa Thiên Huế", _Place("Thừa Thiên Huế", "hue", False))
    add("Thừa Thiên - Huế", _Place("Thừa Thiên Huế", "hue", False))
    for province in former_provinces().values():
        short = province.name.removeprefix("Thành phố ")
        add(short, _Place(short, province.slug, province.type == "thành phố"))
    for alias in aliases():
        if alias.kind == "spelling" and alias.weight == 1:
            short = former_provinces()[alias.province].name.removeprefix("Thành phố ")
            city = former_provinces()[alias.province].type == "thành phố"
            add(alias.name, _Place(short, alias.province, city))
    for old in historical_provinces().values():
        add(old.name, _Place(old.name, old.became[0] if len(old.became) == 1 else "", False))
    return places
