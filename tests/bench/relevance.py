"""Relevance by known items: is the one article that a query was made from among the first?

    python -m tests.bench.relevance
    python -m tests.bench.relevance --half tuning --sets titles "rare words" --queries 300
    python -m tests.bench.relevance --articles corpus/a.jsonl.gz --asked queries.jsonl

The field that most queries are made from (`--hide`, the title) is left out of the records that
are indexed, by the real build. Two baselines are measured on the same queries: BM25 over the
syllables of each article in one field, and the same without marks. Articles are split by id into
a half for tuning and a half for checking; figures to publish are of the latter.

MRR@10 and recall are of 1. Times are milliseconds of this process's processor time a query, with
snippets and facets, ten hits a page, so that other work on the machine distorts them little.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer import Match, Request, Searcher, TimbaoError, build_index, open_index
from indexer.engines.base import EngineDocument, EngineReader
from indexer.engines.registry import DEFAULT, load_engine
from indexer.query import plan as p
from indexer.store import ANALYSIS, FORMAT
from indexer.text.analyzer import analyze
from tests.bench.known_items import (
    Item,
    Known,
    document_frequencies,
    draw,
    query_sets,
    read_items,
    read_queries,
)
from tests.bench.segmentation import processor

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "news.jsonl.gz"
DEPTH = 100
PAGE = 10

Names = Callable[[str, int], list[str]]
"""The ids of the first so many articles for a query."""


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers queries: its first page, and as many articles as are asked for."""

    name: str
    page: Names
    first: Names


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one system on one set."""

    ranks: tuple[int | None, ...]
    milliseconds: tuple[float, ...]
    refused: int

    def mrr(self) -> float:
        """The mean of 1 / rank, 0 beyond the tenth place."""
        return statistics.fmean(1 / r if r and r <= PAGE else 0.0 for r in self.ranks)

    def recall(self, depth: int) -> float:
        """The share of queries whose article is among the first so many."""
        return statistics.fmean(float(r is not None and r <= depth) for r in self.ranks)

    def percentile(self, percent: int) -> float:
        """The time that so many percent of the queries keep within."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def main() -> None:
    """Measure and print."""
    options = _options()
    if not options.articles.exists():
        sys.exit(f"needs the articles in {options.articles}")
    items = read_items(options.articles)
    folder = _cache_folder(options.articles, options.hide)
    if not (folder / "whole").exists():
        _build(folder, items, options.hide)
    if options.asked:
        sets = {options.asked.name: read_queries(options.asked)}
    else:
        drawn = draw(items, options.queries, options.seed, options.half)
        sets = query_sets(drawn, document_frequencies(items), options.seed)
        sets = {name: sets[name] for name in options.sets or sets}
    print(
        f"{options.articles.name}, {len(items)} articles, {options.hide} not indexed; "
        f"{options.half} half, seed {options.seed}\n{processor()}, Python "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start\n"
    )
    print(_row("set", "system", "queries", "MRR@10", "R@10", "R@100", "p50", "p95", "refused"))
    for name, asked in sets.items():
        for system in _systems(folder, unmarked="unmarked" in name):
            print(_line(name, system.name, measure(system, asked)), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, default=SHARED, help="a JSONL file")
    parser.add_argument("--asked", type=Path, help="a JSONL file of objects with query and id")
    parser.add_argument("--half", choices=("checking", "tuning"), default="checking")
    parser.add_argument("--hide", choices=("title", "lead"), default="title")
    parser.add_argument("--queries", type=int, default=1000, help="articles asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", nargs="*", help="only these sets")
    return parser.parse_args()


def _row(*cells: str) -> str:
    widths = (16, 16, 7, 7, 6, 6, 6, 6, 7)
    return "  ".join(
        cell.ljust(width) if i < 2 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )


def _line(name: str, system: str, found: Figures) -> str:
    shares = [found.mrr(), found.recall(PAGE), found.recall(DEPTH)]
    times = [found.percentile(50), found.percentile(95)]
    return _row(
        name,
        system,
        str(len(found.ranks)),
        *(f"{share:.3f}" for share in shares),
        *(f"{taken:.1f}" for taken in times),
        str(found.refused),
    )


def _cache_folder(articles: Path, hidden: str) -> Path:
    """Where the indexes of exactly these articles, analysed as now, are kept between runs."""
    digest = hashlib.blake2b(articles.read_bytes(), digest_size=8).hexdigest()
    name = f"{digest}-{FORMAT}-{ANALYSIS}-{hidden}"
    return Path(tempfile.gettempdir()) / "timbao-relevance" / name


def _build(folder: Path, items: Sequence[Item], hidden: str) -> None:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    with (corpus / "articles.jsonl").open("w", encoding="utf-8") as out:
        for item in items:
            fields = {"id": item.id, "title": item.title, "lead": item.lead, "body": item.body}
            del fields[hidden]
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")
    build_index(folder / "index", [corpus], full=True)
    baseline = folder / "baseline"
    baseline.mkdir(exist_ok=True)
    writer = load_engine(DEFAULT).create(baseline)
    writer.write(_baseline_document(item, hidden) for item in items)
    writer.commit()
    (folder / "whole").touch()


def _baseline_document(item: Item, hidden: str) -> EngineDocument:
    parts = (item.lead if hidden == "title" else item.title, item.body)
    terms = analyze("\n".join(parts))
    text = {"body_exact": terms.exact, "body_base": terms.base}
    return EngineDocument(item.id, text, {}, {}, item.id.encode())


def _systems(folder: Path, *, unmarked: bool) -> Iterator[System]:
    """The baselines and the search itself, in the order of the table."""
    baseline = load_engine(DEFAULT).open(folder / "baseline")
    for form in ("base",) if unmarked else ("exact", "base"):
        name = "syllables BM25" if form == "exact" else "folded BM25"
        names = _baseline_names(baseline, form)
        yield System(name, names, names)
    baseline.close()
    searcher = open_index(folder / "index")
    for match in ("all", "any"):
        yield System(f"search, {match}", _page(searcher, match), _first(searcher, match))
    searcher.close()


def _baseline_names(reader: EngineReader, form: str) -> Names:
    def names(query: str, size: int) -> list[str]:
        terms = getattr(analyze(query), form).split()
        plan = p.AnyOf(tuple(p.Term(f"body_{form}", (term,)) for term in terms))
        return [hit.stored.decode() for hit in reader.search(plan, limit=size)]

    return names


def _page(searcher: Searcher, match: Match) -> Names:
    def names(query: str, size: int) -> list[str]:
        return [
            hit.article.id for hit in searcher.search(Request(q=query, match=match, size=size)).hits
        ]

    return names


def _first(searcher: Searcher, match: Match) -> Names:
    def names(query: str, size: int) -> list[str]:
        return [a.id for a in islice(searcher.iterate(Request(q=query, match=match)), size)]

    return names


def measure(system: System, asked: Iterable[Known]) -> Figures:
    """The ranks at which a system finds the known items, and its times; a refusal is a miss."""
    ranks: list[int | None] = []
    times = []
    refused = 0
    for known in asked:
        start = time.process_time()
        try:
            found = system.page(known.query, PAGE)
            times.append((time.process_time() - start) * 1000)
            if known.id not in found and len(found) == PAGE:
                found = system.first(known.query, DEPTH)
        except TimbaoError:
            refused += 1
            found = []
        ranks.append(found.index(known.id) + 1 if known.id in found else None)
    return Figures(tuple(ranks), tuple(times) or (0.0,), refused)


if __name__ == "__main__":
    main()
