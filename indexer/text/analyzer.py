"""What is indexed of a text, and how is a run of query text asked?"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, Token, exact_terms, tokenize
from indexer.text.typed import TypedToken, typed_tokens


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of a field: exact and base, place by place."""

    exact: list[str]
    base: list[str]


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


_bases: Memory[str] = Memory(base_form)


def analyze(text: str) -> FieldTerms:
    """The terms of a text as they are indexed.

    >>> analyze("Đường số 7")
    FieldTerms(exact=['đường', 'số', '7'], base=['duong', 'so', '7'])
    """
    exact = exact_terms(text)
    return FieldTerms(exact, list(map(_bases.__getitem__, exact)))


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
