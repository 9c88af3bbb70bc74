"""How else may a part of a query be written in the articles?

Abbreviations and their words, spellings of places, names of foreigners, numerals. Nothing here is
a synonym: every variant names the same thing in other letters, and says where that is known from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.model import Tier
from indexer.text.compositions import SOURCE as COMPOSED_SOURCE
from indexer.text.compositions import shortened, spelled_out
from indexer.text.definitions import Definitions
from indexer.text.numerals import find_numerals, find_padded
from indexer.text.syllables import VOWELS, split_tone, tone_place
from indexer.text.tiers import base_form
from indexer.text.variant_tables import Group, GroupTable, group_table, respell_k, terms_in_tier

_LONGEST = 12
_NUMERAL_SOURCE = "quy tắc: số La Mã, số Ả Rập và số viết bằng chữ"
_PADDED_SOURCE = "quy tắc: số có hay không có số 0 ở đầu"
_K_SOURCE = "quy tắc: vần -ăk của các tiếng Tây Nguyên có nhiều cách viết"
_JOINED_SOURCE = "quy tắc: tên phiên âm có gạch nối viết liền, có dấu hay không"
_CLUSTER_SOURCE = "quy tắc: phụ âm đầu của tên Tây Nguyên có hay không có dấu phẩy trên"
_UNIT_SOURCE = "quy tắc: Q., P., H., TT. trước tên hay số của quận, phường, huyện, thị trấn"

_UNITS = (("quận", "Q"), ("phường", "P"), ("huyện", "H"), ("thị trấn", "TT"))
_Whole = tuple[int, int, Sequence[Group]]
_CLUSTER = re.compile("[mhkrnđ](?=[bcdđghklmnprstvx])[a-zà-ỹđ]{3,}")


@dataclass(frozen=True, slots=True)
class Variant:
    """Tokens `start`..`end` of a query may also be written `target`.

    `kind` is "abbreviation", "learned" (one that articles of the corpus define, `articles` of
    them), "place spelling", "foreign name" or "numeral"; `source` tells, in Vietnamese, where that
    is known from. The words of `target` stand side by side.
    """

    start: int
    end: int
    target: str
    kind: str
    source: str
    articles: int | None = None


def _from_table(tokens: Sequence[str], tier: Tier, table: GroupTable) -> list[Variant]:
    """The variants of the longest runs of tokens that the table knows, and of runs within them."""
    found: list[Variant] = []
    covered = 0
    for start in range(len(tokens)):
        length, groups = table.longest(tokens[start : start + _LONGEST], tier)
        end = start + length
        if end > covered and groups:
            found += _of_groups(tokens, tier, start, end, groups)
            if groups[0].kind == "abbreviation":
                found += _within(tokens, tier, table, (start, end, groups))
            covered = end
    return found


def _within(tokens: Sequence[str], tier: Tier, table: GroupTable, whole: _Whole) -> list[Variant]:
    """Abbreviations for a part of the words of one: BV đa khoa and BVĐK stand for the same.

    What the groups of the whole hold themselves, as TP Hồ Chí Minh, is not asked again.
    """
    start, end, known = whole
    held = {terms_in_tier(form, tier) for group in known for form in group.others}
    found: list[Variant] = []
    for first in range(start, end - 1):
        length, groups = table.longest(tokens[first : end - (first == start)], tier)
        last = first + length
        if length > 1:
            groups = [group for group in groups if group.kind == "abbreviation"]
            for variant in _of_groups(tokens, tier, first, last, groups):
                terms = terms_in_tier(variant.target, tier)
                if (*tokens[start:first], *terms, *tokens[last:end]) not in held:
                    found.append(variant)
    return found


def _of_groups(
    tokens: Sequence[str], tier: Tier, start: int, end: int, groups: Sequence[Group]
) -> list[Variant]:
    """What the tokens `start`..`end` may also be written as, by the groups that hold them."""
    terms = tuple(tokens[start:end])
    return [
        Variant(start, end, form, group.kind, group.source, group.articles)
        for group in groups
        for form in group.others
        if terms_in_tier(form, tier) != terms
    ]


def _may_abbreviate(tokens: Sequence[str]) -> bool:
    """Whether the tokens can be an abbreviation, which is no syllable, or two words or more."""
    return len(tokens) > 1 or not all(map(_may_be_syllable, tokens))


def _respelled(tokens: Sequence[str], tier: Tier, known: Sequence[Variant]) -> list[Variant]:
    """Other spellings of names not listed with a syllable in -ăk, which no Vietnamese word has.

    The span takes in the next token, so that `đắc` is asked in the name alone; without one a
    spelling that is a syllable is not asked.
    """
    covered = {place for variant in known for place in range(variant.start, variant.end)}
    found: list[Variant] = []
    for place, token in enumerate(tokens):
        if token[-1] != "k" or place in covered:
            continue
        rest = tokens[place + 1 : place + 2]
        end = place + 1 + len(rest)
        for form in respell_k("đăk" if token == "dak" else token):
            target = " ".join([form, *rest])
            terms = terms_in_tier(target, tier)
            if terms != tuple(tokens[place:end]) and (rest or not _may_be_syllable(terms[0])):
                found.append(Variant(place, end, target, "place spelling", _K_SOURCE))
    return found


def _joined(tokens: Sequence[str], glued: Sequence[bool]) -> list[Variant]:
    """Hyphenated names such as Ô-ba-ma in one word: without marks, and with them."""
    found: list[Variant] = []
    start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and glued[end]:
            continue
        if 2 <= end - start <= 6 and all(map(_sounds, tokens[start:end])):
            bare = "".join(base_form(token) for token in tokens[start:end])
            marked = "".join(tokens[start:end])
            for word in dict.fromkeys((bare, bare if _may_be_syllable(marked) else marked)):
                target = word.capitalize()
                found.append(Variant(start, end, target, "foreign name", _JOINED_SOURCE))
        start = end
    return found


def _clusters(tokens: Sequence[str], glued: Sequence[bool]) -> list[Variant]:
    """Names of Tây Nguyên that begin with two consonants, with an apostrophe or without."""
    found: list[Variant] = []
    for at, token in enumerate(tokens):
        single = token in ("m", "h", "k", "r", "n", "đ") and at + 1 < len(tokens)
        if single and glued[at + 1 : at + 2] == [True] and tokens[at + 1].isalpha():
            word = (token + tokens[at + 1]).capitalize()
            found.append(Variant(at, at + 2, word, "place spelling", _CLUSTER_SOURCE))
        elif _CLUSTER.fullmatch(token) and _sounds(token) and not _may_be_syllable(token):
            word = f"{token[0].upper()}'{token[1:]}"
            found.append(Variant(at, at + 1, word, "place spelling", _CLUSTER_SOURCE))
    return found


def _may_be_syllable(token: str) -> bool:
    return tone_place(split_tone(token)[0]) is not None


def _composed(tokens: Sequence[str], tier: Tier) -> list[Variant]:
    """Abbreviations of offices that are put together from known pieces, and what they stand for."""
    spans = [*shortened(tokens, tier)]
    spans += [
        (i, i + 1, name) for i, token in enumerate(tokens) for name in spelled_out(token, tier)
    ]
    return [Variant(a, b, form, "abbreviation", COMPOSED_SOURCE) for a, b, form in spans]


def _units(tokens: Sequence[str], tier: Tier) -> list[Variant]:
    """`quận 1` and `Q.1`: the span takes in the name or number that follows."""
    found: list[Variant] = []
    kinds = _unit_kinds(tier)
    for start, token in enumerate(tokens):
        for terms, other in kinds.get(token, ()):
            end = start + len(terms)
            if end < len(tokens) and tuple(tokens[start:end]) == terms:
                target = f"{other} {tokens[end]}"
                found.append(Variant(start, end + 1, target, "abbreviation", _UNIT_SOURCE))
    return found


@lru_cache(maxsize=3)
def _unit_kinds(tier: Tier) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """For the first term of each kind of unit, or of its letters, all terms and the other way."""
    kinds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, letters in _UNITS:
        for one, other in ((words, letters), (letters, words)):
            terms = terms_in_tier(one, tier)
            kinds.setdefault(terms[0], []).append((terms, other))
    return kinds


def _sounds(token: str) -> bool:
    """Whether a token is letters with a vowel among them, as a syllable of a name is."""
    toneless = split_tone(token)[0]
    return token.isalpha() and not VOWELS.isdisjoint(toneless)


def find_variants(
    tokens: Sequence[str],
    tier: Tier,
    learned: Definitions | None = None,
    *,
    glued: Sequence[bool] = (),
) -> list[Variant]:
    """Other ways to write parts of a query, in order of place, each once.

    `tokens` are the query's terms as the tier compares them (exact forms in "exact" and "tone",
    base forms in "base"). `learned` has the abbreviations that the indexed articles define; they
    are read only for queries that can hold an abbreviation or its words.
    `glued[i]` says that no white space stands before token i: with it, hyphenated names are also
    asked in one word.

    >>> [variant.target for variant in find_variants(["ubnd"], "exact")]
    ['ủy ban nhân dân']
    """
    compared = [term for token in tokens for term in terms_in_tier(token, tier) or (token,)]
    if len(compared) != len(tokens):
        compared = list(tokens)
    found = _from_table(compared, tier, group_table())
    if learned is not None and _may_abbreviate(compared):
        found += _from_table(compared, tier, learned.table())
    found += _respelled(compared, tier, found)
    found += _composed(compared, tier) + _units(compared, tier)
    for start, end, target in find_numerals(compared, tier):
        found.append(Variant(start, end, target, "numeral", _NUMERAL_SOURCE))
    for start, end, target in find_padded(compared):
        found.append(Variant(start, end, target, "numeral", _PADDED_SOURCE))
    if len(glued) == len(tokens):
        found += _joined(tokens, glued) + _clusters(tokens, glued)
    unique: dict[tuple[int, int, tuple[str, ...]], Variant] = {}
    for variant in sorted(found, key=lambda variant: variant.start):
        key = (variant.start, variant.end, terms_in_tier(variant.target, tier))
        unique.setdefault(key, variant)
    return list(unique.values())
