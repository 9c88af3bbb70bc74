"""Which other ways of writing parts of a question are there, and how many articles has each?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from indexer.model import Expansion, Tier
from indexer.query.widen import units_of
from indexer.question import Question, word_runs
from indexer.text.variants import Variant

MAX_EXPANSIONS = 12
"""The most expansions that are counted: bounds the engine calls of one answer."""


def counted_expansions(
    question: Question, tier: Tier, changes: Callable[[frozenset[str]], int]
) -> tuple[Expansion, ...]:
    """The expansions that add articles to the answer, or would if they were on.

    `changes` says by how many articles the answer changes with the expansions of these targets
    switched off.
    """
    listed = _variants(question, tier)
    off = question.how.off
    off = frozenset(listed) if "*" in off else off & frozenset(listed)
    expansions = []
    for target, (source, variant) in list(listed.items())[:MAX_EXPANSIONS]:
        adds = changes(off ^ {target})
        if adds:
            on, kind = target not in off, variant.kind
            expansions.append(Expansion(source, target, kind, adds, on, variant.articles))
    return tuple(expansions)


def _variants(question: Question, tier: Tier) -> dict[str, tuple[str, Variant]]:
    """The expansions by target, each with the words that it stands for."""
    how = replace(question.how, tier=tier, off=frozenset())
    listed: dict[str, tuple[str, Variant]] = {}
    for run in word_runs(question.node):
        if run.pinned:
            continue
        units = units_of(run.text)
        tokens = [t for u in units for t in u.tokens]
        for v in how.variants(units):
            listed.setdefault(v.target, (" ".join(tokens[v.start : v.end]), v))
    return listed
