"""Whatever the text: a phrase of it is found however it is typed, and nothing else is marked.

Texts are made of any syllables of Vietnamese, in any Unicode form; a query is a phrase of the
text, typed in another way. Each text goes the whole way from a file to an answer.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.build import build_index
from indexer.model import Request
from indexer.search import Searcher, open_index
from indexer.text.normalize import normal_form
from indexer.text.syllables import (
    ONSETS,
    RHYMES,
    TONE_MARKS,
    is_syllable,
    put_tone,
    split_syllable,
    tone_place,
)

ENGINES = ("memory", "tantivy")
TONELESS = sorted(o + r for o in ONSETS for r in RHYMES if split_syllable(o + r) == (o, r))
TITLE = "Zxq 17"


def _spellings() -> list[str]:
    """Every syllable in every tone."""
    found = []
    for word in TONELESS:
        place = tone_place(word)
        assert place is not None
        found += [s for t in ("", *TONE_MARKS) if is_syllable(s := put_tone(word, place, t))]
    return found


SYLLABLES = _spellings()

Change = Callable[[str], str]


def _decompose(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _decompose_tone(word: str) -> str:
    """Composed letters with the tone as a mark of its own, as old keyboards typed."""
    pieces = []
    for letter in unicodedata.normalize("NFC", word):
        parts = _decompose(letter)
        tone = "".join(c for c in parts if c in TONE_MARKS)
        bare = "".join(c for c in parts if c not in TONE_MARKS)
        pieces.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(pieces)


def _turn_marks(word: str) -> str:
    """The marks of each letter in the opposite order."""
    return re.sub("[\u0300-\u036f]+", lambda marks: marks.group()[::-1], _decompose(word))


def _use_eth(word: str) -> str:
    return word.replace("đ", "ð").replace("Đ", "Ð")


def _old_tone(word: str) -> str:
    """The tone of hòa, khỏe, thủy where it stood before: hoà, khoẻ, thuỷ."""
    folded = _decompose(word)
    moved = re.sub("(?<!q)(o)([\u0300-\u036f])([ae])(?![a-z\u0300-\u036f])", r"\1\3\2", folded)
    moved = re.sub("(?<!q)(u)([\u0300-\u036f])(y)(?![a-z\u0300-\u036f])", r"\1\3\2", moved)
    return unicodedata.normalize("NFC", moved)


def _same(word: str) -> str:
    return word


FORMS: tuple[Change, ...] = (_same, _decompose, _decompose_tone, _turn_marks, _use_eth)
CASES: tuple[Change, ...] = (str.lower, str.upper, str.title, str.capitalize)
SPACES = (" ", "  ", "\u00a0", "\t", "\u2009", " \u200b")

words = st.sampled_from(SYLLABLES)
sentences = st.lists(words, min_size=4, max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A text in a random form, and its sentences as lists of syllables."""
    parts = draw(st.lists(sentences, min_size=3, max_size=6))
    form, case = draw(st.sampled_from(FORMS)), draw(st.sampled_from(CASES))
    written = [" ".join(form(case(w)) for w in part) for part in parts]
    return ". ".join(written) + ".", parts


@st.composite
def phrases(draw: st.DrawFn, parts: list[list[str]]) -> list[str]:
    """Some words of one sentence that follow each other."""
    part = draw(st.sampled_from(parts))
    start = draw(st.integers(0, len(part) - 1))
    return part[start : start + draw(st.integers(1, 6))]


@contextmanager
def opened(engine: str, text: str) -> Iterator[Searcher]:
    """An index of this text alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.jsonl"
        file.write_text(json.dumps({"id": "a", "title": TITLE, "text": text}), encoding="utf-8")
        build_index(Path(folder) / "index", [file], engine=engine, workers=1)
        searcher = open_index(Path(folder) / "index")
        try:
            yield searcher
        finally:
            searcher.close()


def without_tones(word: str) -> str:
    """The word with its vowels' shapes and without its tone."""
    return unicodedata.normalize("NFC", "".join(c for c in _decompose(word) if c not in TONE_MARKS))


def without_marks(word: str) -> str:
    """The bare letters of the word."""
    return "".join(c for c in _decompose(word) if not unicodedata.combining(c)).replace("đ", "d")


def test_the_old_place_of_the_tone_is_another_spelling() -> None:
    pairs = {"hòa": "hoà", "khỏe": "khoẻ", "thủy": "thuỷ", "quý": "quý", "hoàn": "hoàn"}
    assert {w: _old_tone(w) for w in pairs} == pairs
    assert sum(_old_tone(w) != w for w in SYLLABLES) > 200


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_phrase_is_found_however_it_is_typed(engine: str, data: st.DataObject) -> None:
    text, parts = data.draw(texts())
    with opened(engine, text) as searcher:
        for _ in range(8):
            phrase = data.draw(phrases(parts))
            form = data.draw(st.sampled_from(FORMS))
            case = data.draw(st.sampled_from(CASES))
            place = data.draw(st.sampled_from((_same, _old_tone)))
            space = data.draw(st.sampled_from(SPACES))
            typed = space.join(form(case(place(word))) for word in phrase)
            for q in (typed, f'"{typed}"'):
                assert searcher.search(Request(q=q, marks="exact")).total == 1, (q, text)
            toneless = " ".join(form(without_tones(word)) for word in phrase)
            assert searcher.search(Request(q=toneless, marks="tone")).total == 1, (toneless, text)
            bare = space.join(without_marks(word) for word in phrase)
            answer = searcher.search(Request(q=bare))
            assert (answer.total, answer.match) == (1, "all"), (bare, text)
            assert answer.tiers["base"] == 1


def expected_marks(text: str, phrase: list[str]) -> list[str]:
    """The runs of words of the text that are one or several occurrences of the phrase."""
    places = [m.span() for m in re.finditer(r"[^\s.]+", text)]
    forms = [normal_form(text[a:b]) for a, b in places]
    asked = [normal_form(word) for word in phrase]
    inside: set[int] = set()
    for start in range(len(forms)):
        if forms[start : start + len(asked)] == asked:
            inside.update(range(start, start + len(asked)))
    runs: list[tuple[int, int]] = []
    for i in sorted(inside):
        a, b = places[i]
        if runs and i - 1 in inside and not text[runs[-1][1] : a].strip():
            runs[-1] = (runs[-1][0], b)
        else:
            runs.append((a, b))
    return [text[a:b] for a, b in runs]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_marks_cover_the_letters_of_the_phrase(engine: str, data: st.DataObject) -> None:
    text, parts = data.draw(texts())
    with opened(engine, text) as searcher:
        for _ in range(8):
            phrase = data.draw(phrases(parts))
            request = Request(q=f'"{" ".join(phrase)}"', marks="exact")
            view = searcher.article("a", request)
            marked = [view.article.text[a:b] for a, b in view.marks]
            assert marked == expected_marks(view.article.text, phrase), (phrase, text)
            assert marked


def test_a_word_said_twice_is_marked_where_it_stands_alone_too() -> None:
    text = "xa xa lắm. xa mà gần"
    with opened("memory", text) as searcher:
        view = searcher.article("a", Request(q="xa"))
        assert [view.article.text[a:b] for a, b in view.marks] == ["xa xa", "xa"]
