"""What does an index hold, and is it whole?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.model import SENSES, FacetValue, Request
from indexer.search import Searcher, open_index
from indexer.store import Check, Manifest, Store

FACTS = ("title", "date", "year", "province", "source", "author")
"""What can be known of an article: asked of the index as `has:title` and so on."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an index holds.

    `known` counts the articles of which each fact is known, `corrected` those that a table of
    corrections changed. `facets` has the values of "year" and "source", and of the provinces in
    each sense ("printed", "former", "present").
    """

    manifest: Manifest
    known: Mapping[str, int]
    corrected: int
    facets: Mapping[str, tuple[FacetValue, ...]]


def take_inventory(searcher: Searcher) -> Inventory:
    """What the open index holds, counted by questions to it."""
    answers = {s: searcher.search(Request(sense=s, size=1)).facets for s in SENSES}
    return Inventory(
        searcher.manifest,
        {fact: _count(searcher, f"has:{fact}") for fact in FACTS},
        _count(searcher, "corrected:yes"),
        {
            "year": answers["printed"]["year"],
            "source": answers["printed"]["source"],
            **{sense: facets["province"] for sense, facets in answers.items()},
        },
    )


def inventory_as_json(inventory: Inventory) -> dict[str, Any]:
    """The inventory as JSON values."""
    manifest = inventory.manifest
    return {
        "generation": manifest.generation,
        "fingerprint": manifest.fingerprint,
        "created": manifest.created,
        "engine": manifest.engine,
        "format": manifest.format,
        "analysis": manifest.analysis,
        "paths": list(manifest.paths),
        "articles": manifest.articles,
        "known": dict(inventory.known),
        "corrected": inventory.corrected,
        "facets": {
            name: [{"value": v.value, "name": v.name, "count": v.count} for v in values]
            for name, values in inventory.facets.items()
        },
    }


def check_index(index_dir: Path) -> Check:
    """Whether the live generation has the bytes that were written and the articles it names.

    Raises `IndexUnavailable` where there is none to check.
    """
    check = Store(index_dir).verify()
    if check.faults:
        return check
    searcher = open_index(index_dir)
    try:
        found = searcher.search(Request(size=1)).total
    finally:
        searcher.close()
    expected = check.manifest.articles
    if found == expected:
        return check
    fault = (
        f"chỉ mục có {found} bài, bản kê ghi {expected} "
        f"(the index holds {found} articles, its manifest names {expected})"
    )
    return replace(check, faults=(fault,))


def _count(searcher: Searcher, q: str) -> int:
    return searcher.search(Request(q=q, size=1)).total
