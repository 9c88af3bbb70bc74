"""What does the site do over HTTP? `timbao serve` as it is run, asked by another process."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import Collection
from tests.bench.measured import Measured, Site
from tests.bench.memory import Memory, family, memory_of
from tests.bench.processes import ROOT, Run, end_group, run, timbao

WORKERS = 2
RATE = 200
"""Requests a second that the load asks for."""

LOAD_SECONDS = 15
PAGES = 400
STARTS_WITHIN = 60.0


def measure_site(found: Measured, these: Collection, folder: Path) -> None:
    """Pages one after another, then many at once; then what each worker holds."""
    with _serving(folder) as (address, process):
        if not address:
            found.sites.append(_failed(these, "the site did not start"))
            return
        pages = run(_client("pages", address, these.queries, PAGES))
        loaded = run(_client("load", address, these.queries, RATE, LOAD_SECONDS))
        workers = tuple(_workers(process.pid))
    found.sites.append(_site(these, pages, loaded, workers))


def _client(work: str, address: str, *values: object) -> list[str]:
    return [sys.executable, "-m", "tests.bench.client", work, address, *map(str, values)]


def _failed(these: Collection, reason: str) -> Site:
    return Site(these.articles, (), RATE, 0.0, (), (), (), (), reason)


def _site(these: Collection, pages: Run, loaded: Run, workers: tuple[Memory, ...]) -> Site:
    failure = pages.failure or loaded.failure
    if failure or not pages.rows() or not loaded.rows():
        return _failed(these, failure or "the client said nothing")
    one, many = pages.rows()[0], loaded.rows()[0]
    return Site(
        these.articles,
        tuple(one["seconds"]),
        RATE,
        many["lasted"],
        tuple(many["seconds"]),
        tuple(one["errors"]),
        tuple(many["errors"]),
        workers,
    )


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of the site of an index ("" where it did not start) and its process."""
    command = timbao(folder, "serve", "--port", "0", "--workers", str(WORKERS))
    out = folder.with_name("serve.log")
    with out.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield _address(process, out), process
    finally:
        end_group(process)


def _address(process: subprocess.Popen[bytes], out: Path) -> str:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        printed = re.search(r"http://[\w.]+:\d+", out.read_text(encoding="utf-8"))
        if printed:
            return printed[0]
        time.sleep(0.1)
    return ""


def _workers(process: int) -> Iterator[Memory]:
    for member in family(process)[1:]:
        held = memory_of(member)
        if held is not None:
            yield held
