"""Relevance by known items: is the one article that a query was made from among the first?

    python -m tests.bench.relevance
    python -m tests.bench.relevance --half tuning --sets titles "rare words" --sample 300
    python -m tests.bench.relevance --articles other.jsonl.gz
    python -m tests.bench.relevance --articles other.jsonl.gz --queries queries.jsonl

Six sets of queries are made of the articles: their titles, the titles without marks, with one
typing error, the beginnings of the leads, three rare words of the body, and two compound words that
stand side by side there, whose answers are all articles that have them so. The title (`--hide`)
is left out of what is indexed, by the real build. Articles are split by id into a half for tuning
and a half for checking; figures to publish are of the latter. With `--queries`, the queries of
that file are asked instead, and nothing is left out. `tests.bench.known_files` says what the
files may look like.

Two baselines answer the same queries: BM25 over the syllables of each article in one field, and
the same without marks. Of the search itself `all` is what users get (every word, falling back to
most of them); `any` has the articles of the baselines, so that only the order differs.

MRR@10 and recall are of 1. Below each set stands by how much the MRR@10 of the search is above that
of the first baseline, with the interval that 95 of 100 samples of such queries would give (paired
bootstrap, Efron 1979). Times are milliseconds of this process's processor time a query, with
snippets and facets, ten hits a page, so that other work on the machine distorts them little; `pace`
is how many milliseconds a fixed loop took beside them, the mean of before and after.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer import (
    IndexUnavailable,
    Match,
    QueryError,
    Request,
    Searcher,
    build_index,
    open_index,
)
from indexer.engines.base import EngineDocument, EngineReader
from indexer.engines.registry import DEFAULT, load_engine
from indexer.query import plan as p
from indexer.store import ANALYSIS, FORMAT
from indexer.text.analyzer import analyze
from tests.bench.known_files import UnreadableFile, answerable, read_items, read_queries
from tests.bench.known_items import (
    Item,
    Known,
    document_frequencies,
    draw,
    gain,
    phrase_set,
    query_sets,
)
from tests.bench.pace import pace
from tests.bench.segmentation import processor
from webui.server import COLLECTED_EVERY

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
    pace: float

    def reciprocals(self) -> list[float]:
        """1 / rank of each query, 0 beyond the tenth place."""
        return [1 / r if r and r <= PAGE else 0.0 for r in self.ranks]

    def mrr(self) -> float:
        """The mean of 1 / rank, 0 beyond the tenth place."""
        return statistics.fmean(self.reciprocals())

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
    try:
        items = read_items(options.articles)
        sets = _sets(options, items)
    except UnreadableFile as e:
        sys.exit(str(e))
    folder = _cache_folder(options.articles, options.hide)
    if options.rebuild or not (folder / "whole").exists():
        _build(folder, items, options.hide)
    hidden = "nothing" if options.hide == "none" else f"the {options.hide}"
    source = options.queries.name if options.queries else f"{options.half} half"
    print(
        f"{options.articles.name}, {len(items)} articles, {hidden} not indexed; "
        f"{source}, seed {options.seed}\n{processor()}, Python "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start\n"
    )
    names = ("set", "system", "queries", "MRR@10", "R@10", "R@100", "p50", "p95", "refused", "pace")
    print(_row(*names), flush=True)
    try:
        _print_sets(folder, sets)
    except IndexUnavailable as e:
        sys.exit(f"{e}\nWith --rebuild the articles are indexed again.")


def _print_sets(folder: Path, sets: Mapping[str, Sequence[Known]]) -> None:
    for name, asked in sets.items():
        measured = {}
        for system in _systems(folder, unmarked="unmarked" in name):
            measured[system.name] = measure(system, asked)
            print(_line(name, system.name, measured[system.name]), flush=True)
        print(_gains(measured), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, default=SHARED, help="other articles (JSONL)")
    parser.add_argument("--queries", type=Path, help="other queries, with their answers (JSONL)")
    parser.add_argument("--half", choices=("checking", "tuning"), default="checking")
    parser.add_argument("--hide", choices=("title", "lead", "none"), help="is not indexed")
    parser.add_argument("--sample", type=int, default=500, help="articles that are asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", nargs="*", help="only these sets")
    parser.add_argument("--rebuild", action="store_true", help="index again what is kept indexed")
    options = parser.parse_args()
    options.hide = options.hide or ("none" if options.queries else "title")
    return options


def _sets(options: argparse.Namespace, items: Sequence[Item]) -> dict[str, list[Known]]:
    """The queries by set. Raises `UnreadableFile` where none is left to be asked."""
    if options.queries:
        asked = read_queries(options.queries)
        sets = {options.queries.name[:16]: answerable(asked, items)}
        if left_out := len(asked) - sum(map(len, sets.values())):
            print(f"{left_out} of {len(asked)} queries left out: no answer is among the articles")
    else:
        drawn = draw(items, options.sample, options.seed, options.half)
        sets = query_sets(drawn, document_frequencies(items), options.seed)
        if "phrases" in (options.sets or ["phrases"]):
            sets["phrases"] = phrase_set(drawn, items)
        if unknown := set(options.sets or ()) - set(sets):
            sys.exit(f"no set {', '.join(sorted(unknown))}; there are {', '.join(sets)}")
    sets = {n: q for n, q in sets.items() if n in (options.sets or sets)}
    if not options.queries and (empty := [n for n, q in sets.items() if not q]):
        print(f"no queries can be made of these articles for: {', '.join(empty)}")
    sets = {n: q for n, q in sets.items() if q}
    if not sets:
        raise UnreadableFile(f"no query of {options.queries or 'any set'} fits {options.articles}")
    return sets


def _row(*cells: str) -> str:
    widths = (16, 16, 7, 7, 6, 6, 6, 6, 7, 5)
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
        f"{found.pace:.0f}",
    )


def _gains(measured: Mapping[str, Figures]) -> str:
    """A line on what each search gains upon the first system."""
    first, *others = measured
    base = measured[first].reciprocals()
    gains = (f"{n} {gain(measured[n].reciprocals(), base)}" for n in others if "search" in n)
    return f"  upon {first}: {'; '.join(gains)}"


def _cache_folder(articles: Path, hidden: str) -> Path:
    """Where the indexes of exactly these articles, analysed as now, are kept between runs."""
    digest = hashlib.blake2b(articles.read_bytes(), digest_size=8).hexdigest()
    name = f"{digest}-{FORMAT}-{ANALYSIS}-{hidden}"
    return Path(tempfile.gettempdir()) / "timbao-relevance" / name


def _build(folder: Path, items: Sequence[Item], hidden: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    with (corpus / "articles.jsonl").open("w", encoding="utf-8") as out:
        for item in items:
            fields = {"id": item.id, "title": item.title, "lead": item.lead, "body": item.body}
            fields.pop(hidden, None)
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")
    build_index(folder / "index", [corpus], full=True)
    baseline = folder / "baseline"
    baseline.mkdir()
    writer = load_engine(DEFAULT).create(baseline)
    writer.write(_baseline_document(item, hidden) for item in items)
    writer.commit()
    (folder / "whole").touch()


def _baseline_document(item: Item, hidden: str) -> EngineDocument:
    parts = {"title": item.title, "lead": item.lead, "body": item.body}
    terms = analyze("\n".join(text for name, text in parts.items() if name != hidden))
    text = {"body_exact": terms.exact, "text_base": terms.base}
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
        field = {"exact": "body_exact", "base": "text_base"}[form]
        plan = p.AnyOf(tuple(p.Term(field, (term,)) for term in terms))
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
    # The items and what is open stay: looking through them for garbage is no part of an answer,
    # and the site's workers leave them out and look as seldom.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_EVERY)
    at_first = pace()
    for known in asked:
        start = time.process_time()
        try:
            found = system.page(known.query, PAGE)
            times.append((time.process_time() - start) * 1000)
            if len(found) == PAGE and not set(found) & set(known.answers):
                found = system.first(known.query, DEPTH)
        except QueryError:
            refused += 1
            found = []
        places = (i for i, name in enumerate(found, 1) if name in known.answers)
        ranks.append(next(places, None))
    return Figures(tuple(ranks), tuple(times) or (0.0,), refused, (at_first + pace()) / 2)


if __name__ == "__main__":
    main()
