"""What did the person ask? Queries as trees, and trees as queries again."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.query import nodes as n
from indexer.query.parse import (
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_LEAVES,
    MAX_LENGTH,
    MAX_SLOP,
    parse,
    to_query,
)
from indexer.query.scan import clean
from tests.test_scan import WORD, attempt


def unplaced(node: n.Node) -> n.Node:
    """The tree with every position 0."""
    match node:
        case n.And(children) | n.Or(children):
            return type(node)(tuple(map(unplaced, children)))
        case n.Not(child):
            return n.Not(unplaced(child))
        case n.Field(name, child, _):
            return n.Field(name, unplaced(child), 0)
        case n.Everything():
            return node
        case _:
            return replace(node, position=0)


def leaves(node: n.Node) -> list[n.Node]:
    """The nodes without children, from left to right."""
    match node:
        case n.And(children) | n.Or(children):
            return [leaf for child in children for leaf in leaves(child)]
        case n.Not(child) | n.Field(_, child, _):
            return leaves(child)
        case _:
            return [node]


def refused_at(query: str) -> tuple[int | None, str]:
    """Where and how a query is refused."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    return caught.value.position, caught.value.message


def words(text: str) -> n.Words:
    return n.Words(text, 0)


A, B, C = words("chè"), words("cà"), words("gạo")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chè AND cà", n.And((A, B))), ("chè OR cà", n.Or((A, B))),
        ("chè OR cà AND gạo", n.Or((A, n.And((B, C))))),
        ("chè AND cà OR gạo", n.Or((n.And((A, B)), C))),
        ("(chè OR cà) AND gạo", n.And((n.Or((A, B)), C))),
        ("(chè OR cà) gạo", n.And((n.Or((A, B)), C))), ("chè (cà)", n.And((A, B))),
        ("NOT chè cà", n.And((n.Not(A), B))), ("NOT (chè cà)", n.Not(words("chè cà"))),
        ("chè -cà", n.And((A, n.Not(B)))), ("NOT NOT chè", n.Not(n.Not(A))),
        ("-(chè OR cà)", n.Not(n.Or((A, B)))), ("NOT chè OR cà", n.Or((n.Not(A), B))),
        ("((((chè))))", A), ("(chè AND cà) gạo", n.And((n.And((A, B)), C))),
    ],
)  # fmt: skip
def test_precedence(query: str, expected: n.Node) -> None:
    assert unplaced(parse(query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"chè xanh"', n.Phrase("chè xanh", 0)),
        ("“chè xanh”~5", n.Phrase("chè xanh", 0, slop=5)),
        ('="chè xanh"', n.Phrase("chè xanh", 0, pinned=True)),
        ("=má", n.Words("má", 0, pinned=True)), ("tiền*", n.Prefix("tiền", 0)),
        ("lạm phát~1", n.And((n.Words("lạm", 0), n.Fuzzy("phát", 1, 4)))),
        ("lạm~2 phát", n.And((n.Fuzzy("lạm", 2, 0), n.Words("phát", 6)))),
        ("=má con", n.And((n.Words("má", 0, pinned=True), n.Words("con", 4)))),
        ("title:chè cà", n.And((n.Field("title", n.Words("chè", 6), 0), n.Words("cà", 10)))),
        ("tựa:tiền*", n.Field("title", n.Prefix("tiền", 4), 0)),
        ("tác_giả:“Lê A”", n.Field("author", n.Phrase("Lê A", 8), 0)),
        ("nguồn:=má", n.Field("source", n.Words("má", 6, pinned=True), 0)),
        ("id:nam/cho-noi#2", n.Field("id", n.Words("nam/cho-noi#2", 3), 0)),
        ("-dẫn:(chè cà)", n.Not(n.Field("lead", n.Words("chè cà", 6), 1))),
        ('province:"Hải Phòng"', n.Province("Hải Phòng", 0)),
        ("tỉnh:hai-phong", n.Province("hai-phong", 0)), ("has:author", n.Flag("author", True, 0)),
        ("doc:134/QĐ-TU", n.DocumentNumber("134/QĐ-TU", 0)),
        ("chè văn_bản:“3-NQ/TW”", n.And((n.Words("chè", 0), n.DocumentNumber("3-NQ/TW", 4)))),
        ("-has:Title", n.Not(n.Flag("title", True, 1))),
        ("corrected:NO", n.Flag("corrected", False, 0)),
    ],
)  # fmt: skip
def test_terms(query: str, expected: n.Node) -> None:
    assert parse(query) == expected


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2019", 2019, 2019), ("2015..2020", 2015, 2020), ("2019..2019", 2019, 2019),
        ("..2010", None, 2010), ("2010..", 2010, None), ("2010..,", 2010, None),
    ],
)  # fmt: skip
def test_years(value: str, low: int | None, high: int | None) -> None:
    for name in ("year", "năm", "nam"):
        assert parse(f"{name}:{value}") == n.Year(low, high, 0)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2019-01-26", "2019-01-26", "2019-01-26"),
        ("2019-01-01..2019-06-30", "2019-01-01", "2019-06-30"),
        ("2019-04", "2019-04-01", "2019-04-30"), ("2020-02", "2020-02-01", "2020-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"), ("2019", "2019-01-01", "2019-12-31"),
        ("2019..2020-02", "2019-01-01", "2020-02-29"), ("2019-12..", "2019-12-01", None),
        ("..2019-12", None, "2019-12-31"),
    ],
)  # fmt: skip
def test_dates(value: str, low: str | None, high: str | None) -> None:
    for name in ("date", "ngày", "ngay"):
        assert parse(f"{name}:{value}") == n.Date(low, high, 0)


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("chè year:abc", 9, "2015..2020"), ("năm:abc", 4, "2015..2020"),
        ("year:2020..2015", 5, "earlier"), ("year:19", 5, "year"), ("year:2019-01", 5, "year"),
        ("year:0000", 5, "year"), ("year:2015..2016..2017", 5, "year"),
        ("year:２０１９", 5, "year"), ("year:(2019 OR 2020)", 5, "year"),
        ("date:2019-13-01", 5, "2019-01-26"), ("date:2019-02-29", 5, "date"),
        ("date:2019-00", 5, "date"), ("date:26/1/2019", 5, "date"),
        ("date:2019-06..2019-01", 5, "earlier"), ("ngày:2019-1-1", 5, "date"),
        ("has:chè", 4, "province"), ("corrected:maybe", 10, "yes"),
        ("province:(chè)", 9, "Hải Phòng"), ("doc:(chè)", 4, "134/QĐ-TU"),
        (f"chè phát~{MAX_DISTANCE + 1}", 4, str(MAX_DISTANCE)),
        (f'"chè xanh"~{MAX_SLOP + 1}', 0, str(MAX_SLOP)),
        (f"phát~{'9' * 3000}", 0, str(MAX_DISTANCE)), ("... !!", 0, "nothing to search for"),
        ('() "" -', 0, "nothing to search for"),
    ],
)  # fmt: skip
def test_refusals_say_where_and_what(query: str, position: int, says: str) -> None:
    where, message = refused_at(query)
    assert where == position
    assert says in message


@pytest.mark.parametrize("query", ["", " ", "\t\n", "\u3000\u00a0", "\x00\x1b"])
def test_an_empty_query_is_everything(query: str) -> None:
    assert parse(query) == n.Everything()
    assert to_query(n.Everything()) == ""


def test_length_is_limited() -> None:
    assert parse("a" * MAX_LENGTH) == words("a" * MAX_LENGTH)
    for query in ("a" * (MAX_LENGTH + 1), "(" * 10_000, "(" * 5_000 + ")" * 5_000):
        position, message = refused_at(query)
        assert position == MAX_LENGTH
        assert str(MAX_LENGTH) in message
        assert str(len(query)) in message


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("NOT ", ""), ("title:(", ")")])
def test_depth_is_limited(opening: str, closing: str) -> None:
    parse(opening * MAX_DEPTH + "chè" + closing * MAX_DEPTH)
    position, message = refused_at(opening * (MAX_DEPTH + 1) + "chè" + closing * (MAX_DEPTH + 1))
    assert position == len(opening) * (MAX_DEPTH + 1) - ("(" in opening or len(opening))
    assert str(MAX_DEPTH) in message


@pytest.mark.parametrize("piece", ["a* ", "=a ", '"a" ', "a OR ", "-a ", "year:2019 ", "(a)"])
def test_leaves_are_limited(piece: str) -> None:
    assert len(leaves(parse(piece * (MAX_LEAVES - 1) + "b*"))) == MAX_LEAVES
    position, message = refused_at(piece * MAX_LEAVES + "b*")
    assert position == len(piece) * MAX_LEAVES
    assert str(MAX_LEAVES) in message


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("lạm  phát", "lạm  phát"), ("(chè) (cà)", "chè AND cà"),
        ("chè -“cà gạo”~2", 'chè NOT "cà gạo"~2'), ("(chè OR cà) gạo", "(chè OR cà) gạo"),
        ("TỰA:(chè xanh) năm:2019..2019", "title:(chè xanh) year:2019"),
        ("tỉnh:“Huế” tỉnh:“Hải Phòng”", 'province:Huế province:"Hải Phòng"'),
        ("ngày:2019-02", "date:2019-02-01..2019-02-28"), ("year:0987..", "year:0987.."),
        ('“a „b” =“c "d”', '"a „b" =“c "d”'), ("“chè «cà gạo»", '“chè "cà gạo"'),
        ('"chè “cà gạo”', '"chè “cà gạo”'),
        ('“chè "cà tỉnh:«Hải Phòng»', '“chè "cà province:«Hải Phòng»'),
        ('“chè „"» cà“', '“chè „"» cà“'), ('cà ""~1“chè”', 'cà ""~1 "chè"'),
        ("chè AND (AND cà)", "chè AND (AND cà)"), ("-AND NOT NOT", "NOT (AND) NOT (NOT)"),
    ],
)  # fmt: skip
def test_trees_are_written_as_people_write(query: str, written: str) -> None:
    assert to_query(parse(query)) == written
    assert unplaced(parse(written)) == unplaced(parse(query))


def test_every_kind_of_node_is_written() -> None:
    queries = {
        n.Words: "chè xanh", n.Phrase: '"chè xanh"', n.Prefix: "tiền*", n.Fuzzy: "phát~1",
        n.Field: "title:chè", n.Province: "province:Huế", n.Year: "year:2019",
        n.Date: "date:2019-01-26", n.DocumentNumber: "doc:134/QĐ-TU", n.Flag: "has:year",
        n.And: "chè tiền*", n.Or: "chè OR cà", n.Not: "NOT chè", n.Everything: "",
    }  # fmt: skip
    assert set(queries) == set(get_args(n.Node))
    for kind, query in queries.items():
        assert type(parse(query)) is kind
        assert to_query(parse(query)) == query


PIECES = st.sampled_from([
    "AND", "OR", "NOT", "(AND", "AND)", "=AND", "title:AND", '"AND"', "-", "(", ")", '"', "“", "”",
    "„", "«", "»", '="', "~1", "~2", "~3", "*", "=", ":", "..", ",", ";", "...", "%", "5", '5"',
    "title:", "tựa:", "-title:(", "id:", "năm:", "year:2019", "year:2019..", "date:2019-02",
    "tỉnh:", "province:“", "doc:", "has:year", "corrected:no", "chè", "cà", "a", '"a b"', '“a"b”',
    "()", " ", "\u3000", "\x00", "e\u0323",
])  # fmt: skip
QUERIES = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)
SPACED = st.lists(PIECES, max_size=25).map(" ".join)


@settings(deadline=None)
@given(st.text() | QUERIES | SPACED)
def test_only_a_query_error_is_ever_raised(query: str) -> None:
    node = attempt(query)
    assert (node == n.Everything()) == (clean(query).strip() == "")


@settings(deadline=None)
@given(QUERIES | SPACED)
def test_a_tree_is_written_and_read_again(query: str) -> None:
    node = attempt(query)
    if node is not None:
        written = to_query(node)
        assert unplaced(parse(written)) == unplaced(node)
        assert to_query(parse(written)) == written


@settings(deadline=None)
@given(QUERIES | SPACED)
def test_words_are_slices_of_the_query(query: str) -> None:
    node = attempt(query)
    for leaf in leaves(node) if node is not None else []:
        if isinstance(leaf, n.Words):
            start = leaf.position + leaf.pinned
            assert clean(query)[start : start + len(leaf.text)] == leaf.text


LEAVES = st.one_of(
    st.lists(WORD, min_size=1, max_size=3).map(lambda texts: words(" ".join(texts))),
    WORD.map(lambda text: n.Words(text, 0, pinned=True)),
    st.builds(n.Phrase, st.lists(WORD, min_size=1).map(" ".join), st.just(0), st.integers(0, 9)),
    st.builds(n.Prefix, WORD.map("đ{}".format), st.just(0)),
    st.builds(n.Fuzzy, WORD.map("đ{}".format), st.integers(1, MAX_DISTANCE), st.just(0)),
    st.builds(n.Province, st.sampled_from(["Huế", "Hải Phòng", "hai-phong"]), st.just(0)),
    st.builds(n.Year, st.integers(1, 2019), st.none() | st.integers(2019, 9999), st.just(0)),
    st.builds(n.Date, st.none(), st.dates().map(str), st.just(0)),
    st.builds(n.Flag, st.sampled_from(["year", "author"]), st.just(True), st.just(0)),
    st.builds(n.Flag, st.just("corrected"), st.booleans(), st.just(0)),
)  # fmt: skip


def grow(nodes: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
    """Trees one level higher."""
    several = st.lists(nodes, min_size=2, max_size=4).map(tuple)
    names = st.sampled_from(["title", "lead", "body", "author", "source", "id"])
    fields = st.builds(n.Field, names, nodes, st.just(0))
    return st.one_of(several.map(n.And), several.map(n.Or), nodes.map(n.Not), fields)


@settings(deadline=None)
@given(st.recursive(LEAVES, grow, max_leaves=12))
def test_every_tree_is_written_as_a_query_of_that_tree(node: n.Node) -> None:
    assert unplaced(parse(to_query(node))) == node
