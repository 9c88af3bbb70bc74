"""How is an order asked for so that the articles of each term are gone through once?

What an answer requires and what decides its order name the same terms again and again. Each is
asked once, where it is required with its score, with all its weights in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.engines.base import KEY_FIELDS, WHOLES
from indexer.query import plan as p

Weights = dict[tuple[str, str], float]
"""The weights of terms: by field and text."""


def joined_terms(plans: Sequence[p.Plan]) -> tuple[p.Plan, ...]:
    """Plans any of which is asked for, with all terms of a field in one: one union instead of many.

    >>> joined_terms([p.Term("f", ("a",)), p.Everyone(), p.Term("f", ("b", "a"))])
    (Term(field='f', texts=('a', 'b')), Everyone())
    """
    terms: dict[str, list[str]] = {}
    for plan in plans:
        if isinstance(plan, p.Term):
            terms.setdefault(plan.field, []).extend(plan.texts)
    rest = (plan for plan in plans if not isinstance(plan, p.Term))
    return (*(p.Term(f, tuple(dict.fromkeys(texts))) for f, texts in terms.items()), *rest)


def choices(plan: p.Plan) -> Iterator[p.Plan]:
    """Plans any of which an article of the plan has, terms one by one.

    >>> list(choices(p.Term("f", ("a", "b"))))
    [Term(field='f', texts=('a',)), Term(field='f', texts=('b',))]
    """
    match plan:
        case p.Term(field, texts):
            yield from (p.Term(field, (text,)) for text in texts)
        case p.AnyOf(children, 1):
            for child in children:
                yield from choices(child)
        case _:
            yield plan


def scored_once(plan: p.Preferring) -> p.Plan:
    """A plan of the same articles and scores in which each term that scores stands once.

    >>> word = p.Term("text_exact", ("a",))
    >>> scored_once(p.Preferring(p.Weighted(word, 0), (p.Weighted(word, 2), p.Weighted(word, 1))))
    Weighted(child=Term(field='text_exact', texts=('a',)), weight=3.0)
    """
    weights: Weights = {}
    rest: list[p.Plan] = []
    for part in plan.optional:
        match part:
            case p.Weighted(p.Term(field, texts), weight) if field not in KEY_FIELDS:
                for text in texts:
                    weights[field, text] = weights.get((field, text), 0.0) + weight
            case _:
                rest.append(part)
    required = plan.required
    match required:
        case p.Weighted(p.AllOf(children), 0):
            required = p.AllOf(tuple(_required(c, weights) for c in children))
        case p.Weighted(child, 0):
            required = _any_of(list(_scored(child, weights, parts=True)))
    optional = (*_terms(weights), *rest)
    return p.Preferring(required, optional) if optional else required


def _required(plan: p.Plan, weights: Weights) -> p.Plan:
    """One of several plans that are all required, without the terms that are only part of it:
    going through the articles of one term is quicker than through those of a union.
    """
    if isinstance(plan, p.Except):
        return plan
    return _any_of(list(_scored(plan, weights, parts=False)))


def _scored(plan: p.Plan, weights: Weights, *, parts: bool) -> Iterator[p.Plan]:
    """Plans that together have the plan's articles, its terms with their weights; these are used
    up. With `parts` also the terms that no article has without one of the plan's.
    """
    match plan:
        case p.Term(field, texts) if field not in KEY_FIELDS:
            fields = (field, *WHOLES.get(field, ())) if parts else (field,)
            used = {(f, t): weights.pop((f, t)) for t in texts for f in fields if (f, t) in weights}
            yield from _terms(used)
            unscored = tuple(t for t in texts if (field, t) not in used)
            if unscored:
                yield p.Weighted(p.Term(field, unscored), 0.0)
        case p.AnyOf(children, 1):
            for child in joined_terms(children):
                yield from _scored(child, weights, parts=parts)
        case _:
            yield p.Weighted(plan, 0.0)


def _terms(weights: Weights) -> Iterator[p.Plan]:
    """The terms with their weights, those of one field and weight together."""
    texts: dict[tuple[str, float], list[str]] = {}
    for (field, text), weight in weights.items():
        texts.setdefault((field, weight), []).append(text)
    return (p.Weighted(p.Term(f, tuple(t)), weight) for (f, weight), t in texts.items())


def _any_of(plans: Sequence[p.Plan]) -> p.Plan:
    return plans[0] if len(plans) == 1 else p.AnyOf(tuple(plans))
