"""The default engine: tantivy, an inverted index written in Rust.

It indexes whitespace-joined terms that our analysis made; no query text ever reaches its
parser. A fresh `Index` is opened for every write and every read: a long-lived one beside
other writers leaves orphan files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

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
from indexer.engines.remembered import RememberedReader
from indexer.engines.scored import choices, joined_terms, scored_once
from indexer.engines.tantivy_syntax import (
    MAX_COUNTED,
    MAX_SCORED,
    alternatives,
    escape,
    few_rows,
    read_counts,
    term_counts,
)
from indexer.model import Order
from indexer.query import plan as p

HEAP_BYTES = 200_000_000
"""Memory of the writer before it writes a segment: large enough for few, big segments."""

ORDER_FIELD = "order"

MOST_PATTERNS = 100
"""Patterns whose queries are remembered."""

MOST_TERMS = 1 << 16
"""Terms of which it is remembered how many documents hold them."""

COUNT = {"count": {"value_count": {"field": ORDER_FIELD, "missing": 0}}}
"""The request for the number of documents: those with an order and, as `missing`, those without."""


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
    for f, terms in d.indexed_text().items():
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


_OPTIONS = {
    **dict.fromkeys(TEXT_FIELDS, "position"),
    **dict.fromkeys(BAG_FIELDS, "freq"),
    **dict.fromkeys(KEY_FIELDS, "basic"),
}


class _Translation:
    """Turns plans into tantivy's queries for one schema.

    `holding` says how many documents hold a term in a field, deleted ones perhaps included;
    `most_phrases` how many are asked for one by one.
    """

    def __init__(self, schema: Any, holding: Callable[[str, str], int], most_phrases: int) -> None:
        self._most_phrases = most_phrases
        self._schema = schema
        self._holding = holding
        # Made in half a millisecond each, and asked for in several ways for one answer.
        self._matching = lru_cache(MOST_PATTERNS)(partial(Query.regex_query, schema))

    def query(self, plan: p.Plan) -> Any:
        """The query that finds the plan's documents."""
        match plan:
            case p.Everyone():
                return Query.const_score_query(Query.all_query(), 0.0)
            case p.Nobody():
                return Query.empty_query()
            case p.Term(field, texts):
                return self._term(field, texts)
            case p.Sequence(field, slots):
                return self._sequence(field, slots)
            case p.Pattern(field, letters):
                expression = "".join(
                    escape(c) if len(c) == 1 else f"[{''.join(map(escape, c))}]" for c in letters
                )
                return self._matching(field, expression + ".*")
            case p.Near(field, texts, distance):
                return self._any(
                    [Query.fuzzy_term_query(self._schema, field, t, distance, False) for t in texts]
                )
            case p.Between(field, low, high):
                return self._between(field, low, high)
            case _:
                return self._combination(plan)

    def _combination(self, plan: p.Plan) -> Any:
        match plan:
            case p.AllOf(children):
                return self._all(children)
            case p.AnyOf(children, 1):
                return self._any(list(self._choices(joined_terms(children))))
            case p.AnyOf(children, minimum):
                return self._any([self.query(c) for c in children], minimum)
            case p.Except(child):
                return self._all((p.Except(child),))
            case p.Weighted(child, weight):
                inner = self.query(child)
                if weight == 0:
                    return Query.const_score_query(inner, 0.0)
                return Query.boost_query(inner, weight)
            case p.Flat(child, score):
                return Query.const_score_query(self.query(child), score)
            case p.Preferring():
                return self._preferring(plan)
        raise TypeError(f"not a plan: {plan!r}")

    def _preferring(self, plan: p.Preferring) -> Any:
        scored = scored_once(plan)
        if not isinstance(scored, p.Preferring):
            return self.query(scored)
        preferred = [(Occur.Should, q) for q in self._choices(scored.optional)]
        return Query.boolean_query([(Occur.Must, self.query(scored.required)), *preferred])

    def _choices(self, plans: Iterable[p.Plan]) -> Iterator[Any]:
        """The queries of these plans for one union: terms that are weighted one by one."""
        for plan in plans:
            match plan:
                case p.Weighted(p.Term(field, texts), weight) if weight and field not in KEY_FIELDS:
                    for text in texts:
                        if self._holding(field, text):
                            yield Query.boost_query(self._one(field, text), weight)
                case _:
                    yield self.query(plan)

    def _one(self, field: str, text: str) -> Any:
        return Query.term_query(self._schema, field, text, _OPTIONS[field])

    def _term(self, field: str, texts: tuple[str, ...]) -> Any:
        if len(texts) > 1:
            # Most variants of a word are written nowhere, and asking so is cheaper than a query.
            texts = tuple(t for t in texts if self._holding(field, t)) or texts[:1]
        found = self._any([self._one(field, t) for t in texts])
        # One query for all values of a key would go through the whole dictionary.
        return Query.const_score_query(found, 0.0) if field in KEY_FIELDS else found

    def _sequence(self, field: str, slots: tuple[p.Slot, ...]) -> Any:
        first = min(s.offset for s in slots)
        if all(len(s.texts) == 1 for s in slots):
            words = [(s.offset - first, s.texts[0]) for s in slots]
            return Query.phrase_query(self._schema, field, words)
        offsets = [s.offset - first for s in slots]
        known = [[t for t in s.texts if self._holding(field, t)] for s in slots]
        rows = few_rows(offsets, known, self._most_phrases)
        if rows is not None:
            return self._any([Query.phrase_query(self._schema, field, row) for row in rows])
        patterns = list(zip(offsets, map(alternatives, known), strict=True))
        return Query.regex_phrase_query(self._schema, field, patterns)

    def _most(self, plan: p.Plan) -> int:
        """How many documents a term finds; 1 for what is no term."""
        if not isinstance(plan, p.Term):
            return 1
        return sum(self._holding(plan.field, t) for t in plan.texts)

    def _between(self, field: str, low: int | None, high: int | None) -> Any:
        bounds = Query.range_query(
            self._schema,
            field,
            FieldType.Integer,
            -(2**62) if low is None else low,
            2**62 if high is None else high,
        )
        return Query.const_score_query(bounds, 0.0)

    def _any(self, queries: list[Any], minimum: int = 1) -> Any:
        if minimum > len(queries):
            return Query.empty_query()
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, q) for q in queries], minimum)

    def _all(self, children: tuple[p.Plan, ...]) -> Any:
        clauses = [(Occur.Must, self.query(c)) for c in children if not isinstance(c, p.Except)]
        # One by one they are looked up for the articles in question, those that exclude most
        # first; a union is of whole lists.
        excluded = [e for c in children if isinstance(c, p.Except) for e in choices(c.child)]
        held = sorted(((self._most(e), e) for e in excluded), key=lambda pair: -pair[0])
        clauses += [(Occur.MustNot, self.query(e)) for most, e in held if most]
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, self.query(p.Everyone())))
        return Query.boolean_query(clauses)


class TantivyReader:
    """One commit of a tantivy index."""

    def __init__(self, folder: Path) -> None:
        index = _open(folder)
        self._searcher = index.searcher()
        self._holding = lru_cache(MOST_TERMS)(self._searcher.doc_freq)
        self._scored = _Translation(index.schema, self._holding, MAX_SCORED)
        self._counted = _Translation(index.schema, self._holding, MAX_COUNTED)
        self._has_deleted = any(folder.glob("*.del"))

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`."""
        # A limit beyond any collection makes tantivy ask for memory that there is not.
        limit = min(limit, self._searcher.num_docs - offset)
        if limit <= 0:
            return []
        query = self._scored.query(plan)
        if order == "relevance":
            found = self._searcher.search(query, limit, False, offset=offset)
        else:
            direction = tantivy.Order.Desc if order == "newest" else tantivy.Order.Asc
            found = self._searcher.search(
                query, limit, False, order_by_field=ORDER_FIELD, offset=offset, order=direction
            )
        return [
            self._hit(address, score if order == "relevance" else 0.0)
            for score, address in found.hits
        ]

    def best(self, plan: p.Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """See `EngineReader.best`."""
        if limit <= 0 or not self._searcher.num_docs:
            return [], self.count(plan)
        found = self._searcher.search(
            self._scored.query(plan), min(limit, self._searcher.num_docs), True
        )
        return [self._hit(address, score) for score, address in found.hits], int(found.count)

    def _hit(self, address: Any, score: float) -> EngineHit:
        return EngineHit(self._searcher.doc(address)["stored"][0], float(score))

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`."""
        match plan:
            case p.Term(field, (text,)) if field not in KEY_FIELDS and not self._has_deleted:
                return int(self._searcher.doc_freq(field, text))
        # A search would make a score for every document, which takes half as long again.
        found = self._searcher.aggregate(self._counted.query(plan), COUNT)
        return int(found["count"]["value"])

    def holding(self, field: str, term: str) -> int:
        """See `EngineReader.holding`."""
        return int(self._holding(field, term))

    def facets(
        self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """See `EngineReader.facets`."""
        asked = {f: term_counts(f, once) for f in fields}
        answer = self._searcher.aggregate(self._counted.query(plan), asked)
        return {f: dict(read_counts(answer[f]["buckets"], once)) for f in fields}

    def close(self) -> None:
        """See `EngineReader.close`."""
        del self._searcher, self._scored, self._counted


class TantivyWriter:
    """The writer of a tantivy index.

    `fresh` says that it holds no documents yet: then only what is written twice is replaced, for
    to remove what is not there takes as long as an eighth of the writing.
    """

    def __init__(self, index: Any, *, fresh: bool) -> None:
        try:
            self._writer = index.writer(HEAP_BYTES, 1)
        except ValueError as e:
            if "LockBusy" not in str(e):
                raise
            raise locked() from e
        self._written: set[str] | None = set() if fresh else None

    def write(self, documents: Iterable[EngineDocument], deleted: Iterable[str] = ()) -> None:
        """See `EngineWriter.write`."""
        for name in deleted:
            self._writer.delete_documents_by_term("id", name)
        for d in documents:
            if self._may_hold(d.id):
                self._writer.delete_documents_by_term("id", d.id)
            self._writer.add_document(_tantivy_document(d))

    def _may_hold(self, name: str) -> bool:
        """Whether a document of this id may be there, now that one is about to be written."""
        if self._written is None or name in self._written:
            return True
        self._written.add(name)
        return False

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
        raise damaged(folder, e) from e


class TantivyEngine:
    """The engine named `tantivy`."""

    name = "tantivy"

    def create(self, folder: Path) -> TantivyWriter:
        """See `Engine.create`."""
        return TantivyWriter(tantivy.Index(_schema(), path=str(folder)), fresh=True)

    def append(self, folder: Path) -> TantivyWriter:
        """See `Engine.append`."""
        return TantivyWriter(_open(folder), fresh=False)

    def open(self, folder: Path) -> RememberedReader:
        """See `Engine.open`."""
        return RememberedReader(TantivyReader(folder))
