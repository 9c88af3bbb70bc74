"""Which mentions of places does an article make, and how much does each say?

A mention weighs 1 where a province's own name stands freely. Its rank or an authority before it
adds to that; streets, communes, clubs, companies, persons and sources take it away; one place
of a long list says little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from indexer.articles.gazetteer import District, historical_provinces
from indexer.articles.place_context import (
    count_of_match,
    ends_road,
    follows_as_name,
    follows_communes,
    follows_region,
    is_abroad,
    is_commercial,
    is_dateline,
    is_deputy,
    is_likeness,
    is_plural,
    is_residence,
    is_shouted,
    read_context,
    tells_score,
)
from indexer.articles.place_lists import LIST_FACTOR, Mention, weaken_lists
from indexer.articles.place_names import FoundName, PlaceName

FACTORS: dict[str, tuple[float, float]] = {
    "province": (1.3, 1.0),
    "district": (0.0, 1.0),
    "commune": (0.0, 0.0),
    "merged commune": (0.0, 0.6),
    "street": (0.0, 0.0),
    "water": (0.15, 0.4),
    "company": (0.2, 0.2),
    "club": (0.0, 0.0),
    "source": (0.0, 0.0),
    "institution": (0.45, 0.3),
    "transport": (0.2, 0.2),
    "event": (0.1, 0.1),
    "person": (0.0, 0.0),
    "likeness": (0.0, 0.0),
    "origin": (0.4, 0.4),
    "deputy": (0.2, 0.2),
    "guest": (0.8, 0.6),
    "recipient": (0.6, 0.6),
    "locative": (1.1, 0.8),
    "bracket": (1.1, 0.8),
    "authority": (1.3, 1.0),
    "route": (0.6, 0.6),
    "start": (1.0, 0.7),
    "unknown": (0.4, 0.0),
    "none": (1.0, 0.7),
}
"""How much a mention counts after these words: for a province's name, for a district's."""
# After these a name is never that of the place.
_SILENT = frozenset(context for context, factors in FACTORS.items() if not any(factors))
_KICKER = 1.5
# Where somebody lives says less than where he is tried; alone it is enough.
_RESIDENCE_FACTOR = 0.5
_OWN_NAMES = ("province", "spelling", "ranked")
_RANKS = {
    "tp": "thành phố",
    "t.p": "thành phố",
    "t/p": "thành phố",
    "tx": "thị xã",
    "h": "huyện",
    "q": "quận",
}
_DISTRICT_RANKS = ("thành phố", "thị xã", "huyện", "quận")
_CITY_RANKS = ("thành phố", "tp", "t.p", "t/p")
_PROVINCE_RANKS = ("tỉnh", "tỉnh ủy", "tỉnh uỷ", "công an tỉnh")
# Without a word that says where: in a match such a name is a club's.
_BARE = ("unknown", "none", "route", "bracket")
# Contexts that are enough to know a name that is weak or ambiguous alone.
_SURE = {"province", "district", "authority"}


def find_mentions(
    text: str, names: Sequence[FoundName], home: str | None = None, *, merged: bool = False
) -> list[Mention]:
    """The mentions of places in `text` (letters plain), in order, those of weight 0 left out.

    `names` are the names found in it (see `find_place_names`). In a paper of `home` its districts
    need no rank. Since the merger (`merged`) communes bear the names of districts and tell where
    in a province one is.
    """
    mentions: list[Mention] = []
    small: set[str] = set()
    previous: tuple[int, str, bool] = (-1, "none", False)
    for start, end, name in names:
        if name.kind == "other":
            continue
        context, begin = _context_of(text, start, end, name, previous)
        plural = is_plural(text, begin) if context in ("commune", "district") else False
        previous = (end, context, plural or previous[2])
        if context == "commune":
            small.add(text[start:end])
            if merged and name.districts:
                context = "merged commune"
        if context in _SILENT:
            continue
        mention = _read(_Place(text, begin, start, end, name, context), home)
        if mention is not None and mention.weight > 0:
            mentions.append(_weaken(text, mention))
    return _without_other_names(text, weaken_lists(text, mentions), small)


def _context_of(
    text: str, start: int, end: int, name: PlaceName, previous: tuple[int, str, bool]
) -> tuple[str, int]:
    """What stands before this name, and where that begins; `previous` is the name before it.

    Of that name: its end, its context, and whether a rank before it is of several places.
    """
    context, begin = read_context(text, start, end)
    if context == "none" and previous[2]:
        context = _inherited(text[previous[0] : start], previous[1])
    if text[begin - 1 : begin] == "(" and (context == "none" or name.kind == "ranked"):
        context = "deputy" if is_deputy(text, begin) else "bracket"
    elif context in ("unknown", "authority") and is_deputy(text, start):
        context = "deputy"
    elif context == "none" and name.province and ends_road(text, start):
        context = "transport"
    return context, begin


def _weaken(text: str, mention: Mention) -> Mention:
    """The mention, weaker where somebody only lives there or it goes on a list of regions."""
    if is_residence(text, mention.begin):
        return mention._replace(weight=_RESIDENCE_FACTOR * mention.weight)
    if follows_region(text, mention.begin):
        return mention._replace(weight=LIST_FACTOR * mention.weight)
    return mention


def _without_other_names(text: str, mentions: list[Mention], small: set[str]) -> list[Mention]:
    """The mentions but for a province's name that is a commune's or a club's in this text.

    "xã Khánh Hòa (tỉnh Lào Cai)": then "Khánh Hòa" is the commune, unless its rank is said.
    """
    bare = [m for m in mentions if m.is_province and (m.context in _BARE or m.kind == "ranked")]
    told = count_of_match(text) if bare else 0
    if told and tells_score(text):
        bare += [m for m in mentions if m.is_province and m.context == "start"]
        told += 1
    if told:
        clubs = {m.start for m in bare if m.context == "unknown" or told > 1}
        mentions = [m for m in mentions if m.start not in clubs]
    sure = ("province", "authority", "bracket")
    names = small - {text[m.start : m.end] for m in mentions if m.context in sure}
    if not names:
        return mentions
    return [m for m in mentions if not m.is_province or text[m.start : m.end] not in names]


def _inherited(gap: str, rank: str) -> str:
    """The rank that a name without one has in a list: "các xã Hà Nam, Hà Tây"."""
    if rank in ("commune", "district") and gap.strip() in (",", "và", ", và"):
        return rank
    return "none"


class _Place(NamedTuple):
    """A name at `text[start:end]` with what stands before it, from `begin`."""

    text: str
    begin: int
    start: int
    end: int
    name: PlaceName
    context: str

    @property
    def rank(self) -> str:
        """The words before the name, with "TP" written out."""
        words = self.text[self.begin : self.start].strip().lower()
        return _RANKS.get(words.rstrip("."), words)

    def mention(
        self, provinces: tuple[str, ...], weight: float, *, kind: str = "", historical: str = ""
    ) -> Mention:
        """The mention of these provinces that the name makes here."""
        return Mention(
            self.begin,
            self.start,
            self.end,
            kind or self.name.kind,
            self.context,
            provinces,
            weight,
            historical,
            bool(historical) or self.name.kind in _OWN_NAMES,
        )


def _read(place: _Place, home: str | None) -> Mention | None:
    """The mention that this name makes here, or None where it is the name of something else."""
    name, context = place.name, place.context
    if is_likeness(place.text, place.end):
        return None
    if is_abroad(place.text, place.end) or is_dateline(place.text, place.start, place.end):
        return None
    if name.historical and not name.province:
        old = historical_provinces()[name.historical]
        if place.rank in _PROVINCE_RANKS or (old.alone and not name.districts):
            weight = FACTORS[context][0]
            return place.mention(old.became, weight, kind="historical", historical=old.slug)
    if name.province and context not in ("district", "merged commune"):
        return _read_province(place)
    return _read_district(place, home) if name.districts else None


def _read_province(place: _Place) -> Mention | None:
    name, context = place.name, place.context
    if name.kind == "ranked" and place.rank not in _CITY_RANKS:
        return None
    before_colon = place.text[place.end : place.end + 1] == ":"
    weight, factor = name.weight, FACTORS[context][0]
    if name.kind in _OWN_NAMES:
        if weight < 1 and (context in _SURE or before_colon):
            weight = 1.0
        elif weight < 1 and context == "locative":
            weight = (1 + weight) / 2
    elif (
        context == "unknown"
        or follows_as_name(place.text, place.end)
        or is_shouted(place.text, place.start, place.end)
    ):
        return None
    if is_commercial(place.text, place.end):
        factor = min(factor, FACTORS["company"][0])
    if before_colon and context in ("start", "none", "province"):
        factor = max(factor, _KICKER)
    return place.mention((name.province,), weight * factor)


def _read_district(place: _Place, home: str | None) -> Mention | None:
    name, context = place.name, place.context
    ranked = place.rank in _DISTRICT_RANKS or context == "district"
    readings = _fitting(name.districts, place.rank) if ranked else ()
    readings = readings or name.districts
    sure = ranked or context in ("authority", "merged commune") or _is_kicker(place)
    if not sure and not all(d.alone or d.province == home for d in readings):
        return None
    if not sure and (
        follows_as_name(place.text, place.end) or is_shouted(place.text, place.start, place.end)
    ):
        return None
    if is_commercial(place.text, place.end):
        return None
    if not sure and follows_communes(place.text, place.begin):
        return None
    provinces = tuple(dict.fromkeys(district.province for district in readings))
    return place.mention(provinces, FACTORS[context][1], kind="district")


def _is_kicker(place: _Place) -> bool:
    """Whether the name opens a line with a colon after it; a quotation would be a person's."""
    if place.context != "start" or place.text[place.end : place.end + 1] != ":":
        return False
    return place.text[place.end + 1 : place.end + 3].strip()[:1] not in ("'", '"', "“", "‘")


def _fitting(districts: Sequence[District], rank: str) -> tuple[District, ...]:
    """The districts that have had the rank before the name."""
    return tuple(d for d in districts if rank in d.types)
