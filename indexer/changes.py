"""What of a corpus is new, changed, as it was, or gone, and what does a run report of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.articles.readers import Skipped, read_file
from indexer.documents import Corrections
from indexer.ledger import FileEntry, Ledger, record_digest
from indexer.model import RawArticle

DUPLICATE = (
    "mã bài “{id}” trùng với một bài đã có; hãy đặt mã khác "
    "(another article has the same id; give it another)"
)
UNKNOWN_ID = (
    "đính chính một bài không có trong kho; hãy xem lại mã bài "
    "(corrects an article that the corpus does not have; check its id)"
)


@dataclass(slots=True)
class BuildReport:
    """What a run did. `skipped` names what and why, `ignored` files of no kind that is read.

    `seconds` says where the time of this process went; `processor_seconds` what the processors
    worked at in the analysis, in all processes.
    """

    generation: str = ""
    articles: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    processor_seconds: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """The difference between the corpus and the ledger, found while records stream by."""

    old: dict[str, str]
    report: BuildReport
    ledger: Ledger
    corrected: set[str]
    seen: set[str] = field(default_factory=set)

    def keep(self, name: str, entry: FileEntry) -> None:
        """Take over a file that did not change."""
        self.ledger.files[name] = entry
        self.seen.update(entry.articles)
        self.report.unchanged += len(entry.articles)
        self.report.skipped += [Skipped(w, r) for w, r in entry.skipped]

    def read(self, file: Path, root: Path) -> Iterator[RawArticle]:
        """The records of a file that are new or changed; everything is noted."""
        entry = FileEntry.of(file)
        self.ledger.files[str(file)] = entry
        for record in read_file(file, root=root):
            if isinstance(record, Skipped):
                self._skip(entry, record)
                continue
            if record.id in self.seen:
                entry.has_duplicates = True
                self._skip(entry, Skipped(record.file, DUPLICATE.format(id=record.id)))
                continue
            self.seen.add(record.id)
            digest = record_digest(record)
            entry.articles[record.id] = digest
            before = self.old.get(record.id)
            if before == digest and record.id not in self.corrected:
                self.report.unchanged += 1
                continue
            if before is None:
                self.report.added += 1
            else:
                self.report.updated += 1
            yield record

    def _skip(self, entry: FileEntry, skipped: Skipped) -> None:
        entry.skipped.append((skipped.where, skipped.reason))
        self.report.skipped.append(skipped)

    def miss(self, corrections: Corrections) -> None:
        """Note the corrections of articles that the corpus does not have."""
        for name in [name for name in corrections if name not in self.seen]:
            line = min(correction.line for correction in corrections[name].values())
            self.report.skipped.append(Skipped(f"corrections.csv:{line}: {name}", UNKNOWN_ID))

    def gone(self) -> list[str]:
        """Ids that were indexed and are no longer anywhere."""
        return [name for name in self.old if name not in self.seen]
