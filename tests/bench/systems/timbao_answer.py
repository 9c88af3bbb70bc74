"""Tìm Báo as a program uses it: `open_index(...).search(...)`, the whole answer."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from indexer import Request, open_index
from tests.bench.queries import Asked
from tests.bench.systems.answers import Answer, Answers, Description


def describe() -> Description:
    """What is measured."""
    return Description(
        version("timbao"),
        "`timbao index FILE` as a user runs it; an answer is that of `open_index(...).search(...)`:"
        " ten hits with snippets, the counts of three tiers, the facets of province, year and "
        "source, expansions and suggestions; marks count unless none is typed",
    )


def request(asked: Asked) -> Request:
    """The request that a query makes."""
    return Request(q=asked.line, year_from=asked.first_year, year_to=asked.last_year)


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    searcher = open_index(folder)

    def answer(asked: Asked) -> Answer:
        results = searcher.search(request(asked))
        return Answer(results.total, tuple(h.article.id for h in results.hits))

    return answer
