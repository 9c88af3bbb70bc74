"""An index of a few texts, for tests of what is found in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from indexer import Searcher, build_index, open_index


def index_texts(folder: Path, texts: Mapping[str, str]) -> Searcher:
    """The texts by their ids, indexed in a folder and open for searching."""
    rows = (json.dumps({"id": name, "text": text}) for name, text in texts.items())
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build_index(folder / "index", [folder / "news.jsonl"])
    return open_index(folder / "index")
