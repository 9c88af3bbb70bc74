"""Which articles are found to be reprints of one another?

Texts are made of random syllables, so that nothing is shared but what a test makes shared.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from indexer.articles.stories import (
    FEWEST_SHINGLES,
    SHINGLE,
    Place,
    Stories,
    shingle_hashes,
    sign,
)
from indexer.articles.story_bands import BANDED, BandTable
from indexer.errors import IndexDamaged, IndexOutdated
from indexer.text.term_table import hash_terms

SYLLABLES = [a + b for a in ("đ", "kh", "ngh", "t", "tr", "m", "h") for b in "aăâeêioôơuưy"]


def text(seed: int, length: int = 400) -> list[str]:
    """A text of random syllables, the same for the same seed."""
    return random.Random(seed).choices(SYLLABLES, k=length)


def place(stories: Stories, **texts: list[str]) -> dict[str, Place | None]:
    """The places of these texts, taken in as one batch."""
    places = stories.place(list(texts), sign([hash_terms(t) for t in texts.values()]))
    return dict(zip(texts, places, strict=True))


def edit(words: list[str], every: int) -> list[str]:
    """The text with each `every`-th word another."""
    return [w + "x" if i % every == 0 else w for i, w in enumerate(words)]


REPRINTS = {
    "the same": text(1),
    "a new first paragraph": text(2, 60) + text(1)[40:],
    "a new end": text(1) + text(3, 120),
    "its first half": text(1)[:200],
    "its last half": text(1)[200:],
    "some words edited": edit(text(1), 40),
    "quoted whole in a longer one": text(4, 250) + text(1) + text(5, 250),
}
OTHERS = {
    "another text": text(6),
    "one paragraph in common": text(7, 340) + text(1)[:60],
    "the same words in another order": random.Random(1).sample(text(1), 400),
    "every fourth word another": edit(text(1), 4),
}


@pytest.mark.parametrize("kind", REPRINTS)
def test_a_reprint_joins_the_story_of_the_first(kind: str) -> None:
    stories = Stories()
    first = place(stories, a=text(1))["a"]
    assert first is not None and not first.is_reprint
    assert place(stories, b=REPRINTS[kind])["b"] == Place(first.story, True)


@pytest.mark.parametrize("kind", REPRINTS)
def test_the_order_of_a_pair_does_not_matter(kind: str) -> None:
    places = place(Stories(), b=REPRINTS[kind], a=text(1))
    assert places["b"] is not None
    assert places["a"] == Place(places["b"].story, True)


@pytest.mark.parametrize("kind", OTHERS)
def test_another_article_is_a_story_of_its_own(kind: str) -> None:
    places = place(Stories(), a=text(1), b=OTHERS[kind])
    assert places["a"] is not None and places["b"] is not None
    assert places["b"].story != places["a"].story
    assert not places["b"].is_reprint


def test_too_short_a_text_has_no_story() -> None:
    length = FEWEST_SHINGLES + SHINGLE - 1
    short = text(1, length - 1)
    assert place(Stories(), a=short, b=short, c=[], d=[""]) == dict.fromkeys("abcd")
    long = place(Stories(), a=text(1, length), b=text(1, length))
    assert long["b"] is not None and long["b"].is_reprint


def test_nothing_to_place() -> None:
    assert Stories().place([], sign([])) == []


def test_joins_the_story_it_is_most_like() -> None:
    half, other, both = text(1), text(1)[200:] + text(2), text(1) + text(2)
    places = place(Stories(), a=half, b=other, c=both)
    assert places["a"] is not None and places["b"] is not None
    assert places["a"].story != places["b"].story
    assert places["c"] == Place(places["b"].story, True)


def test_the_same_texts_give_the_same_stories() -> None:
    texts = {f"n{i}": text(i % 40, 300 + i) for i in range(120)}
    once, batches = place(Stories(), **texts), {}
    stories = Stories()
    for name, words in texts.items():
        batches |= place(stories, **{name: words})
    assert batches == once == place(Stories(), **texts)
    assert len({p.story for p in once.values() if p}) == 40


def test_stories_stay_when_articles_leave() -> None:
    stories = Stories()
    first = place(stories, a=text(1), b=text(1))["a"]
    assert first is not None
    stories.remove("a")
    stories.remove("unknown")
    assert place(stories, c=text(1))["c"] == Place(first.story, True)
    for name in "bc":
        stories.remove(name)
    assert len(stories) == 0
    assert place(stories, d=text(1))["d"] == Place(first.story, False)


def test_an_edited_article_is_looked_at_afresh() -> None:
    stories = Stories()
    first = place(stories, a=text(1), b=text(1))["a"]
    assert first is not None
    edited = place(stories, a=text(2))["a"]
    assert edited is not None and edited.story != first.story
    assert place(stories, a=text(1))["a"] == Place(first.story, True)
    assert len(stories) == 2


def test_many_articles_are_still_found() -> None:
    stories = Stories()
    texts = {f"n{i}": text(i, 120) for i in range(3000)}
    assert not any(p and p.is_reprint for p in place(stories, **texts).values())
    again = place(stories, **{f"r{i}": text(i, 100) for i in range(0, 3000, 100)})
    assert all(p and p.is_reprint for p in again.values())


def test_saved_and_loaded_they_go_on(tmp_path: Path) -> None:
    stories = Stories()
    places = place(stories, **{"a/1": text(1), 'ngoặc "kép"\n': text(2), "c": text(3)})
    stories.remove("c")
    stories.save(tmp_path / "stories")
    loaded = Stories.load(tmp_path / "stories")
    assert len(loaded) == 2
    found = place(loaded, x=text(1), y=text(2), z=text(3))
    assert found["x"] == Place(places["a/1"].story, True)  # type: ignore[union-attr]
    assert found["y"] == Place(places['ngoặc "kép"\n'].story, True)  # type: ignore[union-attr]
    assert found["z"] == places["c"]


def test_nothing_saved_and_loaded(tmp_path: Path) -> None:
    Stories().save(tmp_path / "stories")
    assert len(Stories.load(tmp_path / "stories")) == 0


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_a_damaged_file_is_told(tmp_path: Path, keep: int) -> None:
    file = tmp_path / "stories"
    stories = Stories()
    place(stories, a=text(1))
    stories.save(file)
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(IndexDamaged, match="reindex"):
        Stories.load(file)


def test_signatures_of_another_kind_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Stories().save(tmp_path / "stories")
    monkeypatch.setattr("indexer.articles.stories.SEED", 43)
    with pytest.raises(IndexOutdated, match="reindex"):
        Stories.load(tmp_path / "stories")


def test_a_run_of_terms_has_one_hash_wherever_it_stands() -> None:
    run = "ủy ban nhân dân tỉnh"
    alone = _shingles(run)
    assert len(alone) == 1
    assert alone[0] in _shingles(f"hôm qua {run} đã họp")
    assert alone[0] not in _shingles("hôm qua ủy ban nhân dân thành phố đã họp")
    assert alone[0] not in _shingles("tỉnh dân nhân ban ủy")
    assert len(_shingles("bốn từ thì thiếu")) == 0


def _shingles(terms: str) -> list[int]:
    hashes: list[int] = shingle_hashes(hash_terms(terms.split())).tolist()
    return hashes


def test_rows_of_a_shared_band_are_candidates() -> None:
    table = BandTable(4)
    rows = np.random.default_rng(1).integers(0, 256, (3, BANDED), dtype=np.uint8)
    rows[2, 30:33] = rows[0, 30:33]
    table.add(rows)
    owners, found = table.candidates(table.slots(rows))
    pairs = set(zip(owners.tolist(), found.tolist(), strict=True))
    assert {(0, 0), (1, 1), (2, 2), (0, 2), (2, 0)} <= pairs
