"""Xapian by Debian's python3-xapian; it runs in the system's interpreter."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.articles import read_articles
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description

# It has no types, and is there only where Debian's package is.
xapian = import_module("xapian")

ID, YEAR = 0, 1
"""The numbers of the values of a document."""


def describe() -> Description:
    """What is measured."""
    return Description(
        str(xapian.version_string()),
        "`TermGenerator` without a stemmer, with positions, the article stored as data, the year "
        "as a value; the ten best by BM25 and an exact count (`check_at_least` of everything)",
    )


def index(file: Path, folder: Path) -> None:
    """Make the index of the articles of a file."""
    base = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OPEN)
    generator = xapian.TermGenerator()
    for a in read_articles(file):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(a.text)
        document.set_data(a.text)
        document.add_value(ID, a.id)
        document.add_value(YEAR, xapian.sortable_serialise(a.year))
        base.add_document(document)
    base.commit()
    base.close()


def query(asked: Asked) -> Any:
    """The query as Xapian's objects."""
    words = list(asked.words)
    match asked.kind:
        case "prefix":
            # With fewer arguments the binding takes the letters for a list of queries.
            unlimited = (0, xapian.Query.WILDCARD_LIMIT_ERROR)
            return xapian.Query(xapian.Query.OP_WILDCARD, words[0], *unlimited)
        case "phrase":
            return xapian.Query(xapian.Query.OP_PHRASE, words)
        case "or":
            return xapian.Query(xapian.Query.OP_OR, words)
        case "filter":
            years = xapian.Query(
                xapian.Query.OP_VALUE_RANGE,
                YEAR,
                xapian.sortable_serialise(asked.first_year),
                xapian.sortable_serialise(asked.last_year),
            )
            return xapian.Query(xapian.Query.OP_FILTER, xapian.Query(words[0]), years)
    return xapian.Query(xapian.Query.OP_AND, words)


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    base = xapian.Database(str(folder / "xapian"))

    def answer(asked: Asked) -> Answer:
        enquire = xapian.Enquire(base)
        enquire.set_query(query(asked))
        spy = xapian.ValueCountMatchSpy(YEAR)
        if asked.kind == "filter":
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, TOP, base.get_doccount())
        ids = tuple(m.document.get_value(ID).decode() for m in found)
        if asked.kind == "filter":
            sum(item.termfreq for item in spy.values())
        return Answer(found.get_matches_estimated(), ids)

    return answer
