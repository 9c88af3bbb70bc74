"""How does a corpus become a generation?

    files -> records -> (new or changed?) -> documents, on all cores -> engine -> manifest

An incremental run reads only files that changed, analyses only records that changed, and lands
in one switch of the pointer; a run that is killed leaves nothing behind but a folder that the
next run removes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from indexer.analysis import analyse
from indexer.articles.corrections import load_corrections
from indexer.articles.readers import Skipped, find_files, list_files
from indexer.articles.recurring import RecurringLines
from indexer.changes import BuildReport, Changes
from indexer.documents import Batch, Corrections
from indexer.engines import registry
from indexer.engines.base import EngineWriter
from indexer.errors import IndexMissing, UsageError
from indexer.learning import Lessons
from indexer.ledger import Ledger, corrections_digests
from indexer.rereading import FILE as LINES
from indexer.rereading import find_records, lines_of, write_again
from indexer.stopwatch import Stopwatch
from indexer.store import Manifest, Store
from indexer.story_index import StoryIndex
from indexer.text.free_memory import give_back_memory, return_large_pieces

BATCHES_A_TRIM = 8
"""After so many batches free memory goes back: documents come and go by the thousand."""

Progress = Callable[[int], None]
"""Called with the number of articles that were analysed since the last call."""


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
        report = run.build()
    report.seconds = run.watch.seconds()
    report.processor_seconds = run.processor.seconds()
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


def _changes_since(old: Ledger, corrections: Corrections) -> Changes:
    """What there is to note of a run after the one of this ledger, with these corrections."""
    digests = corrections_digests({k: v.values() for k, v in corrections.items()})
    corrected = {
        name
        for name in {*old.corrections, *digests}
        if old.corrections.get(name) != digests.get(name)
    }
    return Changes(old.digests(), BuildReport(), Ledger(corrections=digests), corrected)


@dataclass(slots=True)
class _Run:
    """One build: what it starts from and what it was asked."""

    store: Store
    base: Manifest | None
    engine: str
    roots: tuple[Path, ...]
    progress: Progress
    workers: int | None
    watch: Stopwatch = field(default_factory=Stopwatch)
    processor: Stopwatch = field(default_factory=Stopwatch)

    def build(self) -> BuildReport:
        """Reads, analyses, writes, commits and switches; or finds that nothing changed."""
        old = Ledger.load(self.store.path_of(self.base.generation)) if self.base else Ledger()
        corrections = self._corrections()
        changes = _changes_since(old, corrections)
        to_read = self._sort_files(old, changes)
        report = changes.report
        if self.base and not to_read and old.files.keys() == changes.ledger.files.keys():
            changes.miss(corrections)
            report.generation, report.articles = self.base.generation, self.base.articles
            return report
        folder = self.store.begin(self.base)
        self._fill(folder, to_read, changes, corrections)
        changes.miss(corrections)
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

    def _fill(
        self,
        folder: Path,
        to_read: Sequence[tuple[Path, Path]],
        changes: Changes,
        corrections: Corrections,
    ) -> None:
        """Writes all of a generation but its manifest into its folder."""
        engine = registry.load_engine(self.engine)
        writer = (engine.append if self.base else engine.create)(folder / "engine")
        before = self.store.path_of(self.base.generation) if self.base else None
        return_large_pieces()
        lessons, stories, lines = Lessons(before), StoryIndex(before), lines_of(before)
        records = (r for file, root in to_read for r in changes.read(file, root))
        batches = analyse(records, corrections, self.workers)
        try:
            self._write(writer, batches, changes, lessons, stories, lines)
            saved = self._commit(writer, lessons, folder)
        except BaseException:
            writer.abandon()
            raise
        saved.result()
        with self.watch.time("reading again"):
            found = find_records(changes.ledger, self.roots, again := lines.changed())
            batches = analyse(found, corrections, self.workers, again)
            write_again(engine, folder / "engine", batches, stories)
        with self.watch.time("saving"):
            stories.save(folder)
            lines.save(folder / LINES)
            changes.ledger.save(folder)

    def _corrections(self) -> Corrections:
        merged: dict[str, Mapping[str, object]] = {}
        for root in self.roots:
            folder = root if root.is_dir() else root.parent
            merged.update(load_corrections(folder / "corrections.csv"))
        return merged  # type: ignore[return-value]

    def _sort_files(self, old: Ledger, changes: Changes) -> list[tuple[Path, Path]]:
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
            changes.report.skipped += listing.closed
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
        changes: Changes,
        lessons: Lessons,
        stories: StoryIndex,
        lines: RecurringLines,
    ) -> None:
        for count, batch in enumerate(self.watch.waiting("waiting for batches", batches), 1):
            with self.watch.time("stories"):
                documents = stories.place(batch)
            with self.watch.time("writing"):
                writer.write(documents)
            with self.watch.time("learning"):
                lessons.add(batch.observations)
                lines.add(batch.lines)
            self.processor.add(batch.seconds)
            self.progress(len(batch.documents))
            if not count % BATCHES_A_TRIM:
                give_back_memory()
        gone = changes.gone()
        changes.report.deleted = len(gone)
        writer.write((), deleted=gone)
        stories.remove(gone)
        lines.remove(gone)

    def _commit(self, writer: EngineWriter, lessons: Lessons, folder: Path) -> Future[None]:
        """Commits, and meanwhile saves what was learned: either takes seconds, on its own core."""
        with ThreadPoolExecutor(1) as other:
            saved = other.submit(lessons.save, folder)
            with self.watch.time("committing"):
                writer.commit()
            with self.watch.time("saving"):
                wait([saved])
        return saved


ROOT_GONE = (
    "không còn đường dẫn này; các bài đã lập chỉ mục từ đó được giữ lại "
    "(this path is gone; the articles indexed from it are kept)"
)
