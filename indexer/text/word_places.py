"""Where terms stand in some texts, found with numpy.

A word's letters are one number (`letter_keys`): without their marks to choose words, with them to
tell the term, once for each different word of the texts. Only pieces that hold more than one word,
or anything but Vietnamese letters and digits in it, are cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.text.letter_keys import (
    DIGIT,
    DOT,
    KINDS,
    LETTER,
    LETTERS,
    MASKS,
    ODD,
    SPACE,
    Keys,
    Numbers,
    among,
    before_separator,
    begin_as,
    beginning,
    letter_bytes,
    numbered,
    plain_bytes,
    windows,
    written,
)
from indexer.text.pieces import Held, Occurrence, Piece, Texts, cut_pieces, first_runs
from indexer.text.tiers import base_form


class WordTexts(Texts):
    """Chooses words by their letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self._letters = letter_bytes(self.joined)
        is_inside, is_word = self._letters != SPACE, self._letters > ODD
        edges = np.flatnonzero(is_inside[1:] != is_inside[:-1]) + 1
        inner = np.flatnonzero((is_word[1:] > is_word[:-1]) & is_inside[:-1]) + 1
        # Where words can begin: at the beginnings of all pieces, then further inside.
        self._begins = np.concatenate([edges[::2], inner])
        self._starts, self._ends = self._begins[: len(edges) // 2], edges[1::2]
        self.first_pieces = np.searchsorted(self._starts, self.offsets).tolist()

    def piece(self, number: int) -> Piece:
        """See `Texts.piece`."""
        start = int(self._starts[number])
        return number, start, self.joined[start : self._ends[number]]

    def beginning(self, letters: str) -> Iterator[Piece]:
        """See `Texts.beginning`."""
        runs = first_runs(letters)
        if not runs:
            return self._pieces([np.arange(len(self._starts))])
        begin = beginning(windows(plain_bytes(self._letters)).take(self._begins), runs)
        numbers = self._pieces_at(self._begins[begin])
        return self._pieces([numbers, self._odd, self._numbers])

    def _choose(self, runs: Collection[str]) -> None:
        places, pieces, keys = self._likely(runs)
        ends = places + MASKS.searchsorted(keys)
        # A sign before it or after it parts a word from no other one.
        is_sole = (
            (places - self._starts[pieces] <= 1)
            & (self._ends[pieces] - ends <= 1)
            & (ends - places < LETTERS)
            & (self._letters[places - 1] != ODD)
            & (self._letters[ends] != ODD)
        )
        sole = is_sole.nonzero()[0]
        sole = sole[places[sole].argsort(kind="stable")]
        self._sole = _Sole(places[sole], ends[sole], pieces[sole], *numbered(keys[sole]))
        has_digits = any(run.isdigit() for run in runs)
        to_cut = [pieces[~is_sole], self._odd, *([self._numbers] * has_digits)]
        self._to_cut = list(self._pieces(to_cut))

    def _likely(self, runs: Collection[str]) -> tuple[Numbers, Numbers, Keys]:
        """The words that are one of these runs, and few others: place, piece and letters."""
        begins = begin_as(runs).take(self._pairs).nonzero()[0]
        found = windows(self._letters)[self._begins[begins]]
        plain = plain_bytes(found)
        masks = before_separator(plain)
        here = among(plain & masks, runs)
        begins = begins[here]
        places = self._begins[begins]
        inner = begins.searchsorted(len(self._starts))
        pieces = np.concatenate([begins[:inner], self._pieces_at(places[inner:])])
        return places, pieces, found[here] & masks[here]

    def _find(self, terms: frozenset[str], *, is_base: bool) -> Held:
        exact = map(written, self._sole.keys)
        forms = list(map(base_form, exact) if is_base else exact)
        sole = self._sole.of([form in terms for form in forms])
        return _WordsHeld(cut_pieces(self._to_cut, terms, is_base=is_base), sole, forms)

    @cached_property
    def _pairs(self) -> NDArray[np.uint16]:
        """The first two letters from each of `_begins` on, as one number."""
        pairs: NDArray[np.uint16] = windows(self._letters, "<u2").take(self._begins)
        return pairs

    @cached_property
    def _odd(self) -> Numbers:
        """The numbers of the pieces that have to be cut into terms to know them."""
        is_word, is_digit = self._letters > ODD, self._letters - np.uint8(ord("0")) < 10
        is_mixed = (is_digit[1:] != is_digit[:-1]) & is_word[1:] & is_word[:-1]
        odd = is_mixed.nonzero()[0], (self._letters == ODD).nonzero()[0], self._dots(LETTER)
        return self._pieces_at(np.concatenate(odd))

    @cached_property
    def _numbers(self) -> Numbers:
        """The numbers of the pieces with digits parted by a dot or a comma."""
        return self._pieces_at(self._dots(DIGIT))

    def _dots(self, kind: int) -> Numbers:
        """The places of dots and commas between two letters, or two digits."""
        inner = self._begins[len(self._starts) :]
        dots = inner[self._letters[inner - 1] == DOT] - 1
        kinds = KINDS[self._letters[[dots - 1, dots + 1]]]
        found: Numbers = dots[(kinds == kind).all(axis=0)]
        return found

    def _pieces_at(self, places: Numbers) -> Numbers:
        return np.searchsorted(self._starts, places, side="right") - 1

    def _pieces(self, numbers: Sequence[Numbers]) -> Iterator[Piece]:
        """The pieces of these numbers in order, each once."""
        every = sorted(set(np.concatenate(numbers).tolist()))
        starts, ends = self._starts[every].tolist(), self._ends[every].tolist()
        for number, start, end in zip(every, starts, ends, strict=True):
            yield number, start, self.joined[start:end]


class _Sole(NamedTuple):
    """Words that are each all that its piece holds, in order, by columns.

    `which` numbers their letters among `keys`, which are those that differ.
    """

    starts: Numbers
    ends: Numbers
    pieces: Numbers
    which: Numbers
    keys: Sequence[int]

    def of(self, is_wanted: Sequence[bool]) -> _Sole:
        """Those with wanted keys."""
        kept = np.array(is_wanted, dtype=np.bool_)[self.which].nonzero()[0]
        return _Sole(
            self.starts[kept], self.ends[kept], self.pieces[kept], self.which[kept], self.keys
        )


class _WordsHeld:
    """See `Held`: what was cut, and words that were not, with the form of each of their keys."""

    def __init__(self, cut: Held, sole: _Sole, forms: Sequence[str]) -> None:
        self._cut = cut
        self._sole = sole
        self._forms = forms
        self.several = cut.several

    @cached_property
    def places(self) -> Sequence[Occurrence]:
        """See `Held.places`."""
        starts, ends, pieces, which = (column.tolist() for column in self._sole[:4])
        forms = map(self._forms.__getitem__, which)
        sole = zip(starts, ends, forms, pieces, strict=True)
        return sorted([*sole, *self._cut.places]) if self._cut.places else list(sole)

    def line(self, signs: Mapping[str, int], count: int) -> bytearray:
        """See `Held.line`."""
        line = self._cut.line(signs, count)
        of_forms = np.array([signs.get(form, 0) for form in self._forms], dtype=np.uint8)
        np.frombuffer(line, np.uint8)[self._sole.pieces] = of_forms[self._sole.which]
        return line
