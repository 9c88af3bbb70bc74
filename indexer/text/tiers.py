"""When are two terms equal: as they are, without their tones, or as bare letters?

Each tier is coarser than the one before: terms that are equal in `exact` are equal in `tone`, and
those in `base`. Therefore the i/y pairs of the normal form count as one here for all their tones
(kĩ = kỹ, so ki = ky without tones).
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from itertools import product

from unidecode import unidecode

from indexer.text.normalize import I_Y_SPELLINGS, normal_form
from indexer.text.syllables import TONE_MARKS, VOWELS, put_tone, split_tone, tone_place

_TONELESS_Y = {split_tone(i)[0]: split_tone(y)[0] for i, y in I_Y_SPELLINGS.items()}
_TONELESS_I = {y: i for i, y in _TONELESS_Y.items()}
_MARK = re.compile("[\u0300-\u0303\u0306\u0309\u031b\u0323\u0340\u0341đĐðÐɖƉƣƢ]")
_LONGEST_VARIED = 40


@lru_cache(maxsize=1 << 16)
def base_form(exact: str) -> str:
    """The letters of an exact form without any mark, by unidecode; numbers as they are.

    >>> base_form("đường"), base_form("18,5"), base_form("kí") == base_form("ký")
    ('duong', '18,5', True)
    """
    letters = plain_letters(exact)
    return _TONELESS_Y.get(letters, letters)


def plain_letters(exact: str) -> str:
    """The letters of an exact form, or of the beginning of one, without any mark.

    >>> plain_letters("đườ"), plain_letters("tỉ")
    ('duo', 'ti')
    """
    if exact.isascii():
        return exact
    return "".join(filter(str.isalnum, unidecode(exact).lower())) or exact


def spelled_letters(letters: str) -> tuple[str, ...]:
    """The letters without marks that words of this base form are written with.

    >>> spelled_letters("ky"), spelled_letters("duong")
    (('ky', 'ki'), ('duong',))
    """
    return (letters, _TONELESS_I[letters]) if letters in _TONELESS_I else (letters,)


@lru_cache(maxsize=1 << 14)
def tone_form(exact: str) -> str:
    """The exact form without its tone; a word with several tone marks is left as it is.

    >>> tone_form("đường"), tone_form("pa-ri"), tone_form("résumé")
    ('đương', 'pa-ri', 'résumé')
    """
    toneless, marks = split_tone(exact)
    if len(marks) > 1:
        return exact
    return _TONELESS_Y.get(toneless, toneless)


def marked_letters(letter: str) -> str:
    """The letters of exact forms that are this one without their Vietnamese marks, it first.

    >>> marked_letters("d"), marked_letters("i")
    ('dđ', 'iìíĩỉị')
    """
    shapes = letter + _SHAPED.get(letter, "")
    tones = TONE_MARKS if letter in VOWELS else ""
    return "".join(s + "".join(put_tone(s, 0, mark) for mark in tones) for s in shapes)


@lru_cache(maxsize=1 << 12)
def marked_forms(exact: str) -> tuple[str, ...]:
    """The exact forms that have the base form of this one by Vietnamese marks, it first.

    Every letter may bear its shapes, one of them a tone; a word with more than
    `_MOST_MARKED` ways has only those that differ from it in tone.

    >>> len(marked_forms("duong")), "đường" in marked_forms("duong")
    (68, True)
    """
    forms = list(tone_variants(exact))
    for letters in spelled_letters(base_form(exact)):
        shaped = [letter + _SHAPED.get(letter, "") for letter in letters]
        ways = math.prod(map(len, shaped)) * (1 + 5 * sum(letter in VOWELS for letter in letters))
        if ways <= _MOST_MARKED:
            for word in map("".join, product(*shaped)):
                places = [i for i, letter in enumerate(word) if letter in VOWELS]
                forms.append(word)
                forms += [put_tone(word, i, mark) for i in places for mark in TONE_MARKS]
    return tuple(word for word in dict.fromkeys(forms) if normal_form(word) == word)


_SHAPED = {"a": "ăâ", "e": "ê", "o": "ôơ", "u": "ư", "d": "đ"}
_MOST_MARKED = 2_000


@lru_cache(maxsize=1 << 14)
def tone_variants(exact: str) -> tuple[str, ...]:
    """All exact forms with the same tone form, the given one first.

    Six for a syllable (a few more for those of the i/y list); for another word the bare one and
    every tone on every vowel. A word with several tone marks has only itself, one of more than
    40 letters only itself and its bare form.

    >>> tone_variants("tê")
    ('tê', 'tề', 'tế', 'tễ', 'tể', 'tệ')
    """
    bare = tone_form(exact)
    if len(split_tone(exact)[1]) > 1:
        return (exact,)
    variants = [exact, bare]
    if len(bare) <= _LONGEST_VARIED:
        for word in dict.fromkeys((bare, _TONELESS_I.get(bare, bare))):
            variants.append(word)
            variants.extend(put_tone(word, at, mark) for at in _places(word) for mark in TONE_MARKS)
    return tuple(word for word in dict.fromkeys(variants) if normal_form(word) == word)


def _places(word: str) -> list[int]:
    """Where a tone can stand in a word without tone."""
    place = tone_place(word)
    if place is not None:
        return [place]
    plain = [unicodedata.normalize("NFD", letter)[0] for letter in word]
    return [index for index, letter in enumerate(plain) if letter in VOWELS]


def has_marks(text: str) -> bool:
    """Whether a text has any Vietnamese mark, đ too, in whatever Unicode form.

    >>> has_marks("dong thap"), has_marks("Đ"), has_marks("e\u0301")
    (False, True, True)
    """
    if text.isascii():
        return False
    return _MARK.search(unicodedata.normalize("NFD", text)) is not None
