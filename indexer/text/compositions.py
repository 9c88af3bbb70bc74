"""Which abbreviations of offices are put together from known pieces: BGTVT, UBMTTQVN, SYT?

An office is a head (Bộ, Sở, Ban Thường vụ), a field or something that has an abbreviation of its
own (giao thông vận tải), and a tail (Việt Nam, Trung ương), two or three of them in this order. The
pieces stand in `data/office_parts.csv`, and beside them abbreviations of three letters or more.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from indexer.model import Tier
from indexer.text.syllables import split_tone, tone_place
from indexer.text.variant_tables import first_letter, read_targets, terms_in_tier

SOURCE = "quy tắc: chữ viết tắt ghép từ các phần đã biết"

_PARTS = Path(__file__).parent / "data" / "office_parts.csv"
_MOST = 4
_LETTERS = 12

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an office's name: `place` is "head", "field", "known" or "tail"."""

    place: str
    letters: str
    words: str


# Which piece may follow which.
_NEXT: Mapping[str, tuple[str, ...]] = {
    "": ("head", "known"),
    "head": ("field", "known", "tail"),
    "field": ("tail",),
    "known": ("tail",),
    "tail": (),
}


@lru_cache(maxsize=1)
def _pieces() -> tuple[Piece, ...]:
    with _PARTS.open(encoding="utf-8", newline="") as rows:
        found = [Piece(r["part"], r["letters"], r["words"]) for r in csv.DictReader(rows)]
    for forms in read_targets("abbreviation"):
        short = next((form for form in forms if form.isalpha() and len(form) > 2), None)
        longs = (form for form in forms if " " in form)
        found += [Piece("known", short, words) for words in longs if short]
    return tuple(found)


def _begin_with(letter: str, form: Callable[[Piece], str]) -> list[Piece]:
    """The pieces whose form begins with a letter; a query is compared with these alone."""
    return [piece for piece in _pieces() if first_letter(form(piece)) == letter]


@lru_cache(maxsize=3 * 32)
def _by_first_word(tier: Tier, letter: str) -> dict[str, list[tuple[Terms, Piece]]]:
    table: dict[str, list[tuple[Terms, Piece]]] = {}
    for piece in _begin_with(letter, attrgetter("words")):
        terms = terms_in_tier(piece.words, tier)
        table.setdefault(terms[0], []).append((terms, piece))
    # Shorter ones first.
    return {first: sorted(pieces, key=lambda p: len(p[0])) for first, pieces in table.items()}


@lru_cache(maxsize=3 * 32)
def _by_letters(tier: Tier, letter: str) -> dict[str, list[Piece]]:
    table: dict[str, list[Piece]] = {}
    for piece in _begin_with(letter, attrgetter("letters")):
        table.setdefault("".join(terms_in_tier(piece.letters, tier)), []).append(piece)
    return table


def shortened(tokens: Sequence[str], tier: Tier) -> Iterator[tuple[int, int, str]]:
    """(start, end, abbreviation) of the names of offices among the terms of a query.

    An abbreviation is given whole, and with its pieces apart where each has one of its own.

    >>> list(shortened(["bộ", "giao", "thông", "vận", "tải"], "exact"))
    [(0, 5, 'BGTVT')]
    """
    at = 0
    while at < len(tokens):
        chains = list(_chains(tokens, at, tier, ())) if _may_begin(tokens[at], tier) else []
        end = max((end for end, _ in chains), default=at + 1)
        for chain in (chain for found, chain in chains if found == end):
            yield at, end, "".join(piece.letters for piece in chain)
            if len(chain[0].letters) > 1 or len(chain) > 2:
                apart = (p.letters if len(p.letters) > 1 else p.words for p in chain)
                yield at, end, " ".join(apart)
        at = end


@lru_cache(maxsize=1 << 14)
def _may_begin(token: str, tier: Tier) -> bool:
    """Whether a piece begins with a term."""
    return token in _by_first_word(tier, first_letter(token))


def _chains(
    tokens: Sequence[str], at: int, tier: Tier, chain: tuple[Piece, ...]
) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """Every row of two or three pieces whose words begin at a place: its end and the pieces."""
    if len(chain) > 1:
        yield at, chain
    if len(chain) == 3:
        return
    if at == len(tokens):
        return
    follows = _NEXT[chain[-1].place if chain else ""]
    for terms, piece in _by_first_word(tier, first_letter(tokens[at])).get(tokens[at], ()):
        end = at + len(terms)
        if piece.place in follows and tuple(tokens[at:end]) == terms:
            yield from _chains(tokens, end, tier, (*chain, piece))


def spelled_out(token: str, tier: Tier) -> list[str]:
    """The names of offices that an abbreviation can stand for, those of the fewest pieces first.

    >>> spelled_out("bgtvt", "exact")
    ['Bộ giao thông vận tải']
    """
    if not 3 <= len(token) <= _LETTERS or not token.isalpha():
        return []
    if tone_place(split_tone(token)[0]) is not None:
        return []
    chains = sorted(_splits(token, tier, ()), key=len)
    names = dict.fromkeys(" ".join(p.words for p in chain) for chain in chains)
    return list(names)[:_MOST]


def _splits(token: str, tier: Tier, chain: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    if not token:
        if len(chain) > 1:
            yield chain
        return
    if len(chain) == 3:
        return
    follows = _NEXT[chain[-1].place if chain else ""]
    known = _by_letters(tier, first_letter(token))
    for length in range(1, len(token) + 1):
        for piece in known.get(token[:length], ()):
            if piece.place in follows:
                yield from _splits(token[length:], tier, (*chain, piece))
