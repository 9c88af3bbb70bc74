"""The five raw pages of ../shared/seeds, against the metadata read by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.articles.readers import Skipped, read_file
from indexer.articles.understand import understand
from indexer.model import Article
from indexer.text.normalize import normal_form

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
GOLD: list[dict[str, Any]] = (
    json.loads((SEEDS / "gold.json").read_text("utf-8")) if SEEDS.exists() else []
)

pytestmark = pytest.mark.skipif(not GOLD, reason="../shared/seeds is not beside this checkout")


def read_seed(name: str) -> Article:
    raw = next(read_file(SEEDS / f"{name}.txt", root=SEEDS))
    assert not isinstance(raw, Skipped)
    return understand(raw)


def same(text: str) -> str:
    return " ".join(map(normal_form, text.split()))


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"])
@pytest.mark.parametrize(
    "field", ["title", "kicker", "section", "date", "time", "year", "author", "author_role"]
)
def test_field_is_the_one_read_by_hand(gold: dict[str, Any], field: str) -> None:
    found = getattr(read_seed(gold["file"]), field)
    value = None if found.method == "derived" else found.value
    expected = gold.get(field)
    if field == "author":
        # The gold adds a note to a staff byline: "P.V (staff byline, no person)".
        expected = expected.split(" (")[0]
    assert same(value or "") == same(str(expected or ""))


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"])
def test_every_known_field_has_its_evidence_on_the_page(gold: dict[str, Any]) -> None:
    article = read_seed(gold["file"])
    page = same(article.text)
    for found in (article.title, article.date, article.year, article.author):
        if found.value is not None:
            assert 0 < found.confidence <= 1
            assert same(found.evidence).rstrip("…") in page


def test_teasers_and_notices_are_chrome() -> None:
    article = read_seed("001_3cfc0053cc8355a1")
    shown = article.text_of("title", "lead", "body", "byline", "caption", "subhead")
    for words in ("23/11/2024", "cookies", "Diễn đàn Chuyển đổi số"):
        assert words in article.text_of("chrome")
        assert words not in shown


def test_a_caption_above_the_lead_is_no_lead() -> None:
    article = read_seed("003_48e921f8beb52c64")
    assert "XUÂN ĐÀO" in article.text_of("caption")
    assert article.text_of("lead").startswith("Đảng bộ Khối cơ quan Dân chính Đảng")
    assert "Ảnh" not in article.author.evidence
