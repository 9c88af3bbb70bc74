"""In which encoding is this text, and what did it take to read it?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.text.legacy import Repair, repair_legacy

# Frequent function words: text decoded in the wrong way holds none of them.
_COMMON = re.compile(r"\b(?:của|và|các|không|được|người|những|trong|với|đã|là|có|để|về)\b")
_SAMPLE = 200_000
_SHOWN = 40


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text at all (NUL bytes without a UTF-16 mark)."""
    return b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of these bytes and the names of the repairs that were needed.

    UTF-8 and UTF-16 with a byte order mark and plain UTF-8 need none. Everything else is read
    as one byte a letter, with windows-1258 and the legacy font encodings repaired, and as damaged
    UTF-8; the reading with the most frequent Vietnamese words wins.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), ()
    try:
        return repair_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return max(_readings(data), key=lambda reading: _count_common(reading[0]))


def needs_repair(text: str) -> bool:
    """Whether this text, or a part of it, can be in a legacy font encoding."""
    return not text.isascii()


def repair_text(text: str) -> tuple[str, tuple[str, ...]]:
    """This text with legacy encodings (TCVN3, VNI, windows-1258) repaired, and what was repaired.

    Of each encoding that is its name, the beginning of the first passage as it was and as it is
    now, and how many passages there were.
    """
    if not needs_repair(text):
        return text, ()
    repaired, repairs = repair_legacy(text)
    return repaired, _evidence(text, repairs)


def _evidence(source: str, repairs: Sequence[Repair]) -> tuple[str, ...]:
    passages: dict[str, list[Repair]] = {}
    for repair in repairs:
        passages.setdefault(repair.encoding, []).append(repair)
    return tuple(
        f"{encoding}: “{_beginning(source[first.start : first.end])}” → "
        f"“{_beginning(first.text)}” ({len(found)} đoạn, passages)"
        for encoding, found in passages.items()
        for first in found[:1]
    )


def _beginning(passage: str) -> str:
    """The beginning of a passage, on one line."""
    line = " ".join(passage.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _readings(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Every way to read bytes that are not UTF-8, the likeliest first."""
    source = data.decode("cp1252", errors="replace")
    legacy, repairs = repair_legacy(source)
    names = _evidence(source, repairs)
    damaged = data.decode("utf-8-sig", errors="replace")
    return [(legacy, names or ("latin-1",)), (damaged, ("utf-8 (byte hỏng)",))]


def _count_common(text: str) -> int:
    return len(_COMMON.findall(text[:_SAMPLE].lower()))
