"""Nothing was found: what would find something? Other tiers and dropped filters, with counts."""

from __future__ import annotations

from collections.abc import Iterator

from indexer import TIERS, Request, Results, Searcher
from webui.labels import TIER_LABELS, Label
from webui.links import Links
from webui.province_filter import name_filter
from webui.result_page import Choice, years_text
from webui.search_form import change, toggle


def ways_out(searcher: Searcher, request: Request, results: Results) -> tuple[Choice, ...]:
    """Links to searches like this empty one that do find articles, the closest first."""
    if results.total:
        return ()
    links = Links(request)
    wider = (
        Choice(
            (f"Tìm {TIER_LABELS[tier][0]}", TIER_LABELS[tier][1]),
            links.to(marks=tier),
            count=results.tiers.get(tier, 0),
        )
        for tier in TIERS
        if tier != results.tier
    )
    dropped = (
        Choice(label, links.address(looser), count=searcher.search(change(looser, size=1)).total)
        for label, looser in _looser(request)
    )
    return tuple(choice for choice in (*wider, *dropped) if choice.count)


def _looser(request: Request) -> Iterator[tuple[Label, Request]]:
    """The request with one filter less, and then, where there are several, with none."""
    filters = 0
    for province in request.province:
        filters += 1
        yield (
            (f"Bỏ tỉnh, thành {name_filter(province, request.sense)}", "without this province"),
            change(request, province=toggle(request.province, province)),
        )
    for source in request.source:
        filters += 1
        yield (
            (f"Bỏ nguồn {source}", "without this source"),
            change(request, source=toggle(request.source, source)),
        )
    if request.year_from is not None or request.year_to is not None:
        filters += 1
        yield (
            (f"Bỏ giới hạn năm {years_text(request)}", "all years"),
            change(request, year_from=None, year_to=None),
        )
    if request.marks is not None:
        yield ("Để máy tự chọn cách so dấu", "automatic marks"), change(request, marks=None)
    if filters > 1:
        bare = change(request, province=(), source=(), year_from=None, year_to=None)
        yield ("Bỏ mọi bộ lọc", "without any filter"), bare
