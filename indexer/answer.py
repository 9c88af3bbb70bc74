"""What is asked of the engine for one question? Counts, hits, facets, expansions.

Each count is taken once. The tier and the match that are answered are those asked for, or the
next ones that find something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.article_marks import HitMarks, hit_marks
from indexer.article_texts import ArticleTexts
from indexer.engines.base import EngineReader
from indexer.errors import UsageError
from indexer.expansions import counted_expansions
from indexer.facets import facet_values
from indexer.hit_tiers import marked_words, missed
from indexer.marks import Marker
from indexer.model import (
    TIERS,
    Article,
    Expansion,
    FacetValue,
    Hit,
    Match,
    Order,
    Results,
    Suggestion,
    Tier,
)
from indexer.notices import echo, notices
from indexer.ordering import (
    Best,
    best_articles,
    explain_score,
    found_articles,
    further_articles,
)
from indexer.query import plan as p
from indexer.query.difference import added
from indexer.question import Question
from indexer.ranking import LOOKED_AT, Ranking, Scored, ranking_of
from indexer.readings import QueryReading, read_query
from indexer.snippets import snippets
from indexer.store import Manifest
from indexer.suggestions import suggest_queries
from indexer.text.restore_model import LanguageModel
from indexer.text.tiers import has_marks

FIRST_STEP, LAST_STEP = 100, 5_000
"""Articles that are asked for together where all are: few at first, for who stops soon."""


@dataclass(slots=True)
class Answering:
    """One question being asked of one reader; remembers the counts it has taken."""

    manifest: Manifest
    reader: EngineReader
    question: Question
    marks: Callable[[], LanguageModel | None] = lambda: None
    counts: dict[tuple[Tier, Match], int] = field(default_factory=dict)
    looked_at: dict[tuple[Tier, Match], Best] = field(default_factory=dict)
    plans: dict[tuple[object, ...], p.Plan] = field(default_factory=dict)
    readings: list[QueryReading | None] = field(default_factory=list)

    def _plan(
        self,
        tier: Tier,
        match: Match,
        off: frozenset[str] | None = None,
        without: str | None = None,
    ) -> p.Plan:
        key = (tier, match, off, without)
        if key not in self.plans:
            self.plans[key] = self.question.plan(tier, match, off=off, without=without)
        return self.plans[key]

    def count(self, tier: Tier, match: Match) -> int:
        """How many articles the question finds in a tier under a match."""
        key = self._key(tier, match)
        if key not in self.counts:
            self.counts[key] = self.reader.count(self._plan(*key))
        return self.counts[key]

    def _tier_counts(self) -> dict[Tier, int]:
        """How many articles are found in each tier under the match that is asked for."""
        match = self.question.request.match
        exact, base = self.count("exact", match), self.count("base", match)
        # What each tier finds lies between what the ones beside it find.
        is_same = exact == base and self.question.grows
        return {
            "exact": exact,
            "tone": exact if is_same else self.count("tone", match),
            "base": base,
        }

    def _key(self, tier: Tier, match: Match) -> tuple[Tier, Match]:
        return (tier if self.question.has_words else self.question.tier, match)

    def _best(self, tier: Tier, match: Match) -> Best:
        """The best articles by relevance, found and counted in one go."""
        key = self._key(tier, match)
        if key not in self.looked_at:
            best = best_articles(self.reader, self._plan(*key), self._ranking(tier))
            self.looked_at[key], self.counts[key] = best, best.total
        return self.looked_at[key]

    def choose(self) -> tuple[Tier, Match]:
        """The tier and match that are answered: or the next that find something."""
        asked = self.question.tier
        match = self.question.request.match
        if not self.question.has_words or self.question.request.marks is not None:
            tiers: Sequence[Tier] = (asked,)
        else:
            tiers = TIERS[TIERS.index(asked) :]
        pinned = self.question.request.marks is not None
        matches: tuple[Match, ...] = ("all", "most") if match == "all" and not pinned else (match,)
        for m in matches:
            for t in tiers:
                # Of a match that was not asked for the best are shown if there are any.
                is_next = m != match and self._order() == "relevance"
                if self._best(t, m).total if is_next else self.count(t, m):
                    return t, m
        return asked, match

    def chosen_plan(self) -> p.Plan:
        """The plan that is answered."""
        return self._plan(*self.choose())

    def _ranking(self, tier: Tier) -> Ranking:
        reading = self._reading(tier)
        return ranking_of(
            self.question.node,
            tier,
            reading.words if reading else None,
            self.reader.count,
            self.manifest.articles,
            self.marks(),
        )

    def explain(self, name: str) -> list[tuple[str, float]]:
        """What the score of an article of the answer is the sum of; nothing in order of time."""
        tier, match = self.choose()
        if self._order() != "relevance":
            return []
        return explain_score(self.reader, self._plan(tier, match), self._ranking(tier), name)

    def _scored(self, tier: Tier, match: Match, start: int, size: int) -> list[Scored]:
        """The articles `start`..`start + size` of the answer in its order, with their scores."""
        plan, order = self._plan(tier, match), self._order()
        if order != "relevance":
            return found_articles(self.reader, plan, start, size, order)
        looked_at = self._best(tier, match).scored if start < LOOKED_AT else []
        found = list(looked_at[start : start + size])
        missing = size - len(found)
        if missing and self.count(tier, match) > LOOKED_AT:
            first = max(0, start - LOOKED_AT)
            return found + further_articles(self.reader, plan, self._ranking(tier), first, missing)
        return found

    def _reading(self, tier: Tier) -> QueryReading | None:
        """How the query is read, where it has no marks and is answered by its letters."""
        if tier != "base" or has_marks(self.question.text):
            return None
        if not self.readings:
            model = self.marks()
            node, reader = self.question.node, self.reader
            self.readings.append(None if model is None else read_query(model, node, reader))
        return self.readings[0]

    def _order(self) -> Order:
        sort = self.question.request.sort
        return "newest" if sort == "relevance" and not self.question.has_words else sort

    def everything(self) -> Iterator[Article]:
        """Every article of the answer, in order."""
        tier, match = self.choose()
        start, step = 0, FIRST_STEP
        while found := self._scored(tier, match, start, step):
            yield from (article for article, _ in found)
            start, step = start + step, min(5 * step, LAST_STEP)

    def results(self) -> Results:
        """The whole answer."""
        request = self.question.request
        start = (request.page - 1) * request.size
        if self._order() == "relevance" and start < LOOKED_AT:
            self._best(self.question.tier, request.match)
        tier, match = self.choose()
        total = self.count(tier, match)
        self._check_page(total)
        plan = self._plan(tier, match)
        found = self._scored(tier, match, start, request.size)
        has_words = self.question.has_words
        return Results(
            query=echo(request, self._order()),
            total=total,
            match=match,
            tier=tier if has_words else None,
            tiers=self._tier_counts() if has_words else dict.fromkeys(TIERS, total),
            hits=tuple(self._hits(found, plan, tier, match)),
            facets=self._facets(tier, match),
            expansions=self._expansions(tier, match, total),
            suggestions=self._suggestions(),
            reading=reading.query if total and (reading := self._reading(tier)) else None,
            notices=tuple(notices(self.question, tier, match, total)),
            generation=self.manifest.generation,
            fingerprint=self.manifest.fingerprint,
            articles=self.manifest.articles,
            created=self.manifest.created,
        )

    def _check_page(self, total: int) -> None:
        page, size = self.question.request.page, self.question.request.size
        pages = max(1, -(-total // size))
        if page > pages:
            raise UsageError(
                f"Không có trang {page}: có {total} bài trong {pages} trang. "
                f"(There is no page {page}: {total} articles fill {pages} pages.)"
            )

    def _hits(
        self, found: Sequence[Scored], plan: p.Plan, tier: Tier, match: Match
    ) -> Iterator[Hit]:
        marker = Marker(plan)
        articles = [article for article, _ in found]
        looked_at = self.looked_at.get(self._key(tier, match))
        texts = looked_at.texts if looked_at else ArticleTexts([])
        numbers = {id(article): number for number, article in enumerate(texts.articles)}
        if not all(id(article) in numbers for article in articles):
            texts, numbers = ArticleTexts(articles), {id(a): i for i, a in enumerate(articles)}
        all_marks = hit_marks(texts, marker, [numbers[id(a)] for a in articles])
        tiers = self._hit_tiers(articles, all_marks, tier, match)
        for (article, score), (marks, title) in zip(found, all_marks, strict=True):
            yield Hit(
                article,
                score,
                tiers[article.id] if self.question.has_words else None,
                snippets(article, marks),
                title,
            )

    def _hit_tiers(
        self, articles: Sequence[Article], marks: Sequence[HitMarks], tier: Tier, match: Match
    ) -> dict[str, Tier]:
        """The narrowest tier in which each article is found, by its id."""
        found: dict[str, Tier] = {article.id: tier for article in articles}
        narrower = TIERS[: TIERS.index(tier)] if articles and self.question.has_words else ()
        asked = [t for t in reversed(narrower) if self.count(t, match)]
        pairs = zip(articles, marks, strict=True) if asked else ()
        words = {article.id: marked_words(article, spans) for article, (spans, _) in pairs}
        for t in asked:
            outside = missed(self.reader, self._plan(t, match), self._plan(tier, match), words)
            found |= {name: t for name in words if name not in outside}
        return found

    def _facets(self, tier: Tier, match: Match) -> dict[str, tuple[FacetValue, ...]]:
        known = self._whole_answer(tier, match)

        def plan(without: str | None) -> p.Plan:
            return known if known and not without else self._plan(tier, match, without=without)

        return facet_values(self.reader, plan, self.question.filters, self.question.request.sense)

    def _whole_answer(self, tier: Tier, match: Match) -> p.Plan | None:
        """The articles of the answer by name, where all of them were looked at."""
        looked_at = self.looked_at.get(self._key(tier, match))
        # Other articles of their stories count, too.
        if looked_at is None or self.question.request.stories:
            return None
        names = tuple(article.id for article, _ in looked_at.scored)
        if len(names) < looked_at.total:
            return None
        return p.Term("id", names) if names else p.Nobody()

    def _expansions(self, tier: Tier, match: Match, total: int) -> tuple[Expansion, ...]:
        plan = self._plan(tier, match)

        def changes(off: frozenset[str]) -> int:
            other = self._plan(tier, match, off=off)
            between = added(plan, other) or added(other, plan)
            # The articles between may share stories with the others.
            if between is None or self.question.request.stories:
                return abs(total - self.reader.count(other))
            return self.reader.count(between)

        return counted_expansions(self.question, tier, changes)

    def _suggestions(self) -> tuple[Suggestion, ...]:
        model = self.marks()
        if model is None:
            return ()
        found = self.count(self.question.tier, self.question.request.match)
        return suggest_queries(self.question, model, found, self.reader)
