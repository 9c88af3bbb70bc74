"""Which aims were set, and what was measured of each?"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.measure import UNDATED
from tests.bench.measured import Measured, percentile
from tests.bench.memory import MEGABYTE

MIDDLE, LARGE = 20_000, 200_000


@dataclass(frozen=True, slots=True)
class Aim:
    """What was to be reached: `measured` is the figure, to be at least or at most `bound`.

    With `has_failed` it is not reached whatever the figure: some of it went wrong.
    """

    text: str
    measured: float
    bound: float
    unit: str = ""
    at_least: bool = False
    has_failed: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps within the bound."""
        if self.has_failed:
            return False
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    def line(self) -> str:
        """A row of the table of aims."""
        sign = "≥" if self.at_least else "≤"
        aim = f"{sign} {self.bound:,g}{self.unit}"
        shown = f"{self.measured:,.0f}" if self.measured >= 100 else f"{self.measured:.3g}"
        return (
            f"| {self.text} | {aim} | {shown}{self.unit} | {'yes' if self.is_met else '**no**'} |"
        )


def aim_lines(found: Measured) -> list[str]:
    """The table of the aims of which something was measured, [] where none was."""
    aims = [aim for part in _PARTS for aim in part(found)]
    if not aims:
        return []
    return ["| aim | | measured | met |", "|---|---:|---:|---|", *(a.line() for a in aims)]


def _indexing(found: Measured) -> Iterator[Aim]:
    for name, what in (("timbao", "with their dates"), (UNDATED, "dates to be found")):
        own = found.index_of(name, MIDDLE)
        if own is not None:
            text = f"`timbao index` of {MIDDLE:,} articles, {what}"
            yield Aim(text, own.rate, 1500, " articles/s", at_least=True)
    own, whoosh = (found.index_of(n, MIDDLE) for n in ("timbao", "whoosh"))
    if own is not None and whoosh is not None:
        text = "its rate over that of Whoosh with pyvi"
        yield Aim(text, own.rate / whoosh.rate, 20, " x", at_least=True)
    large = found.index_of("timbao", LARGE)
    if own is not None and large is not None:
        text = f"its rate at {LARGE:,} below that at {MIDDLE:,}"
        yield Aim(text, 100 * (1 - large.rate / own.rate), 15, " %")
    for size in found.sizes:
        own = found.index_of("timbao", size)
        if own is not None and size >= MIDDLE:
            yield Aim(f"index over raw text, {size:,}", own.size / own.raw, 1.3, " x")
            if own.peak is not None:
                text = f"peak memory of indexing {size:,}, all processes (PSS)"
                yield Aim(text, own.peak.pss / MEGABYTE, 1000, " MB")


def _answers(found: Measured) -> Iterator[Aim]:
    times = found.times_of("timbao", LARGE)
    if times:
        text = f"answers over {LARGE:,}, all kinds, "
        yield Aim(text + "p50", percentile(times, 50) * 1000, 5, " ms")
        yield Aim(text + "p95", percentile(times, 95) * 1000, 25, " ms")
    before = found.times_of("timbao", MIDDLE)
    if times and before:
        text = f"p50 at {LARGE:,} over that at {MIDDLE:,}"
        yield Aim(text, percentile(times, 50) / percentile(before, 50), 3, " x")
    for other, bound in (("whoosh", 100), ("fts5", 10)):
        sizes = [n for n in found.sizes if n >= MIDDLE and found.times_of(other, n)]
        if sizes and (ratio := _faster(found, other, sizes[-1])):
            text = f"bare engine over {other}, {sizes[-1]:,} articles, median of the kinds"
            yield Aim(f"{text} ({ratio[1]})", ratio[0], bound, " x", at_least=True)


def _faster(found: Measured, other: str, size: int) -> tuple[float, str] | None:
    """How much faster the bare engine is by p50: the median of the kinds, and each."""
    own, others = found.answers_of("timbao-engine", size), found.answers_of(other, size)
    ratios = {k: others[k].p50 / own[k].p50 for k in own if k in others}
    if not ratios:
        return None
    each = ", ".join(f"{kind} {ratio:.3g}" for kind, ratio in ratios.items())
    return statistics.median(ratios.values()), each


def _site(found: Measured) -> Iterator[Aim]:
    for s in found.sites:
        if s.failure or s.articles < MIDDLE:
            continue
        if s.articles == MIDDLE:
            yield Aim("a page over HTTP, p50", percentile(s.pages, 50) * 1000, 15, " ms")
            errors = "; ".join(s.load_errors) or "none"
            text = f"pages a second of {s.asked_rate:.0f} asked; errors: {errors}"
            rate = len(s.loaded) / s.load_seconds
            bound, has_failed = 0.99 * s.asked_rate, bool(s.load_errors)
            yield Aim(text, rate, bound, "/s", at_least=True, has_failed=has_failed)
        if s.articles == LARGE and s.workers:
            most = max(m.rss for m in s.workers) / MEGABYTE
            own = max(m.anonymous for m in s.workers) / MEGABYTE
            text = f"memory of a worker at {LARGE:,} (RSS; its own {own:.0f} MB)"
            yield Aim(text, most, 300, " MB")


def _shell(found: Measured) -> Iterator[Aim]:
    for s in found.shells:
        if s.articles == MIDDLE and not s.failure:
            yield Aim("`timbao search`, median", percentile(s.searches, 50), 0.35, " s")
            yield Aim("`timbao index`, unchanged, median", percentile(s.unchanged, 50), 2, " s")


_PARTS = (_indexing, _answers, _site, _shell)
