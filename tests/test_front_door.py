"""The front door: the public names and nothing else, and nothing loaded before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import indexer

NOT_NAMES = {"annotations", "TYPE_CHECKING", "import_module"}
"""What the module itself needs."""


def type_checked_names() -> set[str]:
    """The names that a type checker is told of."""
    tree = ast.parse(Path(str(indexer.__file__)).read_text(encoding="utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    inside = [n for n in imports if (n.module or "").startswith("indexer.")]
    return {alias.asname or alias.name for n in inside for alias in n.names}


def test_all_equals_the_public_names() -> None:
    for name in indexer.__all__:
        assert getattr(indexer, name) is not None
    public = {
        name
        for name, value in vars(indexer).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - NOT_NAMES == set(indexer.__all__)


def test_all_is_what_a_type_checker_sees() -> None:
    assert type_checked_names() == set(indexer.__all__)


def test_all_is_sorted_and_without_repeats() -> None:
    assert len(indexer.__all__) == len(set(indexer.__all__))
    assert set(dir(indexer)) >= set(indexer.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(indexer, "open_indexes")


def test_a_name_is_never_a_module_of_the_same_name() -> None:
    script = (
        "import indexer.concordance, indexer.trends, indexer.search;"
        "from indexer import concordance;"
        "assert callable(concordance), concordance"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_every_class_and_function_says_what_it_is() -> None:
    for name in indexer.__all__:
        value = getattr(indexer, name)
        if callable(value) and getattr(value, "__module__", "").startswith("indexer"):
            assert value.__doc__, name


def test_importing_it_loads_no_library() -> None:
    script = (
        "import sys; before = set(sys.modules); import indexer;"
        "new = {n.split('.')[0] for n in set(sys.modules) - before};"
        "print(*sorted(new - sys.stdlib_module_names))"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["indexer"]
