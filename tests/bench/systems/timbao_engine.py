"""Tìm Báo's engine alone: a plan that is made beforehand, ten stored articles, the count."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from indexer.engines.base import EngineReader
from indexer.engines.registry import load_engine
from indexer.filters import filter_plans
from indexer.query import plan as p
from indexer.query.parse import parse
from indexer.query.widen import Widening
from indexer.question import Question
from indexer.store import Store
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description
from tests.bench.systems.timbao_answer import request


def describe() -> Description:
    """What is measured."""
    return Description(
        f"tantivy {version('tantivy')}",
        "the same index; the engine's reader is asked with the plan of the query, made before "
        "the clock starts: the ten best by BM25 as stored bytes, the count, for filters the years",
    )


def plan_of(asked: Asked) -> p.Plan:
    """What the engine is asked, in the tier that the query asks for."""
    asks = request(asked)
    filters = filter_plans(asks, dict)
    question = Question(asks, parse(asks.q), filters, Widening(tier="exact"))
    return question.plan(question.tier, "all")


class PlannedAnswers:
    """Answers whose plans are made by `prepare`, before they are timed."""

    def __init__(self, reader: EngineReader) -> None:
        self._reader = reader
        self._plans: dict[Asked, p.Plan] = {}

    def prepare(self, asked: Asked) -> None:
        """Make the plan of a query."""
        self._plans[asked] = plan_of(asked)

    def __call__(self, asked: Asked) -> Answer:
        """The answer to a query that was prepared."""
        plan = self._plans[asked]
        found = self._reader.search(plan, limit=TOP)
        if asked.kind == "filter":
            self._reader.facets(plan, ["year"])
        return Answer(self._reader.count(plan), tuple(h.stored for h in found))


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    store = Store(folder)
    manifest = store.live()
    reader = load_engine(manifest.engine).open(store.path_of(manifest.generation) / "engine")
    return PlannedAnswers(reader)
