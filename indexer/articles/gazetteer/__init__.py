"""Which places and outlets are there, what were they called, and what became of them?

Small tables (CSV, a source for every row) read once, on first use. A province's slug is that
of its name; the 63 provinces before 1 July 2025 and the 34 since are two namespaces, because
"an-giang" means more land in the second than in the first. The statistics office's codes are
not used: they were given new meanings in 2025.
"""

from indexer.articles.gazetteer.provinces import (
    ProvinceRef,
    find_province,
    former_of,
    near_provinces,
    present_of,
    province_name,
)
from indexer.articles.gazetteer.tables import (
    Alias,
    District,
    FormerProvince,
    HistoricalProvince,
    Outlet,
    PresentProvince,
    aliases,
    communes,
    context_words,
    districts,
    former_provinces,
    historical_provinces,
    names_elsewhere,
    outlets,
    present_provinces,
)

__all__ = [
    "Alias",
    "District",
    "FormerProvince",
    "HistoricalProvince",
    "Outlet",
    "PresentProvince",
    "ProvinceRef",
    "aliases",
    "communes",
    "context_words",
    "districts",
    "find_province",
    "former_of",
    "former_provinces",
    "historical_provinces",
    "names_elsewhere",
    "near_provinces",
    "outlets",
    "present_of",
    "present_provinces",
    "province_name",
]
