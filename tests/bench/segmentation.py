"""Segmentation against pyvi: articles a second of each, and whether their tokens differ.

    python -m tests.bench.segmentation --articles 1000 --seed 1
    python -m tests.bench.segmentation --articles 20000 --pyvi 500

needs the articles of `../shared/data` beside the checkout, and pyvi. Times are of one core: the
processor's for this process, so that other work on the machine distorts them little.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import random
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from indexer.text import segment

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "news.jsonl.gz"
BATCH = 64
"""Articles a call."""

QUERIES = [
    "lạm phát",
    "nhà máy xử lý rác thải ở Hải Phòng",
    "Thủ tướng Chính phủ phê duyệt quy hoạch phát triển kinh tế - xã hội vùng Đồng bằng sông Hồng",
]

Article = tuple[str, str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000, help="articles segmented")
    parser.add_argument("--pyvi", type=int, default=500, help="of these, segmented by pyvi, too")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"needs the articles in {SHARED}")
    articles = read_articles(arguments.articles, arguments.seed)
    size = sum(len("".join(article).encode()) for article in articles) / len(articles)
    print(f"{len(articles)} articles of {size / 1000:.1f} kB, seed {arguments.seed}")
    print(f"{processor()}, Python {platform.python_version()}, numpy {np.__version__}")
    measure_loading()
    measure_ours(articles)
    measure_queries()
    compare_with_pyvi(articles[: arguments.pyvi])


def read_articles(count: int, seed: int) -> list[Article]:
    """Return articles (title, lead, body), drawn at random."""
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    drawn = random.Random(seed).sample(records, min(count, len(records)))
    return [(item["title"] or "", item["lead"] or "", item["body"] or "") for item in drawn]


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(line.partition(": ")[2] for line in lines if line.startswith("model name"))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def repeat(work: Callable[[str], object], argument: str, times: int) -> None:
    """Do some work so many times."""
    for _ in range(times):
        work(argument)


def measure_loading() -> None:
    """Print how long a fresh process takes until it can segment a query, and a batch."""
    code = (
        "import time; from indexer.text import segment; start = time.perf_counter();"
        "segment.tokenize({text}); print(time.perf_counter() - start)"
    )
    for name, text in (("a query", "'kinh tế'"), ("a batch, with numpy", "'kinh tế ' * 40")):
        command = [sys.executable, "-c", code.format(text=text)]
        times = [
            float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _ in range(5)
        ]
        print(f"loading for {name}: {statistics.median(times) * 1000:.0f} ms (median of 5)")


def measure_ours(articles: Sequence[Article]) -> None:
    """Print our own speed: at first sight of the articles, then once more."""
    segment.tokenize("một " * 100)
    calls = [
        [text for article in articles[start : start + BATCH] for text in article]
        for start in range(0, len(articles), BATCH)
    ]

    def run(work: Callable[[Sequence[str]], object]) -> float:
        return len(articles) / seconds(lambda: [work(call) and None for call in calls])

    print(f"tokenize_many, {BATCH} articles a call: {run(segment.tokenize_many):.0f} articles/s")
    print(f"tokenize_many, seen before: {run(segment.tokenize_many):.0f} articles/s")
    print(f"compounds, seen before: {run(segment.compounds):.0f} articles/s")


def measure_queries() -> None:
    """Print how long a query takes."""
    for query in QUERIES:
        segment.tokenize(query)
        taken = seconds(partial(repeat, segment.tokenize, query, 2000))
        print(f"tokenize, {len(query)} letters: {taken / 2000 * 1000:.3f} ms")


def compare_with_pyvi(articles: Sequence[Article]) -> None:
    """Print pyvi's speed, and how many of its tokens are not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pyvi's own source
        from pyvi import ViTokenizer
    texts = [text for article in articles for text in article]
    theirs: list[list[str]] = []
    taken = seconds(lambda: theirs.extend(ViTokenizer.tokenize(text).split() for text in texts))
    ours = segment.tokenize_many(texts)
    tokens = sum(map(len, theirs))
    differing = sum(count_differences(*pair) for pair in zip(ours, theirs, strict=True))
    print(f"pyvi, {len(articles)} articles: {len(articles) / taken:.0f} articles/s")
    print(f"differing tokens: {differing} of {tokens}")


def count_differences(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return how many tokens of two segmentations of a text differ, place by place."""
    unequal = sum(one != other for one, other in zip(ours, theirs, strict=False))
    return unequal + abs(len(ours) - len(theirs))


if __name__ == "__main__":
    main()
