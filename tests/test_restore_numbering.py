"""Numbers of terms: each term has one, however often and wherever it is met."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import chain, pairwise
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text import restore_counts
from indexer.text.restore_counts import BITS, Table, add_counts, count_terms, look_up
from indexer.text.restore_model import BOUNDARY, NUMBER
from indexer.text.restore_numbering import Numbering, make_rows

WORDS = st.sampled_from(
    ["đảng", "bộ", "khối", "2019", "18,5", "nghiêng", "telecommunications", "chưngchưngchưng", "a"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=5)


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_numbers_say_which_terms_stand_where(batches: list[list[str]]) -> None:
    numbering = Numbering()
    rows = [numbering.number(make_rows([texts])).tolist() for texts in batches]
    terms = numbering.terms()
    for texts, row in zip(batches, rows, strict=True):
        expected: list[str] = []
        for text in texts:
            expected += ["", *("" if w[0].isdigit() else w for w in text.split())]
        assert [terms[n] for n in row] == expected
        begins = [n == BOUNDARY for n in row]
        assert sum(begins) == len(texts)
    assert len(set(terms[2:])) == len(terms) - 2


def test_known_terms_keep_their_numbers() -> None:
    numbering = Numbering([("khối", 2), ("bộ", 3)])
    rows = make_rows([["bộ 12 đảng khối"]])
    assert numbering.number(rows).tolist() == [BOUNDARY, 3, NUMBER, 4, 2]
    assert numbering.terms() == ["", "", "khối", "bộ", "đảng"]


@settings(max_examples=30)
@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=5))
def test_chosen_articles_bring_their_own_terms_alone(
    articles: list[tuple[list[str], bool]],
) -> None:
    chosen = [texts for texts, is_chosen in articles if is_chosen]
    found = make_rows(texts for texts, _ in articles).select([c for _, c in articles])
    expected = make_rows(chosen)
    assert sorted(found.forms.split()) == sorted(expected.forms.split())
    assert found.lengths.tolist() == expected.lengths.tolist()
    numberings = Numbering(), Numbering()
    told = [n.number(r) for n, r in zip(numberings, (found, expected), strict=True)]
    terms = [[n.terms()[t] for t in row] for n, row in zip(numberings, told, strict=True)]
    assert terms[0] == terms[1]


ROWS = st.lists(st.lists(st.integers(2, 4), max_size=9).map(lambda row: [BOUNDARY, *row]))


@settings(max_examples=100)
@given(ROWS.filter(bool), st.integers(1, 40))
def test_counts_of_rows_are_added_up_and_the_rarest_forgotten(
    rows: list[list[int]], most: int
) -> None:
    with (
        patch.object(restore_counts, "BLOCK", 2),
        patch.object(restore_counts, "MAX_TRIPLES", most),
    ):
        found = reduce(add_counts, (count_terms([np.array(r, dtype=np.int32)]) for r in rows))
    pairs: Counter[int] = Counter()
    triples: Counter[int] = Counter()
    for number, row in enumerate(rows):
        ends = [*row, BOUNDARY, BOUNDARY]
        pairs.update(a << BITS | b for a, b in pairwise(ends[:-1]))
        triples.update(
            (a << BITS | b) << BITS | c for a, b, c in zip(ends, ends[1:], ends[2:], strict=False)
        )
        least = 2
        while number and len(triples) > most:
            triples = Counter({key: n for key, n in triples.items() if n >= least})
            least *= 2
    assert _rows(found.pairs) == pairs
    assert _rows(found.triples) == triples
    terms = Counter(chain.from_iterable([*row, BOUNDARY] for row in rows))
    assert dict(enumerate(found.terms.tolist())) == {n: terms[n] for n in range(max(terms) + 1)}


def test_triples_go_with_their_pair() -> None:
    rows = [np.array([BOUNDARY, *row], dtype=np.int32) for row in ([2, 3], [2, 3, 4])]
    with patch.object(restore_counts, "MAX_PAIRS", 3):
        found = add_counts(*(count_terms([row]) for row in rows))
    assert set(_rows(found.pairs)) == {BOUNDARY << BITS | 2, 2 << BITS | 3}
    assert {key >> BITS for key in _rows(found.triples)} == set(_rows(found.pairs))
    assert found.forerunners.tolist() == [2, 0, 1, 1, 1]


def _rows(table: Table) -> dict[int, int]:
    assert look_up(table, table.keys).tolist() == table.counts.tolist()
    return dict(zip(table.keys.tolist(), table.counts.tolist(), strict=True))
