"""tantivy from Python as its documentation begins: its default tokenizer, nothing Vietnamese."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from tests.bench.articles import read_articles
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description


def describe() -> Description:
    """What is measured."""
    return Description(
        version("tantivy"),
        "one stored text field of the whole article with positions, the default tokenizer (words, "
        "lower case), the default writer; the ten best by BM25 and the count",
    )


def index(file: Path, folder: Path) -> None:
    """Make the index of the articles of a file."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer()
    for a in read_articles(file):
        writer.add_document(tantivy.Document(id=a.id, text=a.text, year=a.year))
    writer.commit()
    writer.wait_merging_threads()


def query(schema: Any, asked: Asked) -> Any:
    """The query as tantivy's objects."""
    if asked.kind == "prefix":
        return Query.regex_query(schema, "text", re.escape(asked.words[0]) + ".*")
    if asked.kind == "phrase":
        return Query.phrase_query(schema, "text", list(asked.words))
    terms = [Query.term_query(schema, "text", w, "position") for w in asked.words]
    occur = Occur.Should if asked.kind == "or" else Occur.Must
    clauses = [(occur, t) for t in terms]
    if asked.kind == "filter":
        years = Query.range_query(
            schema, "year", FieldType.Integer, asked.first_year, asked.last_year
        )
        clauses.append((Occur.Must, Query.const_score_query(years, 0.0)))
    return Query.boolean_query(clauses)


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    opened = tantivy.Index.open(str(folder))
    searcher = opened.searcher()

    def answer(asked: Asked) -> Answer:
        asks = query(opened.schema, asked)
        found = searcher.search(asks, TOP, True)
        if asked.kind == "filter":
            searcher.aggregate(asks, {"year": {"terms": {"field": "year", "size": 100}}})
        ids = tuple(searcher.doc(address)["id"][0] for _, address in found.hits)
        return Answer(found.count, ids)

    return answer
