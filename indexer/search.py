"""How is a question answered? Parse, widen, ask, count, show.

`Searcher` holds one generation open. A request becomes a `Question` (its tree and filters), and
`Answering` asks the engine what the answer needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

from indexer.answer import Answering
from indexer.article_marks import article_marks
from indexer.article_texts import ArticleTexts
from indexer.completion import complete
from indexer.engines import registry
from indexer.engines.base import EngineReader
from indexer.errors import ArticleNotFound, UsageError
from indexer.fields import COMPOUNDS
from indexer.filters import check_request, filter_plans, in_query, province_plan, source_plan
from indexer.fitting import keep_fitting
from indexer.learned_abbreviations import read_definitions
from indexer.learned_marks import read_model
from indexer.marks import Marker
from indexer.model import Article, ArticleView, Hit, Request, Results
from indexer.query import plan as p
from indexer.query.parse import MAX_LENGTH, parse
from indexer.query.widen import Widening
from indexer.question import Question
from indexer.similar import similar_articles
from indexer.store import Manifest, Store
from indexer.stored import unpack
from indexer.story_counts import StoryReader
from indexer.text.definitions import Definitions
from indexer.text.restore_model import LanguageModel

MAX_REPRINTS, MAX_SIMILAR = 50, 5
"""The most articles that are listed beside one: those of its story, those like it."""

MAX_ANSWERS = 256
"""Answers that are kept for whoever comes back to them, of about 100 kB each at most."""

MAX_FREQUENCIES = 1 << 15
"""Words whose frequency is remembered."""


def open_index(path: Path | str, *, engine: str | None = None) -> Searcher:
    """The index of a folder, open for searching.

    Raises `IndexUnavailable` where there is none that can answer, `UsageError` where `engine` is
    named and the index was made for another.
    """
    store = Store(Path(path))
    manifest = store.live()
    if engine is not None and engine != manifest.engine:
        raise UsageError(
            f"Chỉ mục này dùng bộ máy {manifest.engine}, không phải {engine}; hãy bỏ --engine hoặc "
            f"chạy `timbao --engine {engine} reindex`. (This index uses {manifest.engine}, not "
            f"{engine}; leave --engine out or run that command.)"
        )
    folder = store.path_of(manifest.generation) / "engine"
    return Searcher(store, manifest, registry.load_engine(manifest.engine).open(folder))


class Searcher:
    """One generation of an index, open for questions. Safe to share between threads."""

    def __init__(self, store: Store, manifest: Manifest, reader: EngineReader) -> None:
        self._store = store
        self._reader = reader
        self.manifest = manifest
        generation = store.path_of(manifest.generation)
        self._frequency = lru_cache(MAX_FREQUENCIES)(self._count_word)
        self._answer = lru_cache(MAX_ANSWERS)(self._answer_anew)
        self._learned = Definitions(lambda: read_definitions(generation))

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self.manifest.generation

    @property
    def fingerprint(self) -> str:
        """A name for exactly the articles of this generation."""
        return self.manifest.fingerprint

    @property
    def articles(self) -> int:
        """How many articles this generation has."""
        return self.manifest.articles

    def is_current(self) -> bool:
        """Whether this generation is still the live one (reads one small file)."""
        return self._store.live_name() == self.generation

    def close(self) -> None:
        """Gives back files and memory."""
        self._reader.close()

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """Every source of the index with its number of articles."""
        return self._reader.facets(p.Everyone(), ["source"])["source"]

    def search(self, request: Request) -> Results:
        """The answer to a request.

        Raises `QueryError` for a query that cannot be answered and `UsageError` for a filter or
        page that cannot be used.
        """
        return self._answer(request)

    def _answer_anew(self, request: Request) -> Results:
        results = self._answering(request).results()
        return results if not request.stories else replace(results, hits=self._whole(results.hits))

    def _whole(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits with the other articles of their stories."""
        reprinted = self._reprinted([h.article for h in hits])
        return tuple(
            replace(h, reprints=self._reprints(h.article)) if h.article.story in reprinted else h
            for h in hits
        )

    def _reprinted(self, articles: Sequence[Article]) -> Collection[str]:
        """The stories of these articles that have a reprint."""
        stories = p.Term("story", tuple(a.story for a in articles if a.story is not None))
        plan = p.AllOf((stories, p.Term("flag", ("reprint",))))
        return self._reader.facets(plan, ["story"])["story"] if stories.texts else ()

    def _reprints(self, article: Article) -> tuple[Article, ...]:
        """The other articles of an article's story, in the order of time."""
        if article.story is None:
            return ()
        plan = p.AllOf((p.Term("story", (article.story,)), p.Except(p.Term("id", (article.id,)))))
        found = self._reader.search(plan, limit=MAX_REPRINTS, order="oldest")
        return tuple(unpack(h.stored) for h in found)

    def article(self, name: str, request: Request | None = None) -> ArticleView:
        """An article by its id, with the places that match the request's query.

        Raises `ArticleNotFound`.
        """
        found = self._reader.search(p.Term("id", (name,)), limit=1)
        if not found:
            raise ArticleNotFound(
                f"Không có bài nào mã {name!r}; có thể nó đã bị xóa khỏi kho. "
                f"(There is no article {name!r}; it may have left the corpus.)"
            )
        article = unpack(found[0].stored)
        marks = self.marked(request, [article])[0].marks if request is not None else ()
        return ArticleView(article, marks, self._similar(article), self._reprints(article))

    def marked(self, request: Request, articles: Sequence[Article]) -> list[ArticleView]:
        """These articles with the places that match the request's query, nothing beside them."""
        if not request.q.strip():
            return [ArticleView(article, ()) for article in articles]
        marker = Marker(self._answering(request).chosen_plan())
        marks = article_marks(ArticleTexts(articles), marker, range(len(articles)))
        return [ArticleView(a, tuple(m)) for a, m in zip(articles, marks, strict=True)]

    def _similar(self, article: Article) -> tuple[Article, ...]:
        stories = StoryReader(self._reader)
        return similar_articles(article, stories, self._frequency, self.articles, MAX_SIMILAR)

    def iterate(self, request: Request) -> Iterator[Article]:
        """All articles of the answer in its order, for counting and export."""
        yield from self._answering(replace(request, page=1)).everything()

    def suggest(self, q: str, request: Request | None = None, size: int = 8) -> list[str]:
        """Completions of a query that is being typed, the likeliest first.

        Where the request has filters, only those that find something within them.
        """
        model = self._marks
        if model is None or len(q) > MAX_LENGTH:
            return []
        question = self._question(replace(request or Request(), q=""))
        if not question.filters:
            return complete(model, q, size, self._count_word)
        longer = complete(model, q, 3 * size, self._count_word)
        fitting = keep_fitting(longer, question, self._reader.count)
        return list(islice(fitting, size))

    def _count_word(self, word: str) -> int:
        """In how many articles a compound word stands."""
        return self._reader.holding(COMPOUNDS, word)

    @cached_property
    def _marks(self) -> LanguageModel | None:
        """How words are marked in this generation."""
        return read_model(self._store.path_of(self.generation))

    def explain(self, request: Request, name: str) -> list[tuple[str, float]]:
        """What the score of an article of the answer is the sum of: ingredients of
        `indexer.ranking` with what each adds, the greatest first.

        Nothing where the answer is not ordered by relevance, or the article is not in it.
        """
        return self._answering(request).explain(name)

    def _answering(self, request: Request) -> Answering:
        question = self._question(request)
        reader = StoryReader(self._reader) if request.stories else self._reader
        return Answering(self.manifest, reader, question, lambda: self._marks)

    def _question(self, request: Request) -> Question:
        check_request(request)
        node = parse(request.q)
        filters = filter_plans(request, lambda: self.sources)
        how = Widening(
            tier="exact",
            match=request.match,
            off=frozenset(request.off),
            learned=self._learned,
            province=in_query(lambda name: province_plan(name, request.sense)),
            source=in_query(lambda name: source_plan(name, self.sources)),
        )
        return Question(request, node, filters, how)
