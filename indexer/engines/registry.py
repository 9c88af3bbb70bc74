"""Which engines are there, and how is one loaded by its name?

An engine's package is imported only when the engine is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from indexer.engines.base import Engine
from indexer.errors import InstallationError, UsageError

DEFAULT = "tantivy"

ENGINES: dict[str, tuple[str, str, str]] = {
    "tantivy": ("indexer.engines.tantivy_engine", "TantivyEngine", "pip install tantivy==0.27.0"),
    "whoosh": (
        "indexer.engines.whoosh_engine",
        "WhooshEngine",
        "pip install whoosh-reloaded==2.7.5",
    ),
    "memory": ("indexer.engines.memory", "MemoryEngine", ""),
}
"""Name -> (module, class, the command that installs what the module needs)."""


def load_engine(name: str) -> Engine:
    """The engine of this name.

    Raises `UsageError` for a name that is not in the table, `InstallationError` where its
    package is missing.
    """
    if name not in ENGINES:
        names = ", ".join(ENGINES)
        raise UsageError(
            f"Không có bộ máy tên {name!r}; hãy chọn một trong: {names}. "
            f"(There is no engine {name!r}; choose one of: {names}.)"
        )
    module, attribute, install = ENGINES[name]
    try:
        return cast(Engine, getattr(import_module(module), attribute)())
    except ImportError as e:
        raise InstallationError(
            f"Bộ máy {name} cần một gói chưa cài ({e}); hãy chạy `{install}`. "
            f"(The engine {name} needs a package that is missing; run `{install}`.)"
        ) from e
