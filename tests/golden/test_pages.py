"""What pages of many layouts say, against the fields read by hand.

Pages on odd lines are there to improve the rules by, those on even lines only to check them: the
thresholds are asserted on the latter. `python -m tests.golden.test_pages` prints both halves'
rates and the odd half's mistakes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.articles.sources import find_source
from indexer.articles.understand import understand
from indexer.model import Article, RawArticle
from indexer.text.normalize import normal_form

FILES = sorted((Path(__file__).parents[1] / "pages").glob("*.jsonl"))
IMPROVED_BY = sorted((Path(__file__).parents[1] / "pages" / "improved_by").glob("*.jsonl"))
RIGHT, WRONG, UNKNOWN = "right", "wrong", "unknown"
FIELDS = (
    "title", "kicker", "section", "date", "time", "year", "province", "source", "author",
    "author_role",
)  # fmt: skip

# The least share that is right or unknown, or right alone, and the largest that is wrong.
RIGHT_OR_UNKNOWN = {"year": 0.98, "province": 0.95}
WRONG_AT_MOST = {"year": 0.01, "province": 0.03}
RIGHT_AT_LEAST = {"title": 0.95, "author": 0.95}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, what it says, and what was understood of it."""

    name: str
    gold: dict[str, Any]
    article: Article

    def found(self, field: str) -> str | None:
        """The value that was found; a province as its former and its present slug."""
        if field == "province":
            topics = self.article.topics
            return f"{topics[0].former[0]} {topics[0].present[0]}" if topics else None
        inference = getattr(self.article, field)
        value = None if inference.method == "derived" else inference.value
        return _cited(value) if field == "source" else value

    def expected(self, field: str) -> str | None:
        """The value that is right, in the same form."""
        if field == "province":
            former, present = self.gold["province_former"], self.gold["province_present"]
            return f"{former} {present}" if former else None
        value = self.gold[field]
        return _cited(value) if field == "source" else None if value is None else str(value)

    def judge(self, field: str) -> str:
        """Whether the field is right, wrong, or unknown though the page tells it."""
        found, expected = same(self.found(field)), same(self.expected(field))
        if found == expected:
            return RIGHT
        return UNKNOWN if found is None else WRONG


def same(text: str | None) -> str | None:
    return None if text is None else " ".join(map(normal_form, text.split())).casefold()


def _cited(source: str | None) -> str | None:
    """The name under which a source is cited, however the page spells it."""
    return find_source("", None, {"source": source})[0].value if source else None


@cache
def read_half(*, odd: bool) -> tuple[Page, ...]:
    """The pages on the odd lines, or those on the even ones (lines count from 1).

    Those that the rules were improved by as a whole stand with the odd ones.
    """
    lines = [n for f in FILES for n in f.read_text("utf-8").splitlines()[0 if odd else 1 :: 2]]
    if odd:
        lines += [line for file in IMPROVED_BY for line in file.read_text("utf-8").splitlines()]
    pages = []
    for row in map(json.loads, lines):
        raw = RawArticle(row["id"], row["page"], f"{row['id']}.txt")
        pages.append(Page(row["id"], row["gold"], understand(raw)))
    return tuple(pages)


def count(pages: Sequence[Page], field: str) -> Counter[str]:
    return Counter(page.judge(field) for page in pages)


def describe(pages: Sequence[Page]) -> list[str]:
    """A line for each field: the shares that are right, unknown and wrong."""
    lines = []
    for field in FIELDS:
        counts = count(pages, field)
        shares = (f"{name} {counts[name] / len(pages):6.1%}" for name in (RIGHT, UNKNOWN, WRONG))
        lines.append(f"{field:12} " + "  ".join(shares))
    return lines


needs_pages = pytest.mark.skipif(not FILES, reason="there are no pages to check")


@needs_pages
@pytest.mark.parametrize("field", RIGHT_OR_UNKNOWN)
def test_fields_that_may_be_unknown_are_hardly_ever_wrong(field: str) -> None:
    counts = count(read_half(odd=False), field)
    total = counts.total()
    assert counts[RIGHT] + counts[UNKNOWN] >= RIGHT_OR_UNKNOWN[field] * total, counts
    assert counts[WRONG] <= WRONG_AT_MOST[field] * total, counts


@needs_pages
@pytest.mark.parametrize("field", RIGHT_AT_LEAST)
def test_fields_that_every_page_shows_are_right(field: str) -> None:
    counts = count(read_half(odd=False), field)
    total = counts.total()
    assert counts[RIGHT] >= RIGHT_AT_LEAST[field] * total, counts


@needs_pages
def test_a_year_is_known_where_a_page_prints_one() -> None:
    # Only numbers are compared: a message of a failure must not show pages that are kept apart.
    dated = [page for page in read_half(odd=False) if page.gold["date"]]
    right, all_dated = count(dated, "year")[RIGHT], len(dated)
    assert right >= 0.9 * all_dated


def main() -> None:
    """Prints the rates of both halves, and where the odd half is wrong."""
    out = sys.stdout.write
    for odd in (True, False):
        pages = read_half(odd=odd)
        out(f"{'odd' if odd else 'even'} lines, {len(pages)} pages\n")
        out("\n".join(describe(pages)) + "\n\n")
    for page in read_half(odd=True):
        for field in FIELDS:
            if page.judge(field) != RIGHT:
                verdict = page.judge(field)
                pair = f"{page.found(field)!r} for {page.expected(field)!r}"
                out(f"{page.name} {field} {verdict}: {pair}\n")


if __name__ == "__main__":
    main()
