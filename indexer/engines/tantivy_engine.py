"""The default engine: tantivy, an inverted index written in Rust.

It indexes whitespace-joined terms that our analysis made; no query text ever reaches its
parser. A fresh `Index` is opened for every write and every read: a long-lived one beside
other writers leaves orphan files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy

from indexer.engines.base import (
    BAG_FIELDS,
    KEY_FIELDS,
    MOST_VALUES,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    EngineDocument,
    EngineHit,
    order_number,
)
from indexer.engines.tantivy_queries import Translation
from indexer.errors import IndexDamaged, IndexLocked
from indexer.model import Order
from indexer.query import plan as p

HEAP_BYTES = 200_000_000
"""Memory of the writer before it writes a segment: large enough for few, big segments."""

ORDER_FIELD = "order"


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for f in TEXT_FIELDS:
        builder.add_text_field(f, tokenizer_name="whitespace", index_option="position")
    for f in BAG_FIELDS:
        builder.add_text_field(f, tokenizer_name="whitespace", index_option="freq")
    for f in KEY_FIELDS:
        builder.add_text_field(f, tokenizer_name="raw", index_option="basic", fast=f != "id")
    for f in (*NUMBER_FIELDS, ORDER_FIELD):
        builder.add_integer_field(f, indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _tantivy_document(d: EngineDocument) -> Any:
    document = tantivy.Document()
    document.add_text("id", d.id)
    for f, terms in d.text.items():
        document.add_text(f, terms)
    for f, values in d.keys.items():
        for value in values:
            document.add_text(f, value)
    for f, number in d.numbers.items():
        document.add_integer(f, number)
    order = order_number(d.numbers)
    if order is not None:
        document.add_integer(ORDER_FIELD, order)
    document.add_bytes("stored", d.stored)
    return document


def _terms(field: str, once: str | None) -> dict[str, Any]:
    """The request for the values of a field, each with the values of `once` within it."""
    asked: dict[str, Any] = {"terms": {"field": field, "size": MOST_VALUES}}
    return asked if once is None else {**asked, "aggs": {"once": _terms(once, None)}}


def _counts(buckets: Iterable[Any], once: str | None) -> Iterator[tuple[str, int]]:
    for b in buckets:
        count = b["doc_count"] if once is None else len(b["once"]["buckets"])
        if count:
            yield str(b["key"]), int(count)


class TantivyReader:
    """One commit of a tantivy index."""

    def __init__(self, folder: Path) -> None:
        index = _open(folder)
        self._searcher = index.searcher()
        self._translation = Translation(index.schema, self._searcher.doc_freq)
        self._has_deleted = any(folder.glob("*.del"))

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`."""
        # A limit beyond any collection makes tantivy ask for memory that there is not.
        limit = min(limit, self._searcher.num_docs - offset)
        if limit <= 0:
            return []
        query = self._translation.query(plan)
        if order == "relevance":
            found = self._searcher.search(query, limit, False, offset=offset)
        else:
            direction = tantivy.Order.Desc if order == "newest" else tantivy.Order.Asc
            found = self._searcher.search(
                query, limit, False, order_by_field=ORDER_FIELD, offset=offset, order=direction
            )
        return [
            EngineHit(
                self._searcher.doc(address)["stored"][0],
                float(score) if order == "relevance" else 0.0,
            )
            for score, address in found.hits
        ]

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`."""
        match plan:
            case p.Term(field, (text,)) if field not in KEY_FIELDS and not self._has_deleted:
                return int(self._searcher.doc_freq(field, text))
        return int(self._searcher.search(self._translation.query(plan), 1, True).count)

    def facets(
        self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """See `EngineReader.facets`."""
        asked = {f: _terms(f, once) for f in fields}
        answer = self._searcher.aggregate(self._translation.query(plan), asked)
        return {f: dict(_counts(answer[f]["buckets"], once)) for f in fields}

    def close(self) -> None:
        """See `EngineReader.close`."""
        del self._searcher


class TantivyWriter:
    """The writer of a tantivy index; `fresh` says that it holds no documents yet."""

    def __init__(self, index: Any, *, fresh: bool) -> None:
        try:
            self._writer = index.writer(HEAP_BYTES, 1)
        except ValueError as e:
            if "LockBusy" not in str(e):
                raise
            raise IndexLocked(
                "Một tiến trình khác đang ghi vào chỉ mục này; hãy đợi nó xong rồi chạy lại. "
                "(Another process is writing to this index; wait for it and run again.)"
            ) from e
        self._fresh = fresh

    def write(self, documents: Iterable[EngineDocument], deleted: Iterable[str] = ()) -> None:
        """See `EngineWriter.write`."""
        for name in deleted:
            self._writer.delete_documents_by_term("id", name)
        for d in documents:
            if not self._fresh:
                self._writer.delete_documents_by_term("id", d.id)
            self._writer.add_document(_tantivy_document(d))

    def commit(self) -> None:
        """See `EngineWriter.commit`."""
        self._writer.commit()
        self._writer.wait_merging_threads()

    def abandon(self) -> None:
        """See `EngineWriter.abandon`."""
        self._writer.rollback()
        del self._writer


def _open(folder: Path) -> Any:
    try:
        return tantivy.Index.open(str(folder))
    except (ValueError, OSError) as e:
        raise IndexDamaged(
            f"Không mở được chỉ mục {folder}: {e}. Hãy chạy `timbao reindex`. "
            f"(The index {folder} cannot be opened; run `timbao reindex`.)"
        ) from e


class TantivyEngine:
    """The engine named `tantivy`."""

    name = "tantivy"

    def create(self, folder: Path) -> TantivyWriter:
        """See `Engine.create`."""
        return TantivyWriter(tantivy.Index(_schema(), path=str(folder)), fresh=False)

    def append(self, folder: Path) -> TantivyWriter:
        """See `Engine.append`."""
        return TantivyWriter(_open(folder), fresh=False)

    def open(self, folder: Path) -> TantivyReader:
        """See `Engine.open`."""
        return TantivyReader(folder)
