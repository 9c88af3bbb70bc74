"""Is this name a place's or an outlet's, and so no author's?"""

from __future__ import annotations

from functools import cache

from indexer.articles.gazetteer import (
    districts,
    former_provinces,
    historical_provinces,
    outlets,
)


@cache
def _names() -> frozenset[str]:
    names = {province.name.casefold() for province in former_provinces().values()}
    names |= {province.name.casefold() for province in historical_provinces().values()}
    names |= {district.name.casefold() for district in districts()}
    for outlet in outlets():
        spoken = {outlet.name, *outlet.aliases, *outlet.codes, *outlet.shared_codes}
        names |= {name.casefold().removeprefix("báo ") for name in spoken}
    return frozenset(names | {"tp.hcm", "tphcm", "tp hcm", "việt nam"})


def is_known_name(name: str) -> bool:
    """Whether this is the name of a province, a district or an outlet, or an outlet's code."""
    return name.strip(" .,:-–()").casefold() in _names()
