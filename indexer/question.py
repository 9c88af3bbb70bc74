"""What does a request ask, taken apart: its tree, the plans of its filters, how to widen it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.model import Match, Request, Tier
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.widen import Widening, widen
from indexer.text.tiers import has_marks


@dataclass(frozen=True, slots=True)
class Question:
    """A request taken apart: its tree, the plans of its filters, how it is to be widened."""

    request: Request
    node: n.Node
    filters: Mapping[str, p.Plan]
    how: Widening

    @property
    def text(self) -> str:
        """What of the query is words."""
        return " ".join(_texts(self.node))

    @property
    def has_words(self) -> bool:
        """Whether anything is asked beside filters."""
        return bool(self.text.strip())

    @property
    def grows(self) -> bool:
        """Whether a wider tier finds all that a narrower one does: nothing is excluded."""
        return not _excludes(self.node)

    @property
    def tier(self) -> Tier:
        """The tier that the query asks for by the way it is typed."""
        if self.request.marks is not None:
            return self.request.marks
        return "exact" if has_marks(self.text) else "base"

    def plan(
        self,
        tier: Tier,
        match: Match,
        *,
        off: frozenset[str] | None = None,
        without: str | None = None,
    ) -> p.Plan:
        """What finds the answer in a tier; `without` leaves the filter of that name out."""
        how = replace(self.how, tier=tier, match=match, off=self.how.off if off is None else off)
        filters = [f for name, f in self.filters.items() if name != without]
        found = widen(self.node, how)
        if not filters:
            return found
        return p.AllOf((found, *filters) if not isinstance(found, p.Everyone) else tuple(filters))


def _excludes(node: n.Node) -> bool:
    match node:
        case n.Not():
            return True
        case n.And(children) | n.Or(children):
            return any(map(_excludes, children))
        case n.Field(_, child):
            return _excludes(child)
        case _:
            return False


def _texts(node: n.Node) -> Iterator[str]:
    match node:
        case n.Words(text) | n.Phrase(text) | n.Prefix(text) | n.Fuzzy(text):
            yield text
        case n.DocumentNumber(text):
            yield text
        case n.And(children) | n.Or(children):
            for child in children:
                yield from _texts(child)
        case n.Not(child):
            yield from _texts(child)
        case n.Field(name, child) if name not in ("source", "id"):
            yield from _texts(child)


def word_runs(node: n.Node) -> Iterator[n.Words]:
    """The runs of ordinary words of a tree."""
    match node:
        case n.Words():
            yield node
        case n.And(children) | n.Or(children):
            for child in children:
                yield from word_runs(child)
        case n.Not(child) | n.Field(_, child):
            yield from word_runs(child)
