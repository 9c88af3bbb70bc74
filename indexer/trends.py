"""How many articles a year does each query find, and what share of all articles is that?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from indexer.model import Request, Results


class Answering(Protocol):
    """What counting needs of a Searcher."""

    def search(self, request: Request) -> Results:
        """The answer to a request."""
        ...


@dataclass(frozen=True, slots=True)
class YearCount:
    """The articles of one year: those found, and all that the filters let through."""

    year: int
    count: int
    articles: int

    @property
    def share(self) -> float | None:
        """`count` of `articles`, in 0..1; None where the year has no article at all."""
        return self.count / self.articles if self.articles else None


@dataclass(frozen=True, slots=True)
class Trend:
    """One request over the years.

    `points` has every year from the first to the last, in order, the same years for all trends
    made together. `undated` counts articles found whose year is not known: no point has them.
    """

    request: Request
    results: Results
    points: tuple[YearCount, ...]
    undated: int


def trend(searcher: Answering, requests: Sequence[Request]) -> tuple[Trend, ...]:
    """The trends of these requests, over one common run of years.

    A share is of the articles that the request's own filters (province, source, years, stories)
    let through, whatever they say. Raises what the searcher raises.
    """
    answers = [searcher.search(replace(request, page=1, size=1)) for request in requests]
    backgrounds: dict[Request, dict[int, int]] = {}
    for request in requests:
        background = _without_query(request)
        if background not in backgrounds:
            backgrounds[background] = _years(background, searcher.search(background))
    years = _run_of_years(backgrounds.values())
    return tuple(
        _trend(request, results, years, backgrounds[_without_query(request)])
        for request, results in zip(requests, answers, strict=True)
    )


def _trend(request: Request, results: Results, years: range, articles: dict[int, int]) -> Trend:
    found = _years(request, results)
    points = tuple(YearCount(year, found.get(year, 0), articles.get(year, 0)) for year in years)
    bounded = request.year_from is not None or request.year_to is not None
    undated = 0 if bounded else results.total - sum(found.values())
    return Trend(request, results, points, undated)


def _without_query(request: Request) -> Request:
    return Request(
        province=request.province,
        sense=request.sense,
        year_from=request.year_from,
        year_to=request.year_to,
        source=request.source,
        stories=request.stories,
        size=1,
    )


def _years(request: Request, results: Results) -> dict[int, int]:
    """The counts a year of an answer, without years that the request leaves out."""
    low = request.year_from if request.year_from is not None else 0
    high = request.year_to if request.year_to is not None else 9999
    counts = {int(value.value): value.count for value in results.facets.get("year", ())}
    return {year: count for year, count in counts.items() if low <= year <= high and count}


def _run_of_years(counted: Iterable[dict[int, int]]) -> range:
    years = [year for counts in counted for year in counts]
    return range(min(years), max(years) + 1) if years else range(0)
