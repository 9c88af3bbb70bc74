"""How well are marks restored, and how often is the right correction of a slip offered?

    python -m tests.bench.restoration
    python -m tests.bench.restoration --articles 4000 --wrong 50

Titles of articles chosen by a fixed seed are read without their marks, by the model alone and as a
search does it, with the index's evidence; then each of their compound words alone. Two settings,
each an index made by the real build: `known-item` holds all articles, but no title at all;
`held-out` holds whole articles, but none of those whose titles are read. A syllable is right when
it is the exact term of the title.

Then words of those titles are misspelt by one letter, given a wrong tone, or run together, each
with one mistake, and searched in the held-out index: is the word offered first, or at all? Only
words that find enough articles are asked for; `silent` are those whose slip was answered without
any offer.

Times are milliseconds of this process's processor time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer import Request, Searcher, build_index, open_index
from indexer.engines.registry import load_engine
from indexer.learned_marks import read_model
from indexer.learning import FOLDER
from indexer.query.parse import parse
from indexer.readings import read_query
from indexer.store import Store
from indexer.text.restore_model import LanguageModel
from indexer.text.restore_numbering import make_rows
from indexer.text.restore_training import Learner
from indexer.text.segment import compounds
from indexer.text.tiers import base_form, has_marks
from indexer.text.tokens import exact_terms
from tests.bench.segmentation import processor
from tests.bench.slips import SLIPS

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "news.jsonl.gz"
SEED = 29
ENOUGH = 5
"""A word is asked for where so many articles have it, at least."""

FIELDS = ("title", "lead", "body")

Item = Mapping[str, str]
"""An article: its id and its fields."""
BATCH = 64
"""Articles that are learned from together."""


Read = Callable[[str], Sequence[str]]
"""The terms that a query is read as."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An index: its name, the articles in it, and whether their titles are."""

    name: str
    items: Sequence[Item]
    with_titles: bool

    def fields(self, item: Item) -> dict[str, str]:
        """What of an article is indexed."""
        shown = FIELDS if self.with_titles else FIELDS[1:]
        return {name: item[name] for name in ("id", *shown)}


def main() -> int:
    """Runs the bench; 1 where there is no data to run it on."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--articles", type=int, default=0, help="only so many of them")
    options.add_argument("--titles", type=int, default=1000, help="titles to read")
    options.add_argument("--words", type=int, default=300, help="words to misspell, of each kind")
    options.add_argument("--wrong", type=int, default=0, help="wrong titles to show")
    given = options.parse_args()
    if not given.data.is_file():
        print(f"{given.data} is missing: nothing was measured", file=sys.stderr)
        return 1
    items = read_items(given.data)
    random.Random(SEED).shuffle(items)
    items = items[: given.articles or None]
    asked, others = items[: given.titles], items[given.titles :]
    print(
        f"{given.data.name}, {len(items)} articles, seed {SEED}; {processor()}, Python "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    for setting in (Setting("known-item", items, False), Setting("held-out", others, True)):
        with tempfile.TemporaryDirectory() as folder:
            measure(setting, asked, Path(folder), given.wrong)
            if setting.with_titles:
                measure_slips(Path(folder) / "index", asked, given.words)
    return 0


def read_items(file: Path) -> list[Item]:
    """The articles of a JSONL file (`.gz` or not), in order."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{"id": row["id"], **{name: row.get(name) or "" for name in FIELDS}} for row in rows]


def measure(setting: Setting, asked: Sequence[Item], folder: Path, wrong: int) -> None:
    """Makes the index of a setting and prints how the titles are read with it."""
    corpus = folder / "corpus.jsonl"
    with corpus.open("w", encoding="utf-8") as out:
        for item in setting.items:
            out.write(json.dumps(setting.fields(item), ensure_ascii=False) + "\n")
    build_index(folder / "index", [corpus], full=True)
    store = Store(folder / "index")
    manifest = store.live()
    generation = store.path_of(manifest.generation)
    started = time.process_time()
    model = read_model(generation)
    assert model is not None
    opened = 1000 * (time.process_time() - started)
    size = sum(file.stat().st_size for file in (generation / FOLDER).glob("*.model"))
    raw = sum(
        len(value.encode()) for item in setting.items for value in setting.fields(item).values()
    )
    print(
        f"\n{setting.name}: {len(setting.items)} articles, {raw / 1e6:.1f} MB; model "
        f"{size / 1e6:.2f} MB ({size / raw:.1%}), opened in {opened:.0f} ms, learned in "
        f"{learning_time(setting):.2f} ms an article"
    )
    reader = load_engine(manifest.engine).open(generation / "engine")
    titles = [item["title"] for item in asked]
    check("model alone", titles, lambda query: _read(model, query), 0)
    check("with evidence", titles, lambda query: _read(model, query, reader), wrong)
    words = [word for found in compounds(titles) for word in found if "_" in word]
    marked = [text for word in words if has_marks(text := word.replace("_", " "))]
    check("words alone", marked, lambda query: _read(model, query, reader), wrong)
    reader.close()


def _read(model: LanguageModel, query: str, *reader: object) -> Sequence[str]:
    reading = read_query(model, parse(query), *reader)  # type: ignore[arg-type]
    return exact_terms(reading.words if reading else query)


def learning_time(setting: Setting) -> float:
    """Milliseconds of processor time that learning takes for an article, the writing included."""
    texts = [
        [" ".join(exact_terms(text)) for name, text in setting.fields(item).items() if name != "id"]
        for item in setting.items
    ]
    batches = [make_rows(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    started = time.process_time()
    learner = Learner()
    for rows in batches:
        learner.learn(rows)
    with tempfile.TemporaryDirectory() as folder:
        learner.write(Path(folder) / "model")
    return 1000 * (time.process_time() - started) / len(texts)


def check(name: str, queries: Sequence[str], read: Read, wrong: int) -> None:
    """Reads the queries from their base forms and prints the figures."""
    right: list[int] = []
    sizes: list[int] = []
    times: list[float] = []
    for meant in queries:
        expected = exact_terms(meant)
        if not expected:
            continue
        query = " ".join(map(base_form, expected))
        started = time.process_time()
        found = read(query)
        times.append(1000 * (time.process_time() - started))
        same = [a == b for a, b in zip(found, expected, strict=True)]
        right.append(sum(same))
        sizes.append(len(same))
        if not all(same) and wrong > 0:
            wrong -= 1
            pairs = zip(found, expected, strict=True)
            print("   ", " ".join(f if f == e else f"[{e}: {f}]" for f, e in pairs))
    whole = sum(a == b for a, b in zip(right, sizes, strict=True)) / len(times)
    print(
        f"  {name:14} {len(times)} queries, {sum(sizes)} syllables: "
        f"{sum(right) / sum(sizes):.2%} right, whole queries {whole:.1%}; a query p50 "
        f"{statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.2f} ms"
    )


def measure_slips(index: Path, asked: Sequence[Item], count: int) -> None:
    """Prints how often the words of titles are offered when they are misspelt."""
    searcher = open_index(index)
    words = list(islice(_words(searcher, asked), count))
    print(f"\nslips in {len(words)} words of two syllables that {ENOUGH} articles or more have")
    for name, make in SLIPS.items():
        chance = random.Random(SEED)
        first = third = silent = 0
        times: list[float] = []
        for word in words:
            request = Request(q=make(word, chance))
            started = time.process_time()
            offered = [s.query for s in searcher.search(request).suggestions]
            times.append(1000 * (time.process_time() - started))
            first += offered[:1] == [word]
            third += word in offered
            silent += not offered
        print(
            f"  {name:20} first {first / len(words):.1%}, among three {third / len(words):.1%}, "
            f"silent {silent / len(words):.1%}; an answer p50 {statistics.median(times):.1f} ms"
        )
    searcher.close()


def _words(searcher: Searcher, asked: Sequence[Item]) -> Iterator[str]:
    """Different words of two syllables from the titles that enough articles have."""
    known: set[str] = set()
    for found in compounds([item["title"] for item in asked]):
        for compound in found:
            word = " ".join(exact_terms(compound.replace("_", " ")))
            if word in known or word.count(" ") != 1 or not word.replace(" ", "").isalpha():
                continue
            known.add(word)
            if searcher.search(Request(q=f'"{word}"', size=1)).total >= ENOUGH:
                yield word


if __name__ == "__main__":
    sys.exit(main())
