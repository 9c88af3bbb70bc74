"""Which mentions of places are no more than an entry of a list, or the end of a route?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LIST_GAP = re.compile(
    r"(?:[\s,;–()-]|và|hay|hoặc|cùng|đến|tới|các|tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?)*"
)
_LONGEST_GAP = 16
# What joins two provinces belongs to neither: "nối hai tỉnh A và B".
_BOTH = re.compile(r"\b(?:[Hh]ai|2) (?:tỉnh|thành phố|địa phương)(?: là)?:? $")
_LIST_LENGTH, LIST_FACTOR, _PAIR_FACTOR = 3, 0.25, 0.5
_TRANSPORT_WEIGHT, _ROAD_WEIGHT = 0.2, 0.5


class Mention(NamedTuple):
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


def weaken_lists(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with those in a list of provinces or on a route made weaker."""
    weakened = list(mentions)
    run = [0] if mentions else []
    for i in range(1, len(mentions) + 1):
        if i < len(mentions) and _is_list_gap(text, mentions[i - 1].end, mentions[i]):
            run.append(i)
            continue
        if len(run) > 1:
            _weaken_run(text, weakened, run)
        run = [i]
    return weakened


def _is_list_gap(text: str, end: int, following: Mention) -> bool:
    """Whether only signs, "và" and ranks stand between the name that ends at `end` and this one.

    "Công an tỉnh A, Công an tỉnh B" is a list as well.
    """
    for start in (following.start, following.begin):
        if end <= start <= end + _LONGEST_GAP and _LIST_GAP.fullmatch(text[end:start]):
            return True
    return False


def _weaken_run(text: str, mentions: list[Mention], run: Sequence[int]) -> None:
    """Lowers the weights of `mentions` at the indexes of one run, if it is of several provinces."""
    provinces = {mentions[i].provinces for i in run}
    if mentions[run[0]].context == "transport" and len(provinces) == 1:
        # A road between two towns of one province is that province's.
        for i in run:
            mentions[i] = mentions[i]._replace(context="none", weight=_ROAD_WEIGHT)
        return
    factor = 1.0
    if len(provinces) >= _LIST_LENGTH:
        factor = LIST_FACTOR
    elif len(provinces) == 2 and len(run) == 2:
        gap = text[mentions[run[0]].end : mentions[run[1]].start]
        first = mentions[run[0]].start
        if gap.strip() in ("và", "với", "-", "–") and _BOTH.search(
            text, max(0, first - _LONGEST_GAP), first
        ):
            factor = LIST_FACTOR
        elif gap.strip() in ("-", "–", "đến", "tới"):
            factor = _PAIR_FACTOR
    if mentions[run[0]].context == "transport":
        for i in run[1:]:
            if mentions[i].context != "transport":
                least = min(mentions[i].weight, _TRANSPORT_WEIGHT)
                mentions[i] = mentions[i]._replace(weight=least)
            mentions[i] = mentions[i]._replace(context="transport")
        factor = min(factor, LIST_FACTOR)
    if factor < 1:
        for i in run:
            mentions[i] = mentions[i]._replace(weight=mentions[i].weight * factor)
