"""What do typed tokens and the repair of legacy encodings cost of indexing?

    python -m tests.bench.analysis --count 2000 --rounds 3
    python -m tests.bench.analysis --articles FILE.jsonl --count 0

indexes a sample (all of it with `--count 0`) of the articles of `../shared/data` beside the
checkout, or of a JSONL file, in one process a run: reading, understanding, analysis, writing of the
engine. Runs with and without the two take turns, each in a fresh process that remembers nothing;
for those without, this bench puts functions that find nothing in their place. Times are of the
processor for the whole process, its threads included.

Two figures come of it: the speed lost between runs, true where the machine is idle, and the share
of a run's time that was spent inside the two, which other work on the machine hardly touches. The
numbers of typed terms and of repaired texts stand beside them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from indexer import documents
from indexer.articles import decoding, records
from indexer.build import build_index
from tests.bench.segmentation import SHARED, processor

# Name -> (module, name in it) of what is replaced or timed.
PARTS = {
    "typed tokens": ((documents, "typed_terms"),),
    "legacy repair": (
        (records, "needs_repair"),
        (decoding, "needs_repair"),
        (decoding, "repair_legacy"),
    ),
}
NOTHING: Mapping[str, Callable[[str], object]] = {
    "typed_terms": lambda _: [],
    "needs_repair": lambda _: False,
    "repair_legacy": lambda text: (text, ()),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its seconds of processor time, those inside the parts, and what was found."""

    seconds: float
    inside: Mapping[str, float]
    articles: int
    typed_terms: int
    repaired: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, default=SHARED, help="JSONL file, .gz or not")
    parser.add_argument("--count", type=int, default=2000, help="articles drawn, 0 for all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--build", choices=("with", "without"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        run = build(arguments.articles, arguments.engine, with_both=arguments.build == "with")
        print(json.dumps(asdict(run)))
        return
    if not arguments.articles.exists():
        sys.exit(f"needs the articles in {arguments.articles}")
    with tempfile.TemporaryDirectory(prefix="timbao-bench-") as folder:
        sample = Path(folder) / "sample.jsonl"
        count = draw(arguments.articles, arguments.count, arguments.seed, sample)
        print(f"{count} articles, seed {arguments.seed}, {arguments.engine}, one process a run")
        print(f"{processor()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
        measure(sample, arguments.engine, arguments.rounds)


def draw(source: Path, count: int, seed: int, sample: Path) -> int:
    """Write a sample of the lines of a file, in their order; return how many there are."""
    with (gzip.open if source.suffix == ".gz" else open)(source, "rt", encoding="utf-8") as lines:
        all_lines = [line for line in lines if line.strip()]
    size = min(count or len(all_lines), len(all_lines))
    drawn = sorted(random.Random(seed).sample(range(len(all_lines)), size))
    sample.write_text("".join(all_lines[place] for place in drawn), encoding="utf-8")
    return size


def measure(sample: Path, engine: str, rounds: int) -> None:
    """Print the processor time an article with both and without, and what both cost."""
    runs: dict[str, list[Run]] = {"with": [], "without": []}
    for _ in range(rounds):
        for way, found in runs.items():
            found.append(build_apart(sample, engine, way))
    for way, found in runs.items():
        times = [1000 * run.seconds / run.articles for run in found]
        print(
            f"{way:7} {statistics.median(times):.3f} ms an article "
            f"({min(times):.3f} to {max(times):.3f}); "
            f"{found[0].typed_terms} typed terms, {found[0].repaired} texts repaired"
        )
    lost = [1 - b.seconds / a.seconds for a, b in zip(runs["with"], runs["without"], strict=True)]
    print_shares("lost of indexing speed between runs", lost)
    for name in PARTS:
        print_shares(f"inside {name}", [run.inside[name] / run.seconds for run in runs["with"]])
    both = [sum(run.inside.values()) / run.seconds for run in runs["with"]]
    print_shares("inside both", both)


def print_shares(name: str, shares: Sequence[float]) -> None:
    """Print a share of the time: the median, and that of every round."""
    rounds = ", ".join(f"{100 * share:.1f}" for share in shares)
    print(f"{name}: {100 * statistics.median(shares):.1f} % (by round: {rounds})")


def build_apart(sample: Path, engine: str, way: str) -> Run:
    """One build in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.analysis", "--articles", str(sample)]
    command += ["--engine", engine, "--build", way]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Run(**json.loads(done.stdout))


def build(sample: Path, engine: str, *, with_both: bool) -> Run:
    """Index the sample in this process, with both parts timed or with nothing in their place."""
    parts = {name: Part() for name in PARTS}
    for part, places in PARTS.items():
        for module, name in places:
            work = getattr(module, name)
            setattr(module, name, parts[part].timed(work) if with_both else NOTHING[name])
    with tempfile.TemporaryDirectory(prefix="timbao-bench-") as folder:
        start = time.process_time()
        report = build_index(Path(folder), [sample], engine=engine, workers=1)
        taken = time.process_time() - start
    inside = {name: part.seconds for name, part in parts.items()}
    found = {name: part.found for name, part in parts.items()}
    return Run(taken, inside, report.articles, found["typed tokens"], found["legacy repair"])


@dataclass(slots=True)
class Part:
    """What was spent on a part on this thread, and how much was found: terms, repaired texts."""

    seconds: float = 0.0
    found: int = 0

    def timed(self, work: Callable[[str], Any]) -> Callable[[str], Any]:
        """The same work, its time and what it finds added up."""

        def run(text: str) -> Any:
            start = time.thread_time()
            result = work(text)
            self.seconds += time.thread_time() - start
            if isinstance(result, list):
                self.found += len(result)
            elif isinstance(result, tuple):
                self.found += bool(result[1])
            return result

        return run


if __name__ == "__main__":
    main()
