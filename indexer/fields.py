"""Which parts of an article is each searched field made of?"""

from __future__ import annotations

from collections.abc import Mapping

from indexer.model import PartKind

FIELD_PARTS: Mapping[str, tuple[PartKind, ...]] = {
    "title": ("kicker", "title"),
    "lead": ("lead",),
    "body": ("body", "subhead", "caption", "byline", "role"),
}
"""Field -> kinds of parts; section, date line and chrome are in none."""

SEARCHED_KINDS: tuple[PartKind, ...] = tuple(k for kinds in FIELD_PARTS.values() for k in kinds)
"""The kinds of parts that are searched."""

COMPOUNDS = "words_exact"
"""The field of the compound words that a segmenter finds, their syllables joined by `_`."""

PART_BREAK = " " + "¶ " * 8
"""Parts title, lead and body where they are one field with places: no phrase goes from one to the
next, and no loose one with fewer words between."""
