"""Which mentions of places does an article make, and how much does each say?

A mention weighs 1 where a province's own name stands freely. Its rank or an authority before it
adds to that; streets, communes, clubs, companies, persons and sources take it away; one place
of a long list says little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.articles.gazetteer import District, historical_provinces
from indexer.articles.place_context import (
    follows_as_name,
    is_abroad,
    is_commercial,
    is_dateline,
    is_plural,
    read_context,
)
from indexer.articles.place_names import PlaceName, find_place_names

# How much a mention counts after these words: for a province's name, for a district's.
_FACTORS: dict[str, tuple[float, float]] = {
    "province": (1.3, 1.0),
    "district": (0.0, 1.0),
    "commune": (0.0, 0.0),
    "street": (0.0, 0.0),
    "water": (0.15, 0.4),
    "company": (0.2, 0.2),
    "club": (0.0, 0.0),
    "source": (0.0, 0.0),
    "institution": (0.45, 0.3),
    "transport": (0.2, 0.2),
    "person": (0.0, 0.0),
    "origin": (0.4, 0.4),
    "locative": (1.1, 0.8),
    "authority": (1.3, 1.0),
    "route": (0.6, 0.6),
    "start": (1.0, 0.7),
    "unknown": (0.4, 0.0),
    "none": (1.0, 0.7),
}
# Contexts that are enough to know a name that is weak or ambiguous alone.
_SURE = {"province", "district", "authority"}
_LIST_GAP = re.compile(
    r"(?:[\s,;–()-]|và|hay|hoặc|cùng|đến|tới|các|tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?)*"
)
_LIST_LENGTH, _LIST_FACTOR, _PAIR_FACTOR = 3, 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place at `text[start:end]`, with the words that were read with it from `begin`.

    `provinces` are the provinces of the 63 that it can mean, `historical` the slug of an older
    province that it names, `kind` that of the name, `context` what stands before it.
    """

    begin: int
    start: int
    end: int
    kind: str
    context: str
    provinces: tuple[str, ...]
    weight: float
    historical: str = ""
    is_province: bool = False


def find_mentions(text: str, head_end: int) -> list[Mention]:
    """The mentions of places in `text` (letters plain), in order, those of weight 0 left out.

    `head_end` is where title and lead end: nicknames are read before it only.
    """
    mentions: list[Mention] = []
    previous: tuple[int, str, bool] = (-1, "none", False)
    for start, end, name in find_place_names(text, head_end):
        if name.kind == "other":
            continue
        context, begin = read_context(text, start, end)
        if context == "none" and previous[0] >= 0:
            context = _inherited(text[previous[0] : start], previous)
        plural = is_plural(text, begin) if context in ("commune", "district") else False
        previous = (end, context, plural or previous[2])
        mention = _read(text, begin, start, end, name, context)
        if mention is not None and mention.weight > 0:
            mentions.append(mention)
    return _weaken_lists(text, mentions)


def _inherited(gap: str, previous: tuple[int, str, bool]) -> str:
    """The rank that a name without one has in a list: "các xã Hà Nam, Hà Tây"."""
    _, context, plural = previous
    if context in ("commune", "district") and plural and gap.strip() in (",", "và", ", và"):
        return context
    return "none"


def _read(
    text: str, begin: int, start: int, end: int, name: PlaceName, context: str
) -> Mention | None:
    """The mention that this name makes here, or None where it is the name of something else."""
    if is_abroad(text, end) or is_dateline(text, start, end):
        return None
    if context == "province" and text[begin:start].rstrip().lower().startswith(("tp", "thành")):
        rank = "thành phố"
    else:
        rank = text[begin:start].strip().lower()
    if name.historical and (not name.province or rank == "tỉnh"):
        historical = _read_historical(begin, start, end, name, context, rank)
        if historical is not None:
            return historical
    if name.province and context != "district":
        return _read_province(text, begin, start, end, name, context)
    if name.districts:
        return _read_district(text, begin, start, end, name, context, rank)
    return None


def _read_historical(
    begin: int, start: int, end: int, name: PlaceName, context: str, rank: str
) -> Mention | None:
    old = historical_provinces()[name.historical]
    ranked = rank in ("tỉnh", "tỉnh ủy", "tỉnh uỷ", "ubnd tỉnh", "công an tỉnh")
    if name.province or not (ranked or (old.alone and not name.districts)):
        return None
    weight = _FACTORS[context][0]
    return Mention(begin, start, end, "historical", context, old.became, weight, old.slug, True)


def _read_province(
    text: str, begin: int, start: int, end: int, name: PlaceName, context: str
) -> Mention | None:
    if name.kind == "ranked" and context != "province":
        return None
    weight = name.weight
    own = name.kind in ("province", "spelling", "ranked")
    if own and weight < 1 and (context in _SURE or text[end : end + 1] == ":"):
        weight = 1.0
    elif own and weight < 1 and context == "locative":
        weight = (1 + weight) / 2
    elif weight < 1 and follows_as_name(text, end) and name.kind != "nickname":
        return None
    factor = _FACTORS[context][0]
    if not own and context == "unknown":
        factor = 0.0
    if is_commercial(text, end):
        factor = min(factor, 0.2)
    if text[end : end + 1] == ":" and context in ("start", "none", "province"):
        factor = max(factor, 1.5)
    return Mention(
        begin, start, end, name.kind, context, (name.province,), weight * factor, "", own
    )


def _read_district(
    text: str, begin: int, start: int, end: int, name: PlaceName, context: str, rank: str
) -> Mention | None:
    readings = _fitting(name.districts, rank) if context in ("district", "province") else ()
    if not readings:
        readings = name.districts
        if context in ("district", "province") and rank not in ("", "tp", "tp."):
            context = "none"
    provinces = tuple(dict.fromkeys(district.province for district in readings))
    sure = context in ("district", "authority") or (context == "province" and rank != "tỉnh")
    if not sure and (follows_as_name(text, end) or not all(d.alone for d in readings)):
        return None
    if is_commercial(text, end):
        return None
    weight = _FACTORS[context][1]
    return Mention(begin, start, end, "district", context, provinces, weight)


def _fitting(districts: Sequence[District], rank: str) -> tuple[District, ...]:
    """The districts that have had the rank before the name."""
    rank = {"tx": "thị xã", "tx.": "thị xã", "h.": "huyện", "q.": "quận"}.get(rank, rank)
    return tuple(d for d in districts if rank in d.types)


def _weaken_lists(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with those in a list of provinces or on a route made weaker."""
    weakened = list(mentions)
    run = [0] if mentions else []
    for i in range(1, len(mentions) + 1):
        if i < len(mentions) and _is_list_gap(text[mentions[i - 1].end : mentions[i].start]):
            run.append(i)
            continue
        _weaken_run(text, weakened, run)
        run = [i]
    return weakened


def _is_list_gap(gap: str) -> bool:
    return len(gap) <= 16 and _LIST_GAP.fullmatch(gap) is not None


def _weaken_run(text: str, mentions: list[Mention], run: Sequence[int]) -> None:
    """Lowers the weights of `mentions` at the indexes of one run, if it is of several provinces."""
    provinces = {mentions[i].provinces for i in run}
    if len(provinces) >= _LIST_LENGTH:
        factor = _LIST_FACTOR
    elif len(provinces) == 2 and len(run) == 2:
        gap = text[mentions[run[0]].end : mentions[run[1]].start]
        dashed = gap.strip() in ("-", "–", "đến", "tới")
        factor = _PAIR_FACTOR if dashed else 1.0
    else:
        return
    if factor < 1:
        for i in run:
            mentions[i] = replace(mentions[i], weight=mentions[i].weight * factor)
