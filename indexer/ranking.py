"""In which order do the articles of an answer come? The weights, and what they are weights of.

Two looks. The engine scores every article of the answer by its words (`score_plan`); the best of
them are looked at again for the places of the words (`rescored`). What belongs to the answer was
decided by widening: nothing here adds or removes an article.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.article_texts import ArticleTexts
from indexer.fields import COMPOUNDS
from indexer.model import Article, Tier
from indexer.query import nodes as n
from indexer.query import plan as p
from indexer.query.leaves import Where, row_plan
from indexer.query.rewrite import wanted_texts
from indexer.rescoring import (
    Places,
    coverage,
    earliness,
    find_places,
    look_for,
    names_early,
    numbers_held,
    order_held,
    rows_held,
)
from indexer.text.normalize import normal_form
from indexer.text.restore_model import NUMBER, LanguageModel
from indexer.text.segment import compounds
from indexer.text.tiers import base_form, has_marks, tone_variants
from indexer.text.tokens import tokenize

Scored = tuple[Article, float]
"""An article and its score (higher is better)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ingredient counts: BM25 over the words of the whole article counts 1.

    Only the order is theirs: what belongs to an answer does not hang on them. Beside each stands
    what its absence did to MRR@10 (`tests.bench.relevance`, the tuning half of 20,000, titles not
    indexed, match `any`). Of the first look, 600 articles: titles .814, beginnings of leads .991,
    three rare words .930, titles without marks .788 with all. Of the second, by a copy of its
    features, 1,200 titles, 1,200 unmarked and 350 of the others: titles .819, unmarked .807,
    mistyped .809, three rare words .943 with all.
    """

    text: float = 1.0
    """BM25 over title, lead and body as one. Without: titles .769, rare words .590."""
    title: float = 0.3
    """BM25 over the title. Without: beginnings of leads that are not indexed .615."""
    lead: float = 0.2
    """BM25 over the lead. Without: titles .797, leads .983."""
    words: float = 0.5
    """BM25 over compound words (pyvi). Without: titles .808."""
    row: float = 1.0
    """The few words of a short query in a row, as much as all words and pairs of it weigh. Two
    compounds that stand side by side in many articles, 183: .908 without, 1.000 with it."""
    folded: float = 0.3
    """The plan of the answer, in wider tiers. Without: titles without marks .786."""
    tone: float = 0.1
    """Words whatever their tone, where marks were typed and the answer is by letters: puts what
    differs in tone alone before what differs in letters, and is too little to do more."""
    rows: float = 0.45
    """Words side by side as in the query. Without: titles .807, unmarked .798, mistyped .799."""
    early: float = 0.9
    """How early, together, in the article. Without: titles .810, unmarked .796, mistyped .797."""
    order: float = 0.25
    """Words in the order of the query, early in the article, others between. Of 7,000 articles,
    without: titles .818, with: .821; of 4,000, titles without marks .807 and .811."""
    numbers: float = 3.0
    """Numbers that the article holds. Without: titles .817, mistyped .803."""
    names: float = 0.6
    """Words typed with a capital that stand early in the article. Without: titles .818, unmarked
    .803."""
    whole: float = 20.0
    """How much of the query the article holds; the less, the longer the query. Without: rare words
    .853."""


WEIGHTS = Weights()

WHOLE_POWER = 4
"""Half of a query is far less than half of an answer: `whole` goes by this power of the share."""

LOOKED_AT = 20
"""So many of the best articles are looked at again: titles .816 with 10, .819 with 20,
.820 with 30."""

FEW_TERMS = 6
"""A query of so many terms, at most, is most often a name or a set phrase: articles that have it in
a row come first. A longer one stands as a row nowhere, and its words tell enough without their
tones."""

MAX_TERMS = 40
"""Only so many different words of a query decide the order: bounds the work for any one query."""


@dataclass(frozen=True)
class Ranking:
    """The order of the answer to one query in one tier.

    `text` is what of the query is words; `is_marked` says that its marks can be trusted, because
    they were typed or restored. `weigh` gives the weight of a term: its BM25 idf; `weigh_row`
    that of two terms side by side, where the index knows how many articles have them so. `typed`
    is the text as it was typed: its capitals tell names. `is_phrase` says that every article of the
    answer has the terms in a row.
    """

    text: str
    tier: Tier
    is_marked: bool
    weigh: Callable[[str], float]
    weigh_row: Callable[[str, str], float] | None = None
    weights: Weights = WEIGHTS
    typed: str = ""
    is_phrase: bool = False

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The query's terms in order."""
        exact = [token.text for token in tokenize(self.text)]
        return tuple(exact if self.is_marked else map(base_form, exact))[:MAX_TERMS]

    @property
    def form(self) -> str:
        """The form of the terms: exact or base."""
        return "exact" if self.is_marked else "base"

    @cached_property
    def places(self) -> Places:
        """What the second look is for."""
        weigh_row = self.weigh_row if self.is_marked else None
        return look_for(
            self.terms, self.weigh, weigh_row, is_base=not self.is_marked, names=self._names()
        )

    def _names(self) -> frozenset[str]:
        """The terms typed with a capital; the first has one in any case."""
        tokens = tokenize(self.typed)[:MAX_TERMS]
        if len(tokens) != len(self.terms):
            return frozenset()
        pairs = zip(self.terms[1:], tokens[1:], strict=True)
        return frozenset(term for term, token in pairs if self.typed[token.start].isupper())

    def preferences(self) -> Iterator[tuple[str, p.Plan]]:
        """The name of each ingredient of the first look with a plan that scores it."""
        terms = dict.fromkeys(self.terms)
        yield from self._each("text", f"text_{self.form}", terms, self.weights.text)
        if self.is_marked:
            yield from self._each("title", "title_exact", terms, self.weights.title)
            yield from self._each("lead", "lead_exact", terms, self.weights.lead)
            yield from self._each("words", COMPOUNDS, self._compounds(), self.weights.words)
        if 1 < len(self.terms) <= FEW_TERMS and not self.is_phrase:
            yield "row", p.Flat(self._row(), self.weights.row * self.places.whole)
        if self.is_marked and self.tier == "base" and len(self.terms) <= FEW_TERMS:
            for term in terms:
                toned = p.Term("text_exact", tone_variants(term))
                yield "tone", p.Weighted(toned, self.weights.tone)

    def _each(
        self, name: str, field: str, terms: Sequence[str] | dict[str, None], weight: float
    ) -> Iterator[tuple[str, p.Plan]]:
        if weight:
            yield from ((name, p.Weighted(p.Term(field, (t,)), weight)) for t in terms)

    def _row(self) -> p.Plan:
        """The query's terms side by side, in order."""
        tier: Tier = "exact" if self.is_marked else "base"
        return row_plan(self.terms, Where(tier))

    def _compounds(self) -> dict[str, None]:
        words = compounds([self.text])[0][:MAX_TERMS]
        return dict.fromkeys("_".join(map(normal_form, w.split("_"))) for w in words)

    def required(self, plan: p.Plan) -> p.Plan:
        """The plan as far as it adds to scores: in a wider tier, how its words were met there."""
        folded = self.weights.folded if self.is_marked and self.tier != "exact" else 0.0
        return p.Weighted(plan, folded)

    def score_plan(self, plan: p.Plan) -> p.Plan:
        """The plan with what decides the order of its articles at the first look."""
        optional = tuple(part for _, part in self.preferences())
        return p.Preferring(self.required(plan), optional) if optional else plan

    def second_look(self, articles: ArticleTexts) -> list[dict[str, float]]:
        """The ingredients that are read off articles' texts: what each adds, for each article."""
        places = self.places
        count = max(1, len(places.terms))
        whole = self.weights.whole * places.total / count**2
        return [
            {
                "rows": self.weights.rows * rows_held(found, places),
                "order": self.weights.order * order_held(found, places),
                "early": self.weights.early * places.total * earliness(found, places),
                "numbers": self.weights.numbers * numbers_held(found, places),
                "names": self.weights.names * names_early(found, places),
                "whole": whole * coverage(found, places) ** WHOLE_POWER,
            }
            for found in find_places(articles, places)
        ]

    def rescored(self, articles: ArticleTexts, scores: Sequence[float]) -> list[Scored]:
        """The articles with their final scores, best first; equal ones stay in their order."""
        looks = self.second_look(articles)
        sums = [score + sum(look.values()) for score, look in zip(scores, looks, strict=True)]
        return sorted(zip(articles.articles, sums, strict=True), key=lambda pair: -pair[1])


def ranking_of(
    node: n.Node,
    tier: Tier,
    reading: str | None,
    count: Callable[[p.Plan], int],
    articles: int,
    model: LanguageModel | None = None,
) -> Ranking:
    """The ranking of a tree's answer in a tier.

    `reading` is the likeliest marked form of a query that was typed without marks; `count` says
    how many of the index's `articles` a plan finds, `model` which words stand side by side in them.
    """
    typed = " ".join(wanted_texts(node))
    text = reading or typed
    is_marked = tier != "base" or reading is not None or has_marks(text)
    form = "text_exact" if is_marked else "text_base"

    def weigh(term: str) -> float:
        return idf(count(p.Term(form, (term,))), articles)

    weigh_row = row_weights(model) if model is not None and model.articles else None
    is_phrase = isinstance(node, n.Phrase)
    return Ranking(text, tier, is_marked, weigh, weigh_row, typed=typed, is_phrase=is_phrase)


def row_weights(model: LanguageModel) -> Callable[[str, str], float]:
    """The weight of two exact terms side by side: the idf of the pair.

    The model knows how often a pair occurs, not in how many articles; most pairs that tell
    anything occur once or twice in an article. Pairs too rare for it count as occurring once.
    """

    def number(term: str) -> int | None:
        if term[:1].isdigit():
            return NUMBER
        forms = model.forms(base_form(term))
        return forms.first + forms.texts.index(term) if term in forms.texts else None

    def weigh_row(first: str, second: str) -> float:
        one, other = number(first), number(second)
        seen = 0.0 if one is None or other is None else model.seen(one, other)
        return idf(max(1, min(round(seen), model.articles)), model.articles)

    return weigh_row


def idf(holding: int, articles: int) -> float:
    """The weight of a word that so many articles of all hold, as BM25 has it (Robertson 1994).

    >>> round(idf(0, 20_000), 1), round(idf(20_000, 20_000), 1)
    (10.6, 0.0)
    """
    return math.log(1 + (articles - holding + 0.5) / (holding + 0.5))
