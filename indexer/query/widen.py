"""Which terms answer the tree, in one tier? From `nodes` to `plan`.

A syllable is asked of title, lead and body; in the tier `tone` it stands for all its tones, in
`base` for its letters. A run of words is joined by the match of the search, each expansion
found in it standing beside the words that it replaces. Quotation marks allow no expansion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from indexer.errors import QueryError
from indexer.model import Match, Tier
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.leaves import (
    DEFAULT_FIELDS,
    Where,
    all_of,
    any_of,
    choices,
    near_plan,
    prefix_plan,
    row_plan,
    unit_plan,
)
from indexer.query.looseness import loose_layouts
from indexer.query.stretches import put_in, stretch, token_starts, unit_of_token
from indexer.text.analyzer import Unit, query_units
from indexer.text.definitions import Definitions
from indexer.text.tiers import base_form
from indexer.text.tokens import Token, tokenize
from indexer.text.typed import document_terms, typed_key, typed_tokens
from indexer.text.variants import Variant, find_variants

MOST_GLUED = 20
"""Terms of a piece between white space in which expansions are looked for: each of them asks for
the whole piece once more, and no name is so long."""


def _no_province(name: str, position: int) -> p.Plan:
    raise QueryError(f"không rõ tỉnh {name!r} (unknown province {name!r})", position)


def _no_source(name: str, position: int) -> p.Plan:
    raise QueryError(f"không rõ nguồn {name!r} (unknown source {name!r})", position)


@dataclass(frozen=True, slots=True)
class Widening:
    """How a tree is to be widened.

    `off` names the expansions that are switched off by target ("*" for all). `learned` has
    the abbreviations that articles of the corpus define. `province` and `source` give the plans
    of these filters.
    """

    tier: Tier
    match: Match = "all"
    off: frozenset[str] = frozenset()
    learned: Definitions | None = None
    province: Callable[[str, int], p.Plan] = _no_province
    source: Callable[[str, int], p.Plan] = _no_source
    fields: tuple[str, ...] = DEFAULT_FIELDS
    found: dict[object, list[Variant]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def where(self) -> Where:
        """Where a word is looked for."""
        return Where(self.tier, self.fields)

    def variants(self, units: Sequence[Unit]) -> list[Variant]:
        """The expansions that are on, of the tokens of these units."""
        if "*" in self.off:
            return []
        tokens = [t for u in units for t in u.tokens]
        every = enumerate(unit_of_token(units))
        closed = {i for i, u in every if u.typed is not None or len(u.tokens) > MOST_GLUED}
        if self.tier == "base":
            tokens = [base_form(t) for t in tokens]
        glued = [i > 0 for u in units for i in range(len(u.tokens))]
        # The same for every plan of a question, whatever is switched off in it.
        key = (self.tier, tuple(tokens), tuple(glued))
        if key not in self.found:
            self.found[key] = find_variants(tokens, self.tier, self.learned, glued=glued)
        return [
            v
            for v in self.found[key]
            if v.target not in self.off and closed.isdisjoint(range(v.start, v.end))
        ]


@lru_cache(maxsize=256)
def units_of(text: str) -> tuple[Unit, ...]:
    """The units of a run of query text: the same for every plan of a question."""
    return tuple(query_units(text))


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
            counted += _words(clause, how)
        elif isinstance(clause, n.Phrase | n.Prefix | n.Fuzzy | n.Field | n.Or):
            counted.append(_widen(clause, how))
        else:
            required.append(_widen(clause, how))
    if counted and how.match == "any":
        # An expansion stands beside every word that it covers; it is asked for once.
        required.append(any_of(list(dict.fromkeys(q for one in counted for q in choices(one)))))
    elif counted:
        required.append(p.AnyOf(tuple(counted), most_of(len(counted))))
    return all_of(required)


def most_of(count: int) -> int:
    """How many of `count` words an article must hold under the match `most`: over half.

    >>> [most_of(n) for n in (1, 2, 3, 4, 5, 10)]
    [1, 2, 2, 3, 3, 6]
    """
    return count // 2 + 1


def _widen(node: n.Node, how: Widening) -> p.Plan:
    match node:
        case n.Everything():
            return p.Everyone()
        case n.And(children):
            return all_of([_widen(c, how) for c in children])
        case n.Or(children):
            return any_of([_widen(c, how) for c in children])
        case n.Not(child):
            return p.Except(_widen(child, replace(how, match="all")))
        case n.Words():
            return all_of(_clauses(node, how))
        case n.Phrase():
            return _phrase(node, how)
        case n.Prefix(text, _):
            return _last_token(text, how, lambda t: prefix_plan(text[t.start : t.end], how.where))
        case n.Fuzzy(text, distance, _):
            return _last_token(text, how, lambda t: near_plan(t.text, distance, how.where))
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
        return any_of([how.source(text, position) for text in texts])
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
    how = _unless_pinned(words, how)
    units = units_of(words.text)
    variants = how.variants(units)
    starts = token_starts(units)
    clauses: list[p.Plan] = []
    at = 0
    while at < len(units):
        end, here = stretch(at, starts, variants)
        if here:
            clauses.append(_with_variants(units[at:end], starts[at], here, how))
        else:
            clauses.append(unit_plan(units[at], how.where))
        at = end
    return clauses


def _with_variants(
    units: Sequence[Unit], first: int, variants: Sequence[Variant], how: Widening
) -> p.Plan:
    """These units as they are, or with one of the variants in its place."""
    choices = [all_of([unit_plan(u, how.where) for u in units])]
    for variant in variants:
        row, others = put_in(variant, units, first)
        rest = [unit_plan(unit, how.where) for unit in others]
        choices.append(all_of([row_plan(row, how.where), *rest]))
    return any_of(choices)


def _words(words: n.Words, how: Widening) -> list[p.Plan]:
    """One plan for each word of the run, met by an expansion that covers it, too.

    So words are counted one by one in every tier, however many of them an expansion covers there.
    """
    how = _unless_pinned(words, how)
    units = units_of(words.text)
    variants = how.variants(units)
    rows = [(v, row_plan(put_in(v, units, 0)[0], how.where)) for v in variants]
    starts = token_starts(units)
    clauses = []
    for unit, start, end in zip(units, starts, starts[1:], strict=False):
        covering = (row for v, row in rows if v.start < end and v.end > start)
        clauses.append(any_of([unit_plan(unit, how.where), *covering]))
    return clauses


def _unless_pinned(words: n.Words, how: Widening) -> Widening:
    return replace(how, tier="exact", off=frozenset("*")) if words.pinned else how


def _phrase(node: n.Phrase, how: Widening) -> p.Plan:
    if node.pinned:
        how = replace(how, tier="exact")
    tokens = [t.text for t in tokenize(node.text)]
    gaps = node.slop if len(tokens) > 1 else 0
    plans = [
        row_plan(tokens, how.where, offsets)
        for offsets in loose_layouts(len(tokens), gaps, node.position)
    ]
    whole = typed_tokens(node.text)
    if len(whole) == 1 and whole[0].end - whole[0].start == len(node.text.strip()):
        plans.append(p.Term("typed", (typed_key(whole[0], how.tier),)))
    return any_of(plans)


def _last_token(text: str, how: Widening, last: Callable[[Token], p.Plan]) -> p.Plan:
    tokens = tokenize(text)
    if not tokens:
        return p.Everyone()
    return all_of([*(row_plan([t.text], how.where) for t in tokens[:-1]), last(tokens[-1])])
