"""In how many ways is a place's name written?"""

from __future__ import annotations

import re
import unicodedata

from indexer.articles.lines import Plain

# The tone mark on the first vowel (modern) and on the second (older); not after q.
_TONE_PLACES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_TONED = re.compile(r"(?<![qQ])(?:" + "|".join(_TONE_PLACES) + r")\b")
_MODERN_PLACES = {older: modern for modern, older in _TONE_PLACES.items()}
_OLDER = re.compile(r"(?<![qQ])(?:" + "|".join(_MODERN_PLACES) + r")\b")
_LOOK_ALIKES = (
    ("\u00d0", "Đ"),
    ("\u0189", "Đ"),
    ("\u00f0", "đ"),
    ("\u00a0", " "),
    ("\u200b", ""),
    ("\ufeff", ""),
)
_DASHES = (" - ", "-", " – ", "–")


def spellings(name: str) -> tuple[str, ...]:
    """The name in both placements of the tone mark and, if it has a dash, with each dash.

    `name` is in NFC, in lower case or with capital initials; itself comes first.
    """
    older = _TONED.sub(lambda match: _TONE_PLACES[match[0]], name)
    written = (n.replace(" - ", dash) for n in (name, older) for dash in _DASHES)
    return tuple(dict.fromkeys(written))


def modern_spelling(name: str) -> str:
    """The name with each tone mark in its modern place ("Nga Thuỷ" is "Nga Thủy")."""
    return _OLDER.sub(lambda match: _MODERN_PLACES[match[0]], name)


def plain_letters(text: str) -> str:
    """This text in NFC, with Đ for its look-alikes and plain spaces for no-break ones.

    As `lines.plain_text` for finding names, but faster: a page holds few of these.
    """
    if type(text) is Plain:
        return text
    text = unicodedata.normalize("NFC", text)
    for look_alike, letter in _LOOK_ALIKES:
        if look_alike in text:
            text = text.replace(look_alike, letter)
    return text
