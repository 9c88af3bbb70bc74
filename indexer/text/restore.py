"""How is a query that was typed without marks most likely meant?

The likeliest sequence of marked forms under the trigram model of the indexed corpus
(`restore_model`), found by a beam search over pairs of neighbouring forms. Only words without
marks are read anew; numbers and words that the corpus does not have stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.text.normalize import is_syllable
from indexer.text.restore_model import BOUNDARY, NUMBER, Forms, LanguageModel
from indexer.text.tiers import base_form
from indexer.text.tokens import Token, tokenize

MAX_TOKENS = 64
"""A longer text is no query that is read."""

MAX_FORMS = 14
"""The most ways to mark one syllable that are weighed: bounds the work for a syllable."""

BEAM = 20
"""The most pairs of forms that are followed from one syllable to the next."""

UNKNOWN = -1
UNKNOWN_SHARE = 1e-8


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its marks restored, and how sure that is (0..1, as the model sees it)."""

    text: str
    confidence: float


@dataclass(slots=True)
class _State:
    """The best way to a pair of forms: its weight, the weight of all ways, the forms so far."""

    best: float
    total: float
    forms: tuple[int, ...]


def restore(model: LanguageModel, text: str) -> Reading | None:
    """The text as it is most likely meant; None where it has nothing that could be read anew.

    Words that were typed with marks are kept. Letters keep their case word by word.
    """
    tokens = tokenize(text)
    if not tokens or len(tokens) > MAX_TOKENS:
        return None
    choices = [_choices(model, token.text) for token in tokens]
    if not any(is_open for _, is_open in choices):
        return None
    forms, confidence = find_best(model, [forms for forms, _ in choices])
    return Reading(_rewrite(text, tokens, forms, [forms for forms, _ in choices]), confidence)


def _choices(model: LanguageModel, token: str) -> tuple[Forms, bool]:
    """The forms that a token may stand for, and whether it was open which."""
    if token[0].isdigit():
        return Forms(NUMBER, (token,)), False
    known = model.forms(base_form(token))
    if not token.isascii():
        if token in known.texts:
            return Forms(known.first + known.texts.index(token), (token,)), False
        return Forms(UNKNOWN, (token,)), False
    if not known.texts or base_form(token) != token and not is_syllable(token):
        return Forms(UNKNOWN, (token,)), False
    return Forms(known.first, known.texts[:MAX_FORMS]), True


def find_best(model: LanguageModel, choices: Sequence[Forms]) -> tuple[list[int], float]:
    """The likeliest form of each place, by its index in the choices, and the share it has."""
    states = {(BOUNDARY, BOUNDARY): _State(1.0, 1.0, ())}
    for place, forms in enumerate([*choices, Forms(BOUNDARY, ("",))]):
        states = _step(model, states, forms, first=place == 0)
    last = max(states.values(), key=lambda state: state.best)
    total = sum(state.total for state in states.values())
    return list(last.forms[:-1]), min(1.0, last.best / total)


def _step(
    model: LanguageModel, states: dict[tuple[int, int], _State], forms: Forms, *, first: bool
) -> dict[tuple[int, int], _State]:
    """The states one place further: the best ones, their weights as shares of the best."""
    grown: dict[tuple[int, int], _State] = {}
    after_one: dict[int, list[float]] = {}
    for (before, last), state in states.items():
        if last not in after_one:
            after_one[last] = _expect_after_one(model, last, forms)
        expected = after_one[last]
        if not first:
            expected = _expect_after_two(model, before, last, forms, expected)
        for index, share in enumerate(expected):
            key = (last, forms.first + index if forms.first >= 0 else UNKNOWN)
            best, total = state.best * share, state.total * share
            known = grown.get(key)
            if known is None:
                grown[key] = _State(best, total, (*state.forms, index))
                continue
            known.total += total
            if best > known.best:
                known.best, known.forms = best, (*state.forms, index)
    kept = sorted(grown.items(), key=lambda item: -item[1].best)[:BEAM]
    scale = 1 / kept[0][1].best
    for _, state in kept:
        state.best *= scale
        state.total *= scale
    return dict(kept)


def _expect_after_one(model: LanguageModel, last: int, forms: Forms) -> list[float]:
    """How likely each form is after one form."""
    first, count = forms.first, len(forms.texts)
    if first < 0:
        return [UNKNOWN_SHARE]
    if last < 0:
        return [model.share(first + i) for i in range(count)]
    shares = [model.expect_after_one(last, first + i, -1) for i in range(count)]
    for pair in model.pair_range(last, first, first + count):
        form = model.pair_forms[pair]
        shares[form - first] = model.expect_after_one(last, form, pair)
    return shares


def _expect_after_two(
    model: LanguageModel, before: int, last: int, forms: Forms, shorter: list[float]
) -> list[float]:
    """How likely each form is after two forms, from how likely it is after the last."""
    if before < 0 or last < 0 or forms.first < 0:
        return shorter
    pair = model.pair(before, last)
    if pair < 0:
        return shorter
    weight = model.shorter_weight(pair)
    shares = [weight * share for share in shorter]
    first = forms.first
    found = model.triple_range(pair, first, first + len(shorter))
    if found:
        context = model.pair_weight(before, last, pair)
        for triple in found:
            seen = model.triple_discount(triple)
            shares[model.triple_forms[triple] - first] += seen / context
    return shares


def _rewrite(
    text: str, tokens: Sequence[Token], chosen: Sequence[int], choices: Sequence[Forms]
) -> str:
    """The text with the chosen forms in the places of its tokens, in their case."""
    pieces: list[str] = []
    at = 0
    for token, index, forms in zip(tokens, chosen, choices, strict=True):
        written = text[token.start : token.end]
        form = forms.texts[index]
        pieces.append(text[at : token.start])
        pieces.append(written if form == token.text else _in_case_of(written, form))
        at = token.end
    return "".join([*pieces, text[at:]])


def _in_case_of(written: str, form: str) -> str:
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if written[:1].isupper() else form
