"""Which lines of a raw page stand on many pages of its source, and so are the site's own?

A site's motto, its adverts and its calls to follow it are worded as nobody can foresee; they are
known by recurring. Counted are short lines above and below the text that would otherwise be read
as the article's: a line that stands in `ENOUGH` articles of one source is left out. Names of
authors, sections and dates recur, too, and are none of these.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.articles.lines import tidy
from indexer.articles.paragraphs import is_sentence
from indexer.errors import IndexDamaged
from indexer.model import Article, Part, RawArticle

ENOUGH = 5
"""A line that stands in so many articles of one source is the site's own."""

LONGEST = 120
"""A line of so many letters is a paragraph, which is never left out."""

NOTICE = "để ngoài, vì lặp lại trong từng ấy bài"
"""How the sentence of `describe` begins."""

_COUNTED = frozenset({"title", "kicker", "lead", "body", "subhead", "caption"})
_TEXT = frozenset({"lead", "body"})
# Pages without a paragraph have so many lines at each end that can be the site's.
_ENDS = 5


@dataclass(frozen=True, slots=True)
class PageLines:
    """The source that a raw page is counted under, and the digests of its lines, each once."""

    source: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """The lines of a page that recur: in how many articles of the source each does, by digest.

    `everywhere` are those that stand in at least half of them: not even titles do.
    """

    source: str
    counts: Mapping[int, int]
    everywhere: frozenset[int] = frozenset()


def page_lines(raw: RawArticle, article: Article) -> PageLines | None:
    """The lines of an article to count; None where its record states what its text is.

    `article` is `raw` understood without leaving recurring lines out. Where its source is not
    known, or only credited, pages of one folder are counted together.
    """
    if "body" in raw.given:
        return None
    source = article.source.value
    if source is None or article.source.method == "credit":
        source = Path(raw.file).parent.as_posix()
    parts = near_ends(article.parts, raw)
    found = (line_digest(raw.text[part.start : part.end]) for part in parts)
    return PageLines(source, tuple(dict.fromkeys(found)))


def near_ends(parts: Sequence[Part], raw: RawArticle) -> list[Part]:
    """The parts of a page that may be the site's: short lines above and below its paragraphs.

    Right below the first paragraph and above the last one a line may be the site's unless it ends
    as a sentence does; between the others it never is.
    """
    kept = [p for p in parts if p.kind in _COUNTED and p.kind not in raw.given]
    long = [i for i, p in enumerate(kept) if p.kind in _TEXT and p.end - p.start >= LONGEST]
    ends = (long[0], long[-1]) if long else (_ENDS, len(kept) - _ENDS - 1)
    inner = (long[:2][-1], long[-2:][0]) if long else ends
    return [
        part
        for i, part in enumerate(kept)
        if part.end - part.start < LONGEST
        and (
            i < ends[0]
            or i > ends[1]
            or ((i < inner[0] or i > inner[1]) and not is_sentence(raw.text[part.start : part.end]))
        )
    ]


def line_digest(line: str) -> int:
    """A number that tells this line from others, however it is spaced and capitalised."""
    plain = tidy(line).casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest())


def describe(raw: RawArticle, parts: Iterable[Part], recurring: Recurring) -> str:
    """A sentence that says which lines were left out and why (Vietnamese first)."""
    lines = {tidy(raw.text[part.start : part.end]): part for part in parts}
    told = "; ".join(f"“{line}” ({recurring.counts[line_digest(line)]})" for line in lines)
    source = recurring.source
    owner, english = ("kho này", "this corpus") if source == "." else (source, source)
    reason = f"left out: each line recurs in so many articles of {english}"
    return f"{NOTICE} của {owner}: {told} ({reason})"


@dataclass(slots=True)
class RecurringLines:
    """The lines of all raw pages of a corpus while it is indexed; about 100 bytes a page.

    Kept in each generation as a table: id, source, digests. What recurs depends on the pages
    alone, never on their order or on the runs in which they came.
    """

    _pages: dict[str, PageLines] = field(default_factory=dict)
    _before: Mapping[tuple[str, int], int] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)
    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    _sizes: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def load(file: Path | None) -> RecurringLines:
        """Those of an earlier generation, or none. Raises `IndexDamaged` for a broken table."""
        found = RecurringLines()
        if file is None or not file.is_file():
            return found
        try:
            with file.open(encoding="utf-8", errors="surrogatepass", newline="\n") as rows:
                for row in rows:
                    name, source, *digests = row.rstrip("\n").split("\t")
                    lines = tuple(int(digest, 16) for digest in digests)
                    found._pages[_unescape(name)] = PageLines(_unescape(source), lines)
        except (OSError, ValueError) as e:
            raise IndexDamaged(
                f"Không đọc được {file}: {e}. Hãy chạy `timbao reindex`. "
                f"(It cannot be read; run `timbao reindex`.)"
            ) from e
        found._count()
        found._before = found._levels()
        return found

    def add(self, pages: Mapping[str, PageLines | None]) -> None:
        """Takes in articles that were read without leaving recurring lines out."""
        for name, page in pages.items():
            self._pages.pop(name, None)
            if page is not None:
                self._pages[name] = page
                self._new.add(name)

    def remove(self, names: Iterable[str]) -> None:
        """Forgets articles that left the corpus."""
        for name in names:
            self._pages.pop(name, None)

    def changed(self) -> dict[str, Recurring | None]:
        """The articles to read again, with the lines of each that recur, None where none does."""
        self._count()
        now = self._levels()
        moved = {
            key for key in {*now, *self._before} if now.get(key, 0) != self._before.get(key, 0)
        }
        again: dict[str, Recurring | None] = {}
        for name, page in self._pages.items():
            keys = [(page.source, line) for line in page.lines]
            changed = moved if name not in self._new else now
            if any(key in changed for key in keys):
                again[name] = self._recurring(page, now)
        return again

    def save(self, file: Path) -> None:
        """Writes the table."""
        with file.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as rows:
            for name, page in self._pages.items():
                digests = (f"{line:x}" for line in page.lines)
                rows.write("\t".join([_escape(name), _escape(page.source), *digests]) + "\n")

    def _count(self) -> None:
        self._counts = Counter((p.source, n) for p in self._pages.values() for n in p.lines)
        self._sizes = Counter(page.source for page in self._pages.values())

    def _levels(self) -> dict[tuple[str, int], int]:
        """The lines that recur: 1, or 2 for those that stand in half the articles or more."""
        return {
            key: 2 if 2 * count >= self._sizes[key[0]] else 1
            for key, count in self._counts.items()
            if count >= ENOUGH
        }

    def _recurring(
        self, page: PageLines, levels: Mapping[tuple[str, int], int]
    ) -> Recurring | None:
        found = {
            line: levels[page.source, line] for line in page.lines if (page.source, line) in levels
        }
        counts = {line: self._counts[page.source, line] for line in found}
        everywhere = frozenset(line for line, level in found.items() if level == 2)
        return Recurring(page.source, counts, everywhere) if found else None


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _unescape(text: str) -> str:
    pieces = text.split("\\\\")
    plain = (p.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r") for p in pieces)
    return "\\".join(plain)
