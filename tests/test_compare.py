"""The bench beside other systems: its articles, its queries, its figures, what fails in it."""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from tests.bench.articles import (
    REPLACED,
    Article,
    altered,
    as_many,
    read_articles,
    read_source,
    write_articles,
)
from tests.bench.client import path_of
from tests.bench.measure import Collection, measure_system
from tests.bench.measured import Answered, Indexed, Measured, Site, percentile
from tests.bench.memory import family, memory_of_family
from tests.bench.processes import run
from tests.bench.queries import KINDS, WARM_UP, Asked, draw_queries, read_queries, write_queries
from tests.bench.report import report
from tests.bench.systems import System
from tests.bench.systems.fts5 import index as index_fts5
from tests.bench.systems.fts5 import open_answers as open_fts5
from tests.bench.systems.plain_tantivy import index as index_tantivy
from tests.bench.systems.plain_tantivy import open_answers as open_tantivy
from tests.bench.worker import measure

WORDS = ["bão", "lũ", "đường", "sông", "miền", "mưa", "lớn", "ngập", "núi", "rừng", "biển", "đảo"]


@pytest.fixture
def articles() -> list[Article]:
    chance = random.Random(7)
    return [
        Article(
            str(n),
            " ".join(chance.choices(WORDS, k=6)).capitalize(),
            "",
            " ".join(chance.choices(WORDS, k=60)),
            f"20{10 + n % 5}-05-12",
        )
        for n in range(40)
    ]


def test_larger_collection_begins_with_the_smaller(articles: list[Article]) -> None:
    larger = list(as_many(articles, 100, 1))
    assert larger[:60] == list(as_many(articles, 60, 1))
    assert larger[:40] == articles
    assert len({a.id for a in larger}) == 100
    assert larger[41].year == articles[1].year - 1
    assert larger[41].date[4:] == articles[1].date[4:]


def test_copy_is_altered_as_far_as_is_said() -> None:
    text = " ".join(["bão"] * 1000)
    words = Counter(altered(text, ["lũ"], random.Random(1)).split())
    assert words["bão"] == 1000 * (1 - REPLACED)
    assert words["lũ"] > 0.9 * 1000 * REPLACED


def test_articles_are_read_as_they_were_written(articles: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    raw = write_articles(file, articles)
    assert list(read_articles(file)) == articles
    assert raw == sum(len((a.title + a.lead + a.body).encode()) for a in articles)
    write_articles(file, articles, dated=False)
    dated = read_source(file, 1)
    assert [a.body for a in dated] == [a.body for a in articles]
    assert dated == read_source(file, 1) != read_source(file, 2)


def test_queries_are_different_and_found_in_the_articles(
    articles: list[Article], tmp_path: Path
) -> None:
    drawn = draw_queries(articles, 15, 3)
    assert list(drawn) == list(KINDS)
    texts = [a.text.lower() for a in articles]
    for kind in ("and", "or", "phrase"):
        assert len(set(drawn[kind])) == 15 + WARM_UP
        assert all(any(" ".join(a.words) in t for t in texts) for a in drawn[kind])
    assert all("đ" not in w for a in drawn["unmarked"] for w in a.words)
    file = tmp_path / "q.jsonl"
    write_queries(file, (a for asked in drawn.values() for a in asked))
    assert list(read_queries(file)) == [a for asked in drawn.values() for a in asked]


def test_address_of_a_page_says_the_whole_query() -> None:
    asked = Asked("filter", ("lũ",), 2010, 2012)
    assert path_of(asked) == "/search?q=l%C5%A9&year_from=2010&year_to=2012"


def test_systems_that_match_alike_count_alike(articles: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    write_articles(file, articles)
    for name in ("fts5", "tantivy"):
        (tmp_path / name).mkdir()
    index_fts5(file, tmp_path / "fts5")
    index_tantivy(file, tmp_path / "tantivy")
    fts5, tantivy = open_fts5(tmp_path / "fts5"), open_tantivy(tmp_path / "tantivy")
    expected = sum("bão" in a.text.lower().split() and 2010 <= a.year <= 2011 for a in articles)
    for asked, hits in (
        (Asked("filter", ("bão",), 2010, 2011), expected),
        (Asked("one", ("biển",)), sum("biển" in a.text.lower().split() for a in articles)),
        (Asked("or", ("núi", "rừng")), None),
        (Asked("and", ("núi", "rừng")), None),
        (Asked("phrase", ("mưa", "lớn")), sum("mưa lớn" in a.text.lower() for a in articles)),
        (Asked("prefix", ("ng",)), None),
    ):
        first, second = fts5(asked), tantivy(asked)
        assert first.hits == second.hits, asked
        assert hits is None or first.hits == hits, asked
        assert len(first.best) == len(second.best) == min(10, first.hits or 0)


def test_every_query_after_the_warm_up_is_timed(articles: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    write_articles(file, articles)
    index_fts5(file, tmp_path)
    asked = draw_queries(articles, 12, 3)["and"]
    answers = open_fts5(tmp_path)
    row = measure(answers, "and", asked)
    assert len(row["seconds"]) == len(row["processor"]) == 12
    assert row["hits"] == sum(answers(a).hits or 0 for a in islice(asked, WARM_UP, None))


def test_percentile_is_the_nearest_rank() -> None:
    assert percentile(range(1, 101), 50) == 50
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3.0], 95) == 3.0


def test_missing_system_is_a_row_with_the_reason(articles: list[Article], tmp_path: Path) -> None:
    file, queries = tmp_path / "a.jsonl.gz", tmp_path / "q.jsonl"
    these = Collection(40, write_articles(file, articles), file, None, queries)
    write_queries(queries, [])
    found = Measured()
    absent = System("fts5", "SQLite FTS5", "fts5", python=str(tmp_path / "no-python"))
    measure_system(found, absent, these, tmp_path / "index")
    slow = System("slow", "Slow", "slow", most=10)
    measure_system(found, slow, these, tmp_path / "index")
    assert [i.rate for i in found.indexed] == [0.0, 0.0]
    text = report(found)
    assert "no-python" in text
    assert "at most 10 articles" in text


def test_command_that_fails_says_its_last_words() -> None:
    ran = run(["sh", "-c", "echo {}; echo lỗi >&2; exit 3"])
    assert ran.failure == "exit status 3: lỗi"
    assert ran.rows() == [{}]
    assert run(["sleep", "5"], limit=0.1).failure == "ended after 0 s"


def test_memory_of_a_family_counts_its_children() -> None:
    held = memory_of_family(os.getpid())
    if not held.pss:
        pytest.skip("the system does not tell memory in /proc")
    with subprocess.Popen(["sleep", "30"]) as child:
        assert child.pid in family(os.getpid())
        child.terminate()
    assert held.anonymous + held.mapped <= held.pss * 1.01
    assert held.pss <= held.rss


def test_report_shows_figures_and_aims() -> None:
    found = Measured(["seed 1"])
    found.sites.append(Site(20_000, (0.01,), 200, 10.0, (0.02,) * 2000, (), ("refused",), ()))
    found.indexed.append(Indexed("timbao", 20_000, 10.0, 18.0, 13_000_000, 10_000_000))
    found.indexed.append(Indexed("whoosh", 20_000, 400.0, 400.0, 20_000_000, 10_000_000))
    for system, seconds in (("timbao-engine", 0.001), ("whoosh", 0.05)):
        found.answered.append(
            Answered(system, 20_000, "one", (seconds,) * 200, (seconds,) * 200, 1234, 2000, 31.4)
        )
    text = report(found)
    assert "not finished" in text
    assert "errors: refused | ≥ 198/s | 200/s | **no** |" in text
    assert (
        "| 20,000 | Tìm Báo, whole answer | 2,000 | 10.0 | 18.0 | 13 | 1.30 | ? | ? | ? |" in text
    )
    assert "| Whoosh with pyvi | 200 | 1,234 | 2,000 | 50.00 | 50.00 | 50.00 | 31 |" in text
    assert "| its rate over that of Whoosh with pyvi | ≥ 20 x | 40 x | yes |" in text
    assert "(one 50) | ≥ 100 x | 50 x | **no** |" in text
