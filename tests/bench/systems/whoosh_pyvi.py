"""Whoosh fed with words that pyvi segments, as tutorials for Vietnamese do it."""

from __future__ import annotations

from importlib.metadata import version
from itertools import islice
from pathlib import Path

from pyvi import ViTokenizer
from whoosh import query as q
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import create_in

from tests.bench.articles import read_articles
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description


def describe() -> Description:
    """What is measured."""
    return Description(
        f"Whoosh-Reloaded {version('whoosh-reloaded')}, pyvi {version('pyvi')}",
        r"one `TEXT` field of the article after `ViTokenizer.tokenize`, `RegexTokenizer(r'\w+') | "
        "LowercaseFilter()`, one process, `limitmb=256`; queries segmented alike, built as query "
        "objects; the ten best by BM25F and the number of all",
    )


def index(file: Path, folder: Path) -> None:
    """Make the index of the articles of a file."""
    analyzer = RegexTokenizer(r"\w+") | LowercaseFilter()
    schema = Schema(
        id=ID(stored=True), text=TEXT(analyzer), year=NUMERIC(sortable=True), whole=STORED
    )
    writer = create_in(folder, schema).writer(limitmb=256)
    for a in read_articles(file):
        writer.add_document(id=a.id, text=ViTokenizer.tokenize(a.text), year=a.year, whole=a.text)
    writer.commit()


def query(asked: Asked) -> q.Query:
    """The query as Whoosh's objects."""
    if asked.kind == "prefix":
        return q.Prefix("text", asked.words[0])
    if asked.kind == "or":
        return q.Or([q.Term("text", w) for w in asked.words])
    words = ViTokenizer.tokenize(" ".join(asked.words)).lower().split()
    if len(words) == 1:
        return q.Term("text", words[0])
    if asked.kind == "phrase":
        return q.Phrase("text", words)
    return q.And([q.Term("text", w) for w in words])


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    searcher = FileStorage(folder).open_index().searcher()

    def answer(asked: Asked) -> Answer:
        if asked.kind == "filter":
            years = q.NumericRange("year", asked.first_year, asked.last_year)
            found = searcher.search(
                q.And([query(asked), years]), limit=TOP, groupedby="year", terms=False
            )
            found.groups("year")
        else:
            found = searcher.search(query(asked), limit=TOP)
        return Answer(len(found), tuple(hit["id"] for hit in islice(found, TOP)))

    return answer
