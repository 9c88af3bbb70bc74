"""Slips of people who type: the same word with one mistake. Used by the bench of suggestions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from indexer.text.syllables import TONE_MARKS, put_tone, split_tone, tone_place
from indexer.text.tiers import base_form

LETTERS = "abcdeghiklmnopqrstuvxy"

Slip = Callable[[str, random.Random], str]


def misspell(word: str, chance: random.Random) -> str:
    """The word with one letter lost, doubled by another, replaced, or swapped with the next."""
    while True:
        at = chance.randrange(len(word) - 1)
        if " " in word[at : at + 2]:
            continue
        made = {
            "drop": word[:at] + word[at + 1 :],
            "add": word[:at] + chance.choice(LETTERS) + word[at:],
            "replace": word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        }[chance.choice(("drop", "add", "replace", "swap"))]
        if base_form(made.replace(" ", "")) != base_form(word.replace(" ", "")):
            return made


def mistone(word: str, chance: random.Random) -> str:
    """The word with another tone on one of its syllables."""
    syllables = word.split()
    at = chance.randrange(len(syllables))
    toneless, tone = split_tone(syllables[at])
    place = tone_place(toneless)
    if place is None:
        return word
    others = [mark for mark in ("", *TONE_MARKS) if mark != tone]
    syllables[at] = put_tone(toneless, place, chance.choice(others))
    return " ".join(syllables)


def make_none(word: str, chance: random.Random) -> str:  # noqa: ARG001
    """The word as it is: nothing should be offered."""
    return word


def run_together(word: str, chance: random.Random) -> str:  # noqa: ARG001
    """The word without its spaces."""
    return word.replace(" ", "")


def unmarked_together(word: str, chance: random.Random) -> str:  # noqa: ARG001
    """The word without its spaces and its marks."""
    return "".join(map(base_form, word.split()))


SLIPS: Mapping[str, Slip] = {
    "none": make_none,
    "one letter": misspell,
    "another tone": mistone,
    "run together": run_together,
    "together, unmarked": unmarked_together,
}
"""Kind of slip -> what makes it."""
