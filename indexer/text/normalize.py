"""What is the one form in which a word is indexed, however it was typed?

The normal form is lower-case and composed (NFC), without invisible characters, with `đ` for its
look-alikes, Latin letters for Cyrillic and Greek ones inside Latin words, the tone mark in one
place (`syllables`) and one spelling for the closed list of i/y pairs (`data/i_y_spellings.csv`).

The i/y list holds the open syllables with h, k, l, m, s, t, qu which the spelling rules of the
ministry of education (30 November 1980; 5 March 1984, Quyết định 240/QĐ) write with i and most
newspapers with y, for the tones in which newspapers print one word both ways: each pair was seen
in the same phrases of 20,000 articles of 2016 and 2017, as its example. Three of the pairs are no
rule of the ministry's but usage (mì, lì, xi). It leaves out pairs that are two words (mi and my)
and those that tell people's names apart (vi and Vy, thi and Thy, vĩ and Vỹ).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from indexer.text.syllables import TONE_MARKS, is_syllable, put_tone, tone_place

__all__ = ["INVISIBLE", "I_Y_SPELLINGS", "is_syllable", "normal_form", "normal_number"]

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
"""Characters without a glyph of their own, as the inside of a regular expression's class."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

# Đ has three twins in Unicode; ƣ (gha) stands for ư and ǎ (caron) for ă in files made with
# fonts that had one for the other; a stroke laid over d is đ.
_TWINS = str.maketrans({"ð": "đ", "ɖ": "đ", "ƣ": "ư", "ɑ": "a", "ı": "i", "\u2044": "/"})
_STROKED_D = re.compile("d[\u0335\u0336]")
_CARON_A = re.compile("(a[\u0300-\u036f]*?)\u030c")

_CYRILLIC = dict(zip("авсеніјкморѕтухԁԛԝһѵӏ", "abcehijkmopstyxdqwhvl", strict=True))
_CYRILLIC |= {cyrillic.upper(): latin.upper() for cyrillic, latin in _CYRILLIC.items()}
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοινκρυχ", "ABEZHIKMNOPTYXaoivkpux", strict=True))
_LOOK_ALIKES = _CYRILLIC | _GREEK
_LOOK_ALIKE_TABLE = str.maketrans(_LOOK_ALIKES)
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
_LATIN = re.compile("[A-Za-zĐđÀ-ɏḀ-ỿ]")

_MARKS = re.compile("[\u0300-\u036f]{2,}")


def _read_pairs() -> dict[str, str]:
    path = Path(__file__).parent / "data" / "i_y_spellings.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["with_i"]: row["with_y"] for row in csv.DictReader(rows)}


I_Y_SPELLINGS: dict[str, str] = _read_pairs()
"""Spelling with i -> spelling with y, which is the normal form."""


def _order_marks(run: re.Match[str]) -> str:
    """The marks of one letter, each once: those of the vowel first, then the tone."""
    marks = dict.fromkeys(run.group())
    return "".join(sorted(marks, key=lambda mark: mark in TONE_MARKS))


def _fold_letters(token: str) -> str:
    """Lower-case decomposed letters of a token, its look-alikes replaced, marks in order."""
    text = "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKD", token)).split())
    if _LOOK_ALIKE.search(text):
        text = _replace_look_alikes(text)
    text = _STROKED_D.sub("đ", text.lower().translate(_TWINS))
    text = unicodedata.normalize("NFD", _CARON_A.sub("\\1\u0306", text))
    return _MARKS.sub(_order_marks, text)


def _replace_look_alikes(text: str) -> str:
    """Latin letters for the look-alikes of a word that is otherwise Latin or reads Vietnamese."""
    latin = text.translate(_LOOK_ALIKE_TABLE)
    if _LATIN.search(text) or is_syllable(unicodedata.normalize("NFC", latin.lower())):
        return latin
    return text


def _settle_tone(folded: str) -> str:
    """The word with its one tone mark on the letter where its syllable carries it."""
    marks = [letter for letter in folded if letter in TONE_MARKS]
    word = unicodedata.normalize("NFC", folded)
    if len(marks) > 1:
        return word
    tone = marks[0] if marks else ""
    toneless = unicodedata.normalize("NFC", folded.replace(tone, "")) if tone else word
    place = tone_place(toneless)
    if place is None:
        toneless = _HALF_HORNED.sub("ươ", toneless)
        place = tone_place(toneless)
    return word if place is None else put_tone(toneless, place, tone)


# ươ with one of its two horns left out, where no rhyme has the letters so: ưong, uơng.
_HALF_HORNED = re.compile("ưo|uơ(?=.)")


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)")
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)[.,]\d+")
_MONTH_OF_YEAR = re.compile(r"(?:1[0-2]|[1-9])\.(?:19|20)\d\d")


def normal_number(raw: str) -> str | None:
    """The one form of a number written with digits, dots and commas; None when it is not one.

    Dots part thousands and the comma decimals, as Vietnamese writes; English numbers are
    understood where they cannot be anything else. Zeros that end decimals do not count. A date, a
    version or a telephone number with dots is no number.

    >>> normal_number("2.522"), normal_number("18.5"), normal_number("1.234,50")
    ('2522', '18,5', '1234,5')
    >>> normal_number("27.1.1994") is None
    True
    """
    if raw.isdigit():
        return raw
    if _THOUSANDS.fullmatch(raw):
        return _trim(raw.replace(".", ""))
    if _ENGLISH.fullmatch(raw):
        return _trim(raw.replace(",", "").replace(".", ","))
    if _DECIMAL.fullmatch(raw) and not _MONTH_OF_YEAR.fullmatch(raw):
        # Zeros after a point can be those of a day or an hour: 27.10, 8.30.
        return raw.replace(".", ",") if "." in raw else _trim(raw)
    return None


def _trim(number: str) -> str:
    """The number without zeros that end its decimals."""
    return number.rstrip("0").rstrip(",") if "," in number else number


def beginnings(typed: str) -> tuple[str, ...]:
    """How the exact forms of words that begin as was typed may begin, up to three ways.

    The tone stands where it was typed (`hoà` begins hoàn) or where it stands if nothing follows
    (hòa); i begins what i begins (`tỉ` tỉnh), and a whole word of the i/y list its one spelling.

    >>> beginnings("hoà"), beginnings("TỈ")
    (('hoà', 'hòa'), ('tỉ', 'tỷ'))
    """
    folded = _fold_letters(typed)
    settled = _settle_tone(folded)
    ways = (unicodedata.normalize("NFC", folded), settled, I_Y_SPELLINGS.get(settled, settled))
    return tuple(dict.fromkeys(ways))


def normal_form(token: str) -> str:
    """The exact form of one token: a word, an acronym with dots, or a number.

    Applying it twice gives the same. Empty when the token has nothing visible.

    >>> normal_form("HOÀ"), normal_form("Vịêt"), normal_form("P.V"), normal_form("kĩ")
    ('hòa', 'việt', 'pv', 'kỹ')
    """
    word = token.lower()
    if not token.isascii():
        word = _settle_tone(_fold_letters(token))
    if not word or word.isalpha():
        return I_Y_SPELLINGS.get(word, word)
    if word[0].isdigit():
        return normal_number(word) or word
    word = word.replace(".", "")
    return I_Y_SPELLINGS.get(word, word)
