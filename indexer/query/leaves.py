"""Which terms stand for one word, one row of words, one prefix, in one tier and some fields?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Tier
from indexer.query import plan as p
from indexer.text.analyzer import Unit
from indexer.text.normalize import beginnings
from indexer.text.tiers import base_form, marked_forms, marked_letters, plain_letters, tone_variants
from indexer.text.typed import typed_key

DEFAULT_FIELDS = ("title", "lead", "body")

WHOLE_FIELD = "text"
"""The default fields as one: one term to look up instead of three."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Where:
    """The tier that is asked, and the fields of which any may answer.

    Letters without marks are indexed of all default fields as one. Where a single field is asked
    by its letters, its exact terms are asked for every way of putting Vietnamese marks on them.
    """

    tier: Tier
    fields: tuple[str, ...] = DEFAULT_FIELDS

    @property
    def is_whole(self) -> bool:
        """Whether all default fields are asked."""
        return self.fields == DEFAULT_FIELDS

    @property
    def for_terms(self) -> tuple[str, ...]:
        """The fields of an engine that are asked for single terms."""
        suffix = "_base" if self.is_whole and self.tier == "base" else "_exact"
        return tuple(f + suffix for f in ((WHOLE_FIELD,) if self.is_whole else self.fields))

    @property
    def for_rows(self) -> tuple[str, ...]:
        """The fields of an engine that are asked for terms in a row."""
        if self.is_whole and self.tier == "base":
            return self.for_terms
        return tuple(f"{f}_exact" for f in self.fields)

    def texts(self, exact: str) -> tuple[str, ...]:
        """The terms that stand for a term as it was typed."""
        if self.tier == "exact":
            return (exact,)
        if self.tier == "tone":
            return tone_variants(exact)
        base = base_form(exact)
        return (base,) if self.is_whole else marked_forms(exact)


def unit_plan(unit: Unit, where: Where) -> p.Plan:
    """The plan of one unit: a typed token by its key, else its syllables in a row."""
    if unit.typed is not None and where.is_whole:
        return p.Term("typed", (typed_key(unit.typed, where.tier),))
    return row_plan(unit.tokens, where)


def row_plan(tokens: Sequence[str], where: Where, offsets: Sequence[int] | None = None) -> p.Plan:
    """The plan of tokens in a row, or at these offsets from its start."""
    if not tokens:
        return p.Everyone()
    texts = [where.texts(t) for t in tokens]
    if len(tokens) == 1:
        return any_of([p.Term(f, texts[0]) for f in where.for_terms])
    places = offsets or range(len(texts))
    slots = tuple(p.Slot(o, t) for o, t in zip(places, texts, strict=True))
    return any_of([p.Sequence(f, slots) for f in where.for_rows])


def prefix_plan(typed: str, where: Where) -> p.Plan:
    """The plan of terms that begin as was typed."""
    ways = {_letters(start, where) for start in beginnings(typed)}
    return any_of([p.Pattern(f, way) for way in sorted(ways) for f in where.for_terms])


def _letters(start: str, where: Where) -> tuple[str, ...]:
    if where.tier == "exact":
        return tuple(start)
    if where.tier == "tone":
        return tuple(map(_toned, _toneless(start)))
    letters = plain_letters(start)
    return tuple(letters if where.is_whole else map(marked_letters, letters))


def _toneless(start: str) -> str:
    parted = unicodedata.normalize("NFD", start)
    return unicodedata.normalize("NFC", "".join(c for c in parted if c not in _TONES))


def _toned(letter: str) -> str:
    """The letter with each tone that it can carry."""
    if letter not in "aăâeêioôơuưy":
        return letter
    return letter + "".join(unicodedata.normalize("NFC", letter + tone) for tone in _TONES)


def near_plan(token: str, distance: int, where: Where) -> p.Plan:
    """The plan of terms within so many edits of this one."""
    texts = where.texts(token)
    return any_of([p.Near(f, texts, distance) for f in where.for_terms])


def all_of(plans: Sequence[p.Plan]) -> p.Plan:
    """The plan that all of these hold."""
    useful = [q for q in plans if not isinstance(q, p.Everyone)]
    if not useful:
        return p.Everyone()
    return useful[0] if len(useful) == 1 else p.AllOf(tuple(useful))


def any_of(plans: Sequence[p.Plan]) -> p.Plan:
    """The plan that at least one of these holds."""
    return plans[0] if len(plans) == 1 else p.AnyOf(tuple(plans))


def choices(plan: p.Plan) -> Iterator[p.Plan]:
    """Plans any of which an article of the plan has."""
    if isinstance(plan, p.AnyOf) and plan.minimum == 1:
        for child in plan.children:
            yield from choices(child)
    else:
        yield plan
