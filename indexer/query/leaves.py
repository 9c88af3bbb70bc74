"""Which terms stand for one word, one row of words, one prefix, in one tier and some fields?"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model import Tier
from indexer.query import plan as p
from indexer.text.analyzer import Unit
from indexer.text.normalize import beginnings
from indexer.text.tiers import base_form, plain_letters, tone_variants
from indexer.text.typed import typed_key

DEFAULT_FIELDS = ("title", "lead", "body")

WHOLE_FIELD = "text"
"""The default fields as one, for what needs no places: one term to look up instead of three."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Where:
    """The tier that is asked, and the fields of which any may answer."""

    tier: Tier
    fields: tuple[str, ...] = DEFAULT_FIELDS


def unit_plan(unit: Unit, where: Where) -> p.Plan:
    """The plan of one unit: a typed token by its key, else its syllables in a row."""
    if unit.typed is not None and where.fields == DEFAULT_FIELDS:
        return p.Term("typed", (typed_key(unit.typed, where.tier),))
    return row_plan(unit.tokens, where)


def _slot_texts(exact: str, tier: Tier) -> tuple[str, ...]:
    if tier == "exact":
        return (exact,)
    return tone_variants(exact) if tier == "tone" else (base_form(exact),)


def _suffix(tier: Tier) -> str:
    return "_base" if tier == "base" else "_exact"


def row_plan(tokens: Sequence[str], where: Where, offsets: Sequence[int] | None = None) -> p.Plan:
    """The plan of tokens in a row, or at these offsets from its start."""
    if not tokens:
        return p.Everyone()
    texts = [_slot_texts(t, where.tier) for t in tokens]
    suffix = _suffix(where.tier)
    if len(tokens) == 1:
        fields = (WHOLE_FIELD,) if where.fields == DEFAULT_FIELDS else where.fields
        return any_of([p.Term(f + suffix, texts[0]) for f in fields])
    places = offsets or range(len(texts))
    slots = tuple(p.Slot(o, t) for o, t in zip(places, texts, strict=True))
    return any_of([p.Sequence(f + suffix, slots) for f in where.fields])


def prefix_plan(typed: str, where: Where) -> p.Plan:
    """The plan of terms that begin as was typed."""
    ways = {_letters(start, where.tier) for start in beginnings(typed)}
    suffix = _suffix(where.tier)
    return any_of([p.Pattern(f + suffix, way) for way in sorted(ways) for f in where.fields])


def _letters(start: str, tier: Tier) -> tuple[str, ...]:
    if tier == "exact":
        return tuple(start)
    return tuple(plain_letters(start) if tier == "base" else map(_toned, _toneless(start)))


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
    texts = _slot_texts(token, where.tier)
    return any_of([p.Near(f + _suffix(where.tier), texts, distance) for f in where.fields])


def all_of(plans: Sequence[p.Plan]) -> p.Plan:
    """The plan that all of these hold."""
    useful = [q for q in plans if not isinstance(q, p.Everyone)]
    if not useful:
        return p.Everyone()
    return useful[0] if len(useful) == 1 else p.AllOf(tuple(useful))


def any_of(plans: Sequence[p.Plan]) -> p.Plan:
    """The plan that at least one of these holds."""
    return plans[0] if len(plans) == 1 else p.AnyOf(tuple(plans))
