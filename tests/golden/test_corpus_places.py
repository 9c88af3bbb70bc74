"""What the sample corpus's pages are about and who published them, as read by hand.

A topic may be left unknown where it is hard to tell; it may hardly ever be wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.articles.corrections import apply_corrections, load_corrections
from indexer.articles.readers import Skipped, find_files, read_file
from indexer.articles.sources import find_source
from indexer.articles.understand import understand
from indexer.model import Article

ROOT = Path(__file__).parents[2] / "corpus"
SHARED = Path(__file__).parents[3] / "shared" / "seeds"
GOLD: list[dict[str, Any]] = [
    page
    for path in sorted(Path(__file__).parent.glob("corpus_pages_*.json"))
    for page in json.loads(path.read_text("utf-8"))
]


@cache
def read_corpus() -> dict[str, Article]:
    corrections = load_corrections(ROOT / "corrections.csv")
    articles = {}
    for path in find_files([ROOT]):
        for raw in read_file(path, root=ROOT):
            assert not isinstance(raw, Skipped), raw
            articles[raw.id] = apply_corrections(understand(raw), corrections.get(raw.id, {}))
    return articles


def judge(page: dict[str, Any]) -> str:
    """Whether the first topic is "right", "wrong" or "unknown"."""
    topics = read_corpus()[page["id"]].topics
    if page["province_former"] is None:
        return "wrong" if topics else "right"
    if not topics:
        return "unknown"
    found = (topics[0].former[0], topics[0].present[0])
    return "right" if found == (page["province_former"], page["province_present"]) else "wrong"


def one_name(source: str | None) -> str:
    """The name under which a source is cited, however the page spells it."""
    if source is None:
        return ""
    return (find_source("", None, {"source": source})[0].value or "").casefold()


@pytest.mark.parametrize("page", GOLD, ids=lambda page: page["id"])
def test_the_source_is_the_one_read_by_hand(page: dict[str, Any]) -> None:
    assert one_name(read_corpus()[page["id"]].source.value) == one_name(page["source"])


def test_the_first_topic_is_right_or_unknown() -> None:
    judged = {page["id"]: judge(page) for page in GOLD}
    counts = Counter(judged.values())
    wrong = [page for page, verdict in judged.items() if verdict == "wrong"]
    unknown = [page for page, verdict in judged.items() if verdict == "unknown"]
    assert len(wrong) <= 0.03 * len(GOLD), wrong
    assert len(unknown) <= 0.08 * len(GOLD), unknown
    assert counts["right"] >= 0.9 * len(GOLD)


def test_every_answer_shows_its_evidence() -> None:
    for article in read_corpus().values():
        for topic in article.topics:
            assert topic.method
            assert topic.evidence or article.corrected
            assert 0 < topic.confidence <= 1
        if article.source.value is not None:
            assert article.source.evidence


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is not beside the checkout")
def test_the_raw_pages_beside_the_checkout() -> None:
    gold = json.loads((SHARED / "gold.json").read_text("utf-8"))
    for page in gold:
        raw = next(iter(read_file(SHARED / f"{page['file']}.txt", root=SHARED)))
        assert not isinstance(raw, Skipped)
        article = understand(raw)
        assert article.topics[0].former == (page["province_former"],)
        assert article.topics[0].present == (page["province_present"],)
        expected = (page["source"] or "").split(" (")[0]
        assert one_name(article.source.value) == one_name(expected or None)
