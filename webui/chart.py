"""Where do the lines of a chart run? The geometry of a line chart, for a template to print.

Lengths are units of the drawing's own coordinates, WIDTH by HEIGHT, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 460, 260
LEFT, RIGHT, TOP, BOTTOM = 54, 20, 12, 30
MOST_YEAR_LABELS = 7

_R = 4
MARKERS = (
    f"m-{_R},0a{_R},{_R} 0 1,0 {2 * _R},0a{_R},{_R} 0 1,0 -{2 * _R},0z",
    f"m-{_R},-{_R}h{2 * _R}v{2 * _R}h-{2 * _R}z",
    f"m0,-{_R + 1}l{_R + 1},{_R + 1}l-{_R + 1},{_R + 1}l-{_R + 1},-{_R + 1}z",
    f"m0,-{_R + 1}l{_R + 1},{2 * _R}h-{2 * _R + 2}z",
    f"m0,{_R + 1}l{_R + 1},-{2 * _R}h-{2 * _R + 2}z",
)
"""Relative paths of the series' markers: circle, square, diamond, two triangles."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: the path of its marker, and the year and value to tell."""

    path: str
    year: int
    value: float


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One series: its dots, and a path through them that breaks where a value is missing."""

    name: str
    path: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what it stands for."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of several series over the same years."""

    lines: tuple[ChartLine, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]


def draw_chart(
    years: Sequence[int],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    whole: bool,
) -> Chart:
    """The chart of these series; each has a value, or None, for every one of the years.

    `whole` says that the values are whole numbers, so that no tick stands between two of them.
    """
    values = [value for _, points in series for value in points if value is not None]
    ticks = round_ticks(max(values, default=0.0), smallest=1.0 if whole else 0.0)
    across = [_across(place, len(years)) for place in range(len(years))]
    lines = tuple(
        _line(name, number, years, across, points, ticks[-1])
        for number, (name, points) in enumerate(series)
    )
    step = max(1, math.ceil(len(years) / MOST_YEAR_LABELS))
    return Chart(
        lines=lines,
        years=tuple(Tick(across[i], years[i]) for i in range(0, len(years), step)),
        values=tuple(Tick(_down(tick, ticks[-1]), tick) for tick in ticks),
    )


def round_ticks(highest: float, *, smallest: float = 0.0) -> tuple[float, ...]:
    """Round values 0, step, 2 step ... of which the last is not below `highest`.

    The step is 1, 2 or 5 times a power of ten, not below `smallest`; there are at most five.
    """
    if highest <= 0:
        return (0.0, 1.0)
    rough = max(highest / 5, smallest)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))
    count = math.ceil(highest / step - 1e-9)
    return tuple(round(step * n, 10) for n in range(count + 1))


def _line(
    name: str,
    number: int,
    years: Sequence[int],
    across: Sequence[float],
    points: Sequence[float | None],
    highest: float,
) -> ChartLine:
    dots = []
    path = ""
    pen = "M"
    for year, x, value in zip(years, across, points, strict=True):
        if value is None:
            pen = "M"
            continue
        place = f"{x:.1f},{_down(value, highest):.1f}"
        path += f"{pen}{place}"
        pen = "L"
        dots.append(Dot(f"M{place}{MARKERS[number % len(MARKERS)]}", year, value))
    return ChartLine(name, path, tuple(dots))


def _across(place: int, places: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return LEFT + room * (0.5 if places < 2 else place / (places - 1))


def _down(value: float, highest: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest
