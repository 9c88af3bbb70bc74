"""The same cases put to what a user would pick instead. Run it:

    python -m tests.conformance.other_engines [CASES.jsonl]

An adapter is a function from cases to outcomes. An engine that has one way of matching is asked
once a case, and its answer counts for every tier; what it cannot do (suggestions, say) it fails.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

from indexer.engines.registry import ENGINES
from indexer.selftest import Case, Outcome, load_cases, run_cases, timbao_adapter


def one_way(found: bool) -> Outcome:
    """The outcome of an engine with a single way of matching."""
    return Outcome(exact=found, tone=found, base=found, default=found)


def fts5_adapter(tokenizer: str) -> Callable[[Sequence[Case]], list[Outcome]]:
    """SQLite FTS5 with one of its tokenizers; its quotes are given as the cases write them."""

    def answer(cases: Sequence[Case]) -> list[Outcome]:
        base = sqlite3.connect(":memory:")
        base.execute(
            f"CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, tokenize='{tokenizer}')"
        )
        base.executemany("INSERT INTO t VALUES (?, ?)", [(c.id, c.document) for c in cases])
        return [one_way(_fts5_finds(base, c)) for c in cases]

    return answer


def _fts5_finds(base: sqlite3.Connection, case: Case) -> bool:
    if case.query.startswith('"') and case.query.endswith('"'):
        query = case.query
    else:
        query = " ".join('"' + w.replace('"', '""') + '"' for w in case.query.split())
    try:
        rows = base.execute("SELECT id FROM t WHERE t MATCH ?", (query,)).fetchall()
    except sqlite3.OperationalError:
        return False
    return (case.id,) in rows


def whoosh_adapter(cases: Sequence[Case]) -> list[Outcome]:
    """Whoosh as its documentation begins: a TEXT field and its own parser."""
    index = RamStorage().create_index(Schema(id=ID(stored=True), body=TEXT))
    writer = index.writer()
    for c in cases:
        writer.add_document(id=c.id, body=c.document)
    writer.commit()
    parser = QueryParser("body", index.schema)
    with index.searcher() as searcher:
        return [
            one_way(
                any(h["id"] == c.id for h in searcher.search(parser.parse(c.query), limit=None))
            )
            for c in cases
        ]


def main(arguments: Sequence[str]) -> None:
    """Prints the score of every engine, ours and others."""
    cases = load_cases(Path(arguments[0]).read_text(encoding="utf-8") if arguments else None)
    adapters = {f"timbao, {name}": timbao_adapter(name) for name in ENGINES}
    adapters["SQLite FTS5, unicode61"] = fts5_adapter("unicode61")
    adapters["SQLite FTS5, remove_diacritics 2"] = fts5_adapter("unicode61 remove_diacritics 2")
    adapters["SQLite FTS5, remove_diacritics 0"] = fts5_adapter("unicode61 remove_diacritics 0")
    adapters["Whoosh, its defaults"] = whoosh_adapter
    for name, adapter in adapters.items():
        verdicts = run_cases(cases, adapter)
        wrong = [v for v in verdicts if not v.right]
        sys.stdout.write(f"{name:36} {len(verdicts) - len(wrong):4} right, {len(wrong):4} wrong\n")


if __name__ == "__main__":
    main(sys.argv[1:])
