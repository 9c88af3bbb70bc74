"""How is a query that was typed without marks most likely meant?

The likeliest sequence of marked forms under the trigram model of the indexed corpus
(`restore_model`), found by a beam search over pairs of neighbouring forms. Only words without
marks are read anew; numbers and words that the corpus does not have stay as they are. How
articles on the same matter mark these words may be given as evidence (`restore_evidence`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexer.text.restore_evidence import NO_EVIDENCE, Evidence
from indexer.text.restore_model import BOUNDARY, NUMBER, Forms, LanguageModel
from indexer.text.tiers import base_form
from indexer.text.tokens import Token, tokenize

MAX_TOKENS = 64
"""A longer text is no query that is read."""

MAX_FORMS = 14
"""The most ways to mark one syllable that are weighed: bounds the work for a syllable."""

BEAM, NEGLIGIBLE = 10, 1e-3
"""The most pairs of forms that are followed from one syllable to the next, and how much less likely
than the best way one is that is not followed. Of the syllables of 1,000 titles 97.13 % are read
right so, 97.17 % with 14 and 1e-4 in a fifth more time, 96.88 % with 6."""

WHOLE = 5
"""So many words are read as a text with its beginning and end, like a title; fewer as words that
may stand anywhere."""

UNKNOWN = -1
UNKNOWN_SHARE = 1e-8


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its marks restored, and how sure that is (0..1, as the model sees it)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Forms of one base form that may stand in a place, and how well each agrees with the typed.

    `weights` has a factor for each form; empty when all agree alike.
    """

    forms: Forms
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A form for each place, with their numbers (-1: unknown), and the share of this choice."""

    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    share: float


@dataclass(slots=True)
class _State:
    """The best way to a pair of forms: its weight, the weight of all ways, its last step."""

    best: float
    total: float
    before: _State | None = None
    choice: Choice | None = None
    index: int = 0

    @property
    def text(self) -> str:
        """The form of the last step, "" before the first."""
        return self.choice.forms.texts[self.index] if self.choice else ""


def restore(model: LanguageModel, text: str, evidence: Evidence = NO_EVIDENCE) -> Reading | None:
    """The text as it is most likely meant; None where it has nothing that could be read anew.

    Words that were typed with marks are kept. Letters keep their case word by word.
    """
    tokens = tokenize(text)
    if not tokens or len(tokens) > MAX_TOKENS:
        return None
    places = [choices_of(model, token.text) for token in tokens]
    if not any(is_open(place) for place in places):
        return None
    if evidence.forms:
        places = [[_weighed(model, choice, evidence) for choice in place] for place in places]
    path = find_best(model, places, evidence)
    return Reading(rewrite(text, tokens, path.texts), path.share)


def compound_evidence(words: int, holding: Callable[[str], int] | None) -> Evidence:
    """The evidence of compounds, for a text of so few words that they may stand anywhere.

    `holding` says how many articles have two syllables, joined by `_`, as one word.
    """
    return Evidence(holding=holding) if words < WHOLE and holding is not None else NO_EVIDENCE


def is_open(place: Sequence[Choice]) -> bool:
    """Whether a place can be read in any way but as an unknown word or a number."""
    return any(choice.forms.first > NUMBER and choice.forms.is_whole for choice in place)


def choices_of(model: LanguageModel, token: str) -> list[Choice]:
    """What a token may stand for: every way to mark it, or itself if it is marked or unknown."""
    if token[0].isdigit():
        return [Choice(Forms(NUMBER, (token,), is_whole=False))]
    known = model.forms(base_form(token))
    if token.isascii() and known.texts:
        return [Choice(Forms(known.first, known.texts[:MAX_FORMS]))]
    if token in known.texts:
        return [Choice(Forms(known.first + known.texts.index(token), (token,), is_whole=False))]
    return [Choice(Forms(UNKNOWN, (token,), is_whole=False))]


def _weighed(model: LanguageModel, choice: Choice, evidence: Evidence) -> Choice:
    """The choice with a weight for each form, by how often the evidence has it."""
    forms = choice.forms
    if len(forms.texts) < 2:
        return choice
    counts = model.counts[forms.first : forms.first + len(forms.texts)]
    return Choice(forms, evidence.weigh_forms(forms.texts, counts))


def find_best(
    model: LanguageModel, places: Sequence[Sequence[Choice]], evidence: Evidence = NO_EVIDENCE
) -> Path:
    """The likeliest choice of a form for each place; many are a whole text, few a piece of one."""
    if len(places) < WHOLE:
        return find_ways(model, places, 1, evidence, start=UNKNOWN)[0]
    path = find_ways(model, [*places, [_END]], 1, evidence)[0]
    return replace(path, texts=path.texts[:-1], numbers=path.numbers[:-1])


_END = Choice(Forms(BOUNDARY, ("",)))


def find_ways(
    model: LanguageModel,
    places: Sequence[Sequence[Choice]],
    limit: int,
    evidence: Evidence = NO_EVIDENCE,
    *,
    start: int = BOUNDARY,
) -> list[Path]:
    """The likeliest ways through the places, each to another last pair.

    They go from a text's beginning on, or from the form that `start` is the number of.
    """
    states = {(start, start): _State(1.0, 1.0)}
    for index, place in enumerate(places):
        states = _step(model, states, place, evidence, first=index == 0)
    total = sum(state.total for state in states.values())
    best = sorted(states.values(), key=lambda state: -state.best)[:limit]
    return [_trace(state, min(1.0, state.best / total)) for state in best]


def _trace(last: _State, share: float) -> Path:
    """The way to a state, from the beginning on."""
    texts: list[str] = []
    numbers: list[int] = []
    state: _State | None = last
    while state is not None and state.choice is not None:
        forms = state.choice.forms
        texts.append(forms.texts[state.index])
        numbers.append(forms.first + state.index if forms.first >= 0 else UNKNOWN)
        state = state.before
    return Path(tuple(reversed(texts)), tuple(reversed(numbers)), share)


def _step(
    model: LanguageModel,
    states: dict[tuple[int, int], _State],
    place: Sequence[Choice],
    evidence: Evidence,
    *,
    first: bool,
) -> dict[tuple[int, int], _State]:
    """The states one place further: the best ones, their weights as shares of the best."""
    grown: dict[tuple[int, int], _State] = {}
    for choice in place:
        after_one: dict[int, list[float]] = {}
        for (before, last), state in states.items():
            if last not in after_one:
                after_one[last] = _expect_after_one(model, last, choice)
            expected = after_one[last]
            if not first:
                expected = _expect_after_two(model, before, last, choice, expected)
            if evidence is not NO_EVIDENCE:
                expected = evidence.weigh_after(state.text, choice.forms.texts, expected)
            _grow(grown, state, last, choice, expected)
    kept = sorted(grown.items(), key=lambda item: -item[1].best)[:BEAM]
    scale = 1 / kept[0][1].best
    least = kept[0][1].best * NEGLIGIBLE
    for _, state in kept:
        state.best *= scale
        state.total *= scale
    return {key: state for key, state in kept if state.best >= least * scale}


def _grow(
    grown: dict[tuple[int, int], _State],
    state: _State,
    last: int,
    choice: Choice,
    expected: Sequence[float],
) -> None:
    """Adds the ways that go on from a state with the forms of a choice."""
    number = choice.forms.first
    for index, share in enumerate(expected):
        best, total = state.best * share, state.total * share
        key = (last, number + index if number >= 0 else UNKNOWN)
        known = grown.get(key)
        if known is None:
            grown[key] = _State(best, total, state, choice, index)
            continue
        known.total += total
        if best > known.best:
            known.best, known.before, known.choice, known.index = best, state, choice, index


def _expect_after_one(model: LanguageModel, last: int, choice: Choice) -> list[float]:
    """How likely each form of a choice is after one form, times its own weight."""
    first, count = choice.forms.first, len(choice.forms.texts)
    if first < 0:
        shares = [UNKNOWN_SHARE]
    elif last < 0:
        shares = [model.share(first + i) for i in range(count)]
    else:
        shares = model.shares_after_one(last, first, count)
    if not choice.weights:
        return shares
    return [share * weight for share, weight in zip(shares, choice.weights, strict=True)]


def _expect_after_two(
    model: LanguageModel, before: int, last: int, choice: Choice, shorter: list[float]
) -> list[float]:
    """How likely each form is after two forms, from how likely it is after the last."""
    if before < 0 or last < 0 or choice.forms.first < 0:
        return shorter
    pair = model.pair(before, last)
    if pair < 0:
        return shorter
    weight = model.shorter_weight(pair)
    shares = [weight * share for share in shorter]
    first = choice.forms.first
    found = model.triple_range(pair, first, first + len(shorter))
    if found:
        context = model.pair_weight(before, last, pair)
        for triple in found:
            index = model.triple_forms[triple] - first
            own = choice.weights[index] if choice.weights else 1.0
            shares[index] += own * model.triple_discount(triple) / context
    return shares


def rewrite(text: str, tokens: Sequence[Token], forms: Sequence[str]) -> str:
    """The text with these forms in the places of its tokens, in their case."""
    pieces: list[str] = []
    at = 0
    for token, form in zip(tokens, forms, strict=True):
        written = text[token.start : token.end]
        pieces.append(text[at : token.start])
        pieces.append(written if form == token.text else in_case_of(written, form))
        at = token.end
    return "".join([*pieces, text[at:]])


def in_case_of(written: str, form: str) -> str:
    """A form in capitals, with one, or without, as what it stands for was written."""
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if written[:1].isupper() else form
