"""How does a corpus become a generation?

    files -> records -> (new or changed?) -> documents, on all cores -> engine -> manifest

An incremental run reads only files that changed, analyses only records that changed, and lands
in one switch of the pointer; a run that is killed leaves nothing behind but a folder that the
next run removes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.analysis import analyse
from indexer.articles.corrections import load_corrections
from indexer.articles.readers import Skipped, find_files, list_files, read_file
from indexer.documents import Batch, Corrections
from indexer.engines import registry
from indexer.engines.base import EngineWriter
from indexer.errors import IndexMissing, UsageError
from indexer.learning import Lessons
from indexer.ledger import FileEntry, Ledger, corrections_digests, record_digest
from indexer.model import RawArticle
from indexer.store import Manifest, Store
from indexer.story_index import StoryIndex

Progress = Callable[[int], None]
"""Called with the number of articles that were analysed since the last call."""


@dataclass(slots=True)
class BuildReport:
    """What a run did. `seconds` says where the time went; `skipped` names what and why.

    `ignored` names files that are of no kind that articles come in.
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


@dataclass(slots=True)
class _Changes:
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
        found = file.stat()
        entry = FileEntry(found.st_size, found.st_mtime_ns)
        self.ledger.files[str(file)] = entry
        for record in read_file(file, root=root):
            if isinstance(record, Skipped):
                self._skip(entry, record)
                continue
            if record.id in self.seen:
                entry.has_duplicates = True
                self._skip(entry, Skipped(f"{file}: {record.id}", DUPLICATE))
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

    def gone(self) -> list[str]:
        """Ids that were indexed and are no longer anywhere."""
        return [name for name in self.old if name not in self.seen]


DUPLICATE = (
    "mã bài trùng với một bài đã có; hãy đặt mã khác "
    "(another article has the same id; give it another)"
)


def build_index(
    index_dir: Path,
    paths: Sequence[Path] = (),
    *,
    default: Path = Path("corpus"),
    engine: str | None = None,
    full: bool = False,
    progress: Progress = lambda _: None,
    workers: int | None = None,
) -> BuildReport:
    """Brings the index of `index_dir` up to date with its corpus, and says what changed.

    `paths` are added to those the index already has; an index without any takes `default`.
    `full` builds everything anew. Raises `UsageError` for paths that cannot be used,
    `IndexLocked` while another process writes, `IndexOutdated` or `IndexDamaged` where only a
    full build helps.
    """
    started = time.perf_counter()
    store = Store(index_dir)
    with store.writing():
        base = _base(store, full)
        chosen = _engine_name(base, engine, full)
        roots = _roots(store, paths, default)
        run = _Run(store, base if not full else None, chosen, roots, progress, workers)
        report = run.build(started)
    report.seconds["total"] = time.perf_counter() - started
    return report


def _base(store: Store, full: bool) -> Manifest | None:
    if full:
        return store.known()
    try:
        return store.live()
    except IndexMissing:
        return None


def _engine_name(base: Manifest | None, asked: str | None, full: bool) -> str:
    if base is not None and not full and asked not in (None, base.engine):
        raise UsageError(
            f"Chỉ mục này dùng bộ máy {base.engine}; muốn đổi hãy chạy "
            f"`timbao --engine {asked} reindex`. "
            f"(This index uses {base.engine}; to change it run that command.)"
        )
    return asked or (base.engine if base else registry.DEFAULT)


def _roots(store: Store, paths: Sequence[Path], default: Path) -> tuple[Path, ...]:
    known = store.known()
    old = [Path(p) for p in known.paths] if known else []
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"Không có tệp hay thư mục {path}; hãy kiểm tra đường dẫn. "
                f"(There is no file or folder {path}; check the path.)"
            )
        if not find_files([path]):
            raise UsageError(
                f"Không có bài nào đọc được trong {path} (cần .txt .html .jsonl .csv, có thể "
                f"nén .gz). (Nothing in {path} can be read: put such files there.)"
            )
    new = [p.resolve() for p in paths]
    if not old and not new:
        if not default.exists():
            raise UsageError(
                f"Không có thư mục {default}; hãy chạy `timbao index THƯ_MỤC`. "
                f"(There is no folder {default}; run `timbao index FOLDER`.)"
            )
        return _roots(store, [default], default)
    return tuple(dict.fromkeys([*old, *new]))


@dataclass(slots=True)
class _Run:
    """One build: what it starts from and what it was asked."""

    store: Store
    base: Manifest | None
    engine: str
    roots: tuple[Path, ...]
    progress: Progress
    workers: int | None

    def build(self, started: float) -> BuildReport:
        """Reads, analyses, writes, commits and switches; or finds that nothing changed."""
        old = Ledger.load(self.store.path_of(self.base.generation)) if self.base else Ledger()
        corrections = self._corrections()
        changes = _Changes(
            old.digests(),
            BuildReport(),
            Ledger(
                corrections=corrections_digests({k: v.values() for k, v in corrections.items()})
            ),
            set(),
        )
        changes.corrected = {
            name
            for name in {*old.corrections, *changes.ledger.corrections}
            if old.corrections.get(name) != changes.ledger.corrections.get(name)
        }
        to_read = self._sort_files(old, changes)
        report = changes.report
        if self.base and not to_read and old.files.keys() == changes.ledger.files.keys():
            report.generation, report.articles = self.base.generation, self.base.articles
            return report
        folder = self.store.begin(self.base)
        engine = registry.load_engine(self.engine)
        writer = (engine.append if self.base else engine.create)(folder / "engine")
        before = self.store.path_of(self.base.generation) if self.base else None
        lessons, stories = Lessons(before), StoryIndex(before)
        records = (r for file, root in to_read for r in changes.read(file, root))
        try:
            self._write(
                writer, analyse(records, corrections, self.workers), changes, lessons, stories
            )
        except BaseException:
            writer.abandon()
            raise
        report.seconds["analysis and writing"] = time.perf_counter() - started
        lessons.save(folder)
        stories.save(folder)
        changes.ledger.save(folder)
        report.articles = len(changes.seen)
        report.generation = self.store.finish(
            folder,
            engine=self.engine,
            paths=tuple(map(str, self.roots)),
            articles=report.articles,
            fingerprint=changes.ledger.fingerprint(),
            base=self.base,
        ).generation
        return report

    def _corrections(self) -> Corrections:
        merged: dict[str, Mapping[str, object]] = {}
        for root in self.roots:
            folder = root if root.is_dir() else root.parent
            merged.update(load_corrections(folder / "corrections.csv"))
        return merged  # type: ignore[return-value]

    def _sort_files(self, old: Ledger, changes: _Changes) -> list[tuple[Path, Path]]:
        """Takes over the files that did not change; returns (file, root) of those to read."""
        to_read = []
        for root in self.roots:
            if not root.exists():
                changes.report.skipped.append(Skipped(str(root), ROOT_GONE))
                for name, entry in old.files.items():
                    if Path(name).is_relative_to(root):
                        changes.keep(name, entry)
                continue
            listing = list_files([root])
            changes.report.ignored += listing.unknown
            for file in listing.articles:
                known = old.files.get(str(file))
                if (
                    known is not None
                    and known.is_unchanged(file)
                    and not known.has_duplicates
                    and changes.corrected.isdisjoint(known.articles)
                ):
                    changes.keep(str(file), known)
                elif str(file) not in changes.ledger.files:
                    to_read.append((file, root if root.is_dir() else root.parent))
        return to_read

    def _write(
        self,
        writer: EngineWriter,
        batches: Iterable[Batch],
        changes: _Changes,
        lessons: Lessons,
        stories: StoryIndex,
    ) -> None:
        for batch in batches:
            writer.write(stories.place(batch))
            lessons.add(batch.observations)
            self.progress(len(batch.documents))
        gone = changes.gone()
        changes.report.deleted = len(gone)
        writer.write((), deleted=gone)
        stories.remove(gone)
        writer.commit()


ROOT_GONE = (
    "không còn đường dẫn này; các bài đã lập chỉ mục từ đó được giữ lại "
    "(this path is gone; the articles indexed from it are kept)"
)
