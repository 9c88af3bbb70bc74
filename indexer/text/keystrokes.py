"""Which word was meant by keys that no input method turned into Vietnamese? Telex and VNI.

Telex writes marks with letters: aa aw dd ee oo ow uw (w for both horns of uow), tones with
s f r x j. VNI writes them with digits: 6 for the hat, 7 for the horn, 8 for the breve, 9 for the
stroke of đ, tones with 1 to 5. Marks may be typed right after their letter or at the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from indexer.text.syllables import VOWELS, is_syllable, put_tone, tone_place

MAX_KEYS = 12
"""No syllable takes more keys: nghieengs and its like take nine."""

_TELEX_TONES = dict(zip("fsxrj", "\u0300\u0301\u0303\u0309\u0323", strict=True))
_VNI_TONES = dict(zip("21435", "\u0300\u0301\u0303\u0309\u0323", strict=True))
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"o": "ơ", "u": "ư"}
_BREVES = {"a": "ă"}


def decode_keys(word: str) -> str | None:
    """The syllable that the keys of a word mean, in lower case; None when they mean none.

    None too where nothing of the word is a mark.

    >>> decode_keys("Vieejt"), decode_keys("dduowngf"), decode_keys("Vie65t"), decode_keys("nam")
    ('việt', 'đường', 'việt', None)
    """
    keys = word.lower()
    if not keys.isascii() or not keys.isalnum() or not keys[0].isalpha() or len(keys) > MAX_KEYS:
        return None
    typed = _type_vni(keys) if any(map(str.isdigit, keys)) else _type_telex(keys)
    if typed is None:
        return None
    letters, tone = typed
    toneless = "".join(letters)
    place = tone_place(toneless)
    if place is None:
        return None
    syllable = put_tone(toneless, place, tone)
    return syllable if is_syllable(syllable) and not syllable.isascii() else None


def _type_telex(keys: str) -> tuple[list[str], str] | None:
    """The letters and the tone of keys in Telex; None where a tone is typed twice."""
    letters: list[str] = []
    tone = ""
    for key in keys:
        has_vowel = any(letter in VOWELS for letter in letters)
        if key in _TELEX_TONES and has_vowel:
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif key == "w":
            if not (_mark(letters, _HORNS, both=True) or _mark(letters, _BREVES)):
                letters.append("ư")
        elif (key == "d" and letters[:1] == ["d"]) or (key in _HATS and key in letters):
            _mark(letters, {"d": "đ"} if key == "d" else {key: _HATS[key]})
        else:
            letters.append(key)
    return letters, tone


def _type_vni(keys: str) -> tuple[list[str], str] | None:
    """The letters and the tone of keys in VNI; None where a digit marks nothing."""
    tables: dict[str, Mapping[str, str]] = {"6": _HATS, "7": _HORNS, "8": _BREVES, "9": {"d": "đ"}}
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in tables:
            if not _mark(letters, tables[key], both=key == "7"):
                return None
        elif key in _VNI_TONES:
            if tone:
                return None
            tone = _VNI_TONES[key]
        elif key.isdigit():
            return None
        else:
            letters.append(key)
    return letters, tone


def _mark(letters: list[str], marked: Mapping[str, str], *, both: bool = False) -> bool:
    """Marks the last letter that can be; with `both` also the u right before an o."""
    for index in reversed(range(len(letters))):
        letter = letters[index]
        if letter in marked:
            letters[index] = marked[letter]
            if both and letter == "o" and index and letters[index - 1] == "u":
                letters[index - 1] = "ư"
            return True
    return False
