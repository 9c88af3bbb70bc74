"""Which provinces, years and sources do the articles of an answer have, and how many each?"""

from __future__ import annotations

from collections.abc import Callable, Collection

from indexer.articles.gazetteer import province_name
from indexer.engines.base import EngineReader
from indexer.model import FacetValue, Sense
from indexer.query import plan as p

FACETS = ("province", "year", "source")


def facet_values(
    reader: EngineReader,
    plan: Callable[[str | None], p.Plan],
    filtered: Collection[str],
    sense: Sense,
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet, in the order in which they are shown.

    `plan` gives the answer's plan without the filter of that name: a facet that is `filtered` has
    the values that one could choose instead.
    """
    fields = {"province": sense, "year": "year", "source": "source"}
    counts = reader.facets(plan(None), [fields[f] for f in FACETS if f not in filtered])
    for facet in FACETS:
        if facet in filtered:
            counts |= reader.facets(plan(facet), [fields[facet]])
    found = {
        "province": [FacetValue(v, province_name(v, sense), n) for v, n in counts[sense].items()],
        "year": [FacetValue(v, v, n) for v, n in counts["year"].items()],
        "source": [FacetValue(v, v, n) for v, n in counts["source"].items()],
    }
    found["year"].sort(key=lambda value: -int(value.value))
    for facet in ("province", "source"):
        found[facet].sort(key=lambda value: (-value.count, value.name))
    return {facet: tuple(values) for facet, values in found.items()}
