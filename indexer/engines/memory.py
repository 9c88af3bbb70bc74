"""The slow, obvious engine: the oracle that the others are tested against.

Everything is held as Python lists and every plan is answered by looking at every document.
Read `_matches` to know what a plan means.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.engines.base import EngineDocument, EngineHit, order_number
from indexer.engines.faults import damaged
from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.model import Order
from indexer.query import plan as p

FILE = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class _Held:
    """A document taken apart: its fields as lists of terms."""

    document: EngineDocument
    terms: Mapping[str, Sequence[str]]


def _holds_sequence(terms: Sequence[str], slots: tuple[p.Slot, ...]) -> bool:
    return any(
        all(
            0 <= start + s.offset < len(terms) and terms[start + s.offset] in s.texts for s in slots
        )
        for start in range(-max(s.offset for s in slots), len(terms))
    )


def _matches(held: _Held, plan: p.Plan) -> bool:
    """Whether the document belongs to the answer of the plan."""
    match plan:
        case p.Everyone():
            return True
        case p.Nobody():
            return False
        case p.Term(field, texts):
            return any(t in held.terms.get(field, ()) for t in texts)
        case p.Sequence(field, slots):
            return _holds_sequence(held.terms.get(field, ()), slots)
        case p.Pattern(field, _):
            start = re.compile(pattern_regex(plan))
            return any(start.match(t) for t in held.terms.get(field, ()))
        case p.Near(field, texts, distance):
            terms = set(held.terms.get(field, ()))
            return any(levenshtein_within(t, x, distance) for t in terms for x in texts)
        case p.Between(field, low, high):
            n = held.document.numbers.get(field)
            return n is not None and (low is None or n >= low) and (high is None or n <= high)
        case p.AllOf(children):
            return all(_matches(held, c) for c in children)
        case p.AnyOf(children, minimum):
            return sum(_matches(held, c) for c in children) >= minimum
        case p.Except(child):
            return not _matches(held, child)
        case p.Weighted(child, _) | p.Flat(child, _) | p.Preferring(child, _):
            return _matches(held, child)


def _score(held: _Held, plan: p.Plan) -> float:
    """How many leaves of the plan the document has, weighted."""
    match plan:
        case p.AllOf(children) | p.AnyOf(children, _):
            return sum(_score(held, c) for c in children)
        case p.Weighted(child, weight):
            return weight * _score(held, child)
        case p.Flat(child, score):
            return score * _matches(held, child)
        case p.Preferring(required, optional):
            return _score(held, required) + sum(_score(held, c) for c in optional)
        case p.Except() | p.Between() | p.Everyone() | p.Nobody():
            return 0.0
        case _:
            return float(_matches(held, plan))


def _values(document: EngineDocument, field: str) -> list[str]:
    """The values of a key or number field."""
    number = document.numbers.get(field)
    return [*document.keys.get(field, ()), *([] if number is None else [str(number)])]


class MemoryReader:
    """The documents of one commit, all of them in memory."""

    def __init__(self, documents: Iterable[EngineDocument]) -> None:
        self._held = [
            _Held(
                d,
                {**{f: t.split(" ") for f, t in d.indexed_text().items()}, **d.keys, "id": (d.id,)},
            )
            for d in documents
        ]

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`."""
        found = [h for h in self._held if _matches(h, plan)]
        scored = [(h, _score(h, plan)) for h in found]
        if order == "relevance":
            scored.sort(key=lambda hs: -hs[1])
        else:
            sign = -1 if order == "newest" else 1

            def when(hs: tuple[_Held, float]) -> tuple[bool, int]:
                number = order_number(hs[0].document.numbers)
                return (number is None, sign * (number or 0))

            scored.sort(key=when)
        return [EngineHit(h.document.stored, s) for h, s in scored[offset : offset + limit]]

    def best(self, plan: p.Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """See `EngineReader.best`."""
        return self.search(plan, limit=limit), self.count(plan)

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`."""
        return sum(_matches(h, plan) for h in self._held)

    def holding(self, field: str, term: str) -> int:
        """See `EngineReader.holding`."""
        return self.count(p.Term(field, (term,)))

    def facets(
        self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """See `EngineReader.facets`."""
        found = [h.document for h in self._held if _matches(h, plan)]
        answer: dict[str, dict[str, int]] = {}
        for f in fields:
            # What counts as one: a document, or a value of `once`.
            pairs = {
                (value, one)
                for number, d in enumerate(found)
                for value in _values(d, f)
                for one in ([number] if once is None else _values(d, once))
            }
            answer[f] = dict(Counter(value for value, _ in pairs))
        return answer

    def close(self) -> None:
        """See `EngineReader.close`."""
        self._held = []


class MemoryWriter:
    """Collects documents and writes them as one file at commit."""

    def __init__(self, folder: Path, documents: Iterable[EngineDocument]) -> None:
        self._file = folder / FILE
        self._documents = {d.id: d for d in documents}

    def write(self, documents: Iterable[EngineDocument], deleted: Iterable[str] = ()) -> None:
        """See `EngineWriter.write`."""
        for name in deleted:
            self._documents.pop(name, None)
        for d in documents:
            self._documents.pop(d.id, None)
            self._documents[d.id] = d

    def commit(self) -> None:
        """See `EngineWriter.commit`."""
        aside = self._file.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as out:
            for d in self._documents.values():
                out.write(json.dumps(_to_json(d), ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
        aside.replace(self._file)

    def abandon(self) -> None:
        """See `EngineWriter.abandon`."""
        self._documents = {}


def _to_json(d: EngineDocument) -> list[object]:
    stored = base64.b64encode(d.stored).decode()
    return [d.id, dict(d.text), {k: list(v) for k, v in d.keys.items()}, dict(d.numbers), stored]


def _load(folder: Path) -> list[EngineDocument]:
    file = folder / FILE
    try:
        with file.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return [EngineDocument(i, t, k, n, base64.b64decode(s)) for i, t, k, n, s in rows]
    except (OSError, ValueError) as e:
        raise damaged(file, e) from e


class MemoryEngine:
    """The engine named `memory`."""

    name = "memory"

    def create(self, folder: Path) -> MemoryWriter:
        """See `Engine.create`."""
        return MemoryWriter(folder, ())

    def append(self, folder: Path) -> MemoryWriter:
        """See `Engine.append`."""
        return MemoryWriter(folder, _load(folder))

    def open(self, folder: Path) -> MemoryReader:
        """See `Engine.open`."""
        return MemoryReader(_load(folder))
