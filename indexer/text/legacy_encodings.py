"""How do the encodings that Vietnamese had before Unicode read when taken for Western text?

Each decoder takes text in which the bytes of an encoding were read as Windows-1252 (or
Latin-1), and gives the text that was meant. Letters it does not know stay as they are.

Tables: TCVN 5712:1993 (VN3, the .VnTime fonts); VNI-Windows, whose marks follow their vowel;
Windows-1258; UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from indexer.text.normalize import is_syllable

_TCVN3_BYTES = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_BYTES, _TCVN3_LETTERS)

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = dict(zip("ìíæóòôöîñ", "ìíỉĩịơưỵđ", strict=True))


def _vni_pairs() -> dict[str, str]:
    """Every letter that VNI writes as a vowel and a mark, lower-case, capital and title-case."""
    pairs: dict[str, str] = {}
    for vowel in "aeouy":
        pairs |= {vowel + sign: vowel + mark for sign, mark in _TONES.items()}
    for sign, vowel in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {sign + tone: vowel + mark for tone, mark in _TONES.items()}
    for vowel in "aeo":
        pairs |= {vowel + sign: vowel + "\u0302" + mark for sign, mark in _CIRCUMFLEX.items()}
    pairs |= {"a" + sign: "a\u0306" + mark for sign, mark in _BREVE.items()}
    pairs |= _VNI_ALONE
    both = {}
    for written, letter in pairs.items():
        composed = unicodedata.normalize("NFC", letter)
        both[written] = composed
        both[written.upper()] = composed.upper()
        if len(written) == 2:
            both[written[0].upper() + written[1]] = composed.upper()
    return both


_VNI = _vni_pairs()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

# Bytes 0xCC, 0xD2, 0xDE, 0xEC, 0xF2 of Windows-1258 are combining marks.
_CP1258 = str.maketrans("ÌÒÞìòÃãÕõÝýÐðþ", "\u0300\u0309\u0303\u0301\u0323ĂăƠơƯưĐđ₫")


def _windows_bytes() -> dict[str, int]:
    """Character -> byte of Windows-1252, its unused bytes as the controls of Latin-1."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        letter = bytes([byte]).decode("cp1252", errors="replace")
        if letter != "\ufffd":
            table[letter] = byte
    return table


_BYTES = _windows_bytes()
_CONTINUATION = "".join(re.escape(letter) for letter, byte in _BYTES.items() if byte < 0xC0)
_UTF8_LETTER = re.compile(
    f"[Â-ß][{_CONTINUATION}]|[à-ï][{_CONTINUATION}]{{2}}|[ð-ô][{_CONTINUATION}]{{3}}"
)

# Bytes 0x81, 0x8d, 0x8f, 0x90, 0x9d are none of Windows-1252: programs drop or replace them. And
# the second byte of à is a no-break space, which programs make a space. What was cut so is told
# by the rest of its word, where one letter alone makes a syllable.
_LONE_D = re.compile("Ä(?:\ufffd|(?=[A-Za-zÀ-ỹ]))")
_CUT, _SPACED = "\ue000", "\ue001"
_CUT_SHORT = re.compile("á»\ufffd?")
_CUT_LETTERS = "ềọỏờỐ"
_CUT_WORD = re.compile(rf"(?P<before>[^\W\d_]*){_CUT}(?P<after>[^\W\d_]*)")
_SPACED_WORD = re.compile(rf"(?P<before>[^\W\d_]*){_SPACED}(?P<after>[^\W\d_]*)")


def decode_tcvn3(text: str) -> str:
    """Text of TCVN3 bytes; of the capitals fonts (.VnTimeH) in small letters, as they are stored.

    >>> decode_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return text.translate(_TCVN3)


def decode_vni(text: str) -> str:
    """Text of VNI-Windows bytes.

    >>> decode_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return _VNI_LETTER.sub(lambda match: _VNI[match.group()], text)


def decode_cp1258(text: str) -> str:
    """Text of Windows-1258 bytes, composed.

    >>> decode_cp1258("Viêòt Nam")
    'Việt Nam'
    """
    return unicodedata.normalize("NFC", text.translate(_CP1258))


def decode_utf8(text: str) -> str:
    """Text of UTF-8 bytes; sequences that are no UTF-8 stay as they are.

    >>> decode_utf8("Tiáº¿ng Viá»‡t"), decode_utf8("nhiá»u thÃ nh")
    ('Tiếng Việt', 'nhiều thành')
    """
    letters = _UTF8_LETTER.sub(_decode_letter, text.replace("Ã ", _SPACED))
    whole = _LONE_D.sub("Đ", _CUT_SHORT.sub(_CUT, letters))
    return _CUT_WORD.sub(_mend_letter, _SPACED_WORD.sub(_join_a, whole))


def _mend_letter(cut: re.Match[str]) -> str:
    """A word with the one letter of those cut short that makes it a syllable; else as it was."""
    words = [cut["before"] + letter + cut["after"] for letter in _CUT_LETTERS]
    fitting = [w for w in words if _is_written_syllable(w)]
    return fitting[0] if len(fitting) == 1 else f"{cut['before']}á»{cut['after']}"


def _join_a(spaced: re.Match[str]) -> str:
    """A word with à in it, or one that ends in à and the next."""
    joined = f"{spaced['before']}à{spaced['after']}"
    if spaced["after"] and _is_written_syllable(joined):
        return joined
    return f"{spaced['before']}à {spaced['after']}"


def _is_written_syllable(word: str) -> bool:
    """Whether a word is a syllable in small letters, in capitals, or with a capital first."""
    return word in (word.lower(), word.upper(), word.capitalize()) and is_syllable(word.lower())


def _decode_letter(match: re.Match[str]) -> str:
    letters = match.group()
    decoded = bytes(_BYTES[letter] for letter in letters).decode("utf-8", errors="replace")
    return letters if "\ufffd" in decoded else decoded


DECODERS: dict[str, Callable[[str], str]] = {
    "UTF-8": decode_utf8,
    "TCVN3": decode_tcvn3,
    "VNI": decode_vni,
    "CP1258": decode_cp1258,
}
"""Name of an encoding -> what decodes it."""
