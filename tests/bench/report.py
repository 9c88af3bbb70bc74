"""What does the report say? Tables of what was measured, in Markdown; what was not is left out."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.bench.aims import aim_lines
from tests.bench.measured import Indexed, Measured, Shell, Site, percentile
from tests.bench.memory import MEGABYTE, Memory
from tests.bench.queries import KINDS, MEANING
from tests.bench.systems import SYSTEMS

COMMAND = "python -m tests.bench.compare"

WHY_HITS_DIFFER = """\
Hits differ because the systems match differently, not because one loses articles. Tìm Báo tells
marks apart where a query has any and folds all where it has none, adds the other spellings and
abbreviations of its lists (outside quotation marks), and reads a prefix without marks as letters.
FTS5 folds marks always but not đ, so that marked queries find more and unmarked ones with a d for
đ find nothing. tantivy and Xapian compare letters as they are written: an unmarked query finds
only what is written without marks, and old and new places of a tone mark, decomposed letters and
i/y spellings count as different. Whoosh with pyvi knows only the words that pyvi joined: a
syllable inside a compound is not found, and a piece of text may be joined otherwise in an article
than in a query. bm25s ranks and does not count. The bare engine has the counts of Tìm Báo's tier
for the query without what articles of the corpus define (their own abbreviations), and of no
wider tier where the query finds nothing."""

COLUMNS = """\
`hits` is the sum over all queries, `given` the articles on the pages of ten, `pace` the
milliseconds of a fixed loop beside these queries: only times at one pace compare.
"""

MEMORY_NOTE = """\
Memory: all processes together, looked at five times a second. PSS counts a page that several
processes share once, RSS once for each; `own` is the part of PSS that is not pages of mapped
files, which the system takes back at need."""


def report(found: Measured) -> str:
    """The whole report."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{COMMAND}`; do not edit.",
        *([] if found.is_whole else ["", "**This run is not finished.**"]),
        "",
        *(f"- {line}" for line in found.conditions),
        "",
        "Times are wall-clock where nothing else is said.",
        *(f"\n**Could not be measured**: {fault}" for fault in found.faults),
        *_section("Aims", aim_lines(found)),
        *_section("What was measured", _descriptions(found)),
        *_section("Indexing", _indexing(found)),
        *_section("Answers", _answers(found)),
        *_section("Opening and answering: memory", _asking(found)),
        *_section("Growth", _growth(found)),
        *_section("The site over HTTP", _sites(found.sites)),
        *_section("The shell", _shells(found.shells)),
        *_section("The machine's pace", _paces(found.paces)),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = list(lines)
    return ["", f"## {title}", "", *body] if body else []


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, names: int = 1) -> list[str]:
    """A table whose first `names` columns are words and the others numbers; [] without rows."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    ruler = "|".join("---" if i < names else "---:" for i in range(len(heads)))
    return [f"| {' | '.join(heads)} |", f"|{ruler}|", *body] if body else []


def title_of(system: str) -> str:
    """The name of a system as it is shown."""
    return SYSTEMS[system].title if system in SYSTEMS else system


def _mb(size: float) -> str:
    return f"{size / MEGABYTE:,.0f}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


def _descriptions(found: Measured) -> Iterator[str]:
    for name, row in found.descriptions.items():
        yield f"- **{title_of(name)}** ({row['version']}): {row['setup']}."


def _indexing(found: Measured) -> Iterator[str]:
    heads = (
        *("articles", "system", "articles/s", "seconds", "processor s"),
        *("index MB", "x text", "peak PSS MB", "of it own", "peak RSS MB"),
    )
    yield from table(heads, map(_indexed, found.indexed), names=2)
    if not found.indexed:
        return
    yield ""
    yield f"The whole command from start to exit. {MEMORY_NOTE}"
    for i in found.indexed:
        if i.parts:
            parts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in i.parts.items())
            yield f"\n{i.articles:,}, {title_of(i.system)}, says of its time: {parts}."


def _indexed(i: Indexed) -> list[str]:
    if i.failure:
        return [f"{i.articles:,}", title_of(i.system), i.failure, *[""] * 7]
    peak = i.peak or Memory()
    return [
        f"{i.articles:,}",
        title_of(i.system),
        f"{i.rate:,.0f}",
        f"{i.seconds:,.1f}",
        f"{i.processor:,.1f}",
        _mb(i.size),
        f"{i.size / i.raw:.2f}",
        _mb(peak.pss) if i.peak else "?",
        _mb(peak.anonymous) if i.peak else "?",
        _mb(peak.rss) if i.peak else "?",
    ]


def _answers(found: Measured) -> Iterator[str]:
    heads = ("system", "queries", "hits", "given", "p50 ms", "p95 ms", "processor p50 ms", "pace")
    for size in found.sizes:
        for kind in KINDS:
            rows = [a for a in found.answered if (a.articles, a.kind) == (size, kind)]
            if rows:
                yield f"**{size:,} articles, `{kind}`: {MEANING[kind]}**\n"
                yield from table(
                    heads,
                    (
                        [
                            title_of(a.system),
                            str(len(a.seconds)),
                            "–" if a.hits is None else f"{a.hits:,}",
                            f"{a.shown:,}",
                            f"{a.p50:,.2f}",
                            f"{a.p95:,.2f}",
                            f"{statistics.median(a.processor) * 1000:,.2f}",
                            f"{a.pace:.0f}",
                        ]
                        for a in rows
                    ),
                )
                yield ""
    if found.answered:
        yield COLUMNS
        yield WHY_HITS_DIFFER


def _asking(found: Measured) -> Iterator[str]:
    heads = ("articles", "system", "open ms", "RSS MB", "PSS MB", "own MB")
    rows = (
        [
            f"{a.articles:,}",
            title_of(a.system),
            _ms(a.open_seconds),
            *(
                f"{a.memory[name]:,.0f}" if a.memory else "?"
                for name in ("rss", "pss", "anonymous")
            ),
        ]
        for a in found.asking
        if not a.failure
    )
    yield from table(heads, rows, names=2)
    for a in found.asking:
        if a.failure:
            yield f"\n{a.articles:,}, {title_of(a.system)}: {a.failure}"


def _growth(found: Measured) -> Iterator[str]:
    if len(found.sizes) < 2:
        return
    heads = ("system", "from", "to", "p50 x", "p95 x", "rate x", "index MB x")
    rows = []
    for system in SYSTEMS:
        for small, large in zip(found.sizes, found.sizes[1:], strict=False):
            row = _grown(found, system, small, large)
            if row:
                rows.append([title_of(system), f"{small:,}", f"{large:,}", *row])
    yield from table(heads, rows)
    yield "\np50 and p95 are over the queries of all kinds together."


def _grown(found: Measured, system: str, small: int, large: int) -> list[str]:
    before, after = (found.times_of(system, n) for n in (small, large))
    if not before or not after:
        return []
    ratios = [f"{percentile(after, p) / percentile(before, p):.2f}" for p in (50, 95)]
    old, new = (found.index_of(system, n) for n in (small, large))
    if old is None or new is None:
        return [*ratios, "", ""]
    return [*ratios, f"{new.rate / old.rate:.2f}", f"{new.size / old.size:.2f}"]


def _sites(sites: Sequence[Site]) -> Iterator[str]:
    if not sites:
        return
    yield "`timbao serve --workers 2`, asked for pages of results of every kind of query by a"
    yield "process on the same machine over kept connections: one page after another, then at a"
    yield "steady rate, where a page's time counts from when it was due.\n"
    heads = ("articles", "how", "pages", "pages/s", "p50 ms", "p95 ms", "errors")
    yield from table(heads, (row for s in sites for row in _site_rows(s)), names=2)
    yield "\nA worker after these pages:\n"
    rows = (
        [f"{s.articles:,}", str(n + 1), _mb(m.rss), _mb(m.pss), _mb(m.anonymous), _mb(m.mapped)]
        for s in sites
        for n, m in enumerate(s.workers)
    )
    yield from table(("articles", "worker", "RSS MB", "PSS MB", "own MB", "mapped MB"), rows)


def _site_rows(s: Site) -> Iterator[list[str]]:
    size = f"{s.articles:,}"
    if s.failure:
        yield [size, s.failure, *[""] * 5]
        return
    for how, times, lasted, errors in (
        ("one after another", s.pages, sum(s.pages), s.page_errors),
        (f"{s.asked_rate:.0f} a second", s.loaded, s.load_seconds, s.load_errors),
    ):
        yield [
            *(size, how, f"{len(times):,}", f"{len(times) / lasted:,.0f}"),
            *(_ms(percentile(times, p)) for p in (50, 95)),
            "; ".join(errors) or "0",
        ]


def _shells(shells: Sequence[Shell]) -> Iterator[str]:
    heads = ("articles", "command", "runs", "median s", "slowest s")
    rows = []
    for s in shells:
        if s.failure:
            rows.append([f"{s.articles:,}", s.failure, "", "", ""])
            continue
        commands = (("timbao search QUERY", s.searches), ("timbao index, unchanged", s.unchanged))
        for command, times in commands:
            rows.append(
                [
                    *(f"{s.articles:,}", f"`{command}`", str(len(times))),
                    *(f"{t:.2f}" for t in (percentile(times, 50), max(times))),
                ]
            )
    yield from table(heads, rows, names=2)


def _paces(paces: Mapping[str, float]) -> Iterator[str]:
    if not paces:
        return
    yield "The milliseconds of a fixed loop of Python at the end of each step.\n"
    yield from table(("step", "loop ms"), ([name, f"{ms:.1f}"] for name, ms in paces.items()))
