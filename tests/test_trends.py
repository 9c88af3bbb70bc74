"""Counts a year are those that a search with the same filters gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Request, Searcher, open_index, trend
from tests.site_index import RECORDS, build_site_index


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return open_index(build_site_index(tmp_path_factory.mktemp("trends")))


def test_each_point_counts_what_a_search_of_its_year_finds(searcher: Searcher) -> None:
    (found,) = trend(searcher, [Request(q="lúa")])

    for point in found.points:
        year = Request(q="lúa", year_from=point.year, year_to=point.year)
        everything = Request(year_from=point.year, year_to=point.year)
        assert point.count == searcher.search(year).total
        assert point.articles == searcher.search(everything).total
    assert sum(point.count for point in found.points) + found.undated == found.results.total
    assert found.undated == 1


def test_years_run_without_gaps_and_are_the_same_for_all(searcher: Searcher) -> None:
    found = trend(searcher, [Request(q="đường"), Request(q="ngô"), Request(q="zzqx")])

    dated = [int(record["date"][:4]) for record in RECORDS if "date" in record]
    for item in found:
        assert [point.year for point in item.points] == list(range(min(dated), max(dated) + 1))
    assert [point.share for point in found[0].points if point.year == 2018] == [None]


def test_filters_bound_the_years_and_the_articles_shares_are_of(searcher: Searcher) -> None:
    filters = {"province": ("Sơn La",), "year_from": 2015, "year_to": 2015}
    (found,) = trend(searcher, [Request(q="ngô", **filters)])

    assert [(p.year, p.count, p.articles, p.share) for p in found.points] == [(2015, 8, 8, 1.0)]
    assert found.undated == 0


def test_an_index_without_years_has_no_points(tmp_path: Path) -> None:
    from indexer import build_index
    from tests.site_index import write_corpus

    corpus = write_corpus(tmp_path / "corpus", [{"id": "a", "text": "Không rõ ngày nào cả."}])
    build_index(tmp_path / "index", [corpus])
    with_none = open_index(tmp_path / "index")

    (found,) = trend(with_none, [Request(q="ngày")])

    assert found.points == ()
    assert found.undated == found.results.total == 1
