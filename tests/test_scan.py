"""Which pieces of a query are syntax, and which are text?"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.query.nodes import Node, Words
from indexer.query.parse import MAX_LENGTH, parse
from indexer.query.scan import QUOTES, clean, pair_quotes, quote, scan, unpaired_quotes


def tokens(query: str) -> str:
    """The tokens as `KIND:text`, `-` before those that are negated, joined by spaces."""
    return " ".join(f"{'-' * t.negated}{t.kind.name}:{t.text}" for t in scan(clean(query)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("giá vàng", "WORD:giá WORD:vàng"),
        ("Bà Rịa - Vũng Tàu", "WORD:Bà WORD:Rịa WORD:Vũng WORD:Tàu"),
        ("134/QĐ-TU 18,5% & TP.HCM", "WORD:134/QĐ-TU WORD:18,5% WORD:TP.HCM"),
        ("-má", "-WORD:má"),
        ("-=má", "-PINNED:má"),
        ('-"chè xanh"', "-PHRASE:chè xanh"),
        ("-$5 --a", "WORD:-$5 WORD:--a"),
        ("(chè)-(cà)", "OPEN:( WORD:chè CLOSE:) OPEN:( WORD:cà CLOSE:)"),
        ("tiền* tiền*,", "PREFIX:tiền PREFIX:tiền"),
        ("* ** 5* a*b a**", "WORD:5* WORD:a*b WORD:a**"),
        ("phát~1 phát~02", "FUZZY:phát FUZZY:phát"),
        ("10~20 phát~ phát~0 ~1", "WORD:10~20 WORD:phát~ WORD:phát~0 WORD:~1"),
        ('="chè xanh" =chè* == a=b', "PHRASE:chè xanh PINNED:chè* WORD:a=b"),
        ("http://a.vn 19:30 Bài: Minh", "WORD:http://a.vn WORD:19:30 WORD:Bài: WORD:Minh"),
        (
            "title:chè title: chè title:!!",
            "FIELD:title WORD:chè WORD:title: WORD:chè WORD:title:!!",
        ),
        ("title:AND -AND", "FIELD:title WORD:AND -WORD:AND"),
        ("title:body:chè", "FIELD:title WORD:body:chè"),
        ("year:2019, -năm:2019", "FILTER:year VALUE:2019 -FILTER:year VALUE:2019"),
        ("tỉnh:“Hải Phòng”", "FILTER:province VALUE:Hải Phòng"),
        ("Việt Nam:đất nước", "WORD:Việt WORD:Nam:đất WORD:nước"),
        ("\x00chè\x1fxanh\u00a0tươi\u3000ngon", "WORD:chè WORD:xanh WORD:tươi WORD:ngon"),
    ],
)
def test_pieces(query: str, expected: str) -> None:
    assert tokens(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chè (xanh)", "WORD:chè OPEN:( WORD:xanh CLOSE:)"),
        ("chè (xanh", "WORD:chè WORD:xanh"),
        ("chè) xanh", "WORD:chè WORD:xanh"),
        ("((chè)", "OPEN:( WORD:chè CLOSE:)"),
        ("(chè))", "OPEN:( WORD:chè CLOSE:)"),
        ('chè () (...) (("")) -() xanh', "WORD:chè WORD:xanh"),
        ("-(chè xanh)", "-OPEN:( WORD:chè WORD:xanh CLOSE:)"),
        ("title:(chè)", "FIELD:title OPEN:( WORD:chè CLOSE:)"),
        ("title:() (title:(chè", "WORD:title WORD:title WORD:chè"),
    ],
)
def test_parentheses(query: str, expected: str) -> None:
    assert tokens(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a AND b OR NOT c", "WORD:a AND:AND WORD:b OR:OR NOT:NOT WORD:c"),
        ("a and b or not c", "WORD:a WORD:and WORD:b WORD:or WORD:not WORD:c"),
        ("AND", "WORD:AND"),
        ("a AND", "WORD:a WORD:AND"),
        ("OR a", "WORD:OR WORD:a"),
        ("(AND a) NOT", "OPEN:( WORD:AND WORD:a CLOSE:) WORD:NOT"),
        ("a OR AND b", "WORD:a WORD:OR AND:AND WORD:b"),
        ("NOT OR b", "WORD:NOT OR:OR WORD:b"),
        ("NOT NOT", "NOT:NOT WORD:NOT"),
        ("a AND ... b", "WORD:a AND:AND WORD:b"),
    ],
)
def test_operators_without_operands_are_words(query: str, expected: str) -> None:
    assert tokens(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"chè xanh"', "PHRASE:chè xanh"),
        ("„chè“ „chè” «chè»", "PHRASE:chè PHRASE:chè PHRASE:chè"),
        ('"nói: “chè xanh” đi"', "PHRASE:nói: “chè xanh” đi"),
        ('chè "xanh', 'WORD:chè WORD:"xanh'),
        ('“chè "xanh tươi"', "WORD:“chè PHRASE:xanh tươi"),
        ('màn hình 5" và 6"', 'WORD:màn WORD:hình WORD:5" WORD:và WORD:6"'),
        ('màn hình 5" "chè xanh"', 'WORD:màn WORD:hình WORD:5" PHRASE:chè xanh'),
        ('"..." chè ""', "WORD:chè"),
        ('"chè (xanh" tươi)', "PHRASE:chè (xanh WORD:tươi"),
    ],
)
def test_quotes(query: str, expected: str) -> None:
    assert tokens(query) == expected


@pytest.mark.parametrize(
    ("query", "number"),
    [('"a b"~5', 5), ('"a b"~5.', 5), ('"a b"', 0), ('"a b"~', 0), ('"a b"~5c', 0), ("a~2", 2)],
)
def test_numbers_after_a_tilde(query: str, number: int) -> None:
    assert scan(query)[0].number == number


@pytest.mark.parametrize(
    ("names", "english"),
    [
        ("title tiêu_đề tieu_de tựa tua TITLE Tiêu_Đề TIÊU_ĐỀ Tieu_De", "title"),
        ("lead dẫn dan", "lead"),
        ("body nội_dung noi_dung", "body"),
        ("author tác_giả tac_gia", "author"),
        ("source nguồn nguon NGUỒN", "source"),
        ("id ID", "id"),
        ("province tỉnh tinh", "province"),
        ("year năm nam NĂM", "year"),
        ("date ngày ngay", "date"),
        ("doc văn_bản van_ban Văn_Bản", "doc"),
        ("has", "has"),
        ("corrected", "corrected"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_every_spelling(names: str, english: str, form: Literal["NFC", "NFD"]) -> None:
    for name in names.split():
        written = unicodedata.normalize(form, name)
        head, value = scan(f"{written}:2019")
        assert (head.text, head.start, head.end) == (english, 0, len(written) + 1)
        assert (value.text, value.start) == ("2019", head.end)


def test_other_marks_make_no_name() -> None:
    assert tokens("tính:100 nấm:5 tình:2") == "WORD:tính:100 WORD:nấm:5 WORD:tình:2"


def test_tokens_keep_their_places() -> None:
    query = ' -tựa:“chè  xanh”~2 (tiền* ="ông bà"'
    places = [query[t.start : t.end] for t in scan(query)]
    assert places == ["tựa:", "“chè  xanh”~2", "tiền*", '="ông bà"']


def test_quotes_pair_within_their_kind() -> None:
    assert pair_quotes('"a “b" c” «d»') == {0: 5, 10: 12}
    assert unpaired_quotes('„a "b c" «d') == {"„", "«"}


def test_a_quote_is_chosen_that_closes_nothing_else() -> None:
    assert quote("a b", set()) == '"a b"'
    assert quote('a "b', set()) == '“a "b”'
    assert quote("a b", {'"'}) == "“a b”"
    assert quote("a b", {'"', "„"}) == "«a b»"
    assert quote("a b", {'"', "“", "«"}) == "„a b“"
    assert quote("a b", set(QUOTES)) is None


@pytest.mark.parametrize(
    "text",
    [
        "lạm phát", "134/QĐ-TU", "18,5%", "TP.HCM", "Bà Rịa - Vũng Tàu", "R&D & marketing",
        "HĐND / UBND", "http://baochi.vn/tin?id=3", "lúc 19:30", "Bài: Minh", "and or not",
        "năm 2019: được mùa", "3*4", "khách sạn 5* ven biển", "10~20 người", "a=b", 'chè "xanh',
        "màn hình 32\" và 40\"", "giá 5$ (ước tính", "Việt Nam:đất nước", "chè\u00a0xanh\u3000Thái",
        unicodedata.normalize("NFD", "tiếng Việt"), "AND", "chè AND", "OR chè",
    ],
)  # fmt: skip
def test_ordinary_text_is_one_run_of_words(text: str) -> None:
    assert parse(text) == Words(text, 0)
    assert parse(f"\u3000{text} ") == Words(text, 1)


WORD = st.text("aăâđeêioôơuưyáờĐ0159", min_size=1, max_size=6)
BEFORE = st.sampled_from(["", "#", "'", "$", "…", "["])
AFTER = st.sampled_from(["", ",", ".", "%", "!", ":", "?", "]"])
PUNCTUATED = st.tuples(BEFORE, WORD, AFTER).map("".join)
PLAIN = st.lists(PUNCTUATED | st.sampled_from(["-", "/", "&", "–", "*", "~", "="]), max_size=12)


@settings(deadline=None)
@given(WORD, PLAIN, WORD, st.sampled_from([" ", "  ", "\u00a0", "\u3000"]))
def test_text_without_operators_is_one_run(
    first: str, between: list[str], last: str, space: str
) -> None:
    text = space.join([first, *between, last])
    assert parse(text) == Words(text, 0)


HOSTILE = [
    "(", ")", "()", "(a", "a)", "-(", "title:(", "(AND ", "NOT ", "AND ", "a OR ", "NOT a AND ",
    '"', "“", "„“", '"a', '"a" ', "«“„\"", '="', "=a ", "=", "-", "- ", "--a", " ", "a", "a ",
    "a:", "title:", "title:a ", "title:!", "a* ", "*", "a*", "a~1 ", "~1", "a~", "~", "1",
    '"a"~1', '"."', "year:2019 ", 'tỉnh:"a" ', "e\u0323\u0302", "\x00", "ﬀ:", "\u200b:",
]  # fmt: skip
"""Pieces of which a long query is made."""


def nested(length: int) -> str:
    """Parentheses around one letter."""
    return "(" * (length // 2) + "a" + ")" * (length // 2 - 1)


def count_lines(work: Callable[[], Any]) -> int:
    """How many lines of Python, and at least as many steps of loops, the work takes."""
    lines = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


class CountedText(str):
    """A text that counts the characters that are cut out of it or looked through by it."""

    __slots__ = ("read",)
    read: int

    def __getitem__(self, key: Any) -> str:
        piece = str.__getitem__(self, key)
        self.read = getattr(self, "read", 0) + len(piece)
        return piece

    def rfind(self, *arguments: Any) -> int:
        self.read = getattr(self, "read", 0) + len(self)
        return str.rfind(self, *arguments)


def repeat(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_doubles_when_the_query_doubles(piece: str) -> None:
    half, whole = (repeat(piece, length) for length in (MAX_LENGTH // 2, MAX_LENGTH))
    assert_linear(half, whole)


def test_the_work_doubles_when_the_nesting_doubles() -> None:
    assert_linear(nested(MAX_LENGTH // 2), nested(MAX_LENGTH))


def assert_linear(half: str, whole: str) -> None:
    """The lines run and the characters read by scanning grow no faster than the query."""
    parse("a")
    assert count_lines(lambda: attempt(whole)) <= 2.1 * count_lines(lambda: attempt(half)) + 200
    read = []
    for query in (half, whole):
        text = CountedText(query)
        scan(text)
        read.append(text.read)
    assert read[1] <= 2.1 * read[0] + 200


def attempt(query: str) -> Node | None:
    """The tree of a query, or None where it is refused in the right way."""
    try:
        return parse(query)
    except QueryError as error:
        assert error.position is not None
        assert 0 <= error.position <= len(query)
        return None
