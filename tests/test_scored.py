"""Orders are asked for without reading a term's articles twice, and stay what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from indexer.engines.base import EngineReader
from indexer.engines.scored import scored_once
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.query import plan as p
from tests.engine_contract import document

WORDS = ("đảng", "bộ", "nước", "mưa")


def text(*texts: str) -> p.Term:
    """A term of the whole text."""
    return p.Term("text_exact", texts)


PREFERRED = tuple(
    p.Weighted(p.Term(field, (word,)), weight)
    for (field, weight), word in product(
        (("text_exact", 1.0), ("title_exact", 0.3), ("lead_exact", 0.2)), WORDS[:3]
    )
)
TONES = p.Weighted(text("đảng", "đang"), 0.1)

REQUIRED: list[p.Plan] = [
    p.Weighted(text("đảng"), 0.0),
    p.Weighted(text("đảng"), 0.3),
    p.Weighted(p.AnyOf((text("đảng"), text("bộ"), p.Term("typed", ("x",)))), 0.0),
    p.Weighted(p.AnyOf((text("đảng"), text("bộ"), text("nước")), 2), 0.0),
    p.Weighted(p.AllOf((text("đảng", "đang"), text("bộ"))), 0.0),
    p.Weighted(p.AllOf((text("đảng"), p.Except(text("nước")))), 0.0),
    p.Weighted(p.AnyOf((p.AllOf((text("đảng"), text("bộ"))), text("mưa"))), 0.0),
    p.Weighted(p.Everyone(), 0.0),
    p.Term("id", ("1",)),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineReader]:
    """Articles of every choice of words in title, lead and body."""
    folder: Path = tmp_path_factory.mktemp("engine")
    writer = TantivyEngine().create(folder)
    choices = [" ".join(words) for words in product(*((w, "") for w in ("đảng", "bộ", "nước")))]
    writer.write(
        document(str(number), body, title=title, lead_exact="mưa đang " + lead)
        for number, (title, lead, body) in enumerate(product(choices, repeat=3))
    )
    writer.commit()
    opened = TantivyEngine().open(folder)
    yield opened
    opened.close()


def scores(reader: EngineReader, plan: p.Plan) -> dict[bytes, float]:
    """The articles of a plan with their scores."""
    return {hit.stored: hit.score for hit in reader.search(plan, limit=1000)}


@pytest.mark.parametrize("required", REQUIRED, ids=str)
def test_scores_are_the_sum_of_the_parts(reader: EngineReader, required: p.Plan) -> None:
    parts = (*PREFERRED, TONES, p.Weighted(p.AnyOf((text("mưa"), text("bộ"))), 2.0))
    whole = scores(reader, p.Preferring(required, parts))
    expected: Counter[bytes] = Counter(scores(reader, required))
    for part in parts:
        expected.update({k: v for k, v in scores(reader, part).items() if k in expected})
    assert whole.keys() == expected.keys()
    assert whole == pytest.approx(expected, rel=1e-5)


def terms_of(plan: p.Plan) -> Iterator[tuple[str, str]]:
    """Every term of a plan as often as it stands in it."""
    match plan:
        case p.Term(field, texts):
            yield from ((field, t) for t in texts)
        case p.AnyOf(children, _) | p.AllOf(children):
            yield from (t for c in children for t in terms_of(c))
        case p.Weighted(child, _) | p.Except(child):
            yield from terms_of(child)
        case p.Preferring(required, optional):
            yield from (t for c in (required, *optional) for t in terms_of(c))


@pytest.mark.parametrize("required", [REQUIRED[0], REQUIRED[2], REQUIRED[4]], ids=str)
def test_each_term_stands_once(required: p.Plan) -> None:
    found = list(terms_of(scored_once(p.Preferring(required, (*PREFERRED, TONES)))))
    assert len(found) == len(set(found))


def test_a_union_needs_nothing_beside_it() -> None:
    either = p.Weighted(p.AnyOf(tuple(text(w) for w in WORDS[:3])), 0.0)
    assert isinstance(scored_once(p.Preferring(either, PREFERRED)), p.AnyOf)
