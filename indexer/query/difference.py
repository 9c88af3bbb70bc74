"""Which articles does a plan find beside those of a narrower one? Asked where the two differ."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query import plan as p
from indexer.query.leaves import all_of, any_of, choices


def added(wide: p.Plan, narrow: p.Plan) -> p.Plan | None:
    """The articles of `wide` that `narrow` does not have, found by going through few others.

    None where the plans do not show by themselves that `wide` has every article of `narrow`.

    >>> a, b = p.Term("f", ("a",)), p.Term("f", ("b",))
    >>> added(p.AnyOf((a, b)), a)
    AllOf(children=(Term(field='f', texts=('b',)), Except(child=Term(field='f', texts=('a',)))))
    """
    here, there = _required(wide), _required(narrow)
    apart = [q for q in here if q not in there]
    if len(apart) != 1:
        return None
    instead = all_of([q for q in there if q not in here])
    ways, known = list(choices(apart[0])), list(choices(instead))
    new = [q for q in ways if q not in known]
    if not new or any(q not in ways for q in known):
        return None
    common = [q for q in here if q in there]
    return p.AllOf((any_of(new), *map(p.Except, known), *common))


def _required(plan: p.Plan) -> Sequence[p.Plan]:
    return plan.children if isinstance(plan, p.AllOf) else (plan,)
