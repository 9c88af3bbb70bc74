"""Where does the processor's time go, while an index is made and while it answers?

    python -m tests.bench.profile
    python -m tests.bench.profile --size 2000 --queries 50
    python -m tests.bench.profile --index FOLDER
    python -m tests.bench.profile --out tests/bench/PROFILE.md

Prints two tables of processor time, each with the module that the time was spent in or, for what
it asked of the engine, the engine's method: microseconds an article of `timbao index` in one
process, milliseconds an answer of each kind of query (`tests.bench.queries`, and titles of
articles with `match=any`). With `--index` an index that is there is asked, and none is made.

Samples are taken every millisecond of processor time, weighed by the time since the one before:
nothing that runs is slowed down by being counted. What the engine's own threads do is a row.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from indexer import Request, Searcher, build_index, open_index
from tests.bench.articles import Article, as_many, read_source, write_articles
from tests.bench.compare import ASKED_FROM, SHARED
from tests.bench.machine import conditions
from tests.bench.pace import pace
from tests.bench.queries import WARM_UP, draw_queries
from tests.bench.report import table
from tests.bench.systems.timbao_answer import request

EVERY = 0.001
"""Seconds of processor time between two looks."""

ROWS = 30
"""The most rows of a table; what is less is one row, the others."""

ENGINE = "indexer.engines."
THREADS = "the engine's own threads"

Spent = dict[str, float]
"""Seconds of processor time by what they were spent in."""


@contextmanager
def sampling() -> Iterator[Spent]:
    """What the main thread does inside; afterwards the time of other threads, too."""
    spent: Spent = defaultdict(float)
    last, whole = time.thread_time(), time.process_time()
    own = last

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.thread_time()
        spent[spender(frame)] += now - last
        last = now

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield spent
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        others = (time.process_time() - whole) - (time.thread_time() - own)
        spent[THREADS] += max(0.0, others)


def spender(frame: FrameType | None) -> str:
    """The project's module that this is run for; of an engine, the method that was called."""
    asked = ""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(ENGINE):
            asked = frame.f_code.co_name
        elif module.startswith("indexer.") or asked:
            return f"engine: {asked}" if asked else module.removeprefix("indexer.")
        frame = frame.f_back
    return "other"


def spent_tables(columns: Mapping[str, Spent], unit: str, factor: Mapping[str, float]) -> str:
    """A table of what each column's time was spent in, times its factor, the most first."""
    sums: Spent = defaultdict(float)
    for name, spent in columns.items():
        for spender_name, seconds in spent.items():
            sums[spender_name] += seconds * factor[name]
    order = sorted(sums, key=lambda name: -sums[name])
    shown, rest = order[:ROWS], order[ROWS:]

    def cells(names: Iterable[str]) -> list[str]:
        chosen = list(names)
        totals = (sum(s.get(n, 0.0) for n in chosen) * factor[c] for c, s in columns.items())
        return [f"{total:,.2f}" for total in totals]

    rows = [[name, *cells([name])] for name in shown]
    if rest:
        rows.append([f"others ({len(rest)})", *cells(rest)])
    rows.append(["all", *cells(order)])
    return "\n".join(table((unit, *columns), rows))


def profile_indexing(source: Sequence[Article], size: int, seed: int, folder: Path) -> str:
    """Microseconds an article of a whole build in one process."""
    file = folder / "articles.jsonl.gz"
    write_articles(file, as_many(source, size, seed))
    with sampling() as spent:
        build_index(folder / "index", [file], full=True, workers=1)
    return spent_tables({"index": spent}, "µs an article", {"index": 1e6 / size})


def profile_answers(searcher: Searcher, asked: Mapping[str, Sequence[Request]]) -> str:
    """Milliseconds an answer of each kind, after some that are not counted."""
    columns: dict[str, Spent] = {}
    for kind, requests in asked.items():
        for each in requests[:WARM_UP]:
            searcher.search(each)
        gc.collect()
        gc.freeze()
        with sampling() as columns[kind]:
            for each in requests[WARM_UP:]:
                searcher.search(each)
    factor = {kind: 1e3 / max(1, len(requests) - WARM_UP) for kind, requests in asked.items()}
    return spent_tables(columns, "ms an answer", factor)


def draw_requests(source: Sequence[Article], count: int, seed: int) -> dict[str, list[Request]]:
    """The requests of each kind, with `WARM_UP` before those that are counted."""
    first = list(itertools.islice(source, ASKED_FROM))
    drawn = {
        kind: list(map(request, asked)) for kind, asked in draw_queries(first, count, seed).items()
    }
    titles = dict.fromkeys(a.title for a in first if a.title)
    chosen = itertools.islice(titles, count + WARM_UP)
    return {**drawn, "titles": [Request(q=title, match="any") for title in chosen]}


def main() -> None:
    """Profile, print, and write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, default=SHARED, help="a JSONL file, may be .gz")
    parser.add_argument("--index", type=Path, help="an index that is there, of these articles")
    parser.add_argument("--size", type=int, default=20_000, help="articles that are indexed")
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a file for the tables, in Markdown")
    options = parser.parse_args()
    if not options.articles.exists():
        sys.exit(f"needs the articles in {options.articles}")
    parts = []
    for part in _profile(options):
        print(part, end="\n\n", flush=True)
        parts.append(part)
    if options.out:
        options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _profile(options: argparse.Namespace) -> Iterator[str]:
    """The report, part by part."""
    source = read_source(options.articles, options.seed)
    yield "# Where the processor's time goes"
    yield "Written by `python -m tests.bench.profile --out FILE`; do not edit."
    yield "\n".join(f"- {line}" for line in conditions(options, len(source)))
    with tempfile.TemporaryDirectory(prefix="timbao-profile-") as name:
        folder = Path(name)
        if not options.index:
            yield f"## Indexing {options.size:,} articles, in one process"
            yield profile_indexing(source, options.size, options.seed, folder)
            yield f"Pace at the end: {pace():.0f} ms for a fixed loop."
        searcher = open_index(options.index or folder / "index")
        yield f"## Answers over {searcher.articles:,} articles"
        yield profile_answers(searcher, draw_requests(source, options.queries, options.seed))
        yield f"Pace at the end: {pace():.0f} ms for a fixed loop."
        searcher.close()


if __name__ == "__main__":
    main()
