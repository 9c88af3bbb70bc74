"""Which counts of a commit are known already? A reader that asks another one no more than it must.

The documents of a reader never change, so what was counted once is so for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer.engines.base import MOST_VALUES, EngineHit, EngineReader
from indexer.model import Order
from indexer.query import plan as p

MOST_COUNTS = 500
"""Counts that are remembered, with plans of some kilobytes each: who turns a page or changes a
filter asks for them again."""

MOST = 0.75
"""Where an answer has so much of all documents, it is quicker to go through the others."""

Values = dict[str, dict[str, int]]
"""For each field its values, with how many documents have each."""


class RememberedReader:
    """An engine's reader with its latest counts. Safe to share between threads if that is."""

    def __init__(self, reader: EngineReader) -> None:
        self._reader = reader
        self._counts: dict[p.Plan, int] = {}
        self._all_values: Values = {}

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`."""
        return self._reader.search(plan, limit=limit, offset=offset, order=order)

    def best(self, plan: p.Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """See `EngineReader.best`."""
        hits, count = self._reader.best(plan, limit=limit)
        self._remember(plan, count)
        return hits, count

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`."""
        count = self._counts.get(plan)
        if count is None:
            count = self._reader.count(plan)
            self._remember(plan, count)
        return count

    def holding(self, field: str, term: str) -> int:
        """See `EngineReader.holding`."""
        return self._reader.holding(field, term)

    def _remember(self, plan: p.Plan, count: int) -> None:
        """Keeps the count of a plan under what it requires, which finds the same documents."""
        while isinstance(plan, p.Preferring | p.Weighted):
            plan = plan.required if isinstance(plan, p.Preferring) else plan.child
        if len(self._counts) >= MOST_COUNTS:
            self._counts = {}
        self._counts[plan] = count

    def facets(self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None) -> Values:
        """See `EngineReader.facets`."""
        known = self._counts.get(plan, 0)
        if once is None and known and known > MOST * self.count(p.Everyone()):
            values = self._values(fields)
            if all(len(values[f]) < MOST_VALUES for f in fields):
                others = self._reader.facets(p.Except(plan), fields)
                return {f: dict(Counter(values[f]) - Counter(others[f])) for f in fields}
        return self._reader.facets(plan, fields, once=once)

    def _values(self, fields: Sequence[str]) -> Values:
        """The values of all documents."""
        missing = [f for f in fields if f not in self._all_values]
        if missing:
            self._all_values |= self._reader.facets(p.Everyone(), missing)
        return self._all_values

    def close(self) -> None:
        """See `EngineReader.close`."""
        self._reader.close()
