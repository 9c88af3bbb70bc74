"""Tìm Báo beside what a user would pick instead, on the same articles and queries in one run.

    python -m tests.bench.compare
    python -m tests.bench.compare --quick
    python -m tests.bench.compare --sizes 2000 --systems timbao fts5 --parts index ask
    python -m tests.bench.compare --articles corpus.jsonl.gz --out results.md

Rates, sizes, memory, answers, the site over HTTP, the shell: each in processes of their own. The
report is written anew after every measurement, so that a run that is broken off leaves what it
has. A system that is missing or fails is a row with the reason. Others are read from the extra
`bench` (`pip install -e '.[bench]'`) and, for Xapian, Debian's package python3-xapian.

All times are wall-clock: run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

from tests.bench.articles import Article, as_many, read_source, write_articles
from tests.bench.machine import conditions, load_now
from tests.bench.measure import UNDATED, Collection, chosen_systems, make_own, measure_system
from tests.bench.measured import Measured
from tests.bench.pace import pace
from tests.bench.queries import draw_queries, write_queries
from tests.bench.report import report
from tests.bench.shell import measure_shell
from tests.bench.site import measure_site
from tests.bench.systems import SYSTEMS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "news.jsonl.gz"
SIZES = (2_000, 20_000, 200_000)
ASKED_FROM = 2_000
"""Queries are drawn from so many articles: the first ones, which every size has."""

PARTS = ("undated", "site", "shell")
UNDATED_UP_TO = 20_000


def main() -> None:
    """Measure and write the report."""
    # So that a run that is told to stop ends what it started and removes its indexes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    options = _options()
    if not options.articles.exists():
        sys.exit(f"needs the articles in {options.articles}")
    source = read_source(options.articles, options.seed)
    found = Measured(conditions(options, len(source)))
    queries = draw_queries(list(islice(source, ASKED_FROM)), options.queries, options.seed)
    with tempfile.TemporaryDirectory(prefix="timbao-bench-", dir=options.temporary) as name:
        folder = Path(name)
        file = folder / "queries.jsonl"
        write_queries(file, (a for asked in queries.values() for a in asked))
        for size in options.sizes:
            _measure_size(found, options, source, size, file, folder / str(size))
            shutil.rmtree(folder / str(size), ignore_errors=True)
    found.is_whole = True
    found.conditions.append(f"load {load_now()} at the end")
    _write(found, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, default=SHARED, help="a JSONL file, may be .gz")
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="such as 2000,20000")
    parser.add_argument(
        "--systems", type=_names, default=tuple(SYSTEMS), help=f"of {','.join(SYSTEMS)}"
    )
    parser.add_argument(
        "--parts", type=_parts, default=PARTS, help=f"beside the systems, of {','.join(PARTS)}"
    )
    parser.add_argument("--queries", type=int, default=200, help="timed queries of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "tests" / "bench" / "RESULTS.md")
    parser.add_argument("--temporary", type=Path, help="where indexes are made meanwhile")
    parser.add_argument(
        "--unlimited", action="store_true", help="every system at every size, however long it takes"
    )
    parser.add_argument(
        "--quick", action="store_true", help="2,000 articles, 50 queries of each kind"
    )
    options = parser.parse_args()
    if options.quick:
        options.sizes, options.queries = (2_000,), min(options.queries, 50)
    return options


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(n) for n in text.split(",")))


def _chosen(text: str, among: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(n for n in text.split(",") if n)
    wrong = set(names) - set(among)
    if wrong:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: choose from {', '.join(among)}")
    return names


def _names(text: str) -> tuple[str, ...]:
    return _chosen(text, tuple(SYSTEMS))


def _parts(text: str) -> tuple[str, ...]:
    return _chosen(text, PARTS)


def _measure_size(
    found: Measured,
    options: argparse.Namespace,
    source: list[Article],
    size: int,
    queries: Path,
    folder: Path,
) -> None:
    with _step(found, options, f"{size:,} articles written"):
        these = _collection(source, size, options, queries, folder)
    systems = chosen_systems(options.systems, unlimited=options.unlimited)
    for system in systems:
        place = folder / (system.index_of or system.name)
        with _step(found, options, f"{size:,}: {system.name}"):
            measure_system(found, system, these, place)
        # Ours is still to be served and asked from the shell.
        if place.name != "timbao":
            shutil.rmtree(place, ignore_errors=True)
    for name, measure in _own_parts(found, these, folder / "timbao").items():
        if name in options.parts and "timbao" in {s.name for s in systems}:
            with _step(found, options, f"{size:,}: {name}"):
                measure()


def _collection(
    source: list[Article], size: int, options: argparse.Namespace, queries: Path, folder: Path
) -> Collection:
    folder.mkdir(parents=True)
    file = folder / "articles.jsonl.gz"
    raw = write_articles(file, as_many(source, size, options.seed))
    undated = None
    if size <= UNDATED_UP_TO and "undated" in options.parts:
        undated = folder / "undated.jsonl.gz"
        write_articles(undated, as_many(source, size, options.seed), dated=False)
    return Collection(size, raw, file, undated, queries)


def _own_parts(found: Measured, these: Collection, index: Path) -> dict[str, Callable[[], None]]:
    """What is measured of Tìm Báo alone, beside its answers."""

    def undated() -> None:
        if these.undated is not None:
            place = index.with_name("undated")
            place.mkdir()
            found.indexed.append(make_own(UNDATED, these.undated, these, place))
            shutil.rmtree(place)

    return {
        "undated": undated,
        "site": partial(measure_site, found, these, index),
        "shell": partial(measure_shell, found, these, index),
    }


@contextmanager
def _step(found: Measured, options: argparse.Namespace, name: str) -> Iterator[None]:
    """Says on stderr what was done and how long it took; the report is written after it."""
    start = time.perf_counter()
    try:
        yield
    except (OSError, ValueError, LookupError) as error:
        found.faults.append(f"{name}: {error!r}")
    found.paces[name] = pace()
    print(f"{name}: {time.perf_counter() - start:.1f} s, load {load_now()}", file=sys.stderr)
    _write(found, options.out)


def _write(found: Measured, out: Path) -> None:
    aside = out.with_name(out.name + ".new")
    aside.write_text(report(found), encoding="utf-8")
    aside.replace(out)


if __name__ == "__main__":
    main()
