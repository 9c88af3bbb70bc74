"""What may a person have meant who typed this? Keys, spaces, letters and marks put right.

Three repairs, each of which leaves alone what it does not understand: words typed in Telex or
VNI are decoded (`keystrokes`), syllables written as one word are parted, and then each word may
be any word of the corpus that is near it: the likeliest row of words under the corpus's model
(`restore_model`) is taken, a change costing the more the more it changes (a noisy channel, after
Kernighan, Church and Gale 1990).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from indexer.text.keystrokes import decode_keys
from indexer.text.normalize import normal_form
from indexer.text.restore import (
    MAX_TOKENS,
    UNKNOWN,
    Choice,
    choices_of,
    find_best,
    in_case_of,
    rewrite,
)
from indexer.text.restore_evidence import NO_EVIDENCE, Evidence
from indexer.text.restore_model import NUMBER, Forms, LanguageModel
from indexer.text.syllables import is_syllable, split_tone
from indexer.text.tiers import base_form, has_marks, tone_form
from indexer.text.tokens import tokenize

OTHER_TONE, OTHER_MARKS, ADDED_MARKS = 0.01, 0.003, 0.05
"""How likely a word is typed with another tone, with other marks, without its marks."""

ONE_LETTER, FIRST_LETTER = 0.002, 0.0005
"""How likely one letter of a word is wrong, left out, or added; and if it is the first."""

ALIKE = (("s", "x"), ("ch", "tr"), ("d", "gi", "r"), ("l", "n"))
"""Beginnings that much of the country speaks alike: one for another is a slip like any letter."""

RARE = 20
"""Words that a corpus has no more often may be slips themselves."""

MOST_DOUBTED = 6
"""In a query of more words, those that a corpus has more often are not doubted."""

MAX_NEAR = 6
"""The most base forms one letter away that are weighed."""

LONGEST = 12
"""Longer words are not looked for among words one letter away."""

ENOUGH = 5
"""A compound that so many articles have is one."""

MAX_PARTS = 4
"""The most syllables that are found in one word."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdeghiklmnopqrstuvxy"


def decode_words(text: str) -> str:
    """The text with the words decoded that make sense only as keys of Telex or VNI.

    >>> decode_words("Vieejt Nam, Ha2 No65i")
    'Việt Nam, Hà Nội'
    """

    def decode(match: re.Match[str]) -> str:
        word = match.group()
        decoded = None if is_syllable(word.lower()) else decode_keys(word)
        return word if decoded is None else in_case_of(word, decoded)

    return _WORD.sub(decode, text)


def part_words(model: LanguageModel, text: str) -> str:
    """The text with spaces between the syllables of words that the corpus does not have."""

    def part(match: re.Match[str]) -> str:
        word = match.group()
        form = normal_form(word)
        known = model.forms(base_form(form)).texts
        if len(form) < 3 or not form.isalpha() or form in known or (form.isascii() and known):
            return word
        cuts = _find_parts(model, word)
        return word if cuts is None else " ".join(cuts)

    return _WORD.sub(part, text)


def stand_together(model: LanguageModel, text: str) -> bool:
    """Whether all neighbouring words of a text, marked as they are, stand so in the corpus."""
    numbers = [_number_of(model, token.text) for token in tokenize(text)]
    return all(a >= 0 <= b and model.pair(a, b) >= 0 for a, b in pairwise(numbers))


def _number_of(model: LanguageModel, token: str) -> int:
    """The number of a form, -1 for one that the corpus does not have."""
    if token[0].isdigit():
        return NUMBER
    known = model.forms(base_form(token))
    return known.first + known.texts.index(token) if token in known.texts else UNKNOWN


def _find_parts(model: LanguageModel, word: str) -> list[str] | None:
    """The likeliest way to part a word into the fewest syllables of the corpus."""
    best: list[list[tuple[float, list[str]]]] = [[] for _ in range(len(word) + 1)]
    best[0] = [(1.0, [])]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 7), end):
            weight = _weigh_part(model, word[start:end]) if best[start] else 0.0
            if weight:
                best[end] += [(w * weight, [*parts, word[start:end]]) for w, parts in best[start]]
        best[end] = sorted(best[end], key=lambda way: (len(way[1]), -way[0]))[:MAX_PARTS]
    ways = [way for way in best[-1] if 1 < len(way[1]) <= MAX_PARTS]
    return ways[0][1] if ways else None


def _weigh_part(model: LanguageModel, part: str) -> float:
    """How frequent the syllables are that a part of a word can be; 0 for no syllable."""
    form = normal_form(part)
    forms = model.forms(base_form(form))
    if not forms.texts or not any(map(is_syllable, forms.texts)):
        return 0.0
    if form in forms.texts:
        return model.share(forms.first + forms.texts.index(form)) + (
            model.share(forms.first) if form.isascii() else 0.0
        )
    return model.share(forms.first) * (1.0 if form.isascii() else OTHER_TONE)


def correct_words(
    model: LanguageModel, text: str, evidence: Evidence = NO_EVIDENCE, *, marked: bool
) -> str:
    """The likeliest text of words that the corpus has; `marked` says that it was typed with marks.

    Numbers stay as they are, and so does a text of more than `restore.MAX_TOKENS` words.
    """
    tokens = tokenize(text)
    if not tokens or len(tokens) > MAX_TOKENS:
        return text
    doubted = len(tokens) <= MOST_DOUBTED
    places = [_near_choices(model, token.text, marked=marked, doubted=doubted) for token in tokens]
    return rewrite(text, tokens, find_best(model, places, evidence).texts)


def lonely_words(model: LanguageModel, text: str) -> list[bool]:
    """For each word of a text whether it stands beside its neighbours nowhere in the corpus."""
    terms = [token.text for token in tokenize(text)]
    stood = [stand_together(model, f"{a} {b}") for a, b in pairwise(terms)]
    return [not any(stood[max(0, i - 1) : i + 1]) for i in range(len(terms))]


def makes_words(
    typed: str, corrected: str, lonely: Sequence[bool], holding: Callable[[str], int]
) -> bool:
    """Whether all that was corrected were lonely words, and each is part of a compound now.

    `holding` says how many articles have a compound.
    """
    before, after = ([token.text for token in tokenize(text)] for text in (typed, corrected))
    if len(before) != len(after) or before == after:
        return False
    held = [holding(f"{a}_{b}") >= ENOUGH for a, b in pairwise(after)]
    return all(
        lonely[i] and any(held[max(0, i - 1) : i + 1])
        for i in range(len(after))
        if before[i] != after[i]
    )


def is_unknown(model: LanguageModel, text: str) -> bool:
    """Whether a text has a word that the corpus does not have with any marks."""
    return any(
        not t.text[0].isdigit() and not model.forms(base_form(t.text)).texts for t in tokenize(text)
    )


def _near_choices(model: LanguageModel, token: str, *, marked: bool, doubted: bool) -> list[Choice]:
    """What a token may stand for, and how likely it is typed for each.

    `doubted` says that another word may be meant even where the corpus often has this one.
    """
    if token[0].isdigit():
        return choices_of(model, token)
    base = base_form(token)
    known = model.forms(base)
    choices: list[Choice] = []
    if known.texts:
        weights = tuple(_weigh_marks(token, form, marked=marked) for form in known.texts)
        choices.append(Choice(known, weights))
    seen = model.counts[known.first + known.texts.index(token)] if token in known.texts else 0
    if token not in known.texts and not (token.isascii() and known.texts):
        choices.append(Choice(Forms(UNKNOWN, (token,), is_whole=False)))
    if len(base) > 1 and (doubted or not known.texts or (has_marks(token) and seen < RARE)):
        choices.extend(_one_letter_away(model, token, base))
    return choices


def _weigh_marks(typed: str, form: str, *, marked: bool) -> float:
    if form == typed:
        return 1.0
    if typed.isascii():
        return ADDED_MARKS if marked else 1.0
    return OTHER_TONE if tone_form(form) == tone_form(typed) else OTHER_MARKS


def _one_letter_away(model: LanguageModel, token: str, base: str) -> Iterator[Choice]:
    """The words whose letters differ in one place, the most frequent ones."""
    if len(base) > LONGEST:
        return
    found = [forms for near in _edits(base) if (forms := model.forms(near)).texts]
    found.sort(key=lambda forms: -model.counts[forms.first])
    others = [] if token[0] == "đ" else _spoken_alike(base)
    alike = [forms for near in others if (forms := model.forms(near)).texts]
    tone = split_tone(token)[1]
    for forms in [*alike, *(forms for forms in found[:MAX_NEAR] if forms not in alike)]:
        same_start = base_form(forms.texts[0])[:1] == base[:1]
        weight = ONE_LETTER if same_start or forms in alike else FIRST_LETTER
        yield Choice(
            forms,
            tuple(
                (weight if same_start or form[0] != "đ" else FIRST_LETTER)
                * (1.0 if token.isascii() or split_tone(form)[1] == tone else 0.1)
                for form in forms.texts
            ),
        )


def _spoken_alike(base: str) -> list[str]:
    """The letters with another beginning that is spoken alike.

    >>> _spoken_alike("xuat"), _spoken_alike("gianh")
    (['suat'], ['danh', 'ranh'])
    """
    return [
        other + base[len(start) :]
        for group in ALIKE
        for start in group
        if base.startswith(start)
        for other in group
        if other != start
    ]


def _edits(base: str) -> set[str]:
    """The rows of letters one edit away: one left out, added, replaced, or two swapped."""
    halves = [(base[:i], base[i:]) for i in range(len(base) + 1)]
    edits = {a + b[1:] for a, b in halves if b}
    edits |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    edits |= {a + letter + b[1:] for a, b in halves if b for letter in _LETTERS}
    edits |= {a + letter + b for a, b in halves for letter in _LETTERS}
    return edits - {base, ""}
