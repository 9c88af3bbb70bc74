"""Tìm Báo: full-text search over Vietnamese news.

The front door: the public names and nothing else. A name's module is imported when the name is
first used, so that a program pays only for what it does.

>>> from indexer import Request
>>> Request(q="lũ lụt", province=("Quảng Bình",)).match
'all'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# The function has its module's name: it is bound here, before anything can bind the module.
from indexer.concordance import concordance

if TYPE_CHECKING:
    from indexer.articles.gazetteer import find_province, near_provinces, province_name
    from indexer.articles.readers import Skipped
    from indexer.audit import Doubt, audit_lines, find_doubts
    from indexer.build import Progress, build_index
    from indexer.changes import BuildReport
    from indexer.citations import bibtex_entry, ris_record
    from indexer.concordance import LINE_ORDERS, Concordance, Line, LineOrder, sort_lines
    from indexer.engines.registry import ENGINES
    from indexer.errors import (
        ArticleNotFound,
        CorrectionsError,
        IndexDamaged,
        IndexLocked,
        IndexMissing,
        IndexOutdated,
        IndexUnavailable,
        InputError,
        InstallationError,
        QueryError,
        TimbaoError,
        UsageError,
    )
    from indexer.export import (
        article_as_json,
        export_rows,
        hit_as_json,
        results_as_json,
        write_articles,
    )
    from indexer.inventory import Inventory, check_index, inventory_as_json, take_inventory
    from indexer.methods import Methods, methods_paragraph
    from indexer.model import (
        MATCHES,
        ORDERS,
        SENSES,
        TIERS,
        Article,
        ArticleView,
        Expansion,
        FacetValue,
        Hit,
        Inference,
        Match,
        Order,
        Part,
        Request,
        Results,
        Sense,
        Snippet,
        Suggestion,
        Tier,
        Topic,
    )
    from indexer.search import Searcher, open_index
    from indexer.selftest import Verdict, run_selftest
    from indexer.settings import (
        AUDITED,
        EXPORT_FORMATS,
        SEARCH_FORMATS,
        SETTINGS,
        WEAK,
        ExportFormat,
        Setting,
    )
    from indexer.store import Check, Manifest
    from indexer.trends import Trend, YearCount, trend

_HOMES = {
    "indexer.audit": "Doubt audit_lines find_doubts",
    "indexer.articles.gazetteer": "find_province near_provinces province_name",
    "indexer.articles.readers": "Skipped",
    "indexer.build": "Progress build_index",
    "indexer.changes": "BuildReport",
    "indexer.citations": "bibtex_entry ris_record",
    "indexer.concordance": "LINE_ORDERS Concordance Line LineOrder sort_lines",
    "indexer.engines.registry": "ENGINES",
    "indexer.errors": (
        "ArticleNotFound CorrectionsError IndexDamaged IndexLocked IndexMissing IndexOutdated "
        "IndexUnavailable InputError InstallationError QueryError TimbaoError UsageError"
    ),
    "indexer.export": ("article_as_json export_rows hit_as_json results_as_json write_articles"),
    "indexer.inventory": "Inventory check_index inventory_as_json take_inventory",
    "indexer.methods": "Methods methods_paragraph",
    "indexer.model": (
        "MATCHES ORDERS SENSES TIERS Article ArticleView Expansion FacetValue Hit Inference Match "
        "Order Part Request Results Sense Snippet Suggestion Tier Topic"
    ),
    "indexer.search": "Searcher open_index",
    "indexer.selftest": "Verdict run_selftest",
    "indexer.settings": "AUDITED EXPORT_FORMATS SEARCH_FORMATS SETTINGS WEAK ExportFormat Setting",
    "indexer.store": "Check Manifest",
    "indexer.trends": "Trend YearCount trend",
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "AUDITED",
    "ENGINES",
    "EXPORT_FORMATS",
    "LINE_ORDERS",
    "MATCHES",
    "ORDERS",
    "SEARCH_FORMATS",
    "SENSES",
    "SETTINGS",
    "TIERS",
    "WEAK",
    "Article",
    "ArticleNotFound",
    "ArticleView",
    "BuildReport",
    "Check",
    "Concordance",
    "CorrectionsError",
    "Doubt",
    "Expansion",
    "ExportFormat",
    "FacetValue",
    "Hit",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexUnavailable",
    "Inference",
    "InputError",
    "InstallationError",
    "Inventory",
    "Line",
    "LineOrder",
    "Manifest",
    "Match",
    "Methods",
    "Order",
    "Part",
    "Progress",
    "QueryError",
    "Request",
    "Results",
    "Searcher",
    "Sense",
    "Setting",
    "Skipped",
    "Snippet",
    "Suggestion",
    "Tier",
    "TimbaoError",
    "Topic",
    "Trend",
    "UsageError",
    "Verdict",
    "YearCount",
    "article_as_json",
    "audit_lines",
    "bibtex_entry",
    "build_index",
    "check_index",
    "concordance",
    "export_rows",
    "find_doubts",
    "find_province",
    "hit_as_json",
    "inventory_as_json",
    "methods_paragraph",
    "near_provinces",
    "open_index",
    "province_name",
    "results_as_json",
    "ris_record",
    "run_selftest",
    "sort_lines",
    "take_inventory",
    "trend",
    "write_articles",
]


def __getattr__(name: str) -> object:
    """The public value of this name, its module imported if it was not yet."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
