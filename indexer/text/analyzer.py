"""What is indexed of a text, and how is a run of query text asked?"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, Token, chunk_terms, tokenize
from indexer.text.typed import TypedToken, typed_tokens


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of a field, parted by single spaces: exact and base, place by place."""

    exact: str
    base: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a query that is asked as one: tokens that must stand side by side.

    `tokens` are exact forms; `typed` is set when the piece is a document number, a date or a
    percentage. `start`..`end` is its place in the query text.
    """

    tokens: tuple[str, ...]
    typed: TypedToken | None
    start: int
    end: int


# For a piece of text without white space its terms, each followed by a space.
_exact_of: Memory[str] = Memory(
    lambda chunk: "".join(f"{term} " for term in chunk_terms[chunk]), size=1 << 17
)
_base_of: Memory[str] = Memory(
    lambda chunk: "".join(f"{base_form(term)} " for term in chunk_terms[chunk]), size=1 << 17
)


def analyze(text: str) -> FieldTerms:
    """The terms of a text as they are indexed.

    >>> analyze("Đường số 7")
    FieldTerms(exact='đường số 7', base='duong so 7')
    """
    chunks = text.split()
    exact = "".join(map(_exact_of.__getitem__, chunks))
    base = "".join(map(_base_of.__getitem__, chunks))
    return FieldTerms(exact[:-1], base[:-1])


def query_units(text: str) -> list[Unit]:
    """The units of a run of query text, in order.

    A piece between white space is one unit (`Xing-ga-po` asks for three adjacent terms), and so
    is a typed token, even when it is written with spaces.

    >>> [unit.tokens for unit in query_units("Xing-ga-po tăng 18,5 %")]
    [('xing', 'ga', 'po'), ('tăng',), ('18,5',)]
    """
    units: list[Unit] = []
    waiting = tokenize(text)
    for typed in [*typed_tokens(text), None]:
        limit = typed.start if typed else len(text)
        before = [token for token in waiting if token.start < limit]
        waiting = waiting[len(before) :]
        units.extend(_chunk_units(before))
        if typed is not None:
            inside = tuple(token.text for token in waiting if token.start < typed.end)
            waiting = waiting[len(inside) :]
            units.append(Unit(inside, typed, typed.start, typed.end))
    return units


def _chunk_units(tokens: list[Token]) -> list[Unit]:
    """One unit for each run of glued tokens."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and token.glued:
            groups[-1].append(token)
        else:
            groups.append([token])
    return [
        Unit(tuple(token.text for token in group), None, group[0].start, group[-1].end)
        for group in groups
    ]
