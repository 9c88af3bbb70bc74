"""Prints inferences drawn at random, each with its evidence in context, to be judged by a reader.

`python -m tests.golden.sample --seed 1 --count 100` draws a quarter each of years with their
dates, authors, provinces and sources. Years and authors are those of raw pages (`tests/pages`,
`corpus/`); provinces and sources those of the news in `../shared/data`, where it is there.
`--titles` reads titles and leads alone, `--field` draws from one field, `--unknown` prints what
was read where nothing was inferred.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer.articles.readers import Skipped, find_files, read_file
from indexer.articles.records import Record, build_article
from indexer.articles.understand import understand
from indexer.model import Article, RawArticle

TESTS = Path(__file__).parents[1]
NEWS = TESTS.parents[1] / "shared" / "data" / "news.jsonl.gz"
FIELDS = ("year", "author", "province", "source")
_PRINTED = ("year", "author")
_REACH, _OPENING = 90, 400


@dataclass(frozen=True, slots=True)
class Sample:
    """What was inferred for a field of an article, and the text around its evidence."""

    article: str
    field: str
    value: str
    confidence: float
    method: str
    evidence: str
    context: str

    def __str__(self) -> str:
        told = f"{self.value} ({self.confidence:.2f}, {self.method}) <- {self.evidence!r}"
        return f"{self.field} {self.article}: {told}\n    {self.context}"


def read_pages() -> Iterator[RawArticle]:
    """The raw pages of the tests and of the sample corpus."""
    for file in sorted((TESTS / "pages").rglob("*.jsonl")):
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            yield RawArticle(row["id"], row["page"], f"{row['id']}.txt")
    corpus = TESTS.parent / "corpus"
    for path in find_files([corpus]):
        for raw in read_file(path, root=corpus):
            if not isinstance(raw, Skipped):
                yield raw


def read_news(*, titles: bool, limit: int) -> Iterator[RawArticle]:
    """News of the shared folder; with `titles` as raw text of title and lead alone."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, islice(rows, limit)):
            title, lead = row.get("title") or "", row.get("lead") or ""
            fields = {"title": title, "text": lead} if titles else row
            record = Record(1, 1, {name: text for name, text in fields.items() if text})
            raw = build_article(record, name=row["id"], file=NEWS.name, repairs=())
            if not isinstance(raw, str):
                yield raw


def find_samples(article: Article, field: str) -> Sample | None:
    """What was inferred (not stated) for the field, None where it is unknown."""
    if field == "province":
        topic = article.topics[0] if article.topics else None
        if topic is None or topic.method == "given":
            return None
        told = (topic.name, topic.confidence, topic.method, topic.evidence)
    else:
        found = getattr(article, field)
        if found.value is None or found.method == "given":
            return None
        told = (found.value, found.confidence, found.method, found.evidence)
    context = _context(article.text, told[3].split("; ")[0])
    return Sample(article.id, field, *told, context)


def _context(text: str, evidence: str) -> str:
    at = max(0, text.find(evidence))
    opening = text[:_REACH] if at > 2 * _REACH else ""
    near = text[max(0, at - _REACH) : at + len(evidence) + _REACH]
    return " ¶ ".join(" ".join(piece.split()) for piece in (opening, near) if piece)


def draw(articles: Sequence[Article], field: str, count: int, seed: int) -> list[Sample]:
    """So many inferences of the field, drawn at random."""
    found = [sample for article in articles if (sample := find_samples(article, field))]
    return random.Random(f"{seed} {field}").sample(found, min(count, len(found)))


def draw_unknown(articles: Sequence[Article], field: str, count: int, seed: int) -> list[str]:
    """The beginnings of so many articles for which nothing was inferred, drawn at random."""
    found = [article for article in articles if find_samples(article, field) is None]
    chosen = random.Random(f"{seed} {field}").sample(found, min(count, len(found)))
    return [" ¶ ".join(article.text[:_OPENING].split("\n")) for article in chosen]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints what was drawn, one field after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--field", choices=FIELDS)
    parser.add_argument("--articles", type=int, default=5000, help="how much news to read")
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--unknown", action="store_true")
    asked = parser.parse_args(arguments)
    fields = (asked.field,) if asked.field else FIELDS
    pages = [*map(understand, read_pages())] if {*fields} & {*_PRINTED} else []
    told = [field for field in fields if field not in _PRINTED and NEWS.is_file()]
    news = read_news(titles=asked.titles, limit=asked.articles) if told else ()
    articles = [*map(understand, news)] or pages or [*map(understand, read_pages())]
    for field in fields:
        chosen = pages if field in _PRINTED else articles
        find = draw_unknown if asked.unknown else draw
        for drawn in find(chosen, field, asked.count // len(fields), asked.seed):
            sys.stdout.write(f"{drawn}\n\n")


if __name__ == "__main__":
    main()
