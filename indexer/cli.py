"""What does `timbao` do? Each command is four moves: read its options, call, print, exit status.

This is the only place that prints. Results go to stdout, messages and progress to stderr. A
command imports what it needs when it runs, so that a search from the shell starts at once.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer import EXPORT_FORMATS, SEARCH_FORMATS, SETTINGS, command_files
from indexer import command_faults as faults
from indexer import command_options as options
from indexer.command_options import Given

if TYPE_CHECKING:
    from indexer import BuildReport, Progress


class Program(click.Group):
    """The commands, and their outer edge: every error becomes a sentence and an exit status."""

    context_class = options.Context
    command_class = options.PlainCommand

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command line and exits."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # Half a surrogate in a scraped text must not stop an answer.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        given = options.begin()
        try:
            status = super().main(*args, **extra | {"obj": given, "standalone_mode": False})
        except click.Abort:
            lines, status = faults.describe_fault(KeyboardInterrupt())
            _say(lines)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "timbao"
            _say(faults.wrong_usage(error.format_message(), command))
            status = faults.WRONG_USAGE
        except BaseException as error:
            # The engine's panics are no Exception, and no trace may reach a user.
            if given.debug or isinstance(error, SystemExit):
                raise
            lines, status = faults.describe_fault(error, given.query)
            _say(lines)
        sys.exit(status or faults.DONE)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a reader of stdout that went away ends it without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return faults.PIPE_CLOSED


def _say(lines: Iterable[str]) -> None:
    with suppress(BrokenPipeError):
        for line in lines:
            click.echo(line, err=True)


def _print(answer: Iterable[str] | dict[str, Any]) -> None:
    if isinstance(answer, dict):
        answer = [json.dumps(answer, ensure_ascii=False, indent=2)]
    for line in answer:
        click.echo(line)


def _write(pieces: Iterable[str], output: Path | None = None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        command_files.write_file(output, pieces)


@click.group(cls=Program, no_args_is_help=False, epilog=faults.EPILOG)
@partial(options.everywhere, top=True)
@click.version_option(
    package_name="timbao", message="timbao %(version)s", help="Phiên bản. (The version.)"
)
def main() -> None:
    """Tìm kiếm toàn văn trên báo chí tiếng Việt. (Full-text search over Vietnamese news.)"""


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@options.as_json
@options.everywhere
def index(given: Given, /, paths: tuple[Path, ...], as_json: bool) -> int:
    """Lập hay cập nhật chỉ mục (index the corpus).

    PATH được thêm vào kho; không có PATH thì xem lại những đường dẫn đã có, chỉ đọc gì đã đổi.
    (PATH is added to the corpus; without it the paths it has are looked through again. Only what
    changed is read.)
    """
    return _report(_build(given, paths), as_json)


@main.command()
@options.as_json
@options.everywhere
def reindex(given: Given, /, as_json: bool) -> int:
    """Lập lại từ đầu, bên cạnh bản đang dùng (build the index anew)."""
    return _report(_build(given, full=True), as_json)


def _build(given: Given, paths: tuple[Path, ...] = (), *, full: bool = False) -> BuildReport:
    from indexer import build_index

    with _progress() as progress:
        roots, default = paths or given.paths, Path(str(SETTINGS["corpus"].default))
        build = partial(build_index, given.folder, roots, default=default, engine=given.engine)
        return build(full=full, progress=progress)


@contextmanager
def _progress() -> Iterator[Progress]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(unit=" bài", file=sys.stderr, leave=False) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        yield advance


def _report(report: BuildReport, as_json: bool) -> int:
    from indexer import command_reports

    _print(
        command_reports.report_as_json(report) if as_json else command_reports.report_lines(report)
    )
    _say(() if as_json else command_reports.skipped_lines(report))
    return faults.DONE_IN_PART if report.skipped else faults.DONE


@main.command()
@options.filters
@options.size
@options.offset
@options.choice("--format", SEARCH_FORMATS, "table", "Dạng kết quả. (The form of the answer.)")
@options.explain
@options.methods
@options.everywhere
def search(given: Given, /, **how: Any) -> None:
    """Tìm bài (search).

    Không có QUERY là mọi bài, mới nhất trước. (Without QUERY: every article, newest first.)
    """
    from indexer.command_answers import explain_hits, methods_lines, write_results
    from indexer.command_request import answer_window
    from indexer.tables import Look

    request = options.read_request(given, how, size=how["size"])
    with given.opened() as searcher:
        results = answer_window(searcher, request, how["offset"])
        reasons = explain_hits(searcher, request, results) if how["explain"] else None
    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    look = Look(*(("\x1b[1;4m", "\x1b[0m") if colours else ("[", "]")), reasons)
    if how["format"] in ("jsonl", "csv"):
        _say(results.notices)
    _write(write_results(results, how["format"], how["offset"], look))
    if how["methods"]:
        (_print if how["format"] == "table" else _say)(methods_lines(results))


@main.command()
@click.argument("name", metavar="ID")
@options.as_json
@options.everywhere
def show(given: Given, /, name: str, as_json: bool) -> None:
    """Xem một bài và bằng chứng (show an article and its evidence)."""
    from indexer import article_as_json, tables
    from indexer.command_request import read_text

    with given.opened() as searcher:
        view = searcher.article(read_text(name))
    _print(article_as_json(view) if as_json else tables.article_lines(view.article))


@main.command()
@options.filters
@options.choice("--format", EXPORT_FORMATS, "csv", "Dạng tệp. (The form of the file.)")
@options.output
@options.everywhere
def export(given: Given, /, format: str, output: Path | None, **filters: Any) -> None:
    """Xuất mọi bài tìm được ra một tệp (export to a file)."""
    from indexer import export_rows

    request = options.read_request(given, filters)
    with given.opened() as searcher:
        _write(export_rows(searcher, request, format), output)


@main.command()
@options.audited
@options.output
@options.everywhere
def audit(given: Given, /, output: Path | None, **how: Any) -> None:
    """Liệt kê chỗ thiếu, yếu, mâu thuẫn để đính chính (doubtful fields, as a table to fill in)."""
    from indexer import Request, audit_lines

    with given.opened() as searcher:
        _write(audit_lines(searcher.iterate(Request()), **how), output)


@main.command()
@options.as_json
@options.everywhere
def stats(given: Given, /, as_json: bool) -> None:
    """Chỉ mục có gì: bài, tỉnh, năm, nguồn (what the index holds)."""
    from indexer import inventory_as_json, tables, take_inventory

    with given.opened() as searcher:
        inventory = take_inventory(searcher)
    _print(inventory_as_json(inventory) if as_json else tables.inventory_lines(inventory))


@main.command()
@options.everywhere
def verify(given: Given, /) -> int:
    """Kiểm tra chỉ mục còn nguyên vẹn không (check the index)."""
    from indexer import check_index, tables

    check = check_index(given.folder)
    _print(tables.check_lines(check))
    return faults.DONE_IN_PART if check.faults else faults.DONE


@main.command()
@options.as_json
@options.everywhere
def selftest(given: Given, /, as_json: bool) -> int:
    """Chạy bộ ca so khớp tiếng Việt (check matching on every engine, or that of --engine)."""
    from indexer import command_selftest as shown
    from indexer import run_selftest

    scores = run_selftest(given.engine)
    _print(shown.selftest_as_json(scores) if as_json else shown.selftest_lines(scores))
    return faults.DONE if shown.all_right(scores) else faults.DONE_IN_PART


@main.command()
@options.site
@options.everywhere
def serve(given: Given, /, host: str, port: int, workers: int) -> None:
    """Mở trang web trên chỉ mục đã có (serve the site of an index)."""
    with given.opened():
        pass
    _serve(given, host, port, workers, insist=True)


@main.command()
@options.site
@options.everywhere
def demo(given: Given, /, host: str, port: int, workers: int) -> None:
    """Lập chỉ mục nếu cần rồi mở trang web (index, then serve)."""
    from indexer import IndexDamaged, IndexOutdated, command_reports

    try:
        report = _build(given)
    except (IndexDamaged, IndexOutdated):
        report = _build(given, full=True)
    _say([*command_reports.report_lines(report), *command_reports.skipped_lines(report)])
    _serve(given, host, port, workers, insist=False)


def _serve(given: Given, host: str, port: int, workers: int, *, insist: bool) -> None:
    from webui import create_app
    from webui.server import serve as serve_site

    chosen = command_files.choose_port(host, port, insist=insist)
    if chosen != port:
        _say([f"Dùng cổng {chosen} thay cho {port}. (Port {chosen} instead of {port}.)"])
    _print([f"Tìm Báo: {command_files.address(host, chosen)}"])
    _say(["Ctrl-C để dừng. (Ctrl-C stops it.)"])
    serve_site(partial(create_app, given.folder, engine=given.engine), host, chosen, workers)


if __name__ == "__main__":
    main()
