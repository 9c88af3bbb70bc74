"""Known items: an article, and what somebody who remembers it might type to find it again.

Each set of queries makes one query of an article, or none where the article has nothing for it.
"""

from __future__ import annotations

import random
import statistics
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from indexer.text.analyzer import analyze
from indexer.text.segment import compounds

Half = Literal["tuning", "checking"]

LEAD_WORDS = 12
RARE_WORDS = 3
RARE_FROM = 5
"""A rare word is in at least so many articles: one that is in a single article asks nothing."""

PHRASE_FROM, PHRASES_TRIED = 10, 8
"""A phrase is in at least so many articles; so many of a body are tried, about."""

RESAMPLED = 2_000
"""So many samples of the queries are drawn for an interval."""

MISTAKES = ("drop", "swap", "replace", "tone")


@dataclass(frozen=True, slots=True)
class Item:
    """An article to be found again."""

    id: str
    title: str
    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class Known:
    """A query and the ids of the articles of which it should find one."""

    query: str
    answers: tuple[str, ...]


def half_of(name: str) -> Half:
    """The half that an article's queries belong to, in every sample alike."""
    return "tuning" if zlib.crc32(name.encode()) & 1 else "checking"


def draw(items: Sequence[Item], count: int, seed: int, half: Half) -> list[Item]:
    """So many articles of this half, at random."""
    mine = [i for i in items if half_of(i.id) == half]
    return random.Random(seed).sample(mine, min(count, len(mine)))


def document_frequencies(items: Iterable[Item]) -> Counter[str]:
    """In how many articles each syllable stands."""
    found: Counter[str] = Counter()
    for item in items:
        found.update(set(analyze(f"{item.title} {item.lead} {item.body}").exact.split()))
    return found


def unmarked(text: str) -> str:
    """The text as typed on a keyboard without Vietnamese letters.

    >>> unmarked("Đường sắt Hà Nội")
    'Duong sat Ha Noi'
    """
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def mistype(text: str, chance: random.Random) -> str:
    """The text with one mistake in one word: letters lost, swapped or replaced, or marks lost."""
    words = text.split()
    places = [i for i, w in enumerate(words) if len(w) > 2 and w.isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    words[at] = _mistake(words[at], chance)
    return " ".join(words)


def _mistake(word: str, chance: random.Random) -> str:
    kind = chance.choice(MISTAKES)
    i = chance.randrange(len(word) - 1)
    if kind == "tone" and unmarked(word) != word:
        return unmarked(word)
    if kind == "swap" and word[i] != word[i + 1]:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == "replace":
        return word[:i] + chance.choice("abcdeghiklmnopqrstuvxy") + word[i + 1 :]
    return word[:i] + word[i + 1 :]


def rarest(item: Item, frequencies: Mapping[str, int]) -> str:
    """The rarest words of the body that other articles have, too; "" where there are few."""
    words = {
        w for w in analyze(item.body).exact.split() if w.isalpha() and frequencies[w] >= RARE_FROM
    }
    chosen = sorted(words, key=lambda w: (frequencies[w], w))[:RARE_WORDS]
    return " ".join(chosen) if len(chosen) == RARE_WORDS else ""


def query_sets(
    items: Sequence[Item], frequencies: Mapping[str, int], seed: int
) -> dict[str, list[Known]]:
    """For each set its queries of these articles."""
    chance = random.Random(seed)
    makers: dict[str, Callable[[Item], str]] = {
        "titles": lambda i: i.title,
        "titles unmarked": lambda i: unmarked(i.title),
        "titles mistyped": lambda i: mistype(i.title, chance),
        "leads": lambda i: " ".join(i.lead.split()[:LEAD_WORDS]),
        "rare words": lambda i: rarest(i, frequencies),
    }
    return {
        name: [Known(query, (i.id,)) for i in items if (query := make(i).strip())]
        for name, make in makers.items()
    }


def phrase_set(items: Sequence[Item], all_items: Iterable[Item]) -> list[Known]:
    """Two compounds that stand side by side in the body of each article, as somebody types the name
    of a thing: the answers are all articles that have them so, `PHRASE_FROM` of them at least.
    """
    texts = {i.id: f" {analyze(f'{i.title} {i.lead} {i.body}').exact} " for i in all_items}
    found = {}
    for item in items:
        for phrase in _phrases(item.body):
            holding = tuple(name for name, text in texts.items() if f" {phrase} " in text)
            if len(holding) >= PHRASE_FROM:
                found[phrase] = Known(phrase, holding)
                break
    return list(found.values())


def _phrases(text: str) -> Iterator[str]:
    """Some of the pairs of neighbouring compounds of a text, spread over it."""
    words = compounds([text])[0]
    pairs = [(one, other) for one, other in pairwise(words) if "_" in one and "_" in other]
    for one, other in pairs[:: max(1, len(pairs) // PHRASES_TRIED)]:
        phrase = analyze(f"{one} {other}".replace("_", " ")).exact
        if f" {phrase} " in f" {analyze(text).exact} ":
            yield phrase


def gain(found: Sequence[float], baseline: Sequence[float]) -> str:
    """How many percent the mean of the one is above that of the other, with an interval of 95 %.

    Each has one value a query, in the same order. The interval is that of the paired bootstrap
    (Efron 1979).
    """
    pairs = list(zip(found, baseline, strict=True))
    chance = random.Random(1)
    samples = [pairs, *(chance.choices(pairs, k=len(pairs)) for _ in range(RESAMPLED))]
    sums = [tuple(map(sum, zip(*sample, strict=True))) for sample in samples]
    if not all(base for _, base in sums):
        return "not comparable: that finds too little"
    value, *drawn = [100 * (mine / base - 1) for mine, base in sums]
    low, *_, high = statistics.quantiles(drawn, n=40)
    return f"{value:+.1f} % ({low:+.1f} .. {high:+.1f})"
