"""Who turns raw articles into documents? This process, or several when there are many.

The other processes end with this one, however it ends, and leave Ctrl-C to it.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

from indexer.articles.recurring import Recurring
from indexer.documents import NO_RECURRING, Batch, Corrections, analyse_batch
from indexer.model import RawArticle
from indexer.parcels import BatchParcel, analyse_parcel, pack_record, unpack_batch

T = TypeVar("T")

BATCH = 64
"""Articles analysed together. With 192 the analysis of 6,400 articles took 6 % less of the
processor's time, but building an index of 200,000 held more memory at its peak."""

POOL_FROM = 1_000
"""From so many articles on, starting other processes costs less than it gains."""

MOST_NEW_OBJECTS = 100_000
"""Objects made before unreachable cycles are looked for."""


def analyse(
    records: Iterable[RawArticle],
    corrections: Corrections,
    workers: int | None,
    recurring: Mapping[str, Recurring | None] = NO_RECURRING,
) -> Iterator[Batch]:
    """The records analysed in batches, in order.

    `workers` is how many processes may be used, None for one a core. `recurring` has the lines
    of raw pages, by id, that are to be left out.
    """
    with _rare_collections():
        yield from _analyse(iter(records), corrections, workers, recurring)


def _analyse(
    stream: Iterator[RawArticle],
    corrections: Corrections,
    workers: int | None,
    recurring: Mapping[str, Recurring | None],
) -> Iterator[Batch]:
    first = list(islice(stream, POOL_FROM))
    count = os.cpu_count() or 1 if workers is None else workers
    batches = _batches(chain(first, stream))
    if len(first) < POOL_FROM or count < 2:
        for batch in batches:
            yield analyse_batch(batch, _of(batch, corrections), _of(batch, recurring))
        return
    context = get_context("spawn")
    end, hold = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        count, mp_context=context, initializer=_start_process, initargs=(end,)
    )
    try:
        yield from _analyse_in(pool, batches, corrections, recurring, 2 * count)
    except BaseException:
        hold.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        hold.close()
        end.close()


def _analyse_in(
    pool: ProcessPoolExecutor,
    batches: Iterable[list[RawArticle]],
    corrections: Corrections,
    recurring: Mapping[str, Recurring | None],
    most: int,
) -> Iterator[Batch]:
    """The batches analysed, in order, with at most about `most` batches under way."""
    pending: deque[tuple[list[str], Future[BatchParcel]]] = deque()
    for batch in batches:
        with _interrupts_held():
            told = _of(batch, corrections), _of(batch, recurring)
            records = list(map(pack_record, batch))
            names = [raw.id for raw in batch]
            pending.append((names, pool.submit(analyse_parcel, records, *told)))
        if len(pending) > most:
            yield _received(*pending.popleft())
    while pending:
        yield _received(*pending.popleft())


def _received(names: list[str], parcel: Future[BatchParcel]) -> Batch:
    return unpack_batch(names, parcel.result())


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keeps Ctrl-C for later: processes that are started in between never get it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_process(end: Connection) -> None:
    """Ends this process once nobody holds the other end of the pipe: its parent let go or died."""
    Thread(target=_wait_for, args=(end,), daemon=True).start()
    gc.set_threshold(MOST_NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Has this process look for unreachable cycles rarely.

    Analysis makes none, but many small objects that live long: each look goes through all of them.
    """
    before = gc.get_threshold()
    gc.set_threshold(MOST_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _wait_for(end: Connection) -> None:
    end.poll(None)
    os._exit(1)


def _batches(records: Iterable[RawArticle]) -> Iterator[list[RawArticle]]:
    stream = iter(records)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _of(batch: list[RawArticle], known: Mapping[str, T]) -> dict[str, T]:
    return {r.id: known[r.id] for r in batch if r.id in known}
