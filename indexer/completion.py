"""How may a query go on that is being typed? From the words that follow each other in the corpus.

The words typed so far are read as `restore` reads them. The word under way may be any word that
begins so, with or without its marks; the likeliest ones after the words before it are offered, each
also with the words that nearly always follow (đảng bộ -> đảng bộ khối).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from indexer.text.restore import choices_of, find_ways
from indexer.text.restore_model import NUMBER, LanguageModel
from indexer.text.tiers import base_form, tone_form
from indexer.text.tokens import tokenize

READ = 8
"""Words before the one under way that are read; those before them stay as they are."""

READINGS = 6
"""Readings of these words that are gone on from."""

WIDTH = 10
"""Forms that are weighed for the word under way, for each reading."""

FOLLOWERS = 3
"""Words that are offered along after a word."""

LIKELY = 0.05
"""The least share of a word that is offered along."""

MAX_ADDED = 3
"""The most words that are offered along."""

_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
_PLAIN_END = re.compile(rf"(?<![^\s(\"“:]){_WORD}(?:[ \t]+{_WORD})*[ \t]*\Z")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\s+")


@dataclass(frozen=True, slots=True)
class _Way:
    """Forms in a row, and how likely they are together."""

    share: float
    forms: tuple[int, ...]


def complete(model: LanguageModel, query: str, size: int) -> list[str]:
    """Queries that begin as the words of `query` do, the likeliest first, at most `size`.

    What stands before the last run of plain words is kept. Empty where no word is under way.
    """
    tail = _PLAIN_END.search(query)
    if tail is None:
        return []
    operators = list(_OPERATOR.finditer(query, tail.start()))
    start = operators[-1].end() if operators else tail.start()
    tokens = tokenize(query[start:])
    if not tokens:
        return []
    begun = "" if query[-1].isspace() else tokens.pop().text
    if len(tokens) > READ:
        start += tokens[-READ].start
    texts = [token.text for token in tokens[-READ:]]
    if not begun and not texts:
        return []
    found: dict[str, None] = {}
    for read, way in _ranked_ways(model, texts, begun):
        found.setdefault(query[:start] + " ".join((*read, *map(model.text, way.forms))))
        if len(found) == size:
            break
    return list(found)


def _ranked_ways(
    model: LanguageModel, texts: Sequence[str], begun: str
) -> list[tuple[tuple[str, ...], _Way]]:
    """(the words so far as read, the forms that go on from them), the likeliest first."""
    forms = _begun_forms(model, begun)
    ways: list[tuple[tuple[str, ...], _Way]] = []
    for path in find_ways(model, [choices_of(model, text) for text in texts], READINGS):
        before = (0, 0, *path.numbers)[-2:]
        for form, share in _likeliest(model, before, forms, WIDTH):
            way = _Way(path.share * share, (form,))
            if begun and not _agrees(begun, model.text(form)):
                continue
            ways.extend((path.texts, longer) for longer in _lengthen(model, before, way))
    return sorted(ways, key=lambda found: -found[1].share)


def _begun_forms(model: LanguageModel, begun: str) -> range:
    """The numbers of the forms that a word may become; all words where none is begun."""
    found = model.beginning(base_form(begun)) if begun else model.beginning("")
    return range(max(found.start, NUMBER + 1), found.stop)


def _agrees(begun: str, form: str) -> bool:
    """Whether a word that begins so may become the form: a tone may still be typed."""
    return begun.isascii() or form.startswith(begun) or tone_form(form).startswith(begun)


def _likeliest(
    model: LanguageModel, before: Sequence[int], forms: range, limit: int
) -> list[tuple[int, float]]:
    """The likeliest of these forms after two forms, each with its share."""
    first, last = before[0], before[1]
    shares: dict[int, float] = {}
    if last >= 0:
        pairs = model.pair_range(last, forms.start, forms.stop)
        for pair in nlargest(4 * limit, pairs, key=lambda i: model.pair_levels[i] & 31):
            form = model.pair_forms[pair]
            shares[form] = model.expect_after_one(last, form, pair)
        both = model.pair(first, last) if first >= 0 else -1
        if both >= 0:
            _add_triples(model, both, before, forms, shares)
    if len(shares) < limit:
        for form in nlargest(limit, forms, key=model.counts.__getitem__):
            shares.setdefault(form, model.share(form) * 0.1)
    return nlargest(limit, shares.items(), key=lambda item: item[1])


def _add_triples(
    model: LanguageModel,
    pair: int,
    before: Sequence[int],
    forms: range,
    shares: dict[int, float],
) -> None:
    weight = model.shorter_weight(pair)
    for form in shares:
        shares[form] *= weight
    context = model.pair_weight(before[0], before[1], pair)
    for triple in model.triple_range(pair, forms.start, forms.stop):
        form = model.triple_forms[triple]
        seen = model.triple_discount(triple) / context
        shares[form] = shares.get(form, 0.0) + seen


def _lengthen(model: LanguageModel, before: Sequence[int], way: _Way) -> Iterator[_Way]:
    """The way, and each that goes on with words that often follow."""
    yield way
    if len(way.forms) > MAX_ADDED:
        return
    last = (*before, *way.forms)[-2:]
    everything = range(NUMBER + 1, model.forms_count)
    for form, share in _likeliest(model, last, everything, FOLLOWERS):
        if share >= LIKELY and model.is_usual(last[1], form):
            yield from _lengthen(model, before, _Way(way.share * share, (*way.forms, form)))
