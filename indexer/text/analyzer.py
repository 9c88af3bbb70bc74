"""What is indexed of a text, and how is a run of query text asked?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from indexer.text.tiers import base_form
from indexer.text.tokens import Memory, Token, cut_chunk, tokenize
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


def _both_forms(chunk: str) -> tuple[str, str]:
    terms = [form for form, _, _ in cut_chunk(chunk)]
    exact = "".join([f"{term} " for term in terms])
    return exact, "".join([f"{base_form(term)} " for term in terms])


# For a piece of text without white space its exact and its base terms, a space after each.
_forms_of: Memory[tuple[str, str]] = Memory(_both_forms, size=1 << 17)
_exact, _base = itemgetter(0), itemgetter(1)


def analyze(text: str) -> FieldTerms:
    """The terms of a text as they are indexed.

    >>> analyze("Đường số 7")
    FieldTerms(exact='đường số 7', base='duong so 7')
    """
    forms = list(map(_forms_of.__getitem__, text.split()))
    return FieldTerms("".join(map(_exact, forms))[:-1], "".join(map(_base, forms))[:-1])


def query_units(text: str) -> list[Unit]:
    """The units of a run of query text, in order.

    A piece between white space is one unit (`Xing-ga-po` asks for three adjacent terms), and so
    is a typed token, even when it is written with spaces. Commas and colons part units as white
    space does: who types `lũ,đê` left out a space.

    >>> [unit.tokens for unit in query_units("Xing-ga-po tăng 18,5 %")]
    [('xing', 'ga', 'po'), ('tăng',), ('18,5',)]
    """
    units: list[Unit] = []
    waiting = tokenize(text)
    for typed in [*typed_tokens(text), None]:
        limit = typed.start if typed else len(text)
        before = [token for token in waiting if token.start < limit]
        waiting = waiting[len(before) :]
        units.extend(_chunk_units(text, before))
        if typed is not None:
            inside = tuple(token.text for token in waiting if token.start < typed.end)
            waiting = waiting[len(inside) :]
            units.append(Unit(inside, typed, typed.start, typed.end))
    return units


_CLAUSE_END = re.compile(r"[,;:!?…](?!\d)|(?<!\d)[,;:!?…]")


def _ends_clause(text: str, before: Token, after: Token) -> bool:
    """Whether a sign between two tokens ends a clause: not where digits surround it (19:30)."""
    return _CLAUSE_END.search(text, before.end, after.start + 1) is not None


def _chunk_units(text: str, tokens: list[Token]) -> list[Unit]:
    """One unit for each run of glued tokens that no sign of the end of a clause parts."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and token.glued and not _ends_clause(text, groups[-1][-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return [
        Unit(tuple(token.text for token in group), None, group[0].start, group[-1].end)
        for group in groups
    ]
