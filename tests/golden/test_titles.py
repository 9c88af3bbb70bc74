"""Which provinces do titles with a sentence or two below them tell, against the right ones?

Titles on odd lines are there to improve the rules by, those on even lines only to check them: the
thresholds are asserted on the latter. `python -m tests.golden.test_titles` prints both halves'
rates and the odd half's mistakes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.articles.records import Record, build_article
from indexer.articles.understand import understand
from indexer.model import Article

FILE = Path(__file__).parents[1] / "titles" / "titles.jsonl"
PRECISION, COVERAGE, FALSE_ALARMS = 0.95, 0.8, 0.2


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its description, the province it is about (None for none), and what was found.

    `found` is the former slug of the primary topic, None for none.
    """

    article: Article
    province: str | None

    @property
    def found(self) -> str | None:
        topics = self.article.topics
        return topics[0].former[0] if topics else None


@cache
def read_half(*, odd: bool) -> tuple[Title, ...]:
    """The titles on the odd lines, or those on the even ones (lines count from 1)."""
    titles = []
    for line in FILE.read_text("utf-8").splitlines()[0 if odd else 1 :: 2]:
        row = json.loads(line)
        record = Record(1, 1, {"title": row["title"], "text": row["text"]})
        raw = build_article(record, name=row["id"], file=FILE.name, repairs=())
        assert not isinstance(raw, str)
        titles.append(Title(understand(raw), row["province"]))
    return tuple(titles)


def rates(titles: tuple[Title, ...]) -> tuple[float, float, float]:
    """Precision and coverage over titles that have a province, and how often others get one."""
    local = [title for title in titles if title.province]
    answered = [title for title in local if title.found]
    right = sum(title.found == title.province for title in answered)
    others = [title for title in titles if not title.province]
    false = sum(title.found is not None for title in others)
    return right / len(answered), len(answered) / len(local), false / len(others)


def test_most_local_titles_tell_their_province_and_hardly_any_a_wrong_one() -> None:
    precision, coverage, false = rates(read_half(odd=False))
    assert precision >= PRECISION
    assert coverage >= COVERAGE
    assert false <= FALSE_ALARMS


def main() -> None:
    """Prints the rates of both halves, and where the odd half is wrong or unknown."""
    out = sys.stdout.write
    for odd in (True, False):
        titles = read_half(odd=odd)
        precision, coverage, false = rates(titles)
        out(
            f"{'odd' if odd else 'even'} lines, {len(titles)} titles: precision {precision:.1%}, "
            f"coverage {coverage:.1%}, without a province yet given one {false:.1%}\n"
        )
    for title in read_half(odd=True):
        if title.found != title.province:
            topic = title.article.topics[0].evidence if title.article.topics else ""
            out(f"{title.article.text!r}: {title.found} for {title.province} ({topic})\n")


if __name__ == "__main__":
    main()
