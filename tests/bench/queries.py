"""What is asked? Queries of each kind, drawn from the articles that every size has.

The words are those of running text, taken at random places of random articles: frequent words
come up as often as they are written. The standard library suffices here, because systems run in
other interpreters, too.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.articles import FIRST_YEAR, LAST_YEAR, Article

KINDS = ("one", "and", "or", "phrase", "unmarked", "prefix", "filter")

MEANING = {
    "one": "one word (a syllable)",
    "and": "three words, all of them",
    "or": "three words, any of them",
    "phrase": "three words as a phrase",
    "unmarked": "three words typed without marks, all of them",
    "prefix": "the first letters of a word",
    "filter": "a word, three years, and the number of hits of each year",
}

WARM_UP = 20
"""So many more queries of a kind are asked before any is timed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: its words in lower case, for a prefix its letters; and the years it is kept to."""

    kind: str
    words: tuple[str, ...]
    first_year: int | None = None
    last_year: int | None = None

    @property
    def line(self) -> str:
        """The query as it is typed into Tìm Báo."""
        match self.kind:
            case "or":
                return " OR ".join(self.words)
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "prefix":
                return self.words[0] + "*"
        return " ".join(self.words)


def draw_queries(articles: Sequence[Article], count: int, seed: int) -> dict[str, list[Asked]]:
    """For each kind `count` different queries, and `WARM_UP` before them."""
    chance = random.Random(seed)
    drawn: dict[str, list[Asked]] = {}
    for kind in KINDS:
        found: dict[Asked, None] = {}
        for _ in range(200 * count):
            if len(found) == count + WARM_UP:
                break
            if asked := _MAKERS[kind](kind, _run(chance.choice(articles), chance), chance):
                found[asked] = None
        drawn[kind] = list(found)
    return drawn


def _run(article: Article, chance: random.Random) -> list[str]:
    """Three words in a row of the article with nothing but spaces between them."""
    words = unicodedata.normalize("NFC", article.text).lower().replace("\n", " \n ").split(" ")
    if len(words) < 3:
        return []
    at = chance.randrange(len(words) - 2)
    run = words[at : at + 3]
    return run if all(_WORD.fullmatch(w) for w in run) else []


_WORD = re.compile(r"[^\W\d_]{2,}")


def _words(kind: str, run: list[str], _: random.Random) -> Asked | None:
    return Asked(kind, tuple(run)) if len(set(run)) == 3 else None


def _one(kind: str, run: list[str], _: random.Random) -> Asked | None:
    return Asked(kind, (run[0],)) if run else None


def _unmarked(kind: str, run: list[str], _: random.Random) -> Asked | None:
    words = tuple(map(unmarked, run))
    return Asked(kind, words) if len(set(words)) == 3 else None


def _prefix(kind: str, run: list[str], _: random.Random) -> Asked | None:
    return Asked(kind, (run[0][:3],)) if run and len(run[0]) > 3 else None


def _filter(kind: str, run: list[str], chance: random.Random) -> Asked | None:
    first = chance.randint(FIRST_YEAR, LAST_YEAR - 2)
    return Asked(kind, (run[0],), first, first + 2) if run else None


_MAKERS: dict[str, Callable[[str, list[str], random.Random], Asked | None]] = {
    "one": _one,
    "and": _words,
    "or": _words,
    "phrase": _words,
    "unmarked": _unmarked,
    "prefix": _prefix,
    "filter": _filter,
}


def unmarked(text: str) -> str:
    """The text as typed on a keyboard without Vietnamese letters."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def write_queries(file: Path, asked: Iterable[Asked]) -> None:
    """Write queries for another process to read."""
    file.write_text("\n".join(json.dumps(asdict(a)) for a in asked), encoding="utf-8")


def read_queries(file: Path) -> Iterator[Asked]:
    """The queries that were written."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Asked(**row | {"words": tuple(row["words"])})
