"""What the sample corpus's pages say, against the gold fields read by hand."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.articles.readers import Skipped, find_files, read_file
from indexer.articles.understand import understand
from indexer.model import Article
from indexer.text.normalize import normal_form

ROOT = Path(__file__).parents[2] / "corpus"
GOLD_FILES = sorted(Path(__file__).parent.glob("corpus_pages_*.json"))
GOLD: list[dict[str, Any]] = [
    page for path in GOLD_FILES for page in json.loads(path.read_text("utf-8"))
]
FIELDS = ("title", "kicker", "section", "date", "time", "year", "author", "author_role")
SHOWN = ("title", "kicker", "lead", "body", "subhead", "caption", "byline")


@cache
def read_corpus() -> dict[str, Article]:
    articles = {}
    for path in find_files([ROOT]):
        for raw in read_file(path, root=ROOT):
            assert not isinstance(raw, Skipped), raw
            articles[raw.id] = understand(raw)
    return articles


@cache
def corrected_fields() -> frozenset[tuple[str, str]]:
    with (ROOT / "corrections.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset((row["id"], row["field"]) for row in csv.DictReader(stream))


def same(text: str | None) -> str | None:
    return None if text is None else " ".join(map(normal_form, text.split()))


def test_the_gold_files_are_there() -> None:
    assert len(GOLD_FILES) >= 2
    assert len({page["id"] for page in GOLD}) == len(GOLD) >= 90


@pytest.mark.parametrize("page", GOLD, ids=lambda page: page["id"])
def test_fields_are_those_read_by_hand(page: dict[str, Any]) -> None:
    article = read_corpus()[page["id"]]
    for name in FIELDS:
        found = getattr(article, name)
        value = None if found.method == "derived" else found.value
        expected = None if page[name] is None else str(page[name])
        if (page["id"], name) in corrected_fields():
            expected = None
        assert same(value) == same(expected), (name, found)


@pytest.mark.parametrize("page", GOLD, ids=lambda page: page["id"])
def test_the_lead_begins_where_the_article_does(page: dict[str, Any]) -> None:
    article = read_corpus()[page["id"]]
    text = same(article.text_of("lead") or article.text_of("body")) or ""
    assert text.startswith(same(page["lead_starts"]) or "")
    assert page["lead_starts"]


@pytest.mark.parametrize("page", GOLD, ids=lambda page: page["id"])
def test_the_site_s_own_words_are_in_no_part_that_is_searched(page: dict[str, Any]) -> None:
    article = read_corpus()[page["id"]]
    shown = same(article.text_of(*SHOWN)) or ""
    whole = same(article.text) or ""
    for words in page["must_not_find"]:
        assert (same(words) or "") in whole, "the page itself lacks these words"
        assert (same(words) or "") not in shown


def test_parts_are_ordered_spans_without_overlap() -> None:
    for article in read_corpus().values():
        end = 0
        for part in article.parts:
            assert end <= part.start < part.end <= len(article.text), (article.id, part)
            end = part.end


def test_every_word_of_a_page_is_in_some_part() -> None:
    for article in read_corpus().values():
        left = list(article.text)
        for part in article.parts:
            left[part.start : part.end] = " " * (part.end - part.start)
        assert not "".join(left).strip("\f \n\r\t\ufeff\u200b"), article.id
