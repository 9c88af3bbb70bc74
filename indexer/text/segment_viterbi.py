"""Which labelling of many syllables is the best? Viterbi's algorithm of two labels, with numpy.

Texts are laid end to end, a boundary between any two. With two labels only the difference d of
their scores matters, and Viterbi's recursion becomes d[t] = s[t] + c[t-1], c[t] = f(d[t]): s is
what the syllables say, f is constant outside a narrow zone. For pyvi's weights f varies by 0.4,
where s varies by 20: most c[t] follow from s[t] alone, and only the few others from c[t-1].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.text.segment_model import Transitions
from indexer.text.segment_table import Ids

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Carry:
    """What a label hands on to the next: c = slope * clip(d, low, high) + shift.

    `least` and `most` bound c; d in [low, high] is the zone where c depends on d. There the label
    is that of the next syllable if slope is 1, and the opposite if it is -1. `first` is c of the
    boundary.
    """

    low: float
    high: float
    slope: float
    shift: float
    least: float
    most: float
    first: float

    def apply(self, differences: Floats) -> Floats:
        """Return c for each d."""
        return np.clip(differences, self.low, self.high) * self.slope + self.shift


def make_carry(steps: Transitions) -> Carry:
    """Return the carry of these transitions.

    c = max(begin_inside, d + inside_inside) - max(begin_begin, d + inside_begin): either maximum
    has its corner at one end of the zone.
    """
    stay = steps.begin_inside - steps.inside_inside
    leave = steps.begin_begin - steps.inside_begin
    below = steps.begin_inside - steps.begin_begin
    above = steps.inside_inside - steps.inside_begin
    slope = 1.0 if stay <= leave else -1.0
    low = min(stay, leave)
    return Carry(
        low=low,
        high=max(stay, leave),
        slope=slope,
        shift=below - slope * low,
        least=min(below, above),
        most=max(below, above),
        first=below,
    )


def decode(sums: Floats, boundaries: Ids, carry: Carry) -> tuple[Flags, Ids]:
    """Return the label of each syllable (true: inside a word) and the places in doubt.

    `sums` are the differences s, minus infinity at `boundaries`; they must begin and end with
    one.
    """
    margin = 1e-9 + 1e-13 * len(sums)
    carried = carry.apply(sums + (carry.least + carry.most) / 2)
    open_ = (sums > carry.low - carry.most) & (sums < carry.high - carry.least)
    places = np.flatnonzero(open_)
    places = places[~open_[places - 1]]
    while places.size:
        carried[places] = carry.apply(sums[places] + carried[places - 1])
        places = places + 1
        places = places[open_[places]]
    differences = sums.copy()
    differences[1:] += carried[:-1]
    return _trace_back(differences, boundaries, carry, margin)


def _trace_back(
    differences: Floats, boundaries: Ids, carry: Carry, margin: float
) -> tuple[Flags, Ids]:
    labels = differences > carry.high
    near = (differences > carry.low - margin) & (differences < carry.high + margin)
    ends = boundaries[1:] - 1
    near[ends] = False
    labels[ends] = differences[ends] > 0
    zone = np.flatnonzero(near)
    inner = differences[zone]
    tied = (np.abs(inner - carry.low) < margin) | (np.abs(inner - carry.high) < margin)
    places = zone[~near[zone + 1]]
    flip = carry.slope < 0
    while places.size:
        labels[places] = labels[places + 1] ^ flip
        places = places - 1
        places = places[near[places]]
    return labels, np.concatenate([zone[tied], ends[np.abs(differences[ends]) < margin]])
