"""Numbers of terms: each term has one, however often and wherever it is met."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text.restore_counts import Table, add_counts, count_terms, look_up
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


@settings(max_examples=30)
@given(TEXTS, TEXTS)
def test_counts_of_two_rows_add_up_to_those_of_both(a: list[str], b: list[str]) -> None:
    numbering = Numbering()
    rows = [numbering.number(make_rows([texts])) for texts in (a, b)]
    both, apart = count_terms(rows), add_counts(count_terms(rows[:1]), count_terms(rows[1:]))
    # Counted apart, the last text of the first row ends with a boundary of its own.
    assert apart.terms[BOUNDARY] == both.terms[BOUNDARY] + 1
    assert apart.terms[1:].tolist() == both.terms[1:].tolist()
    assert _rows(apart.pairs) == _rows(both.pairs)


def _rows(table: Table) -> dict[int, int]:
    assert look_up(table, table.keys).tolist() == table.counts.tolist()
    return dict(zip(table.keys.tolist(), table.counts.tolist(), strict=True))
