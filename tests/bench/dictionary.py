"""What do packed articles share? Makes the dictionary that they are compressed with.

    python -m tests.bench.dictionary

writes `indexer/stored.dict`: the words of `stored_words.txt`, the frequent ones last; the
provinces as a packed article has them; and how often which byte comes, counted in articles of
`../shared/data`, none of whose text is kept. What was packed with one dictionary cannot be read
with another: raise `indexer.store.FORMAT` with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from indexer import stored
from indexer.articles.gazetteer.provinces import make_ref
from indexer.articles.gazetteer.tables import former_provinces
from indexer.articles.readers import Skipped, read_file
from indexer.articles.understand import understand
from indexer.model import Article, Inference, Part, Topic
from tests.bench.segmentation import SHARED

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COUNTED = 4_000
"""Articles in which bytes are counted."""

ENTROPY_BYTES = 1_000
"""Room for the counts, more than they take."""


def main() -> None:
    """Writes the dictionary, and says what it is worth."""
    if not SHARED.exists():
        sys.exit(f"needs the articles in {SHARED}")
    rows = list(map(stored.write_row, islice(_articles(), 2 * COUNTED)))
    content = make_content()
    empty = zstd.ZstdDict(content, is_raw=True)
    counted = rows[:COUNTED]
    made = zstd.finalize_dict(empty, counted, len(content) + ENTROPY_BYTES, stored.LEVEL)
    Path(stored.__file__).with_name("stored.dict").write_bytes(made.dict_content)
    for name, dictionary in (("none", None), ("content alone", empty), ("whole", made)):
        packed = [zstd.compress(row, stored.LEVEL, None, dictionary) for row in rows[COUNTED:]]
        print(f"{name}: {sum(map(len, packed)) / sum(map(len, rows[COUNTED:])):.4f} of the rows")


def make_content() -> bytes:
    """What packed articles have in common, the most frequent last."""
    words = Path(__file__).with_name("stored_words.txt").read_bytes()
    places = [_topic(slug) for slug in former_provinces()]
    return _row_of(places) + words + _row_of([])


def _row_of(topics: list[Topic]) -> bytes:
    """An invented article as it is compressed, without its text."""
    day = Inference("2016-01-02", 1.0, "given", "2016-01-02")
    year = Inference("2016", 1.0, "given", "2016-01-02")
    title = Inference("", 1.0, "given", "")
    parts = (Part("title", 0, 57), Part("lead", 59, 209), Part("body", 211, 3636))
    article = Article("", "", "", parts=parts, title=title, date=day, year=year)
    return stored.write_row(replace(article, topics=tuple(topics)))


def _topic(slug: str) -> Topic:
    place = make_ref(slug)
    return Topic(place.name, slug, place.former, place.present, 5.5, 0.7, "named", place.name)


def _articles() -> Iterator[Article]:
    for record in read_file(SHARED, root=SHARED.parent):
        if not isinstance(record, Skipped):
            yield understand(record)


if __name__ == "__main__":
    main()
