"""In which order do the articles of an answer come? The weights, and the plan that applies them.

Only the order is decided here: what belongs to the answer was decided by widening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.model import Tier
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.text.analyzer import query_units
from indexer.text.normalize import normal_form
from indexer.text.segment import compounds
from indexer.text.tiers import base_form

TITLE = 2.0
"""A syllable of the query in the title, beside its weight as any syllable."""

WORD = 1.0
"""A compound word of the query, as the segmenter sees it."""

EXACT = 2.0
"""In a wider tier: a syllable as it was typed, or as the query is most likely read."""

PAIR = 1.0
"""Two neighbouring syllables of the query side by side in the body."""

MAX_OPTIONAL = 60


def ranked(plan: p.Plan, node: n.Node, tier: Tier, reading: str | None) -> p.Plan:
    """The plan with what decides the order of its articles.

    `reading` is the likeliest marked form of a query that was typed without marks.
    """
    text = reading or " ".join(_texts(node))
    if not text.strip():
        return plan
    optional = list(_preferences(text, tier, marked=tier != "base" or reading is not None))
    return p.Preferring(plan, tuple(optional[:MAX_OPTIONAL])) if optional else plan


def _texts(node: n.Node) -> Iterator[str]:
    match node:
        case n.Words(text) | n.Phrase(text):
            yield text
        case n.And(children) | n.Or(children):
            for child in children:
                yield from _texts(child)
        case n.Field(_, child):
            yield from _texts(child)


def _preferences(text: str, tier: Tier, *, marked: bool) -> Iterator[p.Plan]:
    tokens = [t for u in query_units(text) for t in u.tokens]
    suffix, forms = ("_exact", tokens) if marked else ("_base", [base_form(t) for t in tokens])
    for form in dict.fromkeys(forms):
        yield p.Weighted(p.Term(f"title{suffix}", (form,)), TITLE)
        if tier != "exact" and marked:
            yield p.Weighted(p.Term("body_exact", (form,)), EXACT)
    if marked:
        for word in dict.fromkeys(compounds([text])[0]):
            term = "_".join(map(normal_form, word.split("_")))
            yield p.Weighted(p.Term("words_exact", (term,)), WORD)
    for pair in dict.fromkeys(pairwise(forms)):
        yield p.Weighted(p.Sequence(f"body{suffix}", _slots(pair)), PAIR)


def _slots(words: Sequence[str]) -> tuple[p.Slot, ...]:
    return tuple(p.Slot(i, (w,)) for i, w in enumerate(words))
