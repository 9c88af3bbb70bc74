"""Which articles are measured? Those of a file, and as many more made of them by altering.

Every article gets a date, at random, so that every system can be asked for years. Copies beyond
the file have about a third of their words replaced by words drawn as they are distributed in the
file, a few of them made up, so that a copy is not a reprint and dictionaries grow as with new
text. The standard library suffices here, because systems run in other interpreters, too.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2008, 2017
"""The years of the articles of the file; those of a copy are earlier by the copy's number."""

REPLACED = 0.3
"""The share of a copy's words that are replaced."""

MADE_UP = 0.003
"""Of these the share that is a new word: the beginning of one and the end of another.

With so many the vocabulary grows from 20,000 to 200,000 articles about as it does from 2,000 to
20,000 of the real ones.
"""


@dataclass(frozen=True, slots=True)
class Article:
    """A record of the measured file; `date` is YYYY-MM-DD."""

    id: str
    title: str
    lead: str
    body: str
    date: str

    @property
    def year(self) -> int:
        """The year of its date."""
        return int(self.date[:4])

    @property
    def text(self) -> str:
        """Title, lead and body, a line break between them."""
        return f"{self.title}\n{self.lead}\n{self.body}"


def read_articles(file: Path) -> Iterator[Article]:
    """The articles of a JSONL file that `write_articles` wrote, in order."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Article(**json.loads(line))


def read_source(file: Path, seed: int) -> list[Article]:
    """The articles of any JSONL file (`.gz` or not) with `id`, `title`, `lead`, `body` or `text`.

    Each has the same date in every sample of the same seed.
    """
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Article(
            r["id"],
            r.get("title") or "",
            r.get("lead") or "",
            r.get("body") or r.get("text") or "",
            _date(random.Random(f"{seed} {r['id']}")),
        )
        for r in records
    ]


def _date(chance: random.Random) -> str:
    year, month = chance.randint(FIRST_YEAR, LAST_YEAR), chance.randint(1, 12)
    return f"{year}-{month:02}-{chance.randint(1, 28):02}"


def as_many(source: Sequence[Article], size: int, seed: int) -> Iterator[Article]:
    """So many articles: those of the source, then altered copies of all of them, again and again.

    A larger size begins with the articles of a smaller one.
    """
    yield from islice(_endless(source, seed), size)


def _endless(source: Sequence[Article], seed: int) -> Iterator[Article]:
    yield from source
    # One object for each word, not for each place where it stands.
    pool = [sys.intern(w) for a in source for w in a.text.split() if w.isalpha() and w.islower()]
    for copy in count(1):
        chance = random.Random(f"{seed} copy {copy}")
        for article in source:
            year = article.year - copy
            yield replace(
                article,
                id=f"{article.id}-{copy}",
                title=altered(article.title, pool, chance),
                lead=altered(article.lead, pool, chance),
                body=altered(article.body, pool, chance),
                date=f"{year}{article.date[4:]}",
            )


def altered(text: str, pool: Sequence[str], chance: random.Random) -> str:
    """The text with words replaced, capitals where they were; what is no plain word stays.

    >>> altered("Bão số 12, lũ", ["mưa"], random.Random(1))
    'Mưa số 12, lũ'
    """
    words = text.split(" ")
    for at in _places(len(words), chance):
        word = words[at]
        if word.isalpha():
            other = chance.choice(pool)
            if chance.random() < MADE_UP:
                other = other[:2] + chance.choice(pool)[1:]
            words[at] = other.capitalize() if word[0].isupper() else other
    return " ".join(words)


def _places(length: int, chance: random.Random) -> Iterable[int]:
    return sorted(chance.sample(range(length), round(length * REPLACED)))


def write_articles(file: Path, articles: Iterable[Article], *, dated: bool = True) -> int:
    """Write JSONL, compressed; returns the bytes of title, lead and body as UTF-8."""
    raw = 0
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as out:
        for a in articles:
            raw += len(f"{a.title}{a.lead}{a.body}".encode())
            row = {"id": a.id, "title": a.title, "lead": a.lead, "body": a.body}
            out.write(json.dumps(row | ({"date": a.date} if dated else {}), ensure_ascii=False))
            out.write("\n")
    return raw
