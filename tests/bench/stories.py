"""Are reprints found, and only reprints?

    python -m tests.bench.stories
    python -m tests.bench.stories --articles corpus/a.jsonl.gz --edited 500 --groups 30

Every article of a collection is placed first, in its order. Then edited copies of some of them are
placed, one kind of edit after another: recall is the share that joins the story of its original,
"wrong" the share that joins another story. `--groups` prints groups that were found among the real
articles, to be read: only a reader can say which of them are wrong.

An article is written as a raw page, in paragraphs of three sentences, and understood as any page
is, so that what an edit leaves of title and chrome counts too. Times are this process's processor
time.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from indexer.articles.stories import Signatures, Stories, sign
from indexer.articles.understand import understand
from indexer.fields import FIELD_PARTS
from indexer.model import RawArticle
from indexer.text.term_table import hash_terms
from indexer.text.tokens import exact_terms
from tests.bench.known_files import UnreadableFile, read_items

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "news.jsonl.gz"
BATCH = 64
SEED = 20

Page = tuple[str, list[str]]
"""A title and paragraphs."""

Record = dict[str, str]
_SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZĐÀ-Ỹ“\"])")

CHROME_ABOVE = (
    "TRANG CHỦ | THỜI SỰ | KINH TẾ | VĂN HÓA | PHÁP LUẬT\nThứ Ba, 14/3/2017 10:25 GMT+7\n"
    "Trang chủ » Thời sự"
)
CHROME_BELOW = "Chia sẻ Facebook | In bài | Gửi phản hồi\nTin khác\n{others}\nBản quyền của báo"


def page_of(record: Record) -> Page:
    """The title and the paragraphs of a record: its lead, then three sentences each."""
    sentences = _SENTENCE.split(record["body"])
    groups = (sentences[i : i + 3] for i in range(0, len(sentences), 3))
    return record["title"], [record["lead"], *(" ".join(g) for g in groups)]


class Editor:
    """Makes reprints, with titles, paragraphs and words borrowed from other articles."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._random = random.Random(SEED)

    def _other(self) -> Page:
        return page_of(self._random.choice(self._records))

    def new_title(self, page: Page) -> Page:
        """Another title."""
        return self._other()[0], page[1]

    def new_opening(self, page: Page) -> Page:
        """Another lead, and another title."""
        title, (lead, *_) = self._other()
        return title, [lead, *page[1][1:]]

    def cut(self, page: Page, share: float) -> Page:
        """The first paragraphs, up to this share of the letters, and another title."""
        left = share * sum(map(len, page[1]))
        kept = []
        for paragraph in page[1]:
            if left <= 0:
                break
            kept.append(
                paragraph[: round(left)].rsplit(" ", 1)[0] if left < len(paragraph) else paragraph
            )
            left -= len(paragraph)
        return self._other()[0], kept

    def edit_words(self, page: Page, share: float) -> Page:
        """This share of the words replaced by words of another article."""
        words = " ".join(self._other()[1]).split()
        edited = [
            " ".join(
                self._random.choice(words) if self._random.random() < share else w
                for w in paragraph.split()
            )
            for paragraph in page[1]
        ]
        return page[0], edited

    def add(self, page: Page, paragraphs: int) -> Page:
        """Paragraphs of another article after its own."""
        return page[0], [*page[1], *self._other()[1][:paragraphs]]

    def chrome(self, page: Page) -> Page:
        """The menu, the links and the other headlines of a newspaper's page."""
        others = "\n".join(self._other()[0] for _ in range(6))
        return page[0], [*page[1], CHROME_BELOW.format(others=others)]

    def edits(self) -> dict[str, Callable[[Page], Page]]:
        """The kinds of edits by name."""
        return {
            "new title": self.new_title,
            "new title and first paragraph": self.new_opening,
            "two thirds of it": lambda p: self.cut(p, 2 / 3),
            "the first half": lambda p: self.cut(p, 0.5),
            "the first third": lambda p: self.cut(p, 1 / 3),
            "2 % of the words edited": lambda p: self.edit_words(p, 0.02),
            "5 % of the words edited": lambda p: self.edit_words(p, 0.05),
            "10 % of the words edited": lambda p: self.edit_words(p, 0.10),
            "two foreign paragraphs added": lambda p: self.add(p, 2),
            "another newspaper's chrome": self.chrome,
            "opening, 2 % of words, chrome": lambda p: self.chrome(
                self.edit_words(self.new_opening(p), 0.02)
            ),
            "opening, the first two thirds": lambda p: self.new_opening(self.cut(p, 2 / 3)),
        }


def told(page: Page) -> str:
    """The terms of lead and body, once the page has been understood."""
    title, paragraphs = page
    text = "\n\n".join([CHROME_ABOVE, title, *paragraphs])
    article = understand(RawArticle("x", text, "x.txt"))
    kinds = (*FIELD_PARTS["lead"], *FIELD_PARTS["body"])
    return " ".join(exact_terms(article.text_of(*kinds)))


def signed(texts: Sequence[str]) -> Iterator[Signatures]:
    """The signatures of texts, some at a time."""
    for at in range(0, len(texts), BATCH):
        yield sign([hash_terms(text.split()) for text in texts[at : at + BATCH]])


def place_all(records: Sequence[Record]) -> tuple[Stories, dict[str, str]]:
    """The stories of the real articles, and that of each by id; prints the cost."""
    texts = [" ".join(exact_terms(f"{r['lead']}\n{r['body']}")) for r in records]
    start = time.process_time()
    signatures = list(signed(texts))
    middle = time.process_time()
    stories = Stories()
    found: dict[str, str] = {}
    for number, batch in enumerate(signatures):
        names = [r["id"] for r in records[number * BATCH : (number + 1) * BATCH]]
        places = stories.place(names, batch)
        found |= {n: p.story for n, p in zip(names, places, strict=True) if p is not None}
    seconds = middle - start, time.process_time() - middle
    signing, placing = (s / len(records) * 1e6 for s in seconds)
    print(f"{len(records)} articles, {len(found)} of them long enough; microseconds an article:")
    print(f"  signing {signing:.0f}, placing {placing:.0f}")
    return stories, found


def print_recall(
    records: Sequence[Record], stories: Stories, found: dict[str, str], n: int
) -> None:
    """One line a kind of edit: how many copies join their original's story, how many another."""
    long = [r for r in records if r["id"] in found]
    n = min(n, len(long))
    if not n:
        return
    chosen = random.Random(SEED).sample(long, n)
    print(f"\n{n} articles edited (seed {SEED})\n{'edit':34}{'found':>8}{'wrong':>8}")
    for kind, edit in Editor(records).edits().items():
        texts = [told(edit(page_of(r))) for r in chosen]
        right = wrong = 0
        for number, batch in enumerate(signed(texts)):
            originals = chosen[number * BATCH : (number + 1) * BATCH]
            # One by one and taken out again: a copy must find its original, not another copy.
            for i, original in enumerate(originals):
                one = Signatures(batch.values[i : i + 1], batch.sizes[i : i + 1])
                (place,) = stories.place(["copy"], one)
                joined = place.story if place is not None and place.is_reprint else None
                right += joined == found[original["id"]]
                wrong += joined not in (None, found[original["id"]])
                stories.remove("copy")
        print(f"{kind:34}{right / n:8.1%}{wrong / n:8.1%}")


def print_groups(records: Sequence[Record], found: dict[str, str], n: int) -> None:
    """Some of the stories of several articles, with the beginning of each."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record["id"] in found:
            groups[found[record["id"]]].append(record)
    several = [g for g in groups.values() if len(g) > 1]
    sizes = np.bincount([len(g) for g in several])
    print(f"\n{len(several)} groups; sizes", {i: int(c) for i, c in enumerate(sizes) if c})
    for number, group in enumerate(random.Random(SEED).sample(several, min(n, len(several))), 1):
        print(f"\n{number}.")
        for r in group:
            print(f"  {r['id']}: {r['title']}\n      {r['lead'][:160]}\n      {r['body'][:240]}")


def main() -> None:
    """Reads the options and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=Path, default=SHARED)
    options.add_argument("--most", type=int, default=20_000)
    options.add_argument("--edited", type=int, default=500)
    options.add_argument("--groups", type=int, default=0)
    given = options.parse_args()
    try:
        items = read_items(given.articles)[: given.most]
    except UnreadableFile as e:
        sys.exit(str(e))
    records = [{"id": i.id, "title": i.title, "lead": i.lead, "body": i.body} for i in items]
    stories, found = place_all(records)
    print_recall(records, stories, found, given.edited)
    print_groups(records, found, given.groups)


if __name__ == "__main__":
    main()
