"""Which articles stand at these places of an answer, and why?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.article_texts import ArticleTexts
from indexer.engines.base import EngineReader
from indexer.marks import searched_terms
from indexer.model import Order
from indexer.query import plan as p
from indexer.ranking import LOOKED_AT, Ranking, Scored
from indexer.stored import unpack


@dataclass(frozen=True, slots=True)
class Best:
    """The articles of an answer that were looked at twice, best first, and how many it has.

    `texts` are those of these articles, in the order of the first look.
    """

    scored: Sequence[Scored]
    total: int
    texts: ArticleTexts


def best_articles(reader: EngineReader, plan: p.Plan, ranking: Ranking) -> Best:
    """The best articles of the plan's answer by relevance."""
    hits, total = reader.best(ranking.score_plan(plan), limit=LOOKED_AT)
    texts = ArticleTexts([unpack(hit.stored) for hit in hits], searched_terms(plan))
    scores = [hit.score for hit in hits]
    if not ranking.terms:
        return Best(list(zip(texts.articles, scores, strict=True)), total, texts)
    return Best(ranking.rescored(texts, scores), total, texts)


def further_articles(
    reader: EngineReader, plan: p.Plan, ranking: Ranking, start: int, size: int
) -> list[Scored]:
    """The articles `start`..`start + size` of the answer after those that are looked at again."""
    return found_articles(reader, ranking.score_plan(plan), LOOKED_AT + start, size, "relevance")


def found_articles(
    reader: EngineReader, plan: p.Plan, start: int, size: int, order: Order
) -> list[Scored]:
    """The articles `start`..`start + size` of the plan's answer as the engine orders them."""
    found = reader.search(plan, limit=size, offset=start, order=order)
    return [(unpack(h.stored), h.score) for h in found]


def explain_score(
    reader: EngineReader, plan: p.Plan, ranking: Ranking, name: str
) -> list[tuple[str, float]]:
    """What the score of the article of this id is the sum of: ingredients and what each adds.

    Nothing where the article does not belong to the plan's answer. What the second look adds is
    there for articles that are looked at again.
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
        scores |= ranking.second_look(ArticleTexts(looked_at))[0]
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _score(reader: EngineReader, plan: p.Plan) -> float:
    return sum(hit.score for hit in reader.search(plan, limit=1))
