"""One system at one size: its index made, its queries asked, each in processes of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.measured import Answered, Asking, Indexed, Measured
from tests.bench.processes import Run, folder_size, run, timbao, worker
from tests.bench.systems import SYSTEMS, System

UNDATED = "timbao, dates to be found"
"""Our index of the same articles without their dates, as news comes."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The articles of one size, written: how many, the bytes of their text, the two files."""

    articles: int
    raw: int
    file: Path
    undated: Path | None
    queries: Path


def measure_system(found: Measured, system: System, these: Collection, folder: Path) -> None:
    """Index and ask; what fails is a row with its reason. The index stays in the folder."""
    if system.most is not None and these.articles > system.most:
        reason = f"not run: given at most {system.most:,} articles (see `--unlimited`)"
        found.indexed.append(Indexed(system.name, these.articles, failure=reason))
        return
    if not system.index_of:
        made = make_index(found, system, these, folder)
        found.indexed.append(made)
        if made.failure:
            return
    ask(found, system, these, folder)


def make_index(found: Measured, system: System, these: Collection, folder: Path) -> Indexed:
    """How a system makes its index in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if system.name == "timbao":
        return make_own(system.name, these.file, these, folder)
    ran = run(worker("index", system.name, these.file, folder, python=system.python))
    _describe(found, system.name, ran)
    return _indexed(system.name, these, folder, ran, {})


def make_own(name: str, file: Path, these: Collection, folder: Path) -> Indexed:
    """How `timbao index` makes its index."""
    ran = run(timbao(folder, "index", str(file), "--json"))
    if ran.failure:
        return _indexed(name, these, folder, ran, {})
    report = json.loads(ran.output)
    indexed = _indexed(name, these, folder, ran, report["seconds"])
    if report["articles"] == these.articles:
        return indexed
    reason = f"{report['articles']} articles indexed, {len(report['skipped'])} skipped"
    return Indexed(name, these.articles, failure=reason)


def _indexed(
    name: str, these: Collection, folder: Path, ran: Run, parts: dict[str, float]
) -> Indexed:
    return Indexed(
        name,
        these.articles,
        ran.seconds,
        ran.processor,
        folder_size(folder),
        these.raw,
        ran.peak,
        parts,
        ran.failure,
    )


def ask(found: Measured, system: System, these: Collection, folder: Path) -> None:
    """Put every query to a system's index; kinds that were answered before a failure count."""
    ran = run(worker("ask", system.name, folder, these.queries, python=system.python))
    _describe(found, system.name, ran)
    rows = ran.rows()
    for row in rows:
        if "kind" in row:
            found.answered.append(
                Answered(
                    system.name,
                    these.articles,
                    row["kind"],
                    tuple(row["seconds"]),
                    tuple(row["processor"]),
                    row["hits"],
                    row["shown"],
                    row["pace"],
                )
            )
    opened = next((r["open_seconds"] for r in rows if "open_seconds" in r), 0.0)
    memory: dict[str, float] = next((r["memory"] for r in rows if "memory" in r), {})
    found.asking.append(Asking(system.name, these.articles, opened, memory, ran.failure))


def _describe(found: Measured, name: str, ran: Run) -> None:
    for row in ran.rows():
        if "setup" in row:
            found.descriptions[name] = row


def chosen_systems(names: Sequence[str], *, unlimited: bool) -> list[System]:
    """These systems in the order of the tables, with those whose index they read."""
    wanted = {*names, *(SYSTEMS[n].index_of for n in names)}
    chosen = [s for s in SYSTEMS.values() if s.name in wanted]
    return [replace(s, most=None) for s in chosen] if unlimited else chosen
