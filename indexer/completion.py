"""How may a query go on that is being typed? From the words that follow each other in the corpus.

The words typed so far are read as `restore` reads them. The word under way may be any word that
begins so, with or without its marks; the likeliest ones after the words before it are offered, each
also with the words that nearly always follow (đảng bộ -> đảng bộ khối).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from unicodedata import normalize

from indexer.text.normalize import normal_form
from indexer.text.restore import choices_of, find_ways
from indexer.text.restore_evidence import Evidence
from indexer.text.restore_model import BOUNDARY, LEVELS, NUMBER, LanguageModel
from indexer.text.tiers import base_form, plain_letters, tone_form
from indexer.text.tokens import Token, tokenize

READ = 8
"""Words before the one under way that are read; those before them stay as they are."""

LONGEST_TAIL = 200
"""Code points at the end of a query that are looked at."""

READINGS = 6
"""Readings of these words that are gone on from."""

WIDTH = 10
"""Forms that are weighed for the word under way, for each reading."""

FOLLOWERS = 3
"""Words that are offered along after a word."""

LIKELY = 0.08
"""The least share of a word that is offered along."""

MOST_WEIGHED = 40
"""Forms that were seen after a form and are weighed, the most frequent ones."""

UNSEEN = 0.1
"""How likely a form is that was not seen there, for each share of the corpus that it has."""

SHORTER_TRUST = 0.2
"""What follows a word elsewhere is less likely after two words that go on otherwise
(hà nội, nội dung: not hà nội dung)."""

NEARLY_ALWAYS, SURE_COUNT = 0.8, 8
"""Words that a word follows with this share, and as often as this, are no completion without it."""

COMMON_COUNT, COMMON_SHARE = 1000, 0.004
"""Words that make up so much of a corpus (và, của, đã) end no completion."""

ENOUGH_HELD = 3
"""A compound that so many articles have is one, and so many times likelier, plus one. Of 300
compounds, with the first letter of the second syllable typed, MRR@8 is .87 (unmarked .79) with 3,
.89 (.81) with 20, .85 (.75) with 0; of pieces of 971 titles .544, .534, .541."""

LENGTHENED = 5
"""Completions that words are offered along with."""

MAX_ADDED = 3
"""The most words that are offered along."""

_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
_PLAIN_END = re.compile(rf"(?<![^\s(\"“:]){_WORD}(?:[ \t]+{_WORD})*[ \t]*\Z")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\s+")


@dataclass(frozen=True, slots=True)
class _Way:
    """The words so far as they are read, the forms that follow, and how likely all that is.

    `last` are the numbers of the last two forms, -1 for one that the corpus does not have.
    """

    read: tuple[str, ...]
    last: tuple[int, int]
    forms: tuple[int, ...]
    share: float

    def grow(self, form: int, share: float) -> _Way:
        """The way with one form more, which has this share after it."""
        return _Way(self.read, (self.last[1], form), (*self.forms, form), self.share * share)


def complete(
    model: LanguageModel, query: str, size: int, holding: Callable[[str], int] | None = None
) -> list[str]:
    """Queries that begin as the words of `query` do, the likeliest first, at most `size`.

    What stands before the last run of plain words is kept. Empty where no word is under way.
    A word that makes up a compound with the one before it is likelier, where `holding` says how
    many articles have the two, joined by `_`, as one word.
    """
    tail = _PLAIN_END.search(query, max(0, len(query) - LONGEST_TAIL))
    if tail is None:
        return []
    operators = list(_OPERATOR.finditer(query, tail.start()))
    start = operators[-1].end() if operators else tail.start()
    tokens = tokenize(query[start:])
    if not tokens:
        return []
    begun = "" if query[-1].isspace() else _written(query[start:], tokens.pop())
    if len(tokens) > READ:
        start += tokens[-READ].start
    texts = [token.text for token in tokens[-READ:]]
    evidence = Evidence(holding=holding, enough=ENOUGH_HELD)
    found: dict[str, None] = {}
    for way in _ranked_ways(model, texts, begun, evidence):
        found.setdefault(query[:start] + " ".join((*way.read, *map(model.text, way.forms))))
        if len(found) == size:
            break
    return list(found)


def _written(text: str, token: Token) -> str:
    """A token as it is written, in small letters."""
    return normalize("NFC", text[token.start : token.end].lower())


def _ranked_ways(
    model: LanguageModel, texts: Sequence[str], begun: str, evidence: Evidence
) -> list[_Way]:
    """The ways to go on from these words and the beginning of one more, the likeliest first."""
    may_become = _begun_forms(model, begun)
    usual = nlargest(WIDTH, may_become, key=model.counts.__getitem__) if begun else []
    ways: list[_Way] = []
    for path in find_ways(model, [choices_of(model, text) for text in texts], READINGS):
        first, last = (BOUNDARY, BOUNDARY, *path.numbers)[-2:]
        so_far = _Way(path.texts, (first, last), (), path.share)
        shares = _follow(model, so_far.last, may_become)
        for form in usual:
            shares.setdefault(form, model.share(form) * UNSEEN)
        if path.texts and shares:
            forms = [model.text(form) for form in shares]
            weighed = evidence.weigh_compounds(path.texts[-1], forms, [*shares.values()])
            shares = dict(zip(shares, weighed, strict=True))
        best = nlargest(WIDTH, shares.items(), key=_by_share)
        ways.extend(so_far.grow(form, share) for form, share in best)
    ways.sort(key=lambda way: -way.share)
    longer = [grown for way in ways[:LENGTHENED] for grown in _lengthen(model, way)]
    return sorted([*longer, *ways[LENGTHENED:]], key=lambda way: -way.share)


def _begun_forms(model: LanguageModel, begun: str) -> Sequence[int]:
    """The numbers of the forms that a word may become, in order; all words where none is begun.

    `begun` is the word as it is written: ti may become tỉnh, or be ty already.
    """
    found = model.beginning(plain_letters(begun))
    forms = range(max(found.start, NUMBER + 1), found.stop)
    whole = normal_form(begun)
    if begun.isascii() and base_form(whole) == begun:
        return forms
    same = model.forms(base_form(whole))
    either = sorted({*forms, *range(same.first, same.first + len(same.texts))})
    if begun.isascii():
        return either
    return [
        form for form in either if _agrees(begun, text := model.text(form)) or _agrees(whole, text)
    ]


def _agrees(begun: str, form: str) -> bool:
    """Whether a word that begins so, with marks, may become the form: a tone may come last."""
    return form.startswith(begun) or tone_form(form).startswith(begun)


def _by_share(item: tuple[int, float]) -> float:
    return item[1]


def _follow(model: LanguageModel, last: tuple[int, int], forms: Sequence[int]) -> dict[int, float]:
    """The likeliest of these forms that were seen after two forms, each with its share."""
    if last[1] < 0 or not forms:
        return {}
    wanted = None if isinstance(forms, range) else frozenset(forms)
    pairs = model.pair_range(last[1], forms[0], forms[-1] + 1)
    levels = bytes(model.pair_levels[pairs.start : pairs.stop]).translate(_LEVEL_ALONE)
    shares: dict[int, float] = {}
    for pair in islice((pairs[i] for i in _highest_first(levels)), MOST_WEIGHED):
        form = model.pair_forms[pair]
        shares[form] = model.expect_after_one(last[1], form, pair)
    both = model.pair(*last) if last[0] >= 0 else -1
    if both >= 0:
        weight, context = model.shorter_weight(both), model.pair_weight(*last, both)
        weight *= SHORTER_TRUST if model.pair_triples[both] else 1.0
        shares = {form: share * weight for form, share in shares.items()}
        for triple in model.triple_range(both, forms[0], forms[-1] + 1):
            form = model.triple_forms[triple]
            shares[form] = shares.get(form, 0.0) + model.triple_discount(triple) / context
    if wanted is None:
        return shares
    return {form: share for form, share in shares.items() if form in wanted}


# A byte of `pair_levels` holds another level, too.
_LEVEL_ALONE = bytes(level & 31 for level in range(256))


def _highest_first(levels: bytes) -> Iterator[int]:
    """The places of these levels, the highest level first, those of one level in order."""
    for level in range(LEVELS - 1, -1, -1):
        place = levels.find(level)
        while place >= 0:
            yield place
            place = levels.find(level, place + 1)


def _lengthen(model: LanguageModel, way: _Way) -> Iterator[_Way]:
    """The way, and each that goes on with words that often follow; alone where none must."""
    followers: list[tuple[int, float]] = []
    if len(way.forms) <= MAX_ADDED:
        everything = range(NUMBER + 1, model.forms_count)
        shares = _follow(model, way.last, everything)
        likeliest = sorted(shares.items(), key=_by_share, reverse=True)
        usual = (item for item in likeliest if model.seen(way.last[1], item[0]) > 1)
        followers = list(islice(usual, FOLLOWERS))
    is_open = len(way.forms) > 1 and _is_common(model, way.forms[-1])
    if not is_open and not (followers and _must_follow(model, way, *followers[0])):
        yield way
    for form, share in followers:
        if share >= LIKELY:
            yield from _lengthen(model, way.grow(form, share))


def _must_follow(model: LanguageModel, way: _Way, form: int, share: float) -> bool:
    return share >= NEARLY_ALWAYS and model.seen(way.last[1], form) >= SURE_COUNT


def _is_common(model: LanguageModel, form: int) -> bool:
    return model.counts[form] > COMMON_COUNT and model.share(form) > COMMON_SHARE
