"""Who may import whom, and where may be printed? The rules of the house, read off the sources."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("indexer", "webui")

ORDER = ("errors", "model", "settings", "text", "query", "articles", "engines", "build", "search")
"""Lower layers first: none of these imports one that stands after it."""

ONE_FILE = {
    "tantivy": "indexer.engines.tantivy_engine",
    "whoosh": "indexer.engines.whoosh_engine",
    "unidecode": "indexer.text.tiers",
    "trafilatura": "indexer.articles.html",
    "rensa": "indexer.articles.stories",
    "backports": "indexer.stored",
    "compression": "indexer.stored",
    "tqdm": "indexer.cli",
    "gunicorn": "webui.server",
}
"""Third-party libraries and the only module that may import each."""

COMMAND_LINE = ("cli", "tables", "command_")
"""The modules of the command line, by the beginning of their names."""


@dataclass(frozen=True, slots=True)
class Source:
    """One module and its syntax tree."""

    name: str
    file: Path
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The part of the house it belongs to: `text` for `indexer.text.tiers`."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def is_command_line(self) -> bool:
        """Whether it belongs to the command line."""
        return self.name.startswith("indexer.") and self.layer.startswith(COMMAND_LINE)

    def imports(self) -> Iterator[str]:
        """The names of the modules that it imports, at its top or inside a function."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: imports are absolute"
                yield node.module or ""
                if node.module in PACKAGES:
                    inside = (f"{node.module}.{alias.name}" for alias in node.names)
                    yield from (name for name in inside if is_module(name))


def is_module(name: str) -> bool:
    """Whether there is a module of this name beside its front door's names."""
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").is_file() and name != "indexer.concordance"


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the two packages."""
    files = [f for package in PACKAGES for f in sorted((ROOT / package).rglob("*.py"))]
    return tuple(
        Source(
            ".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
            f,
            ast.parse(f.read_text(encoding="utf-8")),
        )
        for f in files
    )


def importers(library: str) -> set[str]:
    """The modules that import this library."""
    return {s.name for s in sources() if any(name.split(".")[0] == library for name in s.imports())}


def test_the_sources_are_found() -> None:
    names = {s.name for s in sources()}
    assert {"indexer", "indexer.cli", "indexer.text.tiers", "webui.views"} <= names


@pytest.mark.parametrize("layer", ["text", "query"])
def test_text_and_query_never_import_engines(layer: str) -> None:
    for source in sources():
        if source.layer == layer:
            assert not [n for n in source.imports() if n.startswith("indexer.engines")], source.name


def test_engines_never_import_each_other() -> None:
    engines = {s.name for s in sources() if s.layer == "engines" and s.name.endswith("_engine")}
    engines.add("indexer.engines.memory")
    assert len(engines) >= 3
    for source in sources():
        if source.name in engines:
            assert not engines & set(source.imports()) - {source.name}, source.name


def test_no_layer_imports_one_above_it() -> None:
    for source in sources():
        if source.name.startswith("indexer.") and source.layer in ORDER:
            above = ORDER[ORDER.index(source.layer) + 1 :]
            found = {
                n for n in source.imports() for a in above if f"{n}.".startswith(f"indexer.{a}.")
            }
            assert not found, source.name


def test_the_layers_make_no_circle() -> None:
    below: dict[str, set[str]] = {}
    for source in sources():
        if source.name.startswith("indexer."):
            named = {n.split(".")[1] for n in source.imports() if n.startswith("indexer.")}
            below.setdefault(source.layer, set()).update(named - {source.layer})
    assert list(TopologicalSorter(below).static_order())


@pytest.mark.parametrize(("library", "module"), ONE_FILE.items())
def test_a_library_is_imported_in_one_file(library: str, module: str) -> None:
    assert importers(library) == {module}


def test_other_libraries_are_known() -> None:
    libraries = {n.split(".")[0] for s in sources() for n in s.imports()}
    others = libraries - set(sys.stdlib_module_names) - set(PACKAGES) - set(ONE_FILE)
    assert others <= {"click", "flask", "lxml", "markupsafe", "numpy", "pyvi", "werkzeug"}


def test_the_engine_never_imports_the_site() -> None:
    for source in sources():
        if source.name.startswith("indexer") and source.name != "indexer.cli":
            roots = {n.split(".")[0] for n in source.imports()}
            assert not roots & {"flask", "werkzeug", "gunicorn", "webui"}, source.name


def test_click_stays_on_the_command_line() -> None:
    assert importers("click") == {"indexer.cli", "indexer.command_options"}


def test_only_the_command_line_prints() -> None:
    printing = set()
    for source in sources():
        for node in ast.walk(source.tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            written = called in ("print", "click.echo", "click.secho") or "sys.std" in called
            if written:
                printing.add(source.name)
    assert printing == {"indexer.cli"}


def test_cli_and_site_come_through_the_front_door() -> None:
    for source in sources():
        if source.is_command_line or source.name.startswith("webui"):
            for name in source.imports():
                if name.startswith("indexer."):
                    assert source.is_command_line, (source.name, name)
                    assert name.split(".")[1].startswith(COMMAND_LINE), (source.name, name)


def test_there_is_no_drawer() -> None:
    assert not [s.name for s in sources() if s.layer in ("utils", "helpers", "common", "misc")]


def test_every_module_opens_with_a_sentence() -> None:
    for source in sources():
        if source.tree.body:
            text = ast.get_docstring(source.tree)
            assert text and text.splitlines()[0].endswith(("?", ".", ":")), source.name


def test_nothing_is_swallowed() -> None:
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, (source.name, node.lineno)
                caught = ast.unparse(node.type)
                raises = any(isinstance(n, ast.Raise) for n in ast.walk(node))
                if caught in ("Exception", "BaseException"):
                    assert raises, (source.name, node.lineno)
