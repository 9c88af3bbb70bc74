"""One system does one thing in a process of its own, so that time and memory are its own.

    python -m tests.bench.worker index SYSTEM ARTICLES FOLDER
    python -m tests.bench.worker ask SYSTEM FOLDER QUERIES

Prints JSON, one object a line: what is measured, then a row for each kind of query.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.bench.pace import pace
from tests.bench.queries import WARM_UP, Asked, read_queries
from tests.bench.systems import load
from tests.bench.systems.answers import Answers

PATIENCE, ENOUGH = 60.0, 50
"""A kind of query takes no more than so many seconds, but for so many queries."""


def main(arguments: Sequence[str]) -> None:
    """Do what the arguments say."""
    work, name, *paths = arguments
    first, second = map(Path, paths)
    system = load(name)
    _print(asdict(system.describe()))
    if work == "index":
        system.index(first, second)
        return
    opening = time.perf_counter()
    answers = system.open_answers(first)
    _print({"open_seconds": time.perf_counter() - opening})
    kinds = system.describe().kinds
    for kind, asked in groupby(read_queries(second), lambda a: a.kind):
        if kind in kinds:
            _print(measure(answers, kind, list(asked)))
    _print(memory_of_this())


def _print(row: dict[str, Any]) -> None:
    print(json.dumps(row), flush=True)


def measure(answers: Answers, kind: str, asked: Sequence[Asked]) -> dict[str, Any]:
    """Wall-clock and processor seconds of the queries after the warm-up, and what was found."""
    _prepare(answers, asked)
    for a in asked[:WARM_UP]:
        answers(a)
    at_first = pace()
    seconds: list[float] = []
    processor: list[float] = []
    hits: list[int | None] = []
    shown = 0
    end = time.perf_counter() + PATIENCE
    for a in asked[WARM_UP:]:
        if time.perf_counter() > end and len(seconds) >= ENOUGH:
            break
        start, used = time.perf_counter(), time.process_time()
        answer = answers(a)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
        hits.append(answer.hits)
        shown += len(answer.best)
    counted = [h for h in hits if h is not None]
    total = sum(counted) if len(counted) == len(hits) else None
    times = {"seconds": seconds, "processor": processor}
    mean_pace = (at_first + pace()) / 2
    return {"kind": kind, **times, "hits": total, "shown": shown, "pace": mean_pace}


def _prepare(answers: Answers, asked: Iterable[Asked]) -> None:
    prepare = getattr(answers, "prepare", None)
    if prepare is not None:
        for a in asked:
            prepare(a)


def memory_of_this() -> dict[str, Any]:
    """What this process holds now, in megabytes; nothing where the system does not tell."""
    from tests.bench.memory import memory_of

    held = memory_of(os.getpid())
    return {} if held is None else {"memory": held.as_row()}


if __name__ == "__main__":
    main(sys.argv[1:])
