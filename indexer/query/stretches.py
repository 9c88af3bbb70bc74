"""Which units of a query does an expansion cover, and what stays of them?"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.text.analyzer import Unit
from indexer.text.tokens import exact_terms
from indexer.text.variants import Variant


def unit_of_token(units: Sequence[Unit]) -> list[Unit]:
    """For each token the unit that it is of."""
    return [u for u in units for _ in u.tokens]


def token_starts(units: Sequence[Unit]) -> list[int]:
    """The index of each unit's first token, and the number of tokens at the end."""
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit.tokens))
    return starts


def stretch(
    at: int, starts: Sequence[int], variants: Sequence[Variant]
) -> tuple[int, list[Variant]]:
    """The units from `at` on that overlapping variants cover: their end and the variants."""
    end, here = at + 1, []
    grown = True
    while grown:
        inside = [v for v in variants if v.start < starts[end] and v.end > starts[at]]
        needed = max([starts[end], *(v.end for v in inside)])
        grown = needed > starts[end]
        while starts[end] < needed:
            end += 1
        here = inside
    return end, here


def put_in(variant: Variant, units: Sequence[Unit], first: int) -> tuple[list[str], list[Unit]]:
    """The row of terms with the variant in its place, and the units that it does not touch.

    `first` is the index of the units' first token.
    """
    before: list[str] = []
    after: list[str] = []
    rest, start = [], first
    for unit in units:
        end = start + len(unit.tokens)
        if end <= variant.start or start >= variant.end:
            rest.append(unit)
        else:
            # What a chunk holds beside the variant still has to stand next to it.
            before += unit.tokens[: max(0, variant.start - start)]
            after += unit.tokens[max(0, variant.end - start) :]
        start = end
    return [*before, *exact_terms(variant.target), *after], rest
