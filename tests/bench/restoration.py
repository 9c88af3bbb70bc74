"""How well are marks restored? Titles of articles that the model has not seen, without their marks.

    .venv/bin/python tests/bench/restoration.py [--data FILE] [--held-out N] [--titles]

Learns from the leads and bodies (with --titles from the titles too) of all articles of the file
but the held-out ones, chosen by a fixed seed. Prints conditions and figures; a word is right when
it is the exact term of the title.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from indexer.text.restore import restore
from indexer.text.restore_model import LanguageModel, open_model
from indexer.text.restore_training import Learner
from indexer.text.tiers import base_form
from indexer.text.tokens import exact_terms

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "news.jsonl.gz"
SEED = 29


def main() -> int:
    """Runs the bench; 1 where there is no data to run it on."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--held-out", type=int, default=1000)
    options.add_argument("--titles", action="store_true")
    options.add_argument("--wrong", type=int, default=0, help="wrong titles to show")
    given = options.parse_args()
    if not given.data.is_file():
        print(f"{given.data} is missing: nothing was measured", file=sys.stderr)
        return 1
    with gzip.open(given.data, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(articles)
    held_out, learned = articles[: given.held_out], articles[given.held_out :]
    fields = ["title", "lead", "body"] if given.titles else ["lead", "body"]
    print(f"{given.data.name}, seed {SEED}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.model"
        train(learned, fields, path)
        started = time.perf_counter()
        model = open_model(path)
        assert model is not None
        print(f"opened in {1000 * (time.perf_counter() - started):.1f} ms")
        check(model, [article["title"] for article in held_out], given.wrong)
    return 0


def train(articles: list[dict[str, str]], fields: list[str], path: Path) -> None:
    """Learns from these fields of the articles and writes the model; prints what it took."""
    texts = [[" ".join(exact_terms(a.get(f) or "")) for f in fields] for a in articles]
    size = sum(len((a.get(f) or "").encode()) for a in articles for f in fields)
    started = time.process_time()
    learner = Learner()
    for article in texts:
        learner.learn(article)
    learner.write(path)
    print(
        f"learned from {', '.join(fields)} of {len(articles)} articles ({size / 1e6:.1f} MB) in "
        f"{time.process_time() - started:.1f} s of processor time; model "
        f"{path.stat().st_size / 1e6:.2f} MB ({path.stat().st_size / size:.1%})"
    )


def check(model: LanguageModel, titles: list[str], wrong: int) -> None:
    """Restores the titles from their base forms and prints the figures."""
    right = words = right_titles = right_letters = letters = 0
    times = []
    for title in titles:
        expected = exact_terms(title)
        if not expected:
            continue
        query = " ".join(map(base_form, expected))
        started = time.perf_counter()
        reading = restore(model, query)
        times.append(1000 * (time.perf_counter() - started))
        found = exact_terms(reading.text if reading else query)
        same = [a == b for a, b in zip(found, expected, strict=True)]
        right, words = right + sum(same), words + len(same)
        right_titles += all(same)
        marked = [s for s, e in zip(same, expected, strict=True) if not e[0].isdigit()]
        right_letters, letters = right_letters + sum(marked), letters + len(marked)
        if not all(same) and wrong > 0:
            wrong -= 1
            pairs = zip(found, expected, strict=True)
            print(" ", " ".join(f if f == e else f"[{e}: {f}]" for f, e in pairs))
    print(
        f"{len(times)} titles, {words} words: {right / words:.2%} right "
        f"({right_letters / letters:.2%} without numbers), "
        f"whole titles {right_titles / len(times):.1%}"
    )
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"a query: p50 {statistics.median(times):.2f} ms, p95 {p95:.2f} ms")
    print(f"{model.forms_count} forms, {model.pairs_count} pairs, {model.triples_count} triples")


if __name__ == "__main__":
    sys.exit(main())
