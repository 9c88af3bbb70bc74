"""Which terms answer the tree, in one tier? From `nodes` to `plan`.

A syllable is asked of title, lead and body; in the tier `tone` it stands for all its tones, in
`base` for its letters. A run of words is joined by the match of the search, each expansion
found in it standing beside the words that it replaces. Quotation marks allow no expansion.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.errors import QueryError
from indexer.model import Match, Tier
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.looseness import loose_layouts
from indexer.text.analyzer import Unit, query_units
from indexer.text.tiers import base_form, tone_form, tone_variants
from indexer.text.tokens import tokenize
from indexer.text.typed import document_terms, typed_key, typed_tokens
from indexer.text.variants import Variant, find_variants

DEFAULT_FIELDS = ("title", "lead", "body")

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _no_province(name: str, position: int) -> p.Plan:
    raise QueryError(f"không rõ tỉnh {name!r} (unknown province {name!r})", position)


def _no_source(name: str, position: int) -> p.Plan:
    raise QueryError(f"không rõ nguồn {name!r} (unknown source {name!r})", position)


@dataclass(frozen=True, slots=True)
class Widening:
    """How a tree is to be widened.

    `off` names the expansions that are switched off by target ("*" for all). `learned` maps
    abbreviations of the corpus to what they stand for. `province` and `source` give the plans
    of these filters.
    """

    tier: Tier
    match: Match = "all"
    off: frozenset[str] = frozenset()
    learned: Mapping[str, Sequence[str]] = field(default_factory=dict)
    province: Callable[[str, int], p.Plan] = _no_province
    source: Callable[[str, int], p.Plan] = _no_source
    fields: tuple[str, ...] = DEFAULT_FIELDS

    def variants(self, units: Sequence[Unit]) -> list[Variant]:
        """The expansions that are on, of the tokens of these units."""
        if "*" in self.off:
            return []
        tokens = [t for u in units for t in u.tokens]
        if self.tier == "base":
            tokens = [base_form(t) for t in tokens]
        found = find_variants(tokens, self.tier, self.learned)
        return [v for v in found if v.target not in self.off]


def widen(node: n.Node, how: Widening) -> p.Plan:
    """The plan that finds the articles of the tree.

    Raises `QueryError` for an unknown province or source and for a phrase too loose to answer.
    """
    if how.match == "all":
        return _widen(node, how)
    clauses = node.children if isinstance(node, n.And) else (node,)
    counted: list[p.Plan] = []
    required: list[p.Plan] = []
    for clause in clauses:
        if isinstance(clause, n.Words):
            counted += _clauses(clause, how)
        elif isinstance(clause, n.Phrase | n.Prefix | n.Fuzzy | n.Field | n.Or):
            counted.append(_widen(clause, how))
        else:
            required.append(_widen(clause, how))
    if counted:
        minimum = 1 if how.match == "any" else most_of(len(counted))
        required.append(p.AnyOf(tuple(counted), minimum))
    return _all(required)


def most_of(count: int) -> int:
    """How many of `count` words an article must hold under the match `most`: over half.

    >>> [most_of(n) for n in (1, 2, 3, 4, 5, 10)]
    [1, 1, 2, 3, 3, 6]
    """
    return 1 if count <= 2 else count // 2 + 1


def _widen(node: n.Node, how: Widening) -> p.Plan:
    match node:
        case n.Everything():
            return p.Everyone()
        case n.And(children):
            return _all([_widen(c, how) for c in children])
        case n.Or(children):
            return _any([_widen(c, how) for c in children])
        case n.Not(child):
            return p.Except(_widen(child, replace(how, match="all")))
        case n.Words():
            return _all(_clauses(node, how))
        case n.Phrase():
            return _phrase(node, how)
        case n.Prefix(text, _):
            return _last_token(text, how, lambda t: _prefix(t, how))
        case n.Fuzzy(text, distance, _):
            return _last_token(text, how, lambda t: _fuzzy(t, distance, how))
        case n.Field(name, child, position):
            return _field(name, child, position, how)
        case _:
            return _filter(node, how)


def _filter(node: n.Node, how: Widening) -> p.Plan:
    match node:
        case n.Province(name, position):
            return how.province(name, position)
        case n.Year(low, high, _):
            return p.Between("year", low, high)
        case n.Date(low, high, _):
            return p.Between("date", _day(low), _day(high))
        case n.DocumentNumber(text, position):
            return _document_number(text, position, how)
        case n.Flag(name, value, _):
            flag = p.Term("flag", (name,))
            return flag if value else p.Except(flag)
    raise TypeError(f"not a node: {node!r}")


def _day(iso: str | None) -> int | None:
    return None if iso is None else int(iso.replace("-", ""))


def _document_number(text: str, position: int, how: Widening) -> p.Plan:
    terms = document_terms(text, how.tier)
    if not terms:
        raise QueryError(
            f"{text!r} không phải số hiệu văn bản; hãy viết như doc:134/QĐ-TU "
            f"({text!r} is no document number; write it like doc:134/QĐ-TU)",
            position,
        )
    return p.Term("typed", terms)


def _field(name: str, child: n.Node, position: int, how: Widening) -> p.Plan:
    if name in ("source", "id"):
        texts = [c.text for c in _texts(child)]
        if name == "id":
            return p.Term("id", tuple(texts))
        return _any([how.source(text, position) for text in texts])
    return _widen(child, replace(how, fields=(name,), match="all"))


def _texts(node: n.Node) -> list[n.Words | n.Phrase]:
    match node:
        case n.Words() | n.Phrase():
            return [node]
        case n.And(children) | n.Or(children):
            return [t for c in children for t in _texts(c)]
        case _:
            raise QueryError(
                'nguồn: và id: cần một tên, ví dụ nguồn:"Báo Hải Phòng" '
                "(source: and id: need a name)",
                getattr(node, "position", None),
            )


def _clauses(words: n.Words, how: Widening) -> list[p.Plan]:
    """One plan for each word of the run, or for each stretch that an expansion covers."""
    if words.pinned:
        how = replace(how, tier="exact", off=frozenset("*"))
    units = query_units(words.text)
    variants = how.variants(units)
    starts = _token_starts(units)
    clauses: list[p.Plan] = []
    at = 0
    while at < len(units):
        end, here = _stretch(at, starts, variants)
        if here:
            clauses.append(_with_variants(units[at:end], starts[at], here, how))
        else:
            clauses.append(unit_plan(units[at], how))
        at = end
    return clauses


def _token_starts(units: Sequence[Unit]) -> list[int]:
    """The index of each unit's first token, and the number of tokens at the end."""
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit.tokens))
    return starts


def _stretch(
    at: int, starts: Sequence[int], variants: Sequence[Variant]
) -> tuple[int, list[Variant]]:
    """The units from `at` on that overlapping variants cover: their end and the variants."""
    end, here = at + 1, []
    grown = True
    while grown:
        inside = [v for v in variants if v.start < starts[end] and v.end > starts[at]]
        needed = max([starts[end], *(v.end for v in inside)])
        grown = needed > starts[end]
        while starts[end] < needed:
            end += 1
        here = inside
    return end, here


def _with_variants(
    units: Sequence[Unit], first: int, variants: Sequence[Variant], how: Widening
) -> p.Plan:
    choices = [_all([unit_plan(u, how) for u in units])]
    for v in variants:
        rest, start = [], first
        for unit in units:
            end = start + len(unit.tokens)
            if end <= v.start or start >= v.end:
                rest.append(unit_plan(unit, how))
            start = end
        choices.append(_all([target_plan(v.target, how), *rest]))
    return _any(choices)


def target_plan(target: str, how: Widening) -> p.Plan:
    """The plan of an expansion: its words in a row."""
    return _row([t.text for t in tokenize(target)], how)


def unit_plan(unit: Unit, how: Widening) -> p.Plan:
    """The plan of one unit: a typed token by its key, else its syllables in a row."""
    if unit.typed is not None and how.fields == DEFAULT_FIELDS:
        return p.Term("typed", (typed_key(unit.typed, how.tier),))
    return _row(unit.tokens, how)


def _slot_texts(exact: str, tier: Tier) -> tuple[str, ...]:
    if tier == "exact":
        return (exact,)
    return tone_variants(exact) if tier == "tone" else (base_form(exact),)


def _suffix(tier: Tier) -> str:
    return "_base" if tier == "base" else "_exact"


def _row(tokens: Sequence[str], how: Widening, offsets: Sequence[int] | None = None) -> p.Plan:
    if not tokens:
        return p.Everyone()
    texts = [_slot_texts(t, how.tier) for t in tokens]
    suffix = _suffix(how.tier)
    if len(tokens) == 1:
        return _any([p.Term(f + suffix, texts[0]) for f in how.fields])
    places = offsets or range(len(texts))
    slots = tuple(p.Slot(o, t) for o, t in zip(places, texts, strict=True))
    return _any([p.Sequence(f + suffix, slots) for f in how.fields])


def _phrase(node: n.Phrase, how: Widening) -> p.Plan:
    if node.pinned:
        how = replace(how, tier="exact")
    tokens = [t.text for t in tokenize(node.text)]
    gaps = node.slop if len(tokens) > 1 else 0
    plans = [
        _row(tokens, how, offsets) for offsets in loose_layouts(len(tokens), gaps, node.position)
    ]
    whole = typed_tokens(node.text)
    if len(whole) == 1 and whole[0].end - whole[0].start == len(node.text.strip()):
        plans.append(p.Term("typed", (typed_key(whole[0], how.tier),)))
    return _any(plans)


def _last_token(text: str, how: Widening, last: Callable[[str], p.Plan]) -> p.Plan:
    tokens = [t.text for t in tokenize(text)]
    if not tokens:
        return p.Everyone()
    return _all([*(_row([t], how) for t in tokens[:-1]), last(tokens[-1])])


def _prefix(token: str, how: Widening) -> p.Plan:
    if how.tier == "exact":
        letters = tuple(token)
    elif how.tier == "base":
        letters = tuple(base_form(token))
    else:
        letters = tuple(map(_toned, tone_form(token)))
    return _any([p.Pattern(f + _suffix(how.tier), letters) for f in how.fields])


def _toned(letter: str) -> str:
    """The letter with each tone that it can carry."""
    if letter not in "aăâeêioôơuưy":
        return letter
    return letter + "".join(unicodedata.normalize("NFC", letter + tone) for tone in _TONES)


def _fuzzy(token: str, distance: int, how: Widening) -> p.Plan:
    texts = _slot_texts(token, how.tier)
    return _any([p.Near(f + _suffix(how.tier), texts, distance) for f in how.fields])


def _all(plans: Sequence[p.Plan]) -> p.Plan:
    useful = [q for q in plans if not isinstance(q, p.Everyone)]
    if not useful:
        return p.Everyone()
    return useful[0] if len(useful) == 1 else p.AllOf(tuple(useful))


def _any(plans: Sequence[p.Plan]) -> p.Plan:
    return plans[0] if len(plans) == 1 else p.AnyOf(tuple(plans))
