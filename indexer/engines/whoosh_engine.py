"""The pure-Python engine: Whoosh keeps the postings and weighs them, plans are answered here.

Whoosh's parser, analysers and compound queries are not used: the first is cubic on hostile
input, the second drop short Vietnamese words, and the third know no distances between terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import Token
from whoosh.analysis import Tokenizer as WhooshTokenizer
from whoosh.query import Term as WhooshTerm

from indexer.engines.base import (
    BAG_FIELDS,
    KEY_FIELDS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    EngineDocument,
    EngineHit,
    order_number,
)
from indexer.engines.faults import damaged, locked
from indexer.engines.whoosh_evaluation import Evaluation, number_text
from indexer.model import Order
from indexer.query import plan as p

SEPARATOR = "\x1f"
"""Stands between the values of a key field: no value can hold it."""

NO_ORDER = -1
MEMORY_MB = 256


class SplitTokenizer(WhooshTokenizer):  # type: ignore[misc]
    """Terms as they come, one a place, parted by one separator."""

    def __init__(self, separator: str) -> None:
        self.separator = separator

    def __call__(self, value: str, positions: bool = False, **_: object) -> Iterator[Token]:
        """Whoosh's protocol: one reused token for each term, with its place where asked."""
        token = Token(positions=positions)
        for place, text in enumerate(value.split(self.separator)):
            token.text, token.pos, token.boost, token.stopped = text, place, 1.0, False
            yield token


def _schema() -> Any:
    terms, values = SplitTokenizer(" "), SplitTokenizer(SEPARATOR)
    columns: dict[str, Any] = {f: fields.TEXT(analyzer=terms, phrase=True) for f in TEXT_FIELDS}
    columns |= {f: fields.TEXT(analyzer=terms, phrase=False) for f in BAG_FIELDS}
    columns |= {f: fields.KEYWORD(analyzer=values) for f in (*KEY_FIELDS, *NUMBER_FIELDS)}
    columns["order"] = fields.NUMERIC(int, bits=64, sortable=True)
    columns["stored"] = fields.STORED()
    return fields.Schema(**columns)


def _columns(d: EngineDocument) -> dict[str, Any]:
    order = order_number(d.numbers)
    return {
        **{f: t for f, t in d.indexed_text().items() if t},
        **{f: SEPARATOR.join(v) for f, v in d.keys.items() if v},
        **{f: number_text(n) for f, n in d.numbers.items()},
        "id": d.id,
        "order": NO_ORDER if order is None else order,
        "stored": d.stored,
    }


class WhooshReader:
    """One commit of a Whoosh index."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder)
        self._searcher = self._index.searcher()
        self._evaluation = Evaluation(self._searcher.reader(), self._postings)
        self._value_documents = cache(self._documents_by_value)

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`."""
        if limit <= 0:
            return []
        scores = self._evaluation.scores(plan)
        if order == "relevance":
            ranked = sorted(scores, key=lambda d: (-scores[d], d))
        else:
            column = self._searcher.reader().column_reader("order")
            sign = -1 if order == "newest" else 1

            def when(d: int) -> tuple[bool, int, int]:
                number = column[d]
                return (number == NO_ORDER, sign * number, d)

            ranked = sorted(scores, key=when)
        return [
            EngineHit(
                self._searcher.stored_fields(d)["stored"],
                scores[d] if order == "relevance" else 0.0,
            )
            for d in ranked[offset : offset + limit]
        ]

    def best(self, plan: p.Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """See `EngineReader.best`."""
        return self.search(plan, limit=limit), self.count(plan)

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`."""
        return len(self._evaluation.scores(plan))

    def _postings(self, field: str, text: str) -> Any:
        return WhooshTerm(field, text).matcher(self._searcher)

    def holding(self, field: str, term: str) -> int:
        """See `EngineReader.holding`."""
        return int(self._searcher.reader().doc_frequency(field, term))

    def _documents_by_value(self, field: str) -> dict[str, frozenset[int]]:
        return {
            bytes(t).decode(): frozenset(self._searcher.postings(field, t).all_ids())
            for t in self._searcher.reader().lexicon(field)
        }

    def _values_by_document(self, field: str) -> dict[int, list[str]]:
        values: dict[int, list[str]] = defaultdict(list)
        for value, documents in self._value_documents(field).items():
            for d in documents:
                values[d].append(value)
        return dict(values)

    def facets(
        self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """See `EngineReader.facets`."""
        found = self._evaluation.scores(plan).keys()
        ones = None if once is None else self._values_by_document(once)
        answer: dict[str, dict[str, int]] = {}
        for f in fields:
            counts = {
                v: len(found & ds)
                if ones is None
                else len({one for d in found & ds for one in ones.get(d, ())})
                for v, ds in self._value_documents(f).items()
            }
            answer[f] = {
                str(int(v)) if f in NUMBER_FIELDS else v: n for v, n in counts.items() if n
            }
        return answer

    def close(self) -> None:
        """See `EngineReader.close`."""
        self._value_documents.cache_clear()
        self._searcher.close()
        self._index.close()


class WhooshWriter:
    """The writer of a Whoosh index."""

    def __init__(self, opened: Any) -> None:
        self._index = opened
        try:
            self._writer = opened.writer(limitmb=MEMORY_MB)
        except index.LockError as e:
            raise locked() from e

    def write(self, documents: Iterable[EngineDocument], deleted: Iterable[str] = ()) -> None:
        """See `EngineWriter.write`."""
        for name in deleted:
            self._writer.delete_by_term("id", name)
        for d in documents:
            self._writer.delete_by_term("id", d.id)
            self._writer.add_document(**_columns(d))

    def commit(self) -> None:
        """See `EngineWriter.commit`."""
        self._writer.commit()
        self._index.close()

    def abandon(self) -> None:
        """See `EngineWriter.abandon`."""
        self._writer.cancel()
        self._index.close()


def _open(folder: Path) -> Any:
    try:
        return index.open_dir(str(folder))
    except (index.IndexError, OSError, ValueError, EOFError) as e:
        raise damaged(folder, e) from e


class WhooshEngine:
    """The engine named `whoosh`."""

    name = "whoosh"

    def create(self, folder: Path) -> WhooshWriter:
        """See `Engine.create`."""
        return WhooshWriter(index.create_in(str(folder), _schema()))

    def append(self, folder: Path) -> WhooshWriter:
        """See `Engine.append`."""
        return WhooshWriter(_open(folder))

    def open(self, folder: Path) -> WhooshReader:
        """See `Engine.open`."""
        return WhooshReader(folder)
