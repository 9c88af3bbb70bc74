"""In which order answers come: what counts for an article, and that the sum explains the score."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.article_texts import ArticleTexts
from indexer.build import build_index
from indexer.model import Article, Part, Request
from indexer.query.parse import parse
from indexer.ranking import ranking_of, row_weights
from indexer.rescoring import (
    Found,
    Places,
    coverage,
    earliness,
    find_places,
    look_for,
    names_early,
    numbers_held,
    order_held,
    rows_held,
)
from indexer.search import Searcher, open_index

OTHER = "tin trong ngày về nhiều việc khác nhau ở các địa phương "
ARTICLES = {
    "row": f"{OTHER * 3} phía bên kia cầu phao mới có chợ nổi. {OTHER * 4}",
    "apart": f"{OTHER * 3} phía bên kia phao có chợ, mới nổi như một cái cầu. {OTHER * 4}",
    "early": f"Cầu phao mới. {OTHER * 7}",
    "half": f"{OTHER * 3} cầu cầu cầu cầu phao phao phao. {OTHER * 4}",
}


def look(texts: Sequence[str], wanted: Places) -> list[Found]:
    """Where the words that are wanted stand in texts."""
    articles = [Article("x", "x.txt", text, (Part("body", 0, len(text)),)) for text in texts]
    return find_places(ArticleTexts(articles), wanted)


def alike(query: str, *, is_base: bool = False) -> Places:
    """What is looked for where the words of a query, and all pairs of them, weigh alike."""
    return look_for(query.split(), lambda _: 1.0, lambda *_: 2.0, is_base=is_base)


def test_places_count_terms_not_pieces() -> None:
    wanted = alike("mỹ hàn hòa")
    texts = ["Hoà", "Quan hệ Mỹ-Hàn và Trung-Hoà bình", "", "mỹ\nMỸ"]
    found = look(texts, wanted)
    assert [f.firsts for f in found] == [{"hòa": 0}, {"mỹ": 2, "hàn": 3, "hòa": 6}, {}, {"mỹ": 0}]
    mỹ, hàn, hòa = wanted.signs.values()
    assert list(map(list, (f.line for f in found))) == [
        [hòa],
        [0, 0, mỹ, hàn, 0, 0, hòa, 0],
        [],
        [mỹ, mỹ],
    ]
    found = look(["Cầu PHAO"], alike("cau phao", is_base=True))
    assert found[0].firsts == {"cau": 0, "phao": 1}


def test_only_searched_parts_count() -> None:
    text = "Trang chủ cầu\nCầu phao"
    parts = (Part("chrome", 0, 13), Part("title", 14, 22))
    (found,) = find_places(ArticleTexts([Article("x", "x.txt", text, parts)]), alike("cầu"))
    assert (found.firsts, len(found.line)) == ({"cầu": 0}, 2)


def test_earliness_falls_with_the_first_place_of_a_word() -> None:
    wanted = alike("cầu")
    texts = [OTHER * n + "cầu" for n in (0, 1, 9, 200)]
    shares = [earliness(found, wanted) for found in look([*texts, "cầu và cầu"], wanted)]
    assert shares[0] == shares.pop() == 1.0 and shares[-1] == 0.0
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == 4


def test_words_early_together_tell_more_than_each_alone() -> None:
    wanted = alike("cầu phao")
    both, one, other = (earliness(f, wanted) for f in look(["cầu phao", "cầu", "phao"], wanted))
    assert both > one + other > 0


def test_coverage_goes_by_the_weight_of_the_words() -> None:
    wanted = look_for(["cầu", "và"], {"cầu": 3.0, "và": 1.0}.__getitem__, is_base=False)
    shares = [coverage(found, wanted) for found in look(["cầu", "và và", ""], wanted)]
    assert shares == [0.75, 0.25, 0.0]


def test_rows_count_words_side_by_side_in_their_order_once() -> None:
    wanted = alike("cầu phao")
    texts = ["cầu phao chợ nổi", "cầu phao cầu phao", "phao cầu", "cầu và phao"]
    assert [rows_held(found, wanted) for found in look(texts, wanted)] == [2.0, 2.0, 0.0, 0.0]


def test_numbers_count_by_their_weight_wherever_they_stand() -> None:
    weights = {"18,5": 3.0, "67": 2.0, "cầu": 1.0}
    wanted = look_for(list(weights), weights.__getitem__, is_base=False)
    texts = ["cầu 18,5%", OTHER * 20 + "67 cầu 18,5 67", "cầu"]
    assert [numbers_held(found, wanted) for found in look(texts, wanted)] == [3.0, 5.0, 0.0]


def test_names_count_where_they_stand_early() -> None:
    wanted = look_for(["cầu", "sơn"], lambda _: 1.0, is_base=False, names=frozenset(["sơn"]))
    texts = ["cầu Sơn sơn", OTHER * 20 + "Sơn", "cầu"]
    assert [names_early(found, wanted) for found in look(texts, wanted)] == [1.0, 0.0, 0.0]


def test_no_words_and_no_places_add_nothing() -> None:
    nothing = look_for([], lambda _: 1.0, lambda *_: 1.0, is_base=False)
    for wanted, texts in ((nothing, ["cầu"]), (alike("cầu phao"), ["", "chợ"]), (nothing, [])):
        for found in look(texts, wanted):
            for ingredient in (coverage, earliness, rows_held, numbers_held):
                assert ingredient(found, wanted) == 0.0


def test_capitals_that_do_not_begin_the_query_tell_names() -> None:
    for query, names in (
        ("Hội ở Đồ Sơn", {"đồ", "sơn"}),
        ("hội ở đồ sơn", set()),
        ("Hội", set()),
        ("", set()),
    ):
        node = parse(query)
        ranking = ranking_of(node, "exact", None, lambda _: 1, 30)
        assert ranking.places.names == names, query


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The articles, and others with the usual words."""
    folder: Path = tmp_path_factory.mktemp("ranking")
    texts = ARTICLES | {f"other{n}": OTHER * 8 + f"số {n} cầu" for n in range(30)}
    rows = (json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in texts.items())
    (folder / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(folder / "index", [folder / "tin.jsonl"])
    opened = open_index(folder / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize("match", ["all", "any"])
def test_early_before_side_by_side_before_apart_before_half(searcher: Searcher, match: str) -> None:
    answer = searcher.search(Request(q="cầu phao mới", match=match))  # type: ignore[arg-type]
    order = [h.article.id for h in answer.hits]
    assert order[:3] == ["early", "row", "apart"]
    assert match == "all" or order[3] == "half"


@pytest.mark.parametrize("query", ["chợ cá đêm", "cho ca dem"])
def test_few_words_in_a_row_come_first_however_many_have_them_apart(
    tmp_path: Path, query: str
) -> None:
    apart = "cá và đêm, đêm và chợ, chợ và cá"
    texts = {f"apart{n}": f"{OTHER} Số {n}: {apart}, {apart}." for n in range(40)}
    texts["row"] = f"{OTHER * 40} có chợ cá đêm {OTHER * 5}"
    rows = (json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in texts.items())
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "tin.jsonl"])
    searcher = open_index(tmp_path / "index")
    request = Request(q=query)
    answer = searcher.search(request)
    assert answer.total == 41
    assert answer.hits[0].article.id == "row"
    assert dict(searcher.explain(request, "row"))["row"] > 0
    phrase = replace(request, q=f'"{query}"')
    assert "row" not in dict(searcher.explain(phrase, "row")), "every article has it so"
    searcher.close()


def test_words_in_order_count_whatever_is_between_them() -> None:
    wanted = alike("cầu phao mới")
    texts = ["cầu rất dài phao đã mới", "mới phao cầu", f"{OTHER * 40} cầu phao mới"]
    assert [order_held(found, wanted) for found in look(texts, wanted)] == [4.0, 0.0, 0.0]


@pytest.mark.parametrize("query", ["cầu phao mới", "cau phao moi", '"cầu phao"', "cau phaao"])
def test_the_sum_of_the_parts_is_the_score(searcher: Searcher, query: str) -> None:
    request = Request(q=query, match="any")
    hits = searcher.search(request).hits
    assert hits
    for hit in hits:
        parts = searcher.explain(request, hit.article.id)
        assert sum(x for _, x in parts) == pytest.approx(hit.score, rel=1e-4)
        assert [x for _, x in parts] == sorted((x for _, x in parts), reverse=True)


def test_nothing_explains_an_order_of_time_or_an_article_that_is_no_answer(
    searcher: Searcher,
) -> None:
    assert searcher.explain(Request(q="cầu phao mới"), "row")
    assert searcher.explain(Request(q="cầu phao mới", sort="newest"), "row") == []
    assert searcher.explain(Request(q="cầu phao mới"), "half") == []


def test_a_rare_pair_of_words_weighs_more_than_a_common_one(searcher: Searcher) -> None:
    model = searcher._marks
    assert model is not None
    weigh = row_weights(model)
    assert weigh("cầu", "phao") > weigh("địa", "phương")
    assert weigh("cầu", "phao") > 0 and weigh("lạ", "hoắc") >= weigh("cầu", "phao")
