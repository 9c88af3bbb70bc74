"""Which articles are read again at the end of a build, and how do they take their own place?

Only once all pages of a source have been read is it known which lines recur in it. The pages that
hold such lines are read a second time, without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from indexer.articles.readers import read_file
from indexer.articles.recurring import RecurringLines
from indexer.documents import Batch
from indexer.engines.base import Engine
from indexer.ledger import Ledger
from indexer.model import RawArticle
from indexer.story_index import StoryIndex

FILE = "lines.tsv"
"""The table of `RecurringLines` in a generation."""


def lines_of(generation: Path | None) -> RecurringLines:
    """The lines of raw pages that a generation knows; none without one."""
    return RecurringLines.load(None if generation is None else generation / FILE)


def find_records(
    ledger: Ledger, roots: Sequence[Path], names: Collection[str]
) -> Iterator[RawArticle]:
    """The articles of these ids, from the files that the ledger says they are in.

    A file that is gone by now gives none: its articles stay as they are.
    """
    wanted = set(names)
    for file, entry in ledger.files.items():
        mine = wanted.intersection(entry.articles)
        root = next((r for r in roots if Path(file).is_relative_to(r)), None)
        if not mine or root is None or not Path(file).exists():
            continue
        wanted -= mine
        for record in read_file(Path(file), root=root if root.is_dir() else root.parent):
            if isinstance(record, RawArticle) and record.id in mine:
                mine.discard(record.id)
                yield record


def write_again(
    engine: Engine, folder: Path, batches: Iterable[Batch], stories: StoryIndex
) -> None:
    """Puts the documents of these batches in the place of those that were committed before."""
    stream = iter(batches)
    batch = next(stream, None)
    if batch is None:
        return
    writer = engine.append(folder)
    try:
        while batch is not None:
            writer.write(stories.place(batch))
            batch = next(stream, None)
        writer.commit()
    except BaseException:
        writer.abandon()
        raise
