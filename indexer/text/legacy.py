"""Which passages of a text are Vietnamese in an encoding older than Unicode, and what do they say?

A passage is repaired when its words with letters beyond ASCII become Vietnamese syllables by it,
and were none before. Clean Vietnamese fails the second test, other languages the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from indexer.text.legacy_encodings import DECODERS
from indexer.text.normalize import is_syllable, normal_form


@dataclass(frozen=True, slots=True)
class Repair:
    """A passage `start`..`end` of the source, the encoding it was in, and its repaired text."""

    text: str
    encoding: str
    start: int
    end: int


# One scan finds the letters and signs that Vietnamese in Unicode does not use, and the pairs of
# vowels that no Vietnamese word has; the pairs are told by looking back from their second letter.
_SIGNS = "¡-¬\xad®µ-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ"
_SUSPECT = re.compile(
    f"[{_SIGNS}âáàãêéèÂÁÀÃÊÉÈìòÌÒùÙ]"
    f"(?:(?<=[{_SIGNS}])|(?<=[aeAE][âáàãêéèÂÁÀÃÊÉÈ])|(?<=[oO][âÂ])"
    f"|(?<=[aâãeêioôõuýyAÂÃEÊIOÔÕUÝY][ìòÌÒ])|(?<=[aeouyAEOUY][ùÙ]))"
)

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_SENTENCE = re.compile(r"[^\s.!?;:][^.!?;:]*[.!?;:]*")
_WORD = re.compile(r"""[^\s!-@\[-`{-~“”‘’–—…]+""")
_ENOUGH = 150
_ASCII_LETTER = re.compile("[A-Za-z]")
_SIGN = re.compile("[¡-¿]")
# A capital beyond ASCII or a sign inside a word of small letters, horned vowels of VNI with a tone.
_UNWRITTEN = re.compile("[a-z][À-ÖØ-Þ][a-z]|[A-Za-z][¡-¬®µ¸-¿][a-z]|[ôö][øùûõï]")
_BEYOND_LATIN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a passage gives in an encoding: the counts that speak for and against it.

    `words` have letters beyond ASCII; `after` and `before` count those that are syllables once
    decoded and as they stand, `gained` the different ones that only decoding makes syllables, one
    that no language writes so (ViÖt) twice.
    """

    encoding: str
    text: str
    words: int
    before: int
    after: int
    gained: int


@lru_cache(maxsize=1 << 14)
def _is_word(word: str) -> bool:
    """Whether a word is a syllable; signs, which normal forms drop or read as letters, are none."""
    return not _SIGN.search(word) and is_syllable(normal_form(word))


def _letter_words(passage: str) -> list[str]:
    """The first words that have letters of ASCII and others too, or several others: enough."""
    mixed = (word for word in _WORD.findall(passage) if not word.isascii() and _is_mixed(word))
    return list(islice(mixed, _ENOUGH))


def _is_mixed(word: str) -> bool:
    """Whether a word can be one in an encoding, no sign that stands by itself."""
    if _ASCII_LETTER.search(word):
        return True
    return len(word) > 1 and any(map(str.isalpha, word)) and _SIGN.search(word) is not None


def _read(passage: str, encoding: str) -> _Reading:
    """The counts of a passage in an encoding that has one byte a letter."""
    decode = DECODERS[encoding]
    words = _letter_words(passage)
    pairs = [(_is_word(word), _is_word(decode(word))) for word in words]
    gained = {word for word, (old, new) in zip(words, pairs, strict=True) if new and not old}
    before, after = sum(old for old, _ in pairs), sum(new for _, new in pairs)
    weight = sum(2 if _UNWRITTEN.search(word) else 1 for word in gained)
    return _Reading(encoding, decode(passage), len(words), before, after, weight)


def _read_utf8(passage: str) -> _Reading:
    """The counts of a passage as UTF-8, whose bytes can read as quotes and spaces.

    Its words are those of the decoded text; a word that decoding left alone counts as before.
    """
    text = DECODERS["UTF-8"](passage)
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_ENOUGH]
    gained = {word for word in words if word not in passage and _is_word(word)}
    before = sum(word in passage for word in words)
    after = sum(word in gained for word in words)
    weight = 2 if _BEYOND_LATIN.search(text) else 1
    return _Reading("UTF-8", text, len(words), before, after, weight * len(gained))


def _convinces(reading: _Reading, *, least: int) -> bool:
    """Whether decoding turns nearly all words into syllables that were none before."""
    return (
        reading.gained >= least
        and reading.after >= 0.75 * reading.words
        and reading.before <= 0.65 * reading.after
    )


def _read_as(passage: str, encoding: str) -> _Reading:
    return _read_utf8(passage) if encoding == "UTF-8" else _read(passage, encoding)


def _best(passage: str, least: int) -> _Reading | None:
    """The most convincing reading of a passage that is not Vietnamese as it stands."""
    words = _letter_words(passage)
    if 3 * sum(_BEYOND_LATIN.search(word) is not None for word in words) > len(words):
        return None
    readings = [_read_as(passage, encoding) for encoding in DECODERS]
    convincing = [reading for reading in readings if _convinces(reading, least=least)]
    return max(convincing, key=lambda reading: (reading.after, reading.gained), default=None)


def _is_suspect(passage: str) -> bool:
    return _SUSPECT.search(passage) is not None


def _repair_line(text: str, start: int, end: int) -> Iterator[Repair]:
    """The repair of a line, or else those of its sentences."""
    line = text[start:end]
    if not _is_suspect(line):
        return
    reading = _best(line, 2)
    if reading is not None:
        yield Repair(reading.text, reading.encoding, start, end)
        return
    for match in _SENTENCE.finditer(line):
        if len(match.group()) == len(line) or not _is_suspect(match.group()):
            continue
        reading = _best(match.group(), 3)
        if reading is not None:
            yield Repair(reading.text, reading.encoding, start + match.start(), start + match.end())


def _repair_rest(text: str, repairs: list[Repair]) -> list[Repair]:
    """Repairs of the other lines of a text, in the encoding that most of it was in."""
    encodings = [repair.encoding for repair in repairs]
    encoding = max(set(encodings), key=encodings.count)
    wholly = not any(
        _BEYOND_LATIN.search(text, gap_start, gap_end)
        for gap_start, gap_end in _gaps(text, repairs)
    )
    found = list(repairs)
    for gap_start, gap_end in _gaps(text, repairs):
        for match in _LINE.finditer(text, gap_start, gap_end):
            reading = _read_as(match.group(), encoding)
            plain = reading.text == match.group() or _BEYOND_LATIN.search(match.group())
            clear = reading.gained >= 1 and reading.after >= 0.75 * reading.words
            if not plain and (clear or (wholly and reading.after >= reading.words)):
                found.append(Repair(reading.text, encoding, match.start(), match.end()))
    return sorted(found, key=lambda repair: repair.start)


def _gaps(text: str, repairs: list[Repair]) -> list[tuple[int, int]]:
    """The stretches of text between repairs."""
    starts = [0, *(repair.end for repair in repairs)]
    ends = [*(repair.start for repair in repairs), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def repair_legacy(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with its legacy passages repaired, and the repairs in order.

    Lines are judged one by one, then sentences of lines that fail; lines too short to tell
    follow the rest of their text. Encodings: "TCVN3", "VNI", "CP1258", and "UTF-8" that was read
    as Windows-1252.

    >>> repair_legacy("Céng hßa x· héi")[0], repair_legacy("cộng hòa")[1]
    ('Cộng hòa xã hội', ())
    """
    if text.isascii() or not _is_suspect(text):
        return text, ()
    repairs = [
        repair
        for line in _LINE.finditer(text)
        for repair in _repair_line(text, line.start(), line.end())
    ]
    if not repairs:
        return text, ()
    repairs = _repair_rest(text, repairs)
    pieces: list[str] = []
    done = 0
    for repair in repairs:
        pieces += [text[done : repair.start], repair.text]
        done = repair.end
    return "".join([*pieces, text[done:]]), tuple(repairs)
