"""What is a Vietnamese syllable, and on which of its letters does the tone mark stand?

Syllables are given without tone, lower-case and composed (NFC). The table of rhymes is that of
the school primers (Bộ Giáo dục và Đào tạo, *Tiếng Việt 1*), with the rhymes of loans and
onomatopoeia that dictionaries list (xoong, khuỵu, ngoém). Tone marks stand where most newspapers
put them: on the first letter of the open rhymes oa, oe, uy (hòa, khỏe, thủy), elsewhere on the
main vowel.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
"""The combining marks of huyền, sắc, ngã, hỏi, nặng."""

VOWELS = frozenset("aăâeêioôơuưy")

_ONSET_TABLE = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x"
# The empty onset is tried last: "y", "anh".
ONSETS = (*_ONSET_TABLE.split(), "")

_RHYME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăp oăt oe oem oen oeng oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ôôc ôông
    ơ ơi ơm ơn ơng ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    uân uâng uât uây uê uêch uên uênh uêt uêu uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych ym yn ynh yp yt yêm yên yêng yêt yêu
"""
RHYMES = frozenset(_RHYME_TABLE.split())

_AFTER_Y_ONSETS = frozenset(
    ["", "b", "d", "h", "k", "l", "m", "n", "qu", "r", "s", "t", "th", "v", "x"]
)
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = "\u0301\u0323"
_FRONT = "ieêy"


def _fits(onset: str, rhyme: str) -> bool:
    """Whether the spelling rules let this onset stand before this rhyme."""
    first = rhyme[0]
    if first == "y":
        if rhyme == "y":
            return onset in _AFTER_Y_ONSETS
        return onset == "qu" or (onset == "" and rhyme.startswith("yê"))
    if onset == "qu":
        return first not in "uư" and not rhyme.startswith(("oa", "oă", "oe", "oo", "iê", "ia"))
    if onset in ("gh", "ngh"):
        return first in _FRONT
    if onset == "g":
        return first not in "eê"
    if onset in ("c", "ng"):
        return first not in _FRONT
    if onset == "gi":
        return first != "i"
    return not (onset == "" and rhyme.startswith("iê"))


def _tone_index(rhyme: str) -> int:
    """The index in the rhyme of the letter that carries the tone."""
    for letters in ("ăâêôơ", "ư"):
        places = [i for i, letter in enumerate(rhyme) if letter in letters]
        if places:
            return places[-1]
    vowels = next((i for i, letter in enumerate(rhyme) if letter not in VOWELS), len(rhyme))
    if vowels == 1:
        return 0
    if vowels == 3:
        return 1
    return 1 if len(rhyme) > vowels else 0


def split_syllable(toneless: str) -> tuple[str, str] | None:
    """(onset, rhyme) of a syllable without tone, or None when it is no syllable.

    >>> split_syllable("giêng"), split_syllable("gin"), split_syllable("quôc")
    (('gi', 'êng'), ('g', 'in'), ('qu', 'ôc'))
    """
    return _splits().get(toneless)


@cache
def _splits() -> dict[str, tuple[str, str]]:
    """Every syllable without tone, by the first onset that it can begin with."""
    found: dict[str, tuple[str, str]] = {}
    for onset in ONSETS:
        for rhyme in RHYMES:
            if _fits(onset, rhyme):
                found.setdefault(onset + rhyme, (onset, rhyme))
    return found


@lru_cache(maxsize=1 << 14)
def tone_place(toneless: str) -> int | None:
    """The index of the letter of a toneless syllable that carries its tone; None: no syllable.

    >>> tone_place("hoa"), tone_place("hoan"), tone_place("quy"), tone_place("viêt")
    (1, 2, 2, 2)
    """
    parts = split_syllable(toneless)
    if parts is None:
        return None
    return len(parts[0]) + _tone_index(parts[1])


def put_tone(toneless: str, place: int, mark: str) -> str:
    """The word with the tone `mark` (a combining mark, or none) on the letter at `place`."""
    letter = unicodedata.normalize("NFC", toneless[place] + mark)
    return toneless[:place] + letter + toneless[place + 1 :]


def split_tone(word: str) -> tuple[str, str]:
    """(the word without the tone marks of its vowels, those marks in order).

    >>> split_tone("việt")
    ('viêt', '̣')
    """
    if word.isascii():
        return word, ""
    kept: list[str] = []
    marks: list[str] = []
    base = ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in TONE_MARKS and base in "aeiouy":
            marks.append(letter)
            continue
        kept.append(letter)
        if not unicodedata.combining(letter):
            base = letter
    return unicodedata.normalize("NFC", "".join(kept)), "".join(marks)


@lru_cache(maxsize=1 << 15)
def is_syllable(form: str) -> bool:
    """Whether a normal form is a Vietnamese syllable by its onset, rhyme and tone.

    Syllables that end in c, ch, p, t have one of the tones sắc and nặng.

    >>> is_syllable("việt"), is_syllable("viêt"), is_syllable("hànội")
    (True, False, False)
    """
    if not 0 < len(form) <= 7:
        return False
    toneless, marks = split_tone(form)
    place = tone_place(toneless)
    if place is None or len(marks) > 1 or put_tone(toneless, place, marks) != form:
        return False
    return not toneless.endswith(_STOPS) or (marks != "" and marks in _STOP_TONES)
