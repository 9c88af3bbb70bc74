"""Which articles stand at these places of an answer?"""

from __future__ import annotations

from indexer.engines.base import EngineReader
from indexer.model import Article, Order
from indexer.query import plan as p
from indexer.ranking import LOOKED_AT, Ranking
from indexer.stored import unpack

Scored = tuple[Article, float]
"""An article and its score (higher is better)."""


def scored_articles(
    reader: EngineReader, plan: p.Plan, ranking: Ranking, start: int, size: int
) -> list[Scored]:
    """The articles `start`..`start + size` of the plan's answer by relevance."""
    plan = ranking.score_plan(plan)
    if start >= LOOKED_AT or not ranking.terms:
        return found_articles(reader, plan, start, size, "relevance")
    best = ranking.rescored(found_articles(reader, plan, 0, LOOKED_AT, "relevance"))
    rest = found_articles(reader, plan, LOOKED_AT, start + size - LOOKED_AT, "relevance")
    return [*best, *rest][start : start + size]


def found_articles(
    reader: EngineReader, plan: p.Plan, start: int, size: int, order: Order
) -> list[Scored]:
    """The articles `start`..`start + size` of the plan's answer as the engine orders them."""
    found = reader.search(plan, limit=size, offset=start, order=order)
    return [(unpack(h.stored), h.score) for h in found]
