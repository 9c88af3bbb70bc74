"""Marks: the same as cutting whole texts into terms and comparing each; what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.matching import levenshtein_within, pattern_regex
from indexer.marks import Marker, Span
from indexer.query import plan as p
from indexer.text.pieces import PlainTexts, Texts
from indexer.text.tiers import base_form
from indexer.text.tokens import Token, tokenize
from indexer.text.word_places import WordTexts

ways = pytest.mark.parametrize("way", [PlainTexts, WordTexts])

TERMS = ["cầu", "phao", "đê", "cau", "de", "hòa", "2522", "tp", "hcm"]
"""The exact and the base forms of some of the words below."""

WORDS = [
    *("cầu", "Phao", "đê", "hoà", "cầu,", "(phao", "đê.", "Cầu-phao", "câu", "cau", "và", "-"),
    *(
        "2.522",
        "2522%",
        "TP.HCM",
        "phaocau",
        "đê\u200bcầu",
        "ho\u0430",
        "hoa\u0300",
        "đê\u02bcphao",
        "\u02bc",
    ),
]

terms = st.sampled_from(TERMS)
forms = st.sampled_from(["exact", "base"])
texts_of_slot = st.lists(terms, min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def rows(draw: st.DrawFn) -> p.Sequence:
    """Two or three places with others between."""
    steps = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    offsets = [sum(steps[:n]) for n in range(len(steps) + 1)]
    slots = tuple(p.Slot(offset, draw(texts_of_slot)) for offset in offsets)
    return p.Sequence(f"body_{draw(forms)}", slots)


leaves = st.one_of(
    st.builds(lambda form, texts: p.Term(f"body_{form}", texts), forms, texts_of_slot),
    st.builds(lambda form, texts: p.Term(f"text_{form}", texts), forms, texts_of_slot),
    rows(),
    st.builds(lambda form: p.Pattern(f"body_{form}", ("p", "hd", "a")), forms),
    st.builds(lambda term: p.Near("body_exact", (term,), 1), terms),
)
plans = st.lists(leaves, min_size=1, max_size=4).map(lambda found: p.AnyOf(tuple(found)))
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def matched(leaf: p.Plan, tokens: Sequence[Token]) -> dict[int, str]:
    """The indexes of the tokens that a leaf matches: each with its form, "" within a row."""
    assert isinstance(leaf, p.Term | p.Sequence | p.Pattern | p.Near)
    is_base = leaf.field.endswith("_base")
    terms = [base_form(token.text) if is_base else token.text for token in tokens]
    match leaf:
        case p.Term(_, wanted):
            return {i: t for i, t in enumerate(terms) if t in wanted}
        case p.Pattern():
            return {i: t for i, t in enumerate(terms) if re.match(pattern_regex(leaf), t)}
        case p.Near(_, (wanted,), distance):
            return {i: t for i, t in enumerate(terms) if levenshtein_within(t, wanted, distance)}
    found = {}
    last = leaf.slots[-1].offset
    for start in range(len(terms) - last):
        if all(terms[start + slot.offset] in slot.texts for slot in leaf.slots):
            found.update(dict.fromkeys(range(start, start + last + 1), ""))
    return found


def expected(plan: p.AnyOf, text: str) -> list[Span]:
    """The marks by definition, where of several fields and forms the last one counts."""
    tokens = tokenize(text)
    fields = list(dict.fromkeys(leaf.field for leaf in plan.children))  # type: ignore[union-attr]
    found: dict[int, str] = {}
    for field in sorted(fields, key=lambda name: not name.startswith("body")):
        here = [leaf for leaf in plan.children if leaf.field == field]  # type: ignore[union-attr]
        for leaf in sorted(here, key=lambda leaf: isinstance(leaf, p.Sequence)):
            found.update(matched(leaf, tokens))
    runs: list[list[int]] = []
    for i in sorted(found):
        glued = runs and i == runs[-1][-1] + 1
        if glued and not text[tokens[i - 1].end : tokens[i].start].strip():
            runs[-1].append(i)
        else:
            runs.append([i])
    held = [{found[i] for i in run} for run in runs]
    words = {word for word in found.values() if word}
    together = {word for run in held if len(run) > 1 for word in run}
    whole = [run for run, has in zip(runs, held, strict=True) if words <= has]
    if len(words) < 2 or not whole:
        alone = {word for word in together if word}
        whole = [run for run in runs if len(run) > 1 or found[run[0]] not in alone]
    return [(tokens[run[0]].start, tokens[run[-1]].end) for run in whole]


@ways
@given(plan=plans, written=st.lists(texts, min_size=1, max_size=3))
def test_marks_are_those_of_texts_cut_whole(
    way: type[Texts], plan: p.AnyOf, written: list[str]
) -> None:
    marks = Marker(plan).look_through(way(written))
    for number, text in enumerate(written):
        assert marks.of_text(number, ["body"]) == expected(plan, text)


def marked(way: type[Texts], text: str, *leaves: p.Plan) -> str:
    """The text with brackets around its marks."""
    for start, end in reversed(
        Marker(p.AnyOf(leaves)).look_through(way([text])).of_text(0, ["body"])
    ):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@ways
def test_a_loose_phrase_is_marked_where_it_stands_and_nowhere_else(way: type[Texts]) -> None:
    row = p.Sequence("body_exact", (p.Slot(0, ("cầu",)), p.Slot(3, ("đê",)), p.Slot(4, ("phao",))))
    text = "cầu đê và chợ ở bên kia đê phao, cầu qua hai đê phao"
    assert marked(way, text, row) == text.replace("cầu qua hai đê phao", "[cầu qua hai đê phao]")


@ways
def test_signs_between_do_not_part_a_phrase(way: type[Texts]) -> None:
    row = p.Sequence("body_exact", (p.Slot(0, ("cầu",)), p.Slot(1, ("phao",))))
    assert marked(way, "cầu - – — phao và cầu", row) == "[cầu] - – — [phao] và cầu"


@ways
def test_several_fields_and_texts_keep_to_their_own(way: type[Texts]) -> None:
    plan = p.AnyOf((p.Term("title_exact", ("cầu",)), p.Term("author_exact", ("phao",))))
    marks = Marker(plan).look_through(way(["cầu phao", "phao cầu"]))
    assert marks.of_text(0, ["title"]) == [(0, 3)]
    assert marks.of_text(1, ["body", "author"]) == [(0, 4)]
    assert marks.of_text(1, ["body"]) == []
    assert marks.of_text(1, ["title", "author"]) == [(0, 4), (5, 8)]
