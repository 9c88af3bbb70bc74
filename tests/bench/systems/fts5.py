"""SQLite FTS5, the full-text index that comes with Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench.articles import read_articles
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description

FILE = "articles.db"


def describe() -> Description:
    """What is measured."""
    return Description(
        f"SQLite {sqlite3.sqlite_version}",
        "one table of title, lead and body, `unicode61 remove_diacritics 2`, one transaction, "
        "`optimize`; ten ids `ORDER BY rank` (BM25) and `count(*)`; the year in a table beside it",
    )


def index(file: Path, folder: Path) -> None:
    """Make the index of the articles of a file."""
    with closing(sqlite3.connect(folder / FILE)) as base:
        base.execute(
            "CREATE VIRTUAL TABLE words USING "
            "fts5(title, lead, body, tokenize='unicode61 remove_diacritics 2')"
        )
        base.execute("CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, year INTEGER)")
        for number, a in enumerate(read_articles(file)):
            base.execute(
                "INSERT INTO words (rowid, title, lead, body) VALUES (?, ?, ?, ?)",
                (number, a.title, a.lead, a.body),
            )
            base.execute("INSERT INTO articles VALUES (?, ?, ?)", (number, a.id, a.year))
        base.execute("CREATE INDEX years ON articles (year)")
        base.execute("INSERT INTO words (words) VALUES ('optimize')")
        base.commit()


def expression(asked: Asked) -> str:
    """The query in FTS5's language."""
    quoted = [f'"{w}"' for w in asked.words]
    match asked.kind:
        case "or":
            return " OR ".join(quoted)
        case "phrase":
            return f'"{" ".join(asked.words)}"'
        case "prefix":
            return quoted[0] + "*"
    return " ".join(quoted)


_FOUND = "FROM words JOIN articles ON articles.number = words.rowid WHERE words MATCH ?"
_YEARS = " AND year BETWEEN ? AND ?"


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    base = sqlite3.connect(folder / FILE)

    def ids(where: str, values: tuple[object, ...]) -> Iterator[str]:
        rows = base.execute(f"SELECT id {_FOUND}{where} ORDER BY rank LIMIT {TOP}", values)
        return (str(row[0]) for row in rows)

    def answer(asked: Asked) -> Answer:
        words = expression(asked)
        if asked.kind == "filter":
            values = (words, asked.first_year, asked.last_year)
            years = base.execute(f"SELECT year, count(*) {_FOUND}{_YEARS} GROUP BY year", values)
            return Answer(sum(row[1] for row in years), tuple(ids(_YEARS, values)))
        count = base.execute("SELECT count(*) FROM words WHERE words MATCH ?", (words,))
        return Answer(int(count.fetchone()[0]), tuple(ids("", (words,))))

    return answer
