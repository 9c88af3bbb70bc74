"""What stands on a page of results? Every link with its label, count and address, computed here.

Templates only print these values. An address beginning with "?" is relative to the page it
stands on, so the same choices serve search, trends and concordance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from indexer import MATCHES, ORDERS, SENSES, TIERS, Expansion, FacetValue, Request, Results
from webui.labels import (
    FACET_LABELS,
    MATCH_LABELS,
    SENSE_LABELS,
    SORT_LABELS,
    TIER_LABELS,
    Label,
)
from webui.links import Links
from webui.province_filter import name_filter, slugs_meant, switch_province
from webui.search_form import change, count_pages, toggle

SHOWN_FACET_VALUES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that changes one thing of the search: `on` says that it is the present state.

    `bar` is the count's share of the largest beside it, in 0..100.
    """

    label: Label
    href: str
    on: bool = False
    count: int | None = None
    bar: int = 0


@dataclass(frozen=True, slots=True)
class FacetBlock:
    """A facet: the values shown at once, those behind "more", and how to switch its sense."""

    name: str
    label: Label
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    senses: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of an answer; `numbers` holds None where pages are left out."""

    page: int
    pages: int
    previous: str | None
    next: str | None
    numbers: tuple[tuple[int, str] | None, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the page of results prints.

    `query` is the address of this page; `elsewhere` asks another page the same search, from its
    beginning.
    """

    request: Request
    results: Results
    query: str
    elsewhere: str
    tiers: tuple[Choice, ...]
    matches: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    expansions: tuple[tuple[Expansion, str], ...]
    suggestions: tuple[Choice, ...]
    reading: str | None
    facets: tuple[FacetBlock, ...]
    filters: tuple[Choice, ...]
    stories: Choice
    pager: Pager


def result_page(results: Results, links: Links) -> ResultPage:
    """The page of this answer to the request of `links`."""
    request = links.request
    return ResultPage(
        request=request,
        results=results,
        query=links.here(),
        elsewhere=Links(change(request, size=Request().size)).here(),
        tiers=tier_choices(links, results),
        matches=_choices(links, "match", MATCHES, MATCH_LABELS, results.match),
        sorts=_choices(links, "sort", ORDERS, SORT_LABELS, request.sort),
        expansions=tuple(
            (e, _expansion_address(links, e, results.expansions)) for e in results.expansions
        ),
        suggestions=tuple(
            Choice((s.query, s.reason), links.to(q=s.query), count=s.total)
            for s in results.suggestions
        ),
        reading=links.to(q=results.reading) if results.reading else None,
        facets=facet_blocks(links, results.facets),
        filters=filter_choices(links),
        stories=_stories(links),
        pager=pager(links, results.total),
    )


def tier_choices(links: Links, results: Results) -> tuple[Choice, ...]:
    """A link for each tier with the number of articles it finds; none for a query of no words."""
    if results.tier is None:
        return ()
    return tuple(
        Choice(
            TIER_LABELS[tier],
            links.to(marks=tier),
            on=results.tier == tier,
            count=results.tiers.get(tier),
        )
        for tier in TIERS
    )


def facet_blocks(
    links: Links, facets: Mapping[str, tuple[FacetValue, ...]]
) -> tuple[FacetBlock, ...]:
    """The facets with a link for each value that adds the filter, or takes it away again."""
    return (
        _block("province", _facet_choices(links, "province", facets), _senses(links)),
        _block("year", _facet_choices(links, "year", facets)),
        _block("source", _facet_choices(links, "source", facets)),
    )


def filter_choices(links: Links) -> tuple[Choice, ...]:
    """The filters that are on, each with the address of the same search without it."""
    request = links.request
    chosen = [
        Choice(
            (f"Tỉnh, thành: {name_filter(province, request.sense)}", "province"),
            links.to(province=toggle(request.province, province)),
        )
        for province in request.province
    ]
    if request.year_from is not None or request.year_to is not None:
        everytime = links.to(year_from=None, year_to=None)
        chosen.append(Choice((f"Năm: {years_text(request)}", "year"), everytime))
    chosen += [
        Choice(
            (f"Nguồn: {source}", "source"),
            links.to(source=toggle(request.source, source)),
        )
        for source in request.source
    ]
    return tuple(chosen)


def years_text(request: Request) -> str:
    """The years of the filter as a person writes them: "2015–2020", "từ 2015", "đến 2020"."""
    low, high = request.year_from, request.year_to
    if low == high:
        return str(low)
    if low is None:
        return f"đến {high}"
    return f"từ {low}" if high is None else f"{low}–{high}"


def pager(links: Links, total: int) -> Pager:
    """The pages around the requested one, always with the first and the last."""
    page, pages = links.request.page, count_pages(links.request, total)

    near = range(max(1, page - 2), min(pages, page + 2) + 1)
    shown = sorted({1, *near, pages})
    numbers: list[tuple[int, str] | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            numbers.append(None)
        numbers.append((number, links.to(page=number)))
    return Pager(
        page=page,
        pages=pages,
        previous=links.to(page=page - 1) if page > 1 else None,
        next=links.to(page=page + 1) if page < pages else None,
        numbers=tuple(numbers),
    )


def _choices(
    links: Links,
    name: str,
    values: Iterable[str],
    labels: Mapping[str, Label],
    on: str,
) -> tuple[Choice, ...]:
    return tuple(
        Choice(labels[value], links.to(**{name: value}), on=value == on) for value in values
    )


def _stories(links: Links) -> Choice:
    request = links.request
    label = ("gộp bài đăng lại", "count reprints once")
    return Choice(label, links.to(stories=not request.stories), request.stories)


def _senses(links: Links) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            SENSE_LABELS[sense],
            links.to(sense=sense),
            on=sense == links.request.sense,
        )
        for sense in SENSES
    )


def _block(name: str, choices: tuple[Choice, ...], senses: tuple[Choice, ...] = ()) -> FacetBlock:
    first = tuple(c for i, c in enumerate(choices) if i < SHOWN_FACET_VALUES or c.on)
    more = tuple(c for i, c in enumerate(choices) if i >= SHOWN_FACET_VALUES and not c.on)
    return FacetBlock(name, FACET_LABELS[name], first, more, senses)


def _facet_choices(
    links: Links, name: str, facets: Mapping[str, tuple[FacetValue, ...]]
) -> tuple[Choice, ...]:
    values = facets.get(name, ())
    most = max((value.count for value in values), default=1) or 1
    return tuple(
        Choice(
            (value.name, ""),
            links.to(**_filter_changes(links.request, name, value)),
            on=_is_on(links.request, name, value),
            count=value.count,
            bar=round(100 * value.count / most),
        )
        for value in values
    )


def _filter_changes(request: Request, name: str, value: FacetValue) -> dict[str, Any]:
    if name == "province":
        return {name: switch_province(request.province, value.value, request.sense)}
    if name == "source":
        return {name: toggle(request.source, value.value)}
    year = None if _is_on(request, name, value) else int(value.value)
    return {"year_from": year, "year_to": year}


def _is_on(request: Request, name: str, value: FacetValue) -> bool:
    if name == "year":
        return request.year_from == request.year_to == int(value.value)
    if name == "source":
        return value.value in request.source
    return any(value.value in slugs_meant(p, request.sense) for p in request.province)


def _expansion_address(
    links: Links, expansion: Expansion, expansions: tuple[Expansion, ...]
) -> str:
    request = links.request
    if expansion.on:
        return links.to(off=(*request.off, expansion.target))
    others = (e.target for e in expansions) if "*" in request.off else request.off
    off = tuple(target for target in others if target != expansion.target)
    return links.to(off=off)
