"""Lines of a concordance, written as they are read: left [node] right."""

from __future__ import annotations

import re

import pytest

from indexer import Request, Searcher, concordance, open_index, sort_lines
from indexer.concordance import Line, collation_key
from tests.site_index import build_site_index


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return open_index(build_site_index(tmp_path_factory.mktemp("concordance")))


def written(line: Line) -> str:
    return f"{line.left}[{line.node}]{line.right}"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_a_line_stays_within_its_part_and_keeps_the_original_letters(searcher: Searcher) -> None:
    found = concordance(searcher, Request(q="đường"))

    assert [written(line) for line in found.lines] == [
        "Con [đu\u031bo\u031b\u0300ng] mo\u031b\u0301i dài 7 km. Quyết định 134/QĐ-TU đã ký."
    ]
    line = found.lines[0]
    assert line.article.text[line.start : line.end] == line.node


def test_context_is_cut_between_words(searcher: Searcher) -> None:
    found = concordance(searcher, Request(q="trở"), width=20)

    assert [written(line) for line in found.lines] == [
        "Học sinh vùng lũ [trở] lại trường",
        "nay 315 học sinh [trở] lại lớp sau cơn lũ.",
    ]


def test_every_context_is_within_the_width(searcher: Searcher) -> None:
    found = concordance(searcher, Request(q="ngô", size=50), width=15)

    assert len(found.lines) == 72
    assert all(len(line.left) <= 15 and len(line.right) <= 15 for line in found.lines)


def test_the_limit_of_lines_is_told(searcher: Searcher) -> None:
    found = concordance(searcher, Request(q="ngô", size=50), limit=10)

    assert len(found.lines) == 10
    assert not found.complete
    assert concordance(searcher, Request(q="ngô", size=50), limit=72).complete


def test_lines_sort_by_what_stands_beside_the_node(searcher: Searcher) -> None:
    lines = concordance(searcher, Request(q="lúa")).lines

    right = [words(line.right)[:1] for line in sort_lines(lines, "right")]
    left = [words(line.left)[-1:] for line in sort_lines(lines, "left")]

    assert right == sorted(right, key=lambda word: collation_key(" ".join(word)))
    assert left == sorted(left, key=lambda word: collation_key(" ".join(word)))
    assert right != [words(line.right)[:1] for line in lines]
    assert sort_lines(lines, "article") == lines


def test_words_sort_as_in_a_vietnamese_dictionary() -> None:
    in_order = "ba bà bả bã bá bạ băng bân cá chó da đa đi em êm gà ông ơn xa ý"
    backwards = in_order.split()[::-1]

    assert " ".join(sorted(backwards, key=collation_key)) == in_order
    assert collation_key("Lúa  NẾP") == collation_key("lúa nếp")
    assert collation_key("ngo\u0302") == collation_key("ngô")
