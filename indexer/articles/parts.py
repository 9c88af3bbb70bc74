"""What does the search for an article's parts give?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.articles.date_lines import DateLine
from indexer.articles.lines import tidy
from indexer.model import UNKNOWN, Inference, Part

_STOP = re.compile(r"(?<=[^\s.])[.!?…][\"”’)]*\s+(?=[\"“]?(\w))")
_LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of an article and what they tell about it.

    `parts` are exact spans of the raw text, in order, without overlap. `date_lines` are the
    lines that tell a date, in order.
    """

    parts: tuple[Part, ...]
    title: Inference = UNKNOWN
    kicker: Inference = UNKNOWN
    section: Inference = UNKNOWN
    author: Inference = UNKNOWN
    author_role: Inference = UNKNOWN
    date_lines: tuple[DateLine, ...] = ()


def derive_title(text: str, parts: Sequence[Part]) -> Inference:
    """The first sentence of the lead (or of the body) to show for an article without a title."""
    first = next((part for part in parts if part.kind in ("lead", "body")), None)
    if first is None:
        return UNKNOWN
    words = tidy(text[first.start : min(first.end, first.start + 4 * _LONGEST_TITLE)])
    stop = next((match for match in _STOP.finditer(words) if match[1].isupper()), None)
    sentence = words[: stop.end()].rstrip() if stop else words
    if len(sentence) > _LONGEST_TITLE:
        sentence = sentence[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
    return Inference(sentence, 0.3, "derived", sentence)
