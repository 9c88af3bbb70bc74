"""How was a query that was typed without marks meant? Its tree with the marks restored.

A reading decides the order of an answer and is shown; what is found does not depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query import nodes as n
from indexer.query.parse import to_query
from indexer.query.rewrite import replace_texts, wanted_texts
from indexer.text.restore import restore
from indexer.text.restore_model import LanguageModel


@dataclass(frozen=True, slots=True)
class QueryReading:
    """A query as it is most likely meant: its words, and the query, None if it is the one typed."""

    words: str
    query: str | None


def read_query(model: LanguageModel, node: n.Node) -> QueryReading | None:
    """The likeliest marked form of a tree; None where nothing of it could be read."""
    found = False

    def read(text: str) -> str:
        nonlocal found
        reading = restore(model, text)
        found |= reading is not None
        return text if reading is None else reading.text

    read_node = replace_texts(node, read)
    if not found:
        return None
    words = " ".join(wanted_texts(read_node))
    return QueryReading(words, None if read_node == node else to_query(read_node))
