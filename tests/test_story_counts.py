"""Counted in stories, every number of an answer is of stories; on every engine alike."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Article, Request, Searcher, build_index, open_index
from indexer import story_counts as counting
from indexer.engines.registry import ENGINES

SYLLABLES = [a + b for a in ("đ", "kh", "ngh", "t", "tr", "m", "h") for b in "aăâeêioôơuưy"]
PROVINCES = ("Hải Phòng", "Cà Mau", "Quảng Nam")
SOURCES = ("Báo A", "Báo B", "Báo C")


def words(seed: int, length: int = 120) -> list[str]:
    """Random syllables, the same for the same seed."""
    return random.Random(seed).choices(SYLLABLES, k=length)


def record(name: str, title: str, text: list[str], number: int) -> dict[str, str]:
    """A record of the corpus; its date, province and source go by its number."""
    return {
        "id": name,
        "title": title,
        "text": " ".join(text) + ".",
        "date": f"{2015 + number % 4}-0{1 + number % 9}-1{number % 10}",
        "province": PROVINCES[number % 3],
        "source": SOURCES[number // 2 % 3],
    }


def corpus() -> list[dict[str, str]]:
    """Twelve press releases in one to four papers each, and two notes too short for a story."""
    rows = []
    for release in range(12):
        for reprint in range(1 + release % 4):
            text = words(release)
            text[60 + reprint] = "lụt" if reprint % 2 else "bão"
            title = f"Tin {release} lần {reprint}"
            rows.append(record(f"r{release}-{reprint}", title, text, 5 * release + reprint))
    rows += [record(f"ngắn-{n}", "Tin vắn", ["bão", "tan"], n) for n in range(2)]
    return random.Random(0).sample(rows, len(rows))


def write(folder: Path, rows: list[dict[str, str]]) -> None:
    """The corpus as a file."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "tin.jsonl").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module", params=sorted(ENGINES))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """The corpus behind each engine."""
    folder = tmp_path_factory.mktemp(request.param)
    write(folder, corpus())
    build_index(folder / "index", [folder / "tin.jsonl"], engine=request.param)
    opened = open_index(folder / "index")
    yield opened
    opened.close()


def told(article: Article) -> str:
    """What the article is counted as: the press release that its id names, or itself."""
    return article.id.split("-")[0] if article.story else article.id


def province(article: Article) -> str:
    """The province that the corpus states."""
    return article.topics[0].printed


REQUESTS = {
    "every article": Request(),
    "a word": Request(q="bão"),
    "the word of some reprints": Request(q="lụt"),
    "two words, any": Request(q="bão lụt", match="any"),
    "a province": Request(q="bão", province=("Cà Mau",)),
    "years": Request(q="bão", year_from=2016, year_to=2017),
    "a source": Request(source=("Báo B",)),
    "typed without marks": Request(q="bao"),
    "nothing": Request(q="không-có-chữ-này", marks="exact"),
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_every_number_is_of_stories(searcher: Searcher, kind: str) -> None:
    request = replace(REQUESTS[kind], size=100)
    found = list(searcher.iterate(request))
    answer = searcher.search(replace(request, stories=True))
    assert answer.total == len(answer.hits) == len({told(a) for a in found})
    assert sorted(told(h.article) for h in answer.hits) == sorted({told(a) for a in found})
    if answer.tier is not None:
        assert answer.tiers[answer.tier] == answer.total
    stories: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for article in found:
        stories["province"][province(article)].add(told(article))
        stories["year"][article.year.value or ""].add(told(article))
        stories["source"][article.source.value or ""].add(told(article))
    filtered = {"province": bool(request.province), "source": bool(request.source)}
    filtered["year"] = request.year_from is not None
    for name, values in answer.facets.items():
        if not filtered[name]:
            counts = {v.value: v.count for v in values}
            assert counts == {v: len(s) for v, s in stories[name].items()}, name


@pytest.mark.parametrize("kind", REQUESTS)
def test_a_facet_counts_what_its_filter_finds(searcher: Searcher, kind: str) -> None:
    request = replace(REQUESTS[kind], stories=True)
    facets = searcher.search(request).facets
    for value in facets["source"]:
        found = searcher.search(replace(request, source=(value.value,)))
        assert found.total == value.count
    for value in facets["year"]:
        year = int(value.value)
        assert searcher.search(replace(request, year_from=year, year_to=year)).total == value.count


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages_hold_each_story_once(searcher: Searcher, sort: str, size: int) -> None:
    request = Request(q="bão lụt", match="any", sort=sort, stories=True, size=100)  # type: ignore[arg-type]
    whole = [h.article.id for h in searcher.search(request).hits]
    pages = [
        h.article.id
        for page in range(1, -(-len(whole) // size) + 1)
        for h in searcher.search(replace(request, page=page, size=size)).hits
    ]
    assert pages == whole == [a.id for a in searcher.iterate(request)]


def test_a_hit_is_the_first_article_of_its_story(searcher: Searcher) -> None:
    request = Request(q="bão", sort="newest", size=100)
    first: dict[str, str] = {}
    for article in searcher.iterate(request):
        first.setdefault(told(article), article.id)
    hits = searcher.search(replace(request, stories=True)).hits
    assert [h.article.id for h in hits] == list(first.values())


def test_a_hit_lists_the_other_articles_of_its_story(searcher: Searcher) -> None:
    for hit in searcher.search(Request(q="lụt", stories=True, size=100)).hits:
        name = told(hit.article)
        release = int(name[1:])
        family = {f"{name}-{n}" for n in range(1 + release % 4)}
        assert {a.id for a in hit.reprints} == family - {hit.article.id}
        dates = [a.date.value or "" for a in hit.reprints]
        assert dates == sorted(dates)
    assert not any(h.reprints for h in searcher.search(Request(q="lụt", size=100)).hits)


def test_an_opened_article_has_its_reprints_but_not_as_similar(searcher: Searcher) -> None:
    view = searcher.article("r3-1")
    assert {a.id for a in view.reprints} == {"r3-0", "r3-2", "r3-3"}
    assert not {told(a) for a in view.similar} & {"r3"}
    assert searcher.article("ngắn-0").reprints == ()


def test_many_stories_are_counted_some_at_a_time(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = searcher.search(Request(stories=True))
    monkeypatch.setattr(counting, "AT_ONCE", 2)
    monkeypatch.setattr(counting, "MOST_VALUES", 3)
    monkeypatch.setattr(counting, "STEP", 2)
    again = searcher.search(Request(stories=True))
    assert (again.total, again.facets) == (whole.total, whole.facets)
    assert [h.article.id for h in again.hits] == [h.article.id for h in whole.hits]


def test_an_incremental_run_goes_on_with_the_stories(tmp_path: Path) -> None:
    rows = corpus()
    index = tmp_path / "index"
    write(tmp_path, rows[:15])
    build_index(index, [tmp_path / "tin.jsonl"])
    write(tmp_path, rows[3:])
    build_index(index)
    searcher = open_index(index)
    found = list(searcher.iterate(Request()))
    assert searcher.search(Request(stories=True)).total == len({told(a) for a in found})
    families: dict[str, set[str | None]] = defaultdict(set)
    for article in found:
        families[told(article)].add(article.story)
    assert {len(stories) for stories in families.values()} == {1}
    searcher.close()


def test_a_full_build_gives_the_same_stories_again(tmp_path: Path) -> None:
    write(tmp_path, corpus())
    stories = []
    for _ in range(2):
        build_index(tmp_path / "index", [tmp_path / "tin.jsonl"], full=True)
        searcher = open_index(tmp_path / "index")
        stories.append({a.id: a.story for a in searcher.iterate(Request())})
        searcher.close()
    assert stories[0] == stories[1]


def test_an_edited_reprint_leaves_its_story(tmp_path: Path) -> None:
    rows = [record(f"r1-{n}", "Tin", words(1), n) for n in range(2)]
    write(tmp_path, rows)
    build_index(tmp_path / "index", [tmp_path / "tin.jsonl"])
    write(tmp_path, [rows[0] | {"text": " ".join(words(2))}, rows[1]])
    build_index(tmp_path / "index")
    searcher = open_index(tmp_path / "index")
    assert searcher.search(Request(stories=True)).total == 2
    assert searcher.article("r1-0").reprints == ()
    searcher.close()
