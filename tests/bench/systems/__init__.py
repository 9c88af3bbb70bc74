"""Which systems are compared? One module each, found by name.

A module imports what it needs when it is loaded, in a process of its own, so that a system that
is not installed is one row of the report with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

SYSTEM_PYTHON = "/usr/bin/python3"
"""Where Debian's packages are found."""


@dataclass(frozen=True, slots=True)
class System:
    """Something that is measured.

    `module` has `describe()`, `index(file, folder)` unless `index_of` names the system whose
    index it reads, and `open_answers(folder)`. `most` is the largest number of articles that
    it is given, so that a run of everything stays short; `python` the interpreter that has it,
    "" for this one.
    """

    name: str
    title: str
    module: str
    most: int | None = None
    python: str = ""
    index_of: str = ""


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System("timbao", "Tìm Báo, whole answer", "timbao_answer"),
        System("timbao-engine", "Tìm Báo, bare engine", "timbao_engine", index_of="timbao"),
        System("tantivy", "tantivy, plain", "plain_tantivy"),
        System("fts5", "SQLite FTS5", "fts5"),
        System("whoosh", "Whoosh with pyvi", "whoosh_pyvi", most=20_000),
        System("bm25s", "bm25s", "bm25s_scores"),
        System("xapian", "Xapian", "xapian_terms", most=20_000, python=SYSTEM_PYTHON),
    )
}
"""Every system by its name, in the order of the tables."""


def load(name: str) -> ModuleType:
    """The module of a system. Raises ImportError where what it needs is missing."""
    return import_module(f"tests.bench.systems.{SYSTEMS[name].module}")
