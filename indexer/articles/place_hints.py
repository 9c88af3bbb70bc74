"""What else tells of a place, where nothing names a province or a district for sure?

Communes, whose names recur over the country, and districts whose names may be other things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.articles.bylines import has_surname
from indexer.articles.place_context import (
    follows_as_name,
    follows_communes,
    is_commercial,
    is_shouted,
    read_context,
)
from indexer.articles.place_lists import Mention
from indexer.articles.place_mentions import FACTORS
from indexer.articles.place_names import FoundName, find_communes

# Districts that may be something else, in a text that speaks of villages and in any other.
_WEAK_LOCAL, _WEAK = 0.35, 0.2
_LOCAL_WORDS = re.compile(
    r"\b(?:[Hh]uyện|[Xx]ã(?! hội)|[Tt]hị trấn|[Pp]hường|[Tt]hị xã|[Bb]à con|[Nn]ông dân|hộ dân"
    r"|[Tt]hương lái|[Nn]hà vườn|[Nn]gư dân|[Hh]ợp tác xã|HTX|[Cc]hợ|UBND|HĐND|hộ nghèo)\b"
)


def commune_mentions(text: str) -> list[Mention]:
    """The mentions of communes in `text`: each may be in several provinces."""
    weight = FACTORS["merged commune"][1]
    return [
        Mention(begin, start, end, "commune", "commune", provinces, weight)
        for begin, start, end, provinces in find_communes(text)
    ]


def weak_mentions(text: str, names: Sequence[FoundName], head_end: int) -> list[Mention]:
    """The mentions in title and lead of districts whose names without a rank may be other names.

    Each name says little, however often it stands there: it may be a person's. It says more where
    the words around are those of local news.
    """
    if not any(start < head_end and name.districts for start, _, name in names):
        return []
    head = text[:head_end]
    local = bool(_LOCAL_WORDS.search(head))
    mentions: dict[str, Mention] = {}
    for start, end, name in names:
        if start >= head_end or not name.districts or name.province:
            continue
        context, begin = read_context(head, start, end)
        if context not in ("start", "none", "locative"):
            continue
        if follows_as_name(head, end) or is_shouted(head, start, end) or is_commercial(head, end):
            continue
        if not local and has_surname(name.name):
            continue
        if follows_communes(head, begin):
            continue
        weight = _WEAK_LOCAL if local else _WEAK
        provinces = tuple(dict.fromkeys(d.province for d in name.districts))
        told = Mention(begin, start, end, "district", "none", provinces, weight)
        mentions.setdefault(name.name, told)
    return list(mentions.values())
