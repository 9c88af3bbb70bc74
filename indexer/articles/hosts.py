"""Which province does the host of an unknown site name?"""

from __future__ import annotations

import re
from functools import cache

from indexer.articles.gazetteer import former_provinces

# Hosts of the state, the party and schools: there a province's name may stand in a longer label.
_PUBLIC = (".gov.vn", ".dcs.vn", ".edu.vn")
# Shorter names ("hue", "hanam") are parts of other words.
_LEAST_LETTERS = 6
_BEFORE, _BEHIND = "(?:bao|tin|tuoitre|truyenhinh|dulich)?", "(?:tv|24h|online|news|today)?"


def province_in_host(host: str) -> str:
    """The slug (of the 63) of the province that this host names, "" where it names none.

    "tuyphong.binhthuan.dcs.vn", "nongthonmoituyenquang.gov.vn", "nghean24h.vn".
    """
    labels = host.split(".")[:-1]
    for letters, slug in _names().items():
        if letters in labels or any(_form(letters).fullmatch(label) for label in labels):
            return slug
    if host.endswith(_PUBLIC):
        for letters, slug in _names().items():
            if len(letters) >= _LEAST_LETTERS and any(letters in label for label in labels):
                return slug
    return ""


@cache
def _names() -> dict[str, str]:
    """The letters of each province's slug, the longest first."""
    names = {slug.replace("-", ""): slug for slug in former_provinces()}
    names |= {"thuathienhue": "hue", "hochiminhcity": "ho-chi-minh", "tphcm": "ho-chi-minh"}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


@cache
def _form(letters: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}{letters}{_BEHIND}")
