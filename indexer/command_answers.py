"""How is the answer to `timbao search` written in each of its forms?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from indexer import hit_as_json, methods_paragraph, results_as_json, write_articles
from indexer.tables import Look, printable, results_lines

if TYPE_CHECKING:
    from indexer import Request, Results, Searcher


def write_results(results: Results, form: str, offset: int, look: Look) -> Iterator[str]:
    """The pieces of the answer in this form: "table", "json", "jsonl" or "csv".

    `offset` is the number of articles before the first hit.
    """
    return _FORMS[form](results, offset, look)


def methods_lines(results: Results) -> list[str]:
    """How the answer was found, in a paragraph of Vietnamese and one of English."""
    return ["", *map(printable, methods_paragraph(results))]


def explain_hits(searcher: Searcher, request: Request, results: Results) -> dict[str, str]:
    """The sum that the score of each hit is, written out, by the id of its article."""
    sums: dict[str, str] = {}
    for hit in results.hits:
        parts = searcher.explain(request, hit.article.id)
        if parts:
            sums[hit.article.id] = " = " + " + ".join(f"{n} {x:.3f}" for n, x in parts if x)
    return sums


def _table(results: Results, offset: int, look: Look) -> Iterator[str]:
    return (line + "\n" for line in results_lines(results, offset, look))


def _json(results: Results, offset: int, look: Look) -> Iterator[str]:
    del offset, look
    yield json.dumps(results_as_json(results), ensure_ascii=False, indent=2) + "\n"


def _jsonl(results: Results, offset: int, look: Look) -> Iterator[str]:
    del offset, look
    return (json.dumps(hit_as_json(hit), ensure_ascii=False) + "\n" for hit in results.hits)


def _csv(results: Results, offset: int, look: Look) -> Iterator[str]:
    del offset, look
    return write_articles((hit.article for hit in results.hits), "csv")


_FORMS: dict[str, Callable[[Results, int, Look], Iterator[str]]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
}
