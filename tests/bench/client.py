"""Someone who asks a site for pages of results, over connections that are kept.

    python -m tests.bench.client pages ADDRESS QUERIES COUNT
    python -m tests.bench.client load ADDRESS QUERIES RATE SECONDS

`pages` asks for one page after another, `load` for so many a second whether or not those before
are answered: a page's time counts from when it was due, so that waiting is not left out. Prints
one JSON object: `seconds` of each page, `errors`, and for load how long it `lasted`.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode, urlsplit

from tests.bench.queries import Asked, read_queries

CONNECTIONS = 16
"""Kept connections of a load. A worker answers several at a time, each by a thread of its own."""

WAIT = 30.0
WARM_UP = 50
SHOWN_ERRORS = 5
LATE = 2
"""A load that lasts so many times longer than it should is ended."""


def path_of(asked: Asked) -> str:
    """The address of the page of results, below the site's."""
    years = {"year_from": asked.first_year, "year_to": asked.last_year}
    given = {name: year for name, year in years.items() if year is not None}
    return "/search?" + urlencode({"q": asked.line, **given})


class Visitor:
    """One kept connection; after an error a new one."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._connection = HTTPConnection(place.hostname or "", place.port, timeout=WAIT)

    def visit(self, path: str) -> str:
        """Read a page; returns what went wrong, "" where all is well."""
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
            page = answer.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            return f"{type(error).__name__}: {error}"
        if answer.status != 200:
            return f"status {answer.status}: {path}"
        return "" if b"</html>" in page else f"half a page: {path}"


def pages(address: str, paths: Sequence[str]) -> dict[str, object]:
    """The seconds of each page, asked one after another."""
    visitor = Visitor(address)
    seconds: list[float] = []
    errors: list[str] = []
    for path in paths:
        start = time.perf_counter()
        error = visitor.visit(path)
        seconds.append(time.perf_counter() - start)
        errors += [error] if error else []
    return {"seconds": seconds[WARM_UP:], "errors": errors[:SHOWN_ERRORS]}


def load(address: str, paths: Sequence[str], rate: int, lasting: int) -> dict[str, object]:
    """The seconds of each page, asked for at a steady rate over several connections."""
    start = time.perf_counter() + 0.2
    end = start + LATE * lasting
    due: SimpleQueue[tuple[float, str]] = SimpleQueue()
    for i in range(rate * lasting):
        due.put((start + i / rate, paths[i % len(paths)]))
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asking = [pool.submit(_keep_on, address, due, end) for _ in range(CONNECTIONS)]
        found = [a.result() for a in asking]
    seconds = [s for taken, _ in found for s in taken]
    errors = [error for _, failed in found for error in failed]
    shown = [f"{len(errors)} errors", *errors[:SHOWN_ERRORS]] if errors else []
    unasked = rate * lasting - len(seconds)
    return {
        "seconds": seconds,
        "errors": [*shown, *([f"{unasked} pages never asked: too slow"] if unasked else [])],
        "lasted": time.perf_counter() - start,
    }


def _keep_on(
    address: str, due: SimpleQueue[tuple[float, str]], end: float
) -> tuple[list[float], list[str]]:
    visitor = Visitor(address)
    seconds: list[float] = []
    errors: list[str] = []
    while time.perf_counter() < end:
        try:
            at, path = due.get_nowait()
        except Empty:
            break
        time.sleep(max(0.0, at - time.perf_counter()))
        error = visitor.visit(path)
        seconds.append(time.perf_counter() - at)
        errors += [error] if error else []
    return seconds, errors


def main(arguments: Sequence[str]) -> None:
    """Do what the arguments say."""
    work, address, queries, *numbers = arguments
    paths = list(map(path_of, read_queries(Path(queries))))
    random.Random(1).shuffle(paths)
    if work == "pages":
        found = pages(address, paths[: int(numbers[0]) + WARM_UP])
    else:
        found = load(address, paths, *map(int, numbers))
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
