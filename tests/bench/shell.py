"""How long does a person at the shell wait? Whole commands, from start to exit."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tests.bench.measure import Collection
from tests.bench.measured import Measured, Shell
from tests.bench.processes import run, timbao
from tests.bench.queries import read_queries

SEARCHES = 20
UNCHANGED = 5


def measure_shell(found: Measured, these: Collection, folder: Path) -> None:
    """`timbao search` with queries of every kind, and `timbao index` with nothing to do."""
    asked = list(read_queries(these.queries))
    step = max(1, len(asked) // SEARCHES)
    lines = [a.line for a in islice(asked, 0, None, step)][:SEARCHES]
    searches = [run(timbao(folder, "search", "--", line)) for line in lines]
    indexes = [run(timbao(folder, "index")) for _ in range(UNCHANGED)]
    found.shells.append(
        Shell(
            these.articles,
            tuple(r.seconds for r in searches),
            tuple(r.seconds for r in indexes),
            next((r.failure for r in (*searches, *indexes) if r.failure), ""),
        )
    )
