"""Which articles do the filters of a request leave? One plan for each kind of filter.

Kept apart by kind, so that the counts of a facet can be taken without that facet's own filter:
a reader who chose Hải Phòng still sees how many articles the other provinces have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from indexer.articles.gazetteer import ProvinceRef, find_province, near_provinces
from indexer.errors import QueryError, UsageError
from indexer.model import MATCHES, ORDERS, SENSES, TIERS, Request, Sense
from indexer.query import plan as p
from indexer.text.tiers import base_form
from indexer.text.tokens import exact_terms

MAX_SIZE = 200
MAX_PAGE_END = 100_000
FIRST_YEAR, LAST_YEAR = 1, 9999


def check_request(request: Request) -> None:
    """Raises `UsageError` for a value that is out of its range, saying what it may be."""
    for name, value, allowed in (
        ("match", request.match, MATCHES),
        ("sort", request.sort, ORDERS),
        ("sense", request.sense, SENSES),
        ("marks", request.marks, (None, *TIERS)),
    ):
        if value not in allowed:
            choices = ", ".join(str(a) for a in allowed if a is not None)
            raise UsageError(
                f"{name} không thể là {value!r}; hãy chọn {choices}. "
                f"({name} cannot be {value!r}; choose one of {choices}.)"
            )
    if not 1 <= request.size <= MAX_SIZE:
        raise UsageError(
            f"Mỗi trang có từ 1 đến {MAX_SIZE} bài, không phải {request.size}. "
            f"(A page has 1 to {MAX_SIZE} articles: size={request.size}.)"
        )
    if request.page < 1 or request.page * request.size > MAX_PAGE_END:
        raise UsageError(
            f"Không có trang {request.page}: trang đầu là 1 và chỉ xem được {MAX_PAGE_END} bài "
            f"đầu; hãy lọc bớt hay dùng export. (There is no page {request.page}: pages count "
            f"from 1 and end at article {MAX_PAGE_END}; filter, or export.)"
        )
    _check_years(request)


def _check_years(request: Request) -> None:
    for name, year in (("year_from", request.year_from), ("year_to", request.year_to)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise UsageError(f"{name}={year} không phải một năm. ({name}={year} is not a year.)")
    if (
        request.year_from is not None
        and request.year_to is not None
        and request.year_from > request.year_to
    ):
        raise UsageError(
            f"Khoảng năm {request.year_from}..{request.year_to} bị ngược; hãy đổi chỗ. "
            f"(The years {request.year_from}..{request.year_to} are the wrong way round.)"
        )


def filter_plans(request: Request, sources: Callable[[], Iterable[str]]) -> dict[str, p.Plan]:
    """The plan of each filter that is set: "province", "year", "source".

    `sources` gives the sources that the index has. Raises `UsageError` for an unknown province
    or source, with the nearest names.
    """
    plans: dict[str, p.Plan] = {}
    if request.province:
        plans["province"] = _either([province_plan(x, request.sense) for x in request.province])
    if request.year_from is not None or request.year_to is not None:
        plans["year"] = p.Between("year", request.year_from, request.year_to)
    if request.source:
        known = list(sources())
        plans["source"] = _either([source_plan(x, known) for x in request.source])
    return plans


def province_plan(name: str, sense: Sense) -> p.Plan:
    """The articles about a province, in one sense. Raises `UsageError` for an unknown one."""
    found = find_province(name)
    if found is None:
        raise UsageError(_unknown("tỉnh", "province", name, near_provinces(name)))
    return p.Term(sense, province_values(found, sense))


def province_values(province: ProvinceRef, sense: Sense) -> tuple[str, ...]:
    """The slugs that stand for a province in the field of a sense."""
    if sense == "printed":
        return (province.printed,)
    return province.former if sense == "former" else province.present


def source_plan(name: str, known: Iterable[str]) -> p.Plan:
    """The articles of the sources whose names hold these words, whatever their marks.

    A name given in full means that source alone, and so does another name of an outlet where no
    source holds its words. Raises `UsageError` where none is found.
    """
    known = list(known)
    if name in known:
        return p.Term("source", (name,))
    wanted = _letters(name)
    found = tuple(k for k in known if wanted and f" {wanted} " in f" {_letters(k)} ")
    if not found:
        outlet = _outlet_name(name)
        found = tuple(k for k in known if k == outlet)
    if not found:
        by_letters = {_letters(k): k for k in known}
        # Nearly all names are right, and a search starts sooner without it.
        from difflib import get_close_matches

        near = [by_letters[x] for x in get_close_matches(wanted, by_letters, n=3, cutoff=0.5)]
        raise UsageError(_unknown("nguồn", "source", name, near))
    return p.Term("source", found)


def _outlet_name(name: str) -> str:
    """The name under which articles of this outlet stand; "" for one that is not known."""
    from indexer.articles.outlet_names import outlet_called

    outlet = outlet_called(name)
    return outlet.name if outlet else ""


def in_query(plan: Callable[[str], p.Plan]) -> Callable[[str, int], p.Plan]:
    """The same lookup for a filter inside a query: its error carries the position."""

    def look_up(name: str, position: int) -> p.Plan:
        try:
            return plan(name)
        except UsageError as e:
            raise QueryError(e.message, position) from e

    return look_up


def _letters(text: str) -> str:
    return " ".join(map(base_form, exact_terms(text)))


def _either(plans: list[p.Plan]) -> p.Plan:
    return plans[0] if len(plans) == 1 else p.AnyOf(tuple(plans))


def _unknown(what: str, english: str, name: str, near: list[str]) -> str:
    names = ", ".join(near)
    if near:
        hint, hint_english = f"có phải: {names}?", f"did you mean {names}?"
    else:
        hint = "hãy xem danh sách ở trang Hướng dẫn hay trong `timbao stats`."
        hint_english = "the page About and `timbao stats` list them."
    return f"Không rõ {what} {name!r}; {hint} (Unknown {english} {name!r}; {hint_english})"
