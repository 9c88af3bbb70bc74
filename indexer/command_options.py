"""Which options does each command take, and what do they ask for? Nothing is printed here."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from indexer import AUDITED, MATCHES, ORDERS, SENSES, SETTINGS, TIERS, WEAK, Request
from indexer.command_request import parse_years, read_text

if TYPE_CHECKING:
    from indexer import Searcher

Command = TypeVar("Command", bound=Callable[..., Any])

_HEADINGS = {
    "Options": "Tùy chọn (Options)",
    "Commands": "Lệnh (Commands)",
    "Positional arguments": "Tham số (Arguments)",
}


COLLECTED_EVERY = 20_000
"""Objects that a command makes before the youngest are looked through for garbage: importing and
opening make a great many, and none of them is garbage."""


@dataclass(slots=True)
class Given:
    """What the options of all commands say, wherever on the line they stand; and the query."""

    corpus: str | None = None
    index_dir: str | None = None
    engine: str | None = None
    debug: bool = False
    query: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the index."""
        return Path(self.index_dir or str(SETTINGS["index_dir"].default))

    @property
    def paths(self) -> tuple[Path, ...]:
        """The corpus that was named, none where it is the default."""
        return (Path(self.corpus),) if self.corpus else ()

    def opened(self) -> closing[Searcher]:
        """The index, open until the block ends. Raises what `open_index` raises."""
        from indexer import open_index

        return closing(open_index(self.folder, engine=self.engine))


def begin() -> Given:
    """What is given before an option is read, in a process set for the work of a command."""
    gc.set_threshold(COLLECTED_EVERY)
    return Given()


class Formatter(click.HelpFormatter):
    """Help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes how a command is called."""
        super().write_usage(prog, args, prefix or "Cách dùng (Usage): ")

    def write_heading(self, heading: str) -> None:
        """Writes the heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """The context of a command whose help has Vietnamese headings."""

    formatter_class = Formatter


class PlainCommand(click.Command):
    """A command whose help has Vietnamese headings."""

    context_class = Context


def setting(name: str, *, variable: bool = True, **more: Any) -> Callable[[Command], Command]:
    """The option of a row of `SETTINGS`; with `variable`, its environment variable too."""
    row = SETTINGS[name]
    default = f" Mặc định (default): {row.default}." if row.default else ""
    return click.option(
        row.option,
        envvar=row.variable if variable else None,
        show_envvar=variable,
        help=f"{row.meaning} ({row.english}){default}",
        **more,
    )


def everywhere(command: Command, *, top: bool = False) -> Command:
    """Adds the options that may stand before or after the name of a command, and hands it `Given`.

    Only those of the `top` command have variables and defaults: what stands after the name of
    a command is stronger than what stands before it.
    """
    if not top:
        command = click.pass_obj(command)  # type: ignore[assignment]
    command = click.help_option("--help", "-h", help="Trợ giúp. (This help.)")(command)
    command = click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Hiện chi tiết khi chương trình hỏng. (Show the trace of a fault.)",
    )(command)
    for name in ("engine", "index_dir", "corpus"):
        command = setting(
            name,
            variable=top,
            expose_value=False,
            callback=_remember,
            metavar="TÊN" if name == "engine" else "THƯ_MỤC",
        )(command)
    return command


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and param.name:
        setattr(ctx.ensure_object(Given), param.name, value)


def choice(
    name: str, values: tuple[str, ...], default: str | None, help: str
) -> Callable[[Command], Command]:
    """An option that takes one of these values."""
    return click.option(
        name, type=click.Choice(values), default=default, show_default=True, help=help
    )


as_json = click.option("--json", "as_json", is_flag=True, help="In ra dạng JSON. (As JSON.)")
size = click.option(
    "--size", type=int, default=10, show_default=True, help="Số bài hiện ra. (Hits shown.)"
)
offset = click.option(
    "--offset", type=int, default=0, help="Bỏ qua bấy nhiêu bài đầu. (Hits passed over.)"
)
explain = click.option(
    "--explain", is_flag=True, help="Nói vì sao có mỗi bài. (Say why each hit is one.)"
)
methods = click.option(
    "--methods",
    is_flag=True,
    help="Thêm đoạn văn về phương pháp. (Add a paragraph on how this was found.)",
)
output = click.option(
    "-o",
    "--output",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi vào tệp này; không có thì in ra. (Write to this file instead of stdout.)",
)

_SITE = (
    setting("host", default=SETTINGS["host"].default),
    setting("port", type=int, default=SETTINGS["port"].default),
    setting("workers", type=click.IntRange(1), default=SETTINGS["workers"].default),
)


def audited(command: Command) -> Command:
    """Adds what an audit looks at."""
    command = click.option(
        "--below",
        type=click.FloatRange(0, 1),
        default=WEAK,
        show_default=True,
        metavar="ĐỘ_TIN",
        help="Độ tin dưới mức này là yếu, từ 0 đến 1. (Confidence below this, 0 to 1, is weak.)",
    )(command)
    return click.option(
        "--field",
        "fields",
        type=click.Choice(AUDITED),
        multiple=True,
        default=AUDITED,
        help="Chỉ xem trường này; nhiều lần được. (Only this field; repeatable.)",
    )(command)


def site(command: Command) -> Command:
    """Adds where and how the site is served."""
    for option in reversed(_SITE):
        command = option(command)
    return command


_FILTERS = (
    click.argument("query", nargs=-1, metavar="[QUERY]..."),
    choice("--match", MATCHES, "all", "Mọi từ, phần lớn, hay ít nhất một từ. (How many words.)"),
    click.option(
        "--province",
        multiple=True,
        metavar="TỈNH",
        help="Tỉnh, thành; nhiều lần là một trong số đó. (Province; repeatable, any of them.)",
    ),
    choice(
        "--sense",
        SENSES,
        "printed",
        "Tỉnh như in trên báo, theo 63 tỉnh cũ, hay 34 tỉnh nay. (Provinces as printed, the "
        "former 63, the present 34.)",
    ),
    click.option(
        "--year", metavar="NĂM", help="2019, 2015..2020, 2015.., ..2020. (A year or years.)"
    ),
    click.option(
        "--source",
        multiple=True,
        metavar="NGUỒN",
        help="Tờ báo; nhiều lần là một trong số đó. (Newspaper; repeatable, any of them.)",
    ),
    choice("--sort", ORDERS, "relevance", "Sát nhất, mới nhất, cũ nhất. (The order.)"),
    choice("--marks", TIERS, None, "Ghim cách so dấu. (Pin the tier of matching.)"),
    click.option(
        "--stories",
        is_flag=True,
        help="Đếm và liệt kê bài đăng lại một lần. (Count and list reprints once.)",
    ),
    click.option(
        "--expand/--no-expand",
        default=True,
        help="Mở rộng viết tắt và tên gọi khác. (Expand abbreviations and other names.)",
    ),
    click.option(
        "--off",
        multiple=True,
        metavar="CÁCH_VIẾT",
        help="Tắt một mở rộng, nêu bằng đích của nó. (Switch one expansion off, by its target.)",
    ),
)


def filters(command: Command) -> Command:
    """Adds the query and the filters, in the order in which help shows them."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def read_request(given: Given, options: dict[str, Any], *, size: int = 10) -> Request:
    """The request that the options of `filters` make; its query is remembered in `given`.

    Raises `UsageError` for text that is not UTF-8 and years that cannot be read.
    """
    given.query = " ".join(map(read_text, options["query"]))
    first, last = parse_years(options["year"]) if options["year"] is not None else (None, None)
    off = tuple(map(read_text, options["off"]))
    choices = ("match", "sense", "sort", "marks")
    return Request(
        q=given.query,
        year_from=first,
        year_to=last,
        province=tuple(map(read_text, options["province"])),
        source=tuple(map(read_text, options["source"])),
        off=off if options["expand"] else ("*",),
        stories=options["stories"],
        size=size,
        **{name: options[name] for name in choices},
    )
