"""Which syllables does pyvi join to the one before? Told in plain Python, one syllable at a time.

The additions are CRFsuite's own, in its order, so that rounding and ties come out as they do there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from indexer.text.segment_model import (
    BIGRAM_AFTER,
    BIGRAM_BEFORE,
    TRIGRAM_AFTER,
    TRIGRAM_BEFORE,
    Syllable,
    WordModel,
)


def find_joins(model: WordModel, syllables: Sequence[Syllable]) -> list[bool]:
    """Return for each syllable whether pyvi joins it to the one before.

    pyvi joins where the label says so, but never to or from a sign or a number, and never a
    capital to a small letter before it.
    """
    joins = _label(model, syllables)
    before: Syllable | None = None
    for position, syllable in enumerate(syllables):
        joins[position] = (
            joins[position]
            and before is not None
            and syllable.joinable
            and before.joinable
            and (before.capital or not syllable.capital)
        )
        before = syllable
    return joins


def _label(model: WordModel, syllables: Sequence[Syllable]) -> list[bool]:
    """Return for each syllable whether the CRF's best labelling has it go on with a word.

    Viterbi's algorithm with the additions and comparisons of `crf1dc_viterbi` in CRFsuite, one by
    one and in its order, so that rounding and ties come out as they do there.
    """
    steps = model.transitions
    begin = inside = 0.0
    origins: list[tuple[bool, bool]] = []
    for position, (own_begin, own_inside) in enumerate(_score(model, syllables)):
        if position == 0:
            begin, inside = own_begin, own_inside
            continue
        begin_stay, begin_leave = begin + steps.begin_begin, inside + steps.inside_begin
        inside_enter, inside_stay = begin + steps.begin_inside, inside + steps.inside_inside
        origins.append((begin_stay < begin_leave, inside_enter < inside_stay))
        begin = (begin_leave if begin_stay < begin_leave else begin_stay) + own_begin
        inside = (inside_stay if inside_enter < inside_stay else inside_enter) + own_inside
    labels = [begin < inside] if syllables else []
    for origin in reversed(origins):
        labels.append(origin[labels[-1]])
    labels.reverse()
    return labels


def _score(model: WordModel, syllables: Sequence[Syllable]) -> list[tuple[float, float]]:
    """Return what each syllable and its neighbours say of its labels, added in pyvi's order."""
    scores = []
    last = len(syllables) - 1
    pairs, triples = _find_listed(model, syllables)
    for i, syllable in enumerate(syllables):
        begin, inside = syllable.own
        found: list[tuple[float, float]] = []
        if i > 0:
            found += syllables[i - 1].to_next
            if pairs[i - 1]:
                found.append(model.weights[BIGRAM_BEFORE])
            if i > 1 and triples[i - 2]:
                found.append(model.weights[TRIGRAM_BEFORE])
        if i < last:
            found += syllables[i + 1].to_previous
            if pairs[i]:
                found.append(model.weights[BIGRAM_AFTER])
            if i < last - 1 and triples[i]:
                found.append(model.weights[TRIGRAM_AFTER])
        for weight in found:
            begin += weight[0]
            inside += weight[1]
        scores.append((begin, inside))
    return scores


def _find_listed(model: WordModel, syllables: Sequence[Syllable]) -> tuple[list[bool], list[bool]]:
    lower = [syllable.lower for syllable in syllables]
    pairs = [f"{a} {b}" in model.bigrams for a, b in pairwise(lower)]
    triples = [
        f"{a} {b} {c}" in model.trigrams
        for a, b, c in zip(lower, lower[1:], lower[2:], strict=False)
    ]
    return pairs, triples
