"""Every engine answers the same set of articles as the slow, obvious one.

Random collections and random plans; a plan that the engines disagree on is shrunk by hypothesis
to the smallest one.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.base import EngineDocument, EngineReader
from indexer.engines.registry import ENGINES, load_engine
from indexer.query import plan as p

TERMS = ["tiền", "tiên", "tìm", "đất", "nước", "an", "y", "2,5", "nđ"]
FIELDS = ["title_exact", "body_exact"]
KEYS = ["hai-phong", "ha-noi", "Báo A"]

terms = st.sampled_from(TERMS)
fields = st.sampled_from(FIELDS)
texts = st.lists(terms, min_size=1, max_size=3, unique=True).map(tuple)


def _document(number: int, title: str, body: str, keys: list[str], year: int) -> EngineDocument:
    text = {f: t for f, t in (("title_exact", title), ("body_exact", body)) if t}
    numbers = {"year": year} if year else {}
    # Some documents share a story, every fourth has none.
    story = {"story": (f"s{len(title) % 3}",)} if number % 4 else {}
    keys_of = {"printed": tuple(keys), **story}
    return EngineDocument(str(number), text, keys_of, numbers, json.dumps(number).encode())


lines = st.lists(terms, max_size=8).map(" ".join)
collections = st.lists(
    st.tuples(
        lines,
        lines,
        st.lists(st.sampled_from(KEYS), max_size=2, unique=True),
        st.sampled_from([0, 2017, 2018, 2019]),
    ),
    max_size=12,
).map(lambda rows: [_document(i, *row) for i, row in enumerate(rows)])


@st.composite
def sequences(draw: st.DrawFn) -> p.Sequence:
    """Two to four slots, with gaps now and then."""
    slots, offset = [], 0
    for _ in range(draw(st.integers(2, 4))):
        slots.append(p.Slot(offset, draw(texts)))
        offset += draw(st.integers(1, 2))
    return p.Sequence(draw(fields), tuple(slots))


leaves = st.one_of(
    st.builds(p.Term, fields, texts),
    st.builds(p.Term, st.just("printed"), st.lists(st.sampled_from(KEYS), min_size=1).map(tuple)),
    sequences(),
    st.builds(p.Pattern, fields, st.lists(st.sampled_from(["t", "iì", "nđ", "ề"])).map(tuple)),
    st.builds(p.Near, fields, texts, st.integers(1, 2)),
    st.builds(
        p.Between,
        st.just("year"),
        st.sampled_from([None, 2017, 2018]),
        st.sampled_from([None, 2018]),
    ),
    st.just(p.Everyone()),
    st.just(p.Nobody()),
)
children = st.lists(leaves, min_size=1, max_size=3)
plans = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda c: p.AllOf(tuple(c))),
        st.builds(
            lambda c, m: p.AnyOf(tuple(c), m),
            st.lists(inner, min_size=1, max_size=4),
            st.integers(1, 3),
        ),
        st.builds(p.Except, inner),
        st.builds(p.Weighted, inner, st.sampled_from([0.0, 0.5, 2.0])),
        st.builds(p.Flat, inner, st.sampled_from([0.0, 2.0])),
        st.builds(lambda r, o: p.Preferring(r, tuple(o)), inner, st.lists(inner, max_size=2)),
    ),
    max_leaves=8,
)


def _reader(engine: str, folder: str, documents: list[EngineDocument]) -> EngineReader:
    place = Path(folder) / engine
    place.mkdir()
    writer = load_engine(engine).create(place)
    writer.write(documents)
    writer.commit()
    return load_engine(engine).open(place)


def _found(reader: EngineReader, plan: p.Plan) -> list[int]:
    return sorted(json.loads(h.stored) for h in reader.search(plan, limit=100))


def test_every_engine_is_compared() -> None:
    assert set(ENGINES) == {"tantivy", "whoosh", "memory"}


@pytest.mark.parametrize("engine", sorted(set(ENGINES) - {"memory"}))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=collections, asked=st.lists(plans, min_size=6, max_size=12))
def test_same_articles_as_the_oracle(
    engine: str, documents: list[EngineDocument], asked: list[p.Plan]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        oracle = _reader("memory", folder, documents)
        other = _reader(engine, folder, documents)
        for plan in asked:
            assert _found(other, plan) == _found(oracle, plan), plan
            assert other.count(plan) == oracle.count(plan), plan
            for once in (None, "story"):
                facets = other.facets(plan, ["printed", "year", "story"], once=once)
                expected = oracle.facets(plan, ["printed", "year", "story"], once=once)
                assert facets == expected, (plan, once)
        other.close()
        oracle.close()
