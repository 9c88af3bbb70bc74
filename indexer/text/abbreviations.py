"""Which abbreviations does an article define itself, in brackets after their words?"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.text.normalize import normal_form
from indexer.text.tiers import base_form

_LEAD = r"(?:(?:sau đây |được |thường )?(?:gọi|viết)(?: tắt)?(?: là)?:?\s+)?[\"“']?"
_ABBREVIATION = r"[A-ZĐĂÂÊÔƠƯ](?:[.&-]?[A-ZĐĂÂÊÔƠƯ]){1,9}"
_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_NAMED = re.compile(rf"{_LEAD}({_ABBREVIATION})[\"”']?")
_ENDS_IN_ABBREVIATION = re.compile(rf"(?<!\w)({_ABBREVIATION})\s?$")
_WORD = re.compile(
    r"[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*(?:[^\W\d_\u0300-\u036f]+[\u0300-\u036f]*)*"
)
_BREAK = re.compile(r"[.!?;:()\n\"“”|,]")
_UNWRITTEN = frozenset(["và", "của", "các", "về", "cho", "với", "những", "thuộc"])
_LONGEST = 90


@lru_cache(maxsize=1 << 12)
def _initial(word: str) -> str:
    """The first letter of a word for comparing: bare, but đ apart from d."""
    first = normal_form(word)[:1]
    return first if first == "đ" else base_form(first)[:1]


def _spell(letters: list[str], words: list[re.Match[str]]) -> int | None:
    """How many of the last `words` the letters stand for, the first one included; None: do not.

    Every letter is the initial of one word in order; only small linking words go unwritten.
    """
    place = len(words)
    for letter in reversed(letters):
        place -= 1
        while place >= 0 and _initial(words[place].group()) != letter:
            if normal_form(words[place].group()) not in _UNWRITTEN:
                return None
            place -= 1
        if place < 0:
            return None
    return len(words) - place


def _expansion_before(text: str, letters: list[str]) -> str | None:
    """The words at the end of `text` that the letters stand for."""
    clause = _BREAK.split(text)[-1]
    words = list(_WORD.finditer(clause))
    count = _spell(letters, words)
    if count is None:
        return None
    return " ".join(clause[words[-count].start() : words[-1].end()].split())


def _letters(abbreviation: str) -> list[str]:
    return [_initial(letter) for letter in abbreviation if letter.isalpha()]


def learn_abbreviations(text: str) -> list[tuple[str, str]]:
    """The (abbreviation, expansion) pairs that a text defines, as written, each once.

    A pair is `Ban Quản lý (BQL)`, `(gọi tắt là BQL)` or `BQL (Ban Quản lý)`; the initials must
    agree, so names abbreviated in another language are left out.

    >>> learn_abbreviations("Hội đồng nhân dân (HĐND) và Ngân hàng Thế giới (WB)")
    [('HĐND', 'Hội đồng nhân dân')]
    """
    pairs: dict[tuple[str, str], None] = {}
    for brackets in _BRACKETS.finditer(text):
        inside, before = brackets[1], text[max(0, brackets.start() - _LONGEST) : brackets.start()]
        named = _NAMED.fullmatch(inside)
        if named is not None:
            expansion = _expansion_before(before, _letters(named[1]))
            if expansion is not None:
                pairs[named[1], expansion] = None
            continue
        short = _ENDS_IN_ABBREVIATION.search(before[-14:])
        if short is not None:
            expansion = _expansion_before(inside, _letters(short[1]))
            if expansion == inside.strip():
                pairs[short[1], inside.strip()] = None
    return list(pairs)
