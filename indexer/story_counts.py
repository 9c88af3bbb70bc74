"""How is an answer counted and listed in stories? One hit a story, and it counts once.

`StoryReader` looks like any engine's reader, so whoever asks it counts in stories everywhere: in
totals, tiers, expansions and facets. A value of a facet counts the stories that have an article of
the answer with that value; filtering by it finds that many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.engines.base import MOST_VALUES, EngineHit, EngineReader
from indexer.model import Order
from indexer.query import plan as p
from indexer.stored import story_of

REPRINT = p.Term("flag", ("reprint",))

AT_ONCE = 1_000
"""Stories asked about together: bounds what an engine holds while it counts."""

STEP = 500
"""The most hits that are read at a time while those of stories already seen are passed over."""


class StoryReader:
    """An engine's reader in which the articles of a story are one: its best-ranked article.

    Made for one question: it remembers where it stopped, so that reading on is cheap.
    """

    def __init__(self, reader: EngineReader) -> None:
        self._reader = reader
        self._walk: _Walk | None = None

    def search(
        self, plan: p.Plan, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> list[EngineHit]:
        """See `EngineReader.search`: the first hit of each story."""
        if limit <= 0:
            return []
        walk = self._walk
        if walk is None or (walk.plan, walk.order) != (plan, order) or walk.passed > offset:
            walk = self._walk = _Walk(self._reader, plan, order)
        walk.skip(offset - walk.passed, limit)
        return walk.take(limit)

    def best(self, plan: p.Plan, *, limit: int) -> tuple[list[EngineHit], int]:
        """See `EngineReader.best`."""
        return self.search(plan, limit=limit), self.count(plan)

    def count(self, plan: p.Plan) -> int:
        """See `EngineReader.count`: the stories, and the articles too short to have one."""
        total = self._reader.count(plan)
        for names in self._reprinted(plan):
            articles = self._reader.count(_among(plan, names))
            total += len(names) - articles
        return total

    def holding(self, field: str, term: str) -> int:
        """See `EngineReader.holding`: the articles, for it tells of words and not of answers."""
        return self._reader.holding(field, term)

    def facets(
        self, plan: p.Plan, fields: Sequence[str], *, once: str | None = None
    ) -> dict[str, dict[str, int]]:
        """See `EngineReader.facets`: the stories that have an article with each value."""
        if once is not None:
            return self._reader.facets(plan, fields, once=once)
        counts = {f: Counter(c) for f, c in self._reader.facets(plan, fields).items()}
        for names in self._reprinted(plan):
            among = _among(plan, names)
            articles = self._reader.facets(among, fields)
            stories = self._reader.facets(among, fields, once="story")
            for f in fields:
                counts[f].subtract(articles[f])
                counts[f].update(stories[f])
        return {f: {v: n for v, n in c.items() if n} for f, c in counts.items()}

    def close(self) -> None:
        """Does nothing: the engine's reader stays open."""

    def _reprinted(self, plan: p.Plan, start: str = "") -> Iterator[list[str]]:
        """The stories of which the answer has a reprint, some at a time."""
        asked: tuple[p.Plan, ...] = (plan, REPRINT)
        if start:
            asked = (*asked, p.Pattern("story", tuple(start)))
        names = sorted(self._reader.facets(p.AllOf(asked), ["story"])["story"])
        if len(names) >= MOST_VALUES:
            for digit in "0123456789abcdef":
                yield from self._reprinted(plan, start + digit)
            return
        for at in range(0, len(names), AT_ONCE):
            yield names[at : at + AT_ONCE]


def _among(plan: p.Plan, stories: Sequence[str]) -> p.Plan:
    return p.AllOf((plan, p.Term("story", tuple(stories))))


class _Walk:
    """Reads an answer from its beginning, hit by hit, past articles of stories already seen."""

    def __init__(self, reader: EngineReader, plan: p.Plan, order: Order) -> None:
        self.plan = plan
        self.order = order
        self.passed = 0
        self._reader = reader
        self._at = 0
        self._seen: set[str] = set()
        self._waiting: list[EngineHit] = []

    def skip(self, count: int, limit: int) -> None:
        """Passes over so many stories; so many more will be asked for."""
        while count and (taken := len(self.take(min(count, STEP), ahead=limit))):
            count -= taken

    def take(self, count: int, *, ahead: int = 0) -> list[EngineHit]:
        """The first hits of the next stories, fewer only at the end of the answer."""
        while len(self._waiting) < count and self._read(count + ahead - len(self._waiting)):
            pass
        hits, self._waiting = self._waiting[:count], self._waiting[count:]
        self.passed += len(hits)
        return hits

    def _read(self, wanted: int) -> bool:
        step = min(STEP, wanted + wanted // 8 + 2)
        found = self._reader.search(self.plan, limit=step, offset=self._at, order=self.order)
        self._at += len(found)
        for hit in found:
            story = story_of(hit.stored)
            if story is None or story not in self._seen:
                self._waiting.append(hit)
            if story is not None:
                self._seen.add(story)
        return bool(found)
