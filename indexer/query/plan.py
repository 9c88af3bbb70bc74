"""What is an engine asked? The tree of terms that widening makes and engines answer.

Nothing here is Vietnamese any more: terms were made by the analysis, and an engine compares them
letter by letter. Every engine answers the same set of articles for the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Articles whose `field` holds at least one of `texts`."""

    field: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: any of `texts`, `offset` places after the phrase's start."""

    offset: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Articles whose `field` holds the slots at these distances from each other (two or more)."""

    field: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Articles whose `field` holds a term beginning with one choice of letters a place.

    `letters` has for each place the characters that may stand there: ("t", "iíì") stands for
    terms that begin with ti, tí or tì.
    """

    field: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Articles whose `field` holds a term within `distance` (1 or 2) edits of one of `texts`.

    An edit inserts, deletes or replaces one code point (Levenshtein; swapping two costs 2).
    """

    field: str
    texts: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Between:
    """Articles whose numeric `field` lies in `low`..`high`, both included; None is open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles of every child."""

    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles of at least `minimum` of the children."""

    children: tuple[Plan, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Except:
    """Articles that `child` does not have."""

    child: Plan


@dataclass(frozen=True, slots=True)
class Weighted:
    """The articles of `child`, its score multiplied by `weight` (0 or more)."""

    child: Plan
    weight: float


@dataclass(frozen=True, slots=True)
class Flat:
    """The articles of `child`, each with this score (0 or more), however well it fits."""

    child: Plan
    score: float


@dataclass(frozen=True, slots=True)
class Preferring:
    """The articles of `required`, scored also by those of `optional` that they have."""

    required: Plan
    optional: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Everyone:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """No article."""


Plan = (
    Term
    | Sequence
    | Pattern
    | Near
    | Between
    | AllOf
    | AnyOf
    | Except
    | Weighted
    | Flat
    | Preferring
    | Everyone
    | Nobody
)
