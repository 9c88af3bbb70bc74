"""Which articles stand at these places of an answer, and why?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from indexer.engines.base import EngineHit, EngineReader
from indexer.model import Article, Order
from indexer.query import plan as p
from indexer.ranking import LOOKED_AT, Ranking
from indexer.stored import unpack

Scored = tuple[Article, float]
"""An article and its score (higher is better)."""


def best_articles(reader: EngineReader, plan: p.Plan, ranking: Ranking) -> tuple[list[Scored], int]:
    """The articles of the plan's answer that are looked at again, best first; how many it has."""
    hits, total = reader.best(ranking.score_plan(plan), limit=LOOKED_AT)
    found = _unpacked(hits)
    return ranking.rescored(found) if ranking.terms else found, total


def further_articles(
    reader: EngineReader, plan: p.Plan, ranking: Ranking, start: int, size: int
) -> list[Scored]:
    """The articles `start`..`start + size` of the answer after those that are looked at again."""
    return found_articles(reader, ranking.score_plan(plan), LOOKED_AT + start, size, "relevance")


def found_articles(
    reader: EngineReader, plan: p.Plan, start: int, size: int, order: Order
) -> list[Scored]:
    """The articles `start`..`start + size` of the plan's answer as the engine orders them."""
    return _unpacked(reader.search(plan, limit=size, offset=start, order=order))


def _unpacked(hits: Sequence[EngineHit]) -> list[Scored]:
    return [(unpack(h.stored), h.score) for h in hits]


def explain_score(
    reader: EngineReader, plan: p.Plan, ranking: Ranking, name: str
) -> list[tuple[str, float]]:
    """What the score of the article of this id is the sum of: ingredients and what each adds.

    Nothing where the article does not belong to the plan's answer. `close` and `early` are there
    for articles that are looked at again.
    """
    this = p.Term("id", (name,))
    if not reader.count(p.AllOf((this, plan))):
        return []
    if not ranking.terms:
        return [("folded", _score(reader, p.AllOf((this, plan))))]
    parts: dict[str, list[p.Plan]] = defaultdict(list)
    for ingredient, part in [*ranking.preferences(), ("folded", ranking.required(plan))]:
        parts[ingredient].append(part)
    scores = {i: _score(reader, p.Preferring(this, tuple(q))) for i, q in parts.items()}
    best = found_articles(reader, ranking.score_plan(plan), 0, LOOKED_AT, "relevance")
    looked_at = [article for article, _ in best if article.id == name]
    if looked_at:
        scores |= ranking.second_look(looked_at)[0]
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _score(reader: EngineReader, plan: p.Plan) -> float:
    return sum(hit.score for hit in reader.search(plan, limit=1))
